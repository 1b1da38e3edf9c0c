"""What waits for a seat, what is late and where, what has changed since someone last looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from chidao.acts.authority import Basis, Question, the_authority
from chidao.acts.kept import as_recorded, one_look
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.people.models import Agency
from chidao.tasks.models import Task, TaskAgency
from chidao.tasks.queries.lists import LIMIT, Page, TaskFilters, is_late, task_list
from chidao.tasks.queries.rows import COLUMNS, UNFINISHED, AgencyRef, TaskRow, agency_refs, led_by, read_rows, visible
from chidao.tasks.rules import SOON, task_matter, task_says

WaitingKind = Literal["late", "due", "unaccounted", "answer", "accept", "result"]

MOST: Final = 50
WHY: Final[Mapping[WaitingKind, Text]] = {
    "late": Text("Cơ quan được giao chủ trì, đã quá hạn", "Your agency leads it; it is late"),
    "due": Text("Cơ quan được giao chủ trì, sắp đến hạn", "Your agency leads it; it is due soon"),
    "unaccounted": Text("Cơ quan chưa cử người chịu trách nhiệm", "Your agency leads it; nobody is accountable"),
    "answer": Text("Cơ quan được đề nghị phối hợp", "Your agency was asked to coordinate"),
    "accept": Text("Chờ nghiệm thu hoàn thành", "Completion awaits acceptance"),
    "result": Text("Lãnh đạo giao, chưa báo cáo kết quả", "Given by a leader; its result is not reported yet"),
}
ACTS: Final[Mapping[WaitingKind, str]] = {
    "late": "propose_completion",
    "due": "propose_completion",
    "unaccounted": "name_accountable_person",
    "answer": "answer_coordination",
    "accept": "accept_completion",
    "result": "report_result",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for a seat: the task, by when, why it is this seat's, and the act that settles it.

    `clause` is the one by which it is this seat's, where the act was asked about; else that of the task's source.
    """

    kind: WaitingKind
    task: TaskRow
    due_on: date | None
    why: Text
    act: str
    clause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLate:
    """An agency's late tasks: how many, since when, and those that are late the longest."""

    agency: AgencyRef
    count: int
    oldest_due_on: date
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCount:
    """How an agency stands with its unfinished tasks. `unfinished` holds the others."""

    agency: AgencyRef
    unfinished: int
    late: int
    soon: int
    proposed: int


