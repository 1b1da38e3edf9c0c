"""Papers that came in and wait: to be presented, to be directed, to be dealt with, to be settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, F, OuterRef

from chidao.acts.kept import as_recorded
from chidao.documents.acts.incoming import incoming_matter, incoming_said
from chidao.documents.incoming.queries import IncomingRow, rows_of_papers
from chidao.documents.models import Delivery, Direction, Incoming, IncomingAnswer
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader
from chidao.people.models import Agency, Person
from chidao.reports.waiting import Waiting, left_until, may_at_all, waiting
from chidao.tasks.models import Task

_ACTS: Final = ("present_incoming", "direct_incoming", "settle_incoming")
MOST: Final = 200
"""So many open papers are looked at that nobody has directed, the oldest first, and so many that somebody has, those
due first; a desk with more waiting has its list."""


def waits_of_incoming(reader: Reader, now: datetime) -> Iterator[Waiting]:
    """Yield what may wait for the reader; whether they may settle it is asked by the caller, in one question.

    A paper waits to be presented for who keeps the register, to be directed by the seat it was presented to, and to be
    settled by whom it was given to, and by who keeps the register once it was answered, its tasks are done, or its day
    has passed.
    """
    today = local_day(now)
    if not any(may_at_all(reader, act, today) for act in _ACTS):
        return
    for paper, row in _open(reader.body, today):
        wanted = _wanted(reader, paper, row)
        if wanted is not None:
            act, note = wanted
            yield _waiting(reader, row, act, note, today, _agencies(paper))


def _open(body: str, today: date) -> Sequence[tuple[Incoming, IncomingRow]]:
    """Return the open papers with what stands beside them, kept until an act changes one (nine queries)."""
    tables = (Incoming, Direction, IncomingAnswer, Delivery, Task, Seat, Agency, Person)
    return as_recorded(f"open-incoming:{body}:{today}", lambda: _read(body, today), of=tables)


def _read(body: str, today: date) -> Sequence[tuple[Incoming, IncomingRow]]:
    found = Incoming.objects.filter(body=body, settled_how="").prefetch_related("directions")
    found = found.annotate(is_directed=Exists(Direction.objects.filter(incoming=OuterRef("pk"))))
    papers = list(found.filter(is_directed=False).order_by("year", "number")[:MOST])
    by_day = F("due_on").asc(nulls_last=True)
    papers += found.filter(is_directed=True).order_by(by_day, "year", "number")[:MOST]
    return list(zip(papers, rows_of_papers(papers, today), strict=True))


def _wanted(reader: Reader, paper: Incoming, row: IncomingRow) -> tuple[str, Text] | None:
    if row.state == "new":
        return "present_incoming", _TO_PRESENT
    if row.state == "presented":
        return ("direct_incoming", _TO_DIRECT) if paper.presented_to_id in reader.seats else None
    if _is_theirs(reader, paper):
        return "settle_incoming", _YOURS
    if row.answers or (row.tasks and not row.open_tasks):
        return "settle_incoming", _TO_SETTLE
    return ("settle_incoming", _LATE) if row.left is not None and row.left < 0 else None


def _is_theirs(reader: Reader, paper: Incoming) -> bool:
    return any(
        each.person_id == reader.capacity.person or each.agency_id in reader.agencies for each in paper.directions.all()
    )


def _agencies(paper: Incoming) -> list[int]:
    return [each.agency_id for each in paper.directions.all() if each.agency_id]


def _waiting(reader: Reader, row: IncomingRow, act: str, note: Text, today: date, agencies: Sequence[int]) -> Waiting:
    says = incoming_said(row.number, row.year, row.symbol)
    found = waiting(
        act, "incoming", row.id, same(row.title), note.filled(paper=says, author=row.author),
        matter=incoming_matter(reader.body, says, agencies), first=(("incoming", row.id),), path=f"incoming/{row.id}/",
    )  # fmt: skip
    return replace(found, due_on=row.due_on, left=left_until(row.due_on, today))


_TO_PRESENT: Final = Text("Văn bản đến {paper}, {author} · chưa trình", "Incoming {paper}, {author} · to be presented")
_TO_DIRECT: Final = Text("Văn bản đến {paper}, {author} · chờ ý kiến", "Incoming {paper}, {author} · to be directed")
_YOURS: Final = Text("Văn bản đến {paper}, {author} · giao cho bạn", "Incoming {paper}, {author} · given to you")
_TO_SETTLE: Final = Text(
    "Văn bản đến {paper}, {author} · có thể kết thúc", "Incoming {paper}, {author} · may be settled"
)
_LATE: Final = Text("Văn bản đến {paper}, {author} · quá hạn", "Incoming {paper}, {author} · late")
