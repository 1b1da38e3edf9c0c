"""The acts of a page in a row: the one next thing, what else may be done, and what may not with every reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chidao.acts.authority import Matter
from chidao.kernel.wording import Text
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """`next` is filled; `blocked` is the next thing when it is not this seat's. What may only be recorded from paper,
    and what is refused, stand behind one button each."""

    next: Offer | None = None
    blocked: Offer | None = None
    others: tuple[Offer, ...] = ()
    recorded: tuple[Offer, ...] = ()
    refused: tuple[Offer, ...] = ()


def act_row(found: Sequence[Offer], next_act: str | None = None) -> ActRow:
    """Lay out offers; `next_act` names the act that the state of affairs waits for."""
    first = next((each for each in found if each.name == next_act), None)
    rest = [each for each in found if each is not first]
    return ActRow(
        next=first if first and first.allowed else None,
        blocked=first if first and not first.allowed else None,
        others=tuple(each for each in rest if each.allowed and not each.recording),
        recorded=tuple(each for each in rest if each.recording),
        refused=tuple(each for each in rest if not each.allowed),
    )


def correction_wish(here: Here, says: Text, *, table: str, row: int, was: str, event: int) -> Wish:
    """Return the wish to correct a typing error in the title of a row that an event wrote."""
    first = {"table": table, "id": row, "field": "title", "was": was, "becomes": was, "event_seq": event}
    matter = Matter(body=here.body, says=says)
    return Wish(act="correct_clerical_error", matter=matter, first=tuple(first.items()))
