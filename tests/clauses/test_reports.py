"""The body's own reports: composed on any day, compared, sent to exactly those whom each regulation names."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from chidao.documents.models import Delivery, Document
from chidao.kernel.errors import Conflict
from chidao.mandates.queries import seats_in_force
from chidao.people.models import Agency
from chidao.reports.acts import DraftReport, IssueReport, SubmitReport
from chidao.reports.models import Report
from chidao.reports.own_reports import report_list
from chidao.tasks.acts import AssignTask, GiveDirection, ProposeCompletion
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, founded
from tests.meetings.committee import scan

QUARTER = (date(2022, 7, 1), date(2022, 9, 30))


def _drafted(committee: AtWork, by: str, when: datetime, **given: Any) -> Any:
    return committee.do(DraftReport(body=committee.body, **given), by, when)


def _sent(committee: AtWork, report: int, by: str, when: datetime) -> Document:
    committee.do(SubmitReport(body=committee.body, report=report), by, when)
    receipt = committee.do(IssueReport(body=committee.body, report=report), by, when)
    found: Document = Document.objects.get(pk=receipt.outcome["document"])
    return found


def _received(document: Document) -> set[str]:
    titles = Delivery.objects.filter(document=document).values_list("as_says", flat=True)
    return {title.partition(",")[0] for title in titles}


def _direction(committee: AtWork, agency: str, when: datetime, *, due_on: date | None = None) -> int:
    given = GiveDirection(
        body=committee.body, line="Bỏ giấy tờ trùng lặp", lead_agency=committee.agency(agency), due_on=due_on
    )
    return int(str(committee.do(given, "chair", when).outcome["task"]))


@pytest.mark.clause("HP20-6.1b")
def test_the_report_is_composed_on_any_day_and_every_figure_opens_its_list(hp20: AtWork) -> None:
    _direction(hp20, "so-noi-vu", at(2020, 5, 4), due_on=date(2020, 5, 20))
    days: dict[str, Any] = {"first_on": date(2020, 4, 1), "last_on": date(2020, 6, 30)}
    receipt = _drafted(hp20, "group-lead", at(2020, 6, 2), kind="on_demand", duty="account", **days)
    assert receipt.basis["clause"] == "HP20-6.1b"
    document = _sent(hp20, receipt.outcome["report"], "group-lead", at(2020, 6, 2))
    assert _received(document) == {"Trưởng ban", "Phó Trưởng ban Thường trực", "Phó Trưởng ban"}
    for seat in ("chair", "group-lead", "group-member-thong-tin"):
        shown = hp20.page("reports/composed/?from=2020-04-01&to=2020-06-30&on=2020-05-31", seat)
        found = re.search(rf'href="/{BODY}/(reports/composed/directions_open_late/[^"]*)"[^>]*>1', shown)
        assert found is not None
        assert chip("HP20-6.1b") in shown
        assert "Bỏ giấy tờ trùng lặp" in hp20.page(found[1].replace("&amp;", "&"), seat)


@pytest.mark.clause("HP20-6.6c")
def test_a_review_is_composed_beside_the_period_before(hp20: AtWork) -> None:
    _direction(hp20, "so-noi-vu", at(2020, 4, 6))
    for day in (6, 7, 8):
        _direction(hp20, "so-y-te", at(2020, 7, day))
    given = {"kind": "review", "duty": "review", "first_on": date(2020, 7, 1), "last_on": date(2020, 9, 30)}
    receipt = _drafted(hp20, "group-lead", at(2020, 10, 1), **given)
    assert receipt.basis["clause"] == "HP20-6.6c"
    report = Report.objects.get(pk=receipt.outcome["report"])
    assert report.figures["before"] == ["2020-04-01", "2020-06-30"]
    hp20.do(SubmitReport(body=BODY, report=report.pk), "group-lead", at(2020, 10, 1))
    hp20.do(IssueReport(body=BODY, report=report.pk), "chair", at(2020, 10, 2))
    shown = hp20.page(f"reports/{report.pk}/", "member-so-noi-vu")
    assert re.search(
        r'directions_given/[^>]*>3.*?<td class="number">1</td><td class="number">\+2</td>', shown, re.DOTALL
    )


@pytest.mark.clause("HP20-6.7")
def test_every_quarter_the_group_reports_to_exactly_these(hp20: AtWork) -> None:
    late = at(2020, 9, 1)
    receipt = _drafted(hp20, "group-lead", late, kind="periodic", duty="group-report", cycle="2020-Q2")
    assert receipt.basis["clause"] == "HP20-6.7"
    (row,) = report_list(hp20.reader("chair", late), late.date())
    assert row.is_late
    document = _sent(hp20, row.id, "group-lead", late)
    assert _received(document) == {"Trưởng ban", "Phó Trưởng ban Thường trực", "Phó Trưởng ban", "Ủy viên"}
    on = late.date()
    seated = {seat.person for seat in seats_in_force(BODY, on) if seat.unit == "committee" and seat.person}
    sent = Delivery.objects.filter(document=document)
    assert (set(sent.values_list("person", flat=True)), sent.filter(agency__isnull=False).count()) == (seated, 0)
    shown = hp20.page(f"reports/{row.id}/", "member-so-noi-vu")
    assert chip("HP20-6.7") in shown
    assert "xong muộn" in shown


@pytest.mark.clause("HP22-10")
@pytest.mark.parametrize(
    ("duty", "cycle", "when", "says"),
    [
        ("half-year-review", "2022-07..2023-06", at(2023, 6, 30, 16), "6 tháng"),
        ("year-end-review", "2022", at(2022, 12, 30, 16), "năm 2022"),
    ],
)
def test_both_reviews_have_their_document(hp22: AtWork, duty: str, cycle: str, when: datetime, says: str) -> None:
    receipt = _drafted(hp22, "group-lead", when, kind="review", duty=duty, cycle=cycle)
    report = Report.objects.get(pk=receipt.outcome["report"])
    assert report.clause_id == "HP22-10"
    assert report.figures["before"]
    hp22.do(SubmitReport(body=BODY, report=report.pk), CLERK, when)
    made = hp22.do(IssueReport(body=BODY, report=report.pk), "chair", when)
    document = Document.objects.get(pk=made.outcome["document"])
    assert (document.kind, document.duty, document.cycle) == ("BC", duty, cycle)
    report.refresh_from_db()
    assert {each["role"] for each in report.recipients} == {"chair", "standing_vice_chair", "vice_chair", "member"}
    shown = hp22.page(f"reports/{report.pk}/", "member-so-noi-vu")
    assert says in shown
    assert chip("HP22-10") in shown
    assert "không đổi từ khi ban hành" in shown


@pytest.mark.clause("TH-4c", "TTH-7")
@pytest.mark.parametrize(("charter", "clause"), [("TH", "TH-4c"), ("TTH", "TTH-7")])
def test_a_review_for_the_peoples_committee(db: None, settings: Any, charter: str, clause: str) -> None:
    when = at(2022, 10, 3)
    committee = founded(charter, at(2022, 6, 1, 7), settings)
    _direction(committee, "so-noi-vu", at(2022, 6, 10))
    receipt = _drafted(committee, CLERK, when, kind="review", duty="review", first_on=QUARTER[0], last_on=QUARTER[1])
    report = Report.objects.get(pk=receipt.outcome["report"])
    assert (report.clause_id, report.figures["before"]) == (clause, ["2022-04-01", "2022-06-30"])
    committee.do(SubmitReport(body=committee.body, report=report.pk), CLERK, when)
    made = committee.do(IssueReport(body=committee.body, report=report.pk), "chair", when)
    above = Agency.objects.get(code=f"{charter}/ubnd-tinh").pk
    sent = Delivery.objects.filter(document=made.outcome["document"])
    assert [each.agency_id for each in sent if each.agency_id] == [above]
    shown = committee.page(f"reports/{report.pk}/", "chair")
    assert chip(clause) in shown
    assert "-1" in shown


@pytest.mark.clause("TTH-11")
def test_the_vice_chair_answers_with_every_duty_and_its_evidence(db: None, settings: Any) -> None:
    tth = founded("TTH", at(2022, 6, 1, 7), settings)
    task = AssignTask(
        body=tth.body, title="Nền tảng dữ liệu", lead_agency=tth.agency("so-noi-vu"), source_text="KH 9",
        due_on=date(2022, 8, 31),
    )  # fmt: skip
    number = int(str(tth.do(task, "chair", at(2022, 7, 4)).outcome["task"]))
    done = ProposeCompletion(
        body=tth.body, task=number, result="Đã vận hành từ 15/8", files=(scan("bien-ban-nghiem-thu.pdf"),)
    )
    tth.do(done, "member-so-noi-vu", at(2022, 8, 22))
    days: dict[str, Any] = {"first_on": QUARTER[0], "last_on": QUARTER[1]}
    receipt = _drafted(tth, "vice-chair", at(2022, 10, 3), kind="on_demand", duty="vice-chair-report", **days)
    assert receipt.basis["clause"] == "TTH-11"
    document = _sent(tth, receipt.outcome["report"], "vice-chair", at(2022, 10, 3))
    report = Report.objects.get(document=document)
    chair, above = tth.by("chair", at(2022, 10, 3)).person, Agency.objects.get(code="TTH/ubnd-tinh").pk
    sent = Delivery.objects.filter(document=document).order_by("pk").values_list("person", "agency")
    assert list(sent) == [(chair, None), (None, above)]
    assert document.label.startswith("01/")
    (listed,) = [part for part in report.figures["sections"] if part["key"] == "listed"]
    (entry,) = listed["entries"]
    assert (entry["title"], entry["evidence"]) == ("Nền tảng dữ liệu", ["bien-ban-nghiem-thu.pdf"])
    shown = tth.page(f"reports/{report.pk}/", "vice-chair")
    assert all(words in shown for words in ("Đã vận hành từ 15/8", "bien-ban-nghiem-thu.pdf", chip("TTH-11")))
    assert tth.page("reports/own/", "member-so-noi-vu")


@pytest.mark.clause("NA-10")
def test_the_group_reports_on_demand_to_leaders_and_members(db: None, settings: Any) -> None:
    na = founded("NA", at(2022, 6, 1, 7), settings)
    days: dict[str, Any] = {"first_on": QUARTER[0], "last_on": QUARTER[1]}
    receipt = _drafted(na, "group-lead", at(2022, 10, 3), kind="on_demand", duty="group-report", **days)
    report = int(str(receipt.outcome["report"]))
    with pytest.raises(Conflict):
        na.do(IssueReport(body=na.body, report=report), "group-lead", at(2022, 10, 3))
    na.do(SubmitReport(body=na.body, report=report), "group-lead", at(2022, 10, 3))
    issued = na.do(IssueReport(body=na.body, report=report), "group-lead", at(2022, 10, 3))
    assert issued.basis["clause"] == "NA-10"
    roles = {each["role"] for each in Report.objects.get(pk=report).recipients}
    assert roles == {"chair", "vice_chair", "member"}
    assert chip("NA-10") in na.page(f"reports/{report}/", "chair")
