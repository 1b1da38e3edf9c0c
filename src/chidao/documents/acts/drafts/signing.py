"""A submission that is signed: only what was frozen, only once all others agreed, only by whose signature was asked."""

from __future__ import annotations

from chidao.acts.runner import Doing
from chidao.documents.acts.by_whom import by_whom
from chidao.documents.acts.drafts.subject import check_own_step, locked_submission
from chidao.documents.acts.drafts.telling import tell_submitter
from chidao.documents.drafts.frozen import course_of, is_intact
from chidao.documents.drafts.rules import against_issuing, decided
from chidao.documents.models import Document, Submission
from chidao.kernel.errors import Conflict, raise_if_any
from chidao.kernel.wording import Text


def signed_submission(doing: Doing, body: str, which: int) -> Submission:
    """Return a submission that may now be issued by the actor, locked.

    Raises Conflict where it is not agreed to, is over or is not what was frozen; Refused for another's signature.
    """
    submission = locked_submission(doing, body, which)
    course = course_of(submission)
    raise_if_any(Conflict, against_issuing(course, intact=is_intact(submission)))
    check_own_step(doing, course)
    return submission


def mark_issued(doing: Doing, submission: Submission, document: Document) -> None:
    """Put down that a submission was signed and under which document; whoever submitted it is told."""
    steps = list(submission.steps.order_by("ordinal"))
    state = decided(course_of(submission, steps), "agreed", "issued").state
    doing.change(steps[-1], outcome="agreed", decided_by=by_whom(doing), decided_at=doing.at)
    doing.change(submission, state=state, document=document)
    tell_submitter(doing, submission, _ISSUED.filled(label=document.label, title="{title}"))


_ISSUED = Text("Đã ban hành số {label}: {title}", "Issued as {label}: {title}")
