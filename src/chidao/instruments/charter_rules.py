"""What holds between the entries of a charter, and which charters are in force together on a day (PURE)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import chain
from typing import Any, Final

from chidao.instruments import vocabulary
from chidao.instruments.charter import Charter, Regulation
from chidao.instruments.charter_schema import SECTIONS
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, same

Known = Mapping[str, frozenset[str]]

# section, field, and what the field's words must name
REFERENCES: Final[tuple[tuple[str, str, str], ...]] = (
    *((section, "clause", "clauses") for section in SECTIONS if section != "clauses"),
    ("roles", "unit", "units"),
    ("seats", "role", "roles"),
    ("seats", "agency", "agencies"),
    ("powers", "act", "acts"),
    ("powers", "roles", "roles"),
    ("stand_ins", "role", "roles"),
    ("stand_ins", "stands_for", "roles"),
    ("limits", "acts", "acts"),
    ("duties", "unit", "units"),
    ("recording", "roles", "roles"),
    ("recording", "acts", "acts"),
    ("sights", "roles", "roles"),
    ("signatures", "role", "roles"),
    ("duties", "to", "roles"),
    ("duties", "to_agencies", "agencies"),
    ("fields", "lead", "seats"),
    ("fields", "partners", "seats"),
    ("fields", "answers_to", "agencies"),
    ("designations", "seat", "seats"),
    ("designations", "role", "roles"),
    ("counts", "unit", "units"),
    ("counts", "roles", "roles"),
)
TARGETS: Final = ("clauses", "units", "roles", "agencies", "seats")
"""The sections whose ids other entries may name."""
WITH_IDS: Final = (
    "clauses", "agencies", "units", "roles", "seats", "powers", "limits", "duties", "fields", "counts",
)  # fmt: skip
ALL_ACTS: Final = "*"

_TARGETS: Final[dict[str, Text]] = {
    "clauses": Text("điều khoản", "clause"),
    "units": Text("bộ phận", "unit"),
    "roles": Text("vai", "role"),
    "agencies": Text("cơ quan", "agency"),
    "seats": Text("ghế", "seat"),
    "acts": Text("hành vi", "act"),
}
_UNKNOWN = Text("Không có {what} “{word}”.", "There is no {what} “{word}”.")
_PERHAPS = Text("Có phải là “{word}”?", "Did you mean “{word}”?")
_DUPLICATE = Text("Mã “{word}” đã dùng cho một mục trước.", "The id “{word}” is already an earlier entry's.")
_FORBIDDEN = Text(
    "“{power}” trao hành vi {act} mà “{limit}” ({clause}) cấm trong mọi trường hợp.",
    "“{power}” grants {act}, which “{limit}” ({clause}) forbids in every case.",
)
_TWO_CADENCES = Text(
    "“{one}” và “{other}” đặt hai chu kỳ khác nhau ({first} và {second} tháng) cho cùng một việc của cùng một bộ phận.",
    "“{one}” and “{other}” lay down two cadences ({first} and {second} months) for one duty of one unit.",
)
_CYCLE = Text(
    "Thay mặt thành vòng: {chain}.",
    "Standing in goes round in a circle: {chain}.",
)
_TWICE_SAID = Text("“{word}” được quy định hai lần, khác nhau.", "“{word}” is laid down twice, differently.")
_SETTING = Text("Tham số “{word}” không dùng được cho {feature}.", "The setting “{word}” does not fit {feature}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault between entries: which section, which entry of it (counted from 0), which field and word of that."""

    section: str
    position: int
    code: str
    says: Text
    field: str | None = None
    word: str | None = None
    clause: str | None = None
    remedy: Text | None = None


