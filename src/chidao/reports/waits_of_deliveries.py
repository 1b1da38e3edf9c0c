"""Documents and instruments delivered to the person and not acknowledged yet: one line of the desk for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.kept import as_recorded
from chidao.documents.models import Delivery, Document
from chidao.documents.receiving import thing_said, unacknowledged
from chidao.instruments.models import Instrument
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, listed
from chidao.mandates.models import Absence, FocalPoint, Seat, Succession, Tenure
from chidao.mandates.queries import Reader
from chidao.people.models import Appointment
from chidao.reports.waiting import Waiting, may_at_all, waiting

NAMED = 3
_READ = (Delivery, Document, Instrument, Seat, Tenure, Appointment, Absence, FocalPoint, Succession)


def waits_of_deliveries(reader: Reader, now: datetime) -> Iterator[Waiting]:
    """Yield what may wait for the reader; whether they may settle it is asked by the caller, in one question."""
    on, person = local_day(now), reader.capacity.person
    name = f"unacknowledged:{reader.body}:{person}:{reader.capacity.seat}:{on}"
    if not may_at_all(reader, "acknowledge_delivery", on):
        return
    rows = as_recorded(name, lambda: unacknowledged(reader, on), of=_READ)
    if not rows:
        return
    says = _said(rows)
    first = (("person", person), *(("deliveries", each.pk) for each in rows))
    matter = Matter(body=reader.body, says=says, subject_person=person)
    yield waiting(
        "acknowledge_delivery", "delivery", rows[0].pk, says, _RECEIVED, matter=matter, first=first,
        path="deliveries/?who=me&state=waiting",
    )  # fmt: skip


def _said(rows: Sequence[Delivery]) -> Text:
    named = listed([thing_said(each) for each in rows[:NAMED]])
    if len(rows) <= NAMED:
        return _SENT.filled(what=named)
    return _AND_MORE.filled(what=named, n=len(rows) - NAMED)


_SENT = Text("Văn bản gửi đến: {what}", "Delivered: {what}")
_AND_MORE = Text("Văn bản gửi đến: {what} và {n} văn bản khác", "Delivered: {what} and {n} more")
_RECEIVED = Text("Đã gửi, chờ xác nhận đã nhận", "Delivered, to be acknowledged")
