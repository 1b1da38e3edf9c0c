"""Pure decisions on tasks: when they are due, what may follow what, who answers for them, when to remind."""

from __future__ import annotations

from chidao.tasks.rules.assigning import (
    PlannedTask,
    assignment_reasons,
    bound_reasons,
    import_reasons,
    one_lead,
    person_reasons,
    routing_reasons,
    unaccounted_reasons,
)
from chidao.tasks.rules.deadlines import (
    SOON,
    Deadline,
    Lateness,
    LatenessKind,
    default_days,
    extension_reasons,
    lateness,
    plan_deadline,
    rest_warnings,
)
from chidao.tasks.rules.reminders import (
    Remindable,
    Reminder,
    ReminderDays,
    furthest_due,
    plan_reminders,
    reminder_days,
    step_named,
)
from chidao.tasks.rules.steps import (
    FOLLOWS,
    STATES,
    State,
    Step,
    completion_reasons,
    done_reasons,
    percent_reasons,
    required,
    state_reasons,
    unreported_reasons,
)
from chidao.tasks.rules.words import (
    day_says,
    due_says,
    searched_words,
    source_says,
    task_matter,
    task_path,
    task_says,
)

__all__ = [
    "FOLLOWS", "SOON", "STATES", "Deadline", "Lateness", "LatenessKind", "PlannedTask", "Remindable", "Reminder",
    "ReminderDays", "State", "Step", "assignment_reasons", "bound_reasons", "completion_reasons", "day_says",
    "default_days", "done_reasons", "due_says", "extension_reasons", "furthest_due", "import_reasons", "lateness",
    "one_lead", "percent_reasons", "person_reasons", "plan_deadline", "plan_reminders", "reminder_days", "required",
    "rest_warnings", "routing_reasons", "searched_words", "source_says", "state_reasons", "step_named", "task_matter",
    "task_path", "task_says", "unaccounted_reasons", "unreported_reasons",
]  # fmt: skip
