"""Reading drafts, limited to whom they were shown. Lists take a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from chidao.documents.drafts.rules import OPEN
from chidao.documents.drafts.values import (
    DraftPage,
    DraftRow,
    LookView,
    NoteView,
    OpinionView,
    StepView,
    SubmissionView,
    VersionView,
    state_of_draft,
)
from chidao.documents.models import (
    Draft,
    DraftLook,
    DraftNote,
    DraftOpinion,
    DraftVersion,
    Incoming,
    Submission,
    SubmissionStep,
)
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader

PAGE: Final = 50
WHICH: Final = ("", "mine", "waiting", "submitted", "issued")
"""The lists of drafts: all, one's own, those that wait for oneself, submitted, issued or approved."""


def draft_list(
    reader: Reader, *, which: str = "", words: str = "", form: str = "", seats: Iterable[int] = (),
    before: tuple[datetime, int] | None = None,
) -> list[DraftRow]:  # fmt: skip
    """Return the drafts changed last that the reader may see, `PAGE` at most (one query).

    `seats` are those for which the reader speaks beside their own; `before` is the instant and id of the last row of
    the page before.
    """
    mine = frozenset(seats) | reader.seats
    found = _with_state(_seen(reader, mine), reader, mine)
    found = found.filter(_which(which, reader, mine))
    if words.strip():
        found = found.filter(title__icontains=words.strip())
    if form:
        found = found.filter(form=form)
    if before:
        found = found.filter(Q(changed_at__lt=before[0]) | Q(changed_at=before[0], pk__lt=before[1]))
    return [_row(each) for each in found.order_by("-changed_at", "-pk")[:PAGE]]


def draft_counts(reader: Reader, seats: Iterable[int] = ()) -> dict[str, int]:
    """Return how many drafts wait for the reader, and how many are their own and open (one query)."""
    mine = frozenset(seats) | reader.seats
    found = _with_state(_seen(reader, mine), reader, mine)
    return {"waiting": found.filter(_which("waiting", reader, mine)).count()}


def draft_page(reader: Reader, draft: int, seats: Iterable[int] = ()) -> DraftPage:
    """Return one draft (a bounded number of queries). Raises NotFound for one the reader may not see."""
    mine = frozenset(seats) | reader.seats
    row = _seen(reader, mine).select_related("owner", "answers").filter(pk=draft).first()
    if row is None:
        raise NotFound(Reason(code="no_draft", says=_NO_DRAFT))
    whole = _whole(reader) or row.owner_id == reader.capacity.person
    submissions, opinions = submissions_of(row.pk), _opinions(row.pk)
    if not whole:
        submissions = tuple(each for each in submissions if any(step.seat in mine for step in each.steps))
        opinions = tuple(each for each in opinions if _asks(each, reader))
    return DraftPage(
        row=row,
        whole=whole,
        is_owner=row.owner_id == reader.capacity.person,
        versions=_versions(row.pk, None if whole else _put_before(submissions, opinions)),
        submissions=submissions,
        opinions=opinions,
        notes=_notes(row.pk) if whole else (),
        looks=_looks(row.pk) if whole else (),
        answers=_incoming_said(row.answers),
    )


def content_of(page: DraftPage, number: int) -> Mapping[str, Any]:
    """Return what a version says (one query). Raises NotFound for one that the reader is not shown."""
    if number in {each.number for each in page.versions}:
        content: Mapping[str, Any] | None = (
            DraftVersion.objects.filter(draft=page.row, number=number).values_list("content", flat=True).first()
        )
        if content is not None:
            return content
    raise NotFound(Reason(code="no_version", says=_NO_VERSION.filled(number=number)))


def submissions_of(draft: int) -> tuple[SubmissionView, ...]:
    """Return every submission of a draft, the last first (three queries)."""
    rows = Submission.objects.filter(draft=draft).select_related("document").order_by("-pk")
    return _views(list(rows))


def submission_view(body: str, submission: int) -> SubmissionView | None:
    """Return one submission of a body (two queries), None where there is none."""
    rows = Submission.objects.filter(body=body, pk=submission).select_related("document")
    return next(iter(_views(list(rows))), None)


def submission_of(*, document: int | None = None, instrument: int | None = None) -> SubmissionView | None:
    """Return the submission from which a document was issued or an instrument approved (two queries at most)."""
    which = {"document": document} if document else {"instrument": instrument or 0}
    rows = Submission.objects.filter(**which).select_related("document")[:1]
    return next(iter(_views(list(rows))), None)


