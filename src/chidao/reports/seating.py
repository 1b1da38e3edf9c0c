"""A body's seats on a day: who holds them, who is away, who then stands in; absences, delegations, days of change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.instruments.charter import Regulation
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.queries import Reader, SeatView, facts, names_of, regulation, seats_in_force
from chidao.mandates.rules import Away, Delegated, period_said
from chidao.people.models import Person
from chidao.reports.clauses import act_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """A seat on a day. `away` says when its holder is absent, `acting` who then has its powers (empty: nobody)."""

    seat: SeatView
    role: Text
    away: Text | None
    acting: tuple[Text, ...]
    acting_clause: str | None

    @property
    def state(self) -> str:
        """Return held, acting (somebody stands in), away (nobody does) or empty."""
        if self.seat.person is None:
            return "empty"
        if self.away:
            return "acting" if self.acting else "away"
        return "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSeats:
    """The seats of one unit on a day, by rank."""

    id: str
    kind: str
    name: Text
    seats: tuple[Seated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLine:
    """A recorded absence; `late_on` is the day it was recorded on, when that was after it began."""

    id: int
    seat: int
    who: Text
    says: Text
    is_running: bool
    is_over: bool
    late_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationLine:
    """A written delegation: from which seat to whom, for which acts, when."""

    id: int
    seat: int
    who: Text
    to: str
    acts: Text
    says: Text
    is_running: bool


def units_on(reader: Reader, on: date, known_at: datetime | None = None) -> list[UnitSeats]:
    """Return the units of a body with their seats on a day, as known at an instant and as far as the reader may see."""
    current = regulation(reader.body, on)
    away = [each for each in facts(reader.body).absences if each.effective_from <= on < each.effective_until]
    seats = [each for each in seats_in_force(reader.body, on, known_at=known_at) if _sees(reader, each)]
    units = {unit.id: unit for unit in current.units} if current else {}
    found = []
    for unit in dict.fromkeys(seat.unit for seat in seats):
        seated = tuple(_seated(seat, seats, away, current) for seat in seats if seat.unit == unit)
        known = units.get(unit)
        found.append(
            UnitSeats(id=unit, kind=known.kind if known else "", name=known.name if known else same(unit), seats=seated)
        )
    return found


def days_of_change(body: str) -> list[date]:
    """Return the days on which a name, a holding or an absence of the body begins or ends."""
    known = facts(body)
    periods: list[tuple[date | None, date | None]]
    periods = [(each.effective_from, each.effective_until) for each in known.holdings]
    periods += [(each.effective_from, each.effective_until) for each in known.absences]
    periods += [(name.effective_from, name.effective_until) for name in names_of(body) if name.effective_from]
    return sorted({day for period in periods for day in period if day})


def absences_of(reader: Reader, on: date) -> list[AbsenceLine]:
    """Return the recorded absences of the seats a reader may see, the latest first; why somebody is away stays out."""
    titles = _titles(reader)
    known = sorted(facts(reader.body).absences, key=lambda each: each.effective_from, reverse=True)
    return [_absence(each, titles[each.seat], on) for each in known if each.seat in titles]


def delegations_of(reader: Reader, on: date) -> list[DelegationLine]:
    """Return the delegations of the seats a reader may see, the latest first."""
    titles = _titles(reader)
    known = sorted(facts(reader.body).delegations, key=lambda each: each.effective_from, reverse=True)
    seen = [each for each in known if each.seat in titles]
    names = dict(Person.objects.filter(pk__in={each.person for each in seen}).values_list("id", "name")) if seen else {}
    return [_delegation(each, titles[each.seat], names.get(each.person, ""), on) for each in seen]


def _sees(reader: Reader, seat: SeatView) -> bool:
    scope = reader.sees("committee")
    if scope in {"all", "open"}:
        return True
    if scope == "own_agency" and reader.agency and seat.agency in reader.agencies:
        return True
    return seat.id in reader.seats


def _titles(reader: Reader) -> dict[int, Text]:
    """Return the titles of the seats that a reader may see, past ones too."""
    scope, mine, agencies = reader.sees("committee"), reader.seats, reader.agencies
    return {
        each.seat: each.seat_title
        for each in facts(reader.body).holdings
        if scope in {"all", "open"} or each.seat in mine or (scope == "own_agency" and each.agency in agencies)
    }


def _seated(seat: SeatView, seats: Sequence[SeatView], away: Sequence[Away], current: Regulation | None) -> Seated:
    role = current.role(seat.role) if current else None
    absent = next((each for each in away if each.seat == seat.id), None)
    standing = list(_standing_in(seat, seats, current)) if absent else []
    return Seated(
        seat=seat,
        role=role.title if role else seat.title,
        away=period_said(absent.effective_from, absent.effective_until) if absent else None,
        acting=tuple(title for title, _ in standing),
        acting_clause=standing[0][1] if standing else None,
    )


def _standing_in(seat: SeatView, seats: Sequence[SeatView], current: Regulation | None) -> Iterator[tuple[Text, str]]:
    for rule in current.stand_ins if current else ():
        if rule.stands_for == seat.role:
            for other in seats:
                if other.role == rule.role and other.person is not None and not other.absent:
                    yield other.title, rule.clause


def _absence(each: Away, who: Text, on: date) -> AbsenceLine:
    recorded = local_day(each.recorded_at)
    return AbsenceLine(
        id=each.id,
        seat=each.seat,
        who=who,
        says=period_said(each.effective_from, each.effective_until),
        is_running=each.effective_from <= on < each.effective_until,
        is_over=each.effective_until <= on,
        late_on=recorded if recorded > each.effective_from else None,
    )


def _delegation(each: Delegated, who: Text, to: str, on: date) -> DelegationLine:
    return DelegationLine(
        id=each.id,
        seat=each.seat,
        who=who,
        to=to,
        acts=listed([act_title(name) for name in sorted(each.acts)]),
        says=period_said(each.effective_from, each.effective_until),
        is_running=each.effective_from <= on < each.effective_until and each.revoked_at is None,
    )
