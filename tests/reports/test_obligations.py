"""Obligations of the charters in force: dated, borne, addressed, and kept by what there is to show alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chidao.acts.kept import forget_kept
from chidao.duties.acts.answering import Answer, SubmitAgencyReport
from chidao.duties.acts.asking import AskedField, IssueReportForm
from chidao.duties.rules import EvidenceRef, Obligation
from chidao.instruments.vocabulary import DUTY_KINDS
from chidao.reports.acts.drafting import DraftReport, ReviseReport
from chidao.reports.acts.sending import IssueReport, SubmitReport
from chidao.reports.models import Report
from chidao.reports.obligations import obligations
from tests.meetings.committee import BODY, CLERK, Committee, adopt, at, founded, in_bulk

YEAR = date(2020, 1, 1), date(2020, 12, 31)
LEAD = "group-lead"


@pytest.fixture
def hp20(db: None) -> Committee:
    return founded("HP20")


@pytest.fixture
def hp22(db: None) -> Committee:
    return founded("HP22", on=at(2022, 3, 30, 7))


def of(duty: str, today: date, first: date = YEAR[0], last: date = YEAR[1]) -> dict[str, Obligation]:
    return {each.cycle.key: each for each in obligations(BODY, first, last, today) if each.duty == duty}


def states(duty: str, today: date, *days: date) -> dict[str, str]:
    return {key: each.state for key, each in of(duty, today, *days).items()}


def draft(hp: Committee, when: datetime, **more: Any) -> int:
    given = DraftReport(body=BODY, **{"kind": "periodic", "duty": "group-report", "cycle": "2020-Q2"} | more)
    return int(hp.do(given, LEAD if given.kind != "review" else CLERK, when).outcome["report"])


def issue(hp: Committee, report: int, when: datetime, by: str = LEAD) -> None:
    hp.do(SubmitReport(body=BODY, report=report), CLERK if by != LEAD else LEAD, when)
    hp.do(IssueReport(body=BODY, report=report), by, when)


def test_a_quarters_report_says_who_owes_it_to_whom_about_what_by_when(hp20: Committee) -> None:
    owed = of("group-report", date(2020, 5, 4))["2020-Q2"]
    assert owed.bearer.vi == "Tổ Công tác giúp việc"
    assert [each.vi for each in owed.addressees] == [
        "Trưởng ban",
        "Phó Trưởng ban Thường trực",
        "Phó Trưởng ban",
        "Ủy viên",
    ]
    assert (owed.clause, owed.what, owed.state, owed.evidence) == ("HP20-6.7", "report", "due", None)
    assert owed.window == (date(2020, 4, 1), date(2020, 6, 30)) or owed.due_clause is not None
    assert owed.due_on >= owed.window[1]


def test_a_report_keeps_its_quarter_once_issued_and_not_before(hp20: Committee) -> None:
    before = of("group-report", date(2020, 5, 4))
    due = before["2020-Q3"].due_on
    report = draft(hp20, at(2020, 9, 1), cycle="2020-Q3")
    assert states("group-report", date(2020, 9, 1))["2020-Q3"] == "begun"
    assert states("group-report", date(2020, 8, 31))["2020-Q3"] == "due"
    hp20.do(ReviseReport(body=BODY, report=report, refresh=True), LEAD, at(due.year, due.month, due.day, 8))
    issue(hp20, report, at(due.year, due.month, due.day))
    found = of("group-report", due)["2020-Q3"]
    number = Report.objects.get(pk=report).number
    assert (found.state, found.done_on) == ("kept", due)
    assert found.evidence == EvidenceRef(kind="report", id=report, number=number)
    assert states("group-report", date(2020, 12, 31))["2020-Q4"] in {"due", "missed"}


def test_a_report_that_comes_after_its_day_is_late(hp20: Committee) -> None:
    report = draft(hp20, at(2020, 6, 1))
    assert states("group-report", date(2020, 7, 20))["2020-Q2"] == "missed"
    hp20.do(ReviseReport(body=BODY, report=report, refresh=True), LEAD, at(2020, 7, 20))
    issue(hp20, report, at(2020, 7, 21))
    found = of("group-report", date(2020, 8, 1))["2020-Q2"]
    assert (found.state, found.done_on) == ("late", date(2020, 7, 21))
    assert states("group-report", date(2020, 7, 20))["2020-Q2"] == "missed"


def test_nobody_is_said_to_have_missed_what_was_due_before_the_body_was_here(db: None) -> None:
    late = founded("HP20", on=at(2020, 8, 24))
    assert set(states("group-report", date(2020, 12, 31))) == {"2020-Q3", "2020-Q4"}
    report = draft(late, at(2020, 8, 25))
    issue(late, report, at(2020, 8, 26))
    assert states("group-report", date(2020, 8, 31))["2020-Q2"] == "late", "what is recorded is shown"


def test_what_is_owed_on_demand_is_there_once_it_was_asked_for(hp20: Committee) -> None:
    assert of("account", date(2020, 5, 4)) == {}
    given = {
        "kind": "on_demand",
        "duty": "account",
        "cycle": "",
        "first_on": date(2020, 4, 1),
        "last_on": date(2020, 4, 30),
    }
    report = draft(hp20, at(2020, 5, 4), **given)
    assert [each.state for each in of("account", date(2020, 5, 4)).values()] == ["begun"]
    issue(hp20, report, at(2020, 5, 5))
    (found,) = of("account", date(2020, 5, 6)).values()
    assert (found.state, found.done_on, found.due_on) == ("kept", date(2020, 5, 5), date(2020, 5, 5))
    assert of("account", date(2020, 5, 3)) == {}


def test_what_agencies_owe_by_a_form_is_one_obligation_begun_when_the_first_sent(hp20: Committee) -> None:
    asks = (AskedField(label="Số hồ sơ"),)
    made = hp20.do(IssueReportForm(body=BODY, title="Báo cáo quý", fields=asks, closes_on=14), CLERK, at(2020, 4, 1))
    form = int(made.outcome["form"])
    awaited = next(each for each in of("agency-report", date(2020, 6, 15)).values() if each.cycle.key == "2020-Q2")
    assert (awaited.state, awaited.window) == ("due", (date(2020, 3, 15), date(2020, 6, 14)))
    assert awaited.evidence == EvidenceRef(kind="report_form", id=form)
    assert "0/" in awaited.bearer.vi
    sent = SubmitAgencyReport(
        body=BODY, form=form, cycle="2020-Q2", agency=hp20.agency("so-noi-vu"),
        answers=(Answer(key="so_ho_so", value="12"),),
    )  # fmt: skip
    hp20.do(sent, "member-so-noi-vu", at(2020, 6, 15))
    begun = of("agency-report", date(2020, 6, 15))["2020-Q2"]
    assert (begun.state, begun.done_on) == ("begun", None)
    assert "1/" in begun.bearer.vi
    assert of("agency-report", date(2020, 7, 30))["2020-Q2"].state == "missed"


def test_the_two_reviews_of_a_year_are_two_obligations(hp22: Committee) -> None:
    days = date(2022, 1, 1), date(2022, 12, 31)
    halfway, final = of("half-year-review", date(2022, 5, 1), *days), of("year-end-review", date(2022, 5, 1), *days)
    assert [each.cycle.says.vi for each in halfway.values()] == ["6 tháng đầu năm 2022"]
    assert [each.cycle.says.vi for each in final.values()] == ["năm 2022"]
    (mid,), (end,) = halfway.values(), final.values()
    assert mid.window[1] < end.window[1]
    assert mid.due_on.month in {6, 7}
    assert {each.clause for each in (mid, end)} == {"HP22-10"}


def test_a_change_of_regulation_neither_loses_nor_doubles_a_meeting(hp20: Committee) -> None:
    meeting = hp20.convene(when=at(2022, 3, 1), starts_at=at(2022, 3, 10))
    hp20.invite(meeting, at(2022, 3, 1))
    hp20.hold(meeting, at(2022, 3, 10, 17))
    adopt(hp20, "HP22", at(2022, 3, 30))
    found = obligations(BODY, date(2022, 1, 1), date(2022, 12, 31), date(2022, 4, 1), kinds=("meeting",))
    shown = [each for each in found if each.evidence_id == meeting]
    assert [(each.charter, each.state) for each in shown] == [("HP20", "kept")]
    assert {each.charter for each in found if each not in shown} == {"HP22", "HP22-inst"} & {
        each.charter for each in found
    }


def test_only_the_kinds_asked_for_are_read(hp20: Committee) -> None:
    found = obligations(BODY, *YEAR, date(2020, 5, 4))
    assert {each.what for each in found} <= set(DUTY_KINDS)
    assert {each.what for each in obligations(BODY, *YEAR, date(2020, 5, 4), kinds=("plan",))} == {"plan"}
    assert tuple(sorted(found, key=lambda each: each.due_on)) == found


def test_each_obligation_is_of_the_one_period_that_holds_its_day(hp20: Committee) -> None:
    today = date(2020, 8, 1)
    whole = obligations(BODY, *YEAR, today)
    halves = [
        *obligations(BODY, YEAR[0], date(2020, 6, 29), today),
        *obligations(BODY, date(2020, 6, 30), YEAR[1], today),
    ]
    assert sorted(halves, key=repr) == sorted(whole, key=repr)


def test_the_number_of_queries_does_not_grow(
    hp20: Committee, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for many in (1, 3, 300):
        _reports(many)
        forget_kept()
        with django_assert_max_num_queries(8):
            obligations(BODY, *YEAR, date(2020, 8, 1))


def _reports(many: int) -> None:
    have = Report.objects.count()
    with in_bulk():
        Report.objects.bulk_create(
            Report(
                body=BODY, number=number + 1, kind="periodic", duty="group-report", cycle=f"{1900 + number}-Q1",
                clause_id="HP20-6.7", title="Báo cáo", first_on=YEAR[0], last_on=YEAR[1], as_of=at(2020, 5, 1),
                figures={}, drafted_by={}, drafted_at=at(2020, 5, 1), folded="bao cao",
            )
            for number in range(have, many)
        )  # fmt: skip
