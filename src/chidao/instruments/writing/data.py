"""A charter as plain data in the shape of its file, and the names by which its parts are called in a text (PURE)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from chidao.instruments.charter import Charter, Power
from chidao.instruments.charter_schema import SECTIONS
from chidao.instruments.writing.words import plain
from chidao.kernel.wording import Text

Data = dict[str, Any]

NAMED: Final[Mapping[str, str]] = {
    "units": "name", "roles": "title", "agencies": "name", "seats": "holder", "clauses": "cite",
}  # fmt: skip
"""The sections whose entries others name, and the field that names them."""
HEAD: Final = ("id", "body", "source", "complements", "name", "short_name", "former_name", "instrument")
_UNNAMED: Final = "vị trí chưa có tên"


def as_data(charter: Charter) -> Data:
    """Return a charter as the data of its file, its words in the form in which they are written.

    Line breaks and doubled spaces become one space. What is left out of the file when it is empty is left out here.
    """
    data = {name: _value(getattr(charter, name)) for name in HEAD if getattr(charter, name) is not None}
    for section in SECTIONS:
        entries = getattr(charter, section)
        rows = _powers(entries) if section == "powers" else [_entry(each) for each in entries]
        data |= {section: rows} if rows or section == "clauses" else {}
    return data


class Names:
    """What each part of a charter is called, no two alike: codes by section, and back."""

    def __init__(self, acts: Mapping[str, str]) -> None:
        self.acts = dict(acts)
        self.names: dict[str, dict[str, str]] = {section: {} for section in NAMED}
        self.codes: dict[str, dict[str, str]] = {section: {} for section in NAMED}

    def add(self, section: str, code: str, said: str | None) -> str:
        """Take up a part under its own name, or one with a number where another has that name; return the name."""
        wanted = name = said or _UNNAMED
        number = 1
        while name in self.codes[section]:
            number += 1
            name = f"{wanted} ({number})"
        self.names[section][code] = name
        self.codes[section][name] = code
        return name

    def add_all(self, data: Mapping[str, Any], sections: Iterable[str] = tuple(NAMED)) -> None:
        """Take up what a charter names, but for what is known already."""
        for section in sections:
            for entry in data.get(section, ()):
                if entry["id"] not in self.names[section]:
                    self.add(section, entry["id"], said_of(section, entry))


def said_of(section: str, entry: Mapping[str, Any]) -> str | None:
    """Return what an entry calls itself."""
    said = entry[NAMED[section]]
    return str(said["vi"]) if isinstance(said, Mapping) else None if said is None else str(said)


def in_text_order(data: Mapping[str, Any], section: str) -> list[int]:
    """Return the places of a section's entries in the order of the clauses that they cite."""
    order = {clause: place for place, clause in enumerate(clauses_in_order(data))}
    rows: Sequence[Mapping[str, Any]] = data.get(section, ())
    return sorted(range(len(rows)), key=lambda place: order[rows[place]["clause"]])


def clauses_in_order(data: Mapping[str, Any]) -> list[str]:
    """Return the clauses of a charter in their order, then those of the charter beside it as they are first cited."""
    own = [each["id"] for each in data["clauses"]]
    lists = (rows for name, rows in data.items() if name != "clauses" and isinstance(rows, list))
    cited = [row["clause"] for rows in lists for row in rows if isinstance(row, Mapping) and row.get("clause")]
    return list(dict.fromkeys([*own, *cited]))


def _value(value: object) -> Any:
    match value:
        case Text():
            return {"vi": plain(value.vi), "en": plain(value.en)}
        case str():
            return plain(value) if value else value
        case Mapping():
            return {key: _value(each) for key, each in value.items()}
        case tuple():
            return [_value(each) for each in value]
        case _ if hasattr(value, "__dataclass_fields__"):
            return _entry(value)
        case _:
            return value


def _entry(value: Any) -> Data:
    written = {field.name: _value(getattr(value, field.name)) for field in fields(value) if field.name != "line"}
    return {key: each for key, each in written.items() if key in _NULLABLE or each not in (None, [], {})} | {
        key: [] for key in ("unless",) if hasattr(value, key) and not written[key]
    }


# Keys that stand in the file even when they hold nothing.
_NULLABLE: Final = frozenset({"number", "symbol", "signed_on", "effective_on", "holder", "seal", "stated"})


def _powers(powers: Sequence[Power]) -> list[Data]:
    """Fold the acts that one entry of the file grants together again."""
    rows: list[Data] = []
    last: tuple[object, ...] | None = None
    for power in powers:
        base = power.id.removesuffix(f".{power.act}")
        entry = {key: value for key, value in _entry(power).items() if key not in {"id", "act"}}
        here = (base, entry)
        if base != power.id and here == last:
            rows[-1]["acts"].append(power.act)
            rows[-1]["id"] = base
        else:
            rows.append({"id": power.id, "acts": [power.act], **entry})
        last = here
    return rows
