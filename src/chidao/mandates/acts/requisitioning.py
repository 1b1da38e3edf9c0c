"""Members and experts called in to work together for a time, and days counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.queries import working_days
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.acts.founding import body_named
from chidao.mandates.acts.group import place_of, tell
from chidao.mandates.acts.seating import seat_named
from chidao.mandates.models import Requisition
from chidao.mandates.queries import facts, regulation
from chidao.mandates.rules import GROUP, Holding, period_reasons, period_said, requisition_reasons, seat_reasons
from chidao.people.acts import BODY, agency_named, person_named
from chidao.people.models import Agency, Person

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionMember:
    """A member of the group, or an expert, works at a host agency for a time, first and last day included."""

    body: str = asked(*BODY)
    seat: int | None = asked("Thành viên (ghế)", "Member (seat)", "seat", default=None)
    person: int | None = asked("Hoặc chuyên gia", "Or an expert", "person", default=None)
    host: int = asked("Làm việc tại", "Host agency", "agency")
    purpose: str = asked("Để soạn, làm việc gì", "For which draft or work", "lines")
    first_on: date = asked("Từ ngày", "From", "date")
    last_on: date = asked("Đến hết ngày", "To the end of", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRequisition:
    """A requisition ends earlier than ordered; its last day is given."""

    body: str = asked(*BODY)
    requisition: int = asked("Lần trưng tập", "Requisition", "requisition")
    last_on: date = asked("Đến hết ngày", "To the end of", "date")


def _about_requisition(given: RequisitionMember, at: datetime) -> Matter:
    return Matter(body=given.body, says=_who(given), subject_seat=given.seat, facets={"unit": GROUP})


def _who(given: RequisitionMember) -> Text:
    if given.seat is not None:
        return Text.from_data(seat_named(given.seat, given.body).title)
    return same(person_named(given.person).name) if given.person is not None else Text("", "")


@act(
    "requisition_member",
    ("Trưng tập", "Requisition"),
    ("Trưng tập {what} làm việc tại {host} {period} ({days} ngày làm việc)",
     "{what} requisitioned to {host}, {period} ({days} working days)"),
    given=RequisitionMember,
    about=_about_requisition,
)  # fmt: skip
def requisition_member(doing: Doing, given: RequisitionMember) -> Mapping[str, object]:
    """Call somebody in; their agency is told. BadInput: who, why, days; Conflict: the seat, or called in already."""
    bad = [
        *requisition_reasons(given.seat, given.person, given.purpose),
        *period_reasons(given.first_on, given.last_on),
    ]
    raise_if_any(BadInput, bad)
    until, host = given.last_on + ONE_DAY, agency_named(given.host, "host")
    person, agency = _sought(doing, given)
    raise_if_any(Conflict, _overlapping(person, given.first_on, until))
    row = doing.add(
        Requisition(
            body=body_named(given.body),
            seat_id=given.seat,
            person=person,
            agency_id=agency,
            host=host,
            purpose=given.purpose,
            clause_id=doing.basis.clause,
            effective_from=given.first_on,
            effective_until=until,
            recorded_at=doing.now,
        )
    )
    return {"requisition": row.pk, "working_days": days_of(row), "say": _told(doing, row, host)}


def days_of(row: Requisition) -> int:
    """Return the working days of a requisition, first and last day included."""
    return working_days().working_days_between(row.effective_from - ONE_DAY, row.effective_until - ONE_DAY)


def _sought(doing: Doing, given: RequisitionMember) -> tuple[Person, int | None]:
    """Return who is called in, and whose agency they are of. Raises Conflict, NotFound."""
    known = [each for each in facts(given.body).holdings if each.stands(given.first_on, doing.now)]
    if given.seat is None:
        person = person_named(given.person or 0)
        return person, _agency_of(person, known)
    seat = seat_named(given.seat, given.body)
    raise_if_any(Conflict, seat_reasons(place_of(seat, regulation(given.body, given.first_on)), given.first_on))
    held = next((each for each in known if each.seat == seat.pk), None)
    if held is None:
        says = Text("Ghế không có người giữ vào ngày đầu.", "Nobody holds the seat on the first day.")
        raise Conflict(Reason(code="seat_vacant", says=says, field="seat"))
    return person_named(held.person), held.agency


def _agency_of(person: Person, known: list[Holding]) -> int | None:
    seated = next((each.agency for each in known if each.person == person.pk and each.agency), None)
    return seated or (person.main_post.agency_id if person.main_post else None)


def _overlapping(person: Person, first: date, until: date) -> list[Reason]:
    overlap = Requisition.objects.filter(person=person, effective_from__lt=until, effective_until__gt=first).first()
    if overlap is None:
        return []
    says = Text("{who} đã được trưng tập {period}.", "{who} is requisitioned {period} already.")
    period = period_said(overlap.effective_from, overlap.effective_until)
    return [Reason(code="requisition_overlaps", says=says.filled(who=person.name, period=period), field="first_on")]


def _told(doing: Doing, row: Requisition, host: Agency) -> dict[str, object]:
    """Tell the agency and the person, and return the words of the event."""
    words = {"host": host.name, "period": period_said(row.effective_from, row.effective_until), "days": days_of(row)}
    says = Text(
        "Trưng tập {who} làm việc tại {host} {period} ({days} ngày làm việc) để: {why}",
        "{who} is requisitioned to {host}, {period} ({days} working days), for: {why}",
    )
    tell(doing, says.filled(who=row.person.name, why=row.purpose, **words), agencies=[row.agency_id, host.pk],
         persons=[row.person_id])  # fmt: skip
    return dict(words)


def _requisition(given: EndRequisition) -> Requisition:
    found: Requisition | None = (
        Requisition.objects.filter(pk=given.requisition, body__code=given.body).select_related("person").first()
    )
    if found is None:
        says = Text("Không có lần trưng tập này.", "There is no such requisition.")
        raise NotFound(Reason(code="not_found", says=says, field="requisition"))
    return found


def _about_ending(given: EndRequisition, at: datetime) -> Matter:
    row = _requisition(given)
    return Matter(body=given.body, says=same(row.person.name), subject_seat=row.seat_id, facets={"unit": GROUP})


@act(
    "end_requisition",
    ("Kết thúc trưng tập sớm", "End a requisition early"),
    ("Trưng tập {what} kết thúc sau ngày {day}", "The requisition of {what} ends after {day}"),
    given=EndRequisition,
    about=_about_ending,
)
def end_requisition(doing: Doing, given: EndRequisition) -> Mapping[str, object]:
    """Shorten a requisition; it is never lengthened: that is another one. Conflict: the day lies outside it."""
    row, until = _requisition(given), given.last_on + ONE_DAY
    if not row.effective_from < until <= row.effective_until:
        says = Text("Ngày phải nằm trong thời gian trưng tập.", "The day must lie within the requisition.")
        raise Conflict(Reason(code="not_within", says=says, clause=row.clause_id, field="last_on"))
    doing.change(row, effective_until=until)
    day = f"{given.last_on.day}/{given.last_on.month}/{given.last_on.year}"
    says = Text("Trưng tập {who} kết thúc sau ngày {day}.", "The requisition of {who} ends after {day}.")
    tell(
        doing, says.filled(who=row.person.name, day=day), agencies=[row.agency_id, row.host_id], persons=[row.person_id]
    )
    return {"requisition": row.pk, "working_days": days_of(row), "say": {"day": day}}
