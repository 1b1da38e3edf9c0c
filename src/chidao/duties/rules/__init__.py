"""Pure decisions on duties that recur, and on the reports that agencies owe."""

from __future__ import annotations

from chidao.duties.rules.cycles import Cycle, cycle_named, cycle_of, cycles
from chidao.duties.rules.obligations import (
    DONE,
    STATES,
    Evidence,
    EvidenceRef,
    Obligation,
    ObligationState,
    best,
    counted,
    state_on,
)
from chidao.duties.rules.windows import Windows, data_window, due_day

__all__ = [
    "DONE", "STATES", "Cycle", "Evidence", "EvidenceRef", "Obligation", "ObligationState", "Windows", "best", "counted",
    "cycle_named", "cycle_of", "cycles", "data_window", "due_day", "state_on",
]  # fmt: skip
