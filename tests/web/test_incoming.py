"""Pages of papers that come in: a file is dropped, read, registered; presented, directed, made a task, settled."""

from __future__ import annotations

import io
import re
from copy import copy
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chidao.documents.models import Direction, Incoming
from chidao.documents.uploads import KINDS
from chidao.mandates.queries import reader_for
from chidao.reports.desk import waiting_for
from chidao.tasks.models import Task
from tests.documents.incoming_desk import CHARTER, INSTALLED, arrives
from tests.factories import founded_body
from tests.meetings.committee import in_bulk
from tests.web.seated import Seated

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.usefixtures("morning", "db")]


@pytest.fixture
def body(db: None, morning: None) -> Seated:
    return Seated(founded_body(charter=CHARTER, beside=INSTALLED))


def a_letter() -> SimpleUploadedFile:
    """A letter as an office types it, its head in two columns."""
    paper = docx.Document()
    head = paper.add_table(rows=2, cols=2)
    cells = (
        ("ỦY BAN NHÂN DÂN TỈNH\nSỞ TÀI CHÍNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số: 215/STC-QLNS\nV/v góp ý dự toán chuyển đổi số", "Thanh Hóa, ngày 02 tháng 3 năm 2020"),
    )
    for row, words in zip(head.rows, cells, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    paper.add_paragraph("Kính gửi: Văn phòng thử")
    paper.add_paragraph("Sở Tài chính đề nghị quý cơ quan góp ý dự toán trước ngày 20 tháng 3 năm 2020.")
    data = io.BytesIO()
    paper.save(data)
    return SimpleUploadedFile("cong van 215.docx", data.getvalue(), KINDS["docx"].media_type)


def tokens(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page.partition('id="fields-head"')[2])


def test_a_dropped_letter_fills_the_form_and_is_registered_with_its_file(body: Seated) -> None:
    first = body.get("incoming/new/", "secretary")
    assert first.count('class="next"') == 1
    read = body.post("incoming/new/", "secretary", status=200, do="read", file=a_letter()).content.decode()
    for wanted in ('value="215/STC-QLNS"', 'value="2020-03-02"', "góp ý dự toán chuyển đổi số", "cong van 215.docx"):
        assert wanted in read
    assert re.search(r'<option value="CV"\s+selected', read)
    assert 'value="Sở tài chính"' in read or 'value="Sở Tài chính"' in read
    assert '<option value="Sở Thử Một">' in read  # agencies registered here are suggested
    sent: dict[str, Any] = {
        "symbol": "215/STC-QLNS",
        "author": "Sở Tài chính",
        "kind": "CV",
        "title": "Góp ý dự toán",
        "way": "email",
    }
    made = body.post("incoming/new/", "secretary", do="register", kept=tokens(read), key="r1", **sent)
    row = Incoming.objects.get()
    assert made.url == f"/T1/incoming/{row.pk}/"
    assert row.file is not None
    assert (row.number, row.file.name, row.way) == (1, "cong van 215.docx", "email")
    page = body.get(f"incoming/{row.pk}/", "secretary")
    assert 'next" href="/T1/act/present_incoming/?incoming=' in page
    assert body.client("secretary").get(f"/T1/files/{row.file.sha256}/").status_code == 200
    again = body.post("incoming/new/", "secretary", status=409, do="register", kept=tokens(read), key="r2", **sent)
    said = again.content.decode()
    assert "1/2020" in said
    assert 'name="another_copy"' in said
    assert "cong van 215.docx" in said  # what was dropped is not asked for again


def test_a_file_of_anothers_form_a_secret_one_and_a_false_one_are_refused(body: Seated) -> None:
    read = body.post("incoming/new/", "secretary", status=200, do="read", file=a_letter()).content.decode()
    kept = tokens(read)[0]
    sent = {"title": "Việc", "symbol": "1/STC-VP"}
    own: dict[str, Any] = sent | {"author": "SỞ THỬ MỘT"}
    body.post("incoming/new/", "secretary", do="register", kept=kept[:-2] + "xx", key="f1", **own)
    row = Incoming.objects.get()
    assert (row.file, row.author_agency_id) == (None, body.founded.agencies["alpha"])
    hidden = docx.Document()
    hidden.add_paragraph("MẬT")
    data = io.BytesIO()
    hidden.save(data)
    secret = SimpleUploadedFile("ke hoach.docx", data.getvalue())
    assert (
        "bí mật nhà nước"
        in body.post("incoming/new/", "secretary", status=422, do="read", file=secret).content.decode()
    )
    false = SimpleUploadedFile("cong van.pdf", b"not a pdf")
    body.post("incoming/new/", "secretary", status=422, do="read", file=false)
    assert body.client("fellow-alpha").get("/T1/incoming/new/").status_code == 403


def test_from_the_desk_to_the_end_each_page_offers_the_next_thing(body: Seated) -> None:
    desk = body.founded
    paper = arrives(desk, title="Góp ý dự toán")
    assert _waits(body, "secretary") == {("present_incoming", paper)}
    body.get(f"act/present_incoming/?incoming={paper}", "secretary")
    form = body.get(f"act/present_incoming/?incoming={paper}", "secretary")
    assert "Chánh ban" in form
    assert "Giám đốc Sở Thử Một" not in form
    body.post("act/present_incoming/", "secretary", incoming=paper, seat=desk.seat("head"), key="p1")
    assert ("direct_incoming", paper) in _waits(body, "head")
    assert ("direct_incoming", paper) not in _waits(body, "second")
    sent: dict[str, Any] = {
        "incoming": paper,
        "words": "Tham mưu",
        "agencies": desk.agencies["alpha"],
        "due_on": "2020-03-10",
    }
    body.post("act/direct_incoming/", "head", key="d1", **sent)
    page = body.get(f"incoming/{paper}/", "head")
    assert "Tham mưu" in page
    provision = re.search(r"act/assign_task/\?provision=(\d+)", page)
    assert provision
    form = body.get(f"act/assign_task/?provision={provision[1]}", "head")
    assert 'value="Góp ý dự toán"' in form
    assert 'value="2020-03-10"' in form
    assert "Theo 1/STC-VP, Sở Tài chính" in form
    given: dict[str, Any] = {
        "title": "Góp ý dự toán",
        "lead_agency": desk.agencies["alpha"],
        "provision": provision[1],
        "key": "t1",
    }
    body.post("act/assign_task/", "head", **given)
    task = Task.objects.get()
    assert f'href="/T1/incoming/{paper}/"' in body.get(f"tasks/{task.pk}/", "head")
    assert f'href="/T1/tasks/{task.pk}/"' in body.get(f"incoming/{paper}/", "secretary")
    form = body.get(f"act/settle_incoming/?incoming={paper}", "secretary")
    assert re.search(r'<option value="task"\s+selected', form)
    open_still = body.post("act/settle_incoming/", "secretary", status=409, incoming=paper, how="task", key="s1")
    assert "chưa xong" in open_still.content.decode()
    body.post("act/settle_incoming/", "secretary", incoming=paper, how="task", leave_tasks="on", key="s2")
    page = body.get(f"incoming/{paper}/", "secretary")
    assert "đã giao nhiệm vụ" in page
    assert "act/settle_incoming/" not in page
    assert _waits(body, "secretary") == set()


def test_the_answer_and_the_paper_lead_to_each_other(body: Seated) -> None:
    desk = body.founded
    paper = arrives(desk)
    made = desk.do("issue_document", desk["head"], kind="CV", title="Trả lời", text=("Ban trả lời.",))
    desk.do("answer_incoming", incoming=paper, document=made.outcome["document"])
    back = arrives(desk, n=2, in_answer_to=made.outcome["document"])
    page = body.get(f"documents/{made.outcome['document']}/", "secretary")
    assert f"/T1/incoming/{paper}/" in page
    assert f"/T1/incoming/{back}/" in page
    assert "01/BTN-VP" in body.get("incoming/?state=new", "secretary")


def test_what_is_asked_of_the_list_stands_in_its_address(body: Seated) -> None:
    empty = body.get("incoming/", "secretary")
    assert "Chưa có văn bản đến." in empty
    arrives(body.founded, title="Về chuyển đổi số")
    arrives(body.founded, n=2)
    _grow(52)
    page = body.get("incoming/", "secretary")
    assert page.count("data-open") == 50
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older
    assert body.get(f"incoming/{older[1].replace('&amp;', '&')}", "secretary").count("data-open") == 2
    assert body.get("incoming/?q=chuyen+doi+so", "secretary").count("data-open") == 1
    assert "/T1/incoming/1/" in body.get("search/?q=chuyen+doi+so", "secretary")
    assert "Không có văn bản đến nào khớp" in body.get("incoming/?state=settled", "secretary")
    body.get("incoming/?before=x", "secretary", status=422)
    body.get("incoming/999/", "secretary", status=404)


def test_the_pages_take_as_many_queries_however_many_papers(body: Seated) -> None:
    desk, counts = body.founded, []
    for many in (1, 3, 300):
        for n in range(Incoming.objects.count() + 1, min(many, 3) + 1):
            paper = arrives(desk, n=n)
            desk.do("direct_incoming", desk["head"], incoming=paper, words="Xử lý", agencies=(desk.agencies["alpha"],))
        _grow(many)
        pages = ("incoming/", "incoming/1/", "registers/in/", "registers/settling/", "registers/status-in/", "")
        counts.append([body.queries(path, "secretary") for path in pages])
    assert all(few >= many for few, many in zip(counts[1], counts[2], strict=True)), counts
    assert max(counts[2][:-1]) <= 40


def _grow(many: int) -> None:
    """Let there be so many papers: rows like the last one that the acts wrote, with its direction."""
    last: Incoming = Incoming.objects.latest("number")
    directions = list(Direction.objects.filter(incoming=last))
    with in_bulk():
        made = [copy(last) for _ in range(many - last.number)]
        for number, row in enumerate(made, last.number + 1):
            row.pk, row.number, row.instrument = None, number, None
        made = Incoming.objects.bulk_create(made)
        given = [(copy(each), row) for row in made for each in directions]
        for each, row in given:
            each.pk, each.incoming = None, row
        Direction.objects.bulk_create([each for each, _ in given])


def _waits(body: Seated, seat: str) -> set[tuple[str, int]]:
    reader = reader_for(body.founded[seat], body.founded.now)
    found: Any = waiting_for(reader, body.founded.now)
    return {(each.act, each.id) for each in found if each.kind == "incoming"}
