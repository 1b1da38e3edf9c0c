"""The only clock. Below the doors, time is passed in.

In a demonstration the hour goes on from the last event of the open book, so that a newcomer works on the morning the
story ends; the hands move at the usual speed. The book in which no story is told has the real day.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Max

from chidao.door.books import TODAY, open_book
from chidao.kernel.days import VIET_NAM
from chidao.ledger.models import Event

_story_ends: Final[dict[str, tuple[datetime, float]]] = {}


def now() -> datetime:
    """Return the present instant in Viet Nam: the real one, or the story's in a demonstration."""
    return _story_now() if settings.CHIDAO_DEMO else real_now()


def real_now() -> datetime:
    """Return the real instant, whatever story is told."""
    return datetime.now(VIET_NAM)


def forget_story() -> None:
    """Read the story's end again (another story was told)."""
    _story_ends.clear()


def _story_now() -> datetime:
    alias = open_book()
    if alias == TODAY:
        return real_now()
    if alias not in _story_ends:
        last = Event.objects.using(alias).aggregate(last=Max("recorded_at"))["last"]
        if last is None:
            return real_now()
        _story_ends[alias] = (last.astimezone(VIET_NAM), time.monotonic())
    end, started = _story_ends[alias]
    return end + timedelta(seconds=time.monotonic() - started)
