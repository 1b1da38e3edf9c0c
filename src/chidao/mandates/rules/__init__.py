"""Pure decisions on mandates: who may do what, who works in the group and how it is arranged."""

from __future__ import annotations

from chidao.mandates.rules.groups import (
    GROUP,
    Changes,
    FieldHeld,
    Place,
    Routed,
    Stay,
    answer_reasons,
    changed_after_reasons,
    delegation_reasons,
    deputable,
    deputy_roles,
    expert_reasons,
    field_reasons,
    focal_reasons,
    free_days_reasons,
    group_units,
    nomination_reasons,
    one_person_reasons,
    period_reasons,
    regrouping,
    replacement,
    request_reasons,
    requisition_reasons,
    routed,
    seat_reasons,
    sub_group_reasons,
    taking_reasons,
    unit_kind,
    until_reasons,
)
from chidao.mandates.rules.may import (
    Away,
    Delegated,
    Facts,
    Focal,
    Holding,
    holding_of,
    holds,
    may,
    may_record,
    period_said,
    scopes,
    speaks_for,
)

__all__ = [
    "GROUP", "Away", "Changes", "Delegated", "Facts", "FieldHeld", "Focal", "Holding", "Place", "Routed", "Stay",
    "answer_reasons", "changed_after_reasons", "delegation_reasons", "deputable", "deputy_roles", "expert_reasons",
    "field_reasons", "focal_reasons", "free_days_reasons", "group_units", "holding_of", "holds", "may",
    "may_record", "nomination_reasons", "one_person_reasons", "period_reasons", "period_said", "regrouping",
    "replacement", "request_reasons", "requisition_reasons", "routed", "scopes", "seat_reasons",
    "speaks_for", "sub_group_reasons", "taking_reasons", "unit_kind", "until_reasons",
]  # fmt: skip
