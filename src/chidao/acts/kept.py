"""What every page needs and acts alone change (charters, seats, tenures, absences) is kept in memory between events.

What was read is good until any chain grows; one short query asks, once a look: a page that is being made, an act that
is being judged (ADR 0004).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, Final, TypeVar

from django.db import router
from django.db.models import Sum

from chidao.acts.recorded import doing_now
from chidao.ledger.models import ChainHead

Value = TypeVar("Value")
_kept: Final[dict[tuple[str, str], tuple[int, Any]]] = {}
_kept_lock: Final = Lock()
_look: Final[ContextVar[dict[str, int] | None]] = ContextVar("look", default=None)


def as_recorded(name: str, read: Callable[[], Value]) -> Value:
    """Return what `read` reads, kept in memory until the next event of any chain."""
    doing = doing_now.get()
    if doing is not None and getattr(doing, "touched", None):
        return read()  # an act has changed rows that are not committed yet: what it reads is its own, kept by nobody
    key = (router.db_for_read(ChainHead), name)
    length = _length_of_all_chains(key[0])
    kept = _kept.get(key)
    if kept is None or kept[0] != length:
        kept = (length, read())
        with _kept_lock:
            _kept[key] = kept
    value: Value = kept[1]
    return value


@contextmanager
def one_look() -> Iterator[None]:
    """Ask only once, within, whether anything was recorded since: what is shown together was true together.

    A look within a look is the same look.
    """
    if _look.get() is not None:
        yield
        return
    token = _look.set({})
    try:
        yield
    finally:
        _look.reset(token)


def look_again() -> None:
    """Ask anew from here on: an act was just performed."""
    seen = _look.get()
    if seen is not None:
        seen.clear()


def forget_kept() -> None:
    """Forget everything kept in memory (another database stands behind the same alias)."""
    look_again()
    with _kept_lock:
        _kept.clear()


def _length_of_all_chains(alias: str) -> int:
    # Heads only grow, and each grows with its commit; the greatest event id would not do, since ids may commit late.
    seen = _look.get()
    if seen is not None and alias in seen:
        return seen[alias]
    length = ChainHead.objects.aggregate(all=Sum("seq"))["all"] or 0
    if seen is not None:
        seen[alias] = length
    return length
