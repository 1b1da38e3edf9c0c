"""The parts of a typed paper found in a .docx (PURE): by the styles of our own print, else by what they look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from chidao.documents.checking.book import Book
from chidao.documents.checking.finding import Form as Found
from chidao.documents.checking.finding import find_forms
from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.sheet import Paragraph, Sheet
from chidao.documents.drafts.text import ROW, Typed, TypedAnnex, typed_line, typed_row
from chidao.documents.formalities import Formality
from chidao.documents.paper import APPENDIX, AS_ADDRESSED, END_OF_BODY, ended

_ABOUT: Final = re.compile(r"\s*V\s*/\s*v\s*:?\s*", re.IGNORECASE)
_SALUTED: Final = re.compile(r"\s*Kính (?:gửi|mời)\s*:?\s*", re.IGNORECASE)
_FILED: Final = re.compile(r"\s*-?\s*Lưu\s*:\s*", re.IGNORECASE)
_DASH: Final = re.compile(r"\s*[-–+•]\s*")
_APPENDIX: Final = re.compile(rf"\s*{APPENDIX}\b", re.IGNORECASE)
_DECIDES: Final = re.compile(r"\s*QUYẾT ĐỊNH\s*:?\s*", re.IGNORECASE)
_OWN: Final = frozenset({"body", "kind", "letter_subject", "recipients", "basis"})
"""Styles of which one at least says that a file was printed here."""
_SILENT: Final = frozenset(
    "national_name motto superior_body issuer number page_number signer authority recipients_head".split()
)
_FOOT: Final = frozenset({"authority", "signer", "recipients_head", "recipients"})


@dataclass(kw_only=True)
class Parts:
    """What was found in a file: what stands outside the body, and the typed parts of it."""

    title: str = ""
    addressed: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    filing: str = ""
    urgency: str = ""
    competent: str = ""
    bases: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    annexes: list[TypedAnnex] = field(default_factory=list)

    def typed(self) -> Typed:
        """Return the typed parts."""
        return Typed(bases=tuple(self.bases), lines=tuple(self.lines), annexes=tuple(self.annexes))

    def receive(self, words: str) -> None:
        """Take one line of the recipients: where the copy is kept, or one that it goes to."""
        if _FILED.match(words):
            self.filing = _FILED.sub("", words, count=1).rstrip(".; ")
        elif (plain := _DASH.sub("", words, count=1).rstrip(".; ")) and plain != AS_ADDRESSED:
            self.recipients.append(plain)

    def address(self, words: str) -> None:
        """Take one line of those whom it addresses."""
        plain = _DASH.sub("", _SALUTED.sub("", words, count=1), count=1).strip()
        if plain:
            self.addressed.append(plain.rstrip(".; "))


def word_parts(sheet: Sheet, norms: Sequence[Formality], book: Book) -> Parts:
    """Find the parts of a paper in a file."""
    names = {component.name: key for norm in norms for key, component in norm.components.items()}
    page = [each for each in sheet.paragraphs if each.region == "page"]
    if any(names.get(each.style) in _OWN for each in page):
        return _Styled(names, _stamps(norms)).read(page)
    return _looked(find_forms(sheet, book))


def _stamps(norms: Iterable[Formality]) -> dict[str, str]:
    return {stamp.words.upper(): name for norm in norms for name, stamp in norm.stamps_mm.items()}


# ---------------------------------------------------------------- by our own styles


class _Styled:
    """Sorts the paragraphs of a file in our styles; one without such a style goes with what stands around it."""

    def __init__(self, names: Mapping[str, str], stamps: Mapping[str, str]) -> None:
        self.names, self.stamps = names, stamps
        self.parts = Parts()
        self.title: list[str] = []
        self.stage = "head"
        self.annex: TypedAnnex | None = None
        self.held: list[str] = []
        self.rows = _Rows()
        self.takers: dict[str, Callable[[str], None]] = {
            "kind": self.take_kind,
            "letter_subject": self.take_letter_subject,
            "urgency": self.take_urgency,
            "addressees": self.parts.address,
            "basis": self.take_basis,
            "recipients": self.parts.receive,
            "place_date": self.take_place_date,
        }

    def read(self, page: Sequence[Paragraph]) -> Parts:
        """Read all paragraphs in their order."""
        for paragraph in page:
            self.take(paragraph, self.names.get(paragraph.style, ""))
        self.end_rows()
        self.end_annex()
        self.parts.title = self.parts.title or _one_line(" ".join(self.title))
        return self.parts

    def take(self, paragraph: Paragraph, name: str) -> None:
        """Sort one paragraph."""
        words = _one_line(paragraph.words)
        if name in _FOOT:
            self.end_rows()
            self.stage = "foot"
        if name == "subject" and self.titles(words):
            return
        self.stage = "body" if self.stage == "title" else self.stage
        if name in self.takers:
            self.takers[name](words)
        elif name not in _SILENT:
            self.take_flowing(paragraph, name)

    def titles(self, words: str) -> bool:
        """Take a line in the middle as the title of the paper or of what is issued with it; tell whether it is one."""
        if _APPENDIX.match(words) and self.stage in {"foot", "annex", "note"}:
            self.begin_annex(words)
        elif self.stage == "title":
            self.title.append(words)
        elif self.stage == "annex" and self.annex is not None:
            self.annex = replace(self.annex, subject=_one_line(f"{self.annex.subject} {words}"))
        else:
            return False
        return True

    def take_kind(self, words: str) -> None:
        """The first name of a kind is the paper's; a further one begins what is issued with it."""
        if self.stage == "head":
            self.stage = "title"
        elif words:
            self.begin_annex(words)

    def take_letter_subject(self, words: str) -> None:
        """The subject of an official letter."""
        self.parts.title = _one_line(f"{self.parts.title} {_ABOUT.sub('', words, count=1)}")

    def take_urgency(self, words: str) -> None:
        """The urgency stamp."""
        self.parts.urgency = self.stamps.get(words.upper(), "")

    def take_basis(self, words: str) -> None:
        """A legal basis."""
        if words:
            self.parts.bases.append(words.rstrip(".; "))

    def take_place_date(self, words: str) -> None:
        """The place and date at the head say nothing here; under what is issued with the paper it is its note."""
        if self.annex is not None and not self.held:
            self.annex, self.stage = replace(self.annex, note=_one_line(f"{self.annex.note} {words}")), "note"

    def take_flowing(self, paragraph: Paragraph, name: str) -> None:
        """Take a text of the body, a cell of a table, or a line that stands over the bases."""
        if paragraph.spot is not None and paragraph.spot.lined:
            self.rows.add(paragraph, self.lines())
            return
        self.end_rows()
        words = [_one_line(line) for line in paragraph.words.split("\n")]
        if paragraph.spot is not None:
            if self.stage == "foot":
                self.parts.receive(" ".join(words)) if _DASH.match(words[0]) else None
            return
        for line in filter(None, words):
            self.take_line(line, name)

    def take_line(self, line: str, name: str) -> None:
        """Take one line of the body."""
        is_first = not (self.parts.bases or self.parts.lines or self.annex)
        if name == "subject" and is_first and not _DECIDES.fullmatch(line):
            self.parts.competent = _one_line(f"{self.parts.competent} {line}")
            return
        if self.stage == "annex":
            self.stage = "note"
        self.lines().append(_typed(line))

    def lines(self) -> list[str]:
        """Return the lines being written to: those of the paper, or of what is issued with it."""
        return self.parts.lines if self.annex is None else self.held

    def begin_annex(self, words: str) -> None:
        """Begin what is issued with the paper."""
        self.end_rows()
        self.end_annex()
        self.stage, self.held = "annex", []
        self.annex = TypedAnnex(label=words.upper())

    def end_annex(self) -> None:
        """Put away what was issued with the paper."""
        if self.annex is not None:
            self.parts.annexes.append(replace(self.annex, lines=tuple(self.held)))
            self.annex = None

    def end_rows(self) -> None:
        """Write out the table that was being read."""
        self.rows.end()


