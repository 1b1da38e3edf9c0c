"""A report composed from the record, on any day and about any days: reading what is known, counting by the rules.

A bounded number of queries, however much there is: tasks that were over before the days counted are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db.models import Q

from chidao.documents.models import Document
from chidao.duties.queries import SentReport, lines_due
from chidao.duties.rules import Obligation
from chidao.instruments.queries import charters_of, regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Reason, Refused, raise_if_any
from chidao.kernel.wording import Text
from chidao.ledger.models import Event, Trace
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader
from chidao.meetings.models import Conclusion, Meeting, Opinion, SubmittedMatter
from chidao.people.queries import names_then
from chidao.reports.listing import entries_of
from chidao.reports.models import Report
from chidao.reports.obligations import obligations
from chidao.reports.rules import (
    ConclusionFact,
    Dated,
    Facts,
    Figures,
    Mark,
    MatterFact,
    MeetingFact,
    Owed,
    Section,
    Span,
    TaskStory,
    against_days,
    counted,
    end_of,
    span_before,
    tasks_at,
)
from chidao.reports.rules.listing import listed_section
from chidao.tasks.models import Task, TaskTransfer, Update
from chidao.tasks.queries.rows import agency_refs

MAKING: Final = {
    "meetings_meeting": ("convene_meeting", "close_meeting", "cancel_meeting"),
    "meetings_conclusion": ("issue_conclusion_notice", "dispose_conclusion_without_task"),
    "meetings_submittedmatter": ("submit_matter", "decide_matter"),
    "meetings_opinion": ("give_opinion",),
    "tasks_task": ("assign_task", "give_direction", "import_tasks"),
    "documents_document": ("issue_document", "enter_outside_document"),
    "reports_report": ("issue_report",),
    "duties_agencyreport": ("submit_agency_report", "return_agency_report"),
}
"""The acts, by table, whose late recording matters: a row, or what was done to it, is known since their event was."""

ONE_DAY: Final = timedelta(days=1)
A_TURN: Final = timedelta(days=400)
"""Beyond how far from a period no turn is looked for that was done in it: a year and a little more."""
TOLD: Final = ("proposed", "returned", "accepted", "extended")
URGING: Final = ("urged", "contacted", "reminded")


class Unknown:
    """What had been done by the instant of a report, but was recorded only after it."""

    def __init__(self, body: str, as_of: datetime) -> None:
        self._found = frozenset(_recorded_after(body, as_of))

    def __call__(self, table: str, row: int, *acts: str) -> bool:
        """Say whether one of the acts on a row was not known yet."""
        return any((act, table, row) in self._found for act in acts)


def compose(
    body: str, first: date, last: date, as_of: datetime, *, compared: bool = False, listed: bool = False
) -> tuple[Section, ...]:
    """Return what there is to report on the days `first`–`last`, both counted, as it was known at `as_of`.

    `compared` puts beside each figure that of the period before; `listed` adds every task with its evidence.
    """
    return composed(body, Span(first=first, last=last, as_of=as_of), compared=compared, listed=listed).sections


def composed_for(
    reader: Reader, first: date | None, last: date | None, *, on: date | None, now: datetime, compared: bool = False
) -> Figures:
    """Return what a reader asks to be composed, as it was known at the end of a day (now, for today or no day).

    Raises Refused for whoever is not shown all reports, BadInput for days that are none.
    """
    if reader.sees("reports") != "all":
        raise Refused(Reason(code="not_shown", says=_NOT_SHOWN, remedy=_SENT_TO_YOU))
    raise_if_any(BadInput, against_days(first, last))
    assert first is not None
    assert last is not None
    as_of = end_of(on) if on is not None and on < local_day(now) else now
    return composed(reader.body, Span(first=first, last=last, as_of=as_of), compared=compared)


def composed(body: str, span: Span, *, compared: bool = False, listed: bool = False) -> Figures:
    """Return the figures of a span with the days they are compared with (see `compose`)."""
    before = span_before(span) if compared else None
    spans = [span, *([before] if before else [])]
    found = _facts(body, spans)
    then = names_then(span.until_day)
    names = {agency: then.get(agency, each.name) for agency, each in agency_refs().items()}
    sections = counted(found[0], names, before=found[1] if before else None)
    if listed:
        sections = (listed_section(entries_of(found[0], names)), *sections)
    return Figures(
        first_on=span.first,
        last_on=span.last,
        as_of=span.as_of,
        sections=sections,
        before=(before.first, before.last) if before else None,
    )


def _facts(body: str, spans: Sequence[Span]) -> list[Facts]:
    since, as_of = min(each.first for each in spans), spans[0].as_of
    unknown = Unknown(body, as_of)
    tasks = list(_tasks(body, since, as_of, unknown))
    meetings = list(Meeting.objects.filter(body=body, convened_at__lte=as_of).values(*_MEETING).order_by("starts_at"))
    conclusions = list(_conclusion_rows(body))
    disposals = _disposals(each["pk"] for each in conclusions if each["disposition"])
    matters, opinions = _matter_rows(body), _opinion_rows(body)
    updates = _update_rows(body, since, as_of)
    papers, issued = _paper_rows(body), _report_rows(body)
    group = _group_seats(body)
    return [
        Facts(
            span=span,
            tasks=tasks_at(tasks, span),
            meetings=tuple(_meeting(each, span, unknown) for each in meetings if _convened(each, span, unknown)),
            conclusions=tuple(_conclusions(conclusions, disposals, span, unknown)),
            matters=tuple(_matters(matters, group, span, unknown)),
            opinions=tuple(_opinions(opinions, span, unknown)),
            updates=tuple(_updates(updates, span)),
            documents=tuple(_papers(papers, span, unknown)),
            reports=tuple(_reports(body, issued, span, unknown)),
            owed=(*_owed(body, span, unknown), *_agencies_owed(body, span, unknown)),
        )
        for span in spans
    ]


def _recorded_after(body: str, as_of: datetime) -> Iterator[tuple[str, str, int]]:
    newest = Event.objects.filter(chain=body).order_by("-seq").values_list("recorded_at", flat=True).first()
    if newest is None or newest <= as_of:
        return
    acts = {act for each in MAKING.values() for act in each}
    found = Trace.objects.filter(event__chain=body, event__recorded_at__gt=as_of, event__act__in=acts)
    yield from found.filter(table__in=MAKING).values_list("event__act", "table", "row")


# ---------------------------------------------------------------- tasks


def _tasks(body: str, since: date, as_of: datetime, unknown: Unknown) -> Iterator[TaskStory]:
    # What is over was done, and its acceptance known, before the days counted: else it was still awaited then.
    before = min(end_of(since - ONE_DAY), as_of)
    over = Q(closed=1, done_on__lt=local_day(before), updated_at__lt=before) & (Q(due_on=None) | Q(due_on__lt=since))
    rows = Task.objects.filter(body=body, assigned_on__lte=local_day(as_of)).exclude(over & Q(assigned_on__lt=since))
    marks, moves = _marks(rows), _moves(rows, as_of)
    columns = ("pk", "origin", "lead_agency_id", "assigned_on", "due_on", "done_on", "provision_id")
    for pk, origin, agency, assigned_on, due_on, done_on, provision in rows.values_list(*columns).order_by("number"):
        if not unknown("tasks_task", pk, *MAKING["tasks_task"]):
            yield TaskStory(
                id=pk,
                origin=origin,
                agency=agency,
                assigned_on=assigned_on,
                due_on=due_on,
                done_on=done_on,
                provision=provision,
                marks=tuple(marks.get(pk, ())),
                moves=tuple(moves.get(pk, ())),
            )


def _marks(tasks: Any) -> Mapping[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    rows = Update.objects.filter(task__in=tasks.values("pk"), kind__in=TOLD).order_by("pk")
    for task, pk, kind, at, recorded_at, due_before in rows.values_list(
        "task_id", "pk", "kind", "at", "recorded_at", "due_before"
    ):
        mark = Mark(id=pk, kind=kind, at=at, recorded_at=recorded_at, due_before=due_before)
        found.setdefault(task, []).append(mark)
    return found


def _moves(tasks: Any, as_of: datetime) -> Mapping[int, list[tuple[date, int]]]:
    """Return which agency led until which day, where an agency ceased to be and its tasks went on in another."""
    found: dict[int, list[tuple[date, int]]] = {}
    rows = TaskTransfer.objects.filter(task__in=tasks.values("pk"), lead=True).order_by("effective_from", "pk")
    for task, from_on, former, known in rows.values_list("task_id", "effective_from", "former_id", "recorded_at"):
        # Until it was recorded, nobody knew that the former agency led no more.
        found.setdefault(task, []).append((from_on if known <= as_of else date.max, former))
    return found


def _update_rows(body: str, since: date, as_of: datetime) -> list[Any]:
    rows = Update.objects.filter(task__body=body, kind__in=URGING, at__gt=end_of(since - ONE_DAY), at__lte=as_of)
    return list(rows.order_by("pk").values_list("pk", "kind", "at", "recorded_at"))


def _updates(rows: Iterable[Any], span: Span) -> Iterator[Dated]:
    for pk, kind, at, recorded_at in rows:
        if span.has_seen(at) and recorded_at <= span.as_of:
            yield Dated(id=pk, kind=kind, on=local_day(at))


# ---------------------------------------------------------------- meetings and conclusions

_MEETING: Final = ("pk", "unit", "starts_at", "convened_at", "ended_at", "cancelled_at")


def _convened(row: Mapping[str, Any], span: Span, unknown: Unknown) -> bool:
    return span.has_seen(row["convened_at"]) and not unknown("meetings_meeting", row["pk"], "convene_meeting")


def _meeting(row: Mapping[str, Any], span: Span, unknown: Unknown) -> MeetingFact:
    """A meeting is held once it was closed, on the day it took place."""
    pk, closed, cancelled = row["pk"], row["ended_at"], row["cancelled_at"]
    held = span.has_seen(closed) and not unknown("meetings_meeting", pk, "close_meeting")
    off = span.has_seen(cancelled) and not unknown("meetings_meeting", pk, "cancel_meeting")
    return MeetingFact(
        id=pk,
        unit=row["unit"],
        held_on=local_day(row["starts_at"]) if held else None,
        cancelled_on=local_day(cancelled) if off else None,
    )


def _conclusion_rows(body: str) -> Iterable[Mapping[str, Any]]:
    rows = Conclusion.objects.filter(meeting__body=body, provision__isnull=False, meeting__notice__isnull=False)
    return rows.order_by("pk").values(
        "pk", "provision_id", "disposition", "meeting__unit", "meeting__notice__issued_at",
        "meeting__notice__voided_at",
    )  # fmt: skip


def _disposals(conclusions: Iterable[int]) -> Mapping[int, tuple[datetime, datetime]]:
    """Return when each conclusion was said to need no task, and when that became known (one query)."""
    of = list(conclusions)
    if not of:
        return {}
    found = Trace.objects.filter(table="meetings_conclusion", row__in=of, event__act="dispose_conclusion_without_task")
    return {row: (at, known) for row, at, known in found.values_list("row", "event__at", "event__recorded_at")}


def _conclusions(
    rows: Iterable[Mapping[str, Any]],
    disposals: Mapping[int, tuple[datetime, datetime]],
    span: Span,
    unknown: Unknown,
) -> Iterator[ConclusionFact]:
    for row in rows:
        issued_at, voided_at = row["meeting__notice__issued_at"], row["meeting__notice__voided_at"]
        known = not unknown("meetings_conclusion", row["pk"], "issue_conclusion_notice")
        if known and span.has_seen(issued_at) and not span.has_seen(voided_at):
            at, recorded_at = disposals.get(row["pk"], (None, None))
            yield ConclusionFact(
                id=row["pk"],
                unit=row["meeting__unit"],
                issued_on=local_day(issued_at),
                provision=row["provision_id"],
                no_task=span.has_seen(at) and recorded_at is not None and recorded_at <= span.as_of,
            )


# ---------------------------------------------------------------- matters and papers


def _matter_rows(body: str) -> list[Any]:
    rows = SubmittedMatter.objects.filter(body=body).order_by("pk")
    return list(rows.values_list("pk", "submitted_at", "decided_at", "submitted_by"))


def _group_seats(body: str) -> frozenset[int]:
    """Return the seats of the body that stand in a unit of the kind "group", under any of its regulations."""
    from_units = {unit.id for each in charters_of(body) for unit in each.charter.units if unit.kind == "group"}
    return frozenset(Seat.objects.filter(body__code=body, unit__in=from_units).values_list("pk", flat=True))


def _matters(rows: Iterable[Any], group: frozenset[int], span: Span, unknown: Unknown) -> Iterator[MatterFact]:
    table = "meetings_submittedmatter"
    for pk, submitted_at, decided_at, by in rows:
        if span.has_seen(submitted_at) and not unknown(table, pk, "submit_matter"):
            decided = span.has_seen(decided_at) and not unknown(table, pk, "decide_matter")
            yield MatterFact(
                id=pk,
                submitted_on=local_day(submitted_at),
                decided_on=local_day(decided_at) if decided else None,
                by_group=by.get("seat") in group,
            )


def _opinion_rows(body: str) -> list[Any]:
    return list(Opinion.objects.filter(matter__body=body).order_by("pk").values_list("pk", "given_at"))


def _opinions(rows: Iterable[Any], span: Span, unknown: Unknown) -> Iterator[Dated]:
    for pk, given_at in rows:
        if span.has_seen(given_at) and not unknown("meetings_opinion", pk, "give_opinion"):
            yield Dated(id=pk, kind="opinion", on=local_day(given_at))


def _paper_rows(body: str) -> list[Any]:
    rows = Document.objects.filter(body=body, kind__in=("CTr", "KH")).order_by("pk")
    return list(rows.values_list("pk", "kind", "dated_on", "voided_at"))


def _papers(rows: Iterable[Any], span: Span, unknown: Unknown) -> Iterator[Dated]:
    for pk, kind, dated_on, voided_at in rows:
        known = not unknown("documents_document", pk, *MAKING["documents_document"])
        if known and dated_on <= span.until_day and not span.has_seen(voided_at):
            yield Dated(id=pk, kind=kind, on=dated_on)


def _report_rows(body: str) -> list[Any]:
    rows = Report.objects.filter(body=body, issued_at__isnull=False).order_by("pk")
    return list(rows.values_list("pk", "duty", "issued_at", "document__voided_at"))


def _reports(body: str, rows: Iterable[Any], span: Span, unknown: Unknown) -> Iterator[Dated]:
    """Yield the body's own reports by the kind of unit that owes them."""
    for pk, duty, issued_at, voided_at in rows:
        known = not unknown("reports_report", pk, "issue_report")
        if known and span.has_seen(issued_at) and not span.has_seen(voided_at):
            on = local_day(issued_at)
            yield Dated(id=pk, kind=_unit_kind(body, duty, on), on=on)


