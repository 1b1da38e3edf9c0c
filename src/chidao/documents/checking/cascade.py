"""Styles, themes and lists of a .docx resolved (ECMA-376 Part 1, 17.7): how runs and paragraphs print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chidao.documents.checking.package import (
    A,
    Element,
    Package,
    W,
    child,
    child_value,
    is_on,
    millimetres,
    points,
    value,
    whole,
)
from chidao.kernel.numerals import roman

# What Word prints where a file says nothing.
BARE_FONT: Final = "Times New Roman"
BARE_SIZE: Final = 10.0
AUTO_SPACE: Final = 14.0
TOGGLES: Final = ("b", "i", "caps", "vanish")
_DEEPEST: Final = 30
_ALIGNED: Final = {
    "center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify",
    "thaiDistribute": "justify", "lowKashida": "justify", "mediumKashida": "justify", "highKashida": "justify",
}  # fmt: skip
Look = dict[str, Any]


@dataclass(slots=True)
class Style:
    """A style: its name, what it is based on, and its own properties."""

    name: str
    based_on: str | None
    paragraph: Element | None
    run: Element | None
    table: Element | None


@dataclass(slots=True)
class Level:
    """A level of a list: the kind of its numbers, how they are written, and its indents."""

    kind: str
    written: str
    start: int
    shape: Look


@dataclass(slots=True)
class Styles:
    """All that a document's parts look up."""

    styles: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str | None = None
    run_defaults: Look = field(default_factory=dict)
    paragraph_defaults: Look = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def chain(self, style_id: str | None) -> list[Style]:
        """Return a style and what it is based on, the root first."""
        found: list[Style] = []
        seen: set[str] = set()
        while style_id and style_id in self.styles and style_id not in seen and len(found) < _DEEPEST:
            seen.add(style_id)
            found.append(self.styles[style_id])
            style_id = found[-1].based_on
        return found[::-1]

    def style_name(self, style_id: str | None) -> str:
        """Return the name of a paragraph's style, the default one's where it names none."""
        known = self.styles.get(style_id or self.default_paragraph or "")
        return known.name if known else ""

    def run_look(self, paragraph_style: str | None, table_style: str | None, direct: Element | None) -> Look:
        """Return how a run prints: defaults, table, paragraph style, character style, its own."""
        look = dict(self.run_defaults)
        look |= self._of_styles(table_style)
        in_paragraph = self._of_styles(paragraph_style or self.default_paragraph)
        in_character = self._of_styles(child_value(direct, "rStyle"))
        look |= in_paragraph
        look |= {
            # A toggle set by both kinds of style switches itself off (17.7.3).
            name: (bool(in_paragraph.get(name)) != bool(said)) if name in TOGGLES else said
            for name, said in in_character.items()
        }
        return look | self.run_properties(direct)

    def paragraph_look(self, properties: Element | None, table_style: str | None) -> Look:
        """Return how a paragraph prints: defaults, table, list, style, its own; `list` is (id, level) or None."""
        look = dict(self.paragraph_defaults)
        for style in self.chain(table_style):
            look |= paragraph_properties(style.paragraph)
        styled: Look = {}
        for style in self.chain(child_value(properties, "pStyle") or self.default_paragraph):
            styled |= paragraph_properties(style.paragraph)
        own = paragraph_properties(properties)
        level = self.level_of(own.get("list") or styled.get("list"))
        shape = level.shape if level else {}
        middle = (styled, shape) if own.get("list") else (shape, styled)
        for each in (*middle, own):
            look |= each
        return look

    def level_of(self, place: tuple[str, int] | None) -> Level | None:
        """Return the level of a list at a place (id, level), or None."""
        return self.levels.get(self.lists.get(place[0], ""), {}).get(place[1]) if place else None

    def number(self, place: tuple[str, int] | None) -> str:
        """Count a paragraph of a list and return what Word writes before it; "" for none."""
        level = self.level_of(place)
        if place is None or level is None:
            return ""
        abstract = self.lists[place[0]]
        counts = self.counts[abstract]
        counts[place[1]] = counts.get(place[1], level.start - 1) + 1
        for deeper in [each for each in counts if each > place[1]]:
            del counts[deeper]
        return _written(self.levels[abstract], counts, level)

    def _of_styles(self, style_id: str | None) -> Look:
        look: Look = {}
        for style in self.chain(style_id):
            look |= self.run_properties(style.run)
        return look

    def run_properties(self, properties: Element | None) -> Look:
        """Return what an element of run properties says, only what it says."""
        if properties is None:
            return {}
        look: Look = {name: is_on(found) for name in TOGGLES if (found := child(properties, name)) is not None}
        look |= self._fonts(child(properties, "rFonts"))
        size = points(child_value(properties, "sz"), per_point=2)
        if size is not None:
            look["size"] = size
        underline = child(properties, "u")
        if underline is not None:
            look["underline"] = value(underline) not in {None, "none"}
        colour = child_value(properties, "color")
        if colour is not None:
            look["colour"] = "" if colour == "auto" else colour.upper()
        return look

    def _fonts(self, fonts: Element | None) -> Look:
        found: Look = {}
        for script in ("ascii", "hAnsi"):
            theme = self.theme.get((value(fonts, f"{script}Theme") or "")[:5])
            name = theme or value(fonts, script)
            if name:
                found[script] = name
        return found


