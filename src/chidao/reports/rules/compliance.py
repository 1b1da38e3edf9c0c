"""How a clause stands over a period: decided from what there is to show for it, never set by hand (PURE)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from chidao.duties.rules import ObligationState
from chidao.kernel.wording import Text

ClauseStanding = Literal["kept", "late", "missed", "running", "held", "unused", "nothing"]

STANDINGS: Final[dict[ClauseStanding, Text]] = {
    "kept": Text("có thực hiện", "kept"),
    "late": Text("có kỳ thực hiện muộn", "kept late"),
    "missed": Text("có kỳ bỏ lỡ", "missed"),
    "running": Text("chưa đến hạn", "not due yet"),
    "held": Text("hệ thống bảo đảm", "held by the system"),
    "unused": Text("không phát sinh trong kỳ", "no occasion in the period"),
    "nothing": Text("chưa có gì để đối chiếu", "nothing to show yet"),
}
OPTIONAL: Final = frozenset({"power", "limit"})
"""The kinds of clause that ask for nothing by themselves: a power need not be used, a limit need not be tried."""
FOUNDING: Final = frozenset({"constitutes", "validity", "principle"})
"""The kinds of clause that are kept by what they set up being there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What there is to show for a clause in a period.

    `duties` counts its obligations by state, `acts` what was done or recorded by it, `refused` what was refused for
    it, `within` acts that a limit of it let pass, `seated` the seats it makes that are held. `works` says whether a
    feature of the program keeps it, `founds` whether units, roles, seals or sights that it lays down are in use.
    """

    duties: Mapping[ObligationState, int] = field(default_factory=dict)
    acts: int = 0
    refused: int = 0
    within: int = 0
    seated: int = 0
    works: bool = False
    founds: bool = False


def clause_standing(kind: str, shown: Shown) -> ClauseStanding:
    """Return how a clause of a kind stands: one turn missed or late outweighs what was kept."""
    if shown.duties.get("missed"):
        return "missed"
    if shown.duties.get("late"):
        return "late"
    founding = kind in FOUNDING
    if shown.duties.get("kept") or shown.acts or shown.refused or shown.within or (founding and shown.seated):
        return "kept"
    if shown.duties:
        return "running"
    if shown.works or (founding and shown.founds):
        return "held"
    return "unused" if kind in OPTIONAL else "nothing"
