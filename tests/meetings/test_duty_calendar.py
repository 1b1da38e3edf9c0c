"""The year's duties by the regulation then in force: quarterly in 2020, every two months in 2022."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chidao.duties.rules import EvidenceRef
from chidao.meetings.acts import CancelMeeting
from chidao.reports.duty_calendar import duty_calendar
from tests.meetings.committee import BODY, Committee, adopt, at


def states(year: int, today: date, duty: str = "committee-meeting") -> dict[str, str]:
    rows = [row for row in duty_calendar(BODY, year, today).rows if row.duty == duty]
    return {cell.cycle.key: cell.state for row in rows for cell in row.cells}


@pytest.mark.clause("HP20-7.1a")
def test_each_quarter_is_held_convened_due_or_missed(hp20: Committee) -> None:
    kept = hp20.convene(when=at(2020, 4, 1), starts_at=at(2020, 4, 15))
    hp20.invite(kept, at(2020, 4, 2))
    hp20.hold(kept, at(2020, 4, 15, 17))
    convened = hp20.convene(when=at(2020, 7, 1), starts_at=at(2020, 8, 20))
    assert states(2020, date(2020, 8, 1)) == {
        "2020-Q1": "missed", "2020-Q2": "kept", "2020-Q3": "begun", "2020-Q4": "upcoming",
    }  # fmt: skip
    hp20.do(CancelMeeting(body=BODY, meeting=convened, reason="Dịch bệnh"), "chair", at(2020, 8, 2))
    assert states(2020, date(2020, 8, 3))["2020-Q3"] == "due"
    assert states(2020, date(2020, 10, 1))["2020-Q3"] == "missed"
    (row,) = [row for row in duty_calendar(BODY, 2020, date(2020, 8, 1)).rows if row.duty == "committee-meeting"]
    assert (row.clause, row.cells[1].evidence) == ("HP20-7.1a", EvidenceRef(kind="meeting", id=kept))


@pytest.mark.clause("HP22-8")
def test_the_cadence_changes_with_the_regulation(hp20: Committee) -> None:
    adopt(hp20, "HP22", at(2022, 3, 30))
    assert states(2020, date(2020, 5, 1)) == {
        "2020-Q1": "missed", "2020-Q2": "due", "2020-Q3": "upcoming", "2020-Q4": "upcoming",
    }  # fmt: skip
    meeting = hp20.convene(when=at(2022, 4, 1), starts_at=at(2022, 4, 20))
    hp20.invite(meeting, at(2022, 4, 1))
    hp20.hold(meeting, at(2022, 4, 20, 17))
    found = duty_calendar(BODY, 2022, date(2022, 7, 1))
    cells = {cell.cycle.key: cell.state for row in found.rows if row.what == "meeting" for cell in row.cells}
    assert cells == {
        "2022-03..04": "kept", "2022-05..06": "missed", "2022-07..08": "due", "2022-09..10": "upcoming",
        "2022-11..12": "upcoming",
    }  # fmt: skip
    assert [row.charter for row in found.rows if row.what == "meeting" and row.cells] == ["HP22"]


def test_days_without_a_regulation_are_said_and_not_guessed(hp20: Committee) -> None:
    (gap,) = duty_calendar(BODY, 2020, date(2020, 5, 1)).gaps
    assert (gap.first_on, gap.last_on) == (date(2020, 1, 1), date(2020, 3, 24))
    found = duty_calendar(BODY, 2019, date(2020, 5, 1))
    assert found.rows == ()
    assert [(gap.first_on, gap.last_on) for gap in found.gaps] == [(date(2019, 1, 1), date(2019, 12, 31))]


def test_every_kind_of_duty_is_judged(hp20: Committee) -> None:
    found = duty_calendar(BODY, 2020, date(2020, 8, 1))
    assert {"meeting", "report"} <= {row.what for row in found.rows}
    assert {cell.state for row in found.rows if row.what == "report" for cell in row.cells} == {
        "missed", "due", "upcoming",
    }  # fmt: skip


def test_a_year_takes_a_few_queries(hp20: Committee, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(12):
        duty_calendar(BODY, 2020, date(2020, 8, 1))
