"""What the body says of a message that came: how far it is with it, and whether it agrees to a recall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.numbering import keep_file
from chidao.documents.files import store_file
from chidao.documents.models import Incoming
from chidao.documents.uploads import check_upload
from chidao.exchange.acts.keeping import answered, kept_bytes, own_organ, put_down
from chidao.exchange.edxml.model import DocumentMessage
from chidao.exchange.edxml.reading import read_message
from chidao.exchange.models import Message
from chidao.exchange.queries import said_of
from chidao.exchange.rules import AGREED, ASKED_BACK, STATUSES, against_status_code
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY

MESSAGE = ("Gói tin", "Message", "message")
SAYABLE = {code: words for code, words in STATUSES.items() if code != ASKED_BACK}


@dataclass(frozen=True, slots=True, kw_only=True)
class SendStatus:
    """A status of a message that came in, said to its sender."""

    body: str = asked(*BODY)
    message: int = asked(*MESSAGE)
    code: str = asked("Trạng thái", "Status", "choice", choices=SAYABLE)
    words: str = asked("Diễn giải", "Words with it", default="")
    staff: str = asked(
        "Người xử lý", "Dealt with by", hint=Text("Để trống: chức danh của bạn.", "Left empty: your own title."),
        default="",
    )  # fmt: skip


def _about(given: SendStatus, at: datetime) -> Matter:
    message = _message(given)
    return Matter(body=given.body, says=same(message.reference.rpartition(",")[2] or message.reference))


@act(
    "send_status",
    ("Gửi trạng thái xử lý", "Send a status"),
    ("Gửi trạng thái của {what}: {status}", "Sent the status of {what}: {status}"),
    given=SendStatus,
    about=_about,
)
def send_status(doing: Doing, given: SendStatus) -> Mapping[str, object]:
    """Make a status file about a message that came in, and put the status down.

    Agreeing to a recall or a replacement cancels the copy here, its register entry kept; agreeing to an update takes
    over what changed. Raises Conflict for a status out of order, for a message of ours, and while the body has no code;
    NotFound.
    """
    message = _message(given)
    if message.direction != "in":
        raise Conflict(Reason(code="own_message", says=_OWN, field="message"))
    own_organ(given.body, local_day(doing.at))
    said = said_of([message])[message.pk]
    raise_if_any(Conflict, against_status_code(message.kind, said, given.code, message.reference))
    words, staff = given.words.strip(), given.staff.strip() or doing.by.says.vi
    put_down(doing, message, given.code, words=words, staff=staff)
    if given.code == AGREED:
        _agree(doing, message, words, staff)
    made = answered(doing, message, given.code, words=words)
    say = {"status": STATUSES[given.code]}
    return {"message": message.pk, "status": made.pk if made else None, "incoming": message.incoming_id, "say": say}


def _agree(doing: Doing, message: Message, words: str, staff: str) -> None:
    """Do what was asked for to the copy here."""
    received = message.answers or message
    if message.kind == "update":
        _update(doing, message)
        return
    if received.incoming and (message.kind != "replace" or message.answers):
        cancel(doing, received.incoming, _CANCELLED[message.kind].vi)
    if message.answers:
        put_down(doing, message.answers, AGREED, words=words, staff=staff)


def cancel(doing: Doing, incoming: Incoming, words: str) -> None:
    """Cancel the copy of a paper that was taken back: what tasks could cite ends, what the register says stays."""
    note = f"{incoming.note}; {words}".strip("; ")[:300]
    doing.change(incoming, note=note)
    if not incoming.settled_how:
        doing.change(incoming, settled_how="returned", settled_at=doing.at, settled_words=words[:300])
    if incoming.instrument and incoming.instrument.effective_until is None:
        doing.change(incoming.instrument, effective_until=local_day(doing.at))


def _update(doing: Doing, message: Message) -> None:
    """Take over what an update brings: its subject, its due day, its file; the former file stays in its message."""
    read = read_message(kept_bytes(message.file.sha256)).message
    if not isinstance(read, DocumentMessage) or message.incoming is None:
        return
    incoming, header = message.incoming, read.header
    title = header.subject[:500] or incoming.title
    words = f"{incoming.number}/{incoming.year} {incoming.symbol} {incoming.author} {title}"
    changed: dict[str, object] = {"title": title, "folded": fold(words)[:900]}
    if header.due_on:
        changed["due_on"] = header.due_on
    for attached in read.attachments[:1]:
        try:
            checked = check_upload(attached.name, attached.data)
        except BadInput:
            continue
        store_file(settings.CHIDAO_FILES, attached.data)
        changed["file"] = keep_file(doing, checked)
    doing.change(incoming, **changed, note=f"{incoming.note}; {_UPDATED.vi}".strip("; ")[:300])


def _message(given: SendStatus) -> Message:
    rows = Message.objects.filter(body=given.body, pk=given.message).exclude(kind="status")
    found: Message | None = rows.select_related("incoming__instrument", "answers__incoming__instrument", "file").first()
    if found is None:
        raise NotFound(Reason(code="no_message", says=_NONE, field="message"))
    return found


_NONE = Text("Không có gói tin này.", "There is no such message.")
_OWN = Text("Gói tin do ban gửi đi: bên nhận mới báo trạng thái.", "The body sent it: its receiver says the status.")
_CANCELLED = {
    "document": Text("Bên gửi lấy lại, ban đã đồng ý", "Taken back by the sender, agreed here"),
    "recall": Text("Bên gửi thu hồi, ban đã đồng ý", "Recalled by the sender, agreed here"),
    "replace": Text("Bên gửi thay thế, ban đã đồng ý", "Replaced by the sender, agreed here"),
}
_UPDATED = Text("Bên gửi cập nhật, ban đã đồng ý", "Updated by the sender, agreed here")
