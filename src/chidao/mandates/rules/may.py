"""`may()`: who may do what, about what, at what instant, as far as was then known. Pure: a regulation and facts in,
a Basis or a Refusal with every reason out.

An absence recorded late is judged by what was in force (its period) *and* by what was known (`known_at`); the Basis
says when it was recorded late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from chidao.acts.authority import Basis, Capacity, Matter, Question, Refusal
from chidao.instruments.charter import Charter, Limit, Power, Recording, Regulation, StandIn
from chidao.instruments.vocabulary import CONDITIONS
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, listed

OR = Text(" hoặc ", " or ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person holds a seat over [effective_from, effective_until), known since `recorded_at`."""

    tenure: int | None
    seat: int
    seat_title: Text
    role: str
    unit: str
    person: int
    agency: int | None
    clause: str
    effective_from: date
    effective_until: date | None
    recorded_at: datetime

    def stands(self, on: date, known_at: datetime) -> bool:
        """Say whether the holding is in force on a day, as known at an instant."""
        ended = self.effective_until is not None and on >= self.effective_until
        return self.effective_from <= on and not ended and self.recorded_at <= known_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """The holder of a seat is absent over [effective_from, effective_until), known since `recorded_at`."""

    id: int
    seat: int
    role: str
    effective_from: date
    effective_until: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegated:
    """The holder of `seat` lets `person` do `acts` over a period."""

    id: int
    seat: int
    role: str
    person: int
    acts: frozenset[str]
    effective_from: date
    effective_until: date
    recorded_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Focal:
    """A focal person does `acts` for an agency over [effective_from, effective_until), as its member delegated."""

    id: int
    person: int
    agency: int
    acts: frozenset[str]
    effective_from: date
    effective_until: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is recorded of a body's seats: every holding, absence and delegation, past ones too."""

    holdings: tuple[Holding, ...] = ()
    absences: tuple[Away, ...] = ()
    delegations: tuple[Delegated, ...] = ()
    focals: tuple[Focal, ...] = ()
    seats_before: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Which seats a seat goes on from (its agency was succeeded, a later regulation kept it): they are one seat."""

    def one_seat(self, seat: int) -> frozenset[int]:
        """Return a seat and those it goes on from."""
        return frozenset({seat}) | self.seats_before.get(seat, frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """Charters that are told from others by which they are, not by what stands in them: hashing that would take longer
    than what is kept by it."""

    charters: tuple[Charter, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.charters)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and list(map(id, self.charters)) == list(map(id, other.charters))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A regulation as every question reads it: what concerns one act together, titles by role."""

    powers: Mapping[str, tuple[Power, ...]]
    limits: Mapping[str, tuple[Limit, ...]]
    stand_ins: tuple[StandIn, ...]
    recording: tuple[Recording, ...]
    titles: Mapping[str, Text]


def _read(regulation: Regulation) -> _Read:
    """Return a regulation read for questions; it is kept, and the charters with it, so that no id is used again."""
    return _read_charters(_Same(regulation.charters))


@lru_cache(maxsize=128)
def _read_charters(same: _Same) -> _Read:
    regulation = Regulation(date.min, same.charters)
    powers: dict[str, tuple[Power, ...]] = {}
    for power in regulation.powers:
        powers[power.act] = (*powers.get(power.act, ()), power)
    limits: dict[str, tuple[Limit, ...]] = {}
    for limit in regulation.limits:
        for act in dict.fromkeys(limit.acts):
            limits[act] = (*limits.get(act, ()), limit)
    return _Read(
        powers=MappingProxyType(powers),
        limits=MappingProxyType(limits),
        stand_ins=regulation.stand_ins,
        recording=regulation.recording,
        titles=MappingProxyType({role.id: role.title for role in reversed(regulation.roles)}),
    )


