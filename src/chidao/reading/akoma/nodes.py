"""The tree of a part out of the elements of its body (PURE): this program's documents and those of other countries.

Where a document has articles they are the units and its sections are headings; where it has none (as in Commonwealth
statutes) its sections are the units. What is numbered below a unit is a clause, below that a point, below that a dash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast, get_args

from chidao.reading.akoma.plain import Element
from chidao.reading.akoma.rebuilding import Rebuilt
from chidao.reading.akoma.terms import label_in
from chidao.reading.tree import (
    Article,
    Clause,
    Dash,
    Group,
    Heading,
    HeadingKind,
    Paragraph,
    Point,
    Quote,
    Row,
    Span,
    Table,
)  # fmt: skip

HEADINGS: Final[dict[str, HeadingKind]] = {
    "tome": "part", "book": "part", "part": "part", "title": "part", "subtitle": "chapter", "chapter": "chapter",
    "subpart": "section", "subchapter": "section", "division": "section", "subdivision": "subsection",
}  # fmt: skip
_BELOW: Final = frozenset(
    "paragraph subparagraph point indent list sublist alinea level clause subclause subsection rule subrule proviso"
    " hcontainer item article section transitional".split()
)
_OPEN: Final = frozenset("intro content wrapUp blockList p block blockContainer mod container".split())
_QUOTES: Final = ("quotedStructure", "embeddedStructure")
_NAMED_HEADINGS: Final[dict[str, HeadingKind]] = {"group": "group", "appendix": "appendix"}


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds: headings, articles, and what stands under no article."""

    headings: tuple[Heading, ...]
    articles: tuple[Article, ...]
    groups: tuple[Group, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]


