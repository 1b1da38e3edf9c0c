"""Drafts as pages are given them: frozen values, without what the reader is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chidao.documents.drafts.rules import OPEN
from chidao.documents.models import Draft
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft in a list. `state`: writing, closed, or that of its last submission; `next_seat` is whose step waits."""

    id: int
    title: str
    form: str
    kind: str
    paper: str
    owner: str
    version: int
    changed_at: datetime
    state: str
    next_seat: Text | None
    due_on: date | None
    asks_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version: who made it, in which way (typed, word, restored), with its file if it came back from Word."""

    number: int
    by: str
    made_at: datetime
    way: str
    note: str
    file_name: str
    file_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of a submission as it is shown: whose, decided by whom, when, in which words, by what right.

    `breaches`: how many faults of form the checker found, at the step of form.
    """

    ordinal: int
    kind: str
    seat: int
    seat_title: Text
    due_on: date | None
    outcome: str
    words: str
    decided_by: Text | None
    basis: Text | None
    clause: str | None
    breaches: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionView:
    """A submission with its steps; `document` and `instrument` are what became of it."""

    id: int
    draft: int
    version: int
    kind: str
    form: str
    paper: str
    title: str
    content: Mapping[str, Any]
    sha256: str
    words: str
    submitted_by: Text
    submitter: int | None
    submitted_at: datetime
    state: str
    document: int | None
    document_label: str
    instrument: int | None
    steps: tuple[StepView, ...]

    @property
    def next(self) -> StepView | None:
        """Return the step that waits, None where nothing does."""
        return next((each for each in self.steps if not each.outcome), None) if self.state in OPEN else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionView:
    """An opinion asked of an agency or a person, and given or not."""

    id: int
    version: int
    asked: str
    agency: int | None
    person: int | None
    question: str
    due_on: date | None
    asked_by: Text
    asked_at: datetime
    opinion: str
    words: str
    file_sha256: str
    file_name: str
    answered_by: Text | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A comment beside a version, at a line of it (0: the whole)."""

    id: int
    version: int
    place: int
    text: str
    by: Text
    made_at: datetime
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """Who has looked at which version, and when last."""

    person: str
    version: int
    looked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One draft as a reader is shown it.

    `whole` says that all of it is shown; else only what was put before the reader: `versions` and `opinions` hold
    nothing else, and there are no notes and looks.
    """

    row: Draft
    whole: bool
    is_owner: bool
    versions: tuple[VersionView, ...]
    submissions: tuple[SubmissionView, ...]
    opinions: tuple[OpinionView, ...]
    notes: tuple[NoteView, ...] = ()
    looks: tuple[LookView, ...] = ()
    answers: str = ""

    @property
    def last(self) -> SubmissionView | None:
        """Return the last submission."""
        return self.submissions[0] if self.submissions else None

    @property
    def state(self) -> str:
        """Return where the draft stands, as in a list."""
        return state_of_draft(self.row.closed_at, self.last.state if self.last else None)

    @property
    def latest(self) -> int:
        """Return the number of the newest version that the reader is shown."""
        return max((each.number for each in self.versions), default=self.row.version)


def state_of_draft(closed_at: datetime | None, submitted: str | None) -> str:
    """Return where a draft stands: writing, closed, or as its last submission does."""
    if closed_at is not None:
        return "closed"
    return submitted if submitted and submitted != "withdrawn" else "writing"
