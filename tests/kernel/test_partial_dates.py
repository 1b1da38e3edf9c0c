"""Dates known in part are read and printed both ways, and never settle an order that is not known."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.kernel.errors import BadInput
from chidao.kernel.partial_dates import PartialDate


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(date(2016, 1, 1), date(2021, 12, 31)))
    shape = draw(st.sampled_from(["ymd", "ym", "y", "md", "m"]))
    return PartialDate(
        day.year if "y" in shape else None, day.month if "m" in shape else None, day.day if "d" in shape else None
    )


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2018", "2018"),
        ("2018-10", "2018-10"),
        ("--05-15", "--05-15"),
        ("--05", "--05"),
        ("2020-03-25", "2020-03-25"),
        ("25/3/2020", "2020-03-25"),
        ("25-03-2020", "2020-03-25"),
        ("25.3.2020", "2020-03-25"),
        ("ngày 25/3/2020", "2020-03-25"),
        ("ngày 25 tháng 3 năm 2020", "2020-03-25"),
        ("Ngày  25 tháng 3\xa0năm 2020", "2020-03-25"),
        ("tháng 10/2018", "2018-10"),
        ("Tháng 10 năm 2018", "2018-10"),
        ("10/2018", "2018-10"),
        ("năm 2018", "2018"),
        ("15/5", "--05-15"),
        ("ngày 15 tháng 5", "--05-15"),
        ("15/5, không rõ năm", "--05-15"),
        ("29/2", "--02-29"),
        (unicodedata.normalize("NFD", "tháng 10 năm 2018"), "2018-10"),
    ],
)
def test_what_people_write_is_read(words: str, iso: str) -> None:
    assert PartialDate.parse(words).as_iso() == iso


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "date_unreadable"),
        ("không rõ", "date_unreadable"),
        ("25/3/20", "date_unreadable"),
        ("25/3-2020", "date_unreadable"),
        ("2018, không rõ năm", "date_unreadable"),
        ("2020-3-25", "date_unreadable"),
        ("30/2", "date_impossible"),
        ("29/2/2019", "date_impossible"),
        ("13/2018", "date_impossible"),
        ("0/5", "date_impossible"),
        ("0000", "date_impossible"),
    ],
)
def test_what_is_no_date_is_refused_with_its_field(words: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        PartialDate.parse(words, field="signed_on")
    (reason,) = caught.value.reasons
    assert (reason.code, reason.field) == (code, "signed_on")
    assert words in reason.says.vi
    assert words in reason.says.en


@pytest.mark.parametrize("parts", [(None, None, None), (2018, None, 5), (None, None, 5), (2018, 0, None)])
def test_parts_that_make_no_date_are_refused(parts: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(BadInput):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("iso", "vi", "en"),
    [
        ("2020-03-25", "25/3/2020", "25 March 2020"),
        ("2018-10", "tháng 10/2018", "October 2018"),
        ("2018", "năm 2018", "2018"),
        ("--05-15", "15/5, không rõ năm", "15 May, year unknown"),
        ("--05", "tháng 5, không rõ năm", "May, year unknown"),
    ],
)
def test_what_is_known_is_said_and_what_is_not(iso: str, vi: str, en: str) -> None:
    said = PartialDate.parse(iso).as_text()
    assert (said.vi, said.en) == (vi, en)


def test_the_days_a_date_can_be() -> None:
    february = PartialDate(2020, 2)
    assert (february.earliest(), february.latest(), february.exact) == (date(2020, 2, 1), date(2020, 2, 29), None)
    assert february.may_be(date(2020, 2, 29))
    assert not february.may_be(date(2020, 3, 1))
    someday = PartialDate(month=5, day=15)
    assert (someday.earliest(), someday.latest(), someday.exact) == (None, None, None)
    assert someday.may_be(date(1999, 5, 15))


def test_an_order_is_given_only_when_it_is_settled() -> None:
    year, october, signed = PartialDate(2018), PartialDate(2018, 10), PartialDate(2020, 3, 25)
    assert year.compared_with(signed) == "before"
    assert signed.compared_with(year) == "after"
    assert year.compared_with(october) == october.compared_with(october) == "not known"
    assert signed.compared_with(signed) == "same"
    assert PartialDate(month=5, day=15).compared_with(signed) == "not known"
    assert not october.surely_before(year)


@given(partial_dates())
def test_both_written_forms_are_read_back(known: PartialDate) -> None:
    assert PartialDate.parse(known.as_iso()) == known
    assert PartialDate.parse(known.as_text().vi) == known


@given(partial_dates(), partial_dates(), st.dates(date(2016, 1, 1), date(2021, 12, 31)), st.data())
def test_surely_before_holds_whatever_the_days_are(
    one: PartialDate, other: PartialDate, day: date, data: st.DataObject
) -> None:
    later = data.draw(st.dates(date(2016, 1, 1), date(2021, 12, 31)))
    if one.surely_before(other) and one.may_be(day) and other.may_be(later):
        assert day < later


@given(st.dates())
def test_a_whole_day_is_exact(day: date) -> None:
    known = PartialDate.of(day)
    assert known.exact == known.earliest() == known.latest() == day
    assert known.may_be(day)