@dataclass(frozen=True, slots=True)
class _Route:
    """One way in which the actor could have a power: a role, and the seats it speaks for."""

    role: str
    seats: frozenset[int]
    kind: str
    holding: Holding
    absence: Away | None = None
    delegation: Delegated | None = None
    through: StandIn | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One question with everything it is judged by."""

    regulation: Regulation
    read: _Read
    facts: Facts
    question: Question
    doing: Text
    on: date
    matter: Matter

    @property
    def named(self) -> tuple[Power, ...]:
        """The powers for the act asked about."""
        return self.read.powers.get(self.question.act, ())


def may(regulation: Regulation | None, facts: Facts, question: Question, *, doing: Text) -> Basis | Refusal:
    """Judge one question. `doing` is the act's title, for the reasons.

    Without a regulation in force nobody may anything: the refusal says so.
    """
    if regulation is None:
        return Refusal(reasons=(_no_regulation(question),))
    on = local_day(question.at)
    case = _Case(regulation, _read(regulation), facts, question, doing, on, question.matter)
    holding = holding_of(facts, question.capacity, case.on, question.known_at)
    if holding is None:
        return Refusal(reasons=(_not_in_seat(case),))
    limits = list(_limits_against(case, holding))
    if limits:
        return Refusal(reasons=(*limits, *_if_nobody(case, holding)))
    routes = list(_routes(case, holding))
    for route in routes:
        for power in case.named:
            if _grants(case, power, route):
                return _basis(case, power, route)
    return Refusal(reasons=tuple(_reasons(case, routes, holding)))


def speaks_for(regulation: Regulation | None, facts: Facts, question: Question) -> frozenset[int]:
    """Return the seats for which a capacity speaks when it does an act: its own, those of the absent for whom it
    stands in, and those whose holder delegated this act to it."""
    on = local_day(question.at)
    holding = holding_of(facts, question.capacity, on, question.known_at)
    if regulation is None or holding is None:
        return frozenset()
    case = _Case(regulation, _read(regulation), facts, question, question.matter.says, on, question.matter)
    return frozenset[int]().union(*(route.seats for route in _routes(case, holding)))


def may_record(
    regulation: Regulation | None, facts: Facts, operator: Capacity, question: Question, *, doing: Text
) -> Basis | Refusal:
    """Say whether the operator may record an act that another did on paper. Judged as of the recording."""
    if regulation is None:
        return Refusal(reasons=(_no_regulation(question),))
    on = local_day(question.known_at)
    holding = holding_of(facts, operator, on, question.known_at)
    for entry in _read(regulation).recording:
        if holding and holding.role in entry.roles and (question.act in entry.acts or "*" in entry.acts):
            return Basis(clause=entry.clause, says=operator.says, kind="recording", tenure=holding.tenure)
    return Refusal(reasons=(_may_not_record(regulation, operator, doing),))


def holding_of(facts: Facts, capacity: Capacity, on: date, known_at: datetime) -> Holding | None:
    """Return the holding that makes the claimed capacity true on a day, if there is one."""
    return next(
        (
            each
            for each in facts.holdings
            if each.seat == capacity.seat and each.person == capacity.person and each.stands(on, known_at)
        ),
        None,
    )


def scopes(regulation: Regulation | None, role: str) -> dict[str, str]:
    """Return what a role may see: subject → the widest scope granted ("all", "own_agency", "own", "open")."""
    widest = ("open", "own", "own_agency", "all")
    found: dict[str, str] = {}
    for sight in regulation.sights if regulation else ():
        for subject in sight.sees if role in sight.roles else ():
            found[subject] = max(found.get(subject, "open"), sight.scope, key=widest.index)
    return found


def period_said(first: date, until: date) -> Text:
    """Say a half-open period of days as people do, last day included: "05–12/8/2020"."""
    last = date.fromordinal(until.toordinal() - 1)
    end = f"{last.day}/{last.month}/{last.year}"
    if first == last:
        return Text(f"ngày {end}", f"on {end}")
    if (first.month, first.year) == (last.month, last.year):
        return Text(f"{first.day}–{end}", f"{first.day}–{end}")
    return Text(f"{first.day}/{first.month}/{first.year}–{end}", f"{first.day}/{first.month}/{first.year}–{end}")


def _routes(case: _Case, holding: Holding) -> Iterator[_Route]:
    own = case.facts.one_seat(holding.seat)
    yield _Route(holding.role, own, "seat", holding)
    for rule in case.read.stand_ins:
        for away in case.facts.absences if rule.role == holding.role else ():
            if away.role == rule.stands_for and _away_stands(away, case):
                seats = own | case.facts.one_seat(away.seat)
                yield _Route(rule.stands_for, seats, "stand_in", holding, absence=away, through=rule)
    for given in case.facts.delegations:
        if given.person == holding.person and _delegation_stands(given, case) and case.question.act in given.acts:
            yield _Route(given.role, own | case.facts.one_seat(given.seat), "delegation", holding, delegation=given)


def _away_stands(away: Away, case: _Case) -> bool:
    return away.effective_from <= case.on < away.effective_until and away.recorded_at <= case.question.known_at


def _delegation_stands(given: Delegated, case: _Case) -> bool:
    revoked = given.revoked_at is not None and given.revoked_at <= case.question.at
    in_time = given.effective_from <= case.on < given.effective_until
    return in_time and not revoked and given.recorded_at <= case.question.known_at


def _grants(case: _Case, power: Power, route: _Route) -> bool:
    return (
        route.role in power.roles and _fits(power, case.matter) and next(_unmet(case, power.when, route), None) is None
    )


def _fits(power: Power, matter: Matter) -> bool:
    return all(matter.facets.get(facet) in values for facet, values in power.only.items())


def _unmet(case: _Case, conditions: Iterable[str], route: _Route) -> Iterator[str]:
    for condition in conditions:
        if not _met(case, condition, route.holding, route.seats):
            yield condition


def _met(case: _Case, condition: str, holding: Holding, seats: frozenset[int]) -> bool:
    if condition == "delegated":
        return any(_focal_stands(each, case, holding) for each in case.facts.focals)
    return holds(condition, case.matter, holding, seats)


def _focal_stands(focal: Focal, case: _Case, holding: Holding) -> bool:
    of_theirs = focal.person == holding.person and focal.agency == holding.agency
    ended = focal.effective_until is not None and case.on >= focal.effective_until
    in_time = focal.effective_from <= case.on and not ended and focal.recorded_at <= case.question.known_at
    return of_theirs and in_time and case.question.act in focal.acts


def holds(condition: str, matter: Matter, holding: Holding, seats: frozenset[int]) -> bool:
    """Say whether a condition holds that the matter alone decides, for a holder speaking for `seats`.

    "delegated" is not one of them: it asks the facts. Raises KeyError for it and for words outside the vocabulary.
    """
    own = holding.agency
    answers = {
        "presiding": matter.presiding in seats,
        "own_agency": own is not None and (own == matter.lead_agency or own in matter.coordinating),
        "lead_agency": own is not None and own == matter.lead_agency,
        "coordinating_agency": own is not None and own in matter.coordinating,
        "own_seat": matter.subject_seat in seats,
        "own_person": holding.person == matter.subject_person,
        "another_agency": own is None or own != matter.proposer_agency,
        "another_person": holding.person != matter.proposer_person,
        "regular_matter": matter.facets.get("matter") == "regular",
        "own_body": True,
    }
    return answers[condition]


def _basis(case: _Case, power: Power, route: _Route) -> Basis:
    clause = route.through.clause if route.through else power.clause
    return Basis(
        clause=clause,
        says=_basis_says(case, route),
        kind=route.kind,
        role=route.holding.role,
        standing_for=route.role if route.kind != "seat" else None,
        tenure=route.holding.tenure,
        absence=route.absence.id if route.absence else None,
        delegation=route.delegation.id if route.delegation else None,
        recorded_late=bool(route.absence and route.absence.recorded_at > case.question.at),
        in_source=_in_source(case.regulation, clause),
    )


def _basis_says(case: _Case, route: _Route) -> Text:
    own = _title(case.read, route.holding.role)
    other = _title(case.read, route.role)
    if route.absence:
        period = period_said(route.absence.effective_from, route.absence.effective_until)
        said = Text("{own}, thay {other} vắng mặt {period}", "{own}, for the absent {other} {period}")
        said = said.filled(own=own, other=other, period=period)
        return _late(said, route.absence) if route.absence.recorded_at > case.question.at else said
    if route.delegation:
        said = Text("{own}, theo ủy quyền của {other}", "{own}, delegated by {other}")
        return said.filled(own=own, other=other)
    return own


def _late(said: Text, away: Away) -> Text:
    day = local_day(away.recorded_at)
    return Text("{said} (vắng mặt được ghi muộn, ngày {day})", "{said} (absence recorded late, {day})").filled(
        said=said, day=f"{day.day}/{day.month}/{day.year}"
    )


def _limits_against(case: _Case, holding: Holding) -> Iterator[Reason]:
    seats = case.facts.one_seat(holding.seat)
    for limit in case.read.limits.get(case.question.act, ()):
        if not _lifted(case, limit, holding, seats):
            yield Reason(code="limit", says=limit.says, clause=limit.clause, remedy=_who_could(case))


def _lifted(case: _Case, limit: Limit, holding: Holding, seats: frozenset[int]) -> bool:
    return any(_met(case, condition, holding, seats) for condition in limit.unless)


def _if_nobody(case: _Case, holding: Holding) -> Iterator[Reason]:
    roles = {role for power in _powers(case) for role in power.roles}
    if holding.role not in roles:
        yield from _not_your_power(case)


def _reasons(case: _Case, routes: Sequence[_Route], holding: Holding) -> Iterator[Reason]:
    """Every reason against: conditions unmet, powers that are others', absences that are not recorded."""
    powers = _powers(case)
    if not powers:
        yield _nobody(case)
        return
    own_roles = {route.role for route in routes}
    for power in powers:
        for route in routes:
            if route.role in power.roles:
                yield from _condition_reasons(case, power, route)
    others = [power for power in powers if not own_roles & set(power.roles)]
    yield from _not_your_power(case, others)
    yield from _no_absence(case, holding, own_roles, others)


