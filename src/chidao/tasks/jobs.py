"""The program's own timer: reminders by the days of the regulation."""

from __future__ import annotations

from datetime import date, datetime

from chidao.acts.authority import Capacity
from chidao.acts.runner import Call, Receipt, perform
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, NotFound
from chidao.mandates.queries import regulation
from chidao.tasks.acts import RemindTask
from chidao.tasks.models import Task, Update
from chidao.tasks.queries.rows import UNFINISHED
from chidao.tasks.rules import Remindable, Reminder, ReminderDays, furthest_due, plan_reminders, reminder_days


def due_reminders(body: str, today: date) -> list[Reminder]:
    """Return what is to be sent in a body today, by the days of its regulation (rules.plan_reminders)."""
    days = reminder_days(regulation(body, today))
    if not days.offsets:
        return []
    return plan_reminders(_remindable(body, days, today), days, today, working_days())


def send_reminders(body: str, capacity: Capacity, now: datetime) -> list[Receipt]:
    """Send what is due, each by an act of its own in the program's capacity; sending twice sends once.

    A task that was finished meanwhile is passed over. Raises Refused if the regulation does not let the program remind.
    """
    receipts = []
    for reminder in due_reminders(body, local_day(now)):
        given = RemindTask(body=body, task=reminder.task, step=reminder.step)
        key = f"remind:{reminder.task}:{reminder.step}"
        try:
            receipts.append(perform(Call(act="remind_task", given=given, by=capacity, now=now, key=key)))
        except (Conflict, NotFound):
            continue
    return receipts


def _remindable(body: str, days: ReminderDays, today: date) -> list[Remindable]:
    last = furthest_due(days, today, working_days())
    tasks = Task.objects.filter(UNFINISHED, body=body, state="open", due_on__lte=last).order_by("due_on", "pk")
    sent: dict[int, set[str]] = {}
    for task, step in Update.objects.filter(kind="reminded", task__in=tasks.order_by().values("pk")).values_list(
        "task_id", "text"
    ):
        sent.setdefault(task, set()).add(step)
    return [
        Remindable(task=pk, assigned_on=assigned_on, due_on=due_on, sent=frozenset(sent.get(pk, ())))
        for pk, assigned_on, due_on in tasks.values_list("pk", "assigned_on", "due_on")
    ]
