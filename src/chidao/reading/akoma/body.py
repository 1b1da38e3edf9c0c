"""The body of a part in Akoma Ntoso (PURE): articles, clauses, points and what else there is, each with its `eId`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

from chidao.reading.akoma.inline import BLANKS, Ids, Words, element, found_in
from chidao.reading.akoma.pieces import Piece
from chidao.reading.akoma.terms import ELEMENTS, OWN, clean, label_in
from chidao.reading.tree import Heading, Quote, Span, Table

_OPENING: Final = frozenset("“\"‘'«")
_BLOCKS: Final = {"text", "quote", "cell", "paragraph", "table"}
_RESTARTING: Final = {"article", "items"}


class BodyWriter:
    """Writes the pieces of one part; `scope` is the `eId` before all of its own ("" for the main document)."""

    def __init__(self, words: Words, ids: Ids, scope: str) -> None:
        self.words, self.ids, self.scope = words, ids, scope
        self.text = words.text
        self.at = 0

    def write(self, body: Any, pieces: Sequence[Piece], start: int, end: int) -> None:
        """Write all pieces, and what stands between them, into a `body` or a `mainBody`."""
        only_nodes = body.tag.endswith("}body")
        for piece in self._in_order(pieces, start, end):
            if piece.kind not in _BLOCKS:
                self._node(body, piece, self.scope, "")
            elif only_nodes:
                self._between(body, [piece], self.scope)
            else:
                self._blocks(body, [piece], self.scope)

    # --- nodes ---

    def _node(self, parent: Any, piece: Piece, scope: str, holder: str) -> None:
        if piece.kind == "cross":
            self._cross_heading(parent, piece, holder or scope)
            return
        tag = ELEMENTS.get(piece.kind, "hcontainer")
        node = element(parent, tag)
        if tag == "hcontainer":
            node.set("name", piece.kind)
        within = scope if piece.kind in _RESTARTING else holder or scope
        eid = self.ids.of(within, tag, piece.label) if piece.label else self.ids.next(within, tag)
        node.set("eId", eid)
        after = self._header(node, piece, eid)
        self._fill(node, piece, after, scope, eid)

    def _cross_heading(self, parent: Any, piece: Piece, holder: str) -> None:
        """Write a heading that stands among numbered pieces and holds none of them."""
        heading = element(parent, "crossHeading", eId=self.ids.next(holder, "crossHeading"))
        assert isinstance(piece.item, Heading)
        heading.set(f"{{{OWN}}}kind", piece.item.kind)
        heading.set(f"{{{OWN}}}label", clean(piece.label))
        heading.set(f"{{{OWN}}}title", clean(piece.title or ""))
        self.words.fill(heading, *self._trimmed(max(piece.start, self.at), piece.end), holder)

    def _header(self, node: Any, piece: Piece, eid: str) -> int:
        """Write `num` and `heading`; return where they end. What they do not say by themselves is said beside them."""
        start, end = max(piece.start, self.at), max(piece.body, self.at)
        self.at = end
        title = self._title_at(piece, start, end)
        num = self.text[start:title].strip(BLANKS)
        if num:
            self.words.fill(element(node, "num"), *self._trimmed(start, title), eid)
        if title < end:
            heading = element(node, "heading")
            if num and "\n" in self.text[start:title].lstrip():
                element(heading, "eol")
            self.words.fill(heading, *self._trimmed(title, end), eid)
        written = " ".join(self.text[title:end].split())
        if piece.kind != "dash" and label_in(num) != piece.label:
            node.set(f"{{{OWN}}}label", clean(piece.label))
        if (piece.title or "") != written:
            node.set(f"{{{OWN}}}title", clean(piece.title or ""))
        return end

    def _title_at(self, piece: Piece, start: int, end: int) -> int:
        """Return where the title stands among the words before a piece's own; their end where there is none."""
        title = found_in(self.text, start, end, piece.title or "")
        while title and (again := found_in(self.text, title[1], end, piece.title or "")):
            title = again
        return title[0] if title else end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end]
        first = start + len(words) - len(words.lstrip(BLANKS))
        return first, max(first, start + len(words.rstrip(BLANKS)))

    def _fill(self, node: Any, piece: Piece, start: int, scope: str, eid: str) -> None:
        runs = self._in_order([*piece.children, *self._cells(piece)], start, piece.end)
        nodes = [index for index, run in enumerate(runs) if run.kind not in _BLOCKS]
        if not nodes:
            self._blocks(element(node, "content"), runs, eid, below=node)
            return
        if nodes[0]:
            self._blocks(element(node, "intro"), runs[: nodes[0]], eid, below=node)
        for run in runs[nodes[0] : nodes[-1] + 1]:
            if run.kind in _BLOCKS:
                self._between(node, [run], eid)
            else:
                self._node(node, run, scope, eid)
        if runs[nodes[-1] + 1 :]:
            self._blocks(element(node, "wrapUp"), runs[nodes[-1] + 1 :], eid)

    def _between(self, node: Any, runs: Sequence[Piece], eid: str) -> None:
        """Write words that stand between numbered pieces and belong to none."""
        loose = element(node, "hcontainer", name="text", eId=self.ids.next(eid, "hcontainer"))
        self._blocks(element(loose, "content"), runs, eid)

    def _cells(self, piece: Piece) -> list[Piece]:
        return [Piece("cell", start, end, start, None) for start, end in piece.cells]

    def _in_order(self, pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
        """Return the pieces in order with the words between them as pieces of the kind "text"; none twice."""
        runs: list[Piece] = []
        at = start
        last = Piece("end", end, end, end, None)
        for piece in chain(sorted(pieces, key=lambda each: (each.start, each.end)), [last]):
            is_empty_cell = piece.kind == "cell" and piece.start == piece.end >= at
            piece.end = min(piece.end, end)
            if piece.kind != "end" and (piece.start > end or (piece.end <= at and not is_empty_cell)):
                continue
            if self.words.has_words(at, piece.start):
                runs.append(Piece("text", at, piece.start, at, None))
            runs += [piece] if piece.kind != "end" else []
            piece.start = max(piece.start, at) if piece.kind in {"paragraph", "table", "cell"} else piece.start
            at = max(at, piece.end)
        return runs

    # --- blocks ---

    def _blocks(self, parent: Any, runs: Sequence[Piece], eid: str, below: Any = None) -> None:
        glued = None
        for run in runs:
            match run.kind:
                case "text":
                    self._text(parent, run, eid, glued)
                    glued = None
                case "cell":
                    self.words.fill(element(parent, "p", **{"class": "cell"}), *self._trimmed(run.start, run.end), eid)
                case "paragraph":
                    block = element(parent, "p", eId=self.ids.of(self.scope, "p", run.label))
                    self.words.fill(block, *self._trimmed(run.start, run.end), eid)
                case "table":
                    self._table(parent, run, eid)
                case _:
                    glued = self._quote(parent, run, eid)
        if below is not None and len(parent) and below.find("{*}heading") is None:
            self._keep_break(parent, runs[0])

    def _keep_break(self, parent: Any, first: Piece) -> None:
        """Say that the words begin on a line of their own, below their number, where they do so."""
        words = self.text[first.start : first.end]
        ahead = self.text[max(0, first.start - 20) : first.start]
        before = ahead[len(ahead.rstrip()) :] + words[: len(words) - len(words.lstrip())]
        if "\n" in before and parent[0].tag.endswith("}p"):
            mark = element(parent[0], "eol")
            mark.tail, parent[0].text = parent[0].text, None
            parent[0].insert(0, mark)

    def _text(self, parent: Any, run: Piece, eid: str, glued: Any) -> None:
        start, end = run.start, run.end
        if glued is not None:
            until = self.text.find("\n", start, end)
            until = end if until < 0 else until
            self.words.fill(glued, *self._trimmed(start, until), eid)
            start = until
        self.words.paragraphs(parent, start, end, eid)

    def _quote(self, parent: Any, piece: Piece, eid: str) -> Any:
        """Write a quotation behind the words that lead to it; return the paragraph that holds it."""
        last = parent[-1] if len(parent) and parent[-1].tag.endswith("}p") else element(parent, "p")
        ahead = self.text[max(0, piece.start - 3) : piece.start].rstrip(" ")
        if (len(last) or last.text) and ahead[-1:] not in _OPENING:
            element(last, "eol")
        mod = element(last, "mod", eId=self.ids.next(eid, "mod"))
        tag = "quotedStructure" if piece.children else "quotedText"
        scope = self.ids.next(eid, tag)
        quoted = element(mod, tag, eId=scope)
        if isinstance(piece.item, Quote) and not piece.item.closed:
            quoted.set(f"{{{OWN}}}closed", "false")
        if not piece.children:
            self.words.fill(quoted, *self._trimmed(piece.start, piece.end), scope)
            return last
        for run in self._in_order(piece.children, piece.start, piece.end):
            if run.kind == "text":
                self.words.paragraphs(quoted, run.start, run.end, scope)
            else:
                self._node(quoted, run, scope, scope)
        return last

    # --- tables ---

    def _table(self, parent: Any, piece: Piece, eid: str) -> None:
        assert isinstance(piece.item, Table)
        table = element(parent, "table", eId=self.ids.next(self.scope, "table"))
        marked = {each.start: each for each in piece.children}
        at = piece.start
        for row in piece.item.rows:
            start, end = self._normal(row.span)
            self._header_row(table, piece.item, at, start, eid)
            cells = [self._normal(cell) for cell in row.cells]
            first = cells[0][0] if cells else end
            written = element(table, "tr")
            if row.label:
                self._cell(written, start, first, eid, marked).set("class", "num")
            for cell in cells:
                self._loose_cell(written, first, cell[0], eid)
                self._cell(written, max(first, cell[0]), cell[1], eid, marked)
                first = max(first, cell[1])
            at = max(at, end)
        self._header_row(table, piece.item, at, piece.end, eid)

    def _normal(self, span: Span) -> tuple[int, int]:
        return self.words.source.normal_span(*span)

    def _header_row(self, table: Any, item: Table, start: int, end: int, eid: str) -> None:
        """Write words before, between or after the rows: the head of the table cell by cell, others in one cell."""
        if not self.words.has_words(start, end):
            return
        row = element(table, "tr")
        at = start
        for words in item.header if not table.findall("{*}tr/{*}td") else ():
            found = found_in(self.text, at, end, words)
            if found:
                self._loose_cell(row, at, found[0], eid)
                self.words.paragraphs(element(row, "th"), *found, eid)
                at = found[1]
        self._loose_cell(row, at, end, eid)

    def _loose_cell(self, row: Any, start: int, end: int, eid: str) -> None:
        if self.words.has_words(start, end):
            self.words.paragraphs(element(row, "td", **{"class": "text"}), start, end, eid)

    def _cell(self, row: Any, start: int, end: int, eid: str, marked: dict[int, Piece]) -> Any:
        cell = element(row, "td")
        paragraph = next((each for at, each in marked.items() if start <= at < end), None)
        if paragraph is None:
            self.words.paragraphs(cell, start, end, eid)
        else:
            paragraph.end = min(paragraph.end, end)
            self._blocks(cell, self._in_order([paragraph], start, end), eid)
        return cell
