"""Assigning a task, and giving a direction in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.models import Provision
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import sub_group_people
from chidao.mandates.rules import Routed
from chidao.tasks.acts.accounting import person_of_agency_reasons
from chidao.tasks.acts.opening import Ground, Opening, ground, no_more_reasons, open_tasks
from chidao.tasks.acts.routing import FIELD, HINT, SUB_GROUP, not_routed, owed_to_head, route
from chidao.tasks.acts.subject import BODY, agency_names, named, tell
from chidao.tasks.models import Task
from chidao.tasks.rules import (
    Deadline,
    assignment_reasons,
    bound_reasons,
    default_days,
    due_says,
    one_lead,
    plan_deadline,
    task_matter,
    task_says,
)

LEAD = ("Cơ quan chủ trì", "Lead agency", "agency")
COORDINATING = ("Cơ quan phối hợp", "Coordinating agencies", "agencies")
DUE_ON = ("Thời hạn", "Deadline", "date")
WORKING_DAYS = ("Hoặc số ngày làm việc", "Or working days", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask:
    """A task for one lead agency, from a provision or a paper. Without a deadline the regulation's default holds."""

    body: str = asked(*BODY)
    title: str = asked("Nội dung nhiệm vụ", "Task")
    lead_agency: int | None = asked(*LEAD, default=None, hint=HINT)
    coordinating: tuple[int, ...] = asked(*COORDINATING, default=())
    due_on: date | None = asked(*DUE_ON, default=None)
    working_days: int | None = asked(*WORKING_DAYS, default=None)
    accountable: int | None = asked(
        "Người chịu trách nhiệm", "Accountable person", "person", default=None,
        hint=Text("Để trống: người giữ ghế của cơ quan chủ trì", "Empty: whoever is seated for the lead agency"),
    )  # fmt: skip
    outside: bool = asked("Do cơ quan ngoài ban chỉ đạo giao", "Given from outside the body", "yes", default=False)
    source_text: str = asked("Văn bản giao", "Paper it comes from", default="")
    provision: int | None = asked("Điều khoản", "Provision", "hidden", default=None)
    detail: str = asked("Yêu cầu cụ thể", "Details", "long", default="")
    field: str = asked(*FIELD, default="")
    sub_group: int | None = asked(*SUB_GROUP, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDirection:
    """One line of direction: it becomes a task under the clause by which it is given."""

    body: str = asked(*BODY)
    line: str = asked("Ý kiến chỉ đạo", "Direction")
    lead_agency: int | None = asked(*LEAD, default=None, hint=HINT)
    coordinating: tuple[int, ...] = asked(*COORDINATING, default=())
    due_on: date | None = asked(*DUE_ON, default=None)
    working_days: int | None = asked(*WORKING_DAYS, default=None)
    field: str = asked(*FIELD, default="")
    sub_group: int | None = asked(*SUB_GROUP, default=None)


def _about_assignment(given: AssignTask, at: datetime) -> Matter:
    return _matter(given, task_says(None, given.title), _origin(given), at)


def _matter(given: AssignTask | GiveDirection, says: Text, origin: str, at: datetime) -> Matter:
    to = route(given, local_day(at))
    return task_matter(given.body, says, origin=origin, lead=to.lead, coordinating=to.coordinating)


def _origin(given: AssignTask) -> str:
    """Return the origin's facet: a conclusion is seen from its notice, never claimed, since powers hang on it."""
    if given.provision is None:
        return "outside" if given.outside else "instrument"
    kinds = Provision.objects.filter(pk=given.provision, instrument__body__in=["", given.body])
    kind = kinds.values_list("instrument__kind", flat=True).first()
    return "conclusion" if kind == "notice" else "instrument"


def _about_direction(given: GiveDirection, at: datetime) -> Matter:
    return _matter(given, task_says(None, given.line), "direction", at)


@act(
    "assign_task",
    ("Giao nhiệm vụ", "Assign a task"),
    ("Giao {lead} chủ trì {task}, {due}", "{lead} is given the lead of {task}, {due}"),
    given=AssignTask,
    about=_about_assignment,
)
def assign_task(doing: Doing, given: AssignTask) -> Mapping[str, object]:
    """Open the task. BadInput: what was given; Conflict: a conclusion that would bind nobody at the lead agency."""
    basis = ground(doing)
    to = route(given, basis.on)
    names = _names(to)
    lead = (to.lead or 0, names.get(to.lead or 0, ""))
    bad = [*not_routed(given, basis.on, to.lead)]
    bad += assignment_reasons(given.title, to.lead, to.coordinating, names, source_text=given.source_text)
    bad += no_more_reasons(doing, to.lead, to.coordinating)
    if given.accountable is not None and to.lead:
        bad += person_of_agency_reasons(given.accountable, lead, basis.persons, basis.on)
    raise_if_any(BadInput, [*bad, *_no_provision(given)])
    origin = doing.matter.facets["origin"]
    raise_if_any(Conflict, bound_reasons(basis.regulation, origin, lead, basis.persons))
    deadline = _deadline(basis, given.due_on, given.working_days)
    opening = Opening(
        title=given.title,
        detail=given.detail,
        origin=origin,
        lead=lead[0],
        coordinating=to.coordinating,
        assigned_on=basis.on,
        due_on=deadline.on,
        accountable=given.accountable if given.accountable is not None else _answers(basis, to),
        provision=given.provision,
        source_text=given.source_text,
        field=given.field,
        sub_group=given.sub_group,
        result_due=owed_to_head(doing, basis.regulation),
    )
    return _opened(doing, basis, opening, names, deadline)


@act(
    "give_direction",
    ("Cho ý kiến chỉ đạo", "Give a direction"),
    ("Chỉ đạo {lead}: {task}, {due}", "Direction to {lead}: {task}, {due}"),
    given=GiveDirection,
    about=_about_direction,
)
def give_direction(doing: Doing, given: GiveDirection) -> Mapping[str, object]:
    """Open a task from one line; it comes from the provision that gives the power. BadInput: what was given."""
    basis = ground(doing)
    to = route(given, basis.on)
    names = _names(to)
    bad = assignment_reasons(given.line, to.lead, to.coordinating, names, title_field="line")
    gone = no_more_reasons(doing, to.lead, to.coordinating)
    raise_if_any(BadInput, [*not_routed(given, basis.on, to.lead), *bad, *gone])
    deadline = _deadline(basis, given.due_on, given.working_days)
    says = Text("Chỉ đạo của {who}", "Direction of {who}").filled(who=doing.by.says)
    opening = Opening(
        title=given.line,
        origin="direction",
        lead=to.lead or 0,
        coordinating=to.coordinating,
        assigned_on=basis.on,
        due_on=deadline.on,
        accountable=_answers(basis, to),
        provision=_provision_of(doing),
        source_text=says.vi[:300],
        field=given.field,
        sub_group=given.sub_group,
        result_due=owed_to_head(doing, basis.regulation),
    )
    return _opened(doing, basis, opening, names, deadline)


def _names(to: Routed) -> dict[int, str]:
    return agency_names([each for each in (to.lead, *to.coordinating) if each is not None])


def _answers(basis: Ground, to: Routed) -> int | None:
    """Return who answers for the task: the member in charge of its field, else whoever sits for the lead agency."""
    if to.person is not None and one_lead(basis.regulation):
        return to.person
    return basis.answers_for(to.lead or 0)


def _deadline(basis: Ground, due_on: date | None, days: int | None) -> Deadline:
    default = default_days(basis.regulation)
    return plan_deadline(basis.on, due_on=due_on, working_days=days, default=default, calendar=working_days())


def _opened(
    doing: Doing, basis: Ground, opening: Opening, names: Mapping[int, str], deadline: Deadline
) -> Mapping[str, object]:
    task = open_tasks(doing, [opening])[0]
    _tell_of_assignment(doing, task, opening.coordinating)
    warnings = list(deadline.warnings)
    if one_lead(basis.regulation) and task.accountable_id is None:
        warnings.append(_NOBODY_YET)
    return {
        "task": task.pk,
        "number": task.number,
        "due_on": task.due_on,
        "accountable": task.accountable_id,
        "warnings": [warning.as_data() for warning in warnings],
        "say": {"lead": names[opening.lead], "task": named(task), "due": due_says(task.due_on)},
    }


def _tell_of_assignment(doing: Doing, task: Task, coordinating: Sequence[int]) -> None:
    to_lead = Text("Được giao chủ trì {task}, {due}.", "You lead {task}, {due}.")
    to_others = Text("Được giao phối hợp {task}, {due}.", "You coordinate in {task}, {due}.")
    words = {"task": named(task), "due": due_says(task.due_on)}
    tell(doing, task, to_lead.filled(**words), [task.lead_agency_id], [task.accountable_id])
    if coordinating:
        tell(doing, task, to_others.filled(**words), coordinating)
    if task.sub_group_id:
        to_group = Text("Nhóm của bạn được giao {task}, {due}.", "Your sub-group is given {task}, {due}.")
        people = sub_group_people(task.body, task.sub_group_id, task.assigned_on)
        tell(doing, task, to_group.filled(**words), [], people)


def _no_provision(given: AssignTask) -> Iterator[Reason]:
    if given.provision is None:
        return
    if not Provision.objects.filter(pk=given.provision, instrument__body__in=["", given.body]).exists():
        says = Text("Không có điều khoản này.", "There is no such provision.")
        yield Reason(code="unknown_provision", says=says, field="provision")


def _provision_of(doing: Doing) -> int | None:
    """Return the provision by which the direction is given: the clause of its basis, of the latest instrument."""
    found = Provision.objects.using(doing.alias).filter(
        clause_id=doing.basis.clause, instrument__body=doing.matter.body
    )
    key: int | None = found.order_by("-instrument__effective_from", "-pk").values_list("pk", flat=True).first()
    return key


_NOBODY_YET = Text("Chưa có người chịu trách nhiệm.", "Nobody is accountable yet.")