class NodeReader:
    """Reads the elements of one body; `is_own` says that this program wrote the document."""

    def __init__(self, rebuilt: Rebuilt, *, is_own: bool) -> None:
        self.rebuilt, self.is_own = rebuilt, is_own
        self.unit = "article"

    def body(self, body: Element) -> Body:
        """Return what a `body` or `mainBody` holds."""
        beside = (*_QUOTES, "attachments", "components")
        units = ("article",) if self.is_own else ("article", "section", "rule")
        self.unit = next((tag for tag in units if any(body.every(tag, beside=beside))), "")
        headings: list[Heading] = []
        articles: list[Article] = []
        loose: list[Element] = []
        groups: list[Group] = []
        for element, above in self._flat(body, None):
            if kind := self._heading_kind(element):
                headings.append(self._heading(element, kind))
            elif element.tag == self.unit:
                articles.append(self._article(element))
            elif element.get("name") == "items" and self.is_own:
                groups.append(self._group(element, above))
            elif element.get("name") != "text":
                loose.append(element)
        headings += [self._cross_heading(each) for each in body.every("crossHeading", beside=beside)]
        if loose:
            groups.append(self._loose_group(loose))
        tables = () if articles else tuple(self._table(each) for each in body.every("table", beside=beside))
        return Body(
            tuple(sorted(headings, key=_start)),
            tuple(articles),
            tuple(groups),
            self._paragraphs(body, bool(articles)),
            tables,
        )

    # --- headings and units ---

    def _flat(self, parent: Element, above: Element | None) -> Iterator[tuple[Element, Element | None]]:
        """Yield headings and what stands below them in the order of the text, each with the heading above it."""
        for element in parent.elements:
            if self._heading_kind(element):
                yield element, above
                yield from self._flat(element, element)
            elif element.tag == self.unit or element.tag in _BELOW:
                yield element, above

    def _heading_kind(self, element: Element) -> HeadingKind | None:
        if element.tag == "hcontainer":
            return _NAMED_HEADINGS.get(element.get("name") or "")
        if element.tag in {"section", "subsection"} and self.unit != "section":
            return "section" if element.tag == "section" else "subsection"
        return HEADINGS.get(element.tag)

    def _heading(self, element: Element, kind: HeadingKind) -> Heading:
        return Heading(kind, self._label(element), self._title(element) or "", self._head_span(element))

    def _cross_heading(self, element: Element) -> Heading:
        title, said = element.own("title"), element.own("kind") or ""
        kind = cast("HeadingKind", said if said in get_args(HeadingKind) else "group")
        return Heading(kind, element.own("label") or "", title or element.words, self.rebuilt.span(element))

    def _head_span(self, element: Element) -> Span:
        first, _ = self.rebuilt.places[element]
        return self.rebuilt.span_between(first, self._after_head(element))

    def _after_head(self, element: Element) -> int:
        """Return where an element's own words begin, behind its number and its heading."""
        heads = [each for each in element.elements if each.tag in {"num", "heading", "subheading"}]
        return max((self.rebuilt.places[each][1] for each in heads), default=self.rebuilt.places[element][0])

    def _label(self, element: Element) -> str:
        said = element.own("label")
        num = element.first("num")
        return said if said is not None else label_in(num.words) if num else ""

    def _title(self, element: Element) -> str | None:
        said = element.own("title")
        heading = element.first("heading")
        return (said if said is not None else heading.words if heading else "") or None

    def _article(self, element: Element) -> Article:
        below = list(self._below(element))
        return Article(
            self._label(element), self._title(element), self.rebuilt.span(element), self._lead(element, below),
            self._clauses(element, below), self._points(element, below), self._dashes(element, below),
            tuple(self._quotes(element)),
        )  # fmt: skip

    def _group(self, element: Element, above: Element | None) -> Group:
        below = list(self._below(element))
        span = self.rebuilt.span(element)
        if above and self.rebuilt.places[element][0] == self._after_head(above):
            span = Span(self.rebuilt.span(above).start, span.end)
        return Group(
            self._label(element), self._title(element) or "", span,
            self._clauses(element, below), self._points(element, below), self._dashes(element, below),
        )  # fmt: skip

    def _loose_group(self, loose: list[Element]) -> Group:
        """Return what is numbered under no unit as one group without a heading."""
        clauses = [clause for each in loose for clause in self._as_clauses(each)]
        first, last = self.rebuilt.places[loose[0]][0], self.rebuilt.places[loose[-1]][1]
        return Group("", "", self.rebuilt.span_between(first, last), tuple(clauses))

    def _as_clauses(self, element: Element) -> Iterator[Clause]:
        if element.tag in {"list", "hcontainer"} and not element.first("num"):
            yield from (self._clause(each) for each in self._below(element))
        else:
            yield self._clause(element)

    # --- what stands below a unit ---

    def _below(self, element: Element) -> Iterator[Element]:
        """Yield the numbered elements right below one; lists and containers without a number are looked through."""
        for each in element.elements:
            if each.tag in _QUOTES or each.tag == "quotedText":
                continue
            if each.tag in _OPEN or self._is_looked_through(each):
                yield from self._below(each)
            elif each.tag in _BELOW:
                yield each

    def _is_looked_through(self, element: Element) -> bool:
        is_numbered = element.first("num") is not None or element.own("label") is not None
        return element.tag in {"list", "sublist", "hcontainer"} and not is_numbered

    def _level(self, holder: Element, element: Element) -> str:
        """Say what an element below another is: clause, point or dash."""
        if self.is_own:
            return {"point": "point", "indent": "dash"}.get(element.tag, "clause")
        below_unit = holder.tag in {self.unit, "article"}
        if below_unit and element.tag not in {"point", "item", "indent"}:
            return "clause"
        if element.tag == "indent" or not element.first("num"):
            return "dash"
        return "clause" if element.tag == "subparagraph" and "." in self._label(element) else "point"

    def _of_level(self, level: str, holder: Element, below: Iterable[Element]) -> Iterator[Element]:
        return (each for each in below if self._level(holder, each) == level)

    def _clauses(self, holder: Element, below: Iterable[Element]) -> tuple[Clause, ...]:
        return tuple(self._clause(each) for each in self._of_level("clause", holder, below))

    def _points(self, holder: Element, below: Iterable[Element]) -> tuple[Point, ...]:
        return tuple(self._point(each) for each in self._of_level("point", holder, below))

    def _dashes(self, holder: Element, below: Iterable[Element]) -> tuple[Dash, ...]:
        return tuple(self._dash(each) for each in self._of_level("dash", holder, below))

    def _clause(self, element: Element) -> Clause:
        below = list(self._below(element))
        cells = [each for each in element.every("p", beside=_BELOW) if each.get("class") == "cell"]
        return Clause(
            self._label(element), self.rebuilt.span(element), self._lead(element, below),
            self._points(element, below), self._dashes(element, below), self._clauses(element, below),
            tuple(self._quotes(element)), tuple(self.rebuilt.span(each) for each in cells),
        )  # fmt: skip

    def _point(self, element: Element) -> Point:
        below = list(self._below(element))
        dashes = tuple(self._dash(each) for each in below)
        return Point(self._label(element), self.rebuilt.span(element), self._lead(element, below), dashes)

    def _dash(self, element: Element) -> Dash:
        below = list(self._below(element))
        return Dash(self.rebuilt.span(element), self._lead(element, below))

    def _lead(self, element: Element, below: list[Element]) -> Span:
        end = self.rebuilt.places[below[0]][0] if below else self.rebuilt.places[element][1]
        start = self._after_head(element)
        return self.rebuilt.span_between(start, max(start, end))

    # --- quotations ---

    def _quotes(self, element: Element) -> Iterator[Quote]:
        """Yield what is quoted in an element's own words and in its points, not in its clauses."""
        for each in element.elements:
            if each.tag in _QUOTES or (each.tag == "quotedText" and self.is_own):
                yield self._quote(each)
            elif not (each.tag in _BELOW and self._level(element, each) == "clause"):
                yield from self._quotes(each)

    def _quote(self, element: Element) -> Quote:
        below = list(self._quoted(element))
        articles = tuple(self._article(each) for each in below if each.tag in {"article", self.unit})
        rest = [each for each in below if each.tag not in {"article", self.unit}]
        clauses = [each for each in rest if each.tag in {"paragraph", "subparagraph", "subsection", "clause"}]
        points = [each for each in rest if each.tag in {"point", "item"}]
        return Quote(
            self.rebuilt.span(element), articles, tuple(self._clause(each) for each in clauses),
            tuple(self._point(each) for each in points), element.own("closed") != "false",
        )  # fmt: skip

    def _quoted(self, element: Element) -> Iterator[Element]:
        for each in element.elements:
            if each.tag in HEADINGS or each.tag in _OPEN or (each.tag == "section" and self.unit == "article"):
                yield from self._quoted(each)
            elif each.tag in _BELOW:
                yield each

    # --- paragraphs and tables ---

    def _paragraphs(self, body: Element, has_articles: bool) -> tuple[Paragraph, ...]:
        if not self.is_own:
            found = [] if has_articles else [each for each in body.elements if each.tag in {"p", "block"}]
            return tuple(Paragraph(number, self.rebuilt.span(each)) for number, each in enumerate(found, 1))
        return tuple(sorted(self._numbered(body), key=lambda each: each.number))

    def _numbered(self, body: Element) -> Iterator[Paragraph]:
        for each in body.every("p"):
            before, _, number = (each.get("eId") or "").rpartition("p_")
            if number.isdecimal() and (not before or before.endswith("__")):
                yield Paragraph(int(number), self.rebuilt.span(each))

    def _table(self, element: Element) -> Table:
        rows = [each for each in element.elements if each.tag == "tr"]
        header = tuple(cell.words for row in rows for cell in row.elements if cell.tag == "th")
        read = tuple(self._row(row) for row in rows if any(self._counts(cell) for cell in row.elements))
        return Table(header, read, self.rebuilt.span(element))

    def _counts(self, cell: Element) -> bool:
        return cell.tag == "td" and cell.get("class") != "text"

    def _row(self, row: Element) -> Row:
        cells = [each for each in row.elements if self._counts(each)]
        is_numbered = cells[0].get("class") == "num" or (not self.is_own and cells[0].words.strip(".").isdecimal())
        label = cells[0].words.strip(".") if is_numbered else ""
        rest = cells[1:] if is_numbered else cells
        return Row(label, tuple(self.rebuilt.span(each) for each in rest), self.rebuilt.span(row))


def _start(heading: Heading) -> int:
    return heading.span.start
