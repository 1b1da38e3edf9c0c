"""From the bytes of a .docx to the plain values of `sheet`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chidao.documents.checking.cascade import BARE_FONT, BARE_SIZE, Look, Styles, load_styles
from chidao.documents.checking.drawn import borders_of, boxes_of, draws_lines, rules_of, shapes_of
from chidao.documents.checking.package import (
    Damaged,
    Element,
    Package,
    R,
    TooHeavy,
    W,
    child,
    child_value,
    is_on,
    millimetres,
    value,
    whole,
)
from chidao.documents.checking.sheet import Align, Paragraph, Region, Rule, Run, Section, Sheet, Spot, Tab

MOST_PARAGRAPHS: Final = 30_000
_DEEPEST: Final = 40
_PAGE_FIELD: Final = re.compile(r"\bPAGE\b")
_CELL_PADDING_MM: Final = 1.9
_PLAIN: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_GONE: Final = frozenset({f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr")})
_WRAPS: Final = frozenset(
    {f"{W}{name}" for name in ("hyperlink", "smartTag", "ins", "sdt", "sdtContent", "fldSimple", "moveTo", "customXml")}
)
# A page where the file says nothing (ECMA-376, 17.6.13): letter paper, which the rules then find.
_LETTER_MM: Final = (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where paragraphs are being read: their column, table and region."""

    left: float
    width: float
    region: Region = "page"
    spot: Spot | None = None
    boxed: bool = False
    table_style: str | None = None
    depth: int = 0


