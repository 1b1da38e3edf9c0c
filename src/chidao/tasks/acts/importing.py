"""The three hundred tasks that stand in a spreadsheet on the first morning, entered at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.tasks.acts.opening import Ground, Opening, ground, no_more_reasons, open_tasks
from chidao.tasks.acts.subject import BODY, agency_names, tell_of
from chidao.tasks.models import Task
from chidao.tasks.rules import PlannedTask, import_reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTasks:
    """Rows read from a spreadsheet, and the SHA-256 of that file."""

    body: str = asked(*BODY)
    rows: tuple[PlannedTask, ...] = asked("Các dòng", "Rows", "hidden")
    file: str = asked("Tệp bảng tính", "Spreadsheet", "hidden")
    origin_text: str = asked("Văn bản giao (nếu chung)", "Paper they come from (if one)", default="")


def _about_import(given: ImportTasks, at: datetime) -> Matter:
    count = len(given.rows)
    says = Text(f"{count} nhiệm vụ trong bảng tính", f"{count} tasks of a spreadsheet")
    return Matter(body=given.body, says=says, facets={"origin": "instrument"})


@act(
    "import_tasks",
    ("Nhập nhiệm vụ từ bảng tính", "Import tasks from a spreadsheet"),
    ("Nhập {what}, số {first}–{last}", "{what} entered, numbers {first}–{last}"),
    given=ImportTasks,
    about=_about_import,
)
def import_tasks(doing: Doing, given: ImportTasks) -> Mapping[str, object]:
    """Open every task, or none: BadInput names every bad row, counted from 1."""
    if not given.rows:
        raise BadInput(Reason(code="no_rows", says=_NO_ROWS, field="rows"))
    basis = ground(doing)
    names = agency_names(agency for row in given.rows for agency in (row.lead_agency_id, *row.coordinating_ids))
    bad = list(import_reasons(given.rows, names, _already(given), basis.on))
    for row in given.rows:
        bad += no_more_reasons(doing, row.lead_agency_id, row.coordinating_ids, row=row.row)
    raise_if_any(BadInput, bad)
    tasks = open_tasks(doing, [_opening(row, basis, given.origin_text) for row in given.rows])
    _tell_agencies(doing, tasks)
    return {
        "tasks": [task.pk for task in tasks],
        "first": tasks[0].number,
        "last": tasks[-1].number,
        "file": given.file,
        "unaccounted": sum(task.accountable_id is None for task in tasks),
        "say": {"first": tasks[0].number, "last": tasks[-1].number},
    }


def _opening(row: PlannedTask, basis: Ground, origin_text: str) -> Opening:
    return Opening(
        title=row.title,
        detail="\n".join(part for part in (row.note, _status(row)) if part),
        origin="instrument",
        lead=row.lead_agency_id,
        coordinating=tuple(dict.fromkeys(row.coordinating_ids)),
        assigned_on=row.assigned_on or basis.on,
        due_on=row.due_on,
        accountable=basis.answers_for(row.lead_agency_id),
        source_text=row.source_text or origin_text,
    )


def _status(row: PlannedTask) -> str:
    return f"Tình hình ghi trong bảng khi nhập: {row.status_text}" if row.status_text else ""


def _already(given: ImportTasks) -> dict[tuple[str, int, date | None], int]:
    agencies = {row.lead_agency_id for row in given.rows}
    titles = {row.title for row in given.rows}
    rows = Task.objects.filter(body=given.body, lead_agency__in=agencies, title__in=titles)
    keys = rows.values_list("title", "lead_agency_id", "due_on", "number")
    return {(title, lead, due): number for title, lead, due, number in keys}


def _tell_agencies(doing: Doing, tasks: Sequence[Task]) -> None:
    counts: dict[int, int] = {}
    for task in tasks:
        counts[task.lead_agency_id] = counts.get(task.lead_agency_id, 0) + 1
    says = Text("Được giao chủ trì {count} nhiệm vụ nhập từ bảng tính.", "You lead {count} tasks entered from a list.")
    for agency, count in sorted(counts.items()):
        tell_of(doing, says.filled(count=count), f"/{doing.matter.body}/tasks/?agency={agency}", [agency])


_NO_ROWS = Text("Bảng tính không có dòng nhiệm vụ nào.", "The spreadsheet has no row with a task.")
