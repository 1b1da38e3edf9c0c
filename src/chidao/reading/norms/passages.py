"""The passages of a text (PURE): its running words, each stretch with the clause it stands in and what stands over it.

Whatever the tree holds beside its items — words after the last item, paragraphs between — comes as passages too. Left
out are what other instruments say (quotations), the legal bases, the labels and the titles of articles, rows of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from chidao.reading.lines import Line, Lines, lines_of
from chidao.reading.norms.places import Place, Step
from chidao.reading.norms.words import Words
from chidao.reading.tree import Article, Clause, Dash, Group, Heading, Law, Part, Point, Row, Span

_SENTENCE: Final = re.compile(
    r"(?<=[.?!…])(?<!\bTM\.)(?<!\bKT\.)(?<!\bTP\.)(?<!\bTP\. )(?<![ (]\d\.)[\"”)]?\s+(?=[\"“(]?[^\W\d_a-z])"
)
_OPENING: Final = 600
_RECIPIENTS: Final = re.compile(r"^\s*n[oơ]i nh[aậ]n\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the same words folded, letter by letter."""

    text: str
    folded: str

    def said(self, start: int, end: int) -> str:
        """Return some of the words with single spaces and no signs around them."""
        words = " ".join(self.text[start:end].split()).strip(' ,;:.…–—-/“”"*')
        return words + ")" if words.count("(") > words.count(")") else words


@dataclass(frozen=True, slots=True)
class Passage(Said):
    """Running words, line breaks as spaces, from `start` of the normal text.

    `over` are the words that stand over it, nearest first: leads of what holds it, the article's title.
    """

    law: Law
    start: int
    place: Place
    over: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span, in the text as given, of characters of this passage, spaces around them left out."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return self.law.spanning(self.start + start, self.start + max(start, start + len(words.strip())))

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield where each sentence stands."""
        yield from _sentences(self.text)


@lru_cache(maxsize=16)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence stands; kept, since every rule of a passage asks for them again."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    return tuple((start, end) for start, end in pairwise([0, *ends, len(text)]) if start < end)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row of a table or list: its cells as passages, and the head of the table."""

    header: tuple[str, ...]
    cells: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the finders work on: passages in the order of the text, and the rows of its tables."""

    law: Law
    words: Words
    passages: tuple[Passage, ...]
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of the tree in places of the normal text; from `start` to `inner` stands its label or title."""

    start: int
    inner: int
    end: int
    steps: tuple[Step, ...]
    title: str
    lead: tuple[int, int]
    children: tuple[_Node, ...]
    silent: bool = False


def reading_of(law: Law, words: Words) -> Reading:
    """Return the passages and rows of a text. Takes time in proportion to its length."""
    words = words.fit_for(_called(law))
    reader = _Reader(law, words, lines_of(law.source.text))
    return Reading(law, words, tuple(reader.passages()), tuple(reader.rows()))


def _called(law: Law) -> str:
    """Return what a text calls itself: its titles, or the beginning of a text that has none."""
    titles = [law.document.title or "", *(part.title for part in law.parts)]
    return " ".join(title for title in titles if title) or law.source.text[:_OPENING]


