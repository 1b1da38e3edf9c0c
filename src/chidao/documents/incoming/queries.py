"""Reading papers that came in, limited to what the reader may see. Lists take a bounded number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chidao.documents.incoming.rules import STATES, present_by, state_of
from chidao.documents.models import Attachment, Delivery, Direction, Draft, Incoming, IncomingAnswer, StoredFile
from chidao.instruments.models import Provision
from chidao.instruments.queries import working_days
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader

PAGE = 50
FILTERS = (*STATES, "late", "unanswered")
"""The words by which the list is narrowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRow:
    """A paper in a list. `due_on` is by when it is to be presented, or dealt with; `left` the working days until then.

    `given_to` names whom it was given to, else to whom it was presented; `tasks` counts those from it, `open_tasks`
    those of them that are open; `answers` are the labels of what answers it.
    """

    id: int
    number: int
    year: int
    arrived_on: date
    author: str
    kind: str
    symbol: str
    dated_on: date | None
    title: str
    urgency: str
    way: str
    state: str
    due_on: date | None
    left: int | None
    given_to: tuple[Text, ...]
    tasks: int
    open_tasks: int
    answers: tuple[tuple[int, str], ...]
    settled_on: date | None
    settled_how: str
    settled_words: str
    note: str
    handed_on: date | None
    """The day on which it was given to someone, else presented."""
    handed: int
    received: int
    """To how many it was handed, and how many of them have acknowledged it."""

    @property
    def tasks_done(self) -> int:
        """Return how many tasks from it are done."""
        return self.tasks - self.open_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Directed:
    """One direction as it is shown: who said it, to whom, by when, and whether they have acknowledged it."""

    by: Text
    clause: str | None
    at: datetime
    words: str
    to: str
    due_on: date | None
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of a paper: its digest, its name."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDraft:
    """A draft that is to answer a paper."""

    id: int
    title: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPage:
    """One paper with its files, what was directed on it, and what is being written in answer."""

    row: IncomingRow
    body: str
    registered_by: Text
    registered_at: datetime
    arrived_at: datetime
    presented_to: Text | None
    presented_seat: int | None
    presented_at: datetime | None
    settled_at: datetime | None
    pages: int | None
    instrument: int | None
    provision: int | None
    reference: str
    in_answer_to: tuple[int, str] | None
    files: tuple[KeptFile, ...]
    directions: tuple[Directed, ...]
    drafts: tuple[OwnDraft, ...]


def seen_incoming(reader: Reader) -> QuerySet[Incoming]:
    """Return the papers that the reader may see: all; those given to their agency or to them; or none."""
    found: QuerySet[Incoming] = Incoming.objects.filter(body=reader.body)
    scope = reader.sees("documents")
    if scope == "all":
        return found
    mine = Q(person=reader.capacity.person)
    if scope == "own_agency" and reader.agency:
        mine |= Q(agency__in=reader.agencies)
    elif scope not in {"own", "own_agency"}:
        return found.none()
    to_me = Q(pk__in=Direction.objects.filter(mine).values("incoming"))
    return found.filter(to_me | Q(presented_to__in=reader.seats))


def incoming_list(
    reader: Reader,
    today: date,
    *,
    state: str = "",
    words: str = "",
    mine: bool = False,
    before: tuple[int, int] | None = None,
) -> list[IncomingRow]:
    """Return the papers that the reader may see, the last number first, `PAGE` at most (seven queries).

    `state` is one of `FILTERS`, "" for all; `mine` those given to the reader's agency or to them. `before` is the year
    and number of the last row of the page before.
    """
    found = _narrowed(seen_incoming(reader), today, state)
    if words.strip():
        found = found.filter(folded__contains=fold(words))
    if mine:
        found = found.filter(pk__in=_given_to(reader))
    if before:
        found = found.filter(Q(year__lt=before[0]) | Q(year=before[0], number__lt=before[1]))
    return rows_of_papers(list(found.order_by("-year", "-number")[:PAGE]), today)


def incoming_counts(reader: Reader, today: date) -> Mapping[str, int]:
    """Return how many papers each of `FILTERS` opens, and "" all (one query)."""
    conditions = {state: Count("pk", filter=_condition(state, today)) for state in FILTERS}
    counted = _marked(seen_incoming(reader)).aggregate(all_of_them=Count("pk"), **conditions)
    return {"": counted.pop("all_of_them"), **counted}


