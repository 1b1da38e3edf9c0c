"""Thừa Thiên Huế at work under its re-constitution: seats by post, its own seal, assisting group and standing body."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chidao.documents.acts import IssueDocument
from chidao.documents.models import Document
from chidao.instruments.models import Instrument
from chidao.kernel.errors import Conflict, Refused
from chidao.mandates.acts.seating import ConferSeat
from chidao.mandates.models import Seat
from chidao.mandates.queries import name_on, seats_in_force
from chidao.meetings.acts import DecideMatter, SubmitMatter
from chidao.people.acts import AppointToPost, EndAppointment, RegisterPerson
from chidao.tasks.acts import GiveDirection
from tests.clauses.at_work import CLERK, AtWork, at, chip, founded, refused

pytestmark = pytest.mark.django_db
DAY = at(2022, 6, 6)
ON = date(2022, 6, 6)


@pytest.fixture
def tth(settings: Any) -> AtWork:
    return founded("TTH", at(2022, 6, 1), settings)


def letter(seal: str = "") -> IssueDocument:
    return IssueDocument(body="TTH", kind="CV", title="về tiến độ", text=("Đề nghị báo cáo.",), seal=seal)


@pytest.mark.clause("TTH-1")
def test_it_is_renamed_and_its_seats_follow_posts(tth: AtWork) -> None:
    before = name_on("TTH", date(2021, 12, 31))
    assert before is not None
    assert "đô thị thông minh" in before.name.vi
    seat = tth.seats["chair"]
    assert (seat.by, seat.in_source) == ("post", True)
    assert seat.post is not None
    former = tth.by("chair", DAY).person
    new = int(str(tth.do(RegisterPerson(body="TTH", name="Người kế nhiệm"), CLERK, DAY).outcome["person"]))
    tth.do(EndAppointment(body="TTH", person=former, post=seat.post.pk, effective_until=ON), CLERK, DAY)
    tth.do(AppointToPost(body="TTH", person=new, post=seat.post.pk, effective_from=ON), CLERK, DAY)
    assert tth.by("chair", DAY).person == new
    assert refused(tth, ConferSeat(body="TTH", seat=seat.pk, person=new, effective_from=ON), CLERK, DAY, Conflict) == {
        "TTH-1"
    }
    page = tth.page("committee/", "standing-vice-chair")
    assert "văn bản không nêu số, kể ra 4; văn bản thiết lập thêm 12" in page
    assert chip("TTH-1") in page
    directors = Seat.objects.filter(role="member")
    assert {post.split()[0] for post in directors.values_list("post__title", flat=True)} == {"Giám"}


@pytest.mark.clause("TTH-13")
def test_the_leaders_use_the_chairmans_own_seal(tth: AtWork) -> None:
    chairmans, department = "Chủ tịch UBND tỉnh Thừa Thiên Huế", "Sở Thông tin và Truyền thông"
    for key, right, wrong in (
        ("chair", chairmans, department), ("standing-vice-chair", chairmans, "UBND tỉnh Thừa Thiên Huế"),
        ("vice-chair", department, chairmans),
    ):  # fmt: skip
        assert refused(tth, letter(wrong), key, DAY, Refused) == {"TTH-13"}
        made = tth.do(letter(right), key, DAY).outcome["document"]
        assert Document.objects.get(pk=made).seal == right
    assert chip("TTH-13") in tth.page("act/issue_document/", "chair")


@pytest.mark.clause("TTH-14")
def test_the_assisting_group_has_its_own_counts(tth: AtWork) -> None:
    group = [seat for seat in seats_in_force("TTH", ON) if seat.unit == "group"]
    ranks = {role: sum(seat.role == role for seat in group) for role in ("group_lead", "group_deputy", "group_member")}
    assert ranks == {"group_lead": 1, "group_deputy": 6, "group_member": 18}
    lead = next(seat for seat in group if seat.role == "group_lead")
    assert lead.post == "Giám đốc Sở Thông tin và Truyền thông"
    page = tth.page("committee/", "group-lead")
    assert "kể ra 7" in page
    assert "kể ra 18" in page
    assert chip("TTH-14") in page


@pytest.mark.clause("TTH-15")
def test_the_standing_body_has_its_desk_with_the_clause(tth: AtWork) -> None:
    meeting = tth.convene(when=DAY, starts_at=at(2022, 6, 20, 9))
    desk = tth.page("", CLERK)
    assert "Bàn của cơ quan thường trực" in desk
    assert chip("TTH-15") in desk
    assert f"/TTH/meetings/{meeting}/" in desk
    assert "Bàn của cơ quan thường trực" not in tth.page("", "vice-chair")


def test_what_the_source_does_not_date_stays_undated(tth: AtWork) -> None:
    original = Instrument.objects.get(charter_id="TTH")
    assert (original.label, original.signed, original.effective_from) == ("", "", None)
    page = tth.page("regulation/", "chair")
    assert "Văn bản gốc không cho biết ngày có hiệu lực" in page
    assert "không rõ số và ký hiệu" in page
    assert "không rõ ngày có hiệu lực" in tth.page("", "chair")


@pytest.mark.clause("TTH-9")
def test_the_head_directs_the_whole_and_has_it_in_one_view(tth: AtWork) -> None:
    given = GiveDirection(body="TTH", line="Khắc phục ngay cổng dịch vụ công", lead_agency=tth.agency("so-y-te"))
    receipt = tth.do(given, "chair", DAY)
    assert receipt.basis["clause"] == "TTH-9"
    assert "TTH-9" in refused(tth, given, "member-so-noi-vu", DAY, Refused)
    shown = tth.page("", "chair")
    assert chip("TTH-9") in shown
    assert "Chậm ở đâu" in shown
    assert "Chậm ở đâu" not in tth.page("", "member-so-noi-vu")


@pytest.mark.clause("TTH-10")
def test_regular_work_is_settled_by_the_named_vice_chairman_without_waiting(tth: AtWork) -> None:
    matters = {}
    for kind in ("regular", "reserved"):
        given = SubmitMatter(body="TTH", kind=kind, title=f"Việc {kind}", content="Trình")
        matters[kind] = int(str(tth.do(given, "group-lead", DAY).outcome["matter"]))
    decide = DecideMatter(body="TTH", matter=matters["regular"], decision="Đồng ý")
    assert "TTH-10" in refused(tth, decide, "vice-chair", DAY, Refused)
    assert "Việc regular" in tth.page("matters/", "standing-vice-chair")
    assert tth.do(decide, "standing-vice-chair", DAY).basis["clause"] == "TTH-10"
    other = DecideMatter(body="TTH", matter=matters["reserved"], decision="Đồng ý")
    assert "TTH-9" in refused(tth, other, "standing-vice-chair", DAY, Refused)
