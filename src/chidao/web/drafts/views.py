"""Pages of drafts: the list, one draft, two versions compared, a version as a file."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse

from chidao.documents.drafts import desk
from chidao.documents.drafts.comparing import Skipped, compared_lines, only_changes, words_changed
from chidao.documents.drafts.forms import lines_of
from chidao.documents.drafts.printing import draft_paper, form_report
from chidao.documents.drafts.queries import content_of
from chidao.documents.drafts.steps import signer_of
from chidao.documents.drafts.values import DraftPage
from chidao.documents.files import open_file
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.reports.record import events_of_row
from chidao.web.documents.checking import by_rule
from chidao.web.documents.printing import FORMS, paper_file
from chidao.web.drafts.listing import GROUP_PAPERS, list_context
from chidao.web.drafts.one import draft_context
from chidao.web.drafts.words import TITLE
from chidao.web.drafts.writing import may_comment, may_write, shown_draft
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@screen("drafts", ("Dự thảo", "Drafts"), acts=("submit_draft", "approve_draft"), features=(GROUP_PAPERS,))
def drafts(request: HttpRequest, here: Here) -> HttpResponse:
    """List the drafts that the reader may see, and the group's papers that the regulation asks for."""
    return page(request, here, "drafts/list.html", TITLE, list_context(request, here))


@screen(
    "draft",
    ("Một dự thảo", "One draft"),
    acts=(
        "submit_draft", "agree_draft", "return_draft", "withdraw_draft", "approve_draft", "issue_document",
        "ask_draft_opinion", "give_draft_opinion",
    ),
)  # fmt: skip
def one_draft(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Show one draft: what it says, its versions, who decides on it, opinions, notes, who has looked."""
    found = shown_draft(here, draft_id)
    if found.versions:
        desk.look(found.row, found.latest, by=here.me, now=here.now)
    can_write = may_write(here, found)
    context = {
        **draft_context(here, found, can_write=can_write), "can_comment": can_write or may_comment(here, found),
    }  # fmt: skip
    events = [line for each in found.submissions[:1] for line in events_of_row(here.eyes, _SUBMISSIONS, each.id)]
    return page(
        request, here, "drafts/one.html", same(found.row.title), {**context, "events": [shown(here, e) for e in events]}
    )


@screen("draft_compare", ("So hai bản của dự thảo", "Compare two versions"))
def compare(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Show what two versions differ in, in one column or side by side."""
    found = shown_draft(here, draft_id)
    numbers = sorted(each.number for each in found.versions)
    after = _chosen(request, "b", numbers, numbers[-1] if numbers else 0)
    before = _chosen(request, "a", numbers, max((each for each in numbers if each < after), default=after))
    lines = compared_lines(lines_of(content_of(found, before)), lines_of(content_of(found, after)))
    gone, new = words_changed(lines)
    context = {
        "draft": found,
        "before": before,
        "after": after,
        "numbers": numbers,
        "side": request.GET.get("view") == "side",
        "rows": [_row(each) for each in only_changes(lines)],
        "gone": gone,
        "new": new,
    }
    title = Text("Bản {a} và bản {b}", "Versions {a} and {b}").filled(a=before, b=after)
    return page(request, here, "drafts/compare.html", title, context)


@screen("draft_file", ("Một bản của dự thảo, .docx hoặc .pdf", "A version as .docx or .pdf"))
def draft_file(request: HttpRequest, here: Here, draft_id: int, version: int, form: str) -> HttpResponse:
    """Give a version as it would be printed, without number and day."""
    found = shown_draft(here, draft_id)
    if form not in FORMS:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    content = content_of(found, version)
    desk.look(found.row, version, by=here.me, now=here.now)
    made = draft_paper(here.body, found.row.kind, content, now=here.now, signer=_signer(here, found, version))
    return paper_file(made, form, f"du thao {content.get('title') or found.row.title} ban {version}")


@screen("draft_source", ("Tệp Word của một bản", "The Word file of a version"))
def version_source(request: HttpRequest, here: Here, draft_id: int, version: int) -> Any:
    """Give the very file that was taken back from Word."""
    found = shown_draft(here, draft_id)
    row = next((each for each in found.versions if each.number == version and each.file_sha256), None)
    if row is None:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    kept = open_file(settings.CHIDAO_FILES, row.file_sha256)
    return FileResponse(kept, as_attachment=True, filename=row.file_name or "ban.docx", content_type=DOCX)


@screen("draft_opinion_file", ("Văn bản góp ý", "A paper with an opinion"))
def opinion_file(request: HttpRequest, here: Here, draft_id: int, opinion_id: int) -> Any:
    """Give the paper that came with an opinion."""
    found = shown_draft(here, draft_id)
    row = next((each for each in found.opinions if each.id == opinion_id and each.file_sha256), None)
    if row is None:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    return FileResponse(open_file(settings.CHIDAO_FILES, row.file_sha256), as_attachment=True, filename=row.file_name)


@screen("draft_form_check", ("Kiểm thể thức dự thảo", "Check a draft's form"))
def form_check(request: HttpRequest, here: Here, draft_id: int) -> HttpResponse:
    """Check the form of the newest version as it would be printed."""
    found = shown_draft(here, draft_id)
    content = content_of(found, found.latest)
    report = form_report(here.body, found.row.kind, content, now=here.now, signer=_signer(here, found, found.latest))
    context = {"draft": found, "report": report, "rules": by_rule(report.breaches)}
    return page(request, here, "drafts/form_check.html", _FORM_CHECK.filled(n=found.latest), context)


def _signer(here: Here, found: DraftPage, version: int) -> int | None:
    """Return the seat that was asked to sign a version, else the one proposed for its kind."""
    last = found.last
    if last and last.version == version and last.steps:
        return last.steps[-1].seat
    return signer_of(here.body, kind=found.row.kind, now=here.now)


def _chosen(request: HttpRequest, name: str, numbers: list[int], usual: int) -> int:
    written = request.GET.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and int(written[:9]) in numbers else usual


def _row(each: Any) -> dict[str, Any]:
    return {"skipped": each.lines} if isinstance(each, Skipped) else {"line": each, "skipped": 0}


_SUBMISSIONS: Final = "documents_submission"
_NO_FILE: Final = Text("Không có tệp này.", "There is no such file.")
_FORM_CHECK: Final = Text("Thể thức của bản {n}", "The form of version {n}")
