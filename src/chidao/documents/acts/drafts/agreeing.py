"""The step that waits, agreed to or returned with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.by_whom import by_whom
from chidao.documents.acts.drafts.subject import (
    check_own_step,
    found_submission,
    locked_submission,
    submission_matter,
    words_kept,
)
from chidao.documents.acts.drafts.telling import tell_next, tell_submitter
from chidao.documents.drafts.frozen import course_of
from chidao.documents.drafts.printing import form_report
from chidao.documents.drafts.rules import FORM, Course, against_agreeing, against_breaches, against_returning, decided
from chidao.documents.models import Submission, SubmissionStep
from chidao.documents.uploads import refuse_secret_marks
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.errors import BadInput, Conflict, raise_if_any
from chidao.kernel.wording import Text
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeDraft:
    """Agreement at the step of a submission that waits."""

    body: str = asked(*BODY)
    submission: int = asked("Lượt trình", "Submission", "submission")
    words: str = asked(
        "Ý kiến", "In words", "long", default="",
        hint=Text(
            "Phải ghi khi bản in còn lỗi thể thức mà vẫn cho qua.",
            "Needed where the printed paper has faults of form and passes all the same.",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDraft:
    """A submission given back to whoever submitted it, and why."""

    body: str = asked(*BODY)
    submission: int = asked("Lượt trình", "Submission", "submission")
    words: str = asked("Lý do trả lại", "Why it is returned", "long")


def _about(given: AgreeDraft | ReturnDraft, at: datetime) -> Matter:
    return submission_matter(found_submission(given.body, given.submission))


@act(
    "agree_draft",
    ("Đồng ý với dự thảo", "Agree to a draft"),
    ("Đồng ý với {what} ({step})", "Agreed to {what} ({step})"),
    given=AgreeDraft,
    about=_about,
)
def agree_draft(doing: Doing, given: AgreeDraft) -> Mapping[str, object]:
    """Agree at the step that waits; the next one is told.

    At the step of form the printed paper is checked: faults pass only with a word on them (BadInput). Raises Refused
    for the step of another seat, Conflict where none waits or only the decision does.
    """
    submission, steps, course = _waiting(doing, given.body, given.submission)
    raise_if_any(Conflict, against_agreeing(course))
    check_own_step(doing, course)
    breaches = _breaches(doing, submission, steps, course)
    raise_if_any(BadInput, against_breaches(course.next, breaches or 0, given.words))
    refuse_secret_marks(words=given.words)
    kind = _decide(doing, submission, steps, course, "agreed", given.words, breaches)
    tell_next(doing, submission, steps)
    outcome = {"submission": submission.pk, "draft": submission.draft_id, "say": {"step": FACETS["step"][kind]}}
    return outcome if breaches is None else {**outcome, "breaches": breaches}


@act(
    "return_draft",
    ("Trả lại dự thảo", "Return a draft"),
    ("Trả lại {what}: {words}", "Returned {what}: {words}"),
    given=ReturnDraft,
    about=_about,
)
def return_draft(doing: Doing, given: ReturnDraft) -> Mapping[str, object]:
    """Give a submission back with the reason; whoever submitted it is told, and may submit another version.

    Raises Refused for the step of another seat, Conflict where none waits, BadInput without a reason.
    """
    submission, steps, course = _waiting(doing, given.body, given.submission)
    raise_if_any(Conflict, against_returning(course, "-"))
    raise_if_any(BadInput, against_returning(course, given.words))
    check_own_step(doing, course)
    refuse_secret_marks(words=given.words)
    _decide(doing, submission, steps, course, "returned", given.words, None)
    tell_submitter(doing, submission, _RETURNED)
    said = words_kept(given.words).rstrip(".")
    return {"submission": submission.pk, "draft": submission.draft_id, "say": {"words": said}}


def _waiting(doing: Doing, body: str, which: int) -> tuple[Submission, list[SubmissionStep], Course]:
    submission = locked_submission(doing, body, which)
    steps = list(submission.steps.order_by("ordinal"))
    return submission, steps, course_of(submission, steps)


def _decide(
    doing: Doing, submission: Submission, steps: Sequence[SubmissionStep], course: Course, outcome: str, words: str,
    breaches: int | None,
) -> str:  # fmt: skip
    step = steps[course.pending or 0]
    by = by_whom(doing) | ({} if breaches is None else {"breaches": breaches})
    doing.change(step, outcome=outcome, words=words_kept(words), decided_by=by, decided_at=doing.at)
    doing.change(submission, state=decided(course, outcome).state)
    return step.kind


def _breaches(doing: Doing, submission: Submission, steps: Sequence[SubmissionStep], course: Course) -> int | None:
    """Return how many faults of form the printed paper has, None at other steps."""
    if course.next is None or course.next.kind != FORM:
        return None
    signer = steps[-1].seat_id
    report = form_report(submission.body, submission.kind, submission.content, now=doing.at, signer=signer)
    return len(report.breaches)


_RETURNED = Text("Dự thảo bị trả lại: {title}", "A draft was returned: {title}")
