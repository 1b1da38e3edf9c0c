"""Reading dossiers and hand-overs, limited to what the reader may see. Lists take a bounded number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from chidao.archive.facts import dossier_label, dossier_state, ended_on, items_of, piece_facts
from chidao.archive.models import Dossier, DossierItem, HandOver
from chidao.archive.pieces import item_of, papers_of
from chidao.archive.retention import retention
from chidao.archive.rules import Level, State, due_on, is_due_soon
from chidao.documents.incoming.queries import seen_incoming
from chidao.documents.queries import seen_documents
from chidao.kernel.errors import NotFound, Reason, Refused
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader

PAGE: Final = 50
MOST_DUE: Final = 100
MOST_LOOKED_AT: Final = 500
WORK: Final = ("handover", "keeper", "meeting", "task")
"""What is read with a dossier, so that where it stands and when its work ended needs no query more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRow:
    """A dossier in a list. `due_on`: when it is to be handed over next; `kept_until`: the last day of its retention."""

    id: int
    year: int
    number: int
    label: str
    title: str
    about: str
    group: str
    retention: str
    retention_title: Text
    keeper: Text | None
    access: str
    state: State
    opened_on: date
    closed_on: date | None
    ended_on: date | None
    due_on: date | None
    due_soon: bool
    kept_until: date | None
    count: int
    note: str
    meeting: int | None
    task: int | None
    handover: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A paper of a dossier by its place in the index; `place` is 0 once it was taken out. `shown`: the reader sees it.

    `has_file`: something of it can be opened here. `faults` are what would stand against closing.
    """

    id: int
    place: int
    kind: str
    paper: int
    label: str
    dated_on: date | None
    author: str
    title: str
    shown: bool
    has_file: bool
    signed: bool
    taken_out_at: datetime | None
    taken_out_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """One dossier with its papers in the order of the index, those taken out last."""

    row: DossierRow
    items: tuple[ItemRow, ...]
    taken_out: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRow:
    """A hand-over in a list."""

    id: int
    label: str
    level: Level
    giver: str
    receiver: str
    handed_on: date
    count: int
    package: str | None
    package_size: int
    minutes: str | None


def seen_dossiers(reader: Reader) -> QuerySet[Dossier]:
    """Return the dossiers that the reader may see: every list and page of dossiers begins here.

    Whoever sees all documents sees all dossiers but the restricted ones of others; the desk and the auditor, to whom
    the regulation shows the refusals as well, see these too. Nobody else sees any.
    """
    found: QuerySet[Dossier] = Dossier.objects.filter(body=reader.body).select_related(*WORK)
    if reader.sees("documents") != "all":
        return found.none()
    if reader.sees("refusals") == "all":
        return found
    return found.filter(~Q(access="restricted") | Q(keeper__in=reader.seats))


def dossier_list(
    reader: Reader,
    today: date,
    *,
    year: int | None = None,
    state: str = "",
    group: str = "",
    words: str = "",
    before: tuple[int, int] | None = None,
    most: int = PAGE,
) -> list[DossierRow]:
    """Return dossiers, the newest of the list first, `most` at most (one query). `before`: year and number."""
    found = seen_dossiers(reader).filter(_in_state(state))
    if year:
        found = found.filter(year=year)
    if group:
        found = found.filter(group=group)
    if words.strip():
        found = found.filter(folded__contains=fold(words))
    if before:
        found = found.filter(Q(year__lt=before[0]) | Q(year=before[0], number__lt=before[1]))
    return _rows(found.order_by("-year", "-number")[:most], today)


def dossier_years(reader: Reader) -> list[int]:
    """Return the years in which there are dossiers, newest first (one query)."""
    return list(seen_dossiers(reader).order_by("-year").values_list("year", flat=True).distinct()[:30])


def dossier_page(reader: Reader, dossier: int, today: date) -> DossierPage:
    """Return one dossier (eight queries at most). Raises NotFound for one the reader may not see."""
    found = one_dossier(reader, dossier)
    rows = items_of(found)
    papers, seen = papers_of(rows), _seen_papers(reader, rows)
    made = [_item(row, bool(papers[row.pk]), item_of(row) in seen) for row in rows]
    there = [each for each in made if each.taken_out_at is None]
    return DossierPage(
        row=_row(found, today, len(there)),
        items=tuple(replace(each, place=place) for place, each in enumerate(there, 1)),
        taken_out=tuple(each for each in made if each.taken_out_at is not None),
    )


def one_dossier(reader: Reader, dossier: int) -> Dossier:
    """Return a dossier's row. Raises NotFound for one the reader may not see."""
    found = seen_dossiers(reader).filter(pk=dossier).first()
    if found is None:
        raise NotFound(Reason(code="no_dossier", says=_NO_DOSSIER, field="dossier"))
    return found


