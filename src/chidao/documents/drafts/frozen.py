"""What was put before those who decide, as it was frozen: its digest, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chidao.documents.drafts.rules import Course, Step
from chidao.documents.models import Submission, SubmissionStep
from chidao.ledger.chain import digest


def frozen_digest(*, form: str, kind: str, paper: str, title: str, content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of everything that a submission freezes, 64 hexadecimal digits."""
    return digest({"form": form, "kind": kind, "paper": paper, "title": title, "content": dict(content)})


def is_intact(submission: Submission) -> bool:
    """Tell whether a submission still holds what it was frozen with."""
    now = frozen_digest(
        form=submission.form, kind=submission.kind, paper=submission.paper, title=submission.title,
        content=submission.content,
    )  # fmt: skip
    return bool(now == submission.sha256)


def course_of(submission: Submission, steps: Iterable[SubmissionStep] | None = None) -> Course:
    """Return how far a submission has come (one query, where its steps are not given)."""
    rows = list(submission.steps.order_by("ordinal")) if steps is None else list(steps)
    found = tuple(Step(each.kind, each.seat_id, each.outcome) for each in rows)
    return Course(steps=found, state=submission.state, paper=submission.paper)