class _Reader:
    """Walks the tree and the lines of a text together."""

    def __init__(self, law: Law, words: Words, lines: Lines) -> None:
        self.law, self.words, self.lines = law, words, lines
        self.beside = sum(bool(part.articles) for part in law.parts if part.role != "appendix") > 1
        self.at = 0

    def passages(self) -> Iterator[Passage]:
        for part in self.law.parts:
            self.at = 0
            yield from self._of(self._part(part), Place(part.role, (), self.beside), ())

    def rows(self) -> Iterator[MemberRow]:
        for part in self.law.parts:
            for table in part.tables:
                yield from (self._row(part, row, table.header) for row in table.rows)
            yield from self._clause_rows(part)

    # -- the tree -----------------------------------------------------------------------------------------------------

    def _span(self, span: Span) -> tuple[int, int]:
        return self.law.source.normal_span(*span)

    def _part(self, part: Part) -> _Node:
        start, end = self._span(part.span)
        grouped = [self._group(group, number) for number, group in enumerate(part.groups, start=1)]
        paragraphs = [
            self._leaf(paragraph.span, ("paragraph", str(paragraph.number)), self._title_over(part, paragraph.span))
            for paragraph in part.paragraphs
        ]
        spoken = [self._leaf(head.span, ("group", head.label)) for head in part.headings if _says_more(head)]
        silent = [self._silent(span) for span in self._unsaid(part)]
        children = [*map(self._article, part.articles), *grouped, *paragraphs, *spoken, *silent]
        return _Node(start, start, end, (), "", (start, start), _apart(children))

    def _unsaid(self, part: Part) -> Iterator[Span]:
        yield from (table.span for table in part.tables)
        yield from (base.span for base in self.law.bases)
        yield from (heading.span for heading in part.headings if not _says_more(heading))
        if self.law.document.signer:
            yield self.law.document.signer.span

    def _silent(self, span: Span) -> _Node:
        start, end = self._span(span)
        return _Node(start, start, end, (), "", (start, start), (), silent=True)

    def _leaf(self, span: Span, step: Step, title: str = "") -> _Node:
        start, end = self._span(span)
        return _Node(start, start, end, (step,), title, (start, start), ())

    @staticmethod
    def _title_over(part: Part, span: Span) -> str:
        """Return the title of the heading that a paragraph without number stands under, "" where there is none."""
        before = [head for head in part.headings if head.span.end <= span.start]
        return before[-1].title if before and not part.articles else ""

    def _article(self, article: Article) -> _Node:
        below = [
            *self._items(article.clauses, article.points, article.dashes),
            *map(self._silent, self._quotes(article)),
        ]
        return self._node(article.span, article.lead, ("article", article.label), article.title or "", below)

    def _group(self, group: Group, number: int) -> _Node:
        start, end = self._span(group.span)
        below = self._items(group.clauses, group.points, group.dashes)
        step: Step = ("group", group.label or str(number))
        return _Node(start, start, end, (step,), group.title, (start, start), _apart(below))

    def _items(self, clauses: Sequence[Clause], points: Sequence[Point], dashes: Sequence[Dash]) -> list[_Node]:
        found = [self._clause(clause) for clause in clauses]
        found += [
            self._node(point.span, point.lead, ("point", point.label), "", self._items((), (), point.dashes))
            for point in points
        ]
        return found + [
            self._node(dash.span, dash.lead, ("dash", str(number)), "", [])
            for number, dash in enumerate(dashes, start=1)
        ]

    def _clause(self, clause: Clause) -> _Node:
        below = [*self._items(clause.clauses, clause.points, clause.dashes), *map(self._silent, self._quotes(clause))]
        silent = bool(clause.cells)
        start, end = self._span(clause.span)
        lead = self._span(clause.lead)
        step: Step = ("clause", clause.label)
        return _Node(start, max(start, lead[0]), end, (step,), "", lead, () if silent else _apart(below), silent=silent)

    def _node(self, span: Span, lead: Span, step: Step, title: str, below: list[_Node]) -> _Node:
        start, end = self._span(span)
        own = self._span(lead)
        return _Node(start, max(start, own[0]), end, (step,), title, own, _apart(below))

    @staticmethod
    def _quotes(holder: Article | Clause) -> Iterator[Span]:
        yield from (quote.span for quote in holder.quotes)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _clause_rows(self, part: Part) -> Iterator[MemberRow]:
        for article in part.articles:
            for clause in article.clauses:
                yield from self._rows_in(part, clause, (("article", article.label),), article.title or "")
        for number, group in enumerate(part.groups, start=1):
            for clause in group.clauses:
                yield from self._rows_in(part, clause, (("group", group.label or str(number)),), group.title)

    def _rows_in(self, part: Part, clause: Clause, steps: tuple[Step, ...], title: str) -> Iterator[MemberRow]:
        place = Place(part.role, (*steps, ("clause", clause.label)), self.beside)
        if clause.cells:
            yield MemberRow((title,), tuple(self._cell(span, place, title) for span in clause.cells))
        for inner in clause.clauses:
            yield from self._rows_in(part, inner, (*steps, ("clause", clause.label)), title)

    def _row(self, part: Part, row: Row, header: tuple[str, ...]) -> MemberRow:
        steps: tuple[Step, ...] = (("row", row.label),) if row.label else ()
        place = Place(part.role, steps, self.beside)
        return MemberRow(header, tuple(self._cell(cell, place, " ".join(header)) for cell in row.cells))

    def _cell(self, span: Span, place: Place, over: str) -> Passage:
        start, end = self._span(span)
        text = self.law.source.text[start:end].replace("\n", " ")
        return Passage(text, self.words.folded(text), self.law, start, place, (over,))

    # -- words --------------------------------------------------------------------------------------------------------

    def _of(self, node: _Node, place: Place, over: tuple[str, ...]) -> Iterator[Passage]:
        if node.silent:
            return
        here = Place(place.part, place.steps + node.steps, place.beside)
        above = over if not node.title else (node.title, *over)
        cursor = node.inner
        under = self._lead_over(node, above)
        for child in node.children:
            yield from self._between(cursor, child.start, here, above if cursor == node.inner else under)
            yield from self._of(child, here, under)
            cursor = max(cursor, child.end)
        yield from self._between(cursor, node.end, here, above if cursor == node.inner else under)

    def _lead_over(self, node: _Node, above: tuple[str, ...]) -> tuple[str, ...]:
        said = " ".join(self.law.source.text[slice(*node.lead)].split())[-400:]
        return (said, *above) if said and node.children else above

    def _between(self, start: int, end: int, place: Place, over: tuple[str, ...]) -> Iterator[Passage]:
        """Yield the passages between two places: lines broken by hand joined."""
        pieces: list[tuple[int, int]] = []
        joined = False
        for index, line in self._lines(start, end):
            piece = max(start, line.start), min(end, line.end)
            if not joined and pieces:
                yield self._passage(pieces, place, over)
                pieces = []
            if _RECIPIENTS.match(line.text) and place.steps == ():
                return
            pieces.append(piece)
            joined = self.lines.runs_on(index) or line.text.endswith(",")
        if pieces:
            yield self._passage(pieces, place, over)

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, Line]]:
        while self.at < len(self.lines.all) and self.lines.all[self.at].end <= start:
            self.at += 1
        index = self.at
        while index < len(self.lines.all) and self.lines.all[index].start < end:
            yield index, self.lines.all[index]
            index += 1

    def _passage(self, pieces: list[tuple[int, int]], place: Place, over: tuple[str, ...]) -> Passage:
        start, cursor, said = pieces[0][0], pieces[0][0], []
        for first, last in pieces:
            said += [" " * (first - cursor), self.law.source.text[first:last]]
            cursor = last
        text = "".join(said).replace("\t", " ").replace("\n", " ")
        return Passage(text, self.words.folded(text), self.law, start, place, over)


def _says_more(heading: Heading) -> bool:
    """Say whether a heading holds a rule: "I. T: đồng chí A, Chủ tịch UBND huyện"."""
    after = heading.title.partition(":")[2]
    return heading.kind == "group" and bool(after.strip())


def _apart(nodes: list[_Node]) -> tuple[_Node, ...]:
    """Return nodes in order, of those that overlap only the first."""
    kept: list[_Node] = []
    for node in sorted(nodes, key=lambda one: (one.start, -one.end)):
        if node.end > node.start and (not kept or node.start >= kept[-1].end):
            kept.append(node)
    return tuple(kept)