def incoming_page(reader: Reader, incoming: int, today: date) -> IncomingPage:
    """Return one paper (a bounded number of queries). Raises NotFound for one the reader may not see."""
    found = seen_incoming(reader).filter(pk=incoming).select_related("presented_to", "file", "in_answer_to").first()
    if found is None:
        raise NotFound(Reason(code="no_incoming", says=_NONE))
    answered = found.in_answer_to
    provision = Provision.objects.filter(instrument=found.instrument_id).values_list("pk", flat=True).first()
    return IncomingPage(
        row=rows_of_papers([found], today)[0],
        body=found.body,
        registered_by=Text.from_data(found.registered_by["says"]),
        registered_at=found.registered_at,
        arrived_at=found.arrived_at,
        presented_to=Text.from_data(found.presented_to.title) if found.presented_to else None,
        presented_seat=found.presented_to_id,
        presented_at=found.presented_at,
        settled_at=found.settled_at,
        pages=found.pages,
        instrument=found.instrument_id,
        provision=provision if found.instrument_id else None,
        reference=found.reference,
        in_answer_to=(answered.pk, answered.label) if answered else None,
        files=tuple(_files(found)),
        directions=tuple(_directed(found)),
        drafts=tuple(_drafts(found)),
    )


def last_presented_to(body: str) -> int | None:
    """Return the seat to which a paper was presented last (one query)."""
    rows = Incoming.objects.filter(body=body).exclude(presented_at=None).order_by("-presented_at", "-pk")
    return rows.values_list("presented_to", flat=True).first()


