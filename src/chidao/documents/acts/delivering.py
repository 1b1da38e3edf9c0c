"""Documents and instruments delivered: further on, and to everyone whom an instrument binds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Final

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.papers import document_of
from chidao.documents.models import Delivery, Document
from chidao.documents.receiving import instrument_said
from chidao.instruments.models import Instrument
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.queries import ceased_reasons, seats_in_force
from chidao.people.acts import BODY, agency_named

WAYS: Final = {
    "system": Text("trên hệ thống", "in the system"),
    "email": Text("thư điện tử, kèm tệp", "by e-mail, with the file"),
    "paper": Text("bản giấy", "on paper"),
}
MAIL: Final = "document"
"""The topic under which the worker finds what is to go by e-mail: one message a delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverDocument:
    """A document sent further, to people in their seats and to agencies."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    seats: tuple[int, ...] = asked("Gửi các thành viên", "To those in the seats", "seats", default=())
    agencies: tuple[int, ...] = asked("Gửi các cơ quan", "To agencies", "agencies", default=())
    way: str = asked("Cách gửi", "Way", "choice", choices=WAYS, default="system")
    numbered: bool = asked(
        "Đánh số từng bản", "Copies are numbered", "yes",
        hint=Text("Chỉ với bản giấy: mỗi nơi nhận một bản có số riêng.", "On paper only: each gets a numbered copy."),
        default=False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverInstrument:
    """An instrument sent to everyone it binds."""

    body: str = asked(*BODY)
    instrument: int = asked("Văn bản", "Instrument", "instrument")
    seats: tuple[int, ...] = asked(
        "Gửi các thành viên", "To those in the seats", "seats",
        hint=Text("Đề xuất sẵn mọi người mà văn bản ràng buộc và chưa được gửi.",
                  "Everyone whom the instrument binds and who has not got it is proposed."),
        default=(),
    )  # fmt: skip
    agencies: tuple[int, ...] = asked("Gửi các cơ quan", "To agencies", "agencies", default=())
    way: str = asked("Cách gửi", "Way", "choice", choices=WAYS, default="system")


def _about_deliver_document(given: DeliverDocument, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(document_of(given.body, given.document).label))


def _about_deliver_instrument(given: DeliverInstrument, at: datetime) -> Matter:
    row = _instrument(given.body, given.instrument)
    return Matter(body=given.body, says=instrument_said(row), facets={"instrument": row.kind})


@act(
    "deliver_document",
    ("Gửi văn bản", "Deliver a document"),
    ("Gửi văn bản {what} cho {to}", "Delivered document {what} to {to}"),
    given=DeliverDocument,
    about=_about_deliver_document,
)
def deliver_document(doing: Doing, given: DeliverDocument) -> Mapping[str, object]:
    """Send a document further; by e-mail its file goes along, on paper each copy may have its number.

    Raises BadInput where it goes to nobody, or copies are numbered that are not on paper; NotFound for a seat that
    nobody holds; Conflict for a document that is void or recalled, and where somebody has it in this way already.
    """
    document = doing.locked(Document, body=given.body, pk=given.document)
    assert document is not None  # the matter was made of it
    raise_if_any(Conflict, _not_to_be_sent(document))
    if given.numbered and given.way != "paper":
        raise BadInput(Reason(code="numbered_on_paper_only", says=_NUMBERED_ON_PAPER, field="numbered"))
    made = list(_to_all(doing, given, document=document))
    if not given.numbered:
        raise_if_any(Conflict, _twice(made, Delivery.objects.filter(document=document, way=given.way)))
    last = _number_copies(document, made) if given.numbered else 0
    sent = doing.add_all(made)
    if last > document.copies:
        doing.change(document, copies=last)
    _tell(doing, sent, same(document.label), document.title, f"documents/{document.pk}/", way=given.way)
    return {"document": document.pk, "deliveries": [each.pk for each in sent], "say": {"to": _names(doing, sent)}}


@act(
    "deliver_instrument",
    ("Gửi văn bản đến người thực hiện", "Deliver an instrument to those it binds"),
    ("Gửi {what} đến người thực hiện: {to}", "Delivered {what} to those it binds: {to}"),
    given=DeliverInstrument,
    about=_about_deliver_instrument,
)
def deliver_instrument(doing: Doing, given: DeliverInstrument) -> Mapping[str, object]:
    """Send an instrument to those it binds.

    Raises BadInput where it goes to nobody; NotFound for a seat that nobody holds; Conflict where somebody has it in
    this way already.
    """
    row = _instrument(given.body, given.instrument)
    made = list(_to_all(doing, given, instrument=row))
    raise_if_any(Conflict, _twice(made, Delivery.objects.filter(instrument=row, way=given.way)))
    sent = doing.add_all(made)
    _tell(doing, sent, instrument_said(row), Text.from_data(row.title).vi, f"instruments/{row.pk}/", way=given.way)
    return {"instrument": row.pk, "deliveries": [each.pk for each in sent], "say": {"to": _names(doing, sent)}}


def _to_all(
    doing: Doing,
    given: DeliverDocument | DeliverInstrument,
    *,
    document: Document | None = None,
    instrument: Instrument | None = None,
) -> Iterator[Delivery]:
    if not given.seats and not given.agencies:
        raise BadInput(Reason(code="to_nobody", says=_TO_NOBODY, field="seats"))
    what = {"document": document, "instrument": instrument, "way": given.way, "sent_at": doing.at}
    held = {each.id: each for each in seats_in_force(given.body, local_day(doing.at), known_at=doing.now)}
    met: set[int] = set()
    for key in dict.fromkeys(given.seats):
        seat = held.get(key)
        if seat is None or seat.person is None:
            raise NotFound(Reason(code="no_holder", says=_NO_HOLDER, field="seats"))
        if seat.person not in met:  # one person in two seats gets one copy
            met.add(seat.person)
            yield Delivery(**what, person_id=seat.person, as_says=seat.title.vi[:300])
    raise_if_any(BadInput, ceased_reasons(given.agencies, local_day(doing.at), field="agencies"))
    for agency in dict.fromkeys(given.agencies):
        yield Delivery(**what, agency_id=agency_named(agency, "agencies").pk)


def _number_copies(document: Document, made: Iterable[Delivery]) -> int:
    given = Delivery.objects.filter(document=document).exclude(copy_number=None)
    last = given.order_by("-copy_number").values_list("copy_number", flat=True).first() or 0
    for delivery, number in zip(made, count(last + 1), strict=False):
        delivery.copy_number = last = number
    return int(last)


def _not_to_be_sent(document: Document) -> Iterator[Reason]:
    if document.voided_at:
        yield Reason(code="voided", says=_VOIDED, field="document")
    if document.recalled_at:
        yield Reason(code="recalled", says=_RECALLED, field="document")


def _twice(made: Sequence[Delivery], before: Iterable[Delivery]) -> Iterator[Reason]:
    had = {(each.person_id, each.agency_id) for each in before}
    for each in made:
        if (each.person_id, each.agency_id) in had:
            field = "seats" if each.person_id else "agencies"
            who = each.as_says or (each.agency.name if each.agency else "")
            yield Reason(code="sent_already", says=_SENT_ALREADY.filled(who=who), field=field)


def _names(doing: Doing, sent: Iterable[Delivery]) -> Text:
    told = [each.as_says or (each.agency.name if each.agency else "") for each in sent]
    most = 3
    if len(told) <= most:
        return listed([same(each) for each in told])
    return _AND_MORE.filled(some=", ".join(told[:most]), n=len(told) - most)


def _tell(doing: Doing, sent: Iterable[Delivery], label: Text, title: str, path: str, *, way: str) -> None:
    """Tell whom it went to; by e-mail a message for each takes the file along, in place of the notice."""
    body = doing.matter.body
    says = _NEW.filled(label=label, title=title).as_data()
    if way == "email":
        for each in sent:
            doing.post(MAIL, {"body": body, "delivery": each.pk, "says": says, "path": f"/{body}/{path}"})
        return
    agencies, persons = [each.agency_id for each in sent if each.agency_id], [
        each.person_id for each in sent if each.person_id
    ]  # fmt: skip
    doing.post(
        "notice", {"body": body, "agencies": agencies, "persons": persons, "says": says, "path": f"/{body}/{path}"}
    )


def _instrument(body: str, instrument: int) -> Instrument:
    found: Instrument | None = Instrument.objects.filter(body=body, pk=instrument).defer("charter").first()
    if found is None:
        raise NotFound(Reason(code="no_instrument", says=_NO_INSTRUMENT, field="instrument"))
    return found


_NEW = Text("Văn bản gửi đến: {label}, {title}", "Delivered to you: {label}, {title}")
_AND_MORE = Text("{some} và {n} nơi khác", "{some} and {n} more")
_TO_NOBODY = Text("Chưa chọn gửi cho ai.", "It is sent to nobody yet.")
_NO_HOLDER = Text("Có ghế không có người giữ.", "There is a seat that nobody holds.")
_NUMBERED_ON_PAPER = Text("Chỉ bản giấy mới đánh số từng bản.", "Only copies on paper are numbered.")
_VOIDED = Text("Số văn bản này đã hủy, không gửi nữa.", "This number is void and is not sent.")
_RECALLED = Text("Văn bản này đã thu hồi, không gửi nữa.", "This document was recalled and is not sent.")
_SENT_ALREADY = Text("Đã gửi cho {who} theo cách này.", "{who} has it in this way already.")
_NO_INSTRUMENT = Text("Không có văn bản này.", "There is no such instrument.")
