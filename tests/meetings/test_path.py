"""The path of a meeting, from convening to a conclusion with a task, under the real charter and authority."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.acts.runner import check_record
from chidao.documents.models import Delivery, Document
from chidao.instruments.models import Instrument, Provision
from chidao.kernel.errors import BadInput, Conflict, Refused
from chidao.ledger.models import Event
from chidao.mandates.acts.absences import RecordAbsence
from chidao.meetings.acts import (
    ApproveInvitationList,
    Attended,
    CancelMeeting,
    CloseMeeting,
    DisposeConclusionWithoutTask,
    DraftConclusion,
    IssueConclusionNotice,
    ProposeInvitations,
    RecordAttendance,
    ReplyInvitation,
    RescheduleMeeting,
)
from chidao.meetings.models import Conclusion, Invitation, Meeting
from chidao.meetings.queries import meeting_page
from chidao.tasks.acts import AssignTask
from tests.meetings.committee import BODY, CLERK, Committee, at, scan

CALLED = at(2020, 4, 1)
HELD = at(2020, 4, 15, 14)


def codes(problem: pytest.ExceptionInfo[Refused | Conflict | BadInput]) -> set[str]:
    return {reason.code for reason in problem.value.reasons}


@pytest.mark.clause("HP20-3.3", "HP20-5.5c")
def test_from_convening_to_tasks(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD, title="Phiên họp quý II năm 2020")
    hp20.invite(meeting, at(2020, 4, 2))
    hp20.do(
        ReplyInvitation(body=BODY, meeting=meeting, seat=hp20.seat("member-so-noi-vu"), reply="accepted"),
        "member-so-noi-vu", at(2020, 4, 3),
    )  # fmt: skip
    hp20.hold(meeting, at(2020, 4, 15, 17))
    issued = hp20.conclude(meeting, ("Hoàn thành nền tảng chia sẻ dữ liệu", "Ghi nhận báo cáo"), at(2020, 4, 16))

    notice = Document.objects.get(pk=issued.outcome["document"])
    assert notice.label == "01/TB-BCĐ"
    assert notice.signature_lines[0] == "TRƯỞNG BAN"
    assert notice.recipients == ["Thành viên Ban Chỉ đạo", "Sở Nội vụ", "Sở Tài chính"]
    assert notice.instrument is not None
    assert notice.instrument.effective_from == date(2020, 4, 16)
    cited = list(Provision.objects.filter(instrument=notice.instrument).values_list("clause_id", "label", "cite"))
    assert cited == [
        ("TB-01/2020.1", "KL1", "Kết luận 1, 01/TB-BCĐ"),
        ("TB-01/2020.2", "KL2", "Kết luận 2, 01/TB-BCĐ"),
    ]
    assert Delivery.objects.filter(document=notice, agency__isnull=False).count() == 2

    first, second = Conclusion.objects.filter(meeting=meeting).order_by("ordinal")
    hp20.do(
        AssignTask(
            body=BODY, title="Nền tảng chia sẻ dữ liệu", provision=first.provision_id,
            source_text="", lead_agency=hp20.agency("so-noi-vu"),
        ),
        CLERK, at(2020, 4, 17),
    )  # fmt: skip
    refused = DisposeConclusionWithoutTask(body=BODY, conclusion=first.pk, reason="Đã rõ")
    with pytest.raises(Conflict) as problem:
        hp20.do(refused, CLERK, at(2020, 4, 17))
    assert codes(problem) == {"has_task"}
    hp20.do(
        DisposeConclusionWithoutTask(body=BODY, conclusion=second.pk, reason="Chỉ ghi nhận"), CLERK, at(2020, 4, 17)
    )

    page = meeting_page(hp20.reader("member-so-noi-vu", at(2020, 4, 18)), meeting, at(2020, 4, 18))
    assert [step.state for step in page.steps] == ["done"] * 7
    assert page.next_act is None
    assert [len(each.tasks) for each in page.conclusions] == [1, 0]
    assert page.conclusions[1].no_task_reason == "Chỉ ghi nhận"
    assert page.row.state == "concluded"
    assert not check_record("default").findings


def test_the_record_speaks_the_words_of_the_regulation(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD, title="Phiên họp quý II năm 2020")
    hp20.invite(meeting, at(2020, 4, 2))
    said = {event.act: event.says["vi"] for event in Event.objects.all()}
    assert said["convene_meeting"] == (
        "Triệu tập cuộc họp định kỳ “Phiên họp quý II năm 2020”, 14 giờ 00 ngày 15/4/2020, tại Phòng họp số 1"
    )
    assert said["approve_invitation_list"] == (
        "Duyệt thành phần dự cuộc họp định kỳ “Phiên họp quý II năm 2020” và phát hành giấy mời số 01/GM-BCĐ"
    )


@pytest.mark.clause("HP20-7.1b")
def test_a_vice_chair_calls_ad_hoc_and_a_member_does_not(hp20: Committee) -> None:
    assert hp20.convene("ad_hoc", by="vice-chair", when=CALLED, starts_at=HELD)
    with pytest.raises(Refused) as problem:
        hp20.convene("ad_hoc", by="member-so-noi-vu", when=CALLED, starts_at=HELD)
    assert "HP20-7.1b" in {reason.clause for reason in problem.value.reasons}


@pytest.mark.clause("HP20-7.1c")
def test_who_attends_is_for_whoever_presides(hp20: Committee) -> None:
    meeting = hp20.convene("ad_hoc", by="vice-chair", when=CALLED, starts_at=HELD)
    hp20.do(ProposeInvitations(body=BODY, meeting=meeting), CLERK, CALLED)
    approve = ApproveInvitationList(body=BODY, meeting=meeting)
    with pytest.raises(Refused) as problem:
        hp20.do(approve, "chair", CALLED)
    assert codes(problem) == {"needs_presiding"}
    hp20.do(approve, "vice-chair", CALLED)


@pytest.mark.clause("HP20-4.1b")
def test_standing_in_signs_in_the_acting_form(hp20: Committee) -> None:
    chair = hp20.seat("chair")
    hp20.do(RecordAbsence(body=BODY, seat=chair, first_on=date(2020, 4, 1), last_on=date(2020, 4, 20)), "chair", CALLED)
    meeting = hp20.convene(by="standing-vice-chair", when=CALLED, starts_at=HELD)
    row = Meeting.objects.get(pk=meeting)
    assert row.presiding_id == chair
    assert "thay Trưởng ban vắng mặt" in row.presiding_says["vi"]
    hp20.invite(meeting, at(2020, 4, 2), by="standing-vice-chair")
    hp20.hold(meeting, at(2020, 4, 15, 17), by="standing-vice-chair")
    issued = hp20.conclude(meeting, ("Việc một",), at(2020, 4, 16), by="standing-vice-chair")
    notice = Document.objects.get(pk=issued.outcome["document"])
    assert notice.signature_lines[0] == "KT. TRƯỞNG BAN"
    assert notice.seal
    assert issued.basis["clause"] == "HP20-4.1b"


def test_a_cycle_has_one_regular_meeting_until_it_is_cancelled(hp20: Committee) -> None:
    first = hp20.convene(when=CALLED, starts_at=HELD)
    with pytest.raises(Conflict) as problem:
        hp20.convene(when=CALLED, starts_at=at(2020, 6, 1))
    assert [(reason.code, reason.clause) for reason in problem.value.reasons] == [("cycle_has_meeting", "HP20-7.1a")]
    assert hp20.convene(when=CALLED, starts_at=at(2020, 7, 1))
    hp20.do(CancelMeeting(body=BODY, meeting=first, reason="Trùng lịch"), "chair", at(2020, 4, 2))
    assert hp20.convene(when=at(2020, 4, 2), starts_at=at(2020, 6, 1))


def test_a_group_meeting_keeps_its_own_cycle(hp20: Committee) -> None:
    hp20.convene(when=CALLED, starts_at=HELD)
    meeting = hp20.convene(by="group-lead", unit="group", when=CALLED, starts_at=HELD)
    assert Meeting.objects.get(pk=meeting).cycle == "2020-Q2"


def test_short_notice_needs_a_reason(hp20: Committee) -> None:
    soon = at(2020, 4, 3, 14)
    with pytest.raises(Conflict) as problem:
        hp20.convene(when=CALLED, starts_at=soon)
    assert [(reason.code, reason.clause) for reason in problem.value.reasons] == [("short_notice", "HP20-inst-14")]
    meeting = hp20.convene(when=CALLED, starts_at=soon, urgent_reason="Ứng phó dịch bệnh")
    assert Meeting.objects.get(pk=meeting).urgent_reason == "Ứng phó dịch bệnh"


def test_a_meeting_is_not_convened_for_an_hour_gone_by(hp20: Committee) -> None:
    with pytest.raises(Conflict) as problem:
        hp20.convene(when=CALLED, starts_at=at(2020, 3, 31), urgent_reason="Gấp")
    assert codes(problem) == {"starts_in_the_past"}


def test_words_and_seats_that_do_not_exist_are_bad_input(hp20: Committee) -> None:
    with pytest.raises(BadInput) as problem:
        hp20.convene(when=CALLED, starts_at=HELD, title=" ", place="")
    assert codes(problem) == {"blank"}
    with pytest.raises(BadInput) as problem:
        hp20.convene(when=CALLED, starts_at=HELD, presiding=999999)
    assert codes(problem) == {"no_seat"}


def test_a_moved_meeting_stays_of_its_cycle(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=at(2020, 6, 25))
    hp20.do(
        RescheduleMeeting(body=BODY, meeting=meeting, starts_at=at(2020, 7, 6), reason="Dịch bệnh"), "chair",
        at(2020, 6, 20),
    )  # fmt: skip
    moved = Meeting.objects.get(pk=meeting)
    assert (moved.cycle, moved.place) == ("2020-Q2", "Phòng họp số 1")


def test_a_proposal_takes_the_place_of_the_one_before(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    hp20.do(ProposeInvitations(body=BODY, meeting=meeting), CLERK, CALLED)
    everyone = Invitation.objects.filter(meeting=meeting).count()
    assert everyone == sum(seat.unit == "committee" for seat in hp20.seats.values())
    few = ProposeInvitations(
        body=BODY, meeting=meeting, seats=(hp20.seat("chair"), hp20.seat("member-so-noi-vu")), guests=("Chuyên gia A",)
    )
    hp20.do(few, CLERK, CALLED)
    assert list(Invitation.objects.filter(meeting=meeting).order_by("ordinal").values_list("guest", flat=True)) == [
        "", "", "Chuyên gia A",
    ]  # fmt: skip
    with pytest.raises(BadInput) as problem:
        hp20.do(ProposeInvitations(body=BODY, meeting=meeting, seats=(999999,)), CLERK, CALLED)
    assert codes(problem) == {"seat_not_in_force"}
    assert not check_record("default").findings


def test_answers_and_attendance(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    seat = hp20.seat("member-so-noi-vu")
    answer = ReplyInvitation(body=BODY, meeting=meeting, seat=seat, reply="declined", reason="Đi công tác")
    with pytest.raises(Conflict) as early:
        hp20.do(answer, "member-so-noi-vu", CALLED)
    assert codes(early) == {"not_invited_yet"}
    hp20.invite(meeting, at(2020, 4, 2))
    with pytest.raises(BadInput):
        hp20.do(
            ReplyInvitation(body=BODY, meeting=meeting, seat=seat, reply="declined"), "member-so-noi-vu", at(2020, 4, 3)
        )
    with pytest.raises(Refused):
        hp20.do(answer, "member-so-tu-phap", at(2020, 4, 3))
    hp20.do(answer, "member-so-noi-vu", at(2020, 4, 3))
    row = Invitation.objects.get(meeting=meeting, seat=seat)
    assert (row.reply, row.reply_note) == ("declined", "Đi công tác")

    marks = (Attended(invitation=row.pk, attendance="substitute"), Attended(invitation=0, attendance="asleep"))
    given = RecordAttendance(body=BODY, meeting=meeting, attended=marks)
    with pytest.raises(Conflict) as not_yet:
        hp20.do(given, CLERK, at(2020, 4, 14))
    assert codes(not_yet) == {"not_begun"}
    with pytest.raises(BadInput) as bad:
        hp20.do(given, CLERK, at(2020, 4, 15, 15))
    assert {(reason.code, reason.row) for reason in bad.value.reasons} == {
        ("substitute_unnamed", 1), ("not_invited", 2), ("unknown_choice", 2),
    }  # fmt: skip


def test_closing_and_issuing_wait_for_what_comes_before(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    hp20.invite(meeting, at(2020, 4, 2))
    after = at(2020, 4, 15, 17)
    with pytest.raises(Conflict) as unclosed:
        hp20.do(CloseMeeting(body=BODY, meeting=meeting), "chair", after)
    assert codes(unclosed) == {"no_attendance"}
    with pytest.raises(Conflict) as unissued:
        hp20.do(IssueConclusionNotice(body=BODY, meeting=meeting), "chair", after)
    assert codes(unissued) == {"not_closed", "no_conclusions"}
    hp20.hold(meeting, after)
    hp20.conclude(meeting, ("Một",), at(2020, 4, 16))
    with pytest.raises(Conflict) as twice:
        hp20.do(IssueConclusionNotice(body=BODY, meeting=meeting), "chair", at(2020, 4, 16))
    assert codes(twice) == {"notice_issued"}
    with pytest.raises(Conflict):
        hp20.do(DraftConclusion(body=BODY, meeting=meeting, text="Hai"), CLERK, at(2020, 4, 16))


def test_a_drafted_conclusion_is_changed_and_taken_out(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    made = [
        hp20.do(DraftConclusion(body=BODY, meeting=meeting, text=text), CLERK, CALLED).outcome["conclusion"]
        for text in ("Một", "Hai", "Ba")
    ]
    hp20.do(DraftConclusion(body=BODY, meeting=meeting, conclusion=made[1], text="Hai sửa"), CLERK, CALLED)
    hp20.do(DraftConclusion(body=BODY, meeting=meeting, conclusion=made[0], text=""), CLERK, CALLED)
    left = Conclusion.objects.filter(meeting=meeting).order_by("ordinal").values_list("ordinal", "text")
    assert list(left) == [(1, "Hai sửa"), (2, "Ba")]
    agency = hp20.agency("so-noi-vu")
    with pytest.raises(BadInput) as bad:
        hp20.do(
            DraftConclusion(
                body=BODY, meeting=meeting, text="Bốn", lead_agency=agency, coordinating=(agency, 999999),
                due_on=date(2020, 1, 1),
            ),
            CLERK, CALLED,
        )  # fmt: skip
    assert codes(bad) == {"lead_coordinates", "due_too_early", "no_agency"}


def test_a_notice_recorded_from_paper_keeps_its_number_and_scan(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    hp20.invite(meeting, at(2020, 4, 2))
    hp20.hold(meeting, at(2020, 4, 15, 17))
    hp20.do(DraftConclusion(body=BODY, meeting=meeting, text="Một"), CLERK, at(2020, 4, 16))
    later, signed = at(2020, 4, 20), at(2020, 4, 17, 9)
    made = hp20.do(
        IssueConclusionNotice(body=BODY, meeting=meeting, number=7), "chair", later, at=signed,
        operator=hp20.by(CLERK, later), evidence=(scan().sha256,),
    )  # fmt: skip
    notice = Document.objects.get(pk=made.outcome["document"])
    assert (notice.label, notice.dated_on, notice.signed_paper_at) == ("07/TB-BCĐ", date(2020, 4, 17), signed)
    assert made.basis["recorded_by"] == "HP20-inst-6"
    assert Instrument.objects.get(document=notice).signed_on == date(2020, 4, 17)
