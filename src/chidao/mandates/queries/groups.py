"""The working group on any day: its list, its sub-groups, who was proposed and replaced, who is called in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from chidao.acts.kept import as_recorded
from chidao.instruments.charter import Regulation
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.mandates.models import (
    MemberDuty,
    Nomination,
    ReplacementRequest,
    Requisition,
    SubGroup,
    SubGroupSeat,
    SubGroupTerms,
)
from chidao.mandates.queries.seats import Reader, SeatView, facts, regulation, seats_in_force
from chidao.mandates.rules import Holding, group_units
from chidao.people.models import Agency

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """What a member is given to do, over [effective_from, effective_until)."""

    text: str
    clause: str
    effective_from: date
    effective_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A seat of the group on a day, with whoever sits there: sent by whom, in which rank, with how many days a month.

    `enterprise` marks members from enterprises; `since` and `until` are the days of the person, not of the seat.
    """

    seat: SeatView
    role: Text
    enterprise: bool
    rank: str
    days_free: int | None
    since: date | None
    until: date | None
    sub_groups: tuple[str, ...]
    duties: tuple[DutyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupList:
    """The list of one working group that is in force on a day."""

    unit: str
    name: Text
    clause: str
    members: tuple[MemberView, ...]

    @property
    def held(self) -> int:
        """Return how many of its seats are held."""
        return sum(each.seat.person is not None for each in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubGroupView:
    """A sub-group on a day: its members' seats, the head's first."""

    id: int
    number: int
    unit: str
    name: str
    duties: str
    clause: str
    seats: tuple[tuple[SeatView, bool], ...]
    effective_from: date
    effective_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """Somebody was asked to be replaced. `waited` are the working days until it was settled, or until today."""

    id: int
    seat: int
    seat_title: Text
    agency: int | None
    reason: str
    by: Text
    requested_at: datetime
    settled_at: datetime | None
    waited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationView:
    """Somebody was proposed. `to_nominate` are the working days from the request, `to_answer` from the nomination to
    its answer (to today while it waits)."""

    id: int
    seat: int
    seat_title: Text
    agency: int | None
    person: str
    rank: str
    days_free: int
    note: str
    by: Text
    nominated_at: datetime
    accepted: bool | None
    answer: str
    answered_at: datetime | None
    takes_seat_on: date | None
    to_nominate: int | None
    to_answer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionView:
    """Somebody is called in, first and last day included. `days` are the working days, `days_so_far` until today."""

    id: int
    seat: int | None
    person: int
    name: str
    agency: int | None
    agency_name: str
    host: str
    purpose: str
    clause: str
    first_on: date
    last_on: date
    days: int
    days_so_far: int
    runs: bool
    over: bool


# --- the list ---------------------------------------------------------------------------------------------------------


def group_lists(reader: Reader, on: date, known_at: datetime | None = None) -> list[GroupList]:
    """Return the list of every working group on a day, as far as the reader may see it (five queries)."""
    current = regulation(reader.body, on)
    units = group_units(current)
    seats = [each for each in seats_in_force(reader.body, on, known_at=known_at) if each.unit in units]
    shown = [each for each in seats if sees_seat(reader, each.id, each.agency)]
    members = _members(reader.body, shown, current, on, known_at)
    return [
        GroupList(
            unit=unit.id,
            name=unit.name,
            clause=unit.clause,
            members=tuple(each for each in members if each.seat.unit == unit.id),
        )
        for unit in (current.units if current else ())
        if unit.id in units
    ]


def sees_seat(reader: Reader, seat: int | None, agency: int | None) -> bool:
    """Say whether a reader may see what concerns a seat of an agency."""
    scope = reader.sees("committee")
    if scope in {"all", "open"}:
        return True
    if scope == "own_agency" and agency is not None and agency == reader.agency:
        return True
    return seat is not None and seat == reader.capacity.seat


def _members(
    body: str, seats: list[SeatView], current: Regulation | None, on: date, known_at: datetime | None
) -> list[MemberView]:
    holdings = _holdings_on(body, on, known_at)
    sent = {row.tenure_id: row for row in Nomination.objects.filter(seat__body__code=body, tenure__isnull=False)}
    duties, grouped, enterprises = duties_on(body, on), _sub_groups_of_seats(body, on), _enterprises()
    found = []
    for seat in seats:
        holding = holdings.get(seat.id)
        nomination = sent.get(holding.tenure) if holding and holding.tenure else None
        role = current.role(seat.role) if current else None
        found.append(
            MemberView(
                seat=seat,
                role=role.title if role else seat.title,
                enterprise=seat.agency in enterprises,
                rank=nomination.rank if nomination else "",
                days_free=nomination.days_free if nomination else None,
                since=holding.effective_from if holding else None,
                until=holding.effective_until if holding else None,
                sub_groups=tuple(grouped.get(seat.id, ())),
                duties=tuple(duties.get(seat.id, ())),
            )
        )
    return found


def _holdings_on(body: str, on: date, known_at: datetime | None) -> dict[int, Holding]:
    found: dict[int, Holding] = {}
    for each in facts(body).holdings:
        ended = each.effective_until is not None and on >= each.effective_until
        known = known_at is None or each.recorded_at <= known_at
        if each.effective_from <= on and not ended and known:
            found.setdefault(each.seat, each)
    return found


def duties_on(body: str, on: date) -> dict[int, list[DutyView]]:
    """Return what each seat is given to do on a day."""
    found: dict[int, list[DutyView]] = {}
    for row in running(MemberDuty.objects.filter(seat__body__code=body), on).order_by("effective_from", "pk"):
        duty = DutyView(
            text=row.text, clause=row.clause_id, effective_from=row.effective_from, effective_until=row.effective_until
        )
        found.setdefault(row.seat_id, []).append(duty)
    return found


def _sub_groups_of_seats(body: str, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = running(SubGroupSeat.objects.filter(sub_group__body__code=body), on)
    terms = running(SubGroupTerms.objects.filter(sub_group__body__code=body), on)
    names = dict(terms.values_list("sub_group_id", "name"))
    for seat, group in rows.order_by("sub_group__number").values_list("seat_id", "sub_group_id"):
        found.setdefault(seat, []).append(names.get(group, ""))
    return found


def _enterprises() -> frozenset[int]:
    return as_recorded("enterprises", _read_enterprises, of=(Agency,))


def _read_enterprises() -> frozenset[int]:
    return frozenset(Agency.objects.filter(kind="enterprise").values_list("pk", flat=True))


def running(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Return those of dated rows that hold on a day."""
    return rows.filter(Q(effective_until=None) | Q(effective_until__gt=on), effective_from__lte=on)


# --- sub-groups -------------------------------------------------------------------------------------------------------


def sub_groups(reader: Reader, on: date) -> list[SubGroupView]:
    """Return the sub-groups that run on a day, with what each was called and had to do then (three queries)."""
    if reader.sees("committee") is None:
        return []
    groups = list(running(SubGroup.objects.filter(body__code=reader.body), on).order_by("number"))
    terms = {row.sub_group_id: row for row in running(SubGroupTerms.objects.filter(sub_group__in=groups), on)}
    placed: dict[int, list[tuple[int, bool]]] = {}
    for row in running(SubGroupSeat.objects.filter(sub_group__in=groups), on).order_by("-head", "pk"):
        placed.setdefault(row.sub_group_id, []).append((row.seat_id, row.head))
    seats = {each.id: each for each in seats_in_force(reader.body, on)}
    return [
        SubGroupView(
            id=row.pk,
            number=row.number,
            unit=row.unit,
            name=terms[row.pk].name if row.pk in terms else row.name,
            duties=terms[row.pk].duties if row.pk in terms else row.duties,
            clause=row.clause_id,
            seats=tuple((seats[seat], head) for seat, head in placed.get(row.pk, ()) if seat in seats),
            effective_from=row.effective_from,
            effective_until=row.effective_until,
        )
        for row in groups
    ]


def sub_group_names(body: str) -> Mapping[int, tuple[int, str]]:
    """Return the numbers and names of a body's sub-groups, past ones too, by id."""
    return as_recorded(f"sub-groups:{body}", lambda: _read_sub_groups(body), of=(SubGroup,))


def head_agency(body: str, sub_group: int, on: date) -> int | None:
    """Return the agency of whoever heads a sub-group on a day; None where none runs."""
    rows = running(SubGroupSeat.objects.filter(sub_group=sub_group, sub_group__body__code=body, head=True), on)
    head = rows.values_list("seat_id", flat=True).first()
    return next((each.agency for each in seats_in_force(body, on) if each.id == head), None)


def sub_group_people(body: str, sub_group: int, on: date) -> tuple[int, ...]:
    """Return who works in a sub-group on a day."""
    rows = running(SubGroupSeat.objects.filter(sub_group=sub_group, sub_group__body__code=body), on)
    wanted = set(rows.values_list("seat_id", flat=True))
    return tuple(each.person for each in seats_in_force(body, on) if each.id in wanted and each.person is not None)


def sub_group_runs(body: str, sub_group: int, on: date) -> bool:
    """Say whether a sub-group of a body runs on a day."""
    return bool(running(SubGroup.objects.filter(pk=sub_group, body__code=body), on).exists())


def _read_sub_groups(body: str) -> dict[int, tuple[int, str]]:
    rows = SubGroup.objects.filter(body__code=body).order_by("number")
    return {pk: (number, name) for pk, number, name in rows.values_list("pk", "number", "name")}


# --- nominations and replacements -------------------------------------------------------------------------------------


def replacement_requests(reader: Reader, today: date) -> list[RequestView]:
    """Return the replacements asked for, those that wait first, then the newest (one query)."""
    rows = ReplacementRequest.objects.filter(seat__body__code=reader.body).select_related("seat__post")
    rows = rows.order_by("-requested_at", "-pk")
    found = [_request(row, today) for row in rows]
    seen = [each for each in found if _sees_affairs(reader, each.seat, each.agency)]
    return sorted(seen, key=lambda each: each.settled_at is not None)


def _request(row: ReplacementRequest, today: date) -> RequestView:
    return RequestView(
        id=row.pk,
        seat=row.seat_id,
        seat_title=Text.from_data(row.seat.title),
        agency=row.seat.agency_id or (row.seat.post.agency_id if row.seat.post else None),
        reason=row.reason,
        by=Text.from_data(row.requested_by),
        requested_at=row.requested_at,
        settled_at=row.settled_at,
        waited=_between(row.requested_at, row.settled_at, today),
    )


def nominations(reader: Reader, today: date) -> list[NominationView]:
    """Return who was proposed, those that wait first, then the newest (one query)."""
    rows = Nomination.objects.filter(seat__body__code=reader.body).select_related("seat", "person", "request", "tenure")
    found = [
        _nomination(row, today)
        for row in rows.order_by("-nominated_at", "-pk")
        if _sees_affairs(reader, row.seat_id, row.agency_id)
    ]
    return sorted(found, key=lambda each: each.accepted is not None)


def _nomination(row: Nomination, today: date) -> NominationView:
    asked_at = row.request.requested_at if row.request else None
    return NominationView(
        id=row.pk,
        seat=row.seat_id,
        seat_title=Text.from_data(row.seat.title),
        agency=row.agency_id,
        person=row.person.name,
        rank=row.rank,
        days_free=row.days_free,
        note=row.note,
        by=Text.from_data(row.nominated_by),
        nominated_at=row.nominated_at,
        accepted=row.accepted,
        answer=row.answer,
        answered_at=row.answered_at,
        takes_seat_on=row.tenure.effective_from if row.tenure else None,
        to_nominate=_between(asked_at, row.nominated_at, today) if asked_at else None,
        to_answer=_between(row.nominated_at, row.answered_at, today),
    )


def _sees_affairs(reader: Reader, seat: int, agency: int | None) -> bool:
    """Why somebody is to be replaced is for the body and the agency, not for the public."""
    return reader.sees("committee") != "open" and sees_seat(reader, seat, agency)


def _between(start: datetime, end: datetime | None, today: date) -> int:
    """Return the working days from one instant's day to another's, today's while there is none; at least none."""
    last = local_day(end) if end else today
    return max(0, working_days().working_days_between(local_day(start), last))


# --- requisitions -----------------------------------------------------------------------------------------------------


def requisitions(reader: Reader, today: date) -> list[RequisitionView]:
    """Return who is called in, has been and will be, the latest first (one query)."""
    rows = Requisition.objects.filter(body__code=reader.body).select_related("person", "agency", "host")
    return [
        _requisition(row, today)
        for row in rows.order_by("-effective_from", "-pk")
        if _sees_affairs(reader, row.seat_id or 0, row.agency_id) or row.person_id == reader.capacity.person
    ]


def _requisition(row: Requisition, today: date) -> RequisitionView:
    last = row.effective_until - ONE_DAY
    before, calendar = row.effective_from - ONE_DAY, working_days()
    return RequisitionView(
        id=row.pk,
        seat=row.seat_id,
        person=row.person_id,
        name=row.person.name,
        agency=row.agency_id,
        agency_name=row.agency.name if row.agency else "",
        host=row.host.name,
        purpose=row.purpose,
        clause=row.clause_id,
        first_on=row.effective_from,
        last_on=last,
        days=calendar.working_days_between(before, last),
        days_so_far=max(0, calendar.working_days_between(before, min(last, today))),
        runs=row.effective_from <= today < row.effective_until,
        over=row.effective_until <= today,
    )
