"""The meeting that an act is about: found, locked, and told as facts for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from chidao.acts.authority import Matter
from chidao.acts.runner import Doing
from chidao.kernel.errors import BadInput, NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.models import Seat
from chidao.meetings.models import Meeting
from chidao.meetings.rules import meeting_said, seat_absent


class AboutMeeting(Protocol):
    """An input that names a body and one of its meetings."""

    @property
    def body(self) -> str:
        """Return the code of the body."""

    @property
    def meeting(self) -> int:
        """Return the id of the meeting."""


def about_meeting(given: AboutMeeting, at: datetime) -> Matter:
    """Return what authority needs to know of a meeting. Raises NotFound."""
    return matter_of(found_meeting(given.body, given.meeting))


def matter_of(meeting: Meeting, *, subject_seat: int | None = None) -> Matter:
    """Return a meeting as the matter of an act."""
    return Matter(
        body=meeting.body,
        says=meeting_said(meeting.kind, meeting.title),
        facets={"meeting": meeting.kind, "unit": meeting.unit},
        presiding=meeting.presiding_id,
        subject_seat=subject_seat,
    )


def found_meeting(body: str, meeting: int) -> Meeting:
    """Return a meeting of a body. Raises NotFound."""
    found: Meeting | None = Meeting.objects.filter(body=body, pk=meeting).first()
    if found is None:
        raise NotFound(Reason(code="no_meeting", says=_NO_MEETING, field="meeting"))
    return found


def locked_meeting(doing: Doing, given: AboutMeeting) -> Meeting:
    """Return the meeting, locked until the act is done. Raises NotFound."""
    found = doing.locked(Meeting, body=given.body, pk=given.meeting)
    if found is None:
        raise NotFound(Reason(code="no_meeting", says=_NO_MEETING, field="meeting"))
    return found


def seat_of(body: str, seat: int | None, on: date, *, field: str) -> Seat:
    """Return a seat of a body that is in force on a day. Raises BadInput."""
    found: Seat | None = Seat.objects.filter(body__code=body, pk=seat or 0).first()
    if found is None:
        raise BadInput(Reason(code="no_seat", says=_NO_SEAT, field=field))
    if on < found.effective_from or (found.effective_until and on >= found.effective_until):
        raise BadInput(seat_absent(Text.from_data(found.title).vi))
    return found


def who(doing: Doing) -> dict[str, object]:
    """Return the legal actor as plain data, as rows keep it."""
    return {"person": doing.by.person, "seat": doing.by.seat, "says": doing.by.says.as_data()}


def unknown_choice(field: str, value: str, choices: Mapping[str, Text]) -> list[Reason]:
    """Return the reason against a value that is none of the choices."""
    return [] if value in choices else [Reason(code="unknown_choice", says=_UNKNOWN.filled(value=value), field=field)]


_NO_MEETING = Text("Không có cuộc họp này.", "There is no such meeting.")
_NO_SEAT = Text("Không có ghế này trong ban chỉ đạo.", "There is no such seat in the body.")
_UNKNOWN = Text("Giá trị “{value}” không có trong danh mục.", "“{value}” is not one of the choices.")
