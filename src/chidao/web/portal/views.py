"""Public pages: what is open of each body's documents, one document with its copy, feeds and open data.

No page here asks who reads it: all of them show public copies only (`portal.queries`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import wraps
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from chidao.acts.registry import act_named, fields_of
from chidao.documents.files import open_file
from chidao.documents.redacting import MARK
from chidao.documents.verification import grouped, qr_svg, verify_path
from chidao.documents.word import word_document
from chidao.door.screens import Screen, declare
from chidao.kernel.days import local_day
from chidao.kernel.errors import ChidaoError
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import body_codes, name_on
from chidao.portal.feeds import feed
from chidao.portal.open_data import LICENCE, as_csv, as_json, described, records
from chidao.portal.queries import (
    MOST,
    PAGE,
    STATES,
    PublicFile,
    PublicRow,
    open_papers,
    page_clause,
    public_kinds,
    public_page,
)
from chidao.web.documents.printing import FORMS
from chidao.web.here import Here, here_of
from chidao.web.pages import page
from chidao.web.portal.paper import shown_paper

LIST: Final = Text("Văn bản công khai", "Public documents")
FRESH_SECONDS: Final = 300
View = Callable[..., HttpResponseBase]

declare(Screen(name="public_documents", title=LIST))
declare(
    Screen(
        name="public_document", title=Text("Một văn bản công khai", "One public document"), features=("public_page",)
    )
)


def public(view: View) -> View:
    """Show a page to everyone: what is missing becomes a page that says so, in the visitor's language. The visitor's
    choices are kept in cookies, so that a page is nobody else's to keep."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        here = here_of(request)
        if parts.get("body") and parts["body"] not in body_codes():
            raise Http404(parts["body"])
        try:
            response = view(request, here, **parts)
        except ChidaoError as error:
            return page(request, here, "portal/none.html", error.reasons[0].says, status=error.status)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer


def kept(view: View) -> View:
    """Give a file to everyone, to be kept for a few minutes."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if parts.get("body") and parts["body"] not in body_codes():
            raise Http404(parts["body"])
        try:
            response = view(request, **parts)
        except ChidaoError as error:
            raise Http404(str(error)) from error
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        patch_vary_headers(response, ["Cookie"])  # a demonstration's books are told apart by a cookie
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


# ---------------------------------------------------------------- pages


@public
def documents(request: HttpRequest, here: Here, body: str = "") -> HttpResponse:
    """List the public documents of a body, or of all, newest first: searched, by kind, by year."""
    kind, words, year = request.GET.get("kind", "")[:10], request.GET.get("q", "").strip()[:200], _year(request)
    rows = open_papers(body, kind=kind, year=year, words=words, before=_before(request))
    kinds, years = public_kinds(body) if body else ([], [])
    context = {
        "rows": [_shown(row) for row in rows],
        "body_code": body,
        "bodies": [(code, _short_name(code, here.today)) for code in body_codes()],
        "filters": list(_filters(request, kinds, years, kind, year)),
        "q": words,
        "kind": kind,
        "year": year,
        "is_filtered": bool(kind or words or year),
        "older": f"{rows[-1].key[0].isoformat()}_{rows[-1].key[1]}" if len(rows) == PAGE else None,
        "licence": LICENCE,
        "name": _body_name(body, here.today) if body else None,
    }
    return page(request, here, "portal/list.html", LIST, context)


@public
def document(request: HttpRequest, here: Here, body: str, code: str) -> HttpResponse:
    """Show one public document: number, day, issuer, signer, text, files, state, and how to verify a copy of it."""
    found = public_page(body, code)
    context = {
        **_shown(found.row),
        "found": found,
        "body_code": body,
        "name": _body_name(body, found.row.dated_on),
        "shown": shown_paper(found.paper.paper) if found.paper else None,
        "clause": page_clause(body, local_day(found.row.published_at)),
        "grouped": grouped(code),
        "verify_url": request.build_absolute_uri(verify_path(code)),
        "mark": MARK,
    }
    title = Text(f"Văn bản {found.row.label}", f"Document {found.row.label}")
    return page(request, here, "portal/one.html", title, context)


# ---------------------------------------------------------------- files


@kept
def qr(request: HttpRequest, body: str, code: str) -> HttpResponse:
    """Give the QR code that leads to the verification of a document, as the visitor reaches this site."""
    public_page(body, code)
    return HttpResponse(qr_svg(request.build_absolute_uri(verify_path(code))), content_type="image/svg+xml")


@kept
def document_file(request: HttpRequest, body: str, code: str, form: str) -> HttpResponseBase:
    """Give the public copy as .pdf, to be looked at and printed, or as .docx."""
    found = public_page(body, code)
    if form == "pdf" and found.printed:
        return _stored(found.printed, as_attachment=False, name=slug(found.row.label))
    if form == "docx" and found.paper:
        made = word_document(found.paper.paper, found.paper.norm)
        response = HttpResponse(made, content_type=FORMS["docx"][0])
        name = f"{slug(f'{found.row.label} {found.row.title}')[:80]}.docx"
        response["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
        return response
    raise Http404(code)


@kept
def attached(request: HttpRequest, body: str, code: str) -> FileResponse:
    """Give the file that was published: the signed paper, or what stands instead of the text."""
    found = public_page(body, code)
    if found.attached is None:
        raise Http404(code)
    return _stored(found.attached, as_attachment=True, name=slug(found.row.label))


@kept
def rss(request: HttpRequest, body: str = "") -> HttpResponse:
    """Give the newest public documents as a feed."""
    here = here_of(request)
    name = _body_name(body, here.today).vi if body else LIST.vi
    at = reverse("public_documents", args=[body]) if body else reverse("public_all")
    made = feed(
        [row for row in open_papers(body) if row.state != "recalled"],
        title=f"{LIST.vi} · {name}" if body else name,
        at=request.build_absolute_uri(at),
        site=_site(request),
        address=request.build_absolute_uri(),
    )
    return HttpResponse(made, content_type="application/rss+xml; charset=utf-8")


@kept
def data(request: HttpRequest, body: str, form: str) -> HttpResponse:
    """Give the public documents of a body as data, in CSV or JSON."""
    found = records(open_papers(body, most=MOST), _site(request))
    described_at = request.build_absolute_uri(reverse("public_data_described", args=[body]))
    if form == "csv":
        response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8; header=present")
        response["Content-Disposition"] = f'attachment; filename="{slug(body)}-documents.csv"'
    else:
        response = HttpResponse(as_json(found, described_at=described_at), content_type="application/json")
    response["Link"] = f'<{described_at}>; rel="describedby"; type="application/csvm+json"'
    return response


@kept
def data_described(request: HttpRequest, body: str) -> HttpResponse:
    """Give what describes the data: columns, key, licence."""
    at = request.build_absolute_uri(reverse("public_data", args=[body, "csv"]))
    return HttpResponse(described(csv_at=at, body=body), content_type="application/csvm+json")


# ---------------------------------------------------------------- parts


def _stored(file: PublicFile, *, as_attachment: bool, name: str) -> FileResponse:
    """Give a kept file under a name made of the document's number: that under which it was sent may name a person."""
    ending = file.name.rpartition(".")[2].lower()
    opened = open_file(settings.CHIDAO_FILES, file.sha256)
    return FileResponse(opened, as_attachment=as_attachment, filename=f"{name}.{ending}", content_type=file.media_type)


