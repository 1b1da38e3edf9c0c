"""To whom a conclusion notice is still to go: the members of whoever met, as the notice itself says."""

from __future__ import annotations

from chidao.documents.models import Delivery
from chidao.mandates.queries import SeatView, seats_in_force
from chidao.meetings.models import Meeting
from chidao.web.here import Here


def members_without(here: Here, document: int) -> list[SeatView]:
    """Return the held seats of the unit whose meeting's notice this is and to whose holders it did not go, each person
    once (three queries at most); nothing for any other document."""
    unit = Meeting.objects.filter(body=here.body, notice=document).values_list("unit", flat=True).first()
    if unit is None or here.regulation is None:
        return []
    units = {each.id for each in here.regulation.units if each.kind == unit}
    had = set(Delivery.objects.filter(document=document).exclude(person=None).values_list("person", flat=True))
    held = [each for each in seats_in_force(here.body, here.today, known_at=here.now) if each.unit in units]
    once = {each.person: each for each in reversed(held) if each.person is not None and each.person not in had}
    return list(reversed(once.values()))
