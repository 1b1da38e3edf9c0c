"""Meetings and what follows from them: 852/QĐ-BCĐ, Điều 7 and Điều 5 khoản 5."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.instruments.models import Provision
from chidao.kernel.errors import Conflict, Refused
from chidao.meetings.acts import ApproveInvitationList, ConveneMeeting, ProposeInvitations
from chidao.people.acts import RegisterAgency
from chidao.reports.duty_calendar import duty_calendar
from chidao.tasks.acts import AssignTask
from chidao.tasks.models import Task
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, refused


def _cells(year: int, today: date) -> dict[str, str]:
    row = next(row for row in duty_calendar(BODY, year, today).rows if row.duty == "committee-meeting")
    return {cell.cycle.key: cell.state for cell in row.cells}


@pytest.mark.clause("HP20-7.1a")
def test_each_quarter_is_held_convened_due_or_missed(hp20: AtWork) -> None:
    assert hp20.cycle(hp20.held(at(2020, 6, 8), at(2020, 6, 18, 8))) == "2020-Q2"
    hp20.convene(when=at(2020, 8, 12), starts_at=at(2020, 8, 28))
    assert _cells(2020, date(2020, 8, 13)) == {
        "2020-Q1": "missed", "2020-Q2": "kept", "2020-Q3": "begun", "2020-Q4": "upcoming",
    }  # fmt: skip
    assert _cells(2020, date(2020, 10, 1))["2020-Q4"] == "due"
    shown = hp20.page("calendar/", "member-so-noi-vu")
    assert chip("HP20-7.1a") in shown
    again = ConveneMeeting(body=BODY, kind="regular", title="Họp nữa", place="Phòng họp", starts_at=at(2020, 9, 15))
    assert refused(hp20, again, "chair", at(2020, 8, 31), Conflict) == {"HP20-7.1a"}


@pytest.mark.clause("HP20-7.1b")
def test_any_vice_chair_may_call_an_ad_hoc_meeting_and_a_member_may_not(hp20: AtWork) -> None:
    when = at(2020, 5, 20)
    given = ConveneMeeting(body=BODY, kind="ad_hoc", title="Họp gấp", place="Phòng họp", starts_at=at(2020, 5, 27))
    made = [hp20.do(given, seat, when) for seat in ("standing-vice-chair", "vice-chair")]
    assert {each.basis["clause"] for each in made} == {"HP20-7.1b"}
    hp20.do(given, "chair", when)
    assert refused(hp20, given, "member-so-y-te", when, Refused) == {"HP20-3.3", "HP20-7.1b"}
    assert chip("HP20-7.1b") in hp20.page(f"meetings/{made[0].outcome['meeting']}/", "member-so-y-te")


@pytest.mark.clause("HP20-7.1c")
def test_whoever_presides_says_who_attends(hp20: AtWork) -> None:
    when = at(2020, 5, 20)
    meeting = hp20.convene("ad_hoc", by="vice-chair", when=when, starts_at=at(2020, 5, 27))
    hp20.do(ProposeInvitations(body=BODY, meeting=meeting), CLERK, when)
    approve = ApproveInvitationList(body=BODY, meeting=meeting)
    assert "HP20-7.1c" in refused(hp20, approve, "standing-vice-chair", when, Refused)
    assert "HP20-7.1c" in refused(hp20, approve, "chair", when, Refused)
    assert "Duyệt danh sách mời" in hp20.page(f"meetings/{meeting}/", "vice-chair")
    assert hp20.do(approve, "vice-chair", when).basis["clause"] == "HP20-7.1c"


@pytest.mark.clause("HP20-5.5c")
def test_a_conclusion_is_a_task_of_an_agency_that_someone_binds(hp20: AtWork) -> None:
    meeting = hp20.held(at(2020, 6, 8), at(2020, 6, 18, 8))
    notice = hp20.conclude(meeting, ("Rà soát thủ tục",), at(2020, 6, 23))
    provision = Provision.objects.get(pk=notice.outcome["provisions"][0])
    when = at(2020, 6, 24)
    given = AssignTask(body=BODY, title="Rà soát thủ tục", lead_agency=hp20.agency("so-noi-vu"), provision=provision.pk)
    receipt = hp20.do(given, "group-lead", when)
    assert receipt.basis["clause"] == "HP20-5.5c"
    task = Task.objects.get(pk=receipt.outcome["task"])
    assert (task.origin, task.provision_id) == ("conclusion", provision.pk)
    assert provision.cite in hp20.page(f"tasks/{task.pk}/", "member-so-noi-vu")
    register = RegisterAgency(body=BODY, code="HP/ngoai-ban", name="Cơ quan ngoài ban", kind="other")
    outside = int(str(hp20.do(register, CLERK, when).outcome["agency"]))
    unbound = AssignTask(body=BODY, title="Rà soát", lead_agency=outside, provision=provision.pk)
    assert refused(hp20, unbound, "vice-chair", when, Conflict) == {"HP20-5.5c"}
