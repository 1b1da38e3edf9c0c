"""The compliance sheet and the heat map, counted again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tests.recount.apart.affairs import Affairs
from tests.recount.apart.days import DAY
from tests.recount.apart.duties import Cell, cells
from tests.recount.apart.law import Paper
from tests.recount.apart.record import Record

SETTING_UP = ("units", "roles", "agencies", "seats", "signatures", "series", "fields", "counts")
HOLDING = {"constitutes", "validity", "principle"}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A clause over a period: what was done by it, refused for it, let pass by its limit; its turns and its seats."""

    charter: str
    first: date
    last: date
    clause: str
    acts: int
    refused: int
    within: tuple[tuple[str, int], ...]
    turns: tuple[tuple[str, int], ...]
    seats: tuple[int, int] | None
    stands: str


def sheet(affairs: Affairs, record: Record, first: date, last: date, today: date) -> list[Standing]:
    """Return how each clause of each regulation in force between two days stands, as of a day."""
    owed = cells(affairs, first, last, today)
    days = first, last, today
    return [line for paper in affairs.law.papers for line in _of_paper(affairs, record, paper, owed, days)]


def _of_paper(
    affairs: Affairs, record: Record, paper: Paper, owed: list[Cell], days: tuple[date, date, date]
) -> list[Standing]:
    first, last, today = days
    begins, ends = max(first, paper.begins), min(last, paper.ends - DAY if paper.ends else last)
    if begins > ends:
        return []
    done = [each for each in record.events if begins <= each.on <= ends]
    named = Counter(each.act for each in done)
    lines = []
    for clause in paper.entries("clauses"):
        key, kind = clause["id"], clause["kind"]
        acts = sum(key in {each.basis.get("clause"), each.basis.get("recorded_by")} for each in done)
        refused = sum(begins <= each.on <= ends and key in each.clauses for each in record.refusals)
        limited = {act for each in paper.entries("limits") if each["clause"] == key for act in each["acts"]}
        within = tuple((act, named[act]) for act in sorted(limited) if named[act])
        turns = Counter(each.state for each in owed if (each.charter, each.clause) == (paper.id, key))
        on = min(ends, today)
        seats = [seat for seat in affairs.seats_on(on) if seat.rule["clause"] == key] if begins <= today else []
        held = sum(affairs.holder(seat, on) is not None for seat in seats)
        used = acts or refused or within or (kind in HOLDING and held)
        lines.append(
            Standing(
                charter=paper.id,
                first=begins,
                last=ends,
                clause=key,
                acts=acts,
                refused=refused,
                within=within,
                turns=tuple(sorted(turns.items())),
                seats=(held, len(seats)) if seats else None,
                stands=_stands(paper, key, kind, turns, bool(used)),
            )
        )
    return lines


def _stands(paper: Paper, clause: str, kind: str, turns: Counter[str], used: bool) -> str:
    for worst in ("missed", "late"):
        if turns[worst]:
            return worst
    if turns["kept"] or used:
        return "kept"
    if turns:
        return "running"
    works = any(each["clause"] == clause for each in paper.entries("principles"))
    sets_up = any(each["clause"] == clause for part in (*SETTING_UP, "sights") for each in paper.entries(part))
    if works or (kind in HOLDING and sets_up):
        return "held"
    return "unused" if kind in {"power", "limit"} else "nothing"


def heat(affairs: Affairs, year: int, today: date) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return by agency and month how many tasks due in it are (on time, late, open), counted to whom led each then."""
    found: dict[tuple[int, int], list[int]] = {}
    for task in affairs.tasks.values():
        if task.due_on and task.due_on.year == year:
            tally = found.setdefault((task.led_on(task.due_on), task.due_on.month), [0, 0, 0])
            late = (task.done_on or today) > task.due_on
            tally[1 if late else 0 if task.done_on else 2] += 1
    return {key: (each[0], each[1], each[2]) for key, each in found.items()}
