"""What came of an agency, and what an agency or a seat came from: reading the successions, kept between acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from chidao.acts.kept import as_recorded
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.mandates.models import Seat, Succession
from chidao.people.models import Agency
from chidao.people.queries import agency_ends, agency_name_on

Heirs = Mapping[int, tuple[tuple[date, int | None], ...]]


def successor_of(agency: int, on: date) -> int | None:
    """Return the agency that goes on for another on a day: itself while it is there, None for one dissolved into none.

    Of one that was split up, the successor named first.
    """
    return _follow(agency, on, agency_ends(), _heirs())


def agencies_going_on(agencies: Iterable[int], on: date) -> tuple[int, ...]:
    """Return who goes on for each of the agencies on a day, each once; those without a successor are left out.

    What agencies owe for days after a succession is owed once by their successor (ask with the last of those days).
    """
    ends, heirs = agency_ends(), _heirs()
    found = (_follow(each, on, ends, heirs) for each in agencies)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def ceased_reasons(agencies: Iterable[int], on: date, *, field: str, row: int | None = None) -> Iterator[Reason]:
    """Yield for each agency that is no more on a day that nothing can be given to it, and who took over."""
    ends = agency_ends()
    for agency in agencies:
        end = ends.get(agency)
        if end is not None and end <= on:
            says = Text("{agency} đã kết thúc từ ngày {day}.", "{agency} is no more since {day}.")
            says = says.filled(agency=agency_name_on(agency, end), day=f"{end.day}/{end.month}/{end.year}")
            heir = successor_of(agency, on)
            remedy = Text("Chọn {heir}.", "Choose {heir}.").filled(heir=agency_name_on(heir, on)) if heir else None
            yield Reason(code="ceased", says=says, field=field, remedy=remedy, row=row)


def lineage(agency: int | None) -> frozenset[int]:
    """Return the agencies that are no more and whose work went on in an agency, and itself; nothing for none."""
    if agency is None:
        return frozenset()
    return frozenset({agency}) | _before().get(agency, frozenset())


def seat_lineage(seats: Sequence[Seat]) -> dict[int, frozenset[int]]:
    """Return for each seat that goes on from others which they were: the same key and role, the day one ended."""
    ended = {(seat.key, seat.role, seat.effective_until): seat.pk for seat in seats if seat.effective_until}
    before = {seat.pk: ended.get((seat.key, seat.role, seat.effective_from)) for seat in seats}
    found = {}
    for seat in seats:
        past: list[int] = []
        former = before.get(seat.pk)
        while former is not None and former not in past:
            past.append(former)
            former = before.get(former)
        if past:
            found[seat.pk] = frozenset(past)
    return found


def _follow(agency: int, on: date, ends: Mapping[int, date], heirs: Heirs) -> int | None:
    current: int | None = agency
    while current is not None and (end := ends.get(current)) is not None and end <= on:
        current = next((to for first, to in heirs.get(current, ()) if first <= on), None)
    return current


def _heirs() -> Heirs:
    return as_recorded("successions:heirs", _read_heirs, of=(Succession,))


def _before() -> Mapping[int, frozenset[int]]:
    return as_recorded("successions:before", _read_before, of=(Succession, Agency))


def _read_heirs() -> dict[int, tuple[tuple[date, int | None], ...]]:
    found: dict[int, tuple[tuple[date, int | None], ...]] = {}
    rows = Succession.objects.exclude(kind="rename").order_by("effective_from", "pk")
    for former, successor, first in rows.values_list("former_id", "successor_id", "effective_from"):
        found[former] = (*found.get(former, ()), (first, successor))
    return found


def _read_before() -> dict[int, frozenset[int]]:
    direct: dict[int, set[int]] = {}
    ends = agency_ends()
    for former, heirs in _heirs().items():
        for _, successor in heirs:
            # One that was split up and remains is still there for itself.
            if successor is not None and successor != former and former in ends:
                direct.setdefault(successor, set()).add(former)
    return {agency: frozenset(_all_before(agency, direct) - {agency}) for agency in direct}


def _all_before(agency: int, direct: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [agency]
    while waiting:
        for former in direct.get(waiting.pop(), set()) - found:
            found.add(former)
            waiting.append(former)
    return found
