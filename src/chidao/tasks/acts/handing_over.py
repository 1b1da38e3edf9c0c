"""The open tasks of an agency that is succeeded go to its successor; what is closed stays the former's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.errors import BadInput, raise_if_any
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.owed import Owed, owes
from chidao.mandates.queries import seats_in_force
from chidao.mandates.rules.succession import Handed
from chidao.people.models import Appointment
from chidao.tasks.acts.subject import BODY, agency_names, noted, tell_of
from chidao.tasks.models import Task, TaskAgency, TaskTransfer
from chidao.tasks.rules import task_path, task_says
from chidao.tasks.rules.handing_over import (
    Beside,
    BesideMove,
    HandOver,
    LeadMove,
    OpenTask,
    hand_over_reasons,
    plan_hand_over,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverTasks:
    """Which tasks of which agency go to which; done as part of the succession that makes it so."""

    body: str = asked(*BODY)
    effective_from: date = asked("Từ ngày", "From", "date")
    moves: tuple[Handed, ...] = asked("Bàn giao", "Handing over", "hidden")


def _about(given: HandOverTasks, at: object) -> Matter:
    formers = list(dict.fromkeys(each.former for each in given.moves))
    names = agency_names(formers)
    return Matter(body=given.body, says=listed([same(names.get(each, f"#{each}")) for each in formers]))


@act(
    "hand_over_tasks",
    ("Bàn giao nhiệm vụ", "Hand over tasks"),
    (
        "Bàn giao việc đang mở của {what}: {leads} nhiệm vụ chủ trì, {beside} phối hợp",
        "Open work of {what} handed over: {leads} tasks led, {beside} coordinated",
    ),
    given=HandOverTasks,
    about=_about,
)
def hand_over_tasks(doing: Doing, given: HandOverTasks) -> Mapping[str, object]:
    """Hand over every open task at once (a bounded number of queries). BadInput: what is listed is not theirs."""
    rows = _Rows.read(given.body, given.moves)
    found = [_open_task(row) for row in rows.tasks.values()]
    raise_if_any(BadInput, hand_over_reasons(found, given.moves))
    successors = {each.successor for each in given.moves if each.successor is not None}
    persons, first = _people_of(given.body, successors, given.effective_from)
    plan = plan_hand_over(found, given.moves, persons, first)
    _lead(doing, rows, plan)
    _beside(doing, rows, plan.beside)
    _put_down(doing, given, rows, plan)
    _tell(doing, given, plan)
    return {
        "tasks": [each.task for each in plan.leads],
        "coordinating": [each.task for each in plan.beside],
        "unaccounted": list(plan.unaccounted),
        "say": {"leads": len(plan.leads), "beside": len(plan.beside)},
    }


def open_tasks_of(body: str, agencies: Iterable[int]) -> list[OpenTask]:
    """Return the open tasks that agencies lead or coordinate (two queries), for a look before they are handed over."""
    moves = [Handed(former=each, successor=None) for each in agencies]
    return [_open_task(row) for row in _Rows.read(body, moves).tasks.values()]


@owes
def tasks_owed(body: str, agency: int, on: date) -> Iterator[Owed]:
    """Yield each open task that an agency leads, and each answer that is awaited of it."""
    led = Task.objects.filter(body=body, closed=0, lead_agency=agency).order_by("due_on", "number")
    for pk, number, title, due_on in led.values_list("pk", "number", "title", "due_on"):
        yield Owed(kind="task", says=task_says(number, title), due_on=due_on, path=task_path(body, pk))
    waits = TaskAgency.objects.filter(task__body=body, task__closed=0, agency=agency, answered_at=None)
    rows = waits.exclude(asked_at=None).order_by("answer_due_on", "pk")
    for pk, number, title, due_on in rows.values_list("task_id", "task__number", "task__title", "answer_due_on"):
        says = Text("trả lời phối hợp về {task}", "the answer on {task}").filled(task=task_says(number, title))
        yield Owed(kind="answer", says=says, due_on=due_on, path=task_path(body, pk))


@dataclass
class _Rows:
    """The tasks concerned with their coordinating agencies, as rows."""

    tasks: dict[int, Task]
    beside: dict[int, TaskAgency]
    places: dict[tuple[int, int], TaskAgency]

    @classmethod
    def read(cls, body: str, moves: Sequence[Handed]) -> _Rows:
        formers = {each.former for each in moves}
        led = Q(lead_agency__in=formers)
        coordinated = Q(pk__in=TaskAgency.objects.filter(agency__in=formers).values("task_id"))
        every = Prefetch("coordinating", queryset=TaskAgency.objects.order_by("pk"))
        found = Task.objects.filter(led | coordinated, body=body, closed=0).order_by("number").prefetch_related(every)
        tasks = {row.pk: row for row in found}
        beside = {each.pk: each for row in tasks.values() for each in row.coordinating.all()}
        return cls(tasks, beside, {(each.task_id, each.agency_id): each for each in beside.values()})


def _open_task(row: Task) -> OpenTask:
    return OpenTask(
        id=row.pk,
        number=row.number,
        lead=row.lead_agency_id,
        accountable=row.accountable_id,
        field=row.field,
        beside=tuple(
            Beside(
                row=each.pk,
                agency=each.agency_id,
                asked=each.asked_at is not None,
                answered=each.answered_at is not None,
            )
            for each in row.coordinating.all()
        ),
    )


def _people_of(body: str, agencies: set[int], on: date) -> tuple[dict[int, frozenset[int]], dict[int, int]]:
    """Return who sits for each agency or has a post there on a day, and who of them sits highest."""
    persons: dict[int, set[int]] = {each: set() for each in agencies}
    first: dict[int, int] = {}
    for seat in seats_in_force(body, on):
        if seat.agency in persons and seat.person is not None:
            persons[seat.agency].add(seat.person)
            first.setdefault(seat.agency, seat.person)
    lasting = Q(effective_until__isnull=True) | Q(effective_until__gt=on)
    posts = Appointment.objects.filter(lasting, post__agency__in=agencies, effective_from__lte=on)
    for agency, person in posts.values_list("post__agency_id", "person_id"):
        persons[agency].add(person)
    return {agency: frozenset(found) for agency, found in persons.items()}, first


def _lead(doing: Doing, rows: _Rows, plan: HandOver) -> None:
    """Those that go to one agency, and to one person of it, are written at once."""
    lots: dict[tuple[int, int | None], list[Task]] = {}
    for move in plan.leads:
        lots.setdefault((move.successor, move.accountable), []).append(rows.tasks[move.task])
    for (successor, accountable), tasks in lots.items():
        doing.change_all(tasks, lead_agency_id=successor, accountable_id=accountable, updated_at=doing.now)


def _beside(doing: Doing, rows: _Rows, moves: Sequence[BesideMove]) -> None:
    taken: dict[int, list[TaskAgency]] = {}
    new: list[TaskAgency] = []
    for move in moves:
        row = rows.beside[move.row]
        if move.successor is None or move.there:
            _dropped(doing, rows, move, row)
        elif move.stays:
            new.append(TaskAgency(task_id=move.task, agency_id=move.successor))
            rows.places[move.task, move.successor] = new[-1]
        else:
            taken.setdefault(move.successor, []).append(row)
            rows.places[move.task, move.successor] = row
    for successor, lot in taken.items():
        doing.change_all(lot, agency_id=successor)
    doing.add_all(new)


def _dropped(doing: Doing, rows: _Rows, move: BesideMove, row: TaskAgency) -> None:
    """Drop a place that the successor has itself; a question that waits is asked of it then. An answer stays."""
    if move.stays:
        return
    own = rows.places.get((move.task, move.successor or 0))
    if move.waits and own is not None and own.answered_at is None:
        question = "\n".join(each for each in (own.question, row.question) if each)
        due_on = min((each for each in (own.answer_due_on, row.answer_due_on) if each), default=None)
        _asked(doing, own, question=question, asked_at=own.asked_at or row.asked_at, answer_due_on=due_on)
    doing.remove(row)


def _asked(doing: Doing, row: TaskAgency, **values: object) -> None:
    if row.pk is not None:
        doing.change(row, **values)
    for name, value in values.items():
        setattr(row, name, value)


def _put_down(doing: Doing, given: HandOverTasks, rows: _Rows, plan: HandOver) -> None:
    """Leave with each task what became of it: the transfer, and a line in what happened to it."""
    beside = [each for each in plan.beside if each.successor is not None]
    moves: tuple[LeadMove | BesideMove, ...] = (*plan.leads, *beside)
    doing.add_all(
        TaskTransfer(
            task_id=each.task,
            former_id=each.former,
            successor_id=each.successor or 0,  # those that go to nobody are left out above
            lead=isinstance(each, LeadMove),
            effective_from=given.effective_from,
            recorded_at=doing.now,
        )
        for each in moves
    )
    names = agency_names({agency for each in moves for agency in (each.former, each.successor) if agency})
    doing.add_all(
        noted(
            doing,
            rows.tasks[each.task],
            "moved",
            f"{names[each.former]} → {names[each.successor or 0]}",
            agency_id=each.successor,
        )
        for each in moves
    )
    led = {each.task for each in plan.leads}
    only_beside = {each.task: rows.tasks[each.task] for each in plan.beside if each.task not in led}
    doing.change_all(only_beside.values(), updated_at=doing.now)


def _tell(doing: Doing, given: HandOverTasks, plan: HandOver) -> None:
    says = Text("Tiếp nhận {n} nhiệm vụ chủ trì do kế thừa.", "You take over {n} tasks by succession.")
    counts: dict[int, int] = {}
    for move in plan.leads:
        counts[move.successor] = counts.get(move.successor, 0) + 1
    for agency, count in sorted(counts.items()):
        tell_of(doing, says.filled(n=count), f"/{given.body}/tasks/?agency={agency}", [agency])
