"""Working days from the dated data, and the Civil Code's periods on top of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.data.loading import holiday_rows, weekly_rest_days, working_calendar
from chidao.kernel.days import (
    DAY_KINDS,
    Calendar,
    add_months,
    calendar_from_rows,
    ends_at,
    local_day,
)
from chidao.kernel.errors import BadInput

VN = working_calendar()
DAYS = st.dates(date(2017, 12, 1), date(2028, 1, 31))
COUNTS = st.integers(-40, 40)


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Calendars with any weekly rest and any exceptions within two months."""
    on = draw(st.lists(st.dates(date(2020, 1, 1), date(2020, 2, 29)), unique=True, max_size=20))
    rows = [row(day, draw(st.sampled_from(DAY_KINDS))) for day in on]
    rest = draw(st.frozensets(st.integers(1, 7), max_size=4))
    return calendar_from_rows(rows, weekly_rest=rest)


def row(on: date, kind: str = "holiday", **changed: Any) -> dict[str, object]:
    name = {"vi": "Ngày nghỉ", "en": "Day off"}
    return {"day": on, "kind": kind, "name": name, "notice": "Bộ luật Lao động", "verified": True, **changed}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2018, 2, 14), date(2018, 2, 20)),
        (date(2018, 12, 29), date(2019, 1, 1)),
        (date(2019, 2, 2), date(2019, 2, 10)),
        (date(2019, 4, 27), date(2019, 5, 1)),
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2020, 9, 2), date(2020, 9, 2)),
        (date(2021, 2, 10), date(2021, 2, 16)),
        (date(2021, 9, 2), date(2021, 9, 5)),
        (date(2022, 1, 29), date(2022, 2, 6)),
        (date(2022, 4, 30), date(2022, 5, 3)),
        (date(2022, 9, 1), date(2022, 9, 4)),
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2023, 4, 29), date(2023, 5, 3)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2024, 4, 27), date(2024, 5, 1)),
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2025, 4, 30), date(2025, 5, 4)),
        (date(2026, 1, 1), date(2026, 1, 4)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2026, 8, 29), date(2026, 9, 2)),
        (date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_the_rests_that_were_observed(first: date, last: date) -> None:
    assert not any(VN.is_working_day(day) for day in days_of(first, last))
    assert VN.is_working_day(first - timedelta(days=1))
    assert VN.is_working_day(last + timedelta(days=1))


@pytest.mark.parametrize(
    "day",
    [date(2019, 1, 5), date(2019, 5, 4), date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)],
)
def test_saturdays_worked_by_a_swap(day: date) -> None:
    assert day.isoweekday() == 6
    assert VN.is_working_day(day)
    assert VN.why_rest(day) is None


def test_why_offices_rest() -> None:
    assert str(VN.why_rest(date(2020, 9, 2))) == "Quốc khánh"
    assert str(VN.why_rest(date(2022, 5, 3))) == "Nghỉ bù Ngày Quốc tế Lao động (cho ngày 1/5/2022)"
    assert str(VN.why_rest(date(2026, 1, 2))) == "Nghỉ hoán đổi (làm bù ngày 10/1/2026)"
    assert str(VN.why_rest(date(2020, 3, 22))) == "Nghỉ hằng tuần (Chủ nhật)"
    assert VN.why_rest(date(2020, 3, 25)) is None


def test_every_weekly_holiday_has_its_rest_in_lieu() -> None:
    notes = VN.days.values()
    on_rest = Counter(note.on.year for note in notes if note.kind == "holiday" and _weekly_rest(note.on))
    assert on_rest == Counter(note.on.year for note in notes if note.kind == "substitute_rest")


def test_every_swap_takes_a_weekday_and_gives_a_weekly_rest() -> None:
    swaps = [note for note in VN.days.values() if note.kind in {"swap_rest", "worked"}]
    assert Counter(note.kind for note in swaps) == {"swap_rest": 6, "worked": 6}
    assert all(_weekly_rest(note.on) == (note.kind == "worked") for note in swaps)


def _weekly_rest(day: date) -> bool:
    return day.isoweekday() in VN.weekly_rest


def test_the_law_gives_each_year_its_days() -> None:
    holidays = Counter(note.on.year for note in VN.days.values() if note.kind == "holiday")
    assert holidays == {year: 10 + (year >= 2021) + (year >= 2026) for year in range(2018, 2028)}


def test_every_row_says_where_it_comes_from() -> None:
    for note in VN.days.values():
        law = "Bộ luật Lao động " + ("2012" if note.on.year < 2021 else "2019")
        assert note.kind in {"swap_rest", "worked"} or law in note.notice or note.on.month == 11
        assert note.verified != ("cần kiểm chứng" in note.notice)


def test_what_is_computed_ahead_is_not_settled() -> None:
    assert VN.is_settled(date(2020, 1, 1), date(2022, 12, 31))
    assert not VN.is_settled(date(2027, 3, 1), date(2027, 2, 1))
    assert not VN.is_settled(date(2026, 11, 24), date(2026, 11, 24))
    assert VN.is_settled(date(2026, 11, 25), date(2027, 2, 3))
    assert VN.covers(date(2027, 12, 31))
    assert not VN.covers(date(2028, 1, 1))
    assert not VN.is_settled(date(2026, 12, 1), date(2028, 1, 2))


def test_deadlines_across_tet_2020() -> None:
    assert VN.add_working_days(date(2020, 1, 21), 3) == date(2020, 1, 31)
    assert VN.working_days_between(date(2020, 1, 21), date(2020, 1, 31)) == 3
    assert VN.working_days_between(date(2020, 2, 4), date(2020, 1, 29)) == -4
    assert VN.add_working_days(date(2020, 2, 3), -3) == date(2020, 1, 22)
    assert VN.add_working_days(date(2020, 1, 25), 0) == date(2020, 1, 25)


