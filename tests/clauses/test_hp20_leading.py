"""The head of the committee, and whoever stands in: 852/QĐ-BCĐ, Điều 3 and Điều 4."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.documents.models import Document
from chidao.kernel.errors import Refused
from chidao.mandates.acts.absences import RecordAbsence
from chidao.meetings.acts import ApproveInvitationList, ConveneMeeting, DecideMatter, ProposeInvitations, SubmitMatter
from chidao.meetings.models import Meeting
from chidao.tasks.acts import GiveDirection
from chidao.tasks.models import Task
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, refused


def _meeting(kind: str, day: int, month: int = 8) -> ConveneMeeting:
    starts = at(2020, month, day, 14)
    return ConveneMeeting(body=BODY, kind=kind, title="Phiên họp", place="Phòng họp", starts_at=starts)


@pytest.mark.clause("HP20-3.2")
def test_a_one_line_direction_becomes_a_task_and_what_leads_is_in_one_view(hp20: AtWork) -> None:
    when = at(2020, 5, 4)
    given = GiveDirection(body=BODY, line="Khắc phục ngay cổng dịch vụ công", lead_agency=hp20.agency("so-y-te"))
    receipt = hp20.do(given, "chair", when)
    assert receipt.basis["clause"] == "HP20-3.2"
    task = Task.objects.select_related("provision").get(pk=receipt.outcome["task"])
    assert task.provision is not None
    assert task.provision.clause_id == "HP20-3.2"
    assert refused(hp20, given, "member-so-noi-vu", when, Refused)
    shown = hp20.page("", "chair")
    assert chip("HP20-3.2") in shown
    assert "Chậm ở đâu" in shown
    assert "Chậm ở đâu" not in hp20.page("", "member-so-noi-vu")


@pytest.mark.clause("HP20-3.3")
def test_convening_and_presiding_rest_on_the_clause(hp20: AtWork) -> None:
    meeting = hp20.held(at(2020, 6, 8), at(2020, 6, 18, 8))
    said = hp20.page("regulation/HP20-3.3/", "chair")
    assert "Triệu tập cuộc họp định kỳ" in said
    assert Meeting.objects.get(pk=meeting).ended_at is not None
    assert hp20.conclude(meeting, ("Kết luận một",), at(2020, 6, 19)).basis["clause"] == "HP20-3.3"
    assert "HP20-3.3" in refused(hp20, _meeting("regular", 20), "vice-chair", at(2020, 8, 3), Refused)


@pytest.mark.clause("HP20-4.1a")
def test_regular_matters_do_not_wait_for_the_head(hp20: AtWork) -> None:
    when = at(2020, 5, 4)
    given = SubmitMatter(body=BODY, kind="regular", title="Lịch tập huấn", content="Trình lịch")
    matter = int(str(hp20.do(given, "group-lead", when).outcome["matter"]))
    decide = DecideMatter(body=BODY, matter=matter, decision="Đồng ý")
    assert "HP20-4.1a" in refused(hp20, decide, "vice-chair", when, Refused)
    assert "Lịch tập huấn" in hp20.page("matters/", "standing-vice-chair")
    assert hp20.do(decide, "standing-vice-chair", when).basis["clause"] == "HP20-4.1a"


@pytest.mark.clause("HP20-4.1b")
def test_the_heads_powers_pass_for_exactly_the_recorded_absence(hp20: AtWork) -> None:
    away = RecordAbsence(body=BODY, seat=hp20.seat("chair"), first_on=date(2020, 8, 5), last_on=date(2020, 8, 12))
    hp20.do(away, CLERK, at(2020, 8, 4))
    for day in (4, 13):
        against = refused(hp20, _meeting("regular", 28), "standing-vice-chair", at(2020, 8, day, 9), Refused)
        assert {"HP20-3.3", "HP20-4.1b"} <= against
    receipt = hp20.do(_meeting("regular", 28), "standing-vice-chair", at(2020, 8, 12, 9))
    assert (receipt.basis["kind"], receipt.basis["clause"]) == ("stand_in", "HP20-4.1b")
    assert not receipt.basis.get("recorded_late")
    meeting = int(str(receipt.outcome["meeting"]))
    hp20.do(ProposeInvitations(body=BODY, meeting=meeting), CLERK, at(2020, 8, 12, 10))
    hp20.do(ApproveInvitationList(body=BODY, meeting=meeting), "standing-vice-chair", at(2020, 8, 12, 11))
    shown = hp20.page(f"meetings/{meeting}/", "chair")
    assert "thay Trưởng ban vắng mặt 5–12/8/2020" in shown
    assert chip("HP20-4.1b") in shown
    hp20.do(_meeting("ad_hoc", 21), "standing-vice-chair", at(2020, 8, 14))


@pytest.mark.clause("HP20-4.1b")
def test_documents_of_the_stand_in_carry_the_acting_form(hp20: AtWork) -> None:
    away = RecordAbsence(body=BODY, seat=hp20.seat("chair"), first_on=date(2020, 6, 1), last_on=date(2020, 6, 30))
    hp20.do(away, CLERK, at(2020, 5, 29))
    meeting = hp20.held(at(2020, 6, 8), at(2020, 6, 18, 8), by="standing-vice-chair")
    notice = hp20.conclude(meeting, ("Kết luận",), at(2020, 6, 19), by="standing-vice-chair")
    assert Document.objects.get(pk=notice.outcome["document"]).signature_lines[0] == "KT. TRƯỞNG BAN"


@pytest.mark.clause("HP20-4.1b")
def test_an_absence_recorded_late_is_said_to_be(hp20: AtWork) -> None:
    paper_day, recorded = at(2020, 7, 16), at(2020, 7, 20)
    given = _meeting("regular", 14)
    with pytest.raises(Refused):
        hp20.do(given, "standing-vice-chair", recorded, at=paper_day, operator=hp20.by(CLERK, recorded))
    away = RecordAbsence(body=BODY, seat=hp20.seat("chair"), first_on=date(2020, 7, 14), last_on=date(2020, 7, 17))
    hp20.do(away, CLERK, recorded)
    receipt = hp20.do(given, "standing-vice-chair", recorded, at=paper_day, operator=hp20.by(CLERK, recorded))
    assert receipt.basis["recorded_late"]
    assert "ghi muộn" in receipt.basis["says"]["vi"]
