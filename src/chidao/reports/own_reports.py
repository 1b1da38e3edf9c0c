"""Reading the body's own reports: which there are, how far each is, what each says, the rows behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from chidao.documents.models import Delivery
from chidao.duties.rules import cycle_named, due_day
from chidao.instruments.charter import Duty, Regulation
from chidao.instruments.queries import charters_of, working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.reports.models import Report
from chidao.reports.rules import Figures, ReportState, duty_reported, facets_of, state_of
from chidao.reports.stretches import regulation_of, stretches

PAGE: Final = 50
SUBJECT: Final = "reports"
_LISTED: Final = ("figures", "words", "recipients")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list. `due_on` is None for one on demand; `left` are working days until it is due (negative: late),
    counted to the day of issue once it is issued. `document` is its paper, `label` that paper's number and symbol."""

    id: int
    number: int
    kind: str
    duty: str
    cycle: str
    clause: str
    title: str
    first_on: date
    last_on: date
    as_of: datetime
    state: ReportState
    due_on: date | None
    left: int | None
    drafted_by: Text
    drafted_at: datetime
    submitted_at: datetime | None
    issued_at: datetime | None
    document: int | None
    label: str

    @property
    def is_late(self) -> bool:
        """Say whether its day has passed, or had when it was issued."""
        return self.left is not None and self.left < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One of those to whom a report went, and when they acknowledged it."""

    says: str
    person: int | None
    agency: int | None
    sent_at: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report whole: its figures as they stand (frozen once it is issued), the words beside them, who received it.

    `addressees` are those to whom it will go: roles and agencies, as the duty says.
    """

    row: ReportRow
    figures: Figures
    words: Mapping[str, str]
    submitted_by: Text | None
    returned_at: datetime | None
    return_reason: str
    signature_lines: tuple[str, ...]
    seal: str
    received: tuple[Received, ...]
    facets: Mapping[str, str]


def visible_reports(reader: Reader) -> QuerySet[Report]:
    """Return the reports that a reader may see: all; else what was sent to them or their agency, and what is open."""
    rows: QuerySet[Report] = Report.objects.filter(body=reader.body)
    scope = reader.sees(SUBJECT)
    if scope == "all":
        return rows
    sent = Q(document__deliveries__person=reader.capacity.person)
    if reader.agencies:
        sent |= Q(document__deliveries__agency__in=reader.agencies)
    public = Q(document__access="open") if scope else Q(pk__in=())
    issued = rows.filter(issued_at__isnull=False, document__voided_at=None)
    return rows.filter(pk__in=issued.filter(sent | public).values("pk"))


def report_list(
    reader: Reader, today: date, *, kind: str = "", state: str = "", before: int | None = None
) -> list[ReportRow]:
    """Return the newest reports that the reader may see, `PAGE` at most (one query beside what is kept).

    `state`: draft, submitted, issued. `before` is the number of the last row of the page before.
    """
    rows = visible_reports(reader).select_related("document").defer(*_LISTED, "document__content")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(_IN_STATE[state]) if state in _IN_STATE else rows
    rows = rows.filter(number__lt=before) if before else rows
    return [_row(each, today) for each in rows.order_by("-number")[:PAGE]]


def report_page(reader: Reader, report: int, today: date) -> ReportPage:
    """Return one report (two queries). Raises NotFound for one the reader may not see."""
    row = visible_reports(reader).select_related("document").filter(pk=report).first()
    if row is None:
        raise NotFound(Reason(code="no_report", says=_NO_REPORT))
    return ReportPage(
        row=_row(row, today),
        figures=Figures.from_data(row.figures),
        words=row.words,
        submitted_by=Text.from_data(row.submitted_by["says"]) if row.submitted_by else None,
        returned_at=row.returned_at,
        return_reason=row.return_reason,
        signature_lines=tuple(row.document.signature_lines) if row.document else (),
        seal=row.document.seal if row.document else "",
        received=tuple(_received(row)),
        facets=row_facets(row, today),
    )


def reporting_duties(body: str, on: date) -> tuple[Duty, ...]:
    """Return the duties to report and to review that are in force on a day."""
    current = regulation_of(stretches(body), on)
    return tuple(each for each in current.duties if duty_reported(current, each.id))


def due_of(body: str, duty_id: str, cycle: str, last_on: date) -> date | None:
    """Return the day a report on a cycle was due by the regulation of its end; None for one on demand."""
    current, duty = _duty_then(body, duty_id, last_on)
    found = cycle_named(duty, cycle) if duty and cycle else None
    if duty is None or found is None or current is None:
        return None
    windows = current.has_feature("report_windows")
    return due_day(duty, found, windows.settings if windows else None, working_days())


def row_facets(row: Report, today: date) -> Mapping[str, str]:
    """Return what powers over a report may be narrowed by, under the regulation in force today."""
    current = regulation_of(stretches(row.body), today)
    return facets_of(current, duty_reported(current, row.duty), row.kind)


def _duty_then(body: str, duty_id: str, on: date) -> tuple[Regulation | None, Duty | None]:
    """Return the duty as it was on a day, or as the body had it last."""
    current = regulation_of(stretches(body), on)
    found = duty_reported(current, duty_id)
    if found is None:
        every = [duty for each in charters_of(body) for duty in each.charter.duties if duty.id == duty_id]
        found = every[-1] if every else None
    return current, found


def _row(row: Report, today: date) -> ReportRow:
    due_on = due_of(row.body, row.duty, row.cycle, row.last_on)
    document = row.document
    state = state_of(row.submitted_at, row.issued_at, document.voided_at if document else None)
    settled = local_day(row.issued_at) if row.issued_at and state == "issued" else today
    return ReportRow(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        duty=row.duty,
        cycle=row.cycle,
        clause=row.clause_id,
        title=row.title,
        first_on=row.first_on,
        last_on=row.last_on,
        as_of=row.as_of,
        state=state,
        due_on=due_on,
        left=_left(due_on, settled) if due_on else None,
        drafted_by=Text.from_data(row.drafted_by["says"]),
        drafted_at=row.drafted_at,
        submitted_at=row.submitted_at,
        issued_at=row.issued_at,
        document=document.pk if document else None,
        label=document.label if document else "",
    )


def _left(due_on: date, day: date) -> int:
    days = working_days().working_days_between(day, due_on)
    return min(-1, days) if due_on < day else days


def _received(row: Report) -> Iterable[Received]:
    rows: Any = Delivery.objects.filter(document=row.document).order_by("pk") if row.document else ()
    for each in rows:
        yield Received(
            says=each.as_says,
            person=each.person_id,
            agency=each.agency_id,
            sent_at=each.sent_at,
            acknowledged_at=each.acknowledged_at,
        )


_IN_STATE: Final = {
    "draft": Q(submitted_at=None, issued_at=None),
    "submitted": Q(submitted_at__isnull=False, issued_at=None),
    "issued": Q(issued_at__isnull=False),
}
_NO_REPORT: Final = Text("Không có báo cáo này.", "There is no such report.")
