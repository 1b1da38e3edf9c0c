"""Messages in people's words: what they are, where they stand, what is read in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chidao.exchange.edxml.model import DocumentMessage, Organ, StatusMessage
from chidao.exchange.edxml.reading import Read, Seal
from chidao.exchange.queries import MessageRow
from chidao.exchange.rules import KINDS, MESSAGES, PRIORITIES, STATUSES
from chidao.kernel.wording import Text, same

IN_OUT: Final = {"in": Text("đến", "in"), "out": Text("đi", "out")}
MEGABYTE: Final = 1024 * 1024
LOOKS: Final = {"06": "kept", "03": "kept", "15": "kept", "02": "late", "16": "late", "13": "due"}
NOT_SENT: Final = Text("chưa có trạng thái", "no status yet")
WAITS: Final = Text("chờ ban trả lời", "waits for our answer")
SEALS: Final = {
    "none": Text("không ký số gói tin", "the message bears no signature"),
    "valid": Text(
        "chữ ký gói tin khớp; chưa xét chứng thư", "its signature holds; the certificate was not looked into"
    ),
    "invalid": Text("chữ ký gói tin không khớp", "its signature does not hold"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message in a list."""

    row: MessageRow
    kind: Text
    label: str
    state: Text
    look: str


def shown_message(row: MessageRow) -> ShownMessage:
    """Return a message as a list shows it."""
    kind = MESSAGES[row.kind]
    state = WAITS if row.waits else STATUSES.get(row.state, NOT_SENT)
    look = "due" if row.waits else LOOKS.get(row.state, "")
    return ShownMessage(row=row, kind=kind, label=label_of(row.reference), state=state, look=look)


def label_of(reference: str) -> str:
    """Return number and symbol in a document's id: "05/TB-BCĐ"; the id itself where it is of another form."""
    parts = reference.split(",", 2)
    return parts[2] if len(parts) == 3 else reference


def said_in(read: Read) -> Iterator[tuple[Text, Text]]:
    """Yield what a message says, each with its name, what is empty left out."""
    message = read.message
    rows = _of_status(message) if isinstance(message, StatusMessage) else _of_document(message)
    for name, said in (*rows, (Text("Chữ ký của gói tin", "Signature of the message"), _seal(read.seal))):
        words = said if isinstance(said, Text) else same(str(said))
        if words.vi.strip():
            yield name, words


def _of_document(message: DocumentMessage) -> Iterator[tuple[Text, Text | str]]:
    header, business = message.header, message.traces.business
    yield Text("Nghiệp vụ", "What it is"), MESSAGES[KINDS[business.kind]] if business.kind in KINDS else "?"
    yield Text("Bên gửi", "From"), _organ(header.sender)
    yield Text("Bên nhận", "To"), "; ".join(_organ(each) for each in header.to)
    yield Text("Số, ký hiệu", "Number and symbol"), header.code.label
    yield Text("Ngày ban hành", "Issued on"), f"{header.promulgation.on:%-d/%-m/%Y}" if header.promulgation.on else ""
    yield Text("Loại", "Kind"), header.document_type.name
    yield Text("Trích yếu", "Subject"), header.subject
    yield Text("Người ký", "Signed by"), ", ".join(filter(None, (header.signer.full_name, header.signer.position)))
    yield Text("Hạn trả lời", "To be answered by"), f"{header.due_on:%-d/%-m/%Y}" if header.due_on else ""
    yield Text("Độ khẩn", "Urgency"), PRIORITIES.get(str(header.other.priority), "")
    yield Text("Trả lời văn bản", "Answers"), "; ".join(each.code or each.document_id for each in header.response_for)
    yield Text("Lý do", "Why"), business.reason
    yield Text("Thay cho", "In place of"), "; ".join(label_of(each.document_id) for each in business.replacements)
    yield Text("Nơi nhận", "Recipients"), "; ".join(header.to_places)
    yield Text("Mã văn bản", "Id of the document"), business.document_id or header.document_id


def _of_status(message: StatusMessage) -> Iterator[tuple[Text, Text | str]]:
    yield Text("Nghiệp vụ", "What it is"), MESSAGES["status"]
    yield Text("Bên gửi", "From"), _organ(message.sender)
    yield Text("Trạng thái", "Status"), STATUSES.get(message.code, same(message.code))
    yield Text("Của văn bản", "Of the document"), message.response_for.code or message.response_for.document_id
    yield Text("Diễn giải", "Words with it"), message.words
    yield Text("Người xử lý", "Dealt with by"), message.staff.name
    yield Text("Lúc", "At"), f"{message.at:%-d/%-m/%Y, %H:%M}" if message.at else ""


def files_in(read: Read) -> list[dict[str, object]]:
    """Return the files that came with a message: name, kind, size in words."""
    files = read.message.attachments if isinstance(read.message, DocumentMessage) else ()
    return [{"name": each.name, "size": _size(len(each.data)), "title": each.description} for each in files]


def _organ(organ: Organ) -> str:
    return f"{organ.name} ({organ.organ_id})" if organ.name else organ.organ_id


def _seal(seal: Seal) -> Text:
    words = SEALS.get(seal.state, SEALS["invalid"])
    return Text(f"{words.vi}: {seal.subject}", f"{words.en}: {seal.subject}") if seal.subject else words


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / 1024))} kB"
