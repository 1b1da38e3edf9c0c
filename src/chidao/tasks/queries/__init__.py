"""Reading tasks: already limited to what the reader may see, and with a bounded number of queries."""

from __future__ import annotations

from chidao.tasks.queries.agencies import LedThen, led_on
from chidao.tasks.queries.desk import (
    AgencyCount,
    AgencyLate,
    Waiting,
    agency_counts,
    changed_since,
    late_list,
    waiting_for,
)
from chidao.tasks.queries.lists import Page, TaskFilters, charged_to, handed_over, task_list
from chidao.tasks.queries.pages import CoordinatingView, EvidenceView, TaskPage, UpdateView, task_page
from chidao.tasks.queries.rows import AgencyRef, LastUpdate, TaskRow, visible

__all__ = [
    "AgencyCount", "AgencyLate", "AgencyRef", "CoordinatingView", "EvidenceView", "LastUpdate", "LedThen", "Page",
    "TaskFilters", "TaskPage", "TaskRow", "UpdateView", "Waiting", "agency_counts", "changed_since", "charged_to",
    "handed_over", "late_list", "led_on", "task_list", "task_page", "visible", "waiting_for",
]  # fmt: skip
