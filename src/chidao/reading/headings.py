"""Headings above articles (PURE): Phần, Chương, Mục, Tiểu mục, with titles that run over several lines."""

from __future__ import annotations

from typing import Final

from chidao.reading.marked import Marked
from chidao.reading.marks import Mark
from chidao.reading.tree import Heading, HeadingKind

_MOST_LINES: Final = 9
_LONGEST: Final = 300
_KINDS: Final[dict[str, HeadingKind]] = {
    "part": "part", "chapter": "chapter", "section": "section", "subsection": "subsection",
    "roman": "group", "letter": "group", "appendix": "appendix",
}  # fmt: skip


def heading_at(text: Marked, index: int, mark: Mark, until: int) -> tuple[Heading, int] | None:
    """Return the heading that begins on a line, and the line after its title; None where it is no heading."""
    first = text.body_of(index).strip()
    if first[:1].islower() or len(first) > _LONGEST:
        return None
    lines = [first] if first else []
    at = index + 1
    while at < until and at - index < _MOST_LINES and _goes_on(text, at, lines):
        lines.append(text.all[at].text)
        at += 1
    span = text.span(text.all[index].start, text.all[at - 1].end)
    return Heading(_KINDS[mark.kind], mark.label, " ".join(lines), span), at


def _goes_on(text: Marked, at: int, lines: list[str]) -> bool:
    """Say whether a line is part of the title above it."""
    line = text.all[at]
    if text.marks[at] is not None or line.is_rule or len(line.text) > _LONGEST or line.text[0] in '“"(':
        return False
    if not lines:
        return line.gap <= 2
    before = text.all[at - 1]
    if line.gap > 1 or (line.gap and not _is_broken(before.text)):
        return False
    return line.is_capitals if before.is_capitals else text.lines.runs_on(at - 1) or _is_broken(before.text)


def _is_broken(words: str) -> bool:
    return words.endswith((",", ";", "-", "–"))
