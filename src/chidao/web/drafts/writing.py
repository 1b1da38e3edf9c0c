"""Writing a draft: begun in a form, saved version by version, taken back from Word, commented on, given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from chidao.acts.authority import Basis, Matter, Question, Refusal, may
from chidao.documents.drafts import desk
from chidao.documents.drafts.forms import FORMS, FormField, blank
from chidao.documents.drafts.printing import draft_paper
from chidao.documents.drafts.queries import content_of, draft_page
from chidao.documents.drafts.rules import OPEN
from chidao.documents.drafts.steps import signer_of, speaks_for
from chidao.documents.drafts.values import DraftPage
from chidao.documents.models import Incoming
from chidao.documents.pdf import pdf_document
from chidao.documents.uploads import LARGEST_FILE
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Reason, Refused
from chidao.kernel.wording import Text
from chidao.web.drafts.words import TITLE, form_title
from chidao.web.fields import Field, Kind, Option
from chidao.web.here import Here
from chidao.web.pages import page, screen

KINDS: Final[Mapping[str, Kind]] = {
    "text": "text", "lines": "textarea", "long": "textarea", "date": "date", "instant": "datetime", "choice": "select",
}  # fmt: skip
WRITABLE: Final = frozenset({"writing", "returned"}) | OPEN
ROWS: Final = {"long": 22, "lines": 4}


@screen("draft_new", ("Soạn dự thảo", "Write a draft"))
def new_draft(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose a form and begin; a draft that answers an incoming paper is begun from there."""
    _check_writer(here)
    if request.method == "POST":
        draft = desk.start(
            body=here.body, form=request.POST.get("form", ""), by=here.me, now=here.now,
            content={"title": request.POST.get("title", "")}, answers=_number(request.POST.get("answers")),
        )  # fmt: skip
        return HttpResponseRedirect(reverse("draft_edit", args=[here.body, draft.pk]))
    incoming = _incoming(here, _number(request.GET.get("answers")))
    chosen = request.GET.get("form", "letter" if incoming else "")
    options = tuple(Option(value=each.id, label=each.title) for each in FORMS.values())
    about = _ANSWERS.filled(what=incoming.symbol or incoming.title).vi if incoming else request.GET.get("title", "")
    fields = [
        Field(name="form", label=_FORM, kind="select", options=options, value=chosen or None, required=True),
        Field(name="title", label=_TITLE, value=about[:500], longest=500),
    ]
    return page(request, here, "drafts/new.html", _WRITE, {"fields": fields, "incoming": incoming})


