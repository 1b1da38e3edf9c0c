"""Papers that lie, or may lie, in dossiers: how each is named, what the index says of it, which file stands for it.

A piece is named "document:12", "incoming:3", "instrument:4" or "file:9".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from django.db.models import Exists, OuterRef, Q

from chidao.archive.models import DossierItem
from chidao.documents.models import Attachment, Document, Incoming, Signature, StoredFile
from chidao.instruments.models import Instrument
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, NotFound, Reason, raise_if_any
from chidao.kernel.symbols import KINDS
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import name_on
from chidao.meetings.models import MeetingPaper
from chidao.tasks.models import Evidence

PieceKind = Literal["document", "incoming", "instrument", "file"]
PIECE_KINDS: Final[tuple[PieceKind, ...]] = ("document", "incoming", "instrument", "file")
OFFICIAL_LETTER: Final = "CV"
_NAMED: Final = re.compile(r"(document|incoming|instrument|file):([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paper as the index of a dossier says it: number and symbol, day, author, kind and subject."""

    kind: PieceKind
    id: int
    label: str
    dated_on: date | None
    author: str
    title: str

    @property
    def what(self) -> str:
        """Return the name by which it is chosen: "document:12"."""
        return f"{self.kind}:{self.id}"

    @property
    def said(self) -> Text:
        """Return how it is named for people: by its number, else by its subject."""
        return same(self.label or self.title)


def read_pieces(body: str, named: Sequence[str]) -> list[Piece]:
    """Return the pieces named, once each, in order (a query a kind).

    Raises BadInput for a name that is none, NotFound for what the body does not have.
    """
    wanted = list(dict.fromkeys(named))
    parts = {what: _NAMED.fullmatch(what) for what in wanted}
    raise_if_any(BadInput, [_bad_name(what) for what, part in parts.items() if part is None])
    asked: dict[str, list[int]] = {}
    for part in parts.values():
        if part is not None:
            asked.setdefault(part[1], []).append(int(part[2]))
    found = {each.what: each for kind, ids in asked.items() for each in _READERS[kind](body, Q(pk__in=ids))}
    raise_if_any(NotFound, [_missing(what) for what in wanted if what not in found])
    return [found[what] for what in wanted]


def documents(body: str, which: Q) -> Iterator[Piece]:
    """Yield documents of the body as pieces (one query)."""
    for row in Document.objects.filter(which, body=body).order_by("dated_on", "number", "pk"):
        yield document_piece(row)


def document_piece(row: Document) -> Piece:
    """Return a document as a piece, its author the body by its name of that day."""
    named = name_on(row.body, row.dated_on)
    return Piece(
        kind="document", id=row.pk, label=row.label, dated_on=row.dated_on, author=named.name.vi if named else row.body,
        title=f"{kind_name(row.kind)} {row.title}",
    )  # fmt: skip


def incoming(body: str, which: Q) -> Iterator[Piece]:
    """Yield incoming papers of the body as pieces (one query)."""
    for row in Incoming.objects.filter(which, body=body).order_by("arrived_at", "pk"):
        yield incoming_piece(row)


def incoming_piece(row: Incoming) -> Piece:
    """Return an incoming paper as a piece; one without a number of its own goes by its number of arrival."""
    return Piece(
        kind="incoming", id=row.pk, label=row.symbol or f"đến {row.number:02d}/{row.year}",
        dated_on=row.dated_on or local_day(row.arrived_at), author=row.author,
        title=f"{kind_name(row.kind)} {row.title}".strip() if row.kind else row.title,
    )  # fmt: skip


def instruments(body: str, which: Q) -> Iterator[Piece]:
    """Yield instruments of the body as pieces (one query)."""
    for row in Instrument.objects.filter(which, body=body).defer("charter").order_by("effective_from", "pk"):
        yield Piece(
            kind="instrument", id=row.pk, label=row.label, dated_on=row.signed_on or row.effective_from,
            author=row.issuer, title=Text.from_data(row.title).vi,
        )  # fmt: skip


