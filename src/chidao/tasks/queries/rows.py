"""What a reader may see of the tasks, and one line of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from chidao.acts.kept import as_recorded
from chidao.acts.prepared import rows_of
from chidao.instruments.queries import working_days
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.people.models import Agency
from chidao.people.queries import AgencyNamed, agencies_renamed, name_among
from chidao.tasks.models import Task, TaskAgency, Update
from chidao.tasks.rules import Lateness, lateness, source_says

UNFINISHED: Final = Q(closed=0)
FINISHED: Final = Q(closed=1)

COLUMNS: Final = (
    "pk", "number", "title", "origin", "state", "percent", "assigned_on", "due_on", "first_due_on", "done_on",
    "updated_at", "source_text", "accountable_id", "accountable__name", "proposed_by_id", "lead_agency_id",
    "provision_id", "provision__cite", "provision__clause_id",
    "provision__instrument__number", "provision__instrument__symbol", "field", "sub_group_id", "result_due",
    "result_reported_at",
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
    """One line of a list. `source` says where the task comes from, `clause` is the id of that provision.

    `field` is the key of its field of work, `sub_group` the group's part it was given to; `result_awaited` says that
    its result is still to be reported to the head.
    """

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
    field: str = ""
    sub_group: int | None = None
    result_awaited: bool = False

    @property
    def extended(self) -> bool:
        """Say whether the deadline was moved."""
        return self.first_due_on != self.due_on


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a reader sees, and the values by which that is asked: of the body, of an agency, of a person."""

    scope: str | None
    values: Mapping[str, str | int | tuple[int, ...]]


def sight_of(reader: Reader) -> Sight:
    """Return how far a reader sees tasks: all of the body's, its agency's, its own, or none (a scope of None)."""
    scope, body, agency = reader.sees("tasks"), reader.body, reader.agency
    if scope == "all":
        return Sight(scope, {"body": body})
    if scope == "own_agency" and agency is not None:
        owns = tuple(sorted(reader.agencies))
        if len(owns) > 1:
            return Sight("own_agencies", {"body": body, "owns": owns})
        return Sight(scope, {"body": body, "own": agency})
    if scope == "own":
        return Sight(scope, {"body": body, "person": reader.capacity.person})
    return Sight(None, {})


def seen(
    scope: str | None, *, body: str = "", own: int = 0, owns: tuple[int, ...] = (), person: int = 0
) -> QuerySet[Task]:
    """Return the tasks within a sight; one that sees nothing finds nothing. `owns` are an agency and those that went
    on in it."""
    tasks: QuerySet[Task] = Task.objects.filter(body=body)
    if scope == "all":
        return tasks
    if scope == "own_agency":
        asked = TaskAgency.objects.filter(agency=own).values("task_id")
        return tasks.filter(Q(lead_agency=own) | Q(pk__in=asked))
    if scope == "own_agencies":
        asked = TaskAgency.objects.filter(agency__in=owns).values("task_id")
        return tasks.filter(Q(lead_agency__in=owns) | Q(pk__in=asked))
    return tasks.filter(accountable=person) if scope == "own" else tasks.none()


def visible(reader: Reader) -> QuerySet[Task]:
    """Return the tasks that a reader may see: all of the body's, its agency's, its own, or none."""
    sight = sight_of(reader)
    return seen(sight.scope, **sight.values)  # type: ignore[arg-type]


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
    named, renamed = agency_refs(), agencies_renamed()
    coordinating, last = _coordinating(keys, named), _last_updates(keys)
    return tuple(
        _row(each, lead_then(each, named, renamed), coordinating.get(each["pk"], ()), last.get(each["pk"]), today)
        for each in values
    )


def lead_then(
    values: Mapping[str, Any],
    named: Mapping[int, AgencyRef],
    renamed: Mapping[int, tuple[AgencyNamed, ...]],
) -> AgencyRef:
    """Return the lead agency under its name of today; of an accepted task, of the day on which it was done."""
    lead = named[values["lead_agency_id"]]
    if values["state"] != "accepted" or values["done_on"] is None or lead.id not in renamed:
        return lead
    then = name_among(renamed[lead.id], values["done_on"])
    return lead if then in {None, lead.name} else AgencyRef(id=lead.id, name=then or "", short=then or "")


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
        field=values["field"],
        sub_group=values["sub_group_id"],
        result_awaited=values["result_due"] and values["result_reported_at"] is None,
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
    for task, agency in rows_of("coordinating", _asked_coordinating, tasks=tuple(keys)):
        of_each.setdefault(task, []).append(agency)
    return {task: tuple(named[pk] for pk in sorted(found, key=places.__getitem__)) for task, found in of_each.items()}


def _asked_coordinating(tasks: tuple[int, ...]) -> QuerySet[TaskAgency, Any]:
    found: QuerySet[TaskAgency, Any] = TaskAgency.objects.filter(task__in=tasks).values_list("task_id", "agency_id")
    return found


def _last_updates(keys: list[int]) -> dict[int, LastUpdate]:
    if not keys:
        return {}
    found = rows_of("last updates", _asked_last_updates, tasks=tuple(keys))
    return {task: LastUpdate(kind=kind, at=at, by=Text.from_data(by), text=text) for task, kind, at, by, text in found}


def _asked_last_updates(tasks: tuple[int, ...]) -> QuerySet[Update, Any]:
    newest = Update.objects.filter(task=OuterRef("pk")).exclude(kind="reminded").order_by("-at", "-pk").values("pk")[:1]
    of_each = Task.objects.filter(pk__in=tasks).values(last=Subquery(newest))
    found: QuerySet[Update, Any] = Update.objects.filter(pk__in=of_each)
    return found.values_list("task_id", "kind", "at", "by", "text")
