"""Words that an amending text quotes (PURE): blocks of lines between quotation marks, found before all numbering.

What is quoted has articles and clauses of its own, which must not be taken for those of the text that quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.reading.marked import Marked
from chidao.reading.marks import Mark

_SIGN: Final = re.compile(r"[“”„«»\"]")
_OPENS, _CLOSES = "“„«", "”»"
_AFTER: Final = re.compile(r"[”\"»]?[\s.;,:)]*(?:và\b[\s.;,]*)?(?=\n|$)")
_AMENDS: Final = re.compile(
    r"\W*(?:sua doi|bo sung|thay the|bai bo|thay cum tu|bo cum tu|hieu luc|dieu khoan|to chuc thuc hien|trach nhiem)\b"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Quoted lines `first` up to `until`, characters `start` up to `end` of the normal text, marks left out."""

    first: int
    until: int
    start: int
    end: int
    closed: bool


def quoted_blocks(text: Marked) -> tuple[Block, ...]:
    """Return the blocks of quoted lines in order; none lies within another."""
    openers = [index for index, line in enumerate(text.all) if line.text[0] in '“„«"' and _may_open(text, index)]
    starts = [text.all[index].start for index in openers]
    found: list[Block] = []
    for opener, limit in pairwise([*openers, len(text.all)]):
        if found and opener < found[-1].until:
            continue
        block = _block(text, opener, limit, starts)
        if block:
            found.append(block)
    return tuple(found)


def _may_open(text: Marked, index: int) -> bool:
    mark = text.marks[index]
    if mark and mark.quoted:
        return mark.kind != "clause" or mark.sign in {".", ")", "/"}
    return index > 0 and text.all[index - 1].text.endswith(":")


def _block(text: Marked, opener: int, limit: int, starts: Sequence[int]) -> Block | None:
    start = text.all[opener].start + 1
    last = text.all[limit].start if limit < len(text.all) else len(text.text)
    end = _closing(text.text, start, last)
    mark = text.marks[opener]
    if end is not None:
        until = _line_after(text, opener, end)
        whole = until > opener + 1 or mark is not None
        return Block(opener, until, start, end, closed=True) if whole and _AFTER.match(text.text, end) else None
    if mark is None or not mark.quoted:
        return None
    until = _resumption(text, opener, limit)
    return Block(opener, until, start, text.all[until - 1].end, closed=False)


def _closing(text: str, start: int, last: int) -> int | None:
    """Return where the closing mark of a quotation stands, marks within it counted."""
    depth = 1
    for found in _SIGN.finditer(text, start, last):
        depth += 1 if _is_opening(text, found.start()) else -1
        if depth == 0:
            return found.start()
    return None


def _is_opening(text: str, at: int) -> bool:
    sign = text[at]
    if sign in _OPENS or sign in _CLOSES:
        return sign in _OPENS
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([") and bool(after.strip())


def _line_after(text: Marked, first: int, end: int) -> int:
    index = first
    while index < len(text.all) and text.all[index].start <= end:
        index += 1
    return index


def _resumption(text: Marked, opener: int, limit: int) -> int:
    """Return the line at which the text's own numbering goes on after a quotation that was never closed."""
    own = _label_before(text, opener, "article")
    inner = _label_before(text, opener, "clause")
    quoted = text.marks[opener]
    for index in range(opener + 1, limit):
        mark = text.marks[index]
        if mark and not mark.quoted and _resumes(text, index, mark, own=own, inner=inner, quoted=quoted):
            return index
    return limit


def _resumes(text: Marked, index: int, mark: Mark, *, own: int | None, inner: int | None, quoted: Mark | None) -> bool:
    if mark.kind in {"chapter", "part", "appendix"} and not text.lines.follows_on(index):
        return True
    amends = _AMENDS.match(fold(text.body_of(index)[:80])) is not None
    if mark.kind == "article" and own is not None and _count(mark.label) == own + 1:
        return amends or quoted is None or quoted.kind != "article" or _count(quoted.label) != own
    return mark.kind == "clause" and inner is not None and _count(mark.label) == inner + 1 and amends


def _label_before(text: Marked, opener: int, kind: str) -> int | None:
    for index in range(opener - 1, max(-1, opener - 40), -1):
        mark = text.marks[index]
        if mark and not mark.quoted and mark.kind == kind:
            return _count(mark.label)
        if mark and mark.kind == "article":
            return None
    return None


def _count(label: str) -> int:
    return int(re.sub(r"\D", "", label) or 0)
