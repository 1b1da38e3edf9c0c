"""What exchange allows (PURE): codes of agencies, what a message must say, which status may follow which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.exchange.edxml.model import (
    NEW,
    RECALL,
    REPLACE,
    UPDATE,
    Attached,
    DocumentMessage,
    Organ,
    StatusMessage,
)
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text

ORGAN_CODE: Final = re.compile(r"[A-Y]\d{2}(\.[0-9A-Z]+)*")
"""A code by QĐ 20/2020/QĐ-TTg: a letter A to Y and two digits, then levels from left to right."""
LONGEST_CODE: Final = 35
OLDER_CODE: Final = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}")
"""The older form, of 13 characters, levels from right to left: 000.00.00.H41."""

ARRIVED, TURNED_BACK, RECEIVED, ASSIGNED, IN_WORK, DONE = "01", "02", "03", "04", "05", "06"
ASKED_BACK, AGREED, DECLINED = "13", "15", "16"
LADDER: Final = (ARRIVED, RECEIVED, ASSIGNED, IN_WORK, DONE)
ANSWERS: Final = (AGREED, DECLINED)
STATUSES: Final = {
    ARRIVED: Text("đã đến", "arrived"),
    TURNED_BACK: Text("bị từ chối", "refused"),
    RECEIVED: Text("đã tiếp nhận", "received"),
    ASSIGNED: Text("đã phân công xử lý", "assigned"),
    IN_WORK: Text("đang xử lý", "in work"),
    DONE: Text("đã hoàn thành", "done"),
    ASKED_BACK: Text("được đề nghị lấy lại", "asked back"),
    AGREED: Text("đã đồng ý thu hồi, cập nhật hoặc thay thế", "recall, update or replacement agreed"),
    DECLINED: Text("không đồng ý thu hồi, cập nhật hoặc thay thế", "recall, update or replacement refused"),
}
KINDS: Final = {NEW: "document", RECALL: "recall", UPDATE: "update", REPLACE: "replace"}
"""What a message is called by what is asked in it."""
DOCUMENT, STATUS = "document", "status"
CARRIES: Final = frozenset({"document", "replace"})
"""Messages that bring a document to the other side."""
ASKS: Final = frozenset({"recall", "update", "replace"})
"""Messages that ask for an answer, 15 or 16."""
MESSAGES: Final = {
    "document": Text("văn bản", "document"),
    "status": Text("trạng thái", "status"),
    "recall": Text("thu hồi", "recall"),
    "update": Text("cập nhật", "update"),
    "replace": Text("thay thế", "replacement"),
}
PRIORITIES: Final = {
    "0": Text("thường", "normal"),
    "1": Text("khẩn", "urgent"),
    "2": Text("thượng khẩn", "very urgent"),
    "3": Text("hỏa tốc", "most urgent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A code that someone holds over a period; `owner` names them, `key` tells owners apart."""

    owner: str
    key: object
    code: str
    older: str = ""
    effective_from: date
    effective_until: date | None = None


def next_codes(kind: str, said: Sequence[str]) -> tuple[str, ...]:
    """Return which statuses may follow those said of a message, in order.

    A document goes up its ladder, steps may be left out; it may be refused until it is received. What asks for an
    answer (a recall, an update, a replacement, a document asked back) gets one, once.
    """
    if kind == STATUS or TURNED_BACK in said or (AGREED in said and kind != "replace"):
        return ()
    answered = any(each in ANSWERS for each in said)
    asked = kind in ASKS or ASKED_BACK in said
    answers = ANSWERS if asked and not answered else ()
    return (*_steps(kind, said), *answers, *((ASKED_BACK,) if kind == DOCUMENT and ASKED_BACK not in said else ()))


def _steps(kind: str, said: Sequence[str]) -> tuple[str, ...]:
    reached = max((LADDER.index(each) for each in said if each in LADDER), default=-1)
    if kind not in CARRIES:
        return (ARRIVED,) if reached < 0 and not any(each in ANSWERS for each in said) else ()
    refused = (TURNED_BACK,) if reached < 1 else ()
    return tuple(sorted((*LADDER[reached + 1 :], *refused)))


