"""The year of duties as a picture, and one month of it: meetings, and tasks by the day they are due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.duties.rules import STATES, CycleState, DutyCell, DutyRow
from chidao.instruments.charter import Duty
from chidao.instruments.queries import charters_of
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.meetings.queries import MeetingRow, meeting_list
from chidao.reports.duty_calendar import DutyYear, duty_calendar
from chidao.tasks.queries import Page, TaskFilters, TaskRow, task_list
from chidao.web import pictures
from chidao.web.here import Here
from chidao.web.offers import act_url
from chidao.web.pages import page, screen
from chidao.web.pictures.calendar import DutyState
from chidao.web.tasks.listing import list_url

TITLE: Final = Text("Lịch nghĩa vụ", "Calendar of duties")
FIRST_YEAR, LAST_YEAR = 1990, 2199
SHOWN: Final[dict[CycleState, DutyState]] = {
    "kept": "kept", "late": "late", "missed": "missed", "convened": "due", "due": "due", "upcoming": "due",
}  # fmt: skip
MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the month with what is due or held on it."""

    on: date
    meetings: tuple[MeetingRow, ...]
    tasks: tuple[TaskRow, ...]
    url: str


@screen("calendar", ("Lịch nghĩa vụ", "Calendar of duties"), duties=("meeting", "report", "review", "plan"))
def calendar(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the duties of a year, each cell opening its evidence, and the days of one month."""
    year = _number(request, "year", here.today.year, FIRST_YEAR, LAST_YEAR)
    month = _number(request, "month", here.today.month if year == here.today.year else 1, 1, 12)
    duties = duty_calendar(here.body, year, here.today)
    found = _tasks(here, year, month)
    context = {
        "picture": _picture(here, duties),
        "year": year,
        "month": month,
        "months": range(1, 13),
        "counts": _counts(duties),
        "missed": list(_missed(duties)),
        "unwatched": [_unwatched(duty) for duty in duties.unwatched],
        "gaps": duties.gaps,
        "days": list(_days(here, year, month, found)),
        "more": max(0, found.count - len(found.rows)),
        "month_url": _month_url(here, year, month),
    }
    return page(request, here, "calendar/calendar.html", TITLE, context)


def _picture(here: Here, duties: DutyYear) -> pictures.DutyYear:
    units = {unit.id: unit.kind for each in charters_of(here.body) for unit in each.charter.units}
    of_duty = {duty.id: units.get(duty.unit, "") for each in charters_of(here.body) for duty in each.charter.duties}
    rows = tuple(_row(here, row, of_duty.get(row.duty, ""), duties.year) for row in duties.rows)
    return pictures.DutyYear(year=duties.year, rows=rows, on=duties.today)


def _row(here: Here, row: DutyRow, unit: str, year: int) -> pictures.DutyRow:
    cells = tuple(_cell(here, cell, unit, row, year) for cell in row.cells)
    return pictures.DutyRow(title=row.title, cells=cells, clause=row.clause)


def _cell(here: Here, cell: DutyCell, unit: str, row: DutyRow, year: int) -> pictures.DutyCell:
    last = cell.cycle.last_on
    return pictures.DutyCell(
        month=last.month if last.year == year else 12,
        state=SHOWN[cell.state],
        due_on=last,
        says=Text("{turn}, {state}", "{turn}, {state}").filled(turn=cell.cycle.says, state=STATES[cell.state]),
        url=_evidence(here, cell, unit, row),
    )


def _evidence(here: Here, cell: DutyCell, unit: str, row: DutyRow) -> str:
    """Return what a cell opens: what was held for it, else how to keep it, else the clause that was not kept."""
    if cell.evidence:
        return reverse("meeting", args=[here.body, cell.evidence])
    if cell.state == "due" and unit:
        return act_url(here, "convene_meeting", (("kind", "regular"), ("unit", unit)))
    return reverse("clause", args=[here.body, row.clause])


def _counts(duties: DutyYear) -> list[dict[str, object]]:
    states = [cell.state for row in duties.rows for cell in row.cells]
    return [{"title": words, "n": states.count(state)} for state, words in STATES.items() if state in states]


def _missed(duties: DutyYear) -> Iterator[dict[str, object]]:
    for row in duties.rows:
        for cell in row.cells:
            if cell.state == "missed":
                yield {"title": row.title, "turn": cell.cycle.says, "clause": row.clause, "on": cell.cycle.last_on}


def _unwatched(duty: Duty) -> dict[str, object]:
    return {"title": duty.title, "clause": duty.clause}


def _tasks(here: Here, year: int, month: int) -> Page:
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return task_list(
        here.eyes, today=here.today, filters=TaskFilters(due_from=first, due_until=last), sort="due", limit=MOST
    )


def _days(here: Here, year: int, month: int, found: Page) -> Iterator[Day]:
    tasks = {day: tuple(each) for day, each in groupby(found.rows, key=lambda row: row.due_on)}
    held: dict[date, list[MeetingRow]] = {}
    for meeting in meeting_list(here.eyes, year=year):
        on = local_day(meeting.starts_at)
        if on.month == month and meeting.state != "cancelled":
            held.setdefault(on, []).append(meeting)
    for on in sorted({*held, *(day for day in tasks if day)}):
        url = list_url(here, due_from=on, due_until=on)
        yield Day(on=on, meetings=tuple(held.get(on, ())), tasks=tasks.get(on, ()), url=url)


def _month_url(here: Here, year: int, month: int) -> str:
    last = date(year, month, monthrange(year, month)[1])
    return list_url(here, due_from=date(year, month, 1), due_until=last)


def _number(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    written = request.GET.get(name, "")
    return min(most, max(least, int(written))) if written.isascii() and written.isdigit() else default
