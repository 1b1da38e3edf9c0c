"""The meeting itself: who came, what was concluded, when it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.meetings.acts.subject import about_meeting, locked_meeting, unknown_choice
from chidao.meetings.models import Conclusion, Invitation, Meeting
from chidao.meetings.queries import facts_from
from chidao.meetings.rules import (
    ATTENDANCES,
    against_attendance,
    against_closing,
    against_drafting,
    in_viet_nam,
    meeting_said,
    when_said,
)
from chidao.people.models import Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """Whether one of those invited came; `by` names a substitute."""

    invitation: int = asked("Người được mời", "Invited", "hidden")
    attendance: str = asked("Tham dự", "Attendance", "choice", choices=ATTENDANCES)
    by: str = asked("Người dự thay", "Substitute", default="")
    note: str = asked("Ghi chú", "Note", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttendance:
    """Who came to a meeting."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    attended: tuple[Attended, ...] = asked("Thành phần dự họp", "Attendance", "attendance")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftConclusion:
    """One conclusion, new or changed. Emptied, a drafted one is taken out."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    conclusion: int | None = asked(
        "Kết luận cần sửa", "Conclusion to change", "conclusion",
        hint=Text("Để trống để thêm kết luận mới.", "Leave empty to add one."), default=None,
    )  # fmt: skip
    text: str = asked(
        "Nội dung kết luận", "Conclusion", "long",
        hint=Text("Xóa hết chữ để bỏ kết luận đang sửa.", "Empty it to take the conclusion out."), default="",
    )  # fmt: skip
    lead_agency: int | None = asked("Cơ quan chủ trì", "Lead agency", "agency", default=None)
    coordinating: tuple[int, ...] = asked("Cơ quan phối hợp", "Coordinating agencies", "agencies", default=())
    due_on: date | None = asked("Thời hạn", "Due", "date", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting:
    """A meeting that is over."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    ended_at: datetime | None = asked(
        "Kết thúc lúc", "Ended at", "instant", hint=Text("Để trống: bây giờ.", "Empty: now."), default=None
    )


@act(
    "record_attendance",
    ("Ghi thành phần dự họp", "Record attendance"),
    ("Ghi thành phần dự {what}: {count}", "Recorded attendance at {what}: {count}"),
    given=RecordAttendance,
    about=about_meeting,
)
def record_attendance(doing: Doing, given: RecordAttendance) -> Mapping[str, object]:
    """Record who came, was excused, was absent or sent a substitute; again until the meeting is closed.

    Raises BadInput naming each bad row, Conflict before the meeting has begun or after it is closed.
    """
    meeting = locked_meeting(doing, given)
    raise_if_any(Conflict, against_attendance(facts_from(meeting), doing.at))
    rows = {row.pk: row for row in Invitation.objects.using(doing.alias).filter(meeting=meeting)}
    bad = [reason for place, each in enumerate(given.attended, 1) for reason in _bad(place, each, rows)]
    raise_if_any(BadInput, bad)
    for each in given.attended:
        _mark(doing, rows[each.invitation], each)
    doing.change(meeting, attendance_at=doing.at)
    return {"meeting": meeting.pk, "say": {"count": _counted(rows.values())}}


@act(
    "draft_conclusion",
    ("Dự thảo kết luận", "Draft a conclusion"),
    ("{done} kết luận số {ordinal} của {what}", "{done} conclusion {ordinal} of {what}"),
    given=DraftConclusion,
    about=about_meeting,
)
def draft_conclusion(doing: Doing, given: DraftConclusion) -> Mapping[str, object]:
    """Add a conclusion, change one, or take one out by emptying it. Raises Conflict once the notice is issued."""
    meeting = locked_meeting(doing, given)
    raise_if_any(Conflict, against_drafting(facts_from(meeting)))
    drafted = list(Conclusion.objects.using(doing.alias).filter(meeting=meeting).order_by("ordinal"))
    changed = _to_change(drafted, given.conclusion)
    if changed and not given.text.strip():
        return _taken_out(doing, drafted, changed)
    raise_if_any(BadInput, _unfit(given, meeting))
    values = _values(given)
    row = doing.change(changed, **values) if changed else doing.add(_new(meeting, len(drafted) + 1, values))
    done = Text("Sửa dự thảo", "Changed") if changed else Text("Dự thảo", "Drafted")
    return {"conclusion": row.pk, "ordinal": row.ordinal, "say": {"done": done, "ordinal": row.ordinal}}


@act(
    "close_meeting",
    ("Kết thúc cuộc họp", "Close the meeting"),
    ("Kết thúc {what}, {when}", "Closed {what}, {when}"),
    given=CloseMeeting,
    about=about_meeting,
)
def close_meeting(doing: Doing, given: CloseMeeting) -> Mapping[str, object]:
    """Close a meeting: from now on it is held, and keeps the duty of its cycle. Raises Conflict without attendance."""
    meeting = locked_meeting(doing, given)
    ended_at = in_viet_nam(given.ended_at or doing.at)
    raise_if_any(Conflict, against_closing(facts_from(meeting), ended_at, doing.at))
    doing.change(meeting, ended_at=ended_at)
    return {"meeting": meeting.pk, "say": {"when": when_said(ended_at)}}


