"""What is a person's own in the group and as a member, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chidao.mandates.queries.fields import FieldView, FocalView, field_assignments, focal_units
from chidao.mandates.queries.groups import (
    DutyView,
    RequisitionView,
    SubGroupView,
    duties_on,
    requisitions,
    sub_groups,
)
from chidao.mandates.queries.seats import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """What a person has in the group and as a member, on a day: fields, duties, sub-groups, when they are called in,
    what an agency has left to them."""

    fields: tuple[FieldView, ...]
    beside: tuple[FieldView, ...]
    duties: tuple[DutyView, ...]
    sub_groups: tuple[SubGroupView, ...]
    requisitions: tuple[RequisitionView, ...]
    focal: tuple[FocalView, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.beside or self.duties or self.sub_groups or self.requisitions or self.focal)


def own_work(reader: Reader, on: date) -> OwnWork:
    """Return what is the reader's own on a day, in the seat they act from (seven queries)."""
    seat, person = reader.capacity.seat, reader.capacity.person
    given = field_assignments(reader, on)
    return OwnWork(
        fields=tuple(each for each in given if each.seat and each.seat.id == seat),
        beside=tuple(each for each in given if any(partner.id == seat for partner in each.partners)),
        duties=tuple(duties_on(reader.body, on).get(seat or 0, ())),
        sub_groups=tuple(each for each in sub_groups(reader, on) if any(one.id == seat for one, _ in each.seats)),
        requisitions=tuple(each for each in requisitions(reader, on) if each.person == person),
        focal=tuple(each for each in focal_units(reader, on) if each.person == person),
    )
