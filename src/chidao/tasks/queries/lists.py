"""The list of tasks: filtered, sorted, paged by key so that page 200 costs what page 1 does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from chidao.acts.kept import one_look
from chidao.acts.prepared import rows_of
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.vietnamese import match_rank
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.tasks.models import Task, TaskAgency, TaskTransfer
from chidao.tasks.queries.rows import COLUMNS, FINISHED, UNFINISHED, TaskRow, led_by, read_rows, seen, sight_of, visible
from chidao.tasks.rules import searched_words

Sort = Literal["due", "newest", "changed"]
Standing = Literal["", "late", "open", "on_time"]

LIMIT: Final = 50
COUNTED: Final = 10_000
"""How far rows are counted: beyond it a list says "more than", so that counting never grows with the table."""

PLAIN: Final[Mapping[str, Any]] = {"state": "", "late": False, "agency": None}
"""What a list opened from the menu, a tab or an agency is narrowed to: nothing beside these."""

RANKED: Final = 300
"""How many of the newest tasks with the words searched are ranked against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilters:
    """What a list is narrowed to; what is left empty narrows nothing.

    `standing` is how a task stands against its day, done or not: late (overdue, or done late), open (not late so far),
    on_time (done by its day, or without one). `agency` leads, `coordinating` coordinates; `instrument` is the notice
    of a meeting or another paper, `provision` one conclusion or clause of it; `field` is a field of work by its key,
    `sub_group` the group's part it was given to; `due_from` and `due_until` are both
    included; `mine` is what the reader personally answers for. `charged` is the agency that led it on its day (today,
    for one without a day): of what was handed over that is the former one for days before.
    """

    state: Literal["", "open", "proposed", "accepted", "unfinished"] = ""
    late: bool = False
    standing: Standing = ""
    agency: int | None = None
    charged: int | None = None
    coordinating: int | None = None
    q: str = ""
    provision: int | None = None
    instrument: int | None = None
    due_from: date | None = None
    due_until: date | None = None
    without_due: bool = False
    nobody_accountable: bool = False
    mine: bool = False
    field: str = ""
    sub_group: int | None = None
    changed_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines of a list, the key after which the next begin (None: no more), and how many there are in all.

    `more` says that there are more than were counted.
    """

    rows: tuple[TaskRow, ...]
    next_key: str | None
    count: int
    more: bool = False


@one_look()
def task_list(
    reader: Reader,
    *,
    today: date,
    filters: TaskFilters | None = None,
    sort: Sort = "due",
    after_key: str | None = None,
    limit: int = LIMIT,
) -> Page:
    """Return a page of what the reader may see (six queries at most). A search is sorted by how well it is met.

    By day, the earliest first and those without a day last. Raises BadInput for a key that is none.
    """
    wanted = filters or TaskFilters()
    if wanted.q.strip():
        return _searched(_narrowed(reader, wanted, today), wanted.q, after_key, limit, today)
    if sort == "due" and after_key is None and replace(wanted, **PLAIN) == TaskFilters():
        found = _first_by_due(reader, wanted, today, limit + 1)
    else:
        tasks = _narrowed(reader, wanted, today)
        found = _in_order(tasks, sort, after_key, limit + 1, dated_only=_dated_only(wanted))
    more = len(found) > limit
    whole = after_key is None and not more  # all of it is on this page: there is nothing left to count
    count = len(found) if whole else _narrowed(reader, wanted, today).order_by()[: COUNTED + 1].values("pk").count()
    rows = read_rows(found[:limit], today)
    return Page(
        rows=rows,
        next_key=_key_of(rows[-1], sort) if more else None,
        count=min(count, COUNTED),
        more=count > COUNTED,
    )


def _narrowed(reader: Reader, wanted: TaskFilters, today: date) -> QuerySet[Task]:
    tasks = visible(reader) if wanted.agency is None else led_by(reader, wanted.agency)
    tasks = tasks.filter(*_state_conditions(wanted, today))
    chosen = {
        "provision": wanted.provision,
        "provision__instrument": wanted.instrument,
        "due_on__gte": wanted.due_from,
        "due_on__lte": wanted.due_until,
        "updated_at__gt": wanted.changed_after,
        "accountable": reader.capacity.person if wanted.mine else None,
        "field": wanted.field or None,
        "sub_group": wanted.sub_group,
    }
    tasks = tasks.filter(**{name: value for name, value in chosen.items() if value is not None})
    if wanted.coordinating is not None:
        tasks = tasks.filter(pk__in=TaskAgency.objects.filter(agency=wanted.coordinating).values("task_id"))
    if wanted.charged is not None:
        tasks = tasks.filter(charged_to(wanted.charged))
    if wanted.without_due:
        tasks = tasks.filter(due_on__isnull=True)
    return tasks.filter(accountable__isnull=True) if wanted.nobody_accountable else tasks


def _state_conditions(wanted: TaskFilters, today: date) -> list[Q]:
    conditions = []
    if wanted.late:
        conditions.append(is_late(today))
    if wanted.standing:
        conditions.append(STANDINGS[wanted.standing](today))
    if wanted.state == "accepted":
        conditions.append(FINISHED)
    elif wanted.state:
        conditions.append(UNFINISHED)
        if wanted.state != "unfinished":
            conditions.append(Q(state=wanted.state))
    return conditions


def handed_over() -> QuerySet[TaskTransfer]:
    """Return of each task the first handing over after its day: until then, so on its day, the former one led it."""
    later = TaskTransfer.objects.filter(lead=True, effective_from__gt=F("task__due_on"))
    earlier = TaskTransfer.objects.filter(
        Q(effective_from__lt=OuterRef("effective_from"))
        | Q(effective_from=OuterRef("effective_from"), pk__lt=OuterRef("pk")),
        task=OuterRef("task"), lead=True, effective_from__gt=OuterRef("task__due_on"),
    )  # fmt: skip
    found: QuerySet[TaskTransfer] = later.filter(~Exists(earlier))
    return found


def charged_to(agency: int) -> Q:
    """Return what an agency led on its day: its own but what it took over only later, and what it gave away later."""
    given = handed_over().filter(former=agency).values("task_id")
    taken = handed_over().exclude(former=agency).values("task_id")
    return Q(pk__in=given) | (Q(lead_agency=agency) & ~Q(pk__in=taken))


def is_late(today: date) -> Q:
    """Return what late means to the database: in progress, and its day has passed (`rules.lateness`)."""
    return UNFINISHED & Q(state="open", due_on__lt=today)


def _was_late(today: date) -> Q:
    return is_late(today) | Q(done_on__gt=F("due_on"))


STANDINGS: Final[dict[str, Callable[[date], Q]]] = {
    "late": _was_late,
    "open": lambda today: Q(done_on=None) & (Q(due_on=None) | Q(due_on__gte=today)),
    "on_time": lambda today: Q(done_on__isnull=False) & (Q(due_on=None) | Q(done_on__lte=F("due_on"))),
}
"""Every task is in exactly one of them."""


def _dated_only(wanted: TaskFilters) -> bool:
    return wanted.late or wanted.due_from is not None or wanted.due_until is not None


# --- the first page, as the menu, the tabs and the agencies open it ---------------------------------------------------


def _first_by_due(reader: Reader, wanted: TaskFilters, today: date, most: int) -> list[dict[str, Any]]:
    """Return the first lines by day of a list narrowed by no more than state, late and agency: what is asked for most,
    so it is prepared."""
    own = wanted.agency is not None and reader.sees("tasks") == "own_agency" and wanted.agency == reader.agency
    sight = sight_of(reader)
    # One's own agency's is asked for in the simplest way (`led_by`): all that the agency leads.
    form = _Form("all" if own else sight.scope, wanted.state, wanted.late, most, dated=True)
    values: dict[str, Any] = {"body": reader.body} if own else dict(sight.values)
    values |= {"lead": wanted.agency} if wanted.agency is not None else {}
    dated = rows_of((form, *values), form.written, **values, **({"today": today} if wanted.late else {}))
    if wanted.late or len(dated) == most:
        return [dict(zip(COLUMNS, row, strict=True)) for row in dated]
    form = replace(form, dated=False)
    undated = rows_of((form, *values), form.written, **values)
    return [dict(zip(COLUMNS, row, strict=True)) for row in [*dated, *undated[: most - len(dated)]]]


@dataclass(frozen=True, slots=True)
class _Form:
    """What the form of such a query depends on; the values come when it is asked."""

    scope: str | None
    state: Literal["", "open", "proposed", "accepted", "unfinished"]
    late: bool
    most: int
    dated: bool

    def written(self, today: date = date.min, lead: int | None = None, **values: Any) -> QuerySet[Task, Any]:
        tasks = seen(self.scope, **values).filter(
            *_state_conditions(TaskFilters(state=self.state, late=self.late), today)
        )
        tasks = tasks.filter(due_on__isnull=not self.dated)
        if lead is not None:
            tasks = tasks.filter(lead_agency=lead)
        order = ("due_on", "pk") if self.dated else ("pk",)
        return tasks.order_by(*order).values_list(*COLUMNS)[: self.most]


# --- in order ---------------------------------------------------------------------------------------------------------


def _in_order(
    tasks: QuerySet[Task], sort: Sort, after_key: str | None, most: int, *, dated_only: bool
) -> list[dict[str, Any]]:
    if sort == "newest":
        after = _read_key(after_key, 1)
        older = tasks.filter(number__lt=int(after[0])) if after else tasks
        return list(older.order_by("-number").values(*COLUMNS)[:most])
    if sort == "changed":
        return _by_change(tasks, _read_key(after_key, 2), most)
    return _by_due(tasks, _read_key(after_key, 2), most, dated_only=dated_only)


def _by_change(tasks: QuerySet[Task], after: Sequence[str], most: int) -> list[dict[str, Any]]:
    if after:
        at, pk = _instant(after[0]), int(after[1])
        # Said twice on purpose: the first part is one range of the index, the second leaves out what was shown.
        tasks = tasks.filter(Q(updated_at__lte=at), Q(updated_at__lt=at) | Q(pk__lt=pk))
    return list(tasks.order_by("-updated_at", "-pk").values(*COLUMNS)[:most])


def _by_due(tasks: QuerySet[Task], after: Sequence[str], most: int, *, dated_only: bool) -> list[dict[str, Any]]:
    """The dated ones in order, then, when they run out, those without a day: two ranges of an index."""
    found: list[dict[str, Any]] = []
    if not after or after[0]:
        dated = tasks.filter(due_on__isnull=False)
        if after:
            day, pk = _day(after[0]), int(after[1])
            dated = dated.filter(Q(due_on__gte=day), Q(due_on__gt=day) | Q(pk__gt=pk))
        found = list(dated.order_by("due_on", "pk").values(*COLUMNS)[:most])
    if dated_only or len(found) == most:
        return found
    undated = tasks.filter(due_on__isnull=True)
    if after and not after[0]:
        undated = undated.filter(pk__gt=int(after[1]))
    return found + list(undated.order_by("pk").values(*COLUMNS)[: most - len(found)])


def _key_of(row: TaskRow, sort: Sort) -> str:
    if sort == "newest":
        return str(row.number)
    if sort == "changed":
        return f"{row.updated_at.isoformat()}_{row.id}"
    return f"{row.due_on.isoformat() if row.due_on else ''}_{row.id}"


def _read_key(key: str | None, parts: int) -> Sequence[str]:
    """Return the parts of a key, the last of them a number; nothing for no key."""
    if not key:
        return ()
    found = key.split("_")
    if len(found) != parts or not found[-1].isascii() or not found[-1].isdigit():
        raise _no_key()
    return found


def _day(part: str) -> date:
    try:
        return date.fromisoformat(part)
    except ValueError as unreadable:
        raise _no_key() from unreadable


def _instant(part: str) -> datetime:
    try:
        return datetime.fromisoformat(part)
    except ValueError as unreadable:
        raise _no_key() from unreadable


def _no_key() -> BadInput:
    says = Text("Địa chỉ trang không đúng; mở lại danh sách.", "No such page; open the list again.")
    return BadInput(Reason(code="bad_key", says=says, field="after"))


# --- search -----------------------------------------------------------------------------------------------------------


def _searched(tasks: QuerySet[Task], q: str, after_key: str | None, limit: int, today: date) -> Page:
    """Rank the newest that have every word typed, with or without its marks; words with their marks rank first."""
    words = searched_words(q).split()
    matching = Q(number=int(words[0])) if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 9 else Q()
    holding = Q(*(Q(folded__contains=f" {word}") for word in words)) if words else Q(pk__isnull=True)
    found = list(
        tasks.filter(matching | holding if matching else holding)
        .order_by("-number")
        .values_list("number", "pk", "title", "detail", "source_text")[: RANKED + 1]
    )
    ranked = sorted(
        ((match_rank(q, " ".join(texts)), number, pk) for number, pk, *texts in found[:RANKED]), reverse=True
    )
    after = _read_key(after_key, 2)
    left = [each for each in ranked if not after or each[:2] < (int(after[0] or 0), int(after[1]))]
    shown = left[:limit]
    values = {each["pk"]: each for each in Task.objects.filter(pk__in=[pk for *_, pk in shown]).values(*COLUMNS)}
    return Page(
        rows=read_rows((values[pk] for *_, pk in shown), today),
        next_key=f"{shown[-1][0]}_{shown[-1][1]}" if len(left) > limit else None,
        count=len(ranked),
        more=len(found) > RANKED,
    )
