"""One search over everything a reader may see, with marks or without, the best answer of each kind first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chidao.acts.kept import as_recorded
from chidao.documents.incoming.queries import seen_incoming
from chidao.documents.queries import document_list
from chidao.instruments.charter import Regulation
from chidao.kernel.vietnamese import fold, match_rank
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader
from chidao.meetings.queries import matter_list, meeting_list
from chidao.people.models import Agency, AgencyName
from chidao.people.queries import agencies_renamed
from chidao.reports.chain import chain_of
from chidao.reports.seating import units_on
from chidao.tasks.queries import TaskFilters, task_list

Kind = Literal["task", "meeting", "matter", "document", "incoming", "clause", "instrument", "seat", "agency"]

EACH: Final = 8
SHORTEST: Final = 1
LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer: what it is, its id, its words, and what helps to tell it from others."""

    kind: Kind
    id: str
    title: Text
    note: Text
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The answers of one kind, best first; `more` says that there are others."""

    kind: Kind
    hits: tuple[Hit, ...]
    more: bool


def search(reader: Reader, query: str, current: Regulation | None, today: date) -> list[Hits]:
    """Return what answers the words, by kind, the kind with the best answer first (a bounded number of queries)."""
    words = " ".join(query.split())[:LONGEST]
    if len(fold(words)) < SHORTEST:
        return []
    kinds: tuple[tuple[Kind, Callable[[], Iterable[Hit]]], ...] = (
        ("task", lambda: _tasks(reader, words, today)),
        ("meeting", lambda: _meetings(reader, words)),
        ("matter", lambda: _matters(reader, words)),
        ("document", lambda: _documents(reader, words)),
        ("incoming", lambda: _incoming(reader, words)),
        ("clause", lambda: _clauses(reader, words, current)),
        ("instrument", lambda: _instruments(reader, words)),
        ("seat", lambda: _seats(reader, words, today)),
        ("agency", lambda: _agencies(reader, words)),
    )
    found = [_best(kind, list(read())) for kind, read in kinds]
    return sorted((each for each in found if each.hits), key=lambda each: -each.hits[0].rank)


def _best(kind: Kind, hits: list[Hit]) -> Hits:
    ordered = sorted((each for each in hits if each.rank), key=lambda each: -each.rank)
    return Hits(kind=kind, hits=tuple(ordered[:EACH]), more=len(ordered) > EACH)


def _hit(kind: Kind, key: object, title: Text, note: Text, words: str, *more: str) -> Hit:
    rank = match_rank(words, " ".join((title.vi, *more)))
    return Hit(kind=kind, id=str(key), title=title, note=note, rank=rank)


def _tasks(reader: Reader, words: str, today: date) -> Iterator[Hit]:
    found = task_list(reader, today=today, filters=TaskFilters(q=words), limit=EACH + 1)
    for row in found.rows:
        note = Text("Nhiệm vụ {n} · {lead}", "Task {n} · {lead}").filled(n=row.number, lead=row.lead.name)
        # What the list found by its own words (a source, an agency) is an answer even when the title alone is not.
        hit = _hit("task", row.id, same(row.title), note, words, str(row.number), row.lead.name, row.source)
        yield hit if hit.rank else _least(hit)


def _meetings(reader: Reader, words: str) -> Iterator[Hit]:
    for row in meeting_list(reader, words=words):
        day = row.starts_at
        note = Text("{presiding}", "{presiding}").filled(presiding=row.presiding)
        hit = _hit("meeting", row.id, same(row.title), note, words, f"{day.day}/{day.month}/{day.year}", row.place)
        yield hit if hit.rank else _least(hit)


def _matters(reader: Reader, words: str) -> Iterator[Hit]:
    for row in matter_list(reader):
        yield _hit("matter", row.id, same(row.title), row.submitted_by, words, row.submitted_by.vi)


def _documents(reader: Reader, words: str) -> Iterator[Hit]:
    for row in document_list(reader, words=words):
        hit = _hit("document", row.id, same(f"{row.label} {row.title}"), same(row.signer), words, row.signer)
        yield hit if hit.rank else _least(hit)


def _incoming(reader: Reader, words: str) -> Iterator[Hit]:
    found = seen_incoming(reader).filter(folded__contains=fold(words)).order_by("-year", "-number")[: EACH + 1]
    for row in found:
        note = Text("Số đến {n}/{year} · {author}", "No. {n}/{year} · {author}")
        said = note.filled(n=f"{row.number:02d}", year=row.year, author=row.author)
        hit = _hit("incoming", row.pk, same(f"{row.symbol} {row.title}".strip()), said, words, row.author)
        yield hit if hit.rank else _least(hit)


def _clauses(reader: Reader, words: str, current: Regulation | None) -> Iterator[Hit]:
    if current is None or reader.sees("regulation") is None:
        return
    for each in current.clauses:
        yield _hit("clause", each.id, each.summary, same(each.cite), words, each.cite, each.label, each.summary.en)


def _instruments(reader: Reader, words: str) -> Iterator[Hit]:
    for each in chain_of(reader).papers:
        yield _hit("instrument", each.id, same(f"{each.label} {each.title.vi}".strip()), same(each.issuer), words)


def _seats(reader: Reader, words: str, today: date) -> Iterator[Hit]:
    for unit in units_on(reader, today):
        for each in unit.seats:
            seat = each.seat
            yield _hit("seat", seat.id, seat.title, unit.name, words, seat.holder or "", seat.agency_name)


def _agencies(reader: Reader, words: str) -> Iterator[Hit]:
    if reader.sees("committee") is None:
        return
    for key, name, short, before in as_recorded("agencies:names", _agency_names, of=(Agency, AgencyName)):
        note = Text("trước là {before}", "formerly {before}").filled(before=before) if before else same(short)
        yield _hit("agency", key, same(name), note, words, short, before)


def _agency_names() -> list[tuple[int, str, str, str]]:
    rows, renamed = Agency.objects.order_by("sort_key").values_list("id", "name", "short_name"), agencies_renamed()
    return [
        (key, name, short, ", ".join(each.name for each in renamed.get(key, ()) if each.name != name))
        for key, name, short in rows
    ]


def _least(hit: Hit) -> Hit:
    return Hit(kind=hit.kind, id=hit.id, title=hit.title, note=hit.note, rank=1)
