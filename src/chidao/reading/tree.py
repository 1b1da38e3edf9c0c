"""The tree of a text that was read (PURE): what `read_law` gives and what all finders of norms work on.

Every piece has a span in the text *as it was given*, before anything was normalised. `Law.words(span)` gives the words
there in their normal form (NFC, plain spaces, Đ for its look-alikes, lines joined), which is what rules should look at.
What the text does not say, or says unreadably, is None, and a `Problem` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from chidao.kernel.citations import Citation
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.symbols import DocumentSymbol
from chidao.kernel.wording import Text
from chidao.reading.normal import NormalText

Role: TypeAlias = Literal["decision", "regulation", "appendix"]
"""What a part of the text is: its own body, a regulation (or the like) issued with it, an appendix or list."""

HeadingKind: TypeAlias = Literal["part", "chapter", "section", "subsection", "group", "appendix"]
"""Phần, Chương, Mục, Tiểu mục; `group` is a numbered or bare heading of a text without articles ("I. MỤC ĐÍCH")."""

Relation: TypeAlias = Literal["replaces", "repeals", "ends", "amends"]
"""What a text does to another: thay thế, bãi bỏ, (làm) hết hiệu lực, sửa đổi, bổ sung."""

Form: TypeAlias = Literal["news", "formal"]
"""`news` is a report about a document, `formal` the document itself."""


class Span(NamedTuple):
    """Characters from `start` up to, not including, `end` of the text as it was given."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dash:
    """An unnumbered item (gạch đầu dòng); `lead` is what follows its sign."""

    span: Span
    lead: Span


