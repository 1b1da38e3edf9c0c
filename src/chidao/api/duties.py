"""Duties over the API: the obligations of a period, and the compliance sheet."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chidao.api.addresses import Seat
from chidao.api.answers import answer
from chidao.api.callers import caller_of, reader_of_call
from chidao.api.description import answers
from chidao.kernel.days import local_day
from chidao.reports.compliance import compliance, days_asked
from chidao.reports.obligations import obligations

THING, THINGS = answers("Thing"), answers("Things")

Within = Annotated[
    date | None,
    Query(description="Bỏ trống cả hai: năm nay. Nhiều nhất mười năm. / This year, if neither is given; ten at most."),
]

router = Router(tags=["duties"])


@router.get("/{body}/obligations", operation_id="obligations", summary="Nghĩa vụ / Obligations", openapi_extra=THINGS)
def all_obligations(
    request: HttpRequest, body: str, first: Within = None, last: Within = None, seat: Seat = None
) -> HttpResponse:
    """Return the obligations due in a period: who owes what to whom, by when, how it stands and by what evidence."""
    reader, today = reader_of_call(request, body, seat, subject="regulation"), local_day(caller_of(request).now)
    return answer(obligations(reader.body, *days_asked(first, last, today), today))


@router.get(
    "/{body}/compliance", operation_id="compliance", summary="Thực hiện quy chế / Compliance", openapi_extra=THING
)
def compliance_sheet(
    request: HttpRequest, body: str, first: Within = None, last: Within = None, seat: Seat = None
) -> HttpResponse:
    """Return how each clause in force in a period stands, counted in what the caller may see of the record."""
    reader, today = reader_of_call(request, body, seat, subject="record"), local_day(caller_of(request).now)
    return answer(compliance(reader, *days_asked(first, last, today), today))
