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
from chidao.tasks.acts.handing_over import HandOverTasks, hand_over_tasks
from chidao.tasks.acts.importing import ImportTasks, import_tasks
from chidao.tasks.acts.reporting import ReportProgress, ReportResult, report_progress, report_result
from chidao.tasks.acts.urging import LogContact, RemindTask, UrgeAgency, log_contact, remind_task, urge_agency

__all__ = [
    "TASK_TABLE", "AcceptCompletion", "AnswerCoordination", "AskCoordination", "AssignTask", "ExtendDeadline",
    "GiveDirection", "HandOverTasks", "ImportTasks", "LogContact", "NameAccountablePerson", "ProposeCompletion",
    "RemindTask", "ReportProgress", "ReportResult", "ReturnCompletion", "UrgeAgency", "accept_completion",
    "answer_coordination", "ask_coordination", "assign_task", "extend_deadline", "give_direction",
    "hand_over_tasks", "import_tasks", "log_contact", "name_accountable_person", "propose_completion",
    "remind_task", "report_progress", "report_result", "return_completion", "urge_agency",
]  # fmt: skip
