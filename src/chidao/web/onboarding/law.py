"""A text beside its proposals: as it was given, its structure lightly marked, its faults and one place marked (PURE).

The browser counts characters otherwise than Python does: in UTF-16 units, and a line end is one. `Places` says where a
place of the text is for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString

from chidao.onboarding.rules.state import Problem
from chidao.reading.tree import Span

LONGEST: Final = 24_000
"""How many characters of a text stand on a page; of a longer one, those around the place that is looked at."""

_HEADS: Final = ("Điều", "Chương", "Mục", "Phần", "Phụ lục", "ĐIỀU", "CHƯƠNG", "MỤC", "PHẦN", "PHỤ LỤC")
_WORDS: Final = "|".join(sorted({unicodedata.normalize(form, word) for word in _HEADS for form in ("NFC", "NFD")}))
_LABEL: Final = re.compile(
    rf"^[^\S\n]*(?P<label>(?:{_WORDS})\s[\dIVXLC]+[a-zđ]?[.:]?|"
    r"\d{1,3}(?:\.\d{1,3})*[.)](?=\s)|[a-zđ]\)(?=\s))",
    re.MULTILINE,
)
_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the characters of a text stand for a browser. `pairs` are the ends of its CR LF, `wide` what takes two."""

    pairs: tuple[int, ...]
    wide: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Places:
        """Look through a text once."""
        pairs = tuple(match.end() for match in re.finditer("\r\n", text))
        return cls(pairs, tuple(match.start() for match in _WIDE.finditer(text)))

    def at(self, place: int) -> int:
        """Return where a place of the text is for a browser."""
        return place - bisect_right(self.pairs, place) + bisect_left(self.wide, place)

    def span(self, span: Span | None) -> str:
        """Return a span as the page notes it, "" for none."""
        return f"{self.at(span.start)}-{self.at(span.end)}" if span else ""


def window(text: str, at: Span | None, longest: int = LONGEST) -> Span:
    """Return which part of a text to show: all of it, or whole lines around a place."""
    if len(text) <= longest:
        return Span(0, len(text))
    wanted = max(0, (at.start if at else 0) - longest // 3)
    start = text.rfind("\n", 0, wanted) + 1
    end = text.find("\n", min(start + longest, len(text)))
    return Span(start, len(text) if end < 0 or end > start + 2 * longest else end)


def shown_law(text: str, part: Span, at: Span | None, problems: Sequence[Problem]) -> SafeString:
    """Return a part of a text as HTML: labels bold, faults underlined (`p0`…), one place marked (`at`)."""
    marks = [*_labels(text, part), *_faults(problems, part), *([("at", at, "")] if at else [])]
    edges = {part.start, part.end}
    edges |= {place for _, span, _ in marks for place in span if part.start < place < part.end}
    cuts = sorted(edges)
    return SafeString("".join(_piece(text, first, last, marks) for first, last in pairwise(cuts)))


def excerpt(text: str, span: Span | None, longest: int = 600) -> str:
    """Return the words of a span on one line, cut where they are many."""
    words = " ".join(text[span.start : span.end].split()) if span else ""
    return words if len(words) <= longest else f"{words[:longest]}…"


_Mark = tuple[str, Span, str]


def _labels(text: str, part: Span) -> Iterator[_Mark]:
    for match in _LABEL.finditer(text, part.start, part.end):
        yield "b", Span(*match.span("label")), ""


def _faults(problems: Sequence[Problem], part: Span) -> Iterator[_Mark]:
    for number, problem in enumerate(problems):
        if part.start <= problem.span.start < part.end:
            yield "bad", Span(problem.span.start, max(problem.span.end, problem.span.start + 1)), f"p{number}"


def _piece(text: str, first: int, last: int, marks: Sequence[_Mark]) -> str:
    words = _escaped(text[first:last])
    for kind, span, name in marks:
        if span.start <= first and last <= span.end:
            named = first == span.start
            words = _wrapped(kind, words, name if named else "", named=named)
    return words


def _wrapped(kind: str, words: str, name: str, *, named: bool) -> str:
    if kind == "b":
        return f"<b>{words}</b>"
    if kind == "bad":
        return f'<mark class="bad"{f" id={name}" if name else ""}>{words}</mark>'
    return f'<mark class="at"{" id=at" if named else ""}>{words}</mark>'


def _escaped(words: str) -> str:
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return "".join(_ESCAPED.get(each, each) for each in plain) if any(each in plain for each in _ESCAPED) else plain
