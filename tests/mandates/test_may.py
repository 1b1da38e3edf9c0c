"""`may()` judged on regulations of the tests' own: roles, cadences and titles unlike any real committee's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.acts.authority import Basis, Capacity, Matter, Question, Refusal
from chidao.instruments.charter import (
    Charter,
    Clause,
    InstrumentRef,
    Limit,
    Power,
    Recording,
    Regulation,
    Role,
    Sight,
    StandIn,
    Unit,
)
from chidao.kernel.wording import Text, same
from chidao.mandates.rules import Away, Delegated, Facts, Holding, may, may_record, scopes

DAY = timedelta(days=1)
START = date(2031, 3, 1)
DOING = Text("gõ chiêng", "strike the gong")
CLAUSES = ("X-1", "X-2", "X-3", "X-4", "X-5", "X-6")


def clause(name: str) -> Clause:
    return Clause(id=name, label=name, cite=f"Điều {name}", kind="power", who="X", summary=same(name))


def role(name: str, rank: int) -> Role:
    return Role(id=name, unit="ring", title=Text(f"Chức {name}", f"Role {name}"), rank=rank, clause="X-1")


def regulation(**parts: object) -> Regulation:
    base: dict[str, object] = {
        "id": "X",
        "body": "B",
        "source": "original",
        "name": same("Hội đồng thử"),
        "short_name": same("HĐT"),
        "instrument": InstrumentRef(
            number="1",
            symbol="QĐ-X",
            kind="regulation",
            title=same("x"),
            issuer="x",
            signed_on="2031-01-01",
            effective_on="2031-01-01",
        ),
        "clauses": tuple(clause(name) for name in CLAUSES),
        "units": (Unit(id="ring", name=same("Vòng"), kind="committee", clause="X-1"),),
        "roles": (role("elder", 1), role("second", 2), role("walker", 3), role("scribe", 4)),
        "powers": (
            Power(id="p1", act="convene_meeting", roles=("elder",), clause="X-2"),
            Power(id="p2", act="convene_meeting", roles=("second",), clause="X-3", only={"meeting": ("ad_hoc",)}),
            Power(id="p3", act="report_progress", roles=("walker",), clause="X-4", when=("lead_agency",)),
            Power(id="p4", act="approve_invitation_list", roles=("elder", "second"), clause="X-5", when=("presiding",)),
        ),
        "stand_ins": (StandIn(role="second", stands_for="elder", clause="X-6"),),
        "limits": (
            Limit(
                id="l1", acts=("report_progress",), unless=("lead_agency",), says=same("Không làm thay."), clause="X-4"
            ),
        ),
        "recording": (Recording(roles=("scribe",), acts=("*",), clause="X-1"),),
    }
    return Regulation(START, (Charter(**(base | parts)),))  # type: ignore[arg-type]


def instant(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=7)


def holding(seat: int, name: str, **parts: object) -> Holding:
    base: dict[str, object] = {
        "tenure": seat,
        "seat": seat,
        "seat_title": same(name),
        "role": name,
        "unit": "ring",
        "person": seat,
        "agency": seat * 10,
        "clause": "X-1",
        "effective_from": START,
        "effective_until": None,
        "recorded_at": instant(START),
    }
    return Holding(**(base | parts))  # type: ignore[arg-type]


ELDER, SECOND, WALKER, SCRIBE = holding(1, "elder"), holding(2, "second"), holding(3, "walker"), holding(4, "scribe")
SEATED = (ELDER, SECOND, WALKER, SCRIBE)
AWAY = Away(
    id=7,
    seat=1,
    role="elder",
    effective_from=START + 10 * DAY,
    effective_until=START + 15 * DAY,
    recorded_at=instant(START + 9 * DAY),
)


def question(who: Holding, act: str = "convene_meeting", on: date = START + DAY, **parts: object) -> Question:
    matter = Matter(body="B", says=same("việc"), facets={"meeting": "regular"})
    made = {"matter": matter, "known_at": instant(on, 17)} | parts
    capacity = Capacity(body="B", person=who.person, seat=who.seat, says=who.seat_title)
    return Question(capacity=capacity, act=act, at=instant(on), **made)  # type: ignore[arg-type]


def judged(who: Holding, *, facts: Facts | None = None, rules: Regulation | None = None, **parts: object) -> object:
    known = facts or Facts(holdings=SEATED, absences=(AWAY,))
    return may(rules or regulation(), known, question(who, **parts), doing=DOING)  # type: ignore[arg-type]


def codes(verdict: object) -> list[str]:
    assert isinstance(verdict, Refusal)
    return [reason.code for reason in verdict.reasons]


def test_who_has_the_power_has_it_by_its_clause() -> None:
    verdict = judged(ELDER)
    assert isinstance(verdict, Basis)
    assert (verdict.clause, verdict.kind, verdict.role) == ("X-2", "seat", "elder")


def test_who_has_it_not_is_told_every_clause_that_gives_it_to_others_and_whom_to_ask() -> None:
    verdict = judged(WALKER, matter=Matter(body="B", says=same("x"), facets={"meeting": "ad_hoc"}))
    assert isinstance(verdict, Refusal)
    assert [reason.clause for reason in verdict.reasons] == ["X-2", "X-3"]
    assert all(reason.remedy and "Đề nghị" in reason.remedy.vi for reason in verdict.reasons)


@pytest.mark.parametrize(("offset", "allowed"), [(9, False), (10, True), (14, True), (15, False)])
def test_a_stand_in_has_the_power_for_exactly_the_absence(offset: int, allowed: bool) -> None:
    verdict = judged(SECOND, on=START + offset * DAY)
    assert isinstance(verdict, Basis) is allowed
    if isinstance(verdict, Basis):
        assert (verdict.kind, verdict.clause, verdict.absence, verdict.standing_for) == ("stand_in", "X-6", 7, "elder")
    else:
        assert "no_absence" in codes(verdict)


def test_an_absence_not_yet_known_gives_nothing_and_one_recorded_late_says_so() -> None:
    late = Away(
        id=8,
        seat=1,
        role="elder",
        effective_from=AWAY.effective_from,
        effective_until=AWAY.effective_until,
        recorded_at=instant(START + 20 * DAY),
    )
    facts = Facts(holdings=SEATED, absences=(late,))
    day = START + 12 * DAY
    assert "no_absence" in codes(judged(SECOND, facts=facts, on=day))
    verdict = judged(SECOND, facts=facts, on=day, known_at=instant(START + 21 * DAY))
    assert isinstance(verdict, Basis)
    assert verdict.recorded_late
    assert "ghi muộn" in verdict.says.vi


def test_a_limit_stands_against_whoever_and_names_its_clause() -> None:
    for who in (ELDER, SECOND, SCRIBE):
        verdict = judged(who, act="report_progress", matter=Matter(body="B", says=same("x"), lead_agency=30))
        assert isinstance(verdict, Refusal)
        assert "X-4" in {reason.clause for reason in verdict.reasons}
    assert isinstance(
        judged(WALKER, act="report_progress", matter=Matter(body="B", says=same("x"), lead_agency=30)), Basis
    )


def test_presiding_is_asked_of_the_seat_one_speaks_for() -> None:
    presided = Matter(body="B", says=same("x"), presiding=1)
    assert isinstance(judged(ELDER, act="approve_invitation_list", matter=presided), Basis)
    assert "needs_presiding" in codes(judged(SECOND, act="approve_invitation_list", matter=presided))
    assert isinstance(judged(SECOND, act="approve_invitation_list", matter=presided, on=START + 12 * DAY), Basis)


def test_a_delegation_gives_the_named_acts_until_it_ends_or_is_revoked() -> None:
    given_to_walker = Delegated(
        id=5,
        seat=1,
        role="elder",
        person=WALKER.person,
        acts=frozenset({"convene_meeting"}),
        effective_from=START,
        effective_until=START + 5 * DAY,
        recorded_at=instant(START),
        revoked_at=instant(START + 3 * DAY),
    )
    facts = Facts(holdings=SEATED, delegations=(given_to_walker,))
    assert isinstance(judged(WALKER, facts=facts, on=START + 2 * DAY), Basis)
    assert isinstance(judged(WALKER, facts=facts, on=START + 4 * DAY), Refusal)
    assert isinstance(judged(WALKER, facts=facts, on=START + 2 * DAY, act="approve_invitation_list"), Refusal)


def test_who_does_not_hold_the_seat_on_the_day_is_refused_for_that_alone() -> None:
    former = holding(1, "elder", effective_until=START + 5 * DAY)
    facts = Facts(holdings=(former,))
    assert isinstance(judged(former, facts=facts, on=START + 4 * DAY), Basis)
    assert codes(judged(former, facts=facts, on=START + 5 * DAY)) == ["not_in_seat"]


def test_an_act_that_the_regulation_gives_to_nobody_says_so() -> None:
    assert codes(judged(ELDER, act="decide_matter")) == ["nobody_may"]


def test_without_a_regulation_nobody_may_anything() -> None:
    assert codes(may(None, Facts(holdings=SEATED), question(ELDER), doing=DOING)) == ["no_regulation"]


def test_only_who_the_regulation_names_may_record_for_others() -> None:
    asked = question(ELDER)
    scribe = Capacity(body="B", person=4, seat=4, says=same("scribe"))
    walker = Capacity(body="B", person=3, seat=3, says=same("walker"))
    facts = Facts(holdings=SEATED)
    assert isinstance(may_record(regulation(), facts, scribe, asked, doing=DOING), Basis)
    assert codes(may_record(regulation(), facts, walker, asked, doing=DOING)) == ["may_not_record"]


def test_what_a_role_sees_is_the_widest_scope_granted() -> None:
    rules = regulation(
        sights=(
            Sight(roles=("walker",), sees=("tasks", "record"), scope="own_agency", clause="X-1"),
            Sight(roles=("walker", "elder"), sees=("tasks",), scope="all", clause="X-2"),
        )
    )
    assert scopes(rules, "walker") == {"tasks": "all", "record": "own_agency"}
    assert scopes(None, "walker") == {}


@given(st.integers(-30, 60), st.integers(1, 30), st.integers(0, 90))
def test_taking_the_power_away_takes_the_act_away(first: int, length: int, asked_on: int) -> None:
    away = Away(
        id=9,
        seat=1,
        role="elder",
        effective_from=START + first * DAY,
        effective_until=START + (first + length) * DAY,
        recorded_at=instant(START - 60 * DAY),
    )
    facts = Facts(holdings=SEATED, absences=(away,))
    day = START + asked_on * DAY
    within = away.effective_from <= day < away.effective_until
    assert isinstance(judged(SECOND, facts=facts, on=day), Basis) is within
    without = regulation(stand_ins=())
    assert isinstance(judged(SECOND, facts=facts, on=day, rules=without), Refusal)
