"""One task with all that happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from chidao.instruments.queries import working_days
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.tasks.models import Evidence, TaskAgency, Update
from chidao.tasks.queries.rows import AgencyRef, source_of, visible
from chidao.tasks.rules import Lateness, lateness

COLUMNS: Final = (
    "pk", "body", "number", "title", "detail", "origin", "state", "percent", "assigned_by", "assigned_on", "due_on",
    "first_due_on", "done_on", "proposed_at", "accepted_at", "updated_at", "source_text", "accountable_id",
    "accountable__name", "proposed_by_id", "proposed_by__name", "lead_agency_id", "lead_agency__name",
    "lead_agency__short_name", "provision_id", "provision__cite", "provision__label", "provision__clause_id",
    "provision__summary", "provision__official_text", "provision__instrument_id", "provision__instrument__kind",
    "provision__instrument__number", "provision__instrument__symbol", "provision__instrument__title",
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
class TaskPage:
    """A task in full; `updates` are the newest first."""

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


def task_page(reader: Reader, task: int, today: date) -> TaskPage:
    """Return a task (four queries). Raises NotFound when there is none, or none that the reader may see."""
    values = visible(reader).filter(pk=task).values(*COLUMNS).first()
    if values is None:
        says = Text("Không có nhiệm vụ này.", "There is no such task.")
        raise NotFound(Reason(code="not_found", says=says, field="task"))
    return _page(values, _coordinating(task), _updates(task, _evidence(task)), today)


def _page(
    values: Mapping[str, Any], coordinating: tuple[CoordinatingView, ...], updates: tuple[UpdateView, ...], today: date
) -> TaskPage:
    name = values["lead_agency__name"]
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
        lead=AgencyRef(id=values["lead_agency_id"], name=name, short=values["lead_agency__short_name"] or name),
        accountable=values["accountable_id"],
        accountable_name=values["accountable__name"] or "",
        source=_source(values) if values["provision_id"] else None,
        source_text=source_of(values),
        lateness=lateness(values["due_on"], values["done_on"], today, working_days()),
        coordinating=coordinating,
        updates=updates,
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
    rows = TaskAgency.objects.filter(task=task).select_related("agency").order_by("agency__sort_key", "pk")
    return tuple(
        CoordinatingView(
            agency=AgencyRef(id=row.agency_id, name=row.agency.name, short=row.agency.short_name or row.agency.name),
            question=row.question,
            asked_at=row.asked_at,
            answer_due_on=row.answer_due_on,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in rows
    )


def _evidence(task: int) -> dict[int, tuple[EvidenceView, ...]]:
    kept: dict[int, tuple[EvidenceView, ...]] = {}
    for row in Evidence.objects.filter(update__task=task).select_related("file").order_by("pk"):
        view = EvidenceView(
            file=row.file_id,
            sha256=row.file.sha256,
            name=row.file.name,
            media_type=row.file.media_type,
            size=row.file.size,
        )
        kept[row.update_id] = (*kept.get(row.update_id, ()), view)
    return kept


def _updates(task: int, evidence: Mapping[int, tuple[EvidenceView, ...]]) -> tuple[UpdateView, ...]:
    rows = Update.objects.filter(task=task).select_related("agency", "document").order_by("-at", "-pk")
    return tuple(
        UpdateView(
            id=row.pk,
            kind=row.kind,
            at=row.at,
            recorded_at=row.recorded_at,
            by=Text.from_data(row.by),
            agency=row.agency_id,
            agency_name=row.agency.name if row.agency else "",
            text=row.text,
            percent=row.percent,
            due_before=row.due_before,
            due_after=row.due_after,
            document=row.document_id,
            document_label=row.document.label if row.document else "",
            evidence=evidence.get(row.pk, ()),
        )
        for row in rows
    )
