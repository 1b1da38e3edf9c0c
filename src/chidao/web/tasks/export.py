"""The list of tasks as a workbook: what is seen on the page, one task a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from chidao.kernel.wording import Text
from chidao.tasks.queries import TaskRow
from chidao.tasks.rules import STATES
from chidao.web.workbooks import Column, workbook

TITLE: Final = Text("Nhiệm vụ", "Tasks")
COLUMNS: Final = (
    Column(Text("Số", "No."), 8),
    Column(Text("Nhiệm vụ", "Task"), 60),
    Column(Text("Cơ quan chủ trì", "Lead agency"), 28),
    Column(Text("Cơ quan phối hợp", "Coordinating agencies"), 36),
    Column(Text("Văn bản giao", "Source"), 36),
    Column(Text("Ngày giao", "Assigned on"), 12),
    Column(Text("Thời hạn", "Deadline"), 12),
    Column(Text("Tình trạng", "State"), 18),
    Column(Text("Ngày làm việc còn lại hoặc quá hạn (âm)", "Working days left, or late (negative)"), 16),
    Column(Text("Tỷ lệ (%)", "Share (%)"), 10),
    Column(Text("Người chịu trách nhiệm", "Accountable"), 28),
)


def tasks_workbook(rows: Iterable[TaskRow], language: str) -> bytes:
    """Return the rows as the bytes of an .xlsx."""
    return workbook(TITLE, COLUMNS, (_values(row, language) for row in rows), language)


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
