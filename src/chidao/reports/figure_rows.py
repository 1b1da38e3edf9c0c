"""The rows behind a figure: each in a line that opens its page, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from chidao.documents.models import Document
from chidao.documents.queries import hidden_documents
from chidao.duties.models import AgencyReport
from chidao.duties.rules import cycle_named
from chidao.instruments.queries import charters_of
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader
from chidao.meetings.models import Conclusion, Meeting, Opinion, SubmittedMatter
from chidao.reports.models import Report
from chidao.reports.rules import Id
from chidao.tasks.models import Task, Update
from chidao.tasks.queries.rows import agency_refs, visible
from chidao.tasks.rules import task_says

MOST: Final = 500
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """A row: what it is, a word more, its day; `path` opens it inside the body ("tasks/12/"), "" where nothing does."""

    id: Id
    says: Text
    note: Text
    on: date | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRows:
    """Some rows of a figure; `hidden` counts those that the reader is not shown, `more` those past the last line."""

    lines: tuple[RowLine, ...]
    hidden: int
    more: int


SUBJECTS: Final = {
    "meeting": "meetings", "conclusion": "meetings", "cycle": "meetings", "task": "tasks", "update": "tasks",
    "matter": "matters", "opinion": "matters", "document": "documents", "report": "reports",
    "agency_report": "reports",
}  # fmt: skip
"""By the kind of row, the subject that a reader must be shown to see it."""


def figure_rows(reader: Reader, kind: str, ids: Sequence[Id]) -> FigureRows:
    """Return the rows of these ids in their order, `MOST` at most (three queries at most, however many)."""
    shown = _shown(reader, ids, kind) if reader.sees(SUBJECTS[kind]) == "all" else _seen(reader, kind, ids)
    told = shown[:MOST]
    lines = tuple(_cycles(reader.body, told) if kind == "cycle" else _READ[kind](told))
    return FigureRows(lines=lines, hidden=len(ids) - len(shown), more=max(0, len(shown) - MOST))


def _shown(reader: Reader, ids: Sequence[Id], kind: str) -> list[Id]:
    """A reader who is shown all of a subject is shown every row, but for documents restricted to others."""
    if kind != "document":
        return list(ids)
    hidden = set(hidden_documents(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))
    return [each for each in ids if each not in hidden]


def _seen(reader: Reader, kind: str, ids: Sequence[Id]) -> list[Id]:
    """A reader who is not shown all of a subject is shown their tasks; of anything else, what is counted."""
    if kind != "task":
        return []
    mine = set(visible(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))
    return [each for each in ids if each in mine]


def _meetings(ids: Sequence[Id]) -> Iterable[RowLine]:
    found = {row.pk: row for row in Meeting.objects.filter(pk__in=ids)}
    for row in _in_order(ids, found):
        yield RowLine(
            id=row.pk, says=same(row.title), note=same(row.place), on=local_day(row.starts_at),
            path=f"meetings/{row.pk}/",
        )  # fmt: skip


def _conclusions(ids: Sequence[Id]) -> Iterable[RowLine]:
    rows = Conclusion.objects.filter(pk__in=ids).select_related("meeting", "provision")
    for row in _in_order(ids, {row.pk: row for row in rows}):
        cite = row.provision.cite if row.provision else ""
        yield RowLine(
            id=row.pk, says=same(row.text), note=same(cite), on=local_day(row.meeting.starts_at),
            path=f"meetings/{row.meeting_id}/#conclusions",
        )  # fmt: skip


def _tasks(ids: Sequence[Id]) -> Iterable[RowLine]:
    rows = Task.objects.filter(pk__in=ids).only("pk", "number", "title", "lead_agency_id", "due_on")
    refs = agency_refs()
    for row in _in_order(ids, {row.pk: row for row in rows}):
        yield RowLine(
            id=row.pk, says=task_says(row.number, row.title), note=same(refs[row.lead_agency_id].name), on=row.due_on,
            path=f"tasks/{row.pk}/",
        )  # fmt: skip


def _updates(ids: Sequence[Id]) -> Iterable[RowLine]:
    rows = Update.objects.filter(pk__in=ids).select_related("task")
    for row in _in_order(ids, {row.pk: row for row in rows}):
        says = task_says(row.task.number, row.task.title)
        note = Text("{by}: {text}", "{by}: {text}").filled(by=Text.from_data(row.by), text=row.text)
        yield RowLine(
            id=row.pk, says=says, note=note if row.text and row.kind != "reminded" else Text.from_data(row.by),
            on=local_day(row.at), path=f"tasks/{row.task_id}/",
        )  # fmt: skip


def _matters(ids: Sequence[Id]) -> Iterable[RowLine]:
    for row in _in_order(ids, {row.pk: row for row in SubmittedMatter.objects.filter(pk__in=ids)}):
        by = Text.from_data(row.submitted_by["says"])
        yield RowLine(
            id=row.pk, says=same(row.title), note=by, on=local_day(row.submitted_at), path=f"matters/{row.pk}/"
        )


def _opinions(ids: Sequence[Id]) -> Iterable[RowLine]:
    rows = Opinion.objects.filter(pk__in=ids).select_related("matter")
    for row in _in_order(ids, {row.pk: row for row in rows}):
        yield RowLine(
            id=row.pk, says=same(row.matter.title), note=Text.from_data(row.says_who), on=local_day(row.given_at),
            path=f"matters/{row.matter_id}/#opinions",
        )  # fmt: skip


def _documents(ids: Sequence[Id]) -> Iterable[RowLine]:
    rows = Document.objects.filter(pk__in=ids).defer("content")
    for row in _in_order(ids, {row.pk: row for row in rows}):
        yield RowLine(
            id=row.pk, says=same(row.title), note=same(row.label), on=row.dated_on, path=f"documents/{row.pk}/"
        )


def _reports(ids: Sequence[Id]) -> Iterable[RowLine]:
    rows = Report.objects.filter(pk__in=ids).select_related("document").defer("figures", "words", "document__content")
    for row in _in_order(ids, {row.pk: row for row in rows}):
        label = row.document.label if row.document else ""
        on = local_day(row.issued_at) if row.issued_at else None
        yield RowLine(id=row.pk, says=same(row.title), note=same(label), on=on, path=f"reports/{row.pk}/")


def _agency_reports(ids: Sequence[Id]) -> Iterable[RowLine]:
    """Reports that came by their row; those that are missing by agency, form or demand, and cycle."""
    sent = [each for each in ids if isinstance(each, int)]
    found = {row.pk: row for row in AgencyReport.objects.filter(pk__in=sent).select_related("form", "agency")}
    refs = agency_refs()
    for each in ids:
        if isinstance(each, int):
            row = found[each]
            yield RowLine(
                id=each, says=same(row.agency.name), note=same(f"{row.form.title} {row.cycle}".strip()),
                on=local_day(row.submitted_at), path=f"reports/sent/{each}/",
            )  # fmt: skip
        else:
            agency, form, demand, cycle = each.split(":", 3)
            path = f"reports/demands/{demand}/" if demand else f"reports/forms/{form}/?cycle={cycle}"
            name = refs[int(agency)].name if int(agency) in refs else agency
            yield RowLine(id=each, says=same(name), note=same(cycle), on=None, path=path)


def _cycles(body: str, ids: Sequence[Id]) -> Iterable[RowLine]:
    """Turns of a duty that left nothing behind, named by the duty and the cycle."""
    duties = {duty.id: duty for each in charters_of(body) for duty in each.charter.duties}
    for each in ids:
        duty_id, _, key = str(each).partition(":")
        duty = duties.get(duty_id)
        cycle = cycle_named(duty, key) if duty else None
        says, note = duty.title if duty else same(duty_id), cycle.says if cycle else same(key)
        yield RowLine(id=each, says=says, note=note, on=cycle.last_on if cycle else None, path="calendar/")


def _in_order(ids: Sequence[Id], found: Mapping[int, Row]) -> list[Row]:
    return [found[each] for each in ids if isinstance(each, int) and each in found]


_READ: Final[Mapping[str, Callable[[Sequence[Id]], Iterable[RowLine]]]] = {
    "meeting": _meetings,
    "conclusion": _conclusions,
    "task": _tasks,
    "update": _updates,
    "matter": _matters,
    "opinion": _opinions,
    "document": _documents,
    "report": _reports,
    "agency_report": _agency_reports,
}
