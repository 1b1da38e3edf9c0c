"""The list of tasks as words in the address: what it is narrowed to, how it is sorted, which choices stand above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast, get_args
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from chidao.kernel.wording import Text, same
from chidao.mandates.queries import field_titles, sub_group_names
from chidao.tasks.queries import AgencyCount, TaskFilters, TaskRow
from chidao.tasks.rules import STATES
from chidao.web.fields import Field, Option
from chidao.web.here import Here, agency_names

State = Literal["", "open", "proposed", "accepted", "unfinished"]
Sort = Literal["due", "newest", "changed"]
Standing = Literal["", "late", "open", "on_time"]

FEW: Final = 100
MANY: Final = 500
GREATEST: Final = 2**31 - 1
NARROWING: Final = (
    "late", "standing", "charged", "coordinating", "q", "provision", "instrument", "due_from", "due_until",
    "without_due", "nobody", "mine", "field", "sub_group",
)  # fmt: skip
TABS: Final[dict[State, Text]] = {
    "unfinished": Text("chưa xong", "unfinished"),
    "open": STATES["open"],
    "proposed": STATES["proposed"],
    "accepted": STATES["accepted"],
    "": Text("tất cả", "all"),
}
FIELD: Final = Text("Lĩnh vực", "Field of work")
SUB_GROUP: Final = Text("Nhóm", "Sub-group")
STANDINGS: Final[dict[str, Text]] = {
    "late": Text("trễ hạn, kể cả xong muộn", "late, done late included"),
    "open": Text("đang làm, chưa trễ", "open, not late"),
    "on_time": Text("xong đúng hạn", "done on time"),
}
KINDS: Final[dict[str, Text]] = {
    "progress": Text("báo cáo", "reported"),
    "proposed": Text("đề nghị công nhận hoàn thành", "completion proposed"),
    "accepted": Text("nghiệm thu", "accepted"),
    "returned": Text("trả lại", "returned"),
    "extended": Text("gia hạn", "extended"),
    "named": Text("cử người", "person named"),
    "urged": Text("đôn đốc", "urged"),
    "contacted": Text("liên hệ", "contacted"),
    "reminded": Text("nhắc việc", "reminded"),
    "asked": Text("đề nghị phối hợp", "coordination asked"),
    "answered": Text("trả lời phối hợp", "answered"),
    "reported": Text("báo cáo kết quả", "result reported"),
    "moved": Text("chuyển cơ quan", "moved to another agency"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks of the list."""

    filters: TaskFilters
    sort: Sort
    after: str | None
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row as it is shown."""

    row: TaskRow
    state: Text
    last: Text | None
    can_urge: bool
    given_to: Text | None = None
    """The sub-group it was given to, by number and name."""
    part: Text | None = None
    """The same in short."""


def asked_of(request: HttpRequest) -> Asked:
    """Read what an address asks of the list; words it does not know ask for nothing."""
    query = request.GET
    filters = TaskFilters(
        state=_state(query),
        late=query.get("late") == "1",
        standing=cast(Standing, _one_of(query, "standing", get_args(Standing))),
        agency=_number(query, "agency"),
        charged=_number(query, "charged"),
        coordinating=_number(query, "coordinating"),
        q=query.get("q", "").replace("\x00", "").strip()[:200],
        provision=_number(query, "provision"),
        instrument=_number(query, "instrument"),
        due_from=_day(query, "due_from"),
        due_until=_day(query, "due_until"),
        without_due=query.get("without_due") == "1",
        nobody_accountable=query.get("nobody") == "1",
        mine=query.get("mine") == "1",
        field=query.get("field", "").replace("\x00", "")[:60],
        sub_group=_number(query, "sub_group"),
    )
    sort = cast(Sort, _one_of(query, "sort", get_args(Sort)) or "due")
    limit = MANY if query.get("limit") == str(MANY) else FEW
    return Asked(filters=filters, sort=sort, after=query.get("after") or None, limit=limit)


def line_of(row: TaskRow, names: Mapping[int, tuple[int, str]]) -> Line:
    """Return a row with its words. `names`: the sub-groups' numbers and names."""
    group = names.get(row.sub_group or 0)
    return Line(
        row=row,
        state=STATES[row.state],  # type: ignore[index]
        last=KINDS.get(row.last.kind) if row.last else None,
        can_urge=row.state == "open",
        given_to=_GIVEN_TO.filled(n=group[0], name=group[1]) if group else None,
        part=_PART.filled(n=group[0]) if group else None,
    )


def filter_groups(request: HttpRequest, asked: Asked, counts: tuple[AgencyCount, ...]) -> list[dict[str, object]]:
    """Return the choices above the list. A count is that of the list it opens: it is shown only where it holds."""
    narrowed = asked.filters != TaskFilters(
        state=asked.filters.state, late=asked.filters.late, agency=asked.filters.agency
    )
    of = [each for each in counts if asked.filters.agency in {None, each.agency.id}]
    known: Mapping[str, int] = {} if narrowed else {
        "late": sum(each.late for each in of),
        "unfinished": sum(each.unfinished for each in of),
        "proposed": sum(each.proposed for each in of),
    }  # fmt: skip
    return [{"title": Text("Tình trạng", "State"), "choices": list(_tabs(request, asked.filters, known))}]


