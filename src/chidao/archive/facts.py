"""From rows to what the rules ask: a dossier, its pieces, and what of its work is not done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from chidao.archive.models import Dossier, DossierItem
from chidao.archive.pieces import papers_of
from chidao.archive.rules import DossierFacts, PieceFacts, State, state_of
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.meetings.models import Conclusion, Meeting
from chidao.tasks.models import Task

RELATED: Final = ("document__scan", "incoming__file", "instrument", "file")
"""What is read with an item of a dossier."""


def dossier_label(dossier: Dossier) -> str:
    """Return the number of a dossier: "05/2022"."""
    return f"{dossier.number:02d}/{dossier.year}"


def dossier_state(dossier: Dossier) -> State:
    """Return where a dossier stands."""
    return state_of(dossier.closed_on, dossier.handover.level if dossier.handover else None)


def ended_on(dossier: Dossier) -> date | None:
    """Return when the work of a dossier ended: the day it was closed, else of its meeting, task or year."""
    if dossier.closed_on:
        return dossier.closed_on
    if dossier.task:
        return local_day(dossier.task.accepted_at) if dossier.task.accepted_at else None
    if dossier.meeting:
        return local_day(dossier.meeting.ended_at) if dossier.meeting.ended_at else None
    return date(dossier.year, 12, 31) if dossier.about == "names" else None


def facts_of(dossier: Dossier) -> DossierFacts:
    """Return a dossier with its pieces and its open work, as the rules judge it (six queries at most)."""
    return DossierFacts(
        label=same(dossier_label(dossier)),
        state=dossier_state(dossier),
        retention=dossier.retention,
        note=dossier.note,
        pieces=tuple(_pieces(items_of(dossier))),
        open_tasks=tuple(_open_tasks(dossier)),
        open_work=tuple(_open_work(dossier)),
    )


def bare_facts(dossier: Dossier) -> DossierFacts:
    """Return a dossier without its pieces: enough to judge its handing over."""
    return DossierFacts(
        label=same(dossier_label(dossier)), state=dossier_state(dossier), retention=dossier.retention, note=dossier.note
    )


def items_of(dossier: Dossier) -> list[DossierItem]:
    """Return the items of a dossier in the order of its index: by day, then as they were filed (one query)."""
    rows = DossierItem.objects.filter(dossier=dossier).select_related(*RELATED).defer("instrument__charter")
    return sorted(rows, key=lambda row: (row.dated_on or date.min, row.ordinal))


def piece_facts(row: DossierItem, *, has_file: bool) -> PieceFacts:
    """Return what the rules need of one item; `has_file`: a signed file, scan or file of it is kept."""
    document, paper = row.document, row.incoming
    return PieceFacts(
        label=same(row.label or row.title),
        what=str(row.pk),
        numbered=document is None or document.number is not None,
        signed=has_file or row.instrument_id is not None or bool(document and document.signed_paper_at),
        voided=document is not None and document.voided_at is not None,
        settled=paper is None or paper.settled_at is not None,
        taken_out=row.taken_out_at is not None,
    )


def _pieces(rows: Iterable[DossierItem]) -> Iterator[PieceFacts]:
    listed = list(rows)
    kept = papers_of(listed)
    for row in listed:
        yield piece_facts(row, has_file=bool(kept[row.pk]))


def _open_tasks(dossier: Dossier) -> list[str]:
    """Return the tasks of the dossier's work that are not accepted (one query)."""
    tasks = Task.objects.filter(body=dossier.body, closed=0)
    if dossier.task_id:
        tasks = tasks.filter(pk=dossier.task_id)
    elif dossier.meeting_id:
        tasks = tasks.filter(provision__conclusion__meeting=dossier.meeting_id)
    else:
        return []
    return list(tasks.order_by("number").values_list("title", flat=True)[:20])


def _open_work(dossier: Dossier) -> Iterator[Text]:
    meeting: Meeting | None = dossier.meeting
    if meeting is None or meeting.cancelled_at:
        return
    if meeting.ended_at is None:
        yield _NOT_ENDED
    open_ones = Conclusion.objects.filter(meeting=meeting, disposition="", provision__tasks__isnull=True)
    if left := open_ones.count():
        yield _UNDISPOSED.filled(n=left)


_NOT_ENDED: Final = Text("Cuộc họp chưa bế mạc.", "The meeting is not closed.")
_UNDISPOSED: Final = Text(
    "{n} kết luận chưa thành nhiệm vụ mà cũng chưa ghi là không giao.",
    "{n} conclusions are neither a task nor said to be none.",
)
