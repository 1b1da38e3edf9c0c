"""The day that an address asks about."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from chidao.web.here import Here

FIRST_YEAR, LAST_YEAR = 1900, 2199


def asked_day(request: HttpRequest, name: str) -> date | None:
    """Return the day in the address (ISO 8601), None when there is none or it cannot be read."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def day_shown(request: HttpRequest, here: Here) -> date:
    """Return the day a page is to show: `?on=`, else today."""
    return asked_day(request, "on") or here.today
