"""Who is invited: the list proposed, approved by whoever presides, answered by those on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts import Composed, numbered_document, signed_for
from chidao.documents.models import Delivery, Document
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import SeatView, seats_in_force
from chidao.meetings.acts.subject import (
    about_meeting,
    found_meeting,
    locked_meeting,
    matter_of,
    unknown_choice,
)
from chidao.meetings.models import Invitation, Meeting
from chidao.meetings.queries import facts_from
from chidao.meetings.rules import (
    REPLIES,
    against_approving,
    against_listing,
    against_replying,
    in_viet_nam,
    seat_absent,
)

INVITATION = "GM"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeInvitations:
    """Who is to be invited to a meeting."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    seats: tuple[int, ...] = asked(
        "Thành viên được mời", "Members invited", "seats",
        hint=Text("Để trống: mọi thành viên.", "Empty: every member."), default=(),
    )  # fmt: skip
    guests: tuple[str, ...] = asked(
        "Khách mời riêng cuộc họp này", "Guests of this meeting only", "lines",
        hint=Text("Mỗi dòng một người hoặc cơ quan.", "One person or agency a line."), default=(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveInvitationList:
    """The list as proposed; invitations go out under number."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    number: int | None = asked(
        "Số ghi trên giấy", "Number on the paper", "number",
        hint=Text("Để trống để lấy số kế tiếp.", "Leave empty to take the next number."), default=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyInvitation:
    """Whether a member will attend."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    seat: int = asked("Ghế được mời", "Seat invited", "seat")
    reply: str = asked("Trả lời", "Answer", "choice", choices=REPLIES)
    reason: str = asked("Lý do", "Why", hint=Text("Cần khi xin vắng.", "Needed when asking to be absent."), default="")


def _about_reply(given: ReplyInvitation, at: datetime) -> Matter:
    return matter_of(found_meeting(given.body, given.meeting), subject_seat=given.seat)


@act(
    "propose_invitations",
    ("Đề xuất danh sách mời", "Propose the invitation list"),
    ("Đề xuất danh sách mời dự {what}: {count}", "Proposed who is invited to {what}: {count}"),
    given=ProposeInvitations,
    about=about_meeting,
)
def propose_invitations(doing: Doing, given: ProposeInvitations) -> Mapping[str, object]:
    """Propose a list; without seats named, every seat in force of the unit. Another proposal takes its place.

    Raises BadInput for seats not in force on the day of the meeting, Conflict once the list is approved.
    """
    meeting = locked_meeting(doing, given)
    raise_if_any(Conflict, against_listing(facts_from(meeting)))
    seats = _proposed(meeting, given.seats)
    guests = list(dict.fromkeys(line.strip()[:300] for line in given.guests if line.strip()))
    for row in Invitation.objects.using(doing.alias).filter(meeting=meeting):
        doing.remove(row)
    rows = doing.add_all(_invitations(meeting, seats, guests))
    doing.change(meeting, list_proposed_at=doing.at)
    return {
        "meeting": meeting.pk,
        "invitations": [row.pk for row in rows],
        "say": {"count": _counted(len(seats), len(guests))},
    }


@act(
    "approve_invitation_list",
    ("Duyệt danh sách mời", "Approve the invitation list"),
    (
        "Duyệt thành phần dự {what} và phát hành giấy mời số {label}",
        "Approved who attends {what} and issued invitation {label}",
    ),
    given=ApproveInvitationList,
    about=about_meeting,
)
def approve_invitation_list(doing: Doing, given: ApproveInvitationList) -> Mapping[str, object]:
    """Approve the list and issue the invitation under number, delivered to every holder of a seat on it."""
    meeting = locked_meeting(doing, given)
    raise_if_any(Conflict, against_approving(facts_from(meeting), doing.at))
    rows = list(Invitation.objects.using(doing.alias).filter(meeting=meeting).select_related("seat", "person"))
    document = numbered_document(doing, _invitation_paper(doing, meeting, rows), number=given.number)
    doing.add_all(_deliveries(doing, document, rows))
    doing.change(meeting, list_approved_at=doing.at, invitation=document)
    return {"meeting": meeting.pk, "document": document.pk, "say": {"label": document.label}}


@act(
    "reply_invitation",
    ("Trả lời giấy mời", "Answer the invitation"),
    ("{reply} {what}{reason}", "{reply} {what}{reason}"),
    given=ReplyInvitation,
    about=_about_reply,
)
def reply_invitation(doing: Doing, given: ReplyInvitation) -> Mapping[str, object]:
    """Answer for one's own seat; may be changed until the meeting begins. To be absent one says why (BadInput)."""
    raise_if_any(BadInput, [*unknown_choice("reply", given.reply, REPLIES), *_why_absent(given)])
    meeting = locked_meeting(doing, given)
    raise_if_any(Conflict, against_replying(facts_from(meeting), doing.at))
    row = doing.locked(Invitation, meeting=meeting, seat_id=given.seat)
    if row is None:
        raise NotFound(Reason(code="not_invited", says=_NOT_INVITED, field="seat"))
    doing.change(row, reply=given.reply, reply_note=given.reason[:300], replied_at=doing.at)
    return {"invitation": row.pk, "say": {"reply": _ANSWERED[given.reply], "reason": _because(given.reason)}}


def _proposed(meeting: Meeting, wanted: Sequence[int]) -> list[SeatView]:
    on = local_day(meeting.starts_at)
    standing = seats_in_force(meeting.body, on)
    if not wanted:
        current = regulation(meeting.body, on)
        units = {entry.id for entry in current.units if entry.kind == meeting.unit} if current else set()
        return [seat for seat in standing if seat.unit in units]
    missing = set(wanted) - {seat.id for seat in standing}
    raise_if_any(BadInput, [seat_absent(str(seat)) for seat in sorted(missing)])
    return [seat for seat in standing if seat.id in wanted]


def _invitations(meeting: Meeting, seats: Sequence[SeatView], guests: Sequence[str]) -> Iterable[Invitation]:
    for ordinal, seat in enumerate(seats, 1):
        yield Invitation(meeting=meeting, seat_id=seat.id, person_id=seat.person, ordinal=ordinal)
    for ordinal, guest in enumerate(guests, len(seats) + 1):
        yield Invitation(meeting=meeting, guest=guest, ordinal=ordinal)


def _invitation_paper(doing: Doing, meeting: Meeting, rows: Sequence[Invitation]) -> Composed:
    invited = tuple(invited_said(row) for row in sorted(rows, key=lambda row: row.ordinal))
    content = {
        "form": "invitation",
        "meeting": gathering(meeting),
        "invited": list(invited),
        "agenda": list(meeting.agenda),
    }
    return Composed(
        body=meeting.body,
        kind=INVITATION,
        title=f"Dự {lowered(meeting.title)}"[:500],
        signed=signed_for(doing, meeting.body),
        content=content,
        recipients=invited,
    )


def gathering(meeting: Meeting) -> dict[str, str]:
    """Return a meeting as its papers speak of it, as plain data (`documents.drafting.Gathering`)."""
    return {
        "name": lowered(meeting.title),
        "chair": Text.from_data(meeting.presiding_says).vi,
        "starts_at": in_viet_nam(meeting.starts_at).isoformat(),
        "place": meeting.place,
    }


def lowered(title: str) -> str:
    """Return a title fit to stand inside a sentence."""
    return title[:1].lower() + title[1:]


def invited_said(row: Invitation) -> str:
    """Name someone on the list: the holder and the seat, or the guest."""
    if row.seat is None:
        return row.guest
    seat = Text.from_data(row.seat.title).vi
    return f"{row.person.name}, {seat}" if row.person and row.person.name not in seat else seat


def _deliveries(doing: Doing, document: Document, rows: Sequence[Invitation]) -> Iterable[Delivery]:
    for person in dict.fromkeys(row.person_id for row in rows if row.person_id):
        yield Delivery(document=document, person_id=person, sent_at=doing.at)


def _counted(seats: int, guests: int) -> Text:
    if not guests:
        return Text(f"{seats} thành viên", f"{seats} members")
    return Text(f"{seats} thành viên, {guests} khách mời", f"{seats} members, {guests} guests")


def _why_absent(given: ReplyInvitation) -> list[Reason]:
    needed = given.reply == "declined" and not given.reason.strip()
    return [Reason(code="reason_needed", says=_REASON_NEEDED, field="reason")] if needed else []


def _because(reason: str) -> str:
    told = reason.strip().rstrip(".")
    return f": {told}" if told else ""


_ANSWERED = {
    "accepted": Text("Trả lời sẽ dự", "Answered: will attend"),
    "declined": Text("Báo vắng, không dự", "Answered: will be absent from"),
}
_NOT_INVITED = Text("Ghế này không có trong danh sách mời.", "This seat is not on the list.")
_REASON_NEEDED = Text("Xin vắng thì phải báo lý do.", "Whoever asks to be absent says why.")


def _named(row: Invitation) -> Text:
    return same(invited_said(row))


correctable(
    Text("người được mời", "invited person"),
    Correctable(
        name="invitation",
        model=Invitation,
        fields={
            "guest": Text("tên khách mời", "name of the guest"),
            "reply_note": Text("lý do trả lời", "why so answered"),
            "attended_by": Text("người dự thay", "substitute"),
            "attendance_note": Text("ghi chú", "note"),
        },
        named=_named,
        body="meeting__body",
    ),
)
