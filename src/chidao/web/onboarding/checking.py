"""What will be, everything that still stands in the way, and the act itself: the committee is founded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.acts.authority import Capacity
from chidao.acts.runner import Receipt
from chidao.kernel.errors import ChidaoError, NotFound, Reason
from chidao.kernel.wording import Text
from chidao.onboarding.access import adopting_in
from chidao.onboarding.adopting import adopt, first_account, recorder_of
from chidao.onboarding.drafts import work_of
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.rules.state import Composed, Work
from chidao.people.models import Account
from chidao.web.fields import Field
from chidao.web.front.views import VISITOR
from chidao.web.here import Here
from chidao.web.onboarding.frame import draft_page, founding, sent_version
from chidao.web.onboarding.outlook import outlook
from chidao.web.pages import page

FILES: Final = {"charter": "charter.yaml", "installation": "installation.yaml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """A fault that still stands in the way, and where it can be mended."""

    says: Text
    remedy: Text | None
    url: str


@founding(
    "found_check", ("Lập ban chỉ đạo: kiểm tra và lập", "Founding: check and found"),
    acts=("found_body", "adopt_charter"),
)  # fmt: skip
def check(request: HttpRequest, here: Here, draft: OnboardingDraft) -> HttpResponse:
    """Show what the draft would become; found the committee when told to."""
    if draft.adopted_at is not None:
        return HttpResponseRedirect(reverse("found_done", args=[draft.key]))
    errors: tuple[Reason, ...] = ()
    status = 200
    if request.method == "POST":
        try:
            return _founded(request, here, draft)
        except ChidaoError as error:
            errors, status = error.reasons, error.status
    work = work_of(draft, composed=True)
    composed = _composed(work)
    context = {
        "composed": composed,
        "will": outlook(composed, here.today.year),
        "in_the_way": list(_in_the_way(draft, work, composed)),
        "unseen": sum(each.state == "proposed" for each in work.items),
        "errors": () if composed.reasons else errors,
        "errors_title": _NOT_FOUNDED,
        "whose": _whose(here, draft),
        "tab": "check",
    }
    return draft_page(request, here, draft, work, "onboarding/check.html", context, status=status)


@founding("found_file", ("Tệp quy chế của dự thảo", "A draft's files"))
def file(request: HttpRequest, here: Here, draft: OnboardingDraft, which: str) -> HttpResponse:
    """Give one of the two files that the draft makes."""
    composed = _composed(work_of(draft, composed=True))
    if which not in FILES:
        raise Http404(which)
    data = composed.charter if which == "charter" else composed.installation
    response = HttpResponse(data, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILES[which]}"'
    return response


@founding(
    "found_done", ("Ban chỉ đạo đã lập", "The committee is founded"), acts=("open_account", "issue_sign_in_link"),
    after=True,
)  # fmt: skip
def done(request: HttpRequest, here: Here, draft: OnboardingDraft) -> HttpResponse:
    """Say what was founded; give whoever records a way to sign in."""
    if draft.adopted_at is None:
        return HttpResponseRedirect(reverse("found_check", args=[draft.key]))
    link = ""
    errors: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            parts = first_account(draft.adopted_as, request.POST.get("username", ""), here.now)
            link = request.build_absolute_uri(reverse("set_password", args=parts))
        except ChidaoError as error:
            errors = error.reasons
    recorder = _recorder(draft, here)
    account = Account.objects.filter(person=recorder.person).first() if recorder else None
    context = {
        "code": draft.adopted_as,
        "recorder": recorder,
        "account": account,
        "ready": bool(account and account.has_usable_password()),
        "link": link,
        "fields": _account_fields(request),
        "errors": errors,
    }
    return page(request, here, "onboarding/done.html", _DONE, context, status=422 if errors else 200)


def _composed(work: Work) -> Composed:
    assert work.composed is not None  # it was asked for
    return work.composed


def _founded(request: HttpRequest, here: Here, draft: OnboardingDraft) -> HttpResponse:
    receipt = _adopted(request, here, draft)
    messages.success(request, receipt.says.said_in(here.language))
    if draft.body:
        return HttpResponseRedirect(reverse("desk", args=[draft.body]))
    recorder = _recorder(draft, here)
    if not (settings.CHIDAO_DEMO and recorder):
        return HttpResponseRedirect(reverse("found_done", args=[draft.key]))
    _sit_down(request, recorder)
    messages.info(request, _WHAT_NEXT.said_in(here.language))
    return HttpResponseRedirect(reverse("desk", args=[draft.adopted_as]))


def _adopted(request: HttpRequest, here: Here, draft: OnboardingDraft) -> Receipt:
    """Adopt. A visitor of a demonstration founds as nobody known, in whatever post they last sat."""
    person = None if settings.CHIDAO_DEMO and not draft.body else here.person
    return adopt(draft, version=sent_version(request), person=person, now=here.now)


def _whose(here: Here, draft: OnboardingDraft) -> tuple[Capacity, Capacity | None] | None:
    """Return who adopts the later regulation of a body that is here, and who records it for them."""
    return adopting_in(draft.body, here.person.pk, here.now) if draft.body and here.person else None


def _sit_down(request: HttpRequest, recorder: Capacity) -> None:
    """Let the visitor of a demonstration take the recorder's post."""
    visitor = request.session.get(VISITOR)
    if request.user.is_authenticated:
        logout(request)
        request.session[VISITOR] = visitor
    request.session["picked_person"] = recorder.person
    request.session["seats"] = {**request.session.get("seats", {}), recorder.body: recorder.seat}


def _recorder(draft: OnboardingDraft, here: Here) -> Capacity | None:
    """Return who records, None where nobody sits there today."""
    try:
        return recorder_of(draft.adopted_as, here.now)
    except NotFound:
        return None


def _in_the_way(draft: OnboardingDraft, work: Work, composed: Composed) -> Iterator[InTheWay]:
    items, questions = {each.id for each in work.items}, {each.id for each in work.questions}
    for reason in composed.reasons:
        field, url = reason.field or "", ""
        if field in questions:
            url = f"{reverse('found_questions', args=[draft.key])}#f-{field}"
        elif field in items:
            at = quote(field, safe="/")
            url = f"{reverse('found_review', args=[draft.key])}?at={at}#i-{at}"
        yield InTheWay(says=reason.says, remedy=reason.remedy, url=url)


def _account_fields(request: HttpRequest) -> list[Field]:
    return [
        Field(
            name="username", label=Text("Tên đăng nhập", "Sign-in name"), value=request.POST.get("username", ""),
            required=True, autocomplete="username", longest=80,
        )
    ]  # fmt: skip


_DONE: Final = Text("Ban chỉ đạo đã lập", "The committee is founded")
_NOT_FOUNDED: Final = Text("Chưa lập được, vì:", "Not founded, because:")
_WHAT_NEXT: Final = Text(
    "Tiếp theo: vào mục Họp, ghi nhận giấy triệu tập cuộc họp đầu tiên theo bản đã ký.",
    "Next: under Meetings, record from the signed paper that the first meeting is convened.",
)
