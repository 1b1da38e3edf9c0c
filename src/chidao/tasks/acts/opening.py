"""New tasks: numbered, with who answers for them and who coordinates. One way in for assignments and imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from chidao.acts.runner import Doing
from chidao.instruments.charter import Regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason
from chidao.mandates.queries import ceased_reasons, regulation, seats_in_force
from chidao.tasks.models import Task, TaskAgency
from chidao.tasks.rules import one_lead, searched_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What new tasks stand on: the day, the regulation of that day, and who sits for which agency, by rank."""

    on: date
    regulation: Regulation | None
    persons: Mapping[int, tuple[int, ...]]
    """The persons seated for an agency, the highest seat's first; an agency with a vacant seat is there with none."""

    def answers_for(self, agency: int) -> int | None:
        """Return who answers for an agency's task where the regulation wants one person: its highest seat's holder."""
        seated = self.persons.get(agency, ())
        return seated[0] if seated and one_lead(self.regulation) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A task to be written."""

    title: str
    origin: str
    lead: int
    coordinating: tuple[int, ...]
    assigned_on: date
    due_on: date | None
    accountable: int | None
    detail: str = ""
    provision: int | None = None
    source_text: str = ""
    field: str = ""
    sub_group: int | None = None
    result_due: bool = False


def ground(doing: Doing) -> Ground:
    """Read what new tasks stand on. Call it before anything is written: what acts have read is kept until then."""
    body, on = doing.matter.body, local_day(doing.at)
    persons: dict[int, tuple[int, ...]] = {}
    for seat in seats_in_force(body, on, known_at=doing.now):
        if seat.agency:
            persons[seat.agency] = (*persons.get(seat.agency, ()), *([seat.person] if seat.person else []))
    return Ground(on=on, regulation=regulation(body, on), persons=persons)


def no_more_reasons(
    doing: Doing, lead: int | None, coordinating: Sequence[int], *, row: int | None = None
) -> Iterator[Reason]:
    """Yield that an agency is no more: on the day of recording, since from then on somebody must be there to do it."""
    today = local_day(doing.now)
    yield from ceased_reasons([lead] if lead else [], today, field="lead_agency", row=row)
    yield from ceased_reasons(coordinating, today, field="coordinating", row=row)


def open_tasks(doing: Doing, openings: Sequence[Opening]) -> list[Task]:
    """Write tasks under the next numbers of the body (its chain is locked, so no other act takes them)."""
    body = doing.matter.body
    last = Task.objects.using(doing.alias).filter(body=body).aggregate(last=Max("number"))["last"] or 0
    tasks = doing.add_all(_row(doing, body, number, opening) for number, opening in enumerate(openings, start=last + 1))
    doing.add_all(
        TaskAgency(task=task, agency_id=agency)
        for task, opening in zip(tasks, openings, strict=True)
        for agency in opening.coordinating
    )
    return tasks


def _row(doing: Doing, body: str, number: int, opening: Opening) -> Task:
    return Task(
        body=body,
        number=number,
        title=opening.title,
        detail=opening.detail,
        origin=opening.origin,
        provision_id=opening.provision,
        source_text=opening.source_text,
        lead_agency_id=opening.lead,
        accountable_id=opening.accountable,
        assigned_by=doing.by.says.as_data(),
        assigned_on=opening.assigned_on,
        due_on=opening.due_on,
        first_due_on=opening.due_on,
        field=opening.field,
        sub_group_id=opening.sub_group,
        result_due=opening.result_due,
        updated_at=doing.now,
        folded=searched_words(opening.title, opening.detail, opening.source_text),
    )
