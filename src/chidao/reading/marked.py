"""A text cut into lines, each with what it opens (PURE): what the later steps of the reader share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chidao.reading.lines import Line, Lines, lines_of
from chidao.reading.marks import Mark, mark_of
from chidao.reading.normal import NormalText, normalised
from chidao.reading.tree import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A normal text, its lines, and for each line what it opens by its own looks (None for plain words)."""

    source: NormalText
    lines: Lines
    marks: Sequence[Mark | None]

    @property
    def all(self) -> Sequence[Line]:
        """Return the lines."""
        return self.lines.all

    @property
    def text(self) -> str:
        """Return the normal text."""
        return self.source.text

    def span(self, start: int, end: int) -> Span:
        """Return where characters `start` up to `end` of the normal text stand in the text as given."""
        return Span(*self.source.given_span(start, end))

    def body_of(self, index: int) -> str:
        """Return the words of a line after its label."""
        mark = self.marks[index]
        return self.all[index].text[mark.body :] if mark else self.all[index].text


def marked(given: str) -> Marked:
    """Return the text with its lines and what each opens."""
    source = normalised(given)
    lines = lines_of(source.text)
    return Marked(source, lines, [mark_of(line.text) for line in lines.all])
