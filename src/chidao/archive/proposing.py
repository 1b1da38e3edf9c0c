"""Dossiers that the work itself proposes: what each meeting, task and year has brought forth and lies in none yet.

For a meeting its invitation, papers, notice, the evidence of tasks from its conclusions; for a task the paper it came
from, the letters and evidence of its updates; for a year what is left, by kind. A page of proposals takes the same
number of queries however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from chidao.archive.models import DossierItem
from chidao.archive.pieces import Piece, documents, files, incoming, instruments
from chidao.archive.retention import retention
from chidao.documents.incoming.queries import seen_incoming
from chidao.documents.models import Document, Incoming
from chidao.documents.queries import seen_documents
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader
from chidao.meetings.models import Meeting, MeetingPaper
from chidao.tasks.models import Evidence, Task, Update

MOST_WORKS: Final = 20
MOST_LISTED: Final = 200
YEARLY: Final[tuple[tuple[str, tuple[str, ...], Text], ...]] = (
    ("decisions", ("QĐ",), Text("Quyết định, quy chế năm {year}", "Decisions and regulations of {year}")),
    ("plans", ("CTr", "KH", "ĐA", "PA"), Text("Chương trình, kế hoạch năm {year}", "Programmes and plans of {year}")),
    ("reports", ("BC",), Text("Báo cáo năm {year}", "Reports of {year}")),
    ("meetings", ("TB", "BB"), Text("Thông báo, biên bản năm {year}", "Notices and minutes of {year}")),
)
"""Papers of a year that are kept by kind: the group of files, the kinds, the heading."""
LETTERS: Final = Text("Công văn, văn bản khác năm {year}", "Letters and other papers of {year}")
ARRIVED: Final = Text("Văn bản đến năm {year}", "Papers received in {year}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A dossier that could be opened now: what it is about, its heading and group, and the papers that go into it."""

    about: str
    title: Text
    group: str
    retention: str
    retention_title: Text
    year: int
    pieces: tuple[Piece, ...]
    meeting: int | None = None
    task: int | None = None

    @property
    def key(self) -> str:
        """Return what tells it from others on a page."""
        return f"{self.about}-{self.meeting or self.task or self.group}-{self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What work has no dossier, and how many papers lie in none."""

    meetings: tuple[Proposal, ...]
    tasks: tuple[Proposal, ...]
    years: tuple[Proposal, ...]
    loose: int


def proposals(reader: Reader, year: int) -> Proposals:
    """Return what could be opened: meetings and tasks that ended without a dossier, and the loose papers of a year.

    Nothing for whoever does not see all documents (sixteen queries at most).
    """
    if reader.sees("documents") != "all":
        return Proposals(meetings=(), tasks=(), years=(), loose=0)
    meetings = _meetings(reader)
    taken = {piece.what for each in meetings for piece in each.pieces}
    tasks = _tasks(reader)
    taken |= {piece.what for each in tasks for piece in each.pieces}
    papers = [*_loose_documents(reader, year), *_loose_incoming(reader, year)]
    years = tuple(_yearly(year, [each for each in papers if each.what not in taken], _kinds(reader.body, papers)))
    return Proposals(meetings=meetings, tasks=tasks, years=years, loose=len(papers))


def loose_pieces(reader: Reader, *, words: str = "", most: int = MOST_LISTED) -> list[Piece]:
    """Return what lies in no dossier, newest first: documents, then incoming papers (two queries)."""
    if reader.sees("documents") != "all":
        return []
    named = Q(folded__contains=words) if words else Q()
    own = _unfiled(seen_documents(reader), "document").filter(named, voided_at=None).order_by("-dated_on", "-pk")
    others = _unfiled(seen_incoming(reader), "incoming").filter(named).order_by("-arrived_at", "-pk")
    ids = (list(own.values_list("pk", flat=True)[:most]), list(others.values_list("pk", flat=True)[:most]))
    found = [*documents(reader.body, Q(pk__in=ids[0])), *incoming(reader.body, Q(pk__in=ids[1]))]
    return sorted(found, key=lambda each: each.dated_on or date.min, reverse=True)[:most]


def work_pieces(reader: Reader, *, meeting: int | None = None, task: int | None = None) -> list[Piece]:
    """Return what one meeting or task has brought forth, whether filed or not."""
    if meeting is not None:
        row = Meeting.objects.filter(body=reader.body, pk=meeting)
        return list(_of_meetings(reader, list(row)).get(meeting, ()))
    rows = list(_with_origin(Task.objects.filter(body=reader.body, pk=task or 0)))
    return list(_of_tasks(reader, rows).get(task or 0, ()))


def _meetings(reader: Reader) -> tuple[Proposal, ...]:
    ended = Meeting.objects.filter(body=reader.body, dossiers=None, ended_at__isnull=False, cancelled_at=None)
    rows = list(ended.order_by("-ended_at")[:MOST_WORKS])
    pieces = _of_meetings(reader, rows)
    return tuple(
        _proposal("meeting", same(row.title), "meetings", local_day(row.starts_at).year, pieces[row.pk], meeting=row.pk)
        for row in rows
    )


def _tasks(reader: Reader) -> tuple[Proposal, ...]:
    """Return tasks that were accepted and have no dossier of their own; those of a meeting go with it."""
    done = Task.objects.filter(body=reader.body, closed=1, dossiers=None).exclude(provision__conclusion__isnull=False)
    rows = list(_with_origin(done.order_by("-accepted_at")[:MOST_WORKS]))
    pieces = _of_tasks(reader, rows)
    return tuple(
        _proposal("task", same(row.title), "tasks", row.assigned_on.year, pieces[row.pk], task=row.pk) for row in rows
    )


