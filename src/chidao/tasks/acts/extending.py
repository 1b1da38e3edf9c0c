"""More time for a task; the first deadline is kept beside the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.queries import working_days
from chidao.kernel.errors import BadInput, raise_if_any
from chidao.kernel.wording import Text
from chidao.tasks.acts.subject import (
    BODY,
    TASK,
    about_task,
    keep_update,
    locked_task,
    named,
    noted,
    require_state,
    tell,
)
from chidao.tasks.rules import day_says, due_says, extension_reasons, rest_warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDeadline:
    """A later day, and why."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    due_on: date = asked("Thời hạn mới", "New deadline", "date")
    reason: str = asked("Lý do", "Reason", "long")


@act(
    "extend_deadline",
    ("Gia hạn", "Extend the deadline"),
    ("Gia hạn {what} đến {day} ({before})", "Deadline of {what} extended to {day} ({before})"),
    given=ExtendDeadline,
    about=about_task,
)
def extend_deadline(doing: Doing, given: ExtendDeadline) -> Mapping[str, object]:
    """Move the deadline. BadInput: not a later day, no reason; Conflict: not in progress."""
    task = locked_task(doing, given)
    require_state("extend", task)
    before = task.due_on
    raise_if_any(BadInput, extension_reasons(before, given.due_on, task.assigned_on, given.reason))
    first = task.first_due_on or given.due_on
    doing.change(task, due_on=given.due_on, first_due_on=first, updated_at=doing.now)
    update = noted(doing, task, "extended", given.reason, due_before=before, due_after=given.due_on)
    keep_update(doing, update)
    says = Text("Thời hạn mới của {task}: {day}.", "New deadline of {task}: {day}.")
    tell(doing, task, says.filled(task=named(task), day=day_says(given.due_on)), [task.lead_agency_id])
    return {
        "task": task.pk,
        "update": update.pk,
        "due_on": given.due_on,
        "warnings": [warning.as_data() for warning in rest_warnings(given.due_on, working_days())],
        "say": {"day": day_says(given.due_on), "before": _before(before)},
    }


def _before(due_on: date | None) -> Text:
    return Text("trước đó: {due}", "before: {due}").filled(due=due_says(due_on))