class _Reader:
    """Walks a document once, top to bottom."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles: Styles = load_styles(package)
        self.paragraphs: list[Paragraph] = []
        self.sections: list[Section] = []
        self.section = 0
        self.tables = 0
        self.count = 0
        self.instruction = ""
        self.in_code = False

    def sheet(self) -> Sheet:
        """Read the document. Raises Damaged and TooHeavy."""
        root = self.package.xml(self.package.main)
        body = child(root, "body")
        if body is None:
            raise Damaged
        self._sections(body)
        self.count = 0
        self.styles.counts.clear()
        self.blocks(body, _Place(0, self.sections[0].text_width_mm))
        return Sheet(tuple(self.paragraphs), tuple(self.sections), self._pages())

    def blocks(self, holder: Element, place: _Place) -> None:
        """Read the paragraphs and tables of a holder."""
        if place.depth > _DEEPEST:
            raise TooHeavy
        for each in holder:
            if each.tag == f"{W}p":
                self.paragraph(each, self._current(place))
                self._next_section(each, place)
            elif each.tag == f"{W}tbl":
                self.table(each, self._current(place))
            elif each.tag in _WRAPS:
                self.blocks(each, replace(place, depth=place.depth + 1))

    def _current(self, place: _Place) -> _Place:
        """Return the place, as wide as the page of the section now read."""
        if place.region != "page" or place.spot or place.boxed:
            return place
        return replace(place, width=self.sections[self.section].text_width_mm)

    def _next_section(self, paragraph: Element, place: _Place) -> None:
        if place.region == "page" and not place.spot and child(child(paragraph, "pPr"), "sectPr") is not None:
            self.section = min(self.section + 1, len(self.sections) - 1)

    def table(self, table: Element, place: _Place) -> None:
        """Read a table row by row."""
        if place.depth > _DEEPEST:
            raise TooHeavy
        number, self.tables = self.tables, self.tables + 1
        properties = child(table, "tblPr")
        style = child_value(properties, "tblStyle")
        grid = [millimetres(value(each, "w")) or 0.0 for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        padding = self._padding(properties, style)
        start = place.left + self._table_start(properties, sum(grid), place.width)
        rows = list(_inside(table, f"{W}tr"))
        columns = max([len(grid), *(len(list(_inside(row, f"{W}tc"))) for row in rows)], default=0)
        spot = Spot(number, 0, 0, columns, self._is_lined(table, properties, style))
        inside = replace(place, spot=spot, table_style=style, depth=place.depth + 1)
        for index, row in enumerate(rows):
            self._row(row, replace(inside, spot=replace(spot, row=index), left=start), grid, padding)

    def _row(self, row: Element, place: _Place, grid: Sequence[float], padding: tuple[float, float]) -> None:
        assert place.spot is not None
        left, column = place.left, 0
        for cell in _inside(row, f"{W}tc"):
            properties = child(cell, "tcPr")
            span = max(1, whole(child_value(properties, "gridSpan")) or 1)
            width = self._cell_width(properties, grid[column : column + span], place.width)
            spot = replace(place.spot, column=column)
            inner = max(1.0, width - sum(padding))
            self.blocks(cell, replace(place, spot=spot, left=left + padding[0], width=inner))
            left, column = left + width, column + span

    def _cell_width(self, properties: Element | None, grid: Sequence[float], room: float) -> float:
        width = child(properties, "tcW")
        said, kind = value(width, "w") or "", value(width, "type") or "dxa"
        if kind == "dxa" and (own := millimetres(said)):
            return own
        if sum(grid):
            return sum(grid)
        share = (whole(said.rstrip("%")) or 0) / (100 if said.endswith("%") else 5000)
        return room * share if 0 < share <= 1 else room

    def _table_start(self, properties: Element | None, width: float, room: float) -> float:
        if child_value(properties, "jc") == "center" and width:
            return (room - width) / 2
        indent = child(properties, "tblInd")
        return (millimetres(value(indent, "w")) or 0.0) if value(indent, "type") != "pct" else 0.0

    def _padding(self, properties: Element | None, style: str | None) -> tuple[float, float]:
        found = {"left": _CELL_PADDING_MM, "right": _CELL_PADDING_MM}
        for each in (*(known.table for known in self.styles.chain(style)), properties):
            margins = child(each, "tblCellMar")
            for side, other in (("left", "start"), ("right", "end")):
                said = child(margins, side)
                said = child(margins, other) if said is None else said
                if said is not None:
                    found[side] = millimetres(value(said, "w")) or 0.0
        return found["left"], found["right"]

    def _is_lined(self, table: Element, properties: Element | None, style: str | None) -> bool:
        own = child(properties, "tblBorders")
        if own is not None:
            return draws_lines(own)
        if any(draws_lines(child(known.table, "tblBorders")) for known in self.styles.chain(style)):
            return True
        cells = [each for row in _inside(table, f"{W}tr") for each in _inside(row, f"{W}tc")]
        lined = [cell for cell in cells if draws_lines(child(child(cell, "tcPr"), "tcBorders"))]
        return bool(lined) and len(lined) * 2 >= len(cells)

    def paragraph(self, element: Element, place: _Place) -> None:
        """Read one paragraph, and the boxes of text that hang on it before it."""
        properties = child(element, "pPr")
        look = self.styles.paragraph_look(properties, place.table_style)
        parts = list(self._parts(element, properties, place))
        boxes = [each for each in parts if isinstance(each, tuple)]
        for content, width in boxes:
            inner = replace(place, boxed=True, width=width or place.width, depth=place.depth + 1)
            self.blocks(content, inner)
        self.count += 1
        if self.count > MOST_PARAGRAPHS:
            raise TooHeavy
        runs = tuple(_joined_runs([each for each in parts if isinstance(each, Run)]))
        rules = tuple(each for each in parts if isinstance(each, Rule))
        marks = {each for each in parts if isinstance(each, str)}
        self.paragraphs.append(self._made(look, place, properties, runs, rules, marks))

    def _made(
        self, look: Look, place: _Place, properties: Element | None, runs: tuple[Run, ...], rules: tuple[Rule, ...],
        marks: set[str],
    ) -> Paragraph:  # fmt: skip
        spacing, line = look.get("line", ("auto", 1.0))
        return Paragraph(
            index=self.count,
            runs=runs,
            region=place.region,
            section=self.section,
            spot=place.spot,
            boxed=place.boxed or look.get("framePr") is not None,
            style=self.styles.style_name(child_value(properties, "pStyle")),
            align=_framed_align(look),
            column_left_mm=place.left,
            column_width_mm=place.width,
            left_mm=look.get("left", 0.0),
            right_mm=look.get("right", 0.0),
            first_mm=look.get("first", 0.0),
            before_pt=look.get("before", 0.0),
            after_pt=look.get("after", 0.0),
            contextual=bool(look.get("contextual")),
            spacing=spacing,
            line=line,
            tabs=_tabs(look.get("tabs")),
            borders=borders_of(look.get("pBdr")),
            rules=rules,
            number=self.styles.number(look.get("list")),
            breaks_page=is_on(look.get("pageBreakBefore")) or "page" in marks,
            rendered_break="rendered" in marks,
            numbers_page="number" in marks,
        )

    def _parts(
        self, holder: Element, properties: Element | None, place: _Place
    ) -> Iterator[Run | Rule | str | tuple[Element, float | None]]:
        """Yield what a paragraph is made of: runs, lines, boxes, and the marks "page", "rendered" and "number"."""
        for each in holder:
            if each.tag == f"{W}r":
                yield from self._run(each, properties, place)
            elif each.tag in _WRAPS:
                if _PAGE_FIELD.search(value(each, "instr") or ""):
                    yield "number"
                yield from self._parts(each, properties, place)

    def _run(
        self, run: Element, properties: Element | None, place: _Place
    ) -> Iterator[Run | Rule | str | tuple[Element, float | None]]:
        look = self.styles.run_look(child_value(properties, "pStyle"), place.table_style, child(run, "rPr"))
        text = ""
        for each in run:
            name = each.tag.rpartition("}")[2]
            if name == "br" and value(each, "type") == "page":
                yield "page"
            elif name == "lastRenderedPageBreak":
                yield "rendered"
            elif name in {"fldChar", "instrText"}:
                yield from self._field(each)
            elif not self.in_code:
                text += _text_of(each, name)
        if text and not look.get("vanish"):
            yield _dressed(text.upper() if look.get("caps") else text, look)
        margin = self.sections[self.section].left_mm if self.sections else 30.0
        for shape in shapes_of(run):
            yield from boxes_of(shape)
            yield from rules_of(shape, place.left, place.width, margin)

    def _field(self, element: Element) -> Iterator[str]:
        """Follow a field: its code is not read as words, and a page number's is told."""
        if element.tag == f"{W}instrText":
            self.instruction += element.text or ""
            return
        kind = value(element, "fldCharType")
        if kind != "begin" and _PAGE_FIELD.search(self.instruction):
            yield "number"
        self.in_code, self.instruction = kind == "begin", ""

    # --- pages

    def _sections(self, body: Element) -> None:
        found = [each for each in body.iter(f"{W}sectPr") if each.getparent().tag in {f"{W}pPr", f"{W}body"}]
        settings = self.package.part_of_kind("settings")
        even_odd = is_on(child(settings, "evenAndOddHeaders"))
        for element in found or [None]:
            before = self.sections[-1] if self.sections else None
            self.sections.append(self._page(element, before, even_odd=even_odd))

    def _page(self, element: Element | None, before: Section | None, *, even_odd: bool) -> Section:
        size, margins, numbers = (child(element, name) for name in ("pgSz", "pgMar", "pgNumType"))
        sides = [millimetres(value(margins, side)) or 0.0 for side in ("top", "bottom", "left", "right")]
        gutter = millimetres(value(margins, "gutter")) or 0.0
        page = Section(
            width_mm=millimetres(value(size, "w")) or _LETTER_MM[0],
            height_mm=millimetres(value(size, "h")) or _LETTER_MM[1],
            top_mm=abs(sides[0]),
            bottom_mm=abs(sides[1]),
            left_mm=sides[2] + gutter,
            right_mm=sides[3],
            own_first=is_on(child(element, "titlePg")),
            even_odd=even_odd,
            number_format=value(numbers, "fmt") or "decimal",
            starts_at=whole(value(numbers, "start")),
            new_page=child_value(element, "type") != "continuous",
            headers=dict(before.headers) if before else {},
            footers=dict(before.footers) if before else {},
        )
        self.sections.append(page)
        for region, kept in (("headerReference", page.headers), ("footerReference", page.footers)):
            for each in () if element is None else element.findall(f"{W}{region}"):
                kept[value(each, "type") or "default"] = self._edge(each, region[:6], page)
        return self.sections.pop()

    def _edge(self, reference: Element, region: str, page: Section) -> tuple[Paragraph, ...]:
        """Read a header or a footer, whose paragraphs are not counted among the document's."""
        target = self.package.related(self.package.main).get(reference.get(f"{R}id", ""), ("", ""))[0]
        root = self.package.xml(target)
        kept, self.paragraphs = self.paragraphs, []
        if root is not None:
            self.blocks(root, _Place(0, page.text_width_mm, "header" if region == "header" else "footer"))
        found, self.paragraphs = tuple(self.paragraphs), kept
        return found

    def _pages(self) -> int | None:
        known = next((name for name in self.package.names if name.lower() == "docprops/app.xml"), None)
        root = self.package.xml(known) if known else None
        said = None if root is None else root.findtext("{*}Pages")
        return whole(said)


