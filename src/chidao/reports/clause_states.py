"""What of each clause is at work, made of declarations alone: the charters, the acts, the screens, the recorded tests.

Nothing here is kept by hand. A clause's parts: what the software does for it (acts its charter entries name, features,
kinds of duty), the screens on which that is seen, and the tests that carry its id and passed in the last recorded run.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from chidao.acts.registry import act_names
from chidao.data.charter_files import shipped_charter, shipped_charter_ids
from chidao.documents.signing import sealing_acts
from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter

Status = Literal["live", "partial", "open"]
Run = Mapping[str, Sequence[Mapping[str, str]]]
"""A recorded run: for each clause, how each of its tests came out on each database."""

RECORD: Final = "test-run.json"
PACKAGE: Final = Path(__file__).resolve().parents[1]


class Shown(Protocol):
    """A screen, as it is declared (`door.screens.Screen`)."""

    @property
    def name(self) -> str:
        """Return its name in addresses."""

    @property
    def acts(self) -> tuple[str, ...]:
        """Return the acts it offers."""

    @property
    def features(self) -> tuple[str, ...]:
        """Return the features it shows."""

    @property
    def duties(self) -> tuple[str, ...]:
        """Return the kinds of duty it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the entries of a charter that cite a clause make the software do."""

    acts: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.acts or self.features or self.duties)

    def seen_on(self, screen: Shown) -> bool:
        """Say whether a screen shows any of it."""
        pairs = ((self.acts, screen.acts), (self.features, screen.features), (self.duties, screen.duties))
        return any(mine & {*shown} for mine, shown in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseState:
    """A clause and how far it is live."""

    id: str
    cite: str
    status: Status
    acts: tuple[str, ...]
    screens: tuple[str, ...]
    tests: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        lists = {"acts": list(self.acts), "screens": list(self.screens), "tests": list(self.tests)}
        return {"id": self.id, "cite": self.cite, "status": self.status, **lists}


def clause_states(screens: Iterable[Shown], run: Run) -> list[ClauseState]:
    """Return every clause of the original regulations that ship, in their order."""
    shown = sorted(screens, key=lambda screen: screen.name)
    return [
        _state(clause.id, clause.cite, parts_of(clause.id, charters), shown, passed(run.get(clause.id, ())))
        for charters in regulations()
        for clause in charters[0].clauses
    ]


def regulations() -> Iterator[tuple[Charter, ...]]:
    """Yield each original charter that ships, with the installation instruments beside it."""
    ids = shipped_charter_ids()
    for charter_id in (each for each in ids if _original(each, ids)):
        first = read_charter(shipped_charter(charter_id), known_acts=act_names())
        yield (first, *(_read_beside(each, first) for each in ids if each.startswith(f"{charter_id}-")))


def parts_of(clause_id: str, charters: Sequence[Charter]) -> Parts:
    """Return what cites the clause.

    A stand-in brings every act of the role it stands for, a signature every act that signs.
    """
    stood_for = {each.stands_for for charter in charters for each in charter.stand_ins if each.clause == clause_id}
    found: dict[str, set[str]] = defaultdict(set)
    for charter in charters:
        found["acts"] |= {each.act for each in charter.powers if each.clause == clause_id or stood_for & {*each.roles}}
        found["acts"] |= {act for each in charter.limits if each.clause == clause_id for act in each.acts}
        found["acts"] |= {act for each in charter.recording if each.clause == clause_id for act in each.acts}
        found["acts"] |= {act for each in charter.signatures if each.clause == clause_id for act in sealing_acts()}
        found["features"] |= {each.feature for each in charter.principles if each.clause == clause_id}
        found["duties"] |= {each.what for each in charter.duties if each.clause == clause_id}
    return Parts(
        acts=frozenset(found["acts"] & act_names()),
        features=frozenset(found["features"]),
        duties=frozenset(found["duties"]),
    )


def passed(proofs: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the tests that passed wherever they ran."""
    outcomes: dict[str, set[str]] = defaultdict(set)
    for proof in proofs:
        outcomes[proof["test"]].add(proof["outcome"])
    return tuple(sorted(test for test, seen in outcomes.items() if seen == {"passed"}))


def recorded_run(places: Sequence[Path] = (PACKAGE.parents[1] / "docs", PACKAGE / "data")) -> Run:
    """Return the last recorded run: beside the sources, else the one packed along; nothing where there is none."""
    file = next((place / RECORD for place in places if (place / RECORD).is_file()), None)
    run: Run = json.loads(file.read_text(encoding="utf-8")) if file else {}
    return run


def _state(clause_id: str, cite: str, parts: Parts, screens: Sequence[Shown], tests: tuple[str, ...]) -> ClauseState:
    seen = tuple(screen.name for screen in screens if parts.seen_on(screen))
    have = (bool(parts), bool(seen), bool(tests))
    status: Status = "live" if all(have) else "partial" if any(have) else "open"
    return ClauseState(
        id=clause_id, cite=cite, status=status, acts=tuple(sorted(parts.acts)), screens=seen, tests=tests
    )


def _original(charter_id: str, ids: Sequence[str]) -> bool:
    return not any(charter_id.startswith(f"{each}-") for each in ids)


def _read_beside(charter_id: str, first: Charter) -> Charter:
    return read_charter(shipped_charter(charter_id), known_acts=act_names(), beside=first)
