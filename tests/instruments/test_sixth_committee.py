"""A new committee is a new charter and no code: one unlike the five is founded, convenes, concludes, reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from chidao.acts.authority import Capacity
from chidao.acts.kept import forget_kept
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, Receipt, check_record, perform
from chidao.documents.models import Delivery, Document
from chidao.door.clock import forget_story
from chidao.kernel.errors import Refused
from chidao.kernel.wording import same
from chidao.mandates.acts.founding import FoundBody
from chidao.mandates.models import Seat
from chidao.mandates.queries import capacity_in_seat
from chidao.meetings.acts import Attended
from chidao.meetings.models import Conclusion, Invitation, Meeting
from chidao.people.models import Agency
from chidao.reports.models import Report
from chidao.reports.obligations import obligations
from chidao.tasks.models import Task
from tests.charters_sixth import BODY, SIXTH
from tests.meetings.committee import at

pytestmark = pytest.mark.django_db
FIRST = at(2025, 9, 1)
PAGES = (
    "", "meetings/", "matters/", "tasks/", "calendar/", "documents/", "reports/", "committee/", "regulation/",
    "instruments/", "record/", "mine/", "matrix/", "acts/",
    "regulation/compare/", "committee/agencies/", "regulation/questions/",
)  # fmt: skip


class Commune:
    """The board, a person in each seat."""

    def __init__(self) -> None:
        forget_kept()
        founder = Capacity(body=BODY, person=0, seat=None, says=same("x"))
        given = FoundBody(body=BODY, charter=SIXTH, recorder="Người ghi chép", recorder_seat="scribe")
        perform(Call(act="found_body", given=given, by=founder, now=FIRST))
        for key in ("convenor", "dong", "tay", "doan"):
            self._seat(Seat.objects.get(key=key))

    def do(self, name: str, by: str, when: datetime, /, **fields: object) -> Receipt:
        return perform(Call(act=name, given=act_named(name).given(body=BODY, **fields), by=self.by(by, when), now=when))

    def by(self, key: str, when: datetime) -> Capacity:
        found = capacity_in_seat(BODY, Seat.objects.get(key=key).pk, when)
        assert found is not None
        return found

    def agency(self, key: str) -> int:
        return int(Agency.objects.get(code=f"{BODY}/{key}").pk)

    def _seat(self, seat: Seat) -> None:
        person = self.do("register_person", "scribe", FIRST, name=f"Người giữ {seat.key}").outcome["person"]
        if seat.post_id:
            fields = {"person": person, "post": seat.post_id, "effective_from": FIRST.date()}
            self.do("appoint_to_post", "scribe", FIRST, **fields)
        else:
            self.do("confer_seat", "scribe", FIRST, person=person, seat=seat.pk, effective_from=FIRST.date())


@pytest.fixture
def commune() -> Commune:
    return Commune()


def concluded(commune: Commune) -> int:
    """Hold the meeting of September and issue its conclusion; return the meeting."""
    when, starts = at(2025, 9, 15), at(2025, 9, 18, 14)
    fields = {
        "kind": "regular",
        "title": "Họp tháng 9",
        "starts_at": starts,
        "place": "Nhà văn hóa",
        "agenda": ("Wi-Fi",),
    }
    meeting = int(str(commune.do("convene_meeting", "convenor", when, **fields).outcome["meeting"]))
    commune.do("propose_invitations", "scribe", when, meeting=meeting)
    commune.do("approve_invitation_list", "convenor", when, meeting=meeting)
    came = tuple(
        Attended(invitation=each.pk, attendance="present") for each in Invitation.objects.filter(meeting=meeting)
    )
    commune.do("record_attendance", "scribe", at(2025, 9, 18, 15), meeting=meeting, attended=came)
    commune.do("close_meeting", "convenor", at(2025, 9, 18, 16), meeting=meeting)
    drafted = {"meeting": meeting, "text": "Lắp Wi-Fi ở nhà văn hóa", "lead_agency": commune.agency("thon-dong")}
    commune.do("draft_conclusion", "scribe", at(2025, 9, 18, 17), **drafted)
    commune.do("issue_conclusion_notice", "convenor", at(2025, 9, 19), meeting=meeting)
    return meeting


def test_it_convenes_each_month_and_concludes_under_its_own_seal(commune: Commune) -> None:
    meeting = Meeting.objects.get(pk=concluded(commune))
    assert (meeting.cycle, meeting.unit) == ("2025-09", "committee")
    notice = meeting.notice
    assert notice is not None
    assert (notice.label, notice.seal) == ("01/TB-XS", "UBND xã Thử")
    assert notice.signature_lines == ["NGƯỜI ĐIỀU HÀNH", "", "CHỦ TỊCH UBND XÃ THỬ"]
    with pytest.raises(Refused) as refused:
        commune.do(
            "convene_meeting", "dong", at(2025, 9, 20), kind="ad_hoc", title="x", starts_at=at(2025, 9, 25), place="x"
        )
    assert {reason.clause for reason in refused.value.reasons} == {"XA-2"}


def test_its_work_is_reported_by_whose_it_is_and_accepted(commune: Commune) -> None:
    concluded(commune)
    conclusion = Conclusion.objects.get()
    day = at(2025, 9, 22)
    given = {"title": "Lắp Wi-Fi", "lead_agency": commune.agency("thon-dong"), "provision": conclusion.provision_id}
    task = int(str(commune.do("assign_task", "convenor", day, **given).outcome["task"]))
    assert Task.objects.get(pk=task).due_on == date(2025, 10, 1)  # seven working days of its own
    with pytest.raises(Refused) as refused:
        commune.do("report_progress", "tay", at(2025, 9, 25), task=task, text="x", percent=10)
    assert "XA-7" in {reason.clause for reason in refused.value.reasons}
    commune.do("report_progress", "dong", at(2025, 9, 25), task=task, text="Đã kéo dây", percent=60)
    commune.do("propose_completion", "dong", at(2025, 9, 29), task=task, result="Xong", no_evidence="Đã xem tại chỗ")
    commune.do("accept_completion", "scribe", at(2025, 9, 30), task=task)
    assert Task.objects.get(pk=task).state == "accepted"


def test_each_signs_with_their_own_agencys_seal(commune: Commune) -> None:
    for key, seal in (("convenor", "UBND xã Thử"), ("dong", "Thôn Đông"), ("doan", "Đoàn thanh niên xã Thử")):
        letter = {"kind": "CV", "title": "về Wi-Fi", "text": ("Đề nghị góp ý.",)}
        made = commune.do("issue_document", key, at(2025, 9, 22), **letter).outcome["document"]
        assert Document.objects.get(pk=made).seal == seal
        with pytest.raises(Refused) as refused:
            commune.do("issue_document", key, at(2025, 9, 22), **letter, seal="Thôn Tây")
        assert [reason.clause for reason in refused.value.reasons] == ["XA-6"]


def test_its_monthly_report_goes_to_the_hamlets_and_keeps_the_duty(commune: Commune) -> None:
    concluded(commune)
    made = {"kind": "periodic", "duty": "monthly-report", "cycle": "2025-09"}
    report = commune.do("draft_report", "scribe", at(2025, 9, 29), **made).outcome["report"]
    commune.do("submit_report", "scribe", at(2025, 9, 29, 10), report=report)
    commune.do("issue_report", "convenor", at(2025, 9, 30), report=report)
    document = Report.objects.get(pk=report).document
    assert document is not None
    assert (document.label, document.seal) == ("01/BC-XS", "UBND xã Thử")
    told = set(Delivery.objects.filter(document=document).values_list("person__name", flat=True))
    assert told == {"Người giữ dong", "Người giữ tay"}
    kept = {
        each.duty: each.state for each in obligations(BODY, date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 10))
    }
    assert kept == {"monthly-meeting": "kept", "monthly-report": "kept"}


@pytest.mark.parametrize("seat", ["convenor", "scribe", "tay"])
def test_every_page_is_served_to_it(commune: Commune, seat: str, settings: Any) -> None:
    concluded(commune)
    settings.CHIDAO_DEMO = True
    forget_kept()
    forget_story()
    client = _client(commune, seat)
    for path in PAGES:
        answer = client.get(f"/{BODY}/{path}")
        assert answer.status_code == 200, (path, answer.status_code)
        assert "Ban xã số" in answer.content.decode()
    assert "Họp hằng tháng" in client.get(f"/{BODY}/calendar/").content.decode()
    assert ("Bàn của cơ quan thường trực" in client.get(f"/{BODY}/").content.decode()) is (seat == "scribe")
    assert check_record("default").findings == ()


def _client(commune: Commune, seat: str) -> Client:
    client = Client()
    session = client.session
    session["picked_person"] = commune.by(seat, at(2025, 9, 19)).person
    session["seats"] = {BODY: Seat.objects.get(key=seat).pk}
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
