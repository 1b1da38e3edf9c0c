"""The desk of a seat: what waits for it, by when, and why it; and for who leads, what is late and what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chidao.instruments.charter import Principle, Regulation
from chidao.instruments.queries import charters_of, instruments_of
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader
from chidao.meetings import queries as meetings
from chidao.reports.record import count_since
from chidao.reports.waiting import Waiting, left_until
from chidao.reports.waits import other_waits
from chidao.tasks import queries as tasks
from chidao.tasks.rules import task_matter, task_says

DIRECTION: Final = "give_direction"
CHANGED: Final = 8
SHOWN: Final = 12
NOTES: Final = {
    "document": Text("Đã phát hành, chưa lưu bản có chữ ký", "Issued; the signed paper is not filed yet"),
    "conclusion": Text("Kết luận đã ban hành, chưa thành nhiệm vụ", "Issued conclusion, not a task yet"),
    "invitation": Text("Giấy mời chờ trả lời", "The invitation awaits an answer"),
    "matter": Text("Vấn đề trình, chưa quyết định", "Submitted, not decided yet"),
}
"""Why a thing waits, by its kind; for the others the basis itself says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """An instrument in force today, as the desk names it."""

    id: int
    label: Text
    since: date | None
    replaced: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """What whoever leads looks at: what awaits a decision, what is late by agency, what changed since the last look."""

    clause: str
    since: datetime
    undecided: tuple[meetings.MatterRow, ...]
    proposed: int
    late: tuple[tasks.AgencyLate, ...]
    changed: tuple[tasks.TaskRow, ...]
    changed_count: int
    acts_count: int


def waiting_for(reader: Reader, now: datetime) -> list[Waiting]:
    """Return everything that waits for a seat, what is due first at the head (a bounded number of queries)."""
    today = local_day(now)
    found = [*_tasks(reader, now), *_meetings(reader, now, today), *other_waits(reader, now)]
    return sorted(found, key=lambda each: (each.due_on or date.max, each.kind, each.id))


def next_meeting(reader: Reader, now: datetime) -> meetings.MeetingPage | None:
    """Return the meeting that is nearest and not concluded yet, of those the reader may see."""
    rows = [row for row in meetings.meeting_list(reader) if row.state not in {"concluded", "cancelled"}]
    ahead = [row for row in rows if row.starts_at >= now]
    nearest = ahead[-1] if ahead else rows[0] if rows else None  # they come newest first
    return meetings.meeting_page(reader, nearest.id, now) if nearest else None


def leads(reader: Reader, current: Regulation | None) -> Principle | None:
    """Return the principle that opens the head's view to a seat that gives directions; None where there is none."""
    feature = current.has_feature("head_view") if current else None
    role = reader.capacity.role
    gives = any(power.act == DIRECTION and role in power.roles for power in current.powers) if current else False
    return feature if feature and gives else None


def head_view(reader: Reader, principle: Principle, now: datetime, since: datetime) -> HeadView:
    """Return the head's view (a bounded number of queries, however much is late)."""
    today = local_day(now)
    changed = tasks.changed_since(reader, since, today=today, limit=CHANGED)
    proposed = tasks.task_list(reader, today=today, filters=tasks.TaskFilters(state="proposed"), limit=1)
    return HeadView(
        clause=principle.clause,
        since=since,
        undecided=tuple(meetings.matter_list(reader, only_open=True)),
        proposed=proposed.count,
        late=tasks.late_list(reader, today, each=3)[:SHOWN],
        changed=changed.rows,
        changed_count=changed.count,
        acts_count=count_since(reader, since),
    )


def in_force(reader: Reader, on: date) -> list[InForce]:
    """Return the regulation and the founding decisions in force on a day, the newest first (three queries)."""
    if reader.sees("regulation") is None:
        return []
    undated = {each.instrument for each in charters_of(reader.body) if each.on(on) and not each.dated}
    rows = [
        row
        for row in instruments_of(reader.body)
        if (row.kind in {"regulation", "reconstitution"} and row.effective_from and row.effective_from <= on)
        or row.pk in undated
    ]
    rows = [row for row in rows if row.effective_until is None or on < row.effective_until]
    return [
        InForce(
            id=row.pk,
            label=same(row.label) if row.label else Text.from_data(row.title),
            since=row.effective_from,
            replaced=", ".join(link.target_text for link in row.links.all() if link.kind == "replaces"),
        )
        for row in reversed(rows)
    ]


def _tasks(reader: Reader, now: datetime) -> Iterator[Waiting]:
    for each in tasks.waiting_for(reader, now):
        row = each.task
        matter = task_matter(
            reader.body, task_says(row.number, row.title), origin=row.origin, lead=row.lead.id,
            coordinating=(agency.id for agency in row.coordinating), proposed_by=row.proposed_by,
        )  # fmt: skip
        told = Text("Nhiệm vụ {n} · {source} · {why}", "Task {n} · {source} · {why}")
        yield Waiting(
            act=each.act,
            kind="task",
            id=row.id,
            title=same(row.title),
            note=told.filled(n=row.number, source=row.source, why=each.why),
            due_on=each.due_on,
            left=left_until(each.due_on, local_day(now)),
            clause=each.clause,
            matter=matter,
        )


def _meetings(reader: Reader, now: datetime, today: date) -> Iterator[Waiting]:
    for each in meetings.waiting_for(reader, now):
        yield Waiting(
            act=each.act,
            kind="meeting" if each.kind == "invitation" else each.kind,
            id=each.id,
            title=each.says,
            note=NOTES.get(each.kind, each.basis.says),
            due_on=each.due_on,
            left=left_until(each.due_on, today),
            clause=each.basis.clause,
            basis=each.basis,
        )
