"""Meetings convened, moved, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.duties.rules import Cycle, cycle_of
from chidao.instruments.charter import Duty
from chidao.instruments.queries import regulation, working_days
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.models import Absence, Seat
from chidao.meetings.acts.subject import about_meeting, locked_meeting, seat_of, unknown_choice
from chidao.meetings.models import Meeting
from chidao.meetings.queries import facts_from
from chidao.meetings.rules import (
    against_convening,
    against_moving,
    in_viet_nam,
    meeting_said,
    regular_duty,
    short_notice,
    when_said,
)

_URGENT = Text(
    "Chỉ cần khi thời gian báo trước ngắn hơn quy định.", "Only where notice is shorter than the regulation asks."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveneMeeting:
    """A meeting to be held."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    kind: str = asked("Loại cuộc họp", "Kind of meeting", "choice", choices=FACETS["meeting"])
    unit: str = asked("Họp của", "Meeting of", "choice", choices=FACETS["unit"], default="committee")
    title: str = asked("Tên cuộc họp", "Title")
    starts_at: datetime = asked("Thời gian", "Begins", "instant")
    place: str = asked("Địa điểm", "Place")
    agenda: tuple[str, ...] = asked(
        "Nội dung", "Agenda", "lines", hint=Text("Mỗi dòng một nội dung.", "One item a line."), default=()
    )
    presiding: int | None = asked(
        "Chủ trì", "Presides", "seat", hint=Text("Để trống: người triệu tập.", "Empty: whoever convenes."), default=None
    )
    urgent_reason: str = asked("Lý do họp gấp", "Why it is urgent", hint=_URGENT, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RescheduleMeeting:
    """A meeting at another time, or elsewhere."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    starts_at: datetime = asked("Thời gian mới", "New time", "instant")
    place: str = asked(
        "Địa điểm mới", "New place", hint=Text("Để trống nếu không đổi.", "Leave empty if it stays."), default=""
    )
    reason: str = asked("Lý do đổi lịch", "Why it is moved")
    urgent_reason: str = asked("Lý do họp gấp", "Why it is urgent", hint=_URGENT, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelMeeting:
    """A meeting that will not take place."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    reason: str = asked("Lý do hủy", "Why it is cancelled")


def _about(given: ConveneMeeting, at: datetime) -> Matter:
    return Matter(
        body=given.body,
        says=meeting_said(given.kind, given.title),
        facets={"meeting": given.kind, "unit": given.unit},
        presiding=given.presiding,
    )


@act(
    "convene_meeting",
    ("Triệu tập họp", "Convene a meeting"),
    ("Triệu tập {what}, {when}, tại {place}", "Convened {what}, {when}, at {place}"),
    given=ConveneMeeting,
    about=_about,
)
def convene_meeting(doing: Doing, given: ConveneMeeting) -> Mapping[str, object]:
    """Convene a meeting; whoever convenes, or the seat they stand in for, presides unless another seat is named.

    A regular meeting is of the cycle in which its day falls. Raises Conflict where that cycle has one already, and
    where notice is shorter than the regulation's and nothing is said of urgency.
    """
    raise_if_any(BadInput, [*_unknown_words(given), *_blank(given)])
    starts_at = in_viet_nam(given.starts_at)
    away = _stood_in_for(doing)
    wanted = given.presiding or (away.seat_id if away else doing.by.seat)
    seat = seat_of(given.body, wanted, local_day(starts_at), field="presiding")
    duty, cycle = _turn(given, starts_at)
    raise_if_any(Conflict, _against(doing, given, starts_at, duty, cycle))
    meeting = doing.add(
        Meeting(
            body=given.body,
            number=_next_number(doing, given.body),
            unit=given.unit,
            kind=given.kind,
            cycle=cycle.key if cycle else "",
            title=given.title[:300],
            starts_at=starts_at,
            place=given.place[:300],
            agenda=[line.strip() for line in given.agenda if line.strip()],
            presiding=seat,
            presiding_says=_presiding_says(doing, seat, away, local_day(starts_at)).as_data(),
            convened_at=doing.at,
            urgent_reason=given.urgent_reason[:300],
            folded=_folded(given.title, given.place),
        )
    )
    say = {"when": when_said(starts_at), "place": given.place}
    return {"meeting": meeting.pk, "number": meeting.number, "cycle": meeting.cycle, "say": say}


@act(
    "reschedule_meeting",
    ("Đổi lịch họp", "Move a meeting"),
    ("Đổi lịch {what} sang {when}: {reason}", "Moved {what} to {when}: {reason}"),
    given=RescheduleMeeting,
    about=about_meeting,
)
def reschedule_meeting(doing: Doing, given: RescheduleMeeting) -> Mapping[str, object]:
    """Move a meeting. It stays of the cycle for which it was convened, so that one held after it shows as late."""
    meeting = locked_meeting(doing, given)
    starts_at = in_viet_nam(given.starts_at)
    raise_if_any(Conflict, [*against_moving(facts_from(meeting)), *_against_time(doing, given, starts_at)])
    place = given.place.strip()[:300] or meeting.place
    doing.change(
        meeting,
        starts_at=starts_at,
        place=place,
        folded=_folded(meeting.title, place),
        urgent_reason=given.urgent_reason[:300] or meeting.urgent_reason,
    )
    return {"meeting": meeting.pk, "say": {"when": when_said(starts_at), "reason": given.reason.rstrip(".")}}


@act(
    "cancel_meeting",
    ("Hủy cuộc họp", "Cancel a meeting"),
    ("Hủy {what}: {reason}", "Cancelled {what}: {reason}"),
    given=CancelMeeting,
    about=about_meeting,
)
def cancel_meeting(doing: Doing, given: CancelMeeting) -> Mapping[str, object]:
    """Cancel a meeting that has not taken place; its cycle is open again."""
    meeting = locked_meeting(doing, given)
    raise_if_any(Conflict, against_moving(facts_from(meeting)))
    doing.change(meeting, cancelled_at=doing.at, cancel_reason=given.reason[:300])
    return {"meeting": meeting.pk, "say": {"reason": given.reason.rstrip(".")}}


def _turn(given: ConveneMeeting, starts_at: datetime) -> tuple[Duty | None, Cycle | None]:
    if given.kind != "regular":
        return None, None
    duty = regular_duty(regulation(given.body, local_day(starts_at)), given.unit)
    return duty, cycle_of(duty, local_day(starts_at)) if duty else None


def _against(
    doing: Doing, given: ConveneMeeting, starts_at: datetime, duty: Duty | None, cycle: Cycle | None
) -> list[Reason]:
    return [
        *against_convening(
            given_at=doing.at,
            starts_at=starts_at,
            duty=duty,
            cycle=cycle.says if cycle else None,
            rival=_rival(doing, given, cycle) if cycle else None,
        ),
        *_short(doing, given, starts_at),
    ]


def _against_time(doing: Doing, given: RescheduleMeeting, starts_at: datetime) -> list[Reason]:
    past = against_convening(given_at=doing.at, starts_at=starts_at, duty=None, cycle=None, rival=None)
    return [*past, *_short(doing, given, starts_at)]


def _short(doing: Doing, given: ConveneMeeting | RescheduleMeeting, starts_at: datetime) -> list[Reason]:
    current = regulation(given.body, local_day(doing.at))
    return list(
        short_notice(current, working_days(), given_at=doing.at, starts_at=starts_at, reason=given.urgent_reason)
    )


def _rival(doing: Doing, given: ConveneMeeting, cycle: Cycle) -> str | None:
    """Return the meeting that the cycle has already, as people know it."""
    found: Meeting | None = (
        Meeting.objects.using(doing.alias)
        .filter(body=given.body, unit=given.unit, cycle=cycle.key, cancelled_at=None)
        .first()
    )
    return f"“{found.title}”, {when_said(found.starts_at)}" if found else None


def _stood_in_for(doing: Doing) -> Absence | None:
    """Return the absence by which the actor convenes in another's stead.

    The seat stood in for presides, so that its holder takes over once back; the stand-in may act for it until then.
    """
    if doing.basis.kind != "stand_in" or not doing.basis.absence:
        return None
    found: Absence | None = Absence.objects.using(doing.alias).filter(pk=doing.basis.absence).first()
    return found


def _presiding_says(doing: Doing, seat: Seat, away: Absence | None, on: date) -> Text:
    stands_in = away and away.seat_id == seat.pk and away.effective_from <= on < away.effective_until
    return doing.basis.says if stands_in else Text.from_data(seat.title)


def _next_number(doing: Doing, body: str) -> int:
    # The head of the body's chain is locked while an act is done: two meetings can't take one number.
    last: int | None = Meeting.objects.using(doing.alias).filter(body=body).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _folded(title: str, place: str) -> str:
    return fold(f"{title} {place}")[:700]


def _unknown_words(given: ConveneMeeting) -> list[Reason]:
    return [
        *unknown_choice("kind", given.kind, FACETS["meeting"]),
        *unknown_choice("unit", given.unit, FACETS["unit"]),
    ]


def _blank(given: ConveneMeeting) -> list[Reason]:
    asked_for = {"title": given.title, "place": given.place}
    return [Reason(code="blank", says=_BLANK, field=name) for name, value in asked_for.items() if not value.strip()]


_BLANK = Text("Cần ghi mục này.", "This must be filled in.")


def _named(meeting: Meeting) -> Text:
    return meeting_said(meeting.kind, meeting.title)


def _searched(meeting: Meeting) -> Mapping[str, object]:
    return {"folded": _folded(meeting.title, meeting.place)}


correctable(
    Text("cuộc họp", "meeting"),
    Correctable(
        name="meeting",
        model=Meeting,
        fields={"title": Text("tên cuộc họp", "title"), "place": Text("địa điểm", "place")},
        named=_named,
        follow=_searched,
    ),
)
