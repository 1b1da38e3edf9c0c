"""Half-open periods of days: from a day on, until the first day that no longer belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.wording import Text

Item = TypeVar("Item")

_EMPTY = Text(
    "Thời gian kết thúc ({until}) phải sau thời gian bắt đầu ({start}).",
    "A period must end ({until}) after it begins ({start}).",
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `effective_from` on, up to but without `effective_until`; None means that no end is known.

    A period holds at least one day; BadInput when its end is not after its beginning.
    """

    effective_from: date
    effective_until: date | None = None

    def __post_init__(self) -> None:
        if self.effective_until is not None and self.effective_until <= self.effective_from:
            says = _EMPTY.filled(start=_written(self.effective_from), until=_written(self.effective_until))
            raise BadInput(Reason(code="period_empty", says=says, field="effective_until"))

    @property
    def last_day(self) -> date | None:
        """Return the last day that belongs, as people say it ("đến hết ngày"); None when no end is known."""
        return None if self.effective_until is None else self.effective_until - timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Return whether the day belongs to the period."""
        return self.effective_from <= day < _end(self.effective_until)

    def overlaps(self, other: Period) -> bool:
        """Return whether the two periods share a day."""
        return self.effective_from < _end(other.effective_until) and other.effective_from < _end(self.effective_until)

    def touches(self, other: Period) -> bool:
        """Return whether the two periods share a day or follow each other without a gap."""
        return self.effective_from <= _end(other.effective_until) and other.effective_from <= _end(self.effective_until)

    def intersect(self, other: Period) -> Period | None:
        """Return the days that both share, or None when there is none."""
        if not self.overlaps(other):
            return None
        return Period(max(self.effective_from, other.effective_from), _earlier(self, other))

    def merge(self, other: Period) -> Period | None:
        """Return the two periods as one, or None when days lie between them."""
        if not self.touches(other):
            return None
        return Period(min(self.effective_from, other.effective_from), _later(self, other))

    def ended_on(self, day: date) -> Period:
        """Return the period ended so that `day` no longer belongs; one that ended before that stays as it is.

        BadInput when `day` is not after the beginning: nothing would be left.
        """
        return Period(self.effective_from, min(day, _end(self.effective_until)))


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the same days in the fewest periods, in order of time."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda each: each.effective_from):
        joined = found[-1].merge(period) if found else None
        if joined is not None:
            found.pop()
        found.append(joined or period)
    return tuple(found)


def in_force(items: Iterable[Item], *, on: date, period_of: Callable[[Item], Period]) -> tuple[Item, ...]:
    """Return the items whose period contains the day, in the order given."""
    return tuple(item for item in items if period_of(item).contains(on))


def _end(until: date | None) -> date:
    # "No end" compares as the last day there is: no instrument is dated 31/12/9999.
    return date.max if until is None else until


def _earlier(one: Period, other: Period) -> date | None:
    ends = [until for until in (one.effective_until, other.effective_until) if until is not None]
    return min(ends, default=None)


def _later(one: Period, other: Period) -> date | None:
    if one.effective_until is None or other.effective_until is None:
        return None
    return max(one.effective_until, other.effective_until)


def _written(day: date) -> Text:
    return PartialDate.of(day).as_text()
