"""A document that a message brings, and what a sender asks about one that came: recall, update, replacement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from chidao.acts.runner import Doing
from chidao.documents.acts.incoming import RegisterIncoming
from chidao.documents.files import store_file
from chidao.documents.models import Incoming, StoredFile
from chidao.documents.uploads import CheckedFile, check_upload
from chidao.exchange.acts.keeping import answered, put_down
from chidao.exchange.edxml.model import NEW, REPLACE, Attached, DocumentMessage
from chidao.exchange.models import Message
from chidao.exchange.queries import about, agency_by_code, known_as, own_codes, said_of
from chidao.exchange.rules import ANSWERS, CARRIES, KINDS, MESSAGES, RECEIVED
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.symbols import KINDS as PAPERS
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

_URGENCY: Final = {1: "urgent", 2: "very_urgent", 3: "express"}
_PAPER: Final = frozenset({"pdf", "docx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is needed to put a message down: the act, who has it, what it says, its file."""

    doing: Doing
    body: str
    message: DocumentMessage
    file: StoredFile
    another_copy: bool = False

    @property
    def reference(self) -> str:
        """Return the id of the document that is asked about, or brought."""
        business, header = self.message.traces.business, self.message.header
        brings = business.kind in {NEW, REPLACE}
        return (header.document_id if brings else business.document_id or header.document_id)[:200]

    @property
    def label(self) -> str:
        """Return the document's number and symbol, or its id."""
        return self.message.header.code.label or self.reference


def take(taken: Taken) -> Mapping[str, object]:
    """Take in a message about a document. Raises BadInput for one without what is needed, Conflict as the acts say."""
    raise_if_any(BadInput, _unusable(taken))
    return _TAKES[KINDS[taken.message.traces.business.kind]](taken)


def _take_document(taken: Taken) -> Mapping[str, object]:
    raise_if_any(Conflict, _here_already(taken))
    return _received(taken, "document", None)


def _take_replacement(taken: Taken) -> Mapping[str, object]:
    raise_if_any(Conflict, _here_already(taken))
    former = next((each for key in _replaced_ids(taken) if (each := _came(taken, key))), None)
    return _received(taken, "replace", former)


def _received(taken: Taken, kind: str, former: Message | None) -> Mapping[str, object]:
    doing, files = taken.doing, list(_kept_files(taken.message.attachments))
    registered = doing.effect("register_incoming", _as_incoming(taken, files))
    incoming = int(str(registered["incoming"]))
    row = doing.add(_row(taken, kind, incoming=incoming, answers=former))
    put_down(doing, row, RECEIVED, staff=doing.by.says.vi)
    said = answered(doing, row, RECEIVED)
    if former and former.incoming:
        _note(doing, former.incoming, _REPLACED_BY.filled(label=taken.label).vi)
    made = {"message": row.pk, "incoming": incoming, "status": said.pk if said else None}
    return made | {"left_out": _left_out(taken, files), "say": _say(taken, kind)}


def _as_incoming(taken: Taken, files: Sequence[CheckedFile]) -> RegisterIncoming:
    header, doing = taken.message.header, taken.doing
    paper = next((each for each in files if each.name.rpartition(".")[2].lower() in _PAPER), None)
    on = local_day(doing.at)
    return RegisterIncoming(
        body=taken.body,
        file=paper,
        attachments=tuple(each for each in files if each is not paper),
        symbol=header.code.label[:100],
        dated_on=header.promulgation.on if header.promulgation.on and header.promulgation.on <= on else None,
        author=(header.sender.name or header.sender.organ_id)[:300],
        author_agency=agency_by_code(taken.body, header.sender.organ_id, on),
        kind=_paper_kind(header.document_type.name),
        title=(header.subject or header.content or taken.label)[:500],
        due_on=header.due_on if header.due_on and header.due_on >= on else None,
        urgency=_URGENCY.get(header.other.priority, ""),
        way="exchange",
        pages=header.other.pages or None,
        in_answer_to=_answers(taken),
        reference=taken.reference,
        another_copy=taken.another_copy,
    )


def _kept_files(attached: Sequence[Attached]) -> Iterator[CheckedFile]:
    """Keep the files of kinds that are taken; the others stay in the message as it came.

    Raises BadInput for a name with a mark of secrecy.
    """
    for each in attached:
        try:
            checked = check_upload(each.name, each.data)
        except BadInput as refused:
            if any(reason.code == "state_secret" for reason in refused.reasons):
                raise
            continue
        store_file(settings.CHIDAO_FILES, each.data)
        yield checked


def _left_out(taken: Taken, files: Sequence[CheckedFile]) -> list[str]:
    names = [each.name for each in files]
    return [each.name for each in taken.message.attachments if each.name not in names]


def _paper_kind(name: str) -> str:
    """Return the kind of paper that a type's name names, "" for none that is known."""
    known = {fold(words.vi): kind for kind, words in PAPERS.items()} | {"cong van": "CV"}
    return known.get(fold(name), "")


def _answers(taken: Taken) -> int | None:
    """Return the body's own document that the message answers."""
    ids = [each.document_id for each in taken.message.header.response_for if each.document_id]
    rows = Message.objects.filter(body=taken.body, direction="out", reference__in=ids, kind__in=CARRIES)
    found: int | None = rows.values_list("document_id", flat=True).first()
    return found


def _here_already(taken: Taken) -> Iterator[Reason]:
    if earlier := _came(taken, taken.reference):
        says = _HERE.filled(label=taken.label, day=f"{local_day(earlier.made_at):%d/%m/%Y}", number=_number(earlier))
        yield Reason(code="message_here_already", says=says, field="file")


