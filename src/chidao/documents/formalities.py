"""What the norm on document formalities asks, as dated values read from `chidao/data/formalities.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Final, Literal

import yaml

Align = Literal["left", "center", "justify"]
FILE: Final = "formalities.yaml"


@dataclass(frozen=True, slots=True)
class Range:
    """What the norm allows, ends included, and the value we print. Units are the owner's."""

    least: float
    most: float
    chosen: float

    def __post_init__(self) -> None:
        if not self.least <= self.chosen <= self.most:
            raise ValueError(f"{self.chosen} is not within {self.least}–{self.most}")

    def allows(self, value: float) -> bool:
        """Tell whether `value` keeps the norm."""
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """How one component of a document looks: its size in points, its style, and the section of the norm."""

    name: str
    size_pt: Range
    align: Align
    cite: str
    bold: bool = False
    italic: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """The frame of an urgency stamp, in millimetres."""

    words: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Formality:
    """One norm on how documents look, in force within the half-open period effective_from–effective_until."""

    id: str
    cite: str
    certainty: Literal["seen", "digest", "recall"]
    effective_from: date
    effective_until: date | None
    font: str
    page_mm: Mapping[str, float]
    margins_mm: Mapping[str, Range]
    body: Mapping[str, Range]
    rules: Mapping[str, Range]
    components: Mapping[str, Component]
    stamps_mm: Mapping[str, Stamp]

    def text_width_mm(self) -> float:
        """Return the width left between the side margins."""
        return self.page_mm["width"] - self.margins_mm["left"].chosen - self.margins_mm["right"].chosen


def read_formality(data: Mapping[str, Any]) -> Formality:
    """Read one entry of the data file; ValueError or KeyError names what is wrong with it."""
    return Formality(
        **{name: data[name] for name in ("id", "cite", "certainty", "effective_from", "effective_until", "font")},
        page_mm=data["page_mm"],
        margins_mm=_ranges(data["margins_mm"]),
        body=_ranges(data["body"]),
        rules=_ranges(data["rules"]),
        components={name: _component(entry) for name, entry in data["components"].items()},
        stamps_mm={name: Stamp(**entry) for name, entry in data["stamps_mm"].items()},
    )


def load_formalities() -> tuple[Formality, ...]:
    """Load the norms that come with the program, oldest first (reads the data file)."""
    text = resources.files("chidao.data").joinpath(FILE).read_text(encoding="utf-8")
    found = (read_formality(entry) for entry in yaml.safe_load(text)["formalities"])
    return tuple(sorted(found, key=lambda formality: formality.effective_from))


def formality_on(formalities: Iterable[Formality], on: date) -> Formality:
    """Return the norm in force on a day.

    A day before the oldest norm known is answered by the oldest: a paper of that time is entered as it was printed,
    so what is printed here is new.
    """
    known = sorted(formalities, key=lambda formality: formality.effective_from)
    begun = [formality for formality in known if formality.effective_from <= on]
    return begun[-1] if begun else known[0]


def _ranges(data: Mapping[str, Mapping[str, float]]) -> dict[str, Range]:
    return {name: Range(**entry) for name, entry in data.items()}


def _component(data: Mapping[str, Any]) -> Component:
    return Component(**{**data, "size_pt": Range(**data["size_pt"])})