def against_status_code(kind: str, said: Sequence[str], code: str, label: str) -> Iterator[Reason]:
    """Yield what stands against saying a status of a message, after those that were said of it."""
    if code not in STATUSES:
        yield Reason(code="unknown_status", says=_UNKNOWN_STATUS.filled(code=code), field="code")
    elif code in said:
        says = _SAID_ALREADY.filled(label=label, status=STATUSES[code])
        yield Reason(code="status_said", says=says, field="code")
    elif code not in (allowed := next_codes(kind, said)):
        says = _OUT_OF_ORDER.filled(label=label, status=STATUSES[code], code=code)
        yield Reason(code="status_out_of_order", says=says, remedy=_may_follow(allowed), field="code")


def is_organ_code(code: str) -> bool:
    """Tell whether a code is of the form of QĐ 20/2020 (at most 35 characters)."""
    return len(code) <= LONGEST_CODE and ORGAN_CODE.fullmatch(code) is not None


def is_older_code(code: str) -> bool:
    """Tell whether a code is of the older form of 13 characters."""
    return OLDER_CODE.fullmatch(code) is not None


def against_code(new: Held, held: Sequence[Held]) -> Iterator[Reason]:
    """Yield what stands against a code: its form, its period, another of the same owner, another owner of the same."""
    if not is_organ_code(new.code):
        yield Reason(code="bad_organ_code", says=_BAD_CODE.filled(code=new.code), remedy=_CODE_FORM, field="code")
    if new.older and not is_older_code(new.older):
        yield Reason(code="bad_older_code", says=_BAD_OLDER.filled(code=new.older), field="older")
    if new.effective_until is not None and new.effective_until <= new.effective_from:
        yield Reason(code="ends_before_it_begins", says=_EMPTY_PERIOD, field="effective_until")
    for each in held:
        if not _overlap(new, each):
            continue
        if each.key == new.key:
            says = _HAS_ONE.filled(owner=each.owner, code=each.code, day=f"{each.effective_from:%d/%m/%Y}")
            yield Reason(code="codes_overlap", says=says, remedy=_END_FORMER, field="effective_from")
        elif {new.code, new.older} & {each.code, each.older} - {""}:
            yield Reason(code="code_taken", says=_TAKEN.filled(owner=each.owner, code=new.code), field="code")


def against_document(message: DocumentMessage) -> Iterator[Reason]:
    """Yield every reason why a document message may not go out as it is."""
    header, business = message.header, message.traces.business
    yield from _against_organ(header.sender, "From")
    for to in header.to:
        yield from _against_organ(to, "To")
    wanted = {
        "To": header.to, "DocumentId": header.document_id, "CodeNumber": header.code.number,
        "CodeNotation": header.code.notation, "PromulgationDate": header.promulgation.on,
        "TypeName": header.document_type.name, "Subject": header.subject, "TraceHeader": message.traces.traces,
    }  # fmt: skip
    yield from (_missing(name) for name, said in wanted.items() if not said)
    if business.kind not in KINDS:
        yield _bad("BussinessDocType", str(business.kind))
    if business.kind != NEW and not business.reason:
        yield _missing("BussinessDocReason")
    if business.kind == REPLACE and not business.replacements:
        yield _missing("ReplacementInfoList")
    yield from _against_files(message.attachments)


def against_status(message: StatusMessage) -> Iterator[Reason]:
    """Yield every reason why a status message may not go out as it is."""
    yield from _against_organ(message.sender, "From")
    if not message.response_for.document_id:
        yield _missing("ResponseFor/DocumentId")
    if message.at is None:
        yield _missing("Timestamp")
    if message.code not in STATUSES:
        yield _bad("StatusCode", message.code)


def faults_of(message: DocumentMessage | StatusMessage) -> Iterator[Reason]:
    """Yield what is missing or odd in a message that came in: told to whoever takes it in, no ground to refuse it."""
    if isinstance(message, StatusMessage):
        yield from against_status(message)
    else:
        yield from against_document(message)
        if not message.attachments and message.traces.business.kind != RECALL:
            yield Reason(code="no_files", says=_NO_FILES, field="Attachment")


