"""The draft, the submission or the opinion that an act is about: found, locked, told to the authority and the rules."""

from __future__ import annotations

from chidao.acts.authority import Matter
from chidao.acts.runner import Doing
from chidao.documents.drafts.frozen import course_of
from chidao.documents.drafts.rules import Course, against_seat
from chidao.documents.drafts.steps import speaks_for, step_matter
from chidao.documents.models import Draft, DraftOpinion, Submission
from chidao.kernel.errors import NotFound, Reason, Refused, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.models import Seat


def draft_said(title: str) -> Text:
    """Return a draft as a sentence names it."""
    return Text(f"dự thảo “{title}”", f"the draft “{title}”")


def found_draft(body: str, draft: int) -> Draft:
    """Return a draft of a body. Raises NotFound."""
    found: Draft | None = Draft.objects.filter(body=body, pk=draft).first()
    if found is None:
        raise NotFound(Reason(code="no_draft", says=_NO_DRAFT, field="draft"))
    return found


def found_submission(body: str, submission: int) -> Submission:
    """Return a submission of a body. Raises NotFound."""
    found: Submission | None = Submission.objects.filter(body=body, pk=submission).first()
    if found is None:
        raise NotFound(Reason(code="no_submission", says=_NO_SUBMISSION, field="submission"))
    return found


def locked_submission(doing: Doing, body: str, submission: int) -> Submission:
    """Return a submission, locked until the act is done. Raises NotFound."""
    found = doing.locked(Submission, body=body, pk=submission)
    if found is None:
        raise NotFound(Reason(code="no_submission", says=_NO_SUBMISSION, field="submission"))
    return found


def found_opinion(body: str, opinion: int) -> DraftOpinion:
    """Return an opinion that was asked in a body. Raises NotFound."""
    found: DraftOpinion | None = DraftOpinion.objects.filter(body=body, pk=opinion).first()
    if found is None:
        raise NotFound(Reason(code="no_opinion", says=_NO_OPINION, field="opinion_id"))
    return found


def submission_matter(submission: Submission, *, step: str = "", subject_person: int | None = None) -> Matter:
    """Return a submission as the matter of an act; at the step that waits, unless another is named (one query)."""
    waiting = course_of(submission).next if not step else None
    kind = step or (waiting.kind if waiting else "")
    matter = step_matter(
        submission.body, draft_said(submission.title), step=kind, kind=submission.kind, paper=submission.paper
    )
    return Matter(body=matter.body, says=matter.says, facets=matter.facets, subject_person=subject_person)


def check_own_step(doing: Doing, course: Course) -> None:
    """Refuse to decide a step that is another's, for whom the actor does not stand in. Raises Refused."""
    if course.next is None:
        return
    mine = speaks_for(doing.by, doing.act.name, at=doing.at, now=doing.now)
    title = Seat.objects.filter(pk=course.next.seat).values_list("title", flat=True).first()
    said = Text.from_data(title) if title else same("?")
    raise_if_any(Refused, against_seat(course.next, mine, seat=said))


def words_kept(words: str) -> str:
    """Return what somebody said, as long as a row keeps it."""
    return words.strip()[:500]


_NO_DRAFT = Text("Không có dự thảo này.", "There is no such draft.")
_NO_SUBMISSION = Text("Không có lượt trình này.", "There is no such submission.")
_NO_OPINION = Text("Không có lời hỏi ý kiến này.", "There is no such request for an opinion.")
