"""A message taken in: a document goes into the register of papers that come in, a status to what it is about, and
what asks for an answer (a recall, an update, a replacement) waits for the body's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.numbering import keep_file
from chidao.documents.uploads import CheckedFile, refuse_secret_marks
from chidao.exchange.acts.hearing import take_status
from chidao.exchange.acts.keeping import kept_bytes
from chidao.exchange.acts.receiving import Taken, take
from chidao.exchange.edxml.model import StatusMessage
from chidao.exchange.edxml.reading import read_message
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMessage:
    """An exchanged file that reached the body, by whatever way."""

    body: str = asked(*BODY)
    file: CheckedFile = asked(
        "Gói tin liên thông", "Exchanged message", "file", hint=Text("Tệp .edxml.", "An .edxml file.")
    )
    another_copy: bool = asked(
        "Vẫn vào sổ dù đã có bản khác, như bản giấy", "Register it though another copy, as on paper, is there", "yes",
        default=False,
    )  # fmt: skip


def _about(given: ImportMessage, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(given.file.name))


@act(
    "import_message",
    ("Nhận gói tin liên thông", "Take in an exchanged message"),
    ("Nhận gói tin liên thông {what}: {kind} {label}, từ {organ}", "Took in {what}: {kind} {label}, from {organ}"),
    given=ImportMessage,
    about=_about,
)
def import_message(doing: Doing, given: ImportMessage) -> Mapping[str, object]:
    """Take in a message; a document is registered as come in and said to be received.

    Raises BadInput for a file that is no message, is made to harm or bears a mark of secrecy; Conflict for a document
    that came in already, for one asked back that never came, and for a status of nothing that went out or out of order.
    """
    read = read_message(kept_bytes(given.file.sha256))
    file = keep_file(doing, given.file)
    if isinstance(read.message, StatusMessage):
        return take_status(doing, given.body, read.message, file)
    header = read.message.header
    refuse_secret_marks(subject=header.subject, content=header.content, reason=read.message.traces.business.reason)
    return take(Taken(doing=doing, body=given.body, message=read.message, file=file, another_copy=given.another_copy))
