"""Tables as workbooks (.xlsx): words stay words, so that nothing written becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from chidao.kernel.wording import Text

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOLD: Final = Font(bold=True)
Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in letters."""

    title: Text
    width: int


def workbook(
    title: Text, columns: Sequence[Column], rows: Iterable[Sequence[Value]], language: str, *, frozen: str = "C2"
) -> bytes:
    """Return the rows as the bytes of a workbook of one sheet; `frozen` is the first cell that scrolls."""
    book = openpyxl.Workbook(write_only=True)
    sheet = cast(WriteOnlyWorksheet, book.create_sheet(title.said_in(language)[:31]))
    sheet.freeze_panes = frozen
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width  # type: ignore[attr-defined]
    sheet.append([_cell(sheet, column.title.said_in(language), bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, cast("datetime | str | float | None", value))
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "d/m/yyyy"
    if bold:
        cell.font = BOLD
    return cell
