"""The components of a document found among its paragraphs (PURE), wherever its writer laid them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final, Literal

from chidao.documents.checking.book import Book
from chidao.documents.checking.finding_foot import Foot, find_foot, foot_begins
from chidao.documents.checking.finding_rules import RuleUnder, rule_under
from chidao.documents.checking.finding_title import ADDRESSED, title_parts
from chidao.documents.checking.pieces import Piece, key_of, nonempty, parted, piece_of
from chidao.documents.checking.sheet import Paragraph, Sheet

Role = Literal["main", "attached", "appendix"]
# How like the norm's words a line must be to be taken for them.
LIKENESS: Final = 0.8
HEAD_REACH: Final = 40
LONGEST_IN_HEAD: Final = 120
RULED: Final[tuple[str, ...]] = ("motto", "issuer", "subject")
_NUMBER: Final = re.compile(r"\s*S[ốôoóòỐÔOÓÒ]\s*[:.]?\s*[\d\s.…_]*\w{0,2}\s*[-/–\\]", re.IGNORECASE)
_BARE_NUMBER: Final = re.compile(r"\s*S[ốô]\s*:?[\s\d.…_]*(?:[A-ZĐ]{2,}.*)?$")
_DATE: Final = re.compile(r"ng[aà]y[\s\d.…_]+th[aá]ng[\s\d.…_]+n[aă]m", re.IGNORECASE)
_SHORT_DATE: Final = re.compile(
    r"^[^\W\d_][^,;:\d]{1,40},?\s*(?:ng[aà]y\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*$", re.IGNORECASE
)
# What a line of place and date does not hold; the abbreviation of a city it may.
_SENTENCE: Final = re.compile(r"[:;(]|(?<!tp)\.", re.IGNORECASE)
_ABOUT: Final = re.compile(r"\s*(?:v\s*/\s*v|về việc)\b", re.IGNORECASE)
_APPENDIX: Final = re.compile(r"\s*phụ\s+lục(?:\s+(?:số\s+)?[ivxlc\d]+)?\s*[:.]?\s*$", re.IGNORECASE)
_APPENDIX_NAMED: Final = re.compile(r"\s*PHỤ LỤC\s+(?:SỐ\s+)?[IVXLC\d]+\s*[:.-]\s*\S")


@dataclass(frozen=True, slots=True)
class Form:
    """One document of a file: its main one, a regulation attached to it, or an appendix.

    `parts` holds the pieces of each component found; `rules` what is drawn under motto, issuer and subject.
    """

    role: Role
    parts: Mapping[str, tuple[Piece, ...]]
    rules: Mapping[str, tuple[RuleUnder, ...]]
    body: tuple[Piece, ...]
    foot: Foot
    tables: tuple[Piece, ...] = ()
    everything: tuple[Paragraph, ...] = field(default=(), repr=False)

    def part(self, name: str) -> tuple[Piece, ...]:
        """Return the pieces of a component, none where it was not found."""
        return self.parts.get(name, ())

    def words(self, name: str) -> str:
        """Return the words of a component on one line."""
        return " ".join(piece.said for piece in self.part(name))


def find_forms(sheet: Sheet, book: Book) -> tuple[Form, ...]:
    """Find the documents of a file in their order, each with its components; the first is the main one."""
    paragraphs = [paragraph for paragraph in sheet.paragraphs if paragraph.region == "page"]
    found: list[Form] = []
    for role, part in _split(paragraphs, book):
        found.append(_form(role, part, book))
    return tuple(found)


def is_national_name(text: str, book: Book) -> bool:
    """Tell whether a line is the national name, or meant to be."""
    return _like(text, book.words("national_name"))


def is_motto(text: str, book: Book) -> bool:
    """Tell whether a line is the motto, or meant to be."""
    return _like(text, book.words("motto"))


def _like(text: str, wanted: str) -> bool:
    one, other = key_of(text), key_of(wanted)
    if not len(other) * 0.7 <= len(one) <= len(other) * 1.3:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LIKENESS


# --- parts of the file ----------------------------------------------------------------------------------------------


def _split(paragraphs: Sequence[Paragraph], book: Book) -> Iterator[tuple[Role, list[Paragraph]]]:
    """Part a file into its main document and what is attached to it."""
    starts = [0, *(at for at in range(1, len(paragraphs)) if _begins_appendix(paragraphs, at))]
    first_end = starts[1] if len(starts) > 1 else len(paragraphs)
    foot_end = _end_of_foot(paragraphs[:first_end], book)
    if foot_end is not None and any(each.text.strip() for each in paragraphs[foot_end:first_end]):
        starts.insert(1, foot_end)
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        part = list(paragraphs[start:end])
        appendix = bool(start) and any(_is_appendix(each) for each in part[:4])
        yield ("appendix" if appendix else "attached") if start else "main", part


def _begins_appendix(paragraphs: Sequence[Paragraph], at: int) -> bool:
    spot = paragraphs[at].spot
    if not _is_appendix(paragraphs[at]) or (spot is not None and spot.lined):
        return False
    return _is_appendix_title(paragraphs, at)


def _is_appendix(paragraph: Paragraph) -> bool:
    return bool(_APPENDIX.match(paragraph.words) or _APPENDIX_NAMED.match(paragraph.words))


def _is_appendix_title(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Tell a label from a mention: it is centred or in bold, or begins a page."""
    paragraph = paragraphs[at]
    begins = paragraph.breaks_page or (at and paragraphs[at - 1].breaks_page)
    return paragraph.align == "center" or bool(begins) or any(run.bold for run in paragraph.runs)


