"""Drafts that wait for a decision or an opinion of the seat, and one's own that were returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from chidao.acts.authority import Matter
from chidao.acts.kept import as_recorded
from chidao.documents.acts import document_matter
from chidao.documents.acts.drafts import draft_said, opinion_matter
from chidao.documents.drafts.queries import returned_drafts, waiting_opinions, waiting_steps
from chidao.documents.drafts.rules import APPROVE, SIGN
from chidao.documents.drafts.steps import speaks_for, step_matter
from chidao.documents.models import DraftOpinion, Submission, SubmissionStep
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader
from chidao.reports.waiting import Waiting, left_until, may_at_all, waiting

ACTS: Final = {APPROVE: "approve_draft", SIGN: "issue_document"}


def waits_of_drafts(reader: Reader, now: datetime) -> Iterator[Waiting]:
    """Yield what may wait for the reader; whether they may settle it is asked by the caller, in one question."""
    yield from _steps(reader, now)
    yield from _opinions(reader, now)
    if may_at_all(reader, "submit_draft", local_day(now)):
        yield from _returned(reader)


def _steps(reader: Reader, now: datetime) -> Iterator[Waiting]:
    """Yield the steps that wait for the reader's seat, or for one that the reader stands in for."""
    rows = as_recorded(
        f"draft_steps:{reader.body}", lambda: waiting_steps(reader.body), of=(Submission, SubmissionStep, Seat)
    )
    spoken: dict[str, frozenset[int]] = {}
    for step in rows:
        act = ACTS.get(step.kind, "agree_draft")
        if act not in spoken:
            spoken[act] = reader.seats | speaks_for(reader.capacity, act, at=now, now=now)
        if step.seat_id in spoken[act]:
            yield _dated(_step(reader.body, step, act), step.due_on, now)


def _step(body: str, step: SubmissionStep, act: str) -> Waiting:
    submission = step.submission
    matter = (
        document_matter(body, submission.kind, submission.title)
        if step.kind == SIGN
        else step_matter(
            body, draft_said(submission.title), step=step.kind, kind=submission.kind, paper=submission.paper
        )
    )
    return waiting(
        act, "submission", submission.pk, same(submission.title), _STEP.filled(step=FACETS["step"][step.kind]),
        matter=matter, first=(("submission", submission.pk),), path=f"drafts/{submission.draft_id}/",
    )  # fmt: skip


def _opinions(reader: Reader, now: datetime) -> Iterator[Waiting]:
    rows = as_recorded(f"draft_opinions:{reader.body}", lambda: waiting_opinions(reader.body), of=(DraftOpinion,))
    agencies = reader.agencies
    for row in rows:
        if row.person_id == reader.capacity.person or row.agency_id in agencies:
            yield _dated(_opinion(row), row.due_on, now)


def _opinion(row: DraftOpinion) -> Waiting:
    return waiting(
        "give_draft_opinion", "draft_opinion", row.pk, same(row.title), same(row.question) if row.question else _ASKED,
        matter=opinion_matter(row), first=(("opinion_id", row.pk),), path=f"drafts/{row.draft_id}/",
    )  # fmt: skip


def _returned(reader: Reader) -> Iterator[Waiting]:
    """Yield the reader's own drafts that were given back (drafts change without an act: they are read each time)."""
    for draft in returned_drafts(reader.body, reader.capacity.person):
        facets = {"document": draft.kind} if draft.kind else {}
        yield waiting(
            "submit_draft", "draft", draft.pk, same(draft.title), _RETURNED,
            matter=Matter(body=reader.body, says=draft_said(draft.title), facets=facets),
            first=(("draft", draft.pk), ("version", draft.version)), path=f"drafts/{draft.pk}/",
        )  # fmt: skip


def _dated(found: Waiting, due_on: date | None, now: datetime) -> Waiting:
    today = local_day(now)
    return replace(found, due_on=due_on, left=left_until(due_on, today)) if due_on else found


_STEP: Final = Text("Dự thảo đã trình: {step}", "A submitted draft: {step}")
_ASKED: Final = Text("Xin ý kiến về dự thảo", "An opinion is asked on a draft")
_RETURNED: Final = Text("Dự thảo bị trả lại, sửa rồi trình lại", "A draft was returned: mend it and submit it again")
