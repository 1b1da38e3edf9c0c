"""The committees side by side: what their regulations lay down by clause, and how they are kept."""

from __future__ import annotations

from typing import Any

import pytest

from chidao.reports.comparing import compare
from tests.clauses.at_work import BODY, at, founded

pytestmark = pytest.mark.django_db


def test_two_committees_stand_side_by_side_and_each_answers_by_its_own_clause(settings: Any) -> None:
    hp20 = founded("HP20", at(2020, 3, 25, 7), settings)
    founded("TH", at(2022, 6, 1, 7), settings)
    hp20.held(at(2020, 4, 6, 9), at(2020, 4, 14, 9))
    when = at(2022, 6, 2, 9)
    person = hp20.by("chair", when).person
    found = compare(person, when, when.date(), when.date().replace(month=1, day=1))
    assert [(column.body, column.sees) for column in found.columns] == [(BODY, True), ("TH", False)]
    seals = next(row for row in found.rows if row.title.en == "Signatures and seals")
    assert {entry.clause for entry in seals.cells[1]} >= {"TH-8"}
    assert {entry.clause for entry in seals.cells[0]} == {"HP20-inst-18"}
    assert all(entry.added for entry in seals.cells[0])
    cadence = next(row for row in found.rows if row.title.en == "Regular meetings")
    assert "HP20-7.1a" in {entry.clause for entry in cadence.cells[0]}
    meetings = next(line for line in found.practice if line.title.en == "regular meeting")
    ours = meetings.cells[0]
    assert ours is not None
    assert ours.missed > 0
    assert meetings.cells[1] is None
    page = hp20.page("regulation/compare/?on=2022-06-02", "chair")
    assert "ghế của bạn không được xem" in page
    assert "không có trong văn bản gốc" in page
