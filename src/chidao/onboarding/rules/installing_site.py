"""PURE: a charter as installing looks at it: where its roles stand, which parts it has, and where the body is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.onboarding.rules.state import Data

Rules = Mapping[str, Any]
LONGEST_NAME: Final = 200
"""How long a post's or an agency's name may be where it is kept, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body is ("tỉnh", "Bình Minh"), with what `levels` of the rules says of such a place."""

    level: str
    name: str
    says: Rules

    def called(self, what: str) -> str:
        """Return how something is called here: its authority, head, deputy, office or audit."""
        return str(self.says[what]).format(level=self.level, place=self.name)

    @property
    def in_english(self) -> str:
        """Return the place in English, named as its level is."""
        said: str = self.says["in_english"].get(self.level, "{place}")
        return said.format(place=self.name)


@dataclass(frozen=True, slots=True)
class Site:
    """A charter, and what of it installing goes by.

    `stations` are its roles by where they stand (`stations` of the rules: "chair", "vice_chair", …, "clerk" is never
    one of a text's); `units` are its parts by kind, the first of each.
    """

    charter: Data
    rules: Rules
    stations: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str]
    place: Place | None

    def of(self, section: str) -> list[Data]:
        """Return the entries of a section."""
        return list(self.charter.get(section) or ())

    def at(self, *stations: str) -> list[str]:
        """Return the roles that stand at some stations, in the order of the stations."""
        return list(dict.fromkeys(role for each in stations for role in self.stations.get(each, ())))

    def station(self, role: str) -> str | None:
        """Return where a role stands."""
        return next((name for name, roles in self.stations.items() if role in roles), None)

    def title(self, role: str) -> Text:
        """Return a role's title; the role itself where the charter does not have it."""
        found = next((each["title"] for each in self.of("roles") if each["id"] == role), role)
        return Text.from_data(found)

    def seats(self, *roles: str) -> list[Data]:
        """Return the seats of some roles."""
        return [seat for seat in self.of("seats") if seat["role"] in roles]

    def unit_kind(self, unit: str) -> str:
        """Return the kind of one of the charter's parts."""
        return next((str(each["kind"]) for each in self.of("units") if each["id"] == unit), "")

    def feature(self, name: str) -> bool:
        """Say whether the text brings a feature into force."""
        return any(each["feature"] == name for each in self.of("principles"))

    def known(self, value: object) -> str:
        """Return what the text says of itself, "" for the words that say that it does not."""
        said = str(value or "")
        return "" if said == self.rules["not_said"] else said


def site_of(charter: Data, rules: Rules) -> Site:
    """Return a charter as installing looks at it; sections that it lacks count as empty."""
    units: dict[str, str] = {}
    for unit in charter.get("units") or ():
        units.setdefault(unit["kind"], unit["id"])
    return Site(charter, rules, _stations(charter, rules), units, _place(charter, rules))


def _stations(charter: Data, rules: Rules) -> dict[str, tuple[str, ...]]:
    kinds = {unit["id"]: unit["kind"] for unit in charter.get("units") or ()}
    found: dict[str, tuple[str, ...]] = {}
    for role in sorted(charter.get("roles") or (), key=lambda each: each["rank"]):
        station = _station(role, rules["stations"].get(kinds.get(role["unit"]), ()))
        if station:
            found[station] = (*found.get(station, ()), role["id"])
    return found


def _station(role: Data, patterns: Iterable[tuple[str, str]]) -> str | None:
    stations = dict.fromkeys(station for _, station in patterns)
    if role["id"] in stations:
        return str(role["id"])
    said = fold(role["title"]["vi"])
    return next((station for pattern, station in patterns if re.search(pattern, said)), None)


def _place(charter: Data, rules: Rules) -> Place | None:
    """Return where a body is: by the end of its own name, else by its paper's issuer, else by the paper's title."""
    paper: Data = charter["instrument"]
    said = (charter["name"]["vi"], paper["issuer"], paper["title"]["vi"])
    return next((place for words in said if (place := _placed(words, rules))), None)


def _placed(words: str, rules: Rules) -> Place | None:
    for says in rules["levels"]:
        found = re.search(rf"\b{says['match']}", words, re.IGNORECASE)
        named = _place_name(found["place"], whole=says.get("whole", False)) if found else ""
        if found and named:
            return Place(found["level"].lower() if not says.get("whole") else found["level"], named, says)
    return None


def _place_name(words: str, *, whole: bool) -> str:
    """Return a name at the beginning of words: places are written with capitals, what may follow is not."""
    kept = takewhile(lambda word: whole or not word[0].islower(), words.split())
    name = " ".join(kept).strip(" ,;-")
    return name.title() if name.isupper() and len(name) > 1 else name


# -- ids --------------------------------------------------------------------------------------------------------------


def free(wanted: str, taken: Iterable[str], joint: str = "-") -> str:
    """Return an id that is not taken yet; short enough to stand behind a body's code."""
    used, short = set(taken), wanted[:55].rstrip("-._") or "entry"
    numbered = (f"{short}{joint}{number}" for number in range(2, 99_999))
    return short if short not in used else next(one for one in numbered if one not in used)
