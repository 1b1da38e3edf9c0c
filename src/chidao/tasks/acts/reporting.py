"""What the lead agency reports while it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.uploads import CheckedFile
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import SeatView, regulation, seats_in_force
from chidao.mandates.rules import unit_kind
from chidao.tasks.acts.subject import (
    BODY,
    FILES,
    TASK,
    about_task,
    keep_update,
    kept_files,
    locked_task,
    named,
    noted,
    require_state,
    tell,
)
from chidao.tasks.rules import percent_reasons, required


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress:
    """How far a task is, in words and as a share, with files that show it."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    text: str = asked("Kết quả đến nay", "Progress", "long")
    percent: int = asked("Tỷ lệ hoàn thành (%)", "Share done (%)", "number")
    files: tuple[CheckedFile, ...] = asked(*FILES, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """The result of what a leader gave, reported to the head of the body."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    text: str = asked("Kết quả báo cáo", "Result", "long")


@act(
    "report_progress",
    ("Báo cáo tiến độ", "Report progress"),
    ("Báo cáo tiến độ {what}: {percent}%{evidence}", "Progress reported on {what}: {percent}%{evidence}"),
    given=ReportProgress,
    about=about_task,
)
def report_progress(doing: Doing, given: ReportProgress) -> Mapping[str, object]:
    """Note the progress. BadInput: nothing said, no such share or file; Conflict: no longer in progress."""
    task = locked_task(doing, given)
    require_state("report", task)
    says = Text("tiến độ đã đạt", "the progress made")
    raise_if_any(BadInput, [*required("text", given.text, says), *percent_reasons(given.percent)])
    files = kept_files(doing, given.files)
    doing.change(task, percent=given.percent, updated_at=doing.now)
    update = keep_update(doing, noted(doing, task, "progress", given.text, percent=given.percent), files)
    return {
        "task": task.pk,
        "update": update.pk,
        "say": {"percent": given.percent, "evidence": evidence_says(len(files))},
    }


@act(
    "report_result",
    ("Báo cáo kết quả cho người đứng đầu", "Report the result to the head"),
    ("Báo cáo kết quả {what} cho {head}", "Result of {what} reported to {head}"),
    given=ReportResult,
    about=about_task,
)
def report_result(doing: Doing, given: ReportResult) -> Mapping[str, object]:
    """Note that the result was reported, and tell the head. BadInput: nothing said; Conflict: the task has ended."""
    head = _head(given.body, local_day(doing.at))
    task = locked_task(doing, given)
    require_state("result", task)
    raise_if_any(BadInput, required("text", given.text, Text("kết quả", "the result")))
    doing.change(task, result_reported_at=doing.at, updated_at=doing.now)
    update = keep_update(doing, noted(doing, task, "reported", given.text))
    says = Text("Kết quả của {task}: {text}", "Result of {task}: {text}").filled(task=named(task), text=given.text)
    tell(doing, task, says, [], [head.person if head else None])
    return {"task": task.pk, "update": update.pk, "say": {"head": head.title if head else _THE_HEAD}}


def _head(body: str, on: date) -> SeatView | None:
    """Return the seat of the body's head on a day: the first in rank of the committee itself."""
    current = regulation(body, on)
    seats = (each for each in seats_in_force(body, on) if unit_kind(current, each.unit) == "committee")
    return min(seats, key=lambda each: each.rank, default=None)


_THE_HEAD = Text("người đứng đầu", "the head")


def evidence_says(count: int) -> Text:
    """Return how many files of evidence came with it, for the end of a sentence; nothing for none."""
    if not count:
        return Text("", "")
    return Text(f", kèm {count} minh chứng", f", with {count} {'files' if count > 1 else 'file'} of evidence")
