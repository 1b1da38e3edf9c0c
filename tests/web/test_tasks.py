"""Pages of tasks: the list, one task, several at once, the spreadsheet in and out."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.visiting import Visit, counted

PDF = b"%PDF-1.4\n%%EOF\n"


def test_the_list_is_narrowed_by_words_in_the_address_and_counts_what_it_opens(visit: Visit) -> None:
    visit.task(title="Kết nối trục", due_on=date(2020, 3, 4))
    visit.task(title="Cấp tài khoản", lead_agency=visit.body.agencies["beta"], due_on=date(2020, 5, 4))
    visit.later(days=7)
    visit.do("register_person", "secretary", name="Người mới")
    everything = visit.get("head", "tasks/").content.decode()
    assert "2 nhiệm vụ" in everything
    assert re.search(r'\?late=1">quá hạn <span class="count">1</span>', everything)
    late = visit.get("head", "tasks/?late=1").content.decode()
    assert "1 nhiệm vụ" in late
    assert "Kết nối trục" in late
    assert "Cấp tài khoản" not in late
    assert "quá 4 ngày làm việc" in late
    found = visit.get("head", "tasks/?q=cap+tai+khoan").content.decode()
    assert "Cấp tài khoản" in found
    assert "Kết nối trục" not in found
    agency = visit.get("head", f"tasks/?agency={visit.body.agencies['beta']}&due_until=2020-05-31").content.decode()
    assert "Cấp tài khoản" in agency
    assert "Kết nối trục" not in agency


def test_pages_of_the_list_follow_by_key(visit: Visit) -> None:
    _many(visit, 130)
    first = visit.get("head", "tasks/").content.decode()
    assert "100 trong 130" in first
    second = visit.get("head", "tasks/?" + re.search(r'rel="next" href="\?([^"]+)"', first)[1].replace("&amp;", "&"))  # type: ignore[index]
    assert second.content.decode().count("data-open") == 30
    whole = visit.get("head", "tasks/?limit=500").content.decode()
    assert whole.count("data-open") == 130
    assert visit.get("head", "tasks/?after=nonsense").status_code == 422


def test_an_agency_sees_its_own_only(visit: Visit) -> None:
    own, others = visit.task(title="Của mình"), visit.task(title="Của người", lead_agency=visit.body.agencies["beta"])
    page = visit.get("fellow-alpha", "tasks/").content.decode()
    assert "Của mình" in page
    assert "Của người" not in page
    assert visit.get("fellow-alpha", f"tasks/{own}/").status_code == 200
    assert visit.get("fellow-alpha", f"tasks/{others}/").status_code == 404


def test_a_task_is_reported_proposed_returned_and_accepted(visit: Visit) -> None:
    task = visit.task(due_on=date(2020, 3, 31))
    assert 'next" href="/T1/act/report_progress/?task=' in visit.get("fellow-alpha", f"tasks/{task}/").content.decode()
    files = SimpleUploadedFile("minh chứng.pdf", PDF, "application/pdf")
    sent = {"task": task, "text": "Xong một nửa", "percent": "50", "files": files, "key": "r1"}
    assert visit.post("fellow-alpha", "act/report_progress/", **sent).status_code == 302
    page = visit.get("fellow-alpha", f"tasks/{task}/").content.decode()
    assert "50%" in page
    assert "minh chứng.pdf" in page
    without = visit.post("fellow-alpha", "act/propose_completion/", task=task, result="Xong", key="p0")
    assert without.status_code == 422
    assert "Chưa có minh chứng" in without.content.decode()
    sent = {"task": task, "result": "Xong", "no_evidence": "Đã bàn giao trực tiếp"}
    assert visit.post("fellow-alpha", "act/propose_completion/", key="p1", **sent).status_code == 302
    page = visit.get("head", f"tasks/{task}/").content.decode()
    assert 'next" href="/T1/act/accept_completion/?task=' in page
    assert "return_completion" in page
    assert visit.post("head", "act/return_completion/", task=task, reason="Thiếu số liệu", key="b1").status_code == 302
    visit.post("fellow-alpha", "act/propose_completion/", key="p2", **sent)
    assert visit.post("head", "act/accept_completion/", task=task, key="c1").status_code == 302
    page = visit.get("head", f"tasks/{task}/").content.decode()
    assert "đã hoàn thành" in page
    assert "xong đúng hạn" in page
    assert "Thiếu số liệu" in page


def test_why_leads_from_the_task_to_its_meeting(visit: Visit) -> None:
    meeting = visit.concluded("Rà soát thủ tục")
    conclusion = visit.rows("meetings.Conclusion", meeting=meeting)[0]
    task = visit.task(provision=conclusion.provision_id)
    page = visit.get("fellow-alpha", f"tasks/{task}/").content.decode()
    assert "Kết luận 1, 01/TB-BTN" in page
    assert f"/T1/meetings/{meeting}/" in page
    assert f"/T1/documents/{visit.rows('documents.Document', kind='TB')[0].pk}/" in page


def test_evidence_is_given_as_an_attachment_to_who_may_read_the_task(visit: Visit) -> None:
    task = visit.task()
    files = SimpleUploadedFile("bang.pdf", PDF, "application/pdf")
    visit.post("fellow-alpha", "act/report_progress/", task=task, text="Đã làm", percent="10", files=files, key="e1")
    sha = visit.rows("documents.StoredFile")[0].sha256
    answer = visit.get("fellow-alpha", f"files/{sha}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert visit.get("fellow-beta", f"files/{sha}/").status_code == 404
    assert visit.get("head", "files/../secret/").status_code == 404
    assert visit.get("head", f"files/{'0' * 64}/").status_code == 404


def test_several_late_tasks_are_urged_at_once(visit: Visit) -> None:
    tasks = [visit.task(title=f"Việc {n}", due_on=date(2020, 3, 4)) for n in (1, 2)]
    tasks.append(visit.task(title="Việc 3", lead_agency=visit.body.agencies["beta"], due_on=date(2020, 3, 4)))
    visit.later(days=7)
    visit.do("register_person", "secretary", name="Người mới")
    asked = visit.post("head", "tasks/selected/", tasks=tasks)
    page = asked.content.decode()
    assert "3 nhiệm vụ của 2 cơ quan" in page
    done = visit.post("head", "tasks/selected/", tasks=tasks, text="Báo cáo ngay", send="1")
    assert done.status_code == 302
    assert len(visit.rows("tasks.Update", kind="urged")) == 3
    refused = visit.post("fellow-alpha", "tasks/selected/", tasks=tasks[:1], text="Báo cáo ngay", send="1")
    assert refused.status_code == 409
    assert "Đ2" in refused.content.decode()
    assert visit.post("head", "tasks/selected/").status_code == 422


def test_the_list_is_exported_as_it_is_narrowed(visit: Visit) -> None:
    visit.task(title="=1+1 không phải công thức", due_on=date(2020, 3, 31))
    visit.task(title="Việc khác", lead_agency=visit.body.agencies["beta"])
    answer = visit.get("head", f"tasks/export.xlsx?agency={visit.body.agencies['alpha']}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][1] == "=1+1 không phải công thức"
    assert sheet["B2"].data_type == "s"


def test_a_spreadsheet_is_read_mapped_mended_and_entered(visit: Visit) -> None:
    assert visit.get("fellow-alpha", "tasks/import/").status_code == 403
    headers = ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời hạn")
    good = [(n, f"Nhiệm vụ số {n}", "Sở Thử Một", "30/6/2020") for n in range(1, 4)]
    bad = [(4, "Việc không rõ ai làm", "Sở Không Có", "30/6/2020"), (5, "Việc sai ngày", "S2", "31/6/2020")]
    sent = visit.post("secretary", "tasks/import/", file=_sheet(headers, [*good, *bad]))
    assert sent.status_code == 302
    path = sent.url.removeprefix("/T1/")
    page = visit.get("secretary", path).content.decode()
    assert "2 dòng cần sửa" in page
    assert "Dòng 5" in page
    assert "Dòng 6" in page
    assert "Nhập 3 nhiệm vụ" in page
    wrong = visit.get("secretary", f"{path}?col-title=0&col-lead=0").content.decode()
    assert "đang dùng cho hai mục" in wrong
    mended = visit.get("secretary", f"{path}problems.xlsx")
    told = openpyxl.load_workbook(io.BytesIO(mended.content)).active
    assert told is not None
    assert told.max_column == 5
    assert visit.post("secretary", path, key="i0").status_code == 422
    assert visit.post("secretary", path, key="i1", good_only="1", origin_text="Kế hoạch năm").status_code == 302
    assert [task.title for task in visit.rows("tasks.Task")] == [row[1] for row in good]
    assert visit.rows("tasks.Task")[0].source_text == "Kế hoạch năm"
    assert visit.get("secretary", "tasks/import/template.xlsx").status_code == 200


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a workbook", b"", PDF])
def test_what_is_no_workbook_is_refused_with_its_reason(visit: Visit, data: bytes) -> None:
    sent = SimpleUploadedFile("bang.xlsx", data)
    answer = visit.post("secretary", "tasks/import/", file=sent)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.content.decode()


def test_a_correction_is_one_field(visit: Visit) -> None:
    task = visit.task(title="Rà xoát thủ tục")
    visit.do("register_person", "secretary", name="Người mới")
    page = visit.get("secretary", f"tasks/{task}/").content.decode()
    address = re.search(r'href="/T1/(act/correct_clerical_error/[^"]+)"', page)[1].replace("&amp;", "&")  # type: ignore[index]
    form = visit.get("secretary", address).content.decode()
    assert "Đang ghi: Rà xoát thủ tục" in form
    known = dict(
        re.findall(r'<input type="hidden" name="(table|id|field|was|event_seq)" id="[^"]*" value="([^"]*)"', form)
    )
    assert visit.post("secretary", address, key="s1", becomes="Rà soát thủ tục", **known).status_code == 302
    assert visit.rows("tasks.Task")[0].title == "Rà soát thủ tục"


def test_pages_ask_the_same_questions_however_many_rows(visit: Visit) -> None:
    task = visit.task(due_on=date(2020, 3, 4))
    asked: dict[str, list[int]] = {"tasks/": [], f"tasks/{task}/": [], "reports/": [], "reports/late/": []}
    for many in (1, 3, 300):
        _many(visit, many - len(visit.rows("tasks.Task")))
        visit.later(days=2)
        for n in range(min(many, 30)):
            visit.do("log_contact", "secretary", task=task, whom="Đầu mối", promised=f"Lần {n}")
        for path, counts in asked.items():
            with counted() as queries:
                assert visit.get("head", path).status_code == 200
            counts.append(len(queries))
    for path, counts in asked.items():
        assert max(counts) - min(counts) <= 1, (path, counts)  # a full page does not look for those without a day
        assert counts[0] <= 40, (path, counts)


def _many(visit: Visit, many: int) -> None:
    """Enter so many tasks at once, in the agencies by turns, due by turns too."""
    from chidao.tasks.rules import PlannedTask

    agencies = [visit.body.agencies["alpha"], visit.body.agencies["beta"]]
    have = len(visit.rows("tasks.Task"))
    rows = tuple(
        PlannedTask(
            row=n + 1, title=f"Nhiệm vụ {have + n}", lead_agency_id=agencies[n % 2],
            due_on=date(2020, 3, 4) + timedelta(days=n % 60), source_text="Danh sách",
        )
        for n in range(many)
    )  # fmt: skip
    if rows:
        visit.do("import_tasks", "secretary", rows=rows, file="0" * 64)


def _sheet(headers: tuple[str, ...], rows: list[tuple[Any, ...]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(headers)
    for row in rows:
        page.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return SimpleUploadedFile("danh sách.xlsx", saved.getvalue())
