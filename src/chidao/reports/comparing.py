"""The committees of the installation side by side: what their regulations lay down, and how it is kept.

What a regulation lays down may be compared by whoever is signed in. How a committee keeps it is shown of those only in
which the person holds a seat that sees the work itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from chidao.instruments.charter import Power, Regulation
from chidao.instruments.vocabulary import DUTY_KINDS
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.queries import Reader, body_codes, name_on, reader_for, regulation, seats_of_person
from chidao.reports.clauses import role_titles
from chidao.reports.obligations import obligations
from chidao.tasks.queries import visible
from chidao.tasks.queries.lists import STANDINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a regulation lays down, with the clause; `added` where the source itself does not say it."""

    says: Text
    clause: str
    label: str
    cite: str
    summary: Text
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One committee on the day compared. `regulation` is None where no text is held for that day."""

    body: str
    name: Text
    regulation: Text | None
    sees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question asked of every regulation, with each committee's entries in the order of the columns."""

    title: Text
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How one kind of obligation, or the tasks, stood in the days compared."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One line of practice: a count for each committee, None where the reader may not see it."""

    title: Text
    cells: tuple[Kept | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The committees side by side on a day, and their practice from `first` to that day."""

    on: date
    first: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    practice: tuple[Practice, ...]


def compare(person: int, at: datetime, on: date, first: date) -> Comparison:
    """Return every committee side by side; reads grow with the committees, not with what they did."""
    readers = _readers(person, at)
    bodies = body_codes()
    found = {body: regulation(body, on) for body in bodies}
    return Comparison(
        on=on,
        first=first,
        columns=tuple(_column(body, found[body], on, sees=_sees(readers.get(body))) for body in bodies),
        rows=tuple(_rows([found[body] for body in bodies])),
        practice=tuple(_practice([readers.get(body) for body in bodies], first, on, local_day(at))),
    )


def _readers(person: int, at: datetime) -> dict[str, Reader]:
    """Return the person's widest reader in each body."""
    found: dict[str, Reader] = {}
    for capacity in seats_of_person(person, at):
        reader = reader_for(capacity, at)
        if capacity.body not in found or _sees(reader):
            found[capacity.body] = reader
    return found


def _sees(reader: Reader | None) -> bool:
    return reader is not None and reader.sees("tasks") == "all"


def _column(body: str, current: Regulation | None, on: date, *, sees: bool) -> Column:
    named = name_on(body, on)
    return Column(
        body=body,
        name=named.short_name if named else same(body),
        regulation=_paper(current) if current else None,
        sees=sees,
    )


def _paper(current: Regulation) -> Text:
    """Return what the regulation is called: its number and symbol, else its title."""
    ref = current.charters[0].instrument
    return same(f"{ref.number}/{ref.symbol}") if ref.number and ref.symbol else ref.title


def _rows(found: Sequence[Regulation | None]) -> Iterator[Row]:
    for title, entries in _ASKED:
        cells = tuple(tuple(entries(each)) if each else () for each in found)
        if any(cells):
            yield Row(title=title, cells=cells)


def _entry(current: Regulation, says: Text, clause: str) -> Entry:
    for charter in current.charters:
        for each in charter.clauses:
            if each.id == clause:
                added = charter.source == "installation"
                return Entry(
                    says=says, clause=clause, label=each.label, cite=each.cite, summary=each.summary, added=added
                )
    return Entry(says=says, clause=clause, label=clause, cite="", summary=same(""), added=False)


def _who_may(act: str, **facets: str) -> Callable[[Regulation], Iterable[Entry]]:
    def entries(current: Regulation) -> Iterator[Entry]:
        for power in current.powers:
            if power.act == act and all(_covers(power, facet, word) for facet, word in facets.items()):
                yield _entry(current, listed(list(role_titles(current, power.roles))), power.clause)

    return entries


def _covers(power: Power, facet: str, word: str) -> bool:
    return facet not in power.only or word in power.only[facet]


def _seats(current: Regulation) -> Iterator[Entry]:
    units = {unit.id for unit in current.units if unit.kind in {"committee", "group"}}
    for role in sorted((each for each in current.roles if each.unit in units), key=lambda each: each.rank):
        held = [each for each in current.seats if each.role == role.id]
        if held:
            says = _SEATS.filled(role=role.title, n=len(held))
            yield _entry(current, says, held[0].clause)


def _counts(current: Regulation) -> Iterator[Entry]:
    for count in current.counts:
        roles = {
            role.id for role in current.roles if role.unit == count.unit and role.id in (count.roles or (role.id,))
        }
        listed_seats = [
            seat for charter in current.charters if charter.source == "original"
            for seat in charter.seats if seat.role in roles
        ]  # fmt: skip
        unit = next((each.name for each in current.units if each.id == count.unit), same(count.unit))
        says = _NAMED if count.stated is None else _COUNT
        named = len(listed_seats)
        yield _entry(current, says.filled(unit=unit, stated=count.stated, named=named), count.clause)


def _stand_ins(current: Regulation) -> Iterator[Entry]:
    for each in current.stand_ins:
        own, other = role_titles(current, (each.role, each.stands_for))
        yield _entry(current, _FOR.filled(own=own, other=other), each.clause)


def _cadences(what: str) -> Callable[[Regulation], Iterable[Entry]]:
    def entries(current: Regulation) -> Iterator[Entry]:
        for duty in current.duties:
            if duty.what == what:
                every = _EVERY.filled(n=duty.months) if duty.months else _ON_DEMAND
                to = listed([*role_titles(current, duty.to)]) if duty.to else None
                says = _CADENCE.filled(title=duty.title, every=every)
                yield _entry(current, _TO.filled(says=says, to=to) if to else says, duty.clause)

    return entries


def _seals(current: Regulation) -> Iterator[Entry]:
    for each in current.signatures:
        (title,) = role_titles(current, (each.role,))
        seal = _OWN_SEAL if each.seal_of == "own_agency" else same(each.seal) if each.seal else _NO_SEAL
        acting = _ACTING if each.standing_in else Text("", "")
        yield _entry(current, _SEAL.filled(title=title, acting=acting, seal=seal), each.clause)


def _limits(current: Regulation) -> Iterator[Entry]:
    yield from (_entry(current, each.says, each.clause) for each in current.limits)


def _practice(readers: Sequence[Reader | None], first: date, on: date, today: date) -> Iterator[Practice]:
    seen = [reader if _sees(reader) else None for reader in readers]
    owed = [_owed(reader, first, on, min(on, today)) if reader else None for reader in seen]
    for kind, title in DUTY_KINDS.items():
        cells = tuple(counts.get(kind, Kept()) if counts is not None else None for counts in owed)
        if any(cell and cell != Kept() for cell in cells):
            yield Practice(title=title, cells=cells)
    yield Practice(title=_TASKS, cells=tuple(_tasks(reader, first, on, today) if reader else None for reader in seen))


def _owed(reader: Reader, first: date, on: date, today: date) -> Mapping[str, Kept]:
    found: dict[str, dict[str, int]] = {}
    for each in obligations(reader.body, first, on, today):
        state = each.state if each.state in {"kept", "late", "missed"} else "open"
        counts = found.setdefault(each.what, {})
        counts[state] = counts.get(state, 0) + 1
    return {what: Kept(**counts) for what, counts in found.items()}


def _tasks(reader: Reader, first: date, on: date, today: date) -> Kept:
    due = visible(reader).filter(due_on__gte=first, due_on__lte=on).order_by()
    counted = due.aggregate(
        overdue=Count("pk", filter=STANDINGS["late"](today) & Q(done_on=None)),
        **{name: Count("pk", filter=standing(today)) for name, standing in STANDINGS.items()},
    )
    late, overdue = counted["late"], counted["overdue"]
    return Kept(kept=counted["on_time"], late=late - overdue, missed=overdue, open=counted["open"])


_SEATS = Text("{role}: {n}", "{role}: {n}")
_COUNT = Text("{unit}: văn bản nêu {stated}, kể ra {named}", "{unit}: {stated} stated, {named} named")
_NAMED = Text("{unit}: không nêu số, kể ra {named}", "{unit}: no number stated, {named} named")
_FOR = Text("{own} thay {other}", "{own} for {other}")
_EVERY = Text("{n} tháng một lần", "every {n} months")
_ON_DEMAND = Text("khi được yêu cầu", "on demand")
_CADENCE = Text("{title}: {every}", "{title}: {every}")
_TO = Text("{says}; gửi {to}", "{says}; to {to}")
_SEAL = Text("{title}{acting}: {seal}", "{title}{acting}: {seal}")
_ACTING = Text(" (ký thay)", " (acting)")
_OWN_SEAL = Text("dấu cơ quan mình", "own agency's seal")
_NO_SEAL = Text("không dùng dấu", "no seal")
_TASKS = Text("nhiệm vụ đến hạn", "tasks due")

_ASKED: tuple[tuple[Text, Callable[[Regulation], Iterable[Entry]]], ...] = (
    (Text("Số ghế theo vai", "Seats by role"), _seats),
    (Text("Số nêu và số kể ra", "Stated and named"), _counts),
    (
        Text("Ai triệu tập họp định kỳ", "Who calls regular meetings"),
        _who_may("convene_meeting", meeting="regular", unit="committee"),
    ),
    (
        Text("Ai triệu tập họp đột xuất", "Who calls ad hoc meetings"),
        _who_may("convene_meeting", meeting="ad_hoc", unit="committee"),
    ),
    (
        Text("Ai quyết định việc thường xuyên", "Who decides regular matters"),
        _who_may("decide_matter", matter="regular"),
    ),
    (Text("Ai giao việc", "Who gives work"), _who_may("assign_task", origin="direction")),
    (Text("Ai đôn đốc", "Who urges"), _who_may("urge_agency")),
    (Text("Ai thay ai khi vắng", "Who stands in"), _stand_ins),
    (Text("Họp định kỳ", "Regular meetings"), _cadences("meeting")),
    (Text("Báo cáo định kỳ", "Periodic reports"), _cadences("report")),
    (Text("Sơ kết, tổng kết", "Reviews"), _cadences("review")),
    (Text("Chương trình, kế hoạch", "Programmes, plans"), _cadences("plan")),
    (Text("Chữ ký và con dấu", "Signatures and seals"), _seals),
    (Text("Giới hạn", "Limits"), _limits),
)
