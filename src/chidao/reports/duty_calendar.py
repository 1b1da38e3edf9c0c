"""The year of a body's duties: what each regulation asked for in its own time, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chidao.duties.rules import DutyRow, Evidence, cycles, duty_row
from chidao.instruments.charter import Duty
from chidao.instruments.models import Instrument
from chidao.instruments.queries import InForce, charters_of
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.meetings.models import Meeting

WATCHED: Final = frozenset({"meeting"})
"""The kinds of duty for which the program holds evidence. A duty of another kind is listed, not judged."""

Kept = Mapping[tuple[str, str], Mapping[str, Sequence[Evidence]]]
"""Evidence by kind of duty and kind of unit, then by the key of its cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days of the year, both ends counted, for which no regulation's text is held; `known` names one by its symbol."""

    first_on: date
    last_on: date
    known: str | None = None

    @property
    def says(self) -> Text:
        """Say what is not known of these days."""
        if self.known:
            return Text(
                f"Quy chế {self.known} có hiệu lực nhưng hệ thống không giữ văn bản.",
                f"Regulation {self.known} was in force; its text is not held.",
            )
        return Text("Hệ thống không giữ quy chế nào của thời gian này.", "No regulation of these days is held.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyYear:
    """The duties of a body in a year. `unwatched` are duties for which there can be no evidence here yet."""

    year: int
    today: date
    rows: tuple[DutyRow, ...]
    unwatched: tuple[Duty, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A charter, and the days on which it binds: its own, and of the charter beside which it stands."""

    charter: InForce
    effective_from: date
    effective_until: date | None


def duty_calendar(body: str, year: int, today: date) -> DutyYear:
    """Return the duty calendar of a body for a year, across changes of regulation (four queries at most)."""
    adopted = charters_of(body)
    first, last = date(year, 1, 1), date(year, 12, 31)
    stretches = [each for each in _stretches(adopted) if each.effective_from <= last and _ends_after(each, first)]
    units = {unit.id: unit.kind for each in adopted for unit in each.charter.units}
    kept = _evidence(body)
    duties = [(each, duty) for each in stretches for duty in each.charter.charter.duties]
    rows = (_row(each, duty, units, kept, (first, last, today)) for each, duty in duties if duty.what in WATCHED)
    return DutyYear(
        year=year,
        today=today,
        rows=tuple(row for row in rows if row.cells),
        unwatched=tuple(duty for _, duty in duties if duty.what not in WATCHED),
        gaps=tuple(_gaps(body, [each for each in adopted if each.charter.source == "original"], first, last)),
    )


def _row(stretch: _Stretch, duty: Duty, units: Mapping[str, str], kept: Kept, days: tuple[date, date, date]) -> DutyRow:
    first, last, today = days
    turns = cycles(duty, stretch.effective_from, stretch.effective_until, first=first, last=last)
    evidence = kept.get((duty.what, units.get(duty.unit, "")), {})
    return duty_row(duty, stretch.charter.charter.id, turns, evidence, today)


def _stretches(adopted: Sequence[InForce]) -> Iterator[_Stretch]:
    originals = {each.charter.id: each for each in adopted if each.charter.source == "original"}
    for each in adopted:
        beside = originals.get(each.charter.complements or "", each)
        yield _Stretch(
            charter=each,
            effective_from=max(each.effective_from, beside.effective_from),
            effective_until=min((end for end in (each.effective_until, beside.effective_until) if end), default=None),
        )


def _ends_after(stretch: _Stretch, day: date) -> bool:
    return stretch.effective_until is None or stretch.effective_until > day


def _evidence(body: str) -> Kept:
    """Return the regular meetings of a body as evidence: held once closed, on the day they took place (one query)."""
    found: dict[tuple[str, str], dict[str, list[Evidence]]] = {}
    rows = Meeting.objects.filter(body=body, cancelled_at=None).exclude(cycle="")
    for key, unit, cycle, starts_at, ended_at in rows.values_list("pk", "unit", "cycle", "starts_at", "ended_at"):
        shown = Evidence(id=key, held_on=local_day(starts_at) if ended_at else None)
        found.setdefault(("meeting", unit), {}).setdefault(cycle, []).append(shown)
    return found


def _gaps(body: str, originals: Iterable[InForce], first: date, last: date) -> Iterator[Gap]:
    """Yield the days of the year on which no original charter is in force."""
    known, day = _without_text(body), first
    for each in sorted(originals, key=lambda each: each.effective_from):
        if day < each.effective_from:
            yield from _gap(day, min(last, each.effective_from - timedelta(days=1)), known)
        day = max(day, each.effective_until or date.max)
    yield from _gap(day, last, known)


def _gap(first: date, last: date, known: Sequence[Instrument]) -> Iterator[Gap]:
    if first > last:
        return
    named = [each for each in known if each.effective_from and each.effective_from <= first]
    standing = [each for each in named if each.effective_until is None or each.effective_until > first]
    yield Gap(first_on=first, last_on=last, known=standing[-1].label if standing else None)


def _without_text(body: str) -> list[Instrument]:
    """Return the body's regulations of which only the symbol is known, oldest first (one query)."""
    found = Instrument.objects.filter(body=body, kind="regulation", charter_id="").defer("charter")
    return list(found.order_by("effective_from", "pk"))
