"""Bodies and their names, seats and who sits in them on a day, what a reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from chidao.acts.authority import Capacity, Question
from chidao.acts.kept import as_recorded
from chidao.instruments.charter import Regulation
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.mandates.models import Absence, Body, BodyName, Delegation, FocalPoint, Seat, Tenure
from chidao.mandates.queries.lineage import lineage, seat_lineage
from chidao.mandates.rules import Away, Delegated, Facts, Focal, Holding, holding_of, scopes, speaks_for
from chidao.people.models import Agency, Appointment, Person, Post
from chidao.people.queries import names_then

_SEATS: Final = (Seat, Post, Agency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whoever reads: a capacity and what its role may see. Queries take one and return nothing beyond it."""

    capacity: Capacity
    scopes: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """Return the code of the body it reads in."""
        return self.capacity.body

    @property
    def agency(self) -> int | None:
        """Return the reader's agency."""
        return self.capacity.agency

    @property
    def agencies(self) -> frozenset[int]:
        """Return the reader's agency and those that went on in it: what was theirs is its to read."""
        return lineage(self.capacity.agency)

    @property
    def seats(self) -> frozenset[int]:
        """Return the reader's seat and those that it goes on from; nothing for whoever has none."""
        seat = self.capacity.seat
        return frozenset() if seat is None else frozenset({seat}) | facts(self.body).seats_before.get(seat, frozenset())

    def sees(self, subject: str) -> str | None:
        """Return how much of a subject is seen: "all", "own_agency", "own", "open", or None."""
        return self.scopes.get(subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a body is called over a period, by which instrument."""

    name: Text
    short_name: Text
    effective_from: date | None
    effective_until: date | None
    instrument: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """A seat as it stands on a day: who holds it, and whether the holder is away."""

    id: int
    key: str
    role: str
    unit: str
    title: Text
    rank: int
    by: str
    holder: str | None
    person: int | None
    post: str
    agency: int | None
    agency_name: str
    clause: str
    in_source: bool
    absent: bool
    effective_from: date
    effective_until: date | None


def body_codes() -> tuple[str, ...]:
    """Return the codes of the bodies this installation holds, in order of founding."""
    return as_recorded("bodies", _read_bodies, of=(Body,))


def founded_on(body: str) -> date:
    """Return the day on which a body came into this installation. Raises KeyError for one that is not here."""
    return as_recorded("founded", _read_founded, of=(Body,))[body]


def names_of(body: str) -> tuple[Named, ...]:
    """Return every name the body has had, oldest first."""
    return as_recorded(f"names:{body}", lambda: _read_names(body), of=(BodyName,))


def name_on(body: str, on: date) -> Named | None:
    """Return what the body is called on a day."""
    return next(
        (
            each
            for each in reversed(names_of(body))
            if (each.effective_from is None or each.effective_from <= on)
            and (each.effective_until is None or on < each.effective_until)
        ),
        None,
    )


def facts(body: str) -> Facts:
    """Return every holding, absence and delegation of a body (five queries after an act, none between acts)."""
    return as_recorded(
        f"facts:{body}", lambda: _read_facts(body), of=(*_SEATS, Tenure, Absence, Delegation, FocalPoint, Appointment)
    )


def seats_in_force(body: str, on: date, *, known_at: datetime | None = None) -> list[SeatView]:
    """Return the seats of a body on a day, by rank, each with its holder as known at an instant."""
    known, named, people = facts(body), names_then(on), _holder_names()  # each once: within an act nothing is kept
    held: dict[int, Holding] = {}
    for each in known.holdings:
        if each.effective_from <= on and (each.effective_until is None or on < each.effective_until) and (
            known_at is None or each.recorded_at <= known_at
        ):  # fmt: skip
            held.setdefault(each.seat, each)
    return [
        _view(seat, held.get(seat.pk), known, on, named, people)
        for seat in _seats(body)
        if seat.effective_from <= on and (seat.effective_until is None or on < seat.effective_until)
    ]


def seats_of_person(person: int, at: datetime) -> list[Capacity]:
    """Return every capacity a person may act in at an instant, over all bodies, by rank."""
    on = local_day(at)
    found = []
    for body in body_codes():
        held = [each for each in facts(body).holdings if each.person == person and each.stands(on, at)]
        ranks = {seat.pk: seat.rank for seat in _seats(body)}
        found += [capacity_from(body, each) for each in sorted(held, key=lambda each: ranks.get(each.seat, 99))]
    return found


def capacity_of(body: str, person: int, seat: int, at: datetime) -> Capacity | None:
    """Return the capacity of a person in a seat, if they hold it at an instant."""
    claimed = Capacity(body=body, person=person, seat=seat, says=Text("", ""))
    holding = holding_of(facts(body), claimed, local_day(at), at)
    return capacity_from(body, holding) if holding else None


def capacity_in_seat(body: str, seat: int, at: datetime) -> Capacity | None:
    """Return the capacity of whoever holds a seat at an instant."""
    on = local_day(at)
    held = [each for each in facts(body).holdings if each.seat == seat and each.stands(on, at)]
    return capacity_from(body, held[0]) if held else None


def capacity_from(body: str, holding: Holding) -> Capacity:
    """Return the capacity that a holding gives."""
    return Capacity(
        body=body,
        person=holding.person,
        seat=holding.seat,
        says=holding.seat_title,
        role=holding.role,
        agency=holding.agency,
    )


def reader_for(capacity: Capacity, at: datetime) -> Reader:
    """Return what a capacity may see at an instant: what its role is shown, and all that it stands in for."""
    current = regulation(capacity.body, local_day(at))
    return Reader(capacity=capacity, scopes=scopes(current, capacity.role or ""))


def seats_spoken_for(question: Question) -> frozenset[int]:
    """Return the seats for which a capacity may do an act: its own, of the absent, of those who delegated it."""
    body = question.capacity.body
    return speaks_for(regulation(body, local_day(question.at)), facts(body), question)


def accountable_for(body: str, agency: int, on: date) -> Holding | None:
    """Return who answers for an agency on a day: its seat of the highest rank."""
    ranks = {seat.pk: seat.rank for seat in _seats(body)}
    held = [
        each
        for each in facts(body).holdings
        if each.agency == agency
        and each.effective_from <= on
        and (each.effective_until is None or on < each.effective_until)
    ]
    return min(held, key=lambda each: ranks.get(each.seat, 99), default=None)


def _seats(body: str) -> Sequence[Seat]:
    return as_recorded(f"seats:{body}", lambda: _read_seats(body), of=_SEATS)


def _read_seats(body: str) -> Sequence[Seat]:
    seats = Seat.objects.filter(body__code=body).select_related("post__agency", "agency")
    return list(seats.order_by("rank", "id"))


def _view(
    seat: Seat, held: Holding | None, known: Facts, on: date, named: Mapping[int, str], people: Mapping[int, str]
) -> SeatView:
    agency = seat.agency or (seat.post.agency if seat.post else None)
    return SeatView(
        id=seat.pk,
        key=seat.key,
        role=seat.role,
        unit=seat.unit,
        title=Text.from_data(seat.title),
        rank=seat.rank,
        by=seat.by,
        holder=people.get(held.person) if held else None,
        person=held.person if held else None,
        post=seat.post.title if seat.post else "",
        agency=agency.pk if agency else None,
        agency_name=named.get(agency.pk, agency.name) if agency else "",
        clause=seat.clause_id,
        in_source=seat.in_source,
        absent=any(
            away.seat == seat.pk and away.effective_from <= on < away.effective_until for away in known.absences
        ),
        effective_from=seat.effective_from,
        effective_until=seat.effective_until,
    )


def _holder_names() -> Mapping[int, str]:
    return as_recorded("holders", lambda: dict(_person_names()), of=(Tenure, Appointment, Person))


def _person_names() -> list[tuple[int, str]]:
    seated = Tenure.objects.values_list("person_id", "person__name")
    appointed = Appointment.objects.values_list("person_id", "person__name")
    return [*seated, *appointed]


def _read_founded() -> dict[str, date]:
    return {code: local_day(at) for code, at in Body.objects.values_list("code", "founded_at")}


def _read_bodies() -> tuple[str, ...]:
    return tuple(Body.objects.order_by("id").values_list("code", flat=True))


def _read_names(body: str) -> tuple[Named, ...]:
    rows = BodyName.objects.filter(body__code=body).order_by("effective_from", "id")
    return tuple(
        Named(
            name=Text.from_data(row.name),
            short_name=Text.from_data(row.short_name),
            effective_from=row.effective_from,
            effective_until=row.effective_until,
            instrument=row.instrument_id,
        )
        for row in rows
    )


def _read_facts(body: str) -> Facts:
    return Facts(
        holdings=(*_tenures(body), *_by_post(body)),
        absences=tuple(_absences(body)),
        delegations=tuple(_delegations(body)),
        focals=tuple(_focals(body)),
        seats_before=seat_lineage(_seats(body)),
    )


def _tenures(body: str) -> list[Holding]:
    rows = Tenure.objects.filter(seat__body__code=body).select_related("seat__post").order_by("id")
    return [
        _holding(row.seat, row.person_id, row.pk, row.effective_from, row.effective_until, row.recorded_at)
        for row in rows
    ]


def _by_post(body: str) -> list[Holding]:
    """A seat by post is held by whoever holds the post, for as long as both last."""
    seats = [(seat, seat.post_id) for seat in _seats(body) if seat.by == "post" and seat.post_id]
    rows = Appointment.objects.filter(post__in={post for _, post in seats}).order_by("id")
    held: dict[int, list[Appointment]] = {}
    for row in rows:
        held.setdefault(row.post_id, []).append(row)
    return [
        _holding(seat, row.person_id, None, max(seat.effective_from, row.effective_from), until, row.recorded_at)
        for seat, post in seats
        for row in held.get(post, ())
        if (until := _earlier(seat.effective_until, row.effective_until)) is None
        or until > max(seat.effective_from, row.effective_from)
    ]


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each), default=None)


def _holding(
    seat: Seat, person: int, tenure: int | None, first: date, until: date | None, recorded_at: datetime
) -> Holding:
    return Holding(
        tenure=tenure,
        seat=seat.pk,
        seat_title=Text.from_data(seat.title),
        role=seat.role,
        unit=seat.unit,
        person=person,
        agency=seat.agency_id or (seat.post.agency_id if seat.post else None),
        clause=seat.clause_id,
        effective_from=first,
        effective_until=until,
        recorded_at=recorded_at,
    )


def _absences(body: str) -> list[Away]:
    rows = Absence.objects.filter(seat__body__code=body).select_related("seat").order_by("id")
    return [
        Away(
            id=row.pk,
            seat=row.seat_id,
            role=row.seat.role,
            effective_from=row.effective_from,
            effective_until=row.effective_until,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


def _delegations(body: str) -> list[Delegated]:
    rows = Delegation.objects.filter(seat__body__code=body).select_related("seat").order_by("id")
    return [
        Delegated(
            id=row.pk,
            seat=row.seat_id,
            role=row.seat.role,
            person=row.person_id,
            acts=frozenset(row.acts),
            effective_from=row.effective_from,
            effective_until=row.effective_until,
            recorded_at=row.recorded_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def _focals(body: str) -> list[Focal]:
    rows = FocalPoint.objects.filter(body__code=body).order_by("id")
    return [
        Focal(
            id=row.pk,
            person=row.person_id,
            agency=row.agency_id,
            acts=frozenset(row.acts),
            effective_from=row.effective_from,
            effective_until=row.effective_until,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


__all__ = [
    "Named",
    "Reader",
    "Regulation",
    "SeatView",
    "accountable_for",
    "body_codes",
    "capacity_from",
    "capacity_in_seat",
    "capacity_of",
    "facts",
    "name_on",
    "names_of",
    "reader_for",
    "regulation",
    "seats_in_force",
    "seats_of_person",
]
