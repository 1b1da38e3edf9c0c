"""What everyone may read: the public copies of documents, never the documents themselves. Lists take one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from chidao.documents.composing import Printable
from chidao.documents.models import Document, PublicCopy, StoredFile
from chidao.documents.public_paper import has_text, public_paper
from chidao.instruments.queries import regulation
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

PAGE: Final = 50
MOST: Final = 5_000
"""How many documents a file of open data holds at most, the newest ones."""
FEATURE: Final = "public_page"

State = Literal["in_force", "replaced", "recalled", "void"]
STATES: Final[Mapping[State, Text]] = {
    "in_force": Text("còn hiệu lực theo sổ ghi", "in force by the record"),
    "replaced": Text("đã được thay thế", "replaced"),
    "recalled": Text("đã thu hồi", "recalled"),
    "void": Text("số đã hủy", "number void"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """A file that everyone may have: its SHA-256, name, media type and size in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """A public document in a list, as its copy tells it. `replaced_by` is the label of what replaced it, or ""."""

    code: str
    body: str
    kind: str
    number: int
    symbol: str
    label: str
    title: str
    dated_on: date
    signer: str
    published_at: datetime
    state: State
    redacted: int
    replaced_by: str
    key: tuple[date, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """What replaced a document: its number and day; its code where it is public itself."""

    label: str
    dated_on: date
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPaper:
    """One public document. `paper` is None where the copy has no text of its own, or is not given any longer: it was
    withdrawn (`withdrawn_at`), or the document recalled. `title` is "" for one that was withdrawn."""

    row: PublicRow
    paper: Printable | None
    attached: PublicFile | None
    printed: PublicFile | None
    successor: Successor | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    recall_reason: str

    @property
    def is_given(self) -> bool:
        """Return whether the text and the files are given out."""
        return self.withdrawn_at is None and self.row.state in {"in_force", "replaced"}


def open_papers(
    body: str = "",
    *,
    kind: str = "",
    year: int | None = None,
    words: str = "",
    before: tuple[date, int] | None = None,
    most: int = PAGE,
) -> list[PublicRow]:
    """Return the newest public documents of a body, or of all, `most` at most (one query).

    `before` is the `key` of the last row of the page before.
    """  # fmt: skip
    found = _live()
    if body:
        found = found.filter(document__body=body)
    if kind:
        found = found.filter(document__kind=kind)
    if year:
        found = found.filter(document__dated_on__year=year)
    if words.strip():
        found = found.filter(folded__contains=fold(words))
    if before:
        found = found.filter(
            Q(document__dated_on__lt=before[0]) | Q(document__dated_on=before[0], document__pk__lt=before[1])
        )
    return [_row(copy) for copy in found.order_by("-document__dated_on", "-document__pk")[:most]]


def public_kinds(body: str) -> tuple[list[str], list[int]]:
    """Return the kinds and the years in which a body has public documents, for the filters of its list (one query)."""
    pairs = _live().filter(document__body=body).values_list("document__kind", "document__dated_on__year").distinct()
    found = list(pairs.order_by())
    return sorted({kind for kind, _ in found}), sorted({year for _, year in found}, reverse=True)


def public_page(body: str, code: str) -> PublicPaper:
    """Return a document that is public, or was. Raises NotFound for any other, as if there were none."""
    rows = _with_successor(PublicCopy.objects.select_related("document", "file", "printed"))
    copy = rows.filter(document__body=body, document__code=code).order_by("-published_at", "-pk").first()
    if copy is None:
        raise NotFound(Reason(code="no_document", says=_NOT_PUBLIC))
    return _paper(copy)


def successor_of(document: Document) -> Successor | None:
    """Return what replaced a document, if anything has."""
    found = document.replaced_by.filter(voided_at=None).order_by("-dated_on", "-pk").first()
    if found is None:
        return None
    is_public = PublicCopy.objects.filter(document=found, withdrawn_at=None).exists()
    return Successor(label=found.label, dated_on=found.dated_on, code=found.code if is_public else None)


def state_of(document: Document, *, is_replaced: bool) -> State:
    """Return how a document stands by the record."""
    if document.voided_at is not None:
        return "void"
    if document.recalled_at is not None:
        return "recalled"
    return "replaced" if is_replaced else "in_force"


def page_clause(body: str, on: date) -> str | None:
    """Return the clause by which documents have a public page, as people cite it, where the regulation has one."""
    current = regulation(body, on)
    found = [each.clause for each in (current.principles if current else ()) if each.feature == FEATURE]
    if current is None or not found:
        return None
    paper = current.charters[0].instrument
    cite = next((each.cite for each in current.clauses if each.id == found[0]), found[0])
    return f"{cite}, {paper.number}/{paper.symbol}" if paper.number else cite


def _live() -> QuerySet[PublicCopy]:
    rows = PublicCopy.objects.filter(withdrawn_at=None, document__voided_at=None, document__code__isnull=False)
    return _with_successor(rows.select_related("document")).defer("content", "document__content")


def _with_successor(rows: QuerySet[PublicCopy]) -> QuerySet[PublicCopy]:
    next_ones = Document.objects.filter(replaces=OuterRef("document"), voided_at=None).order_by("-dated_on", "-pk")
    return rows.annotate(
        next_number=Subquery(next_ones.values("number")[:1]), next_symbol=Subquery(next_ones.values("symbol")[:1])
    )


def _row(copy: PublicCopy) -> PublicRow:
    document: Document = copy.document
    replaced_by = _replaced_by(copy)
    return PublicRow(
        code=document.code or "",
        body=document.body,
        kind=document.kind,
        number=document.number or 0,
        symbol=document.symbol,
        label=document.label,
        title=copy.title if copy.withdrawn_at is None else "",
        dated_on=document.dated_on,
        signer=document.signer,
        published_at=copy.published_at,
        state=state_of(document, is_replaced=bool(replaced_by)),
        redacted=copy.redacted,
        replaced_by=replaced_by,
        key=(document.dated_on, document.pk),
    )


def _replaced_by(copy: PublicCopy) -> str:
    number, symbol = getattr(copy, "next_number", None), getattr(copy, "next_symbol", None)
    return f"{number or 0:02d}/{symbol}" if symbol else ""


def _paper(copy: PublicCopy) -> PublicPaper:
    document, row = copy.document, _row(copy)
    given = copy.withdrawn_at is None and row.state in {"in_force", "replaced"}
    return PublicPaper(
        row=row,
        paper=public_paper(document, copy) if given and has_text(copy.content) else None,
        attached=_file(copy.file) if given else None,
        printed=_file(copy.printed) if given else None,
        successor=successor_of(document) if row.replaced_by else None,
        withdrawn_at=copy.withdrawn_at,
        withdrawn_reason=copy.withdrawn_reason,
        recall_reason=document.recall_reason,
    )


def _file(file: StoredFile | None) -> PublicFile | None:
    if file is None:
        return None
    return PublicFile(sha256=file.sha256, name=file.name, media_type=file.media_type, size=file.size)


_NOT_PUBLIC: Final = Text(
    "Không có văn bản công khai nào ở địa chỉ này.", "There is no public document at this address."
)
