"""A workbook sent by someone is opened in a process of its own, with limits, and comes back as plain data.

`python -m chidao.web.tasks.reading` is that process: the file on its input, the sheet as JSON on its output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from chidao.documents.limited import TooHeavy, answer_of
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.tasks.spreadsheet import Row, Sheet, Value, read_sheet

MOST_MEMORY: Final = 768 * 1024 * 1024
MOST_CPU_SECONDS: Final = 20
MODULE: Final = "chidao.web.tasks.reading"


def read_workbook(data: bytes, sheet_name: str = "") -> Sheet:
    """Read one sheet of an .xlsx in a process of its own. Raises BadInput with every reason, or when a limit is met."""
    try:
        written = answer_of(MODULE, sheet_name, data=data, seconds=MOST_CPU_SECONDS, memory=MOST_MEMORY)
        told = json.loads(written)
    except (TooHeavy, ValueError) as error:
        raise BadInput(Reason(code="file_too_heavy", says=_TOO_HEAVY, field="file")) from error
    if "reasons" in told:
        raise BadInput(*(_reason(each) for each in told["reasons"]))
    return _sheet(told)


def main() -> None:
    """Be the process: read the file, tell what stands in it."""
    data = sys.stdin.buffer.read()
    try:
        told = _told(read_sheet(data, sheet_name=sys.argv[1] or None))
    except BadInput as error:
        told = {"reasons": [reason.as_data() for reason in error.reasons]}
    sys.stdout.write(json.dumps(told))


def _told(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "headers": sheet.headers,
        "rows": [[row.number, [_plain(value) for value in row.values]] for row in sheet.rows],
        "header_row": sheet.header_row,
        "sheet_names": sheet.sheet_names,
        "hidden_sheets": sheet.hidden_sheets,
        "epoch": sheet.epoch.isoformat(),
    }


def _sheet(told: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=told["name"],
        headers=tuple(told["headers"]),
        rows=tuple(Row(number, tuple(_value(value) for value in values)) for number, values in told["rows"]),
        header_row=told["header_row"],
        sheet_names=tuple(told["sheet_names"]),
        hidden_sheets=tuple(told["hidden_sheets"]),
        epoch=datetime.fromisoformat(told["epoch"]),
    )


def _plain(value: object) -> object:
    """Return a cell as JSON can carry it: a day is marked as one, anything strange is told in words."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _value(plain: Any) -> Value:
    if isinstance(plain, dict):
        return datetime.fromisoformat(plain["at"]) if "at" in plain else date.fromisoformat(plain["on"])
    value: Value = plain
    return value


def _reason(data: Mapping[str, Any]) -> Reason:
    remedy = data.get("remedy")
    return Reason(
        code=data["code"],
        says=Text.from_data(data["says"]),
        remedy=Text.from_data(remedy) if remedy else None,
        field=data.get("field"),
        row=data.get("row"),
    )


_TOO_HEAVY: Final = Text(
    "Tệp quá nặng để đọc an toàn. Chép riêng bảng nhiệm vụ sang một tệp mới, không hình ảnh, rồi gửi lại.",
    "The file is too heavy to be read safely. Copy the list alone into a new file without pictures and send that.",
)

if __name__ == "__main__":
    main()
