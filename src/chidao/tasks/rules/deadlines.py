"""When a task is due, and whether it is on time or late (PURE)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chidao.instruments.charter import Regulation
from chidao.kernel.days import Calendar
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.tasks.rules.steps import required
from chidao.tasks.rules.words import day_says

LatenessKind = Literal["none", "on_time", "due_soon", "due_today", "late", "done_on_time", "done_late"]

SOON: Final = 5
"""Working days before its day from which a task is shown as due soon: a working week. Reminders have their own days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The day a task is due (None: not given), and what its giver should know about that day."""

    on: date | None
    warnings: tuple[Text, ...] = ()


def default_days(regulation: Regulation | None) -> int | None:
    """Return the working days that the regulation gives a task for which no deadline is named."""
    principle = regulation.has_feature("task_deadline") if regulation else None
    days = principle.settings.get("working_days") if principle else None
    return days if isinstance(days, int) else None


def plan_deadline(
    assigned_on: date, *, due_on: date | None, working_days: int | None, default: int | None, calendar: Calendar
) -> Deadline:
    """Return when a task is due: the day given, or that many working days after it is assigned, or the default.

    A calendar day that was given stays, even on a day of rest (the paper says so): a warning tells. BadInput when both
    are given, when the days are fewer than one, or when the day comes before the assignment.
    """
    raise_if_any(BadInput, deadline_reasons(assigned_on, due_on, working_days))
    if due_on is not None:
        return Deadline(on=due_on, warnings=rest_warnings(due_on, calendar))
    days = working_days if working_days is not None else default
    return Deadline(on=None if days is None else calendar.add_working_days(assigned_on, days))


def rest_warnings(due_on: date, calendar: Calendar) -> tuple[Text, ...]:
    """Return the warning that a deadline falls on a day of rest, if it does."""
    why = calendar.why_rest(due_on)
    if why is None:
        return ()
    says = Text(
        "Thời hạn {day} là ngày nghỉ ({why}); ngày làm việc tiếp theo là {next}.",
        "The deadline {day} is a day of rest ({why}); the next working day is {next}.",
    )
    return (says.filled(day=day_says(due_on), why=why, next=day_says(calendar.working_day_from(due_on))),)


def extension_reasons(due_on: date | None, new_due_on: date, assigned_on: date, reason: str) -> Iterator[Reason]:
    """Yield what is wrong with an extension: a day that is not later, no reason given."""
    floor = due_on or assigned_on
    if new_due_on <= floor:
        says = Text("Thời hạn mới phải sau {day}.", "The new deadline must come after {day}.")
        yield Reason(code="not_later", says=says.filled(day=day_says(floor)), field="due_on", remedy=_LATER_DAY)
    yield from required("reason", reason, Text("lý do gia hạn", "the reason for the extension"))


def deadline_reasons(assigned_on: date, due_on: date | None, working_days: int | None) -> Iterator[Reason]:
    """Yield what is wrong with a deadline as given: two of them, no days, a day before the assignment."""
    if due_on is not None and working_days is not None:
        yield Reason(code="two_deadlines", says=_TWO_DEADLINES, field="working_days", remedy=_ONE_DEADLINE)
    if working_days is not None and working_days < 1:
        yield Reason(code="days_below_one", says=_DAYS_BELOW_ONE, field="working_days")
    if due_on is not None and due_on < assigned_on:
        says = Text("Thời hạn {due} trước ngày giao {day}.", "The deadline {due} comes before the assignment on {day}.")
        filled = says.filled(due=day_says(due_on), day=day_says(assigned_on))
        yield Reason(code="due_before_assigned", says=filled, field="due_on", remedy=_LATER_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How a task stands against its day. `working_days`: left when positive, late by when negative, 0 on the day.

    A day that passed with no working day since (Friday's, on Saturday) is late by one; one still to come is one away.
    """

    kind: LatenessKind
    working_days: int = 0

    @property
    def done(self) -> str:
        """Return "kept" or "late" for what is finished, "" for what is not."""
        return {"done_on_time": "kept", "done_late": "late"}.get(self.kind, "")


def lateness(
    due_on: date | None, done_on: date | None, today: date, calendar: Calendar, *, soon: int = SOON
) -> Lateness:
    """Judge a task: by the day on which its completion was proposed, if it was, else by today.

    A day lasts until its end (Civil Code 148), so a task is late from the day after.
    """
    if due_on is None:
        return Lateness(kind="none")
    if done_on is not None:
        return _done(due_on, done_on, calendar)
    if today > due_on:
        return Lateness(kind="late", working_days=_late_by(due_on, today, calendar))
    if today == due_on:
        return Lateness(kind="due_today")
    left = max(1, calendar.working_days_between(today, due_on))
    return Lateness(kind="due_soon" if left <= soon else "on_time", working_days=left)


def _done(due_on: date, done_on: date, calendar: Calendar) -> Lateness:
    if done_on <= due_on:
        return Lateness(kind="done_on_time")
    return Lateness(kind="done_late", working_days=_late_by(due_on, done_on, calendar))


def _late_by(due_on: date, day: date, calendar: Calendar) -> int:
    return -max(1, calendar.working_days_between(due_on, day))


_TWO_DEADLINES = Text("Chỉ nêu một thời hạn.", "Give one deadline only.")
_ONE_DEADLINE = Text("Ghi ngày hạn, hoặc số ngày làm việc.", "Give the day, or the number of working days.")
_DAYS_BELOW_ONE = Text("Số ngày làm việc phải từ 1.", "Working days must be at least 1.")
_LATER_DAY = Text("Chọn ngày muộn hơn.", "Choose a later day.")
