"""The forms of the acts on the working group, focal units and fields: what can be chosen, where one goes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from django.urls import reverse

from chidao.acts.registry import act_named, act_names
from chidao.instruments.queries import working_days
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import (
    SeatView,
    SubGroupView,
    field_assignments,
    focal_units,
    nominations,
    requisitions,
    seats_in_force,
    sub_groups,
)
from chidao.mandates.rules import deputable, group_units
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.fields import Field, Option
from chidao.web.here import Here

PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "groups": ("organise_sub_group", "end_sub_group", "assign_member_duty"),
    "group_people": ("nominate_member", "answer_nomination", "request_replacement"),
    "group_calls": ("requisition_member", "end_requisition", "admit_expert"),
    "focal": ("name_focal_unit", "end_focal_unit"),
    "fields": ("assign_field", "end_field"),
}
TITLES: Final = {
    "groups": Text("Tổ công tác", "Working group"),
    "group_people": Text("Cử người, thay người", "Nominations and replacements"),
    "group_calls": Text("Trưng tập, chuyên gia", "Requisitions and experts"),
    "focal": Text("Đơn vị đầu mối", "Focal units"),
    "fields": Text("Lĩnh vực phụ trách", "Fields of work"),
}


# ---------------------------------------------------------------- what can be chosen


@offers_choices("group_unit")
def units(here: Here) -> Iterable[Option]:
    """The working groups."""
    wanted = group_units(here.regulation)
    for unit in here.regulation.units if here.regulation else ():
        if unit.id in wanted:
            yield Option(value=unit.id, label=unit.name)


@offers_choices("group_role")
def roles(here: Here) -> Iterable[Option]:
    """The roles of the working groups, the lowest first: experts are admitted below whoever admits."""
    wanted, known = group_units(here.regulation), here.regulation.roles if here.regulation else ()
    for role in sorted(known, key=lambda each: -each.rank):
        if role.unit in wanted:
            yield Option(value=role.id, label=role.title)


@offers_choices("sub_group")
def parts(here: Here) -> Iterable[Option]:
    """The sub-groups of today."""
    for each in sub_groups(here.eyes, here.today):
        yield Option(value=str(each.id), label=same(each.name))


@offers_choices("nomination")
def waiting(here: Here) -> Iterable[Option]:
    """The nominations that wait for an answer."""
    for each in nominations(here.eyes, here.today):
        if each.accepted is None:
            yield Option(value=str(each.id), label=same(each.person), note=each.seat_title)


@offers_choices("requisition")
def running(here: Here) -> Iterable[Option]:
    """The requisitions that are not over."""
    for each in requisitions(here.eyes, here.today):
        if not each.over:
            yield Option(value=str(each.id), label=same(each.name), note=same(each.purpose[:80]))


@offers_choices("focal")
def focal(here: Here) -> Iterable[Option]:
    """The focal units of today."""
    for each in focal_units(here.eyes, here.today):
        yield Option(value=str(each.id), label=same(each.agency_name), note=same(each.name))


@offers_choices("focal_acts")
def focal_acts(here: Here) -> Iterable[Option]:
    """What the regulation lets a focal person do."""
    for name in sorted(set(deputable(here.regulation)) & act_names()):
        yield Option(value=name, label=act_named(name).title)


@offers_choices("field")
def fields_by_key(here: Here) -> Iterable[Option]:
    """The fields of today, and who is in charge of each."""
    for each in field_assignments(here.eyes, here.today):
        yield Option(value=each.key, label=each.title, note=each.seat.title if each.seat else None)


@offers_choices("field_assignment")
def fields_given(here: Here) -> Iterable[Option]:
    """The fields that an assignment gives, not the regulation itself."""
    for each in field_assignments(here.eyes, here.today):
        if not each.in_charter:
            yield Option(value=str(each.id), label=each.title)


# ---------------------------------------------------------------- where one goes, what is proposed


@after(*(act for acts in PAGES.values() for act in acts))
def to_page(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the page on which the change shows."""
    shows = {
        "sub_group": "groups", "duty": "groups", "nomination": "group_people", "request": "group_people",
        "requisition": "group_calls", "seat": "group_calls", "focal": "focal", "field": "fields",
    }  # fmt: skip
    name = next((page for part, page in shows.items() if part in outcome), "groups")
    return reverse(name, args=[here.body])


