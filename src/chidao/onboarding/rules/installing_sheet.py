"""PURE: an installation instrument while it is made: its entries, each under a section that becomes a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text, listed
from chidao.onboarding.rules.installing_agencies import agency_kind, known_agency, short_name
from chidao.onboarding.rules.installing_asking import Asking
from chidao.onboarding.rules.installing_site import LONGEST_NAME, Rules, Site, free
from chidao.onboarding.rules.state import Data

_LISTED: Final = 6
_ORDER: Final = (
    "agencies", "units", "roles", "seats", "designations", "powers", "stand_ins", "limits", "duties", "recording",
    "sights", "signatures", "series", "principles",
)  # fmt: skip
_LONGEST: Final = 1900


@dataclass(slots=True)
class Sheet:
    """What all makers of an installation's entries work with.

    `said` is what holds for each question asked. `entries` are (clause, section, entry): the clause is a section of
    the standard instrument, numbered when it is known which have entries. `stations` and `units` are the charter's
    with what the installation brings.
    """

    site: Site
    said: Mapping[str, str]
    stations: dict[str, list[str]]
    units: dict[str, str]
    entries: list[tuple[str, str, Data]] = field(default_factory=list)
    places: dict[str, Text] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The rules of installing."""
        return self.site.rules

    def words(self, name: str) -> Text:
        """Return one of the rules' wordings."""
        return Text.from_data(self.rules["words"][name])

    def add(self, clause: str, section: str, entry: Data) -> None:
        """Add an entry under a clause."""
        self.entries.append((clause, section, entry))

    def made(self, section: str) -> list[Data]:
        """Return the entries of a section that were made so far."""
        return [entry for _, name, entry in self.entries if name == section]

    def every(self, section: str) -> list[Data]:
        """Return the entries of a section, the charter's and those made so far."""
        return [*self.site.of(section), *self.made(section)]

    def free_id(self, section: str, wanted: str, joint: str = "-") -> str:
        """Return an id that no entry of the section has, in the charter or here."""
        return free(wanted, _ids(section, self.every(section)), joint)

    def at(self, *stations: str) -> list[str]:
        """Return the roles at some stations, the charter's and those brought."""
        return list(dict.fromkeys(role for each in stations for role in self.stations.get(each, ())))

    def title(self, role: str) -> Text:
        """Return a role's title."""
        return next((Text.from_data(each["title"]) for each in self.every("roles") if each["id"] == role), Text("", ""))

    def titles(self, roles: Iterable[str]) -> Text:
        """Return the titles of some roles in one phrase."""
        return listed([self.title(role) for role in dict.fromkeys(roles)], last=self.words("and"))

    def agency(self, name: str, clause: str) -> str:
        """Return the id of an agency; entered under a clause where neither the text nor the installation has it."""
        name = name[:LONGEST_NAME].strip()
        known = known_agency(name, self.every("agencies"))
        if known is None:
            known = {
                "id": self.free_id("agencies", slug(name)), "name": name, "kind": agency_kind(name, self.rules),
                "short": short_name(name),
            }  # fmt: skip
            self.add(clause, "agencies", known)
        return str(known["id"])

    def shortened(self, parts: Iterable[Text]) -> Text:
        """Return words in one list, the first of them where there are many."""
        every = list(dict.fromkeys(parts))
        if len(every) <= _LISTED:
            return listed(every)
        return self.words("more").filled(listed=listed(every[:_LISTED]), number=len(every) - _LISTED)


def sheet_of(asking: Asking) -> Sheet:
    """Return a sheet with nothing on it."""
    site = asking.site
    stations = {name: list(roles) for name, roles in site.stations.items()}
    return Sheet(site, dict(asking.said), stations, dict(site.units))


def _ids(section: str, entries: Iterable[Data]) -> Iterator[str]:
    """Yield the ids of entries; those of powers for several acts are unfolded as they are read."""
    for entry in entries:
        if "id" in entry:
            yield str(entry["id"])
        if section == "powers":
            yield from (f"{entry['id']}.{act}" for act in entry["acts"])


# -- the whole --------------------------------------------------------------------------------------------------------


def written(sheet: Sheet, head: Data) -> Data:
    """Return the installation instrument: its head, a clause for each section with entries, and the entries."""
    used = {clause for clause, _, _ in sheet.entries}
    sections = [each for each in sheet.rules["sections"] if each["id"] in used]
    ids = {each["id"]: f"{head['id']}-{number}" for number, each in enumerate(sections, start=1)}
    clauses = [_clause(sheet, each, ids[each["id"]], number) for number, each in enumerate(sections, start=1)]
    filled = {
        name: [{**entry, "clause": ids[clause]} for clause, section, entry in sheet.entries if section == name]
        for name in _ORDER
    }
    return {**head, "clauses": clauses, **{name: entries for name, entries in filled.items() if entries}}


def _clause(sheet: Sheet, section: Rules, id_: str, number: int) -> Data:
    words = sheet.rules["words"]
    return {
        "id": id_,
        "label": words["label"].format(number=number),
        "cite": words["cite"].format(number=number),
        "kind": section["kind"],
        "who": _bearer(sheet, section["who"]),
        "summary": _summary(sheet, section).as_data(),
    }


def _bearer(sheet: Sheet, station: str) -> str:
    """Return who bears a clause, in the word that the charter's role at the station answers to."""
    said: str = sheet.rules["bearers"].get(station, "COMMITTEE")
    bears = [word for role in sheet.every("roles") if role["id"] in sheet.at(station) for word in role.get("bears", ())]
    return said if said in bears or not bears else str(bears[0])


def _summary(sheet: Sheet, section: Rules) -> Text:
    who = [
        role
        for clause, name, entry in sheet.entries
        if clause == section["id"] and name == "powers"
        for role in entry["roles"]
    ]
    places: dict[str, Any] = {**sheet.places, "who": sheet.titles(who)}
    for station in ("chair", "clerk", "group_lead"):
        places[station] = sheet.titles(sheet.at(station))
    says = Text.from_data(section["summary"]).filled(**places, **_of_section(sheet, section["id"]))
    return Text(says.vi[:_LONGEST], says.en[:_LONGEST])


def _of_section(sheet: Sheet, clause: str) -> dict[str, Text]:
    """Return the places that are filled from what stands under the clause itself."""
    own = [(name, entry) for each, name, entry in sheet.entries if each == clause]
    seats = [_seat_said(sheet, entry) for name, entry in own if name == "seats"]
    seats += [_designated(sheet, entry) for name, entry in own if name == "designations"]
    duties = [Text.from_data(entry["title"]) for name, entry in own if name == "duties"]
    return {"seats": sheet.shortened(seats), "cadences": listed(duties)}


def _seat_said(sheet: Sheet, seat: Data) -> Text:
    title = sheet.title(seat["role"])
    if not seat.get("holder"):
        return title
    return sheet.words("seat").filled(role=title, holder=seat["holder"])


def _designated(sheet: Sheet, entry: Data) -> Text:
    seat = next(each for each in sheet.every("seats") if each["id"] == entry["seat"])
    return _seat_said(sheet, {"role": entry["role"], "holder": seat.get("holder") or seat.get("person")})
