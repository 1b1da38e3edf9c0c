"""The calendar of duties, and reports."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest

from tests.web.visiting import Visit, counted


def test_each_cell_opens_its_evidence(visit: Visit) -> None:
    page = visit.get("head", "calendar/").content.decode()
    assert "kind=regular" in page  # the turn that is due opens the form that keeps it
    meeting = visit.concluded("Rà soát thủ tục")
    page = visit.get("head", "calendar/").content.decode()
    assert re.search(rf'class="mark kept" href="/T1/meetings/{meeting}/"', page)
    assert "Lịch nghĩa vụ 2020" in page
    before = visit.get("head", "calendar/?year=2019").content.decode()
    assert "Hệ thống không giữ quy chế nào của thời gian này" in before


def test_a_missed_turn_is_named(visit: Visit) -> None:
    visit.later(days=120)
    visit.do("register_person", "secretary", name="Người mới")
    page = visit.get("head", "calendar/").content.decode()
    assert "Kỳ đã bỏ lỡ" in page
    assert "quý I năm 2020" in page


def test_the_month_shows_meetings_and_what_is_due(visit: Visit) -> None:
    meeting = visit.meeting(days=10)
    task = visit.task(title="Kết nối trục", due_on=date(2020, 3, 20))
    page = visit.get("head", "calendar/?year=2020&month=3").content.decode()
    assert f"/T1/meetings/{meeting}/" in page
    assert f"/T1/tasks/{task}/" in page
    assert "thứ Sáu 20/3/2020" in page
    assert "Kết nối trục" not in visit.get("head", "calendar/?year=2020&month=4").content.decode()
    assert visit.get("head", "calendar/?year=99999&month=77").status_code == 200


def test_a_number_opens_as_many_rows_as_it_says(visit: Visit) -> None:
    for n in range(3):
        visit.task(title=f"Trễ {n}", due_on=date(2020, 3, 4))
    visit.task(title="Đang làm", due_on=date(2020, 3, 31))
    done = visit.task(title="Xong muộn", due_on=date(2020, 3, 4))
    visit.later(days=7)
    visit.do("propose_completion", "fellow-alpha", task=done, result="Xong", no_evidence="Không có")
    visit.do("accept_completion", "head", task=done)
    page = visit.get("head", "reports/").content.decode()
    cell = re.search(r'<a class="mark heat-late[^"]*" href="/T1/([^"]+)" title="([^"]*)"', page)
    assert cell
    assert cell[2] == "tháng 3: 4 trễ hạn, 1 đang làm"
    rows = visit.get("head", cell[1].replace("&amp;", "&")).content.decode()
    assert "4 nhiệm vụ" in rows
    assert "Xong muộn" in rows
    assert "Đang làm" not in rows
    late = re.search(r'class="state late" href="/T1/([^"]+)">▲ (\d+)', page)
    assert late
    assert late[2] == "3"
    assert "3 nhiệm vụ" in visit.get("head", late[1].replace("&amp;", "&")).content.decode()


def test_the_late_list_comes_with_its_letter(visit: Visit) -> None:
    visit.task(title="Kết nối trục", due_on=date(2020, 3, 4))
    visit.later(days=7)
    visit.do("register_person", "secretary", name="Người mới")
    page = visit.get("head", "reports/late/").content.decode()
    assert "Kết nối trục" in page
    assert "quá 4 ngày làm việc" in page
    assert "act/urge_agency" in page
    letter = visit.get("head", f"reports/late/letter.docx?agency={visit.body.agencies['alpha']}")
    document = docx.Document(io.BytesIO(letter.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Kết nối trục" in cells
    assert any("/BTN-VP" in cell for cell in cells)
    assert visit.get("head", f"reports/late/letter.docx?agency={visit.body.agencies['beta']}").status_code == 422


@pytest.mark.only("sqlite")
def test_the_calendar_asks_the_same_questions_however_much_is_due(visit: Visit) -> None:
    counts = []
    for many in (1, 3, 300):
        for n in range(len(visit.rows("tasks.Task")), many):
            visit.task(title=f"Việc {n}", due_on=date(2020, 3, 20))
        with counted() as queries:
            assert visit.get("head", "calendar/?year=2020&month=3").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[2] <= counts[1] + 1, "a month of more than a page of tasks is counted once more"
    assert counts[0] <= 40
