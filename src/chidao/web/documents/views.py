"""Pages of the body's papers: the list by number, one paper with its .docx and .pdf, its scan and whom it went to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.registry import act_named, fields_of
from chidao.documents.acts import PLAIN
from chidao.documents.composing import document_paper
from chidao.documents.drafting_reports import REPORT
from chidao.documents.drafts.forms import FORMS, lines_of
from chidao.documents.queries import PAGE, DocumentPage, DocumentRow, SeriesState, document_list, document_page
from chidao.documents.queries import series_check as checked_series
from chidao.kernel.errors import BadInput, NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.ledger.models import Event, Trace
from chidao.meetings.models import Meeting
from chidao.reports.record import events_of_row
from chidao.web.act_row import act_row, correction_wish
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after
from chidao.web.documents.forms import ISSUE, documents_crumb, issuing_offer
from chidao.web.documents.parts import DocumentPart, document_parts
from chidao.web.documents.printing import file_response, paper_file
from chidao.web.documents.templates import filled_by, template_of
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

TITLE: Final = Text("Văn bản", "Documents")
PUBLISHING: Final = ("publish_document", "set_document_access", "withdraw_publication")
COMPOSED: Final = frozenset({"invitation", "conclusion_notice", PLAIN, REPORT, *FORMS})


@screen("documents", ("Văn bản", "Documents"), acts=("issue_document", "enter_outside_document"))
def documents(request: HttpRequest, here: Here) -> HttpResponse:
    """List the documents the reader may see, newest first, with what is to be explained in their numbers."""
    kind, words, year = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:200], _year(request)
    known = _kinds()
    rows = document_list(here.eyes, kind=kind if kind in known else "", year=year, words=words, before=_before(request))
    outside = Matter(body=here.body, says=TITLE)
    context = {
        "rows": [_shown(row) for row in rows],
        "acts": act_row([issuing_offer(here), *offer_list(here, [wish("enter_outside_document", outside)])], ISSUE),
        "filters": [{"title": Text("Loại", "Kind"), "choices": list(_kind_choices(request, here, kind))}],
        "q": words,
        "kind": kind,
        "is_filtered": bool(kind or words or year),
        "older": f"{rows[-1].dated_on.isoformat()}_{rows[-1].id}" if len(rows) == PAGE else None,
        "series": list(_series(here)) if here.eyes.sees("documents") == "all" else [],
        "scope": here.eyes.sees("documents"),
    }
    return page(request, here, "documents/list.html", TITLE, context)


@screen(
    "document",
    ("Một văn bản", "One document"),
    acts=("file_document", "void_number", "correct_clerical_error"),
)
def one_document(request: HttpRequest, here: Here, document_id: int) -> HttpResponse:
    """Show one document: what it says, who signed, its signed paper, whom it went to."""
    found = document_page(here.eyes, document_id)
    events = events_of_row(here.eyes, "documents_document", found.row.id)
    parts = document_parts(here, found)
    wished = [each for part in parts for each in part.wishes]
    offers = offer_list(here, [*_wishes(here, found, events[-1].seq if events else None), *wished])
    row = found.row
    is_out = not row.voided and not row.recalled
    waits = not row.file and not row.signed and is_out and not row.outside
    acts = act_row(offers, _next_of(offers, parts, awaits_paper=waits))
    context = {
        "document": found,
        "shown": _shown(found.row),
        "acts": acts,
        "is_out": is_out,
        "awaits_paper": waits,
        "printing_is_next": waits and acts.next is None,
        "is_composed": found.content.get("form") in COMPOSED,
        "meeting": Meeting.objects.filter(notice=found.row.id).values("pk", "title").first()
        or Meeting.objects.filter(invitation=found.row.id).values("pk", "title").first(),
        "lines": lines_of(found.content) if found.content.get("form") in FORMS else (),
        "scans": list(_scans(here, found)),
        "parts": [part for part in parts if part.template],
        "events": [shown(here, line) for line in events],
    }
    return page(request, here, "documents/one.html", same(found.row.label), context)


@screen("document_file", ("Văn bản, .docx hoặc .pdf", "Document, .docx or .pdf"))
def document_file(request: HttpRequest, here: Here, document_id: int, form: str) -> HttpResponse:
    """Give a document as .docx or .pdf, ready to print and sign."""
    found = document_page(here.eyes, document_id)
    if found.row.voided:
        raise NotFound(Reason(code="voided", says=_VOIDED))
    made, title = document_paper(found), f"{found.row.label} {found.row.title}"
    laid = template_of(found) if form == "docx" else None
    return file_response(filled_by(laid, made), form, title) if laid else paper_file(made, form, title)


# ---------------------------------------------------------------- the forms of its acts


@after("file_document", *PUBLISHING, "void_number", "enter_outside_document", ISSUE)
def to_document(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the document that the act was about."""
    return reverse("document", args=[here.body, int(outcome["document"])])


