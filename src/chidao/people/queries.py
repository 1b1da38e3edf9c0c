"""Reading agencies: what each is or was called, today and on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chidao.acts.kept import as_recorded
from chidao.people.models import Agency, AgencyName


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyNamed:
    """What an agency is called over a period; None where the beginning or the end is not known."""

    name: str
    effective_from: date | None
    effective_until: date | None

    def stands(self, on: date) -> bool:
        """Say whether it is the name on a day."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_until is None or on < self.effective_until)


def agency_name_on(agency: int, on: date) -> str:
    """Return what an agency was called on a day; its last name for days on which it was no more, "" for no agency.

    Names are read once between acts, whatever is asked.
    """
    names = agency_names_of(agency)
    return name_among(names, on) or _last_names().get(agency, "")


def agency_names_of(agency: int) -> tuple[AgencyNamed, ...]:
    """Return every name an agency has had, the oldest first."""
    return _names().get(agency, ())


def agencies_renamed() -> Mapping[int, tuple[AgencyNamed, ...]]:
    """Return the names of the agencies that have had more than one: of the others, one name holds for every day.

    For lists: asked once, however many lines.
    """
    return as_recorded("agencies:several", _read_several, of=(AgencyName,))


def name_among(names: Sequence[AgencyNamed], on: date) -> str | None:
    """Return which of an agency's names held on a day, None where none is known."""
    return next((each.name for each in names if each.stands(on)), None)


def names_then(on: date) -> Mapping[int, str]:
    """Return what the agencies that have had more than one name were called on a day."""
    found = {agency: name_among(names, on) for agency, names in agencies_renamed().items()}
    return {agency: name for agency, name in found.items() if name is not None}


def _names() -> Mapping[int, tuple[AgencyNamed, ...]]:
    return as_recorded("agencies:named", _read_names, of=(AgencyName,))


def _last_names() -> Mapping[int, str]:
    return as_recorded("agencies:last", lambda: dict(Agency.objects.values_list("pk", "name")), of=(Agency,))


def agency_ends() -> Mapping[int, date]:
    """Return the agencies that are no more, each with the day since which it is not."""
    return as_recorded("agencies:ended", _read_ends, of=(Agency,))


def _read_names() -> dict[int, tuple[AgencyNamed, ...]]:
    found: dict[int, tuple[AgencyNamed, ...]] = {}
    rows = AgencyName.objects.values_list("agency_id", "name", "effective_from", "effective_until")
    for agency, name, first, until in sorted(rows, key=lambda row: row[2] or date.min):
        named = AgencyNamed(name=name, effective_from=first, effective_until=until)
        found[agency] = (*found.get(agency, ()), named)
    return found


def _read_several() -> dict[int, tuple[AgencyNamed, ...]]:
    return {agency: names for agency, names in _names().items() if len(names) > 1}


def _read_ends() -> dict[int, date]:
    return dict(Agency.objects.filter(effective_until__isnull=False).values_list("pk", "effective_until"))
