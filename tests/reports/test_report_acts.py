"""A report from its draft to those who receive it: figures frozen on sending, addressees exactly the duty's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from chidao.documents.acts import VoidNumber
from chidao.documents.models import Delivery, Document
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, Refused
from chidao.ledger.models import OutboxMessage
from chidao.reports.acts import (
    DraftReport,
    IssueReport,
    ReturnReport,
    ReviseReport,
    SectionWords,
    SubmitReport,
)
from chidao.reports.models import Report
from chidao.reports.own_reports import due_of, report_list, report_page
from tests.meetings.committee import BODY, CLERK, Committee, at, founded
from tests.reports.at_work import Quarter

DRAFTED = at(2020, 7, 1, 9)
SENT = at(2020, 7, 2, 9)


@pytest.fixture
def hp20(db: None) -> Committee:
    """The committee under its first regulation."""
    return founded("HP20")


def drafted(hp: Committee, when: datetime = DRAFTED, *, by: str = "group-lead", **given: Any) -> int:
    """Draft the quarter's report, or another."""
    wanted = {"kind": "periodic", "duty": "group-report", "cycle": "2020-Q2"} | given
    return int(str(hp.do(DraftReport(body=BODY, **wanted), by, when).outcome["report"]))


def submitted(hp: Committee, when: datetime = DRAFTED, **given: Any) -> int:
    """Draft and submit."""
    report = drafted(hp, when, **given)
    hp.do(SubmitReport(body=BODY, report=report), CLERK, when)
    return report


def against(hp: Committee, given: Any, by: str, when: datetime, kind: type[ChidaoError]) -> set[str]:
    """Do what cannot be done and return the codes of every reason."""
    with pytest.raises(kind) as problem:
        hp.do(given, by, when)
    return {reason.code for reason in problem.value.reasons}


def test_a_report_is_drafted_from_the_record(hp20: Committee) -> None:
    Quarter(hp20).all_of_it()
    page = report_page(hp20.reader("group-lead", DRAFTED), drafted(hp20, at(2020, 7, 6)), date(2020, 7, 6))
    assert (page.row.first_on, page.row.last_on) == (date(2020, 3, 15), date(2020, 6, 14))
    assert page.row.title == "Báo cáo hằng quý của Tổ Công tác, quý II năm 2020"
    figure = page.figures.figure("tasks_given")
    assert figure is not None
    assert figure.value == 4
    assert page.row.state == "draft"
    assert page.row.due_on == due_of(BODY, "group-report", "2020-Q2", page.row.last_on)


def test_words_stand_by_part_and_figures_are_refreshed_when_asked(hp20: Committee) -> None:
    report = drafted(hp20)
    words = (SectionWords(section="tasks", text=" Tiến độ tốt. "), SectionWords(section="meetings", text="Đủ."))
    hp20.do(ReviseReport(body=BODY, report=report, words=words), CLERK, at(2020, 7, 1, 10))
    row = Report.objects.get(pk=report)
    assert row.words == {"tasks": "Tiến độ tốt.", "meetings": "Đủ."}
    assert row.as_of == DRAFTED
    emptied = (SectionWords(section="meetings", text=""),)
    hp20.do(ReviseReport(body=BODY, report=report, words=emptied, refresh=True), CLERK, SENT)
    row.refresh_from_db()
    assert row.words == {"tasks": "Tiến độ tốt."}
    assert row.as_of == SENT
    unknown = ReviseReport(body=BODY, report=report, words=(SectionWords(section="weather", text="x"),))
    assert against(hp20, unknown, CLERK, SENT, BadInput) == {"no_section"}


def test_it_goes_to_exactly_those_whom_the_duty_names(hp20: Committee) -> None:
    report = submitted(hp20)
    hp20.do(IssueReport(body=BODY, report=report), "group-lead", SENT)
    row = Report.objects.select_related("document").get(pk=report)
    roles = {(each["role"], each["person"]) for each in row.recipients}
    named = {"chair", "standing-vice-chair", "vice-chair", "member-so-noi-vu", "member-so-tu-phap"}
    assert {person for _, person in roles} == {hp20.by(key, SENT).person for key in named}
    assert {role for role, _ in roles} == {"chair", "standing_vice_chair", "vice_chair", "member"}
    assert set(Delivery.objects.filter(document=row.document).values_list("person", flat=True)) == {
        person for _, person in roles
    }
    notice = OutboxMessage.objects.filter(topic="notice").latest("pk").payload
    assert (set(notice["persons"]), notice["agencies"]) == ({person for _, person in roles}, [])
    assert notice["path"] == f"/{BODY}/reports/{report}/"


