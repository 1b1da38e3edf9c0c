"""The worker's side of the outbox: claim what is due, mark it sent, or put it off.

A message is claimed by a conditional UPDATE and its row count, so that two workers never hold one message. A claim
runs out: what a killed worker held is taken up again. Delivery is at least once. Time is passed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from chidao.ledger.models import OutboxMessage
from chidao.ledger.recording import one_writer

HOLD: Final = timedelta(minutes=5)
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
MOST_ATTEMPTS: Final = 12
LONGEST_NOTE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A message held by one worker until `held_until`; `chain` and `seq` say which event it comes from."""

    id: int
    topic: str
    payload: Mapping[str, Any]
    attempts: int
    held_until: datetime
    chain: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the outbox stands: messages that are due and not sent, and those given up after the last attempt."""

    due: int
    given_up: int


def claim(now: datetime, *, alias: str, most: int = 20) -> list[Claim]:
    """Claim up to `most` messages that are due, oldest first."""
    waiting = _waiting(now, alias).order_by("due_at", "id").select_related("event")[:most]
    found = list(waiting)
    return [held for message in found if (held := _claimed(message, now, alias))]


def mark_sent(held: Claim, now: datetime, *, alias: str, note: str = "") -> bool:
    """Say that a claimed message went out; `note` says what was special. False if the claim had run out meanwhile."""
    return _settle(held, alias, sent_at=now, last_error=note[:LONGEST_NOTE])


def put_off(held: Claim, now: datetime, error: str, *, alias: str) -> bool:
    """Try a claimed message again later, each time after a longer pause. False if the claim had run out meanwhile."""
    due_at = now + pause_after(held.attempts)
    return _settle(held, alias, claimed_until=None, due_at=due_at, last_error=error[:LONGEST_NOTE])


def pause_after(attempts: int) -> timedelta:
    """Return the pause before the next attempt: doubled each time, six hours at most."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempts - 1, 16)))


def standing(now: datetime, *, alias: str) -> Standing:
    """Return how many messages are due and how many were given up."""
    unsent = OutboxMessage.objects.using(alias).filter(sent_at__isnull=True)
    given_up = unsent.filter(attempts__gte=MOST_ATTEMPTS).count()
    return Standing(due=_waiting(now, alias).count(), given_up=given_up)


def _waiting(now: datetime, alias: str) -> QuerySet[OutboxMessage]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    unsent = OutboxMessage.objects.using(alias).filter(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
    return unsent.filter(free, due_at__lte=now)


def _claimed(message: OutboxMessage, now: datetime, alias: str) -> Claim | None:
    until = now + HOLD
    with one_writer(alias):
        won = _waiting(now, alias).filter(pk=message.pk).update(claimed_until=until, attempts=F("attempts") + 1)
    if not won:
        return None
    return Claim(
        id=message.pk,
        topic=message.topic,
        payload=message.payload,
        attempts=message.attempts + 1,
        held_until=until,
        chain=message.event.chain,
        seq=message.event.seq,
    )


def _settle(held: Claim, alias: str, **values: object) -> bool:
    """Change the row only while it is still ours: by the instant up to which we hold it."""
    mine = OutboxMessage.objects.using(alias).filter(pk=held.id, sent_at__isnull=True, claimed_until=held.held_until)
    with one_writer(alias):
        return bool(mine.update(**values))
