"""A draft taken apart into the entries that are decided one by one (PURE), with what was decided put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from chidao.instruments.charter_rules import REFERENCES
from chidao.kernel.vietnamese import fold, slug
from chidao.kernel.wording import Text, same
from chidao.onboarding.rules.state import Data, ItemState
from chidao.onboarding.rules.steps import Decisions
from chidao.onboarding.rules.values import HEAD, VALUES, Names, corrected, values_of
from chidao.reading.charter_draft import Draft
from chidao.reading.tree import Law, Span

SECTIONS: Final = tuple(VALUES)
"""The sections whose entries are proposals; all others of a charter come along with what cites or needs them."""

REFERRING: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    section: tuple(
        (name, target)
        for referring, name, target in REFERENCES
        if referring == section and target not in {"clauses", "acts"}
    )
    for section in {each for each, _, _ in REFERENCES}
}
"""Of each section: the fields that name other entries, and the section those are in."""

STANDS_ON: Final = frozenset(
    {("powers", "roles"), ("sights", "roles"), ("recording", "roles"), ("counts", "roles")}
)  # fmt: skip
"""Lists of which one has to be left: an entry without any of them says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One entry, as it stands after what was decided. `key` is the id by which others name it."""

    id: str
    section: str
    key: str
    entry: Data
    clause: str | None = None
    span: Span | None = None
    confidence: float = 1.0
    state: ItemState = "proposed"
    added: bool = False
    needs: tuple[str, ...] = field(default=())


def pieces_of(draft: Draft, law: Law | None, decisions: Decisions) -> tuple[Piece, ...]:
    """Return the entries of a draft with what was decided: corrections put in, rejections with all that falls."""
    read = [*_head(draft, law), *_entries(draft)]
    stated = [_decided(piece, decisions) for piece in read]
    stated += _added(stated, decisions)
    needing = [replace(piece, needs=tuple(_needs(piece))) for piece in stated]
    return tuple(_fallen(needing))


def names_of(pieces: Iterable[Piece], clauses: Sequence[Data], acts: Mapping[str, Text]) -> Names:
    """Return what the entries are called that others name; those rejected can no longer be chosen."""
    live = [piece for piece in pieces if piece.state != "rejected"]
    roles = {each.key: _text(each.entry["title"]) for each in live if each.section == "roles"}
    return Names(
        acts=acts,
        roles=roles,
        units={each.key: _text(each.entry["name"]) for each in live if each.section == "units"},
        agencies={each.key: same(str(each.entry.get("name"))) for each in live if each.section == "agencies"},
        seats={each.key: _seat_name(each.entry, roles) for each in live if each.section == "seats"},
        clauses={each["id"]: same(str(each["cite"])) for each in clauses},
    )


def _text(held: Mapping[str, str]) -> Text:
    return Text(held["vi"], held.get("en") or held["vi"])


def _seat_name(entry: Data, roles: Mapping[str, Text]) -> Text:
    role = roles.get(entry["role"], same(str(entry["role"])))
    held = entry.get("holder") or entry.get("person")
    return Text(f"{held} ({role.vi})", f"{held} ({role.en})") if held else role


# -- what was read -----------------------------------------------------------------------------------------------------


def _head(draft: Draft, law: Law | None) -> Iterator[Piece]:
    charter, unsaid = draft.charter, set(draft.missing)
    found: dict[str, Any] = {f"body/{key}": charter.get(key) for key in ("name", "short_name", "former_name")}
    found |= {f"instrument/{key}": value for key, value in charter["instrument"].items()}
    for id_, value in found.items():
        section, _, key = id_.partition("/")
        missing = key in unsaid or f"{section}.{key}" in unsaid or (key == "short_name" and "name" in unsaid)
        if id_ not in HEAD or (value in (None, []) and not (missing and HEAD[id_][0].required)):
            continue
        entry = {HEAD[id_][0].path.partition(".")[0]: None if missing else value}
        span = _head_span(key, value, law) if law and not missing else None
        confidence = 0.0 if missing else 0.9
        yield Piece(id=id_, section=section, key=key, entry=entry, span=span, confidence=confidence)


def _head_span(key: str, value: Any, law: Law) -> Span | None:
    """Return where the head's value stands, as far as it is a place of the text as given."""
    if key == "replaces":
        ending = [link.reference.span for link in law.links if link.relation != "amends"]
        return Span(ending[0].start, ending[-1].end) if ending else None
    if key == "bases":
        return Span(law.bases[0].span.start, law.bases[-1].span.end) if law.bases else None
    if key in {"signer_post", "signer_name"}:
        return law.document.signer.span if law.document.signer else None
    if key == "effective_on":
        return law.effect.span if law.effect else None
    return _found(_written(key, value, law), law)


def _written(key: str, value: Any, law: Law) -> str:
    document = law.document
    if key in {"number", "symbol"} and document.number and document.symbol:
        return f"{document.number}{document.separator}{document.symbol}"
    return str({"title": document.title, "issuer": document.issuer}.get(key) or (
        value["vi"] if isinstance(value, Mapping) else value
    ))  # fmt: skip


def _found(words: str, law: Law) -> Span | None:
    at = law.source.text.casefold().find(words.casefold()) if words else -1
    return law.spanning(at, at + len(words)) if at >= 0 else None


