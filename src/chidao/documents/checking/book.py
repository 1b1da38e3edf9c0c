"""The rules of a norm as values (PURE), read from `data/form_rules.yaml`, and the widths of its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chidao.documents.checking.sheet import MM_PER_POINT, Run
from chidao.kernel.wording import Text

FILE: Final = "form_rules.yaml"
_UNKNOWN_WIDTH: Final = 500


@dataclass(frozen=True, slots=True)
class FormRule:
    """One rule: its stable name, the norm's clause, and what it is about."""

    id: str
    cite: str
    says: Text


@dataclass(frozen=True, slots=True)
class Look:
    """How a component is to look; `capitals` None leaves its letters as they are."""

    name: Text
    cite: str
    least_pt: float
    most_pt: float
    bold: bool
    italic: bool
    capitals: bool | None


@dataclass(frozen=True, slots=True)
class Book:
    """All that one norm asks, in force within the half-open period effective_from–effective_until."""

    id: str
    cite: str
    effective_from: date
    effective_until: date | None
    rules: Mapping[str, FormRule]
    looks: Mapping[str, Look]
    values: Mapping[str, Any]
    widths: Mapping[str, Mapping[str, int]]

    def rule(self, name: str) -> FormRule:
        """Return a rule by its name; KeyError for one that the data does not have."""
        return self.rules[name]

    def words(self, name: str) -> Any:
        """Return the words that the norm fixes, or that its rules look for."""
        return self.values["words"][name]

    def off(self, name: str) -> float:
        """Return how far a measure may be off."""
        return float(self.values["tolerance"][name])

    def width_mm(self, text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
        """Return the length of a line in millimetres at a size in points."""
        known = self.widths[_STYLES[bold, italic]]
        return sum(_letter(known, sign) for sign in text) / 1000 * size_pt * MM_PER_POINT

    def runs_mm(self, runs: Iterable[Run]) -> float:
        """Return the length in millimetres of runs set on one line."""
        return sum(self.width_mm(run.text, run.size_pt, bold=run.bold, italic=run.italic) for run in runs)


_STYLES: Final = {
    (False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold_italic",
}  # fmt: skip
_LOOK_RULES: Final = {
    "size": Text("Cỡ chữ của {name}", "Size of {name}"),
    "style": Text("Kiểu chữ của {name}", "Style of {name}"),
    "capitals": Text("Chữ in hoa, in thường của {name}", "Capitals or small letters of {name}"),
}


def read_book(data: Mapping[str, Any]) -> Book:
    """Read one norm of the data file; KeyError or ValueError names what is wrong with it."""
    looks = {name: _look(each) for name, each in data["looks"].items()}
    rules = {
        name: FormRule(name, each["cite"], Text(each["vi"], each["en"])) for name, each in data["rules"].items()
    }  # fmt: skip
    for name, look in looks.items():
        for kind, says in _LOOK_RULES.items():
            if kind != "capitals" or look.capitals is not None:
                rules[f"{name}.{kind}"] = FormRule(f"{name}.{kind}", look.cite, says.filled(name=look.name))
    widths = {name: _by_letter(each) for name, each in data["widths"].items()}
    return Book(
        id=data["id"],
        cite=data["cite"],
        effective_from=data["effective_from"],
        effective_until=data["effective_until"],
        rules=rules,
        looks=looks,
        values=data,
        widths=widths,
    )


def book_on(books: Sequence[Book], on: date | None) -> Book:
    """Return the norm in force on a day, the newest where no day is known; the oldest for a day before it."""
    known = sorted(books, key=lambda book: book.effective_from)
    begun = [book for book in known if on is None or book.effective_from <= on]
    return begun[-1] if begun else known[0]


def _look(data: Mapping[str, Any]) -> Look:
    least, most = data["size"]
    return Look(
        Text(data["vi"], data["en"]), data["cite"], least, most, data.get("bold", False), data.get("italic", False),
        data.get("capitals"),
    )  # fmt: skip


def _by_letter(widths: Mapping[int, str]) -> dict[str, int]:
    return {sign: width for width, signs in widths.items() for sign in signs}


def _letter(known: Mapping[str, int], sign: str) -> int:
    width = known.get(sign)
    if width is not None:
        return width
    if unicodedata.combining(sign):
        return 0
    return known.get(unicodedata.normalize("NFD", sign)[0], _UNKNOWN_WIDTH)