def _end_of_foot(paragraphs: Sequence[Paragraph], book: Book) -> int | None:
    """Return after which paragraph the main document's foot is over; None where it has no foot."""
    begin = foot_begins(paragraphs, book, _end_of_head(paragraphs, book))
    if begin is None:
        return None
    tables = {each.spot.table for each in paragraphs[begin : begin + 3] if each.spot}
    for at in range(begin + 1, len(paragraphs)):
        paragraph = paragraphs[at]
        in_foot = paragraph.spot is not None and paragraph.spot.table in tables
        if not in_foot and paragraph.text.strip() and _starts_anew(paragraphs, at, book):
            return at
    return len(paragraphs)


def _starts_anew(paragraphs: Sequence[Paragraph], at: int, book: Book) -> bool:
    paragraph = paragraphs[at]
    if is_national_name(paragraph.text, book) or "conghoaxahoichunghia" in key_of(paragraph.text):
        return True
    kinds = {key_of(name) for name in book.words("kinds")}
    before = paragraphs[at - 1]
    new_page = paragraph.breaks_page or before.breaks_page or paragraph.section != before.section
    return new_page or (paragraph.align == "center" and key_of(paragraph.text) in kinds)


# --- one document ---------------------------------------------------------------------------------------------------


def _form(role: Role, paragraphs: list[Paragraph], book: Book) -> Form:
    head_end = _end_of_head(paragraphs, book) if role == "main" or _has_head(paragraphs, book) else 0
    foot = foot_begins(paragraphs, book, head_end) if role != "appendix" else None
    foot_at = len(paragraphs) if foot is None else foot
    head = [piece for each in paragraphs[:head_end] for piece in parted(each, book)]
    parts: dict[str, tuple[Piece, ...]] = _head_parts(head, book)
    middle = [piece_of(each, book) for each in paragraphs[head_end:foot_at]]
    titled = title_parts(role, middle, book, lettered="letter_subject" in parts)
    body, tables = _body_and_tables(middle, {piece.index for each in titled.values() for piece in each})
    bases = _bases(body, titled, book)
    rest = body[len(bases) :]
    parts |= titled | ({"basis": tuple(bases)} if bases else {})
    under = {
        name: rule_under(parts[name], [*head, *middle], from_next=name != "subject") for name in RULED if name in parts
    }
    drawn = frozenset(piece.index for piece in middle if piece.is_typed_rule)
    return Form(
        role,
        parts,
        under,
        tuple(piece for piece in rest if piece.index not in drawn),
        find_foot(paragraphs[foot_at:], book),
        tuple(tables),
        tuple(paragraphs),
    )


def _end_of_head(paragraphs: Sequence[Paragraph], book: Book) -> int:
    """Return after which paragraph the head is over: the last of its components, and the whole of its table."""
    last, seen = -1, 0
    for at, paragraph in enumerate(paragraphs):
        seen += bool(paragraph.text.strip())
        over = ADDRESSED.match(paragraph.text) or key_of(paragraph.text[:30]).startswith("noinhan")
        if seen > HEAD_REACH or over or (last >= 0 and _is_title(paragraph, book)):
            break
        if any(_head_name(piece, book) for piece in parted(paragraph, book)):
            last = at
    spot = paragraphs[last].spot if last >= 0 else None
    table = None if spot is None else spot.table
    while last >= 0 and last + 1 < len(paragraphs) and _goes_on(paragraphs[last + 1], table):
        last += 1
    return last + 1


def _has_head(paragraphs: Sequence[Paragraph], book: Book) -> bool:
    """Tell whether what is attached has a head of its own: the national name among its first lines."""
    first = [each for each in paragraphs if each.text.strip()][:10]
    return any(is_national_name(piece.text, book) for each in first for piece in parted(each, book))


def _is_title(paragraph: Paragraph, book: Book) -> bool:
    """Tell whether a line across the page names the document, so that the head is over."""
    if paragraph.spot is not None or not paragraph.text.strip():
        return False
    piece = piece_of(paragraph, book)
    if piece.key in {key_of(name) for name in book.words("kinds")}:
        return True
    in_the_middle = paragraph.align == "center" and paragraph.room_mm > paragraph.column_width_mm * 0.9
    return in_the_middle and piece.is_capitals and not _head_name(piece, book) and not _begins_agency(piece, book)


