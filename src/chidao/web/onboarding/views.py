"""Starting from a text, from the model regulation, or from a draft left unfinished; taking back and giving up."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chidao.documents.extracting import words_of
from chidao.documents.files import store_file
from chidao.documents.uploads import LARGEST_FILE
from chidao.kernel.errors import BadInput, ChidaoError, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import name_on
from chidao.onboarding.drafts import discard, drafts_of, start
from chidao.onboarding.models import OnboardingDraft
from chidao.web.fields import Field
from chidao.web.front.demo import own_book
from chidao.web.here import Here
from chidao.web.onboarding.frame import body_of, founding, owner_of, taken_back
from chidao.web.pages import page

TAKEN: Final = ".docx,.pdf,.txt,.html,.htm,.xml,.akn"
TITLE: Final = Text("Lập ban chỉ đạo từ quyết định", "A committee from its decision")
LONGEST_NAME: Final = 200


@founding("found", ("Lập ban chỉ đạo từ quyết định", "A committee from its decision"))
def begin(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in a text, or ask for one; offer the model regulation and the drafts left unfinished."""
    body = body_of(request)
    errors: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            return to_review(_started(request, here, body))
        except BadInput as error:
            errors = error.reasons
    owner = owner_of(request, here)
    context = {
        "fields": _fields(request),
        "drafts": [each for each in drafts_of(owner) if each.adopted_at is None] if owner else (),
        "body_code": body,
        "body_name": _name(body, here),
        "own_book": own_book(here.book) if settings.CHIDAO_DEMO and not body else None,
        "errors": errors,
        "errors_title": NOT_READ,
    }
    return page(request, here, "onboarding/begin.html", TITLE, context, status=422 if errors else 200)


@founding("found_back", ("Hoàn tác khi lập ban chỉ đạo", "Taking back while founding"))
def back(request: HttpRequest, here: Here, draft: OnboardingDraft) -> HttpResponse:
    """Undo, redo, or throw the draft away, and return to where that was asked."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if "discard" in request.POST:
        discard(draft)
        messages.success(request, _GONE.said_in(here.language))
        return HttpResponseRedirect(reverse("found"))
    try:
        taken_back(request, here, draft)
    except ChidaoError as error:
        messages.error(request, error.reasons[0].says.said_in(here.language))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return HttpResponseRedirect(wanted if safe else reverse("found_review", args=[draft.key]))


def to_review(draft: OnboardingDraft) -> HttpResponseRedirect:
    """Go on to the proposals of a draft."""
    return HttpResponseRedirect(reverse("found_review", args=[draft.key]))


def _name(body: str, here: Here) -> Text | None:
    named = name_on(body, here.today) if body else None
    return named.name if named else None


def _started(request: HttpRequest, here: Here, body: str) -> OnboardingDraft:
    """Read what was sent, keep it, and start a draft from its words. Raises BadInput for what cannot be read."""
    name, data, text = _sent(request)
    draft = start(
        owner=owner_of(request, here, new=True),
        file_name=name,
        sha256=sha256(data).hexdigest(),
        text=text,
        now=here.now,
        body=body,
    )
    store_file(settings.CHIDAO_FILES, data)
    return draft


def _sent(request: HttpRequest) -> tuple[str, bytes, str]:
    """Return the name, the bytes and the words of what was sent: a file, else what was pasted."""
    upload = request.FILES.get("file")
    if upload is not None:
        name, data = str(upload.name)[-LONGEST_NAME:], upload.read(LARGEST_FILE + 1)
        return name, data, words_of(name, data).text
    pasted = request.POST.get("text", "").strip()
    if not pasted:
        raise BadInput(Reason(code="missing", says=_NO_TEXT, field="file"))
    return "", pasted.encode(), pasted


def _fields(request: HttpRequest) -> list[Field]:
    return [
        Field(
            name="file", label=Text("Tệp quyết định, quy chế", "The decision's or regulation's file"), kind="file",
            accept=TAKEN, hint=Text(
                "Chọn hoặc thả tệp vào đây: .docx, .pdf có chữ, .txt, .html, .xml (Akoma Ntoso).",
                "Choose a file or drop it here: .docx, .pdf with text, .txt, .html, .xml (Akoma Ntoso).",
            ),
        ),
        Field(
            name="text", label=Text("Hoặc dán toàn văn", "Or paste the whole text"), kind="textarea", rows=6,
            value=request.POST.get("text", ""),
        ),
    ]  # fmt: skip


NOT_READ: Final = Text("Chưa đọc được, vì:", "Not read, because:")
_NO_TEXT: Final = Text("Chọn một tệp hoặc dán văn bản.", "Choose a file or paste the text.")
_GONE: Final = Text("Đã bỏ dự thảo.", "The draft is gone.")
