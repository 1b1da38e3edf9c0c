"""Which book (database) a request reads and writes. An installation has one; a demonstration may hold an earlier
moment of the same story as a second, so that one server shows both, and an empty one at the real day (ADR 0006)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.db.models import Model

MAIN: Final = "default"
EARLIER: Final = "earlier"
TODAY: Final = "today"
_open: Final[ContextVar[str]] = ContextVar("open_book", default=MAIN)


class BookRouter:
    """Sends every read and write of a context to the book it has open."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """Return the open book."""
        return _open.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """Return the open book."""
        return _open.get()

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """Rows of different books never meet."""
        return one._state.db == other._state.db  # noqa: SLF001 - a router has no other way to ask


def open_book() -> str:
    """Return the alias of the book this context works in."""
    return _open.get()


def books() -> tuple[str, ...]:
    """Return the aliases of all books of the installation."""
    return tuple(settings.DATABASES)


@contextmanager
def in_book(alias: str) -> Iterator[None]:
    """Work in a book; an alias the installation does not have means the main one."""
    token = _open.set(alias if alias in settings.DATABASES else MAIN)
    try:
        yield
    finally:
        _open.reset(token)