def _powers(case: _Case) -> list[Power]:
    """Return the powers for this act that fit its object; if none fits, those for the act at all."""
    return [power for power in case.named if _fits(power, case.matter)] or list(case.named)


def _condition_reasons(case: _Case, power: Power, route: _Route) -> Iterator[Reason]:
    if not _fits(power, case.matter):
        yield Reason(code="not_this_kind", says=_NOT_THIS_KIND, clause=power.clause)
    for condition in _unmet(case, power.when, route):
        says = Text("Điều kiện chưa đạt: {what}.", "Condition not met: {what}.").filled(what=CONDITIONS[condition])
        yield Reason(code=f"needs_{condition}", says=says, clause=power.clause, remedy=_remedy(case, condition))


def _remedy(case: _Case, condition: str) -> Text | None:
    """Say what would meet a condition, where somebody's act would: a focal person needs the member's delegation."""
    if condition != "delegated":
        return None
    naming = case.read.powers.get("name_focal_unit", ())
    who = listed([_title(case.read, role) for role in dict.fromkeys(r for p in naming for r in p.roles)], last=OR)
    says = Text(
        "Đề nghị {who} của cơ quan chỉ định đầu mối và giao việc này.",
        "Ask the agency's {who} to name the focal unit with this act.",
    )
    return says.filled(who=who) if naming else None


