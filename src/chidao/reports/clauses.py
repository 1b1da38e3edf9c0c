"""What a clause drives in the program: everything of a regulation that cites it. Computed from the charter in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chidao.acts.kept import as_recorded
from chidao.acts.registry import act_named, act_names
from chidao.documents.rules import POST
from chidao.documents.signing import sealing_acts
from chidao.instruments.charter import Charter, Clause, Duty, Power, Regulation
from chidao.instruments.models import Instrument, Provision
from chidao.instruments.vocabulary import CONDITIONS, FACETS, FEATURES, SCOPES, SUBJECTS
from chidao.kernel.wording import Text, listed, same

EVERY_ACT: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenPower:
    """An act that a clause gives to roles; `narrowed` says for which objects and under which conditions."""

    act: str
    title: Text
    roles: tuple[Text, ...]
    narrowed: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a clause lays down, in words."""

    says: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Driven:
    """Everything that a clause drives. `acts`, `features` and `duties` are the words by which screens are found."""

    powers: tuple[DrivenPower, ...] = ()
    stand_ins: tuple[Line, ...] = ()
    limits: tuple[Line, ...] = ()
    duties: tuple[Line, ...] = ()
    recording: tuple[Line, ...] = ()
    sights: tuple[Line, ...] = ()
    constituted: tuple[Line, ...] = ()
    papers: tuple[Line, ...] = ()
    features: tuple[Line, ...] = ()
    act_names: frozenset[str] = frozenset()
    feature_names: frozenset[str] = frozenset()
    duty_kinds: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing in the program follows from the clause yet."""
        parts = (self.powers, self.stand_ins, self.limits, self.duties, self.recording, self.sights, self.constituted)
        return not any((*parts, self.papers, self.features))


def driven(current: Regulation, clause: str) -> Driven:
    """Return what a clause drives under a regulation."""
    powers = [each for each in current.powers if each.clause == clause]
    limits = [each for each in current.limits if each.clause == clause]
    duties = [each for each in current.duties if each.clause == clause]
    features = [each for each in current.principles if each.clause == clause]
    return Driven(
        powers=tuple(_power(current, each) for each in powers),
        stand_ins=tuple(_stand_ins(current, clause)),
        limits=tuple(Line(says=each.says, note=_acts_said(each.acts)) for each in limits),
        duties=tuple(_duty(current, each) for each in duties),
        recording=tuple(_recording(current, clause)),
        sights=tuple(_sights(current, clause)),
        constituted=tuple(_constituted(current, clause)),
        papers=tuple(_papers(current, clause)),
        features=tuple(Line(says=FEATURES[each.feature], note=_settings(each.settings)) for each in features),
        act_names=frozenset(each.act for each in powers).union(
            *(each.acts for each in limits), _signing(current, clause)
        ),
        feature_names=frozenset(each.feature for each in features),
        duty_kinds=frozenset(each.what for each in duties),
    )


def drives(current: Regulation) -> Mapping[str, int]:
    """Return how many entries of a regulation cite each clause."""
    counts: dict[str, int] = {}
    for clause in _cited_by(current):
        counts[clause] = counts.get(clause, 0) + 1
    return counts


def official_texts(body: str) -> Mapping[str, str]:
    """Return the official text of clauses, where the committee has loaded it (one query after an act, none between)."""
    return as_recorded(f"official:{body}", lambda: _official(body), of=(Instrument, Provision))


def charter_of_clause(charters: Iterable[Charter], clause: str) -> tuple[Charter, Clause] | None:
    """Return the charter in which a clause stands, the latest first, with the clause."""
    for charter in charters:
        for each in charter.clauses:
            if each.id == clause:
                return charter, each
    return None


def role_titles(current: Regulation, roles: Iterable[str]) -> tuple[Text, ...]:
    """Return what roles are called."""
    return tuple(role.title if (role := current.role(name)) else same(name) for name in roles)


def bearers(current: Regulation, clause: Clause) -> Text:
    """Say whose clause it is, by this regulation's own titles; units all of whose roles bear it are named whole."""
    found = [role for role in current.roles if clause.who in role.bears]
    whole = [
        unit for unit in current.units if len(of_unit := [role for role in current.roles if role.unit == unit.id]) > 1
        and all(role in found for role in of_unit)
    ]  # fmt: skip
    named = {unit.id for unit in whole}
    return listed([*(unit.name for unit in whole), *(role.title for role in found if role.unit not in named)])


def narrowed(power: Power) -> Text | None:
    """Say for which objects and under which conditions a power is given; None where nothing narrows it."""
    facets = [FACETS[facet][word] for facet, words in power.only.items() for word in words]
    parts = [*facets, *(CONDITIONS[name] for name in power.when)]
    return listed(parts) if parts else None