def papers_of(body: str) -> dict[str, Submission]:
    """Return for each paper that the regulation asks to be approved its last submission (one query)."""
    rows = Submission.objects.filter(body=body).exclude(paper="").defer("content").order_by("pk")
    return {each.paper: each for each in rows}


def waiting_steps(body: str) -> list[SubmissionStep]:
    """Return of every submission that is open the step that waits, the oldest first (one query)."""
    earlier = SubmissionStep.objects.filter(
        submission=OuterRef("submission"), outcome="", ordinal__lt=OuterRef("ordinal")
    )
    rows = SubmissionStep.objects.filter(submission__body=body, submission__state__in=OPEN, outcome="")
    found = rows.filter(~Exists(earlier)).select_related("submission", "seat").defer("submission__content")
    return list(found.order_by("submission__submitted_at", "pk"))


def waiting_opinions(body: str) -> list[DraftOpinion]:
    """Return every opinion that was asked and is not given, the oldest first (one query)."""
    return list(DraftOpinion.objects.filter(body=body, answered_at=None).defer("content").order_by("asked_at", "pk"))


def returned_drafts(body: str, owner: int) -> list[Draft]:
    """Return somebody's open drafts whose last submission was returned (one query)."""
    found = Draft.objects.filter(body=body, owner=owner, closed_at=None).annotate(last_state=_last("state"))
    return list(found.filter(last_state="returned").order_by("pk"))


# ---------------------------------------------------------------- who sees what


def _whole(reader: Reader) -> bool:
    return reader.sees("documents") == "all"


def _seen(reader: Reader, seats: frozenset[int]) -> QuerySet[Draft]:
    """All drafts of the body, or one's own and those put before one: as a step, or for an opinion."""
    found = Draft.objects.filter(body=reader.body)
    if _whole(reader):
        return found
    put_before = Submission.objects.filter(steps__seat__in=seats).values("draft")
    asked = DraftOpinion.objects.filter(_asked_of(reader)).values("draft")
    return found.filter(Q(owner=reader.capacity.person) | Q(pk__in=put_before) | Q(pk__in=asked))


def _asked_of(reader: Reader) -> Q:
    return Q(person=reader.capacity.person) | Q(agency__in=reader.agencies)


def _asks(opinion: OpinionView, reader: Reader) -> bool:
    return opinion.person == reader.capacity.person or opinion.agency in reader.agencies


# ---------------------------------------------------------------- rows of lists


def _last(name: str) -> Subquery:
    return Subquery(Submission.objects.filter(draft=OuterRef("pk")).order_by("-pk").values(name)[:1])


def _next_step(name: str) -> Subquery:
    steps = SubmissionStep.objects.filter(submission__draft=OuterRef("pk"), submission__state__in=OPEN, outcome="")
    return Subquery(steps.order_by("-submission", "ordinal").values(name)[:1])


def _with_state(found: QuerySet[Draft], reader: Reader, seats: frozenset[int]) -> QuerySet[Draft]:
    unanswered = DraftOpinion.objects.filter(_asked_of(reader), draft=OuterRef("pk"), answered_at=None)
    return found.select_related("owner").annotate(
        last_state=_last("state"), last_paper=_last("paper"), next_seat=_next_step("seat"),
        next_title=_next_step("seat__title"), next_due=_next_step("due_on"), asks_me=Exists(unanswered),
    )  # fmt: skip


def _which(which: str, reader: Reader, seats: frozenset[int]) -> Q:
    mine = Q(owner=reader.capacity.person)
    lists = {
        "mine": mine & Q(closed_at=None),
        "waiting": Q(asks_me=True) | Q(next_seat__in=seats) | (mine & Q(last_state="returned", closed_at=None)),
        "submitted": Q(last_state__in=OPEN),
        "issued": Q(last_state__in=("issued", "approved")),
    }
    return lists.get(which, Q())


def _row(draft: Any) -> DraftRow:
    return DraftRow(
        id=draft.pk,
        title=draft.title,
        form=draft.form,
        kind=draft.kind,
        paper=draft.last_paper or "",
        owner=draft.owner.name,
        version=draft.version,
        changed_at=draft.changed_at,
        state=state_of_draft(draft.closed_at, draft.last_state),
        next_seat=Text.from_data(draft.next_title) if draft.next_title else None,
        due_on=draft.next_due,
        asks_me=draft.asks_me,
    )


# ---------------------------------------------------------------- parts of a page


