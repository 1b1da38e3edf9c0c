"""Reading the body's papers, limited to what the reader may see. Lists take a bounded number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from chidao.documents.incoming.rules import SERIES
from chidao.documents.models import Delivery, Document, PublicCopy, Series
from chidao.documents.rules import SeriesFindings, Taken, check_series
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in a list. `number` is None for a paper without one; `file` is the id of its scan; `signed` says that
    its signed paper was seen here, filed or with the act that was recorded from it; `published` that everyone may read
    a copy of it, whole (its access is then open) or with something taken out; `recalled` that it was taken back."""

    id: int
    kind: str
    number: int | None
    symbol: str
    label: str
    title: str
    dated_on: date
    signer: str
    access: str
    outside: bool
    voided: bool
    file: int | None
    signed: bool
    published: bool = False
    recalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """To whom a document went, and when they acknowledged it."""

    name: str
    sent_at: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """One document with what it was composed from (`content`) and to whom it went."""

    row: DocumentRow
    body: str
    content: dict[str, object]
    signature_lines: tuple[str, ...]
    seal: str
    recipients: tuple[str, ...]
    instrument: int | None
    sha256: str | None
    signed_paper_at: datetime | None
    issued_at: datetime | None
    void_reason: str
    deliveries: tuple[Delivered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesState:
    """A series of one year: how far it has got, and what is to be explained in it."""

    kind: str
    symbol: str
    year: int
    last: int
    findings: SeriesFindings


def document_list(
    reader: Reader, *, kind: str = "", year: int | None = None, words: str = "", before: tuple[date, int] | None = None
) -> list[DocumentRow]:
    """Return the newest documents that the reader may see, `PAGE` at most (one query).

    `before` is the day and id of the last row of the page before.
    """
    found = seen_documents(reader)
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(dated_on__year=year)
    if words.strip():
        found = found.filter(folded__contains=fold(words))
    if before:
        found = found.filter(Q(dated_on__lt=before[0]) | Q(dated_on=before[0], pk__lt=before[1]))
    return [document_row(document) for document in found.order_by("-dated_on", "-pk")[:PAGE]]


def document_page(reader: Reader, document: int) -> DocumentPage:
    """Return one document (two queries). Raises NotFound for one the reader may not see."""
    found = seen_documents(reader).select_related("scan").filter(pk=document).first()
    if found is None:
        raise NotFound(Reason(code="no_document", says=Text("Không có văn bản này.", "There is no such document.")))
    return DocumentPage(
        row=document_row(found),
        body=found.body,
        content=found.content,
        signature_lines=tuple(found.signature_lines),
        seal=found.seal,
        recipients=tuple(found.recipients),
        instrument=found.instrument_id,
        sha256=found.scan.sha256 if found.scan else None,
        signed_paper_at=found.signed_paper_at,
        issued_at=found.issued_at,
        void_reason=found.void_reason,
        deliveries=tuple(_delivered(found.pk)),
    )


def papers_to_file(body: str) -> list[DocumentRow]:
    """Return issued documents whose signed paper is not filed yet, oldest first, `PAGE` at most (one query)."""
    found = Document.objects.filter(body=body, scan=None, signed_paper_at=None, voided_at=None, recalled_at=None)
    return [
        document_row(document)
        for document in found.filter(outside=False).exclude(number=None).order_by("dated_on", "pk")[:PAGE]
    ]


def series_check(body: str, year: int) -> list[SeriesState]:
    """Check every series of a body in a year for gaps, voids and papers out of the order of days (two queries).

    Numbers of arrival are left out: they number papers of others.
    """
    series = list(Series.objects.filter(body=body, year=year).exclude(kind=SERIES).order_by("kind", "symbol"))
    rows = (
        Document.objects.filter(series__in=series)
        .order_by("series_id", "number")
        .values_list("series_id", "number", "dated_on", "voided_at")
    )
    taken = {
        key: [Taken(number=number, dated_on=on, voided=voided is not None) for _, number, on, voided in group]
        for key, group in groupby(rows, key=lambda row: row[0])
    }
    return [_state(each, taken.get(each.pk, ())) for each in series]


def _state(series: Series, taken: Sequence[Taken]) -> SeriesState:
    return SeriesState(
        kind=series.kind, symbol=series.symbol, year=series.year, last=series.last, findings=check_series(taken)
    )


def seen_documents(reader: Reader) -> QuerySet[Document]:
    """Return the documents that the reader may see: every list, search, page and file of documents begins here.

    - Who sees documents "all": every one of the body; "own" and "own_agency": those delivered to the reader, or to the
      reader's agency too; and, like "open", those whose whole is open to everyone. A document of which a copy with
      something taken out is public is not open itself: whoever sees only what is open reads that copy.
    - A restricted document is seen by whoever signed it (the seat, and the seat that goes on from it), by those it was
      delivered to, and by the desk and the auditor: the roles to which the regulation shows all documents and the
      refusals as well, since whoever keeps or checks the record sees what it holds.
    """
    found: QuerySet[Document] = Document.objects.filter(body=reader.body).annotate(published=Exists(_live_copies()))
    scope = reader.sees("documents")
    if scope is None:
        return found.none()
    if scope == "all" and reader.sees("refusals") == "all":
        return found
    mine = Q(pk__in=Delivery.objects.filter(person=reader.capacity.person).values("document"))
    agencys = Q(pk__in=Delivery.objects.filter(agency__in=reader.agencies).values("document"))
    delivered = mine | agencys if reader.agency else mine
    restricted = Q(access="restricted") & (delivered | Q(signed_seat__in=reader.seats))
    wider = {"all": ~Q(access="restricted"), "own": mine, "own_agency": delivered}
    usual = Q(access="open") | (~Q(access="restricted") & wider[scope]) if scope in wider else Q(access="open")
    return found.filter(usual | restricted)


def hidden_documents(reader: Reader) -> QuerySet[Document]:
    """Return the body's restricted documents that the reader may not see, wherever else something tells of them."""
    return Document.objects.filter(body=reader.body, access="restricted").exclude(
        pk__in=seen_documents(reader).values("pk")
    )


def _live_copies() -> QuerySet[PublicCopy]:
    return PublicCopy.objects.filter(document=OuterRef("pk"), withdrawn_at=None)


def _delivered(document: int) -> list[Delivered]:
    rows = Delivery.objects.filter(document=document).select_related("person", "agency").order_by("pk")
    return [
        Delivered(name=str(row.person or row.agency or ""), sent_at=row.sent_at, acknowledged_at=row.acknowledged_at)
        for row in rows
    ]


def document_row(document: Document) -> DocumentRow:
    """Return a document as a row of a list."""
    return DocumentRow(
        id=document.pk,
        kind=document.kind,
        number=document.number,
        symbol=document.symbol,
        label=document.label,
        title=document.title,
        dated_on=document.dated_on,
        signer=document.signer,
        access=document.access,
        outside=document.outside,
        voided=document.voided_at is not None,
        file=document.scan_id,
        signed=document.signed_paper_at is not None,
        published=bool(getattr(document, "published", False)),
        recalled=document.recalled_at is not None,
    )