def _bad(place: int, each: Attended, rows: Mapping[int, Invitation]) -> list[Reason]:
    found = []
    if each.invitation not in rows:
        found.append(Reason(code="not_invited", says=_NOT_INVITED, field="attended", row=place))
    if unknown_choice("attendance", each.attendance, ATTENDANCES):
        found.append(Reason(code="unknown_choice", says=_UNKNOWN, field="attended", row=place))
    if each.attendance == "substitute" and not each.by.strip():
        found.append(Reason(code="substitute_unnamed", says=_WHO, field="attended", row=place))
    return found


def _mark(doing: Doing, row: Invitation, each: Attended) -> None:
    wanted = {"attendance": each.attendance, "attended_by": each.by.strip()[:200], "attendance_note": each.note[:300]}
    if any(getattr(row, name) != value for name, value in wanted.items()):
        doing.change(row, **wanted)


def _counted(rows: Iterable[Invitation]) -> Text:
    marks = [row.attendance for row in rows]
    came, absent = marks.count("present"), marks.count("excused") + marks.count("unexcused")
    instead = marks.count("substitute")
    return Text(
        f"{came} có mặt, {instead} dự thay, {absent} vắng", f"{came} present, {instead} substitutes, {absent} absent"
    )


def _to_change(drafted: Sequence[Conclusion], conclusion: int | None) -> Conclusion | None:
    if conclusion is None:
        return None
    found = next((row for row in drafted if row.pk == conclusion), None)
    if found is None:
        raise NotFound(Reason(code="no_conclusion", says=_NO_CONCLUSION, field="conclusion"))
    return found


def _taken_out(doing: Doing, drafted: Sequence[Conclusion], row: Conclusion) -> Mapping[str, object]:
    ordinal = row.ordinal
    doing.remove(row)
    for later in (each for each in drafted if each.ordinal > ordinal):
        doing.change(later, ordinal=later.ordinal - 1)
    return {"conclusion": None, "ordinal": ordinal, "say": {"done": Text("Bỏ", "Took out"), "ordinal": ordinal}}


def _values(given: DraftConclusion) -> dict[str, object]:
    return {
        "text": given.text.strip(),
        "lead_agency_id": given.lead_agency,
        "coordinating": list(dict.fromkeys(given.coordinating)),
        "due_on": given.due_on,
    }


def _new(meeting: Meeting, ordinal: int, values: Mapping[str, object]) -> Conclusion:
    return Conclusion(meeting=meeting, ordinal=ordinal, **values)


def _unfit(given: DraftConclusion, meeting: Meeting) -> list[Reason]:
    found = []
    if not given.text.strip():
        found.append(Reason(code="blank", says=_BLANK, field="text"))
    if given.lead_agency in given.coordinating:
        found.append(Reason(code="lead_coordinates", says=_LEAD_COORDINATES, field="coordinating"))
    if given.due_on and given.due_on < local_day(meeting.starts_at):
        found.append(Reason(code="due_too_early", says=_DUE_EARLY, field="due_on"))
    named = {agency for agency in (given.lead_agency, *given.coordinating) if agency}
    if Agency.objects.filter(pk__in=named).count() < len(named):
        found.append(Reason(code="no_agency", says=_NO_AGENCY, field="lead_agency"))
    return found


_NOT_INVITED = Text("Không có trong danh sách mời của cuộc họp.", "Not on the list of this meeting.")
_UNKNOWN = Text("Chưa chọn có mặt, vắng hay dự thay.", "Present, absent or substituted is not chosen.")
_WHO = Text("Cần ghi tên người dự thay.", "The substitute must be named.")
_NO_CONCLUSION = Text("Cuộc họp không có kết luận này.", "The meeting has no such conclusion.")
_BLANK = Text("Cần ghi nội dung kết luận.", "The conclusion must say something.")
_LEAD_COORDINATES = Text("Cơ quan chủ trì không đồng thời là cơ quan phối hợp.", "The lead cannot coordinate too.")
_DUE_EARLY = Text("Thời hạn ở trước ngày họp.", "It would be due before the meeting.")
_NO_AGENCY = Text("Có cơ quan không có trong danh mục.", "An agency is not in the directory.")


def _named(row: Conclusion) -> Text:
    told = meeting_said(row.meeting.kind, row.meeting.title)
    return Text(f"kết luận số {row.ordinal} của {told.vi}", f"conclusion {row.ordinal} of {told.en}")


correctable(
    Text("kết luận", "conclusion"),
    Correctable(
        name="conclusion",
        model=Conclusion,
        fields={"text": Text("nội dung", "wording")},
        named=_named,
        body="meeting__body",
    ),
)
