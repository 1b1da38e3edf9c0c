"""The record of a body as lines of plain data, enough for somebody else to count everything again.

First one line that says what follows, then the events in their order, then the refused acts. An event is all that its
hash covers, with its hash and the one before; its `rows` name tables and keys in the order in which they were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chidao.ledger.chain import plain
from chidao.ledger.models import Event, RefusalEntry
from chidao.mandates.queries import Reader
from chidao.reports.record import seen_events, seen_refusals

LOT: Final = 500
REFUSED: Final = "act at recorded_at actor_person actor_seat actor_says operator_person given reasons".split()

Line = dict[str, object]


def exported(reader: Reader) -> Iterator[Line]:
    """Yield the record as far as a reader may see it: whole for whoever sees all of it (`scope`), read in lots."""
    scopes = {"record": reader.sees("record"), "refusals": reader.sees("refusals")}
    yield {"line": "record", "body": reader.body, "scope": scopes}
    yield from _events(reader)
    yield from _refusals(reader)


def _events(reader: Reader) -> Iterator[Line]:
    for event in seen_events(reader).order_by("seq").iterator(chunk_size=LOT):
        yield _plain({"line": "event", **event.said(), **_hashes(event)})


def _hashes(event: Event) -> Line:
    return {"prev_hash": event.prev_hash, "hash": event.hash}


def _refusals(reader: Reader) -> Iterator[Line]:
    for entry in seen_refusals(reader).order_by("pk").iterator(chunk_size=LOT):
        yield _plain(_refusal(entry))


def _refusal(entry: RefusalEntry) -> Line:
    return {"line": "refusal", "number": entry.pk, **{name: getattr(entry, name) for name in REFUSED}}


def _plain(line: Line) -> Line:
    found = plain(line)
    assert isinstance(found, dict)
    return found