def whole_dossiers(reader: Reader, dossiers: Sequence[int]) -> list[Dossier]:
    """Return dossiers whose every paper the reader sees, in the order given, to be exported.

    Raises NotFound for one that is not there, Refused where a paper in one is not the reader's to see.
    """
    found = {each.pk: each for each in seen_dossiers(reader).filter(pk__in=dossiers)}
    if set(found) != set(dossiers) or not dossiers:
        raise NotFound(Reason(code="no_dossier", says=_NO_DOSSIER, field="dossier"))
    rows = DossierItem.objects.filter(dossier__in=dossiers, taken_out_at=None)
    listed = list(rows)
    if {item_of(row) for row in listed} - _seen_papers(reader, listed):
        raise Refused(Reason(code="papers_not_shown", says=_NOT_SHOWN, field="dossier"))
    return [found[key] for key in dict.fromkeys(dossiers)]


def due_soon(reader: Reader, today: date, *, most: int = MOST_DUE) -> list[DossierRow]:
    """Return the dossiers whose hand-over falls due within the days of notice, or has, the earliest first (one query).

    NĐ 30/2020, Phụ lục VI: announced 30 days before.
    """
    table = retention()
    longest = max(each.notice_days for each in table.periods)
    # No period is shorter than the shortest: what ended later than that cannot be due yet.
    months = min(each.current_months for each in table.periods)
    ended_by = today + timedelta(days=longest) - timedelta(days=28 * months)
    waits = Q(handover=None) & (
        Q(closed_on__lte=ended_by)
        | Q(closed_on=None)
        & (
            Q(task__accepted_at__date__lte=ended_by)
            | Q(meeting__ended_at__date__lte=ended_by)
            | Q(about="names", year__lt=today.year)
        )
    )
    held = Q(handover__level="current", retention="01")
    found = seen_dossiers(reader).filter(waits | held).order_by("year", "number")[:MOST_LOOKED_AT]
    rows = [each for each in _rows(found, today) if each.due_soon and each.due_on]
    return sorted(rows, key=lambda each: (each.due_on or today, each.id))[:most]


def dossiers_of(reader: Reader, what: str, paper: int) -> list[DossierRow]:
    """Return the dossiers in which a paper lies ("document", 12), the newest first (one query)."""
    held = DossierItem.objects.filter(**{f"{what}_id": paper}, taken_out_at=None).values("dossier")
    return _rows(seen_dossiers(reader).filter(pk__in=held).order_by("-year", "-number")[:PAGE], None)


def handover_list(reader: Reader, *, before: tuple[int, int] | None = None) -> list[HandOverRow]:
    """Return hand-overs, the newest first, `PAGE` at most (one query)."""
    found = _seen_handovers(reader)
    if before:
        found = found.filter(Q(year__lt=before[0]) | Q(year=before[0], number__lt=before[1]))
    return [_handover(row) for row in found.order_by("-year", "-number")[:PAGE]]


def handover_of(reader: Reader, handover: int) -> HandOver:
    """Return a hand-over's row. Raises NotFound for one the reader may not see."""
    found = _seen_handovers(reader).filter(pk=handover).first()
    if found is None:
        raise NotFound(Reason(code="no_handover", says=_NO_HANDOVER))
    return found


def whole_handover(reader: Reader, handover: int) -> HandOver:
    """Return a hand-over whose every dossier and paper the reader sees, so that its files may be given.

    Raises NotFound or Refused as `whole_dossiers` does.
    """
    found = handover_of(reader, handover)
    whole_dossiers(reader, [int(each["id"]) for each in found.contents])
    return found


def handover_row(handover: HandOver) -> HandOverRow:
    """Return a hand-over as a list shows it."""
    return _handover(handover)


def dossier_rows(dossiers: Sequence[Dossier], today: date) -> list[DossierRow]:
    """Return dossiers as lists show them (one query)."""
    ids = [each.pk for each in dossiers]
    found = {row.id: row for row in _rows(Dossier.objects.filter(pk__in=ids).select_related(*WORK), today)}
    return [found[key] for key in ids]


