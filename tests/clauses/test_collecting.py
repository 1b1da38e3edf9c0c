"""The reporting regime of agencies: periodic and on demand alike, on time, late, missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from chidao.duties.acts import (
    Answer,
    AskedField,
    DemandReport,
    IssueReportForm,
    ReturnAgencyReport,
    SubmitAgencyReport,
)
from chidao.kernel.errors import Refused
from chidao.ledger.models import Event
from chidao.people.acts import RegisterPerson
from tests.clauses.at_work import CLERK, AtWork, at, chip, founded, refused

FIELDS = (AskedField(label="Số máy chủ", required=True),)
HEAD = "head-ubnd-le-chan"


def a_form(committee: AtWork, when: datetime, *, by: str = CLERK, months: int = 3) -> int:
    """Issue a quarterly form of which data close on the 14th and reports are due a working day after."""
    given = IssueReportForm(
        body=committee.body, title="Báo cáo quý", fields=FIELDS, months=months, closes_on=14, working_days=1
    )
    return int(str(committee.do(given, by, when).outcome["form"]))


def report(committee: AtWork, seat: str, *, form: int = 0, cycle: str = "", demand: int = 0) -> SubmitAgencyReport:
    """Return a seat's report for its own agency."""
    answers = (Answer(key="so_may_chu", value="12"),)
    return SubmitAgencyReport(
        body=committee.body, agency=agency_of(committee, seat), answers=answers, cycle=cycle, form=form or None,
        demand=demand or None,
    )  # fmt: skip


def agency_of(committee: AtWork, seat: str) -> int:
    """Return the agency of a seat."""
    found = committee.by(seat, at(2020, 6, 1) if committee.body == "HP" else at(2022, 3, 1)).agency
    assert found is not None
    return found


def line(page: str, name: str) -> str:
    """Return what a table says of an agency."""
    start = page.index(name)
    return page[start : page.index("</tr>", start)]


def a_day(committee: AtWork, when: datetime) -> None:
    """Let it be a day: pages are read on the day of the last event."""
    committee.do(RegisterPerson(body=committee.body, name=f"Người {when}"), CLERK, when)


@pytest.mark.clause("HP20-10.3")
def test_a_periodic_report_is_on_time_late_or_missing(hp20: AtWork) -> None:
    form = a_form(hp20, at(2020, 4, 1))
    address = f"reports/forms/{form}/?cycle=2020-Q2"
    hp20.do(report(hp20, HEAD, form=form, cycle="2020-Q2"), HEAD, at(2020, 6, 15))
    page = hp20.page(address, "chair")
    assert chip("HP20-10.3") in page
    assert "đúng hạn" in line(page, "UBND quận Lê Chân")
    assert "đang chờ" in line(page, "UBND quận Hồng Bàng")
    hp20.do(report(hp20, "member-so-y-te", form=form, cycle="2020-Q2"), "member-so-y-te", at(2020, 6, 17))
    page = hp20.page(address, "chair")
    assert "muộn" in line(page, "Sở Y tế")
    assert "chưa có, đã quá hạn" in line(page, "UBND quận Hồng Bàng")


@pytest.mark.clause("HP20-10.3")
def test_a_report_on_demand_is_kept_track_of_alike(hp20: AtWork) -> None:
    form = a_form(hp20, at(2020, 5, 4), months=0)
    asked = DemandReport(
        body=hp20.body, form=form, title="Rà soát máy chủ", first_on=date(2020, 1, 1), last_on=date(2020, 4, 30),
        due_on=date(2020, 5, 11), agencies=(agency_of(hp20, HEAD), agency_of(hp20, "member-so-y-te")),
    )  # fmt: skip
    demand = int(str(hp20.do(asked, "chair", at(2020, 5, 5)).outcome["demand"]))
    assert "Rà soát máy chủ" in hp20.page("reports/owed/", HEAD)
    a_day(hp20, at(2020, 5, 12))
    assert line(hp20.page(f"reports/demands/{demand}/", "chair"), "UBND quận Lê Chân").count("chưa có, đã quá hạn") == 1
    sent = hp20.do(report(hp20, HEAD, demand=demand), HEAD, at(2020, 5, 13)).outcome["report"]
    assert "muộn" in line(hp20.page(f"reports/demands/{demand}/", "chair"), "UBND quận Lê Chân")
    back = ReturnAgencyReport(body=hp20.body, report=int(str(sent)), reason="Thiếu số liệu tháng tư")
    hp20.do(back, "group-lead", at(2020, 5, 14))
    assert "Thiếu số liệu tháng tư" in hp20.page("reports/owed/", HEAD)


@pytest.mark.clause("HP20-10.3")
def test_nobody_else_reports_for_an_agency(hp20: AtWork) -> None:
    form = a_form(hp20, at(2020, 4, 1))
    own = report(hp20, HEAD, form=form, cycle="2020-Q2")
    assert "HP20-10.3" in refused(hp20, own, "group-lead", at(2020, 6, 15), Refused)
    assert "HP20-10.3" in refused(hp20, own, "member-so-y-te", at(2020, 6, 15), Refused)


@pytest.mark.clause("HP20-4.2b")
def test_the_vice_chair_demands_reports(hp20: AtWork) -> None:
    form = a_form(hp20, at(2020, 5, 4), months=0)
    asked = DemandReport(
        body=hp20.body, form=form, title="Kế hoạch ứng dụng", first_on=date(2020, 1, 1), last_on=date(2020, 4, 30),
        due_on=date(2020, 5, 11), agencies=(agency_of(hp20, HEAD),),
    )  # fmt: skip
    assert "HP20-4.2b" in refused(hp20, asked, "member-so-y-te", at(2020, 5, 5), Refused)
    demand = hp20.do(asked, "vice-chair", at(2020, 5, 5)).outcome["demand"]
    assert chip("HP20-4.2b") in hp20.page(f"record/{_last(hp20)}/", "chair")
    assert "Phó Trưởng ban" in hp20.page(f"reports/demands/{demand}/", "vice-chair")


@pytest.mark.clause("TTH-6b")
def test_agencies_are_directed_to_report_regularly_and_it_is_collected_checked_and_added_up(
    db: None, settings: Any
) -> None:
    tth = founded("TTH", at(2022, 1, 4, 7), settings)
    assert "TTH-6b" in refused(tth, _form_of(tth), "member-so-cong-thuong", at(2022, 1, 5), Refused)
    form = a_form(tth, at(2022, 1, 5), by="chair")
    own = report(tth, "member-so-cong-thuong", form=form, cycle="2022-Q1")
    sent = tth.do(own, "member-so-cong-thuong", at(2022, 3, 15)).outcome["report"]
    tth.do(ReturnAgencyReport(body="TTH", report=int(str(sent)), reason="Xem lại"), "chair", at(2022, 3, 15, 10))
    tth.do(own, "member-so-cong-thuong", at(2022, 3, 16))
    page = tth.page(f"reports/forms/{form}/?cycle=2022-Q1", "chair")
    assert chip("TTH-6b") in page
    assert "muộn" in line(page, "Sở Công Thương")
    assert '<td class="number">12</td>' in line(page, "Cộng")


def _form_of(committee: AtWork) -> IssueReportForm:
    return IssueReportForm(body=committee.body, title="Báo cáo", fields=FIELDS)


def _last(committee: AtWork) -> int:
    found: int = Event.objects.filter(chain=committee.body).order_by("-seq").values_list("seq", flat=True)[0]
    return found