def _not_your_power(case: _Case, powers: Sequence[Power] | None = None) -> Iterator[Reason]:
    for clause in dict.fromkeys(power.clause for power in (_powers(case) if powers is None else powers)):
        titles = tuple(_title(case.read, role) for role in _roles_by(case, clause))
        yield _only_others(titles, clause, case.doing)


@lru_cache(maxsize=1024)
def _only_others(titles: tuple[Text, ...], clause: str, doing: Text) -> Reason:
    who = listed(list(titles), last=OR)
    says = Text("Không thuộc thẩm quyền: chỉ {who}.", "Not within the power: only {who}.").filled(who=who)
    return Reason(code="not_your_power", says=says, clause=clause, remedy=_ask(who, doing))


def _roles_by(case: _Case, clause: str) -> list[str]:
    powers = [power for power in _powers(case) if power.clause == clause]
    return list(dict.fromkeys(role for power in powers for role in power.roles))


def _no_absence(case: _Case, holding: Holding, own: set[str], powers: Sequence[Power]) -> Iterator[Reason]:
    wanted = {role for power in powers for role in power.roles} - own
    for rule in case.read.stand_ins:
        if rule.role == holding.role and rule.stands_for in wanted:
            says = Text(
                "Không có ghi nhận {who} vắng mặt ngày {day}{known}.",
                "No absence of {who} is recorded for {day}{known}.",
            ).filled(who=_title(case.read, rule.stands_for), day=_day(case.on), known=_absences_known(case, rule))
            yield Reason(code="no_absence", says=says, clause=rule.clause, remedy=_RECORD_ABSENCE)


