"""Pages of the working group: its list on any day, who is sent and replaced, who is called in; focal units; fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse

from chidao.acts.authority import Matter
from chidao.acts.registry import act_named, act_names
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.queries import (
    FieldView,
    FocalView,
    NominationView,
    RequestView,
    RequisitionView,
    SubGroupView,
    field_assignments,
    focal_units,
    group_lists,
    nominations,
    replacement_requests,
    requisitions,
    sub_groups,
)
from chidao.reports.seating import days_of_change
from chidao.web.act_row import act_row
from chidao.web.dates import day_shown
from chidao.web.groups import forms  # noqa: F401 - the forms of the acts are declared when it is loaded
from chidao.web.groups.export import lists_workbook
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list
from chidao.web.pages import page, screen

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GROUPS: Final = Text("Tổ công tác", "Working group")
PEOPLE: Final = Text("Cử người, thay người", "Nominations and replacements")
CALLS: Final = Text("Trưng tập, chuyên gia", "Requisitions and experts")
FOCAL: Final = Text("Đơn vị đầu mối", "Focal units")
FIELDS: Final = Text("Lĩnh vực phụ trách", "Fields of work")
MOST: Final = 200


class Numbered(Protocol):
    """A line with the id of its row."""

    @property
    def id(self) -> int:
        """Return the id."""


Line = TypeVar("Line", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Offered(Generic[Line]):
    """A line with the acts that may be done on it."""

    line: Line
    offers: tuple[Offer, ...] = ()


@screen(
    "groups",
    ("Tổ công tác", "Working group"),
    acts=("organise_sub_group", "end_sub_group", "assign_member_duty", "nominate_member", "request_replacement",
          "requisition_member", "admit_expert"),
    features=("group_lists", "part_time"),
)  # fmt: skip
def groups(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the list of the working group that is in force on a day, and its sub-groups."""
    on = day_shown(request, here)
    lists = group_lists(here.eyes, on, here.now)
    parts = sub_groups(here.eyes, on)
    context = {
        "on": on,
        "stops": [day.isoformat() for day in days_of_change(here.body)],
        "lists": lists,
        "parts": _lines(here, parts, _on_sub_group),
        "acts": act_row(_allowed(here, _head_wishes(here)), None),
        "feature": here.regulation.has_feature("group_lists") if here.regulation else None,
        "tab": "groups",
    }
    return page(request, here, "groups/groups.html", GROUPS, context)


