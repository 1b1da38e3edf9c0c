"""Numbers are taken here, within an act: a locked counter a series and year, unique, never reused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from chidao.acts.runner import Doing
from chidao.documents.codes import document_code
from chidao.documents.files import described
from chidao.documents.models import Document, Series, StoredFile
from chidao.documents.rules import Signed, conclusion_cite, conclusion_clause, no_series, number_taken, series_for
from chidao.documents.uploads import CheckedFile
from chidao.instruments.models import Instrument, Provision
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import same


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A document ready for its number. `content` is what its paper is drafted from, as plain data."""

    body: str
    kind: str
    title: str
    signed: Signed
    content: Mapping[str, object] = field(default_factory=dict)
    recipients: tuple[str, ...] = ()


def next_number(doing: Doing, body: str, kind: str, on: date) -> tuple[Series, int]:
    """Take the next number of the body's series of a kind, by the regulation in force on a day.

    Raises Conflict where the regulation gives the kind no series.
    """
    series = _series_in_force(doing, body, kind, on)
    doing.change(series, last=series.last + 1)
    return series, series.last


def given_number(doing: Doing, series: Series, number: int) -> int:
    """Take a number that a paper already bears; the counter moves past it. Raises Conflict if it is taken."""
    if Document.objects.using(doing.alias).filter(series=series, number=number).exists():
        raise Conflict(number_taken(f"{number:02d}/{series.symbol}"))
    if number > series.last:
        doing.change(series, last=number)
    return number


def locked_series(doing: Doing, body: str, kind: str, symbol: str, year: int) -> Series:
    """Return a series of one year, locked until the act is done; the first number of a year begins it."""
    which = {"body": body, "kind": kind, "symbol": symbol, "year": year}
    return doing.locked(Series, **which) or doing.add(Series(last=0, **which))


def numbered_document(doing: Doing, composed: Composed, *, number: int | None = None) -> Document:
    """Issue a document under the next number of its series, or under `number` where the signed paper bears one.

    Its day is that of the act. An act recorded from paper has its signed paper: the first scan given as evidence.
    """
    on = local_day(doing.at)
    if number is None:
        series, taken = next_number(doing, composed.body, composed.kind, on)
    else:
        series = _series_in_force(doing, composed.body, composed.kind, on)
        taken = given_number(doing, series, number)
    return doing.add(
        Document(
            body=composed.body,
            kind=composed.kind,
            series=series,
            number=taken,
            symbol=series.symbol,
            title=composed.title,
            dated_on=on,
            issued_at=doing.at,
            signer=composed.signed.signer,
            signature_lines=list(composed.signed.lines),
            signed_seat_id=doing.by.seat,
            signed_form=composed.signed.form,
            seal=composed.signed.seal,
            recipients=list(composed.recipients),
            content=dict(composed.content),
            scan=_scanned(doing),
            signed_paper_at=doing.at if doing.evidence else None,
            code=document_code(composed.body, composed.kind, series.symbol, on.year, taken),
            folded=document_folded(taken, series.symbol, composed.title),
        )
    )


def notice_instrument(doing: Doing, document: Document, conclusions: Sequence[str], *, issuer: str) -> list[Provision]:
    """Make the instrument of an issued notice, one provision for each conclusion, so that tasks can cite them."""
    instrument = doing.add(
        Instrument(
            body=document.body,
            kind="notice",
            number=f"{document.number:02d}",
            symbol=document.symbol,
            title=same(document.title).as_data(),
            issuer=issuer,
            signer_post=document.signer[:200],
            signed=document.dated_on.isoformat(),
            signed_on=document.dated_on,
            effective_from=document.dated_on,
            recorded_at=doing.now,
            access=document.access,
            folded=fold(f"{document.label} {document.title}")[:600],
        )
    )
    doing.change(document, instrument=instrument)
    return doing.add_all(_provisions(document, instrument, conclusions))


def keep_file(doing: Doing, file: CheckedFile) -> StoredFile:
    """Return the row of a file whose bytes the door has stored; the same bytes are one row, whatever their name."""
    kept = StoredFile.objects.using(doing.alias).filter(sha256=file.sha256).first()
    return kept or doing.add(
        StoredFile(
            sha256=file.sha256,
            name=file.name[:200],
            media_type=file.media_type,
            size=file.size,
            recorded_at=doing.now,
        )
    )


def document_folded(number: int | None, symbol: str, title: str) -> str:
    """Return what a document is searched by."""
    return fold(f"{number or ''}/{symbol} {title}")[:700]


def _series_in_force(doing: Doing, body: str, kind: str, on: date) -> Series:
    found = series_for(regulation(body, on), kind)
    if found is None:
        raise Conflict(no_series(kind))
    return locked_series(doing, body, kind, found.symbol, on.year)


def _scanned(doing: Doing) -> StoredFile | None:
    if not doing.evidence:
        return None
    scan = described(settings.CHIDAO_FILES, doing.evidence[0], "ban-da-ky")
    return keep_file(doing, scan) if scan else None


def _provisions(document: Document, instrument: Instrument, conclusions: Sequence[str]) -> Iterable[Provision]:
    for ordinal, text in enumerate(conclusions, 1):
        yield Provision(
            instrument=instrument,
            ordinal=ordinal,
            clause_id=conclusion_clause(document.kind, document.number or 0, document.dated_on.year, ordinal),
            label=f"KL{ordinal}",
            cite=conclusion_cite(document.label, ordinal)[:120],
            kind="duty",
            summary=same(text).as_data(),
            official_text=text,
        )
