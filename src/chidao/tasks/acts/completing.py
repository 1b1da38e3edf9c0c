"""A task ends in two acts: its agency proposes completion, and another accepts it or returns it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.uploads import CheckedFile
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import regulation
from chidao.tasks.acts.reporting import evidence_says
from chidao.tasks.acts.routing import result_clause
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
from chidao.tasks.models import Task, Update
from chidao.tasks.rules import (
    completion_reasons,
    done_reasons,
    lateness,
    one_lead,
    required,
    unaccounted_reasons,
    unreported_reasons,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCompletion:
    """The result, and evidence of it or a statement why there is none."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    result: str = asked("Kết quả thực hiện", "Result", "long")
    files: tuple[CheckedFile, ...] = asked(*FILES, default=())
    no_evidence: str = asked("Không có minh chứng vì", "No evidence because", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCompletion:
    """Completion is accepted, with a remark if there is one."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    note: str = asked("Nhận xét", "Remark", "long", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCompletion:
    """Completion is not accepted, and why."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    reason: str = asked("Lý do trả lại", "Reason", "long")


@act(
    "propose_completion",
    ("Đề nghị công nhận hoàn thành", "Propose completion"),
    ("Đề nghị công nhận hoàn thành {what}{evidence}{late}", "Completion proposed of {what}{evidence}{late}"),
    given=ProposeCompletion,
    about=about_task,
)
def propose_completion(doing: Doing, given: ProposeCompletion) -> Mapping[str, object]:
    """Put the task up for acceptance. The day of this act is the day by which it is on time or late.

    BadInput: no result, no evidence and no word why; Conflict: not in progress, or nobody is accountable.
    """
    done_on = local_day(doing.at)
    principle = one_lead(regulation(given.body, done_on))
    task = locked_task(doing, given)
    require_state("propose", task)
    raise_if_any(Conflict, unaccounted_reasons(principle, task.accountable_id, named(task)))
    bad = [
        *completion_reasons(given.result, given.files, given.no_evidence),
        *done_reasons(done_on, task.assigned_on),
    ]
    raise_if_any(BadInput, bad)
    files = kept_files(doing, given.files)
    doing.change(
        task, state="proposed", percent=100, done_on=done_on, proposed_by_id=doing.by.person, proposed_at=doing.at,
        updated_at=doing.now,
    )  # fmt: skip
    update = keep_update(doing, noted(doing, task, "proposed", _result(given), percent=100), files)
    return {
        "task": task.pk,
        "update": update.pk,
        "done_on": done_on,
        "say": {"evidence": evidence_says(len(files)), "late": _late_says(task, done_on)},
    }


@act(
    "accept_completion",
    ("Nghiệm thu hoàn thành", "Accept completion"),
    ("Nghiệm thu hoàn thành {what}", "Completion accepted of {what}"),
    given=AcceptCompletion,
    about=about_task,
)
def accept_completion(doing: Doing, given: AcceptCompletion) -> Mapping[str, object]:
    """End the task; the day of the proposal stays its day.

    Conflict: completion was not proposed, or a leader gave it and its result was not reported to the head.
    """
    task = locked_task(doing, given)
    require_state("accept", task)
    clause = result_clause(given.body, task.assigned_on)
    reported = task.result_reported_at is not None
    raise_if_any(Conflict, unreported_reasons(task.result_due, reported, clause, named(task)))
    doing.change(task, state="accepted", closed=1, accepted_at=doing.at, updated_at=doing.now)
    update = keep_update(doing, noted(doing, task, "accepted", given.note))
    says = Text("Đã nghiệm thu hoàn thành {task}.", "Completion accepted: {task}.")
    tell(doing, task, says.filled(task=named(task)), [task.lead_agency_id], [task.accountable_id])
    return {"task": task.pk, "update": update.pk}


@act(
    "return_completion",
    ("Trả lại để thực hiện tiếp", "Return for further work"),
    ("Trả lại {what}: {reason}", "{what} returned: {reason}"),
    given=ReturnCompletion,
    about=about_task,
)
def return_completion(doing: Doing, given: ReturnCompletion) -> Mapping[str, object]:
    """Open the task again, with the share reported before; what was reported as its result was not yet that.

    BadInput: no reason; Conflict: it was not proposed.
    """
    task = locked_task(doing, given)
    require_state("return", task)
    raise_if_any(BadInput, required("reason", given.reason, Text("lý do trả lại", "the reason for returning it")))
    doing.change(
        task, state="open", percent=_percent_before(doing, task), done_on=None, proposed_by_id=None, proposed_at=None,
        result_reported_at=None, updated_at=doing.now,
    )  # fmt: skip
    update = keep_update(doing, noted(doing, task, "returned", given.reason))
    says = Text("Bị trả lại để thực hiện tiếp: {task}. Lý do: {reason}", "Returned: {task}. Reason: {reason}")
    words = says.filled(task=named(task), reason=given.reason)
    tell(doing, task, words, [task.lead_agency_id], [task.accountable_id])
    return {"task": task.pk, "update": update.pk, "say": {"reason": given.reason}}


def _result(given: ProposeCompletion) -> str:
    if given.files or not given.no_evidence.strip():
        return given.result
    return f"{given.result}\nKhông có minh chứng: {given.no_evidence}"


def _late_says(task: Task, done_on: date) -> Text:
    judged = lateness(task.due_on, done_on, done_on, working_days())
    if judged.kind != "done_late":
        return Text("", "")
    says = Text(", muộn {days} ngày làm việc", ", {days} working days late")
    return says.filled(days=-judged.working_days)


def _percent_before(doing: Doing, task: Task) -> int:
    reports = Update.objects.using(doing.alias).filter(task=task, kind="progress").order_by("-at", "-pk")
    return reports.values_list("percent", flat=True).first() or 0
