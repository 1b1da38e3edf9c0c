"""From dossiers as they are recorded to the plan of a package: which file stands for each paper, and what is known."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import BinaryIO, Final

from django.conf import settings

from chidao import __version__
from chidao.archive.facts import dossier_label, ended_on, items_of
from chidao.archive.models import Dossier, DossierItem
from chidao.archive.package.plan import PackagePlan, PackedDossier, PackedFile, PackedItem, Party
from chidao.archive.pieces import item_of, kind_name, papers_of
from chidao.archive.retention import retention
from chidao.documents.composing import document_paper
from chidao.documents.files import open_file
from chidao.documents.models import Document, StoredFile
from chidao.documents.pdf import pdf_document
from chidao.documents.queries import document_page
from chidao.instruments.models import Instrument
from chidao.kernel.days import local_day
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader, name_on

PDF: Final = "application/pdf"
PDF_A: Final = "PDF/A-2a"
ACCESS: Final = {"open": "Công khai", "internal": "Nội bộ", "restricted": "Hạn chế"}
Opened = Callable[[], BinaryIO]


def package_plan(
    reader: Reader, dossiers: Sequence[Dossier], *, at: datetime, receiver: str, submitter: str = ""
) -> PackagePlan:
    """Return what a package of dossiers holds. `reader` reads the documents that are composed: all must be its to see.

    Papers that were taken out are left out. Files are opened one by one when the package is written.
    """
    body = dossiers[0].body
    named = name_on(body, local_day(at))
    creator = Party(named.name.vi if named else body, body)
    return PackagePlan(
        creator=creator,
        submitter=submitter or creator.name,
        receiver=receiver,
        at=at,
        version=__version__,
        dossiers=tuple(packed_dossier(reader, each) for each in dossiers),
    )


def packed_dossier(reader: Reader, dossier: Dossier) -> PackedDossier:
    """Return one dossier as it goes in (six queries, and two more for each paper composed when it is written)."""
    table, ended = retention(), ended_on(dossier)
    rows = [row for row in items_of(dossier) if row.taken_out_at is None]
    kept = papers_of(rows)
    return PackedDossier(
        code=f"HS-{dossier.year}-{dossier.number:03d}",
        label=dossier_label(dossier),
        title=dossier.title,
        retention=dossier.retention,
        retention_title=table.codes[dossier.retention].title.vi if dossier.retention in table.codes else "",
        kept_until=table.kept_until(dossier.retention, ended) if ended and dossier.retention in table.codes else None,
        access=ACCESS.get(dossier.access, dossier.access),
        opened_on=dossier.opened_on,
        closed_on=dossier.closed_on,
        keeper=Text.from_data(dossier.keeper.title).vi if dossier.keeper else "",
        note=dossier.note,
        items=tuple(_item(reader, place, row, kept) for place, row in enumerate(rows, 1)),
    )


def piece_files(reader: Reader, place: int, row: DossierItem, kept: Sequence[StoredFile]) -> Iterator[PackedFile]:
    """Yield the files of one paper, named by its place in the index: as kept, or composed where nothing is kept."""
    stem = f"{place:03d}-{slug(row.label or row.title)[:60] or 'tai-lieu'}"
    for number, file in enumerate(kept):
        ending = file.name.rpartition(".")[2].lower()[:5] or "bin"
        name = f"{stem}.{ending}" if number == 0 else f"{stem}-{number + 1}.{ending}"
        yield PackedFile(
            name=name, media_type=file.media_type, opened=partial(open_file, settings.CHIDAO_FILES, file.sha256),
            origin=_origin(row, file), original_name=file.name, sha256=file.sha256,
        )  # fmt: skip
    if not kept and row.document and row.document.content:
        yield PackedFile(
            name=f"{stem}.pdf", media_type=PDF, opened=partial(_composed, reader, row.document.pk), origin="composed",
            original_name=f"{stem}.pdf", format_name=PDF_A,
        )  # fmt: skip
    if row.instrument and row.instrument.charter_sha256:
        yield PackedFile(
            name=f"{stem}.yaml", media_type="application/yaml", opened=partial(_charter, row.instrument.pk),
            origin="text", original_name=f"{row.instrument.charter_id}.yaml", sha256=row.instrument.charter_sha256,
        )  # fmt: skip


def _item(reader: Reader, place: int, row: DossierItem, kept: Mapping[int, list[StoredFile]]) -> PackedItem:
    kind = item_of(row)[0]
    return PackedItem(
        place=place,
        label=row.label,
        dated_on=row.dated_on,
        author=row.author,
        title=row.title,
        kind=kind_name(row.document.kind) if row.document else kind,
        facts=tuple(_facts(row)),
        files=tuple(piece_files(reader, place, row, kept[row.pk])),
    )


def _facts(row: DossierItem) -> Iterator[tuple[str, str]]:
    """Yield what else is known of a paper, by name."""
    yield "filed_at", row.filed_at.isoformat()
    if row.document:
        yield from _document_facts(row.document)
    if row.incoming:
        yield "arrival", f"{row.incoming.number:02d}/{row.incoming.year}"
        yield "arrived_at", row.incoming.arrived_at.isoformat()
        yield "settled", row.incoming.settled_how


def _document_facts(row: Document) -> Iterator[tuple[str, str]]:
    yield "signer", row.signer
    yield "seal", row.seal
    yield "recipients", "; ".join(row.recipients)
    yield "verification_code", row.code or ""
    yield "issued_at", row.issued_at.isoformat() if row.issued_at else ""
    yield "recalled_at", row.recalled_at.isoformat() if row.recalled_at else ""


def _origin(row: DossierItem, file: StoredFile) -> str:
    if row.document:
        return "scan" if file.pk == row.document.scan_id else "signed"
    return "received" if row.incoming_id else "file"


def _composed(reader: Reader, document: int) -> BinaryIO:
    made = document_paper(document_page(reader, document))
    return io.BytesIO(pdf_document(made.paper, made.norm))


def _charter(instrument: int) -> BinaryIO:
    kept = Instrument.objects.values_list("charter", flat=True).get(pk=instrument)
    return io.BytesIO(bytes(kept or b""))
