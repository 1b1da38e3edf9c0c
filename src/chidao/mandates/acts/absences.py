"""Recorded absences: what lets a stand-in act, for exactly that time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.acts.seating import seat_named
from chidao.mandates.models import Absence
from chidao.mandates.rules import period_said
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAbsence:
    """The holder of a seat is away, first and last day included."""

    body: str = asked(*BODY)
    seat: int = asked("Ghế", "Seat", "seat")
    first_on: date = asked("Vắng từ ngày", "Absent from", "date")
    last_on: date = asked("Đến hết ngày", "To the end of", "date")
    reason: str = asked("Lý do", "Reason", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAbsence:
    """The holder is back earlier than recorded; the last day of absence is given."""

    body: str = asked(*BODY)
    absence: int = asked("Lần vắng mặt", "Absence", "absence")
    last_on: date = asked("Vắng đến hết ngày", "Absent to the end of", "date")


def _about_seat(given: RecordAbsence, at: datetime) -> Matter:
    seat = seat_named(given.seat, given.body)
    return Matter(body=given.body, says=Text.from_data(seat.title), subject_seat=seat.pk)


def _about_absence(given: EndAbsence, at: datetime) -> Matter:
    row = Absence.objects.filter(pk=given.absence, seat__body__code=given.body).select_related("seat").first()
    if row is None:
        says = Text("Không có lần vắng mặt này.", "There is no such absence.")
        raise NotFound(Reason(code="not_found", says=says, field="absence"))
    return Matter(body=given.body, says=Text.from_data(row.seat.title), subject_seat=row.seat_id)


@act(
    "record_absence",
    ("Ghi nhận vắng mặt", "Record an absence"),
    ("{what} vắng mặt {period}{late}", "{what} is absent {period}{late}"),
    given=RecordAbsence,
    about=_about_seat,
)
def record_absence(doing: Doing, given: RecordAbsence) -> Mapping[str, object]:
    """Record an absence; one recorded after it began says so everywhere."""
    if given.last_on < given.first_on:
        says = Text("Ngày cuối ở trước ngày đầu.", "The last day is before the first.")
        raise BadInput(Reason(code="period_inverted", says=says, field="last_on"))
    until = given.last_on + timedelta(days=1)
    overlap = Absence.objects.filter(seat_id=given.seat, effective_from__lt=until, effective_until__gt=given.first_on)
    if known := overlap.first():
        says = Text("Đã ghi nhận vắng mặt {period}.", "An absence {period} is recorded already.")
        period = period_said(known.effective_from, known.effective_until)
        raise Conflict(Reason(code="absence_overlaps", says=says.filled(period=period), field="first_on"))
    row = doing.add(
        Absence(
            seat_id=given.seat,
            effective_from=given.first_on,
            effective_until=until,
            reason=given.reason,
            recorded_at=doing.now,
        )
    )
    late = Text(" (ghi muộn)", " (recorded late)") if local_day(doing.now) > given.first_on else Text("", "")
    return {"absence": row.pk, "say": {"period": period_said(given.first_on, until), "late": late}}


@act(
    "end_absence",
    ("Rút ngắn thời gian vắng mặt", "Shorten an absence"),
    ("{what} có mặt trở lại sau ngày {day}", "{what} is back after {day}"),
    given=EndAbsence,
    about=_about_absence,
)
def end_absence(doing: Doing, given: EndAbsence) -> Mapping[str, object]:
    """Shorten a recorded absence; it is never lengthened: that is another absence."""
    row = doing.locked(Absence, pk=given.absence)
    until = given.last_on + timedelta(days=1)
    if row is None or not row.effective_from < until <= row.effective_until:
        says = Text("Ngày phải nằm trong lần vắng mặt đã ghi.", "The day must lie within the recorded absence.")
        raise Conflict(Reason(code="not_within", says=says, field="last_on"))
    doing.change(row, effective_until=until)
    day = f"{given.last_on.day}/{given.last_on.month}/{given.last_on.year}"
    return {"absence": row.pk, "say": {"day": day}}
