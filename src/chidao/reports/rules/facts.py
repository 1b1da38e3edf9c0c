"""What is known of the body's affairs at an instant, worked out from what was dated (PURE)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chidao.kernel.days import local_day
from chidao.reports.rules.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened to a task (`kind` as in `tasks.models.Update`), and when it was recorded."""

    id: int
    kind: str
    at: datetime
    recorded_at: datetime
    due_before: date | None = None

    def counts(self, span: Span) -> bool:
        """Say whether it had happened and was known."""
        return span.has_seen(self.at) and self.recorded_at <= span.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStory:
    """A task as it stands now, with what happened to it: enough to say how it stood at any instant before.

    `marks` stand in the order in which they were recorded; `moves` are (day, agency that led until that day), oldest
    first.
    """

    id: int
    origin: str
    agency: int
    assigned_on: date
    due_on: date | None
    done_on: date | None
    provision: int | None = None
    marks: tuple[Mark, ...] = ()
    moves: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFact:
    """A task as it stood: `done_on` is the day its completion was proposed, if it stood proposed or accepted."""

    id: int
    origin: str
    agency: int
    assigned_on: date
    due_on: date | None
    done_on: date | None
    accepted: bool
    provision: int | None
    extended_on: tuple[date, ...] = ()

    @property
    def done_late(self) -> bool:
        """Say whether it was done after its day."""
        return self.done_on is not None and self.due_on is not None and self.done_on > self.due_on

    def late_on(self, day: date) -> bool:
        """Say whether it is not done and its day has passed."""
        return self.done_on is None and self.due_on is not None and self.due_on < day


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A meeting by its day: held once it was closed, or cancelled."""

    id: int
    unit: str
    held_on: date | None
    cancelled_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFact:
    """An issued conclusion; a task when one cites its provision, else said to need none, else open."""

    id: int
    unit: str
    issued_on: date
    provision: int
    no_task: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFact:
    """A submitted matter."""

    id: int
    submitted_on: date
    decided_on: date | None
    by_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A row of some kind and its day."""

    id: int
    kind: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A turn of a recurring duty that fell due: kept, late or missed; `row` is what shows it."""

    what: str
    unit: str
    key: str
    state: str
    row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the figures of a span are counted from, as it stood then."""

    span: Span
    tasks: tuple[TaskFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    conclusions: tuple[ConclusionFact, ...] = ()
    matters: tuple[MatterFact, ...] = ()
    opinions: tuple[Dated, ...] = ()
    updates: tuple[Dated, ...] = ()
    documents: tuple[Dated, ...] = ()
    reports: tuple[Dated, ...] = ()
    owed: tuple[Owed, ...] = ()

    @property
    def tasked(self) -> frozenset[int]:
        """Return the provisions from which tasks come."""
        return frozenset(task.provision for task in self.tasks if task.provision)


def task_at(story: TaskStory, span: Span) -> TaskFact | None:
    """Return a task as it stood at the end of a span; None where it had not been given by then."""
    if story.assigned_on > span.until_day:
        return None
    seen = [mark for mark in story.marks if mark.counts(span)]
    done = max((mark for mark in seen if mark.kind in {"proposed", "returned"}), key=_order, default=None)
    return TaskFact(
        id=story.id,
        origin=story.origin,
        agency=_led_by(story, span.until_day),
        assigned_on=story.assigned_on,
        due_on=_due_then(story, span),
        done_on=_done_then(story, done, span),
        accepted=any(mark.kind == "accepted" for mark in seen),
        provision=story.provision,
        extended_on=tuple(local_day(mark.at) for mark in seen if mark.kind == "extended"),
    )


def tasks_at(stories: Iterable[TaskStory], span: Span) -> tuple[TaskFact, ...]:
    """Return the tasks as they stood at the end of a span."""
    return tuple(fact for story in stories if (fact := task_at(story, span)))


def _order(mark: Mark) -> tuple[datetime, int]:
    return mark.at, mark.id


def _led_by(story: TaskStory, day: date) -> int:
    return next((former for from_on, former in story.moves if day < from_on), story.agency)


def _due_then(story: TaskStory, span: Span) -> date | None:
    """Return the deadline before the first extension that is not counted yet."""
    later = (mark for mark in story.marks if mark.kind == "extended" and not mark.counts(span))
    first = next(later, None)
    return first.due_before if first else story.due_on


def _done_then(story: TaskStory, last: Mark | None, span: Span) -> date | None:
    if last is not None:
        return local_day(last.at) if last.kind == "proposed" else None
    if any(mark.kind == "proposed" for mark in story.marks):
        return None
    # It came into the system as done already: nothing says when that was known, so its own day does.
    return story.done_on if story.done_on and story.done_on <= span.until_day else None
