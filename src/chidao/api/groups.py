"""The working group over the API: its list on any day, who is sent and called in, focal units, fields of work."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chidao.api.addresses import Day, Seat
from chidao.api.answers import answer
from chidao.api.callers import caller_of, reader_of_call
from chidao.api.description import answers
from chidao.kernel.days import local_day
from chidao.mandates.queries import (
    Reader,
    field_assignments,
    focal_units,
    group_lists,
    nominations,
    replacement_requests,
    requisitions,
    sub_groups,
)

THING, THINGS = answers("Thing"), answers("Things")

router = Router(tags=["groups"])


@router.get("/{body}/groups", operation_id="groups", summary="Tổ công tác / The working group", openapi_extra=THING)
def groups(request: HttpRequest, body: str, on: Day = None, seat: Seat = None) -> HttpResponse:
    """Return the list of the working group in force on a day, and its sub-groups."""
    reader, day = _reader(request, body, seat), _day(request, on)
    lists = group_lists(reader, day, caller_of(request).now)
    return answer({"on": day, "lists": lists, "sub_groups": sub_groups(reader, day)})


@router.get(
    "/{body}/nominations", operation_id="nominations", summary="Cử người, thay người / Nominations",
    openapi_extra=THING,
)  # fmt: skip
def all_nominations(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return who was asked to be replaced and who was proposed, with the working days each took."""
    reader, today = _reader(request, body, seat), _day(request, None)
    return answer({"requests": replacement_requests(reader, today), "nominations": nominations(reader, today)})


@router.get(
    "/{body}/requisitions", operation_id="requisitions", summary="Trưng tập / Requisitions", openapi_extra=THINGS
)
def all_requisitions(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return who is, was and will be called in, with the working days."""
    return answer(requisitions(_reader(request, body, seat), _day(request, None)))


@router.get("/{body}/focal", operation_id="focal", summary="Đơn vị đầu mối / Focal units", openapi_extra=THINGS)
def all_focal_units(request: HttpRequest, body: str, on: Day = None, seat: Seat = None) -> HttpResponse:
    """Return the agencies' focal units of a day, and what is left to them."""
    return answer(focal_units(_reader(request, body, seat), _day(request, on)))


@router.get(
    "/{body}/fields", operation_id="fields", summary="Lĩnh vực phụ trách / Fields of work", openapi_extra=THINGS
)
def all_fields(request: HttpRequest, body: str, on: Day = None, seat: Seat = None) -> HttpResponse:
    """Return the fields of work of a day, and which seat is in charge of each."""
    return answer(field_assignments(_reader(request, body, seat), _day(request, on)))


def _reader(request: HttpRequest, body: str, seat: int | None) -> Reader:
    return reader_of_call(request, body, seat, subject="committee")


def _day(request: HttpRequest, on: date | None) -> date:
    return on or local_day(caller_of(request).now)
