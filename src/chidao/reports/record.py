"""Reading the record: events and refused acts as far as a reader may see them, by pages of keys, never of offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from django.db import router
from django.db.models import Count, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from chidao.acts.kept import as_recorded
from chidao.acts.prepared import rows_of
from chidao.acts.registry import act_named, act_names
from chidao.documents.queries import hidden_documents
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.ledger.models import Event, RefusalEntry, Trace
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader

PAGE: Final = 50
_LISTED: Final = (
    "id", "chain", "seq", "within_seq", "act", "at", "recorded_at", "actor_says", "operator_says", "basis", "says",
    "corrects_seq",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """By what right an event was: as a basis line shows it. `recorded_late` marks an absence known only afterwards."""

    says: Text
    clause: str
    recorded_late: bool
    recorded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event in a sentence. `late` says on how late a day it was recorded, None when on its own day."""

    seq: int
    act: str
    says: Text
    capacity: Text
    operator: Text | None
    at: datetime
    basis: Ground | None
    recorded_on: date | None
    within: int | None
    corrects: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of the record is asked for; empty parts ask for everything.

    `clause` is that by which something was done or recorded; `first` and `last` are days, both counted.
    """

    act: str = ""
    seat: int | None = None
    on: date | None = None
    clause: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """A page of events, newest first, and the places before and after which others stand (None: there are none)."""

    lines: tuple[EventLine, ...]
    older_than: int | None
    newer_than: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """A row that an event changed, with the digest it left (None: removed)."""

    table: str
    row: int
    digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """One event whole: what was given, what it changed, its effects, its neighbours in the chain, its corrections."""

    line: EventLine
    recorded_at: datetime
    given: Mapping[str, Any]
    outcome: Mapping[str, Any]
    basis: Mapping[str, Any]
    evidence: tuple[str, ...]
    rows: tuple[RowMark, ...]
    effects: tuple[EventLine, ...]
    corrected_by: tuple[EventLine, ...]
    prev_hash: str
    hash: str
    previous: int | None
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLine:
    """An act that was refused, with every reason."""

    id: int
    act: str
    title: Text
    capacity: Text
    at: datetime
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """A page of refused acts, newest first; `older_than` leads to the next page."""

    lines: tuple[RefusalLine, ...]
    older_than: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """How often a clause was the basis of an event, and of how many refused acts a reason."""

    events: int
    refusals: int


def seen_events(reader: Reader) -> QuerySet[Event]:
    """Return the events of the body that a reader may see: all, those of their agency's seats, or their own.

    What was done with a restricted document that the reader may not see is not told either.
    """
    found = _seen(Event.objects.filter(chain=reader.body), reader, "record")
    if reader.sees("refusals") == "all":
        return found
    hidden = hidden_documents(reader).values("pk")
    traced = Trace.objects.filter(table="documents_document", row__in=hidden).values("event")
    mine = Q(actor_person=reader.capacity.person) | Q(operator_person=reader.capacity.person)
    return found.filter(mine | ~Q(pk__in=traced))


def seen_refusals(reader: Reader) -> QuerySet[RefusalEntry]:
    """Return the refused acts that a reader may see."""
    return _seen(RefusalEntry.objects.filter(chain=reader.body), reader, "refusals")


def events_page(
    reader: Reader, wanted: Filters, *, before: int | None = None, after: int | None = None, most: int = PAGE
) -> Events:
    """Return a page of events: the newest, those before a place, or those just after one (two queries)."""
    found = _filtered(seen_events(reader), wanted)
    if after is not None:
        rows = list(found.filter(seq__gt=after).order_by("seq").only(*_LISTED)[: most + 1])
        more, rows = len(rows) > most, rows[:most][::-1]
        return _events(rows, older=bool(rows), newer=more)
    older = found.filter(seq__lt=before) if before is not None else found
    rows = list(older.order_by("-seq").only(*_LISTED)[: most + 1])
    return _events(rows[:most], older=len(rows) > most, newer=before is not None)


def latest(reader: Reader, most: int = 6, *, besides: Sequence[int] = ()) -> list[EventLine]:
    """Return what happened last, effects of acts and what the seats `besides` did left out (one query)."""
    found = seen_events(reader).filter(within_seq=None).exclude(actor_seat__in=besides)
    rows = found.order_by("-seq").only(*_LISTED)[:most]
    return [event_line(row) for row in rows]


def count_since(reader: Reader, since: datetime) -> int:
    """Return how many acts became known since an instant (one query)."""
    return seen_events(reader).filter(within_seq=None, recorded_at__gt=since).count()


def event_page(reader: Reader, seq: int) -> EventPage:
    """Return one event whole (five queries). Raises NotFound for one the reader may not see."""
    found = seen_events(reader).filter(seq=seq).first()
    if found is None:
        says = Text("Không có sự kiện số {seq}.", "There is no event no. {seq}.").filled(seq=seq)
        raise NotFound(Reason(code="no_event", says=says))
    chain = Event.objects.filter(chain=found.chain)
    effects = seen_events(reader).filter(within_seq=seq).order_by("seq").only(*_LISTED)[:PAGE]
    corrections = chain.filter(Q(corrects_seq=seq) | Q(act="correct_clerical_error", outcome__corrects_seq=seq))
    return EventPage(
        line=event_line(found),
        recorded_at=found.recorded_at,
        given=found.given,
        outcome=found.outcome,
        basis=found.basis,
        evidence=tuple(found.evidence),
        rows=tuple(RowMark(table=table, row=row, digest=made) for table, row, made in found.rows),
        effects=tuple(event_line(each) for each in effects),
        corrected_by=tuple(event_line(each) for each in corrections.order_by("seq").only(*_LISTED)[:PAGE]),
        prev_hash=found.prev_hash,
        hash=found.hash,
        previous=seq - 1 if seq > 1 else None,
        next=seq + 1 if chain.filter(seq=seq + 1).exists() else None,
    )


def events_of_row(reader: Reader, table: str, row: int, most: int = 20) -> list[EventLine]:
    """Return what happened to one row that the reader already sees, newest first (one query)."""
    return [line for line, _ in _of_row(reader, table, row, most)]


def history_of_row(reader: Reader, table: str, row: int, most: int) -> tuple[list[EventLine], int | None]:
    """Return what happened last to such a row, and the event that made it, however long ago (one query)."""
    found = _of_row(reader, table, row, most)
    return [line for line, _ in found], found[0][1] if found else None


def _of_row(reader: Reader, table: str, row: int, most: int) -> list[tuple[EventLine, int]]:
    written = partial(_asked_events, most)
    rows = rows_of(("events of a row", most), written, chain=reader.body, table=table, row=row)
    alias = router.db_for_read(Event)
    return [(event_line(Event.from_db(alias, _LISTED, each)), made) for *each, made in rows]


def _asked_events(most: int, chain: str, table: str, row: int) -> QuerySet[Event, Any]:
    events = Event.objects.filter(chain=chain, pk__in=Trace.objects.filter(table=table, row=row).values("event"))
    made = Subquery(events.order_by("seq").values("seq")[:1])
    found: QuerySet[Event, Any] = events.order_by("-seq").annotate(made=made).values_list(*_LISTED, "made")
    return found[:most]


def refusals_page(
    reader: Reader, *, before: int | None = None, act: str = "", wanted: Filters | None = None, most: int = PAGE
) -> Refusals:
    """Return a page of refused acts, newest first (one query); `wanted` may ask for a clause and for days."""
    found = _refused_by(reader, wanted.clause) if wanted and wanted.clause else seen_refusals(reader)
    if wanted:
        found = found.filter(in_days(wanted.first, wanted.last))
    if act:
        found = found.filter(act=act)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: most + 1])
    shown = rows[:most]
    return Refusals(
        lines=tuple(refusal_line(row) for row in shown), older_than=shown[-1].pk if len(rows) > most else None
    )


def cited(reader: Reader, clause: str) -> Cited:
    """Return how often a clause was cited in what the reader may see (two queries after an act, one between)."""
    events = seen_events(reader).filter(basis__clause=clause).count()
    return Cited(events=events, refusals=_refused_by(reader, clause).count())


def citing(reader: Reader, clause: str, most: int = 5) -> list[EventLine]:
    """Return the latest events that a clause was the basis of (one query)."""
    rows = seen_events(reader).filter(basis__clause=clause).order_by("-seq").only(*_LISTED)[:most]
    return [event_line(row) for row in rows]


def refusals_citing(reader: Reader, clause: str, most: int = 3) -> list[RefusalLine]:
    """Return the latest refused acts for which a clause was a reason (one query)."""
    return [refusal_line(row) for row in _refused_by(reader, clause).order_by("-pk")[:most]]


def citations(body: str) -> Mapping[str, int]:
    """Return how many events of a body each clause was the basis of (one query after an act, none between)."""
    return as_recorded(f"citations:{body}", lambda: _citations(body))


def by_clause(clause: str) -> Q:
    """Return what finds the events done, or recorded from paper, by a clause."""
    return Q(basis__clause=clause) | Q(basis__recorded_by=clause)


def in_days(first: date | None, last: date | None) -> Q:
    """Return what finds what was done on the days `first`–`last`, both counted; None is open."""
    found = Q()
    if first:
        found &= Q(at__gte=datetime.combine(first, time.min, VIET_NAM))
    if last:
        found &= Q(at__lt=datetime.combine(last, time.min, VIET_NAM) + timedelta(days=1))
    return found


def event_line(event: Event) -> EventLine:
    """Return an event as a line of a list shows it."""
    told_on, done_on = local_day(event.recorded_at), local_day(event.at)
    return EventLine(
        seq=event.seq,
        act=event.act,
        says=Text.from_data(event.says),
        capacity=Text.from_data(event.actor_says),
        operator=Text.from_data(event.operator_says) if event.operator_says else None,
        at=event.at,
        basis=_ground(event.basis),
        recorded_on=told_on if told_on != done_on else None,
        within=event.within_seq,
        corrects=event.corrects_seq,
    )


def refusal_line(row: RefusalEntry) -> RefusalLine:
    """Return a refused act as a list shows it."""
    return RefusalLine(
        id=row.pk,
        act=row.act,
        title=act_named(row.act).title if row.act in act_names() else same(row.act),
        capacity=Text.from_data(row.actor_says),
        at=row.at,
        reasons=tuple(_reason(each) for each in row.reasons),
    )


def _seen(rows: QuerySet[Any], reader: Reader, subject: str) -> QuerySet[Any]:
    scope, me = reader.sees(subject), reader.capacity.person
    if scope == "all":
        return rows
    mine = Q(actor_person=me) | Q(operator_person=me)
    if scope == "own_agency" and reader.agency:
        of_agency = Q(agency__in=reader.agencies) | Q(post__agency__in=reader.agencies)
        mine |= Q(actor_seat__in=Seat.objects.filter(of_agency, body__code=reader.body).values("pk"))
    return rows.filter(mine) if scope in {"own_agency", "own"} else rows.none()


def _filtered(found: QuerySet[Event], wanted: Filters) -> QuerySet[Event]:
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.seat is not None:
        found = found.filter(Q(actor_seat=wanted.seat) | Q(operator_seat=wanted.seat))
    if wanted.on:
        found = found.filter(in_days(wanted.on, wanted.on))
    if wanted.clause:
        found = found.filter(by_clause(wanted.clause))
    return found.filter(in_days(wanted.first, wanted.last))


def _events(rows: Sequence[Event], *, older: bool, newer: bool) -> Events:
    return Events(
        lines=tuple(event_line(row) for row in rows),
        older_than=rows[-1].seq if rows and older else None,
        newer_than=rows[0].seq if rows and newer else None,
    )


def _refused_by(reader: Reader, clause: str) -> QuerySet[RefusalEntry]:
    told = seen_refusals(reader).annotate(told=Cast("reasons", TextField()))
    return told.filter(told__contains=f'"{clause}"')


def _citations(body: str) -> dict[str, int]:
    counted = Event.objects.filter(chain=body).values("basis__clause").annotate(n=Count("id")).order_by()
    return {row["basis__clause"]: row["n"] for row in counted if row["basis__clause"]}


def _ground(basis: Mapping[str, Any]) -> Ground | None:
    if not basis.get("clause"):
        return None
    return Ground(
        says=Text.from_data(basis["says"]),
        clause=basis["clause"],
        recorded_late=bool(basis.get("recorded_late")),
        recorded_by=basis.get("recorded_by"),
    )


def _reason(data: Mapping[str, Any]) -> Reason:
    remedy = data.get("remedy")
    return Reason(
        code=data["code"],
        says=Text.from_data(data["says"]),
        clause=data.get("clause"),
        remedy=Text.from_data(remedy) if remedy else None,
    )
