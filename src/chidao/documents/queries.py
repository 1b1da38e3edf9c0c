"""Reading the body's papers, limited to what the reader may see. Lists take a bounded number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from chidao.documents.models import Delivery, Document, Series
from chidao.documents.rules import SeriesFindings, Taken, check_series
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in a list. `number` is None for a paper without one; `file` is the id of its scan; `signed` says that
    its signed paper was seen here, filed or with the act that was recorded from it."""

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
    found = _seen(reader)
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(dated_on__year=year)
    if words.strip():
        found = found.filter(folded__contains=fold(words))
    if before:
        found = found.filter(Q(dated_on__lt=before[0]) | Q(dated_on=before[0], pk__lt=before[1]))
    return [_row(document) for document in found.order_by("-dated_on", "-pk")[:PAGE]]


def document_page(reader: Reader, document: int) -> DocumentPage:
    """Return one document (two queries). Raises NotFound for one the reader may not see."""
    found = _seen(reader).select_related("scan").filter(pk=document).first()
    if found is None:
        raise NotFound(Reason(code="no_document", says=Text("Không có văn bản này.", "There is no such document.")))
    return DocumentPage(
        row=_row(found),
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


def public_documents(body: str) -> list[DocumentRow]:
    """Return what a body has opened to everyone, newest first, `PAGE` at most (one query)."""
    found = Document.objects.filter(body=body, access="open", voided_at=None)
    return [_row(document) for document in found.order_by("-dated_on", "-pk")[:PAGE]]


def papers_to_file(body: str) -> list[DocumentRow]:
    """Return issued documents whose signed paper is not filed yet, oldest first, `PAGE` at most (one query)."""
    found = Document.objects.filter(body=body, scan=None, signed_paper_at=None, voided_at=None, outside=False)
    return [_row(document) for document in found.exclude(number=None).order_by("dated_on", "pk")[:PAGE]]


def series_check(body: str, year: int) -> list[SeriesState]:
    """Check every series of a body in a year for gaps, voids and papers out of the order of days (two queries)."""
    series = list(Series.objects.filter(body=body, year=year).order_by("kind", "symbol"))
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


def _seen(reader: Reader) -> QuerySet[Document]:
    """All of the body's documents, those that went to the reader or the reader's agency, or only what is open."""
    found: QuerySet[Document] = Document.objects.filter(body=reader.body)
    scope = reader.sees("documents")
    if scope == "all":
        return found
    if scope is None:
        return found.none()
    mine = Q(pk__in=Delivery.objects.filter(person=reader.capacity.person).values("document"))
    agencys = Q(pk__in=Delivery.objects.filter(agency__in=reader.agencies).values("document"))
    wider = {"own": mine, "own_agency": mine | agencys if reader.agency else mine}
    return found.filter(Q(access="open") | wider[scope] if scope in wider else Q(access="open"))


def _delivered(document: int) -> list[Delivered]:
    rows = Delivery.objects.filter(document=document).select_related("person", "agency").order_by("pk")
    return [
        Delivered(name=str(row.person or row.agency or ""), sent_at=row.sent_at, acknowledged_at=row.acknowledged_at)
        for row in rows
    ]


def _row(document: Document) -> DocumentRow:
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
    )
