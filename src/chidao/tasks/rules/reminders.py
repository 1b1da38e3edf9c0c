"""When the program reminds an agency of its tasks (PURE)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chidao.instruments.charter import Regulation
from chidao.kernel.days import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDays:
    """On which working days before and after the deadline to remind."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    @property
    def offsets(self) -> tuple[int, ...]:
        """Return the days from the deadline in order, those before it negative."""
        return tuple(sorted({*(-days for days in self.before), *self.after}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remindable:
    """A task in progress as reminders see it: its days, and the steps already sent."""

    task: int
    assigned_on: date
    due_on: date
    sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A step to be sent. Its name holds the deadline, so that an extended task is reminded of its new day."""

    task: int
    step: str


def reminder_days(regulation: Regulation | None) -> ReminderDays:
    """Return the regulation's days of reminding; none where it has none."""
    principle = regulation.has_feature("reminders") if regulation else None
    if principle is None:
        return ReminderDays()
    return ReminderDays(before=_days(principle.settings.get("before")), after=_days(principle.settings.get("after")))


def step_named(due_on: date, offset: int) -> str:
    """Return the name of a step: "2020-08-25-3" is three working days before, "2020-08-25+1" one after."""
    return f"{due_on.isoformat()}{offset:+d}"


def plan_reminders(tasks: Iterable[Remindable], days: ReminderDays, today: date, calendar: Calendar) -> list[Reminder]:
    """Return what to send today: of each task the latest step whose day has come, once.

    A step missed while the program was down is sent when it is up again, but only the latest; steps of days before the
    task was assigned are not sent at all.
    """
    planned = []
    for task in tasks:
        step = _latest_step(task, days.offsets, today, calendar)
        if step and step not in task.sent:
            planned.append(Reminder(task=task.task, step=step))
    return planned


def furthest_due(days: ReminderDays, today: date, calendar: Calendar) -> date:
    """Return the last deadline of which anybody is reminded by today."""
    return calendar.add_working_days(today, max(days.before, default=0))


def _latest_step(task: Remindable, offsets: Sequence[int], today: date, calendar: Calendar) -> str | None:
    for offset in reversed(offsets):
        day = calendar.add_working_days(task.due_on, offset)
        if task.assigned_on <= day <= today:
            return step_named(task.due_on, offset)
    return None


def _days(value: object) -> tuple[int, ...]:
    return tuple(int(each) for each in value) if isinstance(value, tuple | list) else ()
