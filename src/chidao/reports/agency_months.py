"""Agencies by the months of a year: how many tasks due in each were done on time, late, or are still open.

A task is the agency's that led it on its day: what was handed over later stays, for the months before, the former's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth

from chidao.mandates.queries import Reader
from chidao.people.models import Agency
from chidao.people.queries import agencies_renamed, name_among
from chidao.tasks.queries import AgencyRef, handed_over, visible
from chidao.tasks.queries.lists import STANDINGS

Counts = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """An agency's tasks due in one month, by how they stand (`tasks.queries.lists.STANDINGS`)."""

    month: int
    on_time: int
    late: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyYear:
    """One agency through a year; months without a task are left out."""

    agency: AgencyRef
    months: tuple[MonthCount, ...]


def agency_months(reader: Reader, year: int, today: date) -> tuple[AgencyYear, ...]:
    """Return how the tasks due in a year stand, by the agency that led each on its day and by month, in the order of
    names of that year (three queries)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    tallies = _Tallies()
    due = visible(reader).filter(due_on__gte=first, due_on__lte=last).order_by()
    for row in due.annotate(month=ExtractMonth("due_on")).values("lead_agency_id", "month").annotate(**_counts(today)):
        tallies.add(row["lead_agency_id"], row["month"], row, 1)
    moved = handed_over().filter(task__in=due.values("pk")).order_by().annotate(month=ExtractMonth("task__due_on"))
    for each in moved.values("former_id", "task__lead_agency_id", "month").annotate(**_counts(today, "task__")):
        tallies.add(each["task__lead_agency_id"], each["month"], each, -1)
        tallies.add(each["former_id"], each["month"], each, 1)
    return tuple(_years(tallies, last))


@dataclass
class _Tallies:
    """Counts by agency and month."""

    of: dict[int, dict[int, Counts]] = field(default_factory=dict)

    def add(self, agency: int, month: int, row: Any, sign: int) -> None:
        counts = self.of.setdefault(agency, {}).setdefault(month, dict.fromkeys(STANDINGS, 0))
        for name in STANDINGS:
            counts[name] += sign * row[name]


def _counts(today: date, prefix: str = "") -> dict[str, Count]:
    return {name: Count("pk", filter=_through(standing(today), prefix)) for name, standing in STANDINGS.items()}


def _through(condition: Q, prefix: str) -> Q:
    """Return a condition on tasks as one on rows that point to a task."""
    if not prefix:
        return condition
    parts = [_through(each, prefix) if isinstance(each, Q) else _named(each, prefix) for each in condition.children]
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def _named(lookup: Any, prefix: str) -> tuple[str, Any]:
    name, value = lookup
    return f"{prefix}{name}", type(value)(f"{prefix}{value.name}") if hasattr(value, "name") else value


def _months(of: dict[int, Counts]) -> Iterator[MonthCount]:
    for month, counts in sorted(of.items()):
        if any(counts.values()):
            yield MonthCount(month=month, **counts)


def _years(tallies: _Tallies, last: date) -> Iterator[AgencyYear]:
    found = {agency: tuple(_months(months)) for agency, months in tallies.of.items()}
    renamed = agencies_renamed()
    shown = [agency for agency, months in found.items() if months]
    for agency in Agency.objects.filter(pk__in=shown).order_by("sort_key") if shown else ():
        then = name_among(renamed.get(agency.pk, ()), last) or agency.name
        short = (agency.short_name if then == agency.name else "") or then
        yield AgencyYear(agency=AgencyRef(id=agency.pk, name=then, short=short), months=found[agency.pk])
