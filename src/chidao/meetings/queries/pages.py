"""Reading meetings and matters, limited to what the reader may see. A page takes at most eight queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chidao.documents.models import Document
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.meetings.models import Conclusion, Invitation, Meeting, MeetingPaper, Opinion, SubmittedMatter
from chidao.meetings.rules import MeetingFacts, MeetingState, Step, meeting_steps, next_act
from chidao.people.models import Agency
from chidao.people.queries import names_then
from chidao.tasks.models import Task

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting in a list. `presiding` says who, and in whose name."""

    id: int
    number: int
    kind: str
    unit: str
    cycle: str
    title: str
    starts_at: datetime
    place: str
    presiding: Text
    state: MeetingState
    notice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Someone on the list of a meeting; `seat` and `person` are None for a guest."""

    id: int
    name: str
    seat: int | None
    seat_title: Text | None
    person: int | None
    reply: str
    reply_note: str
    attendance: str
    attended_by: str
    attendance_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A task that comes from a conclusion."""

    id: int
    number: int
    title: str
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionRow:
    """A conclusion with its agencies and what has become of it: `tasks`, or `no_task_reason`, or neither yet."""

    id: int
    ordinal: int
    text: str
    lead_agency: int | None
    lead: str | None
    coordinating: tuple[tuple[int, str], ...]
    due_on: date | None
    provision: int | None
    cite: str | None
    tasks: tuple[FollowUp, ...]
    no_task_reason: str | None

    @property
    def is_open(self) -> bool:
        """Return whether it is issued and neither a task nor said to need none."""
        return self.provision is not None and not self.tasks and self.no_task_reason is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A numbered document, or a file put before the meeting (then without a label)."""

    id: int
    says: str
    label: str | None
    file: int | None
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """One meeting with everything on its page. `presiding_seat` is the seat that presides."""

    row: MeetingRow
    agenda: tuple[str, ...]
    presiding_seat: int
    convened_at: datetime
    urgent_reason: str
    cancel_reason: str
    ended_at: datetime | None
    invited: tuple[Invited, ...]
    conclusions: tuple[ConclusionRow, ...]
    documents: tuple[PaperRow, ...]
    papers: tuple[PaperRow, ...]
    steps: tuple[Step, ...]
    next_act: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """An opinion as members see it."""

    seat: int
    who: Text
    stance: str
    text: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """A submitted matter. `decided_by` is None until the decision."""

    id: int
    number: int
    kind: str
    title: str
    submitted_by: Text
    submitted_at: datetime
    opinions_until: date | None
    decided_by: Text | None
    decided_at: datetime | None
    access: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """One matter with the opinions given before its decision."""

    row: MatterRow
    content: str
    decision: str
    opinions: tuple[OpinionRow, ...]


def meeting_list(
    reader: Reader, *, year: int | None = None, words: str = "", before: tuple[datetime, int] | None = None
) -> list[MeetingRow]:
    """Return the newest meetings that the reader may see, `PAGE` at most (one query).

    `before` is the hour and id of the last row of the page before.
    """
    found = _seen(reader).select_related("invitation", "notice").defer("invitation__content", "notice__content")
    if year:
        found = found.filter(starts_at__year=year)
    if words.strip():
        found = found.filter(folded__contains=fold(words))
    if before:
        found = found.filter(Q(starts_at__lt=before[0]) | Q(starts_at=before[0], pk__lt=before[1]))
    return [_row(meeting) for meeting in found.order_by("-starts_at", "-pk")[:PAGE]]


def meeting_page(reader: Reader, meeting: int, now: datetime) -> MeetingPage:
    """Return one meeting whole (six queries, whatever it holds). Raises NotFound for one the reader may not see."""
    found = _seen(reader).select_related("presiding", "invitation", "notice").filter(pk=meeting).first()
    if found is None:
        raise NotFound(Reason(code="no_meeting", says=Text("Không có cuộc họp này.", "There is no such meeting.")))
    conclusions = tuple(_conclusions(found))
    facts = facts_from(
        found, conclusions=len(conclusions), undisposed=sum(conclusion.is_open for conclusion in conclusions)
    )
    return MeetingPage(
        row=_row(found),
        agenda=tuple(found.agenda),
        presiding_seat=found.presiding_id,
        convened_at=found.convened_at,
        urgent_reason=found.urgent_reason,
        cancel_reason=found.cancel_reason,
        ended_at=found.ended_at,
        invited=tuple(_invited(found)),
        conclusions=conclusions,
        documents=tuple(_documents(found)),
        papers=tuple(_papers(found)),
        steps=meeting_steps(facts, now),
        next_act=next_act(facts, now),
    )


def matter_list(reader: Reader, *, only_open: bool = False) -> list[MatterRow]:
    """Return the newest matters that the reader may see, `PAGE` at most (one query); `only_open`: not yet decided."""
    found = _seen_matters(reader)
    if only_open:
        found = found.filter(decided_at=None)
    return [_matter_row(matter) for matter in found.order_by("-submitted_at", "-pk")[:PAGE]]


def matter_page(reader: Reader, matter: int) -> MatterPage:
    """Return one matter with its opinions (two queries). Raises NotFound for one the reader may not see."""
    found = _seen_matters(reader).filter(pk=matter).first()
    if found is None:
        raise NotFound(Reason(code="no_matter", says=Text("Không có vấn đề này.", "There is no such matter.")))
    given = Opinion.objects.filter(matter=found).order_by("given_at", "pk")
    return MatterPage(
        row=_matter_row(found),
        content=found.content,
        decision=found.decision,
        opinions=tuple(_opinion(row) for row in given) if reader.sees("matters") != "open" else (),
    )


def facts_from(meeting: Meeting, *, conclusions: int = 0, undisposed: int = 0) -> MeetingFacts:
    """Return what has been done about a meeting; a paper whose number is void was never sent."""
    return MeetingFacts(
        starts_at=meeting.starts_at,
        list_proposed_at=meeting.list_proposed_at,
        list_approved_at=None if _is_void(meeting.invitation) else meeting.list_approved_at,
        attendance_at=meeting.attendance_at,
        ended_at=meeting.ended_at,
        notice_at=None if _is_void(meeting.notice) or meeting.notice is None else meeting.notice.issued_at,
        cancelled_at=meeting.cancelled_at,
        conclusions=conclusions,
        undisposed=undisposed,
    )


def open_conclusions(body: str) -> QuerySet[Conclusion]:
    """Return the issued conclusions of a body that are neither a task nor said to need none."""
    found: QuerySet[Conclusion] = Conclusion.objects.filter(meeting__body=body, disposition="")
    return found.exclude(provision=None).filter(~Exists(Task.objects.filter(provision=OuterRef("provision"))))


def unfinished_meetings(body: str) -> QuerySet[Any]:
    """Return the meetings of a body that still wait for a step before their notice, with how much is drafted."""
    found: QuerySet[Meeting] = Meeting.objects.filter(body=body, cancelled_at=None)
    waiting = found.filter(Q(notice=None) | Q(notice__voided_at__isnull=False))
    return waiting.select_related("invitation", "notice").annotate(drafted=Count("conclusions"))


def open_matters(body: str, seat: int | None) -> list[tuple[MatterRow, bool]]:
    """Return the matters not yet decided, oldest first, and of each whether the seat gave its opinion (one query)."""
    given = Exists(Opinion.objects.filter(matter=OuterRef("pk"), seat=seat))
    found = SubmittedMatter.objects.filter(body=body, decided_at=None).annotate(given=given)
    return [(_matter_row(matter), matter.given) for matter in found.order_by("submitted_at", "pk")[:PAGE]]


def _seen(reader: Reader) -> QuerySet[Meeting]:
    """All meetings, those to which the reader (or the reader's agency) is invited, or those whose notice is open."""
    found: QuerySet[Meeting] = Meeting.objects.filter(body=reader.body)
    scope = reader.sees("meetings")
    if scope == "all":
        return found
    published = Q(notice__access="open", notice__voided_at=None)
    if scope == "open":
        return found.filter(published)
    seats, agencies = reader.seats, reader.agencies
    invited = Q(pk__in=Invitation.objects.filter(seat__in=seats).values("meeting")) | Q(presiding__in=seats)
    if scope == "own_agency" and reader.agency:
        of_agency = Q(seat__agency__in=agencies) | Q(seat__post__agency__in=agencies)
        invited |= Q(pk__in=Invitation.objects.filter(of_agency).values("meeting"))
    # Whoever is invited sees that meeting, whatever else the regulation shows their role.
    return found.filter(invited | published if scope else invited)


def _seen_matters(reader: Reader) -> QuerySet[SubmittedMatter]:
    found: QuerySet[SubmittedMatter] = SubmittedMatter.objects.filter(body=reader.body)
    scope = reader.sees("matters")
    if scope == "all":
        return found
    if scope == "open":
        return found.filter(access="open")
    if scope is None:
        return found.none()
    return found.filter(Q(access="open") | Q(submitted_by__person=reader.capacity.person))


def _row(meeting: Meeting) -> MeetingRow:
    notice = meeting.notice
    return MeetingRow(
        id=meeting.pk,
        number=meeting.number,
        kind=meeting.kind,
        unit=meeting.unit,
        cycle=meeting.cycle,
        title=meeting.title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        presiding=Text.from_data(meeting.presiding_says),
        state=facts_from(meeting).state,
        notice=notice.label if notice and not notice.voided_at else None,
    )


def _invited(meeting: Meeting) -> Iterable[Invited]:
    rows = Invitation.objects.filter(meeting=meeting).select_related("seat", "person").order_by("ordinal")
    for row in rows:
        title = Text.from_data(row.seat.title) if row.seat else None
        yield Invited(
            id=row.pk,
            name=row.person.name if row.person else row.guest or (title.vi if title else ""),
            seat=row.seat_id,
            seat_title=title,
            person=row.person_id,
            reply=row.reply,
            reply_note=row.reply_note,
            attendance=row.attendance,
            attended_by=row.attended_by,
            attendance_note=row.attendance_note,
        )


def _conclusions(meeting: Meeting) -> Iterable[ConclusionRow]:
    rows = list(
        Conclusion.objects.filter(meeting=meeting).select_related("lead_agency", "provision").order_by("ordinal")
    )
    names = _agency_names({agency for row in rows for agency in row.coordinating})
    names |= {row.lead_agency_id: row.lead_agency.name for row in rows if row.lead_agency}
    names |= names_then(local_day(meeting.starts_at))  # what was concluded is told in the names of that day
    tasks = _tasks_by_provision({row.provision_id for row in rows if row.provision_id})
    for row in rows:
        yield _conclusion_row(row, names, tasks)


def _conclusion_row(row: Conclusion, names: Mapping[int, str], tasks: Mapping[int, list[FollowUp]]) -> ConclusionRow:
    return ConclusionRow(
        id=row.pk,
        ordinal=row.ordinal,
        text=row.text,
        lead_agency=row.lead_agency_id,
        lead=names[row.lead_agency_id] if row.lead_agency_id else None,
        coordinating=tuple((agency, names[agency]) for agency in row.coordinating if agency in names),
        due_on=row.due_on,
        provision=row.provision_id,
        cite=row.provision.cite if row.provision else None,
        tasks=tuple(tasks.get(row.provision_id or 0, ())),
        no_task_reason=row.no_task_reason if row.disposition == "no_task" else None,
    )


def _agency_names(agencies: set[int]) -> dict[int, str]:
    return dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name"))


def _tasks_by_provision(provisions: set[int]) -> dict[int, list[FollowUp]]:
    found: dict[int, list[FollowUp]] = {}
    rows = Task.objects.filter(provision__in=provisions).order_by("number")
    for task in rows.only("id", "provision_id", "number", "title", "state", "due_on"):
        shown = FollowUp(id=task.pk, number=task.number, title=task.title, state=task.state, due_on=task.due_on)
        found.setdefault(task.provision_id, []).append(shown)
    return found


def _documents(meeting: Meeting) -> Iterable[PaperRow]:
    issued: tuple[tuple[str, Document | None], ...] = (("invitation", meeting.invitation), ("notice", meeting.notice))
    for purpose, document in issued:
        if document:
            yield PaperRow(
                id=document.pk, says=document.title, label=document.label, file=document.scan_id, purpose=purpose
            )


def _papers(meeting: Meeting) -> Iterable[PaperRow]:
    for paper in MeetingPaper.objects.filter(meeting=meeting).select_related("file").order_by("pk"):
        yield PaperRow(id=paper.pk, says=paper.file.name, label=None, file=paper.file_id, purpose=paper.purpose)


def _matter_row(matter: SubmittedMatter) -> MatterRow:
    return MatterRow(
        id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        title=matter.title,
        submitted_by=Text.from_data(matter.submitted_by["says"]),
        submitted_at=matter.submitted_at,
        opinions_until=matter.opinions_until,
        decided_by=Text.from_data(matter.decided_by["says"]) if matter.decided_by else None,
        decided_at=matter.decided_at,
        access=matter.access,
    )


def _opinion(row: Opinion) -> OpinionRow:
    return OpinionRow(
        seat=row.seat_id, who=Text.from_data(row.says_who), stance=row.stance, text=row.text, given_at=row.given_at
    )


def _is_void(document: Document | None) -> bool:
    return document is not None and document.voided_at is not None
