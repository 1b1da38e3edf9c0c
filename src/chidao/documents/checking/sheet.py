"""A .docx as plain values (PURE): paragraphs as they print, styles and themes resolved, and the pages they stand on.

Lengths are in millimetres (`_mm`) or points (`_pt`). What a file does not say stands as Word would print it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
Region = Literal["page", "header", "footer"]
SpacingRule = Literal["auto", "exact", "least"]
MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike. `fonts` print its letters; `colour` is six hex digits, "" when automatic."""

    text: str
    fonts: tuple[str, ...]
    size_pt: float
    bold: bool
    italic: bool
    underlined: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn under or over a text; None for a length or a place that the file does not say."""

    length_mm: float | None
    solid: bool
    centre_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Border:
    """One border of a paragraph."""

    side: str
    solid: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop, from where the paragraph's column begins."""

    at_mm: float
    kind: Align


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a table: which table, row and column, counted from 0; `columns` and `lined` tell of the table."""

    table: int
    row: int
    column: int
    columns: int
    lined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph as it prints.

    `index` counts from 1 over the whole file; `column_left_mm` is where its column begins, from the left margin;
    `first_mm` is the first line's indent relative to `left_mm`, negative when it hangs; `line` is a number of lines for
    the rule "auto", else points. `number` is what Word writes before it by itself.
    """

    index: int
    runs: tuple[Run, ...]
    region: Region
    section: int
    spot: Spot | None
    boxed: bool
    style: str
    align: Align
    column_left_mm: float
    column_width_mm: float
    left_mm: float
    right_mm: float
    first_mm: float
    before_pt: float
    after_pt: float
    contextual: bool
    spacing: SpacingRule
    line: float
    tabs: tuple[Tab, ...]
    borders: tuple[Border, ...]
    rules: tuple[Rule, ...]
    number: str
    breaks_page: bool
    rendered_break: bool
    numbers_page: bool

    @property
    def text(self) -> str:
        """The words, without what Word numbers by itself; a line break is a newline, a tab a tab."""
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """The words as they are read: its number first."""
        return f"{self.number} {self.text}" if self.number else self.text

    @property
    def room_mm(self) -> float:
        """How wide a line of it may be."""
        return self.column_width_mm - self.left_mm - self.right_mm

    def bordered(self, *sides: str) -> bool:
        """Tell whether it has a border on each of these sides."""
        return set(sides) <= {border.side for border in self.borders}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages that are alike. `number_format` is Word's name ("decimal"); `starts_at` where its numbers begin anew.

    `headers` and `footers` hold the paragraphs of "default", "first" and "even", those taken over from the section
    before too; `own_first` says that its first page has a header of its own.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    own_first: bool
    even_odd: bool
    number_format: str
    starts_at: int | None
    new_page: bool
    headers: dict[str, tuple[Paragraph, ...]]
    footers: dict[str, tuple[Paragraph, ...]]

    @property
    def text_width_mm(self) -> float:
        """The width between the side margins."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def landscape(self) -> bool:
        """Whether its pages are wider than high."""
        return self.width_mm > self.height_mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole file: its paragraphs in reading order, its sections, and how many pages its writer counted."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    pages: int | None
