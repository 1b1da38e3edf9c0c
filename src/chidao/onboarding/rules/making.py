"""The charter that the proposals not rejected make (PURE), and what was added that the text does not say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from chidao.instruments.charter_schema import SECTIONS as ALL_SECTIONS
from chidao.onboarding.rules.matching import same_post
from chidao.onboarding.rules.pieces import REFERRING, SECTIONS, STANDS_ON, Piece
from chidao.onboarding.rules.state import Data
from chidao.reading.charter_draft import Draft

OUTSIDE: Final = "added"
"""Stands for the clause of an entry that the text does not have, until its installation instrument is made."""

LONGEST_CLAUSE_ID: Final = 60
"""As long as the id of a provision is kept."""

_LONGEST_HEAD: Final = {
    "number": 20, "symbol": 60, "issuer": 300, "signer_post": 200, "signer_name": 200, "replaces": 300, "bases": 300,
}  # fmt: skip
_LONGEST: Final = (
    ("agencies", "name", 200), ("agencies", "short", 80), ("seats", "holder", 200), ("seats", "person", 200),
)  # fmt: skip
_LEFT_OUT: Final = frozenset({"replaces", "bases"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A charter of what the text says, the entries by section that it does not say, and whose item an entry is.

    `items` are the ids of the items by section, in the order of the charter's entries; `unsaid` those of the head that
    have no value.
    """

    charter: Data
    added: Mapping[str, Sequence[Data]]
    items: Mapping[str, Sequence[str]]
    unsaid: frozenset[str] = frozenset()

    @property
    def whole(self) -> Data:
        """Return everything together, as what is to be installed beside it has to see it."""
        both = {section: [*self.charter.get(section, ()), *entries] for section, entries in self.added.items()}
        return {**self.charter, **both}


def made_of(draft: Draft, pieces: Sequence[Piece]) -> Made:
    """Return the charter of a draft after what was decided: rejected entries left out, and wherever they are named."""
    live = [piece for piece in pieces if piece.state != "rejected"]
    left = _left_keys(live)
    entries = [(piece, _pruned(piece.section, piece.entry, left)) for piece in live if piece.section in SECTIONS]
    outside = _outside(live)
    charter = _headed(draft.charter, live)
    items: dict[str, list[str]] = {}
    added: dict[str, list[Data]] = {}
    for piece, entry in entries:
        if entry is None:
            continue
        if piece.id in outside:
            added.setdefault(piece.section, []).append({**entry, "clause": entry.get("clause") or OUTSIDE})
        else:
            charter.setdefault(piece.section, []).append(entry)
            items.setdefault(piece.section, []).append(piece.id)
    for section in (each for each in ALL_SECTIONS if each not in {*SECTIONS, "clauses"}):
        silent = (_pruned(section, each, left) for each in draft.charter.get(section, ()))
        charter[section] = [each for each in silent if each is not None]
    kept: Data = {key: value for key, value in charter.items() if value != [] or key == "clauses"}
    unsaid = frozenset(
        piece.id for piece in live if piece.section in {"body", "instrument"} and piece.entry.get("value", "") is None
    )
    return Made(charter=kept, added=added, items=items, unsaid=unsaid)


def missing_of(draft: Draft, made: Made) -> tuple[str, ...]:
    """Return what is still not said: of what the text leaves out, and of what was rejected of it."""
    whole, paper = made.whole, made.charter["instrument"]
    unknown = [f"instrument.{key}" for key in ("number", "symbol", "signed_on", "effective_on") if not paper.get(key)]
    named = [f"instrument.{key}" for key in ("title", "issuer") if f"instrument/{key}" in made.unsaid]
    added = {seat["role"] for seat in made.added.get("seats", ())}
    seated = {seat["role"] for seat in whole.get("seats", ())}
    roles = {role["id"] for role in whole.get("roles", ())}
    open_seats = [each for each in draft.missing if each.startswith("seats.") and each.partition(".")[2] not in added]
    emptied = {seat["role"] for seat in draft.charter.get("seats", ())} & roles - seated
    meets = any(duty["what"] == "meeting" for duty in whole.get("duties", ()))
    found = [*(["name"] if "body/name" in made.unsaid else []), *named, *unknown, *open_seats]
    found += [f"seats.{role}" for role in sorted(emptied)] + ([] if meets else ["duties.meeting"])
    return tuple(dict.fromkeys(found))


def numbered(made: Made, official: Mapping[str, str], taken: Collection[str]) -> tuple[Made, Mapping[str, str]]:
    """Return a charter under an id that no other paper of the body has, its clauses with it."""
    old = str(made.charter["id"])
    if old not in taken:
        return made, official
    new = next(each for each in (f"{old[:28]}-v{number}" for number in range(2, 9999)) if each not in taken)
    ids = {each["id"]: f"{new}{each['id'].removeprefix(old)}" for each in made.charter["clauses"]}
    charter = {key: _citing(value, ids) for key, value in made.charter.items()} | {"id": new}
    charter["clauses"] = [{**each, "id": ids[each["id"]]} for each in made.charter["clauses"]]
    added = {section: _citing(list(entries), ids) for section, entries in made.added.items()}
    return replace(made, charter=charter, added=added), {ids.get(key, key): words for key, words in official.items()}


