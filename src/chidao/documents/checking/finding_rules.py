"""The rules drawn under a text (PURE): a border, a drawn line, signs typed in a row, or the text underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.sheet import Paragraph

# How far from the middle of its text a line may hang to be taken for its rule.
REACH_MM: Final = 35.0
_SOLID_SIGNS: Final = frozenset("_—–")


@dataclass(frozen=True, slots=True)
class RuleUnder:
    """A rule under a text: how it was made, its length (None where the file does not say), and whether it is solid."""

    made: str
    length_mm: float | None
    solid: bool


def rule_under(
    pieces: Sequence[Piece], among: Sequence[Piece], *, from_next: bool = False
) -> tuple[RuleUnder, ...]:  # fmt: skip
    """Return the rules drawn under the last of `pieces`, looked for among the pieces that follow in its column.

    `from_next`: a line that hangs on the next words is this text's too, as in the head, where nothing else is ruled.
    """
    last = pieces[-1]
    found = [*_drawn(last, last.paragraph), *_edge(last.paragraph, "bottom")]
    for piece in _following(last, among):
        blank = not piece.text.strip()
        found += _edge(piece.paragraph, *(("top", "bottom", "between") if blank else ("top",)))
        if blank or from_next:
            found += _drawn(last, piece.paragraph)
        if piece.is_typed_rule and abs(piece.centre_mm - last.centre_mm) < REACH_MM:
            solid = set("".join(piece.text.split())) <= _SOLID_SIGNS
            found.append(RuleUnder("typed", piece.width_mm, solid))
        if piece.text.strip() or found:
            break
    if not found and last.mostly("underlined"):
        found.append(RuleUnder("underlined", last.width_mm, solid=True))
    return tuple(found[:1])


def _following(last: Piece, among: Sequence[Piece]) -> Iterator[Piece]:
    """Yield what stands under a piece in its own column: the rest of its cell, or of the page, line by line."""
    spot = last.paragraph.spot
    for piece in among:
        if piece.index <= last.index or piece.paragraph.spot != spot:
            continue
        beside = piece.text.strip() and abs(piece.centre_mm - last.centre_mm) > REACH_MM
        if not (spot is None and beside and piece.is_typed_rule):
            yield piece


def _drawn(piece: Piece, paragraph: Paragraph) -> Iterator[RuleUnder]:
    for rule in paragraph.rules:
        if rule.centre_mm is None or abs(rule.centre_mm - piece.centre_mm) < REACH_MM:
            yield RuleUnder("drawn", rule.length_mm, rule.solid)


def _edge(paragraph: Paragraph, *sides: str) -> Iterator[RuleUnder]:
    """Yield the border of a paragraph that draws a rule; four borders are a frame."""
    if paragraph.bordered("top", "bottom", "left", "right"):
        return
    for border in paragraph.borders:
        if border.side in sides:
            yield RuleUnder("border", max(paragraph.room_mm, 0.0), border.solid)
