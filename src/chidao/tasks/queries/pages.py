"""One task with all that happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet

from chidao.acts.kept import one_look
from chidao.acts.prepared import rows_of
from chidao.documents.models import Document
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.people.queries import AgencyNamed, agencies_renamed, agency_name_on, name_among
from chidao.tasks.models import Evidence, Task, TaskAgency, TaskTransfer, Update
from chidao.tasks.queries.rows import AgencyRef, lead_then, seen, sight_of, source_of
from chidao.tasks.rules import Lateness, lateness

COLUMNS: Final = (
    "pk", "body", "number", "title", "detail", "origin", "state", "percent", "assigned_by", "assigned_on", "due_on",
    "first_due_on", "done_on", "proposed_at", "accepted_at", "updated_at", "source_text", "accountable_id",
    "accountable__name", "proposed_by_id", "proposed_by__name", "lead_agency_id", "lead_agency__name",
    "lead_agency__short_name", "provision_id", "provision__cite", "provision__label", "provision__clause_id",
    "provision__summary", "provision__official_text", "provision__instrument_id", "provision__instrument__kind",
    "provision__instrument__number", "provision__instrument__symbol", "provision__instrument__title", "field",
    "sub_group_id", "result_due", "result_reported_at",
)  # fmt: skip
UPDATED: Final = (
    "pk", "kind", "at", "recorded_at", "by", "agency_id", "agency__name", "text", "percent", "due_before", "due_after",
    "document_id", "document__number", "document__symbol",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The provision that a task comes from: a conclusion of a notice, or a clause. `summary` is our own words."""

    provision: int
    clause: str
    label: str
    cite: str
    summary: Text
    official_text: str
    instrument: int
    instrument_kind: str
    instrument_label: str
    instrument_title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatingView:
    """A coordinating agency, what it was asked and answered."""

    agency: AgencyRef
    question: str
    asked_at: datetime | None
    answer_due_on: date | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A file that shows what an update says."""

    file: int
    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """Something that happened to the task (kinds: `models.Update`)."""

    id: int
    kind: str
    at: datetime
    recorded_at: datetime
    by: Text
    agency: int | None
    agency_name: str
    text: str
    percent: int | None
    due_before: date | None
    due_after: date | None
    document: int | None
    document_label: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """Until a day the task was another agency's, as lead or beside; each agency under its name of that time."""

    on: date
    former: str
    successor: str
    lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """A task in full; `updates` are the newest first, `transfers` the oldest.

    Its lead agency bears the name of the day on which an accepted task was done, else of today.
    """

    id: int
    body: str
    number: int
    title: str
    detail: str
    origin: str
    state: str
    percent: int
    assigned_by: Text
    assigned_on: date
    due_on: date | None
    first_due_on: date | None
    done_on: date | None
    proposed_by: int | None
    proposed_by_name: str
    proposed_at: datetime | None
    accepted_at: datetime | None
    updated_at: datetime
    lead: AgencyRef
    accountable: int | None
    accountable_name: str
    source: Source | None
    source_text: str
    lateness: Lateness
    coordinating: tuple[CoordinatingView, ...]
    updates: tuple[UpdateView, ...]
    transfers: tuple[TransferView, ...] = ()
    field: str = ""
    sub_group: int | None = None
    result_due: bool = False
    result_reported_at: datetime | None = None


@one_look()
def task_page(reader: Reader, task: int, today: date) -> TaskPage:
    """Return a task (five queries; one more where it was handed over). Raises NotFound when there is none, or none
    that the reader may see."""
    sight = sight_of(reader)
    found = rows_of(("task", sight.scope), partial(_asked_task, sight.scope), task=task, **sight.values)
    if not found:
        says = Text("Không có nhiệm vụ này.", "There is no such task.")
        raise NotFound(Reason(code="not_found", says=says, field="task"))
    values = dict(zip(COLUMNS, found[0], strict=True))
    updates = _updates(task, _evidence(task))
    moved = _transfers(task) if any(each.kind == "moved" for each in updates) else ()
    return _page(values, _coordinating(task), updates, moved, today)


def _asked_task(scope: str | None, task: int, **values: Any) -> QuerySet[Task, Any]:
    return seen(scope, **values).filter(pk=task).values_list(*COLUMNS)


def _transfers(task: int) -> tuple[TransferView, ...]:
    rows = TaskTransfer.objects.filter(task=task).order_by("effective_from", "pk")
    return tuple(
        TransferView(
            on=day,
            former=agency_name_on(former, day - timedelta(days=1)),
            successor=agency_name_on(successor, day),
            lead=lead,
        )
        for former, successor, day, lead in rows.values_list("former_id", "successor_id", "effective_from", "lead")
    )


