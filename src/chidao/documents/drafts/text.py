"""What a clerk types, as the parts of a paper, and back again without loss (PURE).

One line is one paragraph. "Điều 1. …", "1. …", "a) …" and "- …" are marked as they are written; "I. …" is a heading;
"Chương I" stands in the middle with its title on the next line; "| one | two |" is a row of a table, the first of them
its head; "# QUY CHẾ: …" or "# PHỤ LỤC I: …" begins what is issued with the paper, a "(Kèm theo …)" under it its note.
A backslash before "# " or "|" at the beginning of a line takes its meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from chidao.documents.paper import (
    ARTICLE,
    Annex,
    Block,
    Centred,
    Column,
    Heading,
    Numbered,
    Paragraph,
    Table,
    ended,
)
from chidao.kernel.vietnamese import nfc

ANNEX: Final = "# "
APPENDIX: Final = "phụ lục"
"""How the label of an appendix begins: its title is in capitals (mục III.1)."""
ROW: Final = "|"
BREAK: Final = "<br>"
"""A line break within a cell."""
# A backslash more before what would begin a table or an annex makes a plain line of it.
_ESCAPED: Final = re.compile(r"\\(?=\\*(?:# |\|))")
_NEEDS_ESCAPE: Final = re.compile(r"\\*(?:# |\|)")
_BAR: Final = re.compile(r"(?<!\\)\|")
_RULE_ROW: Final = re.compile(r"\|[\s|:-]*---[\s|:-]*")
_CHAPTER: Final = re.compile(r"(?:Chương|Phần|Mục)\s+(?:[IVXLC]+|\d+)\.?", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"(Điều\s+\d+[a-zđ]?\.)(?:\s+(.*))?")
_MARKED: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\)|[-+])\s+(.*)")
_HEADING: Final = re.compile(r"(?:[IVXLC]+|[A-H])\.\s+\S.*")
# A legal basis; of these words some begin a sentence as well, so that only a ";" makes a basis of it.
_BASIS: Final = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị)\s")
_LISTED_BASIS: Final = re.compile(r"(?:Xét|Thực hiện|Trên cơ sở)\s.*;")
_ANNEX_NOTE: Final = re.compile(r"\(.+\)")
# The note that is written by itself under what is issued with a paper: typed, it is left out.
_OWN_NOTE: Final = re.compile(r"\(Kèm theo [^()]*\bngày\b[^()]*\bcủa\b[^()]*\)")
_STOPS: Final = (".", ";", ":", ",", "!", "?")
# A column is as wide as its longest line, within these bounds in letters; that of a count of rows is fixed, in
# hundredths of the table.
_SHORT, _WIDEST, _COUNTED = 14, 60, 7
_COUNTING: Final = frozenset({"TT", "STT", "SỐ TT", "S.TT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAnnex:
    """What is issued with the paper, as typed: its label in capitals, what it is about, its own note, its lines."""

    label: str
    subject: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A typed text taken apart: the legal bases, the lines of the body, what is issued with it."""

    bases: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    annexes: tuple[TypedAnnex, ...] = ()


def typed_parts(text: str, *, decides: bool = False) -> Typed:
    """Take a typed text apart. `decides`: each line at its head that begins as a basis does is one (a decision)."""
    pieces = list(_pieces(tidy_lines(text.splitlines())))
    bases, body = _bases_and_body(pieces[0][1], decides=decides)
    return Typed(bases=bases, lines=body, annexes=tuple(_annex(head, lines) for head, lines in pieces[1:]))


def typed_text(parts: Typed, *, decides: bool = False) -> str:
    """Write a text as the clerk would type it: the way back from `typed_parts`."""
    lines = [*_ended_bases(parts.bases, decides=decides), *parts.lines]
    for annex in map(_own_note_left_out, parts.annexes):
        lines.append(f"{ANNEX}{annex.label}: {annex.subject}" if annex.subject else f"{ANNEX}{annex.label}")
        lines += [annex.note] if annex.note else []
        lines += annex.lines
    return "\n".join(lines)


def tidy_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Put typed lines in order: NFC, single spaces, no empty lines, the rows of a table as wide as its widest, the
    title of a chapter in capitals.

    An empty line is kept between two tables only, where it parts them.
    """
    cleaned = [" ".join(nfc(line).split()) for line in lines]
    out: list[str] = []
    for is_row, together in groupby(cleaned, key=lambda line: line.startswith(ROW)):
        group = list(together)
        found = _tidy_rows(group) if is_row else [line for line in group if line]
        out += ["", *found] if is_row and found and out and out[-1].startswith(ROW) else found
    return tuple(_capitalised_titles(out))


def _capitalised_titles(lines: Sequence[str]) -> Iterator[str]:
    heads_chapter = False
    for line in lines:
        yield line.upper() if heads_chapter and line and _is_title(line) else line
        heads_chapter = _CHAPTER.fullmatch(line) is not None


def blocks_of(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of a paper's body for tidy lines."""
    blocks: list[Block] = []
    for is_row, together in groupby(lines, key=lambda line: line.startswith(ROW)):
        group = list(together)
        blocks += [_table(group)] if is_row else list(_flowing([line for line in group if line]))
    return tuple(blocks)


def lines_of_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the typed lines of blocks: the way back from `blocks_of`."""
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, Table):
            yield from [""] if isinstance(previous, Table) else []
            yield from _rows_typed(block)
        elif isinstance(block, Numbered):
            yield " ".join(part for part in (block.mark, block.title, block.text) if part)
        else:
            yield typed_line(block.text)
        previous = block


def typed_line(text: str) -> str:
    """Return a paragraph's words as a line, with a backslash where they would begin a table or an annex."""
    line = " ".join(text.split())
    return f"\\{line}" if _NEEDS_ESCAPE.match(line) else line


