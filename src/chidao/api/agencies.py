"""Agencies over the API: which there are on a day, what one was and became, every succession."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chidao.api.addresses import Day, Row, Seat
from chidao.api.answers import answer
from chidao.api.callers import caller_of, reader_of_call
from chidao.api.description import answers
from chidao.kernel.days import local_day
from chidao.mandates.queries.succession import agencies_on, agency_view, seats_of_agency, successions_of
from chidao.people.queries import agency_name_on
from chidao.tasks.queries import led_on

THING, THINGS = answers("Thing"), answers("Things")

router = Router(tags=["agencies"])


@router.get("/{body}/agencies", operation_id="agencies", summary="Cơ quan / Agencies", openapi_extra=THINGS)
def agencies(request: HttpRequest, body: str, on: Day = None, seat: Seat = None) -> HttpResponse:
    """Return the agencies that are there on a day (today, if none is given), under their names of that day."""
    reader = reader_of_call(request, body, seat, subject="committee")
    return answer(agencies_on(reader, on or local_day(caller_of(request).now)))


@router.get("/{body}/agencies/{agency}", operation_id="agency", summary="Một cơ quan / One agency", openapi_extra=THING)
def one_agency(request: HttpRequest, body: str, agency: Row, on: Day = None, seat: Seat = None) -> HttpResponse:
    """Return an agency: its names, what it came from and went to, and its seats and tasks on a day."""
    reader = reader_of_call(request, body, seat, subject="committee")
    day = on or local_day(caller_of(request).now)
    found = agency_view(reader, agency)
    seats = seats_of_agency(reader, agency, day)
    return answer({
        "agency": found, "on": day, "name": agency_name_on(agency, day), "there": found.stands(day), "seats": seats,
        "tasks": led_on(reader, agency, day),
    })  # fmt: skip


@router.get(
    "/{body}/successions", operation_id="successions", summary="Kế thừa cơ quan / Successions", openapi_extra=THINGS
)
def successions(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return every succession of the body's agencies, the latest first."""
    reader = reader_of_call(request, body, seat, subject="committee")
    return answer(successions_of(reader.body))