@screen("draft_edit", ("Sửa dự thảo", "Change a draft"))
def edit_draft(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Show the fields of the form; what is sent becomes a new version, or is shown as it would be printed."""
    found = draft_to_write(here, draft_id)
    if request.method != "POST":
        return _editor(request, here, found, content_of(found, found.latest), version=found.row.version)
    content = _sent(request, found.row.form)
    try:
        if request.POST.get("do") == "preview":
            return _preview(here, found, content)
        desk.save_version(
            found.row, content, version=_number(request.POST.get("version_now")) or 0, by=here.me, now=here.now,
            note=request.POST.get("version_note", ""),
        )  # fmt: skip
    except ChidaoError as error:
        # What was typed stays; saved once more, it becomes a version after the one that came between.
        latest = desk.newest(found.row)
        version = latest.number if latest and isinstance(error, Conflict) else found.row.version
        return _editor(request, here, found, content, version=version, error=error)
    messages.success(request, _SAVED.filled(n=found.row.version).said_in(here.language))
    return _to(here, draft_id)


@screen("draft_word", ("Nhận bản sửa trong Word", "Take a Word version back"))
def take_back(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Take a .docx that was edited outside as a new version."""
    found = draft_to_write(here, draft_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sent = request.FILES.get("file")
    if sent is None:
        raise BadInput(Reason(code="no_file", says=_NO_FILE, field="file"))
    desk.take_word(
        found.row, str(sent.name), sent.read(LARGEST_FILE + 1), files=settings.CHIDAO_FILES, by=here.me, now=here.now,
        version=_number(request.POST.get("version_now")) or 0, note=request.POST.get("version_note", ""),
    )  # fmt: skip
    messages.success(request, _TAKEN.filled(n=found.row.version).said_in(here.language))
    compare = reverse("draft_compare", args=[here.body, draft_id])
    return HttpResponseRedirect(f"{compare}?a={found.row.version - 1}&b={found.row.version}")


@screen("draft_restore", ("Lấy lại một bản cũ", "Restore an earlier version"))
def restore(request: HttpRequest, here: Here, draft_id: int, version: int) -> HttpResponse:
    """Take up an earlier version as the newest."""
    found = draft_to_write(here, draft_id)
    if request.method == "POST":
        now_at = _number(request.POST.get("version_now")) or 0
        desk.restore(found.row, version, version=now_at, by=here.me, now=here.now)
        messages.success(request, _SAVED.filled(n=found.row.version).said_in(here.language))
    return _to(here, draft_id)


@screen("draft_comment", ("Ghi chú vào dự thảo", "Note on a draft"))
def comment(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Put a note beside a version, by whoever writes on the draft or decides on it."""
    found = shown_draft(here, draft_id)
    if request.method == "POST" and (may_write(here, found) or may_comment(here, found)):
        place = _number(request.POST.get("place")) or 0
        desk.comment(
            found.row, request.POST.get("text", ""), version=found.latest, by=here.me, now=here.now, place=place
        )
    return _to(here, draft_id, "#notes")


@screen("draft_settle", ("Ghi chú đã xử lý", "A note dealt with"))
def settle_note(request: HttpRequest, here: Here, draft_id: int, note_id: int) -> HttpResponse:
    """Mark a note as dealt with."""
    found = draft_to_write(here, draft_id)
    if request.method == "POST":
        desk.settle(found.row, note_id, by=here.me, now=here.now)
    return _to(here, draft_id, "#notes")


@screen("draft_give_up", ("Bỏ dự thảo", "Give a draft up"))
def give_up(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Give a draft up; it is kept, and no longer changed."""
    found = draft_to_write(here, draft_id)
    if request.method == "POST":
        desk.give_up(found.row, now=here.now)
    return _to(here, draft_id)


# ---------------------------------------------------------------- who may write


def shown_draft(here: Here, draft_id: int) -> DraftPage:
    """Return a draft as the reader is shown it. Raises NotFound."""
    return draft_page(here.eyes, draft_id, speaks_for(here.me, "agree_draft", at=here.now, now=here.now))


def draft_to_write(here: Here, draft_id: int) -> DraftPage:
    """Return a draft that the reader may change. Raises NotFound, or Refused with the reasons."""
    found = shown_draft(here, draft_id)
    if not found.is_owner:
        if not found.whole:
            raise NotFound(Reason(code="no_draft", says=_NO_DRAFT))
        _check_writer(here)
    return found


def may_write(here: Here, found: DraftPage) -> bool:
    """Say whether the reader may change a draft: it is theirs, or they see all of it and may submit drafts; and it is
    neither given up nor issued."""
    if found.state not in WRITABLE:
        return False
    return found.is_owner or (found.whole and isinstance(_writing_verdict(here), Basis))


def may_comment(here: Here, found: DraftPage) -> bool:
    """Say whether the reader may note something: all of it is shown to them, and one of its steps is theirs."""
    mine = here.eyes.seats
    return (
        found.whole
        and found.state in WRITABLE
        and any(step.seat in mine for each in found.submissions for step in each.steps)
    )


def _check_writer(here: Here) -> None:
    verdict = _writing_verdict(here)
    if isinstance(verdict, Refusal):
        raise Refused(*verdict.reasons)


def _writing_verdict(here: Here) -> Basis | Refusal:
    matter = Matter(body=here.body, says=TITLE)
    return may(Question(capacity=here.me, act="submit_draft", matter=matter, at=here.now, known_at=here.now))


# ---------------------------------------------------------------- the editor


def _editor(
    request: HttpRequest, here: Here, found: DraftPage, content: Mapping[str, Any], *, version: int,
    error: ChidaoError | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "draft": found,
        "form": form_title(found.row.form),
        "fields": form_fields(found.row.form, content),
        "version": version,
        "errors": error.reasons if error else (),
        "changed": isinstance(error, Conflict),
        "base_version": _number(request.POST.get("version_now")) or version,
    }
    title = _CHANGE.filled(title=found.row.title)
    return page(request, here, "drafts/edit.html", title, context, status=error.status if error else 200)


def form_fields(form: str, content: Mapping[str, Any]) -> list[Field]:
    """Return the fields of a form as they are shown, filled by a content."""
    return [_field(each, content.get(each.name)) for each in FORMS[form].fields]


def _field(each: FormField, value: Any) -> Field:
    options = tuple(Option(value=name, label=label) for name, label in each.choices.items())
    return Field(
        name=each.name,
        label=each.label,
        kind=KINDS.get(each.kind, "text"),
        value="\n".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else value,
        hint=each.hint,
        options=options,
        required=each.required,
        rows=ROWS.get(each.kind, 4) if each.name == "text" or each.kind == "lines" else 8,
    )


def _sent(request: HttpRequest, form: str) -> dict[str, Any]:
    """Return what was typed as a content of the form; a line of its own each, where lines are asked for."""
    made: dict[str, Any] = blank(form)
    for each in FORMS[form].fields:
        written = request.POST.get(each.name, "")
        made[each.name] = (
            [line.strip() for line in written.splitlines() if line.strip()] if each.kind == "lines" else written
        )
    return made


def _preview(here: Here, found: DraftPage, content: Mapping[str, Any]) -> HttpResponse:
    signer = signer_of(here.body, kind=found.row.kind, now=here.now)
    made = draft_paper(here.body, found.row.kind, content, now=here.now, signer=signer)
    response = HttpResponse(pdf_document(made.paper, made.norm), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="xem-truoc.pdf"'
    return response


def _incoming(here: Here, which: int | None) -> Incoming | None:
    if which is None or here.eyes.sees("documents") != "all":
        return None
    found: Incoming | None = Incoming.objects.filter(body=here.body, pk=which).first()
    return found


def _number(written: object) -> int | None:
    words = str(written or "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


def _to(here: Here, draft_id: int, at: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("draft", args=[here.body, draft_id]) + at)


_ANSWERS: Final = Text("trả lời {what}", "in answer to {what}")
_FORM: Final = Text("Mẫu văn bản", "Form of paper")
_TITLE: Final = Text("Trích yếu", "Subject")
_WRITE: Final = Text("Soạn dự thảo", "Write a draft")
_CHANGE: Final = Text("Soạn: {title}", "Write: {title}")
_SAVED: Final = Text("Đã lưu bản {n}.", "Version {n} saved.")
_TAKEN: Final = Text("Đã nhận bản sửa trong Word thành bản {n}.", "The Word version was taken back as version {n}.")
_NO_FILE: Final = Text("Chưa chọn tệp .docx.", "No .docx file was chosen.")
_NO_DRAFT: Final = Text("Không có dự thảo này.", "There is no such draft.")
