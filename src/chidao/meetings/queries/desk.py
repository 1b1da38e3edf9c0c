"""What of the meetings waits for one person in one seat: by when, and by what right it is theirs.

An act is offered only where the authority would allow it: the questions of a whole desk are asked at once, and those
that differ only in the name of their object once for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Basis, Capacity, Matter, Question, the_authority
from chidao.documents.queries import papers_to_file
from chidao.instruments.charter import Regulation
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader, regulation
from chidao.meetings.models import Conclusion, Invitation, Meeting
from chidao.meetings.queries.pages import (
    PAGE,
    MatterRow,
    facts_from,
    open_conclusions,
    open_matters,
    unfinished_meetings,
)
from chidao.meetings.rules import MatterFacts, against_deciding, meeting_said, next_act
from chidao.tasks.rules import task_says

LONGEST_DESK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One act that waits for whoever reads.

    `kind` says what `id` is: meeting, invitation (the meeting answered), conclusion, document, matter. `due_on` is the
    day by which, where there is one; `basis` is by what right it is theirs.
    """

    act: str
    kind: str
    id: int
    says: Text
    due_on: date | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRecord:
    """A step of a meeting that is somebody else's, and that whoever reads may record once it is done on paper.

    `clause` is what lets them record it.
    """

    act: str
    meeting: int
    matter: Matter
    due_on: date | None
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """An act that the state of affairs would allow, before anyone is asked whether the reader may."""

    act: str
    kind: str
    id: int
    matter: Matter
    due_on: date | None = None


def waiting_for(reader: Reader, now: datetime) -> tuple[Waiting, ...]:
    """Return what of meetings, papers and matters waits for the reader's seat, soonest first."""
    current, seat = regulation(reader.body, local_day(now)), reader.capacity.seat
    own = reader.seats
    found = [
        *_meetings(reader.body, current, now),
        *_replies(reader.body, own, now),
        *_conclusions(reader.body),
        *_papers(reader.body),
        *_matters(reader.body, seat, current, now),
    ]
    allowed = _allowed(found, reader.capacity, now)
    return tuple(sorted(allowed, key=lambda each: (each.due_on or date.max, each.kind, each.id)))


def to_record(reader: Reader, now: datetime) -> tuple[ToRecord, ...]:
    """Return the next steps of meetings that are others' to take and the reader's to record from the signed paper."""
    found = list(_meetings(reader.body, regulation(reader.body, local_day(now)), now))
    questions = [_question(each, reader.capacity, now) for each in found]
    authority = the_authority()
    others = [not isinstance(verdict, Basis) for verdict in authority.answer(questions)]
    return tuple(
        ToRecord(act=each.act, meeting=each.id, matter=each.matter, due_on=each.due_on, clause=basis.clause)
        for each, question, is_others in zip(found, questions, others, strict=True)
        if is_others and isinstance(basis := authority.may_record(reader.capacity, question), Basis)
    )


def _meetings(body: str, current: Regulation | None, at: datetime) -> Iterator[_Candidate]:
    for meeting in unfinished_meetings(body).order_by("starts_at", "pk")[:LONGEST_DESK]:
        act = next_act(facts_from(meeting, conclusions=meeting.drafted), at)
        if act:
            yield _Candidate(
                act=act, kind="meeting", id=meeting.pk, matter=_matter(meeting), due_on=_by(meeting, act, current)
            )


def _replies(body: str, seats: frozenset[int], at: datetime) -> Iterator[_Candidate]:
    rows = Invitation.objects.filter(
        meeting__body=body, seat__in=seats, reply="", meeting__list_approved_at__isnull=False,
        meeting__invitation__voided_at=None, meeting__attendance_at=None, meeting__cancelled_at=None,
        meeting__starts_at__gt=at,
    )  # fmt: skip
    for row in rows.select_related("meeting").order_by("meeting__starts_at", "pk")[:PAGE]:
        matter = _matter(row.meeting, subject_seat=row.seat_id)
        day = local_day(row.meeting.starts_at)
        yield _Candidate(act="reply_invitation", kind="invitation", id=row.meeting_id, matter=matter, due_on=day)


def _conclusions(body: str) -> Iterator[_Candidate]:
    rows = open_conclusions(body).select_related("provision").order_by("meeting__starts_at", "ordinal", "pk")
    for row in rows[:LONGEST_DESK]:
        yield _Candidate(act="assign_task", kind="conclusion", id=row.pk, matter=_assignment(body, row), due_on=None)


def _papers(body: str) -> Iterator[_Candidate]:
    for row in papers_to_file(body):
        matter = Matter(body=body, says=same(row.label))
        yield _Candidate(act="file_document", kind="document", id=row.id, matter=matter)


def _matters(body: str, seat: int | None, current: Regulation | None, at: datetime) -> Iterator[_Candidate]:
    for row, given in open_matters(body, seat):
        if not given:
            yield _of_matter("give_opinion", body, row, seat)
        if not list(against_deciding(MatterFacts(opinions_until=row.opinions_until), current, at)):
            yield _of_matter("decide_matter", body, row, None)


def _of_matter(act: str, body: str, row: MatterRow, seat: int | None) -> _Candidate:
    says = Text(f"vấn đề “{row.title}”", f"the matter “{row.title}”")
    matter = Matter(body=body, says=says, facets={"matter": row.kind}, subject_seat=seat)
    return _Candidate(act=act, kind="matter", id=row.id, matter=matter, due_on=row.opinions_until)


def _matter(meeting: Meeting, *, subject_seat: int | None = None) -> Matter:
    return Matter(
        body=meeting.body,
        says=meeting_said(meeting.kind, meeting.title),
        facets={"meeting": meeting.kind, "unit": meeting.unit},
        presiding=meeting.presiding_id,
        subject_seat=subject_seat,
    )


def _assignment(body: str, row: Conclusion) -> Matter:
    cite = f"{row.provision.cite}: {row.text}" if row.provision else row.text
    return Matter(
        body=body,
        says=task_says(None, cite),
        facets={"origin": "conclusion"},
        lead_agency=row.lead_agency_id,
        coordinating=frozenset(row.coordinating),
    )


def _by(meeting: Meeting, act: str, current: Regulation | None) -> date:
    """Return the day by which a step is due: the list and the invitations ahead of the meeting by the notice period."""
    day = local_day(meeting.starts_at)
    principle = current.has_feature("convening_notice") if current else None
    notice = principle.settings.get("working_days") if principle else None
    if act not in {"propose_invitations", "approve_invitation_list"} or not isinstance(notice, int):
        return day
    return working_days().add_working_days(day, -notice)


def _allowed(found: list[_Candidate], capacity: Capacity, at: datetime) -> Iterator[Waiting]:
    questions = {_key(each): _question(each, capacity, at) for each in found}
    answers = dict(zip(questions, the_authority().answer(list(questions.values())), strict=True))
    for each in found:
        verdict = answers[_key(each)]
        if isinstance(verdict, Basis):
            yield Waiting(
                act=each.act, kind=each.kind, id=each.id, says=each.matter.says, due_on=each.due_on, basis=verdict
            )


def _question(each: _Candidate, capacity: Capacity, at: datetime) -> Question:
    return Question(capacity=capacity, act=each.act, matter=each.matter, at=at, known_at=at)


def _key(each: _Candidate) -> tuple[object, ...]:
    matter = each.matter
    facets = tuple(sorted(matter.facets.items()))
    return (each.act, facets, matter.presiding, matter.subject_seat, matter.lead_agency, matter.coordinating)