def _shown(row: PublicRow) -> dict[str, object]:
    return {"row": row, "kind": kinds().get(row.kind, same(row.kind)), "state": STATES[row.state]}


def kinds() -> Mapping[str, Text]:
    """Return the kinds of documents, as the act that enters one names them."""
    return fields_of(act_named("enter_outside_document").given)["kind"].choices


def _filters(
    request: HttpRequest, known: list[str], years: list[int], kind: str, year: int | None
) -> Iterator[dict[str, object]]:
    by_kind = [("", Text("tất cả", "all")), *((each, kinds().get(each, same(each))) for each in known)]
    by_year = [("", Text("tất cả", "all")), *((str(each), same(str(each))) for each in years)]
    for name, title, choices, chosen in (
        ("kind", Text("Loại", "Kind"), by_kind, kind),
        ("year", Text("Năm", "Year"), by_year, str(year or "")),
    ):
        if len(choices) > 2:
            yield {"title": title, "choices": [_choice(request, name, *each, chosen) for each in choices]}


def _choice(request: HttpRequest, name: str, value: str, title: Text, chosen: str) -> dict[str, object]:
    others = {each: request.GET[each] for each in ("kind", "year", "q") if each in request.GET and each != name}
    query = urlencode({**others, **({name: value} if value else {})})
    return {"title": title, "url": f"?{query}", "current": value == chosen}


def _body_name(code: str, on: date) -> Text:
    named = name_on(code, on)
    return named.name if named else same(code)


def _short_name(code: str, on: date) -> Text:
    named = name_on(code, on)
    return named.short_name if named else same(code)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _year(request: HttpRequest) -> int | None:
    written = request.GET.get("year", "")
    return int(written) if written.isascii() and written.isdigit() and 1900 <= int(written) <= 2199 else None


def _before(request: HttpRequest) -> tuple[date, int] | None:
    written, _, key = request.GET.get("before", "").partition("_")
    try:
        return (date.fromisoformat(written), int(key)) if written else None
    except ValueError as unreadable:
        raise Http404(written) from unreadable
