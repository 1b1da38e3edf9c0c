"""What a draft would become: its seats by unit with their holders, a year of duties, what each role may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chidao.acts.registry import act_named, act_names
from chidao.duties.rules import cycles
from chidao.instruments.charter import Charter, Duty, Power, SeatRule
from chidao.instruments.charter_format import read_charter
from chidao.instruments.vocabulary import CONDITIONS, FACETS
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import Text, listed
from chidao.onboarding.rules.state import Composed
from chidao.web import pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatShown:
    """A seat: its role's title, the post or agency that holds it, who sits there from the first day."""

    title: Text
    held_by: str
    holder: str
    added: bool
    records: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShown:
    """The seats of one unit."""

    name: Text
    seats: Sequence[SeatShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerShown:
    """Something a role may do, with what narrows it; `added` where the text does not have it."""

    says: Text
    cite: str
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleShown:
    """What a role may do."""

    title: Text
    powers: Sequence[PowerShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Everything that would be, in words."""

    name: Text
    short_name: Text
    units: Sequence[UnitShown]
    roles: Sequence[RoleShown]
    year: pictures.DutyYear
    on_demand: Sequence[Text]
    """Duties that are owed only when asked for."""


def outlook(composed: Composed, year: int) -> Outlook | None:
    """Return what a draft would become, seen in a year; None where its files cannot be read yet."""
    charters = _charters(composed)
    if not charters:
        return None
    duties = [duty for charter in charters for duty in charter.duties]
    units = {unit.id: unit.name for charter in charters for unit in charter.units}
    return Outlook(
        name=charters[0].name,
        short_name=charters[0].short_name,
        units=list(_units(charters, composed)),
        roles=list(_roles(charters)),
        year=pictures.DutyYear(year=year, rows=tuple(_row(each, units, year) for each in duties if each.months)),
        on_demand=[each.title for each in duties if not each.months],
    )


def _charters(composed: Composed) -> tuple[Charter, ...]:
    try:
        first = read_charter(composed.charter, known_acts=act_names())
        if not composed.installation:
            return (first,)
        return first, read_charter(composed.installation, known_acts=act_names(), beside=first)
    except BadInput:
        return ()


def _units(charters: Sequence[Charter], composed: Composed) -> Iterator[UnitShown]:
    names = {each.seat: each.name for each in composed.holders}
    titles = {role.id: role for charter in charters for role in charter.roles}
    agencies = {each.id: each.name for charter in charters for each in charter.agencies}
    seats = [(seat, charter.source != "original") for charter in charters for seat in charter.seats]
    seats.sort(key=lambda each: titles[each[0].role].rank)
    for unit in (unit for charter in charters for unit in charter.units):
        inside = [
            _seat(seat, titles[seat.role].title, agencies, names, composed, added=added)
            for seat, added in seats
            if titles[seat.role].unit == unit.id
        ]
        if inside:
            yield UnitShown(name=unit.name, seats=inside)


def _seat(
    seat: SeatRule,
    title: Text,
    agencies: Mapping[str, str],
    names: Mapping[str, str],
    composed: Composed,
    *,
    added: bool,
) -> SeatShown:
    held_by = seat.holder or agencies.get(seat.agency or "", "")
    records = seat.id == composed.recorder_seat
    holder = names.get(seat.id) or (composed.recorder if records else "") or seat.person or ""
    return SeatShown(
        title=title, held_by=held_by, holder=holder if holder != held_by else "", added=added, records=records
    )


def _roles(charters: Sequence[Charter]) -> Iterator[RoleShown]:
    for role in sorted((role for charter in charters for role in charter.roles), key=lambda each: each.rank):
        powers = [shown for charter in charters for shown in _powers(charter, role.id)]
        if powers:
            yield RoleShown(title=role.title, powers=powers)


def _powers(charter: Charter, role: str) -> Iterator[PowerShown]:
    """Yield what a role may do by a charter: of one clause and under the same conditions, in one line."""
    cites = {each.id: each.label for each in charter.clauses}
    found: dict[tuple[str, str], tuple[list[Text], list[Text]]] = {}
    for power in charter.powers:
        if role in power.roles:
            how = _narrowed(power)
            acts, _ = found.setdefault((power.clause, listed(how).vi), ([], how))
            acts.append(act_named(power.act).title)
    for (clause, _), (acts, how) in found.items():
        said = listed(list(dict.fromkeys(acts)))
        says = Text("{acts} ({how})", "{acts} ({how})").filled(acts=said, how=listed(how)) if how else said
        yield PowerShown(says=says, cite=cites.get(clause, ""), added=charter.source != "original")


def _narrowed(power: Power) -> list[Text]:
    narrowed = [FACETS[facet][each] for facet, allowed in power.only.items() for each in allowed]
    return [*narrowed, *(CONDITIONS[each] for each in power.when)]


def _row(duty: Duty, units: Mapping[str, Text], year: int) -> pictures.DutyRow:
    first, last = date(year, 1, 1), date(year, 12, 31)
    cells = tuple(
        pictures.DutyCell(month=turn.last_on.month, state="due", due_on=turn.last_on, says=turn.says)
        for turn in cycles(duty, first.replace(year=year - 1), None, first=first, last=last)
        if turn.last_on.year == year
    )
    title = Text("{title} · {unit}", "{title} · {unit}").filled(title=duty.title, unit=units[duty.unit])
    return pictures.DutyRow(title=title, cells=cells)
