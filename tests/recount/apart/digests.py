"""What a digest counts, counted again: reports owed, duties that fall due, late tasks of an agency."""

from __future__ import annotations

from datetime import date, timedelta

from tests.recount.apart.affairs import Affairs, Seat
from tests.recount.apart.duties import askings, cells

BACK, AHEAD = timedelta(days=92), timedelta(days=14)


def counts(affairs: Affairs, person: int, today: date) -> dict[str, int]:
    """Return how many there are of each, over the seats that a person holds; the parts with none are left out."""
    seats = [seat for seat in affairs.seats_on(today) if affairs.holder(seat, today) == person]
    found = {
        "reports": len(_reports(affairs, seats, today)),
        "duties": _duties(affairs, seats, today),
        "late": sum(_late(affairs, agency, today) for agency in {seat.agency for seat in seats}),
    }
    return {name: count for name, count in found.items() if count}


def _reports(affairs: Affairs, seats: list[Seat], today: date) -> set[tuple[object, ...]]:
    """What an agency owes since a year, its own and what those owed that went on in it."""
    found: set[tuple[object, ...]] = set()
    for seat in (each for each in seats if _sees(affairs, each, today)):
        own = {seat.agency, *(former for former in affairs.succeeded if affairs.heir(former, date.max) == seat.agency)}
        for asking in askings(affairs, today - timedelta(days=366), today + timedelta(days=400), today):
            for line in asking.lines:
                if line.agency in own and line.state in {"due", "missing"}:
                    found.add((asking.form, asking.demand, asking.cycle, line.agency))
    return found


def _sees(affairs: Affairs, seat: Seat, today: date) -> bool:
    sights = affairs.law.entries("sights", today)
    shown = any(seat.rule["role"] in each["roles"] and "reports" in each["sees"] for each in sights)
    return shown and seat.agency is not None


def _duties(affairs: Affairs, seats: list[Seat], today: date) -> int:
    roles = {each["id"]: each["unit"] for each in affairs.law.entries("roles", today)}
    units = {roles.get(seat.rule["role"]) for seat in seats}
    undone = {"due", "begun", "missed"}
    found = cells(affairs, today - BACK, today + AHEAD, today)
    return len(
        {(each.due_on.year, each.due_on.month, each.charter, each.duty, each.cycle) for each in found
         if each.unit in units and each.state in undone and each.what != "agency_report"}
    )  # fmt: skip


def _late(affairs: Affairs, agency: int | None, today: date) -> int:
    own = [each for each in affairs.tasks.values() if each.led[-1][1] == agency]
    return sum(each.done_on is None and each.due_on is not None and each.due_on < today for each in own)
