"""The group arranged in parts: sub-groups with their head, members and duties; what single members are given to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.acts.founding import body_named
from chidao.mandates.acts.group import FROM, SEAT, UNTIL, about_group_seat, day_says, place_of, tell
from chidao.mandates.acts.seating import seat_named
from chidao.mandates.models import MemberDuty, Seat, SubGroup, SubGroupSeat, SubGroupTerms
from chidao.mandates.queries import facts, regulation
from chidao.mandates.rules import (
    GROUP,
    Stay,
    changed_after_reasons,
    group_units,
    regrouping,
    seat_reasons,
    sub_group_reasons,
    until_reasons,
)
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiseSubGroup:
    """A sub-group from a day on: its name, duties, members and head. An existing one is changed from that day."""

    body: str = asked(*BODY)
    name: str = asked("Tên nhóm", "Name")
    duties: str = asked("Nhiệm vụ của nhóm", "Duties", "long", default="")
    seats: tuple[int, ...] = asked("Thành viên nhóm", "Members", "seats")
    head: int = asked("Trưởng nhóm", "Head", "seat")
    effective_from: date = asked(*FROM)
    unit: str = asked("Tổ công tác", "Working group", "group_unit", default="")
    sub_group: int | None = asked("Thay đổi nhóm", "Change the sub-group", "sub_group", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSubGroup:
    """A sub-group is no longer from a day on; what it was given stays recorded."""

    body: str = asked(*BODY)
    sub_group: int = asked("Nhóm", "Sub-group", "sub_group")
    effective_until: date = asked("Thôi từ ngày", "No longer from", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignMemberDuty:
    """What a member of the group is given to do, from a day on."""

    body: str = asked(*BODY)
    seat: int = asked(*SEAT)
    text: str = asked("Nhiệm vụ giao", "Duty", "lines")
    effective_from: date = asked(*FROM)
    effective_until: date | None = asked(*UNTIL, default=None)


def _about_sub_group(given: OrganiseSubGroup, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(given.name), facets={"unit": GROUP})


def sub_group_named(pk: int, body: str) -> SubGroup:
    """Return a sub-group of a body. Raises NotFound."""
    row: SubGroup | None = SubGroup.objects.filter(pk=pk, body__code=body).first()
    if row is None:
        says = Text("Không có nhóm này.", "There is no such sub-group.")
        raise NotFound(Reason(code="not_found", says=says, field="sub_group"))
    return row


@act(
    "organise_sub_group",
    ("Lập hoặc sắp xếp nhóm", "Organise a sub-group"),
    ("{what}: {count} thành viên, từ {since}", "{what}: {count} members, from {since}"),
    given=OrganiseSubGroup,
    about=_about_sub_group,
)
def organise_sub_group(doing: Doing, given: OrganiseSubGroup) -> Mapping[str, object]:
    """Form a sub-group, or change one from a day on. BadInput: name, members, head; Conflict: ended, changed later."""
    known = sub_group_named(given.sub_group, given.body) if given.sub_group is not None else None
    unit = known.unit if known else _unit(given)
    seats = tuple(dict.fromkeys((*given.seats, given.head)))
    current, on = regulation(given.body, given.effective_from), given.effective_from
    rows = Seat.objects.filter(pk__in=seats, body__code=given.body, unit=unit).select_related("post")
    places = {row.pk: place_of(row, current) for row in rows}
    raise_if_any(BadInput, sub_group_reasons(given.name, given.seats, given.head, places, on))
    told = [each.person for each in facts(given.body).holdings if each.seat in seats and each.stands(on, doing.now)]
    group = _changed(doing, known, given) if known else _formed(doing, unit, given)
    _arranged(doing, group, seats, given)
    tell(doing, _TOLD.filled(name=given.name, since=day_says(on)), persons=told)
    return {"sub_group": group.pk, "number": group.number, "say": {"count": len(seats), "since": day_says(on)}}


def _unit(given: OrganiseSubGroup) -> str:
    units = group_units(regulation(given.body, given.effective_from))
    wanted = given.unit or (units[0] if units else "")
    if wanted not in units:
        says = Text("Không có tổ công tác này.", "There is no such working group.")
        raise BadInput(Reason(code="no_such_group", says=says, field="unit"))
    return wanted


def _formed(doing: Doing, unit: str, given: OrganiseSubGroup) -> SubGroup:
    body = body_named(given.body)
    last = SubGroup.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    group = doing.add(
        SubGroup(
            body=body,
            unit=unit,
            number=last + 1,
            name=given.name,
            duties=given.duties,
            clause_id=doing.basis.clause,
            effective_from=given.effective_from,
            recorded_at=doing.now,
        )
    )
    doing.add(_terms(group, given))
    return group


def _changed(doing: Doing, known: SubGroup, given: OrganiseSubGroup) -> SubGroup:
    on = given.effective_from
    terms = _terms_of(known)
    raise_if_any(Conflict, [*_running_reasons(known, on), *changed_after_reasons(_marks(known, terms), on)])
    latest = terms[-1]
    if (latest.name, latest.duties) != (given.name, given.duties):
        if latest.effective_from == on:
            doing.change(latest, name=given.name, duties=given.duties)
        else:
            doing.change(latest, effective_until=on)
            doing.add(_terms(known, given))
        doing.change(known, name=given.name, duties=given.duties)
    return known


def _running_reasons(known: SubGroup, on: date) -> list[Reason]:
    if known.effective_from <= on and known.effective_until is None:
        return []
    return [Reason(code="sub_group_not_running", says=_NOT_RUNNING.filled(day=day_says(on)), field="sub_group")]


def _terms(group: SubGroup, given: OrganiseSubGroup) -> SubGroupTerms:
    return SubGroupTerms(sub_group=group, name=given.name, duties=given.duties, effective_from=given.effective_from)


def _terms_of(group: SubGroup) -> list[SubGroupTerms]:
    return list(SubGroupTerms.objects.filter(sub_group=group).order_by("effective_from"))


def _marks(group: SubGroup, terms: Sequence[SubGroupTerms]) -> list[Stay]:
    """Return everything that began in a sub-group on some day."""
    return [*_stays(group), *(Stay(id=row.pk, who=0, effective_from=row.effective_from) for row in terms)]


def _stays(group: SubGroup) -> list[Stay]:
    return [
        Stay(id=row.pk, who=row.seat_id, effective_from=row.effective_from, effective_until=row.effective_until,
             head=row.head)
        for row in SubGroupSeat.objects.filter(sub_group=group).order_by("pk")
    ]  # fmt: skip


def _arranged(doing: Doing, group: SubGroup, seats: Sequence[int], given: OrganiseSubGroup) -> None:
    changes = regrouping(_stays(group), seats, given.head, given.effective_from)
    _end(doing, changes.ended, changes.undone, given.effective_from)
    for seat, head in changes.begun:
        doing.add(SubGroupSeat(sub_group=group, seat_id=seat, head=head, effective_from=given.effective_from))


def _end(doing: Doing, ended: Sequence[int], undone: Sequence[int], on: date) -> None:
    rows = {row.pk: row for row in SubGroupSeat.objects.filter(pk__in=[*ended, *undone])}
    for key in ended:
        doing.change(rows[key], effective_until=on)
    for key in undone:  # it would begin and end on the same day: it never was
        doing.remove(rows[key])


@act(
    "end_sub_group",
    ("Giải thể nhóm", "End a sub-group"),
    ("Giải thể {what} từ {since}", "{what} ended from {since}"),
    given=EndSubGroup,
    about=lambda given, at: Matter(
        body=given.body, says=same(sub_group_named(given.sub_group, given.body).name), facets={"unit": GROUP}
    ),
)
def end_sub_group(doing: Doing, given: EndSubGroup) -> Mapping[str, object]:
    """End a sub-group with its members' places in it. Conflict: it has ended, or is changed on a later day."""
    group, on = sub_group_named(given.sub_group, given.body), given.effective_until
    terms = _terms_of(group)
    later = changed_after_reasons(_marks(group, terms), on)
    raise_if_any(Conflict, [*_running_reasons(group, on), *until_reasons(group.effective_from, on), *later])
    changes = regrouping(_stays(group), (), 0, on)
    _end(doing, changes.ended, changes.undone, on)
    if terms[-1].effective_from < on:
        doing.change(terms[-1], effective_until=on)
    else:
        doing.remove(terms[-1])
    doing.change(group, effective_until=on)
    return {"sub_group": group.pk, "say": {"since": day_says(on)}}


