"""Half-open periods: the algebra holds for any days, and an end is the first day outside."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.kernel.errors import BadInput
from chidao.kernel.periods import Period, in_force, merged

# A short stretch of days, so that generated periods meet, touch and miss each other often.
DAYS = st.dates(date(2020, 1, 1), date(2020, 2, 9))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 20))
    return Period(start, None if length is None else start + timedelta(days=length))


def test_the_first_day_belongs_and_the_end_does_not() -> None:
    period = Period(date(2020, 3, 25), date(2022, 3, 10))
    assert period.contains(date(2020, 3, 25))
    assert period.contains(date(2022, 3, 9))
    assert not period.contains(date(2022, 3, 10))
    assert not period.contains(date(2020, 3, 24))
    assert period.last_day == date(2022, 3, 9)


def test_without_an_end_it_goes_on() -> None:
    period = Period(date(2022, 3, 10))
    assert period.contains(date(2999, 1, 1))
    assert period.last_day is None


@pytest.mark.parametrize("until", [date(2020, 3, 25), date(2020, 3, 24)])
def test_an_empty_or_inverted_period_is_refused_in_both_languages(until: date) -> None:
    with pytest.raises(BadInput) as caught:
        Period(date(2020, 3, 25), until)
    (reason,) = caught.value.reasons
    assert reason.code == "period_empty"
    assert "25/3/2020" in reason.says.vi
    assert "25 March 2020" in reason.says.en


def test_ending_a_period() -> None:
    period = Period(date(2020, 3, 25))
    assert period.ended_on(date(2022, 3, 10)) == Period(date(2020, 3, 25), date(2022, 3, 10))
    assert period.ended_on(date(2022, 3, 10)).ended_on(date(2023, 1, 1)).effective_until == date(2022, 3, 10)
    with pytest.raises(BadInput):
        period.ended_on(date(2020, 3, 25))


def test_neighbours_merge_and_strangers_do_not() -> None:
    january, february = Period(date(2020, 1, 1), date(2020, 2, 1)), Period(date(2020, 2, 1), date(2020, 3, 1))
    assert not january.overlaps(february)
    assert january.merge(february) == Period(date(2020, 1, 1), date(2020, 3, 1))
    assert january.merge(Period(date(2020, 2, 2))) is None


def test_in_force_keeps_the_order_given() -> None:
    held = {
        "b": Period(date(2020, 1, 1)),
        "a": Period(date(2020, 1, 5)),
        "c": Period(date(2020, 1, 1), date(2020, 1, 6)),
    }
    assert in_force(held, on=date(2020, 1, 6), period_of=held.__getitem__) == ("b", "a")


@given(periods(), periods(), DAYS)
def test_the_intersection_is_what_both_contain(one: Period, other: Period, day: date) -> None:
    shared = one.intersect(other)
    assert (shared is not None) == one.overlaps(other) == other.overlaps(one)
    assert shared == other.intersect(one)
    assert (shared is not None and shared.contains(day)) == (one.contains(day) and other.contains(day))


@given(periods(), periods(), DAYS)
def test_the_union_is_what_either_contains(one: Period, other: Period, day: date) -> None:
    union = one.merge(other)
    assert union == other.merge(one)
    if union is not None:
        assert union.contains(day) == (one.contains(day) or other.contains(day))


@given(st.lists(periods(), max_size=6), DAYS)
def test_merged_keeps_every_day_and_leaves_gaps_between(found: list[Period], day: date) -> None:
    few = merged(found)
    assert any(period.contains(day) for period in few) == any(period.contains(day) for period in found)
    assert all(not before.touches(after) for before, after in pairwise(few))


@given(periods(), DAYS)
def test_an_ended_period_never_contains_the_day_of_its_end(period: Period, day: date) -> None:
    if day > period.effective_from:
        assert not period.ended_on(day).contains(day)
        assert period.intersect(period.ended_on(day)) == period.ended_on(day)