def _unit_kind(body: str, duty: str, on: date) -> str:
    current = regulation(body, on)
    units = {unit.id: unit.kind for unit in current.units} if current else {}
    return next((units.get(each.unit, "") for each in current.duties if each.id == duty), "") if current else ""


# ---------------------------------------------------------------- what fell due


def _owed(body: str, span: Span, unknown: Unknown) -> Iterator[Owed]:
    """Yield the turns of duties that were done in the period, whenever they were due, and those missed by then."""
    for each in obligations(body, span.first - A_TURN, span.last + A_TURN, span.judged_on) if span.is_begun else ():
        state = _then(each.state, each.done_on, span)
        if _unknown_meeting(each, unknown):
            state = "missed" if each.due_on < span.judged_on else "begun"
        done = state in {"kept", "late"}
        if each.what != "agency_report" and (span.holds(each.done_on) if done else _missed(each, state, span)):
            yield Owed(
                what=each.what,
                unit=each.unit,
                key=f"{each.duty}:{each.cycle.key}",
                state=state,
                row=each.evidence.id if each.evidence and done else None,
            )


def _unknown_meeting(each: Obligation, unknown: Unknown) -> bool:
    """Say whether what keeps a turn is a meeting of whose closing nothing was known yet."""
    shown = each.evidence if each.evidence and each.evidence.kind == "meeting" else None
    return shown is not None and unknown("meetings_meeting", shown.id, "close_meeting")


