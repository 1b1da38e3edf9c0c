"""The rules of papers that come in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.documents.incoming.rules import (
    SETTLINGS,
    Settling,
    against_settling,
    instrument_kind,
    present_by,
    state_of,
    symbol_key,
)
from chidao.instruments.queries import working_days


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12/BCĐCĐS-VP", "Số: 12 / BCDCDS - VP"),
        ("05/STC-VP", "5/stc–vp"),
        ("Công văn hỏa tốc", "CÔNG VĂN  HOẢ TỐC"),
    ],
)
def test_one_symbol_is_known_however_it_is_typed(one: str, other: str) -> None:
    assert symbol_key(one, "Sở Tài chính") == symbol_key(other, "SỞ  TÀI CHÍNH")
    assert symbol_key(one, "Sở Tài chính") != symbol_key(one, "Sở Y tế")
    assert symbol_key("", "Sở Y tế") == ""


def test_a_paper_is_presented_the_same_or_the_next_working_day() -> None:
    friday = date(2026, 5, 8)
    assert present_by(friday, working_days()) == date(2026, 5, 11)
    assert present_by(date(2026, 5, 9), working_days()) == date(2026, 5, 11)


def test_no_paper_from_outside_is_taken_for_the_bodys_own_notice() -> None:
    assert {instrument_kind(kind) for kind in ("TB", "CV", "", "KH")} == {"letter"}
    assert (instrument_kind("QĐ"), instrument_kind("NĐ")) == ("decision", "law")


def test_how_a_paper_stands() -> None:
    assert state_of(presented=False, directed=True, settled=False) == "directed"
    assert state_of(presented=True, directed=False, settled=False) == "presented"
    assert state_of(presented=True, directed=True, settled=True) == "settled"


@settings(max_examples=40)
@given(
    how=st.sampled_from(sorted(SETTLINGS)),
    words=st.sampled_from(["", " ", "Để biết."]),
    answers=st.integers(0, 2),
    tasks=st.integers(0, 3),
    undone=st.integers(0, 3),
    leave=st.booleans(),
)
def test_what_keeps_a_paper_open(how: str, words: str, answers: int, tasks: int, undone: int, leave: bool) -> None:
    stands = Settling(answers=answers, tasks=tasks, open_tasks=min(undone, tasks))
    codes = {each.code for each in against_settling(how, words, stands, leave_tasks=leave)}
    assert ("no_answer" in codes) == (how == "answered" and not answers)
    assert ("no_task" in codes) == (how == "task" and not tasks)
    assert ("no_reason" in codes) == (how in {"filed", "returned"} and not words.strip())
    assert ("open_tasks" in codes) == (bool(stands.open_tasks) and not leave)


@settings(max_examples=25)
@given(arrived=st.dates(date(2024, 1, 1), date(2026, 12, 31)), passed=st.integers(0, 12))
def test_late_is_counted_as_the_list_asks_for_it(arrived: date, passed: int) -> None:
    """The list asks "came before the last working day"; the row says "its day to be presented has passed"."""
    calendar, today = working_days(), arrived + timedelta(days=passed)
    assert (present_by(arrived, calendar) < today) == (arrived < calendar.previous_working_day(today))