def regulation_of(charters: Iterable[Charter], on: date) -> Regulation:
    """Return what is in force on a day for the body whose charters (and installation instruments) these are.

    The newest charter that had taken effect is the one; what it replaced does not come back when it ends. A charter
    whose day of effect is not wholly known takes effect with its installation instrument, or not at all. No charter in
    force gives an empty regulation.
    """
    known = list(charters)

    def begun(charter: Charter) -> tuple[date, str]:
        return begins_on((charter, *_beside(charter, known))) or date.max, charter.id

    originals = [charter for charter in known if charter.source == "original" and begun(charter)[0] <= on]
    newest = max(originals, key=begun, default=None)
    if newest is None or _ended(newest, on):
        return Regulation(on, ())
    beside = [each for each in _beside(newest, known) if begun(each)[0] <= on and not _ended(each, on)]
    return Regulation(on, (newest, *sorted(beside, key=begun)))


def begins_on(charters: Sequence[Charter]) -> date | None:
    """Return the day on which a charter takes effect, with the installation instruments that stand beside it.

    It is the text's own; where the text does not say it (or not wholly), the day that the first installation
    instrument gives. None where nobody does.
    """
    own = full_date(charters[0].instrument.effective_on)
    given = [day for charter in charters[1:] if (day := full_date(charter.instrument.effective_on))]
    return own or min(given, default=None)


def check_together(charters: Sequence[Charter], *, known_acts: frozenset[str]) -> tuple[Reason, ...]:
    """Return the faults of a charter and its installation instruments read as one (none: an empty tuple)."""
    regulation = Regulation(date.min, tuple(charters))
    findings = chain(
        *(duplicates(section, _ids(regulation, section)) for section in WITH_IDS),
        dangling(regulation, known_words(regulation, known_acts)),
        conflicts(regulation),
    )
    return tuple(
        Reason(code=found.code, says=found.says, clause=found.clause, remedy=found.remedy, field=found.section)
        for found in findings
    )