def _views(rows: Sequence[Submission]) -> tuple[SubmissionView, ...]:
    steps: dict[int, list[StepView]] = {each.pk: [] for each in rows}
    found = SubmissionStep.objects.filter(submission__in=steps).select_related("seat").order_by("ordinal")
    for step in found if steps else ():
        steps[step.submission_id].append(_step(step))
    return tuple(_submission(each, steps[each.pk]) for each in rows)


def _submission(row: Submission, steps: Iterable[StepView]) -> SubmissionView:
    return SubmissionView(
        id=row.pk,
        draft=row.draft_id,
        version=row.version,
        kind=row.kind,
        form=row.form,
        paper=row.paper,
        title=row.title,
        content=row.content,
        sha256=row.sha256,
        words=row.words,
        submitted_by=Text.from_data(row.submitted_by["says"]),
        submitter=row.submitted_by.get("person"),
        submitted_at=row.submitted_at,
        state=row.state,
        document=row.document_id,
        document_label=row.document.label if row.document else "",
        instrument=row.instrument_id,
        steps=tuple(steps),
    )


def _step(row: SubmissionStep) -> StepView:
    by = row.decided_by or {}
    return StepView(
        ordinal=row.ordinal,
        kind=row.kind,
        seat=row.seat_id,
        seat_title=Text.from_data(row.seat.title),
        due_on=row.due_on,
        outcome=row.outcome,
        words=row.words,
        decided_by=Text.from_data(by["says"]) if by else None,
        basis=Text.from_data(by["basis"]) if by.get("basis") else None,
        clause=by.get("clause"),
        breaches=by.get("breaches"),
        decided_at=row.decided_at,
    )


def _opinions(draft: int) -> tuple[OpinionView, ...]:
    rows = DraftOpinion.objects.filter(draft=draft).select_related("agency", "person", "file").defer("content")
    return tuple(_opinion(each) for each in rows.order_by("-version", "asked_at", "pk"))


def _opinion(row: DraftOpinion) -> OpinionView:
    return OpinionView(
        id=row.pk,
        version=row.version,
        asked=row.agency.name if row.agency else row.person.name if row.person else "",
        agency=row.agency_id,
        person=row.person_id,
        question=row.question,
        due_on=row.due_on,
        asked_by=Text.from_data(row.asked_by["says"]),
        asked_at=row.asked_at,
        opinion=row.opinion,
        words=row.words,
        file_sha256=row.file.sha256 if row.file else "",
        file_name=row.file.name if row.file else "",
        answered_by=Text.from_data(row.answered_by["says"]) if row.answered_by else None,
        answered_at=row.answered_at,
    )


def _versions(draft: int, shown: set[int] | None) -> tuple[VersionView, ...]:
    rows = DraftVersion.objects.filter(draft=draft).select_related("by").defer("content").order_by("-number")
    return tuple(
        VersionView(
            number=each.number, by=each.by.name, made_at=each.made_at, way=each.way, note=each.note,
            file_name=each.file_name, file_sha256=each.file_sha256,
        )
        for each in (rows if shown is None else rows.filter(number__in=shown))
    )  # fmt: skip


def _put_before(submissions: Iterable[SubmissionView], opinions: Iterable[OpinionView]) -> set[int]:
    return {each.version for each in submissions} | {each.version for each in opinions}


def _notes(draft: int) -> tuple[NoteView, ...]:
    rows = DraftNote.objects.filter(draft=draft).order_by(F("settled_at").asc(nulls_first=True), "-version", "place")
    return tuple(
        NoteView(
            id=each.pk, version=each.version, place=each.place, text=each.text, by=Text.from_data(each.as_says),
            made_at=each.made_at, settled=each.settled_at is not None,
        )
        for each in rows
    )  # fmt: skip


def _looks(draft: int) -> tuple[LookView, ...]:
    rows = DraftLook.objects.filter(draft=draft).select_related("person").order_by("-looked_at")[:PAGE]
    return tuple(LookView(person=each.person.name, version=each.version, looked_at=each.looked_at) for each in rows)


def _incoming_said(row: Incoming | None) -> str:
    return f"{row.symbol} {row.title}".strip() if row else ""


def seat_titles(seats: Iterable[int]) -> dict[int, Text]:
    """Return what seats are called, by id (one query)."""
    rows = Seat.objects.filter(pk__in=list(seats)).values_list("pk", "title")
    return {key: Text.from_data(title) for key, title in rows}


_NO_DRAFT: Final = Text("Không có dự thảo này.", "There is no such draft.")
_NO_VERSION: Final = Text("Không có bản {number} để xem.", "There is no version {number} to be seen.")
