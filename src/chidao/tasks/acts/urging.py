"""Urging: an agency's late tasks, by letter or by phone; and the reminders that the program sends by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.models import Document
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.tasks.acts.subject import (
    BODY,
    TASK,
    about_task,
    agency_names,
    keep_update,
    locked_task,
    named,
    noted,
    require_state,
    tell,
    tell_of,
)
from chidao.tasks.models import Task, Update
from chidao.tasks.rules import due_says, required


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeAgency:
    """An agency's late tasks, or those chosen; the urging letter where there is one."""

    body: str = asked(*BODY)
    agency: int = asked("Cơ quan", "Agency", "agency")
    tasks: tuple[int, ...] = asked(
        "Nhiệm vụ", "Tasks", "hidden", default=(),
        hint=Text("Để trống: mọi nhiệm vụ quá hạn", "Empty: all that are late"),
    )  # fmt: skip
    text: str = asked("Nội dung đôn đốc", "What is urged", "long", default="")
    document: int | None = asked("Công văn đôn đốc", "Urging letter", "document", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindTask:
    """A step of the regulation's reminders (`rules.step_named`), or a reminder out of turn when no step is named."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    step: str = asked("Bước nhắc", "Step", "hidden", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogContact:
    """An urging by phone: who was reached, when, what they promised."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    whom: str = asked("Đã liên hệ với", "Who was reached")
    promised: str = asked("Nội dung trao đổi, cam kết", "What was said and promised", "long")
    promised_on: date | None = asked("Hứa xong ngày", "Promised for", "date", default=None)
    contacted_at: datetime | None = asked("Lúc", "When", "instant", default=None)


def _about_urging(given: UrgeAgency, at: datetime) -> Matter:
    name = agency_names([given.agency]).get(given.agency)
    if name is None:
        says = Text("Không có cơ quan này.", "There is no such agency.")
        raise BadInput(Reason(code="unknown_agency", says=says, field="agency"))
    return Matter(body=given.body, says=same(name), lead_agency=given.agency)


@act(
    "urge_agency",
    ("Đôn đốc", "Urge"),
    ("Đôn đốc {what}: {tasks}{letter}", "{what} urged: {tasks}{letter}"),
    given=UrgeAgency,
    about=_about_urging,
)
def urge_agency(doing: Doing, given: UrgeAgency) -> Mapping[str, object]:
    """Note the urging on each task. BadInput: tasks of others, no such letter; Conflict: nothing is late."""
    raise_if_any(BadInput, [*_not_theirs(doing, given), *_no_letter(given)])
    tasks = _to_urge(doing, given)
    if not tasks:
        raise Conflict(Reason(code="nothing_late", says=_NOTHING_LATE.filled(agency=doing.matter.says), field="agency"))
    require_state("urge", *tasks)
    doing.add_all(noted(doing, task, "urged", given.text, document_id=given.document) for task in tasks)
    for task in tasks:
        doing.change(task, updated_at=doing.now)
    says = Text("Đôn đốc {count} nhiệm vụ.", "{count} tasks are urged.").filled(count=len(tasks))
    path = f"/{given.body}/tasks/?agency={given.agency}&late=1"
    tell_of(doing, says, path, [given.agency], [task.accountable_id for task in tasks])
    return {
        "tasks": [task.pk for task in tasks],
        "document": given.document,
        "say": {"tasks": _tasks_says(tasks), "letter": _letter_says(given.document)},
    }


@act(
    "remind_task",
    ("Nhắc việc", "Remind"),
    ("Nhắc {what}, {due}", "Reminder of {what}, {due}"),
    given=RemindTask,
    about=about_task,
)
def remind_task(doing: Doing, given: RemindTask) -> Mapping[str, object]:
    """Remind the lead agency once per step. Conflict: not in progress, or this step was sent."""
    task = locked_task(doing, given)
    require_state("remind", task)
    sent = Update.objects.using(doing.alias).filter(task=task, kind="reminded", text=given.step)
    if given.step and sent.exists():
        raise Conflict(Reason(code="reminded", says=_REMINDED, field="step"))
    update = keep_update(doing, noted(doing, task, "reminded", given.step, agency_id=task.lead_agency_id))
    says = Text("Nhắc việc: {task}, {due}.", "Reminder: {task}, {due}.")
    words = says.filled(task=named(task), due=due_says(task.due_on))
    tell(doing, task, words, [task.lead_agency_id], [task.accountable_id])
    return {"task": task.pk, "update": update.pk, "say": {"due": due_says(task.due_on)}}


@act(
    "log_contact",
    ("Ghi lần liên hệ", "Log a contact"),
    ("Liên hệ với {whom} về {what}: {promised}", "{whom} reached about {what}: {promised}"),
    given=LogContact,
    about=about_task,
)
def log_contact(doing: Doing, given: LogContact) -> Mapping[str, object]:
    """Keep who was reached and what they promised. BadInput: nobody, nothing, or a time to come."""
    task = locked_task(doing, given)
    require_state("contact", task)
    raise_if_any(BadInput, _bad_contact(given, doing))
    text = f"{given.whom}: {given.promised}"
    update = noted(doing, task, "contacted", text, due_after=given.promised_on)
    update.at = given.contacted_at or doing.at
    keep_update(doing, update)
    doing.change(task, updated_at=doing.now)
    return {"task": task.pk, "update": update.pk, "say": {"whom": given.whom, "promised": given.promised}}


def _to_urge(doing: Doing, given: UrgeAgency) -> list[Task]:
    rows = Task.objects.using(doing.alias).filter(body=given.body, lead_agency=given.agency).select_for_update()
    if given.tasks:
        return list(rows.filter(pk__in=given.tasks).order_by("number"))
    late = rows.filter(closed=0, state="open", due_on__lt=local_day(doing.at))
    return list(late.order_by("number"))


def _not_theirs(doing: Doing, given: UrgeAgency) -> Iterator[Reason]:
    if not given.tasks:
        return
    rows = Task.objects.using(doing.alias).filter(body=given.body, lead_agency=given.agency, pk__in=given.tasks)
    strangers = sorted(set(given.tasks) - set(rows.values_list("pk", flat=True)))
    if strangers:
        says = Text("{agency} không chủ trì: {tasks}.", "{agency} does not lead: {tasks}.")
        filled = says.filled(agency=doing.matter.says, tasks=", ".join(map(str, strangers)))
        yield Reason(code="not_led_by_agency", says=filled, field="tasks")


def _no_letter(given: UrgeAgency) -> Iterator[Reason]:
    if given.document is not None and not Document.objects.filter(pk=given.document, body=given.body).exists():
        says = Text("Không có văn bản này.", "There is no such document.")
        yield Reason(code="unknown_document", says=says, field="document")


def _bad_contact(given: LogContact, doing: Doing) -> Iterator[Reason]:
    yield from required("whom", given.whom, Text("đã liên hệ với ai", "who was reached"))
    yield from required("promised", given.promised, Text("nội dung trao đổi", "what was said"))
    if given.contacted_at is not None and given.contacted_at > doing.now:
        yield Reason(code="in_the_future", says=_NOT_YET, field="contacted_at")


def _tasks_says(tasks: list[Task]) -> Text:
    if len(tasks) == 1:
        return named(tasks[0])
    return Text(f"{len(tasks)} nhiệm vụ", f"{len(tasks)} tasks")


def _letter_says(document: int | None) -> Text:
    if document is None:
        return Text("", "")
    label = Document.objects.get(pk=document).label
    return Text(f", theo văn bản {label}", f", by document {label}")


_NOTHING_LATE = Text("{agency} không có nhiệm vụ quá hạn.", "{agency} has no late task.")
_REMINDED = Text("Bước nhắc này đã gửi.", "This reminder was sent.")
_NOT_YET = Text("Thời điểm liên hệ ở sau hiện tại.", "The contact is dated after now.")
