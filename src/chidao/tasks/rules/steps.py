"""What may follow what in the life of a task, and what each step must bring with it (PURE)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.tasks.rules.words import day_says

State = Literal["open", "proposed", "accepted"]

Step = Literal[
    "name", "report", "ask", "answer", "propose", "accept", "return", "extend", "urge", "remind", "contact",
    "result",
]  # fmt: skip

FOLLOWS: Final[Mapping[Step, tuple[State, ...]]] = {
    "name": ("open", "proposed"),
    "report": ("open",),
    "ask": ("open",),
    "answer": ("open", "proposed"),
    "propose": ("open",),
    "accept": ("proposed",),
    "return": ("proposed",),
    "extend": ("open",),
    "urge": ("open",),
    "remind": ("open",),
    "contact": ("open", "proposed"),
    "result": ("open", "proposed"),
}
"""In which states of a task each step may be taken."""

STATES: Final[Mapping[State, Text]] = {
    "open": Text("đang thực hiện", "in progress"),
    "proposed": Text("chờ nghiệm thu", "awaiting acceptance"),
    "accepted": Text("đã hoàn thành", "completed"),
}

_REMEDIES: Final[Mapping[State, Text]] = {
    "open": Text(
        "Cơ quan chủ trì đề nghị công nhận hoàn thành trước, kèm kết quả.",
        "First the lead agency proposes completion, with the result.",
    ),
    "proposed": Text(
        "Nghiệm thu, hoặc trả lại kèm lý do rồi thực hiện tiếp.",
        "Accept it, or return it with a reason and go on from there.",
    ),
    "accepted": Text("Nếu còn việc phải làm, giao nhiệm vụ mới.", "If more is to be done, assign a new task."),
}


def state_reasons(step: Step, state: str, what: Text) -> Iterator[Reason]:
    """Yield why a step cannot follow from the state that a task is in, and what would make it possible."""
    if state in FOLLOWS[step]:
        return
    known: State = "accepted" if state == "accepted" else "proposed" if state == "proposed" else "open"
    says = Text("Không thực hiện được: {what} {state}.", "Not possible now: {what} is {state}.")
    yield Reason(
        code=f"task_{known}", says=says.filled(what=what, state=STATES[known]), field="task", remedy=_REMEDIES[known]
    )


def completion_reasons(result: str, files: Sequence[object], no_evidence: str) -> Iterator[Reason]:
    """Yield what a proposal of completion lacks: its result, and evidence or a statement why there is none."""
    yield from required("result", result, Text("kết quả thực hiện", "the result"))
    if not files and not no_evidence.strip():
        yield Reason(code="no_evidence", says=_NO_EVIDENCE, field="files", remedy=_GIVE_EVIDENCE)


def done_reasons(done_on: date, assigned_on: date) -> Iterator[Reason]:
    """Yield why a task cannot be done on a day: it was not assigned yet."""
    if done_on < assigned_on:
        says = Text("Ngày đề nghị {done} trước ngày giao {day}.", "Proposed on {done}, before the assignment on {day}.")
        filled = says.filled(done=day_says(done_on), day=day_says(assigned_on))
        yield Reason(code="done_before_assigned", says=filled, remedy=_CHECK_DAY)


def unreported_reasons(due: bool, reported: bool, clause: str | None, what: Text) -> Iterator[Reason]:
    """Yield that work a leader gave cannot end yet: its result has not been reported to the head."""
    if due and not reported:
        says = Text(
            "Chưa báo cáo kết quả cho người đứng đầu: {what}.", "Its result has not been reported to the head: {what}."
        )
        yield Reason(code="result_not_reported", says=says.filled(what=what), clause=clause, remedy=_REPORT_RESULT)


def percent_reasons(percent: int) -> Iterator[Reason]:
    """Yield why a number is no share of the work done."""
    if not 0 <= percent <= 100:
        says = Text("Tỷ lệ hoàn thành phải từ 0 đến 100.", "The share done must be from 0 to 100.")
        yield Reason(code="percent", says=says, field="percent")


def required(field: str, value: str, what: Text) -> Iterator[Reason]:
    """Yield that something must be said and was not."""
    if not value.strip():
        yield Reason(code="required", says=Text("Cần ghi {what}.", "Give {what}.").filled(what=what), field=field)


_REPORT_RESULT = Text("Cơ quan chủ trì báo cáo kết quả trước.", "First the lead agency reports the result.")
_CHECK_DAY = Text("Kiểm tra ngày trên giấy đã ký.", "Check the day on the signed paper.")
_NO_EVIDENCE = Text("Chưa có minh chứng.", "There is no evidence.")
_GIVE_EVIDENCE = Text(
    "Đính kèm ít nhất một tệp, hoặc nêu rõ vì sao không có minh chứng.",
    "Attach at least one file, or say why there is none.",
)
