"""Rows of long lists, written by functions: `{% task_rows lines can_urge %}`, `{% update_lines updates %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from chidao.tasks.queries import TaskRow
from chidao.web.tasks import rows, updates
from chidao.web.tasks.listing import Line
from chidao.web.templatetags.pieces import clause_chip, deadline, language_of

register = template.Library()


@register.simple_tag(takes_context=True)
def task_rows(context: Context, lines: Iterable[Line], picked: bool) -> SafeString:
    """Print the rows of the task list."""
    known = context.get("clauses") or {}
    chips: dict[str, str] = {}

    def chip(clause: str) -> str:
        if clause not in chips:
            chips[clause] = clause_chip(context, clause) if clause in known else ""
        return chips[clause]

    def due(row: TaskRow) -> str:
        return deadline(context, row.due_on, row.lateness.working_days, done=row.lateness.done or "")

    address = reverse("tasks", args=[context["here"].body])
    return rows.task_rows(lines, address=address, language=language_of(context), chip=chip, deadline=due, picked=picked)


@register.simple_tag(takes_context=True)
def update_lines(context: Context, lines: Iterable[Mapping[str, Any]]) -> SafeString:
    """Print what has happened to a task."""
    return updates.update_lines(lines, body=context["here"].body, language=language_of(context))
