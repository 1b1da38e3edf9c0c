"""Turns of regular meetings: which one a meeting keeps, which were missed, which are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from chidao.duties.rules import cycle_named
from chidao.instruments.queries import charters_of
from chidao.kernel.wording import Text, same
from chidao.meetings.queries import MeetingRow
from chidao.reports.obligations import obligations
from chidao.web.calendar.drawing import Row, rows, unit_kind
from chidao.web.here import Here
from chidao.web.offers import act_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn of a duty that nothing was held for: missed, or due with the working days that are left."""

    title: Text
    says: Text
    clause: str
    state: str
    last_on: date
    left: int
    unit: str
    url: str


def turn_says(here: Here, row: MeetingRow) -> Text | None:
    """Return the turn that a regular meeting keeps, in words."""
    if not row.cycle:
        return None
    duties = (duty for held in charters_of(here.body) for duty in held.charter.duties if duty.what == "meeting")
    return next((found.says for duty in duties if (found := cycle_named(duty, row.cycle))), same(row.cycle))


def open_turns(here: Here) -> Iterator[Turn]:
    """Yield the turns of this year's and last year's regular meetings that were missed or are due, latest first."""
    first, last = date(here.today.year - 1, 1, 1), date(here.today.year, 12, 31)
    found = obligations(here.body, first, last, here.today, kinds=("meeting",))
    open_ones = [each for each in found if each.state in {"missed", "due"}]
    for row in sorted(rows(here, open_ones), key=lambda row: (row.one.due_on, row.one.unit), reverse=True):
        yield _turn(here, row)


def _turn(here: Here, row: Row) -> Turn:
    one, unit = row.one, unit_kind(here, row.one)
    convene = act_url(here, "convene_meeting", (("kind", "regular"), ("unit", unit)))
    return Turn(
        title=one.title,
        says=one.cycle.says,
        clause=one.clause,
        state=one.state,
        last_on=one.due_on,
        left=row.left,
        unit=unit,
        url=convene if one.state == "due" else reverse("clause", args=[here.body, one.clause]),
    )