@dataclass(frozen=True, slots=True)
class Point:
    """A point (điểm), label "a", or a subpoint (tiết). `lead` is its own words, before the items under it."""

    label: str
    span: Span
    lead: Span
    dashes: tuple[Dash, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of another instrument that an amending text quotes: never part of this text's own numbering.

    `articles`, `clauses` and `points` are what stands in it, as far as it has such; `closed` says whether its closing
    mark was found.
    """

    span: Span
    articles: tuple[Article, ...] = ()
    clauses: tuple[Clause, ...] = ()
    points: tuple[Point, ...] = ()
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or a member of a list: its number as written ("" where it has none) and its other cells."""

    label: str
    cells: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table, from lines parted by tabs or bars or from a cell a line. `header` is the words of its head, in order."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause (khoản), label "1", or a numbered item of a list ("1.2" within `clauses` of "1").

    `lead` is its own words before the first point, dash or item; its span also holds what it says after those (đoạn
    cuối). A person numbered in a list of members under an article is a clause too; its cells are then `cells`.
    """

    label: str
    span: Span
    lead: Span
    points: tuple[Point, ...] = ()
    dashes: tuple[Dash, ...] = ()
    clauses: tuple[Clause, ...] = ()
    quotes: tuple[Quote, ...] = ()
    cells: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article (Điều), label "7" or "4a".

    `title` is None where what follows the number is a sentence and no title; `lead` is its own words before the first
    clause, point or dash, the title left out. `points` are those that stand under no clause.
    """

    label: str
    title: str | None
    span: Span
    lead: Span
    clauses: tuple[Clause, ...] = ()
    points: tuple[Point, ...] = ()
    dashes: tuple[Dash, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above articles or items; `span` is the heading's own lines. `label` is "" for one without a number."""

    kind: HeadingKind
    label: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """Numbered items that stand under no article, with the heading or the sentence they stand under."""

    label: str
    title: str
    span: Span
    clauses: tuple[Clause, ...]
    points: tuple[Point, ...] = ()
    dashes: tuple[Dash, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text without articles, counted from 1 in the order in which citations count them (đoạn)."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch with its own numbering: the document's body, the regulation attached to it, an appendix.

    `kind` is what it calls itself ("Quy chế", "Phụ lục"), `label` its number ("I") where it has one. `headings` are in
    the order of the text; `groups` and `paragraphs` hold what stands under no article.
    """

    role: Role
    kind: str
    label: str
    title: str
    span: Span
    headings: tuple[Heading, ...] = ()
    articles: tuple[Article, ...] = ()
    groups: tuple[Group, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def chapters(self) -> tuple[Heading, ...]:
        """Return the chapters (Chương)."""
        return tuple(heading for heading in self.headings if heading.kind == "chapter")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another instrument, as it is named: "Quyết định số 2488/QĐ-UBND ngày 17 tháng 10 năm 2019 …".

    `symbol` is None for one named without a number, `name` then says it ("Luật Tổ chức Chính phủ"). `citations` are
    the places of it that are meant, if any are named.
    """

    span: Span
    kind: str
    name: str
    symbol: DocumentSymbol | None = None
    dated_on: PartialDate | None = None
    citations: tuple[Citation, ...] = ()

    def __str__(self) -> str:
        return str(self.symbol) if self.symbol else self.name


@dataclass(frozen=True, slots=True)
class Base:
    """A legal base (Căn cứ) with the instruments it names."""

    span: Span
    cites: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What this text does to another, whole, or to some `citations` of it."""

    relation: Relation
    reference: Reference
    span: Span


@dataclass(frozen=True, slots=True)
class Effect:
    """When the text takes effect: on a day, or from its signing; `span` is the sentence."""

    span: Span
    on: PartialDate | None
    from_signing: bool


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the forms ("TM.", "KT."…, outermost first), the posts as written, and the name.

    `for_whom` is the post or body signed for ("THỦ TƯỚNG" of "KT. THỦ TƯỚNG"), "" where one signs for oneself.
    """

    span: Span
    forms: tuple[str, ...]
    for_whom: str
    posts: tuple[str, ...]
    name: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The facts of the document. `number` and `symbol` are as written ("05", "QĐ-BCĐ"), joined by `separator`.

    `issuer` is the body of the letterhead (or of the note "ban hành kèm theo …"), `authority` who decides by the words
    above the bases, `parent` the body above the issuer. `dated_on` may be known in part; `issued_on` only when whole.
    """

    form: Form
    kind: str | None
    number: str | None
    symbol: str | None
    separator: str
    dated_on: PartialDate | None
    place: str | None
    issuer: str | None
    parent: str | None
    authority: str | None
    title: str | None
    signer: Signer | None

    @property
    def issued_on(self) -> str | None:
        """Return the whole date as "2020-03-25", or None."""
        day = self.dated_on.exact if self.dated_on else None
        return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the original, or something the reader could not be sure of. `code` is stable, `says` for people."""

    code: str
    says: Text
    span: Span


@dataclass(frozen=True, slots=True)
class Law:
    """A text that was read."""

    source: NormalText = field(repr=False)
    document: Document
    bases: tuple[Base, ...]
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    effect: Effect | None
    recipients: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def replaces(self) -> tuple[str, ...]:
        """Return the numbers of the instruments that this one puts out of force as a whole, in order, each once."""
        ended = (link.reference for link in self.links if link.relation != "amends" and not link.reference.citations)
        return tuple(dict.fromkeys(str(reference) for reference in ended))

    @property
    def span(self) -> Span:
        """Return the span of the whole text."""
        return Span(0, len(self.source.given))

    def words(self, span: Span) -> str:
        """Return the words of a span in normal form: NFC, single plain spaces, lines joined."""
        return " ".join(self.source.normal_of(span.start, span.end).split())

    def spanning(self, start: int, end: int) -> Span:
        """Return the span, in the text as given, of characters `start` to `end` of `source.text` (the normal text)."""
        return Span(*self.source.given_span(start, end))

    def articles(self) -> Iterator[tuple[Part, Article]]:
        """Yield every article with its part, in order."""
        for part in self.parts:
            yield from ((part, article) for article in part.articles)

    def part(self, role: Role) -> Part | None:
        """Return the first part of a role."""
        return next((part for part in self.parts if part.role == role), None)
