"""What the regulation says of one role: its clauses, its powers, what limits it, what it may see, what is due of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chidao.instruments.charter import Clause, Duty, Limit, Power, Regulation, StandIn
from chidao.instruments.vocabulary import SCOPES, SUBJECTS
from chidao.kernel.wording import Text
from chidao.mandates.rules import scopes
from chidao.reports.clauses import act_title, narrowed


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPower:
    """An act that the role has, by a clause; `narrowed` says where; `standing_for` whose power it is while away."""

    act: str
    title: Text
    clause: str
    narrowed: Text | None
    standing_for: Text | None = None
    stands_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Everything of a regulation that concerns one role."""

    clauses: tuple[Clause, ...]
    powers: tuple[OwnPower, ...]
    limits: tuple[Limit, ...]
    duties: tuple[Duty, ...]
    sees: tuple[tuple[Text, Text], ...]
    records: tuple[tuple[str, Text], ...]


def own(current: Regulation, role_id: str) -> Own:
    """Return what a regulation says of a role."""
    role = current.role(role_id)
    bears, unit = (role.bears, role.unit) if role else ((), "")
    powers = tuple(_powers(current, role_id))
    held = {each.act for each in powers}
    return Own(
        clauses=tuple(each for each in current.clauses if each.who in bears),
        powers=powers,
        limits=tuple(each for each in current.limits if held & set(each.acts)),
        duties=tuple(each for each in current.duties if each.unit == unit),
        sees=tuple((SUBJECTS[subject], SCOPES[scope]) for subject, scope in scopes(current, role_id).items()),
        records=tuple(_records(current, role_id)),
    )


def _powers(current: Regulation, role: str) -> Iterator[OwnPower]:
    for power in current.powers:
        if role in power.roles:
            yield _power(power, None, None)
    for rule in current.stand_ins:
        if rule.role == role:
            yield from _stood_in(current, rule, role)


def _stood_in(current: Regulation, rule: StandIn, role: str) -> Iterator[OwnPower]:
    other = current.role(rule.stands_for)
    for power in current.powers:
        if rule.stands_for in power.roles and role not in power.roles:
            yield _power(power, other.title if other else None, rule.clause)


def _power(power: Power, standing_for: Text | None, stands_by: str | None) -> OwnPower:
    return OwnPower(
        act=power.act,
        title=act_title(power.act),
        clause=power.clause,
        narrowed=narrowed(power),
        standing_for=standing_for,
        stands_by=stands_by,
    )


def _records(current: Regulation, role: str) -> Iterator[tuple[str, Text]]:
    for each in current.recording:
        if role in each.roles:
            for act in each.acts:
                yield each.clause, act_title(act)
