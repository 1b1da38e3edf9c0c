"""Reading successions: what stood before one, what is recorded of them, agencies on any day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from chidao.acts.kept import as_recorded
from chidao.instruments.models import Instrument
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.models import Body, Seat, Succession, Tenure
from chidao.mandates.queries.seats import Reader, SeatView, body_codes, seats_in_force
from chidao.mandates.rules.succession import AgencyKnown, Held, PostKnown, SeatKnown, Standing, Wanted
from chidao.people.models import Agency, AgencyName, Appointment, Post
from chidao.people.queries import AgencyNamed, agency_name_on, agency_names_of, names_then


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionView:
    """One agency succeeded by another (None: by nobody), each under its name of that day (of the day before, of the
    day itself)."""

    id: int
    kind: str
    former: int
    former_name: str
    successor: int | None
    successor_name: str
    effective_from: date
    instrument: int | None
    instrument_label: str
    instrument_title: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """An agency in a list, under its name of the day asked for."""

    id: int
    code: str
    kind: str
    name: str
    short_name: str
    effective_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """An agency through time: its names, what it came from, what came of it."""

    id: int
    code: str
    kind: str
    name: str
    short_name: str
    names: tuple[AgencyNamed, ...]
    effective_until: date | None
    came_from: tuple[SuccessionView, ...]
    went_to: tuple[SuccessionView, ...]

    def stands(self, on: date) -> bool:
        """Say whether the agency is there on a day."""
        return self.effective_until is None or on < self.effective_until


def standing_of(body: str, wanted: Wanted) -> Standing:
    """Return what stands before a succession: the agencies concerned with their posts, seats and holders (seven
    queries)."""
    concerned = {*wanted.former, *wanted.successors}
    seats = _seats(body, concerned)
    of_seats = {seat.post_id for seat in seats if seat.post_id}
    posts = list(Post.objects.filter(Q(agency__in=concerned) | Q(pk__in=of_seats)).order_by("pk"))
    return Standing(
        agencies=_agencies(body, concerned),
        posts=tuple(PostKnown(id=row.pk, agency=row.agency_id, title=row.title) for row in posts),
        appointments=tuple(_held(Appointment, "post_id", {row.pk for row in posts}, wanted.on)),
        seats=tuple(_seat(row) for row in seats),
        tenures=tuple(_held(Tenure, "seat_id", {row.pk for row in seats}, wanted.on)),
    )


def successions_of(body: str) -> tuple[SuccessionView, ...]:
    """Return every succession of a body's agencies, the latest first; kept between acts."""
    return as_recorded(f"successions:{body}", lambda: _read(body), of=(Succession, Agency, AgencyName, Instrument))


def agency_view(reader: Reader, agency: int) -> AgencyView:
    """Return an agency of the body as a reader of the committee sees it. Raises NotFound."""
    row = Agency.objects.filter(of_body(reader.body), pk=agency).first() if reader.sees("committee") else None
    if row is None:
        says = Text("Không có cơ quan này.", "There is no such agency.")
        raise NotFound(Reason(code="not_found", says=says, field="agency"))
    every = successions_of(reader.body)
    return AgencyView(
        id=row.pk,
        code=row.code,
        kind=row.kind,
        name=row.name,
        short_name=row.short_name,
        names=agency_names_of(row.pk),
        effective_until=row.effective_until,
        came_from=tuple(each for each in every if each.successor == row.pk and each.former != row.pk),
        went_to=tuple(each for each in every if each.former == row.pk and each.successor != row.pk),
    )


def seats_of_agency(reader: Reader, agency: int, on: date) -> list[SeatView]:
    """Return the seats that an agency has on a day, as far as the reader may see them."""
    scope = reader.sees("committee")
    shown = scope in {"all", "open"} or (scope == "own_agency" and agency in reader.agencies)
    return [
        each for each in seats_in_force(reader.body, on) if each.agency == agency and (shown or each.id in reader.seats)
    ]


