"""What the lead agency reports while it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.uploads import CheckedFile
from chidao.kernel.errors import BadInput, raise_if_any
from chidao.kernel.wording import Text
from chidao.tasks.acts.subject import (
    BODY,
    FILES,
    TASK,
    about_task,
    keep_update,
    kept_files,
    locked_task,
    noted,
    require_state,
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


def evidence_says(count: int) -> Text:
    """Return how many files of evidence came with it, for the end of a sentence; nothing for none."""
    if not count:
        return Text("", "")
    return Text(f", kèm {count} minh chứng", f", with {count} {'files' if count > 1 else 'file'} of evidence")
