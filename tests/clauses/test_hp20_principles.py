"""The general principles of 852/QĐ-BCĐ at work."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.kernel.errors import Conflict, Refused
from chidao.mandates.acts.seating import ConferSeat
from chidao.mandates.queries import seats_of_person
from chidao.meetings.acts import DecideMatter, GiveOpinion, SubmitMatter
from chidao.meetings.models import SubmittedMatter
from chidao.tasks.acts import AssignTask, ReportProgress
from chidao.tasks.models import Task
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, refused

DAY = at(2020, 5, 4)


@pytest.mark.clause("HP20-1.1")
def test_the_regulation_is_browsed_by_clause_and_each_says_what_it_drives(hp20: AtWork) -> None:
    shown = hp20.page("regulation/", "member-so-noi-vu")
    assert "Chương I. Quy định chung" in shown
    assert all(chip(clause) in shown for clause in ("HP20-1.1", "HP20-7.1b", "HP20-11.2"))
    driving = hp20.page("regulation/HP20-7.1b/", "member-so-noi-vu")
    assert "Triệu tập họp" in driving
    assert "Phó Trưởng ban" in driving


@pytest.mark.clause("HP20-1.2")
def test_everyone_sees_the_clauses_that_are_theirs(hp20: AtWork) -> None:
    member = hp20.page("mine/", "member-so-noi-vu")
    assert chip("HP20-1.2") in member
    assert chip("HP20-5.1") in member
    assert chip("HP20-6.1a") not in member
    group = hp20.page("mine/", "group-lead")
    assert chip("HP20-6.1a") in group
    assert chip("HP20-5.1") not in group


@pytest.mark.clause("HP20-2.1")
def test_opinions_first_then_the_heads_decision_never_a_count(hp20: AtWork) -> None:
    matter = _submitted(hp20, opinions_until=date(2020, 5, 8))
    for member in ("member-so-noi-vu", "member-so-tu-phap", "member-so-y-te"):
        seat = hp20.seat(member)
        hp20.do(GiveOpinion(body=BODY, matter=matter, seat=seat, stance="differs", text="Chưa nên"), member, DAY)
    assert "Chưa nên" in hp20.page(f"matters/{matter}/", "member-so-tu-phap")
    decide = DecideMatter(body=BODY, matter=matter, decision="Thực hiện", is_open=True)
    assert refused(hp20, decide, "chair", at(2020, 5, 7), Conflict) == {"HP20-2.1"}
    assert "HP20-2.1" in refused(hp20, decide, "standing-vice-chair", at(2020, 5, 9), Refused)
    receipt = hp20.do(decide, "chair", at(2020, 5, 9))
    assert receipt.basis["clause"] == "HP20-2.1"
    assert len(receipt.outcome["opinions"]) == 3
    assert SubmittedMatter.objects.get(pk=matter).access == "open"


@pytest.mark.clause("HP20-2.3")
def test_a_task_has_one_agency_and_one_person_who_answer_for_it(hp20: AtWork) -> None:
    lead, other = hp20.agency("so-y-te"), hp20.agency("so-noi-vu")
    given = AssignTask(body=BODY, title="Kết nối hồ sơ sức khỏe", lead_agency=lead, coordinating=(other,))
    task = Task.objects.get(pk=hp20.do(given, "vice-chair", DAY).outcome["task"])
    assert task.lead_agency_id == lead
    assert task.accountable_id == hp20.by("member-so-y-te", DAY).person
    shown = hp20.page(f"tasks/{task.pk}/", "member-so-y-te")
    assert "Giám đốc Sở Y tế" in shown
    report = ReportProgress(body=BODY, task=task.pk, text="Xong một nửa", percent=50)
    assert None not in refused(hp20, report, "member-so-tu-phap", DAY, Refused)


@pytest.mark.clause("HP20-8.1")
def test_one_person_holds_seats_beside_a_main_post(hp20: AtWork) -> None:
    director = hp20.by("vice-chair", DAY).person
    assert [each.role for each in seats_of_person(director, DAY)] == ["vice_chair", "agency_head"]
    # A third seat, by name this time: what the clause allows and a regulation without it refuses.
    third = ConferSeat(body=BODY, seat=hp20.seat("focal-so-du-lich"), person=director, effective_from=DAY.date())
    hp20.do(third, CLERK, DAY)
    assert [each.role for each in seats_of_person(director, DAY)] == ["vice_chair", "agency_head", "focal"]
    shown = hp20.page("mine/", "vice-chair")
    assert "Người đứng đầu cơ quan, địa phương, Giám đốc Sở Thông tin và Truyền thông" in shown
    assert "Kiêm nhiệm: một tài khoản, nhiều ghế" in hp20.page("regulation/HP20-8.1/", "vice-chair")


def _submitted(hp20: AtWork, *, opinions_until: date | None) -> int:
    given = SubmitMatter(
        body=BODY, kind="reserved", title="Danh mục dữ liệu mở", content="Xin ý kiến", opinions_until=opinions_until
    )
    return int(str(hp20.do(given, "group-lead", DAY).outcome["matter"]))