def _goes_on(paragraph: Paragraph, table: int | None) -> bool:
    if table is not None and paragraph.spot is not None and paragraph.spot.table == table:
        return True
    return bool(_ABOUT.match(paragraph.text)) and paragraph.spot is None and not any(run.bold for run in paragraph.runs)


def _head_name(piece: Piece, book: Book) -> str:
    """Return which component of the head a piece is, by its words alone; "" for none."""
    if len(piece.said) > LONGEST_IN_HEAD:
        return ""
    tests = {
        "national_name": is_national_name(piece.text, book),
        "motto": is_motto(piece.text, book),
        "urgency": piece.said.upper() in {name.upper() for name in book.words("stamps_mm")},
        "place_date": _is_dated(piece),
        "number": bool(_NUMBER.match(piece.text) or (_BARE_NUMBER.match(piece.text) and len(piece.said) < 40)),
    }
    return next((name for name, holds in tests.items() if holds), "")


def _is_dated(piece: Piece) -> bool:
    """Tell a line of place and date from a sentence that holds a date."""
    full = _DATE.search(piece.text) and len(piece.said) < 70 and not _SENTENCE.search(piece.said.rstrip(". …"))
    return bool(full or _SHORT_DATE.match(piece.said))


def _head_parts(head: Sequence[Piece], book: Book) -> dict[str, tuple[Piece, ...]]:
    found: dict[str, tuple[Piece, ...]] = {}
    names: list[Piece] = []
    for piece in nonempty(head):
        if piece.is_typed_rule:
            continue
        name = _head_name(piece, book)
        if name and name not in found:
            found[name] = (piece,)
        elif not name and "number" in found and _is_letter_subject(piece, found):
            found["letter_subject"] = (*found.get("letter_subject", ()), piece)
        elif not name and "number" not in found and not _ABOUT.match(piece.text):
            names.append(piece)
        elif not name and _ABOUT.match(piece.text):
            found["letter_subject"] = (piece,)
    return found | _issuers(names, book)


def _is_letter_subject(piece: Piece, found: Mapping[str, tuple[Piece, ...]]) -> bool:
    """Tell whether a piece under the number is an official letter's subject, or goes on with it."""
    if _ABOUT.match(piece.text):
        return True
    number = found["number"][0]
    return abs(piece.centre_mm - number.centre_mm) < 25 and piece.paragraph.spot is not None


def _issuers(names: Sequence[Piece], book: Book) -> dict[str, tuple[Piece, ...]]:
    """Part the names in the head into the superior body's and the issuer's."""
    if not names:
        return {}
    at = next(
        (at for at in range(1, len(names)) if names[at].mostly("bold") and not names[at - 1].mostly("bold")), None
    )
    if at is None:
        at = max((at for at in range(1, len(names)) if _begins_agency(names[at], book)), default=0)
    superior = {"superior": tuple(names[:at])} if at else {}
    return superior | {"issuer": tuple(names[at:])}


def _begins_agency(piece: Piece, book: Book) -> bool:
    said = piece.said.upper()
    return any(said.startswith(f"{name} ") or said == name for name in book.words("agencies"))


# --- body and bases --------------------------------------------------------------------------------------------------


def _body_and_tables(middle: Sequence[Piece], taken: Iterable[int]) -> tuple[list[Piece], list[Piece]]:
    used = set(taken)
    body = [piece for piece in middle if piece.index not in used]
    tables = [piece for piece in body if piece.paragraph.spot and piece.paragraph.spot.columns > 1]
    last = max(used, default=0)
    plain = [piece for piece in body if not (piece.paragraph.spot and piece.paragraph.spot.columns > 1)]
    return [piece for piece in plain if piece.index > last or not used], tables


def _bases(body: Sequence[Piece], titled: Mapping[str, object], book: Book) -> list[Piece]:
    """Return the legal bases: those at the head of the body that are worded and set as bases."""
    begins = tuple(book.words("basis_begins"))
    strict = _is_ordering(titled, book)
    found: list[Piece] = []
    last = 0
    for at, piece in enumerate(body):
        if not piece.text.strip() or piece.is_typed_rule:
            continue
        if not piece.said.startswith(begins) or not _is_basis(piece, found, strict=strict):
            break
        found.append(piece)
        last = at + 1
    return list(body[:last])


def _is_ordering(titled: Mapping[str, object], book: Book) -> bool:
    kind = titled.get("kind")
    return isinstance(kind, tuple) and kind[0].key in {key_of("NGHỊ QUYẾT"), key_of("QUYẾT ĐỊNH")}


def _is_basis(piece: Piece, found: Sequence[Piece], *, strict: bool) -> bool:
    if strict:
        return True
    if piece.mostly("italic") or piece.said.endswith(";"):
        return True
    return bool(found) and piece.said.endswith(".") and piece.said.startswith(("Căn cứ", "Theo đề nghị", "Xét"))