def _of_meetings(reader: Reader, rows: list[Meeting]) -> Mapping[int, tuple[Piece, ...]]:
    """Return the pieces of meetings: their papers, and the evidence of tasks from their conclusions (six queries)."""
    wanted: dict[int, list[str]] = {row.pk: [] for row in rows}
    for row in rows:
        wanted[row.pk] += [f"document:{key}" for key in (row.invitation_id, row.notice_id) if key]
    for meeting, file in MeetingPaper.objects.filter(meeting__in=rows).values_list("meeting", "file"):
        wanted[meeting].append(f"file:{file}")
    of = "update__task__provision__conclusion__meeting"
    evidence = Evidence.objects.filter(**{f"{of}__in": rows}).order_by("pk").values_list(of, "file")
    for meeting, file in evidence:
        wanted[meeting].append(f"file:{file}")
    letters = Update.objects.filter(task__provision__conclusion__meeting__in=rows, document__isnull=False)
    for meeting, letter in letters.order_by("pk").values_list("task__provision__conclusion__meeting", "document"):
        wanted[meeting].append(f"document:{letter}")
    return _found(reader, wanted)


def _with_origin(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("provision__instrument__document", "provision__instrument__incoming").defer(
        "provision__instrument__charter"
    )


def _of_tasks(reader: Reader, rows: list[Task]) -> Mapping[int, tuple[Piece, ...]]:
    """Return the pieces of tasks: the paper each came from, its letters and its evidence (six queries)."""
    wanted = {row.pk: [*_origin(row)] for row in rows}
    letters = Update.objects.filter(task__in=rows, document__isnull=False).order_by("pk")
    for task, letter in letters.values_list("task", "document"):
        wanted[task].append(f"document:{letter}")
    for task, file in Evidence.objects.filter(update__task__in=rows).order_by("pk").values_list("update__task", "file"):
        wanted[task].append(f"file:{file}")
    return _found(reader, wanted)


def _origin(task: Task) -> Iterator[str]:
    instrument = task.provision.instrument if task.provision else None
    if instrument is None:
        return
    if paper := getattr(instrument, "incoming", None):
        yield f"incoming:{paper.pk}"
    elif document := getattr(instrument, "document", None):
        yield f"document:{document.pk}"
    elif instrument.body == task.body:
        yield f"instrument:{instrument.pk}"


def _found(reader: Reader, wanted: Mapping[int, list[str]]) -> Mapping[int, tuple[Piece, ...]]:
    """Return for each work its papers, once each, those that the reader may see (a query a kind)."""
    named = {what for each in wanted.values() for what in each}
    ids = {kind: [int(what.partition(":")[2]) for what in named if what.startswith(f"{kind}:")] for kind in _READ}
    ids["document"] = list(seen_documents(reader).filter(pk__in=ids["document"]).values_list("pk", flat=True))
    found = {each.what: each for kind, keys in ids.items() if keys for each in _READ[kind](reader.body, Q(pk__in=keys))}
    return {work: tuple(found[what] for what in dict.fromkeys(each) if what in found) for work, each in wanted.items()}


def _loose_documents(reader: Reader, year: int) -> list[Piece]:
    found = _unfiled(seen_documents(reader), "document").filter(dated_on__year=year, voided_at=None)
    ids = list(found.order_by("pk").values_list("pk", flat=True)[:MOST_LISTED])
    return list(documents(reader.body, Q(pk__in=ids)))


def _loose_incoming(reader: Reader, year: int) -> list[Piece]:
    ids = list(_unfiled(seen_incoming(reader), "incoming").filter(year=year).values_list("pk", flat=True)[:MOST_LISTED])
    return list(incoming(reader.body, Q(pk__in=ids)))


def _unfiled(rows: QuerySet[Document] | QuerySet[Incoming], kind: str) -> QuerySet[Document | Incoming]:
    filed: QuerySet[DossierItem] = DossierItem.objects.filter(**{kind: OuterRef("pk")}, taken_out_at=None)
    return rows.filter(~Exists(filed))


def _kinds(body: str, papers: Iterable[Piece]) -> Mapping[int, str]:
    ids = [each.id for each in papers if each.kind == "document"]
    return dict(Document.objects.filter(body=body, pk__in=ids).values_list("pk", "kind"))


def _yearly(year: int, papers: list[Piece], kinds: Mapping[int, str]) -> Iterator[Proposal]:
    """Yield a proposal for each group of a year that has loose papers, and one for what came in."""
    own = [each for each in papers if each.kind == "document"]
    for group, of_kinds, title in YEARLY:
        part = [each for each in own if kinds.get(each.id) in of_kinds]
        if part:
            yield _proposal("names", title.filled(year=year), group, year, part)
    named = {kind for _, of_kinds, _ in YEARLY for kind in of_kinds}
    letters = [each for each in own if kinds.get(each.id) not in named]
    if letters:
        yield _proposal("names", LETTERS.filled(year=year), "correspondence", year, letters)
    arrived = sorted((each for each in papers if each.kind == "incoming"), key=lambda each: each.author)
    if arrived:
        yield _proposal("names", ARRIVED.filled(year=year), "incoming", year, arrived)


def _proposal(
    about: str,
    title: Text,
    group: str,
    year: int,
    pieces: Iterable[Piece],
    *,
    meeting: int | None = None,
    task: int | None = None,
) -> Proposal:
    table = retention()
    code = table.proposed(group)
    return Proposal(
        about=about,
        title=title,
        group=group,
        retention=code,
        retention_title=table.codes[code].title,
        year=year,
        pieces=tuple(pieces),
        meeting=meeting,
        task=task,
    )


_READ: Final = {"document": documents, "incoming": incoming, "instrument": instruments, "file": files}
