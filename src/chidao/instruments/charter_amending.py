"""Amending a charter: one entry at a time, by its place in the file; and what two versions differ in, clause by clause.

A place is written as a path: `clauses/HP20-7.1a/summary/vi`, `duties/committee-meeting/months`,
`principles/task_deadline/settings/working_days`, `powers/call-ad-hoc/roles`. The file is read, changed and written
anew: its comments are lost, its meaning is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final, Literal

import yaml

from chidao.instruments.charter import Charter
from chidao.instruments.vocabulary import FEATURES
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

Data = dict[str, Any]
Op = Literal["same", "gone", "new"]

_KEYS: Final[Mapping[str, str]] = {"clauses": "id", "duties": "id", "powers": "id", "principles": "feature"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value of the charter becomes another; numbers and lists are written as people write them ("2", "a, b")."""

    place: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendable:
    """A value that a clause lays down and that an amendment may change, as it stands now."""

    place: str
    label: Text
    value: str
    kind: Literal["text", "number", "roles"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """One clause in two versions of a regulation. `words` are the pieces of its summary, by language."""

    clause: str
    label: str
    cite: str
    kind: Literal["changed", "added", "removed"]
    words: Mapping[str, tuple[tuple[Op, str], ...]]


class _Plain(yaml.SafeDumper):
    """Writes YAML without anchors: a charter may have none."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def amendable(charter: Charter, clause: str) -> tuple[Amendable, ...]:
    """Return what can be amended of a clause: its words, and the values of the entries that cite it."""
    return tuple(_amendable(charter, clause))


def amended(raw: bytes, changes: Sequence[Change]) -> bytes:
    """Return the file with values changed, the very same bytes where nothing changes.

    Raises BadInput naming each change whose place or value does not fit.
    """
    data: Data = yaml.safe_load(raw)
    reasons = [reason for number, change in enumerate(changes) for reason in _put(data, change, number)]
    raise_if_any(BadInput, reasons)
    return raw if data == yaml.safe_load(raw) else charter_file(data)


def as_amendment(raw: bytes, *, number: str, symbol: str, effective_on: date) -> bytes:
    """Return an amended file under the head of the paper that brings it in: its number, its symbol, its day."""
    data: Data = yaml.safe_load(raw)
    day = effective_on.isoformat()
    data["instrument"] |= {"number": number or None, "symbol": symbol, "signed_on": day, "effective_on": day}
    data["instrument"] |= {"replaces": []}
    data["instrument"].pop("effective_until", None)
    return charter_file(data)


def redline(before: Charter, after: Charter) -> tuple[Redline, ...]:
    """Return the clauses in which two versions differ, in the order of the later one; those that went come last."""
    old = {clause.id: clause for clause in before.clauses}
    found = []
    for clause in after.clauses:
        former = old.pop(clause.id, None)
        if former is None or former.summary != clause.summary or former.cite != clause.cite:
            kind: Literal["changed", "added"] = "changed" if former else "added"
            words = _words(former.summary if former else Text("", ""), clause.summary)
            found.append(Redline(clause=clause.id, label=clause.label, cite=clause.cite, kind=kind, words=words))
    gone = [
        Redline(
            clause=each.id, label=each.label, cite=each.cite, kind="removed", words=_words(each.summary, Text("", ""))
        )
        for each in old.values()
    ]
    return (*found, *gone)


def compared(before: str, after: str) -> tuple[tuple[Op, str], ...]:
    """Return two wordings as one run of pieces: what stayed, what went, what came; words are not cut."""
    old, new = before.split(), after.split()
    pieces: list[tuple[Op, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(old[a:b])))
            continue
        pieces += [("gone", " ".join(old[a:b]))] if a < b else []
        pieces += [("new", " ".join(new[c:d]))] if c < d else []
    return tuple(pieces)


def _words(before: Text, after: Text) -> dict[str, tuple[tuple[Op, str], ...]]:
    return {"vi": compared(before.vi, after.vi), "en": compared(before.en, after.en)}


def _amendable(charter: Charter, clause: str) -> Iterator[Amendable]:
    for each in charter.clauses:
        if each.id == clause:
            yield Amendable(place=f"clauses/{clause}/summary/vi", label=_SUMMARY, value=each.summary.vi)
            yield Amendable(place=f"clauses/{clause}/summary/en", label=_SUMMARY_EN, value=each.summary.en)
    for duty in charter.duties:
        if duty.clause == clause:
            label = _EVERY.filled(what=duty.title)
            yield Amendable(place=f"duties/{duty.id}/months", label=label, value=str(duty.months), kind="number")
    for principle in charter.principles:
        for name, value in principle.settings.items() if principle.clause == clause else ():
            label, place = FEATURES[principle.feature], f"principles/{principle.feature}/settings/{name}"
            yield Amendable(place=place, label=label, value=_shown(value), kind="number")
    yield from _powers(charter, clause)


def _powers(charter: Charter, clause: str) -> Iterator[Amendable]:
    told = set()
    for power in charter.powers:
        written = power.id.removesuffix(f".{power.act}")  # an entry of several acts was unfolded when it was read
        if power.clause == clause and written not in told:
            told.add(written)
            label = _WHO.filled(power=written)
            place = f"powers/{written}/roles"
            yield Amendable(place=place, label=label, value=", ".join(power.roles), kind="roles")


def _put(data: Data, change: Change, number: int) -> Iterator[Reason]:
    parts = change.place.split("/")
    entry = _entry(data, parts)
    holder: Any = entry
    for part in parts[2:-1]:
        holder = holder.get(part) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or parts[-1] not in holder:
        says = _NO_PLACE.filled(place=change.place[:120])
        yield Reason(code="no_such_place", says=says, field=f"changes.{number}.place")
        return
    try:
        holder[parts[-1]] = _meant(change.value, holder[parts[-1]])
    except ValueError:
        says = _NOT_A_NUMBER.filled(value=change.value[:60])
        yield Reason(code="not_a_number", says=says, field=f"changes.{number}.value")


def _entry(data: Data, parts: Sequence[str]) -> Any:
    key = _KEYS.get(parts[0]) if len(parts) >= 3 else None
    entries: Iterable[Any] = data.get(parts[0], ()) if key else ()
    return next((each for each in entries if each.get(key) == parts[1]), None)


def _meant(value: str, was: object) -> object:
    """Return a written value in the form that the old one has."""
    if isinstance(was, int):
        return int(value)
    if isinstance(was, list):
        parts = [part.strip() for part in value.split(",") if part.strip()]
        return [int(part) for part in parts] if was and isinstance(was[0], int) else parts
    return value.strip()


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def charter_file(data: Data) -> bytes:
    """Return a charter's data as the bytes of its file."""
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120).encode()


_SUMMARY: Final = Text("Lời của điều khoản (tóm lược)", "The clause in words (summary)")
_SUMMARY_EN: Final = Text("Lời tiếng Anh", "In English")
_EVERY: Final = Text("{what}: mấy tháng một lần", "{what}: once every how many months")
_WHO: Final = Text("Vai được trao quyền {power}", "Roles given the power {power}")
_NO_PLACE: Final = Text("Quy chế không có chỗ “{place}”.", "The charter has no place “{place}”.")
_NOT_A_NUMBER: Final = Text("“{value}” phải là số.", "“{value}” must be a number.")