@shapes("file_document", *PUBLISHING, "void_number")
def document_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which document it is."""
    try:
        found = document_page(here.eyes, number_in(values, "document") or 0)
    except NotFound as missing:
        raise Http404(str(missing)) from missing
    crumb = Crumb(title=same(found.row.label), url=reverse("document", args=[here.body, found.row.id]))
    return Shape(fields=fields, crumbs=(documents_crumb(here), crumb), lead=same(found.row.title))


@shapes("enter_outside_document")
def outside_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the symbols of the body's own series."""
    series = here.regulation.series if here.regulation else ()
    symbols = tuple(dict.fromkeys(each.symbol for each in series))
    shown_so = with_fields(
        fields, symbol={"suggests": symbols}, dated_on={"most": here.today}, number={"least": 1},
        conclusions={"rows": 6},
    )  # fmt: skip
    return Shape(fields=shown_so, crumbs=(documents_crumb(here),))


@offers_choices("document")
def documents_to_choose(here: Here) -> Iterable[Option]:
    """The newest documents."""
    for row in document_list(here.eyes):
        yield Option(value=str(row.id), label=same(row.label), note=same(row.title[:80]))


# ---------------------------------------------------------------- parts


def _next_of(offers: Sequence[Offer], parts: Sequence[DocumentPart], *, awaits_paper: bool) -> str | None:
    """Return the act that a document waits for: of those its parts name the first that this seat may do itself."""
    own = {each.name for each in offers if each.allowed and not each.recording}
    wanted = [part.next_act for part in parts if part.next_act]
    found = next((name for name in wanted if name in own), None)
    return found or ("file_document" if awaits_paper else None)


def _wishes(here: Here, found: DocumentPage, event: int | None) -> list[Wish]:
    matter = Matter(body=here.body, says=same(found.row.label))
    names = [
        *(["file_document"] if not found.row.file and not found.row.voided and not found.row.recalled else []),
        *(["void_number"] if not found.row.voided and not found.row.file and not found.row.published else []),
    ]
    wishes = [wish(name, matter, document=found.row.id) for name in names]
    if event is not None:
        title = found.row.title
        wishes.append(correction_wish(here, matter.says, table="document", row=found.row.id, was=title, event=event))
    return wishes


def _scans(here: Here, found: DocumentPage) -> Iterator[dict[str, object]]:
    """Yield the signed papers: the one filed, and those with which acts on it were recorded."""
    files = reverse("documents", args=[here.body]).replace("/documents/", "/files/")
    if found.sha256:
        yield {"url": f"{files}{found.sha256}/", "says": Text("Bản đã ký, đã lưu", "Signed original, filed")}
    traced = Trace.objects.filter(table="documents_document", row=found.row.id).values("event")
    events = Event.objects.filter(pk__in=traced, chain=here.body).order_by("seq")
    for seq, evidence in events.values_list("seq", "evidence"):
        for sha256 in evidence:
            if sha256 != found.sha256:
                says = Text("Bản giấy kèm sự kiện {seq}", "Paper of event {seq}").filled(seq=seq)
                yield {"url": f"{files}{sha256}/?event={seq}", "says": says}


def _shown(row: DocumentRow) -> dict[str, object]:
    return {"row": row, "kind": _kinds().get(row.kind, same(row.kind))}


def _kinds() -> Mapping[str, Text]:
    """Return the kinds of documents, as the act that enters one names them."""
    return fields_of(act_named("enter_outside_document").given)["kind"].choices


def _kind_choices(request: HttpRequest, here: Here, chosen: str) -> Iterator[dict[str, object]]:
    own = {each.kind for each in here.regulation.series} if here.regulation else set()
    yield {"title": Text("tất cả", "all"), "url": "?", "current": not chosen}
    for kind, title in _kinds().items():
        if kind in own or kind == chosen:
            yield {"title": title, "url": f"?kind={quote(kind)}", "current": kind == chosen}


def _series(here: Here) -> Iterator[dict[str, object]]:
    for state in checked_series(here.body, here.today.year):
        yield {"state": state, "kind": _kinds().get(state.kind, same(state.kind)), "says": _findings(state)}


def _findings(state: SeriesState) -> list[Text]:
    told: list[tuple[Text, tuple[int, ...]]] = [
        (Text("số chưa dùng: {n}", "numbers nobody took: {n}"), state.findings.missing),
        (Text("số đã hủy: {n}", "void: {n}"), state.findings.voided),
        (Text("ngày không theo thứ tự số: {n}", "dated out of order: {n}"), state.findings.backdated),
    ]
    return [words.filled(n=_spans(numbers)) for words, numbers in told if numbers]


def _spans(numbers: Sequence[int]) -> str:
    """Write numbers in order as people do: 01–20, 22."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{each[0]:02d}" if len(each) == 1 else f"{each[0]:02d}–{each[-1]:02d}" for each in spans)


def _year(request: HttpRequest) -> int | None:
    written = request.GET.get("year", "")
    return int(written) if written.isascii() and written.isdigit() and 1900 <= int(written) <= 2199 else None


def _before(request: HttpRequest) -> tuple[date, int] | None:
    written, _, key = request.GET.get("before", "").partition("_")
    if not written:
        return None
    try:
        return date.fromisoformat(written), int(key)
    except ValueError as unreadable:
        says = Text("Địa chỉ trang không đúng; mở lại danh sách.", "No such page; open the list again.")
        raise BadInput(Reason(code="bad_key", says=says, field="before")) from unreadable


_VOIDED = Text("Số văn bản này đã hủy, không in ra nữa.", "This number is void and is not printed.")
