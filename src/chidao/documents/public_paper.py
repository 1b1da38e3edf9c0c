"""The paper that everyone may read: a document composed from its public copy, and every word of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from chidao.documents.composing import Printable, document_paper
from chidao.documents.models import Document, PublicCopy
from chidao.documents.paper import Paper
from chidao.documents.pdf import pdf_document
from chidao.documents.queries import DocumentPage, document_row
from chidao.documents.redacting import MARK, NOTE, redacted
from chidao.documents.verification import Check, site_address, verify_path
from chidao.kernel.errors import BadInput
from chidao.kernel.vietnamese import fold


def has_text(content: Mapping[str, Any]) -> bool:
    """Tell whether a document was composed here: its words are known, not only its frame."""
    return bool(content.get("form"))


def own_paper(document: Document) -> Printable:
    """Return a document as it was issued."""
    return document_paper(_page(document, document.title, document.content, document.recipients))


def public_paper(document: Document, copy: PublicCopy) -> Printable:
    """Return a document as everyone may read it, from its public copy."""
    return document_paper(_page(document, copy.title, copy.content, copy.recipients))


def copy_of(document: Document, phrases: Sequence[str], *, with_text: bool = True) -> PublicCopy:
    """Return a copy of a document, not kept yet, with phrases taken out; without its text where a file stands for it.

    It is searched by its own subject, so that what was taken out finds nothing.
    """
    content = document.content if with_text and has_text(document.content) else {}
    title, told, sent_to = (redacted(each, phrases) for each in (document.title, content, document.recipients))
    return PublicCopy(
        document=document,
        title=str(title.content)[:500],
        content=told.content,
        recipients=sent_to.content,
        redacted=title.places + told.places + sent_to.places,
        folded=fold(f"{document.number or ''}/{document.symbol} {title.content}")[:700],
    )


def public_pdf(document: Document, copy: PublicCopy) -> bytes | None:
    """Print the public copy with its verification block; None where a sign of it has no glyph in the fonts here."""
    made = public_paper(document, copy)
    code = document.code or ""
    note = f"{MARK}: {NOTE}." if copy.redacted else ""
    check = Check(f"{site_address()}{verify_path(code)}", code, note)
    try:
        return pdf_document(made.paper, made.norm, check)
    except BadInput:
        return None


def words_of(paper: Paper) -> Iterator[str]:
    """Yield every text that a paper prints, its number and its date as they are printed too."""
    yield from _texts(paper)
    yield paper.number_line() or ""
    yield paper.place_line()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _page(document: Document, title: str, content: Mapping[str, object], recipients: list[str]) -> DocumentPage:
    return DocumentPage(
        row=replace(document_row(document), title=title),
        body=document.body,
        content=dict(content),
        signature_lines=tuple(document.signature_lines),
        seal=document.seal,
        recipients=tuple(recipients),
        instrument=None,
        sha256=None,
        signed_paper_at=document.signed_paper_at,
        issued_at=document.issued_at,
        void_reason="",
        deliveries=(),
    )
