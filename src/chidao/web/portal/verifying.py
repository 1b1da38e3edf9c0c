"""Verifying a copy: by the code on it, typed or scanned, or by the file itself; nothing of the file is kept."""

from __future__ import annotations

import hashlib
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.documents.uploads import LARGEST_FILE, MEGABYTE
from chidao.documents.verification import code_typed, grouped
from chidao.door.screens import Screen, declare
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import name_on
from chidao.portal.queries import STATES
from chidao.portal.verifying import WAYS, Answer, by_code, by_digest
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.pages import page
from chidao.web.portal.views import public

TITLE: Final = Text("Đối chiếu văn bản", "Verify a document")

declare(Screen(name="verify", title=TITLE, features=("public_page",)))


@public
def verify(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for a code or a file; answer for a file that is sent."""
    if request.method == "POST":
        return _file_answer(request, here)
    typed = request.GET.get("code", "").strip()[:100]
    if not typed:
        return _asking(request, here)
    code = code_typed(typed)
    if code is None:
        return _asking(request, here, Reason(code="no_code", says=_NO_CODE, field="code"), typed=typed)
    return HttpResponseRedirect(reverse("verify_code", args=[code]))


@public
def verify_code(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """Answer for a code: the page that the QR code of a copy opens."""
    plain = code_typed(code)
    found = by_code(plain) if plain else None
    return _answer(request, here, found, asked=grouped(plain) if plain else code[:40], status=200 if found else 404)


def _file_answer(request: HttpRequest, here: Here) -> HttpResponse:
    sent = request.FILES.get("file")
    if sent is None:
        return _asking(request, here, Reason(code="no_file", says=_NO_FILE, field="file"))
    if (sent.size or 0) > LARGEST_FILE:
        says = _TOO_LARGE.filled(limit=LARGEST_FILE // MEGABYTE)
        return _asking(request, here, Reason(code="file_too_large", says=says, field="file"))
    made = hashlib.sha256()
    for part in sent.chunks():
        made.update(part)
    return _answer(request, here, by_digest(made.hexdigest()), asked=str(sent.name or "")[:200], is_file=True)


def _asking(request: HttpRequest, here: Here, error: Reason | None = None, *, typed: str = "") -> HttpResponse:
    context = {
        "code_field": Field(name="code", label=_CODE, value=typed, hint=_CODE_HINT, required=True, longest=100),
        "file_field": Field(name="file", label=_FILE, kind="file", hint=_FILE_HINT, required=True),
        "errors": (error,) if error else (),
        "errors_title": _NOT_VERIFIED,
    }
    return page(request, here, "portal/verify.html", TITLE, context, status=422 if error else 200)


def _answer(
    request: HttpRequest, here: Here, found: Answer | None, *, asked: str, is_file: bool = False, status: int = 200
) -> HttpResponse:
    named = name_on(found.body, found.dated_on) if found else None
    context = {
        "answer": found,
        "asked": asked,
        "is_file": is_file,
        "name": named.name if named else None,
        "state": STATES[found.state] if found else None,
        "way": WAYS[found.way] if found else None,
    }
    return page(request, here, "portal/answer.html", _AUTHENTIC if found else _UNKNOWN, context, status=status)


_AUTHENTIC: Final = Text("Văn bản có thật", "An authentic document")
_UNKNOWN: Final = Text("Không đối chiếu được", "Not verified")
_CODE: Final = Text("Mã xác thực", "Verification code")
_CODE_HINT: Final = Text("16 chữ và số cạnh mã QR trên văn bản.", "The 16 letters and digits beside the QR code.")
_FILE: Final = Text("Tệp văn bản", "File of the document")
_FILE_HINT: Final = Text(
    "Tệp được so từng byte với bản công khai và bản đã ký, không lưu lại.",
    "The file is compared byte for byte with public copies and signed papers; it is not kept.",
)
_NO_CODE: Final = Text("Mã xác thực có 16 chữ cái A–Z hoặc số 2–7.", "A code has 16 letters A–Z or digits 2–7.")
_NO_FILE: Final = Text("Chưa chọn tệp.", "No file was chosen.")
_TOO_LARGE: Final = Text("Tệp lớn hơn mức {limit} MB.", "The file has more than {limit} MB.")
_NOT_VERIFIED: Final = Text("Chưa đối chiếu được, vì:", "Not verified, because:")
