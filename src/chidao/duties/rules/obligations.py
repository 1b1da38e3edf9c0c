"""Obligations: the cycles of duties with their days, who bears them, and how each was kept (PURE).

How an obligation stands is computed from what there is to show for it, never set: a meeting held, a report issued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chidao.duties.rules.cycles import Cycle
from chidao.kernel.wording import Text

ObligationState = Literal["kept", "late", "begun", "due", "missed", "upcoming"]
EvidenceKind = Literal["meeting", "report", "document", "report_form", "report_demand"]

STATES: Final[dict[ObligationState, Text]] = {
    "kept": Text("đã thực hiện", "kept"),
    "late": Text("thực hiện muộn", "kept late"),
    "begun": Text("đang thực hiện", "begun"),
    "due": Text("đang đến hạn", "due"),
    "missed": Text("bỏ lỡ", "missed"),
    "upcoming": Text("chưa đến kỳ", "upcoming"),
}
CONVENED: Final = Text("đã triệu tập", "convened")
DONE: Final = frozenset[ObligationState]({"kept", "late"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRef:
    """What opens the evidence: a meeting, a report, a document, what agencies sent in by a form or on a demand.

    `number` is given of a report, whose page is found by it.
    """

    kind: EvidenceKind
    id: int
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is to show: when it was begun (None: not known) and when it was done (None: it is not done)."""

    ref: EvidenceRef
    begun_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One turn of a duty: who owes what to whom, about which days (`window`), by which day, and how it stands.

    `unit` is the id of the unit that bears it; `clause` is the duty's, `due_clause` that of the rule which makes its
    day where it is not simply the end of the cycle. `done_on` is None until it is done.
    """

    duty: str
    what: str
    unit: str
    title: Text
    clause: str
    charter: str
    cycle: Cycle
    bearer: Text
    addressees: tuple[Text, ...] = ()
    window: tuple[date, date]
    due_on: date
    state: ObligationState
    done_on: date | None = None
    evidence: EvidenceRef | None = None
    due_clause: str | None = None

    @property
    def evidence_id(self) -> int:
        """Return the id of its evidence, 0 while there is none."""
        return self.evidence.id if self.evidence else 0

    @property
    def state_says(self) -> Text:
        """Say how it stands: of a meeting that is begun, that it is convened."""
        return CONVENED if self.state == "begun" and self.what == "meeting" else STATES[self.state]


def state_on(evidence: Evidence | None, *, opens_on: date, due_on: date, today: date) -> ObligationState:
    """Return how an obligation stands on a day: only what was done keeps it, not what is merely begun."""
    if evidence and evidence.done_on and evidence.done_on <= today:
        return "kept" if evidence.done_on <= due_on else "late"
    if today > due_on:
        return "missed"
    if evidence and (evidence.begun_on is None or evidence.begun_on <= today):
        return "begun"
    return "due" if today >= opens_on else "upcoming"


def best(found: Sequence[Evidence], today: date) -> Evidence | None:
    """Return what was done first of what is known on a day, else what was begun."""
    known = [each for each in found if _known(each, today)]
    return min(known, key=lambda each: _done(each, today) or date.max, default=None)


def counted(obligations: Sequence[Obligation]) -> Mapping[ObligationState, int]:
    """Return how many stand each way; what there is none of is left out."""
    states = [each.state for each in obligations]
    return {state: states.count(state) for state in STATES if state in states}


def _known(each: Evidence, today: date) -> bool:
    return _done(each, today) is not None or each.begun_on is None or each.begun_on <= today


def _done(each: Evidence, today: date) -> date | None:
    return each.done_on if each.done_on and each.done_on <= today else None