@act(
    "assign_member_duty",
    ("Giao việc cho thành viên tổ", "Assign a member's duty"),
    ("Giao việc cho {what}: {text}", "Duty of {what}: {text}"),
    given=AssignMemberDuty,
    about=about_group_seat,
)
def assign_member_duty(doing: Doing, given: AssignMemberDuty) -> Mapping[str, object]:
    """Give a member of the group something to do. BadInput: no words, ends before it begins; Conflict: the seat."""
    seat = seat_named(given.seat, given.body)
    bad = list(until_reasons(given.effective_from, given.effective_until))
    if not given.text.strip():
        bad.append(Reason(code="required", says=Text("Cần ghi nhiệm vụ.", "Say what the duty is."), field="text"))
    raise_if_any(BadInput, bad)
    place = place_of(seat, regulation(given.body, given.effective_from))
    raise_if_any(Conflict, seat_reasons(place, given.effective_from))
    held = [each for each in facts(given.body).holdings if each.seat == seat.pk]
    told = [each.person for each in held if each.stands(max(given.effective_from, local_day(doing.at)), doing.now)]
    row = doing.add(
        MemberDuty(
            seat=seat,
            text=given.text,
            clause_id=doing.basis.clause,
            effective_from=given.effective_from,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )
    says = Text("Được giao trong tổ công tác: {text}", "Given to you in the working group: {text}")
    tell(doing, says.filled(text=given.text), persons=told)
    return {"duty": row.pk, "say": {"text": given.text}}


_TOLD = Text("Được xếp vào {name} từ {since}.", "You are in {name} from {since}.")
_NOT_RUNNING = Text("Nhóm không hoạt động vào ngày {day}.", "The sub-group does not run on {day}.")
