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
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from chidao.documents.akoma_parsing import NotTaken, akoma_data
from chidao.kernel.numerals import roman

LONGEST: Final = 24_000_000
MOST_PAGES: Final = 5_000
DEEPEST_TABLE: Final = 40
"""Tables within tables beyond this depth are read as plain blocks."""

LONGEST_CELL: Final = 600
MOST_CELL_LINES: Final = 12
"""Characters, and lines, of a cell beyond which its row lays out a page, and is no row of a list."""

_TABLE_HEAD: Final = re.compile(r"\s*(?:STT|TT|Số TT|SỐ TT|S\.TT)\b", re.IGNORECASE)


class TooHeavy(NotTaken):
    """The file holds more than is taken out of one."""

    def __init__(self) -> None:
        super().__init__("file_too_heavy")


class Locked(NotTaken):
    """The file has a password."""

    def __init__(self) -> None:
        super().__init__("file_locked")


# --- html -----------------------------------------------------------------------------------------------------------

_BLOCKS: Final = frozenset(
    "address article aside blockquote br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav"
    " ol p pre section table tbody tfoot thead title ul".split()
)
_SILENT: Final = frozenset("script style noscript template svg select option head".split())


class _Words(HTMLParser):
    """The words of a page: blocks on lines of their own, a row's cells parted by tabs where it has three or more.

    Each open table has a row being read, or none; what is read of an inner table stands in a cell of the outer one.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0
        self.rows: list[list[list[str]] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table" and len(self.rows) < DEEPEST_TABLE:
            self.rows.append(None)
        elif tag == "tr" and self.rows:
            self._end_row()
            self.rows[-1] = []
        elif tag in {"td", "th"} and self.rows and self.rows[-1] is not None:
            self.rows[-1].append([])
        elif tag in _BLOCKS:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"tr", "table"} and self.rows:
            self._end_row()
            if tag == "table":
                self.rows.pop()
                self._add("\n")
        elif tag in _BLOCKS:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._add(re.sub(r"[ \t\r\n]+", " ", data))

    def words(self) -> str:
        """Return the words, tables that were never closed with them."""
        while self.rows:
            self._end_row()
            self.rows.pop()
        return "".join(self.out)

    def _end_row(self) -> None:
        row = self.rows[-1]
        self.rows[-1] = None
        if row is not None:
            self._add(_row_text(["".join(cell).strip() for cell in row]))

    def _add(self, words: str) -> None:
        holder = next((row[-1] for row in reversed(self.rows) if row), self.out)
        holder.append(words)


def _row_text(cells: list[str]) -> str:
    is_short = all(len(cell) <= LONGEST_CELL and len(cell.split("\n")) <= MOST_CELL_LINES for cell in cells)
    if is_short and (len(cells) > 2 or (len(cells) == 2 and cells[0].rstrip(".").isdigit())):
        return "\n" + "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
    return "\n" + "\n".join(cells) + "\n"


def _closed(page: str) -> str:
    """Return a page without openings that nothing closes: the parser would look to the page's end for each of them."""
    page = page[: page.find("<!--", page.rfind("-->") + 1)] if page.rfind("<!--") > page.rfind("-->") else page
    for opening, closing in (("<![", "]]>"), ("<", ">")):
        last = page.rfind(closing) + 1
        page = page[:last] + page[last:].replace(opening, " ")
    return page


def html_words(data: bytes) -> str:
    """Return the words of an HTML page in UTF-8 (or UTF-16 that says so)."""
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    parser = _Words()
    parser.feed(_closed(data.decode(coding, errors="replace")))
    parser.close()
    return re.sub(r"\n[ \n]*\n", "\n\n", re.sub(r" *\n *", "\n", parser.words())).strip()


# --- docx -----------------------------------------------------------------------------------------------------------


_PARAGRAPH: Final = qn("w:p")
_TABLE: Final = qn("w:tbl")
_ROW: Final = qn("w:tr")
_CELL: Final = qn("w:tc")
_TEXT: Final = qn("w:t")
_WRAPPERS: Final = frozenset(
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_STRUCK: Final = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


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
        written = roman(count)
        return written.lower() if kind == "lowerRoman" else written
    return str(count)


def docx_words(data: bytes) -> str:
    """Return the words of a Word document, its own numbers written out, what was struck out left out."""
    document = docx.Document(io.BytesIO(data))
    return "\n".join(_lines(document.element.body, document, _Numbers(document)))


def _lines(holder: Any, document: Any, numbers: _Numbers) -> Iterator[str]:
    """Yield the lines of what stands in a body or a cell: paragraphs, and tables with what is nested in them."""
    for block in _within(holder, _PARAGRAPH, _TABLE):
        if block.tag == _PARAGRAPH:
            yield _paragraph(block, document, numbers)
        else:
            yield from _table_lines(block, document, numbers)


def _within(holder: Any, *tags: str) -> Iterator[Any]:
    """Yield the children of some tags, those that a control or a tracked change wraps too."""
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, *tags)


def _paragraph(block: Any, document: Any, numbers: _Numbers) -> str:
    words = "".join(_words_in(block))
    return f"{numbers.before(Paragraph(block, document))}{words}" if words.strip() else words


def _words_in(holder: Any) -> Iterator[str]:
    for child in holder:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _STRUCK:
            yield from ["\n"] if child.tag == _PARAGRAPH else []
            yield from _words_in(child)


def _table_lines(table: Any, document: Any, numbers: _Numbers) -> Iterator[str]:
    rows = [list(_within(row, _CELL)) for row in _within(table, _ROW)]
    first = "".join(_words_in(rows[0][0])) if rows and rows[0] else ""
    is_list = any(len(row) > 2 for row in rows) or bool(_TABLE_HEAD.match(first))
    above: dict[int, str] = {}
    for row in rows:
        cells = [list(_lines(cell, document, numbers)) for cell in row]
        if is_list:
            yield "\t".join(_spanned(row, [" ".join(" ".join(cell).split()) for cell in cells], above))
        else:
            yield from (line for cell in cells for line in [*cell, ""])


def _spanned(row: list[Any], cells: list[str], above: dict[int, str]) -> Iterator[str]:
    """Yield the cells of a row; one that goes on with the cell above says what that says."""
    column = 0
    for element, words in zip(row, cells, strict=True):
        properties = element.find(qn("w:tcPr"))
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
        above[column] = above.get(column, "") if goes_on and not words else words
        yield above[column]
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        width = span.get(qn("w:val")) if span is not None else "1"
        column += int(width) if width and width.isdecimal() and len(width) < 4 else 1


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

_PARSERS: Final[dict[str, Callable[[bytes], str]]] = {
    "html": html_words, "docx": docx_words, "pdf": pdf_words, "akoma": akoma_data,
}  # fmt: skip


def parsed(kind: str, data: bytes) -> dict[str, str]:
    """Return the words of a file, or why it is refused."""
    try:
        words = _PARSERS[kind](data)
    except NotTaken as error:
        return {"refused": error.code}
    except (MemoryError, RecursionError):
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
