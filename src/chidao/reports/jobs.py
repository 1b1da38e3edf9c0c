"""The program's own timer of digests: who chose one, and has not had it for the day or the week."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from chidao.acts.authority import Capacity
from chidao.acts.runner import Call, Receipt, perform
from chidao.instruments.queries import working_days
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.errors import Conflict, NotFound
from chidao.ledger.models import IdempotencyKey
from chidao.mandates.queries import facts
from chidao.people.models import Account
from chidao.reports.acts.digesting import SendDigest

ACT: Final = "send_digest"
FROM_HOUR: Final = 7
"""The hour in Viet Nam from which digests of a day go out."""


def due_digests(body: str, capacity: Capacity, now: datetime) -> dict[int, str]:
    """Return whose digest is due now, each with the key under which it is sent once (two queries)."""
    today = local_day(now)
    if now.astimezone(VIET_NAM).hour < FROM_HOUR or not working_days().is_working_day(today):
        return {}
    seated = {each.person for each in facts(body).holdings if each.stands(today, now)}
    chosen = Account.objects.filter(person__in=seated, is_active=True, person__automaton=False)
    rows = chosen.exclude(digest="").exclude(person__email="").order_by("person_id").values_list("person_id", "digest")
    keys = {person: _key(body, person, how_often, today) for person, how_often in rows}
    scope = f"{ACT}:{capacity.person}"
    sent = set(IdempotencyKey.objects.filter(scope=scope, key__in=keys.values()).values_list("key", flat=True))
    return {person: key for person, key in keys.items() if key not in sent}


def send_digests(body: str, capacity: Capacity, now: datetime) -> list[Receipt]:
    """Send what is due, each by an act of its own in the program's capacity; sending twice sends once.

    Raises Refused if the regulation does not let the program send digests.
    """
    receipts = []
    for person, key in due_digests(body, capacity, now).items():
        given = SendDigest(body=body, person=person, day=local_day(now))
        try:
            receipts.append(perform(Call(act=ACT, given=given, by=capacity, now=now, key=key)))
        except (Conflict, NotFound):
            continue
    return receipts


def _key(body: str, person: int, how_often: str, today: date) -> str:
    """Return what a digest is known by: a weekly one by the Monday of its week."""
    day = today - timedelta(days=today.weekday()) if how_often == "weekly" else today
    return f"digest:{how_often}:{body}:{person}:{day}"
