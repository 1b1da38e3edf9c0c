"""Roman numerals, as chapters, appendices and parts of papers are numbered (PURE)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SIGNS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Write a whole number in roman numerals; what they have no signs for, in figures."""
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _SIGNS:
        written += sign * (number // value)
        number %= value
    return written


def is_roman(written: str) -> bool:
    """Say whether a word is made of the signs of roman numerals."""
    return bool(written) and set(written) <= _VALUES.keys()


def from_roman(written: str) -> int:
    """Return the number that capitals of a roman numeral come to; a sign that is none counts for nothing."""
    values = [_VALUES.get(sign, 0) for sign in written]
    return sum(-value if value < after else value for value, after in pairwise([*values, 0]))
