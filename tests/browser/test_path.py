"""The path that a clerk of a standing body walks on her first days, in a real browser, by seven posts and on paper."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Committee
from tests.fixtures.installations import RunChidao

CLERK = "Chuyên viên Cơ quan Thường trực"
STANDING = "Phó Trưởng ban Thường trực"
LEAD = "Tổ trưởng Tổ Công tác"
MEMBER = "Ủy viên, Giám đốc Sở Y tế"
EXCUSED = "Ủy viên, Giám đốc Sở Nội vụ"
FOCAL = "Cán bộ đầu mối Sở Tài chính"
CHAIR = "Trưởng ban, Chủ tịch"
TITLE = "Họp định kỳ quý III năm 2020 của Ban Chỉ đạo"
TASK = "Rà soát kinh phí duy trì các hệ thống dùng chung"
NO_TASK = "Biểu dương các cơ quan đã kết nối trục liên thông"
LATE = "Báo cáo hiện trạng hồ sơ sức khỏe điện tử"

Shoot = Callable[[Page, str], None]


# Once a run, on the engine that has no other browser test; on SQLite when the README's pictures are taken of it.
ENGINES = ("sqlite", "postgresql") if os.environ.get("CHIDAO_SCREENSHOTS") else ("postgresql",)


@pytest.mark.browser
@pytest.mark.both_databases
@pytest.mark.only(*ENGINES)
def test_the_path_from_convening_to_a_finished_task(committee: Committee, shoot: Shoot, run_chidao: RunChidao) -> None:
    _refused(committee, shoot)
    _the_chair_is_away(committee)
    meeting = _convened(committee, shoot)
    _invited(committee, meeting)
    committee.days_pass("2020-08-20 16:30")
    _held(committee, meeting, shoot)
    _concluded(committee, meeting, shoot)
    task = _given(committee, meeting, shoot)
    _done(committee, task, shoot)
    _something_else_is_given(committee)
    committee.days_pass("2020-09-07 09:00")
    _late(committee, shoot)
    verified = run_chidao(committee.installation, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


# ---------------------------------------------------------------- 10 August: convening


def _refused(committee: Committee, shoot: Shoot) -> None:
    """A plain member sees the button greyed, opens it to read why, tries all the same, and loses nothing typed."""
    page = committee.go(MEMBER, "meetings/")
    page.locator("summary", has_text="Triệu tập họp").click()
    expect(page.locator(".act-refused .clause").first).to_be_visible()
    expect(page.locator(".act-refused")).to_contain_text("Không thuộc thẩm quyền")
    page.goto(f"{committee.address}/HP/act/convene_meeting/?kind=regular")
    page.fill("[name=title]", "Họp do một thành viên tự gọi")
    page.fill("[name=place]", "Phòng họp số 3")
    page.locator("button[data-act=convene_meeting]").click()
    expect(page.locator("#errors .clause").first).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Họp do một thành viên tự gọi")
    shoot(page, "refused")


def _the_chair_is_away(committee: Committee) -> None:
    page = committee.go(CLERK, "act/record_absence/")
    page.select_option("[name=seat]", label=_option(page, "[name=seat]", CHAIR))
    page.fill("[name=first_on]", "2020-08-10")
    page.fill("[name=last_on]", "2020-08-12")
    page.fill("[name=reason]", "Đi công tác")
    _send(page, "record_absence")


def _convened(committee: Committee, shoot: Shoot) -> str:
    """The standing vice chair convenes in the Chair's stead; the form knows the turn, the day and the title."""
    page = committee.go(STANDING, "meetings/")
    expect(page.locator("main")).to_contain_text("bỏ lỡ")
    page.locator("tr", has_text="quý III năm 2020").filter(has_text="của Ban").get_by_role(
        "link", name="Triệu tập"
    ).click()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator(".why")).to_contain_text("thay Trưởng ban vắng mặt")
    page.fill("[name=starts_at]", "2020-08-20T14:00")
    page.fill("[name=place]", "Phòng họp số 1")
    page.fill("[name=agenda]", "Kết quả hai quý đầu năm\nKinh phí các hệ thống dùng chung")
    _send(page, "convene_meeting")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".strip .now")).to_contain_text("Danh sách mời")
    expect(page.locator("aside")).to_contain_text("thay Trưởng ban vắng mặt")
    shoot(page, "meeting-convened")
    return re.search(r"/meetings/(\d+)/", page.url)[1]  # type: ignore[index]


