"""The proposals of a draft as a page shows them (PURE)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chidao.onboarding.rules.matching import KnownAgency, matches_for
from chidao.onboarding.rules.pieces import SECTIONS, Piece
from chidao.onboarding.rules.saying import SECTIONS as SECTION_NAMES
from chidao.onboarding.rules.saying import says_of
from chidao.onboarding.rules.state import Form, Item, Match
from chidao.onboarding.rules.steps import Decisions
from chidao.onboarding.rules.values import Names, controls_of, form_of

SURE: Final = 0.85
"""From this confidence on a proposal is sure: it may be accepted with others at once."""


def items_of(
    pieces: Sequence[Piece],
    names: Names,
    decisions: Decisions,
    *,
    known: Sequence[KnownAgency] = (),
    body: str = "",
) -> tuple[Item, ...]:
    """Return the proposals of a draft after what was decided, in the order in which they are read.

    `known` are the agencies of the installation, `body` the code of the body that is to get a later regulation.
    """
    order = {section: place for place, section in enumerate(SECTION_NAMES)}
    items = [_item(piece, names, decisions, known, body) for piece in pieces]
    return tuple(sorted(items, key=lambda item: order[item.section]))


def forms_of(names: Names) -> tuple[Form, ...]:
    """Return the forms by which entries are added by hand."""
    return tuple(form_of(section, SECTION_NAMES[section], names) for section in SECTION_NAMES if section in SECTIONS)


def _item(piece: Piece, names: Names, decisions: Decisions, known: Sequence[KnownAgency], body: str) -> Item:
    matches, matched = _matched(piece, decisions, known, body)
    return Item(
        id=piece.id,
        section=piece.section,
        says=says_of(piece.section, piece.id, piece.entry, names),
        clause=piece.clause,
        span=piece.span,
        confidence=piece.confidence,
        state=piece.state,
        entry=piece.entry,
        controls=controls_of(piece.section, piece.id, piece.entry, names, added=piece.added),
        needs=piece.needs,
        matches=matches,
        matched=matched,
    )


def _matched(
    piece: Piece, decisions: Decisions, known: Sequence[KnownAgency], body: str
) -> tuple[tuple[Match, ...], str | None]:
    if piece.section != "agencies":
        return (), None
    matches = matches_for(str(piece.entry.get("name") or ""), known)
    said = decisions.matches.get(piece.id)
    if said is not None:
        return matches, said or None
    # The body's own agency under the very same name is that agency, unless somebody says that it is not.
    own = next((each.code for each in matches if each.body == body and each.likeness == 1), None)
    return matches, own if body else None
