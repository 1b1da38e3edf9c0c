"""What came of a check (PURE): breaches with place, rule, found and wanted, and what could not be known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its part of the document, the component, the paragraph's number, its first words.

    `paragraph` counts every paragraph of the file from 1, empty ones too; None for what belongs to a page.
    """

    part: str
    component: str
    paragraph: int | None = None
    words: str = ""

    def as_data(self) -> dict[str, object]:
        """Return the place as plain data."""
        return {"part": self.part, "component": self.component, "paragraph": self.paragraph, "words": self.words}


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach of one rule at one place; `clause` is the norm's own."""

    rule: str
    clause: str
    says: Text
    place: Place
    found: Text
    wanted: Text

    def as_data(self) -> dict[str, object]:
        """Return the breach as plain data."""
        said = {name: getattr(self, name).as_data() for name in ("says", "found", "wanted")}
        return {"rule": self.rule, "clause": self.clause, "place": self.place.as_data(), **said}


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be checked, and why."""

    place: Place
    says: Text

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {"place": self.place.as_data(), "says": self.says.as_data()}


@dataclass(frozen=True, slots=True)
class Component:
    """A component that was found: its name, its paragraph and its words."""

    name: str
    said: Text
    paragraph: int
    words: str

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {"name": self.name, "said": self.said.as_data(), "paragraph": self.paragraph, "words": self.words}


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer; `norm` names the norm that was used."""

    norm: str
    breaches: tuple[Breach, ...]
    unknown: tuple[Unknown, ...]
    components: tuple[Component, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is at fault."""
        return not self.breaches

    def as_data(self) -> dict[str, object]:
        """Return the answer as plain data, as `--json` prints it."""
        lists: dict[str, Sequence[Any]] = {
            "breaches": self.breaches, "unknown": self.unknown, "components": self.components,
        }  # fmt: skip
        told = {name: [each.as_data() for each in found] for name, found in lists.items()}
        return {"norm": self.norm, "ok": self.is_clean, **told}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Report:
        """Read what `as_data` wrote."""
        return cls(
            data["norm"],
            tuple(_breach(each) for each in data["breaches"]),
            tuple(Unknown(Place(**each["place"]), Text.from_data(each["says"])) for each in data["unknown"]),
            tuple(Component(**{**each, "said": Text.from_data(each["said"])}) for each in data["components"]),
        )


def _breach(data: Mapping[str, Any]) -> Breach:
    said = {name: Text.from_data(data[name]) for name in ("says", "found", "wanted")}
    return Breach(rule=data["rule"], clause=data["clause"], place=Place(**data["place"]), **said)
