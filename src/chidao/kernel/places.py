"""Places in a text (PURE): article, clause, point, paragraph… with their numbers, words and order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.numerals import from_roman, is_roman
from chidao.kernel.vietnamese import ALPHABET, fold, sort_key
from chidao.kernel.wording import Text

POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""The letters of points (điểm), in order."""

PlaceOrder = tuple[int, int, str, str]

_LAST: Final = "cuối"
_ALPHABETICAL: Final = ("point", "subpoint")
_WIDEST: Final = 100


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place: its depth (outermost lowest), its words, and whether it is a formal division of a law text."""

    depth: int
    words: Text
    formal: bool = False
    bare: bool = False


PLACE_KINDS: Final[dict[str, PlaceKind]] = {
    "appendix": PlaceKind(0, Text("Phụ lục", "Appendix"), formal=True),
    "part": PlaceKind(1, Text("Phần", "Part"), formal=True),
    "chapter": PlaceKind(2, Text("Chương", "Chapter"), formal=True),
    "section": PlaceKind(3, Text("Mục", "Section"), formal=True),
    "article": PlaceKind(4, Text("Điều", "Article"), formal=True),
    "bases": PlaceKind(5, Text("Căn cứ", "legal bases"), bare=True),
    "page": PlaceKind(5, Text("trang công bố", "publishing page"), bare=True),
    "duty": PlaceKind(5, Text("nhiệm vụ", "duty")),
    "membership": PlaceKind(5, Text("thành viên", "members item")),
    "organisation": PlaceKind(5, Text("tổ chức", "organisation item")),
    "clause": PlaceKind(6, Text("khoản", "clause"), formal=True),
    "point": PlaceKind(7, Text("điểm", "point"), formal=True),
    "subpoint": PlaceKind(8, Text("tiết", "subpoint"), formal=True),
    "paragraph": PlaceKind(9, Text("đoạn", "paragraph")),
    "dash": PlaceKind(10, Text("gạch", "dash")),
    "sentence": PlaceKind(11, Text("câu", "sentence")),
}
"""The kinds of place that a citation may name, by name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One step of the path: its kind, and a number ("4", "12a", "II", a letter for a point) or a name ("con dấu").

    With `until` it is a range read as one place ("tổ chức 4-5"). A name before a number tells lists apart
    ("nhiệm vụ BCĐ 5").
    """

    kind: str
    number: str | None = None
    name: str | None = None
    until: str | None = None

    def said(self) -> Text:
        """Return the place in words: "khoản 2", "clause 2"."""
        span = f"{self.number}-{self.until}" if self.until else self.number
        words = PLACE_KINDS[self.kind].words
        english_name = "(last)" if self.name == _LAST else self.name and f"“{self.name}”"
        return Text(
            " ".join(part for part in (words.vi, self.name, span) if part),
            " ".join(part for part in (words.en, english_name, span) if part),
        )

    def order(self) -> PlaceOrder:
        """Return where the place comes among its siblings: by number, then named ones, the last one last."""
        count = _order_of_number(self.kind, self.number)
        after = _NEVER if self.name == _LAST else _NEVER - 1
        return (PLACE_KINDS[self.kind].depth, count[0] if self.number else after, count[1], fold(self.name or ""))


def numbered_place(kind: str, number: str, until: str | None = None) -> Place:
    """Return a place with its number read: no leading zeros. BadInput where this kind is not numbered so."""
    for one in filter(None, (number, until)):
        if not re.fullmatch(_NUMBER_FORMS.get(kind, _COUNT), one):
            raise BadInput(citation_reason("number", _WRONG_NUMBER.filled(word=PLACE_KINDS[kind].words, number=one)))
    place = Place(kind, number.lstrip("0"), until=until.lstrip("0") if until else None)
    if until:
        numbers_between(place)
    return place


# --- numbers --------------------------------------------------------------------------------------------------------

_NEVER: Final = 1_000_000
_COUNT: Final = r"0*[1-9]\d*"
_DIGITS: Final = rf"{_COUNT}[a-zđ]{{0,2}}"
_NUMBER_FORMS: Final = {
    **dict.fromkeys(("article", "clause"), _DIGITS),
    **dict.fromkeys(("appendix", "part", "chapter", "section"), rf"{_DIGITS}|[IVXL]+"),
    **dict.fromkeys(("point", "subpoint"), rf"{_COUNT}|[a-zđ]{{1,2}}\d{{0,2}}"),
}


def _order_of_number(kind: str, number: str | None) -> tuple[int, str]:
    if not number:
        return 0, ""
    if found := re.fullmatch(r"(\d+)([a-zđ]*)", number):
        return int(found[1]), sort_key(found[2])
    if kind not in _ALPHABETICAL and is_roman(number):
        return from_roman(number), ""
    letters = number.rstrip("0123456789")
    return _letters(letters), number[len(letters) :].zfill(3)


def _letters(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 50 + ALPHABET.find(letter) + 1
    return total


def numbers_between(place: Place) -> list[str]:
    """Return each number of a range: 1-3 is 1, 2, 3; c-đ is c, d, đ. BadInput where it does not run upward."""
    first, last = place.number or "", place.until or ""
    if first.isdecimal() and last.isdecimal():
        numbers = [str(number) for number in range(int(first), min(int(last), int(first) + _WIDEST) + 1)]
    elif len(first) == len(last) == 1 and first in POINT_LETTERS and last in POINT_LETTERS:
        numbers = list(POINT_LETTERS[POINT_LETTERS.index(first) : POINT_LETTERS.index(last) + 1])
    else:
        numbers = []
    if len(numbers) < 2 or len(numbers) > _WIDEST:
        raise BadInput(citation_reason("range", RANGE))
    return numbers


def citation_reason(code: str, says: Text) -> Reason:
    """Return the reason why a citation is not read, with how to write one; its code is "citation." and `code`."""
    return Reason(code=f"citation.{code}", says=says, remedy=_REMEDY, field="cite")


_REMEDY: Final = Text(
    "Viết như “điểm a khoản 2 Điều 4”, “Điều 7 khoản 1”, “Đ7.1” hoặc “đoạn 8”.",
    "Write it as “điểm a khoản 2 Điều 4”, “Điều 7 khoản 1”, “Đ7.1” or “đoạn 8”.",
)
_WRONG_NUMBER: Final = Text("“{number}” không phải số của “{word}”.", "“{number}” is not how a {word} is numbered.")
RANGE: Final = Text(
    "Khoảng phải đi từ số nhỏ đến số lớn, cùng một cấp, không quá 100 chỗ.",
    "A range runs from a smaller to a larger number of one level, over at most 100 places.",
)