def _against_organ(organ: Organ, place: str) -> Iterator[Reason]:
    if not is_organ_code(organ.organ_id) and not is_older_code(organ.organ_id):
        yield _bad(f"{place}/OrganId", organ.organ_id)
    if not organ.name:
        yield _missing(f"{place}/OrganName")


def _against_files(files: Sequence[Attached]) -> Iterator[Reason]:
    ids = [each.content_id for each in files]
    if not all(ids) or len(set(ids)) != len(ids):
        yield Reason(code="attachments_unbound", says=_UNBOUND, field="ContentId")
    yield from (_missing("AttachmentName") for each in files if not each.name)


def _overlap(one: Held, other: Held) -> bool:
    starts = other.effective_until is None or one.effective_from < other.effective_until
    return starts and (one.effective_until is None or other.effective_from < one.effective_until)


def _missing(place: str) -> Reason:
    return Reason(code="missing", says=_MISSING.filled(place=place), field=place)


def _bad(place: str, said: str) -> Reason:
    return Reason(code="unreadable", says=_BAD.filled(place=place, said=said or "–"), field=place)


def _may_follow(codes: Sequence[str]) -> Text:
    named = [f"{code} {STATUSES[code].vi}" for code in codes], [f"{code} {STATUSES[code].en}" for code in codes]
    return _MAY_FOLLOW.filled(codes=Text(", ".join(named[0]), ", ".join(named[1]))) if codes else _NOTHING_FOLLOWS


_UNKNOWN_STATUS = Text("Không có trạng thái mã {code}.", "There is no status with the code {code}.")
_SAID_ALREADY = Text("{label}: trạng thái “{status}” đã ghi.", "{label}: “{status}” was said already.")
_OUT_OF_ORDER = Text(
    "{label}: trạng thái {code} “{status}” không tiếp theo được những trạng thái đã có.",
    "{label}: status {code} “{status}” cannot follow what was said.",
)
_MAY_FOLLOW = Text("Trạng thái có thể tiếp theo: {codes}.", "What may follow: {codes}.")
_NOTHING_FOLLOWS = Text("Gói tin này đã xong, không còn trạng thái nào.", "This message is settled; nothing follows.")
_BAD_CODE = Text("Mã “{code}” không đúng dạng mã định danh.", "“{code}” is not a code of the national form.")
_CODE_FORM = Text(
    "Một chữ A–Y và hai số, rồi các cấp cách nhau bằng dấu chấm, nhiều nhất 35 ký tự: H24.05.01 (QĐ 20/2020/QĐ-TTg).",
    "A letter A–Y and two digits, then levels parted by dots, 35 characters at most: H24.05.01 (QĐ 20/2020/QĐ-TTg).",
)
_BAD_OLDER = Text("Mã cũ “{code}” không đúng dạng 000.00.00.H41.", "The older code “{code}” is not of 000.00.00.H41.")
_EMPTY_PERIOD = Text("Ngày thôi dùng không sau ngày bắt đầu.", "It ends no later than it begins.")
_HAS_ONE = Text(
    "{owner} đã có mã {code} từ {day} trong thời gian này.", "{owner} has the code {code} from {day} in this period."
)
_END_FORMER = Text(
    "Chọn “thôi dùng mã trước từ ngày này”, hoặc đổi thời gian.", "Choose that the former ends, or change the period."
)
_TAKEN = Text("Mã {code} đang là của {owner}.", "{code} is the code of {owner}.")
_MISSING = Text("Thiếu {place}.", "{place} is missing.")
_BAD = Text("{place}: “{said}” không đọc được.", "{place}: “{said}” cannot be read.")
_NO_FILES = Text("Không có tệp văn bản kèm theo.", "No file comes with it.")
_UNBOUND = Text("Tệp kèm theo không có ContentId riêng để đối chiếu.", "Attached files have no ContentId of their own.")
