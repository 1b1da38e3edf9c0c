"""The days a report is on, up to when it counts, and the period before (PURE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chidao.kernel.days import VIET_NAM, local_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days `first`–`last`, both counted, as known at `as_of`.

    What happened is counted up to `until`: the end of the last day, or `as_of` where that comes sooner. What was done
    by then but recorded only after `as_of` was not known, and is not counted.
    """

    first: date
    last: date
    as_of: datetime

    @property
    def until(self) -> datetime:
        """Return the instant up to which it counts."""
        return min(end_of(self.last), self.as_of)

    @property
    def until_day(self) -> date:
        """Return the last day that is counted, whole or in part."""
        return local_day(self.until)

    @property
    def judged_on(self) -> date:
        """Return the day on which turns of duties are judged: that after a period that is over, for a day lasts until
        its end."""
        return self.last + _DAY if self.last < local_day(self.as_of) else self.until_day

    def holds(self, day: date | None) -> bool:
        """Say whether a day is within."""
        return day is not None and self.first <= day <= self.until_day

    def has_seen(self, at: datetime | None) -> bool:
        """Say whether something that was done at an instant is within what is counted."""
        return at is not None and at <= self.until

    @property
    def is_begun(self) -> bool:
        """Say whether it has a day at all."""
        return self.first <= self.until_day


def end_of(day: date) -> datetime:
    """Return the last instant of a day in Viet Nam."""
    return datetime.combine(day, time.max, VIET_NAM)


def span_before(span: Span) -> Span:
    """Return the period before, as long as this one, counted to its own end and known as it is known now.

    Whole months are told by their days: from the 15th to the 14th, from the first to a month's end. Any other period
    is as many days.
    """
    months = whole_months(span.first, span.last)
    last = span.first - _DAY
    first = _months_back(span.first, months) if months else span.first - (span.last - span.first) - _DAY
    return Span(first=first, last=last, as_of=span.as_of)


def whole_months(first: date, last: date) -> int:
    """Return how many months the days `first`–`last` are, 0 where they are not whole ones."""
    after = last + _DAY
    if after.day != first.day:
        return 0
    return max(0, (after.year - first.year) * 12 + after.month - first.month)


def _months_back(day: date, months: int) -> date:
    """Go back whole months; the day is one that begins a month or a data window, so every month has it."""
    counted = day.year * 12 + day.month - 1 - months
    return date(counted // 12, counted % 12 + 1, min(day.day, 28))
