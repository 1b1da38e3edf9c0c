"""Where in a text a rule stands (PURE): the path of its clause, its label and the way to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Step: TypeAlias = tuple[Literal["article", "clause", "point", "dash", "paragraph", "group", "part", "row"], str]

_NAMES: Final = {
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "dash": "gạch",
    "paragraph": "đoạn",
    "group": "mục",
    "row": "dòng",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the part ("decision", "regulation", "appendix"), and the steps from the outermost on.

    `beside` says that another part of the text has articles too, so that the part must be named.
    """

    part: str
    steps: tuple[Step, ...] = ()
    beside: bool = False

    @property
    def label(self) -> str:
        """Return the chip: "Đ4.2a", "QĐ.Đ1", "đ8", "m2.1", "PL"."""
        return (self._prefix + self._chip()).strip(".") or "toàn văn"

    @property
    def key(self) -> str:
        """Return the same as an id's ending: "4.2a", "D1", "d8", "m2.1"."""
        chip = self._chip().replace("Đ", "D" if self.part == "decision" and self.beside else "").replace("đ", "d")
        return {"appendix": "PL"}.get(self.part, "") + chip or "0"

    @property
    def cite(self) -> str:
        """Return the whole place: "QĐ Điều 1", "Điều 4 khoản 2 điểm a", "đoạn 8"."""
        said = [f"{_NAMES[kind]} {label}".strip() for kind, label in self.steps if kind in _NAMES]
        front = {"decision": ["QĐ"] if self.beside else [], "appendix": ["Phụ lục"]}.get(self.part, [])
        return " ".join([*front, *said]) or "toàn văn"

    @property
    def article(self) -> str | None:
        """Return the label of the article, or None."""
        return next((label for kind, label in self.steps if kind == "article"), None)

    def of(self, *kinds: str) -> Place:
        """Return the place that holds this one, only the steps of some kinds kept."""
        return Place(self.part, tuple(step for step in self.steps if step[0] in kinds), self.beside)

    @property
    def _prefix(self) -> str:
        return {"decision": "QĐ." if self.beside else "", "appendix": "PL."}.get(self.part, "")

    def _chip(self) -> str:
        signs = {
            "article": "Đ{}",
            "clause": ".{}",
            "point": "{}",
            "dash": "-{}",
            "paragraph": "đ{}",
            "group": "m{}",
            "row": ".{}",
        }
        chip = "".join(signs[kind].format(label) for kind, label in self.steps if kind in signs)
        return chip.removeprefix(".")
