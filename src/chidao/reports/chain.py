"""The chain of instruments: what replaces what, from when until when, and what is not known said so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from chidao.documents.incoming.queries import seen_incoming
from chidao.documents.incoming.rules import SOURCE
from chidao.instruments.models import Instrument, Link
from chidao.instruments.queries import instruments_of
from chidao.kernel.errors import BadInput, NotFound, Reason
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.symbols import AliasTable, DocumentSymbol, parse_symbol, same_symbol
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader

LINES: Final[tuple[tuple[Text, frozenset[str]], ...]] = (
    (Text("Quy chế", "Regulations"), frozenset({"regulation"})),
    (Text("Lập và kiện toàn", "Founding and re-constitution"), frozenset({"reconstitution", "decision"})),
)
NO_ALIASES: Final = AliasTable({})
ENDING: Final = frozenset({"replaces", "repeals"})
RESTING: Final = frozenset({"based_on", "concerns"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An instrument in the chain or in a list. `signed` is the date as far as it is known, None if not at all."""

    id: int
    label: str
    kind: str
    title: Text
    issuer: str
    signer: str
    signed: PartialDate | None
    effective_from: date | None
    effective_until: date | None
    recorded_at: datetime
    known: bool
    added: bool
    charter_id: str
    charter_sha256: str
    file_sha256: str

    def in_force_on(self, on: date) -> bool | None:
        """Say whether it is in force on a day; None where its date of effect is not known."""
        if self.effective_from is None:
            return None if self.effective_until is None or on < self.effective_until else False
        return self.effective_from <= on and (self.effective_until is None or on < self.effective_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one instrument does to another: `bearing` is ends, changes or rests; a `target` of None is not held here."""

    source: int
    kind: str
    bearing: str
    target: int | None
    target_text: str
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainOf:
    """The instruments of a body, oldest first, with their ties; `lines` are the rows in which they are drawn."""

    papers: tuple[Paper, ...]
    ties: tuple[Tie, ...]
    lines: tuple[Text, ...]

    def line_of(self, paper: Paper) -> int:
        """Return in which row a paper is drawn."""
        return next((place for place, (_, kinds) in enumerate(LINES) if paper.kind in kinds), 0)

    @property
    def drawn(self) -> tuple[Paper, ...]:
        """Return what the time line shows: regulations, re-constitutions, and decisions that bear on one of them."""
        bearing = {key for tie in self.ties if tie.bearing != "rests" for key in (tie.source, tie.target)}
        return tuple(
            each
            for each in self.papers
            if each.kind in {"regulation", "reconstitution"} or (each.kind == "decision" and each.id in bearing)
        )

    def paper(self, paper_id: int) -> Paper | None:
        """Return a paper of the chain."""
        return next((each for each in self.papers if each.id == paper_id), None)


def chain_of(reader: Reader) -> ChainOf:
    """Return the chain of a body as far as the reader may see instruments (three queries).

    Notices are left out: they stand among the issued documents.
    """
    rows = [row for row in instruments_of(reader.body) if _sees(reader, row) and row.kind != "notice"]
    symbols = {row.pk: _symbol(row.label) for row in rows}
    ties = [_tie(link, symbols) for row in rows for link in row.links.all()]
    papers = tuple(_ended(_paper(row), rows, ties) for row in rows)
    return ChainOf(papers=papers, ties=(*ties, *_unlinked(papers, ties)), lines=tuple(title for title, _ in LINES))


def paper_named(reader: Reader, paper_id: int) -> tuple[Paper, list[Link], list[Link]]:
    """Return one instrument with the links from it and to it (three queries). Raises NotFound."""
    row: Instrument | None = Instrument.objects.filter(body=reader.body, pk=paper_id).defer("charter").first()
    if row is None or not _sees(reader, row):
        raise NotFound(Reason(code="no_instrument", says=_NONE))
    out = list(row.links.select_related("target").defer("target__charter").order_by("pk"))
    back = list(row.linked_from.select_related("instrument").defer("instrument__charter").order_by("pk"))
    return _paper(row), out, [link for link in back if link.instrument.body == reader.body]


def charter_bytes(reader: Reader, paper_id: int) -> tuple[str, bytes]:
    """Return a file name and the exact bytes of a charter as it was adopted. Raises NotFound."""
    row: Instrument | None = Instrument.objects.filter(body=reader.body, pk=paper_id).first()
    if row is None or not row.charter or not _sees(reader, row):
        raise NotFound(Reason(code="no_charter", says=_NONE))
    return f"{row.charter_id}.yaml", bytes(row.charter)


def _sees(reader: Reader, row: Instrument) -> bool:
    if row.source == SOURCE:
        return seen_incoming(reader).filter(instrument=row).exists()
    scope = reader.sees("regulation")
    return scope is not None and (scope != "open" or row.access == "open")


def _paper(row: Instrument) -> Paper:
    return Paper(
        id=row.pk,
        label=row.label,
        kind=row.kind,
        title=Text.from_data(row.title),
        issuer=row.issuer,
        signer=", ".join(part for part in (row.signer_post, row.signer_name) if part),
        signed=PartialDate.parse(row.signed) if row.signed else None,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        recorded_at=row.recorded_at,
        known=row.known,
        added=row.source == "installation",
        charter_id=row.charter_id,
        charter_sha256=row.charter_sha256,
        file_sha256=row.file_sha256,
    )


def _tie(link: Link, symbols: Mapping[int, DocumentSymbol | None]) -> Tie:
    """A paper that was named before it was entered is found by its symbol."""
    bearing = "ends" if link.kind in ENDING else "rests" if link.kind in RESTING else "changes"
    named = _symbol(link.target_text)
    found = [pk for pk, symbol in symbols.items() if named and symbol and same_symbol(symbol, named, NO_ALIASES)]
    return Tie(
        source=link.instrument_id,
        kind=link.kind,
        bearing=bearing,
        target=link.target_id if link.target_id in symbols else next(iter(found), None),
        target_text=link.target_text,
    )


def _symbol(written: str) -> DocumentSymbol | None:
    try:
        return parse_symbol(written)
    except BadInput:
        return None


def _ended(paper: Paper, rows: Sequence[Instrument], ties: Sequence[Tie]) -> Paper:
    """Where nobody recorded the end of a paper, it ends on the day that what replaces it takes effect."""
    if paper.effective_until:
        return paper
    enders = {tie.source for tie in ties if tie.bearing == "ends" and tie.target == paper.id}
    days = [row.effective_from for row in rows if row.pk in enders and row.effective_from]
    return replace(paper, effective_until=min(days, default=None))


def _unlinked(papers: Sequence[Paper], ties: Iterable[Tie]) -> Iterator[Tie]:
    """Between a regulation and the one before it stands a question where nobody recorded what the later one ended."""
    regulations = [each for each in papers if each.kind == "regulation"]
    ending = {tie.source for tie in ties if tie.bearing == "ends"}
    for before, after in pairwise(regulations):
        if after.id not in ending:
            yield Tie(source=after.id, kind="replaces", bearing="ends", target=before.id, target_text="", certain=False)


_NONE = Text("Không có văn bản này.", "There is no such instrument.")
