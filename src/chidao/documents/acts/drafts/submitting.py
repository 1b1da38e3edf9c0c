"""A version of a draft put before those who decide, frozen; and taken back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.by_whom import by_whom
from chidao.documents.acts.drafts.subject import (
    draft_said,
    found_draft,
    found_submission,
    locked_submission,
    submission_matter,
    words_kept,
)
from chidao.documents.acts.drafts.telling import tell_next
from chidao.documents.drafts.forms import faults
from chidao.documents.drafts.frozen import course_of, frozen_digest
from chidao.documents.drafts.rules import (
    APPROVE,
    CONTENT,
    FORM,
    OPEN,
    SIGN,
    Step,
    against_steps,
    against_submitting,
    against_withdrawing,
    state_of,
)
from chidao.documents.drafts.steps import against_deciders
from chidao.documents.models import Draft, DraftVersion, Submission, SubmissionStep
from chidao.documents.uploads import refuse_secret_marks
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.people.acts import BODY

LEAVE_OUT = Text("Để trống nếu không qua bước này.", "Leave empty if there is no such step.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitDraft:
    """A version of a draft, and who decides on it, in order."""

    body: str = asked(*BODY)
    draft: int = asked("Dự thảo", "Draft", "draft")
    version: int = asked("Bản", "Version", "number")
    paper: str = asked(
        "Là văn bản mà quy chế đòi phê duyệt", "A paper that the regulation asks to be approved", "choice",
        choices=FACETS["paper"], default="",
        hint=Text("Để trống nếu là văn bản sẽ lấy số.", "Leave empty for a paper that takes a number."),
    )  # fmt: skip
    content_by: tuple[int, ...] = asked("Duyệt nội dung", "Agree to the content", "seats", hint=LEAVE_OUT, default=())
    form_by: int | None = asked("Kiểm tra thể thức", "Checks the form", "seat", hint=LEAVE_OUT, default=None)
    decided_by: int | None = asked("Ký ban hành, hoặc phê duyệt", "Signs, or approves", "seat", default=None)
    due_on: date | None = asked("Đề nghị xong trước hết ngày", "Asked for by the end of", "date", default=None)
    words: str = asked("Lời trình", "Words to those who decide", "long", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDraft:
    """A submission that is taken back by whoever submitted it."""

    body: str = asked(*BODY)
    submission: int = asked("Lượt trình", "Submission", "submission")
    words: str = asked("Lý do", "Why", default="")


def _about_submitting(given: SubmitDraft, at: datetime) -> Matter:
    draft = found_draft(given.body, given.draft)
    facets = {"document": draft.kind, "paper": given.paper}
    shown = {name: value for name, value in facets.items() if value}
    return Matter(body=given.body, says=draft_said(draft.title), facets=shown)


def _about_withdrawing(given: WithdrawDraft, at: datetime) -> Matter:
    submission = found_submission(given.body, given.submission)
    person = submission.submitted_by.get("person")
    return submission_matter(submission, subject_person=person if isinstance(person, int) else None)


@act(
    "submit_draft",
    ("Trình văn bản", "Submit a draft"),
    ("Trình {what}, bản {version}, để {wanted}", "Submitted {what}, version {version}, {wanted}"),
    given=SubmitDraft,
    about=_about_submitting,
)
def submit_draft(doing: Doing, given: SubmitDraft) -> Mapping[str, object]:
    """Put a version of a draft before those who decide; what it says is frozen with its digest.

    Raises Conflict for a draft that was given up, is submitted already or was changed since that version; BadInput
    for a paper with gaps, for steps out of order, and for a seat that nobody holds or that may not decide its step.
    """
    draft, steps = found_draft(given.body, given.draft), tuple(_steps(given))
    version = _version(draft, given.version)
    open_submission = Submission.objects.filter(draft=draft, state__in=OPEN).exists()
    refusals = against_submitting(
        closed=draft.closed_at is not None, open_submission=open_submission, version=given.version,
        latest=draft.version, by=_last_by(draft),
    )  # fmt: skip
    raise_if_any(Conflict, refusals)
    raise_if_any(BadInput, _unfit(doing, given, draft, version, steps))
    refuse_secret_marks(words=given.words)
    submission = doing.add(_submission(doing, given, draft, version, steps))
    rows = doing.add_all(_rows(submission, steps, given.due_on))
    tell_next(doing, submission, rows)
    wanted = FACETS["step"][steps[-1].kind]
    return {"submission": submission.pk, "draft": draft.pk, "say": {"version": given.version, "wanted": wanted}}


@act(
    "withdraw_draft",
    ("Rút dự thảo đã trình", "Withdraw a submitted draft"),
    ("Rút {what} đã trình", "Withdrew {what}"),
    given=WithdrawDraft,
    about=_about_withdrawing,
)
def withdraw_draft(doing: Doing, given: WithdrawDraft) -> Mapping[str, object]:
    """Take a submission back; the draft is written on. Raises Conflict for one that no longer waits."""
    submission = locked_submission(doing, given.body, given.submission)
    raise_if_any(Conflict, against_withdrawing(course_of(submission)))
    doing.change(submission, state="withdrawn")
    return {"submission": submission.pk, "draft": submission.draft_id, "words": words_kept(given.words)}


def _steps(given: SubmitDraft) -> Iterator[Step]:
    yield from (Step(CONTENT, seat) for seat in given.content_by)
    decision = APPROVE if given.paper else SIGN
    for kind, seat in ((FORM, given.form_by), (decision, given.decided_by)):
        if seat is not None:
            yield Step(kind, seat)


def _version(draft: Draft, number: int) -> DraftVersion:
    found = DraftVersion.objects.filter(draft=draft, number=number).first()
    if found is None:
        raise NotFound(Reason(code="no_version", says=_NO_VERSION.filled(number=number), field="version"))
    return found


def _last_by(draft: Draft) -> str:
    last = DraftVersion.objects.filter(draft=draft).select_related("by").order_by("-number").first()
    return last.by.name if last else ""


def _unfit(
    doing: Doing, given: SubmitDraft, draft: Draft, version: DraftVersion, steps: Sequence[Step]
) -> Iterator[Reason]:
    if given.paper and given.paper not in FACETS["paper"]:
        yield Reason(code="unknown_choice", says=_UNKNOWN_PAPER.filled(paper=given.paper), field="paper")
    if not given.paper and not draft.kind:
        yield Reason(code="no_kind", says=_NO_KIND, field="paper")
    if given.due_on and given.due_on < local_day(doing.at):
        yield Reason(code="in_the_past", says=_PAST, field="due_on")
    # Its own fields stand on the page of the draft, not in this form.
    yield from (
        Reason(code=each.code, says=each.says, remedy=_GO_ON_WRITING, field="draft") for each in faults(version.content)
    )
    yield from against_steps(steps, given.paper)
    yield from against_deciders(given.body, steps, kind=draft.kind, paper=given.paper, now=doing.at)


def _submission(
    doing: Doing, given: SubmitDraft, draft: Draft, version: DraftVersion, steps: Sequence[Step]
) -> Submission:
    title = str(version.content.get("title") or draft.title)[:500]
    frozen = {
        "form": draft.form, "kind": draft.kind, "paper": given.paper, "title": title, "content": version.content,
    }  # fmt: skip
    return Submission(
        body=given.body,
        draft=draft,
        version=version.number,
        **frozen,
        sha256=frozen_digest(**frozen),
        words=words_kept(given.words),
        submitted_by=by_whom(doing),
        submitted_at=doing.at,
        state=state_of(steps),
    )


def _rows(submission: Submission, steps: Sequence[Step], due_on: date | None) -> Iterator[SubmissionStep]:
    for ordinal, step in enumerate(steps, 1):
        yield SubmissionStep(submission=submission, ordinal=ordinal, kind=step.kind, seat_id=step.seat, due_on=due_on)


_NO_VERSION = Text("Dự thảo không có bản {number}.", "The draft has no version {number}.")
_UNKNOWN_PAPER = Text("“{paper}” không có trong danh mục.", "“{paper}” is not one of the choices.")
_NO_KIND = Text(
    "Mẫu này không lấy số: chọn văn bản mà quy chế đòi phê duyệt.",
    "This form takes no number: choose which paper of the regulation it is.",
)
_PAST = Text("Ngày này đã qua.", "This day has passed.")
_GO_ON_WRITING = Text("Mở dự thảo, sửa rồi trình lại.", "Open the draft, mend it, and submit it again.")