def _seen_handovers(reader: Reader) -> QuerySet[HandOver]:
    found: QuerySet[HandOver] = HandOver.objects.filter(body=reader.body).select_related("package", "minutes")
    if reader.sees("documents") != "all":
        return found.none()
    return found


def _seen_papers(reader: Reader, rows: Sequence[DossierItem]) -> set[tuple[str, int]]:
    """Return which papers of these items the reader may see (a query a kind at most); files go with their dossier."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        kind, key = item_of(row)
        wanted.setdefault(kind, set()).add(key)
    seen: set[tuple[str, int]] = {(kind, key) for kind in ("file", "instrument") for key in wanted.get(kind, ())}
    if papers := wanted.get("document"):
        seen |= {("document", key) for key in seen_documents(reader).filter(pk__in=papers).values_list("pk", flat=True)}
    if papers := wanted.get("incoming"):
        seen |= {("incoming", key) for key in seen_incoming(reader).filter(pk__in=papers).values_list("pk", flat=True)}
    return seen


def _in_state(state: str) -> Q:
    return {
        "open": Q(closed_on=None, handover=None),
        "closed": Q(closed_on__isnull=False, handover=None),
        "current": Q(handover__level="current"),
        "historical": Q(handover__level="historical"),
    }.get(state, Q())


def _rows(found: QuerySet[Dossier], today: date | None) -> list[DossierRow]:
    dossiers = list(found)
    counted = DossierItem.objects.filter(dossier__in=[each.pk for each in dossiers], taken_out_at=None)
    counts: Mapping[int, int] = dict(counted.values_list("dossier").annotate(n=Count("pk")).order_by())
    return [_row(each, today, counts.get(each.pk, 0)) for each in dossiers]


def _row(dossier: Dossier, today: date | None, count: int) -> DossierRow:
    table, state, ended = retention(), dossier_state(dossier), ended_on(dossier)
    code = table.codes.get(dossier.retention)
    handed = dossier.handover.handed_on if dossier.handover else None
    due = due_on(table, state=state, retention=dossier.retention, ended_on=ended, handed_on=handed)
    return DossierRow(
        id=dossier.pk,
        year=dossier.year,
        number=dossier.number,
        label=dossier_label(dossier),
        title=dossier.title,
        about=dossier.about,
        group=dossier.group,
        retention=dossier.retention,
        retention_title=code.title if code else Text(dossier.retention, dossier.retention),
        keeper=Text.from_data(dossier.keeper.title) if dossier.keeper else None,
        access=dossier.access,
        state=state,
        opened_on=dossier.opened_on,
        closed_on=dossier.closed_on,
        ended_on=ended,
        due_on=due,
        due_soon=bool(today and is_due_soon(table, due, today)),
        kept_until=table.kept_until(dossier.retention, ended) if code and ended else None,
        count=count,
        note=dossier.note,
        meeting=dossier.meeting_id,
        task=dossier.task_id,
        handover=dossier.handover_id,
    )


def _item(row: DossierItem, has_file: bool, shown: bool) -> ItemRow:
    kind, paper = item_of(row)
    composed = bool(row.document and row.document.content) or bool(row.instrument and row.instrument.charter_id)
    return ItemRow(
        id=row.pk,
        place=0,
        kind=kind,
        paper=paper,
        label=row.label if shown else "",
        dated_on=row.dated_on,
        author=row.author if shown else "",
        title=row.title if shown else "(văn bản hạn chế)",
        shown=shown,
        has_file=shown and (has_file or composed),
        signed=piece_facts(row, has_file=has_file).signed,
        taken_out_at=row.taken_out_at,
        taken_out_reason=row.taken_out_reason,
    )


def _handover(row: HandOver) -> HandOverRow:
    return HandOverRow(
        id=row.pk,
        label=f"{row.number:02d}/{row.year}",
        level="historical" if row.level == "historical" else "current",
        giver=row.giver,
        receiver=row.receiver,
        handed_on=row.handed_on,
        count=len(row.contents),
        package=row.package.name if row.package else None,
        package_size=row.package.size if row.package else 0,
        minutes=row.minutes.name if row.minutes else None,
    )


_NO_DOSSIER: Final = Text("Không có hồ sơ này.", "There is no such dossier.")
_NO_HANDOVER: Final = Text("Không có lần giao nộp này.", "There is no such hand-over.")
_NOT_SHOWN: Final = Text(
    "Trong hồ sơ có văn bản hạn chế mà ghế này không được xem, nên không xuất cả hồ sơ được.",
    "The dossier holds a restricted paper that this seat may not see, so it cannot be exported whole.",
)
