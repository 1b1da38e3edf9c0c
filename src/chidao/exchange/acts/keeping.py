"""What every exchanged file needs: who sends it, the file kept, statuses put down and told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from chidao.acts.runner import Doing
from chidao.documents.acts.numbering import keep_file
from chidao.documents.composing import issued_by
from chidao.documents.files import open_file, store_file
from chidao.documents.models import StoredFile
from chidao.documents.uploads import check_upload
from chidao.exchange.edxml.model import AnyMessage, Organ, ResponseFor, Staff, StatusMessage
from chidao.exchange.edxml.signing import key_of, signed_message
from chidao.exchange.edxml.writing import write_message
from chidao.exchange.models import Message, MessageStatus
from chidao.exchange.queries import code_on
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import name_on

_UNFIT: Final = re.compile(r"[^\w .,()-]+")


def own_organ(body: str, on: date) -> Organ:
    """Return the body as it is known in exchange. Raises Conflict while it has no code."""
    held = code_on(body, None, on)
    if held is None:
        raise Conflict(Reason(code="no_own_code", says=_NO_OWN_CODE, remedy=_REGISTER))
    named = name_on(body, on)
    return Organ(organ_id=held.code, name=named.name.vi if named else body, in_charge=issued_by(body, on).superior_body)


def kept_bytes(sha256: str) -> bytes:
    """Return a kept file's bytes. Raises NotFound."""
    with open_file(settings.CHIDAO_FILES, sha256) as kept:
        return kept.read()


def file_name(words: str) -> str:
    """Return words as they may stand in the name of a file: "05-TB-BCĐ"."""
    return _UNFIT.sub("-", words).strip(" .-")[:120] or "goi-tin"


def keep_message(doing: Doing, message: AnyMessage, name: str) -> StoredFile:
    """Write a message, sign it where the installation has a key for it, and keep the file.

    Raises BadInput where the message is not fit to go out.
    """
    data = write_message(message)
    if settings.CHIDAO_EXCHANGE_KEY:
        held = Path(settings.CHIDAO_EXCHANGE_KEY).read_bytes()
        data = signed_message(data, key_of(held, settings.CHIDAO_EXCHANGE_PASSWORD))
    checked = check_upload(f"{name}.edxml", data)
    store_file(settings.CHIDAO_FILES, data)
    return keep_file(doing, checked)


def put_down(doing: Doing, message: Message, code: str, *, words: str = "", staff: str = "") -> MessageStatus:
    """Put down a status said of a message, which is then its state."""
    doing.change(message, state=code)
    return doing.add(
        MessageStatus(
            message=message, code=code, said_at=doing.at, staff=staff[:300], words=words[:500], recorded_at=doing.now
        )
    )


def answered(doing: Doing, message: Message, code: str, *, words: str = "") -> Message | None:
    """Make the file that tells the other side a status of what it sent; None while the body has no code of its own."""
    if code_on(message.body, None, local_day(doing.at)) is None:
        return None
    said = StatusMessage(
        response_for=referred(message.reference, message.organ),
        sender=own_organ(message.body, local_day(doing.at)),
        code=code,
        words=words,
        at=doing.at,
        staff=Staff(name=doing.by.says.vi),
    )
    name = file_name(f"trang thai {code} {message.reference.rpartition(',')[2]}")
    return doing.add(
        Message(
            body=message.body,
            direction="out",
            kind="status",
            reference=message.reference,
            organ=message.organ,
            organ_name=message.organ_name,
            agency_id=message.agency_id,
            incoming_id=message.incoming_id,
            answers=message,
            file=keep_message(doing, said, name),
            state=code,
            made_at=doing.at,
        )
    )


def referred(reference: str, organ: str = "") -> ResponseFor:
    """Return a document's id as a reference to it, its parts where it is of the usual form."""
    parts = reference.split(",", 2)
    if len(parts) < 3:
        return ResponseFor(organ_id=organ, document_id=reference)
    try:
        on = date.fromisoformat(parts[1].replace("/", "-"))
    except ValueError:
        on = None
    return ResponseFor(organ_id=parts[0], code=parts[2], promulgated_on=on, document_id=reference)


_NO_OWN_CODE = Text("Ban chưa có mã định danh để liên thông.", "The body has no code for exchange yet.")
_REGISTER = Text("Ghi mã định danh của ban trước.", "Register the body's own code first.")
