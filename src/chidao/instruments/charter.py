"""A regulation as data: the frozen values that one charter file becomes (PURE).

Every entry cites the clause it comes from by the clause's id ("HP20-7.1b"). The words a charter uses for acts,
conditions, facets and features are the program's own closed vocabularies (`vocabulary.py`); its roles, titles,
cadences and seals are its own. A charter whose `source` is "installation" fills what the original text leaves open
and is shown everywhere as "không có trong văn bản gốc".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from chidao.kernel.wording import Text

Source = Literal["original", "installation"]
UnitKind = Literal["committee", "group", "office", "agencies", "oversight", "system", "public"]
AgencyKind = Literal[
    "people_committee", "department", "district", "police", "office", "enterprise", "central", "unit", "other"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One rule of the instrument in our own words. `label` is the short chip ("Đ7.1"), `cite` the full place."""

    id: str
    label: str
    cite: str
    kind: str
    who: str
    summary: Text
    chapter: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRef:
    """The paper a charter belongs to. Dates are ISO, or partly known ("--05-15", "2018"); None is "not known"."""

    number: str | None
    symbol: str | None
    kind: str
    title: Text
    issuer: str
    signed_on: str | None
    effective_on: str | None
    effective_until: str | None = None
    signer_post: str | None = None
    signer_name: str | None = None
    bases: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of the body in which seats stand: the committee itself, its working group, its office, the agencies.

    "oversight" is for who inspects the record, "system" for the program's own timers, "public" for who is not seated.
    """

    id: str
    name: Text
    kind: UnitKind
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRule:
    """An agency the charter speaks of: its posts hold seats, or it names who does. `short` is for narrow columns."""

    id: str
    name: str
    kind: AgencyKind
    short: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What someone is in a unit. `rank` orders seats (1 first).

    `bears` are the words of `Clause.who` that this role answers to, so that a person's own page can show the clauses
    that are theirs ("VICE_CHAIR", "COMMITTEE").
    """

    id: str
    unit: str
    title: Text
    rank: int
    clause: str
    bears: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRule:
    """A seat the charter names: held by a post, by an agency that names its person, or by a named person.

    `holder` is the post's title (None where the text has the seat but does not say whose it is), `agency` the id of the
    agency the post belongs to; `person` only where the source itself names an official.
    """

    id: str
    role: str
    by: Literal["post", "agency", "name"]
    holder: str | None
    agency: str | None
    clause: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """Which seat has a role of which the text speaks without saying whose it is (a standing vice chair, say).

    The seat is the text's, the role is the text's; that they go together is laid down by `clause`.
    """

    seat: str
    role: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Roles that may do an act; `only` narrows it by facets of the object, `when` by conditions, all of which hold."""

    id: str
    act: str
    roles: tuple[str, ...]
    clause: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """`role` has the powers of `stands_for` while that role's holder has a recorded absence."""

    role: str
    stands_for: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What nobody may do unless the conditions hold, whatever powers they have."""

    id: str
    acts: tuple[str, ...]
    unless: tuple[str, ...]
    says: Text
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An obligation that recurs: `what` kind of evidence keeps it, by which `unit` (its id), once every `months`.

    Cycles are counted from the first day of month `starts_in` (1 = January): twelve months from 7 end on 30 June.
    With `months` 0 it is owed only when asked for. `to` are the roles it is addressed to, `to_agencies` the agencies
    outside them; a report goes to exactly these.
    """

    id: str
    what: str
    unit: str
    title: Text
    months: int
    clause: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts_in: int = 1
    to: tuple[str, ...] = ()
    to_agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Roles that may record, on the strength of the signed paper, an act that others did. `acts` may be ("*",)."""

    roles: tuple[str, ...]
    acts: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Roles that may see a subject ("tasks", "meetings", "record"…), all of it or within a scope."""

    roles: tuple[str, ...]
    sees: tuple[str, ...]
    scope: Literal["all", "own_agency", "own", "open"]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The block and seal under a document signed by a role, in its own right or standing in for another.

    `{post}` in a line is the signer's post, in capitals. `seal` names the seal; with `seal_of` "own_agency" it is that
    of the agency the signer's seat belongs to, under the name that agency has on the day.
    """

    role: str
    standing_in: bool
    lines: tuple[str, ...]
    seal: str | None
    clause: str
    seal_of: Literal["own_agency"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """A field of work that the regulation itself gives to a seat, with the seats that work on it beside (seat ids).

    `answers_to` are the agencies, by id, to which its holder answers for the field.
    """

    id: str
    title: Text
    lead: str
    clause: str
    partners: tuple[str, ...] = ()
    answers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRule:
    """A number of seats that the text states, for a unit or for some of its roles; `stated` None where it is silent.

    The seats are counted beside it: where the two differ, that is shown and not hidden.
    """

    id: str
    unit: str
    stated: int | None
    clause: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series of numbers of the body's own: the kind of document and the symbol after the number."""

    kind: str
    symbol: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """A feature of the program that keeps a clause by working: its name is from the closed vocabulary."""

    feature: str
    clause: str
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """One regulation, whole. An installation charter says in `complements` the id of the charter it stands beside."""

    id: str
    body: str
    source: Source
    name: Text
    short_name: Text
    instrument: InstrumentRef
    clauses: tuple[Clause, ...]
    complements: str | None = None
    former_name: Text | None = None
    """What the body was called until this text renamed it, where the text says so."""
    agencies: tuple[AgencyRule, ...] = ()
    units: tuple[Unit, ...] = ()
    roles: tuple[Role, ...] = ()
    seats: tuple[SeatRule, ...] = ()
    powers: tuple[Power, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    limits: tuple[Limit, ...] = ()
    duties: tuple[Duty, ...] = ()
    recording: tuple[Recording, ...] = ()
    sights: tuple[Sight, ...] = ()
    signatures: tuple[Signature, ...] = ()
    series: tuple[Series, ...] = ()
    principles: tuple[Principle, ...] = ()
    fields: tuple[FieldRule, ...] = ()
    counts: tuple[CountRule, ...] = ()
    designations: tuple[Designation, ...] = ()


@dataclass(frozen=True, slots=True)
class Regulation:
    """What is in force for a body on a day: its charter and the installation instruments beside it, read as one."""

    on: date
    charters: tuple[Charter, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every entry of `clauses` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.clauses)

    @property
    def agencies(self) -> tuple[AgencyRule, ...]:
        """Every entry of `agencies` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.agencies)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every entry of `units` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.units)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every entry of `roles` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.roles)

    @property
    def seats(self) -> tuple[SeatRule, ...]:
        """Every entry of `seats` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in self.seats_of(charter))

    @property
    def powers(self) -> tuple[Power, ...]:
        """Every entry of `powers` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.powers)

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """Every entry of `stand_ins` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.stand_ins)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every entry of `limits` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.limits)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every entry of `duties` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.duties)

    @property
    def recording(self) -> tuple[Recording, ...]:
        """Every entry of `recording` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.recording)

    @property
    def sights(self) -> tuple[Sight, ...]:
        """Every entry of `sights` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.sights)

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Every entry of `signatures` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.signatures)

    @property
    def series(self) -> tuple[Series, ...]:
        """Every entry of `series` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.series)

    @property
    def principles(self) -> tuple[Principle, ...]:
        """Every entry of `principles` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.principles)

    @property
    def fields(self) -> tuple[FieldRule, ...]:
        """Every entry of `fields` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.fields)

    @property
    def counts(self) -> tuple[CountRule, ...]:
        """Every entry of `counts` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.counts)

    @property
    def designations(self) -> tuple[Designation, ...]:
        """Every entry of `designations` in force, the charter's first, then its installation instruments'."""
        return tuple(entry for charter in self.charters for entry in charter.designations)

    def seats_of(self, charter: Charter) -> tuple[SeatRule, ...]:
        """Return the seats that one of the charters names, each with the role it is designated for, if it is."""
        roles = {each.seat: each.role for each in self.designations}
        return tuple(replace(each, role=roles.get(each.id, each.role)) for each in charter.seats)

    def clause(self, clause_id: str) -> Clause | None:
        """Return the clause with this id, if it is in force."""
        return next((entry for entry in self.clauses if entry.id == clause_id), None)

    def role(self, role_id: str) -> Role | None:
        """Return the role with this id, if the regulation has it."""
        return next((entry for entry in self.roles if entry.id == role_id), None)

    def has_feature(self, feature: str) -> Principle | None:
        """Return the principle that brings a feature of the program into force, if there is one."""
        return next((entry for entry in self.principles if entry.feature == feature), None)