@one_look()
def waiting_for(reader: Reader, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits for the reader's seat, what is due first at the head, fifty of each kind at most.

    Whether it may accept completion is asked of the authority, in one question for all.
    """
    today = local_day(now)
    kinds, answers = _of_own_agency(reader, today), _to_answer(reader)
    proposals = list(visible(reader).filter(UNFINISHED, state="proposed").order_by("proposed_at", "pk")[:MOST].values(
        *COLUMNS
    ))  # fmt: skip
    asked = list(visible(reader).filter(pk__in=answers).values(*COLUMNS)) if answers else []
    rows = {row.id: row for row in read_rows([*(each for each, _ in kinds), *proposals, *asked], today)}
    found = [_waiting(kind, rows[each["pk"]]) for each, kind in kinds]
    found += [_waiting("answer", rows[each["pk"]], due_on=answers[each["pk"]]) for each in asked]
    shown = [rows[each["pk"]] for each in proposals]
    found += _acceptable(reader, [row for row in shown if not row.result_awaited], now)
    found += [_waiting("result", row) for row in shown if row.result_awaited and row.lead.id == reader.agency]
    return tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.task.number)))


@one_look()
def late_list(reader: Reader, today: date, *, each: int = 10) -> tuple[AgencyLate, ...]:
    """Return who is late, the most first, with the `each` tasks that are late the longest."""
    by_agency = Window(RowNumber(), partition_by=F("lead_agency"), order_by=[F("due_on"), F("pk")])
    how_many = Window(Count("pk"), partition_by=F("lead_agency"))
    # Ranked by what stands in an index; only the lines shown are read whole.
    ranked = visible(reader).filter(is_late(today)).annotate(place=by_agency, many=how_many).filter(place__lte=each)
    shown = list(ranked.values_list("pk", "lead_agency_id", "many"))
    counts = {agency: many for _, agency, many in shown}
    values = Task.objects.filter(pk__in=[pk for pk, *_ in shown]).order_by("due_on", "pk").values(*COLUMNS)
    of_agency: dict[int, tuple[TaskRow, ...]] = {}
    for row in read_rows(values, today):
        of_agency[row.lead.id] = (*of_agency.get(row.lead.id, ()), row)
    found = [
        AgencyLate(agency=rows[0].lead, count=counts[agency], oldest_due_on=rows[0].due_on or today, rows=rows)
        for agency, rows in of_agency.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.oldest_due_on, one.agency.name)))


@one_look()
def agency_counts(reader: Reader, today: date) -> tuple[AgencyCount, ...]:
    """Return how each agency stands, by the Vietnamese order of names; kept until an act touches a task."""
    seen = (reader.body, reader.sees("tasks"), reader.agency, reader.capacity.person)
    # Who sees all sees the same: only narrower readers are told apart.
    name = ":".join(str(part) for part in (seen[:2] if seen[1] == "all" else seen))
    return as_recorded(
        f"agency_counts:{name}:{today}", lambda: _count_by_agency(reader, today), of=(Task, TaskAgency, Agency)
    )


def _count_by_agency(reader: Reader, today: date) -> tuple[AgencyCount, ...]:
    soon = working_days().add_working_days(today, SOON)
    counted = (
        visible(reader)
        .filter(UNFINISHED)
        .order_by()
        .values("lead_agency_id")
        .annotate(
            unfinished=Count("pk"),
            late=Count("pk", filter=Q(state="open", due_on__lt=today)),
            soon=Count("pk", filter=Q(state="open", due_on__gte=today, due_on__lte=soon)),
            proposed=Count("pk", filter=Q(state="proposed")),
        )
    )
    found: dict[int, Mapping[str, Any]] = {each["lead_agency_id"]: each for each in counted}
    named = agency_refs()
    return tuple(
        AgencyCount(
            agency=named[pk],
            unfinished=found[pk]["unfinished"],
            late=found[pk]["late"],
            soon=found[pk]["soon"],
            proposed=found[pk]["proposed"],
        )
        for pk in named
        if pk in found
    )


def changed_since(reader: Reader, instant: datetime, *, today: date, limit: int = LIMIT) -> Page:
    """Return the tasks to which something has happened since an instant, the latest first."""
    return task_list(reader, today=today, filters=TaskFilters(changed_after=instant), sort="changed", limit=limit)


def _of_own_agency(reader: Reader, today: date) -> list[tuple[Mapping[str, Any], WaitingKind]]:
    """Return what the reader's agency leads and has to see to: late, due soon, or with nobody accountable."""
    if reader.agency is None:
        return []
    soon = working_days().add_working_days(today, SOON)
    own = led_by(reader, reader.agency).filter(UNFINISHED, state="open")
    due = own.filter(due_on__lte=soon).order_by("due_on", "pk").values(*COLUMNS)[:MOST]
    nobody = own.filter(accountable__isnull=True).order_by("due_on", "pk").values(*COLUMNS)[:MOST]
    kinds: list[tuple[Mapping[str, Any], WaitingKind]] = [
        (each, "late" if each["due_on"] < today else "due") for each in due
    ]
    shown = {each["pk"] for each, _ in kinds}
    return kinds + [(each, "unaccounted") for each in nobody if each["pk"] not in shown]


def _to_answer(reader: Reader) -> dict[int, date | None]:
    if reader.agency is None or reader.sees("tasks") is None:
        return {}
    waiting = TaskAgency.objects.filter(
        agency=reader.agency, asked_at__isnull=False, answered_at__isnull=True, task__body=reader.body,
        task__closed=0,
    )  # fmt: skip
    return dict(waiting.order_by("answer_due_on", "pk").values_list("task_id", "answer_due_on")[:MOST])


def _acceptable(reader: Reader, rows: list[TaskRow], now: datetime) -> list[Waiting]:
    questions = [_question(reader, row, now) for row in rows]
    verdicts = the_authority().answer(questions) if questions else []
    return [
        _waiting("accept", row, clause=verdict.clause)
        for row, verdict in zip(rows, verdicts, strict=True)
        if isinstance(verdict, Basis)
    ]


def _question(reader: Reader, row: TaskRow, now: datetime) -> Question:
    matter = task_matter(
        reader.body,
        task_says(row.number, row.title),
        origin=row.origin,
        lead=row.lead.id,
        coordinating=(agency.id for agency in row.coordinating),
        proposed_by=row.proposed_by,
    )
    return Question(capacity=reader.capacity, act="accept_completion", matter=matter, at=now, known_at=now)


def _waiting(kind: WaitingKind, row: TaskRow, *, due_on: date | None = None, clause: str | None = None) -> Waiting:
    return Waiting(
        kind=kind, task=row, due_on=due_on or row.due_on, why=WHY[kind], act=ACTS[kind], clause=clause or row.clause
    )
