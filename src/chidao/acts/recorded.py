"""Rows that only acts may write. Saving one outside an act fails, whoever tries."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any, ClassVar, Final, NoReturn

from django.apps import apps
from django.db import models

from chidao.ledger.chain import row_digest

doing_now: Final[ContextVar[object | None]] = ContextVar("doing_now", default=None)
"""The act being performed in this context, if any (an `acts.runner.Doing`)."""


class OutsideAnAct(RuntimeError):
    """Something tried to change the committee's affairs without an act: a fault of the program, not of a person."""


def require_an_act(what: str) -> None:
    """Raise OutsideAnAct unless an act is being performed."""
    if doing_now.get() is None:
        raise OutsideAnAct(what)


class RecordedQuerySet(models.QuerySet[Any]):
    """Reads freely, writes never: rows are written one by one or in lots through the act's `Doing`."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise OutsideAnAct(f"{self.model.__name__}: rows are written through an act")

    update = delete = bulk_update = _refuse

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Create rows in a lot; only within an act, which digests them."""
        require_an_act(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)


class Recorded(models.Model):
    """Base of every table of the committee's affairs."""

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save within an act. Raises OutsideAnAct."""
        require_an_act(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove within an act. Raises OutsideAnAct."""
        require_an_act(type(self).__name__)
        return super().delete(*args, **kwargs)


def recorded_models() -> list[type[Recorded]]:
    """Return every table that the record vouches for, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, Recorded)]
    return sorted(found, key=lambda model: model._meta.db_table)


def digests(model: type[Recorded], rows: Iterable[int] | None = None, *, alias: str) -> Iterable[tuple[int, str]]:
    """Yield key and digest of rows as they stand in the database; all of them if `rows` is None."""
    query = model.objects.using(alias)
    if rows is not None:
        query = query.filter(pk__in=list(rows))
    key = model._meta.pk.attname
    for values in query.values(*[field.attname for field in model._meta.concrete_fields]).iterator(chunk_size=2000):
        yield values[key], row_digest(values)