def rows_of_papers(papers: Sequence[Incoming], today: date) -> list[IncomingRow]:
    """Return papers as rows of a list (six queries for them all)."""
    keys = [each.pk for each in papers]
    given: dict[int, list[Direction]] = {}
    for each in Direction.objects.filter(incoming__in=keys).select_related("agency", "person").order_by("pk"):
        given.setdefault(each.incoming_id, []).append(each)
    answers: dict[int, list[tuple[int, str]]] = {}
    for link in IncomingAnswer.objects.filter(incoming__in=keys).select_related("document").order_by("pk"):
        answers.setdefault(link.incoming_id, []).append((link.document.pk, link.document.label))
    tasks = _task_counts([each.instrument_id for each in papers])
    titles, handed = _seat_titles(papers), _handed([each.instrument_id for each in papers])
    beside = {
        each.pk: _Beside(
            given=given.get(each.pk, []),
            answers=answers.get(each.pk, []),
            tasks=tasks.get(each.instrument_id, (0, 0)),
            handed=handed.get(each.instrument_id, (0, 0)),
            presented=titles.get(each.presented_to_id),
        )
        for each in papers
    }
    return [_row(each, today, beside[each.pk]) for each in papers]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What stands beside a paper in other tables; `tasks` and `handed` are how many, and how many open or received."""

    given: Sequence[Direction]
    answers: Sequence[tuple[int, str]]
    tasks: tuple[int, int]
    handed: tuple[int, int]
    presented: Text | None


def _task_counts(instruments: Sequence[int | None]) -> dict[int | None, tuple[int, int]]:
    """Return how many tasks come from each paper, and how many of them are open."""
    counted = Provision.objects.filter(instrument__in=[each for each in instruments if each]).values_list("instrument")
    rows = counted.annotate(made=Count("tasks"), undone=Count("tasks", filter=Q(tasks__closed=0)))
    return {instrument: (made, undone) for instrument, made, undone in rows}


def _handed(instruments: Sequence[int | None]) -> dict[int | None, tuple[int, int]]:
    """Return to how many each paper was handed, and how many of them have acknowledged it."""
    rows = Delivery.objects.filter(instrument__in=[each for each in instruments if each]).values_list("instrument")
    counted = rows.annotate(made=Count("pk"), done=Count("acknowledged_at")).order_by()
    return {instrument: (made, done) for instrument, made, done in counted}


def _seat_titles(papers: Sequence[Incoming]) -> dict[int | None, Text]:
    seats = Incoming.objects.filter(pk__in=[each.pk for each in papers]).exclude(presented_to=None)
    return {key: Text.from_data(title) for key, title in seats.values_list("presented_to", "presented_to__title")}


def _row(paper: Incoming, today: date, beside: _Beside) -> IncomingRow:
    arrived_on, given = local_day(paper.arrived_at), beside.given
    state = state_of(presented=paper.presented_at is not None, directed=bool(given), settled=bool(paper.settled_how))
    due_on = present_by(arrived_on, working_days()) if state == "new" else paper.due_on
    handed_at = given[0].made_at if given else paper.presented_at
    names = dict.fromkeys(str(each.agency or each.person) for each in given if each.agency_id or each.person_id)
    return IncomingRow(
        id=paper.pk,
        number=paper.number,
        year=paper.year,
        arrived_on=arrived_on,
        author=paper.author,
        kind=paper.kind,
        symbol=paper.symbol,
        dated_on=paper.dated_on,
        title=paper.title,
        urgency=paper.urgency,
        way=paper.way,
        state=state,
        due_on=due_on,
        left=working_days().working_days_between(today, due_on) if due_on and state != "settled" else None,
        given_to=tuple(map(same, names)) or ((beside.presented,) if beside.presented else ()),
        tasks=beside.tasks[0],
        open_tasks=beside.tasks[1],
        answers=tuple(beside.answers),
        settled_on=local_day(paper.settled_at) if paper.settled_at else None,
        settled_how=paper.settled_how,
        settled_words=paper.settled_words,
        note=paper.note,
        handed_on=local_day(handed_at) if handed_at else None,
        handed=beside.handed[0],
        received=beside.handed[1],
    )


def _narrowed(found: QuerySet[Incoming], today: date, state: str) -> QuerySet[Incoming]:
    return _marked(found).filter(_condition(state, today)) if state in FILTERS else found


def _marked(found: QuerySet[Incoming]) -> QuerySet[Incoming]:
    return found.annotate(
        is_directed=Exists(Direction.objects.filter(incoming=OuterRef("pk"))),
        is_answered=Exists(IncomingAnswer.objects.filter(incoming=OuterRef("pk"))),
    )


def _condition(state: str, today: date) -> Q:
    unsettled = Q(settled_how="")
    fresh = unsettled & Q(is_directed=False, presented_at=None)
    # Whatever came before the last working day should have been presented by now (`rules.present_by`).
    came_before = datetime.combine(working_days().previous_working_day(today), time.min, tzinfo=VIET_NAM)
    return {
        "new": fresh,
        "presented": unsettled & Q(is_directed=False, presented_at__isnull=False),
        "directed": unsettled & Q(is_directed=True),
        "settled": ~unsettled,
        "late": (unsettled & Q(due_on__lt=today)) | (fresh & Q(arrived_at__lt=came_before)),
        "unanswered": unsettled & Q(is_answered=False),
    }[state]


def _given_to(reader: Reader) -> QuerySet[Direction, int]:
    to_me = Q(person=reader.capacity.person)
    if reader.agency:
        to_me |= Q(agency__in=reader.agencies)
    return Direction.objects.filter(to_me).values_list("incoming", flat=True)


def _files(paper: Incoming) -> list[KeptFile]:
    attached = Attachment.objects.filter(incoming=paper).select_related("file").order_by("pk")
    kept: list[tuple[StoredFile, str]] = [(paper.file, paper.file.name)] if paper.file else []
    kept += [(each.file, each.title or each.file.name) for each in attached]
    return [KeptFile(sha256=file.sha256, name=name) for file, name in kept]


def _directed(paper: Incoming) -> list[Directed]:
    rows = Direction.objects.filter(incoming=paper).select_related("agency", "person").order_by("pk")
    handed = Delivery.objects.filter(instrument=paper.instrument_id).values_list(
        "agency", "person", "acknowledged_at"
    ) if paper.instrument_id else ()  # fmt: skip
    received = {(agency, person): at for agency, person, at in handed}
    return [
        Directed(
            by=Text.from_data(each.made_by["says"]),
            clause=each.made_by.get("clause"),
            at=each.made_at,
            words=each.words,
            to=str(each.agency or each.person or ""),
            due_on=each.due_on,
            acknowledged_at=received.get((each.agency_id, each.person_id)),
        )
        for each in rows
    ]


def _drafts(paper: Incoming) -> list[OwnDraft]:
    rows = Draft.objects.filter(answers=paper, closed_at=None, submissions__document=None).distinct().order_by("pk")
    return [OwnDraft(id=each.pk, title=each.title, changed_at=each.changed_at) for each in rows]


_NONE = Text("Không có văn bản đến này.", "There is no such incoming paper.")
