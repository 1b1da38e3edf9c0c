"""Words where they stand on the page (PURE): a paragraph is one piece, or several where tabs part it in the head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from chidao.documents.checking.book import Book
from chidao.documents.checking.sheet import Paragraph, Run
from chidao.kernel.vietnamese import fold, nfc

DEFAULT_TAB_MM: Final = 12.7
_TYPED_RULE: Final = re.compile(r"[\s_\-–—=*.·]*[_\-–—=*·]{3,}[\s_\-–—=*.·]*")
_WIDE_GAP: Final = re.compile(r" {3,}(?=\S)")
_DATED: Final = re.compile(r"[\w .\u00a0…]{1,40},? *ng[aà]y\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one place. `start_mm` and `width_mm` are those of its longest line, from the left margin."""

    text: str
    runs: tuple[Run, ...]
    paragraph: Paragraph
    start_mm: float
    width_mm: float

    @property
    def index(self) -> int:
        """The number of its paragraph."""
        return self.paragraph.index

    @property
    def centre_mm(self) -> float:
        """Where its middle is, from the left margin."""
        return self.start_mm + self.width_mm / 2

    @property
    def said(self) -> str:
        """Its words on one line."""
        return " ".join(self.text.split())

    @property
    def key(self) -> str:
        """Its letters without marks, signs and spaces, to tell what it is."""
        return key_of(self.text)

    @property
    def is_capitals(self) -> bool:
        """Whether it has letters, and all of them are capitals."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return bool(letters) and all(letter == letter.upper() for letter in letters)

    @property
    def is_typed_rule(self) -> bool:
        """Whether it is a line made of typed signs."""
        return bool(_TYPED_RULE.fullmatch(self.text))

    def mostly(self, what: str) -> bool:
        """Tell whether more than half of its letters are so: "bold", "italic", "underlined"."""
        letters = [(len("".join(run.text.split())), bool(getattr(run, what))) for run in self.runs]
        return sum(count for count, so in letters if so) * 2 > sum(count for count, _ in letters)


def key_of(text: str) -> str:
    """Return a text's letters and figures only, small and without marks."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def piece_of(paragraph: Paragraph, book: Book) -> Piece:
    """Return a paragraph as one piece."""
    runs = tuple(replace(run, text=nfc(run.text)) for run in paragraph.runs)
    width = min(max((book.runs_mm(line) for line in _lines(runs)), default=0.0), max(paragraph.room_mm, 1.0))
    return Piece("".join(run.text for run in runs), runs, paragraph, _start(paragraph, width), width)


def parted(paragraph: Paragraph, book: Book) -> tuple[Piece, ...]:
    """Return the pieces that tabs or wide gaps part a line of the head or of the foot into."""
    whole = piece_of(paragraph, book)
    cuts = list(_cuts(whole.text))
    if not cuts or "\n" in whole.text.strip("\n"):
        return (whole,)
    found, at = [], _first(paragraph)
    for start, end, tabs in _spans(whole.text, cuts):
        runs = _cut_runs(whole.runs, start, end)
        width = book.runs_mm(runs)
        begin = _after_tabs(paragraph, at, tabs, width)
        at = begin + width
        if any(run.text.strip() for run in runs):
            found.append(Piece(whole.text[start:end], runs, paragraph, begin, width))
    return tuple(found)


def nonempty(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces that have words."""
    return [piece for piece in pieces if piece.text.strip()]


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each line, cut at line breaks; outer spaces and tabs are left out."""
    line: list[Run] = []
    for run in runs:
        head, *rest = run.text.split("\n")
        line.append(replace(run, text=head))
        for text in rest:
            yield _trimmed(line)
            line = [replace(run, text=text)]
    yield _trimmed(line)


def _trimmed(line: list[Run]) -> list[Run]:
    kept = [run for run in line if run.text]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _first(paragraph: Paragraph) -> float:
    return paragraph.column_left_mm + paragraph.left_mm + paragraph.first_mm


def _start(paragraph: Paragraph, width: float) -> float:
    """Return where a paragraph's longest line begins."""
    left = paragraph.column_left_mm + paragraph.left_mm
    right = paragraph.column_left_mm + paragraph.column_width_mm - paragraph.right_mm
    if paragraph.align == "center":
        return (left + max(paragraph.first_mm, 0.0) + right - width) / 2
    if paragraph.align == "right":
        return right - width
    return _first(paragraph)


def _cuts(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a line is parted: (from, to, how many tabs)."""
    for found in re.finditer(r" *\t[\t ]*", text):
        yield found.start(), found.end(), found.group().count("\t")
    for found in _WIDE_GAP.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if "\t" not in text and before.strip() and _stands_alone(before, after):
            yield found.start(), found.end(), 0


def _stands_alone(before: str, after: str) -> bool:
    """Tell whether what follows a wide gap is another piece, rather than the rest of a line with room to fill in."""
    begins = key_of(after)
    if begins.startswith(("conghoaxahoi", "doclap")) or _DATED.match(after):
        return True
    return before.lstrip().startswith(("-", "+")) or key_of(before).startswith("noinhan")


def _spans(text: str, cuts: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield what stands between the cuts: (from, to, tabs before it); a gap of spaces belongs to what follows."""
    marks = [(0, 0, 0), *cuts, (len(text), len(text), 0)]
    for (start, end, tabs), (until, _, _) in pairwise(marks):
        yield (end if tabs or not start else start), until, tabs


def _cut_runs(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    found, at = [], 0
    for run in runs:
        part = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if part:
            found.append(replace(run, text=part))
    return tuple(found)


def _after_tabs(paragraph: Paragraph, at: float, tabs: int, width: float) -> float:
    """Return where words begin that follow `tabs` tabs from a place on the line."""
    left = paragraph.column_left_mm
    for count in range(tabs):
        stop = next((tab for tab in paragraph.tabs if left + tab.at_mm > at + 0.1), None)
        if stop is None:
            at = left + (int((at - left + 0.1) / DEFAULT_TAB_MM) + 1) * DEFAULT_TAB_MM
        elif count < tabs - 1 or stop.kind in {"left", "justify"}:
            at = left + stop.at_mm
        else:
            at = left + stop.at_mm - (width / 2 if stop.kind == "center" else width)
    return at