def test_it_is_numbered_signed_and_sealed_in_its_series(hp20: Committee) -> None:
    report = submitted(hp20)
    receipt = hp20.do(IssueReport(body=BODY, report=report), "group-lead", SENT)
    document = Document.objects.get(pk=receipt.outcome["document"])
    assert (document.label, document.kind) == ("01/BC-BCĐ", "BC")
    assert (document.duty, document.cycle) == ("group-report", "2020-Q2")
    assert document.seal == "Sở Thông tin và Truyền thông"
    assert document.signature_lines[0] == "TỔ TRƯỞNG TỔ CÔNG TÁC"
    assert document.content["parts"][0]["title"] == "Chương trình, kế hoạch"


def test_another_seal_is_refused_with_its_clause(hp20: Committee) -> None:
    report = submitted(hp20)
    wrong = IssueReport(body=BODY, report=report, seal="UBND thành phố Hải Phòng")
    assert against(hp20, wrong, "group-lead", SENT, Refused) == {"wrong_seal"}
    assert Report.objects.get(pk=report).issued_at is None
    hp20.do(IssueReport(body=BODY, report=report, seal="Sở Thông tin và Truyền thông"), "group-lead", SENT)


def test_figures_are_frozen_on_sending(hp20: Committee) -> None:
    quarter = Quarter(hp20)
    quarter.work_given()
    report = submitted(hp20, at(2020, 6, 1), kind="on_demand", duty="account", cycle="", first_on=date(2020, 4, 1),
                       last_on=date(2020, 6, 30))  # fmt: skip
    hp20.do(IssueReport(body=BODY, report=report), "group-lead", at(2020, 6, 1, 10))
    frozen = Report.objects.get(pk=report).figures
    quarter.meeting_held()
    quarter.work_done()
    row = Report.objects.get(pk=report)
    assert row.figures == frozen
    revise = ReviseReport(body=BODY, report=report, refresh=True)
    assert against(hp20, revise, "group-lead", at(2020, 7, 6), Conflict) == {"report_issued"}
    assert [each["role"] for each in row.recipients] == ["chair", "standing_vice_chair", "vice_chair"]


def test_it_is_submitted_before_it_is_issued_and_may_be_returned(hp20: Committee) -> None:
    report = drafted(hp20)
    issue, submit = IssueReport(body=BODY, report=report), SubmitReport(body=BODY, report=report)
    assert against(hp20, issue, "group-lead", DRAFTED, Conflict) == {"report_draft"}
    hp20.do(submit, CLERK, DRAFTED)
    assert against(hp20, submit, CLERK, DRAFTED, Conflict) == {"report_submitted"}
    back = ReturnReport(body=BODY, report=report, reason="Thiếu phần kết luận.")
    assert against(hp20, ReturnReport(body=BODY, report=report, reason=" "), "group-lead", SENT, BadInput)
    hp20.do(back, "group-lead", SENT)
    page = report_page(hp20.reader("group-lead", SENT), report, SENT.date())
    assert (page.row.state, page.return_reason) == ("draft", "Thiếu phần kết luận.")
    told = OutboxMessage.objects.filter(topic="notice").latest("pk").payload
    assert told["persons"] == [hp20.by("group-lead", SENT).person]
    hp20.do(submit, CLERK, SENT)
    hp20.do(issue, "group-lead", SENT)
    assert against(hp20, back, "group-lead", SENT, Conflict) == {"report_issued"}


def test_stale_figures_are_not_handed_in_once_the_period_is_over(hp20: Committee) -> None:
    report = drafted(hp20, at(2020, 6, 10))
    submit = SubmitReport(body=BODY, report=report)
    assert against(hp20, submit, CLERK, at(2020, 7, 2), Conflict) == {"stale_figures"}
    hp20.do(ReviseReport(body=BODY, report=report, refresh=True), CLERK, at(2020, 7, 2))
    hp20.do(submit, CLERK, at(2020, 7, 2))