def _missed(each: Obligation, state: str, span: Span) -> bool:
    return state == "missed" and span.first <= each.due_on <= span.last


def _agencies_owed(body: str, span: Span, unknown: Unknown) -> Iterator[Owed]:
    states = {"on_time": "kept", "late": "late", "missing": "missed"}
    known = partial(_known_report, unknown)
    for asked, lines in lines_due(body, span.first, span.last, span.judged_on, known=known) if span.is_begun else ():
        form, demand, cycle = asked.key
        for line in lines:
            if line.state in states:
                sent = line.sent if line.state != "missing" else None
                state = _then(states[line.state], local_day(sent.sent_at) if sent else None, span)
                yield Owed(
                    what="agency_report",
                    unit="",
                    key=f"{line.agency.id}:{form}:{demand or ''}:{cycle}",
                    state=state,
                    row=sent.id if sent and state != "missed" else None,
                )


def _known_report(unknown: Unknown, sent: SentReport) -> SentReport | None:
    """Return what an agency sent as it was known: not yet what came later, not yet back what was sent back later."""
    if unknown("duties_agencyreport", sent.id, "submit_agency_report"):
        return None
    back = sent.returned_at is not None and not unknown("duties_agencyreport", sent.id, "return_agency_report")
    return sent if back else replace(sent, returned_at=None)


def _then(state: str, done_on: date | None, span: Span) -> str:
    """What was done the day after the period's last is not done in it: on that day only what was missed is judged."""
    return "missed" if done_on is not None and done_on > span.until_day else state


_NOT_SHOWN: Final = Text(
    "Quy chế không cho ghế này xem toàn bộ báo cáo.", "The regulation does not show this seat all reports."
)
_SENT_TO_YOU: Final = Text("Mở danh sách báo cáo đã gửi cho bạn.", "Open the list of reports sent to you.")
