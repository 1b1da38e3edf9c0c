"""Every verb on tasks. Importing the package declares them all."""

from __future__ import annotations

from chidao.tasks.acts.accounting import NameAccountablePerson, name_accountable_person
from chidao.tasks.acts.assigning import AssignTask, GiveDirection, assign_task, give_direction
from chidao.tasks.acts.completing import (
    AcceptCompletion,
    ProposeCompletion,
    ReturnCompletion,
    accept_completion,
    propose_completion,
    return_completion,
)
from chidao.tasks.acts.coordinating import (
    AnswerCoordination,
    AskCoordination,
    answer_coordination,
    ask_coordination,
)
from chidao.tasks.acts.correcting import TASK_TABLE
from chidao.tasks.acts.extending import ExtendDeadline, extend_deadline
from chidao.tasks.acts.importing import ImportTasks, import_tasks
from chidao.tasks.acts.reporting import ReportProgress, report_progress
from chidao.tasks.acts.urging import LogContact, RemindTask, UrgeAgency, log_contact, remind_task, urge_agency

__all__ = [
    "TASK_TABLE", "AcceptCompletion", "AnswerCoordination", "AskCoordination", "AssignTask", "ExtendDeadline",
    "GiveDirection", "ImportTasks", "LogContact", "NameAccountablePerson", "ProposeCompletion", "RemindTask",
    "ReportProgress", "ReturnCompletion", "UrgeAgency", "accept_completion", "answer_coordination", "ask_coordination",
    "assign_task", "extend_deadline", "give_direction", "import_tasks", "log_contact", "name_accountable_person",
    "propose_completion", "remind_task", "report_progress", "return_completion", "urge_agency",
]  # fmt: skip
