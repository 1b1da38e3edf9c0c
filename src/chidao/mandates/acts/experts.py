"""Experts and consultants: a seat of the group by name, for a time, with the access of its role and no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.charter import Regulation, Role
from chidao.instruments.queries import charters_of
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.acts.founding import body_named
from chidao.mandates.acts.group import NEW_NAME, person_for, tell
from chidao.mandates.models import MemberDuty, Seat, Tenure
from chidao.mandates.queries import regulation
from chidao.mandates.rules import (
    GROUP,
    expert_reasons,
    group_units,
    one_person_reasons,
    period_reasons,
    period_said,
)
from chidao.people.acts import BODY, person_named
from chidao.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitExpert:
    """Somebody from outside works with the group for a time, both days included, and sees what the role sees."""

    body: str = asked(*BODY)
    person: int | None = asked("Chuyên gia", "Expert", "person", default=None)
    name: str = asked(*NEW_NAME, default="")
    unit: str = asked("Tổ công tác", "Working group", "group_unit", default="")
    role: str = asked("Vai trò", "Role", "group_role")
    purpose: str = asked("Để làm việc gì", "For what", "lines")
    first_on: date = asked("Từ ngày", "From", "date")
    last_on: date = asked("Đến hết ngày", "To the end of", "date")


def _about(given: AdmitExpert, at: datetime) -> Matter:
    says = same(given.name) if given.person is None else same(person_named(given.person).name)
    return Matter(body=given.body, says=says, facets={"unit": GROUP})


@act(
    "admit_expert",
    ("Mời chuyên gia", "Admit an expert"),
    ("{what} làm việc với tổ công tác {period}: {purpose}", "{what} works with the group {period}: {purpose}"),
    given=AdmitExpert,
    about=_about,
)
def admit_expert(doing: Doing, given: AdmitExpert) -> Mapping[str, object]:
    """Make a seat by name that ends by itself. BadInput: who, why, days, a role not the group's or not below one's."""
    current = regulation(given.body, given.first_on)
    unit = given.unit or next(iter(group_units(current)), "")
    role = current.role(given.role) if current else None
    bad = [
        *one_person_reasons(given.person, given.name),
        *period_reasons(given.first_on, given.last_on),
        *expert_reasons(current, unit, role, _acting_role(doing)),
    ]
    if not given.purpose.strip():
        bad.append(Reason(code="required", says=Text("Cần ghi để làm gì.", "Say for what."), field="purpose"))
    raise_if_any(BadInput, bad)
    assert current is not None  # expert_reasons has refused otherwise
    assert role is not None
    person = person_for(doing, given.person, given.name)
    seat = _seat(doing, given, role, person, current)
    period = {"effective_from": seat.effective_from, "effective_until": seat.effective_until, "recorded_at": doing.now}
    tenure = doing.add(Tenure(seat=seat, person=person, instrument_id=seat.instrument_id, **period))
    doing.add(MemberDuty(seat=seat, text=given.purpose, clause_id=doing.basis.clause, **period))
    until = given.last_on + timedelta(days=1)
    words = {"period": period_said(given.first_on, until), "purpose": given.purpose}
    says = Text(
        "Được mời làm việc với tổ công tác {period}: {purpose}", "Asked to work with the group {period}: {purpose}"
    )
    tell(doing, says.filled(**words), persons=[person.pk])
    return {"seat": seat.pk, "tenure": tenure.pk, "person": person.pk, "say": words}


def _acting_role(doing: Doing) -> Role | None:
    """Return the role in which the actor admits: their own, or that for which they stand in."""
    current = regulation(doing.matter.body, local_day(doing.at))
    return current.role(doing.basis.standing_for or doing.basis.role or "") if current else None


def _seat(doing: Doing, given: AdmitExpert, role: Role, person: Person, current: Regulation) -> Seat:
    body, clause = body_named(given.body), doing.basis.clause
    number = Seat.objects.filter(body=body, key__startswith="expert-").count() + 1
    homes = {each.charter.id: each.instrument for each in charters_of(given.body) if each.on(given.first_on)}
    home = next((each for each in current.charters if any(known.id == clause for known in each.clauses)), None)
    if home is None:
        says = Text("Ngày đầu nằm ngoài hiệu lực của quy chế.", "On the first day another regulation is in force.")
        raise Conflict(Reason(code="other_regulation", says=says, clause=clause, field="first_on"))
    return doing.add(
        Seat(
            body=body,
            key=f"expert-{number}",
            role=role.id,
            unit=role.unit,
            title=Text(f"{role.title.vi}, {person.name}", f"{role.title.en}, {person.name}").as_data(),
            rank=role.rank,
            by="name",
            instrument_id=homes[home.id],
            clause_id=clause,
            in_source=home.source == "original",
            effective_from=given.first_on,
            effective_until=given.last_on + timedelta(days=1),
        )
    )
