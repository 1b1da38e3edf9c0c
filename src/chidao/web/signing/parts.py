"""The signatures of a document on its page: who, by which certificate, when, at which level, trusted or not."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from chidao.documents.acts.sealing import WAYS, document_to_sign
from chidao.documents.models import Document
from chidao.documents.queries import DocumentPage
from chidao.documents.signatures.papers import AGENCY, SIGNER, Kind, against_signature, standing_of
from chidao.documents.signatures.queries import delegation_of, signature_rows
from chidao.kernel.wording import Text
from chidao.web.acting.shapes import shapes
from chidao.web.acting.views import after
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.documents.views import document_form, to_document
from chidao.web.here import Here
from chidao.web.offers import Wish, wish

ACTS: Final[dict[Kind, str]] = {SIGNER: "sign_document", AGENCY: "seal_document"}
PAGES: Final[dict[Kind, str]] = {SIGNER: "sign", AGENCY: "seal"}
KINDS: Final[dict[Kind, Text]] = {
    SIGNER: Text("Người ký", "Signer"),
    AGENCY: Text("Cơ quan", "Agency"),
}


@document_part(10)
def signatures_part(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Show the signatures, and offer the one that comes next (six queries at most)."""
    document = Document.objects.get(pk=found.row.id)
    rows, delegation = signature_rows(document.pk), delegation_of(document)
    wishes = () if found.row.signed and not rows else tuple(_wishes(here, document))  # signed on paper: no more keys
    if not (rows or delegation or wishes):
        return None
    shows = {"rows": rows, "document": document, "delegation": delegation, "kinds": KINDS, "ways": WAYS}
    template = "signing/part.html" if rows or delegation else ""
    return DocumentPart(template=template, shows=shows, wishes=wishes, next_act=wishes[0].act if wishes else "")


def sign_wish(here: Here, document: Document, kind: Kind) -> Wish:
    """Return the wish to put a signature of a kind to a document."""
    url = reverse(PAGES[kind], args=[here.body, document.pk])
    return wish(ACTS[kind], document_to_sign(document), url=url, document=document.pk)


# Whoever records a signature brought back from outside does so by the acts' own forms.
shapes(*ACTS.values())(document_form)
after(*ACTS.values())(to_document)


def _wishes(here: Here, document: Document) -> list[Wish]:
    standing = standing_of(document)
    kinds: list[Kind] = [SIGNER] if not standing.signed else [AGENCY] if document.seal else []
    return [sign_wish(here, document, kind) for kind in kinds if not any(against_signature(standing, kind))]