def paragraph_properties(properties: Element | None) -> Look:
    """Return what an element of paragraph properties says, only what it says."""
    if properties is None:
        return {}
    look: Look = {}
    align = child_value(properties, "jc")
    if align is not None:
        look["align"] = _ALIGNED.get(align, "left")
    contextual = child(properties, "contextualSpacing")
    if contextual is not None:
        look["contextual"] = is_on(contextual)
    look |= _indents(child(properties, "ind")) | _spacing(child(properties, "spacing"))
    for name in ("pBdr", "tabs", "pageBreakBefore", "framePr"):
        if (found := child(properties, name)) is not None:
            look[name] = found
    numbered = child(properties, "numPr")
    if numbered is not None:
        look["list"] = _place(numbered)
    return look


def _place(numbered: Element) -> tuple[str, int] | None:
    known = child_value(numbered, "numId")
    return (known, whole(child_value(numbered, "ilvl")) or 0) if known and known != "0" else None


def _indents(indents: Element | None) -> Look:
    found: Look = {}
    for name, sources in (("left", ("start", "left")), ("right", ("end", "right"))):
        for source in sources:
            said = millimetres(value(indents, source))
            if said is not None:
                found[name] = said
    first, hanging = millimetres(value(indents, "firstLine")), millimetres(value(indents, "hanging"))
    if first is not None:
        found["first"] = first
    if hanging is not None:
        found["first"] = -hanging
    return found


def _spacing(spacing: Element | None) -> Look:
    found: Look = {}
    for name in ("before", "after"):
        automatic = value(spacing, f"{name}Autospacing") in {"1", "true", "on"}
        said = AUTO_SPACE if automatic else points(value(spacing, name))
        if said is not None:
            found[name] = said
    line, rule = value(spacing, "line"), value(spacing, "lineRule")
    said = points(line)
    if said is not None:
        kind = {"exact": "exact", "atLeast": "least"}.get(rule or "auto", "auto")
        found["line"] = (kind, said / 12 if kind == "auto" else said)
    return found


# --- loading --------------------------------------------------------------------------------------------------------


def load_styles(package: Package) -> Styles:
    """Load the styles, theme fonts and lists of a document."""
    styles = Styles(theme=dict(_theme(package.part_of_kind("theme"))))
    sheet = package.part_of_kind("styles")
    if sheet is not None:
        for each in sheet.iter(f"{W}style"):
            _add_style(styles, each)
        defaults = child(sheet, "docDefaults")
        styles.run_defaults = styles.run_properties(child(child(defaults, "rPrDefault"), "rPr"))
        styles.paragraph_defaults = paragraph_properties(child(child(defaults, "pPrDefault"), "pPr"))
    _add_lists(styles, package.part_of_kind("numbering"))
    return styles


def _add_style(styles: Styles, style: Element) -> None:
    style_id = value(style, "styleId") or ""
    name, based_on = child_value(style, "name") or style_id, child_value(style, "basedOn")
    properties = (child(style, each) for each in ("pPr", "rPr", "tblPr"))
    styles.styles[style_id] = Style(name, based_on, *properties)
    if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}:
        styles.default_paragraph = style_id


def _theme(theme: Element | None) -> Iterator[tuple[str, str]]:
    for name in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//{A}{name}Font/{A}latin")
        if latin is not None and latin.get("typeface"):
            yield name, latin.get("typeface")


def _add_lists(styles: Styles, numbering: Element | None) -> None:
    if numbering is None:
        return
    for abstract in numbering.findall(f"{W}abstractNum"):
        key = value(abstract, "abstractNumId") or ""
        styles.levels[key] = {whole(value(each, "ilvl")) or 0: _level(each) for each in abstract.findall(f"{W}lvl")}
    for each in numbering.findall(f"{W}num"):
        styles.lists[value(each, "numId") or ""] = child_value(each, "abstractNumId") or ""


def _level(level: Element) -> Level:
    start = whole(child_value(level, "start"))
    return Level(
        child_value(level, "numFmt") or "decimal",
        child_value(level, "lvlText") or "",
        1 if start is None else start,
        {name: said for name, said in paragraph_properties(child(level, "pPr")).items() if name != "list"},
    )


# --- numbers --------------------------------------------------------------------------------------------------------


def _written(levels: Mapping[int, Level], counts: Mapping[int, int], level: Level) -> str:
    if level.kind == "bullet":
        return "-" if level.written.strip() in {"-", "–", "−"} else "•"
    if level.kind == "none":
        return ""

    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        known = levels.get(at, level)
        return _in_kind(counts.get(at, known.start), known.kind)

    return re.sub(r"%(\d)", count, level.written).strip()


def _in_kind(count: int, kind: str) -> str:
    if kind.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman"):
        written = roman(count)
        return written if kind.startswith("upper") else written.lower()
    return f"{count:02d}" if kind == "decimalZero" else str(count)
