"""Turns of regular meetings: which one a meeting keeps, which were missed, which are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from chidao.duties.rules import DutyCell, DutyRow, cycle_of
from chidao.instruments.queries import charters_of, regulation, working_days
from chidao.kernel.days import add_months, local_day
from chidao.kernel.wording import Text, same
from chidao.meetings.queries import MeetingRow
from chidao.meetings.rules import regular_duty
from chidao.reports.duty_calendar import duty_calendar
from chidao.web.here import Here
from chidao.web.offers import act_url

LOOKED_BACK: Final = 13


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
    on = local_day(row.starts_at)
    for months in range(LOOKED_BACK):  # a meeting that was moved stays of the turn for which it was convened
        day = add_months(on, -months)
        duty = regular_duty(regulation(here.body, on), row.unit) or regular_duty(regulation(here.body, day), row.unit)
        turn = cycle_of(duty, day) if duty else None
        if turn and turn.key == row.cycle:
            return turn.says
    return same(row.cycle)


def open_turns(here: Here) -> Iterator[Turn]:
    """Yield the turns of this year's and last year's regular meetings that were missed or are due, latest first."""
    units = {unit.id: unit.kind for each in charters_of(here.body) for unit in each.charter.units}
    duties = {duty.id: duty.unit for each in charters_of(here.body) for duty in each.charter.duties}
    found = [
        _turn(here, row, cell, units.get(duties.get(row.duty, ""), "committee"))
        for year in (here.today.year, here.today.year - 1)
        for row in duty_calendar(here.body, year, here.today).rows
        for cell in row.cells
        if row.what == "meeting" and cell.state in {"missed", "due"}
    ]
    once = {(turn.unit, turn.says.vi, turn.last_on): turn for turn in found}
    yield from sorted(once.values(), key=lambda turn: (turn.last_on, turn.unit), reverse=True)


def _turn(here: Here, row: DutyRow, cell: DutyCell, unit: str) -> Turn:
    last = cell.cycle.last_on
    convene = act_url(here, "convene_meeting", (("kind", "regular"), ("unit", unit)))
    return Turn(
        title=row.title,
        says=cell.cycle.says,
        clause=row.clause,
        state=cell.state,
        last_on=last,
        left=_left(here.today, last),
        unit=unit,
        url=convene if cell.state == "due" else reverse("clause", args=[here.body, row.clause]),
    )


def _left(today: date, last: date) -> int:
    days = working_days().working_days_between(today, last)
    return min(-1, days) if last < today else days
