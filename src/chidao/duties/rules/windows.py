"""The days that a report is about, and the day on which it is due (PURE; NĐ 09/2019: windows of data)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from chidao.duties.rules.cycles import Cycle, covered_months, cycle_of, month_start
from chidao.instruments.charter import Duty
from chidao.kernel.days import Calendar

WINDOWED: Final = frozenset({"report", "review", "agency_report"})
"""The kinds of duty that are kept by figures of a window; a meeting and a plan have none."""

Windows = Mapping[str, object]
"""`closes_on`: the day of a cycle's last month on which its data close (0: its last day); `working_days` until due."""


def data_window(duty: Duty, cycle: Cycle, windows: Windows | None) -> tuple[date, date]:
    """Return the first and last day, both counted, that what keeps a cycle is about.

    By `windows` a quarter that closes on the 14th runs from the 15th of the month before it to the 14th of its last
    month. Without windows it is the cycle's own days; of a review held halfway, the half that has passed. What was
    demanded for days of its own (`months` 0) is about those.
    """
    if not duty.months:
        return cycle.first_on, cycle.last_on
    whole = cycle_of(duty, cycle.last_on)
    end = whole.last_on.year * 12 + whole.last_on.month
    start = end - covered_months(duty)
    if windows is None or duty.what not in WINDOWED:
        return month_start(start), whole.last_on
    closes = _number(windows, "closes_on")
    return _closing(start - 1, closes) + timedelta(days=1), _closing(end - 1, closes)


def due_day(duty: Duty, cycle: Cycle, windows: Windows | None, calendar: Calendar) -> date:
    """Return the day by which a cycle is to be kept: so many working days after its data close, else its last day.

    Where that day was gone before the regulation took effect, it is the cycle's last day as well.
    """
    if windows is None or duty.what not in WINDOWED or not duty.months:
        return cycle.last_on
    closes = data_window(duty, cycle, windows)[1]
    due = calendar.add_working_days(closes, _number(windows, "working_days"))
    return due if due >= cycle.first_on else cycle.last_on


def _closing(month: int, day: int) -> date:
    """Return the day on which data close in a month (counted since the year 0), clamped to its end."""
    first = month_start(month)
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=min(day or last, last))


def _number(windows: Windows, name: str) -> int:
    return int(str(windows.get(name, 0)))
