"""The page that describes every act, made from the declarations: what is asked, and who may do it by which clause."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chidao.acts.registry import Act, Asked, acts, fields_of
from chidao.instruments.charter import Power, Regulation
from chidao.kernel.wording import Text
from chidao.mandates.queries import body_codes, regulation
from chidao.reports.matrix import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPage:
    """One field of an act's input, as a person reads of it."""

    name: str
    label: Text
    kind: str
    hint: Text | None
    required: bool
    choices: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerPage:
    """Who may do an act in a body: the roles' titles, the clause, what narrows it (empty: nothing)."""

    body: str
    clause: str
    cite: str
    roles: tuple[Text, ...]
    narrowed: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """One act, whole."""

    name: str
    title: Text
    says: Text
    room: str
    fields: tuple[FieldPage, ...]
    powers: tuple[PowerPage, ...]


def act_pages(on: date) -> list[ActPage]:
    """Return every act with its fields, and who may do it on a day in each body that the installation holds."""
    current = {body: found for body in body_codes() if (found := regulation(body, on))}
    return [act_page(act, current) for act in acts()]


def act_page(act: Act, current: Mapping[str, Regulation]) -> ActPage:
    """Return the page of one act under the regulations of bodies."""
    return ActPage(
        name=act.name,
        title=act.title,
        says=act.says,
        room=act.room,
        fields=field_pages(act.given),
        powers=tuple(
            _power(body, found, power)
            for body, found in current.items()
            for power in found.powers
            if power.act == act.name
        ),
    )


def field_pages(given: type[Any]) -> tuple[FieldPage, ...]:
    """Return the fields of an act's input, the body left out: whoever calls names it in the address."""
    asked = fields_of(given)
    return tuple(_field(field, asked[field.name]) for field in dataclasses.fields(given) if field.name != "body")


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Say whether a field of an input has to be given."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _field(field: dataclasses.Field[Any], asked: Asked) -> FieldPage:
    return FieldPage(
        name=field.name,
        label=asked.label,
        kind=asked.kind,
        hint=asked.hint,
        required=is_required(field),
        choices=asked.choices,
    )


def _power(body: str, current: Regulation, power: Power) -> PowerPage:
    clause = current.clause(power.clause)
    titles = [role.title for name in power.roles if (role := current.role(name))]
    ground = Ground(power=power.id, clause=power.clause, only=power.only, when=power.when)
    return PowerPage(
        body=body,
        clause=power.clause,
        cite=clause.cite if clause else power.clause,
        roles=tuple(titles),
        narrowed=ground.says(),
    )