def shortened(made: Made, official: Mapping[str, str]) -> tuple[Made, Mapping[str, str]]:
    """Return a charter whose clauses have ids, labels and places as short as they are kept."""
    long = (each["id"] for each in made.charter["clauses"] if len(each["id"]) > LONGEST_CLAUSE_ID)
    ids = {id_: f"{id_[: LONGEST_CLAUSE_ID - 7]}-x{number}" for number, id_ in enumerate(long, start=1)}
    clauses = [
        {
            **each,
            "id": ids.get(each["id"], each["id"]),
            "label": _cut(each["label"], 20),
            "cite": _cut(each["cite"], 120),
        }
        for each in made.charter["clauses"]
    ]
    charter = {key: _citing(value, ids) for key, value in made.charter.items()} | {"clauses": clauses}
    added = {section: _citing(list(entries), ids) for section, entries in made.added.items()}
    return replace(made, charter=charter, added=added), {ids.get(key, key): words for key, words in official.items()}


def too_long(data: Data) -> Iterator[tuple[str, str, int]]:
    """Yield what is longer than it can be kept: the item it is of, its words, and how many characters there may be."""
    paper = data["instrument"]
    for name, most in _LONGEST_HEAD.items():
        held = paper.get(name) or ()
        for words in [held] if isinstance(held, str) else held:
            if len(words) > most:
                yield f"instrument/{name}", words, most
    for section, name, most in _LONGEST:
        for entry in data.get(section, ()):
            if len(entry.get(name) or "") > most:
                yield f"{section}/{entry['id']}", entry[name], most


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _citing(value: Any, ids: Mapping[str, str]) -> Any:
    if not isinstance(value, list):
        return value
    return [{**each, "clause": ids.get(each["clause"], each["clause"])} if "clause" in each else each for each in value]


def renamed(data: Data, section: str, names: Mapping[str, str]) -> Data:
    """Return a charter with other ids in a section, and wherever they are named; of two alike the first stays."""
    made = dict(data)
    for referring, fields in REFERRING.items():
        for field, target in fields:
            if target == section and referring in made:
                made[referring] = [_renamed_field(entry, field, names) for entry in made[referring]]
    if section in made:
        by_id = {names.get(each["id"], each["id"]): each for each in reversed(made[section])}
        made[section] = [{**each, "id": id_} for id_, each in reversed(by_id.items())]
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSeat:
    """A seat of a body as it runs: its key, its title, its post's title where it is held by one."""

    key: str
    title: str
    post: str


def aligned(data: Data, roles: Mapping[str, str], agencies: Mapping[str, str], known: Sequence[KnownSeat]) -> Data:
    """Return a charter whose seats bear the keys of the running seats that they are, so that those go on.

    `roles` and `agencies` are the Vietnamese titles and names by id.
    """
    left, keys, seats = {each.title: each for each in known}, {}, []
    for seat in data.get("seats", ()):
        held = seat.get("holder") or seat.get("person") or agencies.get(seat.get("agency") or "", "")
        title = f"{roles.get(seat['role'], seat['role'])}, {held}"
        same = left.pop(same_post(title, left) or "", None)
        if same:
            keys[seat["id"]] = same.key
        seats.append({**seat, "holder": same.post} if same and same.post else seat)
    return renamed({**data, "seats": seats}, "seats", keys) if keys else data


def _renamed_field(entry: Data, field: str, names: Mapping[str, str]) -> Data:
    held = entry.get(field)
    if isinstance(held, str):
        return {**entry, field: names.get(held, held)}
    if held:
        return {**entry, field: list(dict.fromkeys(names.get(each, each) for each in held))}
    return entry


def _left_keys(live: Sequence[Piece]) -> Mapping[str, frozenset[str]]:
    """Return the ids that may still be named, by section."""
    return {section: frozenset(each.key for each in live if each.section == section) for section in SECTIONS}


def _pruned(section: str, entry: Data, left: Mapping[str, frozenset[str]]) -> Data | None:
    """Return an entry without the names of what was rejected; None for one that says nothing without them."""
    made = dict(entry)
    for field, target in REFERRING.get(section, ()):
        held = made.get(field)
        if isinstance(held, str) and held not in left[target]:
            return None
        if isinstance(held, list):
            kept = [each for each in held if each in left[target]]
            if held and not kept and (section, field) in STANDS_ON:
                return None
            made[field] = kept
            if not kept:
                made.pop(field)
    return made


def _outside(live: Sequence[Piece]) -> set[str]:
    """Return the items that the text does not say: those added without a clause, and whatever names one of them."""
    found = {piece.id for piece in live if piece.added and not piece.entry.get("clause")}
    by_name = {f"{piece.section}/{piece.key}": piece.id for piece in live}
    while more := {
        piece.id
        for piece in live
        if piece.id not in found and any(by_name.get(name) in found for name in _named(piece))
    }:
        found |= more
    return found


def _named(piece: Piece) -> Iterator[str]:
    for field, target in REFERRING.get(piece.section, ()):
        held = piece.entry.get(field) or ()
        yield from (f"{target}/{each}" for each in ([held] if isinstance(held, str) else held))


def _headed(charter: Data, live: Sequence[Piece]) -> Data:
    """Return the head with what was corrected; what was rejected of the paper is not known of it."""
    made: Data = {key: value for key, value in charter.items() if not isinstance(value, list)}
    made["instrument"] = {
        key: None
        if value is not None and not isinstance(value, list | dict) and key not in {"kind", "issuer"}
        else value
        for key, value in charter["instrument"].items()
        if key not in _LEFT_OUT
    }
    made.pop("former_name", None)
    for piece in live:
        if piece.section in {"body", "instrument"}:
            holder = made if piece.section == "body" else made["instrument"]
            value: Any = piece.entry.get("value", piece.entry.get(piece.key))
            if value is not None:
                holder[piece.key] = value
    made["clauses"] = charter.get("clauses", [])
    return made
