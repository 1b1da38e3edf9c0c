"""What stands around every page of a founding: who may, whose draft it is, where it has come to, and taking back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from chidao.door.screens import Screen, declare
from chidao.kernel.errors import BadInput, ChidaoError, Reason
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import body_codes
from chidao.onboarding.access import may_found
from chidao.onboarding.drafts import draft_of, redo, undo
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.rules.state import Work
from chidao.web.front.views import VISITOR
from chidao.web.here import Here, clauses_of, here_of
from chidao.web.pages import page

View = Callable[..., HttpResponse]
LINK: Final = "setup_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the three looks at a draft, with how much is still to do there."""

    key: str
    title: Text
    url: str
    count: int


def founding(
    name: str, title: tuple[str, str], *, acts: tuple[str, ...] = (), after: bool = False
) -> Callable[[View], View]:
    """Declare a page of a founding: `view(request, here, …)`, or `view(request, here, draft, …)` where its address
    names a draft. A refusal, or a draft that is not the visitor's, becomes a page that says why. `after` marks what
    whoever founded a body may still see when nobody may found another."""

    def declared(view: View) -> View:
        shown = declare(Screen(name=name, title=Text(*title), acts=acts))

        @never_cache
        @wraps(view)
        def asked(request: HttpRequest, key: str | None = None, **parts: Any) -> HttpResponse:
            here = here_of(request)
            try:
                if key is not None:
                    parts["draft"] = draft_of(key, owner_of(request, here))
                if not after:
                    _admit(request, here, parts["draft"].body if key is not None else body_of(request))
                return view(request, here, **parts)
            except ChidaoError as error:
                context = {"reasons": error.reasons, "person": here.person}
                return page(request, here, "onboarding/refused.html", shown.title, context, status=error.status)

        return asked

    return declared


def owner_of(request: HttpRequest, here: Here, *, new: bool = False) -> str:
    """Return whose drafts a visitor works on: of an account, its person's; else the session's own ("" for none yet).

    In a demonstration anybody may sit down in any post, so that there too only the session tells visitors apart.
    """
    if here.person and not settings.CHIDAO_DEMO:
        return f"person:{here.person.pk}"
    if new and VISITOR not in request.session:
        request.session[VISITOR] = secrets.token_urlsafe(16)
    known = request.session.get(VISITOR)
    return f"visitor:{known}" if known else ""


def draft_page(
    request: HttpRequest,
    here: Here,
    draft: OnboardingDraft,
    work: Work,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a page of a draft with its three tabs."""
    frame: dict[str, object] = {"draft": draft, "work": work, "tabs": list(_tabs(draft, work))}
    if draft.body:  # a refusal cites what is in force there
        frame |= {
            "clauses": clauses_of(draft.body),
            "clause_url": lambda one: reverse("clause", args=[draft.body, one]),
        }
    return page(request, here, template, name_of(draft, work), {**frame, **context}, status=status)


def name_of(draft: OnboardingDraft, work: Work) -> Text:
    """Return what a draft is called: by the body's name that was read, else by its file."""
    found = next((each.entry.get("value") for each in work.items if each.id == "body/name"), None)
    if isinstance(found, Mapping) and found.get("vi"):
        return Text(str(found["vi"]), str(found.get("en") or found["vi"]))
    return same(draft.file_name) if draft.file_name else _UNNAMED


def sent_version(request: HttpRequest) -> int:
    """Return the version that a form was made from. Raises BadInput for a form without one."""
    sent = request.POST.get("version", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        raise BadInput(Reason(code="no_version", says=_NO_VERSION))
    return int(sent)


def taken_back(request: HttpRequest, here: Here, draft: OnboardingDraft) -> OnboardingDraft | None:
    """Undo or redo if that was sent, and return the draft as it stands then. Raises Conflict for an old version."""
    if "undo" in request.POST:
        return undo(draft, version=sent_version(request), now=here.now)
    if "redo" in request.POST:
        return redo(draft, version=sent_version(request), now=here.now)
    return None


def body_of(request: HttpRequest) -> str:
    """Return the code of the body that is to get a later regulation, "" for a new one. Raises Http404 for no body."""
    body = request.POST.get("body", "") or request.GET.get("body", "")
    if body and body not in body_codes():
        raise Http404(body)
    return body


def _admit(request: HttpRequest, here: Here, body: str) -> None:
    """Let in whoever may found a body, or bring one its next regulation. Raises Refused."""
    sent = request.GET.get("setup")
    if sent:
        request.session[LINK] = sent[:500]
    may_found(here.person, settings.CHIDAO_DEMO, request.session.get(LINK), here.now, body=body)


def _tabs(draft: OnboardingDraft, work: Work) -> Iterator[Tab]:
    left = sum(each.state == "proposed" for each in work.items)
    yield Tab(key="review", title=_REVIEW, url=reverse("found_review", args=[draft.key]), count=left)
    yield Tab(
        key="questions", title=_QUESTIONS, url=reverse("found_questions", args=[draft.key]), count=len(open_ones(work))
    )
    yield Tab(key="check", title=_CHECK, url=reverse("found_check", args=[draft.key]), count=0)


def open_ones(work: Work) -> Sequence[str]:
    """Return the ids of the questions without which nothing can be adopted and that nobody has answered."""
    return [each.id for each in work.questions if each.missing and not each.answer]


_UNNAMED: Final = Text("Ban chỉ đạo chưa có tên", "A committee without a name yet")
_REVIEW: Final = Text("1. Xem đề xuất", "1. Proposals")
_QUESTIONS: Final = Text("2. Điều văn bản chưa nói", "2. What the text leaves open")
_CHECK: Final = Text("3. Kiểm tra và lập", "3. Check and found")
_NO_VERSION: Final = Text("Biểu mẫu đã cũ; hãy tải lại trang.", "The form is out of date; load the page again.")
