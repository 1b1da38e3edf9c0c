"""Reading the exported record: its lines, and that they chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.recount.apart.days import day_of

BESIDE = {"line", "hash", "prev_hash"}


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event: what was done, when, when it became known, by which seat and right, what it made."""

    seq: int
    act: str
    at: datetime
    known: datetime
    seat: int | None
    person: int | None
    basis: dict[str, Any]
    given: dict[str, Any]
    outcome: dict[str, Any]
    rows: list[tuple[str, int]]

    @property
    def on(self) -> date:
        """Return its day."""
        return day_of(self.at)

    def made(self, table: str) -> list[int]:
        """Return the keys of the rows of a table that it touched, in the order in which rows are made."""
        return sorted(key for name, key in self.rows if name == table)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A refused act: when, and the clauses that its reasons cite."""

    on: date
    clauses: frozenset[str]


@dataclass(frozen=True)
class Record:
    """A whole exported record."""

    body: str
    events: list[Event] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @classmethod
    def read(cls, lines: Iterable[str]) -> Record:
        """Read the lines of an export. Raises ValueError where the record is not whole, or does not chain."""
        written = (json.loads(line) for line in lines)
        head = next(written)
        if set(head["scope"].values()) != {"all"}:
            raise ValueError("the record is exported in part only")
        found, previous = cls(head["body"]), "0" * 64
        for line in written:
            if line["line"] == "refusal":
                found.refusals.append(_refusal(line))
                continue
            if line["prev_hash"] != previous or _hash(line) != line["hash"]:
                raise ValueError(f"the chain breaks at {line['seq']}")
            previous = line["hash"]
            found.events.append(_event(line))
        return found


def _hash(line: dict[str, Any]) -> str:
    said = {name: value for name, value in line.items() if name not in BESIDE}
    whole = {"previous": line["prev_hash"], "said": said}
    words = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def _event(line: dict[str, Any]) -> Event:
    return Event(
        seq=line["seq"],
        act=line["act"],
        at=datetime.fromisoformat(line["at"]),
        known=datetime.fromisoformat(line["recorded_at"]),
        seat=line["actor_seat"],
        person=line["actor_person"],
        basis=line["basis"],
        given=line["given"],
        outcome=line["outcome"],
        rows=[(table, key) for table, key, _ in line["rows"]],
    )


def _refusal(line: dict[str, Any]) -> Refusal:
    cited = frozenset(each["clause"] for each in line["reasons"] if each.get("clause"))
    return Refusal(on=day_of(datetime.fromisoformat(line["at"])), clauses=cited)
