"""Focal units of agencies, and fields of work: whose they are on any day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chidao.acts.kept import as_recorded
from chidao.instruments.charter import Regulation
from chidao.kernel.wording import Text
from chidao.mandates.models import FieldAssignment, FieldPartner, FocalPoint
from chidao.mandates.queries.groups import running, sees_seat
from chidao.mandates.queries.seats import Reader, SeatView, regulation, seats_in_force
from chidao.mandates.rules import FieldHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalView:
    """An agency's focal unit and person, and the acts that are theirs by the member's delegation."""

    id: int
    agency: int
    agency_name: str
    unit_name: str
    person: int
    name: str
    named_by: Text
    acts: tuple[str, ...]
    effective_from: date
    effective_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field of work on a day: whose it is, who works beside, by which notice or clause."""

    id: int
    key: str
    title: Text
    seat: SeatView | None
    partners: tuple[SeatView, ...]
    answers_to: tuple[str, ...]
    clause: str
    in_charter: bool
    notice: str
    effective_from: date
    effective_until: date | None


# --- focal units ------------------------------------------------------------------------------------------------------


def focal_units(reader: Reader, on: date) -> list[FocalView]:
    """Return the focal units of a day, by agency (one query)."""
    rows = running(FocalPoint.objects.filter(body__code=reader.body), on)
    return [
        FocalView(
            id=row.pk,
            agency=row.agency_id,
            agency_name=row.agency.name,
            unit_name=row.unit_name,
            person=row.person_id,
            name=row.person.name,
            named_by=Text.from_data(row.named_by.title),
            acts=tuple(row.acts),
            effective_from=row.effective_from,
            effective_until=row.effective_until,
        )
        for row in rows.select_related("agency", "person", "named_by").order_by("agency__sort_key", "pk")
        if sees_seat(reader, None, row.agency_id) or row.person_id == reader.capacity.person
    ]


# --- fields of work ---------------------------------------------------------------------------------------------------


def field_assignments(reader: Reader, on: date) -> list[FieldView]:
    """Return the fields of work of a day and whose they are (two queries)."""
    if reader.sees("committee") is None:
        return []
    current, rows = regulation(reader.body, on), _field_rows(reader.body, on)
    seats = {each.id: each for each in seats_in_force(reader.body, on)}
    answers = {rule.id: _answers_to(rule.answers_to, current) for rule in (current.fields if current else ())}
    return [
        FieldView(
            id=row.pk,
            key=row.key,
            title=Text.from_data(row.title),
            seat=seats.get(row.seat_id),
            partners=tuple(seats[each.seat_id] for each in row.partners.all() if each.seat_id in seats),
            answers_to=answers.get(row.key, ()) if row.in_charter else (),
            clause=row.clause_id,
            in_charter=row.in_charter,
            notice=row.notice,
            effective_from=row.effective_from,
            effective_until=row.effective_until,
        )
        for row in rows
    ]


def field_held(body: str, key: str, on: date) -> FieldHeld | None:
    """Return a field as new work in it is routed on a day; None where nobody is in charge of it."""
    row = next((each for each in _field_rows(body, on) if each.key == key), None)
    if row is None:
        return None
    seats = {each.id: each for each in seats_in_force(body, on)}
    lead = seats.get(row.seat_id)
    partners = (seats[each.seat_id].agency for each in row.partners.all() if each.seat_id in seats)
    return FieldHeld(
        id=row.pk,
        key=row.key,
        title=Text.from_data(row.title),
        agency=lead.agency if lead else None,
        person=lead.person if lead else None,
        partners=tuple(agency for agency in partners if agency is not None),
        clause=row.clause_id,
    )


def field_titles(body: str) -> Mapping[str, Text]:
    """Return what the fields of a body are called, past ones too, by key."""
    return as_recorded(f"fields:{body}", lambda: _read_titles(body), of=(FieldAssignment,))


def _field_rows(body: str, on: date) -> Iterable[FieldAssignment]:
    """Return the assignments of a body that run on a day; all of them are kept in memory between acts."""
    rows: Iterable[FieldAssignment] = as_recorded(
        f"field rows:{body}", lambda: _read_fields(body), of=(FieldAssignment, FieldPartner)
    )
    return [
        each
        for each in rows
        if each.effective_from <= on and (each.effective_until is None or on < each.effective_until)
    ]


def _read_fields(body: str) -> list[FieldAssignment]:
    rows = FieldAssignment.objects.filter(body__code=body).prefetch_related("partners")
    return sorted(rows, key=lambda row: (not row.in_charter, row.key, row.effective_from))


def _read_titles(body: str) -> dict[str, Text]:
    rows = FieldAssignment.objects.filter(body__code=body).order_by("effective_from", "pk")
    return {key: Text.from_data(title) for key, title in rows.values_list("key", "title")}


def _answers_to(agencies: tuple[str, ...], current: Regulation | None) -> tuple[str, ...]:
    names = {each.id: each.name for each in current.agencies} if current else {}
    return tuple(names.get(each, each) for each in agencies)
