"""The pieces of a part, one inside the other (PURE): headings that hold articles, articles that hold clauses…

Positions here are those of the normal text. What the reader gives flat (headings beside the articles below them) is put
together here; what lies across something else is left out, since a document of elements cannot hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from chidao.reading.normal import NormalText
from chidao.reading.tree import Article, Clause, Dash, Group, Heading, Paragraph, Part, Point, Quote, Span, Table

Item = Heading | Article | Clause | Point | Dash | Quote | Group | Paragraph | Table
_RANKS: Final = {"part": 0, "chapter": 1, "section": 2, "subsection": 3, "appendix": 4, "group": 4}
_FIRST: Final = {"items": 5, "table": 6, "paragraph": 7}


@dataclass(slots=True)
class Piece:
    """A piece: its kind, where it starts and ends, where its own words begin, and what is in it."""

    kind: str
    start: int
    end: int
    body: int
    item: Item | None
    label: str = ""
    title: str | None = None
    children: list[Piece] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Say whether the piece is a heading, which holds what comes below it."""
        return isinstance(self.item, Heading)


def pieces_of(source: NormalText, part: Part) -> list[Piece]:
    """Return the pieces of a part in order, each holding what stands in it or below it."""
    maker = _Maker(source)
    flat = [
        *(maker.heading(each) for each in part.headings),
        *(maker.article(each) for each in part.articles),
        *(maker.group(each) for each in part.groups),
        *(maker.table(each) for each in part.tables),
        *(maker.paragraph(each) for each in part.paragraphs),
    ]
    return _nested(_without_crossed_tables(flat))


class _Maker:
    """Makes pieces of what the tree has, with positions of the normal text."""

    def __init__(self, source: NormalText) -> None:
        self.source = source

    def _at(self, span: Span) -> tuple[int, int]:
        return self.source.normal_span(*span)

    def heading(self, item: Heading) -> Piece:
        start, end = self._at(item.span)
        return Piece(item.kind, start, end, end, item, item.label, item.title)

    def article(self, item: Article) -> Piece:
        return self._with("article", item, item.lead, (item.clauses, item.points, item.dashes, item.quotes), item.title)

    def clause(self, item: Clause, kind: str = "clause") -> Piece:
        piece = self._with(kind, item, item.lead, (item.clauses, item.points, item.dashes, item.quotes))
        piece.cells = [self._at(cell) for cell in item.cells]
        return piece

    def group(self, item: Group) -> Piece:
        return self._with("items", item, _none(item), (item.clauses, item.points, item.dashes), item.title)

    def point(self, item: Point) -> Piece:
        return self._with("point", item, item.lead, (item.dashes,))

    def dash(self, item: Dash) -> Piece:
        return self._with("dash", item, item.lead, ())

    def quote(self, item: Quote) -> Piece:
        return self._with("quote", item, _none(item), (item.articles, item.clauses, item.points))

    def table(self, item: Table) -> Piece:
        start, end = self._at(item.span)
        return Piece("table", start, end, start, item)

    def paragraph(self, item: Paragraph) -> Piece:
        start, end = self._at(item.span)
        return Piece("paragraph", start, end, start, item, str(item.number))

    def _with(
        self,
        kind: str,
        item: Article | Clause | Point | Dash | Quote | Group,
        lead: Span,
        lists: Sequence[Sequence[Item]],
        title: str | None = None,
    ) -> Piece:
        start, end = self._at(item.span)
        children = sorted((self._child(each, kind) for items in lists for each in items), key=_order)
        if kind == "quote":
            for child in children:
                clip(child, start, end)
        label = "" if isinstance(item, Dash | Quote) else item.label
        return Piece(kind, start, end, max(start, self._at(lead)[0]), item, label, title, _apart(children))

    def _child(self, item: Item, holder: str) -> Piece:
        match item:
            case Article():
                return self.article(item)
            case Clause():
                return self.clause(item, "decimal" if holder in {"clause", "decimal"} else "clause")
            case Point():
                return self.point(item)
            case Quote():
                return self.quote(item)
            case _:
                assert isinstance(item, Dash)
                return self.dash(item)


def _none(item: Group | Quote) -> Span:
    """Return the empty span where a piece without a number of its own begins."""
    return Span(item.span.start, item.span.start)


def clip(piece: Piece, start: int, end: int) -> None:
    """Take off a piece what stands outside of what holds it, such as the marks around what is quoted."""
    piece.start, piece.end = max(piece.start, start), min(piece.end, end)
    piece.body = max(piece.body, piece.start)
    for child in piece.children:
        clip(child, start, end)


def _order(piece: Piece) -> tuple[int, int, int]:
    rank = _RANKS.get(piece.kind, 5) if piece.is_heading else _FIRST.get(piece.kind, 9)
    return piece.start, rank, -piece.end


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces that do not lie across the one before them."""
    kept: list[Piece] = []
    for piece in pieces:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _without_crossed_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without tables that hold headings, articles or groups: lists that look like tables."""
    others = [each for each in pieces if each.kind not in {"table", "paragraph"}]
    return [
        piece
        for piece in pieces
        if piece.kind != "table" or not any(each.start < piece.end and piece.start < each.end for each in others)
    ]


def _put_in(holder: Piece, piece: Piece) -> None:
    """Put a paragraph, or a heading among numbered pieces, into the innermost piece that holds it."""
    for child in holder.children:
        if child.kind not in {"paragraph", "cross"} and child.body <= piece.start and piece.end <= child.end:
            _put_in(child, piece)
            return
    holder.children = sorted([*holder.children, piece], key=_order)


def _nested(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with headings holding what comes below them, groups and tables what lies within them."""
    top: list[Piece] = []
    headings: list[Piece] = []
    holder: Piece | None = None
    for piece in sorted(pieces, key=_order):
        if holder and piece.is_heading and holder.start < piece.start and piece.end <= holder.end:
            piece.kind = "cross"
            _put_in(holder, piece)
            continue
        if piece.is_heading:
            while headings and _RANKS[headings[-1].kind] >= _RANKS[piece.kind] and headings[-1].start < piece.start:
                headings.pop()
        elif holder and piece.start < holder.end:
            if piece.kind == "paragraph" and piece.end <= holder.end:
                _put_in(holder, piece)
            continue
        (headings[-1].children if headings else top).append(piece)
        if piece.is_heading:
            headings.append(piece)
        else:
            holder = piece
        for each in headings:
            each.end = max(each.end, piece.end)
    return top