def typed_row(cells: Iterable[str]) -> str:
    """Return the cells of a row as a typed line."""
    return f"| {' | '.join(_cell_typed(cell) for cell in cells)} |"


def annex_of(annex: TypedAnnex, note: str) -> Annex:
    """Return what is issued with a paper; `note` stands under it where it has none of its own."""
    return Annex(annex.label, annex.subject, annex.note or note, blocks_of(annex.lines))


def closed_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """End the last line of a body by a full stop, where it is a line of words: "./." is put there in print."""
    if not lines or lines[-1].startswith(ROW) or isinstance(blocks_of(lines)[-1], Centred):
        return tuple(lines)
    return (*lines[:-1], ended(lines[-1], "."))


# ---------------------------------------------------------------- the head of a text and its annexes


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    head, held = "", list[str]()
    for line in lines:
        if line.startswith(ANNEX):
            yield head, held
            head, held = line.removeprefix(ANNEX), []
        else:
            held.append(line)
    yield head, held


def _annex(head: str, lines: list[str]) -> TypedAnnex:
    head = head.lstrip(": ") or APPENDIX
    label, _, subject = head.upper().partition(":") if head.casefold().startswith(APPENDIX) else head.partition(":")
    has_note = bool(lines) and _ANNEX_NOTE.fullmatch(lines[0]) is not None
    return TypedAnnex(
        label=label.strip().upper(),
        subject=subject.strip(),
        note=lines[0] if has_note and not _OWN_NOTE.fullmatch(lines[0]) else "",
        lines=tuple(lines[1:] if has_note else lines),
    )


def _own_note_left_out(annex: TypedAnnex) -> TypedAnnex:
    return replace(annex, note="") if _OWN_NOTE.fullmatch(annex.note) else annex


def _bases_and_body(lines: list[str], *, decides: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    bases: list[str] = []
    goes_on = decides
    for line in lines:
        is_last = goes_on and _BASIS.match(line)
        if not (is_last or (line.endswith(";") and _BASIS.match(line)) or _LISTED_BASIS.fullmatch(line)):
            break
        bases.append(line.rstrip(".; "))
        goes_on = decides or line.endswith(";")
    return tuple(bases), tuple(lines[len(bases) :])


def _ended_bases(bases: Sequence[str], *, decides: bool) -> list[str]:
    stop = "." if len(bases) > 1 or decides else ";"
    return [f"{each};" for each in bases[:-1]] + [f"{each}{stop}" for each in bases[-1:]]


# ---------------------------------------------------------------- lines


def _flowing(lines: Sequence[str]) -> Iterator[Block]:
    heads_chapter = False
    for line in lines:
        is_chapter = _CHAPTER.fullmatch(line) is not None
        if is_chapter or (heads_chapter and _is_title(line)):
            yield Centred(line, capitals=not is_chapter)
        else:
            yield _line(line)
        heads_chapter = is_chapter


def _line(line: str) -> Block:
    article = _ARTICLE.fullmatch(line)
    if article:
        words = article[2] or ""
        return Numbered(article[1], words) if words.endswith(_STOPS) else Numbered(article[1], "", words)
    marked = _MARKED.fullmatch(line)
    if marked:
        return Numbered(marked[1], marked[2])
    if _HEADING.fullmatch(line):
        return Heading(line)
    return Paragraph(line[1:] if _ESCAPED.match(line) else line)


def _is_title(line: str) -> bool:
    return not (
        line.endswith(_STOPS)
        or line.startswith((ARTICLE, ROW, ANNEX))
        or _CHAPTER.fullmatch(line)
        or _MARKED.match(line)
        or _HEADING.match(line)
    )


# ---------------------------------------------------------------- tables


def _tidy_rows(lines: Sequence[str]) -> list[str]:
    rows = [_cells(line) for line in lines if not _RULE_ROW.fullmatch(line)]
    width = max((len(row) for row in rows), default=0)
    return [typed_row((*row, *[""] * (width - len(row)))) for row in rows]


def _cells(line: str) -> tuple[str, ...]:
    inner = line.removeprefix(ROW)
    parts = _BAR.split(inner)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple("\n".join(" ".join(each.split()) for each in _cell_words(part)) for part in parts)


def _cell_words(part: str) -> list[str]:
    return part.strip().replace(r"\|", ROW).split(BREAK)


def _cell_typed(cell: str) -> str:
    lines = [" ".join(line.split()) for line in cell.split("\n")]
    return BREAK.join(lines).replace(ROW, r"\|")


def _table(lines: Sequence[str]) -> Table:
    head, *rows = [_cells(line) for line in lines]
    columns = [_column(title, [row[place] for row in rows]) for place, title in enumerate(head)]
    others = sum(column.share for column in columns if not _counts(column)) or 1
    room = 100 - sum(_COUNTED for column in columns if _counts(column))
    shares = [_COUNTED if _counts(column) else column.share * room / others for column in columns]
    return Table(tuple(map(_shared, columns, shares)), tuple(rows))


def _shared(column: Column, share: float) -> Column:
    return replace(column, share=share)


def _counts(column: Column) -> bool:
    return column.title.upper() in _COUNTING


def _column(title: str, cells: Sequence[str]) -> Column:
    """Return a column as wide as its longest line, in letters, within bounds; short cells are centred."""
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=len(title))
    words = max((len(word) for word in " ".join([title, *cells]).split()), default=_SHORT)
    is_short = bool(cells) and longest <= _SHORT
    return Column(title, min(_WIDEST, max(_SHORT, words + 2, longest)), centred=is_short)


def _rows_typed(table: Table) -> Iterator[str]:
    yield typed_row(column.title for column in table.columns)
    for row in table.rows:
        yield typed_row(row)
