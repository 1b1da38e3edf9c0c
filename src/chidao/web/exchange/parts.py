"""What exchange, recall and replacement add to the page of one document."""

from __future__ import annotations

from chidao.acts.authority import Matter
from chidao.documents.models import Document
from chidao.documents.queries import DocumentPage
from chidao.exchange.queries import messages_about, sees_messages
from chidao.kernel.wording import same
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.exchange.words import shown_message
from chidao.web.here import Here
from chidao.web.offers import Wish, wish


@document_part(30)
def exchange_part(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Show the messages about a document with their states and files; offer to send it."""
    rows = messages_about(document=found.row.id) if sees_messages(here.eyes) else []
    document = _document(found)
    out = document.number is not None and document.voided_at is None and document.recalled_at is None
    wishes = (_wish(here, found, "export_document"),) if out else ()
    shown = {"rows": [shown_message(each) for each in rows], "body": here.body}
    return DocumentPart(template="exchange/part.html" if rows else "", shows=shown, wishes=wishes)


@document_part(55)
def replacement_part(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Show whether a document was taken back, what it replaces and what replaces it; offer both acts."""
    document = _document(found)
    later = document.replaced_by.order_by("pk").first()
    out = document.number is not None and document.voided_at is None
    names = (
        *(["recall_document"] if out and document.recalled_at is None else []),
        *(["replace_document"] if out and later is None else []),
    )
    is_said = document.recalled_at or later or document.replaces
    return DocumentPart(
        template="exchange/replaced.html" if is_said else "",
        shows={"document": document, "later": later, "former": document.replaces},
        wishes=tuple(_wish(here, found, name) for name in names),
    )


def _document(found: DocumentPage) -> Document:
    made: Document = Document.objects.select_related("replaces").get(pk=found.row.id)
    return made


def _wish(here: Here, found: DocumentPage, name: str) -> Wish:
    return wish(name, Matter(body=here.body, says=same(found.row.label)), document=found.row.id)
