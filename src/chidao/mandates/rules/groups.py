"""Who works in the group, how it is arranged, what is delegated to focal persons, where new work goes (PURE)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from chidao.instruments.charter import Regulation, Role
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, listed
from chidao.mandates.rules.may import Focal

GROUP: Final = "group"
"""The kind of unit in which a working group sits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A seat as these rules need it: how it is filled, in which kind of unit, over which days."""

    id: int
    by: str
    unit_kind: str
    agency: int | None
    clause: str
    effective_from: date
    effective_until: date | None

    def stands(self, on: date) -> bool:
        """Say whether the seat is there on a day."""
        return self.effective_from <= on and (self.effective_until is None or on < self.effective_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A person sits in a seat, or a seat works in a sub-group, over [effective_from, effective_until)."""

    id: int
    who: int
    effective_from: date
    effective_until: date | None = None
    head: bool = False

    def runs(self, on: date) -> bool:
        """Say whether it holds on a day."""
        return self.effective_from <= on and (self.effective_until is None or on < self.effective_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What becomes of stays on a day: which end then, which never were (they would begin and end that day), who is
    new (who, as head)."""

    ended: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()
    begun: tuple[tuple[int, bool], ...] = ()


def unit_kind(regulation: Regulation | None, unit: str) -> str:
    """Return the kind of a unit ("group", "committee"…), "" for one the regulation does not have."""
    return next((each.kind for each in regulation.units if each.id == unit), "") if regulation else ""


def group_units(regulation: Regulation | None) -> tuple[str, ...]:
    """Return the ids of the working groups."""
    return tuple(each.id for each in regulation.units if each.kind == GROUP) if regulation else ()


# --- who sits in the group --------------------------------------------------------------------------------------------


def seat_reasons(place: Place, on: date, *, field: str = "seat") -> Iterator[Reason]:
    """Yield why a seat is no seat of the group on a day."""
    if place.unit_kind != GROUP:
        yield Reason(code="not_of_the_group", says=_NOT_OF_THE_GROUP, clause=place.clause, field=field)
    if not place.stands(on):
        says = Text("Ngày {day} ghế này không còn hoặc chưa có.", "On {day} the seat is not there.")
        yield Reason(code="no_seat_then", says=says.filled(day=_day(on)), clause=place.clause, field=field)


def nomination_reasons(place: Place, on: date, *, waiting: bool) -> Iterator[Reason]:
    """Yield why nobody can be proposed for a seat: it follows a post, or somebody waits for an answer."""
    yield from seat_reasons(place, on)
    if place.by == "post":
        yield Reason(code="seat_by_post", says=_BY_POST, clause=place.clause, field="seat", remedy=_APPOINT)
    if waiting:
        yield Reason(code="nomination_waits", says=_WAITS, field="seat", remedy=_ANSWER_FIRST)


def one_person_reasons(person: int | None, name: str) -> Iterator[Reason]:
    """Yield that a person is named in both ways or in none: one who is registered, or a new one by name."""
    if (person is None) == (not name.strip()):
        yield Reason(code="one_person", says=_ONE_PERSON, field="person")


def free_days_reasons(days: int) -> Iterator[Reason]:
    """Yield that a number is no number of days of a month."""
    if not 0 <= days <= 31:
        says = Text("Số ngày một tháng phải từ 0 đến 31.", "Days a month must be from 0 to 31.")
        yield Reason(code="days_of_month", says=says, field="days_free")


def period_reasons(first_on: date, last_on: date) -> Iterator[Reason]:
    """Yield that a period, both days included, ends before it begins."""
    if last_on < first_on:
        says = Text("Ngày cuối ở trước ngày đầu.", "The last day is before the first.")
        yield Reason(code="period_inverted", says=says, field="last_on")


def until_reasons(effective_from: date, effective_until: date | None) -> Iterator[Reason]:
    """Yield that something would end before it begins, its end not included."""
    if effective_until is not None and effective_until <= effective_from:
        says = Text("Ngày thôi phải sau ngày bắt đầu.", "It must end after it begins.")
        yield Reason(code="period_inverted", says=says, field="effective_until")


def replacement(stays: Sequence[Stay], on: date) -> Changes:
    """Return what follows when somebody takes a seat on a day: whoever sits then leaves that day."""
    running = [each for each in stays if each.runs(on)]
    return Changes(
        ended=tuple(each.id for each in running if each.effective_from < on),
        undone=tuple(each.id for each in running if each.effective_from == on),
    )


def taking_reasons(place: Place, stays: Sequence[Stay], on: date, nominated_on: date) -> Iterator[Reason]:
    """Yield why a person cannot take a seat on a day: before the nomination, or somebody sits from that day or later.

    The list of a day that is past stays as it was, so nobody joins before being proposed.
    """
    yield from seat_reasons(place, on, field="nomination")
    if on < nominated_on:
        says = Text("Không thể nhận trước ngày cử {day}.", "Nobody joins before being nominated on {day}.")
        yield Reason(code="before_nomination", says=says.filled(day=_day(nominated_on)), field="effective_from")
    later = [each.effective_from for each in stays if each.effective_from >= on]
    if later:
        says = Text("Ghế đã có người từ ngày {day}.", "The seat is taken from {day}.")
        yield Reason(code="seat_taken_later", says=says.filled(day=_day(min(later))), field="effective_from")


def answer_reasons(*, answered: bool, accepted: bool, reason: str) -> Iterator[Reason]:
    """Yield why a nomination cannot be answered so: it was answered, or it is declined without a word why."""
    if answered:
        yield Reason(code="answered", says=_ANSWERED, field="nomination")
    if not accepted and not reason.strip():
        yield Reason(code="required", says=_SAY_WHY, field="reason")


def request_reasons(place: Place, on: date, *, held: bool, open_request: bool, reason: str) -> Iterator[Reason]:
    """Yield why a replacement cannot be asked for: nobody sits, it was asked already, no reason."""
    yield from seat_reasons(place, on)
    if place.by == "post":
        yield Reason(code="seat_by_post", says=_BY_POST, clause=place.clause, field="seat", remedy=_APPOINT)
    if not held:
        yield Reason(code="seat_vacant", says=_VACANT, field="seat", remedy=_NOMINATE)
    if open_request:
        yield Reason(code="request_open", says=_REQUESTED, field="seat")
    if not reason.strip():
        yield Reason(code="required", says=_SAY_WHY, field="reason")


def expert_reasons(regulation: Regulation | None, unit: str, role: Role | None, actor: Role | None) -> Iterator[Reason]:
    """Yield why nobody can be admitted in a role: not one of the group's, or not below whoever admits."""
    if unit not in group_units(regulation):
        yield Reason(code="no_such_group", says=_NO_GROUP, field="unit")
    if role is None or role.unit != unit:
        yield Reason(code="not_a_role_of_the_group", says=_NO_ROLE, field="role")
    elif actor is not None and role.rank <= actor.rank:
        yield Reason(code="not_below", says=_NOT_BELOW, clause=role.clause, field="role")


# --- sub-groups, duties, requisitions ---------------------------------------------------------------------------------


def sub_group_reasons(
    name: str, seats: Sequence[int], head: int, places: Mapping[int, Place], on: date
) -> Iterator[Reason]:
    """Yield what is wrong with a sub-group to be: no name, no members, a head outside it, seats outside the group."""
    if not name.strip():
        yield Reason(code="required", says=Text("Cần ghi tên nhóm.", "Give the sub-group's name."), field="name")
    if head not in seats:
        yield Reason(code="head_outside", says=_HEAD_OUTSIDE, field="head")
    if {places[each].unit_kind for each in seats if each in places} - {GROUP}:
        yield Reason(code="not_of_the_group", says=_NOT_OF_THE_GROUP, field="seats")
    if any(each not in places or not places[each].stands(on) for each in {*seats, head}):
        yield Reason(code="no_seat_then", says=_SOME_NOT_THERE, field="seats")


def regrouping(stays: Sequence[Stay], seats: Iterable[int], head: int, on: date) -> Changes:
    """Return what changes when a sub-group consists of some seats from a day on; who stays as before is not touched."""
    wanted = {(each, each == head) for each in seats}
    running = [each for each in stays if each.effective_until is None or on < each.effective_until]
    leaving = [each for each in running if (each.who, each.head) not in wanted]
    staying = {(each.who, each.head) for each in running}
    return Changes(
        ended=tuple(each.id for each in leaving if each.effective_from < on),
        undone=tuple(each.id for each in leaving if each.effective_from >= on),
        begun=tuple(sorted(wanted - staying)),
    )


def changed_after_reasons(stays: Iterable[Stay], on: date) -> Iterator[Reason]:
    """Yield that a sub-group was changed on a later day: what is in force from then stays so."""
    latest = max((each.effective_from for each in stays), default=on)
    if latest > on:
        says = Text("Nhóm đã được sắp xếp lại từ ngày {day}.", "The sub-group was rearranged from {day}.")
        yield Reason(code="changed_later", says=says.filled(day=_day(latest)), field="effective_from")


def requisition_reasons(seat: int | None, person: int | None, purpose: str) -> Iterator[Reason]:
    """Yield what a requisition lacks: exactly one of a member's seat or a person, and for what."""
    if (seat is None) == (person is None):
        yield Reason(code="seat_or_person", says=_SEAT_OR_PERSON, field="seat")
    if not purpose.strip():
        says = Text("Cần ghi trưng tập để làm gì.", "Say what the requisition is for.")
        yield Reason(code="required", says=says, field="purpose")


# --- what a member delegates to the focal person ----------------------------------------------------------------------


def deputable(regulation: Regulation | None) -> dict[str, str]:
    """Return the acts that focal persons may be given, each with the clause: those whose power wants a delegation."""
    powers = [power for power in regulation.powers if "delegated" in power.when] if regulation else []
    return {power.act: power.clause for power in powers}


def deputy_roles(regulation: Regulation | None) -> frozenset[str]:
    """Return the roles in which focal persons act."""
    powers = [power for power in regulation.powers if "delegated" in power.when] if regulation else []
    return frozenset(role for power in powers for role in power.roles)


def delegation_reasons(
    regulation: Regulation | None, acts: Sequence[str], titles: Mapping[str, Text]
) -> Iterator[Reason]:
    """Yield that an act is none the regulation lets a focal person do, or that none was named."""
    known = deputable(regulation)
    if not acts:
        yield Reason(code="required", says=_NAME_ACTS, field="acts")
    for name in sorted(set(acts) - set(known)):
        says = Text("Không giao được cho đầu mối: {act}.", "Cannot be left to a focal person: {act}.")
        can = listed([titles.get(each, Text(each, each)) for each in sorted(known)])
        remedy = Text("Giao được: {acts}.", "These can: {acts}.").filled(acts=can) if known else None
        yield Reason(code="not_deputable", says=says.filled(act=titles.get(name, Text(name, name))), field="acts",
                     remedy=remedy)  # fmt: skip


def focal_reasons(focals: Iterable[Focal], agency: int, person: int, on: date) -> Iterator[Reason]:
    """Yield that a person already is the agency's focal person from that day, so that the delegation is changed by
    ending it first."""
    for each in focals:
        ended = each.effective_until is not None and each.effective_until <= on
        if (each.agency, each.person) == (agency, person) and not ended:
            yield Reason(code="focal_already", says=_FOCAL_ALREADY, field="person", remedy=_END_FOCAL)


# --- fields of work ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHeld:
    """A field of work as it is held on a day: the lead seat's agency and person, the partners' agencies."""

    id: int
    key: str
    title: Text
    agency: int | None
    person: int | None
    partners: tuple[int, ...]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """To whom new work goes; `lead` None: nobody could be found."""

    lead: int | None
    coordinating: tuple[int, ...]
    person: int | None = None


def routed(lead: int | None, coordinating: Sequence[int], held: FieldHeld | None, head_agency: int | None) -> Routed:
    """Say where new work goes. A lead agency that is named leads; else the agency of the field's member, its partners'
    agencies coordinating; else the agency of the sub-group's head."""
    named = Routed(lead=lead, coordinating=tuple(dict.fromkeys(coordinating)))
    if lead is not None or held is None or held.agency is None:
        return named if lead is not None else replace(named, lead=head_agency)
    partners = tuple(each for each in dict.fromkeys((*coordinating, *held.partners)) if each != held.agency)
    return Routed(lead=held.agency, coordinating=partners, person=held.person)


def field_reasons(*, title: str, in_charter: str | None, running_from: date | None, on: date) -> Iterator[Reason]:
    """Yield why a field cannot be given: no name, the regulation (its clause) gives it, given from a later day."""
    if not title.strip():
        yield Reason(code="required", says=Text("Cần ghi tên lĩnh vực.", "Name the field."), field="title")
    if in_charter:
        yield Reason(code="given_by_regulation", says=_IN_CHARTER, clause=in_charter, field="key", remedy=_AMEND)
    if running_from is not None and running_from >= on:
        says = Text("Lĩnh vực đã được giao từ ngày {day}.", "The field is given from {day}.")
        yield Reason(code="field_given_later", says=says.filled(day=_day(running_from)), field="effective_from")


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


_NOT_OF_THE_GROUP = Text("Ghế này không thuộc tổ công tác.", "This seat is not one of the working group.")
_BY_POST = Text("Ghế này theo chức vụ, không do cử người.", "This seat follows a post; nobody is nominated for it.")
_APPOINT = Text("Ghi nhận người giữ chức vụ.", "Record who holds the post.")
_WAITS = Text("Đã có người được cử, đang chờ trả lời.", "Somebody is nominated already and waits for the answer.")
_ANSWER_FIRST = Text("Trả lời lần cử trước đã.", "Answer that nomination first.")
_ONE_PERSON = Text(
    "Chọn một người đã có trong danh bạ, hoặc ghi tên người mới; không cả hai.",
    "Choose a registered person, or write the name of a new one; not both.",
)
_ANSWERED = Text("Lần cử này đã được trả lời.", "This nomination has been answered.")
_SAY_WHY = Text("Cần ghi lý do.", "Give the reason.")
_VACANT = Text("Ghế đang khuyết, không có ai để thay.", "The seat is vacant; there is nobody to replace.")
_NOMINATE = Text("Cơ quan cử người vào ghế.", "The agency nominates someone.")
_REQUESTED = Text("Đã đề nghị thay, đang chờ cơ quan cử người.", "A replacement is asked for and awaited.")
_NO_GROUP = Text("Không có tổ công tác này.", "There is no such working group.")
_NO_ROLE = Text("Vai trò này không phải của tổ công tác.", "This is no role of the working group.")
_NOT_BELOW = Text(
    "Chỉ mời được chuyên gia vào vai trò dưới mình.", "Experts are admitted in a role below one's own only."
)
_HEAD_OUTSIDE = Text("Người đứng đầu nhóm phải là thành viên của nhóm.", "The head must be one of its members.")
_SOME_NOT_THERE = Text("Có ghế không có trong ngày này.", "Some of the seats are not there on that day.")
_SEAT_OR_PERSON = Text(
    "Chọn một thành viên theo ghế, hoặc một chuyên gia; không cả hai.",
    "Choose a member by the seat, or an expert; not both.",
)
_NAME_ACTS = Text("Chọn ít nhất một việc giao cho đầu mối.", "Choose at least one act for the focal person.")
_FOCAL_ALREADY = Text("Người này đang là đầu mối của cơ quan.", "This person is the agency's focal person already.")
_END_FOCAL = Text("Thôi đầu mối hiện tại rồi chỉ định lại.", "End the present naming, then name anew.")
_IN_CHARTER = Text(
    "Lĩnh vực này do chính quy chế giao, không đổi bằng phân công.",
    "The regulation itself gives this field; an assignment cannot change it.",
)
_AMEND = Text("Trình sửa đổi, bổ sung quy chế.", "Submit an amendment of the regulation.")
