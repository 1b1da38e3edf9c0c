"""Checking the form of a file: what may be opened is looked at first, and opened in a process with limits only."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from chidao.documents.checking.report import Report
from chidao.documents.limited import TooHeavy, answer_of
from chidao.documents.uploads import MEGABYTE, check_upload
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

PROCESS: Final = "chidao.documents.checking.process"
SECONDS: Final = 30
MEMORY: Final = 1_000 * MEGABYTE


def check_form(name: str, data: bytes, *, on: date | None = None) -> Report:
    """Check the form of a .docx by the norm in force on a day (the newest where none is given).

    Raises BadInput: no .docx, empty, too large, damaged, with a password or macros, too heavy to read, or bearing a
    mark of secrecy.
    """
    if not name.lower().endswith(".docx"):
        raise BadInput(_reason("kind_not_taken", _ONLY_DOCX))
    check_upload(name, data)
    day = on.isoformat() if on else ""
    try:
        return _report(answer_of(PROCESS, day, data=data, seconds=SECONDS, memory=MEMORY))
    except TooHeavy as error:
        raise BadInput(_reason("file_too_heavy", _TOO_HEAVY)) from error


def _report(written: bytes) -> Report:
    try:
        answer: dict[str, Any] = json.loads(written)
    except ValueError as error:
        raise BadInput(_reason("file_damaged", _DAMAGED)) from error
    code = str(answer.get("refused", ""))
    if code == "state_secret":
        raise BadInput(_reason(code, _SECRET.filled(mark=answer["mark"])))
    if code:
        raise BadInput(_reason(code, _TOO_HEAVY if code == "file_too_heavy" else _DAMAGED))
    return Report.from_data(answer["report"])


def _reason(code: str, says: Text) -> Reason:
    return Reason(code=code, says=says, field="file", remedy=None if code == "state_secret" else _REMEDY)


_ONLY_DOCX: Final = Text("Chỉ kiểm thể thức được tệp .docx.", "The form of a .docx alone can be checked.")
_TOO_HEAVY: Final = Text("Tệp quá nặng để kiểm.", "The file is too heavy to check.")
_DAMAGED: Final = Text("Tệp hỏng hoặc không đúng loại.", "The file is damaged or of another kind.")
_SECRET: Final = Text(
    "Có dấu chỉ độ mật “{mark}”. Hệ thống này không nhận tài liệu bí mật nhà nước.",
    "It bears the secrecy mark “{mark}”. This system takes no state secrets.",
)
_REMEDY: Final = Text(
    "Mở tệp, bỏ mật khẩu và macro nếu có, lưu thành tệp .docx mới rồi chọn lại.",
    "Open the file, take off password and macros, save it as a new .docx and choose that.",
)
