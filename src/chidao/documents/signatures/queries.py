"""Reading the signatures of a document, and the written delegation behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chidao.documents.models import Document, Signature
from chidao.kernel.wording import Text
from chidao.ledger.models import Trace
from chidao.mandates.models import Delegation


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """A signature as a page shows it."""

    kind: str
    way: str
    as_says: str
    subject: str
    issuer: str
    serial: str
    level: str
    trusted: bool
    signed_at: datetime
    stamped_at: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegated:
    """The written delegation by which a document was signed: whose, what for, from when to when (last day included).

    `document` is its paper among the body's documents, where it was numbered here.
    """

    principal: Text
    content: str
    effective_from: date
    last_on: date
    paper: str
    document: int | None


def signature_rows(document: int) -> list[SignatureRow]:
    """Return the signatures of a document in the order they were put (one query)."""
    rows = Signature.objects.filter(document=document).select_related("file").order_by("ordinal")
    return [
        SignatureRow(
            kind=row.kind, way=row.way, as_says=row.as_says, subject=row.subject, issuer=row.issuer, serial=row.serial,
            level=row.level, trusted=row.trusted, signed_at=row.signed_at, stamped_at=row.stamped_at,
            sha256=row.file.sha256,
        )
        for row in rows
    ]  # fmt: skip


def delegation_of(document: Document) -> Delegated | None:
    """Return the delegation by which a document was issued; None for one signed by another right (three queries)."""
    if document.signed_form != "TUQ":
        return None
    events = Trace.objects.filter(table=Document._meta.db_table, row=document.pk).order_by("event__seq")
    basis = events.values_list("event__basis", flat=True).first() or {}
    row = Delegation.objects.filter(pk=basis.get("delegation", 0)).select_related("seat").first()
    if row is None:
        return None
    return Delegated(
        principal=Text.from_data(row.seat.title),
        content=row.content,
        effective_from=row.effective_from,
        last_on=date.fromordinal(row.effective_until.toordinal() - 1),
        paper=row.paper,
        document=_numbered(document.body, row.paper),
    )


def _numbered(body: str, paper: str) -> int | None:
    """Return the document of the body that bears a number and symbol, "03/GUQ-…"; None where none does."""
    number, _, symbol = paper.partition("/")
    if not (number.isascii() and number.isdigit() and len(number) < 7 and symbol):
        return None
    found = Document.objects.filter(body=body, number=int(number), symbol=symbol).order_by("-dated_on")
    return found.values_list("pk", flat=True).first()
