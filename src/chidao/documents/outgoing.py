"""The file of a document or an instrument as it goes out: the last signed one, else the scan, else as composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chidao.acts.authority import Capacity
from chidao.documents.composing import document_paper
from chidao.documents.files import described, open_file
from chidao.documents.models import Delivery, Document
from chidao.documents.pdf import pdf_document
from chidao.documents.queries import document_page
from chidao.documents.uploads import MEGABYTE
from chidao.kernel.errors import NotFound
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader

LARGEST_ATTACHED: Final = 10 * MEGABYTE
"""What is larger is not sent along: many mail servers take no more; the letter has the address where it is read."""
PDF: Final = "application/pdf"
_ALL_DOCUMENTS: Final[Mapping[str, str]] = {"documents": "all"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A file to be sent along."""

    name: str
    media_type: str
    data: bytes


def live_delivery(key: int) -> Delivery | None:
    """Return a delivery that still stands; None once its document is void or recalled."""
    things = ("document", "instrument", "person", "agency")
    found: Delivery | None = Delivery.objects.filter(pk=key).select_related(*things).first()
    if found is None or (found.document and (found.document.voided_at or found.document.recalled_at)):
        return None
    return found


def file_of(delivery: Delivery, home: Path) -> Outgoing | None:
    """Return the file that goes with a delivery; None for a restricted paper, which is read in the system only, for
    one that is too large and for one of which there is no file.

    Raises BadInput for a composed paper with a sign that no font shows.
    """
    if delivery.document is not None:
        return None if delivery.document.access == "restricted" else _of_document(delivery.document, home)
    row = delivery.instrument
    if row is None or row.access == "restricted" or not row.file_sha256:
        return None
    return _kept(home, row.file_sha256, slug(row.label) or "van-ban")


def _of_document(document: Document, home: Path) -> Outgoing | None:
    name = slug(f"{document.label} {document.title}")[:80] or "van-ban"
    signed = document.signatures.order_by("-ordinal").values_list("file__sha256", flat=True).first()
    sha256 = signed or (document.scan.sha256 if document.scan else None)
    if sha256:
        return _kept(home, sha256, name)
    if not document.content:
        return None  # what was entered from outside has a frame only, which says nothing
    program = Capacity(body=document.body, person=0, seat=None, says=Text("", ""))
    made = document_paper(document_page(Reader(capacity=program, scopes=_ALL_DOCUMENTS), document.pk))
    return _fitting(Outgoing(name=f"{name}.pdf", media_type=PDF, data=pdf_document(made.paper, made.norm)))


def _kept(home: Path, sha256: str, name: str) -> Outgoing | None:
    found = described(home, sha256, name)
    if found is None or found.size > LARGEST_ATTACHED:
        return None
    try:
        with open_file(home, sha256) as kept:
            return Outgoing(name=found.name, media_type=found.media_type, data=kept.read())
    except NotFound:
        return None


def _fitting(made: Outgoing) -> Outgoing | None:
    return made if len(made.data) <= LARGEST_ATTACHED else None
