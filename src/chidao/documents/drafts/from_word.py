"""A draft that was edited outside, in Word or LibreOffice, taken back as the content of its form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from chidao.documents.drafts.forms import composed, tidied
from chidao.documents.drafts.registry import FORMS
from chidao.documents.drafts.text import Typed, TypedAnnex
from chidao.documents.limited import TooHeavy, answer_of
from chidao.documents.uploads import MEGABYTE, check_upload
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

PROCESS: Final = "chidao.documents.drafts.word_process"
SECONDS: Final = 30
MEMORY: Final = 1_000 * MEGABYTE


def content_from_word(data: bytes, form_id: str) -> dict[str, Any]:
    """Return the content of a form that a .docx says, tidied.

    A .docx printed from a tidied content gives that content back. Raises BadInput: no .docx, empty, too large,
    damaged, with a password or macros, too heavy to read, bearing a mark of secrecy, or nothing of a paper in it.
    KeyError for a form that is not known.
    """
    check_upload("van-ban.docx", data)
    try:
        parts = _parts(answer_of(PROCESS, data=data, seconds=SECONDS, memory=MEMORY))
    except TooHeavy as error:
        raise BadInput(_reason("file_too_heavy", _TOO_HEAVY)) from error
    if not any(parts.get(name) for name in ("title", "lines", "bases")):
        raise BadInput(_reason("no_paper", _NO_PAPER))
    return tidied(composed(form_id, _fields(form_id, parts), _typed(form_id, parts)))


def _parts(written: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(written)
    except ValueError as error:
        raise BadInput(_reason("file_damaged", _DAMAGED)) from error
    code = str(answer.get("refused", ""))
    if code == "state_secret":
        raise BadInput(_reason(code, _SECRET.filled(mark=answer["mark"])))
    if code:
        raise BadInput(_reason(code, _TOO_HEAVY if code == "file_too_heavy" else _DAMAGED))
    parts: dict[str, Any] = answer["parts"]
    return parts


def _fields(form_id: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    outside = ("title", "addressed", "recipients", "filing", "urgency", "competent")
    return {name: parts[name] for name in outside if FORMS[form_id].asks(name)}


def _typed(form_id: str, parts: Mapping[str, Any]) -> Typed:
    """Return the typed parts; a line over the bases belongs to the body where the form asks for none there."""
    over = [parts["competent"]] if parts["competent"] and not FORMS[form_id].asks("competent") else []
    annexes = tuple(TypedAnnex(**{**each, "lines": tuple(each["lines"])}) for each in parts["annexes"])
    return Typed(bases=tuple(parts["bases"]), lines=(*over, *parts["lines"]), annexes=annexes)


def _reason(code: str, says: Text) -> Reason:
    return Reason(code=code, says=says, field="file", remedy=None if code == "state_secret" else _REMEDY)


_TOO_HEAVY: Final = Text("Tệp quá nặng để đọc.", "The file is too heavy to read.")
_DAMAGED: Final = Text("Tệp hỏng hoặc không đúng loại.", "The file is damaged or of another kind.")
_NO_PAPER: Final = Text(
    "Không thấy trích yếu hay nội dung của văn bản trong tệp.", "No subject and no text of a paper were found in it."
)
_SECRET: Final = Text(
    "Có dấu chỉ độ mật “{mark}”. Hệ thống này không nhận tài liệu bí mật nhà nước.",
    "It bears the secrecy mark “{mark}”. This system takes no state secrets.",
)
_REMEDY: Final = Text(
    "Mở tệp, bỏ mật khẩu và macro nếu có, lưu thành tệp .docx mới rồi chọn lại.",
    "Open the file, take off password and macros, save it as a new .docx and choose that.",
)
