"""Meetings as decisions (PURE): what stands against an act, what comes next, what a notice contains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from chidao.instruments.charter import Duty, Regulation
from chidao.kernel.days import VIET_NAM, Calendar, local_day
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, same

StepState = Literal["done", "now", "later"]
MeetingState = Literal["convened", "invited", "met", "closed", "concluded", "cancelled"]

KINDS: Final[dict[str, Text]] = {
    "regular": Text("cuộc họp định kỳ", "the regular meeting"),
    "ad_hoc": Text("cuộc họp đột xuất", "the ad hoc meeting"),
    "expanded": Text("cuộc họp mở rộng", "the expanded meeting"),
    "working_session": Text("buổi làm việc", "the working session"),
}
STATES: Final[dict[MeetingState, Text]] = {
    "convened": Text("đã triệu tập", "convened"),
    "invited": Text("đã gửi giấy mời", "invitations sent"),
    "met": Text("đã họp", "met"),
    "closed": Text("đã kết thúc", "closed"),
    "concluded": Text("đã có thông báo kết luận", "conclusions issued"),
    "cancelled": Text("đã hủy", "cancelled"),
}
REPLIES: Final[dict[str, Text]] = {
    "accepted": Text("sẽ dự", "will attend"),
    "declined": Text("xin vắng", "asks to be absent"),
}
ATTENDANCES: Final[dict[str, Text]] = {
    "present": Text("có mặt", "present"),
    "excused": Text("vắng có lý do", "excused"),
    "unexcused": Text("vắng không lý do", "unexcused"),
    "substitute": Text("cử người dự thay", "sent a substitute"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What has been done about a meeting, all that its state follows from.

    `notice_at` is when the notice in force was issued; `undisposed` counts conclusions that are neither a task nor
    declared to need none.
    """

    starts_at: datetime
    list_proposed_at: datetime | None = None
    list_approved_at: datetime | None = None
    attendance_at: datetime | None = None
    ended_at: datetime | None = None
    notice_at: datetime | None = None
    cancelled_at: datetime | None = None
    conclusions: int = 0
    undisposed: int = 0

    @property
    def state(self) -> MeetingState:
        """Return the state in one word."""
        reached: tuple[tuple[MeetingState, object], ...] = (
            ("cancelled", self.cancelled_at),
            ("concluded", self.notice_at),
            ("closed", self.ended_at),
            ("met", self.attendance_at),
            ("invited", self.list_approved_at),
        )
        return next((state for state, when in reached if when), "convened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the meeting strip: what it is, whether it is done, and the act that does it."""

    key: str
    says: Text
    act: str
    state: StepState
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A conclusion as drafted; `lead` and `coordinating` are names of agencies."""

    id: int
    ordinal: int
    text: str
    lead: str | None = None
    coordinating: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePlan:
    """What a conclusion notice will hold: the conclusions numbered from 1, and to whom it goes."""

    conclusions: tuple[Drafted, ...]
    recipients: tuple[str, ...]

    def as_content(self) -> list[dict[str, object]]:
        """Return the conclusions as the plain data that the paper is drafted from."""
        return [
            {
                "ordinal": each.ordinal,
                "text": each.text,
                "lead": each.lead,
                "coordinating": list(each.coordinating),
                "due_on": each.due_on.isoformat() if each.due_on else None,
            }
            for each in self.conclusions
        ]


def meeting_steps(facts: MeetingFacts, now: datetime) -> tuple[Step, ...]:
    """Return the strip of a meeting: done, the one next thing to do, and what comes later.

    Nothing is next for a cancelled meeting, nor between the invitations and the hour of the meeting.
    """
    told = tuple(_told(facts))
    pending = [key for key, _, _, at in told if at is None]
    current = None if facts.cancelled_at or not pending or _waits(pending[0], facts, now) else pending[0]
    return tuple(
        Step(key=key, says=says, act=act, at=at, state="done" if at else "now" if key == current else "later")
        for key, says, act, at in told
    )


def next_act(facts: MeetingFacts, now: datetime) -> str | None:
    """Return the name of the act that comes next for a meeting, if any does."""
    return next((step.act for step in meeting_steps(facts, now) if step.state == "now"), None)


def _told(facts: MeetingFacts) -> Iterator[tuple[str, Text, str, datetime | None]]:
    concluded = facts.notice_at or (facts.ended_at if facts.conclusions else None)
    disposed = facts.notice_at if facts.notice_at and not facts.undisposed else None
    yield "list", _LIST, "propose_invitations", facts.list_proposed_at or facts.list_approved_at
    yield "invitations", _INVITATIONS, "approve_invitation_list", facts.list_approved_at
    yield "attendance", _ATTENDANCE, "record_attendance", facts.attendance_at
    yield "end", _END, "close_meeting", facts.ended_at
    yield "conclusions", _CONCLUSIONS, "draft_conclusion", concluded
    yield "notice", _NOTICE, "issue_conclusion_notice", facts.notice_at
    yield "tasks", _TASKS, "assign_task", disposed


def _waits(key: str, facts: MeetingFacts, now: datetime) -> bool:
    return key in {"attendance", "end"} and now < facts.starts_at


def in_viet_nam(at: datetime) -> datetime:
    """Return an instant in the local zone; a bare day and hour, as a form gives it, is meant locally."""
    return at.replace(tzinfo=VIET_NAM) if at.utcoffset() is None else at.astimezone(VIET_NAM)


def when_said(at: datetime) -> Text:
    """Say an instant: "08 giờ 30 ngày 25/3/2020"."""
    local = in_viet_nam(at)
    day = f"{local.day}/{local.month}/{local.year}"
    return Text(f"{local:%H} giờ {local:%M} ngày {day}", f"{local:%H:%M} on {day}")


def meeting_said(kind: str, title: str) -> Text:
    """Name a meeting inside a sentence: "cuộc họp định kỳ “…”"."""
    named = KINDS.get(kind, Text("cuộc họp", "the meeting"))
    return Text(f"{named.vi} “{title}”", f"{named.en} “{title}”")


def regular_duty(regulation: Regulation | None, unit: str) -> Duty | None:
    """Return the duty that regular meetings of a unit keep; `unit` is a word of the vocabulary."""
    if regulation is None:
        return None
    kinds = {entry.id: entry.kind for entry in regulation.units}
    return next((duty for duty in regulation.duties if kinds.get(duty.unit) == unit and _is_of_meetings(duty)), None)


def _is_of_meetings(duty: Duty) -> bool:
    return duty.what == "meeting" and "regular" in duty.only.get("meeting", ("regular",))


def short_notice(
    regulation: Regulation | None, calendar: Calendar, *, given_at: datetime, starts_at: datetime, reason: str
) -> Iterator[Reason]:
    """Yield the reason against a meeting called within the notice period of the regulation, unless a reason is given.

    The day of the convening is not counted; that of the meeting is (Civil Code 147).
    """
    principle = regulation.has_feature("convening_notice") if regulation else None
    needed = principle.settings.get("working_days") if principle else None
    if principle is None or not isinstance(needed, int) or reason.strip():
        return
    left = calendar.working_days_between(local_day(given_at), local_day(starts_at))
    if left < needed:
        yield Reason(
            code="short_notice",
            says=_SHORT_NOTICE.filled(needed=needed, left=max(left, 0)),
            clause=principle.clause,
            remedy=_GIVE_URGENT_REASON,
            field="starts_at",
        )


def against_convening(
    *, given_at: datetime, starts_at: datetime, duty: Duty | None, cycle: Text | None, rival: str | None
) -> Iterator[Reason]:
    """Yield what stands against convening: a time gone by, or a regular meeting of the cycle that there is already."""
    if starts_at <= given_at:
        yield Reason(code="starts_in_the_past", says=_IN_THE_PAST, field="starts_at", remedy=_CHOOSE_LATER)
    if rival and duty and cycle:
        says = _CYCLE_KEPT.filled(cycle=cycle, rival=rival)
        yield Reason(code="cycle_has_meeting", says=says, clause=duty.clause, field="kind", remedy=_AD_HOC_INSTEAD)


def against_moving(facts: MeetingFacts) -> Iterator[Reason]:
    """Yield what stands against another time, or against cancelling."""
    yield from _not_alive(facts)
    if facts.attendance_at or facts.ended_at:
        yield Reason(code="already_met", says=_MET)


def against_listing(facts: MeetingFacts) -> Iterator[Reason]:
    """Yield what stands against proposing who is invited."""
    yield from _not_alive(facts)
    if facts.list_approved_at:
        yield Reason(code="list_approved", says=_LIST_APPROVED)


def against_approving(facts: MeetingFacts, at: datetime) -> Iterator[Reason]:
    """Yield what stands against approving the list and sending invitations."""
    yield from against_listing(facts)
    if not facts.list_proposed_at:
        yield Reason(code="no_list", says=_NO_LIST, remedy=_PROPOSE_FIRST)
    if at >= facts.starts_at:
        yield Reason(code="already_begun", says=_BEGUN)


def against_replying(facts: MeetingFacts, at: datetime) -> Iterator[Reason]:
    """Yield what stands against an answer to an invitation."""
    yield from _not_alive(facts)
    if not facts.list_approved_at:
        yield Reason(code="not_invited_yet", says=_NOT_SENT)
    if facts.attendance_at or at >= facts.starts_at:
        yield Reason(code="already_begun", says=_BEGUN)


def against_attendance(facts: MeetingFacts, at: datetime) -> Iterator[Reason]:
    """Yield what stands against recording who came; until the meeting is closed it may be recorded again."""
    yield from _not_alive(facts)
    if not facts.list_approved_at:
        yield Reason(code="list_not_approved", says=_NOT_SENT, remedy=_APPROVE_FIRST)
    if at < facts.starts_at:
        yield Reason(code="not_begun", says=_NOT_BEGUN.filled(when=when_said(facts.starts_at)))
    if facts.ended_at:
        yield Reason(code="already_closed", says=_CLOSED, remedy=_CORRECT)


def against_closing(facts: MeetingFacts, ended_at: datetime, at: datetime) -> Iterator[Reason]:
    """Yield what stands against closing the meeting at `ended_at`."""
    yield from _not_alive(facts)
    if facts.ended_at:
        yield Reason(code="already_closed", says=_CLOSED, remedy=_CORRECT)
    if not facts.attendance_at:
        yield Reason(code="no_attendance", says=_NO_ATTENDANCE, remedy=_RECORD_ATTENDANCE)
    if ended_at < facts.starts_at:
        yield Reason(code="ends_before_start", says=_ENDS_EARLY, field="ended_at")
    if ended_at > at:
        yield Reason(code="ends_in_the_future", says=_ENDS_LATER, field="ended_at")


def against_drafting(facts: MeetingFacts) -> Iterator[Reason]:
    """Yield what stands against drafting or changing a conclusion."""
    yield from _not_alive(facts)
    if facts.notice_at:
        yield Reason(code="notice_issued", says=_NOTICE_OUT, remedy=_ANOTHER_NOTICE)


def against_notice(facts: MeetingFacts) -> Iterator[Reason]:
    """Yield what stands against issuing the conclusion notice."""
    yield from against_drafting(facts)
    if not facts.ended_at:
        yield Reason(code="not_closed", says=_NOT_CLOSED, remedy=_CLOSE_FIRST)
    if not facts.conclusions:
        yield Reason(code="no_conclusions", says=_NO_CONCLUSIONS, remedy=_DRAFT_FIRST)


def against_no_task(*, issued: bool, disposed: bool, has_task: bool) -> Iterator[Reason]:
    """Yield what stands against declaring that a conclusion needs no task."""
    if not issued:
        yield Reason(code="not_issued", says=_NOT_ISSUED)
    if has_task:
        yield Reason(code="has_task", says=_HAS_TASK)
    if disposed:
        yield Reason(code="already_disposed", says=_DISPOSED)


def notice_plan(conclusions: Sequence[Drafted], *, members: Sequence[str], others: Sequence[str] = ()) -> NoticePlan:
    """Plan a conclusion notice: conclusions renumbered from 1 in their order; recipients are the members first, then
    every agency that a conclusion names, then whoever is added by hand; nobody twice."""
    ordered = sorted(conclusions, key=lambda each: each.ordinal)
    agencies = [name for each in ordered for name in (each.lead, *each.coordinating) if name]
    return NoticePlan(
        conclusions=tuple(_numbered(each, ordinal) for ordinal, each in enumerate(ordered, 1)),
        recipients=tuple(dict.fromkeys([*members, *agencies, *others])),
    )


def _numbered(each: Drafted, ordinal: int) -> Drafted:
    return Drafted(
        id=each.id,
        ordinal=ordinal,
        text=each.text,
        lead=each.lead,
        coordinating=each.coordinating,
        due_on=each.due_on,
    )


def _not_alive(facts: MeetingFacts) -> Iterator[Reason]:
    if facts.cancelled_at:
        yield Reason(code="cancelled", says=_CANCELLED)


def seat_absent(seat: str) -> Reason:
    """Return the reason against inviting or letting preside a seat that is not in force."""
    return Reason(code="seat_not_in_force", says=_SEAT_NOT_IN_FORCE.filled(seat=same(seat)), field="seats")


_LIST = Text("Danh sách mời", "Who is invited")
_INVITATIONS = Text("Giấy mời", "Invitations")
_ATTENDANCE = Text("Điểm danh", "Attendance")
_END = Text("Kết thúc họp", "End of the meeting")
_CONCLUSIONS = Text("Dự thảo kết luận", "Conclusions drafted")
_NOTICE = Text("Thông báo kết luận", "Conclusion notice")
_TASKS = Text("Giao nhiệm vụ", "Tasks assigned")

_SHORT_NOTICE = Text(
    "Phải triệu tập trước ít nhất {needed} ngày làm việc; chỉ còn {left} ngày.",
    "A meeting is convened at least {needed} working days ahead; {left} are left.",
)
_GIVE_URGENT_REASON = Text("Chọn ngày họp muộn hơn, hoặc ghi lý do họp gấp.", "Choose a later day, or say why.")
_IN_THE_PAST = Text("Giờ họp ở trước lúc triệu tập.", "The meeting would begin before it is convened.")
_CHOOSE_LATER = Text("Chọn giờ họp sau lúc triệu tập.", "Choose an hour after the convening.")
_CYCLE_KEPT = Text("Họp định kỳ {cycle} đã có {rival}.", "The regular meeting of {cycle} is already there: {rival}.")
_AD_HOC_INSTEAD = Text(
    "Triệu tập họp đột xuất, hoặc đổi lịch hay hủy cuộc họp đã triệu tập.",
    "Convene an ad hoc meeting, or move or cancel the one that is convened.",
)
_CANCELLED = Text("Cuộc họp đã hủy.", "The meeting is cancelled.")
_MET = Text("Cuộc họp đã diễn ra.", "The meeting has taken place.")
_LIST_APPROVED = Text(
    "Danh sách mời đã được duyệt và giấy mời đã phát hành.", "The list is approved and invitations are out."
)
_NO_LIST = Text("Chưa có danh sách mời.", "There is no list yet.")
_PROPOSE_FIRST = Text("Đề xuất danh sách mời trước.", "Propose the list first.")
_BEGUN = Text("Cuộc họp đã bắt đầu.", "The meeting has begun.")
_NOT_SENT = Text("Danh sách mời chưa được duyệt.", "The list of those invited is not approved yet.")
_APPROVE_FIRST = Text("Người chủ trì duyệt danh sách mời trước.", "Whoever presides approves the list first.")
_NOT_BEGUN = Text("Cuộc họp chưa bắt đầu: {when}.", "The meeting has not begun: {when}.")
_CLOSED = Text("Cuộc họp đã kết thúc.", "The meeting is closed.")
_CORRECT = Text("Nếu ghi nhầm, ghi một việc đính chính.", "If it was recorded wrongly, record a correction.")
_NO_ATTENDANCE = Text("Chưa ghi thành phần dự họp.", "Attendance is not recorded.")
_RECORD_ATTENDANCE = Text("Ghi thành phần dự họp trước.", "Record attendance first.")
_ENDS_EARLY = Text("Giờ kết thúc ở trước giờ bắt đầu.", "The end is before the beginning.")
_ENDS_LATER = Text("Giờ kết thúc ở sau thời điểm ghi.", "The end is after the moment of recording.")
_NOTICE_OUT = Text("Thông báo kết luận đã ban hành.", "The conclusion notice is issued.")
_ANOTHER_NOTICE = Text("Sửa nội dung bằng một thông báo khác.", "Change its content by another notice.")
_NOT_CLOSED = Text("Cuộc họp chưa kết thúc.", "The meeting is not closed.")
_CLOSE_FIRST = Text("Ghi giờ kết thúc cuộc họp trước.", "Close the meeting first.")
_NO_CONCLUSIONS = Text("Chưa có kết luận nào.", "There are no conclusions.")
_DRAFT_FIRST = Text("Dự thảo kết luận trước.", "Draft the conclusions first.")
_NOT_ISSUED = Text("Kết luận chưa được ban hành.", "The conclusion is not issued yet.")
_HAS_TASK = Text("Kết luận này đã có nhiệm vụ.", "This conclusion already has a task.")
_DISPOSED = Text("Kết luận này đã được ghi là không giao nhiệm vụ.", "This conclusion is already said to need no task.")
_SEAT_NOT_IN_FORCE = Text("Ghế “{seat}” không có hiệu lực vào ngày này.", "Seat “{seat}” is not in force on this day.")
