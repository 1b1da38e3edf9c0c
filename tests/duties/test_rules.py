"""Cycles of duties: counted from the charter's cadence, judged on reading."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.data.loading import working_calendar
from chidao.duties.rules import (
    Evidence,
    EvidenceRef,
    best,
    cycle_named,
    cycle_of,
    cycles,
    data_window,
    due_day,
    state_on,
)
from chidao.instruments.charter import Duty
from chidao.kernel.wording import same

YEAR_START, YEAR_END = date(2020, 1, 1), date(2020, 12, 31)
DAYS: Final = working_calendar()


def every(months: int, starts_in: int = 1) -> Duty:
    return Duty(id="d", what="meeting", unit="u", title=same("d"), months=months, clause="X-1", starts_in=starts_in)


def owed(months: int, what: str = "report", starts_in: int = 1, review: str = "") -> Duty:
    only = {"review": (review,)} if review else {}
    return Duty(
        id="d", what=what, unit="u", title=same("d"), months=months, clause="X-1", starts_in=starts_in, only=only
    )


@pytest.mark.parametrize(
    ("months", "starts_in", "day", "key", "says"),
    [
        (3, 1, date(2020, 5, 4), "2020-Q2", "quý II năm 2020"),
        (2, 1, date(2022, 4, 30), "2022-03..04", "tháng 3–4/2022"),
        (1, 1, date(2020, 12, 31), "2020-12", "tháng 12/2020"),
        (6, 1, date(2022, 7, 1), "2022-07..12", "6 tháng cuối năm 2022"),
        (6, 4, date(2022, 7, 1), "2022-04..09", "tháng 4–9/2022"),
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


@given(st.integers(1, 36), st.integers(1, 12), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_a_cycle_is_found_again_by_its_key(months: int, starts_in: int, day: date) -> None:
    duty = every(months, starts_in)
    found = cycle_of(duty, day)
    assert cycle_named(duty, found.key) == found


@pytest.mark.parametrize(
    "key", ["", "2020", "2020-Q5", "2020-13", "0000-Q1", "2020-Q1..", "9999-Q4", "quý I", "2020-04"]
)
def test_what_is_no_key_of_the_duty_finds_nothing(key: str) -> None:
    assert cycle_named(every(3), key) is None


def test_what_is_owed_only_when_asked_for_has_no_cycles() -> None:
    assert cycles(every(0), date(2020, 1, 1), None, first=YEAR_START, last=YEAR_END) == []
    assert cycle_named(every(0), "2020") is None


ND09: Final = {"closes_on": 14, "working_days": 1}
"""The windows of NĐ 09/2019."""


@pytest.mark.parametrize(
    ("duty", "day", "window"),
    [
        (owed(1), date(2020, 3, 5), (date(2020, 2, 15), date(2020, 3, 14))),
        (owed(3), date(2020, 5, 4), (date(2020, 3, 15), date(2020, 6, 14))),
        (owed(6), date(2020, 2, 1), (date(2019, 12, 15), date(2020, 6, 14))),
        (owed(6), date(2020, 9, 1), (date(2020, 6, 15), date(2020, 12, 14))),
        (owed(12), date(2020, 9, 1), (date(2019, 12, 15), date(2020, 12, 14))),
        (owed(12, "review", 7, "preliminary"), date(2022, 4, 1), (date(2021, 12, 15), date(2022, 6, 14))),
        (owed(12, "review", 1, "final"), date(2022, 4, 1), (date(2021, 12, 15), date(2022, 12, 14))),
        (owed(3, "meeting"), date(2020, 5, 4), (date(2020, 4, 1), date(2020, 6, 30))),
        (owed(12, "plan"), date(2020, 5, 4), (date(2020, 1, 1), date(2020, 12, 31))),
    ],
)
def test_data_windows_of_periodic_reports(duty: Duty, day: date, window: tuple[date, date]) -> None:
    assert data_window(duty, cycle_of(duty, day), ND09) == window


def test_without_windows_the_cycle_itself_counts() -> None:
    quarter = cycle_of(owed(3), date(2020, 5, 4))
    assert data_window(owed(3), quarter, None) == (date(2020, 4, 1), date(2020, 6, 30))
    assert due_day(owed(3), quarter, None, DAYS) == date(2020, 6, 30)
    halfway = owed(12, "review", 7, "preliminary")
    assert data_window(halfway, cycle_of(halfway, date(2022, 4, 1)), None) == (date(2022, 1, 1), date(2022, 6, 30))
    assert cycle_of(halfway, date(2022, 4, 1)).says.vi == "6 tháng đầu năm 2022"


@pytest.mark.parametrize(
    ("closes_on", "working_days", "due"),
    [
        (14, 1, date(2020, 6, 15)),  # the 14th was a Sunday
        (14, 5, date(2020, 6, 19)),
        (0, 2, date(2020, 7, 2)),
        (31, 2, date(2020, 7, 2)),
        (25, 0, date(2020, 6, 25)),
    ],
)
def test_a_report_is_due_so_many_working_days_after_its_data_close(
    closes_on: int, working_days: int, due: date
) -> None:
    windows = {"closes_on": closes_on, "working_days": working_days}
    assert due_day(owed(3), cycle_of(owed(3), date(2020, 5, 4)), windows, DAYS) == due
    assert due_day(owed(3, "meeting"), cycle_of(owed(3), date(2020, 5, 4)), windows, DAYS) == date(2020, 6, 30)


def test_what_was_due_before_the_regulation_took_effect_is_due_with_the_cycle() -> None:
    first, *_ = cycles(owed(3), date(2020, 3, 25), None, first=YEAR_START, last=YEAR_END)
    assert due_day(owed(3), first, ND09, DAYS) == date(2020, 3, 31)
    assert data_window(owed(3), first, ND09) == (date(2019, 12, 15), date(2020, 3, 14))


@given(
    st.sampled_from([1, 2, 3, 4, 6, 12]), st.integers(1, 12), st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 31), st.integers(0, 30),
)  # fmt: skip
def test_windows_follow_each_other_and_end_before_their_day(
    months: int, starts_in: int, day: date, closes_on: int, working_days: int
) -> None:
    windows = {"closes_on": closes_on, "working_days": working_days}
    duty = owed(months, "report", starts_in)
    cycle = cycle_of(duty, day)
    after = cycle_of(duty, cycle.last_on + timedelta(days=1))
    first, last = data_window(duty, cycle, windows)
    assert data_window(duty, after, windows)[0] == last + timedelta(days=1)
    assert first <= last <= cycle.last_on
    assert (last.year, last.month) == (cycle.last_on.year, cycle.last_on.month)
    due = due_day(duty, cycle, windows, DAYS)
    assert due >= last
    assert DAYS.working_days_between(last, due) == working_days or due == last


@given(st.dates(YEAR_START, YEAR_END), st.integers(1, 12), st.integers(0, 31), st.integers(0, 20))
def test_windows_do_not_make_a_change_of_regulation_lose_or_double_a_cycle(
    change: date, months: int, closes_on: int, working_days: int
) -> None:
    windows = {"closes_on": closes_on, "working_days": working_days}
    duty = owed(months)
    whole = cycles(duty, date(2019, 1, 1), None, first=YEAR_START, last=YEAR_END)
    before = cycles(duty, date(2019, 1, 1), change, first=YEAR_START, last=YEAR_END)
    after = cycles(duty, change, None, first=YEAR_START, last=YEAR_END)
    due = {each.key: due_day(duty, each, windows, DAYS) for each in (*before, *after) if each.owed}
    assert due.keys() == {each.key for each in whole}
    assert all(due[each.key] >= change for each in after if each.owed)


DUE = date(2020, 6, 30)
REF = EvidenceRef(kind="report", id=1)


def shown(done_on: date | None = None, begun_on: date | None = None) -> Evidence:
    return Evidence(ref=REF, begun_on=begun_on, done_on=done_on)


@pytest.mark.parametrize(
    ("evidence", "today", "state"),
    [
        (None, date(2020, 3, 31), "upcoming"),
        (None, date(2020, 4, 1), "due"),
        (None, date(2020, 6, 30), "due"),
        (None, date(2020, 7, 1), "missed"),
        (shown(), date(2020, 3, 1), "begun"),
        (shown(), date(2020, 6, 30), "begun"),
        (shown(), date(2020, 7, 1), "missed"),
        (shown(begun_on=date(2020, 5, 2)), date(2020, 5, 1), "due"),
        (shown(date(2020, 6, 30)), date(2020, 7, 1), "kept"),
        (shown(date(2020, 7, 6)), date(2020, 7, 7), "late"),
        (shown(date(2020, 7, 6)), date(2020, 7, 5), "missed"),
        (shown(date(2020, 5, 6)), date(2020, 5, 5), "begun"),
    ],
)
def test_only_what_was_done_keeps_an_obligation(evidence: Evidence | None, today: date, state: str) -> None:
    assert state_on(evidence, opens_on=date(2020, 4, 1), due_on=DUE, today=today) == state


def test_of_several_what_was_done_first_counts_and_nothing_before_it_was_known() -> None:
    drafted, late, first = shown(begun_on=date(2020, 4, 9)), shown(date(2020, 6, 9)), shown(date(2020, 6, 1))
    assert best([drafted, late, first], date(2020, 7, 1)) == first
    assert best([drafted, Evidence(ref=REF, begun_on=date(2020, 6, 1), done_on=date(2020, 6, 1))],
                date(2020, 5, 1)) == drafted  # fmt: skip
    assert best([drafted], date(2020, 4, 8)) is None
