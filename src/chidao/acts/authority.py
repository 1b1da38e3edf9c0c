"""Who acts, about what, by what right: the values that pass between an act and whoever judges it (PURE)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """A person in a seat. A claim: whoever judges checks that the person holds the seat at the instant asked of."""

    body: str
    person: int
    seat: int | None
    says: Text
    role: str | None = None
    agency: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What an act is about, as far as authority needs to know.

    `facets` are words of the closed vocabulary ("meeting": "ad_hoc"); `presiding`, `subject_seat` are seats;
    agencies and persons are ids. `says` names the object for people.
    """

    body: str
    says: Text
    facets: Mapping[str, str] = field(default_factory=dict)
    presiding: int | None = None
    subject_seat: int | None = None
    subject_person: int | None = None
    lead_agency: int | None = None
    coordinating: frozenset[int] = frozenset()
    proposer_person: int | None = None
    proposer_agency: int | None = None
    incoming: object | None = None
    """The regulation that the act itself would bring into force (`instruments.charter.Regulation`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """By what right: the clause, and the tenure, absence or delegation behind it."""

    clause: str
    says: Text
    kind: str
    role: str | None = None
    standing_for: str | None = None
    tenure: int | None = None
    absence: int | None = None
    delegation: int | None = None
    recorded_late: bool = False
    in_source: bool = True
    recorded_by: str | None = None
    """The clause that lets the operator record an act done on paper."""

    def as_data(self) -> dict[str, object]:
        """Return the basis as plain data for the record."""
        parts = {name: getattr(self, name) for name in self.__slots__ if name != "says"}
        return {"says": self.says.as_data()} | {name: part for name, part in parts.items() if part not in (None, False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Every reason against, each with its clause."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to the authority: may this capacity do this act about this matter, at this instant?"""

    capacity: Capacity
    act: str
    matter: Matter
    at: datetime
    known_at: datetime


class Authority(Protocol):
    """Whoever judges acts. Given to the runner, so that storeys below the mandates have acts too."""

    def answer(self, questions: Sequence[Question]) -> list[Basis | Refusal]:
        """Answer a page's questions at once, with a bounded number of reads."""

    def may_record(self, operator: Capacity, question: Question) -> Basis | Refusal:
        """Say whether the operator may record, from the signed paper, the act that the question is about."""


class _Door:
    """Holds the one authority of the installation; mandates puts theirs here when the program starts."""

    authority: Authority | None = None


def install_authority(authority: Authority) -> None:
    """Say who judges from now on."""
    _Door.authority = authority


def the_authority() -> Authority:
    """Return who judges. Raises RuntimeError before any was installed."""
    if _Door.authority is None:
        raise RuntimeError("no authority installed")
    return _Door.authority


def may(question: Question) -> Basis | Refusal:
    """Ask one question."""
    return the_authority().answer([question])[0]
