"""Pages of meetings and matters."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.visiting import Visit, counted

PDF = b"%PDF-1.4\n%%EOF\n"


def test_the_list_shows_turns_that_wait_and_offers_to_convene(visit: Visit) -> None:
    page = visit.get("head", "meetings/").content.decode()
    assert "quý I năm 2020" in page
    assert "kind=regular" in page
    refused = visit.get("fellow-alpha", "meetings/").content.decode()
    assert "act-refused" in refused
    assert "Đ2" in refused


def test_a_missed_turn_is_shown(visit: Visit) -> None:
    visit.later(days=120)
    visit.do("register_person", "secretary", name="Người mới")
    page = visit.get("head", "meetings/").content.decode()
    assert "bỏ lỡ" in page


def test_the_form_of_convening_proposes_what_the_regulation_asks(visit: Visit) -> None:
    page = visit.get("head", "act/convene_meeting/?kind=regular").content.decode()
    assert "Họp định kỳ quý I năm 2020 của Ban" in page
    assert 'value="2020-03-06T08:00"' in page  # three working days after 3 March
    assert "sớm nhất là 6/3/2020" in page
    plain = visit.get("fellow-alpha", "act/convene_meeting/?kind=regular").content.decode()
    assert 'class="refusal"' in plain


def test_what_was_typed_survives_a_refusal(visit: Visit) -> None:
    sent = {"kind": "regular", "unit": "committee", "title": "Tự gọi", "starts_at": "2020-03-20T08:00", "place": "P1"}
    answer = visit.post("fellow-alpha", "act/convene_meeting/", key="k1", **sent)
    assert answer.status_code == 403
    assert "Tự gọi" in answer.content.decode()
    assert "Đ2" in answer.content.decode()


def test_one_meeting_waits_for_its_next_act(visit: Visit) -> None:
    meeting = visit.meeting()
    page = visit.get("secretary", f"meetings/{meeting}/").content.decode()
    assert 'class="act next" href="/T1/act/propose_invitations/?meeting=' in page
    form = visit.get("secretary", f"act/propose_invitations/?meeting={meeting}").content.decode()
    assert form.count("checked") >= 4
    visit.do("propose_invitations", "secretary", meeting=meeting)
    page = visit.get("secretary", f"meetings/{meeting}/").content.decode()
    assert "Ghi nhận: Duyệt danh sách mời" in page
    page = visit.get("fellow-alpha", f"meetings/{meeting}/").content.decode()
    assert "approve_invitation_list" in page
    assert "act-refused" in page


def test_attendance_is_sent_as_one_table(visit: Visit) -> None:
    meeting = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=meeting)
    visit.do("approve_invitation_list", "head", meeting=meeting)
    alpha = visit.body.seat("fellow-alpha")
    visit.do("reply_invitation", "fellow-alpha", meeting=meeting, seat=alpha, reply="declined", reason="Đi công tác")
    visit.later(days=8)
    visit.do("register_person", "secretary", name="Người mới")
    form = visit.get("secretary", f"act/record_attendance/?meeting={meeting}").content.decode()
    assert "đã xin vắng" in form
    rows = visit.rows("meetings.Invitation", meeting=meeting)
    sent = {f"attended-{n}-invitation": row.pk for n, row in enumerate(rows)}
    sent |= {f"attended-{n}-attendance": "present" for n in range(len(rows))} | {"attended-1-attendance": "substitute"}
    wrong = visit.post("secretary", "act/record_attendance/", meeting=meeting, key="a1", **sent)
    assert wrong.status_code == 422
    assert "Cần ghi tên người dự thay" in wrong.content.decode()
    right = visit.post(
        "secretary", "act/record_attendance/", meeting=meeting, key="a2", **sent | {"attended-1-by": "Phó của người ấy"}
    )
    assert right.status_code == 302
    page = visit.get("secretary", f"meetings/{meeting}/").content.decode()
    assert "1 dự thay" in page
    assert "Phó của người ấy" in page


def test_an_act_done_on_paper_is_recorded_with_its_scan(visit: Visit) -> None:
    meeting = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=meeting)
    scan = SimpleUploadedFile("duyet.pdf", PDF, "application/pdf")
    sent = {"record": "1", "meeting": meeting, "legal_seat": visit.body.seat("head"), "scan": scan, "key": "p1"}
    answer = visit.post("secretary", "act/approve_invitation_list/", **sent)
    assert answer.status_code == 302
    page = visit.get("secretary", f"meetings/{meeting}/").content.decode()
    assert "người ghi: Thư ký" in page
    document = visit.rows("documents.Document")[0]
    shown = visit.get("secretary", f"documents/{document.pk}/")
    assert "Bản đã ký, đã lưu" in shown.content.decode()


def test_conclusions_are_tasks_or_said_to_be_none(visit: Visit) -> None:
    meeting = visit.concluded("Rà soát thủ tục", "Biểu dương các cơ quan")
    page = visit.get("head", f"meetings/{meeting}/").content.decode()
    assert page.count("chưa quyết") == 2
    first, second = visit.rows("meetings.Conclusion", meeting=meeting)
    form = visit.get("head", f"act/assign_task/?provision={first.provision_id}").content.decode()
    assert 'value="Rà soát thủ tục"' in form
    assert "2020-04-01" in form  # fifteen working days after Wednesday 11 March
    sent = {"title": "Rà soát thủ tục", "lead_agency": visit.body.agencies["alpha"], "provision": first.provision_id}
    assert visit.post("head", "act/assign_task/", key="t1", **sent).url.endswith("#conclusions")
    answer = visit.post(
        "head", "act/dispose_conclusion_without_task/", key="t2", conclusion=second.pk, reason="Ghi nhận"
    )
    assert answer.url == f"/T1/meetings/{meeting}/#conclusions"
    page = visit.get("head", f"meetings/{meeting}/").content.decode()
    assert "chưa quyết" not in page
    assert "không giao nhiệm vụ" in page


def test_the_notice_comes_out_as_a_paper(visit: Visit) -> None:
    visit.concluded("Rà soát thủ tục")
    notice = visit.rows("documents.Document", kind="TB")[0]
    answer = visit.get("head", f"documents/{notice.pk}/word/")
    assert answer["Content-Disposition"].startswith("attachment")
    words = _words(answer.content)
    assert "Số: 01/TB-BTN" in words
    assert "CHÁNH BAN" in words
    assert "Rà soát thủ tục" in words


def test_those_present_sign_a_sheet_with_everyone_invited(visit: Visit) -> None:
    meeting = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=meeting, guests=("Khách Một",))
    assert f"/T1/meetings/{meeting}/sheet/" in visit.get("head", f"meetings/{meeting}/").content.decode()
    answer = visit.get("head", f"meetings/{meeting}/sheet/")
    assert answer["Content-Disposition"].startswith("attachment")
    table = docx.Document(io.BytesIO(answer.content)).tables[-1]
    rows = ["|".join(cell.text for cell in row.cells) for row in table.rows]
    invited = visit.rows("meetings.Invitation", meeting=meeting)
    assert sum("Khách Một" in row for row in rows) == 1
    assert len(rows) >= len(invited) + 1
    assert visit.get("head", "meetings/999/sheet/").status_code == 404


def test_a_meeting_of_others_is_not_found(visit: Visit) -> None:
    assert visit.get("head", "meetings/999/").status_code == 404
    assert visit.get("head", "act/close_meeting/?meeting=999").status_code == 404


@pytest.mark.parametrize("path", ["meetings/", "meetings/{meeting}/", "act/convene_meeting/", "matters/"])
def test_pages_speak_english_too(visit: Visit, path: str) -> None:
    meeting = visit.concluded("Rà soát thủ tục")
    client = visit.client("head")
    client.cookies["language"] = "en"
    page = client.get(f"/T1/{path.format(meeting=meeting)}").content.decode()
    assert '<html lang="en">' in page


@pytest.mark.only("sqlite")
def test_pages_ask_the_same_questions_however_much_there_is(visit: Visit) -> None:
    asked: dict[str, list[int]] = {"meetings/": [], "meetings/{first}/": []}
    first = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=first, guests=("Một",))
    for many in (1, 3, 300):
        for n in range(len(visit.rows("meetings.Meeting")), many):
            visit.meeting(kind="ad_hoc", title=f"Họp {n}", starts_at=visit.now + timedelta(days=7, minutes=n))
        visit.do("propose_invitations", "secretary", meeting=first, guests=tuple(f"Khách {n}" for n in range(many)))
        for path, counts in asked.items():
            with counted() as queries:
                assert visit.get("head", path.format(first=first)).status_code == 200
            counts.append(len(queries))
    for path, counts in asked.items():
        assert max(counts) - min(counts) <= 1, (path, counts)  # the turns missed are read once more without a filter
        assert max(counts) <= 40, (path, counts)


def _words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells: list[Any] = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
