"""The working group at work: members sent and replaced, sub-groups, requisitions, focal persons, fields of work."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from chidao.kernel.errors import Conflict, Refused
from chidao.ledger.models import OutboxMessage
from chidao.mandates.acts.experts import AdmitExpert
from chidao.mandates.acts.fields import AssignField
from chidao.mandates.acts.focal import EndFocalUnit, NameFocalUnit
from chidao.mandates.acts.nominating import AnswerNomination, NominateMember, RequestReplacement
from chidao.mandates.acts.requisitioning import RequisitionMember
from chidao.mandates.acts.sub_groups import AssignMemberDuty, EndSubGroup, OrganiseSubGroup
from chidao.mandates.models import FocalPoint
from chidao.mandates.queries import group_lists, seats_of_person
from chidao.tasks.acts import (
    AcceptCompletion,
    AssignTask,
    GiveDirection,
    ProposeCompletion,
    ReportProgress,
    ReportResult,
)
from chidao.tasks.models import Task
from tests.clauses.at_work import AtWork, at, chip, founded, refused

DAY = at(2020, 5, 4)
SENT = "group-member-so-noi-vu"


@pytest.mark.clause("HP20-3.1a")
def test_new_work_in_a_field_goes_to_the_member_it_was_assigned_to(hp20: AtWork) -> None:
    field = _field(hp20, "member-so-y-te", "member-so-tu-phap")
    assert "05/TB-BCĐ" in hp20.page("committee/fields/", "chair")
    task = _given(hp20, GiveDirection(body="HP", line="Liên thông dữ liệu khám bệnh", field=field), "chair", DAY)
    assert task.lead_agency_id == hp20.agency("so-y-te")
    assert task.accountable_id == hp20.by("member-so-y-te", DAY).person
    assert list(task.coordinating.values_list("agency", flat=True)) == [hp20.agency("so-tu-phap")]
    later = at(2020, 6, 1)
    anew = AssignField(
        body="HP", title="Y tế số", key=field, seat=hp20.seat("member-so-noi-vu"), effective_from=date(2020, 6, 1)
    )
    assert hp20.do(anew, "chair", later).basis["clause"] == "HP20-3.1a"
    moved = AssignTask(body="HP", title="Hồ sơ sức khỏe", field=field, source_text="CV 1")
    assert _given(hp20, moved, "chair", later).lead_agency_id == hp20.agency("so-noi-vu")
    assert "Y tế số" in hp20.page("mine/", "member-so-noi-vu")
    assert f"HP/tasks/{task.pk}/" in hp20.page(f"tasks/?field={field}", "chair")
    assert "HP20-3.1a" in refused(hp20, anew, "vice-chair", later, Refused)


@pytest.mark.clause("HP20-5.6")
def test_an_agency_sends_a_member_and_another_when_the_lead_asks(hp20: AtWork) -> None:
    first = _nominated(hp20, "Chuyên viên thứ nhất", at(2020, 4, 1))
    hp20.do(
        AnswerNomination(body="HP", nomination=first, effective_from=date(2020, 4, 6)), "group-lead", at(2020, 4, 6)
    )
    asked = RequestReplacement(body="HP", seat=hp20.seat(SENT), reason="Không tham dự ba cuộc họp liền")
    assert hp20.do(asked, "group-lead", at(2020, 5, 4)).basis["clause"] == "HP20-5.6"
    assert "ba cuộc họp liền" in hp20.page("committee/groups/people/", "member-so-noi-vu")
    second = _nominated(hp20, "Chuyên viên thứ hai", at(2020, 5, 11))
    hp20.do(
        AnswerNomination(body="HP", nomination=second, effective_from=date(2020, 5, 18)), "group-lead", at(2020, 5, 13)
    )
    shown = hp20.page("committee/groups/people/", "group-lead")
    assert "cử sau 5 ngày" in shown
    assert "trả lời sau 2 ngày" in shown
    for on, name in ((date(2020, 5, 17), "thứ nhất"), (date(2020, 5, 18), "thứ hai")):
        assert f"Chuyên viên {name}" in hp20.page(f"committee/groups/?on={on}", "chair")
        assert _sits(hp20, SENT, on) == f"Chuyên viên {name}"
    assert _sits(hp20, SENT, date(2020, 4, 5)) is None
    other = NominateMember(body="HP", seat=hp20.seat("group-member-so-tai-chinh"), name="Ai đó")
    assert "HP20-5.6" in refused(hp20, other, "member-so-noi-vu", at(2020, 5, 20), Refused)


@pytest.mark.clause("HP20-6.8")
def test_the_lead_forms_sub_groups_and_gives_them_tasks(hp20: AtWork) -> None:
    group = _sub_group(hp20, DAY)
    work = GiveDirection(body="HP", line="Rà soát thủ tục", lead_agency=hp20.agency("so-noi-vu"), sub_group=group)
    task = _given(hp20, work, "chair", DAY)
    assert task.sub_group_id == group
    assert "Nhóm dữ liệu" in hp20.page(f"tasks/{task.pk}/", "group-lead")
    assert f"HP/tasks/{task.pk}/" in hp20.page(f"tasks/?sub_group={group}", "group-lead")
    changed = _arranged(hp20, (SENT,), SENT, date(2020, 6, 1), sub_group=group)
    hp20.do(changed, "group-lead", at(2020, 6, 1))
    hp20.do(EndSubGroup(body="HP", sub_group=group, effective_until=date(2020, 9, 1)), "group-lead", at(2020, 8, 31))
    assert chip("HP20-6.8") in hp20.page("committee/groups/?on=2020-08-31", "chair")
    for on, there in (("2020-05-31", True), ("2020-08-31", True), ("2020-09-01", False)):
        assert ("Nhóm dữ liệu" in hp20.page(f"committee/groups/?on={on}", "chair")) is there
    assert refused(hp20, changed, "group-member-thong-tin", at(2020, 9, 2), Refused) == {"HP20-6.8"}


@pytest.mark.clause("HP20-8.3")
def test_the_focal_person_acts_within_what_the_member_delegated(hp20: AtWork) -> None:
    task = _task(hp20, "so-noi-vu", by="vice-chair")
    report = ReportProgress(body="HP", task=task.pk, text="Đang làm", percent=20)
    hp20.do(report, "focal-so-noi-vu", DAY)
    focal = FocalPoint.objects.get(agency=hp20.agency("so-noi-vu"))
    person = hp20.by("focal-so-noi-vu", DAY).person
    hp20.do(EndFocalUnit(body="HP", focal=focal.pk, effective_until=date(2020, 5, 5)), "member-so-noi-vu", DAY)
    narrow = NameFocalUnit(
        body="HP", agency=hp20.agency("so-noi-vu"), unit_name="Phòng Cải cách hành chính", person=person,
        acts=("report_progress",), effective_from=date(2020, 5, 5),
    )  # fmt: skip
    later = at(2020, 5, 6)
    assert hp20.do(narrow, "member-so-noi-vu", later).basis["clause"] == "HP20-8.3"
    hp20.do(report, "focal-so-noi-vu", later)
    done = ProposeCompletion(body="HP", task=task.pk, result="Xong", no_evidence="Việc nội bộ")
    with pytest.raises(Refused) as problem:
        hp20.do(done, "focal-so-noi-vu", later)
    needed = next(reason for reason in problem.value.reasons if reason.code == "needs_delegated")
    assert needed.clause == "HP20-8.3"
    assert needed.remedy is not None
    assert "Phòng Cải cách hành chính" in hp20.page("committee/focal/", "member-so-noi-vu")


@pytest.mark.clause("HP20-8.3")
def test_what_a_leader_gave_ends_only_after_its_result_was_reported(hp20: AtWork) -> None:
    task = _task(hp20, "so-y-te", by="vice-chair")
    done = ProposeCompletion(body="HP", task=task.pk, result="Xong", no_evidence="Việc nội bộ")
    hp20.do(done, "member-so-y-te", DAY)
    accept = AcceptCompletion(body="HP", task=task.pk)
    assert refused(hp20, accept, "group-lead", DAY, Conflict) == {"HP20-8.3"}
    assert chip("HP20-8.3") in hp20.page(f"tasks/{task.pk}/", "member-so-y-te")
    given = ReportResult(body="HP", task=task.pk, text="Đã kết nối 14 bệnh viện")
    assert hp20.do(given, "member-so-y-te", DAY).basis["clause"] == "HP20-8.3"
    told = OutboxMessage.objects.filter(topic="notice").latest("pk").payload
    assert told["persons"] == [hp20.by("chair", DAY).person]
    hp20.do(accept, "group-lead", DAY)
    assert Task.objects.get(pk=task.pk).state == "accepted"


@pytest.mark.clause("HP20-8.4")
def test_the_lead_calls_members_and_experts_in_for_a_time(hp20: AtWork) -> None:
    called = RequisitionMember(
        body="HP", seat=hp20.seat("group-member-thong-tin"), host=hp20.agency("so-thong-tin-truyen-thong"),
        purpose="Soạn kế hoạch năm 2021", first_on=date(2020, 5, 11), last_on=date(2020, 5, 22),
    )  # fmt: skip
    made = hp20.do(called, "group-lead", DAY)
    assert made.basis["clause"] == "HP20-8.4"
    assert made.outcome["working_days"] == 10
    told = OutboxMessage.objects.filter(topic="notice").latest("pk").payload
    assert hp20.agency("so-thong-tin-truyen-thong") in told["agencies"]
    assert "Soạn kế hoạch năm 2021" in hp20.page("committee/groups/calls/", "group-lead")
    assert "Soạn kế hoạch năm 2021" in hp20.page("mine/", "group-member-thong-tin")
    expert = AdmitExpert(
        body="HP", name="Chuyên gia dữ liệu", role="expert", purpose="Góp ý kiến trúc", first_on=date(2020, 5, 11),
        last_on=date(2020, 5, 15),
    )  # fmt: skip
    hp20.do(expert, "group-lead", DAY)
    for on, there in (("2020-05-10", False), ("2020-05-15", True), ("2020-05-16", False)):
        assert ("Chuyên gia dữ liệu" in hp20.page(f"committee/groups/?on={on}", "chair")) is there
    assert refused(hp20, called, "group-member-thong-tin", DAY, Refused) == {"HP20-8.4"}


@pytest.mark.clause("TH-9", "TH-10")
def test_members_come_from_enterprises_too_and_consultants_for_a_time(settings: Any, db: None) -> None:
    th, day = founded("TH", at(2022, 6, 1), settings), at(2022, 6, 6)
    shown = th.page("committee/groups/", "group-lead")
    assert "Viettel" in shown
    assert "doanh nghiệp" in shown
    assert chip("TH-9") in shown
    consultant = AdmitExpert(
        body="TH", name="Chuyên gia ngoài tỉnh", role="expert", purpose="Góp ý kiến trúc số",
        first_on=date(2022, 6, 6), last_on=date(2022, 6, 30),
    )  # fmt: skip
    made = th.do(consultant, "group-lead", day)
    assert made.basis["clause"] == "TH-10"
    person = int(str(made.outcome["person"]))
    assert [each.role for each in seats_of_person(person, at(2022, 6, 30))] == ["expert"]
    assert seats_of_person(person, at(2022, 7, 1)) == []


@pytest.mark.clause("TTH-12")
def test_the_field_that_the_text_itself_gives_has_its_lead_and_its_partner(settings: Any, db: None) -> None:
    tth, day = founded("TTH", at(2022, 6, 1), settings), at(2022, 6, 6)
    shown = tth.page("committee/fields/", "chair")
    assert "Thương mại điện tử và kinh tế số" in shown
    assert "chịu trách nhiệm trước" in shown
    assert chip("TTH-12") in shown
    assert "Thương mại điện tử" in tth.page("mine/", "member-so-cong-thuong")
    work = AssignTask(body="TTH", title="Sàn giao dịch đặc sản", field="thuong-mai-dien-tu", source_text="CV 3")
    task = _given(tth, work, "chair", day)
    assert task.lead_agency_id == tth.agency("so-cong-thuong")
    assert task.accountable_id == tth.by("member-so-cong-thuong", day).person
    assert list(task.coordinating.values_list("agency", flat=True)) == [tth.agency("so-thong-tin-truyen-thong")]
    other = AssignField(
        body="TTH", title="Thương mại điện tử", key="thuong-mai-dien-tu", seat=tth.seat("vice-chair"),
        effective_from=day.date(),
    )  # fmt: skip
    assert refused(tth, other, "chair", day, Conflict) == {"TTH-12"}


@pytest.mark.clause("NA-9", "NA-13")
def test_the_lead_divides_the_group_and_gives_each_member_their_work(settings: Any, db: None) -> None:
    na, day = founded("NA", at(2022, 6, 1), settings), at(2022, 6, 6)
    lead = na.seats["group-lead"].key
    group = _arranged(na, ("group-member-so-y-te", "group-deputy-1"), "group-deputy-1", day.date())
    assert na.do(group, lead, day).basis["clause"] == "NA-9"
    given = AssignMemberDuty(
        body="NA", seat=na.seat("group-member-so-y-te"), text="Theo dõi hồ sơ sức khỏe", effective_from=day.date()
    )
    assert na.do(given, lead, day).basis["clause"] == "NA-13"
    shown = na.page("committee/groups/", lead)
    assert "Nhóm dữ liệu" in shown
    assert "Theo dõi hồ sơ sức khỏe" in shown
    assert chip("NA-9") in shown
    assert chip("NA-13") in shown
    assert "Theo dõi hồ sơ sức khỏe" in na.page("mine/", "group-member-so-y-te")
    assert refused(na, given, "group-deputy-1", day, Refused) >= {"NA-13"}


def _field(committee: AtWork, seat: str, partner: str) -> str:
    given = AssignField(
        body="HP", title="Y tế số", seat=committee.seat(seat), partners=(committee.seat(partner),),
        effective_from=DAY.date(), notice="05/TB-BCĐ",
    )  # fmt: skip
    return str(committee.do(given, "chair", DAY).outcome["key"])


def _nominated(committee: AtWork, name: str, when: datetime) -> int:
    given = NominateMember(body="HP", seat=committee.seat(SENT), name=name, rank="Chuyên viên chính", days_free=6)
    made = committee.do(given, "member-so-noi-vu", when)
    assert made.basis["clause"] == "HP20-5.6"
    return int(str(made.outcome["nomination"]))


def _sits(committee: AtWork, key: str, on: date) -> str | None:
    lists = group_lists(committee.reader("chair", DAY), on)
    return next(each.seat.holder for group in lists for each in group.members if each.seat.key == key)


def _sub_group(committee: AtWork, when: datetime) -> int:
    given = _arranged(committee, ("group-member-thong-tin", SENT), "group-member-thong-tin", DAY.date())
    made = committee.do(given, "group-lead", when)
    assert made.basis["clause"] == "HP20-6.8"
    return int(str(made.outcome["sub_group"]))


def _arranged(committee: AtWork, seats: tuple[str, ...], head: str, on: date, **more: Any) -> OrganiseSubGroup:
    return OrganiseSubGroup(
        body=committee.body, name="Nhóm dữ liệu", duties="Chuẩn hóa dữ liệu", effective_from=on,
        seats=tuple(committee.seat(key) for key in seats), head=committee.seat(head), **more,
    )  # fmt: skip


def _task(committee: AtWork, agency: str, *, by: str) -> Task:
    given = AssignTask(body="HP", title="Kết nối dữ liệu", lead_agency=committee.agency(agency), source_text="CV 2")
    return _given(committee, given, by, DAY)


def _given(committee: AtWork, given: AssignTask | GiveDirection, by: str, when: datetime) -> Task:
    made = committee.do(given, by, when)
    found: Task = Task.objects.get(pk=made.outcome["task"])
    return found