@fills("organise_sub_group")
def as_it_is(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Begin from the sub-group as it is today."""
    known = _part(here, first)
    if known is None:
        return {"effective_from": here.today}
    return {
        "effective_from": here.today,
        "name": known.name,
        "duties": known.duties,
        "seats": [str(seat.id) for seat, _ in known.seats],
        "head": next((seat.id for seat, head in known.seats if head), None),
    }


@fills("end_sub_group")
@fills("end_focal_unit")
@fills("end_field")
def from_today(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose today."""
    return {"effective_until": here.today}


@fills("assign_member_duty")
@fills("assign_field")
@fills("answer_nomination")
def since_today(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose today."""
    return {"effective_from": here.today}


@fills("name_focal_unit")
def all_of_it(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose all that the regulation lets a focal person do, from today."""
    return {"effective_from": here.today, "acts": sorted(deputable(here.regulation)), "agency": here.me.agency}


@fills("requisition_member")
@fills("admit_expert")
def two_weeks(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose ten working days from the next one, at the leader's own agency."""
    begins = working_days().next_working_day(here.today)
    ends = working_days().add_working_days(begins, 9)
    return {"first_on": begins, "last_on": ends, "host": here.me.agency}


# ---------------------------------------------------------------- how the forms are shown


def under_page(name: str, here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show a form under its page, and ask only among the seats and agencies it concerns."""
    shown = with_fields(fields, **_narrowed(here, {each.name for each in fields}, values))
    crumb = Crumb(title=TITLES[name], url=reverse(name, args=[here.body]))
    committee = Crumb(title=Text("Thành viên", "Committee"), url=reverse("committee", args=[here.body]))
    return Shape(fields=shown, crumbs=(committee, crumb))


for _page, _acts in PAGES.items():
    shapes(*_acts)(partial(under_page, _page))


def _narrowed(here: Here, names: set[str], values: Mapping[str, object]) -> dict[str, Mapping[str, Any]]:
    changes: dict[str, Mapping[str, Any]] = {}
    if names & {"rank", "requisition", "duties", "text", "host"} or names == {"seat", "reason"}:
        options = tuple(_seat_options(here, own="rank" in names))
        changes |= {name: {"options": options} for name in ("seat", "seats", "head") if name in names}
    if "unit" in names and len(group_units(here.regulation)) < 2:
        changes["unit"] = {"kind": "hidden"}
    for name in ("sub_group", "nomination", "requisition", "focal", "request", "key"):
        if values.get(name) and name in names:
            changes[name] = {"kind": "hidden"}
    if "sub_group" in names and "duties" in names and not values.get("sub_group"):
        changes["sub_group"] = {"kind": "hidden"}
    return changes


def _seat_options(here: Here, *, own: bool) -> Iterable[Option]:
    """The seats of the working groups; for whoever nominates, those that are not held through a post, its own first."""
    wanted = group_units(here.regulation)
    seats = [each for each in seats_in_force(here.body, here.today) if each.unit in wanted]
    if own:
        seats = sorted((each for each in seats if each.by != "post"), key=lambda seat: seat.agency != here.me.agency)
    for seat in seats:
        yield Option(value=str(seat.id), label=seat.title, note=_note(seat))


def _note(seat: SeatView) -> Text:
    return same(seat.holder) if seat.holder else Text("khuyết", "vacant")


def _part(here: Here, values: Mapping[str, object]) -> SubGroupView | None:
    wanted = number_in(values, "sub_group")
    return next((each for each in sub_groups(here.eyes, here.today) if each.id == wanted), None)
