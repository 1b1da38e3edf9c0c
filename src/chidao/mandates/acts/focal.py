"""An agency's focal unit and person: named by its member, who says which acts are theirs to do for the agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, act_named, act_names, asked
from chidao.acts.runner import Doing
from chidao.instruments.charter import Regulation
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.acts.founding import body_named
from chidao.mandates.acts.group import FROM, NEW_NAME, UNTIL, person_for, tell
from chidao.mandates.models import FocalPoint, Seat, Tenure
from chidao.mandates.queries import facts, regulation
from chidao.mandates.rules import (
    delegation_reasons,
    deputable,
    deputy_roles,
    focal_reasons,
    one_person_reasons,
    until_reasons,
)
from chidao.people.acts import BODY, agency_named
from chidao.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFocalUnit:
    """The unit through which an agency works with the body, its person, and the acts that are left to them."""

    body: str = asked(*BODY)
    agency: int = asked("Cơ quan", "Agency", "agency")
    unit_name: str = asked("Đơn vị đầu mối", "Focal unit")
    person: int | None = asked("Cán bộ đầu mối", "Focal person", "person", default=None)
    name: str = asked(*NEW_NAME, default="")
    acts: tuple[str, ...] = asked("Việc được làm thay cơ quan", "Acts for the agency", "focal_acts")
    effective_from: date = asked(*FROM)
    effective_until: date | None = asked(*UNTIL, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFocalUnit:
    """The naming of a focal unit and person ends on a day."""

    body: str = asked(*BODY)
    focal: int = asked("Đầu mối", "Focal unit", "focal")
    effective_until: date = asked("Thôi từ ngày", "No longer from", "date")


@act(
    "name_focal_unit",
    ("Chỉ định đầu mối", "Name the focal unit"),
    ("{what}: đầu mối là {unit}, {who}; được làm: {acts}", "{what}: focal unit {unit}, {who}; may do: {acts}"),
    given=NameFocalUnit,
    about=lambda given, at: Matter(
        body=given.body, says=same(agency_named(given.agency).name), lead_agency=given.agency
    ),
)
def name_focal_unit(doing: Doing, given: NameFocalUnit) -> Mapping[str, object]:
    """Name the unit and person, and give them the agency's focal seat if it has one that is free.

    BadInput: who, which acts, days; Conflict: the person is named already, or another sits in the focal seat.
    """
    if doing.by.seat is None:
        raise Conflict(Reason(code="no_seat", says=_NO_SEAT))
    current, on = regulation(given.body, given.effective_from), given.effective_from
    titles = {name: act_named(name).title for name in {*deputable(current), *given.acts} & act_names()}
    bad = [
        *one_person_reasons(given.person, given.name),
        *until_reasons(on, given.effective_until),
        *delegation_reasons(current, given.acts, titles),
    ]
    if not given.unit_name.strip():
        bad.append(Reason(code="required", says=_NO_UNIT, field="unit_name"))
    raise_if_any(BadInput, bad)
    known = facts(given.body)
    if given.person is not None:
        raise_if_any(Conflict, focal_reasons(known.focals, given.agency, given.person, on))
    free = _free_seat(given, current)
    person = person_for(doing, given.person, given.name)
    row = doing.add(
        FocalPoint(
            body=body_named(given.body),
            agency_id=given.agency,
            unit_name=given.unit_name,
            person=person,
            named_by_id=doing.by.seat,
            acts=list(dict.fromkeys(given.acts)),
            effective_from=on,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )
    tenure = _seated(doing, free, person, given) if free else None
    acts = listed([titles[name] for name in dict.fromkeys(given.acts)])
    tell(doing, _TOLD.filled(acts=acts), persons=[person.pk], page="committee/focal/")
    say = {"unit": given.unit_name, "who": person.name, "acts": acts}
    return {"focal": row.pk, "person": person.pk, "tenure": tenure.pk if tenure else None, "say": say}


def _free_seat(given: NameFocalUnit, current: Regulation | None) -> Seat | None:
    """Return the focal seat of the agency that nobody holds; None where it has none or the person sits there already.

    Raises Conflict where somebody else sits in every one.
    """
    roles, on = deputy_roles(current), given.effective_from
    seats = list(Seat.objects.filter(body__code=given.body, agency=given.agency, role__in=roles).order_by("rank", "id"))
    seats = [each for each in seats if each.effective_from <= on and each.effective_until is None]
    held: dict[int, int] = {}
    for row in Tenure.objects.filter(seat__in=seats).exclude(effective_until__lte=on):
        if given.effective_until is None or row.effective_from < given.effective_until:
            held[row.seat_id] = row.person_id
    if given.person is not None and given.person in held.values():
        return None
    free = next((each for each in seats if each.pk not in held), None)
    if seats and free is None:
        raise Conflict(Reason(code="focal_seat_held", says=_SEAT_HELD, field="person", remedy=_END_FIRST))
    return free


def _seated(doing: Doing, seat: Seat, person: Person, given: NameFocalUnit) -> Tenure:
    return doing.add(
        Tenure(
            seat=seat,
            person=person,
            instrument_id=seat.instrument_id,
            effective_from=given.effective_from,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )


def _focal(given: EndFocalUnit) -> FocalPoint:
    found: FocalPoint | None = (
        FocalPoint.objects.filter(pk=given.focal, body__code=given.body).select_related("agency", "person").first()
    )
    if found is None:
        says = Text("Không có đầu mối này.", "There is no such focal unit.")
        raise NotFound(Reason(code="not_found", says=says, field="focal"))
    return found


def _about_ending(given: EndFocalUnit, at: datetime) -> Matter:
    row = _focal(given)
    return Matter(body=given.body, says=same(row.agency.name), lead_agency=row.agency_id, subject_person=row.person_id)


@act(
    "end_focal_unit",
    ("Thôi đầu mối", "End a focal unit"),
    ("{what}: {who} thôi làm đầu mối từ {since}", "{what}: {who} is no longer its focal person from {since}"),
    given=EndFocalUnit,
    about=_about_ending,
)
def end_focal_unit(doing: Doing, given: EndFocalUnit) -> Mapping[str, object]:
    """End the naming, and the place in the agency's focal seat with it. Conflict: ended, or before it began."""
    row, until = _focal(given), given.effective_until
    reasons = list(until_reasons(row.effective_from, until))
    if row.effective_until is not None and row.effective_until <= until:
        reasons.append(Reason(code="ended", says=_ENDED, field="focal"))
    raise_if_any(Conflict, reasons)
    doing.change(row, effective_until=until)
    roles = deputy_roles(regulation(given.body, until))
    seated = Tenure.objects.filter(person=row.person, seat__agency=row.agency_id, seat__role__in=roles)
    for tenure in seated.filter(seat__body=row.body_id, effective_from__lt=until, effective_until=None):
        doing.change(tenure, effective_until=until)
    since = f"{until.day}/{until.month}/{until.year}"
    return {"focal": row.pk, "say": {"who": row.person.name, "since": since}}


_NO_SEAT = Text("Chỉ người giữ ghế mới chỉ định đầu mối.", "Only who sits in a seat names a focal unit.")
_NO_UNIT = Text("Cần ghi tên đơn vị đầu mối.", "Name the focal unit.")
_TOLD = Text(
    "Được chỉ định làm đầu mối của cơ quan; được làm: {acts}.", "You are the agency's focal person; you may: {acts}."
)
_SEAT_HELD = Text("Ghế đầu mối của cơ quan đang có người khác.", "Another holds the agency's focal seat.")
_END_FIRST = Text("Cho người trước thôi đầu mối đã.", "End the former focal unit first.")
_ENDED = Text("Đầu mối này đã thôi.", "This focal unit has ended.")
