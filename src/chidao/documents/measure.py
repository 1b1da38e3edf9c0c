"""How long a line of text will be in print (PURE): needed for rules as long as their text and for even line breaks.

Widths are those of Times New Roman Bold, in thousandths of the size; upright text is a little narrower, which only
makes its lines break a little earlier. A letter with marks is as wide as the letter without them.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MM_PER_POINT: Final = 25.4 / 72
_BY_WIDTH: Final = {
    220: "|",
    250: " ,.\u00a0",
    278: "'/\\il",
    333: "!()-:;[]`fjt’",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    520: "~",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W—…",
}
_WIDTHS: Final = {sign: width for width, signs in _BY_WIDTH.items() for sign in signs}
_UNKNOWN: Final = 600


def width_mm(text: str, size_pt: float) -> float:
    """Return the length of a line of text in millimetres at a size in points."""
    return sum(_width(sign) for sign in text) / 1000 * size_pt * MM_PER_POINT


def balanced_lines(text: str, size_pt: float, room_mm: float) -> tuple[str, ...]:
    """Break a text into the fewest lines that fit in `room_mm`, as even as possible.

    Line breaks that the text already has are kept: whoever wrote them chose them.
    """
    written = (line.split() for line in text.split("\n"))
    return tuple(line for words in written for line in _evenly(words, size_pt, room_mm))


def _evenly(words: list[str], size_pt: float, room_mm: float) -> tuple[str, ...]:
    widest = _filled(words, size_pt, room_mm)
    # The narrowest room that needs no further line gives the most even lines.
    for share in range(50, 100, 2):
        lines = _filled(words, size_pt, room_mm * share / 100)
        if len(lines) == len(widest) and all(width_mm(line, size_pt) <= room_mm for line in lines):
            return lines
    return widest


def _filled(words: list[str], size_pt: float, room_mm: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size_pt) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _width(sign: str) -> int:
    known = _WIDTHS.get(sign)
    return known if known is not None else _WIDTHS.get(unicodedata.normalize("NFD", sign)[0], _UNKNOWN)