def _invited(committee: Committee, meeting: str) -> None:
    """The working group's lead proposes, whoever presides approves, a member asks to be absent."""
    page = committee.go(LEAD, f"meetings/{meeting}/")
    page.locator(".acts a[data-act=propose_invitations]").first.click()
    assert page.locator("[name=seats]:checked").count() == 19
    page.fill("[name=guests]", "Chuyên gia an toàn thông tin")
    _send(page, "propose_invitations")
    page = committee.go(STANDING, f"meetings/{meeting}/")
    page.locator(".acts .next[data-act=approve_invitation_list]").click()
    _send(page, "approve_invitation_list")
    expect(page.locator("#papers")).to_contain_text("01/GM-BCĐ")
    with page.expect_download() as getting:
        page.locator("#papers a[href$='/word/']").click()
    words = _words(getting.value)
    assert "GIẤY MỜI" in words.upper()
    assert "Chuyên gia an toàn thông tin" in words
    page = committee.go(EXCUSED, f"meetings/{meeting}/")
    page.locator("a[data-act=reply_invitation]").click()
    page.check("[name=reply][value=declined]")
    page.fill("[name=reason]", "Trùng lịch họp của Chính phủ")
    _send(page, "reply_invitation")
    expect(page.locator("#invited")).to_contain_text("xin vắng")


# ---------------------------------------------------------------- 20 August: the meeting, its conclusions


def _held(committee: Committee, meeting: str, shoot: Shoot) -> None:
    """The clerk marks who came, and records from the signed paper that the Chair closed the meeting."""
    page = committee.go(CLERK, f"meetings/{meeting}/")
    page.locator(".acts .next[data-act=record_attendance]").click()
    row = page.locator("tr", has_text="Giám đốc Sở Tư pháp")
    row.locator("select").select_option("substitute")
    row.locator("input[name$=-by]").fill("Phó Giám đốc Sở Tư pháp")
    expect(page.locator("tr", has_text="Giám đốc Sở Nội vụ").locator("select")).to_have_value("excused")
    shoot(page, "attendance")
    _send(page, "record_attendance")
    expect(page.locator("#invited")).to_contain_text("1 dự thay")
    page.locator(".acts .next[data-act=close_meeting]").click()
    _by_paper(committee, page, "2020-08-20T16:20")
    _send(page, "close_meeting")
    expect(page.locator("aside")).to_contain_text("người ghi: Chuyên viên")


def _concluded(committee: Committee, meeting: str, shoot: Shoot) -> None:
    """Two conclusions are drafted; the notice that the Chair signed on paper is recorded, and comes out as .docx."""
    page = committee.go(CLERK, f"meetings/{meeting}/")
    page.locator(".acts .next[data-act=draft_conclusion]").click()
    page.fill("[name=text]", TASK)
    page.select_option("[name=lead_agency]", label="Sở Tài chính")
    page.locator("label.tick", has_text="Sở Kế hoạch và Đầu tư").locator("input").check()
    page.fill("[name=due_on]", "2020-09-30")
    _send(page, "draft_conclusion")
    page.locator("#conclusions [data-act=draft_conclusion]").click()
    expect(page.locator("aside")).to_contain_text(TASK)
    page.fill("[name=text]", NO_TASK)
    _send(page, "draft_conclusion")
    page.locator(".acts .next[data-act=issue_conclusion_notice]").click()
    expect(page.locator("aside")).to_contain_text("Sở Kế hoạch và Đầu tư")
    _by_paper(committee, page, "2020-08-20T16:28")
    _send(page, "issue_conclusion_notice")
    expect(page.locator("h1")).to_have_text("01/TB-BCĐ")
    page.goto(f"{committee.address}/HP/meetings/{meeting}/")
    shoot(page, "meeting-concluded")
    page.locator("#papers a", has_text="01/TB-BCĐ").first.click()
    with page.expect_download() as getting:
        page.get_by_role("link", name="Tải .docx").click()
    words = _words(getting.value)
    assert TASK in words
    assert "TRƯỞNG BAN" in words.upper()
    with page.expect_download() as getting:
        page.get_by_role("link", name="Bản đã ký, đã lưu").first.click()
    assert getting.value.suggested_filename.endswith(".pdf")


def _given(committee: Committee, meeting: str, shoot: Shoot) -> str:
    """From one conclusion a task, filled in beforehand; of the other it is said in so many words that there is none."""
    page = committee.go(CLERK, f"meetings/{meeting}/")
    expect(page.locator("#conclusions")).to_contain_text("chưa quyết")
    page.locator("article", has_text=TASK).locator("[data-act=assign_task]").click()
    expect(page.locator("[name=title]")).to_have_value(TASK)
    expect(page.locator("[name=due_on]")).to_have_value("2020-09-30")
    _send(page, "assign_task")
    page.locator("article", has_text=NO_TASK).locator("[data-act=dispose_conclusion_without_task]").click()
    page.fill("[name=reason]", "Chỉ ghi nhận, không có việc phải làm")
    _send(page, "dispose_conclusion_without_task")
    expect(page.locator("#conclusions")).to_contain_text("không giao nhiệm vụ")
    expect(page.locator(".strip .done")).to_have_count(7)
    page.locator("#conclusions a", has_text="Nhiệm vụ 1").click()
    expect(page.locator("aside .why")).to_contain_text("01/TB-BCĐ")
    expect(page.locator("aside .why")).to_contain_text(TITLE)
    shoot(page, "task")
    return re.search(r"/tasks/(\d+)/", page.url)[1]  # type: ignore[index]


