"""Who may do and who may see, under the regulation of a day: one row a role, one column an act or a subject.

Made from the charter in force and the registry of acts, by the same values that `may` judges by; that it says what
`may` says is tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chidao.acts.registry import acts
from chidao.instruments.charter import Limit, Power, Regulation, Role
from chidao.instruments.queries import regulation
from chidao.instruments.vocabulary import CONDITIONS, FACETS, SUBJECTS
from chidao.kernel.wording import Text, listed
from chidao.mandates.rules import scopes

Verdict = Literal["yes", "conditions", "no"]
EVERY_ACT: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One way in which a role comes to an act: the power's clause, what narrows it, and for whom it stands in."""

    power: str
    clause: str
    only: Mapping[str, tuple[str, ...]]
    when: tuple[str, ...]
    stands_for: str | None = None
    stands_by: str | None = None
    """The clause by which the role stands in for `stands_for`."""

    def says(self) -> Text:
        """Say what narrows it, for people; empty where nothing does."""
        facets = [FACETS[facet][word] for facet, words in self.only.items() for word in words]
        return listed([*facets, *(CONDITIONS[name] for name in self.when)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Whether a role may do an act: plainly, under conditions, or not; by which clauses; whether it may record it."""

    role: str
    act: str
    verdict: Verdict
    clauses: tuple[str, ...]
    grounds: tuple[Ground, ...]
    limits: tuple[str, ...]
    records_by: str | None = None
    """The clause by which the role may record the act when others did it on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole table for a body and a day. `sees` has role → subject → scope; without a regulation all is empty."""

    body: str
    on: date
    roles: tuple[Role, ...]
    acts: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    sees: Mapping[str, Mapping[str, str]]

    def as_data(self) -> dict[str, object]:
        """Return the table as plain data, what is not allowed left out."""
        return {
            "body": self.body,
            "on": self.on.isoformat(),
            "roles": [{"id": role.id, "unit": role.unit, "title": role.title.as_data()} for role in self.roles],
            "acts": list(self.acts),
            "may": [_cell_data(cell) for cell in self.cells.values() if cell.verdict != "no" or cell.records_by],
            "subjects": {name: says.as_data() for name, says in SUBJECTS.items()},
            "sees": {role: dict(subjects) for role, subjects in self.sees.items()},
        }


def matrix(body: str, on: date) -> Matrix:
    """Return the table of a body for a day."""
    return matrix_of(regulation(body, on), body, on, [each.name for each in acts()])


def matrix_of(current: Regulation | None, body: str, on: date, names: Iterable[str]) -> Matrix:
    """Return the table that a regulation gives over acts."""
    roles = tuple(sorted(current.roles, key=lambda role: role.rank)) if current else ()
    columns = tuple(names)
    cells = [_cell(current, role.id, act) for role in roles for act in columns] if current else []
    return Matrix(
        body=body,
        on=on,
        roles=roles,
        acts=columns,
        cells={(cell.role, cell.act): cell for cell in cells},
        sees={role.id: scopes(current, role.id) for role in roles},
    )


def _cell(current: Regulation, role: str, act: str) -> Cell:
    grounds = tuple(_grounds(current, role, act))
    against = [limit for limit in current.limits if act in limit.acts]
    clauses = dict.fromkeys([*(ground.stands_by or ground.clause for ground in grounds), *(x.clause for x in against)])
    return Cell(
        role=role,
        act=act,
        verdict=_verdict(grounds, against),
        clauses=tuple(clauses) if grounds else (),
        grounds=grounds,
        limits=tuple(limit.clause for limit in against),
        records_by=_records_by(current, role, act),
    )


def _grounds(current: Regulation, role: str, act: str) -> Iterator[Ground]:
    standing_for = {rule.stands_for: rule.clause for rule in current.stand_ins if rule.role == role}
    for power in current.powers:
        if power.act != act:
            continue
        if role in power.roles:
            yield _ground(power, None, None)
        for other in power.roles:
            if other in standing_for:
                yield _ground(power, other, standing_for[other])


def _ground(power: Power, stands_for: str | None, stands_by: str | None) -> Ground:
    return Ground(
        power=power.id,
        clause=power.clause,
        only=power.only,
        when=power.when,
        stands_for=stands_for,
        stands_by=stands_by,
    )


def _verdict(grounds: tuple[Ground, ...], against: list[Limit]) -> Verdict:
    if not grounds or any(not limit.unless for limit in against):
        return "no"
    plain = any(not ground.only and not ground.when and not ground.stands_for for ground in grounds)
    return "yes" if plain and not against else "conditions"


def _records_by(current: Regulation, role: str, act: str) -> str | None:
    allowed = (rule for rule in current.recording if role in rule.roles and {act, EVERY_ACT} & set(rule.acts))
    return next((rule.clause for rule in allowed), None)


def _cell_data(cell: Cell) -> dict[str, object]:
    grounds = [
        {
            "power": ground.power,
            "clause": ground.clause,
            "only": {facet: list(words) for facet, words in ground.only.items()},
            "when": list(ground.when),
            "stands_for": ground.stands_for,
            "stands_by": ground.stands_by,
            "says": ground.says().as_data(),
        }
        for ground in cell.grounds
    ]
    return {
        "role": cell.role,
        "act": cell.act,
        "verdict": cell.verdict,
        "clauses": list(cell.clauses),
        "grounds": grounds,
        "limits": list(cell.limits),
        "records_by": cell.records_by,
    }
