"""Who receives: whom an instrument binds, who may acknowledge for an agency, what went to whom, how its mail stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.db.models import Q, QuerySet

from chidao.documents.models import Delivery
from chidao.documents.queries import hidden_documents
from chidao.instruments.models import Instrument
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.ledger.models import OutboxMessage, Trace
from chidao.ledger.outbox import MOST_ATTEMPTS
from chidao.mandates.queries import Reader, SeatView, accountable_for, facts, seats_in_force, successor_of

PAGE: Final = 100
MOST_ASKED: Final = 60
"""How many deliveries are acknowledged at once, and so stand in one line of the desk."""
SEATED: Final = frozenset({"committee", "group"})
AGENCIES: Final = "agencies"

Mail = Literal["sent", "no_address", "no_server", "not_sent", "waiting", "failed"]
NO_SERVER: Final = "chưa đặt máy chủ thư"
NO_ADDRESS: Final = "không có thư điện tử"
NOT_SENT_ANY_MORE: Final = "văn bản đã hủy hoặc thu hồi"
NOT_SENT: Final[Mapping[str, Mail]] = {NO_ADDRESS: "no_address", NO_SERVER: "no_server", NOT_SENT_ANY_MORE: "not_sent"}
"""What the worker noted of a message that it was done with and did not send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One delivery in a list: of what, to whom, how, when, and whether it was acknowledged and by whom.

    `path` is where the thing is seen, inside the body; `mail` how its e-mail stands, None where none was asked for;
    `mine` says that it went to the reader or that the reader receives for the agency.
    """

    id: int
    label: Text
    title: str
    path: str
    to: str
    way: str
    copy_number: int | None
    sent_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    mail: Mail | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedBy:
    """Whom an instrument went to, and the seats it binds whose holder has not been sent it."""

    rows: tuple[DeliveryRow, ...]
    unsent: tuple[SeatView, ...]


def instrument_said(row: Instrument) -> Text:
    """Return what an instrument is called in a sentence: its symbol, or its title where it has none."""
    return same(row.label) if row.label else Text.from_data(row.title)


def thing_said(delivery: Delivery) -> Text:
    """Return what a delivery is of, as people call it: "05/TB-BCĐ"."""
    if delivery.document is not None:
        return same(delivery.document.label)
    assert delivery.instrument is not None  # exactly one of the two is named
    return instrument_said(delivery.instrument)


def receivers_of(body: str, delivery: Delivery, on: date) -> tuple[int, ...]:
    """Return the persons who may acknowledge a delivery on a day, whoever it is for first."""
    if delivery.person_id is not None:
        return (delivery.person_id,)
    return receivers(body, delivery.agency_id, on) if delivery.agency_id is not None else ()


def receivers(body: str, agency: int, on: date) -> tuple[int, ...]:
    """Return who receives for an agency on a day: who answers for it, its own seats among the agencies, its focal
    persons. What went to one that is no more is received by the agency that goes on for it."""
    heir = successor_of(agency, on)
    if heir is None:
        return ()
    kinds, first = _kinds(body, on), accountable_for(body, heir, on)
    seated = [each.person for each in seats_in_force(body, on) if each.agency == heir and kinds[each.unit] == AGENCIES]
    named = [
        each.person for each in facts(body).focals
        if each.agency == heir and each.effective_from <= on
        and (each.effective_until is None or on < each.effective_until)
    ]  # fmt: skip
    found = [first.person if first else None, *seated, *named]
    return tuple(dict.fromkeys(each for each in found if each is not None))


def bound_seats(body: str, on: date, known_at: datetime | None = None) -> list[SeatView]:
    """Return the held seats that an instrument of the body binds on a day, by rank: those of the committee and its
    group, and of the agencies those who answer for one (whose head sits in the committee has it there)."""
    kinds = _kinds(body, on)
    held = [each for each in seats_in_force(body, on, known_at=known_at) if each.person is not None]
    answering: dict[int | None, int] = {}
    for each in held:
        answering.setdefault(each.agency, each.id)
    heads = set(answering.values())
    return [each for each in held if kinds[each.unit] in SEATED or (kinds[each.unit] == AGENCIES and each.id in heads)]


def received_by(reader: Reader, instrument: int, now: datetime) -> ReceivedBy:
    """Return who was sent an instrument, and whom it binds that was not: who came into a seat later too.

    A reader who does not see all documents sees only what went to them.
    """
    on = local_day(now)
    found = _all(reader.body).filter(instrument=instrument)
    if reader.sees("documents") != "all":
        return ReceivedBy(rows=tuple(_rows(reader, found.filter(_mine(reader, on)).order_by("pk"), now)), unsent=())
    had = set(Delivery.objects.filter(instrument=instrument).exclude(person=None).values_list("person", flat=True))
    unsent = [each for each in bound_seats(reader.body, on, now) if each.person not in had]
    once = {each.person: each for each in reversed(unsent)}  # who sits in two seats is named by the higher one
    rows = _rows(reader, found.order_by("pk"), now)
    return ReceivedBy(rows=tuple(rows), unsent=tuple(reversed(once.values())))


def document_deliveries(reader: Reader, document: int, now: datetime) -> list[DeliveryRow]:
    """Return whom a document went to, in the order of sending (three queries)."""
    return _rows(reader, _all(reader.body).filter(document=document).order_by("pk"), now)


def delivery_list(
    reader: Reader, now: datetime, *, who: str = "", state: str = "", before: int | None = None
) -> list[DeliveryRow]:
    """Return what went out, the newest first, `PAGE` at most (three queries).

    `who`: "me" for what went to the reader; `state`: waiting, acknowledged. A reader who does not see all documents
    sees what went to them.
    """
    found = _all(reader.body).exclude(document__in=hidden_documents(reader).values("pk"))
    if who == "me" or reader.sees("documents") != "all":
        found = found.filter(_mine(reader, local_day(now)))
    if state in {"waiting", "acknowledged"}:
        found = found.filter(acknowledged_at__isnull=state == "waiting")
    if before is not None:
        found = found.filter(pk__lt=before)
    return _rows(reader, found.order_by("-pk")[:PAGE], now)


def unacknowledged(reader: Reader, on: date) -> list[Delivery]:
    """Return what waits for the reader to be acknowledged, oldest first, `MOST_ASKED` at most (one query)."""
    found = _live(reader.body).filter(_mine(reader, on), acknowledged_at=None).order_by("pk")
    return list(found[:MOST_ASKED])


def mail_states(deliveries: Iterable[Delivery]) -> dict[int, Mail]:
    """Return how the e-mail of each delivery sent so stands, read from the outbox (two queries)."""
    keys = [each.pk for each in deliveries if each.way == "email"]
    if not keys:
        return {}
    events = Trace.objects.filter(table=Delivery._meta.db_table, row__in=keys).values("event")
    messages = OutboxMessage.objects.filter(event__in=events, topic="document")
    told = {int(each.payload["delivery"]): _mail(each) for each in messages}
    return {key: told[key] for key in keys if key in told}


def _mail(message: OutboxMessage) -> Mail:
    if message.sent_at is not None:
        return NOT_SENT.get(message.last_error, "sent")
    return "failed" if message.attempts >= MOST_ATTEMPTS or message.last_error else "waiting"


def _kinds(body: str, on: date) -> Mapping[str, str]:
    """Return the kind of each unit; of one that the regulation of the day no longer has, nothing."""
    current = regulation(body, on)
    return defaultdict(str, {each.id: each.kind for each in current.units} if current else {})


def _all(body: str) -> QuerySet[Delivery]:
    of_body = Q(document__body=body) | Q(instrument__body=body)
    things = ("document", "instrument__incoming", "person", "agency", "acknowledged_by")
    found: QuerySet[Delivery] = Delivery.objects.filter(of_body).select_related(*things)
    return found.defer("instrument__charter", "document__content")


def _live(body: str) -> QuerySet[Delivery]:
    """Without what is void or was recalled: nobody is asked to acknowledge that."""
    return _all(body).exclude(document__voided_at__isnull=False).exclude(document__recalled_at__isnull=False)


def _mine(reader: Reader, on: date) -> Q:
    agency = reader.agency
    for_agency = agency is not None and reader.capacity.person in receivers(reader.body, agency, on)
    own = Q(person=reader.capacity.person)
    return own | Q(agency__in=reader.agencies) if for_agency else own


def _rows(reader: Reader, found: Iterable[Delivery], now: datetime) -> list[DeliveryRow]:
    rows, on = list(found), local_day(now)
    mail = mail_states(rows)
    agency = reader.agency
    for_agency = agency is not None and reader.capacity.person in receivers(reader.body, agency, on)
    return [_row(each, mail.get(each.pk), _is_mine(reader, each, for_agency=for_agency)) for each in rows]


def _is_mine(reader: Reader, each: Delivery, *, for_agency: bool) -> bool:
    if each.person_id is not None:
        return bool(each.person_id == reader.capacity.person)
    return for_agency and each.agency_id in reader.agencies


def _row(each: Delivery, mail: Mail | None, mine: bool) -> DeliveryRow:
    document, instrument = each.document, each.instrument
    title = document.title if document else Text.from_data(instrument.title).vi if instrument else ""
    return DeliveryRow(
        id=each.pk,
        label=thing_said(each),
        title=title,
        path=_path(each),
        to=each.as_says or str(each.person or each.agency or ""),
        way=each.way,
        copy_number=each.copy_number,
        sent_at=each.sent_at,
        acknowledged_at=each.acknowledged_at,
        acknowledged_by=str(each.acknowledged_by or ""),
        mail=mail,
        mine=mine,
    )


def _path(each: Delivery) -> str:
    """Return where the thing is seen: a paper that came in stands in its own register."""
    if each.document_id is not None:
        return f"documents/{each.document_id}/"
    incoming = getattr(each.instrument, "incoming", None)
    return f"incoming/{incoming.pk}/" if incoming else f"instruments/{each.instrument_id}/"
