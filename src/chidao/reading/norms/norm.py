"""What a finder of rules gives (PURE): a rule proposed, with its values, its place and how sure the finder is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from chidao.reading.norms.places import Place
from chidao.reading.tree import Span

NormKind: TypeAlias = Literal[
    "body",
    "role",
    "title",
    "count",
    "cadence",
    "standing_body",
    "seal",
    "funding",
    "power",
    "duty",
    "principle",
    "field",
    "effect",
]
"""`title` is a role that the text speaks of without saying here who has it, `count` a number of members stated."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule as it was read. `values` are those of its kind, `place` its clause; `confidence` is from 0 to 1."""

    kind: NormKind
    values: Mapping[str, Any]
    span: Span
    confidence: float
    place: Place

    @property
    def clause(self) -> str:
        """Return the label of the clause that the rule stands in ("Đ7.1")."""
        return self.place.label

    def get(self, key: str) -> Any:
        """Return one value, None where the rule has no such."""
        return self.values.get(key)

    def as_json(self) -> dict[str, Any]:
        """Return the rule as plain data: its kind and values, "span" [from, to], "confidence", "clause"."""
        placed = {"span": list(self.span), "confidence": self.confidence, "clause": self.clause}
        return {"kind": self.kind, **self.values, **placed}