def act_title(name: str) -> Text:
    """Return what an act is called; "*" is every act."""
    if name == EVERY_ACT:
        return Text("mọi việc", "every act")
    return act_named(name).title if name in act_names() else same(name)


def _power(current: Regulation, power: Power) -> DrivenPower:
    roles = role_titles(current, power.roles)
    return DrivenPower(act=power.act, title=act_title(power.act), roles=roles, narrowed=narrowed(power))


def _stand_ins(current: Regulation, clause: str) -> Iterator[Line]:
    for each in current.stand_ins:
        if each.clause == clause:
            (own,), (other,) = role_titles(current, [each.role]), role_titles(current, [each.stands_for])
            says = Text("{own} thay {other} khi vắng mặt có ghi nhận", "{own} for {other} during a recorded absence")
            yield Line(says=says.filled(own=own, other=other))


def _duty(current: Regulation, duty: Duty) -> Line:
    unit = next((each.name for each in current.units if each.id == duty.unit), same(duty.unit))
    note = Text("{unit}, {n} tháng một lần", "{unit}, once every {n} months").filled(unit=unit, n=duty.months)
    return Line(says=duty.title, note=note)


def _recording(current: Regulation, clause: str) -> Iterator[Line]:
    for each in current.recording:
        if each.clause == clause:
            yield Line(says=listed(list(role_titles(current, each.roles))), note=_acts_said(each.acts))


def _sights(current: Regulation, clause: str) -> Iterator[Line]:
    for each in current.sights:
        if each.clause == clause:
            seen = listed([SUBJECTS[subject] for subject in each.sees])
            note = Text("{seen}: {scope}", "{seen}: {scope}").filled(seen=seen, scope=SCOPES[each.scope])
            yield Line(says=listed(list(role_titles(current, each.roles))), note=note)


def _signing(current: Regulation, clause: str) -> frozenset[str]:
    signs = any(each.clause == clause for each in current.signatures)
    return sealing_acts() if signs else frozenset()


def _constituted(current: Regulation, clause: str) -> Iterator[Line]:
    yield from (Line(says=each.name, note=_UNIT) for each in current.units if each.clause == clause)
    yield from (Line(says=each.title, note=_ROLE) for each in current.roles if each.clause == clause)
    seats = [each for each in current.seats if each.clause == clause]
    if seats:
        yield Line(says=Text("{n} ghế", "{n} seats").filled(n=len(seats)), note=_SEATS)
    for each in current.designations:
        if each.clause == clause:
            holder = next((seat.holder for seat in current.seats if seat.id == each.seat), None)
            yield Line(says=role_titles(current, [each.role])[0], note=same(holder or each.seat))
    yield from (Line(says=each.title, note=_FIELD) for each in current.fields if each.clause == clause)
    agencies = [each for each in current.agencies if each.clause == clause]
    if agencies:
        yield Line(says=Text("{n} cơ quan", "{n} agencies").filled(n=len(agencies)), note=_AGENCIES)


def _papers(current: Regulation, clause: str) -> Iterator[Line]:
    for each in current.signatures:
        if each.clause == clause:
            lines = [line for line in each.lines if line and POST not in line]
            yield Line(says=same(" / ".join(lines)), note=_OWN_SEAL if each.seal_of else same(each.seal or ""))
    yield from (Line(says=same(each.symbol), note=_SERIES) for each in current.series if each.clause == clause)


def _settings(settings: Mapping[str, object]) -> Text | None:
    told = [", ".join(map(str, each)) if isinstance(each, list | tuple) else str(each) for each in settings.values()]
    return Text("{n} ngày", "{n} days").filled(n=" / ".join(told)) if told else None


def _acts_said(names: Iterable[str]) -> Text:
    return listed([act_title(name) for name in names])


def _cited_by(current: Regulation) -> Iterator[str]:
    entries = (
        current.powers, current.stand_ins, current.limits, current.duties, current.recording, current.sights,
        current.units, current.roles, current.signatures, current.series, current.principles, current.fields,
        current.counts, current.designations,
    )  # fmt: skip
    for kind in entries:
        yield from (entry.clause for entry in kind)


def _official(body: str) -> dict[str, str]:
    rows = Provision.objects.filter(instrument__body=body).exclude(official_text="")
    return dict(rows.values_list("clause_id", "official_text"))


_OWN_SEAL = Text("dấu của cơ quan mình", "their own agency's seal")
_FIELD = Text("lĩnh vực", "field of work")
_UNIT = Text("bộ phận", "unit")
_ROLE = Text("vai trò", "role")
_SEATS = Text("được đặt ra", "are made")
_AGENCIES = Text("được nêu tên", "are named")
_SERIES = Text("sổ số riêng", "own series of numbers")
