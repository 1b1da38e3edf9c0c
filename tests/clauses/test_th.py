"""Thanh Hóa at work under its decision 4347 and what is installed beside it: names, seats, seals, the standing body."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from chidao.documents.acts import IssueDocument
from chidao.documents.models import Document
from chidao.kernel.errors import Refused
from chidao.ledger.models import Event
from chidao.mandates.acts.founding import RenameBody
from chidao.mandates.queries import name_on, seats_in_force
from chidao.meetings.acts import DraftConclusion
from tests.clauses.at_work import CLERK, AtWork, at, chip, founded, refused

pytestmark = pytest.mark.django_db
FROM = date(2022, 1, 1)
DAY = at(2022, 6, 6)


@pytest.fixture
def th(settings: Any) -> AtWork:
    return founded("TH", at(2022, 6, 1), settings)


def letter(seal: str = "") -> IssueDocument:
    return IssueDocument(body="TH", kind="CV", title="về tiến độ", text=("Đề nghị báo cáo.",), seal=seal)


@pytest.mark.clause("TH-1")
def test_renamed_it_is_one_body_under_each_name_in_its_time(th: AtWork) -> None:
    before, after = name_on("TH", date(2021, 12, 31)), name_on("TH", FROM)
    assert before is not None
    assert after is not None
    assert "Chính quyền điện tử" in before.name.vi
    assert "chuyển đổi số" in after.name.vi
    page = th.page("committee/", "chair")
    assert before.name.vi in page
    assert chip("TH-1") in page
    later = RenameBody(
        body="TH", name="Ban Chỉ đạo mới", name_en="New committee", short_name="BCĐ", short_name_en="SC",
        effective_from=date(2022, 6, 6),
    )  # fmt: skip
    th.do(later, CLERK, DAY)
    assert [name_on("TH", day) for day in (date(2021, 6, 1), FROM)] == [before, name_on("TH", FROM)]
    assert {event.chain for event in Event.objects.all()} == {"TH"}
    assert "Một ban, nhiều tên theo thời gian" in th.page("regulation/TH-1/", "chair")


@pytest.mark.clause("TH-2")
def test_thirteen_stated_sixteen_named_are_both_shown(th: AtWork) -> None:
    seats = [seat for seat in seats_in_force("TH", date(2022, 6, 6)) if seat.unit == "committee"]
    assert len(seats) == 16
    assert {seat.by for seat in seats} == {"post", "name", "agency"}
    assert [seat.agency_name for seat in seats if seat.by == "agency"][:2] == [
        "Sở Khoa học và Công nghệ",
        "Sở Tài chính",
    ]
    page = th.page("committee/", "member-so-y-te")
    assert "văn bản nêu 13, kể ra 16" in page
    assert chip("TH-2") in page


@pytest.mark.clause("TH-8")
def test_each_signs_under_the_seal_of_their_role_and_no_other(th: AtWork) -> None:
    province, own = "UBND tỉnh Thanh Hóa", "Sở Thông tin và Truyền thông"
    for key, right, wrong in (
        ("chair", province, own), ("vice-chair-ubnd", province, own), ("vice-chair-so", own, province),
    ):  # fmt: skip
        assert refused(th, letter(wrong), key, DAY, Refused) == {"TH-8"}
        made = th.do(letter(right), key, DAY).outcome["document"]
        assert Document.objects.get(pk=made).seal == right
        assert f"<dd>{right}</dd>" in th.page(f"documents/{made}/", key)
    assert chip("TH-8") in th.page("act/issue_document/", "vice-chair-so")
    assert "Phó Trưởng ban Thường trực" in th.by("vice-chair-ubnd", DAY).says.vi
    page = th.page("committee/", "chair")
    assert chip("TH-inst-2") in page  # which of the two is the standing one is not in the source


@pytest.mark.clause("TH-9")
def test_the_group_has_its_seats_from_agencies_and_enterprises_by_rank(th: AtWork) -> None:
    group = [seat for seat in seats_in_force("TH", date(2022, 6, 6)) if seat.unit == "group"]
    ranks = {role: sum(seat.role == role for seat in group) for role in ("group_lead", "group_deputy", "group_member")}
    assert ranks == {"group_lead": 1, "group_deputy": 3, "group_member": 16}
    titles = {seat.key: seat.title.vi for seat in group}
    assert "Đại diện lãnh đạo cấp phòng Sở Y tế" in titles["group-member-so-y-te"]
    assert "Lãnh đạo, chuyên gia Viettel Thanh Hóa" in titles["group-member-viettel"]
    page = th.page("committee/", "group-lead")
    assert "văn bản không nêu số, kể ra 16" in page
    assert chip("TH-9") in page


@pytest.mark.clause("TH-11")
def test_the_standing_bodys_desk_has_all_that_is_to_prepare_send_record_and_file(th: AtWork) -> None:
    meeting = th.convene(when=DAY, starts_at=at(2022, 6, 20, 9))
    assert _counts(th) == {"chuẩn bị": 1, "gửi": 0, "ghi nhận": 0, "lưu": 0}
    th.invite(meeting, DAY)
    th.hold(meeting, at(2022, 6, 20, 11))
    draft = DraftConclusion(body="TH", meeting=meeting, text="Khảo sát", lead_agency=th.agency("so-noi-vu"))
    th.do(draft, CLERK, at(2022, 6, 20, 12))
    # The notice is the chair's to sign; the standing body sends it, and records it once it is signed.
    assert _counts(th) == {"chuẩn bị": 0, "gửi": 1, "ghi nhận": 0, "lưu": 1}
    desk = th.page("", CLERK)
    assert "Bàn của cơ quan thường trực" in desk
    assert chip("TH-11") in desk
    assert "Bàn của cơ quan thường trực" not in th.page("", "chair")


def _counts(committee: AtWork) -> dict[str, int]:
    """Return the tallies of the standing body's desk."""
    found = committee.page("", CLERK).partition('<ul class="tallies">')[2].partition("</ul>")[0]
    tallies = re.findall(r"<b>(\d+)</b> <small>([^<]+)</small>", found)
    return {title: int(count) for count, title in tallies}
