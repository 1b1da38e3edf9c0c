"""What a reader may see of the tasks, and one line of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from chidao.acts.kept import as_recorded
from chidao.instruments.queries import working_days
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.people.models import Agency
from chidao.tasks.models import Task, TaskAgency, Update
from chidao.tasks.rules import Lateness, lateness, source_says

UNFINISHED: Final = Q(closed=0)
FINISHED: Final = Q(closed=1)

COLUMNS: Final = (
    "pk", "number", "title", "origin", "state", "percent", "assigned_on", "due_on", "first_due_on", "done_on",
    "updated_at", "source_text", "accountable_id", "accountable__name", "proposed_by_id", "lead_agency_id",
    "provision_id", "provision__cite", "provision__clause_id",
    "provision__instrument__number", "provision__instrument__symbol",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRef:
    """An agency as lists name it; `short` is for narrow columns."""

    id: int
    name: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastUpdate:
    """The last thing that happened to a task, reminders left aside."""

    kind: str
    at: datetime
    by: Text
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One line of a list. `source` says where the task comes from, `clause` is the id of that provision."""

    id: int
    number: int
    title: str
    origin: str
    state: str
    percent: int
    assigned_on: date
    due_on: date | None
    first_due_on: date | None
    done_on: date | None
    updated_at: datetime
    lead: AgencyRef
    coordinating: tuple[AgencyRef, ...]
    accountable: int | None
    accountable_name: str
    proposed_by: int | None
    provision: int | None
    clause: str | None
    source: str
    lateness: Lateness
    last: LastUpdate | None

    @property
    def extended(self) -> bool:
        """Say whether the deadline was moved."""
        return self.first_due_on != self.due_on


def visible(reader: Reader) -> QuerySet[Task]:
    """Return the tasks that a reader may see: all of the body's, its agency's, its own, or none."""
    tasks: QuerySet[Task] = Task.objects.filter(body=reader.body)
    scope, agency = reader.sees("tasks"), reader.agency
    if scope == "all":
        return tasks
    if scope == "own_agency" and agency is not None:
        asked = TaskAgency.objects.filter(agency=agency).values("task_id")
        return tasks.filter(Q(lead_agency=agency) | Q(pk__in=asked))
    if scope == "own":
        return tasks.filter(accountable=reader.capacity.person)
    return tasks.none()


def led_by(reader: Reader, agency: int) -> QuerySet[Task]:
    """Return what an agency leads, as far as the reader may see it. One's own is asked for in the simplest way."""
    if reader.sees("tasks") == "own_agency" and agency == reader.agency:
        own: QuerySet[Task] = Task.objects.filter(body=reader.body, lead_agency=agency)
        return own
    return visible(reader).filter(lead_agency=agency)


def read_rows(found: Iterable[Mapping[str, Any]], today: date) -> tuple[TaskRow, ...]:
    """Make lines of values of COLUMNS, in their order (two queries more, however many lines)."""
    values = list(found)
    keys = [each["pk"] for each in values]
    named = agency_refs()
    coordinating, last = _coordinating(keys, named), _last_updates(keys)
    return tuple(
        _row(each, named[each["lead_agency_id"]], coordinating.get(each["pk"], ()), last.get(each["pk"]), today)
        for each in values
    )


def _row(
    values: Mapping[str, Any],
    lead: AgencyRef,
    coordinating: tuple[AgencyRef, ...],
    last: LastUpdate | None,
    today: date,
) -> TaskRow:
    return TaskRow(
        id=values["pk"],
        number=values["number"],
        title=values["title"],
        origin=values["origin"],
        state=values["state"],
        percent=values["percent"],
        assigned_on=values["assigned_on"],
        due_on=values["due_on"],
        first_due_on=values["first_due_on"],
        done_on=values["done_on"],
        updated_at=values["updated_at"],
        lead=lead,
        coordinating=coordinating,
        accountable=values["accountable_id"],
        accountable_name=values["accountable__name"] or "",
        proposed_by=values["proposed_by_id"],
        provision=values["provision_id"],
        clause=values["provision__clause_id"],
        source=source_of(values),
        lateness=lateness(values["due_on"], values["done_on"], today, working_days()),
        last=last,
    )


def source_of(values: Mapping[str, Any]) -> str:
    """Return where the task comes from, in words."""
    number, symbol = values["provision__instrument__number"], values["provision__instrument__symbol"]
    label = f"{number}/{symbol}" if number else symbol
    return source_says(values["source_text"], values["provision__cite"], label)


def agency_refs() -> Mapping[int, AgencyRef]:
    """Return every agency as lists name it, by the Vietnamese order of names; kept until an act touches one."""
    return as_recorded("agency_refs", _read_refs, of=(Agency,))


def _read_refs() -> Mapping[int, AgencyRef]:
    found = Agency.objects.order_by("sort_key", "pk").values_list("pk", "name", "short_name")
    return {pk: AgencyRef(id=pk, name=name, short=short or name) for pk, name, short in found}


def _coordinating(keys: list[int], named: Mapping[int, AgencyRef]) -> dict[int, tuple[AgencyRef, ...]]:
    if not keys:
        return {}
    places = {pk: place for place, pk in enumerate(named)}
    of_each: dict[int, list[int]] = {}
    for task, agency in TaskAgency.objects.filter(task__in=keys).values_list("task_id", "agency_id"):
        of_each.setdefault(task, []).append(agency)
    return {task: tuple(named[pk] for pk in sorted(found, key=places.__getitem__)) for task, found in of_each.items()}


def _last_updates(keys: list[int]) -> dict[int, LastUpdate]:
    if not keys:
        return {}
    newest = Update.objects.filter(task=OuterRef("pk")).exclude(kind="reminded").order_by("-at", "-pk").values("pk")[:1]
    of_each = Task.objects.filter(pk__in=keys).values(last=Subquery(newest))
    found = Update.objects.filter(pk__in=of_each).values_list("task_id", "kind", "at", "by", "text")
    return {task: LastUpdate(kind=kind, at=at, by=Text.from_data(by), text=text) for task, kind, at, by, text in found}
