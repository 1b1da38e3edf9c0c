"""Duties that recur: their cycles by the regulation (PURE). Computed on reading, never stored.

A cycle is owed under the regulation in force on its last day. So the cycle in which a regulation takes effect is owed
by its end, however few days are left; one that the regulation does not live to see the end of is not owed under it
(the next regulation, with a cadence of its own, takes over).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chidao.instruments.charter import Duty
from chidao.kernel.wording import Text

# Cycles that don't divide a year are counted on from this one.
_EPOCH_YEAR: Final = 2000
_QUARTERS: Final = ("I", "II", "III", "IV")
_KEY: Final = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d))(?:\.\..+)?)?")
_YEARS: Final = range(1000, 9900)
_FIRST_HALF: Final = Text("6 tháng đầu năm {year}", "the first half of {year}")
_SECOND_HALF: Final = Text("6 tháng cuối năm {year}", "the second half of {year}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One turn of a duty: its key ("2020-Q1", "2022-03..04", "2022-05", "2022"), its days, both ends included.

    `owed` is False where the regulation ended before the cycle did.
    """

    key: str
    says: Text
    first_on: date
    last_on: date
    owed: bool = True


def cycle_of(duty: Duty, day: date) -> Cycle:
    """Return the whole cycle of a duty in which a day falls, whatever is in force. The duty recurs (`months` > 0)."""
    months = day.year * 12 + day.month - 1
    start = _EPOCH_YEAR * 12 + duty.starts_in - 1
    return _cycle(duty, start + (months - start) // duty.months * duty.months)


def cycle_named(duty: Duty, key: str) -> Cycle | None:
    """Return the whole cycle of a duty that has a key; None where the duty has no such cycle."""
    match = _KEY.fullmatch(key)
    month = 1 if match is None else int(match["month"] or (int(match["quarter"] or 1) - 1) * 3 + 1)
    if match is None or not duty.months or not 1 <= month <= 12 or int(match["year"]) not in _YEARS:
        return None
    found = cycle_of(duty, date(int(match["year"]), month, 1))
    return found if found.key == key else None


def covered_months(duty: Duty) -> int:
    """Return how many months what keeps a duty looks back on: its cycle's, but of a yearly preliminary review, half."""
    halfway = duty.months == 12 and tuple(duty.only.get("review", ())) == ("preliminary",)
    return duty.months // 2 if halfway else duty.months


def month_start(months: int) -> date:
    """Return the first day of a month counted since the year 0: 2020 × 12 is January 2020."""
    return date(months // 12, months % 12 + 1, 1)


def cycles(duty: Duty, from_on: date, until_on: date | None, *, first: date, last: date) -> list[Cycle]:
    """Return the cycles of a duty that touch the days `first`–`last`, both counted, while its regulation is in force.

    [from_on, until_on) is the regulation's period. Days before it are clipped off its first cycle; a cycle that it
    does not see the end of is clipped too, and not owed. A duty that is owed only when asked for has none.
    """
    if not duty.months:
        return []
    day, found = max(first, from_on), []
    end = min(last, until_on - timedelta(days=1)) if until_on else last
    while day <= end:
        whole = cycle_of(duty, day)
        found.append(_clipped(whole, from_on, until_on))
        day = whole.last_on + timedelta(days=1)
    return found


def _clipped(whole: Cycle, from_on: date, until_on: date | None) -> Cycle:
    ended = until_on is not None and until_on <= whole.last_on
    return Cycle(
        key=whole.key,
        says=whole.says,
        first_on=max(whole.first_on, from_on),
        last_on=until_on - timedelta(days=1) if until_on and ended else whole.last_on,
        owed=not ended,
    )


def _cycle(duty: Duty, start: int) -> Cycle:
    """Return the cycle that begins in month `start` (months since the year 0)."""
    end = start + duty.months
    first, last = month_start(start), month_start(end) - timedelta(days=1)
    covered = covered_months(duty)
    says = _says(month_start(end - covered), last, covered)
    return Cycle(key=_key(first, last, duty.months), says=says, first_on=first, last_on=last)


def _is_quarter(first: date, months: int) -> bool:
    return months == 3 and first.month % 3 == 1


def _key(first: date, last: date, months: int) -> str:
    if _is_quarter(first, months):
        return f"{first.year}-Q{first.month // 3 + 1}"
    if months == 12 and first.month == 1:
        return f"{first.year}"
    if months == 1:
        return f"{first.year}-{first.month:02d}"
    end = f"{last.month:02d}" if first.year == last.year else f"{last.year}-{last.month:02d}"
    return f"{first.year}-{first.month:02d}..{end}"


def _says(first: date, last: date, months: int) -> Text:
    if _is_quarter(first, months):
        quarter = first.month // 3
        return Text(f"quý {_QUARTERS[quarter]} năm {first.year}", f"quarter {quarter + 1} of {first.year}")
    if months == 12 and first.month == 1:
        return Text(f"năm {first.year}", f"{first.year}")
    if months == 6 and first.month in {1, 7}:
        return (_FIRST_HALF if first.month == 1 else _SECOND_HALF).filled(year=first.year)
    if months == 1:
        return Text(f"tháng {first.month}/{first.year}", f"{first.month}/{first.year}")
    start = f"{first.month}" if first.year == last.year else f"{first.month}/{first.year}"
    return Text(f"tháng {start}–{last.month}/{last.year}", f"{start}–{last.month}/{last.year}")
