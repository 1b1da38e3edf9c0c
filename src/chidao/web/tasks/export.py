"""The list of tasks as a workbook: what is seen on the page, one task a row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, cast

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from chidao.kernel.wording import Text
from chidao.tasks.queries import TaskRow
from chidao.tasks.rules import STATES

COLUMNS: Final[tuple[tuple[Text, int], ...]] = (
    (Text("Số", "No."), 8),
    (Text("Nhiệm vụ", "Task"), 60),
    (Text("Cơ quan chủ trì", "Lead agency"), 28),
    (Text("Cơ quan phối hợp", "Coordinating agencies"), 36),
    (Text("Văn bản giao", "Source"), 36),
    (Text("Ngày giao", "Assigned on"), 12),
    (Text("Thời hạn", "Deadline"), 12),
    (Text("Tình trạng", "State"), 18),
    (Text("Ngày làm việc còn lại hoặc quá hạn (âm)", "Working days left, or late (negative)"), 16),
    (Text("Tỷ lệ (%)", "Share (%)"), 10),
    (Text("Người chịu trách nhiệm", "Accountable"), 28),
)
BOLD: Final = Font(bold=True)


def tasks_workbook(rows: Iterable[TaskRow], language: str) -> bytes:
    """Return the rows as the bytes of an .xlsx; words stay words, so that no title becomes a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = cast(WriteOnlyWorksheet, book.create_sheet("Nhiệm vụ"))
    sheet.freeze_panes = "C2"
    for place, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width  # type: ignore[attr-defined]
    sheet.append([_cell(sheet, title.said_in(language), bold=True) for title, _ in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in _values(row, language)])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _values(row: TaskRow, language: str) -> Sequence[str | int | date | None]:
    return (
        row.number,
        row.title,
        row.lead.name,
        "; ".join(each.name for each in row.coordinating),
        row.source,
        row.assigned_on,
        row.due_on,
        STATES[row.state].said_in(language),  # type: ignore[index]
        row.lateness.working_days if row.due_on else None,
        row.percent,
        row.accountable_name,
    )


def _cell(sheet: WriteOnlyWorksheet, value: str | int | date | None, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, cast("datetime | str | float | None", value))
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "d/m/yyyy"
    if bold:
        cell.font = BOLD
    return cell
