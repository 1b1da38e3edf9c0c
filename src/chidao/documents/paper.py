"""A document as its components, before any file format (PURE). NĐ 30/2020, Phụ lục I.

Every word that belongs to one committee (names, posts, symbols, places) is given by the caller; only the words that the
norm fixes for every document stand here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Final, Literal

from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
LETTER_SALUTATION: Final = "Kính gửi"
INVITATION_SALUTATION: Final = "Kính mời"
RECIPIENTS_HEAD: Final = "Nơi nhận:"
AS_ADDRESSED: Final = "Như trên"
END_OF_BODY: Final = "./."
# An article, its name in bold with or without a title (mục II.6), and an appendix, its pages counted anew (mục III.1).
ARTICLE: Final = "Điều "
APPENDIX: Final = "Phụ lục"
# Room left for a number or a day written by hand: no-break spaces, so that the line does not break in it.
BLANK: Final = "\u00a0" * 6
WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

Urgency = Literal["urgent", "very_urgent", "immediate"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. A line break in it begins a further paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the body, in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with a mark before it ("1.", "a)", "-"), and a title in bold where it has one."""

    mark: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its share of the width, and whether its cells are centred."""

    title: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body; each row has one text for each column, and is at least `row_mm` millimetres high."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_mm: float = 0

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of the table has another number of cells than the table has columns")


@dataclass(frozen=True, slots=True)
class Centred:
    """A line in bold in the middle: "QUYẾT ĐỊNH:", a chapter's number, its title in capitals."""

    text: str
    capitals: bool = False


Block = Paragraph | Heading | Numbered | Table | Centred


@dataclass(frozen=True, slots=True)
class Annex:
    """What is issued with the document, from a page of its own: its kind, what it is about, the note under it."""

    kind_name: str
    subject: str
    note: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document, component by component.

    `issuer`, `superior_body` and `signature` are given as they are spelt in a sentence; capitals are the printer's
    work. A line break in them or in `subject` says where to break the line. `number` None leaves room to write it by
    hand, and so does `dated_on` None, with `year` printed where it is given. `symbol` None: the paper has no number
    line (a list, a form). `kind_name` None is an official letter: its subject stands under the number after "V/v".
    `filing` is what follows "Lưu:". `closed` puts "./." after the body. `competent` is who decides, over the bases of a
    decision; `co_signature` is who signs beside the signer, at the left (the secretary of minutes, form 1.9).
    Raises BadInput, naming each component that holds a character that cannot be printed.
    """

    issuer: str
    place: str
    subject: str
    body: tuple[Block, ...]
    superior_body: str = ""
    number: int | None = None
    symbol: str | None = None
    dated_on: date | None = None
    year: int | None = None
    kind_name: str | None = None
    salutation: str = LETTER_SALUTATION
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    competent: str = ""
    signature: tuple[str, ...] = ()
    signer_name: str | None = None
    co_signature: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: str = ""
    urgency: Urgency | None = None
    closed: bool = True
    annexes: tuple[Annex, ...] = ()

    def __post_init__(self) -> None:
        raise_if_any(BadInput, _unprintable_parts(self))

    def number_line(self) -> str | None:
        """Return "Số: 05/TB-ABC", the number at least two digits long; None for a paper without a symbol."""
        if self.symbol is None:
            return None
        return f"Số: {BLANK if self.number is None else padded(self.number)}/{self.symbol}"

    def place_line(self) -> str:
        """Return the place and the date, with room for what is to be written by hand."""
        if self.dated_on is not None:
            return f"{self.place}, {long_date(self.dated_on)}"
        return f"{self.place}, ngày{BLANK}tháng{BLANK}năm {self.year or BLANK}"

    def title(self) -> str:
        """Return the name by which the document is known: its kind and its subject on one line."""
        return on_one_line(f"{self.kind_name or 'Công văn'} {self.subject}")

    def letter_subject(self) -> str:
        """Return "V/v …", the subject as an official letter shows it."""
        return f"V/v {self.subject}"

    def basis_lines(self) -> tuple[str, ...]:
        """Return the legal bases, each ending ";" and the last "."."""
        return _ended_as_list(self.bases)

    def addressee_lines(self) -> tuple[str, ...]:
        """Return "- …;" for each addressee when there are several, and the bare name when there is one."""
        if len(self.addressees) < 2:
            return self.addressees
        return tuple(f"- {line}" for line in _ended_as_list(self.addressees))

    def recipient_lines(self) -> tuple[str, ...]:
        """Return the recipients, each "- …;", and last where the copy is kept, "- Lưu: VT, …."."""
        listed = [*self.recipients, *([f"Lưu: {self.filing}"] if self.filing else [])]
        return tuple(f"- {line}" for line in _ended_as_list(tuple(listed)))

    def closed_body(self) -> tuple[Block, ...]:
        """Return the body with "./." after its last text; a last table is left as it is."""
        if not self.closed or not self.body:
            return self.body
        *before, last = self.body
        return (*before, _closed(last))


def padded(number: int) -> str:
    """Write a whole number as the norm does: below 10 with a zero before it."""
    return f"{number:02d}"


def long_date(day: date) -> str:
    """Write "ngày 05 tháng 02 năm 2020": days below 10 and months 1 and 2 have a zero before them, months 3–9 not."""
    return f"ngày {padded(day.day)} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """Write "05/02/2020" or "25/3/2020", by the same rule."""
    return f"{padded(day.day)}/{_month(day)}/{day.year}"


def weekday_date(day: date) -> str:
    """Write "thứ Sáu, ngày 28 tháng 8 năm 2020"."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def clock_time(at: datetime) -> str:
    """Write "08 giờ 30"; the instant is read in the zone that it carries."""
    return f"{padded(at.hour)} giờ {at.minute:02d}"


def ended(text: str, mark: str) -> str:
    """End a text by `mark`, whatever punctuation it ended by."""
    return text.rstrip().rstrip(".;,:/").rstrip() + mark


def on_one_line(text: str) -> str:
    """Take the line breaks and the doubled spaces out of a text."""
    return " ".join(text.split())


def is_printable(text: str) -> bool:
    """Tell whether a text can stand in a document: no control characters but the line break, no broken characters."""
    return all(sign == "\n" or unicodedata.category(sign) not in _UNPRINTABLE for sign in text)


# Control characters, lone surrogates and code points that are no characters: XML 1.0 cannot carry them.
_UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Cn"})


def _month(day: date) -> str:
    return padded(day.month) if day.month < 3 else str(day.month)


def _ended_as_list(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ended(line, ";") for line in lines[:-1]) + tuple(ended(line, ".") for line in lines[-1:])


def _closed(block: Block) -> Block:
    match block:
        case Table():
            return block
        case Numbered(mark, text, title):
            return Numbered(mark, ended(text, END_OF_BODY), title)
        case Centred():
            return block
        case Paragraph(text) | Heading(text):
            return type(block)(ended(text, END_OF_BODY))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _unprintable_parts(paper: Paper) -> Iterator[Reason]:
    for field in fields(paper):
        if not all(is_printable(text) for text in _texts(getattr(paper, field.name))):
            yield Reason(
                code="unprintable",
                field=field.name,
                says=Text("Có ký tự không in được.", "It holds a character that cannot be printed."),
                remedy=Text("Gõ lại đoạn chữ này thay vì dán.", "Type this text again instead of pasting it."),
            )