def test_a_cycle_has_one_report_until_its_number_is_voided(hp20: Committee) -> None:
    report = submitted(hp20)
    again = DraftReport(body=BODY, kind="periodic", duty="group-report", cycle="2020-Q2")
    assert against(hp20, again, "group-lead", SENT, Conflict) == {"cycle_reported"}
    receipt = hp20.do(IssueReport(body=BODY, report=report), "group-lead", SENT)
    void = VoidNumber(body=BODY, document=int(str(receipt.outcome["document"])), reason="In nhầm")
    hp20.do(void, CLERK, SENT)
    rows = {row.id: row.state for row in report_list(hp20.reader("group-lead", SENT), SENT.date())}
    assert rows == {report: "void"}
    hp20.do(again, "group-lead", SENT)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"duty": "nothing"}, {"no_duty"}),
        ({"duty": "committee-meeting"}, {"no_duty"}),
        ({"kind": "weekly"}, {"unknown_choice"}),
        ({"kind": "review"}, {"other_kind"}),
        ({"cycle": ""}, {"cycle_needed"}),
        ({"cycle": "2020-Q9"}, {"no_cycle"}),
        ({"duty": "account", "kind": "on_demand", "cycle": "2020-Q2"}, {"no_cycle_here", "days_needed"}),
        (
            {"duty": "account", "kind": "on_demand", "cycle": "", "first_on": date(2020, 5, 2),
             "last_on": date(2020, 5, 1)},
            {"days_crossed"},
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_drafted_says_every_reason(hp20: Committee, given: dict[str, Any], codes: set[str]) -> None:
    wanted = {"kind": "periodic", "duty": "group-report", "cycle": "2020-Q2"} | given
    assert against(hp20, DraftReport(body=BODY, **wanted), CLERK, DRAFTED, BadInput) >= codes


def test_a_period_that_has_not_begun_is_not_reported(hp20: Committee) -> None:
    ahead = DraftReport(body=BODY, kind="periodic", duty="group-report", cycle="2020-Q4")
    assert against(hp20, ahead, "group-lead", DRAFTED, Conflict) == {"not_begun"}


def test_only_who_may_does(hp20: Committee) -> None:
    report = submitted(hp20)
    for seat in (CLERK, "vice-chair", "chair"):
        assert against(hp20, IssueReport(body=BODY, report=report), seat, SENT, Refused)
    review: dict[str, Any] = {"kind": "review", "duty": "review", "cycle": "", "first_on": date(2020, 4, 1),
              "last_on": date(2020, 6, 30)}  # fmt: skip
    of_committee = submitted(hp20, **review)
    assert against(hp20, IssueReport(body=BODY, report=of_committee), "group-lead", SENT, Refused)
    receipt = hp20.do(IssueReport(body=BODY, report=of_committee), "chair", SENT)
    assert Document.objects.get(pk=receipt.outcome["document"]).seal == "UBND thành phố Hải Phòng"


def test_whoever_does_not_see_all_reports_sees_what_was_sent_to_them(hp20: Committee) -> None:
    from dataclasses import replace

    report = submitted(hp20)
    member = hp20.reader("member-so-noi-vu", SENT)
    narrow = replace(member, scopes={**member.scopes, "reports": "own"})
    assert report_list(narrow, SENT.date()) == []
    hp20.do(IssueReport(body=BODY, report=report), "group-lead", SENT)
    assert [row.id for row in report_list(narrow, SENT.date())] == [report]
    lead = hp20.reader("group-lead", SENT)
    assert report_list(replace(lead, scopes={"reports": "own_agency"}), SENT.date()) == []


def test_late_is_seen(hp20: Committee) -> None:
    report = submitted(hp20)
    reader = hp20.reader("chair", SENT)
    due_on = due_of(BODY, "group-report", "2020-Q2", date(2020, 6, 30))
    assert due_on is not None
    (row,) = report_list(reader, due_on)
    assert not row.is_late
    late = datetime.combine(due_on, SENT.timetz()).replace(month=12)
    assert report_list(reader, late.date())[0].is_late
    hp20.do(IssueReport(body=BODY, report=report), "group-lead", late)
    assert report_list(reader, date(2021, 6, 1))[0].left == report_list(reader, late.date())[0].left
