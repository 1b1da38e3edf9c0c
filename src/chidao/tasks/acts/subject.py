"""The task that an act is about: found and named, locked, what is noted on it, whom it is told to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from chidao.acts.authority import Matter
from chidao.acts.runner import Doing
from chidao.documents.acts import keep_file
from chidao.documents.models import StoredFile
from chidao.documents.uploads import CheckedFile
from chidao.kernel.errors import Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.people.models import Agency
from chidao.tasks.models import Evidence, Task, TaskAgency, Update
from chidao.tasks.rules import Step, state_reasons, task_matter, task_path, task_says

BODY = ("Ban chỉ đạo", "Body", "body")
TASK = ("Nhiệm vụ", "Task", "task")
FILES = ("Minh chứng", "Evidence", "files")


class OnTask(Protocol):
    """An input that names a task."""

    @property
    def body(self) -> str:
        """Return the body's code."""

    @property
    def task(self) -> int:
        """Return the task's id."""


def about_task(given: OnTask, at: datetime) -> Matter:
    """Return what an act on a task is about. Raises NotFound."""
    task = Task.objects.filter(body=given.body, pk=given.task).first()
    if task is None:
        raise NotFound(Reason(code="not_found", says=_NO_TASK, field="task"))
    coordinating = TaskAgency.objects.filter(task=task).values_list("agency_id", flat=True)
    return task_matter(
        task.body,
        task_says(task.number, task.title),
        origin=task.origin,
        lead=task.lead_agency_id,
        coordinating=coordinating,
        proposed_by=task.proposed_by_id,
    )


def locked_task(doing: Doing, given: OnTask) -> Task:
    """Return the task, locked until the act is done."""
    task = doing.locked(Task, body=given.body, pk=given.task)
    if task is None:
        raise NotFound(Reason(code="not_found", says=_NO_TASK, field="task"))
    return task


def require_state(step: Step, *tasks: Task) -> None:
    """Raise Conflict with every task on which the step cannot be taken now."""
    raise_if_any(Conflict, (reason for task in tasks for reason in state_reasons(step, task.state, named(task))))


def named(task: Task) -> Text:
    """Return how sentences name the task."""
    return task_says(task.number, task.title)


def agency_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of those of the agencies that exist (one query)."""
    return dict(Agency.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def noted(doing: Doing, task: Task, kind: str, text: str = "", **more: Any) -> Update:
    """Return the row that says what happened to the task, not yet written; its agency is the actor's unless given."""
    return Update(
        task=task,
        kind=kind,
        at=doing.at,
        recorded_at=doing.now,
        by=doing.by.says.as_data(),
        text=text,
        **{"agency_id": doing.by.agency} | more,
    )


def kept_files(doing: Doing, files: Sequence[CheckedFile]) -> list[StoredFile]:
    """Return the rows of the files that came with an act, each once; the door has stored their bytes."""
    return [keep_file(doing, file) for file in {each.sha256: each for each in files}.values()]


def keep_update(doing: Doing, update: Update, files: Sequence[StoredFile] = ()) -> Update:
    """Write an update with its evidence."""
    doing.add(update)
    doing.add_all(Evidence(update=update, file=file) for file in files)
    return update


def tell(
    doing: Doing, task: Task, says: Text, agencies: Iterable[int | None], persons: Iterable[int | None] = ()
) -> None:
    """Leave a notice for agencies and persons, to be delivered once the act stands."""
    tell_of(doing, says, task_path(task.body, task.pk), agencies, persons)


def tell_of(
    doing: Doing, says: Text, path: str, agencies: Iterable[int | None], persons: Iterable[int | None] = ()
) -> None:
    """Leave a notice that opens `path`."""
    doing.post(
        "notice",
        {
            "body": doing.matter.body,
            "agencies": sorted({each for each in agencies if each}),
            "persons": sorted({each for each in persons if each}),
            "says": says.as_data(),
            "path": path,
        },
    )


_NO_TASK = Text("Không có nhiệm vụ này trong ban chỉ đạo.", "The body has no such task.")