def _done(committee: Committee, task: str, shoot: Shoot) -> None:
    """The agency reports with evidence and proposes; the group's lead returns it once, then accepts."""
    page = committee.go(FOCAL, f"tasks/{task}/")
    page.locator(".acts .next[data-act=report_progress]").click()
    page.fill("[name=text]", "Đã tổng hợp số liệu của mười hai hệ thống")
    page.fill("[name=percent]", "60")
    page.set_input_files("[name=files]", committee.scan("Bang tong hop"))
    _send(page, "report_progress")
    with page.expect_download():
        page.locator("#updates a[download]").first.click()
    _propose(committee, page, "Đã có báo cáo rà soát")
    page = committee.go(LEAD, f"tasks/{task}/")
    page.locator("a[data-act=return_completion]").click()
    page.fill("[name=reason]", "Thiếu phương án cho năm 2021")
    _send(page, "return_completion")
    page = committee.go(FOCAL, f"tasks/{task}/")
    expect(page.locator("#updates")).to_contain_text("Thiếu phương án cho năm 2021")
    _propose(committee, page, "Đã bổ sung phương án cho năm 2021")
    page = committee.go(LEAD, f"tasks/{task}/")
    page.locator(".acts .next[data-act=accept_completion]").click()
    _send(page, "accept_completion")
    expect(page.locator(".lead")).to_contain_text("đã hoàn thành")
    expect(page.locator(".lead")).to_contain_text("xong đúng hạn")
    shoot(page, "task-accepted")


# ---------------------------------------------------------------- 7 September: what is late


def _something_else_is_given(committee: Committee) -> None:
    page = committee.go(STANDING, "act/assign_task/")
    page.fill("[name=title]", LATE)
    page.select_option("[name=lead_agency]", label="Sở Y tế")
    page.fill("[name=due_on]", "2020-08-28")
    page.fill("[name=source_text]", "Ý kiến tại buổi làm việc ngày 20/8/2020")
    _send(page, "assign_task")


def _late(committee: Committee, shoot: Shoot) -> None:
    page = committee.go(LEAD, "reports/")
    expect(page.locator("tr", has_text="Sở Y tế").first).to_contain_text("1")
    shoot(page, "reports")
    page.get_by_role("link", name="Danh sách quá hạn").click()
    expect(page.locator("main")).to_contain_text(LATE)
    expect(page.locator("main")).to_contain_text("quá 5 ngày làm việc")
    expect(page.locator("main")).not_to_contain_text(TASK)
    shoot(page, "late")
    with page.expect_download() as getting:
        page.get_by_role("link", name="Công văn (.docx)").click()
    assert LATE in _words(getting.value)
    page.goto(f"{committee.address}/HP/tasks/?late=1")
    page.locator("tbody [name=tasks]").check()
    page.locator(".selected button").click()
    page.fill("[name=text]", "Báo cáo trước ngày 11/9")
    page.locator("button[name=send]").click()
    expect(page.locator(".messages")).to_contain_text("Đôn đốc Sở Y tế")
    page.locator("tbody [data-open]").click()
    expect(page.locator("#updates")).to_contain_text("Báo cáo trước ngày 11/9")


# ---------------------------------------------------------------- hands


def _send(page: Page, act: str) -> None:
    """Send the form of an act, and see that it was recorded."""
    page.locator(f"form button[data-act={act}]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def _by_paper(committee: Committee, page: Page, at: str) -> None:
    """Say by whom and when it was done on paper, with the scan of what was signed."""
    page.select_option("[name=legal_seat]", label=_option(page, "[name=legal_seat]", CHAIR))
    page.fill("[name=done_at]", at)
    page.set_input_files("[name=scan]", committee.scan("Ban ky"))


def _propose(committee: Committee, page: Page, result: str) -> None:
    page.locator("a[data-act=propose_completion]").click()
    page.fill("[name=result]", result)
    page.set_input_files("[name=files]", committee.scan(result))
    _send(page, "propose_completion")


def _option(page: Page, field: str, words: str) -> str:
    """Return the whole words of the option that begins with some."""
    found = page.locator(f"{field} option").filter(has_text=re.compile(f"^{re.escape(words)}")).first.text_content()
    assert found
    return found


def _words(download: Download) -> str:
    """Return everything that a .docx says."""
    document = docx.Document(io.BytesIO(Path(download.path()).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
