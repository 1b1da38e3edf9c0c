"""A person's agenda over all their seats: meetings they are invited to, tasks and reports of their agency, duties.

What the pages show under each of these is what stands here, with what a calendar needs besides: a name that lasts, the
place in the record that last changed it, and when that became known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from django.db.models import Max, Q

from chidao.acts.authority import Capacity
from chidao.acts.kept import one_look
from chidao.duties.queries import Owed, owed_reports
from chidao.duties.rules import STATES, Obligation
from chidao.duties.rules.collecting import REPORT_STATES
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.wording import Text, same
from chidao.ledger.models import Trace
from chidao.mandates.queries import Reader, reader_for, regulation, seats_of_person
from chidao.meetings.models import Invitation, Meeting
from chidao.meetings.rules import KINDS
from chidao.reports.obligations import obligations
from chidao.tasks.models import Task
from chidao.tasks.queries.rows import UNFINISHED, visible

LOOKED_BACK: Final = timedelta(days=92)
LOOKED_AHEAD: Final = timedelta(days=366)
LASTS: Final = timedelta(hours=2)
"""How long a meeting is taken to last until its end is recorded."""
MOST: Final = 500
"""How many tasks of a seat are told at most, those due first."""

Kind = Literal["meeting", "task", "report", "duty"]
Changed = Mapping[int, tuple[int, datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of an agenda: on a whole day (`on`), or from `starts_at` to `ends_at`.

    `kind` and `key` name it for good. `sequence` grows with each change; `path` opens its page.
    """

    kind: Kind
    body: str
    key: str
    title: Text
    note: Text
    path: str
    on: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    cancelled: bool = False
    sequence: int = 0
    changed_at: datetime


@one_look()
def agenda(person: int, now: datetime) -> tuple[Item, ...]:
    """Return a person's agenda over all their seats, by day (a bounded number of queries a seat)."""
    found: dict[tuple[str, str, str], Item] = {}
    for capacity in seats_of_person(person, now):
        for item in _of_seat(capacity, now):
            found.setdefault((item.kind, item.body, item.key), item)
    return tuple(sorted(found.values(), key=lambda item: (item.on, item.kind, item.body, item.key)))


def _of_seat(capacity: Capacity, now: datetime) -> Iterator[Item]:
    reader, today = reader_for(capacity, now), local_day(now)
    yield from _meetings(reader, now)
    yield from _tasks(reader)
    for owed in owed_reports(reader, today):
        yield _of_report(reader, owed, today)
    for each in obligations(reader.body, today - LOOKED_BACK, today + LOOKED_AHEAD, today):
        if each.what != "agency_report" and each.unit == unit_of(reader, today):
            yield _of_duty(reader, each, today)


def unit_of(reader: Reader, on: date) -> str:
    """Return the unit of the reader's role: its duties are theirs to bear."""
    current = regulation(reader.body, on)
    role = current.role(reader.capacity.role or "") if current else None
    return role.unit if role else ""


def _meetings(reader: Reader, now: datetime) -> Iterator[Item]:
    """Yield the meetings whose approved list has the reader's seat or person, those called off too."""
    mine = Q(seat__in=reader.seats) | Q(person=reader.capacity.person)
    invited = Invitation.objects.filter(mine, meeting__body=reader.body, meeting__list_approved_at__isnull=False)
    since = now - LOOKED_BACK
    rows = list(Meeting.objects.filter(pk__in=invited.values("meeting"), starts_at__gte=since).order_by("starts_at"))
    changed = _changed(Meeting._meta.db_table, (row.pk for row in rows))
    for row in rows:
        sequence, changed_at = changed.get(row.pk, (0, row.convened_at))
        presiding = Text.from_data(row.presiding_says)
        note = Text("{kind}. Chủ trì: {who}", "{kind}. Presiding: {who}").filled(kind=KINDS[row.kind], who=presiding)
        yield Item(
            kind="meeting", body=reader.body, key=str(row.pk), title=same(row.title), note=note, place=row.place,
            path=f"/{reader.body}/meetings/{row.pk}/", on=local_day(row.starts_at), starts_at=row.starts_at,
            ends_at=max(row.ended_at or row.starts_at + LASTS, row.starts_at), cancelled=row.cancelled_at is not None,
            sequence=sequence, changed_at=changed_at,
        )  # fmt: skip


def _tasks(reader: Reader) -> Iterator[Item]:
    """Yield the unfinished tasks with a deadline that the reader's agency leads, or that they answer for."""
    mine = Q(lead_agency__in=reader.agencies) | Q(accountable=reader.capacity.person)
    due = visible(reader).filter(UNFINISHED, mine, due_on__isnull=False).order_by("due_on", "pk")
    rows = list(due.only("pk", "number", "title", "due_on", "updated_at", "lead_agency_id").select_related(None)[:MOST])
    changed = _changed(Task._meta.db_table, (row.pk for row in rows))
    for row in rows:
        sequence, changed_at = changed.get(row.pk, (0, row.updated_at))
        title = Text("Hạn nhiệm vụ {n}: {title}", "Task {n} due: {title}").filled(n=row.number, title=row.title)
        yield Item(
            kind="task", body=reader.body, key=str(row.pk), title=title, note=same(row.title), on=_day(row.due_on),
            path=f"/{reader.body}/tasks/{row.pk}/", sequence=sequence, changed_at=changed_at,
        )  # fmt: skip


def _of_report(reader: Reader, owed: Owed, today: date) -> Item:
    form, demand, cycle = owed.asked.key
    title = Text("Hạn gửi báo cáo: {what}", "Report due: {what}").filled(what=owed.asked.title)
    return Item(
        kind="report", body=reader.body, key=f"{form}-{demand or 0}-{cycle or 'x'}-{owed.agency.id}", title=title,
        note=Text("{agency}: {state}", "{agency}: {state}").filled(
            agency=owed.agency.name, state=REPORT_STATES[owed.state]
        ),
        path=owed.asked.path(reader.body), on=owed.due_on, changed_at=_midnight(today),
    )  # fmt: skip


def _of_duty(reader: Reader, each: Obligation, today: date) -> Item:
    title = Text("{title}, {cycle}", "{title}, {cycle}").filled(title=each.title, cycle=each.cycle.says)
    note = Text("{bearer}: {state}", "{bearer}: {state}").filled(bearer=each.bearer, state=STATES[each.state])
    return Item(
        kind="duty", body=reader.body, key=f"{each.duty}-{each.cycle.key}", title=title, note=note,
        path=f"/{reader.body}/calendar/?year={each.due_on.year}&month={each.due_on.month}", on=each.due_on,
        changed_at=_midnight(today),
    )  # fmt: skip


def _changed(table: str, rows: Iterable[int]) -> Changed:
    """Return which event changed each row last, and when that became known (one query)."""
    traces = Trace.objects.filter(table=table, row__in=list(rows)).values("row").order_by()
    return {
        each["row"]: (each["last"], each["known"])
        for each in traces.annotate(last=Max("event__seq"), known=Max("event__recorded_at"))
    }


def _midnight(day: date) -> datetime:
    """Return since when what is computed of a day holds."""
    return datetime.combine(day, time.min, VIET_NAM)


def _day(on: date | None) -> date:
    assert on is not None
    return on
