"""A paper that the regulation itself asks to be approved, approved: from then on it is an instrument that binds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

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
from chidao.documents.acts.drafts.telling import tell_submitter
from chidao.documents.drafts.frozen import course_of, is_intact
from chidao.documents.drafts.provisions import Rule, rules_in
from chidao.documents.drafts.rules import APPROVE, against_approving, decided
from chidao.documents.models import Submission
from chidao.documents.uploads import refuse_secret_marks
from chidao.instruments.models import Instrument, Link, Provision
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDraft:
    """The approval of a paper, and from when it holds."""

    body: str = asked(*BODY)
    submission: int = asked("Lượt trình", "Submission", "submission")
    effective_from: date | None = asked(
        "Có hiệu lực từ ngày", "In force from", "date", default=None,
        hint=Text("Để trống nếu từ ngày phê duyệt.", "Leave empty for the day of approval."),
    )  # fmt: skip
    words: str = asked("Ý kiến", "In words", "long", default="")


def _about(given: ApproveDraft, at: datetime) -> Matter:
    return submission_matter(found_submission(given.body, given.submission), step=APPROVE)


@act(
    "approve_draft",
    ("Phê duyệt", "Approve"),
    ("Phê duyệt {paper}: {what}", "Approved {paper}: {what}"),
    given=ApproveDraft,
    about=_about,
)
def approve_draft(doing: Doing, given: ApproveDraft) -> Mapping[str, object]:
    """Approve a paper exactly as it was submitted; it becomes an instrument whose rules tasks can cite, and ends the
    one approved before it.

    Raises Conflict where others are still to agree, where it is no such paper or is not what was frozen; Refused for
    the step of another seat; BadInput for a day before the approval.
    """
    submission = locked_submission(doing, given.body, given.submission)
    steps = list(submission.steps.order_by("ordinal"))
    course = course_of(submission, steps)
    raise_if_any(Conflict, [*against_approving(course), *_changed(submission)])
    check_own_step(doing, course)
    day = given.effective_from or local_day(doing.at)
    raise_if_any(BadInput, _too_early(day, local_day(doing.at)))
    refuse_secret_marks(words=given.words)
    instrument = doing.add(_instrument(doing, submission, day))
    provisions = doing.add_all(_provisions(instrument, submission, rules_in(submission.content)))
    _succeed(doing, submission, instrument, day)
    words = words_kept(given.words)
    doing.change(steps[-1], outcome="agreed", words=words, decided_by=by_whom(doing), decided_at=doing.at)
    doing.change(submission, state=decided(course, "agreed", "approved").state, instrument=instrument)
    tell_submitter(doing, submission, _APPROVED)
    paper = FACETS["paper"][submission.paper]
    made = {"submission": submission.pk, "draft": submission.draft_id, "instrument": instrument.pk}
    return {**made, "provisions": [each.pk for each in provisions], "say": {"paper": paper}}


def _instrument(doing: Doing, submission: Submission, day: date) -> Instrument:
    on = local_day(doing.at)
    named = FACETS["paper"][submission.paper].vi
    return Instrument(
        body=submission.body,
        kind="decision",
        symbol=named[:1].upper() + named[1:59],
        title=same(submission.title).as_data(),
        signer_post=doing.by.says.vi[:200],
        signed=on.isoformat(),
        signed_on=on,
        effective_from=day,
        recorded_at=doing.now,
        folded=fold(f"{named} {submission.title}")[:600],
    )


def _provisions(instrument: Instrument, submission: Submission, rules: Iterable[Rule]) -> Iterable[Provision]:
    year = instrument.signed_on.year if instrument.signed_on else 0
    for ordinal, rule in enumerate(rules, 1):
        yield Provision(
            instrument=instrument,
            ordinal=ordinal,
            clause_id=f"PD-{submission.pk}/{year}.{ordinal}",
            label=rule.label[:20],
            cite=f"{rule.cite}, {instrument.symbol}"[:120],
            kind="duty",
            summary=same(rule.text).as_data(),
            official_text=rule.text,
        )


def _succeed(doing: Doing, submission: Submission, instrument: Instrument, day: date) -> None:
    """End what was approved of the same paper before; the new one says that it replaces it."""
    earlier = Submission.objects.filter(
        body=submission.body, paper=submission.paper, instrument__isnull=False, instrument__effective_until=None
    )
    for former in earlier.select_related("instrument").order_by("pk"):
        if former.instrument is not None:
            doing.change(former.instrument, effective_until=max(day, former.instrument.effective_from or day))
            doing.add(Link(instrument=instrument, kind="replaces", target=former.instrument))


def _changed(submission: Submission) -> list[Reason]:
    return [] if is_intact(submission) else [Reason(code="content_changed", says=_NOT_INTACT, field="submission")]


def _too_early(day: date, today: date) -> list[Reason]:
    return [Reason(code="before_approval", says=_TOO_EARLY, field="effective_from")] if day < today else []


_NOT_INTACT = Text("Nội dung không còn đúng bản đã trình.", "The content is no longer what was submitted.")
_TOO_EARLY = Text("Ngày có hiệu lực ở trước ngày phê duyệt.", "It would be in force before it is approved.")
_APPROVED = Text("Đã phê duyệt: {title}", "Approved: {title}")