@screen("group_export", ("Danh sách tổ công tác, bảng tính", "The working group's list, spreadsheet"))
def group_export(request: HttpRequest, here: Here) -> HttpResponse:
    """Give the list of a day as a workbook."""
    on = day_shown(request, here)
    response = HttpResponse(lists_workbook(group_lists(here.eyes, on, here.now), here.language), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="to-cong-tac-{on.isoformat()}.xlsx"'
    return response


@screen(
    "group_people",
    ("Cử người, thay người", "Nominations and replacements"),
    acts=("nominate_member", "answer_nomination", "request_replacement"),
)
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Show who was asked to be replaced, who was proposed and answered, and how long each took."""
    asked = replacement_requests(here.eyes, here.today)[:MOST]
    proposed = nominations(here.eyes, here.today)[:MOST]
    wishes = [_seat_wish(here, "nominate_member"), _seat_wish(here, "request_replacement")]
    context = {
        "requests": _lines(here, asked, _on_request),
        "nominations": _lines(here, proposed, _on_nomination),
        "acts": act_row(_allowed(here, wishes), None),
        "tab": "people",
    }
    return page(request, here, "groups/people.html", PEOPLE, context)


@screen(
    "group_calls",
    ("Trưng tập, chuyên gia", "Requisitions and experts"),
    acts=("requisition_member", "end_requisition", "admit_expert"),
)
def calls(request: HttpRequest, here: Here) -> HttpResponse:
    """Show who works with the group full time for a while, for what, and how many days that was."""
    found = requisitions(here.eyes, here.today)[:MOST]
    context = {
        "requisitions": _lines(here, found, _on_requisition),
        "total": sum(each.days_so_far for each in found),
        "acts": act_row(
            _allowed(here, [_group_wish(here, "requisition_member"), _group_wish(here, "admit_expert")]), None
        ),
        "tab": "calls",
    }
    return page(request, here, "groups/calls.html", CALLS, context)


@screen(
    "focal",
    ("Đơn vị đầu mối", "Focal units"),
    acts=("name_focal_unit", "end_focal_unit"),
    features=("focal_reports",),
)
def focal(request: HttpRequest, here: Here) -> HttpResponse:
    """Show which unit and person each agency works through on a day, and what is left to them."""
    on = day_shown(request, here)
    found = focal_units(here.eyes, on)
    titles = {name: act_named(name).title for name in act_names()}
    own = Matter(body=here.body, says=FOCAL, lead_agency=here.me.agency)
    first = (("agency", here.me.agency),) if here.me.agency else ()
    context = {
        "on": on,
        "stops": [],
        "rows": [(each, _acts_said(each.line, titles)) for each in _lines(here, found, _on_focal)],
        "acts": act_row(_allowed(here, [Wish(act="name_focal_unit", matter=own, first=first)]), "name_focal_unit"),
        "tab": "focal",
    }
    return page(request, here, "groups/focal.html", FOCAL, context)


@screen(
    "fields",
    ("Lĩnh vực phụ trách", "Fields of work"),
    acts=("assign_field", "end_field"),
    features=("field_routing",),
)
def fields(request: HttpRequest, here: Here) -> HttpResponse:
    """Show which member is in charge of which field on a day; new work in it goes there."""
    on = day_shown(request, here)
    matter = Matter(body=here.body, says=FIELDS)
    context = {
        "on": on,
        "stops": [],
        "rows": _lines(here, field_assignments(here.eyes, on), _on_field),
        "acts": act_row(_allowed(here, [Wish(act="assign_field", matter=matter)]), "assign_field"),
        "feature": here.regulation.has_feature("field_routing") if here.regulation else None,
        "tab": "fields",
    }
    return page(request, here, "groups/fields.html", FIELDS, context)


def _lines(here: Here, found: Sequence[Line], wishes_on: Callable[[Here, Line], Iterable[Wish]]) -> list[Offered[Line]]:
    """Return each line with what may be done on it, everything asked at once; what may not be done is left out."""
    wished = [(each, list(wishes_on(here, each))) for each in found]
    made = iter(offer_list(here, [wish for _, wishes in wished for wish in wishes]))
    offers = [(each, [next(made) for _ in wishes]) for each, wishes in wished]
    return [Offered(each, tuple(one for one in of if one.allowed)) for each, of in offers]


def _allowed(here: Here, wishes: Sequence[Wish]) -> list[Offer]:
    """Return the offers of a page's head; an act that the regulation gives to nobody is not spoken of."""
    given = {power.act for power in here.regulation.powers} if here.regulation else set()
    return offer_list(here, [each for each in wishes if each.act in given])


def _head_wishes(here: Here) -> list[Wish]:
    names = ("organise_sub_group", "assign_member_duty", "requisition_member", "admit_expert")
    return [*(_group_wish(here, name) for name in names), _seat_wish(here, "nominate_member")]


def _group_wish(here: Here, act: str) -> Wish:
    return Wish(act=act, matter=Matter(body=here.body, says=GROUPS, facets={"unit": "group"}))


def _seat_wish(here: Here, act: str) -> Wish:
    matter = Matter(body=here.body, says=GROUPS, facets={"unit": "group"}, lead_agency=here.me.agency)
    return Wish(act=act, matter=matter)


def _on_sub_group(here: Here, part: SubGroupView) -> Iterable[Wish]:
    if part.effective_until is not None:
        return
    matter = Matter(body=here.body, says=same(part.name), facets={"unit": "group"})
    change = Text("Sắp xếp lại", "Rearrange")
    yield Wish(act="organise_sub_group", matter=matter, first=(("sub_group", part.id),), title=change)
    yield Wish(act="end_sub_group", matter=matter, first=(("sub_group", part.id),))


def _on_request(here: Here, asked: RequestView) -> Iterable[Wish]:
    if asked.settled_at is None:
        first = (("seat", asked.seat), ("request", asked.id))
        matter = _about(here, asked.seat_title, asked.seat, asked.agency)
        yield Wish(act="nominate_member", matter=matter, first=first, title=Text("Cử người thay", "Send another"))


def _on_nomination(here: Here, proposed: NominationView) -> Iterable[Wish]:
    if proposed.accepted is None:
        matter = _about(here, proposed.seat_title, proposed.seat, proposed.agency)
        title = Text("Trả lời", "Answer")
        yield Wish(act="answer_nomination", matter=matter, first=(("nomination", proposed.id),), title=title)


def _on_requisition(here: Here, called: RequisitionView) -> Iterable[Wish]:
    if not called.over:
        matter = _about(here, same(called.name), called.seat, called.agency)
        yield Wish(act="end_requisition", matter=matter, first=(("requisition", called.id),))


def _on_focal(here: Here, named: FocalView) -> Iterable[Wish]:
    if named.effective_until is None:
        matter = Matter(body=here.body, says=same(named.agency_name), lead_agency=named.agency)
        yield Wish(act="end_focal_unit", matter=matter, first=(("focal", named.id),))


def _on_field(here: Here, given: FieldView) -> Iterable[Wish]:
    if given.effective_until is None and not given.in_charter:
        matter = Matter(body=here.body, says=given.title, subject_seat=given.seat.id if given.seat else None)
        anew = Text("Giao lại", "Give anew")
        first = (("key", given.key), ("title", given.title.vi))
        yield Wish(act="assign_field", matter=matter, first=first, title=anew)
        yield Wish(act="end_field", matter=matter, first=(("field", given.id),))


def _about(here: Here, says: Text, seat: int | None, agency: int | None) -> Matter:
    return Matter(body=here.body, says=says, subject_seat=seat, lead_agency=agency, facets={"unit": "group"})


def _acts_said(named: FocalView, titles: dict[str, Text]) -> Text:
    return listed([titles.get(act, same(act)) for act in named.acts])
