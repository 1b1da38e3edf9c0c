"""What the rules have in common (PURE): naming a breach, comparing a look, placing words on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chidao.documents.checking.book import Book, Look
from chidao.documents.checking.finding import Form
from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.report import Breach, Place, Unknown
from chidao.documents.checking.sheet import Run, Sheet
from chidao.kernel.wording import Text, same

Finding = Breach | Unknown
LONGEST_WORDS = 80
# The height of a single line of the norm's typeface, in parts of its size.
LINE_HEIGHT = 1.15
# Below these, a word in capitals is an abbreviation rather than a line set in capitals.
FEWEST_CAPITALS = 6
FEWEST_IN_LISTS = 14
_LISTS = frozenset({"recipients", "addressees", "basis"})


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one document of a file by one norm."""

    book: Book
    sheet: Sheet
    form: Form

    def breach(self, rule: str, piece: Piece | None, found: Text | str, wanted: Text | str) -> Breach:
        """Name a breach of a rule at a piece; the rule's name begins with its component's."""
        known = self.book.rule(rule)
        return Breach(
            rule, f"{self.book.cite} {known.cite}", known.says, self.place(rule.partition(".")[0], piece),
            _text(found), _text(wanted),
        )  # fmt: skip

    def unknown(self, component: str, piece: Piece | None, says: Text) -> Unknown:
        """Say what cannot be checked, and why."""
        return Unknown(self.place(component, piece), says)

    def place(self, component: str, piece: Piece | None) -> Place:
        """Return a place in this document."""
        words = "" if piece is None else (f"{piece.paragraph.number} {piece.said}".strip())[:LONGEST_WORDS]
        return Place(self.form.role, component, None if piece is None else piece.index, words)

    def looks(self, name: str, pieces: Iterable[Piece]) -> Iterator[Breach]:
        """Compare pieces with how their component is to look: size, style, capitals."""
        look = self.book.looks[name]
        for piece in pieces:
            yield from self._size(name, look, piece)
            yield from self._style(name, look, piece)
            if look.capitals is not None:
                yield from self._capitals(name, look.capitals, piece)

    def size(self, name: str, piece: Piece) -> Iterator[Breach]:
        """Compare the size of a piece alone."""
        yield from self._size(name, self.book.looks[name], piece)

    def _size(self, name: str, look: Look, piece: Piece) -> Iterator[Breach]:
        off = self.book.off("size_pt")
        sizes = {run.size_pt for run in lettered(piece.runs)}
        wrong = sorted(size for size in sizes if not look.least_pt - off <= size <= look.most_pt + off)
        if wrong:
            yield self.breach(f"{name}.size", piece, _points(wrong), between(look.least_pt, look.most_pt, "pt"))

    def _style(self, name: str, look: Look, piece: Piece) -> Iterator[Breach]:
        styles = {(run.bold, run.italic) for run in lettered(piece.runs)}
        if styles - {(look.bold, look.italic)}:
            found = [style_name(*style) for style in sorted(styles)]
            yield self.breach(f"{name}.style", piece, _listed(found), style_name(look.bold, look.italic))

    def _capitals(self, name: str, wanted: bool, piece: Piece) -> Iterator[Breach]:
        letters = [letter for letter in piece.text if letter.isalpha()]
        fewest = FEWEST_IN_LISTS if name in _LISTS else FEWEST_CAPITALS
        if wanted and any(letter != letter.upper() for letter in letters):
            yield self.breach(f"{name}.capitals", piece, _SMALL, _CAPITALS)
        if not wanted and piece.is_capitals and len(letters) >= fewest and " " in piece.said:
            yield self.breach(f"{name}.capitals", piece, _CAPITALS, _SMALL)

    def centred(
        self, rule: str, piece: Piece, middle_mm: float, wanted: Text, *, off: str = "centre_mm"
    ) -> Iterator[Breach]:
        """Compare the middle of a piece with where it should be."""
        away = piece.centre_mm - middle_mm
        if abs(away) > self.book.off(off):
            yield self.breach(
                rule,
                piece,
                _AWAY_RIGHT.filled(mm=round(away)) if away > 0 else _AWAY_LEFT.filled(mm=round(-away)),
                wanted,
            )

    def page_width(self, piece: Piece) -> float:
        """Return how wide the text is on the pages of a piece."""
        return self.sheet.sections[piece.paragraph.section].text_width_mm


def lettered(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that print letters or figures."""
    return [run for run in runs if any(sign.isalnum() for sign in run.text)]


def gap_pt(upper: Piece, lower: Piece, among: Sequence[Piece] = ()) -> tuple[float, float]:
    """Return the least and the most room between two pieces that follow each other: programs add or take the larger."""
    after, before = upper.paragraph.after_pt, lower.paragraph.before_pt
    between_them = [piece for piece in among if upper.index < piece.index < lower.index and not piece.text.strip()]
    blank = sum(piece.paragraph.before_pt + piece.paragraph.after_pt + 10 for piece in between_them)
    if upper.paragraph.contextual and lower.paragraph.contextual and upper.paragraph.style == lower.paragraph.style:
        return blank, blank
    return max(after, before) + blank, after + before + blank


def lines_of(piece: Piece) -> float:
    """Return the line spacing of a piece in lines of its own size."""
    paragraph = piece.paragraph
    if paragraph.spacing == "auto":
        return paragraph.line
    size = max((run.size_pt for run in lettered(piece.runs)), default=13.0)
    lines = paragraph.line / (size * LINE_HEIGHT)
    return max(1.0, lines) if paragraph.spacing == "least" else lines


def between(least: float, most: float, unit: str) -> Text:
    """Say a range with its unit."""
    if least == most:
        return same(f"{_number(least)} {unit}")
    return Text(f"từ {_number(least)} đến {_number(most)} {unit}", f"from {_number(least)} to {_number(most)} {unit}")


def measure(number: float, unit: str) -> Text:
    """Say a measure with its unit."""
    return same(f"{_number(number)} {unit}")


def style_name(bold: bool, italic: bool) -> Text:
    """Say a style."""
    return {
        (False, False): Text("đứng", "upright"),
        (True, False): Text("đứng, đậm", "upright, bold"),
        (False, True): Text("nghiêng", "italic"),
        (True, True): Text("nghiêng, đậm", "italic, bold"),
    }[bold, italic]


def _number(number: float) -> str:
    return f"{round(number, 2):g}"


def _points(sizes: Sequence[float]) -> Text:
    return same(f"{', '.join(_number(size) for size in sizes)} pt")


def _listed(texts: Sequence[Text]) -> Text:
    return Text("; ".join(each.vi for each in texts), "; ".join(each.en for each in texts))


def _text(words: Text | str) -> Text:
    return words if isinstance(words, Text) else same(words)


MISSING = Text("không có", "not there")
PRESENT = Text("có", "there")
_CAPITALS = Text("in hoa", "capitals")
_SMALL = Text("in thường", "small letters")
_AWAY_RIGHT = Text("lệch sang phải {mm} mm", "{mm} mm too far to the right")
_AWAY_LEFT = Text("lệch sang trái {mm} mm", "{mm} mm too far to the left")
