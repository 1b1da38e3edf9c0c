"""From obligations to what pages show of them: the picture of a year, rows, and what each opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from chidao.acts.registry import act_names
from chidao.duties.rules import EvidenceRef, Obligation, ObligationState
from chidao.duties.rules.obligations import EvidenceKind
from chidao.instruments.queries import charters_of, working_days
from chidao.kernel.wording import Text, listed
from chidao.reports.duty_calendar import DutyRow, DutyYear
from chidao.web import pictures
from chidao.web.here import Here
from chidao.web.offers import act_url
from chidao.web.pictures.calendar import DutyState

SHOWN: Final[dict[ObligationState, DutyState]] = {
    "kept": "kept", "late": "late", "missed": "missed", "begun": "due", "due": "due", "upcoming": "due",
}  # fmt: skip
MARKS: Final[dict[ObligationState, str]] = {
    "kept": "✓", "late": "!", "missed": "✕", "begun": "◐", "due": "○", "upcoming": "·",
}  # fmt: skip
CLASSES: Final[dict[ObligationState, str]] = {
    "kept": "kept", "late": "late", "missed": "late", "begun": "due", "due": "due", "upcoming": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An obligation as a row shows it. `left` are the working days until it is due, negative once that is past."""

    one: Obligation
    url: str
    to: Text | None
    mark: str
    kind: str
    left: int
    mine: bool

    @property
    def is_done(self) -> bool:
        """Say whether it is kept, be it late."""
        return self.one.done_on is not None


def drawn(here: Here, found: DutyYear) -> pictures.DutyYear:
    """Return a year of duties as a picture; each cell opens its evidence."""
    return pictures.DutyYear(year=found.year, rows=tuple(_drawn(here, row) for row in found.rows), on=found.today)


def rows(here: Here, found: Iterable[Obligation]) -> Iterator[Row]:
    """Yield obligations as rows."""
    my_unit = _unit(here)
    for each in found:
        yield Row(
            one=each,
            url=opens(here, each),
            to=listed([*each.addressees]) if each.addressees else None,
            mark=MARKS[each.state],
            kind=CLASSES[each.state],
            left=_left(here.today, each.due_on),
            mine=bool(my_unit) and each.unit == my_unit,
        )


def opens(here: Here, each: Obligation) -> str:
    """Return what an obligation opens: its evidence, else the form of the act that keeps it, else its clause."""
    if each.evidence:
        return evidence_url(here, each.evidence, each.cycle.key)
    if each.state == "due":
        return _keeping(here, each) or _clause_url(here, each)
    return _clause_url(here, each)


def evidence_url(here: Here, ref: EvidenceRef, cycle: str) -> str:
    """Return the address of a piece of evidence; of what agencies sent in, the table of the cycle."""
    address = f"/{here.body}/{_PAGES[ref.kind]}/{ref.number or ref.id}/"
    return f"{address}?cycle={cycle}" if ref.kind == "report_form" else address


def _drawn(here: Here, row: DutyRow) -> pictures.DutyRow:
    cells = tuple(_cell(here, each) for each in row.cells)
    return pictures.DutyRow(title=row.title, cells=cells, clause=row.clause)


def _cell(here: Here, each: Obligation) -> pictures.DutyCell:
    return pictures.DutyCell(
        month=each.due_on.month,
        state=SHOWN[each.state],
        due_on=each.due_on,
        says=Text("{turn}, {state}", "{turn}, {state}").filled(turn=each.cycle.says, state=each.state_says),
        url=opens(here, each),
    )


def _keeping(here: Here, each: Obligation) -> str:
    act, first = _acts(here, each)
    return act_url(here, act, first) if act in act_names() else ""


def _acts(here: Here, each: Obligation) -> tuple[str, tuple[tuple[str, object], ...]]:
    match each.what:
        case "meeting":
            return "convene_meeting", (("kind", "regular"), ("unit", unit_kind(here, each)))
        case "report" | "review":
            kind = "review" if each.what == "review" else "periodic"
            return "draft_report", (("kind", kind), ("duty", each.duty), ("cycle", each.cycle.key))
        case "plan":
            return "issue_document", (("kind", "KH"), ("duty", each.duty), ("cycle", each.cycle.key))
        case _:
            return "", ()


def unit_kind(here: Here, each: Obligation) -> str:
    """Return the kind of the unit that bears an obligation, a word of the vocabulary."""
    units = (unit for held in charters_of(here.body) for unit in held.charter.units)
    return next((unit.kind for unit in units if unit.id == each.unit), "committee")


def _unit(here: Here) -> str:
    role = here.regulation.role(here.me.role) if here.regulation and here.me.role else None
    return role.unit if role else ""


def _clause_url(here: Here, each: Obligation) -> str:
    return reverse("clause", args=[here.body, each.clause])


def _left(today: date, due_on: date) -> int:
    days = working_days().working_days_between(today, due_on)
    return min(-1, days) if due_on < today else days


_PAGES: Final[dict[EvidenceKind, str]] = {
    "meeting": "meetings", "report": "reports", "document": "documents", "report_form": "reports/forms",
    "report_demand": "reports/demands",
}  # fmt: skip