def _absences_known(case: _Case, rule: StandIn) -> Text:
    known = [away for away in case.facts.absences if away.role == rule.stands_for]
    near = [away for away in known if away.recorded_at <= case.question.known_at]
    if not near:
        return Text("", "")
    last = max(near, key=lambda away: away.effective_from)
    return Text(" (đã ghi: {period})", " (recorded: {period})").filled(
        period=period_said(last.effective_from, last.effective_until)
    )


def _who_could(case: _Case) -> Text | None:
    roles = dict.fromkeys(role for power in _powers(case) for role in power.roles)
    return _ask(listed([_title(case.read, role) for role in roles], last=OR), case.doing) if roles else None


def _ask(who: Text, doing: Text) -> Text:
    return Text("Đề nghị {who} thực hiện: {doing}.", "Ask {who} to do it: {doing}.").filled(who=who, doing=doing)


def _nobody(case: _Case) -> Reason:
    says = Text(
        "Quy chế đang có hiệu lực không giao việc “{doing}” cho ai.",
        "The regulation in force gives “{doing}” to nobody.",
    )
    return Reason(code="nobody_may", says=says.filled(doing=case.doing), remedy=_AMEND)


def _not_in_seat(case: _Case) -> Reason:
    says = Text("{who}: không giữ ghế này vào ngày {day}.", "{who}: does not hold this seat on {day}.")
    known = [each for each in case.facts.holdings if each.seat == case.question.capacity.seat]
    clause = known[0].clause if known else None
    return Reason(
        code="not_in_seat",
        says=says.filled(who=case.question.capacity.says, day=_day(case.on)),
        clause=clause,
        remedy=_CONFER,
    )


def _no_regulation(question: Question) -> Reason:
    says = Text(
        "Ngày {day} không có quy chế nào của ban chỉ đạo mà hệ thống giữ văn bản đang có hiệu lực.",
        "On {day} no regulation whose text the system holds is in force for the body.",
    )
    return Reason(code="no_regulation", says=says.filled(day=_day(local_day(question.at))), remedy=_LOAD)


def _may_not_record(regulation: Regulation, operator: Capacity, doing: Text) -> Reason:
    read = _read(regulation)
    roles = dict.fromkeys(role for entry in read.recording for role in entry.roles)
    clause = read.recording[0].clause if read.recording else None
    return _only_recorders(tuple(_title(read, role) for role in roles), clause, operator.says, doing)


@lru_cache(maxsize=1024)
def _only_recorders(titles: tuple[Text, ...], clause: str | None, operator: Text, doing: Text) -> Reason:
    who = listed(list(titles), last=OR) if titles else Text("không ai", "nobody")
    says = Text(
        "{operator} không được ghi thay việc “{doing}”: chỉ {who}.", "{operator} may not record “{doing}”: only {who}."
    )
    return Reason(code="may_not_record", says=says.filled(operator=operator, doing=doing, who=who), clause=clause)


def _title(read: _Read, role_id: str) -> Text:
    return read.titles.get(role_id) or Text(role_id, role_id)


def _in_source(regulation: Regulation, clause_id: str) -> bool:
    homes = [charter for charter in regulation.charters if any(each.id == clause_id for each in charter.clauses)]
    return not homes or homes[0].source == "original"


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


_NOT_THIS_KIND = Text("Quyền này không gồm loại việc đang làm.", "This power does not cover this kind of object.")
_RECORD_ABSENCE = Text(
    "Ghi nhận vắng mặt (có thể ghi muộn, kèm căn cứ) rồi thực hiện lại.",
    "Record the absence (late recording is possible, with its paper), then try again.",
)
_AMEND = Text("Trình sửa đổi, bổ sung quy chế.", "Submit an amendment of the regulation.")
_CONFER = Text(
    "Kiểm tra ngày, hoặc ghi nhận việc cử người giữ ghế.", "Check the day, or record who was given the seat."
)
_LOAD = Text("Nạp quy chế có hiệu lực vào ngày đó.", "Load the regulation in force on that day.")