def agencies_on(reader: Reader, on: date) -> tuple[AgencyRow, ...]:
    """Return the agencies of the body that are there on a day, under their names of that day (kept between acts)."""
    if reader.sees("committee") is None:
        return ()
    rows = as_recorded(f"agencies:{reader.body}", lambda: _read_agencies(reader.body), of=(Agency, Body))
    named = names_then(on)
    there = [row for row in rows if row.effective_until is None or on < row.effective_until]
    return tuple(replace(row, name=named.get(row.id, row.name)) for row in there)


def of_body(body: str) -> Q:
    """Return what agencies a body works with: its own, and those registered for no body in particular."""
    others = [code for code in body_codes() if code != body]
    return ~Q(pk__in=()) if not others else ~_any_of(others)


def _any_of(codes: Iterable[str]) -> Q:
    found = Q()
    for code in codes:
        found |= Q(code__startswith=f"{code}/")
    return found


def _agencies(body: str, ids: set[int]) -> Mapping[int, AgencyKnown]:
    changed: dict[int, date] = {}
    names = AgencyName.objects.filter(agency__in=ids, effective_from__isnull=False)
    took_part = Succession.objects.filter(Q(former__in=ids) | Q(successor__in=ids))
    for agency, day in names.values_list("agency_id", "effective_from"):
        changed[agency] = max(day, changed.get(agency, day))
    for former, successor, day in took_part.values_list("former_id", "successor_id", "effective_from"):
        for agency in {former, successor} & ids:
            changed[agency] = max(day, changed.get(agency, day))
    return {
        row.pk: AgencyKnown(
            id=row.pk,
            name=row.name,
            short_name=row.short_name,
            effective_until=row.effective_until,
            last_change_on=changed.get(row.pk),
        )
        for row in Agency.objects.filter(of_body(body), pk__in=ids)
    }


def _seats(body: str, agencies: set[int]) -> list[Seat]:
    of = Q(agency__in=agencies) | Q(agency=None, post__agency__in=agencies)
    return list(Seat.objects.filter(of, body__code=body).select_related("post").order_by("rank", "pk"))


def _read_agencies(body: str) -> tuple[AgencyRow, ...]:
    rows = Agency.objects.filter(of_body(body)).order_by("sort_key", "pk")
    return tuple(
        AgencyRow(
            id=row.pk,
            code=row.code,
            kind=row.kind,
            name=row.name,
            short_name=row.short_name,
            effective_until=row.effective_until,
        )
        for row in rows
    )


def _seat(row: Seat) -> SeatKnown:
    return SeatKnown(
        id=row.pk,
        role=row.role,
        unit=row.unit,
        title=Text.from_data(row.title),
        agency=row.agency_id or (row.post.agency_id if row.post else 0),
        post=row.post_id if row.by == "post" else None,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
    )


def _held(model: type[Appointment | Tenure], of: str, ids: set[int], on: date) -> Iterable[Held]:
    rows = model.objects.filter(**{f"{of}__in": ids}).exclude(effective_until__lte=on).order_by("effective_from", "pk")
    for pk, held, person, first, until in rows.values_list("pk", of, "person_id", "effective_from", "effective_until"):
        yield Held(id=pk, of=held, person=person, effective_from=first, effective_until=until)


def _read(body: str) -> tuple[SuccessionView, ...]:
    rows = Succession.objects.filter(body__code=body).select_related("instrument").defer("instrument__charter")
    return tuple(_view(row) for row in rows.order_by("-effective_from", "-pk"))


def _view(row: Succession) -> SuccessionView:
    day, paper = row.effective_from, row.instrument
    before = date.fromordinal(day.toordinal() - 1)
    return SuccessionView(
        id=row.pk,
        kind=row.kind,
        former=row.former_id,
        former_name=agency_name_on(row.former_id, before),
        successor=row.successor_id,
        successor_name=agency_name_on(row.successor_id, day) if row.successor_id else "",
        effective_from=day,
        instrument=row.instrument_id,
        instrument_label=paper.label if paper else "",
        instrument_title=Text.from_data(paper.title) if paper else None,
    )
