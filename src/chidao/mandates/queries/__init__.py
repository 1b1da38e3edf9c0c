"""Reading mandates: bodies and their names, seats and who sits in them on a day, what a reader may see."""

from __future__ import annotations

from chidao.mandates.queries.fields import (
    FieldView,
    FocalView,
    field_assignments,
    field_held,
    field_titles,
    focal_units,
)
from chidao.mandates.queries.groups import (
    DutyView,
    GroupList,
    MemberView,
    NominationView,
    RequestView,
    RequisitionView,
    SubGroupView,
    group_lists,
    head_agency,
    nominations,
    replacement_requests,
    requisitions,
    sub_group_names,
    sub_group_people,
    sub_group_runs,
    sub_groups,
)
from chidao.mandates.queries.lineage import agencies_going_on, ceased_reasons, lineage, successor_of
from chidao.mandates.queries.own import OwnWork, own_work
from chidao.mandates.queries.seats import (
    Named,
    Reader,
    Regulation,
    SeatView,
    accountable_for,
    body_codes,
    capacity_from,
    capacity_in_seat,
    capacity_of,
    facts,
    founded_on,
    name_on,
    names_of,
    reader_for,
    regulation,
    seats_in_force,
    seats_of_person,
    seats_spoken_for,
)

__all__ = [
    "DutyView", "FieldView", "FocalView", "GroupList", "MemberView", "Named", "NominationView", "OwnWork", "Reader",
    "Regulation", "RequestView", "RequisitionView", "SeatView", "SubGroupView", "accountable_for",
    "agencies_going_on", "body_codes", "capacity_from", "capacity_in_seat", "capacity_of", "ceased_reasons", "facts",
    "field_assignments", "field_held", "field_titles", "focal_units", "founded_on", "group_lists", "head_agency",
    "lineage", "name_on", "names_of", "nominations", "own_work", "reader_for", "regulation", "replacement_requests",
    "requisitions", "seats_in_force", "seats_of_person", "seats_spoken_for", "sub_group_names", "sub_group_people",
    "sub_group_runs", "sub_groups", "successor_of",
]  # fmt: skip
