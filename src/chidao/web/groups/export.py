"""The list of the working group on a day as a workbook, one seat a row."""

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
from chidao.mandates.queries import GroupList, MemberView

COLUMNS: Final[tuple[tuple[Text, int], ...]] = (
    (Text("Số", "No."), 6),
    (Text("Vai trò", "Role"), 26),
    (Text("Họ tên", "Name"), 36),
    (Text("Chức vụ, cấp bậc", "Post and rank"), 36),
    (Text("Cơ quan", "Agency"), 36),
    (Text("Doanh nghiệp", "Enterprise"), 14),
    (Text("Từ ngày", "Since"), 12),
    (Text("Đến trước ngày", "Until"), 14),
    (Text("Số ngày một tháng dành cho tổ", "Days a month set free"), 14),
    (Text("Nhóm", "Sub-groups"), 28),
    (Text("Việc được giao", "Duties"), 48),
)
VACANT: Final = Text("khuyết", "vacant")
YES: Final = Text("có", "yes")


def lists_workbook(lists: Iterable[GroupList], language: str) -> bytes:
    """Return the lists as the bytes of an .xlsx, one sheet a group; words stay words."""
    book = openpyxl.Workbook(write_only=True)
    for place, each in enumerate(lists, start=1):
        # A sheet's name may have no more than 31 characters, and none of : \ / ? * [ ].
        name = "".join(sign for sign in each.name.said_in(language) if sign not in r":\/?*[]")[:26]
        _filled(cast(WriteOnlyWorksheet, book.create_sheet(f"{place}. {name}")), each, language)
    if not book.worksheets:
        book.create_sheet("1")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _filled(sheet: WriteOnlyWorksheet, group: GroupList, language: str) -> None:
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width  # type: ignore[attr-defined]
    sheet.append([_cell(sheet, title.said_in(language), bold=True) for title, _ in COLUMNS])
    for number, member in enumerate(group.members, start=1):
        sheet.append([_cell(sheet, value) for value in _values(number, member, language)])


def _values(number: int, member: MemberView, language: str) -> Sequence[str | int | date | None]:
    return (
        number,
        member.role.said_in(language),
        member.seat.holder or VACANT.said_in(language),
        member.rank or member.seat.post,
        member.seat.agency_name,
        YES.said_in(language) if member.enterprise else None,
        member.since,
        member.until,
        member.days_free,
        "; ".join(member.sub_groups),
        "; ".join(duty.text for duty in member.duties),
    )


def _cell(sheet: WriteOnlyWorksheet, value: str | int | date | None, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, cast("datetime | str | float | None", value))
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "d/m/yyyy"
    if bold:
        cell.font = Font(bold=True)
    return cell
