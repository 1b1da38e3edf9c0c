"""What two versions of a draft differ in (PURE): line by line, and word by word within a line that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from chidao.instruments.charter_amending import Op, compared

Kind = Literal["same", "changed", "gone", "new"]
Piece = tuple[Op, str]
# Lines with less than this in common are one that went and one that came, not one that was changed.
_ALIKE: Final = 0.4
_AROUND: Final = 2
# Beyond this many lines on a side, the lines of a changed stretch are paired in order, which takes no time.
_PAIRED: Final = 60


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of two versions, in pieces. Numbers count each version's lines from 1; None where it has none."""

    kind: Kind
    pieces: tuple[Piece, ...]
    before: int | None = None
    after: int | None = None

    @property
    def old(self) -> tuple[Piece, ...]:
        """Return what stood before."""
        return tuple(piece for piece in self.pieces if piece[0] != "new")

    @property
    def new(self) -> tuple[Piece, ...]:
        """Return what stands now."""
        return tuple(piece for piece in self.pieces if piece[0] != "gone")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Lines left out because nothing near them changed."""

    lines: int


def compared_lines(before: Sequence[str], after: Sequence[str]) -> tuple[LineChange, ...]:
    """Return every line of two versions in reading order, with what went and what came."""
    return tuple(_changes(before, after))


def only_changes(lines: Sequence[LineChange], around: int = _AROUND) -> tuple[LineChange | Skipped, ...]:
    """Return the lines that changed with a few around each; what lies between is told by how many lines it has."""
    near = {
        place for at, each in enumerate(lines) if each.kind != "same" for place in range(at - around, at + around + 1)
    }
    return tuple(_folded(lines, near))


def words_changed(lines: Sequence[LineChange]) -> tuple[int, int]:
    """Return how many words went and how many came."""
    gone, new = (
        sum(len(words.split()) for each in lines for op, words in each.pieces if op == wanted)
        for wanted in ("gone", "new")
    )
    return gone, new


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[LineChange]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            for old, new in zip(range(a, b), range(c, d), strict=True):
                yield LineChange("same", (("same", before[old]),), old + 1, new + 1)
        else:
            yield from _stretch(before, range(a, b), after, range(c, d))


def _stretch(before: Sequence[str], old: range, after: Sequence[str], new: range) -> Iterator[LineChange]:
    """Pair the lines of a changed stretch that are alike, in order."""
    left = list(old)
    for place in new:
        near = left if len(left) <= _PAIRED else left[:1]
        partner = next((each for each in near if _alike(before[each], after[place])), None)
        while partner is not None and left[0] != partner:
            yield _gone(before, left.pop(0))
        if partner is None:
            yield LineChange("new", (("new", after[place]),), None, place + 1)
        else:
            left.pop(0)
            yield LineChange("changed", compared(before[partner], after[place]), partner + 1, place + 1)
    yield from (_gone(before, each) for each in left)


def _gone(before: Sequence[str], place: int) -> LineChange:
    return LineChange("gone", (("gone", before[place]),), place + 1, None)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _ALIKE


def _folded(lines: Sequence[LineChange], near: set[int]) -> Iterator[LineChange | Skipped]:
    skipped = 0
    for at, each in enumerate(lines):
        if at not in near:
            skipped += 1
            continue
        if skipped:
            yield Skipped(skipped)
            skipped = 0
        yield each
    if skipped:
        yield Skipped(skipped)
