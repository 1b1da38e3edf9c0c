"""Roman numerals, written and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.kernel.numerals import from_roman, is_roman, roman


@given(st.integers(1, 3999))
def test_a_number_is_read_back(number: int) -> None:
    assert is_roman(roman(number))
    assert from_roman(roman(number)) == number


@pytest.mark.parametrize(("number", "written"), [(4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV")])
def test_as_people_write_them(number: int, written: str) -> None:
    assert roman(number) == written


def test_what_has_no_signs_stays_in_figures() -> None:
    assert [roman(0), roman(-1), roman(4000)] == ["0", "-1", "4000"]
    assert not is_roman("")
    assert not is_roman("IA")