def _entries(draft: Draft) -> Iterator[Piece]:
    places = {(one.section, one.index): one for one in draft.proposals}
    cites = {clause["id"]: str(clause["cite"]) for clause in draft.charter.get("clauses", ())}
    for section in SECTIONS:
        seen: Counter[str] = Counter()
        for index, entry in enumerate(draft.charter.get(section, ())):
            key = _key(section, entry)
            seen[key] += 1
            place = places.get((section, index))
            yield Piece(
                id=f"{section}/{key}" + (f"~{seen[key]}" if seen[key] > 1 else ""),
                section=section,
                key=key,
                entry=entry,
                clause=cites.get(entry.get("clause", "")),
                span=place.span if place else None,
                confidence=place.confidence if place else 1.0,
            )


def _key(section: str, entry: Data) -> str:
    """Return what an entry is known by within its section."""
    match section:
        case "principles":
            return str(entry["feature"])
        case "stand_ins":
            return f"{entry['role']}-{entry['stands_for']}"
        case "signatures":
            return f"{entry['role']}-standing-in" if entry["standing_in"] else str(entry["role"])
        case "sights":
            return f"{entry['roles'][0]}-{entry['sees'][0]}-{entry['scope']}"
        case _:
            return str(entry["id"])


# -- what was decided --------------------------------------------------------------------------------------------------


def _decided(piece: Piece, decisions: Decisions) -> Piece:
    values = decisions.values.get(piece.id)
    entry = corrected(piece.entry, piece.section, piece.id, values) if values else piece.entry
    return replace(piece, entry=entry, state=decisions.states.get(piece.id, "proposed"))


def _added(read: Sequence[Piece], decisions: Decisions) -> list[Piece]:
    taken = {(piece.section, piece.key) for piece in read}
    made = []
    for one in decisions.added:
        values = {**one.values, **decisions.values.get(one.id, {})}
        key = _free(one.section, _wanted_key(one.section, one.values), taken)
        taken.add((one.section, key))
        made.append(
            Piece(
                id=one.id,
                section=one.section,
                key=key,
                entry=_new_entry(one.section, key, values),
                state=decisions.states.get(one.id, "accepted"),
                added=True,
            )
        )
    return made


def _free(section: str, wanted: str, taken: set[tuple[str, str]]) -> str:
    joint = "_" if section in {"roles", "units"} else "-"
    numbered = (f"{wanted}{joint}{number}" for number in range(2, 9999))
    return wanted if (section, wanted) not in taken else next(one for one in numbered if (section, one) not in taken)


def _wanted_key(section: str, values: Mapping[str, str]) -> str:
    named = ("name.vi", "title.vi", "name", "says.vi", "feature", "holder", "person", "role", "unit")
    said = slug(next((values[name] for name in named if values.get(name, "").strip()), ""))[:40].strip("-") or "added"
    if section in {"roles", "units"}:
        words = said.replace("-", "_").lstrip("0123456789_")
        return words or "added"
    return f"{slug(values.get('role', ''))}-{said}" if section == "seats" else said


def _new_entry(section: str, key: str, values: Mapping[str, str]) -> Data:
    entry: Data = {"id": key} if section not in _WITHOUT_ID else {}
    entry |= {value.path: None for value in values_of(section, "") if value.path in {"holder", "seal", "stated"}}
    entry |= _DEFAULTS.get(section, {})
    entry = corrected(entry, section, "", values)
    if section == "agencies" and not entry.get("short"):
        entry["short"] = initials(entry["name"])
    if section == "seats" and not entry.get("by"):
        entry["by"] = "name" if entry.get("person") or not entry.get("agency") else _held_by(entry)
    return entry


def _held_by(entry: Data) -> str:
    return "post" if entry.get("holder") else "agency"


def initials(name: str) -> str:
    """Return the initials of a name, words that join left out: what stands in a narrow column."""
    found = [word for word in name.replace("-", " ").split() if fold(word) not in {"va", "cua", "&"}]
    return "".join(word if word.isupper() and len(word) > 1 else word[0].upper() for word in found)[:40] or name[:40]


_WITHOUT_ID: Final = frozenset({"stand_ins", "signatures", "principles", "sights"})
_DEFAULTS: Final[Mapping[str, Data]] = {
    "roles": {"rank": 50},
    "signatures": {"standing_in": False, "lines": ["{post}"], "seal": None},
    "limits": {"unless": []},
}


# -- what falls with what ----------------------------------------------------------------------------------------------


def _needs(piece: Piece) -> Iterator[str]:
    """Yield the items without which an entry cannot stand."""
    for name, target in REFERRING.get(piece.section, ()):
        held = piece.entry.get(name)
        if isinstance(held, str):
            yield f"{target}/{held}"
        elif held and (piece.section, name) in STANDS_ON and len(held) == 1:
            yield f"{target}/{held[0]}"


def _fallen(pieces: Sequence[Piece]) -> list[Piece]:
    """Reject all that needs what is rejected, until nothing more falls."""
    by_name = {f"{piece.section}/{piece.key}": piece.id for piece in pieces}
    needs = {piece.id: tuple(by_name[need] for need in piece.needs if need in by_name) for piece in pieces}
    gone = {piece.id for piece in pieces if piece.state == "rejected"}
    while more := {
        piece.id for piece in pieces if piece.id not in gone and _falls(piece, needs[piece.id], gone, by_name)
    }:
        gone |= more
    return [
        replace(piece, needs=needs[piece.id], state="rejected" if piece.id in gone else piece.state) for piece in pieces
    ]


def _falls(piece: Piece, needs: Iterable[str], gone: set[str], by_name: Mapping[str, str]) -> bool:
    if any(need in gone for need in needs):
        return True
    return any(
        all(by_name.get(f"{target}/{each}") in gone for each in held)
        for name, target in REFERRING.get(piece.section, ())
        if (piece.section, name) in STANDS_ON and (held := piece.entry.get(name))
    )