def read_sheet(data: bytes) -> Sheet:
    """Read a .docx. Raises Damaged for what is none, and TooHeavy for what holds more than is read."""
    return _Reader(Package(data)).sheet()


def _inside(holder: Element, tag: str) -> Iterator[Element]:
    """Yield the rows or cells of a holder, those in content controls too."""
    for each in holder:
        if each.tag == tag:
            yield each
        elif each.tag in _WRAPS:
            yield from _inside(each, tag)


def _framed_align(look: Look) -> Align:
    """Return how a paragraph is aligned; one in a frame of the older kind, as a page number often is, by its frame."""
    framed = value(look.get("framePr"), "xAlign")
    known: dict[str | None, Align] = {"center": "center", "right": "right", "left": "left"}
    own: Align = look.get("align", "left")
    return known.get(framed, own)


def _text_of(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "br":
        return "\n"
    return _PLAIN.get(name, "")


def _dressed(text: str, look: Look) -> Run:
    fonts = {
        look.get("ascii" if letter.isascii() else "hAnsi", BARE_FONT)
        for letter in set(text)
        if not letter.isspace()
    }  # fmt: skip
    return Run(
        text=text,
        fonts=tuple(sorted(fonts)),
        size_pt=look.get("size", BARE_SIZE),
        bold=bool(look.get("b")),
        italic=bool(look.get("i")),
        underlined=bool(look.get("underline")),
        colour=look.get("colour", ""),
    )


def _joined_runs(runs: Sequence[Run]) -> Iterator[Run]:
    """Join neighbours that look alike: Word parts a line wherever it was edited."""
    held: Run | None = None
    for run in runs:
        if held is not None and replace(held, text="", fonts=()) == replace(run, text="", fonts=()):
            held = replace(held, text=held.text + run.text, fonts=tuple(sorted({*held.fonts, *run.fonts})))
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _tabs(tabs: Element | None) -> tuple[Tab, ...]:
    found = []
    for each in () if tabs is None else tabs:
        at, kind = millimetres(value(each, "pos")), value(each) or "left"
        if at is not None and kind not in {"clear", "bar"}:
            align = {"center": "center", "right": "right", "end": "right", "decimal": "right"}.get(kind, "left")
            found.append(Tab(at, align))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda tab: tab.at_mm))
