"""The year of duties as a picture, and one month of it: meetings, and tasks by the day they are due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.duties.rules import STATES, Obligation, counted
from chidao.instruments.vocabulary import DUTY_KINDS
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.meetings.queries import MeetingRow, meeting_list
from chidao.reports.duty_calendar import DutyYear, duty_calendar
from chidao.tasks.queries import Page, TaskFilters, TaskRow, task_list
from chidao.web.calendar.drawing import Row, drawn, rows
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.tasks.listing import list_url

TITLE: Final = Text("Lịch nghĩa vụ", "Calendar of duties")
FIRST_YEAR, LAST_YEAR = 1990, 2199
MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the month with what is due or held on it."""

    on: date
    duties: tuple[Row, ...]
    meetings: tuple[MeetingRow, ...]
    tasks: tuple[TaskRow, ...]
    url: str


@screen("calendar", ("Lịch nghĩa vụ", "Calendar of duties"), duties=tuple(DUTY_KINDS))
def calendar(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the duties of a year, each cell opening its evidence, and the days of one month."""
    year = _number(request, "year", here.today.year, FIRST_YEAR, LAST_YEAR)
    month = _number(request, "month", here.today.month if year == here.today.year else 1, 1, 12)
    duties = duty_calendar(here.body, year, here.today)
    found = _tasks(here, year, month)
    shown = sorted(rows(here, (each for row in duties.rows for each in row.cells)), key=lambda row: row.one.due_on)
    context = {
        "picture": drawn(here, duties),
        "rows": shown,
        "year": year,
        "month": month,
        "months": range(1, 13),
        "counts": _counts(duties),
        "missed": [row.one for row in shown if row.one.state == "missed"],
        "gaps": duties.gaps,
        "days": list(_days(here, year, month, found, shown)),
        "more": max(0, found.count - len(found.rows)),
        "month_url": _month_url(here, year, month),
    }
    return page(request, here, "calendar/calendar.html", TITLE, context)


def _counts(duties: DutyYear) -> list[dict[str, object]]:
    found: list[Obligation] = [each for row in duties.rows for each in row.cells]
    return [{"title": STATES[state], "n": n} for state, n in counted(found).items()]


def _tasks(here: Here, year: int, month: int) -> Page:
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return task_list(
        here.eyes, today=here.today, filters=TaskFilters(due_from=first, due_until=last), sort="due", limit=MOST
    )


def _days(here: Here, year: int, month: int, found: Page, shown: Sequence[Row]) -> Iterator[Day]:
    tasks = {day: tuple(each) for day, each in groupby(found.rows, key=lambda row: row.due_on)}
    held: dict[date, list[MeetingRow]] = {}
    for meeting in meeting_list(here.eyes, year=year):
        on = local_day(meeting.starts_at)
        if on.month == month and meeting.state != "cancelled":
            held.setdefault(on, []).append(meeting)
    due = {on: tuple(each) for on, each in groupby(shown, key=lambda row: row.one.due_on) if on.month == month}
    for on in sorted({*held, *due, *(day for day in tasks if day)}):
        url = list_url(here, due_from=on, due_until=on)
        meetings = tuple(held.get(on, ()))
        yield Day(on=on, duties=due.get(on, ()), meetings=meetings, tasks=tasks.get(on, ()), url=url)


def _month_url(here: Here, year: int, month: int) -> str:
    last = date(year, month, monthrange(year, month)[1])
    return list_url(here, due_from=date(year, month, 1), due_until=last)


def _number(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    written = request.GET.get(name, "")
    return min(most, max(least, int(written))) if written.isascii() and written.isdigit() else default
