"""The text of an Akoma Ntoso document, line by line, with the place of every element in it (PURE)."""

from __future__ import annotations

from typing import Final

from chidao.kernel.vietnamese import nfc
from chidao.reading.akoma.plain import Element
from chidao.reading.akoma.terms import VIETNAMESE, label_in
from chidao.reading.tree import Span

_BLOCKS: Final = frozenset(
    "p block num heading subheading crossHeading listIntroduction listWrapUp item tr caption longTitle quotedStructure"
    " embeddedStructure li docPurpose blockContainer tblock toc tocItem interstitial citation recital formula"
    " preface preamble body mainBody conclusions attachment component intro content wrapUp container"
    " part chapter section subsection article paragraph subparagraph point indent hcontainer list sublist alinea level"
    " book tome title subtitle subpart subchapter division subdivision clause subclause rule subrule proviso"
    " transitional".split()
)
_NUMBERED: Final = frozenset(
    "part chapter section subsection article paragraph subparagraph point indent hcontainer level book tome title"
    " subtitle subpart subchapter division subdivision clause subclause rule subrule attachment component".split()
)
_HOLDING_BLOCKS: Final = _BLOCKS - frozenset(
    "p block num heading subheading crossHeading listIntroduction listWrapUp caption docPurpose tocItem".split()
)
_SILENT: Final = frozenset({"meta", "componentRef", "documentRef", "img", "foreign", "noteRef"})
_BREAKS: Final = frozenset({"eol", "br"})
_CELLS: Final = frozenset({"td", "th"})
_ON_THE_LINE: Final = frozenset({"p", "block", "heading", "subheading", "intro", "content", "blockContainer"})
_QUOTED: Final = frozenset({"quotedStructure", "quotedText", "embeddedStructure"})
_OPENING, _CLOSING = frozenset("“\"‘'«"), frozenset("”\"’'».;,")
_NOTES: Final = frozenset({"authorialNote", "note"})


class Rebuilt:
    """The text that the elements hold, and where each of them stands in it.

    A line for every paragraph, number and heading; what follows a number stands on its line. Cells of a table are
    parted by tabs. Notes stand below the paragraph that they belong to.
    """

    def __init__(self, root: Element, *, vietnamese: bool) -> None:
        self.vietnamese = vietnamese
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.places: dict[Element, tuple[int, int]] = {}
        self.notes: list[Element] = []
        self._length = 0
        self._pending = self._kind = self._stop = ""
        self._glued = self._after_cell = self._tight = self._quoted = False
        self._cells = self._in_cell = 0
        self._walk(root)
        self.text = "".join(self.pieces)

    def span(self, element: Element) -> Span:
        """Return where an element's words stand in the text; an empty span where it has none."""
        return self.span_between(*self.places[element])

    def span_between(self, first: int, until: int) -> Span:
        """Return where pieces of words from `first` up to `until` stand in the text."""
        if first < until:
            return Span(self.starts[first], self.ends[until - 1])
        at = self.starts[first] if first < len(self.starts) else self._length
        return Span(at, at)

    # --- the walk ---

    def _walk(self, element: Element) -> None:
        first = len(self.starts)
        self._open(element)
        for child in element.children:
            if isinstance(child, str):
                if child.strip() or element.tag not in _HOLDING_BLOCKS:
                    self._add(child)
            else:
                self._child(child, element.tag)
        self._close(element)
        self.places[element] = (first, len(self.starts))

    def _child(self, child: Element, holder: str) -> None:
        if child.tag in _BREAKS:
            self._glued = False
            self._line()
            self.places[child] = (len(self.starts), len(self.starts))
        elif child.tag in _NOTES:
            self.notes.append(child)
        elif child.tag not in _SILENT and not child.tag.startswith("{"):
            self._kind = VIETNAMESE.get(holder, "") if child.tag == "num" and self.vietnamese else ""
            self._walk(child)

    def _open(self, element: Element) -> None:
        tag = element.tag
        self._tight = self._tight or self._opens_quote(element)
        if tag == "tr":
            self._cells = 0
        elif tag in _CELLS:
            self._tab()
        elif tag == "p" and self._is_cell(element) and self._after_cell:
            self._pending = "\t"
        elif tag in _BLOCKS:
            self._glued = self._glued and tag in _ON_THE_LINE
            self._line()
            if tag in _NUMBERED and self._pending == "\n":
                self._pending = "\n\n"
        if tag == "num":
            self._say_kind(element)

    def _opens_quote(self, element: Element) -> bool:
        """Write the mark before a quotation where it is said and not written; say whether one stands right before."""
        if element.tag not in _QUOTED:
            return False
        if element.get("startQuote"):
            self._line()
            self._add(element.get("startQuote") or "")
        return self._pending == "" and bool(self.pieces) and self.pieces[-1][-1:] in _OPENING

    def _closes_quote(self, element: Element) -> None:
        if element.tag in _QUOTED:
            self._quoted = True
            self._add(element.get("endQuote") or "")

    def _tab(self) -> None:
        """Begin a cell: the first on a line of its own, the others behind a tab each, empty ones too."""
        passed = self._pending if self._pending.strip(" ") else ""
        self._pending = f"{passed}\t" if self._cells else "\n"
        self._cells += 1
        self._in_cell += 1

    def _say_kind(self, num: Element) -> None:
        """Write "Điều" before the number of an article that has the number alone, and a stop behind it."""
        words = num.words
        is_bare = bool(self._kind) and words.strip(" .:") == label_in(words)
        self._stop = "." if is_bare and words[-1:].isalnum() else ""
        if is_bare:
            self._add(f"{self._kind} ")

    def _close(self, element: Element) -> None:
        tag = element.tag
        if tag in _CELLS:
            self._in_cell -= 1
        elif tag == "num":
            self._pending = ""
            self._add(self._stop)
            self._pending, self._stop = " ", ""
        elif tag in _BLOCKS:
            self._line()
            if tag in {"p", "block", "heading"}:
                self._write_notes()
        self._closes_quote(element)
        self._glued = tag == "num" or (self._glued and tag in _ON_THE_LINE)
        self._after_cell = tag == "p" and self._is_cell(element)

    def _is_cell(self, element: Element) -> bool:
        return element.get("class") == "cell"

    def _write_notes(self) -> None:
        notes, self.notes = self.notes, []
        for note in notes:
            self._line()
            self._walk(note)
            self._line()

    def _line(self) -> None:
        if self._tight:
            return
        if self._glued or self._in_cell:
            self._pending = self._pending or " "
        elif self._pending != "\n\n":
            self._pending = "\n"

    def _add(self, words: str) -> None:
        plain = nfc(words)
        stripped = " ".join(plain.split())
        if not stripped:
            self._pending = self._pending or (" " if plain else "")
            return
        before = self._pending or (" " if plain[0].isspace() else "")
        if self._quoted and stripped[0] in _CLOSING:
            before = ""
        if self._length and before:
            self.pieces.append(before)
            self._length += len(before)
        self.starts.append(self._length)
        self.pieces.append(stripped)
        self._length += len(stripped)
        self.ends.append(self._length)
        self._pending = " " if plain[-1].isspace() else ""
        self._glued = self._after_cell = self._tight = self._quoted = False