class _Rows:
    """The table being read: its cells by row and column."""

    def __init__(self) -> None:
        self.table: int | None = None
        self.columns = 0
        self.cells: dict[int, dict[int, list[str]]] = {}
        self.into: list[str] = []

    def add(self, paragraph: Paragraph, into: list[str]) -> None:
        """Take a paragraph of a cell; a cell of another table ends this one."""
        spot = paragraph.spot
        assert spot is not None
        if spot.table != self.table:
            self.end()
            self.table, self.columns, self.into = spot.table, spot.columns, into
            into += [""] if into and into[-1].startswith(ROW) else []
        lines = self.cells.setdefault(spot.row, {}).setdefault(spot.column, [])
        lines += [_one_line(line) for line in paragraph.words.split("\n")]

    def end(self) -> None:
        """Write the rows as typed lines."""
        for _, row in sorted(self.cells.items()):
            self.into.append(typed_row("\n".join(filter(None, row.get(at, ()))) for at in range(self.columns)))
        self.table, self.cells = None, {}


# ---------------------------------------------------------------- by the look


def _looked(found: Sequence[Found]) -> Parts:
    parts = Parts()
    for place, each in enumerate(found):
        if place == 0:
            _take_main(parts, each)
        else:
            parts.annexes.append(_attached(each))
    return parts


def _take_main(parts: Parts, found: Found) -> None:
    parts.title = found.words("subject") or _ABOUT.sub("", found.words("letter_subject"), count=1)
    parts.competent = found.words("competence")
    for piece in found.part("addressees"):
        parts.address(piece.said)
    for piece in found.foot.recipients:
        parts.receive(piece.said)
    parts.bases = [piece.said.rstrip(".; ") for piece in found.part("basis") if piece.said]
    parts.lines = list(_body(found))


def _attached(found: Found) -> TypedAnnex:
    label = found.words("appendix_label") or found.words("kind")
    head, _, rest = label.partition(":")
    title = _one_line(f"{rest} {found.words('appendix_title') or found.words('subject')}")
    return TypedAnnex(
        label=head.strip().upper(), subject=title, note=found.words("attached_to"), lines=tuple(_body(found))
    )


def _body(found: Found) -> Iterator[str]:
    lines: list[str] = []
    rows = _Rows()
    for piece in sorted((*found.body, *found.tables), key=lambda piece: piece.index):
        if _is_cell(piece):
            rows.add(piece.paragraph, lines)
            continue
        rows.end()
        lines += [_typed(_one_line(line)) for line in piece.paragraph.words.split("\n") if line.strip()]
    rows.end()
    yield from lines


def _is_cell(piece: Piece) -> bool:
    return piece.paragraph.spot is not None and piece.paragraph.spot.columns > 1


# ---------------------------------------------------------------- lines


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _typed(line: str) -> str:
    """Return a line of a body as it is typed; "./." at the end of it is the print's."""
    return typed_line(ended(line, ".") if line.endswith(END_OF_BODY) else line)
