"""Appending to a chain, and the queue in which writers wait."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connections

from chidao.kernel.wording import Text
from chidao.ledger.chain import GENESIS, event_hash, plain
from chidao.ledger.models import ChainHead, Event, IdempotencyKey, OutboxMessage, RefusalEntry, Trace

RowMark = tuple[str, int, str | None]
"""Table, primary key, digest of the row as the act left it (None: removed)."""

_threads: Final[dict[str, threading.Lock]] = {}
_threads_guard: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to be delivered when the act stands."""

    topic: str
    payload: Mapping[str, object]
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one act says of itself, before it has a place in the chain."""

    act: str
    at: datetime
    actor: tuple[int | None, int | None, Text]
    operator: tuple[int | None, int | None, Text] | None
    evidence: tuple[str, ...]
    basis: Mapping[str, object]
    given: Mapping[str, object]
    outcome: Mapping[str, object]
    says: Text
    rows: Sequence[RowMark]
    corrects_seq: int | None = None
    messages: Sequence[Message] = field(default_factory=tuple)


@contextmanager
def one_writer(alias: str) -> Iterator[None]:
    """Hold the writers' queue of an SQLite book: a file lock beside it, so that a waiter wakes at once (ADR 0003).

    PostgreSQL has row locks of its own; there nothing is held.
    """
    connection = connections[alias]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name or connection.in_atomic_block:
        yield
        return
    with _thread_lock(name), Path(f"{name}.writer").open("a") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(queue, fcntl.LOCK_UN)


def lock_head(chain: str, alias: str) -> ChainHead:
    """Return the head of a chain, locked until the transaction ends; a new chain begins here."""
    locked = ChainHead.objects.using(alias).select_for_update().filter(chain=chain)
    head: ChainHead | None = locked.first()
    if head is None:
        ChainHead.objects.using(alias).get_or_create(chain=chain, defaults={"hash": GENESIS})
        head = locked.get()
    return head


def append(head: ChainHead, entries: Sequence[Entry], *, recorded_at: datetime, alias: str) -> list[Event]:
    """Append an act's event and those of the effects within it, in order, and move the head."""
    events = []
    first = head.seq + 1
    for entry in entries:
        event = _event(head, entry, first, recorded_at)
        event.save(using=alias, force_insert=True)
        traces = {(table, row) for table, row, _ in entry.rows}
        Trace.objects.using(alias).bulk_create(
            [Trace(event=event, table=table, row=row) for table, row in sorted(traces)]
        )
        OutboxMessage.objects.using(alias).bulk_create([_message(event, message) for message in entry.messages])
        head.seq, head.hash = event.seq, event.hash
        head.tables |= {table: event.seq for table, _ in traces}
        events.append(event)
    head.save(using=alias)
    return events


def remember(scope: str, key: str, given: str, event: Event, receipt: Mapping[str, object], alias: str) -> None:
    """Keep the receipt under its key, in the act's own transaction."""
    IdempotencyKey.objects.using(alias).create(scope=scope, key=key, digest=given, event=event, receipt=plain(receipt))


def remembered(scope: str, key: str, alias: str) -> IdempotencyKey | None:
    """Return what was already performed under this key."""
    return IdempotencyKey.objects.using(alias).filter(scope=scope, key=key).first()


def refuse(chain: str, entry: Entry, reasons: Sequence[Mapping[str, object]], *, at: datetime, alias: str) -> None:
    """Write a refused act into the log of refusals; its own transaction was rolled back."""
    RefusalEntry.objects.using(alias).create(
        chain=chain,
        act=entry.act,
        at=entry.at,
        recorded_at=at,
        actor_person=entry.actor[0],
        actor_seat=entry.actor[1],
        actor_says=entry.actor[2].as_data(),
        operator_person=entry.operator[0] if entry.operator else None,
        given=plain(entry.given),
        reasons=plain(list(reasons)),
    )


def _event(head: ChainHead, entry: Entry, first: int, recorded_at: datetime) -> Event:
    seq = head.seq + 1
    person, seat, says = entry.operator or (None, None, None)
    event = Event(
        chain=head.chain,
        seq=seq,
        within_seq=None if seq == first else first,
        act=entry.act,
        at=entry.at,
        recorded_at=recorded_at,
        actor_person=entry.actor[0],
        actor_seat=entry.actor[1],
        actor_says=entry.actor[2].as_data(),
        operator_person=person,
        operator_seat=seat,
        operator_says=says.as_data() if says else None,
        evidence=list(entry.evidence),
        basis=plain(entry.basis),
        given=plain(entry.given),
        outcome=plain(entry.outcome),
        says=entry.says.as_data(),
        rows=[list(mark) for mark in entry.rows],
        corrects_seq=entry.corrects_seq,
        prev_hash=head.hash,
    )
    event.hash = event_hash(head.hash, event.said())
    return event


def _message(event: Event, message: Message) -> OutboxMessage:
    return OutboxMessage(
        event=event,
        topic=message.topic,
        payload=plain(message.payload),
        created_at=event.recorded_at,
        due_at=message.due_at,
    )


def _thread_lock(name: str) -> threading.Lock:
    with _threads_guard:
        return _threads.setdefault(name, threading.Lock())
