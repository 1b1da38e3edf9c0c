"""Duties that recur: their cycles by the regulation, and how each was kept (PURE). Computed on reading, never stored.

A cycle is owed under the regulation in force on its last day. So the cycle in which a regulation takes effect is owed
by its end, however few days are left; one that the regulation does not live to see the end of is not owed under it
(the next regulation, with a cadence of its own, takes over). Evidence of any kind is given by the caller: a regular
meeting, a report issued, a review, a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from chidao.instruments.charter import Duty
from chidao.kernel.wording import Text

CycleState = Literal["kept", "late", "convened", "due", "missed", "upcoming"]

STATES: Final[dict[CycleState, Text]] = {
    "kept": Text("đã thực hiện", "kept"),
    "late": Text("thực hiện muộn", "kept late"),
    "convened": Text("đã triệu tập", "convened"),
    "due": Text("đang đến hạn", "due"),
    "missed": Text("bỏ lỡ", "missed"),
    "upcoming": Text("chưa đến kỳ", "upcoming"),
}

# Cycles that don't divide a year are counted on from this one.
_EPOCH_YEAR: Final = 2000
_QUARTERS: Final = ("I", "II", "III", "IV")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is to show for a cycle: `id` opens it, `held_on` is when the duty was done, None while only begun."""

    id: int
    held_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCell:
    """One cycle of a duty as it stands on the day asked."""

    cycle: Cycle
    state: CycleState
    evidence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One duty through a year under one regulation."""

    duty: str
    what: str
    title: Text
    clause: str
    charter: str
    cells: tuple[DutyCell, ...]


def cycle_of(duty: Duty, day: date) -> Cycle:
    """Return the whole cycle of a duty in which a day falls, whatever is in force."""
    months = day.year * 12 + day.month - 1
    start = _EPOCH_YEAR * 12 + duty.starts_in - 1
    return _cycle(duty, start + (months - start) // duty.months * duty.months)


def cycles(duty: Duty, from_on: date, until_on: date | None, *, first: date, last: date) -> list[Cycle]:
    """Return the cycles of a duty that touch the days `first`–`last`, both counted, while its regulation is in force.

    [from_on, until_on) is the regulation's period. Days before it are clipped off its first cycle; a cycle that it
    does not see the end of is clipped too, and not owed.
    """
    day, found = max(first, from_on), []
    end = min(last, until_on - timedelta(days=1)) if until_on else last
    while day <= end:
        whole = cycle_of(duty, day)
        found.append(_clipped(whole, from_on, until_on))
        day = whole.last_on + timedelta(days=1)
    return found


def cycle_state(cycle: Cycle, evidence: Evidence | None, today: date) -> CycleState:
    """Return how a cycle stands on a day: only what was done keeps it, not what is merely begun."""
    if evidence and evidence.held_on and evidence.held_on <= today:
        return "kept" if evidence.held_on <= cycle.last_on else "late"
    if today > cycle.last_on:
        return "missed"
    if evidence:
        return "convened"
    return "due" if today >= cycle.first_on else "upcoming"


def duty_row(
    duty: Duty, charter: str, turns: Iterable[Cycle], evidence: Mapping[str, Sequence[Evidence]], today: date
) -> DutyRow:
    """Return a duty's row of the calendar. A cycle that is not owed is shown only where something was done for it."""
    return DutyRow(
        duty=duty.id,
        what=duty.what,
        title=duty.title,
        clause=duty.clause,
        charter=charter,
        cells=tuple(_cells(turns, evidence, today)),
    )


def _cells(turns: Iterable[Cycle], evidence: Mapping[str, Sequence[Evidence]], today: date) -> Iterator[DutyCell]:
    for cycle in turns:
        best = _best(evidence.get(cycle.key, ()))
        state = cycle_state(cycle, best, today)
        if cycle.owed or state in {"kept", "late"}:
            yield DutyCell(cycle=cycle, state=state, evidence=best.id if best else None)


def _best(found: Sequence[Evidence]) -> Evidence | None:
    """Return what was done first, else what was begun."""
    return min(found, key=lambda each: each.held_on or date.max, default=None)


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
    first, end = _month_start(start), _month_start(start + duty.months)
    last = end - timedelta(days=1)
    return Cycle(key=_key(first, last, duty.months), says=_says(first, last, duty.months), first_on=first, last_on=last)


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


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
    if months == 1:
        return Text(f"tháng {first.month}/{first.year}", f"{first.month}/{first.year}")
    start = f"{first.month}" if first.year == last.year else f"{first.month}/{first.year}"
    return Text(f"tháng {start}–{last.month}/{last.year}", f"{start}–{last.month}/{last.year}")
