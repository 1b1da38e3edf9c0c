"""Days in Viet Nam: what day an instant falls on, which days are worked, months counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

HANOI = timezone(timedelta(hours=7))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Worked:
    """Which days are worked: the weekly rest, and the dated exceptions to it (True: worked)."""

    rest: frozenset[int]
    dated: dict[date, bool]

    @classmethod
    def read(cls, file: Path) -> Worked:
        """Read the list of holidays as it ships."""
        data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        dated = {each["day"]: each["kind"] == "worked" for each in data["days"]}
        return cls(frozenset(data["weekly_rest"]["weekdays"]), dated)

    def is_worked(self, day: date) -> bool:
        """Say whether offices work on a day."""
        return self.dated.get(day, day.isoweekday() not in self.rest)

    def after(self, day: date, count: int) -> date:
        """Return the day that comes so many worked days after a day, which is not counted."""
        while count:
            day += DAY
            count -= self.is_worked(day)
        return day


def day_of(at: datetime) -> date:
    """Return the day in Viet Nam of an instant."""
    return at.astimezone(HANOI).date()


def close_of(day: date) -> datetime:
    """Return the last instant of a day in Viet Nam."""
    return datetime.combine(day, time.max, HANOI)


def month(year: int, number: int) -> date:
    """Return the first day of a month; a number below 1 or above 12 is of a year before or after."""
    while number < 1:
        year, number = year - 1, number + 12
    while number > 12:
        year, number = year + 1, number - 12
    return date(year, number, 1)


def shifted(first: date, months: int) -> date:
    """Return the first day of the month so many months after that of a day."""
    return month(first.year, first.month + months)


def closing(first: date, day: int) -> date:
    """Return the day of a month on which data close: that day, or the last of the month (0, or a month too short)."""
    last = shifted(first, 1) - DAY
    return last if not day or day > last.day else first.replace(day=day)
