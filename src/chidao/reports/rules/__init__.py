"""Pure decisions on the body's own reports: what they count, how, and how they go out."""

from __future__ import annotations

from chidao.reports.rules.counting import counted
from chidao.reports.rules.facts import (
    ConclusionFact,
    Dated,
    Facts,
    Mark,
    MatterFact,
    MeetingFact,
    Owed,
    TaskFact,
    TaskStory,
    task_at,
    tasks_at,
)
from chidao.reports.rules.figures import Entry, Figure, Figures, Group, Id, Section
from chidao.reports.rules.printing import printed
from chidao.reports.rules.spans import Span, end_of, span_before, whole_months
from chidao.reports.rules.steps import (
    KINDS,
    REPORTED,
    STATES,
    Addressee,
    ReportState,
    ReportStep,
    Wanted,
    addressed_roles,
    against_days,
    against_drafting,
    against_nobody,
    against_stale,
    against_step,
    against_words,
    duty_reported,
    facets_of,
    lists_each,
    state_of,
    takes_cycle,
)

__all__ = [
    "KINDS", "REPORTED", "STATES", "Addressee", "ConclusionFact", "Dated", "Entry", "Facts", "Figure", "Figures",
    "Group", "Id", "Mark", "MatterFact", "MeetingFact", "Owed", "ReportState", "ReportStep", "Section", "Span",
    "TaskFact", "TaskStory", "Wanted", "addressed_roles", "against_days", "against_drafting", "against_nobody",
    "against_stale", "against_step", "against_words", "counted", "duty_reported", "end_of", "facets_of", "lists_each",
    "printed", "span_before", "state_of", "takes_cycle", "task_at", "tasks_at", "whole_months",
]  # fmt: skip
