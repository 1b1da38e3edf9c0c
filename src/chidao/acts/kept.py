"""What every page needs and acts alone change (charters, seats, tenures, absences) is kept in memory between events.

What was read is good until an act touches a table it was read from; one short query asks, once a look: a page that is
being made, an act that is being judged (ADR 0004).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, TypeVar

from django.db import router
from django.db.models import Model, QuerySet

from chidao.acts.prepared import rows_of
from chidao.acts.recorded import doing_now
from chidao.ledger.models import ChainHead

Value = TypeVar("Value")
Heads = tuple[tuple[str, int, Mapping[str, int]], ...]
Kept = tuple[tuple[int, ...], Any]


@dataclass(slots=True)
class _Look:
    """What one look has seen: the heads of the record, and each value that was found to stand by them."""

    heads: dict[str, Heads] = field(default_factory=dict)
    values: dict[tuple[str, str], Any] = field(default_factory=dict)


_kept: Final[dict[tuple[str, str], Kept]] = {}
_kept_lock: Final = Lock()
_look: Final[ContextVar[_Look | None]] = ContextVar("look", default=None)


def as_recorded(name: str, read: Callable[[], Value], *, of: Sequence[type[Model]] = ()) -> Value:
    """Return what `read` reads, kept in memory until an act touches one of the tables `of` (any table, if none is
    named). `name` says what is read; it must name the body too where the value is a body's."""
    doing = doing_now.get()
    if doing is not None and getattr(doing, "touched", None):
        return read()  # an act has changed rows that are not committed yet: what it reads is its own, kept by nobody
    key = (router.db_for_read(ChainHead), name)
    seen = _look.get()
    if seen is not None and key in seen.values:
        value: Value = seen.values[key]
        return value
    marks = _marks(key[0], [model._meta.db_table for model in of])
    kept = _kept.get(key)
    if kept is None or kept[0] != marks:
        kept = (marks, read())
        with _kept_lock:
            _kept[key] = kept
    value = kept[1]
    if seen is not None:
        seen.values[key] = value
    return value


@contextmanager
def one_look() -> Iterator[None]:
    """Ask only once, within, what was recorded last: what is shown together was true together.

    A look within a look is the same look.
    """
    if _look.get() is not None:
        yield
        return
    token = _look.set(_Look())
    try:
        yield
    finally:
        _look.reset(token)


def look_again() -> None:
    """Ask anew from here on: an act was just performed."""
    seen = _look.get()
    if seen is not None:
        seen.heads.clear()
        seen.values.clear()


def forget_kept() -> None:
    """Forget everything kept in memory (another database stands behind the same alias)."""
    look_again()
    with _kept_lock:
        _kept.clear()


def _marks(alias: str, tables: Sequence[str]) -> tuple[int, ...]:
    """Return what changes exactly when one of the tables does. Heads only grow, and each grows with its commit; the
    greatest event id would not do, since ids may commit late."""
    if tables:
        return tuple(last.get(table, 0) for _, _, last in _heads(alias) for table in tables)
    return tuple(seq for _, seq, _ in _heads(alias))


def _asked_heads() -> QuerySet[ChainHead, Any]:
    return ChainHead.objects.order_by("chain").values_list("chain", "seq", "tables")


def _heads(alias: str) -> Heads:
    seen = _look.get()
    if seen is not None and alias in seen.heads:
        return seen.heads[alias]
    heads: Heads = tuple(rows_of("heads", _asked_heads))
    if seen is not None:
        seen.heads[alias] = heads
    return heads
