"""The table of one asking as a workbook: each agency with its answers, the columns added up."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from chidao.duties.queries import Line, Table
from chidao.duties.rules.collecting import REPORT_STATES, FormField, Total
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.web.collecting.words import NO, YES, total_words

Value = str | Decimal | date | int | None
BOLD: Final = Font(bold=True)
HEADS: Final = (
    (Text("Cơ quan", "Agency"), 36),
    (Text("Tình trạng", "State"), 20),
    (Text("Hạn gửi", "Due on"), 12),
    (Text("Ngày gửi", "Sent on"), 12),
    (Text("Lần", "Version"), 8),
)
NOTE: Final = Text("Thuyết minh", "Note")
TOTAL: Final = Text("Cộng", "Total")


def collected_workbook(table: Table, language: str) -> bytes:
    """Return the table as the bytes of an .xlsx; words stay words, so that no answer becomes a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = cast(WriteOnlyWorksheet, book.create_sheet("Báo cáo"))
    fields = table.asked.form.fields
    sheet.freeze_panes = "B3"
    widths = [*(width for _, width in HEADS), *(24 for _ in fields), 40]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width  # type: ignore[attr-defined]
    sheet.append([_cell(sheet, table.asked.title.said_in(language), bold=True)])
    heads = [*(head.said_in(language) for head, _ in HEADS), *(each.label for each in fields), NOTE.said_in(language)]
    sheet.append([_cell(sheet, each, bold=True) for each in heads])
    for line in table.lines:
        sheet.append([_cell(sheet, value) for value in _values(line, fields, language)])
    if table.totals:
        sheet.append([_cell(sheet, value, bold=True) for value in _totals(table.totals, language)])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _values(line: Line, fields: Sequence[FormField], language: str) -> Iterator[Value]:
    sent = line.sent
    yield line.agency.name
    yield REPORT_STATES[line.state].said_in(language)
    yield line.due_on
    yield local_day(sent.sent_at) if sent else None
    yield sent.version if sent else None
    for field in fields:
        yield _answer(field, sent.answers.get(field.key) if sent else None, language)
    yield sent.note if sent else None


def _answer(field: FormField, value: str | bool | None, language: str) -> Value:
    if isinstance(value, bool):
        return (YES if value else NO).said_in(language)
    return Decimal(value) if value is not None and field.kind in {"number", "percent"} else value


def _totals(added: Sequence[Total], language: str) -> Iterator[Value]:
    yield TOTAL.said_in(language)
    yield from (None for _ in HEADS[1:])
    for each in added:
        exact = each.sum if each.sum is not None else each.mean
        yield exact if exact is not None else total_words(each, language) or None


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, cast("datetime | str | float | None", value))
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "d/m/yyyy"
    if bold:
        cell.font = BOLD
    return cell
