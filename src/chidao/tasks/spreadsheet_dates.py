"""Days as officials type them into a cell (PURE): real dates, serial numbers, and many ways of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from openpyxl.utils.datetime import from_excel

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.tasks.spreadsheet import Value, text_of

# Serial numbers of the years 1954 to 2119: other numbers are no days.
SERIALS: Final = range(20_000, 80_500)
YEARS: Final = range(1990, 2101)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
# Words around a day that do not change which day it is.
_LEAD: Final = re.compile(
    r"^(?:(?:hoan thanh|xong|cham nhat|trong|truoc|den|het|cuoi|han|vao|la|thang 12 nam(?= \d{4}$))\s+)+"
)
_TAIL: Final = re.compile(r"(?:\s+(?:hang ngay|hang tuan))?[\s.;,]*$")
_NO_DAY: Final = re.compile(r"(?:thuong xuyen|lien tuc|dinh ky|hang (?:ngay|tuan|thang|quy|nam)|khong thoi han)\b.*")
_NOTHING: Final = frozenset({"", "-", "--", "x", "/", "khong", "khong co", "n/a"})
_SHAPES: Final = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"(?:ngay )?(?P<day>\d{{1,2}})\s*(?P<mark>[/.-])\s*(?P<month>\d{{1,2}})\s*(?P=mark)\s*{_YEAR}",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ t][\d:.]+)?",
        rf"(?:ngay )?(?P<day>\d{{1,2}}) thang (?P<month>\d{{1,2}})(?: nam |/){_YEAR}",
        r"(?:thang )?(?P<month>\d{1,2})(?: nam |\s*[/.-]\s*)(?P<year>\d{4})",
        rf"(?:quy|q)[ .]*(?P<quarter>i{{1,3}}|iv|[1-4])(?:[ ,/-]*nam |\s*[/.-]\s*| ){_YEAR}",
        r"(?P<months>0?[369]) thang dau nam (?P<year>\d{4})",
        r"(?:nam )?(?P<year>\d{4})",
    )
)
_UNREADABLE: Final = Text("không đọc được ngày “{given}”", "cannot read the day “{given}”")
_IMPOSSIBLE: Final = Text("không có ngày “{given}”", "there is no day “{given}”")
HOW_TO_WRITE: Final = Text(
    "Viết ngày/tháng/năm, ví dụ 25/3/2020; cũng nhận “tháng 6/2020” và “quý III/2020”.",
    "Write day/month/year, such as 25/3/2020; “tháng 6/2020” and “quý III/2020” are taken too.",
)


@dataclass(frozen=True, slots=True)
class CellDay:
    """What a cell says of a day: the day, or None for no day; `worked_out` when the cell does not name it itself.

    A month, a quarter or a year stands for its last day.
    """

    day: date | None
    worked_out: bool = False


def read_day(value: Value, epoch: datetime) -> CellDay:
    """Read a cell as a day; `epoch` is the day from which its workbook counts. Raises BadInput for what is no day."""
    if isinstance(value, datetime):
        return CellDay(value.date())
    if isinstance(value, date):
        return CellDay(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in SERIALS:
        return _from_serial(value, epoch)
    return _from_text(text_of(value))


def _from_serial(serial: float, epoch: datetime) -> CellDay:
    found = from_excel(int(serial), epoch)
    assert isinstance(found, datetime)
    return CellDay(found.date())


def _from_text(written: str) -> CellDay:
    text = _TAIL.sub("", fold(written).strip(" ()[]\"'"))
    if text in _NOTHING:
        return CellDay(None)
    if _NO_DAY.fullmatch(text):
        return CellDay(None, worked_out=True)
    text = _LEAD.sub("", text)
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
    if found is None:
        raise BadInput(_problem("date_unreadable", _UNREADABLE, written))
    return _from_parts({name: part for name, part in found.groupdict().items() if part}, written)


def _from_parts(parts: dict[str, str], written: str) -> CellDay:
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    month = _month(parts)
    day = int(parts["day"]) if "day" in parts else None
    try:
        latest = PartialDate(year, month, day).latest() if year in YEARS else None
    except BadInput:
        latest = None
    if latest is None:
        raise BadInput(_problem("date_impossible", _IMPOSSIBLE, written))
    return CellDay(latest, worked_out=day is None)


def _month(parts: dict[str, str]) -> int | None:
    if "quarter" in parts:
        quarter = parts["quarter"]
        return 3 * (_ROMAN[quarter] if quarter in _ROMAN else int(quarter))
    month = parts.get("month") or parts.get("months")
    return int(month) if month else None


def _problem(code: str, says: Text, given: str) -> Reason:
    return Reason(code=code, says=says.filled(given=given[:60]), remedy=HOW_TO_WRITE)