def _number(message: Message) -> str:
    return f"{message.incoming.number:02d}/{message.incoming.year}" if message.incoming else "–"


def _take_asked(taken: Taken) -> Mapping[str, object]:
    """Put down that the sender takes a document back or changes it; the copy here is marked until it is answered."""
    doing, kind = taken.doing, KINDS[taken.message.traces.business.kind]
    received = _came(taken, taken.reference)
    if received is None:
        says = _NEVER_CAME.filled(reference=taken.reference)
        raise Conflict(Reason(code="never_came", says=says, field="file"))
    if _pending(received, kind):
        says = _ASKED_ALREADY.filled(label=taken.label, kind=MESSAGES[kind])
        raise Conflict(Reason(code="asked_already", says=says, field="file"))
    row = doing.add(_row(taken, kind, incoming=received.incoming_id, answers=received))
    if received.incoming:
        words = _ASKED.filled(kind=MESSAGES[kind], reason=taken.message.traces.business.reason or "–")
        _note(doing, received.incoming, words.vi)
    return {"message": row.pk, "incoming": received.incoming_id, "say": _say(taken, kind)}


def _pending(received: Message, kind: str) -> bool:
    asked_so = list(Message.objects.filter(answers=received, direction="in", kind=kind))
    said = said_of(asked_so)
    return any(not set(ANSWERS) & set(said[each.pk]) for each in asked_so)


def _note(doing: Doing, incoming: Incoming, words: str) -> None:
    doing.change(incoming, note=f"{incoming.note}; {words}".strip("; ")[:300])


def _replaced_ids(taken: Taken) -> Iterator[str]:
    business = taken.message.traces.business
    yield from (each.document_id for each in business.replacements)
    yield business.document_id


def _came(taken: Taken, reference: str) -> Message | None:
    """Return the newest message that brought the document of an id from whoever now writes about it."""
    rows = Message.objects.filter(about(reference), body=taken.body, direction="in", kind__in=CARRIES)
    sender = known_as(taken.body, taken.message.header.sender.organ_id[:35])
    mine = rows.filter(organ__in=sender).select_related("incoming")
    found: Message | None = mine.order_by("-pk").first() if reference else None
    return found


def _unusable(taken: Taken) -> Iterator[Reason]:
    business, header = taken.message.traces.business, taken.message.header
    if business.kind not in KINDS:
        yield Reason(code="unknown_business", says=_UNKNOWN_BUSINESS.filled(kind=business.kind), field="file")
    if not taken.reference:
        yield Reason(code="no_document_id", says=_NO_ID, field="file")
    if header.sender.organ_id in own_codes(taken.body):
        yield Reason(code="own_message", says=_OWN, field="file")


def _row(taken: Taken, kind: str, *, incoming: int | None, answers: Message | None) -> Message:
    sender = taken.message.header.sender
    return Message(
        body=taken.body,
        direction="in",
        kind=kind,
        reference=taken.reference,
        organ=sender.organ_id[:35],
        organ_name=(sender.name or sender.organ_id)[:300],
        agency_id=agency_by_code(taken.body, sender.organ_id, local_day(taken.doing.at)),
        incoming_id=incoming,
        answers=answers,
        file=taken.file,
        made_at=taken.doing.at,
    )


def _say(taken: Taken, kind: str) -> dict[str, object]:
    sender = taken.message.header.sender
    return {"kind": MESSAGES[kind], "label": taken.label, "organ": sender.name or sender.organ_id or "–"}


_TAKES: Final[Mapping[str, Callable[[Taken], Mapping[str, object]]]] = {
    "document": _take_document, "replace": _take_replacement, "recall": _take_asked, "update": _take_asked,
}  # fmt: skip
_HERE = Text(
    "Văn bản {label} đã nhận ngày {day}, số đến {number}.", "Document {label} came on {day}, arrival no. {number}."
)
_NEVER_CAME = Text(
    "Gói tin nói về {reference}, mà chưa từng nhận văn bản này từ bên gửi.",
    "It speaks of {reference}, which never came from this sender.",
)
_ASKED_ALREADY = Text(
    "Bên gửi đã đề nghị {kind} văn bản {label}, đang chờ ban trả lời.",
    "The sender has asked for this already ({kind}, {label}); it waits for the body's answer.",
)
_ASKED = Text("Bên gửi đề nghị {kind}: {reason}", "The sender asks ({kind}): {reason}")
_REPLACED_BY = Text("Bên gửi thay bằng {label}", "The sender replaces it by {label}")
_NOTHING_OUT = Text(
    "Không có gói tin nào về {reference} đã gửi hay nhận với {organ}.",
    "No message about {reference} went to or came from {organ}.",
)
_REPLACED_BY = Text("Bên gửi thay bằng {label}", "The sender replaces it by {label}")
_NOTHING_OUT = Text(
    "Không có gói tin nào về {reference} đã gửi hay nhận với {organ}.",
    "No message about {reference} went to or came from {organ}.",
)
_UNKNOWN_BUSINESS = Text("Nghiệp vụ số {kind} không có trong định dạng.", "The format has no business number {kind}.")
_NO_ID = Text(
    "Gói tin không có mã văn bản và không đủ thông tin để lập mã.",
    "It has no id of the document, nor what one could be made of.",
)
_NO_ID = Text(
    "Gói tin không có mã văn bản và không đủ thông tin để lập mã.",
    "It has no id of the document, nor what one could be made of.",
)
_OWN = Text("Gói tin này do chính ban gửi đi.", "This message was sent by the body itself.")
