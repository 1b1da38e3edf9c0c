"""What an agency still owes: told by the contexts above, so that no agency ends while something would be nobody's.

Tasks and agencies' reports are not known here; whoever knows them registers a reading with `owes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing an agency owes: a word for its kind ("task", "report"), in words, by when, and where it is opened."""

    kind: str
    says: Text
    due_on: date | None = None
    path: str = ""


Reading = Callable[[str, int, date], Iterable[Owed]]
_READINGS: Final[list[Reading]] = []


def owes(reading: Reading) -> Reading:
    """Register what an agency (its id) of a body owes on a day: each thing once."""
    _READINGS.append(reading)
    return reading


def owed_by(body: str, agency: int, on: date) -> list[Owed]:
    """Return everything an agency of a body owes on a day, kind by kind."""
    return [each for reading in _READINGS for each in reading(body, agency, on)]