def _page(
    values: Mapping[str, Any],
    coordinating: tuple[CoordinatingView, ...],
    updates: tuple[UpdateView, ...],
    transfers: tuple[TransferView, ...],
    today: date,
) -> TaskPage:
    name = values["lead_agency__name"]
    lead = AgencyRef(id=values["lead_agency_id"], name=name, short=values["lead_agency__short_name"] or name)
    return TaskPage(
        id=values["pk"],
        body=values["body"],
        number=values["number"],
        title=values["title"],
        detail=values["detail"],
        origin=values["origin"],
        state=values["state"],
        percent=values["percent"],
        assigned_by=Text.from_data(values["assigned_by"]),
        assigned_on=values["assigned_on"],
        due_on=values["due_on"],
        first_due_on=values["first_due_on"],
        done_on=values["done_on"],
        proposed_by=values["proposed_by_id"],
        proposed_by_name=values["proposed_by__name"] or "",
        proposed_at=values["proposed_at"],
        accepted_at=values["accepted_at"],
        updated_at=values["updated_at"],
        lead=lead_then(values, {lead.id: lead}, agencies_renamed()),
        accountable=values["accountable_id"],
        accountable_name=values["accountable__name"] or "",
        source=_source(values) if values["provision_id"] else None,
        source_text=source_of(values),
        lateness=lateness(values["due_on"], values["done_on"], today, working_days()),
        coordinating=coordinating,
        updates=updates,
        transfers=transfers,
        field=values["field"],
        sub_group=values["sub_group_id"],
        result_due=values["result_due"],
        result_reported_at=values["result_reported_at"],
    )


def _source(values: Mapping[str, Any]) -> Source:
    number, symbol = values["provision__instrument__number"], values["provision__instrument__symbol"]
    return Source(
        provision=values["provision_id"],
        clause=values["provision__clause_id"],
        label=values["provision__label"],
        cite=values["provision__cite"],
        summary=Text.from_data(values["provision__summary"]),
        official_text=values["provision__official_text"],
        instrument=values["provision__instrument_id"],
        instrument_kind=values["provision__instrument__kind"],
        instrument_label=f"{number}/{symbol}" if number else symbol,
        instrument_title=Text.from_data(values["provision__instrument__title"]),
    )


def _coordinating(task: int) -> tuple[CoordinatingView, ...]:
    return tuple(
        CoordinatingView(
            agency=_answering(AgencyRef(id=agency, name=name, short=short or name), answered_at),
            question=question,
            asked_at=asked_at,
            answer_due_on=answer_due_on,
            answer=answer,
            answered_at=answered_at,
        )
        for agency, name, short, question, asked_at, answer_due_on, answer, answered_at in rows_of(
            "coordinating of a task", _asked_coordinating, task=task
        )
    )


def _answering(agency: AgencyRef, answered_at: datetime | None) -> AgencyRef:
    """Return an agency that has answered under its name of that day."""
    names = agencies_renamed().get(agency.id, ()) if answered_at else ()
    then = name_among(names, local_day(answered_at)) if answered_at else None
    return agency if then in {None, agency.name} else AgencyRef(id=agency.id, name=then or "", short=then or "")


def _asked_coordinating(task: int) -> QuerySet[TaskAgency, Any]:
    found: QuerySet[TaskAgency, Any] = TaskAgency.objects.filter(task=task).order_by("agency__sort_key", "pk")
    return found.values_list(
        "agency_id", "agency__name", "agency__short_name", "question", "asked_at", "answer_due_on", "answer",
        "answered_at",
    )  # fmt: skip


def _evidence(task: int) -> dict[int, tuple[EvidenceView, ...]]:
    kept: dict[int, tuple[EvidenceView, ...]] = {}
    for update, file, sha256, name, media_type, size in rows_of("evidence of a task", _asked_evidence, task=task):
        view = EvidenceView(file=file, sha256=sha256, name=name, media_type=media_type, size=size)
        kept[update] = (*kept.get(update, ()), view)
    return kept


def _asked_evidence(task: int) -> QuerySet[Evidence, Any]:
    found: QuerySet[Evidence, Any] = Evidence.objects.filter(update__task=task).order_by("pk")
    return found.values_list("update_id", "file_id", "file__sha256", "file__name", "file__media_type", "file__size")


def _updates(task: int, evidence: Mapping[int, tuple[EvidenceView, ...]]) -> tuple[UpdateView, ...]:
    found = (dict(zip(UPDATED, row, strict=True)) for row in rows_of("updates of a task", _asked_updates, task=task))
    renamed = agencies_renamed()
    return tuple(_update(values, evidence.get(values["pk"], ()), renamed) for values in found)


def _asked_updates(task: int) -> QuerySet[Update, Any]:
    found: QuerySet[Update, Any] = Update.objects.filter(task=task).order_by("-at", "-pk").values_list(*UPDATED)
    return found


def _name_then(agency: int | None, name: str, at: datetime, renamed: Mapping[int, tuple[AgencyNamed, ...]]) -> str:
    names = renamed.get(agency) if agency else None
    return (name_among(names, local_day(at)) if names else None) or name


def _update(
    values: Mapping[str, Any], evidence: tuple[EvidenceView, ...], renamed: Mapping[int, tuple[AgencyNamed, ...]]
) -> UpdateView:
    number, symbol = values["document__number"], values["document__symbol"]
    return UpdateView(
        id=values["pk"],
        kind=values["kind"],
        at=values["at"],
        recorded_at=values["recorded_at"],
        by=Text.from_data(values["by"]),
        agency=values["agency_id"],
        agency_name=_name_then(values["agency_id"], values["agency__name"] or "", values["at"], renamed),
        text=values["text"],
        percent=values["percent"],
        due_before=values["due_before"],
        due_after=values["due_after"],
        document=values["document_id"],
        document_label=Document(number=number, symbol=symbol).label if values["document_id"] else "",
        evidence=evidence,
    )
