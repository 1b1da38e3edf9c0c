"""Tables of people in appendices (PURE): rows parted by tabs or bars, or a cell a line under a head of "STT"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from chidao.reading.marked import Marked
from chidao.reading.stretches import Stretch, is_closing
from chidao.reading.tree import Row, Table

_HEAD: Final = re.compile(r"\|?\s*(?:STT|TT|Stt|Số TT|SỐ TT|Số thứ tự|S\.?TT)\b\.?")
_CELL: Final = re.compile(r"[^\t|]*[^\t|\s]")
_MOST_HEAD_LINES: Final = 14


@dataclass(slots=True)
class _Row:
    label: str
    start: int
    end: int
    cells: list[tuple[int, int]] = field(default_factory=list)


def tables_of(text: Marked, stretch: Stretch) -> tuple[Table, ...]:
    """Return the tables of a stretch whose rows are numbered."""
    found: list[Table] = []
    index = stretch.first
    while index < stretch.until:
        if _HEAD.match(text.all[index].text):
            table, index = _table(text, index, stretch.until)
            found += [table] if table else []
        else:
            index += 1
    return tuple(found)


def _table(text: Marked, head: int, until: int) -> tuple[Table | None, int]:
    header, index = _header(text, head, until)
    rows: list[_Row] = []
    while index < until and not is_closing(text.all[index].text) and not _HEAD.match(text.all[index].text):
        mark, line = text.marks[index], text.all[index]
        if mark and mark.kind in {"bare", "person", "clause"} and mark.label == str(len(rows) + 1):
            rows.append(_Row(mark.label, line.start, line.end))
            rows[-1].cells += _cells(line.text, line.start, mark.body)
        elif mark and mark.kind in {"article", "chapter", "appendix"}:
            break
        elif rows and not line.is_rule:
            _add_cells(rows[-1].cells, _cells(line.text, line.start, 0), goes_on=text.lines.follows_on(index))
            rows[-1].end = line.end
        index += 1
    if 2 * sum(bool(row.cells) for row in rows) <= len(rows):
        return None, max(index, head + 1)
    frozen = tuple(
        Row(row.label, tuple(text.span(*cell) for cell in row.cells), text.span(row.start, row.end)) for row in rows
    )
    return Table(header, frozen, text.span(text.all[head].start, rows[-1].end)), index


def _add_cells(cells: list[tuple[int, int]], own: list[tuple[int, int]], *, goes_on: bool) -> None:
    """Add the cells of a line; its first may be the rest of the one above that was broken off."""
    if goes_on and cells and own:
        cells[-1] = (cells[-1][0], own.pop(0)[1])
    cells += own


def _header(text: Marked, head: int, until: int) -> tuple[tuple[str, ...], int]:
    """Return the words of a table's head, and the line of its first row."""
    words: list[str] = []
    index = head
    while index < min(until, head + _MOST_HEAD_LINES):
        mark = text.marks[index]
        if index > head and mark and mark.kind in {"bare", "person", "clause"} and mark.label == "1":
            return tuple(words), index
        if not text.all[index].is_rule:
            words += [cell.strip() for cell in _CELL.findall(text.all[index].text)]
        index += 1
    return tuple(words[:1]), head + 1


def _cells(words: str, start: int, body: int) -> list[tuple[int, int]]:
    spaces = ((found, found.group()) for found in _CELL.finditer(words, body))
    return [(start + found.start() + len(cell) - len(cell.lstrip()), start + found.end()) for found, cell in spaces]
