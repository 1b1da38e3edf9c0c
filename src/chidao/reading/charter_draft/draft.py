"""A draft of a charter while it is made (PURE): its entries, and beside each the place that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chidao.reading.norms.norm import Norm
from chidao.reading.norms.places import Place
from chidao.reading.norms.words import Words
from chidao.reading.tree import Law, Span

Entry = dict[str, Any]

_LONGEST_ID = 60
_STEPS = ("article", "clause", "point", "dash", "paragraph", "group")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an entry of a draft was read: `section` and `index` say which entry, `span` the words, how sure it is."""

    section: str
    index: int
    span: Span
    confidence: float
    clause: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A charter proposed. `charter` has the form of a charter file; `missing` are the fields the text does not say.

    `official` are the text's own words of each clause, whole, by the clause's id, a paragraph a line; a clause whose
    words are only those of a table has none.
    """

    charter: Entry
    proposals: tuple[Proposal, ...]
    missing: tuple[str, ...]
    official: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """What all makers of entries work with: the text, its norms, the rules, and the sections filled so far."""

    law: Law
    norms: tuple[Norm, ...]
    words: Words
    rules: Mapping[str, Any]
    id: str
    sections: dict[str, list[Entry]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    official: dict[str, str] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Norm]:
        """Return the norms of some kinds, in order."""
        return [norm for norm in self.norms if norm.kind in kinds]

    def clause(self, place: Place) -> str:
        """Return the id of the clause of a place, which will be among the clauses."""
        shown = place.of(*_STEPS)
        key = f"{self.id}-{shown.key}"[:_LONGEST_ID]
        self.places.setdefault(key, shown)
        return key

    def add(self, section: str, entry: Entry, norm: Norm) -> None:
        """Add an entry that a norm says."""
        entries = self.sections.setdefault(section, [])
        self.proposals.append(Proposal(section, len(entries), norm.span, norm.confidence, norm.clause))
        entries.append({**entry, "clause": self.clause(norm.place)})

    def has(self, section: str, id_: str) -> bool:
        """Say whether a section has an entry of an id."""
        return any(entry.get("id") == id_ for entry in self.sections.get(section, ()))

    def free_id(self, section: str, wanted: str) -> str:
        """Return an id that no entry of the section has yet."""
        wanted = wanted[:58].rstrip("-.") or "entry"
        taken = {entry.get("id") for entry in self.sections.get(section, ())}
        numbered = (f"{wanted}-{number}" for number in range(2, 9999))
        return wanted if wanted not in taken else next(one for one in numbered if one not in taken)

    def roles(self, wanted: Iterable[str]) -> list[str]:
        """Return those of some roles that the draft has."""
        known = [entry["id"] for entry in self.sections.get("roles", ())]
        return [role for role in wanted if role in known]


def text(vi: str, en: str | None = None) -> Entry:
    """Return words for people; what has no English stays as it is, being a name."""
    return {"vi": vi, "en": en or vi}
