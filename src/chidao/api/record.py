"""The record over the API: events by their place in the chain, and the log of refusals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chidao.api.addresses import ActName, Number, Page, Seat
from chidao.api.answers import answer
from chidao.api.callers import reader_of_call
from chidao.api.description import answers
from chidao.ledger.models import Event, RefusalEntry
from chidao.reports.record import seen_events, seen_refusals

THINGS = answers("Things")
HIDDEN = frozenset({"id", "chain"})

router = Router(tags=["record"])


@router.get("/{body}/record", operation_id="record", summary="Sổ ghi / The record", openapi_extra=THINGS)
def record(
    request: HttpRequest,
    body: str,
    before: Number = None,
    act: ActName = "",
    most: Page = 50,
    seat: Seat = None,
) -> HttpResponse:
    """Return the newest events that the caller may see, whole: with basis, evidence, rows touched and hashes."""
    reader = reader_of_call(request, body, seat, subject="record")
    found = seen_events(reader)
    if before:
        found = found.filter(seq__lt=before)
    if act:
        found = found.filter(act=act.replace("\x00", ""))
    return answer([_row(event) for event in found.order_by("-seq")[:most]])


@router.get("/{body}/refusals", operation_id="refusals", summary="Việc bị từ chối / Refused acts", openapi_extra=THINGS)
def refusals(
    request: HttpRequest,
    body: str,
    before: Number = None,
    most: Page = 50,
    seat: Seat = None,
) -> HttpResponse:
    """Return the newest refused acts that the caller may see, each with every reason."""
    reader = reader_of_call(request, body, seat, subject="refusals")
    found = seen_refusals(reader)
    if before:
        found = found.filter(pk__lt=before)
    return answer([{"number": each.pk, **_row(each)} for each in found.order_by("-id")[:most]])


def _row(row: Event | RefusalEntry) -> dict[str, object]:
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in HIDDEN}
