"""What a text without articles is made of (PURE): headings, lists of numbered items, paragraphs.

Plans and the Party's texts are divided by "I.", "1.", "1.1."; the news about a decision has lists under a sentence, and
paragraphs that are cited by their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from chidao.kernel.numerals import from_roman, roman
from chidao.reading.headings import heading_at
from chidao.reading.marked import Marked
from chidao.reading.marks import Mark
from chidao.reading.nodes import Node, clauses_of, dashes_of, points_of
from chidao.reading.stretches import Stretch, is_closing
from chidao.reading.structure import read_group
from chidao.reading.tree import Group, Heading, Paragraph, Problem

_SHORTEST, _LONG = 40, 100
_PAGE: Final = re.compile(r"(?:Lượt truy cập|Thống kê|Online|Chi tiết tại|Nguồn|Tài liệu đính kèm|Tin khác|Tác giả)\b")


@dataclass(frozen=True, slots=True)
class Loose:
    """What was read of a stretch without articles, and the line where its body ends."""

    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]
    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]
    until: int | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a group starts: its first line, its heading's label and title, and the first line under the heading."""

    first: int
    label: str
    title: str
    body: int


def loose_parts_of(text: Marked, stretch: Stretch, first: int, passed: frozenset[int]) -> Loose:
    """Read a stretch without articles from line `first` on."""
    until = _until(text, stretch, first)
    headings: list[Heading] = []
    starts = list(_starts(text, first, until, headings))
    groups: list[Group] = []
    problems: list[Problem] = []
    for start, end in pairwise([*(start for start in starts), _Start(until, "", "", until)]):
        line = text.all[start.first]
        holder = Node("group", start.label, line.start, line.start, line.end)
        found = read_group(text, Stretch(start.body, end.first, "appendix"), holder, passed)
        if holder.children:
            problems += found
            holder.end = holder.children[-1].end
            span = text.span(holder.start, holder.end)
            groups.append(
                Group(
                    start.label,
                    start.title,
                    span,
                    clauses_of(text, holder),
                    points_of(text, holder),
                    dashes_of(text, holder),
                )
            )
    return Loose(tuple(headings), tuple(groups), tuple(_paragraphs(text, first, until, passed)), tuple(problems), until)


def _until(text: Marked, stretch: Stretch, first: int) -> int:
    """Return the line where the body ends: at the recipients or the signature, or after "./."."""
    for index in range(first, stretch.until):
        if is_closing(text.all[index].text):
            return index
        if text.all[index].text.endswith("./."):
            return index + 1
    return stretch.until


def _starts(text: Marked, first: int, until: int, headings: list[Heading]) -> Iterator[_Start]:
    last_roman, index, is_fresh = 0, first, False
    while index < until:
        mark = text.marks[index]
        if mark is None or mark.quoted or (text.lines.follows_on(index) and not _is_under_heading(text, index)):
            index += 1
            continue
        last_roman = 0 if mark.kind in {"letter", "part", "chapter"} else last_roman
        count = _roman(mark, last_roman)
        if count or mark.kind in {"letter", "part", "chapter", "section", "subsection"}:
            read = heading_at(text, index, mark, until)
            if read:
                heading, after = read
                label = roman(count) if count else heading.label
                headings.append(Heading(heading.kind, label, heading.title, heading.span))
                last_roman = count or last_roman
                yield _Start(index, label, heading.title, after)
                index, is_fresh = after, True
                continue
        elif mark.kind == "clause" and mark.label == "1":
            if not is_fresh:
                yield _titled(text, index, first, headings)
            is_fresh = False
        index += 1


def _is_under_heading(text: Marked, index: int) -> bool:
    return text.all[index - 1].is_capitals


def _titled(text: Marked, index: int, first: int, headings: list[Heading]) -> _Start:
    """Return the start of a list with the line above it as its title, where that is a heading or leads to the list."""
    if index <= first:
        return _Start(index, "", "", index)
    above = text.all[index - 1]
    if text.marks[index - 1] is None and (above.text.endswith(":") or not above.is_ended):
        heading = Heading("group", "", above.text.rstrip(": "), text.span(above.start, above.end))
        if not above.text.endswith(":") and len(above.text) < 200:
            headings.append(heading)
        return _Start(index - 1, "", heading.title, index)
    return _Start(index, "", "", index)


def _roman(mark: Mark, last: int) -> int:
    """Return the count of a heading numbered in roman numerals, where it is the next or begins anew; else 0."""
    if mark.kind != "roman":
        return 0
    label = mark.label.replace("H", "II").replace("l", "I")
    count = from_roman(label)
    return count if count == last + 1 or count == 1 else 0


def _paragraphs(text: Marked, first: int, until: int, passed: frozenset[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs of prose, counted; what is numbered, a heading or a page's furniture is none."""
    number, index = 0, first
    while index < until:
        last = index
        while last + 1 < until and text.marks[last + 1] is None and text.lines.runs_on(last):
            last += 1
        if index not in passed and _is_prose(text, index, last):
            number += 1
            yield Paragraph(number, text.span(text.all[index].start, text.all[last].end))
        index = last + 1


def _is_prose(text: Marked, first: int, last: int) -> bool:
    line, end = text.all[first], text.all[last]
    if text.marks[first] is not None or line.is_capitals or _PAGE.match(line.text):
        return False
    length = end.end - line.start
    return length >= _LONG or (length >= _SHORTEST and end.is_ended)
