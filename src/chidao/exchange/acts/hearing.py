"""A status that comes: found is what it speaks of, it is put down, and a receipt acknowledges the delivery."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chidao.acts.runner import Doing
from chidao.documents.models import Delivery, Document, Incoming, StoredFile
from chidao.documents.uploads import refuse_secret_marks
from chidao.exchange.edxml.model import StatusMessage
from chidao.exchange.models import Message, MessageStatus
from chidao.exchange.queries import about, known_as, said_of
from chidao.exchange.rules import AGREED, ANSWERS, ASKED_BACK, ASKS, RECEIVED, STATUSES, against_status_code, next_codes
from chidao.kernel.errors import Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text


def take_status(doing: Doing, body: str, status: StatusMessage, file: StoredFile) -> Mapping[str, object]:
    """Put a status down. Raises Conflict for a status of nothing that is known here, and for one out of order."""
    refuse_secret_marks(words=status.words)
    message = _spoken_of(body, status)
    said = said_of([message])[message.pk]
    raise_if_any(Conflict, against_status_code(message.kind, said, status.code, _label(message)))
    at = min(status.at, doing.now) if status.at else doing.at
    _put_down(doing, message, status, at)
    if status.code == AGREED and message.answers:
        _put_down(doing, message.answers, status, at)
    if status.code == RECEIVED and message.document:
        _acknowledge(doing, message, at)
    row = doing.add(
        Message(
            body=body,
            direction="in",
            kind="status",
            reference=message.reference,
            organ=status.sender.organ_id[:35],
            organ_name=(status.sender.name or message.organ_name)[:300],
            agency_id=message.agency_id,
            document_id=message.document_id,
            incoming_id=message.incoming_id,
            answers=message,
            file=file,
            state=status.code,
            made_at=doing.at,
        )
    )
    say = {"kind": STATUSES[status.code], "label": _label(message), "organ": row.organ_name or row.organ}
    return {"message": row.pk, "about": message.pk, "say": say}


def _spoken_of(body: str, status: StatusMessage) -> Message:
    """Return the message that a status is about: of ours, or for "asked back" of theirs; one it may follow, first."""
    reference = status.response_for.document_id
    direction = "in" if status.code == ASKED_BACK else "out"
    rows = Message.objects.filter(about(reference), body=body, direction=direction).exclude(kind="status")
    theirs = rows.filter(organ__in=known_as(body, status.sender.organ_id))
    found = list(theirs.select_related("document", "incoming", "answers").order_by("-pk")) if reference else []
    if not found:
        says = _NOTHING_OUT.filled(reference=reference or "–", organ=status.sender.organ_id or "–")
        raise Conflict(Reason(code="status_of_nothing", says=says, field="file"))
    found.sort(key=lambda each: (each.kind in ASKS) != (status.code in ANSWERS))
    said = said_of(found)
    fit: Message = next((each for each in found if status.code in next_codes(each.kind, said[each.pk])), found[0])
    return fit


def _put_down(doing: Doing, message: Message, status: StatusMessage, at: datetime) -> None:
    doing.change(message, state=status.code)
    doing.add(
        MessageStatus(
            message=message,
            code=status.code,
            said_at=at,
            staff=", ".join(each for each in (status.staff.name, status.staff.department) if each)[:300],
            words=status.words[:500],
            recorded_at=doing.now,
        )
    )


def _acknowledge(doing: Doing, message: Message, at: datetime) -> None:
    """That the other side has received it acknowledges the delivery."""
    sent = Delivery.objects.filter(document=message.document_id, way="exchange", acknowledged_at=None)
    mine = sent.filter(agency=message.agency_id) if message.agency_id else sent.filter(as_says=message.organ_name)
    if delivery := mine.order_by("pk").first():
        doing.change(delivery, acknowledged_at=max(at, delivery.sent_at))


def _label(message: Message) -> str:
    about: Document | Incoming | None = message.document or message.incoming
    if isinstance(about, Document):
        return about.label
    return (about.symbol if about else "") or message.reference


_NOTHING_OUT = Text(
    "Không có gói tin nào về {reference} đã gửi hay nhận với {organ}.",
    "No message about {reference} went to or came from {organ}.",
)
