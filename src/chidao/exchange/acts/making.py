"""The message that brings a document to somebody: its header, its signed file, its row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.acts.runner import Doing
from chidao.documents.composing import issued_by
from chidao.documents.models import Document, IncomingAnswer, StoredFile
from chidao.documents.paper import BLANK
from chidao.exchange.acts.keeping import file_name, keep_message, kept_bytes, own_organ, referred
from chidao.exchange.edxml.model import (
    Attached,
    Business,
    Code,
    DocumentMessage,
    DocumentType,
    Header,
    Organ,
    Other,
    Promulgation,
    ResponseFor,
    Signer,
    Trace,
    TraceList,
    document_id,
)
from chidao.exchange.models import Message
from chidao.exchange.queries import said_of
from chidao.exchange.rules import AGREED, CARRIES, MESSAGES, TURNED_BACK
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, Reason
from chidao.kernel.symbols import KINDS
from chidao.kernel.wording import Text
from chidao.mandates.queries import seats_in_force

ADMINISTRATIVE: Final = 2
"""The number of administrative papers in the format's list of types (read in samples, to be verified)."""
LETTER: Final = Text("công văn", "official letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a message goes: an agency that is registered here, or one known by its code only."""

    organ: Organ
    agency: int | None = None


def signed_file(document: Document) -> StoredFile | None:
    """Return the file that goes out: with the last digital signature, else the scan of the signed paper."""
    last = document.signatures.select_related("file").order_by("-ordinal").first()
    return last.file if last else document.scan


def document_message(
    doing: Doing,
    document: Document,
    to: Addressee,
    business: Business,
    *,
    due_on: date | None = None,
    priority: int = 0,
) -> DocumentMessage:
    """Return the message that brings a document to somebody; the files are put to it by `with_files`."""
    sender = own_organ(document.body, local_day(doing.at))
    return DocumentMessage(
        header=_header(document, sender, to, due_on, priority),
        traces=TraceList(traces=(Trace(organ_id=sender.organ_id, at=doing.at),), business=business),
    )


def file_of(document: Document) -> tuple[Attached, ...]:
    """Return the signed file of a document as it is attached. Raises Conflict while there is none."""
    kept = signed_file(document)
    if kept is None:
        says = _NOT_SIGNED.filled(label=document.label)
        raise Conflict(Reason(code="not_signed", says=says, remedy=_FILE_IT, field="document"))
    data = kept_bytes(kept.sha256)
    name = f"{file_name(document.label)}.{kept.name.rpartition('.')[2].lower()}"
    key = hashlib.sha256(f"{document.label}\n{kept.sha256}".encode()).hexdigest()[:32]
    return (Attached(name=name, content_type=kept.media_type, description=document.title, content_id=key, data=data),)


def live_messages(document: Document) -> list[Message]:
    """Return the messages by which a document stands at other sides: not turned back, not taken back."""
    sent = list(Message.objects.filter(document=document, direction="out", kind__in=CARRIES).order_by("pk"))
    said = said_of(sent)
    return [each for each in sent if not {TURNED_BACK, AGREED} & set(said[each.pk]) or _replacing(each, said)]


def _replacing(message: Message, said: dict[int, list[str]]) -> bool:
    """A replacement that was agreed to stands at the other side all the more."""
    return message.kind == "replace" and TURNED_BACK not in said[message.pk]


def addressee_of(message: Message) -> Addressee:
    """Return the other side of a message."""
    return Addressee(organ=Organ(organ_id=message.organ, name=message.organ_name), agency=message.agency_id)


def outgoing(doing: Doing, message: DocumentMessage, to: Addressee, kind: str, document: Document) -> Message:
    """Return the row of a message that goes out, its file kept, not added yet."""
    name = file_name(f"{document.label} {MESSAGES[kind].vi} {to.organ.organ_id}")
    return Message(
        body=document.body,
        direction="out",
        kind=kind,
        reference=message.header.document_id[:200],
        organ=to.organ.organ_id,
        organ_name=to.organ.name[:300],
        agency_id=to.agency,
        document=document,
        file=keep_message(doing, message, name),
        made_at=doing.at,
    )


def _header(document: Document, sender: Organ, to: Addressee, due_on: date | None, priority: int) -> Header:
    place = issued_by(document.body, document.dated_on).place
    return Header(
        sender=sender,
        to=(to.organ,),
        document_id=document_id(sender.organ_id, document.dated_on, document.label),
        code=Code(number=document.label.partition("/")[0], notation=document.symbol),
        promulgation=Promulgation(place="" if place == BLANK else place, on=document.dated_on),
        document_type=DocumentType(number=ADMINISTRATIVE, name=_kind(document.kind)),
        subject=document.title,
        content=document.title,
        signer=Signer(
            competence=f"{document.signed_form}." if document.signed_form else "",
            position=document.signer,
            full_name=_holder(document),
        ),
        due_on=due_on,
        other=Other(priority=priority, copies=document.copies),
        response_for=tuple(_answers(document)),
        to_places=tuple(document.recipients),
    )


def _kind(kind: str) -> str:
    words = KINDS.get(kind, LETTER).vi
    return words[:1].upper() + words[1:]


def _holder(document: Document) -> str:
    found = (
        each
        for each in seats_in_force(document.body, document.dated_on, known_at=document.issued_at)
        if each.id == document.signed_seat_id
    )
    return next((each.holder or "" for each in found), "")


def _answers(document: Document) -> Iterable[ResponseFor]:
    rows = IncomingAnswer.objects.filter(document=document).exclude(incoming__reference="").order_by("pk")
    for reference in rows.values_list("incoming__reference", flat=True):
        yield referred(reference)


_NOT_SIGNED = Text("Chưa có bản đã ký của văn bản {label}.", "There is no signed file of document {label} yet.")
_FILE_IT = Text("Ký số, hoặc quét và lưu bản đã ký.", "Sign it digitally, or scan and file the signed paper.")
