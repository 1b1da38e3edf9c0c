"""The parsers of strangers' files, run as a process of their own: bytes in, `{"text"}` or `{"refused"}` out.

Only `extracting` starts it, with limits on time and memory. Tables of people become lines with a tab between cells;
tables that only lay out a page (the head, the signature) become their cells, one under the other. What Word numbers by
itself is written out, since an article's number may stand nowhere else.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.errors import PdfReadError

LONGEST: Final = 24_000_000
MOST_PAGES: Final = 5_000
_TABLE_HEAD: Final = re.compile(r"\s*(?:STT|TT|Số TT|SỐ TT|S\.TT)\b", re.IGNORECASE)


class TooHeavy(Exception):
    """The file holds more than is taken out of one."""


class Locked(Exception):
    """The file has a password."""


# --- html -----------------------------------------------------------------------------------------------------------

_BLOCKS: Final = frozenset(
    "address article aside blockquote br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav"
    " ol p pre section table tbody tfoot thead title ul".split()
)
_SILENT: Final = frozenset("script style noscript template svg select option head".split())


class _Words(HTMLParser):
    """The words of a page: blocks on lines of their own, a row's cells parted by tabs where it has three or more."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0
        self.row: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "tr":
            self.row = []
        elif tag in {"td", "th"} and self.row is not None:
            self.row.append([])
        elif tag in _BLOCKS:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "tr" and self.row is not None:
            cells, self.row = ["".join(cell).strip() for cell in self.row], None
            self._add(_row_text(cells))
        elif tag in _BLOCKS:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._add(re.sub(r"[ \t\r\n]+", " ", data))

    def _add(self, words: str) -> None:
        (self.row[-1] if self.row else self.out).append(words)


def _row_text(cells: list[str]) -> str:
    if len(cells) > 2 or (len(cells) == 2 and cells[0].rstrip(".").isdigit()):
        return "\n" + "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
    return "\n" + "\n".join(cells) + "\n"


def html_words(data: bytes) -> str:
    """Return the words of an HTML page in UTF-8 (or UTF-16 that says so)."""
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    parser = _Words()
    parser.feed(data.decode(coding, errors="replace"))
    parser.close()
    return re.sub(r"\n[ \n]*\n", "\n\n", re.sub(r" *\n *", "\n", "".join(parser.out))).strip()


# --- docx -----------------------------------------------------------------------------------------------------------


class _Numbers:
    """What Word writes before paragraphs that it numbers by itself."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.abstract: dict[str, str] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for each in numbering.findall(qn("w:abstractNum")):
            self.levels[each.get(qn("w:abstractNumId"))] = dict(_levels(each))
        for each in numbering.findall(qn("w:num")):
            self.abstract[each.get(qn("w:numId"))] = each.find(qn("w:abstractNumId")).get(qn("w:val"))

    def before(self, paragraph: Any) -> str:
        """Return the number that Word writes before a paragraph, with a space after it; "" where it writes none."""
        found = _number_of(paragraph)
        abstract = self.abstract.get(found[0]) if found else None
        if not found or abstract is None or found[1] not in self.levels.get(abstract, {}):
            return ""
        level, levels, counts = found[1], self.levels[abstract], self.counts[abstract]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return _written(levels, counts, level)


def _levels(abstract: Any) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in abstract.findall(qn("w:lvl")):
        values = {
            name: element.get(qn("w:val")) if (element := level.find(qn(f"w:{name}"))) is not None else None
            for name in ("numFmt", "lvlText", "start")
        }
        start = values["start"] or "1"
        number = int(start) if start.isdecimal() else 1
        yield int(level.get(qn("w:ilvl"))), (values["numFmt"] or "decimal", values["lvlText"] or "", number)


def _number_of(paragraph: Any) -> tuple[str, int] | None:
    """Return the list and the level of a paragraph, its own or its style's."""
    places = [paragraph._p.pPr, paragraph.style.element.pPr if paragraph.style is not None else None]
    for properties in places:
        number = properties.find(qn("w:numPr")) if properties is not None else None
        if number is None or number.find(qn("w:numId")) is None:
            continue
        level = number.find(qn("w:ilvl"))
        return number.find(qn("w:numId")).get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
    return None


def _written(levels: Mapping[int, tuple[str, str, int]], counts: Mapping[int, int], level: int) -> str:
    kind, pattern, _ = levels[level]
    if kind == "bullet":
        return "- "
    if kind == "none":
        return ""

    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        return _in_kind(counts.get(at, levels[at][2] if at in levels else 1), levels[at][0] if at in levels else kind)

    written = re.sub(r"%(\d)", count, pattern).strip()
    return f"{written} " if written else ""


def _in_kind(count: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"}:
        roman = _roman(count)
        return roman.lower() if kind == "lowerRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        written += sign * (count // value)
        count %= value
    return written


def docx_words(data: bytes) -> str:
    """Return the words of a Word document, its own numbers written out."""
    document = docx.Document(io.BytesIO(data))
    numbers = _Numbers(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += _table_lines(block, numbers) if hasattr(block, "rows") else [_paragraph(block, numbers)]
    return "\n".join(lines)


def _paragraph(paragraph: Any, numbers: _Numbers) -> str:
    words = str(paragraph.text)
    return f"{numbers.before(paragraph)}{words}" if words.strip() else words


def _table_lines(table: Any, numbers: _Numbers) -> Iterator[str]:
    rows = [_distinct(row) for row in table.rows]
    is_list = any(len(row) > 2 for row in rows) or bool(rows and rows[0] and _TABLE_HEAD.match(rows[0][0].text))
    for row in rows:
        paragraphs = [[_paragraph(each, numbers) for each in cell.paragraphs] for cell in row]
        if is_list:
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in paragraphs)
        else:
            yield from (line for cell in paragraphs for line in [*cell, ""])


def _distinct(row: Any) -> list[Any]:
    """Return the cells of a row, one that spans columns once."""
    cells: list[Any] = []
    for cell in row.cells:
        if not cells or cells[-1]._tc is not cell._tc:
            cells.append(cell)
    return cells


# --- pdf ------------------------------------------------------------------------------------------------------------


def pdf_words(data: bytes) -> str:
    """Return the words of a PDF, page after page; a scan has none. Raises Locked and TooHeavy."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    if len(reader.pages) > MOST_PAGES:
        raise TooHeavy
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > LONGEST:
            raise TooHeavy
    return "\n".join(pages)


# --- the process ----------------------------------------------------------------------------------------------------

_PARSERS: Final[dict[str, Callable[[bytes], str]]] = {"html": html_words, "docx": docx_words, "pdf": pdf_words}


def parsed(kind: str, data: bytes) -> dict[str, str]:
    """Return the words of a file, or why it is refused."""
    try:
        words = _PARSERS[kind](data)
    except Locked:
        return {"refused": "file_locked"}
    except (TooHeavy, MemoryError, RecursionError):
        return {"refused": "file_too_heavy"}
    except PdfReadError as error:
        return {"refused": "file_too_heavy" if "limit" in str(error).lower() else "file_damaged"}
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise, the file is refused
        return {"refused": "file_damaged"}
    if len(words) > LONGEST:
        return {"refused": "file_too_heavy"}
    return {"text": words} if words.strip() else {"refused": "no_words"}


def main() -> int:
    """Read bytes from standard input, take the words out, write the answer."""
    answer = parsed(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
