"""A clerk's own list of tasks, read from her .xlsx (PURE: bytes in, plans and problems out; nothing is stored).

`read_sheet` finds the header by itself and `guess_mapping` says which column holds what; `spreadsheet_preview` then
plans a task for every good row and names every bad one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final, Literal, TypeVar, cast

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.exceptions import InvalidFileException

from chidao.documents.uploads import MEGABYTE, check_office_file
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.vietnamese import fold, nfc
from chidao.kernel.wording import Text

Field = Literal["title", "lead", "coordinating", "due", "source", "assigned", "note", "status"]
Value = str | int | float | bool | datetime | date | None

Item = TypeVar("Item")

LARGEST_SHEET: Final = 10 * MEGABYTE
LARGEST_UNPACKED: Final = 100 * MEGABYTE
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 60
# Titles, addresses and dates that stand above a header are looked through so far.
HEADER_WITHIN: Final = 30

FIELDS: Final[dict[Field, Text]] = {
    "title": Text("Nhiệm vụ", "Task"),
    "lead": Text("Cơ quan chủ trì", "Lead agency"),
    "coordinating": Text("Cơ quan phối hợp", "Coordinating agencies"),
    "due": Text("Thời hạn", "Deadline"),
    "source": Text("Văn bản giao", "Source"),
    "assigned": Text("Ngày giao", "Assigned on"),
    "note": Text("Ghi chú", "Note"),
    "status": Text("Kết quả", "State"),
}

NEEDED: Final[tuple[Field, ...]] = ("title", "lead")

# Folded words by which a column is known; a header that begins with one is surer than one that has it inside.
_KNOWN_AS: Final[dict[Field, tuple[str, ...]]] = {
    "title": ("nhiem vu", "noi dung", "cong viec", "ten nhiem vu", "dau viec", "ten viec", "task"),
    "lead": (
        "co quan chu tri", "don vi chu tri", "chu tri", "co quan thuc hien", "don vi thuc hien", "co quan duoc giao",
        "don vi duoc giao", "co quan", "don vi", "noi thuc hien", "lead",
    ),
    "coordinating": ("co quan phoi hop", "don vi phoi hop", "phoi hop", "coordinating"),
    "due": (
        "thoi han", "thoi gian hoan thanh", "thoi gian thuc hien", "han hoan thanh", "han xu ly", "han", "thoi gian",
        "ngay hoan thanh", "deadline", "due",
    ),
    "source": (
        "van ban giao", "so van ban", "van ban", "can cu", "nguon", "so ky hieu", "so, ky hieu", "van ban chi dao",
        "source",
    ),
    "assigned": ("ngay giao", "ngay thang giao", "thoi gian giao", "ngay van ban", "ngay ban hanh", "assigned"),
    "note": ("ghi chu", "note"),
    "status": ("ket qua", "trang thai", "tinh trang", "tinh hinh", "tien do", "status"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its number as the clerk sees it, and its values, column by column."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as read: the header found on `header_row`, the rows below it, and what else the workbook has.

    `epoch` is the day from which the workbook counts its dates.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int
    sheet_names: tuple[str, ...]
    hidden_sheets: tuple[str, ...] = ()
    epoch: datetime = WINDOWS_EPOCH


def read_sheet(data: bytes, *, sheet_name: str | None = None) -> Sheet:
    """Read one sheet of an .xlsx: the named one, else the first that is not hidden.

    Formulas are read as the values stored with them, and the first 60 columns are read. Raises BadInput for a file that
    is too large, damaged, a zip bomb, without such a sheet, or with nothing in it.
    """
    if len(data) > LARGEST_SHEET:
        raise _bad("file_too_large", _TOO_LARGE.filled(limit=LARGEST_SHEET // MEGABYTE))
    check_office_file(data, main_part="xl/workbook.xml", largest_unpacked=LARGEST_UNPACKED)
    try:
        return _read(data, sheet_name)
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError, EOFError) as error:
        # SyntaxError is what the XML readers raise for XML that is not well formed.
        raise _bad("file_damaged", _DAMAGED) from error


def guess_mapping(headers: Sequence[str]) -> dict[Field, int]:
    """Guess which column (from 0) holds which field, by the names officials give them, with or without marks.

    Each column and each field is used once, the surest first; a field that no column names is left out.
    """
    claims = sorted(
        ((_sureness(fold(header), field), -column, field) for column, header in enumerate(headers) for field in FIELDS),
        reverse=True,
    )
    mapping: dict[Field, int] = {}
    for sureness, column, field in claims:
        if sureness > (0, 0) and field not in mapping and -column not in mapping.values():
            mapping[field] = -column
    return mapping


def check_mapping(sheet: Sheet, mapping: Mapping[Field, int]) -> tuple[Reason, ...]:
    """Return what keeps a mapping from being used: a column needed and not named, not in the sheet, or used twice."""
    needed = [field for field in NEEDED if field not in mapping]
    twice = [field for field, column in mapping.items() if list(mapping.values()).count(column) > 1]
    outside = [field for field, column in mapping.items() if not 0 <= column < len(sheet.headers)]
    return (
        *(_mapping_reason("column_missing", _COLUMN_MISSING, field) for field in needed),
        *(_mapping_reason("column_twice", _COLUMN_TWICE, field) for field in twice),
        *(_mapping_reason("column_outside", _COLUMN_OUTSIDE, field) for field in outside),
    )


def column_name(column: int) -> str:
    """Return the letter of a column counted from 0: 0 is "A"."""
    return get_column_letter(column + 1)


def text_of(value: Value) -> str:
    """Return the words of a cell: NFC, no spaces around, a whole number without its ".0", a day as 25/3/2020."""
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else nfc(str(value), plain_spaces=True).strip()


def _read(data: bytes, sheet_name: str | None) -> Sheet:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        names, hidden = tuple(book.sheetnames), tuple(each.title for each in book if each.sheet_state != "visible")
        name = sheet_name or next((each for each in names if each not in hidden), names[0])
        if name not in names:
            raise _bad("no_such_sheet", _NO_SUCH_SHEET.filled(name=name, names=", ".join(names)))
        page = book[name]
        page.reset_dimensions()
        rows = tuple(_filled_rows(page.iter_rows(max_col=MOST_COLUMNS, values_only=True)))
        return _laid_out(rows, name=name, sheet_names=names, hidden_sheets=hidden, epoch=book.epoch)
    finally:
        book.close()


def _filled_rows(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    """Yield the rows with something in them, refusing more of them than are taken."""
    count = 0
    for number, values in enumerate(rows, 1):
        if any(value is not None and str(value).strip() for value in values):
            count += 1
            if count > MOST_ROWS + HEADER_WITHIN:
                raise _bad("too_many_rows", _TOO_MANY_ROWS.filled(limit=MOST_ROWS))
            yield Row(number, cast(tuple[Value, ...], values))


def _laid_out(
    rows: tuple[Row, ...],
    *,
    name: str,
    sheet_names: tuple[str, ...],
    hidden_sheets: tuple[str, ...],
    epoch: datetime,
) -> Sheet:
    if not rows:
        raise _bad("empty_sheet", _EMPTY.filled(name=name))
    at, headers = _header(rows)
    below = [row for row in rows if row.number > at]
    if len(below) > MOST_ROWS:
        raise _bad("too_many_rows", _TOO_MANY_ROWS.filled(limit=MOST_ROWS))
    width = max(_width(values) for values in (headers, *(row.values for row in below)))
    return Sheet(
        name=name,
        headers=_exactly(headers, width, ""),
        rows=tuple(Row(row.number, _exactly(row.values, width, None)) for row in below),
        header_row=at,
        sheet_names=sheet_names,
        hidden_sheets=hidden_sheets,
        epoch=epoch,
    )


def _width(values: Sequence[Value]) -> int:
    """Return how many columns are in use: up to the last one with something in it."""
    return max((index for index, value in enumerate(values, 1) if text_of(value)), default=0)


def _exactly(values: tuple[Item, ...], width: int, blank: Item) -> tuple[Item, ...]:
    return (values + (blank,) * width)[:width]


def _header(rows: tuple[Row, ...]) -> tuple[int, tuple[str, ...]]:
    """Find the last line of the header and its titles: the line, or two lines, that name the most fields."""
    singles = [(row.number, tuple(text_of(value) for value in row.values)) for row in rows[:HEADER_WITHIN]]
    doubles = [
        (below[0], _joined(above[1], below[1])) for above, below in pairwise(singles) if _may_be_second_line(below[1])
    ]
    # `max` keeps the first of equals: the upper line, and one line rather than two.
    return max([*singles, *doubles], key=lambda found: len(guess_mapping(found[1])))


def _may_be_second_line(texts: tuple[str, ...]) -> bool:
    """Tell whether a line can be the lower part of a header: a few short titles, not a row of data."""
    told = [text for text in texts if text]
    return bool(told) and all(len(text) < 30 and not any(sign.isdigit() for sign in text) for text in told)


def _joined(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Join the two lines of a header; a title above that spans columns stands in the first of them only."""
    width = max(len(above), len(below))
    upper, lower = (texts + ("",) * (width - len(texts)) for texts in (above, below))
    spanning, joined = "", []
    for over, under in zip(upper, lower, strict=True):
        spanning = over or (spanning if under else "")
        joined.append(f"{spanning} {under}".strip() if under else over)
    return tuple(joined)


