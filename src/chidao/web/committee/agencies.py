"""Agencies on any day: what each was called, what it came from and went to, its seats and tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.kernel.wording import Text, same
from chidao.mandates.queries import seats_in_force
from chidao.mandates.queries.succession import AgencyView, agencies_on, agency_view, seats_of_agency
from chidao.people.acts import KINDS
from chidao.people.queries import agency_name_on
from chidao.tasks.queries import led_on
from chidao.web.dates import day_shown
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.tasks.listing import list_url

TITLE = Text("Cơ quan", "Agencies")


@screen("agencies", ("Cơ quan", "Agencies"))
def every(request: HttpRequest, here: Here) -> HttpResponse:
    """List the agencies that are there on a day, under their names of that day, with how many seats each has."""
    on = day_shown(request, here)
    seats: dict[int, int] = {}
    for seat in seats_in_force(here.body, on):
        if seat.agency is not None:
            seats[seat.agency] = seats.get(seat.agency, 0) + 1
    rows = [
        {"agency": row, "kind": KINDS.get(row.kind, same(row.kind)), "seats": seats.get(row.id, 0)}
        for row in agencies_on(here.eyes, on)
    ]
    return page(request, here, "committee/agencies.html", TITLE, {"on": on, "rows": rows})


@screen("agency", ("Một cơ quan", "One agency"), acts=("record_succession",), features=("one_body_many_names",))
def one(request: HttpRequest, here: Here, agency_id: int) -> HttpResponse:
    """Show an agency as it is on a day: its name then, its seats, its tasks; and its whole past and future."""
    on = day_shown(request, here)
    found = agency_view(here.eyes, agency_id)
    name = agency_name_on(agency_id, on)
    context = {
        "on": on,
        "stops": _stops(found),
        "agency": found,
        "kind": KINDS.get(found.kind, same(found.kind)),
        "there": found.stands(on),
        "seats": seats_of_agency(here.eyes, agency_id, on),
        "led": led_on(here.eyes, agency_id, on),
        "sees_tasks": here.eyes.sees("tasks"),
        "tasks_url": list_url(here, agency=agency_id, state="unfinished"),
        "all_url": list_url(here, agency=agency_id, state="all"),
        "succession_url": f"{reverse('succession', args=[here.body])}?former={agency_id}",
    }
    return page(request, here, "committee/agency.html", same(name), context)


def _stops(found: AgencyView) -> list[str]:
    """Return the days on which something changed."""
    days = {each.effective_from for each in found.names} | {found.effective_until}
    days |= {each.effective_from for each in (*found.came_from, *found.went_to)}
    return sorted(day.isoformat() for day in days if day)