def filter_fields(here: Here, filters: TaskFilters) -> list[Field]:
    """Return the fields by which the list is narrowed further."""
    agencies = tuple(Option(value=str(pk), label=same(name)) for pk, name in agency_names().items())
    agency = Text("Cơ quan chủ trì", "Lead agency")
    more = [*_field_choice(here, filters), *_group_choice(here, filters)]
    return [
        Field(name="q", label=Text("Tìm", "Find"), kind="search", value=filters.q),
        Field(name="agency", label=agency, kind="select", options=agencies, value=filters.agency),
        Field(name="due_from", label=Text("Hạn từ", "Due from"), kind="date", value=filters.due_from),
        Field(name="due_until", label=Text("đến", "until"), kind="date", value=filters.due_until),
        *more,
    ]


def _field_choice(here: Here, filters: TaskFilters) -> Iterator[Field]:
    """Yield the choice of a field of work, where the body has any."""
    if titles := field_titles(here.body):
        options = tuple(Option(value=key, label=title) for key, title in titles.items())
        yield Field(name="field", label=FIELD, kind="select", options=options, value=filters.field or None)


def _group_choice(here: Here, filters: TaskFilters) -> Iterator[Field]:
    """Yield the choice of a sub-group, where the body has any."""
    if names := sub_group_names(here.body):
        options = tuple(Option(value=str(pk), label=same(name)) for pk, (_, name) in names.items())
        yield Field(name="sub_group", label=SUB_GROUP, kind="select", options=options, value=filters.sub_group)


def spoken_filters(here: Here, filters: TaskFilters) -> Iterator[Text]:
    """Yield in words what the list is narrowed to beside state, agency and days, so that nothing is hidden."""
    if filters.standing:
        yield STANDINGS[filters.standing]
    if filters.charged:
        name = agency_names().get(filters.charged, "?")
        yield Text("{name} chủ trì vào ngày đến hạn", "{name} led on the day it was due").filled(name=name)
    if filters.coordinating:
        name = agency_names().get(filters.coordinating, "?")
        yield Text("{name} phối hợp", "{name} coordinates").filled(name=name)
    if filters.provision or filters.instrument:
        yield Text("từ một văn bản", "from one paper")
    if filters.nobody_accountable:
        yield Text("chưa có người chịu trách nhiệm", "nobody accountable")
    if filters.mine:
        yield Text("tôi chịu trách nhiệm", "mine")
    if filters.field:
        yield field_titles(here.body).get(filters.field, same(filters.field))
    if filters.sub_group:
        yield same(sub_group_names(here.body).get(filters.sub_group, (0, "?"))[1])
    if filters.without_due:
        yield Text("không nêu thời hạn", "no deadline")


def list_url(here: Here, **query: object) -> str:
    """Return the address of the list narrowed by some words."""
    asked = QueryDict(mutable=True)
    for name, value in query.items():
        if value not in (None, "", False):
            asked[name] = str(value)
    return reverse("tasks", args=[here.body]) + (f"?{asked.urlencode()}" if asked else "")


def _tabs(request: HttpRequest, filters: TaskFilters, known: Mapping[str, int]) -> Iterator[dict[str, object]]:
    late = Text("quá hạn", "late")
    yield {
        "title": late, "url": _with(request, late="1", state=None), "current": filters.late, "count": known.get("late")
    }  # fmt: skip
    for state, title in TABS.items():
        yield {
            "title": title,
            "url": _with(request, state=state or "all", late=None),
            "current": not filters.late and filters.state == state,
            "count": known.get(state),
        }


def _with(request: HttpRequest, **values: str | None) -> str:
    kept = [(name, value) for name, value in request.GET.lists() if name != "after" and name not in values]
    return f"?{urlencode([*kept, *((name, value) for name, value in values.items() if value is not None)], doseq=True)}"


def _state(query: QueryDict) -> State:
    """A list asked for without a word shows what is not finished yet."""
    if query.get("state") == "all" or any(query.get(name) for name in NARROWING):
        return cast(State, _one_of(query, "state", get_args(State)))
    return cast(State, _one_of(query, "state", get_args(State)) or "unfinished")


def _one_of(query: QueryDict, name: str, words: tuple[str, ...]) -> str:
    written = query.get(name, "")
    return written if written in words else ""


def _number(query: QueryDict, name: str) -> int | None:
    written = query.get(name, "")
    return min(int(written), GREATEST) if written.isascii() and written.isdigit() else None


def _day(query: QueryDict, name: str) -> date | None:
    try:
        return date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None


_GIVEN_TO: Final = Text("Nhóm {n}: {name}", "Sub-group {n}: {name}")
_PART: Final = Text("N{n}", "S{n}")