def test_a_swapped_saturday_counts() -> None:
    assert VN.working_days_between(date(2026, 1, 9), date(2026, 1, 12)) == 2
    assert VN.add_working_days(date(2026, 1, 9), 1) == date(2026, 1, 10)
    assert VN.period_end(date(2026, 1, 3), weeks=1) == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2020, 3, 25), {"days": 10}, date(2020, 4, 6)),
        (date(2020, 8, 26), {"weeks": 1}, date(2020, 9, 3)),
        (date(2020, 1, 31), {"months": 1}, date(2020, 3, 2)),
        (date(2022, 1, 31), {"months": 1}, date(2022, 2, 28)),
        (date(2020, 10, 31), {"months": 1}, date(2020, 11, 30)),
        (date(2020, 2, 29), {"years": 2}, date(2022, 2, 28)),
        (date(2019, 1, 25), {"years": 1}, date(2020, 1, 30)),
    ],
)
def test_periods_of_the_civil_code(start: date, length: dict[str, int], end: date) -> None:
    assert VN.period_end(start, **length) == end


@pytest.mark.parametrize("lengths", [{}, {"days": 0}, {"weeks": -1}, {"days": 1, "months": 1}, {"years": 9999}])
def test_a_length_that_is_none_is_refused(lengths: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        VN.period_end(date(2020, 1, 1), **lengths)


def test_a_day_ends_at_midnight_in_viet_nam() -> None:
    assert ends_at(date(2020, 3, 25)) == datetime(2020, 3, 25, 17, tzinfo=UTC)
    assert ends_at(date(2020, 3, 25)).isoformat() == "2020-03-26T00:00:00+07:00"
    assert local_day(datetime(2020, 3, 25, 16, 59, 59, tzinfo=UTC)) == date(2020, 3, 25)
    assert local_day(datetime(2020, 3, 25, 17, tzinfo=UTC)) == date(2020, 3, 26)
    assert local_day(ends_at(date(2020, 3, 25))) == date(2020, 3, 26)
    with pytest.raises(BadInput):
        local_day(datetime(2020, 3, 25, 12, tzinfo=UTC).replace(tzinfo=None))


def test_the_weekly_rest_is_data() -> None:
    assert weekly_rest_days() == {6, 7}
    six_days = calendar_from_rows(holiday_rows(), weekly_rest=frozenset({7}))
    assert six_days.is_working_day(date(2020, 3, 28))
    with pytest.raises(BadInput):
        calendar_from_rows([], weekly_rest=frozenset(range(1, 8)))
    with pytest.raises(BadInput):
        calendar_from_rows([], weekly_rest=frozenset({0}))


def test_every_bad_row_is_named() -> None:
    day = date(2020, 1, 1)
    good = row(day)
    bad = [
        row(day),
        row("1/1/2020"),  # type: ignore[arg-type]
        row(datetime(2020, 1, 2, tzinfo=UTC)),
        row(date(2020, 1, 3), kind="party"),
        row(date(2020, 1, 4), name={"vi": "Ngày nghỉ"}),
        row(date(2020, 1, 5), notice=""),
        row(date(2020, 1, 6), verified="yes"),
        {},
    ]
    with pytest.raises(BadInput) as caught:
        calendar_from_rows([good, *bad])
    parts = ["day", "kind", "name", "notice", "verified"]
    single = enumerate(["day", "day", "day", "kind", "name", "notice", "verified"], start=2)
    assert [(reason.row, reason.field) for reason in caught.value.reasons] == [*single, *((9, part) for part in parts)]


@given(calendars(), st.dates(date(2019, 12, 20), date(2020, 3, 10)), st.dates(date(2019, 12, 20), date(2020, 3, 10)))
def test_the_count_is_the_number_of_days_worked(calendar: Calendar, start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    worked = sum(calendar.is_working_day(day) for day in days_of(first, last)[1:])
    assert calendar.working_days_between(start, end) == (worked if start <= end else -worked)


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_are_inverse(start: date, count: int) -> None:
    assert VN.working_days_between(start, VN.add_working_days(start, count)) == count


@given(DAYS, COUNTS)
def test_adding_lands_on_work_and_can_be_undone_from_work(start: date, count: int) -> None:
    there = VN.add_working_days(start, count)
    assert count == 0 or VN.is_working_day(there)
    if VN.is_working_day(start):
        assert VN.add_working_days(there, -count) == start
        assert VN.working_days_between(start, there) == count


@given(DAYS)
def test_next_and_previous_are_neighbours(day: date) -> None:
    after, before = VN.next_working_day(day), VN.previous_working_day(day)
    assert before < day < after
    assert not any(VN.is_working_day(between) for between in days_of(before, after)[1:-1] if between != day)


@given(DAYS, st.sampled_from(["days", "weeks", "months", "years"]), st.integers(1, 30))
def test_a_period_never_ends_on_a_day_of_rest(start: date, unit: str, count: int) -> None:
    end = VN.period_end(start, **{unit: count})
    assert end > start
    assert VN.is_working_day(end)
    assert local_day(ends_at(end) - timedelta(microseconds=1)) == end


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_months_are_clamped_to_the_end_of_the_month(day: date, count: int) -> None:
    there = add_months(day, count)
    assert (there.year - day.year) * 12 + there.month - day.month == count
    assert there.day == day.day or (there.day < day.day and (there + timedelta(days=1)).day == 1)
