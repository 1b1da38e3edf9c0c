"""Cycles of duties: counted from the charter's cadence, judged on reading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.duties.rules import Cycle, Evidence, cycle_of, cycle_state, cycles, duty_row
from chidao.instruments.charter import Duty
from chidao.kernel.wording import same

YEAR_START, YEAR_END = date(2020, 1, 1), date(2020, 12, 31)


def every(months: int, starts_in: int = 1) -> Duty:
    return Duty(id="d", what="meeting", unit="u", title=same("d"), months=months, clause="X-1", starts_in=starts_in)


@pytest.mark.parametrize(
    ("months", "starts_in", "day", "key", "says"),
    [
        (3, 1, date(2020, 5, 4), "2020-Q2", "quý II năm 2020"),
        (2, 1, date(2022, 4, 30), "2022-03..04", "tháng 3–4/2022"),
        (1, 1, date(2020, 12, 31), "2020-12", "tháng 12/2020"),
        (6, 1, date(2022, 7, 1), "2022-07..12", "tháng 7–12/2022"),
        (12, 1, date(2020, 2, 29), "2020", "năm 2020"),
        (12, 7, date(2021, 6, 30), "2020-07..2021-06", "tháng 7/2020–6/2021"),
        (2, 2, date(2021, 1, 9), "2020-12..2021-01", "tháng 12/2020–1/2021"),
        (3, 2, date(2020, 2, 1), "2020-02..04", "tháng 2–4/2020"),
        (24, 1, date(2021, 5, 1), "2020-01..2021-12", "tháng 1/2020–12/2021"),
    ],
)
def test_cycles_are_named_as_people_name_them(months: int, starts_in: int, day: date, key: str, says: str) -> None:
    found = cycle_of(every(months, starts_in), day)
    assert (found.key, found.says.vi) == (key, says)
    assert found.first_on <= day <= found.last_on


@given(st.integers(1, 36), st.integers(1, 12), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_cycles_follow_each_other_without_gap_or_overlap(months: int, starts_in: int, day: date) -> None:
    duty = every(months, starts_in)
    found = cycle_of(duty, day)
    after = cycle_of(duty, found.last_on + timedelta(days=1))
    assert after.first_on == found.last_on + timedelta(days=1)
    assert cycle_of(duty, found.first_on) == cycle_of(duty, found.last_on) == found
    assert after.key != found.key


def test_the_cycle_in_which_a_regulation_takes_effect_is_owed_by_its_end() -> None:
    found = cycles(every(3), date(2020, 3, 25), None, first=YEAR_START, last=YEAR_END)
    assert [(each.key, each.owed) for each in found] == [
        ("2020-Q1", True), ("2020-Q2", True), ("2020-Q3", True), ("2020-Q4", True),
    ]  # fmt: skip
    assert (found[0].first_on, found[0].last_on) == (date(2020, 3, 25), date(2020, 3, 31))


def test_a_cycle_the_regulation_does_not_live_to_see_out_is_not_owed() -> None:
    found = cycles(every(3), date(2020, 3, 25), date(2020, 12, 7), first=YEAR_START, last=YEAR_END)
    assert (found[-1].key, found[-1].last_on, found[-1].owed) == ("2020-Q4", date(2020, 12, 6), False)
    ended_with_its_cycle = cycles(every(3), date(2020, 3, 25), date(2020, 10, 1), first=YEAR_START, last=YEAR_END)
    assert (ended_with_its_cycle[-1].key, ended_with_its_cycle[-1].owed) == ("2020-Q3", True)


@given(st.dates(YEAR_START, YEAR_END), st.integers(1, 12))
def test_each_cycle_is_owed_under_exactly_one_of_two_regulations(change: date, months: int) -> None:
    whole = {each.key for each in cycles(every(months), date(2019, 1, 1), None, first=YEAR_START, last=YEAR_END)}
    before = cycles(every(months), date(2019, 1, 1), change, first=YEAR_START, last=YEAR_END)
    after = cycles(every(months), change, None, first=YEAR_START, last=YEAR_END)
    owed = [each.key for each in (*before, *after) if each.owed]
    assert sorted(owed) == sorted(whole)


CYCLE = Cycle(key="2020-Q2", says=same("x"), first_on=date(2020, 4, 1), last_on=date(2020, 6, 30))


@pytest.mark.parametrize(
    ("evidence", "today", "state"),
    [
        (None, date(2020, 3, 31), "upcoming"),
        (None, date(2020, 4, 1), "due"),
        (None, date(2020, 6, 30), "due"),
        (None, date(2020, 7, 1), "missed"),
        (Evidence(id=1), date(2020, 3, 1), "convened"),
        (Evidence(id=1), date(2020, 6, 30), "convened"),
        (Evidence(id=1), date(2020, 7, 1), "missed"),
        (Evidence(id=1, held_on=date(2020, 6, 30)), date(2020, 7, 1), "kept"),
        (Evidence(id=1, held_on=date(2020, 7, 6)), date(2020, 7, 7), "late"),
        (Evidence(id=1, held_on=date(2020, 7, 6)), date(2020, 7, 5), "missed"),
        (Evidence(id=1, held_on=date(2020, 5, 6)), date(2020, 5, 5), "convened"),
    ],
)
def test_only_what_was_done_keeps_a_cycle(evidence: Evidence | None, today: date, state: str) -> None:
    assert cycle_state(CYCLE, evidence, today) == state


@pytest.mark.parametrize("what", ["meeting", "report", "review", "plan"])
def test_any_kind_of_duty_is_judged_by_the_evidence_given(what: str) -> None:
    duty = Duty(id="d", what=what, unit="u", title=same("d"), months=6, clause="X-1")
    turns = cycles(duty, date(2020, 1, 1), None, first=YEAR_START, last=YEAR_END)
    done = {"2020-01..06": [Evidence(id=9), Evidence(id=7, held_on=date(2020, 6, 1))]}
    row = duty_row(duty, "X", turns, done, date(2020, 8, 1))
    assert [(cell.state, cell.evidence) for cell in row.cells] == [("kept", 7), ("due", None)]
    assert (row.clause, row.what) == ("X-1", what)


def test_what_is_not_owed_shows_only_where_something_was_done() -> None:
    turns = cycles(every(3), date(2020, 3, 25), date(2020, 12, 7), first=YEAR_START, last=YEAR_END)
    today = date(2021, 1, 1)
    assert [cell.cycle.key for cell in duty_row(every(3), "X", turns, {}, today).cells] == [
        "2020-Q1", "2020-Q2", "2020-Q3",
    ]  # fmt: skip
    held = {"2020-Q4": [Evidence(id=1, held_on=date(2020, 11, 3))]}
    assert duty_row(every(3), "X", turns, held, today).cells[-1].state == "kept"
