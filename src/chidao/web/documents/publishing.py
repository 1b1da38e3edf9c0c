"""Publishing a document: what of it may be personal data, how the public will see it, then the act; and its part of
the document's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.models import Document, PublicCopy
from chidao.documents.public_paper import copy_of, has_text, own_paper, public_paper, words_of
from chidao.documents.queries import DocumentPage, document_page
from chidao.documents.redacting import MARK, against_phrases, chosen_phrases, proposals
from chidao.documents.rules import ACCESS
from chidao.kernel.wording import Text, same
from chidao.web.acting.forms import fresh_key
from chidao.web.acting.shapes import Crumb
from chidao.web.documents.forms import documents_crumb
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.offers import Wish, offers, wish
from chidao.web.pages import page, screen
from chidao.web.portal.paper import shown_paper

TITLE: Final = ("Công khai văn bản", "Publish a document")


@screen(
    "publish",
    TITLE,
    acts=("publish_document", "withdraw_publication", "set_document_access"),
    features=("public_page",),
)
def publish(request: HttpRequest, here: Here, document_id: int) -> HttpResponse:
    """Show what may be personal data in a document, each to be ticked, and how the public will see it. What is chosen
    is sent in the body of the request, so that no log keeps it; nothing is kept until the act."""
    found = document_page(here.eyes, document_id)
    document = Document.objects.get(pk=found.row.id)
    words = [document.title, *document.recipients, *words_of(own_paper(document).paper)]
    proposed = [each for each in proposals(words) if not _is_of_a_post(each.phrase, document.signature_lines)]
    chosen = _chosen(request) if request.method == "POST" else tuple(each.phrase for each in proposed)
    errors = tuple(against_phrases(chosen, words))
    copy = copy_of(document, chosen)
    matter = Matter(body=here.body, says=same(found.row.label))
    offer = offers(here, [wish("publish_document", matter, document=document.pk)])["publish_document"]
    more = [each for each in chosen if each not in {one.phrase for one in proposed}]
    context = {
        "document": found,
        "crumbs": (documents_crumb(here), _crumb(here, found)),
        "proposed": [(each, each.phrase in chosen) for each in proposed],
        "more_field": Field(name="more", label=_MORE, kind="textarea", value="\n".join(more), hint=_MORE_HINT, rows=3),
        "file_field": Field(name="file", label=_FILE, kind="file", hint=_FILE_HINT, accept=".pdf,.png,.jpg,.jpeg"),
        "signed_field": Field(name="with_signed", label=_SIGNED, kind="checkbox")
        if not chosen and found.row.signed
        else None,
        "phrases": "\n".join(chosen),
        "copy": copy,
        "shown": shown_paper(public_paper(document, copy).paper) if has_text(copy.content) else None,
        "mark": MARK,
        "offer": offer,
        "key": fresh_key(),
        "errors": errors,
        "errors_title": _NOT_READY,
    }
    return page(request, here, "documents/publish.html", Text(*TITLE), context, status=422 if errors else 200)


@document_part(20)
def public_part(here: Here, found: DocumentPage) -> DocumentPart:
    """Say whether everyone may read a copy of the document, and offer what changes it (one query)."""
    last = PublicCopy.objects.filter(document=found.row.id).defer("content").order_by("-pk").first()
    code = Document.objects.filter(pk=found.row.id).values_list("code", flat=True).first() if last else None
    shows = {
        "copy": last,
        "url": reverse("public_document", args=[here.body, code]) if code else "",
        "access": ACCESS.get(found.row.access),
    }
    told = last is not None or found.row.access == "restricted"
    return DocumentPart(
        template="documents/public_part.html" if told else "", shows=shows, wishes=tuple(_wishes(here, found))
    )


def _wishes(here: Here, found: DocumentPage) -> Iterator[Wish]:
    matter, key = Matter(body=here.body, says=same(found.row.label)), found.row.id
    if found.row.voided or found.row.number is None:
        return
    if found.row.published:
        yield wish("withdraw_publication", matter, document=key)
        return
    restricted = found.row.access == "restricted"
    if not restricted and not found.row.recalled:
        yield wish("publish_document", matter, url=reverse("publish", args=[here.body, key]), document=key)
    other = "internal" if restricted else "restricted"
    yield wish("set_document_access", matter, document=key, access=other)


def _is_of_a_post(phrase: str, lines: Iterable[str]) -> bool:
    """Part of a line that names a post in capitals is no name of a person, though it looks like one."""
    return phrase.isupper() and any(phrase in line and phrase != line.strip() for line in lines)


def _chosen(request: HttpRequest) -> tuple[str, ...]:
    return chosen_phrases([*request.POST.getlist("tick"), *request.POST.get("more", "").splitlines()])


def _crumb(here: Here, found: DocumentPage) -> Crumb:
    return Crumb(title=same(found.row.label), url=reverse("document", args=[here.body, found.row.id]))


_MORE: Final = Text("Lược bỏ thêm", "Take out as well")
_MORE_HINT: Final = Text(
    "Mỗi dòng một cụm từ, chép đúng như trong văn bản.", "One phrase a line, as it stands in the document."
)
_FILE: Final = Text("Tệp công khai thay cho nội dung", "File to publish instead of the text")
_FILE_HINT: Final = Text(
    "Không bắt buộc. Ví dụ bản chụp đã che dữ liệu cá nhân.", "Optional. Such as a scan with personal data blacked out."
)
_SIGNED: Final = Text("Kèm bản đã ký", "With the signed paper")
_NOT_READY: Final = Text("Chưa công khai được, vì:", "It cannot be published yet, because:")
