"""`chidao verify`: walk a chain and say what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chidao.kernel.wording import Text
from chidao.ledger.chain import GENESIS, event_hash
from chidao.ledger.models import ChainHead, Event

RowsNow = Callable[[], Iterable[tuple[str, int, str]]]
"""Every recorded row as it stands now: table, primary key, digest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, with its place: an event of a chain, or a row of a table."""

    code: str
    says: Text
    chain: str | None = None
    seq: int | None = None
    table: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer: how much was read, and what does not hold (nothing, if the record is whole)."""

    chains: int
    events: int
    rows: int
    findings: tuple[Finding, ...]


def verify(rows_now: RowsNow, *, alias: str) -> Verified:
    """Check every chain and every row against the record."""
    heads = list(ChainHead.objects.using(alias).order_by("chain"))
    findings: list[Finding] = []
    marks: dict[tuple[str, int], tuple[int, str | None]] = {}
    count = 0
    for head in heads:
        events = Event.objects.using(alias).filter(chain=head.chain).order_by("seq").iterator(chunk_size=500)
        for event, found in _walk(head, events):
            findings += found
            if event is not None:
                count += 1
                _note_rows(marks, event)
    findings += _stray_events({head.chain for head in heads}, alias)
    rows, edited = _compare(marks, rows_now)
    return Verified(len(heads), count, rows, tuple(findings + edited))


def _walk(head: ChainHead, events: Iterable[Event]) -> Iterator[tuple[Event | None, list[Finding]]]:
    previous, expected = GENESIS, 1
    for event in events:
        found = _faults(event, previous, expected)
        previous, expected = event.hash, event.seq + 1
        yield event, found
    if (expected - 1, previous) != (head.seq, head.hash):
        yield None, [_at(head.chain, head.seq, "tail", "Đuôi chuỗi không khớp", "The tail of the chain does not match")]


def _faults(event: Event, previous: str, expected: int) -> list[Finding]:
    found = []
    if event.seq != expected:
        found.append(_at(event.chain, expected, "missing", "Thiếu sự kiện", "An event is missing"))
    if event.prev_hash != previous:
        found.append(
            _at(event.chain, event.seq, "broken", "Không nối với sự kiện trước", "Does not follow the one before")
        )
    if event.hash != event_hash(event.prev_hash, event.said()):
        found.append(_at(event.chain, event.seq, "edited", "Sự kiện đã bị sửa", "The event was edited"))
    return found


def _at(chain: str, seq: int, code: str, vi: str, en: str) -> Finding:
    return Finding(code, Text(f"{vi}: {chain} số {seq}", f"{en}: {chain} no. {seq}"), chain=chain, seq=seq)


def _stray_events(known: set[str], alias: str) -> list[Finding]:
    strays = Event.objects.using(alias).exclude(chain__in=known).values_list("chain", "seq")
    return [
        _at(chain, seq, "stray", "Sự kiện ngoài mọi chuỗi", "An event outside every chain") for chain, seq in strays
    ]


def _note_rows(marks: dict[tuple[str, int], tuple[int, str | None]], event: Event) -> None:
    # Rows may be changed from more than one chain; the later event, by its id, says how the row was left.
    for table, row, digest in event.rows:
        known = marks.get((table, row))
        if known is None or known[0] <= event.pk:
            marks[table, row] = (event.pk, digest)


def _compare(marks: dict[tuple[str, int], tuple[int, str | None]], rows_now: RowsNow) -> tuple[int, list[Finding]]:
    found: list[Finding] = []
    count = 0
    for table, row, digest in rows_now():
        count += 1
        mark = marks.pop((table, row), None)
        if mark is None:
            found.append(_row(table, row, "unrecorded", "Dòng không do sự kiện nào ghi", "A row that no event wrote"))
        elif mark[1] != digest:
            found.append(_row(table, row, "row_edited", "Dòng bị sửa sau lưng", "A row edited behind the door"))
    gone = [key for key, (_, digest) in sorted(marks.items()) if digest is not None]
    found += [_row(table, row, "row_gone", "Dòng đã bị xóa", "A row was removed") for table, row in gone]
    return count, found


def _row(table: str, row: int, code: str, vi: str, en: str) -> Finding:
    return Finding(code, Text(f"{vi}: {table} {row}", f"{en}: {table} {row}"), table=table, row=row)
