"""A document sent by exchange: one file for each who receives it, kept, listed, and told as delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.papers import document_of
from chidao.documents.models import Delivery, Document
from chidao.documents.taking_back import Out, against_sending
from chidao.exchange.acts.making import Addressee, document_message, file_of, live_messages, outgoing
from chidao.exchange.edxml.model import NEW, Business, Organ, Staff
from chidao.exchange.models import Message
from chidao.exchange.queries import code_on
from chidao.exchange.rules import PRIORITIES, is_older_code, is_organ_code
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY, agency_named


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDocument:
    """A document of the body, sent to agencies by the national format."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    agencies: tuple[int, ...] = asked("Gửi các cơ quan", "To agencies", "agencies", default=())
    organs: tuple[str, ...] = asked(
        "Nơi nhận khác, theo mã", "Others, by their code", "lines",
        hint=Text("Mỗi dòng một nơi: H41.05 Tên cơ quan.", "One a line: H41.05 Name of the agency."), default=(),
    )  # fmt: skip
    due_on: date | None = asked("Hạn trả lời", "To be answered by", "date", default=None)
    priority: str = asked("Độ khẩn", "Urgency", "choice", choices=PRIORITIES, default="0")


def _about(given: ExportDocument, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(document_of(given.body, given.document).label))


@act(
    "export_document",
    ("Xuất văn bản để liên thông", "Export a document for exchange"),
    ("Xuất văn bản {what} để liên thông, gửi {to}", "Exported document {what} for exchange, to {to}"),
    given=ExportDocument,
    about=_about,
)
def export_document(doing: Doing, given: ExportDocument) -> Mapping[str, object]:
    """Make one file for each who receives the document, and a delivery of it.

    Raises Conflict for a document that is void, taken back or without a signed file, for an agency without a code and
    for one that has it already; BadInput where nobody is named or a code is of no known form.
    """
    document = document_of(given.body, given.document)
    receivers = list(_receivers(doing, given))
    raise_if_any(Conflict, [*against_sending(_out(document)), *_sent_already(document, receivers)])
    files = file_of(document)
    business = Business(kind=NEW, staff=Staff(name=doing.by.says.vi))
    made: list[Message] = []
    for to in receivers:
        message = document_message(doing, document, to, business, due_on=given.due_on, priority=int(given.priority))
        made.append(doing.add(outgoing(doing, replace(message, attachments=files), to, "document", document)))
        doing.add(delivered(doing, document, to))
    names = ", ".join(each.organ.name or each.organ.organ_id for each in receivers)
    return {"document": document.pk, "messages": [each.pk for each in made], "say": {"to": names}}


def delivered(doing: Doing, document: Document, to: Addressee) -> Delivery:
    """Return the delivery of a document by exchange, not added yet."""
    return Delivery(
        document=document, agency_id=to.agency, as_says=to.organ.name[:300], way="exchange", sent_at=doing.at
    )


def _out(document: Document) -> Out:
    return Out(
        label=document.label,
        kind=document.kind,
        dated_on=document.dated_on,
        numbered=document.number is not None,
        voided=document.voided_at is not None,
        recalled=document.recalled_at is not None,
    )


def _receivers(doing: Doing, given: ExportDocument) -> Iterator[Addressee]:
    if not given.agencies and not given.organs:
        raise BadInput(Reason(code="nobody", says=_NOBODY, field="agencies"))
    named = [_agency(each, given.body, local_day(doing.at)) for each in dict.fromkeys(given.agencies)]
    lacking = [each for each in named if isinstance(each, Reason)]
    typed = [_typed(line) for line in dict.fromkeys(given.organs)]
    raise_if_any(Conflict, lacking)
    raise_if_any(BadInput, [each for each in typed if isinstance(each, Reason)])
    yield from (each for each in (*named, *typed) if isinstance(each, Addressee))


def _agency(agency: int, body: str, on: date) -> Addressee | Reason:
    named, held = agency_named(agency, "agencies"), code_on(body, agency, on)
    if held is None:
        says = _NO_CODE.filled(agency=named.name)
        return Reason(code="agency_without_code", says=says, remedy=_REGISTER, field="agencies")
    return Addressee(organ=Organ(organ_id=held.code, name=named.name), agency=agency)


def _typed(line: str) -> Addressee | Reason:
    code, _, name = line.strip().partition(" ")
    code = code.strip(" |;,").upper()
    if not is_organ_code(code) and not is_older_code(code):
        return Reason(code="bad_organ_code", says=_BAD_LINE.filled(line=line), field="organs")
    return Addressee(organ=Organ(organ_id=code, name=name.strip(" |;-–") or code))


def _sent_already(document: Document, receivers: Sequence[Addressee]) -> Iterator[Reason]:
    have = {each.organ: each for each in live_messages(document)}
    for to in receivers:
        if before := have.get(to.organ.organ_id):
            says = _SENT.filled(label=document.label, to=before.organ_name, day=f"{local_day(before.made_at):%d/%m/%Y}")
            yield Reason(code="already_sent", says=says, field="agencies")


_NOBODY = Text("Chưa chọn nơi nhận.", "Nobody is chosen to receive it.")
_NO_CODE = Text("{agency} chưa có mã định danh.", "{agency} has no exchange code yet.")
_REGISTER = Text("Ghi mã định danh của cơ quan, rồi gửi lại.", "Register the agency's code, then send it again.")
_BAD_LINE = Text("“{line}”: không bắt đầu bằng mã định danh.", "“{line}” does not begin with a code.")
_SENT = Text("Văn bản {label} đã gửi {to} ngày {day}.", "Document {label} was sent to {to} on {day}.")