def known_words(parts: Charter | Regulation, known_acts: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return the ids that entries may name, by what they are."""
    return {target: frozenset(_ids(parts, target)) for target in TARGETS} | {"acts": known_acts}


def duplicates(section: str, ids: Sequence[str | None]) -> Iterator[Finding]:
    """Yield each entry whose id an earlier one of its section has; None stands for an entry that could not be read."""
    seen: set[str] = set()
    for position, word in enumerate(ids):
        if word is not None and word in seen:
            says = _DUPLICATE.filled(word=word)
            yield Finding(
                section=section, position=position, code="charter.duplicate_id", says=says, field="id", word=word
            )
        elif word is not None:
            seen.add(word)


def dangling(parts: Charter | Regulation, known: Known) -> Iterator[Finding]:
    """Yield each word that names nothing: an act, a role, a unit, an agency, a clause."""
    for section, field, target in REFERENCES:
        for position, entry in enumerate(getattr(parts, section)):
            for word in _words(getattr(entry, field)):
                if word not in known[target] and not (section == "recording" and word == ALL_ACTS):
                    yield _unknown(section, position, field, word, target, known[target])


def conflicts(parts: Charter | Regulation) -> Iterator[Finding]:
    """Yield the entries that cannot both hold."""
    yield from _granted_and_forbidden(parts)
    yield from _two_cadences(parts)
    yield from _circles(parts)
    yield from _said_twice(parts)
    yield from _bad_settings(parts)


def _beside(charter: Charter, known: Sequence[Charter]) -> list[Charter]:
    return [each for each in known if each.complements == charter.id]


def _ended(charter: Charter, on: date) -> bool:
    ends_on = full_date(charter.instrument.effective_until)
    return ends_on is not None and ends_on <= on


def full_date(written: str | None) -> date | None:
    """Return the day, if it is wholly known and exists."""
    try:
        return date.fromisoformat(written) if written and len(written) == 10 else None
    except ValueError:
        return None


def _ids(parts: Charter | Regulation, section: str) -> list[str]:
    return [entry.id for entry in getattr(parts, section)]


def _words(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _unknown(section: str, position: int, field: str, word: str, target: str, known: frozenset[str]) -> Finding:
    near = get_close_matches(word, sorted(known), n=1)
    return Finding(
        section=section,
        position=position,
        field=field,
        word=word,
        code="charter.unknown_act" if target == "acts" else "charter.unknown_reference",
        says=_UNKNOWN.filled(what=_TARGETS[target], word=word),
        remedy=_PERHAPS.filled(word=near[0]) if near else None,
    )


def _conflict(section: str, position: int, clause: str | None, says: Text) -> Finding:
    return Finding(section=section, position=position, code="charter.conflict", says=says, clause=clause)


def _granted_and_forbidden(parts: Charter | Regulation) -> Iterator[Finding]:
    never = [limit for limit in parts.limits if not limit.unless]
    for position, power in enumerate(parts.powers):
        for limit in never:
            if power.act in limit.acts:
                says = _FORBIDDEN.filled(power=power.id, act=power.act, limit=limit.id, clause=limit.clause)
                yield _conflict("powers", position, power.clause, says)


def _two_cadences(parts: Charter | Regulation) -> Iterator[Finding]:
    seen: dict[object, Any] = {}
    for position, duty in enumerate(parts.duties):
        first = seen.setdefault((duty.what, duty.unit, _frozen(duty.only)), duty)
        if first.months != duty.months:
            says = _TWO_CADENCES.filled(one=first.id, other=duty.id, first=first.months, second=duty.months)
            yield _conflict("duties", position, duty.clause, says)


def _circles(parts: Charter | Regulation) -> Iterator[Finding]:
    stands_for: dict[str, set[str]] = {}
    for position, entry in enumerate(parts.stand_ins):
        if entry.role in _reached(stands_for, entry.stands_for):
            says = _CYCLE.filled(chain=same(f"{entry.role} → {entry.stands_for} → {entry.role}"))
            yield _conflict("stand_ins", position, entry.clause, says)
        else:
            stands_for.setdefault(entry.role, set()).add(entry.stands_for)


def _reached(stands_for: Mapping[str, set[str]], start: str) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        new = stands_for.get(waiting.pop(), set()) - reached
        reached |= new
        waiting.extend(new)
    return reached


def _said_twice(parts: Charter | Regulation) -> Iterator[Finding]:
    yield from _twice(
        "signatures", parts.signatures, lambda e: (e.role, e.standing_in), lambda e: (e.lines, e.seal, e.seal_of)
    )
    yield from _twice("designations", parts.designations, lambda e: e.seat, lambda e: e.role)
    yield from _twice("series", parts.series, lambda e: e.kind, lambda e: e.symbol)
    yield from _twice("principles", parts.principles, lambda e: e.feature, lambda e: _frozen(e.settings))


def _twice(section: str, entries: Sequence[Any], key: Any, content: Any) -> Iterator[Finding]:
    seen: dict[object, Any] = {}
    for position, entry in enumerate(entries):
        first = seen.setdefault(key(entry), entry)
        if content(first) != content(entry):
            word = getattr(entry, "feature", None) or getattr(entry, "kind", None) or entry.role
            yield _conflict(section, position, entry.clause, _TWICE_SAID.filled(word=word))


def _bad_settings(parts: Charter | Regulation) -> Iterator[Finding]:
    for position, entry in enumerate(parts.principles):
        allowed = vocabulary.SETTINGS.get(entry.feature, {})
        for name, value in entry.settings.items():
            if not _setting_fits(allowed.get(name), value):
                says = _SETTING.filled(word=name, feature=vocabulary.FEATURES[entry.feature])
                yield Finding(
                    section="principles",
                    position=position,
                    field="settings",
                    word=name,
                    code="charter.bad_setting",
                    says=says,
                )


def _setting_fits(kind: str | None, value: object) -> bool:
    if kind == "days":
        return _is_days(value)
    if kind == "day_of_month":
        return type(value) is int and 1 <= value <= 31
    return kind == "days_list" and isinstance(value, tuple) and all(_is_days(each) for each in value)


def _is_days(value: object) -> bool:
    return type(value) is int and 0 <= value <= 3660


def _frozen(value: Mapping[str, object]) -> frozenset[tuple[str, object]]:
    return frozenset(
        (name, tuple(sorted(part, key=str)) if isinstance(part, tuple) else part) for name, part in value.items()
    )
