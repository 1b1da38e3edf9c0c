"""Reading instruments: what is in force on a day, the chain of decisions, the working days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chidao.acts.kept import as_recorded
from chidao.acts.registry import act_names
from chidao.data.loading import working_calendar
from chidao.instruments.charter import Charter, Regulation
from chidao.instruments.charter_format import read_charter
from chidao.instruments.models import Instrument, Provision
from chidao.kernel.days import Calendar


@dataclass(frozen=True, slots=True)
class InForce:
    """A charter and the days on which its instrument is in force.

    `dated` is False where the text does not say from when: the day is then its installation instrument's choice.
    """

    charter: Charter
    instrument: int
    effective_from: date
    effective_until: date | None
    dated: bool = True

    def on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.effective_from <= day and (self.effective_until is None or day < self.effective_until)


def charters_of(body: str) -> tuple[InForce, ...]:
    """Return every charter the body has adopted, oldest first, with its period."""
    return as_recorded(f"charters:{body}", lambda: _read_charters(body), of=(Instrument,))


def regulation(body: str, on: date) -> Regulation | None:
    """Return what is in force for a body on a day: its charter and what is installed beside it; None if no text is
    held for that day."""
    current = tuple(each.charter for each in charters_of(body) if each.on(on))
    if not any(charter.source == "original" for charter in current):
        return None
    return Regulation(on, current)


def working_days() -> Calendar:
    """Return the calendar of working days, from the dated rows the program ships."""
    return working_calendar()


def instruments_of(body: str) -> list[Instrument]:
    """Return the instruments of a body with their links, oldest effect first (three queries).

    Papers that came in are left out: they stand in their own register.
    """
    found = Instrument.objects.filter(body=body).exclude(source="incoming").defer("charter")
    return sorted(found.prefetch_related("links__target"), key=lambda each: (each.signed or "9999", each.pk))


def in_force_on(body: str, on: date) -> list[Instrument]:
    """Return the instruments of a body in force on a day."""
    return [
        each
        for each in instruments_of(body)
        if each.effective_from and each.effective_from <= on and (not each.effective_until or on < each.effective_until)
    ]


def provisions_of(instrument_id: int) -> list[Provision]:
    """Return the provisions of an instrument in their order."""
    return list(Provision.objects.filter(instrument_id=instrument_id).order_by("ordinal"))


def _read_charters(body: str) -> tuple[InForce, ...]:
    rows = list(Instrument.objects.filter(body=body).exclude(charter_id="").order_by("effective_from", "id"))
    found = [_in_force(row, rows) for row in rows]
    return tuple(sorted((each for each in found if each), key=lambda each: (each.effective_from, each.instrument)))


def _in_force(row: Instrument, rows: Iterable[Instrument]) -> InForce | None:
    """Return a charter with its days; one whose text gives none begins with what is first installed beside it."""
    given = [each.effective_from for each in rows if each.complements == row.charter_id and each.effective_from]
    begins = row.effective_from or min(given, default=None)
    if begins is None or not row.charter:
        return None
    charter = parsed(bytes(row.charter))
    return InForce(charter, row.pk, begins, row.effective_until, dated=row.effective_from is not None)


def parsed(raw: bytes) -> Charter:
    """Return the charter of a file that was checked when it was adopted (kept; the bytes are its name)."""
    return _parsed(raw, act_names())


@lru_cache(maxsize=64)
def _parsed(raw: bytes, known_acts: frozenset[str]) -> Charter:
    return read_charter(raw, known_acts=known_acts)
