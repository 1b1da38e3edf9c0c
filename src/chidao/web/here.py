"""Where a request stands: who, in which seat, in which body, on which day, what they may see, what is in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from chidao.acts.authority import Capacity
from chidao.acts.kept import as_recorded
from chidao.door.books import open_book
from chidao.door.clock import now as clock_now
from chidao.instruments.charter import Clause, Regulation
from chidao.instruments.models import Instrument
from chidao.instruments.queries import charters_of
from chidao.kernel.days import local_day
from chidao.kernel.wording import LANGUAGES, Text
from chidao.mandates.queries import (
    Named,
    Reader,
    body_codes,
    name_on,
    reader_for,
    regulation,
    seats_of_person,
)
from chidao.people.models import Agency, Person
from chidao.web.sessions import person_of


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause as a chip shows it."""

    id: str
    label: str
    cite: str
    summary: Text
    source: str
    kind: str
    chapter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Everything a page needs to know of its reader and its day. `person` is None before signing in."""

    language: str
    now: datetime
    book: str
    person: Person | None = None
    seats: tuple[Capacity, ...] = ()
    body: str = ""
    name: Named | None = None
    capacity: Capacity | None = None
    reader: Reader | None = None
    regulation: Regulation | None = None
    clauses: dict[str, ClauseView] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day in Viet Nam."""
        return local_day(self.now)

    @property
    def me(self) -> Capacity:
        """Return the capacity one acts in; a page that asks for it is only shown to who has one."""
        assert self.capacity is not None
        return self.capacity

    @property
    def eyes(self) -> Reader:
        """Return the reader; a page that asks for it is only shown to who is one."""
        assert self.reader is not None
        return self.reader


def here_of(request: HttpRequest, body: str = "") -> Here:
    """Return where a request stands. Raises Http404 for a body the installation does not hold."""
    now = clock_now()
    if body and body not in body_codes():
        raise Http404(body)
    person = signed_in(request)
    seats = tuple(seats_of_person(person.pk, now)) if person else ()
    capacity = _chosen(request, seats, body)
    return Here(
        language=language_of(request),
        now=now,
        book=open_book(),
        person=person,
        seats=seats,
        body=body,
        name=name_on(body, local_day(now)) if body else None,
        capacity=capacity,
        reader=reader_for(capacity, now) if capacity else None,
        regulation=regulation(body, local_day(now)) if body else None,
        clauses=clauses_of(body) if body else {},
    )


def signed_in(request: HttpRequest) -> Person | None:
    """Return who is signed in: the person of the account, or of the post picked in a demonstration."""
    user: Any = request.user
    if user.is_authenticated:
        person: Person = user.person
        return person
    picked = request.session.get("picked_person") if settings.CHIDAO_DEMO else None
    return person_of(picked) if picked else None


def language_of(request: HttpRequest) -> str:
    """Return the language of the page: the visitor's choice, else Vietnamese."""
    chosen = request.COOKIES.get("language", "vi")
    return chosen if chosen in LANGUAGES else "vi"


def clauses_of(body: str) -> dict[str, ClauseView]:
    """Return every clause of every charter the body has had, by id; the past is cited too."""
    return as_recorded(f"clauses:{body}", lambda: _read_clauses(body), of=(Instrument,))


def agency_names() -> dict[int, str]:
    """Return the names of the agencies, by id."""
    return as_recorded("agencies", _read_agencies, of=(Agency,))


def _read_agencies() -> dict[int, str]:
    return dict(Agency.objects.order_by("sort_key").values_list("id", "name"))


def _read_clauses(body: str) -> dict[str, ClauseView]:
    return {
        clause.id: _view(clause, in_force.charter.source)
        for in_force in charters_of(body)
        for clause in in_force.charter.clauses
    }


def _view(clause: Clause, source: str) -> ClauseView:
    return ClauseView(clause.id, clause.label, clause.cite, clause.summary, source, clause.kind, clause.chapter)


def _chosen(request: HttpRequest, seats: tuple[Capacity, ...], body: str) -> Capacity | None:
    mine = [each for each in seats if each.body == body]
    wanted = request.session.get("seats", {}).get(body) if mine else None
    return next((each for each in mine if each.seat == wanted), mine[0] if mine else None)
