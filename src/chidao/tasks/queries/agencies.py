"""How an agency stood with the tasks that it led on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from chidao.kernel.days import VIET_NAM
from chidao.mandates.queries import Reader
from chidao.tasks.models import TaskTransfer, Update
from chidao.tasks.queries.rows import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class LedThen:
    """The tasks that an agency led on a day, as they stood that day: done by then, late, or still open."""

    led: int
    done: int
    late: int
    open: int


def led_on(reader: Reader, agency: int, on: date) -> LedThen:
    """Return how an agency stood on a day: under the deadlines of that day, whoever leads the tasks now (one query)."""
    after = datetime.combine(on + timedelta(days=1), time.min, VIET_NAM)
    extended = Update.objects.filter(task=OuterRef("pk"), kind="extended", at__gte=after).order_by("at", "pk")
    then = Case(
        When(Exists(extended), then=Subquery(extended.values("due_before")[:1])),
        default=F("due_on"),
        output_field=DateField(),
    )
    led = visible(reader).filter(_led(agency, on), assigned_on__lte=on).order_by().annotate(due_then=then)
    done = Q(done_on__lte=on)
    found = led.aggregate(
        led=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=_not_done(on) & Q(due_then__lt=on))
    )
    return LedThen(**found, open=found["led"] - found["done"] - found["late"])


def _not_done(on: date) -> Q:
    return Q(done_on__isnull=True) | Q(done_on__gt=on)


def _led(agency: int, on: date) -> Q:
    """Return what an agency led on a day: its own but what came to it later, and what went from it later."""
    given = _first_after(on).filter(former=agency).values("task_id")
    taken = _first_after(on).exclude(former=agency).values("task_id")
    return Q(pk__in=given) | (Q(lead_agency=agency) & ~Q(pk__in=taken))


def _first_after(on: date) -> QuerySet[TaskTransfer]:
    later = TaskTransfer.objects.filter(lead=True, effective_from__gt=on)
    earlier = TaskTransfer.objects.filter(
        Q(effective_from__lt=OuterRef("effective_from"))
        | Q(effective_from=OuterRef("effective_from"), pk__lt=OuterRef("pk")),
        task=OuterRef("task"), lead=True, effective_from__gt=on,
    )  # fmt: skip
    found: QuerySet[TaskTransfer] = later.filter(~Exists(earlier))
    return found
