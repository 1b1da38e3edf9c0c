"""Agencies by the months of a year: how many tasks due in each were done on time, late, or are still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from chidao.mandates.queries import Reader
from chidao.people.models import Agency
from chidao.tasks.queries import AgencyRef, visible
from chidao.tasks.queries.lists import STANDINGS


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
    """Return how the tasks due in a year stand, by lead agency and month, in the order of names (two queries)."""
    counted = (
        visible(reader)
        .filter(due_on__gte=date(year, 1, 1), due_on__lte=date(year, 12, 31))
        .order_by()
        .annotate(month=ExtractMonth("due_on"))
        .values("lead_agency_id", "month")
        .annotate(**{name: Count("pk", filter=standing(today)) for name, standing in STANDINGS.items()})
    )
    found: dict[int, list[Mapping[str, Any]]] = {}
    for row in counted:
        found.setdefault(row["lead_agency_id"], []).append(row)
    agencies = Agency.objects.filter(pk__in=list(found)).order_by("sort_key") if found else ()
    return tuple(
        AgencyYear(
            agency=AgencyRef(id=agency.pk, name=agency.name, short=agency.short_name or agency.name),
            months=tuple(
                MonthCount(month=row["month"], on_time=row["on_time"], late=row["late"], open=row["open"])
                for row in sorted(found[agency.pk], key=lambda row: int(row["month"]))
            ),
        )
        for agency in agencies
    )
