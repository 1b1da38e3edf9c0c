"""Where new work goes: to the agency that is named, else to the member in charge of its field, else to the head of the
sub-group it is given to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from chidao.acts.runner import Doing
from chidao.instruments.charter import Regulation
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import field_held, head_agency, regulation, sub_group_runs
from chidao.mandates.rules import Routed, routed, unit_kind
from chidao.tasks.rules import routing_reasons

FIELD = ("Lĩnh vực", "Field of work", "field")
SUB_GROUP = ("Giao nhóm của tổ công tác", "Given to the sub-group", "sub_group")


class Work(Protocol):
    """An input that gives work."""

    @property
    def body(self) -> str:
        """Return the body's code."""

    @property
    def lead_agency(self) -> int | None:
        """Return the agency that is to lead, if it is named."""

    @property
    def coordinating(self) -> tuple[int, ...]:
        """Return the agencies named to coordinate."""

    @property
    def field(self) -> str:
        """Return the key of the field, "" for none."""

    @property
    def sub_group(self) -> int | None:
        """Return the sub-group it is given to."""


def route(given: Work, on: date) -> Routed:
    """Return to whom work goes on a day; without a field or a sub-group, to whom it is given by name."""
    current = regulation(given.body, on)
    routes = current is not None and current.has_feature("field_routing") is not None
    held = field_held(given.body, given.field, on) if given.field and routes else None
    head = head_agency(given.body, given.sub_group, on) if given.sub_group is not None else None
    return routed(given.lead_agency, given.coordinating, held, head)


def not_routed(given: Work, on: date, lead: int | None) -> Iterator[Reason]:
    """Yield why work cannot go where it is sent: an unknown field or sub-group, or nobody found to lead."""
    current = regulation(given.body, on)
    yield from routing_reasons(
        lead=lead,
        field=given.field,
        routes=current is not None and current.has_feature("field_routing") is not None,
        held=bool(given.field) and field_held(given.body, given.field, on) is not None,
        sub_group=given.sub_group,
        runs=given.sub_group is not None and sub_group_runs(given.body, given.sub_group, on),
    )


def owed_to_head(doing: Doing, current: Regulation | None) -> bool:
    """Say whether the result of what is given must be reported to the head: a leader of the body gives it, under a
    regulation that asks for it."""
    if current is None or current.has_feature("result_to_head") is None:
        return False
    role = current.role(doing.basis.standing_for or doing.basis.role or "")
    return role is not None and unit_kind(current, role.unit) == "committee"


def result_clause(body: str, on: date) -> str | None:
    """Return the clause by which results given on a day are reported to the head."""
    current = regulation(body, on)
    principle = current.has_feature("result_to_head") if current else None
    return principle.clause if principle else None


HINT = Text(
    "Để trống: theo lĩnh vực, hoặc cơ quan của trưởng nhóm.",
    "Empty: by the field, or the agency of the sub-group's head.",
)
