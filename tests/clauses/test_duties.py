"""The duties of the regulations, tracked to their evidence, and the sheet on which each clause stands or falls."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape

import pytest

from chidao.duties.rules import Obligation
from chidao.kernel.errors import Refused
from chidao.meetings.acts import ConveneMeeting
from chidao.reports.acts.drafting import DraftReport
from chidao.reports.acts.sending import IssueReport, SubmitReport
from chidao.reports.obligations import obligations
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, refused

YEAR_2022 = date(2022, 1, 1), date(2022, 12, 31)


def _standing(page: str, clause: str) -> str:
    row = re.search(rf'<tr id="c-{re.escape(clause)}-.*?</tr>', page, re.DOTALL)
    assert row, f"{clause} is not on the sheet"
    return row[0]


def _opens(row: str, words: str) -> str:
    found = re.search(rf'<a href="/{BODY}/([^"]+)">[^<]*{words}', row)
    assert found, (words, row)
    return unescape(found[1])


@pytest.mark.clause("HP20-11.1")
def test_each_clause_is_kept_or_not_by_the_record_alone(hp20: AtWork) -> None:
    meeting = hp20.held(at(2020, 6, 8), at(2020, 6, 18, 8))
    given = ConveneMeeting(body=BODY, kind="ad_hoc", title="Họp gấp", place="Phòng họp", starts_at=at(2020, 7, 10))
    assert "HP20-7.1b" in refused(hp20, given, "member-so-y-te", at(2020, 7, 6), Refused)
    sheet = hp20.page("regulation/compliance/?from=2020-01-01&until=2020-06-30", "chair")
    assert chip("HP20-11.1") in sheet
    meetings = _standing(sheet, "HP20-7.1a")
    assert "có kỳ bỏ lỡ" in meetings  # nobody met in the six days of March that the regulation was in force
    assert hp20.page(_opens(meetings, "quý II năm 2020"), "chair").count(f"/{BODY}/meetings/{meeting}/")
    quarter = hp20.page("regulation/compliance/?from=2020-04-01&until=2020-06-30", "chair")
    assert "✓ có thực hiện" in _standing(quarter, "HP20-7.1a")
    convened = _standing(quarter, "HP20-3.3")
    assert "sự kiện trên trang này" in hp20.page(_opens(convened, "việc đã làm theo điều này"), "chair")
    assert "không phát sinh trong kỳ" in _standing(quarter, "HP20-7.1b")
    later = hp20.page("regulation/compliance/?from=2020-07-01&until=2020-09-30", "chair")
    assert "1 việc bị từ chối vì điều này" in _standing(later, "HP20-7.1b")
    assert "chưa đến hạn" in _standing(later, "HP20-7.1a")


@pytest.mark.clause("HP22-10")
def test_the_half_year_and_the_year_end_review_are_dated_obligations_with_their_paper(hp22: AtWork) -> None:
    before = _reviews(date(2022, 5, 4))
    assert [each.state for each in before] == ["due", "due"]
    assert [each.cycle.says.vi for each in before] == ["6 tháng đầu năm 2022", "năm 2022"]
    due = before[0].due_on
    report = _reviewed(hp22, before[0], at(due.year, due.month, due.day))
    done, open_one = _reviews(date(2022, 9, 1))
    assert (done.state, done.done_on, done.evidence_id) == ("kept", due, report)
    assert open_one.state == "due"
    assert [each.state for each in _reviews(date(2023, 1, 31))] == ["kept", "missed"]
    shown = hp22.page("calendar/?year=2022", "member-so-noi-vu")
    assert chip("HP22-10") in shown
    assert "Sơ kết 6 tháng" in shown


def _reviews(today: date) -> list[Obligation]:
    return [each for each in obligations(BODY, *YEAR_2022, today) if each.what == "review"]


def _reviewed(committee: AtWork, review: Obligation, when: datetime) -> int:
    given = DraftReport(body=BODY, kind="review", duty=review.duty, cycle=review.cycle.key)
    report = int(str(committee.do(given, CLERK, when).outcome["report"]))
    committee.do(SubmitReport(body=BODY, report=report), CLERK, when)
    committee.do(IssueReport(body=BODY, report=report), "chair", when)
    return report
