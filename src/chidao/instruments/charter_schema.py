"""The form of a charter as a JSON Schema, built from the program's closed vocabulary (PURE).

It is published as `data/charters/charter.schema.json` (a test holds the two equal), so that an editor can help whoever
writes a charter. What a schema cannot say (acts, ids that must exist, entries in conflict) is in `charter_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from chidao.instruments import vocabulary

Schema = dict[str, Any]

WORD: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 2000}
MAYBE_WORD: Final[Schema] = {**WORD, "type": ["string", "null"]}
ID: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}
NAME: Final[Schema] = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}
BEARER: Final[Schema] = {"type": "string", "pattern": "^[A-Z][A-Z_]{0,63}$"}
CLAUSE: Final[Schema] = {
    "type": "string",
    "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
    "description": "A clause's id",
}
PARTIAL_DATE: Final[Schema] = {
    "type": ["string", "null"],
    "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?)$",
    "description": "ISO date, or as much of it as is known: 2020-03-25, 2018, --05-15; null is not known",
}


def charter_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a charter file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Chỉ Đạo charter",
        "description": "One regulation of a steering committee as data; every entry cites its clause.",
        **_object(_HEAD | {name: _list(entry) for name, entry in _SECTIONS.items()}, required=_REQUIRED),
    }


def _object(properties: Schema, *, required: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _entry(optional: Schema | None = None, **required: Schema) -> Schema:
    return _object({**required, **(optional or {})}, required=required)


def _list(of: Schema, *, at_least: int = 0) -> Schema:
    return {"type": "array", "items": of} | ({"minItems": at_least} if at_least else {})


def _one_of(words: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(words)}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


TEXT: Final[Schema] = _entry(vi=WORD, en=WORD)
FACETS: Final[Schema] = _object(
    {facet: _list(_one_of(values), at_least=1) for facet, values in vocabulary.FACETS.items()}, required=()
)
CONDITIONS: Final[Schema] = _list(_one_of(vocabulary.CONDITIONS))
ROLES: Final[Schema] = _list(NAME, at_least=1)
ACTS: Final[Schema] = _list(NAME, at_least=1)
ACTS_OR_ALL: Final[Schema] = _list({"type": "string", "pattern": r"^([a-z][a-z0-9_]{0,63}|\*)$"}, at_least=1)

_REQUIRED: Final = ("id", "body", "source", "name", "short_name", "instrument", "clauses")

_HEAD: Final[Schema] = {
    "id": ID,
    "body": ID,
    "source": _one_of(["original", "installation"]),
    "complements": ID,
    "name": TEXT,
    "short_name": TEXT,
    "former_name": TEXT,
    "instrument": _entry(
        number=MAYBE_WORD,
        symbol=MAYBE_WORD,
        kind=_one_of(vocabulary.FACETS["instrument"]),
        title=TEXT,
        issuer=WORD,
        signed_on=PARTIAL_DATE,
        effective_on=PARTIAL_DATE,
        optional={
            "effective_until": PARTIAL_DATE,
            "signer_post": MAYBE_WORD,
            "signer_name": MAYBE_WORD,
            "bases": _list(WORD),
            "replaces": _list(WORD),
        },
    ),
}

_SECTIONS: Final[dict[str, Schema]] = {
    "clauses": _entry(
        id=CLAUSE,
        label=WORD,
        cite=WORD,
        kind=_one_of(vocabulary.CLAUSE_KINDS),
        who=BEARER,
        summary=TEXT,
        optional={"chapter": MAYBE_WORD},
    ),
    "agencies": _entry(id=ID, name=WORD, kind=_one_of(vocabulary.AGENCY_KINDS), short=WORD, clause=CLAUSE),
    "units": _entry(id=NAME, name=TEXT, kind=_one_of(vocabulary.UNIT_KINDS), clause=CLAUSE),
    "roles": _entry(
        id=NAME, unit=NAME, title=TEXT, rank=_whole(1, 999), clause=CLAUSE, optional={"bears": _list(BEARER)}
    ),
    "seats": _entry(
        id=ID,
        role=NAME,
        by=_one_of(["post", "agency", "name"]),
        holder=MAYBE_WORD,
        clause=CLAUSE,
        optional={"agency": {**ID, "type": ["string", "null"]}, "person": MAYBE_WORD},
    ),
    "powers": _entry(id=ID, acts=ACTS, roles=ROLES, clause=CLAUSE, optional={"only": FACETS, "when": CONDITIONS}),
    "stand_ins": _entry(role=NAME, stands_for=NAME, clause=CLAUSE),
    "limits": _entry(id=ID, acts=ACTS, unless=CONDITIONS, says=TEXT, clause=CLAUSE),
    "duties": _entry(
        id=ID,
        what=_one_of(vocabulary.DUTY_KINDS),
        unit=NAME,
        title=TEXT,
        months=_whole(0, 120),
        clause=CLAUSE,
        optional={"only": FACETS, "starts_in": _whole(1, 12), "to": ROLES, "to_agencies": _list(ID, at_least=1)},
    ),
    "recording": _entry(roles=ROLES, acts=ACTS_OR_ALL, clause=CLAUSE),
    "sights": _entry(
        roles=ROLES,
        sees=_list(_one_of(vocabulary.SUBJECTS), at_least=1),
        scope=_one_of(vocabulary.SCOPES),
        clause=CLAUSE,
    ),
    "signatures": _entry(
        role=NAME,
        standing_in={"type": "boolean"},
        lines=_list({"type": "string", "maxLength": 200}, at_least=1),
        seal=MAYBE_WORD,
        clause=CLAUSE,
        optional={"seal_of": _one_of(["own_agency"])},
    ),
    "series": _entry(kind=WORD, symbol=WORD, clause=CLAUSE),
    "principles": _entry(
        feature=_one_of(vocabulary.FEATURES),
        clause=CLAUSE,
        optional={"settings": {"type": "object", "maxProperties": 20}},
    ),
    "fields": _entry(
        id=ID, title=TEXT, lead=ID, clause=CLAUSE, optional={"partners": _list(ID), "answers_to": _list(ID)}
    ),
    "designations": _entry(seat=ID, role=NAME, clause=CLAUSE),
    "counts": _entry(
        id=ID,
        unit=NAME,
        stated={"type": ["integer", "null"], "minimum": 0, "maximum": 9999},
        clause=CLAUSE,
        optional={"roles": _list(NAME)},
    ),
}

SECTIONS: Final[tuple[str, ...]] = tuple(_SECTIONS)
