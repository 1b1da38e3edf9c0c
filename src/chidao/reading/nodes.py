"""The tree while it is being built (PURE): nodes that grow line by line and are then frozen.

Positions here are those of the normal text. Words that come after the last item of a list may be the item's or those of
what holds the list: they are the item's when another item of the list follows, and the holder's when none does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from chidao.reading.marked import Marked
from chidao.reading.quotes import Block
from chidao.reading.tree import Clause, Dash, Point, Quote, Span

NodeKind: TypeAlias = Literal["article", "clause", "decimal", "point", "dash", "group"]


@dataclass(slots=True)
class Node:
    """A piece being built: where it starts, where its own words start and end, and how far it reaches."""

    kind: NodeKind
    label: str
    start: int
    body: int
    end: int
    tail: int = 0
    lead_end: int = 0
    title: str | None = None
    children: list[Node] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)

    def add(self, child: Node) -> None:
        """Take in a child; what hung loosely behind its elder belongs to the elder."""
        if self.children:
            elder = self.children[-1]
            elder.end = max(elder.end, elder.tail)
        else:
            self.lead_end = self.lead_end or self.end
        self.children.append(child)

    def reach(self, end: int) -> None:
        """Let the node reach to `end`, its own words too while it has no children."""
        self.end = max(self.end, end)

    def of_kind(self, *kinds: NodeKind) -> list[Node]:
        """Return the children of some kinds."""
        return [child for child in self.children if child.kind in kinds]

    @property
    def lead(self) -> tuple[int, int]:
        """Return where the node's own words stand, before its first child."""
        return self.body, max(self.body, self.lead_end or self.end)


def span_of(text: Marked, node: Node) -> Span:
    """Return the span of a node in the text as given."""
    return text.span(node.start, max(node.end, node.start))


def lead_of(text: Marked, node: Node) -> Span:
    """Return the span of a node's own words in the text as given."""
    return text.span(*node.lead)


def clause_of(text: Marked, node: Node) -> Clause:
    """Return a clause frozen."""
    return Clause(
        node.label,
        span_of(text, node),
        lead_of(text, node),
        points_of(text, node),
        dashes_of(text, node),
        clauses_of(text, node),
        tuple(node.quotes),
        tuple(text.span(*cell) for cell in node.cells),
    )


def clauses_of(text: Marked, node: Node) -> tuple[Clause, ...]:
    """Return the clauses, or the items numbered with decimals, right under a node."""
    return tuple(clause_of(text, child) for child in node.of_kind("clause", "decimal"))


def points_of(text: Marked, node: Node) -> tuple[Point, ...]:
    """Return the points right under a node."""
    return tuple(
        Point(child.label, span_of(text, child), lead_of(text, child), dashes_of(text, child))
        for child in node.of_kind("point")
    )


def dashes_of(text: Marked, node: Node) -> tuple[Dash, ...]:
    """Return the dashes right under a node."""
    return tuple(Dash(span_of(text, child), lead_of(text, child)) for child in node.of_kind("dash"))


def quote_span(text: Marked, block: Block) -> Span:
    """Return the span of a quotation in the text as given, its marks left out."""
    return text.span(block.start, block.end)
