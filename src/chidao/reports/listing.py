"""Every duty and solution with its result and evidence, as then known: what a report that answers for them lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chidao.reports.rules import Entry, Facts, TaskFact
from chidao.tasks.models import Evidence, Task, Update

RESULTS = ("progress", "proposed", "reported")


def entries_of(facts: Facts, names: Mapping[int, str]) -> tuple[Entry, ...]:
    """Return an entry for each task that is open at the end, or was done in the period (three queries)."""
    told = [task for task in facts.tasks if task.done_on is None or facts.span.holds(task.done_on)]
    keys = [task.id for task in told]
    titles = {pk: (number, title) for pk, number, title in
              Task.objects.filter(pk__in=keys).values_list("pk", "number", "title")}  # fmt: skip
    results, evidence = _results(facts, keys), _evidence(facts, keys)
    return tuple(_entry(task, titles[task.id], names, results, evidence) for task in told)


def _entry(
    task: TaskFact,
    named: tuple[int, str],
    names: Mapping[int, str],
    results: Mapping[int, str],
    evidence: Mapping[int, tuple[str, ...]],
) -> Entry:
    return Entry(
        task=task.id,
        number=named[0],
        title=named[1],
        agency=names.get(task.agency, ""),
        due_on=task.due_on,
        done_on=task.done_on,
        state="accepted" if task.accepted else "proposed" if task.done_on else "open",
        result=results.get(task.id, ""),
        evidence=evidence.get(task.id, ()),
    )


def _results(facts: Facts, tasks: list[int]) -> dict[int, str]:
    """Return what was last reported of each task by the end of the span."""
    return {row["task_id"]: row["text"] for row in _seen(facts, tasks).order_by("at", "pk").values("task_id", "text")}


def _evidence(facts: Facts, tasks: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Evidence.objects.filter(update__in=_seen(facts, tasks).values("pk")).order_by("pk")
    for task, name in rows.values_list("update__task_id", "file__name"):
        found[task] = (*found.get(task, ()), name)
    return found


def _seen(facts: Facts, tasks: list[int]) -> Any:
    rows = Update.objects.filter(task__in=tasks, kind__in=RESULTS)
    return rows.filter(at__lte=facts.span.until, recorded_at__lte=facts.span.as_of)
