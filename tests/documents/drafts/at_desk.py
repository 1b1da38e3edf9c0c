"""A committee at its desk of papers: drafts begun, and put before those who decide, in as few words as it takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from chidao.acts.runner import Receipt
from chidao.documents.acts.drafts import AgreeDraft, SubmitDraft
from chidao.documents.drafts import desk
from chidao.documents.models import Draft, Submission
from tests.clauses.at_work import CLERK, AtWork, at

DAY: Final = at(2022, 6, 6)
PLAN: Final = {
    "title": "Kế hoạch chuyển đổi số năm 2022",
    "text": "1. Rà soát dữ liệu của các sở.\n2. Đào tạo cán bộ.\n3. Báo cáo trước ngày 30/11/2022.",
    "recipients": ["Sở Nội vụ", "Sở Y tế"],
}


def begun(committee: AtWork, form: str = "plan", by: str = CLERK, when: datetime = DAY, **content: Any) -> Draft:
    """Begin a draft with what it says."""
    said = {**PLAN, **content}
    return desk.start(body=committee.body, form=form, by=committee.by(by, when), now=when, content=said)


def submitted(
    committee: AtWork, draft: Draft, *, content: tuple[str, ...] = (), form: str = "", decides: str = "chair",
    by: str = CLERK, when: datetime = DAY, **more: Any,
) -> Submission:  # fmt: skip
    """Submit the newest version, the steps named by their seats."""
    given = SubmitDraft(
        body=committee.body, draft=draft.pk, version=draft.version, decided_by=committee.seat(decides),
        content_by=tuple(committee.seat(each) for each in content),
        form_by=committee.seat(form) if form else None, **more,
    )  # fmt: skip
    made = committee.do(given, by, when).outcome
    found: Submission = Submission.objects.get(pk=made["submission"])
    return found


def agree(committee: AtWork, submission: Submission, by: str, when: datetime = DAY, words: str = "") -> Receipt:
    """Agree at the step that waits."""
    return committee.do(AgreeDraft(body=committee.body, submission=submission.pk, words=words), by, when)
