"""What is drawn in a .docx: straight lines with their length and place, and the boxes of text beside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chidao.documents.checking.package import MC, VML, WP, WPS, A, Element, W, millimetres, value
from chidao.documents.checking.sheet import Border, Rule

EMU_PER_POINT: Final = 12_700
_LINES: Final = frozenset({"line", "straightConnector1"})
_CONNECTOR: Final = "_x0000_t32"
_NO_LINE: Final = frozenset({"none", "nil"})
_SOLID: Final = frozenset({"single", "thick", "double"})
# A shape flatter than this is a line, whatever it is called.
_FLAT_MM: Final = 1.0


def shapes_of(run: Element) -> Iterator[Element]:
    """Yield the drawings of a run; where a drawing is given in two forms, the newer one."""
    for each in run:
        if each.tag == f"{MC}AlternateContent":
            choice = each.find(f"{MC}Choice")
            yield from () if choice is None else shapes_of(choice)
        elif each.tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            yield each


def boxes_of(shape: Element) -> Iterator[tuple[Element, float | None]]:
    """Yield the boxes of text in a drawing, each with its width."""
    for content in shape.iter(f"{W}txbxContent"):
        yield content, _width(shape)


def rules_of(shape: Element, column_left: float, column_width: float, margin_left: float) -> Iterator[Rule]:
    """Yield the straight lines of a drawing, placed in millimetres from the left margin."""
    for anchor in (*shape.iter(f"{WP}anchor"), *shape.iter(f"{WP}inline")):
        length, height = (_extent(anchor, side) for side in ("cx", "cy"))
        if _is_line(anchor, length, height):
            start = _start(anchor, column_left, column_width, margin_left, length)
            yield Rule(length, _is_solid(anchor), None if start is None or length is None else start + length / 2)
    for line in shape.iter(f"{VML}line", f"{VML}shape"):
        found = _vml_ends(line)
        if found is not None:
            start, length = found
            yield Rule(length, not _dashed(line), column_left + start + length / 2 if start is not None else None)


def borders_of(borders: Element | None) -> tuple[Border, ...]:
    """Return the borders that an element of paragraph borders draws."""
    found = []
    for each in () if borders is None else borders:
        kind = value(each) or "none"
        if kind not in _NO_LINE:
            found.append(Border(each.tag.rpartition("}")[2], kind in _SOLID))
    return tuple(found)


def draws_lines(borders: Element | None) -> bool:
    """Tell whether a table's borders draw at least its upright inner lines or its frame."""
    return any(border.side in {"insideV", "insideH", "left", "top", "start"} for border in borders_of(borders))


def _is_line(anchor: Element, length: float | None, height: float | None) -> bool:
    if any(True for _ in anchor.iter(f"{W}txbxContent")):
        return False
    kinds = {each.get("prst") for each in anchor.iter(f"{A}prstGeom")}
    shapes = any(True for _ in anchor.iter(f"{WPS}wsp"))
    return bool(kinds & _LINES) or (shapes and height is not None and height < _FLAT_MM < (length or 0))


def _is_solid(anchor: Element) -> bool:
    return all(each.get("val") == "solid" for each in anchor.iter(f"{A}prstDash"))


def _extent(anchor: Element, side: str) -> float | None:
    extent = anchor.find(f"{WP}extent")
    return None if extent is None else millimetres(extent.get(side), per_point=EMU_PER_POINT)


def _width(shape: Element) -> float | None:
    for anchor in (*shape.iter(f"{WP}anchor"), *shape.iter(f"{WP}inline")):
        return _extent(anchor, "cx")
    for each in shape.iter(f"{VML}shape", f"{VML}rect"):
        return millimetres(_css(each).get("width"))
    return None


def _start(anchor: Element, column: float, width: float, margin: float, length: float | None) -> float | None:
    place = anchor.find(f"{WP}positionH")
    if place is None or length is None:
        return None
    origin = {"column": column, "margin": 0.0, "page": -margin, "character": column}.get(place.get("relativeFrom", ""))
    offset, align = place.find(f"{WP}posOffset"), place.find(f"{WP}align")
    if align is not None and align.text == "center" and origin == column:
        return column + (width - length) / 2
    moved = millimetres(offset.text, per_point=EMU_PER_POINT) if offset is not None else None
    return None if origin is None or moved is None else origin + moved


def _vml_ends(line: Element) -> tuple[float | None, float] | None:
    """Return where a line of the older form begins in its column, and its length; None for what is no line."""
    css = _css(line)
    left = millimetres(css.get("margin-left") or css.get("left"))
    if line.tag == f"{VML}line":
        ends = [millimetres(_in_points(line.get(name, "0").split(",")[0])) for name in ("from", "to")]
        return None if None in ends else (ends[0], abs((ends[1] or 0) - (ends[0] or 0)))
    length = millimetres(css.get("width"))
    return (left, length) if _CONNECTOR in line.get("type", "") and length is not None else None


def _css(element: Element) -> dict[str, str]:
    pairs = (each.partition(":") for each in element.get("style", "").split(";"))
    return {name.strip(): _in_points(said.strip()) for name, _, said in pairs}


def _in_points(written: str) -> str:
    """Give a bare number of the older drawings its unit: points for a place, of which there are 72 an inch."""
    return f"{written}pt" if re.fullmatch(r"-?\d+(?:\.\d+)?", written) else written


def _dashed(line: Element) -> bool:
    return any(each.get("dashstyle", "solid") != "solid" for each in line.iter(f"{VML}stroke"))
