"""The normal form of a text with a map back to the text as given (PURE): NFC, plain spaces, one sign for a line's end.

Mark-up that a portal left in ("<p>", "&agrave;", "**") is read away here too, so that all that follows sees plain lines
and every place still leads back to the characters it was read from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v"
_NOTHING: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f"
_ODD: Final = (
    r"[^\W\d_][\u0300-\u036f]{1,8}"
    r"|[\u0300-\u036f]+"
    r"|\r\n?|[\u000c\u0085\u2028\u2029]"
    rf"|[{_SPACES}]"
    rf"|[{_NOTHING}]+"
    r"|[\u00d0\u00f0\u0189\u0256]"
    r"|[\ufb00-\ufb06\u2126\u212a\u212b]"
    r"|\*\*+"
)
_MARKED_UP: Final = (
    rf"{_ODD}|&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z]{{2,10}}\d{{0,2}});"
    r"|</?[a-zA-Z][^<>]{0,400}>|<!--[^<>]{0,400}-->|\\r\\n|\\n"
)
_PLAIN_ODD: Final = re.compile(_ODD)
_MARKED_UP_ODD: Final = re.compile(_MARKED_UP)
_IS_MARKED_UP: Final = re.compile(
    r"</?(?:p|br|div|span|td|tr|table|b|strong|i|em|h[1-6]|li)\b[^<>]{0,400}>|&(?:nbsp|[a-zA-Z]{1,2}(?:grave|acute|circ|tilde));"
)
_BREAKS: Final = re.compile(
    r"</?(?:p|br|div|tr|table|h[1-6]|li|ul|ol|td|th|section|article|header|footer|title)\b", re.IGNORECASE
)
_ALWAYS: Final = {
    **dict.fromkeys("\\\r\f\u0085\u2028\u2029", "\n"),
    **dict.fromkeys("\u00d0\u0189", "Đ"),
    **dict.fromkeys("\u00f0\u0256", "đ"),
    "\t": "\t",
    "*": "",
}


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text as given, its normal form, and the pieces in which the two differ in length.

    Piece i stands at `_at[i]` to `_until[i]` of the normal text and `_given_at[i]` to `_given_until[i]` of the given.
    """

    given: str
    text: str
    _at: array[int]
    _until: array[int]
    _given_at: array[int]
    _given_until: array[int]

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters `start` up to `end` of the normal text stand in the text as given."""
        first = self._given_start(start)
        return first, max(first, self._given_end(end))

    def normal_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters `start` up to `end` of the text as given stand in the normal text."""
        return self._normal(start), self._normal(end)

    def normal_of(self, start: int, end: int) -> str:
        """Return the normal form of characters `start` up to `end` of the text as given."""
        first, last = self.normal_span(start, end)
        return self.text[first:last]

    def _given_start(self, at: int) -> int:
        piece = bisect_right(self._at, at) - 1
        if piece < 0:
            return at
        if at < self._until[piece]:
            return self._given_at[piece]
        return self._given_until[piece] + at - self._until[piece]

    def _given_end(self, at: int) -> int:
        piece = bisect_left(self._at, at) - 1
        if piece < 0:
            return at
        if at < self._until[piece]:
            return self._given_until[piece]
        return self._given_until[piece] + at - self._until[piece]

    def _normal(self, at: int) -> int:
        piece = bisect_right(self._given_at, at) - 1
        if piece < 0:
            return at
        if at < self._given_until[piece]:
            return self._at[piece]
        return self._until[piece] + at - self._given_until[piece]


def normalised(given: str) -> NormalText:
    """Return the text in normal form, with its map. Takes time and memory in proportion to its length."""
    odd = _MARKED_UP_ODD if _IS_MARKED_UP.search(given) else _PLAIN_ODD
    at, until, given_at, given_until = array("q"), array("q"), array("q"), array("q")
    pieces: list[str] = []
    done = length = 0
    for found in odd.finditer(given):
        plain = _plain(found.group())
        pieces += [given[done : found.start()], plain]
        length += found.start() - done
        if len(plain) != found.end() - found.start():
            at.append(length)
            until.append(length + len(plain))
            given_at.append(found.start())
            given_until.append(found.end())
        length += len(plain)
        done = found.end()
    pieces.append(given[done:])
    return NormalText(given, "".join(pieces), at, until, given_at, given_until)


def _plain(piece: str) -> str:
    """Return what stands for a piece that is not in normal form."""
    first = piece[0]
    if first == "&":
        return unicodedata.normalize("NFC", html.unescape(piece)).replace("\u00a0", " ")
    if first == "<":
        return "\n" if _BREAKS.match(piece) else ""
    if first in _ALWAYS:
        return _ALWAYS[first]
    if unicodedata.category(first) in {"Zs", "Cf", "Cc"}:
        return " " if first == "\v" or unicodedata.category(first) == "Zs" else ""
    return unicodedata.normalize("NFKC" if first >= "\ufb00" else "NFC", piece)
