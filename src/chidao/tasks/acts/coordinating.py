"""Coordinating agencies are asked, and answer; the answer stays with the task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.uploads import CheckedFile
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.tasks.acts.subject import (
    BODY,
    FILES,
    TASK,
    about_task,
    agency_names,
    keep_update,
    kept_files,
    locked_task,
    noted,
    require_state,
    tell,
)
from chidao.tasks.models import Task, TaskAgency
from chidao.tasks.rules import day_says, required


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCoordination:
    """A question to coordinating agencies of the task, and until when an answer is asked for."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    agencies: tuple[int, ...] = asked("Hỏi cơ quan", "Ask", "agencies")
    question: str = asked("Nội dung đề nghị phối hợp", "What is asked", "long")
    answer_due_on: date | None = asked("Trả lời trước hết ngày", "Answer by", "date", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCoordination:
    """The answer of the actor's agency."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    answer: str = asked("Ý kiến phối hợp", "Answer", "long")
    files: tuple[CheckedFile, ...] = asked(*FILES, default=())


@act(
    "ask_coordination",
    ("Đề nghị phối hợp", "Ask for coordination"),
    ("Đề nghị {agencies} phối hợp {what}", "{agencies} asked to coordinate in {what}"),
    given=AskCoordination,
    about=about_task,
)
def ask_coordination(doing: Doing, given: AskCoordination) -> Mapping[str, object]:
    """Ask. BadInput: nobody or nothing asked; Conflict: an agency does not coordinate here, or has yet to answer."""
    task = locked_task(doing, given)
    require_state("ask", task)
    raise_if_any(BadInput, _bad_question(given, local_day(doing.at)))
    rows = {row.agency_id: row for row in TaskAgency.objects.using(doing.alias).filter(task=task)}
    names = agency_names(given.agencies)
    raise_if_any(Conflict, _not_askable(given.agencies, rows, names))
    for agency in dict.fromkeys(given.agencies):
        doing.change(
            rows[agency], question=given.question, asked_at=doing.at, answer_due_on=given.answer_due_on, answer="",
            answered_at=None,
        )  # fmt: skip
        keep_update(doing, noted(doing, task, "asked", given.question, agency_id=agency))
    doing.change(task, updated_at=doing.now)
    says = Text("Được đề nghị cho ý kiến về {task}.", "Asked for your answer on {task}.")
    tell(doing, task, says.filled(task=doing.matter.says), given.agencies)
    return {"task": task.pk, "say": {"agencies": ", ".join(names[each] for each in dict.fromkeys(given.agencies))}}


@act(
    "answer_coordination",
    ("Trả lời phối hợp", "Answer as coordinating agency"),
    ("{agency} trả lời phối hợp {what}", "{agency} answered on {what}"),
    given=AnswerCoordination,
    about=about_task,
)
def answer_coordination(doing: Doing, given: AnswerCoordination) -> Mapping[str, object]:
    """Keep the answer with the task. Conflict: the actor's agency was not asked, or has answered."""
    task = locked_task(doing, given)
    require_state("answer", task)
    row = _asked_row(doing, task)
    raise_if_any(BadInput, required("answer", given.answer, Text("ý kiến phối hợp", "the answer")))
    files = kept_files(doing, given.files)
    doing.change(row, answer=given.answer, answered_at=doing.at)
    update = keep_update(doing, noted(doing, task, "answered", given.answer), files)
    doing.change(task, updated_at=doing.now)
    name = agency_names([row.agency_id])[row.agency_id]
    says = Text("{agency} đã trả lời về {task}.", "{agency} has answered on {task}.")
    tell(doing, task, says.filled(agency=name, task=doing.matter.says), [task.lead_agency_id])
    return {"task": task.pk, "update": update.pk, "say": {"agency": name}}


def _asked_row(doing: Doing, task: Task) -> TaskAgency:
    row = doing.locked(TaskAgency, task=task, agency_id=doing.by.agency) if doing.by.agency else None
    if row is None or row.asked_at is None:
        raise Conflict(Reason(code="not_asked", says=_NOT_ASKED, remedy=_BE_ASKED))
    if row.answered_at is not None:
        raise Conflict(Reason(code="answered", says=_ANSWERED, remedy=_BE_ASKED))
    return row


def _bad_question(given: AskCoordination, today: date) -> Iterator[Reason]:
    yield from required("question", given.question, Text("nội dung đề nghị", "what is asked"))
    if not given.agencies:
        yield Reason(code="required", says=_NOBODY_ASKED, field="agencies")
    if given.answer_due_on is not None and given.answer_due_on < today:
        says = Text("Ngày trả lời đã qua: {day}.", "The day for the answer has passed: {day}.")
        yield Reason(code="past", says=says.filled(day=day_says(given.answer_due_on)), field="answer_due_on")


def _not_askable(
    agencies: tuple[int, ...], rows: Mapping[int, TaskAgency], names: Mapping[int, str]
) -> Iterator[Reason]:
    for agency in dict.fromkeys(agencies):
        name, row = names.get(agency, str(agency)), rows.get(agency)
        if row is None:
            says = Text("{agency} không phải cơ quan phối hợp.", "{agency} does not coordinate in this task.")
            yield Reason(code="not_coordinating", says=says.filled(agency=name), field="agencies", remedy=_OTHERS)
        elif row.asked_at is not None and row.answered_at is None:
            says = Text("{agency} chưa trả lời lần hỏi trước.", "{agency} has yet to answer the last question.")
            yield Reason(code="not_answered_yet", says=says.filled(agency=name), field="agencies", remedy=_WAIT)


_NOT_ASKED = Text("Cơ quan này chưa được đề nghị phối hợp ở nhiệm vụ này.", "This agency was not asked on this task.")
_ANSWERED = Text("Cơ quan này đã trả lời.", "This agency has answered.")
_BE_ASKED = Text("Cơ quan chủ trì gửi đề nghị phối hợp trước.", "First the lead agency asks.")
_NOBODY_ASKED = Text("Chọn ít nhất một cơ quan.", "Choose at least one agency.")
_OTHERS = Text("Chọn trong các cơ quan phối hợp của nhiệm vụ.", "Choose among the task's coordinating agencies.")
_WAIT = Text("Chờ trả lời, hoặc liên hệ trực tiếp và ghi lại.", "Wait for the answer, or call and log the contact.")
