"""Workbooks given to the clerk (PURE: bytes out): an empty list to fill in, and her own list with what to mend."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.tasks.spreadsheet import FIELDS, Field, Sheet, Value
from chidao.tasks.spreadsheet_preview import EXAMPLE_TITLE

PROBLEM_HEADER: Final = Text("Cần sửa", "To mend")
TEMPLATE_SHEET: Final = "Nhiệm vụ"
GUIDE_SHEET: Final = "Hướng dẫn"
_WIDTHS: Final[dict[Field, int]] = {"title": 60, "lead": 28, "coordinating": 36, "source": 36}
_DEFAULT_WIDTH: Final = 20
_HEAD_FONT: Final = Font(name="Times New Roman", size=12, bold=True)
_CELL_FONT: Final = Font(name="Times New Roman", size=12)
_HEAD_FILL: Final = PatternFill("solid", fgColor="FFEDEDED")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")

_EXAMPLE: Final[dict[Field, str]] = {
    "title": EXAMPLE_TITLE,
    "lead": "Tên một cơ quan",
    "coordinating": "Tên cơ quan; tên cơ quan",
    "due": "30/9/2020",
    "source": "Mục 2 Thông báo số 12/TB-BCĐ ngày 01/9/2020",
    "assigned": "01/9/2020",
}
_GUIDE: Final[dict[Field, Text]] = {
    "title": Text("Bắt buộc. Mỗi dòng một nhiệm vụ.", "Needed. One task a row."),
    "lead": Text("Bắt buộc. Một cơ quan, tên đầy đủ hoặc viết tắt.", "Needed. One agency, by its name or short name."),
    "coordinating": Text("Cách nhau bằng dấu chấm phẩy.", "Parted by semicolons."),
    "due": Text(
        "Ngày/tháng/năm, hoặc tháng, quý; để trống nếu không có.", "Day/month/year, or a month, a quarter; or empty."
    ),
    "source": Text("Văn bản và mục giao nhiệm vụ.", "The document and the point that gave the task."),
    "assigned": Text("Ngày/tháng/năm; không sau hôm nay.", "Day/month/year; not after today."),
    "note": Text("Không bắt buộc.", "As you like."),
    "status": Text("Tình hình đến nay, không bắt buộc.", "How it stands, as you like."),
}


def template_workbook() -> bytes:
    """Return an empty list of tasks with the headers known, one example row and a guide on a second sheet."""
    book = openpyxl.Workbook(write_only=True)
    page = _page(book, TEMPLATE_SHEET, [_WIDTHS.get(field, _DEFAULT_WIDTH) for field in FIELDS])
    _append(page, [name.vi for name in FIELDS.values()], head=True)
    _append(page, [_EXAMPLE.get(field, "") for field in FIELDS])
    guide = _page(book, GUIDE_SHEET, [24, 60, 60])
    _append(guide, ["Cột", "Cách ghi", "How to fill in"], head=True)
    for field, name in FIELDS.items():
        _append(guide, [name.vi, _GUIDE[field].vi, _GUIDE[field].en])
    return _saved(book)


def problems_workbook(sheet: Sheet, problems: Sequence[Reason], *, language: str = "vi") -> bytes:
    """Return the clerk's list with one more column that says what to mend in each row, in the language asked for.

    It can be mended and sent again as it is: the header stands on its first row.
    """
    told = _told_by_row(problems, language)
    book = openpyxl.Workbook(write_only=True)
    widths = [_DEFAULT_WIDTH] * len(sheet.headers)
    page = _page(book, sheet.name, [*widths, 60])
    _append(page, [*sheet.headers, PROBLEM_HEADER.said_in(language)], head=True)
    for row in sheet.rows:
        _append(page, [*row.values, told.get(row.number, "")])
    return _saved(book)


def _told_by_row(problems: Sequence[Reason], language: str) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    for problem in problems:
        if problem.row is not None:
            parts = (problem.says, problem.remedy)
            told.setdefault(problem.row, []).append(" ".join(part.said_in(language) for part in parts if part))
    return {row: "\n".join(lines) for row, lines in told.items()}


def _page(book: openpyxl.Workbook, name: str, widths: Sequence[float]) -> WriteOnlyWorksheet:
    page: WriteOnlyWorksheet = book.create_sheet(name)
    page.freeze_panes = "A2"
    for index, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(index)].width = width  # type: ignore[attr-defined]
    return page


def _append(page: WriteOnlyWorksheet, values: Sequence[Value], *, head: bool = False) -> None:
    page.append([_cell(page, value, head=head) for value in values])


def _cell(page: WriteOnlyWorksheet, value: Value, *, head: bool) -> Cell:
    """Make a cell; a text stays a text even where it begins with "=", so that nobody's words become a formula."""
    cell = WriteOnlyCell(page, cast("datetime | str | float | None", value))
    if isinstance(value, str):
        cell.data_type = "s"
    elif value is not None and cell.is_date:
        cell.number_format = "d/m/yyyy"
    cell.font, cell.alignment = (_HEAD_FONT if head else _CELL_FONT), _WRAPPED
    if head:
        cell.fill = _HEAD_FILL
    return cell


def _saved(book: openpyxl.Workbook) -> bytes:
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
