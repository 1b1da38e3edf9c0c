"""Rows of long lists and the parts of a task's page, written by functions: `{% task_rows lines can_urge %}`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from chidao.tasks.queries import TaskRow
from chidao.web.tasks import parts, rows, updates
from chidao.web.tasks.listing import Line
from chidao.web.templatetags.pieces import clause, clause_chip, deadline, language_of

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
def task_crumbs(context: Context) -> SafeString:
    """Print the way to the page of a task."""
    return SafeString(parts.crumbs(context["about"], _hand(context)))


@register.simple_tag(takes_context=True)
def task_lead(context: Context) -> SafeString:
    """Print the line under the title of a task."""
    return SafeString(parts.lead(context["about"], _hand(context)))


@register.simple_tag(takes_context=True)
def task_facts(context: Context) -> SafeString:
    """Print the facts of a task."""
    return SafeString(parts.facts(context["about"], _hand(context)))


@register.simple_tag(takes_context=True)
def task_updates(context: Context) -> SafeString:
    """Print what has happened to a task."""
    task = context["task"]
    return updates.updates_section(task.updates, body=task.body, language=language_of(context))


def _hand(context: Context) -> parts.Hand:
    def due(due_on: date, left: int | None, done: str) -> str:
        return deadline(context, due_on, left, done=done)

    return parts.Hand(
        language=language_of(context),
        address=f"/{context['task'].body}/tasks/",
        chip=partial(clause, context),
        deadline=due,
    )
