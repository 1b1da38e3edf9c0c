"""What the text leaves open and a running committee needs: asked, with defaults, for the installation instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.kernel.errors import ChidaoError, Reason
from chidao.kernel.wording import Text
from chidao.onboarding.drafts import take, work_of
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.rules.state import Question, Work
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.onboarding.forms import answers_of, new_answers, question_field
from chidao.web.onboarding.frame import draft_page, founding, open_ones, sent_version

GROUPS: Final[Mapping[str, Text]] = {
    "paper": Text("Văn bản và mã", "The paper and the code"),
    "people": Text("Con người", "People"),
    "meetings": Text("Họp", "Meetings"),
    "work": Text("Công việc", "Work"),
    "papers": Text("Văn bản ban hành", "Papers issued"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions under one head, each with its field."""

    title: Text
    fields: Sequence[tuple[Question, Field]]


@founding("found_questions", ("Lập ban chỉ đạo: điều văn bản chưa nói", "Founding: what the text leaves open"))
def questions(request: HttpRequest, here: Here, draft: OnboardingDraft) -> HttpResponse:
    """Ask, and take the answers that differ from what stands."""
    work = work_of(draft)
    errors: tuple[Reason, ...] = ()
    sent: Mapping[str, str] = {}
    if request.method == "POST":
        sent = answers_of(work.questions, request.POST)
        try:
            draft = _answered(request, here, draft, new_answers(work.questions, sent))
        except ChidaoError as error:
            errors = error.reasons
        else:
            work, sent = work_of(draft), {}
            errors = tuple(_unanswered(work))
            if not errors:
                return HttpResponseRedirect(reverse("found_check", args=[draft.key]))
    context = {"groups": _groups(work, sent), "errors": errors, "errors_title": _NOT_YET, "tab": "questions"}
    status = 422 if errors else 200
    return draft_page(request, here, draft, work, "onboarding/questions.html", context, status=status)


def _answered(request: HttpRequest, here: Here, draft: OnboardingDraft, values: Mapping[str, str]) -> OnboardingDraft:
    if not values:
        return draft
    return take(draft, {"do": "answer", "values": values}, version=sent_version(request), now=here.now)


def _unanswered(work: Work) -> list[Reason]:
    still = set(open_ones(work))
    return [
        Reason(code="unanswered", says=_NEEDED.filled(question=each.asks), field=each.id)
        for each in work.questions
        if each.id in still
    ]


def _groups(work: Work, typed: Mapping[str, str]) -> list[Asked]:
    order = list(dict.fromkeys([*GROUPS, *(each.group for each in work.questions)]))
    found = {key: [each for each in work.questions if each.group == key] for key in order}
    return [
        Asked(title=GROUPS.get(key, _OTHER), fields=[(each, question_field(each, typed)) for each in asked])
        for key, asked in found.items()
        if asked
    ]


_OTHER: Final = Text("Khác", "Other")
_NOT_YET: Final = Text("Còn phải trả lời:", "Still to be answered:")
_NEEDED: Final = Text("Cần trả lời: {question}", "To be answered: {question}")
