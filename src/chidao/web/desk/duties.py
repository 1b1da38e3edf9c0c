"""From the year of duties to its picture."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.urls import reverse

from chidao.duties.rules import CycleState, DutyRow
from chidao.duties.rules import DutyCell as Turn
from chidao.reports.duty_calendar import DutyYear, duty_calendar
from chidao.web import pictures
from chidao.web.here import Here
from chidao.web.pictures.calendar import DutyState

STATES: Final[dict[CycleState, DutyState]] = {
    "kept": "kept", "late": "late", "missed": "missed", "convened": "due", "due": "due", "upcoming": "due",
}  # fmt: skip


def duty_picture(here: Here, year: int) -> pictures.DutyYear:
    """Return the duties of a year as the picture shows them; a cell opens its evidence."""
    return drawn(here, duty_calendar(here.body, year, here.today))


def drawn(here: Here, found: DutyYear) -> pictures.DutyYear:
    """Return a year of duties as a picture."""
    return pictures.DutyYear(year=found.year, rows=tuple(_row(here, row) for row in found.rows), on=_marked(found))


def _row(here: Here, row: DutyRow) -> pictures.DutyRow:
    return pictures.DutyRow(
        title=row.title, clause=row.clause, cells=tuple(_cell(here, row, cell) for cell in row.cells)
    )


def _cell(here: Here, row: DutyRow, cell: Turn) -> pictures.DutyCell:
    is_meeting = row.what == "meeting" and cell.evidence is not None
    return pictures.DutyCell(
        month=cell.cycle.last_on.month,
        state=STATES[cell.state],
        due_on=cell.cycle.last_on,
        says=cell.cycle.says,
        url=f"{reverse('meetings', args=[here.body])}{cell.evidence}/" if is_meeting else None,
    )


def _marked(found: DutyYear) -> date | None:
    return found.today if found.today.year == found.year else None