def files(body: str, which: Q) -> Iterator[Piece]:
    """Yield kept files that something of the body names, as pieces (one query)."""
    for row in StoredFile.objects.filter(which).filter(_named_in(body)).order_by("recorded_at", "pk"):
        yield file_piece(row)


def file_piece(row: StoredFile, title: str = "") -> Piece:
    """Return a kept file as a piece, by its title or its name."""
    return Piece(
        kind="file", id=row.pk, label="", dated_on=local_day(row.recorded_at), author="", title=title or row.name
    )


def kind_name(kind: str) -> str:
    """Return what a kind of document is called, its first letter a capital; an unknown one by its abbreviation."""
    named = Text("công văn", "official letter") if kind == OFFICIAL_LETTER else KINDS.get(kind)
    return named.vi[:1].upper() + named.vi[1:] if named else kind


def item_of(row: DossierItem) -> tuple[PieceKind, int]:
    """Return which paper an item of a dossier is."""
    for kind in PIECE_KINDS:
        if key := getattr(row, f"{kind}_id"):
            return kind, key
    raise ValueError(f"item {row.pk} names no paper")


def papers_of(items: Iterable[DossierItem]) -> Mapping[int, list[StoredFile]]:
    """Return for each item the files that stand for it (a query a kind at most).

    Of a document the last signed file, else the scan of the signed paper, else none: then it is composed. Of an
    incoming paper its file and what came with it; of an instrument the files of its document.
    """
    rows = list(items)
    signed = _last_signed({row.document_id for row in rows if row.document_id})
    attached = _attached({row.incoming_id for row in rows if row.incoming_id})
    return {row.pk: [file for file in _files(row, signed, attached) if file is not None] for row in rows}


def _files(
    row: DossierItem, signed: Mapping[int, StoredFile], attached: Mapping[int, list[StoredFile]]
) -> Iterator[StoredFile | None]:
    if row.document:
        yield signed.get(row.document.pk) or row.document.scan
    elif row.incoming:
        yield row.incoming.file
        yield from attached.get(row.incoming.pk, ())
    elif row.file:
        yield row.file


def _last_signed(documents: set[int]) -> dict[int, StoredFile]:
    rows = Signature.objects.filter(document__in=documents).select_related("file").order_by("ordinal")
    return {row.document_id: row.file for row in rows}


def _attached(papers: set[int]) -> dict[int, list[StoredFile]]:
    found: dict[int, list[StoredFile]] = {}
    for row in Attachment.objects.filter(incoming__in=papers).select_related("file").order_by("pk"):
        found.setdefault(row.incoming_id, []).append(row.file)
    return found


def _named_in(body: str) -> Q:
    """Tell files that the body's own things name: one of another body is as if it were not there."""
    of_file: dict[str, Any] = {"file": OuterRef("pk")}
    return (
        Q(Exists(Evidence.objects.filter(update__task__body=body, **of_file)))
        | Q(Exists(MeetingPaper.objects.filter(meeting__body=body, **of_file)))
        | Q(Exists(Attachment.objects.filter(incoming__body=body, **of_file)))
        | Q(Exists(DossierItem.objects.filter(dossier__body=body, **of_file)))
    )


_READERS: Final = {"document": documents, "incoming": incoming, "instrument": instruments, "file": files}


def _bad_name(what: str) -> Reason:
    return Reason(code="bad_piece", says=_BAD_NAME.filled(what=what[:40]), field="pieces")


def _missing(what: str) -> Reason:
    return Reason(code="no_piece", says=_MISSING.filled(what=what), field="pieces")


_BAD_NAME: Final = Text(
    "“{what}” không chỉ tài liệu nào; viết như document:12, incoming:3, instrument:4, file:9.",
    "“{what}” names no paper; write document:12, incoming:3, instrument:4 or file:9.",
)
_MISSING: Final = Text("Không có tài liệu {what}.", "There is no paper {what}.")