def _sureness(header: str, field: Field) -> tuple[int, int]:
    """Return how surely a folded header names a field: exactly 3, at its beginning 2, inside 1; then by length."""
    found = [(_fit(header, words), len(words)) for words in _KNOWN_AS[field] if words in header]
    return max(found, default=(0, 0))


def _fit(header: str, words: str) -> int:
    if header == words:
        return 3
    return 2 if header.startswith(words) else 1


def _bad(code: str, says: Text) -> BadInput:
    return BadInput(Reason(code=code, says=says, field="file"))


def _mapping_reason(code: str, says: Text, field: Field) -> Reason:
    return Reason(code=code, says=says.filled(field=FIELDS[field]), field=field)


_TOO_LARGE: Final = Text(
    "Tệp lớn hơn {limit} MB. Xoá hình ảnh và các trang tính không cần rồi gửi lại.",
    "The file is larger than {limit} MB. Take out its pictures and the sheets not needed, and send it again.",
)
_DAMAGED: Final = Text(
    "Không đọc được bảng tính. Mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
    "The workbook cannot be read. Open it in Excel, save it again as .xlsx and send that.",
)
_NO_SUCH_SHEET: Final = Text(
    "Không có trang tính “{name}”. Các trang tính: {names}.", "There is no sheet “{name}”. The sheets are: {names}."
)
_EMPTY: Final = Text("Trang tính “{name}” trống.", "The sheet “{name}” is empty.")
_TOO_MANY_ROWS: Final = Text(
    "Trang tính có hơn {limit} dòng. Tách thành nhiều tệp.",
    "The sheet has more than {limit} rows. Split it into several files.",
)
_COLUMN_MISSING: Final = Text("Chưa chọn cột “{field}”.", "No column is chosen for “{field}”.")
_COLUMN_TWICE: Final = Text(
    "Cột của “{field}” đang dùng cho hai mục.", "The column of “{field}” is used for two things."
)
_COLUMN_OUTSIDE: Final = Text("Bảng không có cột đã chọn cho “{field}”.", "The sheet lacks the column of “{field}”.")
