"""Checking the form of a .docx: a file in, a table of its breaches out; nothing is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from chidao.documents.checking.checker import check_form
from chidao.documents.checking.report import Breach, Report
from chidao.documents.uploads import LARGEST_FILE, MEGABYTE
from chidao.door.screens import Screen, declare
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.web.fields import Field
from chidao.web.here import here_of
from chidao.web.pages import page

TITLE: Final = Text("Kiểm thể thức văn bản", "Check a document's form")
# More places of one rule than these are counted, not listed.
MOST_PLACES: Final = 12

declare(Screen(name="check_form", title=TITLE))


@dataclass(frozen=True, slots=True)
class ShownRule:
    """The breaches of one rule, as one row: where, what was found, what is wanted."""

    says: Text
    clause: str
    places: tuple[Breach, ...]
    more: int


@never_cache
def check_document(request: HttpRequest, body: str = "") -> HttpResponse:
    """Check a file that is sent. Whoever is signed in may, with a seat in the body or without one."""
    here = here_of(request, body)
    if here.person is None:
        return HttpResponseRedirect(f"{reverse('sign_in')}?next={quote(request.get_full_path())}")
    report: Report | None = None
    errors: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            report = _checked(request)
        except BadInput as error:
            errors = error.reasons
    context = {
        "frame_template": "base.html" if body else "public_base.html",
        "field": _field(errors),
        "report": report,
        "file_name": _name(request),
        "rules": by_rule(report.breaches) if report else (),
        "errors": errors,
        "errors_title": _NOT_READ,
    }
    return page(request, here, "documents/check.html", TITLE, context, status=422 if errors else 200)


def by_rule(breaches: Sequence[Breach]) -> tuple[ShownRule, ...]:
    """Gather breaches by their rule, in the order in which each is first met."""
    found: dict[str, list[Breach]] = {}
    for breach in breaches:
        found.setdefault(breach.rule, []).append(breach)
    return tuple(
        ShownRule(each[0].says, each[0].clause, tuple(each[:MOST_PLACES]), max(0, len(each) - MOST_PLACES))
        for each in found.values()
    )


def _checked(request: HttpRequest) -> Report:
    sent = request.FILES.get("file")
    if sent is None:
        raise BadInput(Reason(code="no_file", says=_NO_FILE, field="file"))
    if (sent.size or 0) > LARGEST_FILE:
        raise BadInput(
            Reason(code="file_too_large", says=_TOO_LARGE.filled(limit=LARGEST_FILE // MEGABYTE), field="file")
        )
    return check_form(sent.name or "", sent.read())


def _name(request: HttpRequest) -> str:
    sent = request.FILES.get("file")
    return (sent.name or "") if sent else ""


def _field(errors: Sequence[Reason]) -> Field:
    said = tuple(reason.says for reason in errors)
    return Field(name="file", label=_FILE, kind="file", hint=_HINT, required=True, accept=".docx", errors=said)


_FILE: Final = Text("Tệp .docx", "A .docx file")
_HINT: Final = Text(
    "Tệp chỉ được đọc để kiểm, không lưu lại. Không đưa tài liệu bí mật nhà nước vào đây.",
    "The file is read for the check only and is not kept. Bring no state secrets here.",
)
_NO_FILE: Final = Text("Chưa chọn tệp.", "No file was chosen.")
_TOO_LARGE: Final = Text("Tệp lớn hơn mức {limit} MB.", "The file has more than {limit} MB.")
_NOT_READ: Final = Text("Chưa kiểm được, vì:", "It was not checked, because:")
