"""The registers: every column on the page and in the workbook, and nothing of the numbers left unexplained."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest

from chidao.documents.models import Document
from chidao.mandates.queries import reader_for
from chidao.reports.register_tables import Asked
from chidao.reports.registers import REGISTERS
from tests.documents.incoming_desk import CHARTER, INSTALLED, arrives
from tests.factories import founded_body
from tests.web.seated import Seated

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.usefixtures("morning", "db")]
COLUMNS = {"out": 10, "in": 10, "settling": 7, "status-in": 8, "status-out": 8}


@pytest.fixture
def body(db: None, morning: None) -> Seated:
    return Seated(founded_body(charter=CHARTER, beside=INSTALLED))


def sheet(body: Seated, name: str, query: str = "") -> list[tuple[object, ...]]:
    answer = body.client("secretary").get(f"/T1/registers/{name}/xlsx/{query}")
    assert answer.status_code == 200
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))


def issue(body: Seated, **more: object) -> int:
    given = {
        "kind": "CV",
        "title": "Trả lời kiến nghị",
        "text": ("Nội dung.",),
        "recipients": ("Sở Y tế", "Sở Xây dựng"),
    }
    return int(body.founded.do("issue_document", body.founded["head"], **given | more).outcome["document"])


def test_the_columns_are_those_of_the_norm() -> None:
    assert {name: len(each.columns) for name, each in REGISTERS.items()} == COLUMNS


def test_the_outgoing_register_tells_of_voids_gaps_and_numbers_from_outside(body: Seated) -> None:
    desk = body.founded
    sent = issue(body, agencies=(desk.agencies["alpha"], desk.agencies["beta"]))
    voided = issue(body)
    desk.do("void_number", document=voided, reason="In nhầm")
    desk.do("enter_outside_document", kind="CV", number=6, symbol="BTN-VP", dated_on=date(2020, 3, 3), title="Cũ")
    issue(body, number=9)
    paper = arrives(desk)
    desk.do("answer_incoming", incoming=paper, document=sent)
    head, *rows = sheet(body, "out")
    assert head == tuple(column.title.vi for column in REGISTERS["out"].columns)
    assert [row[0] for row in rows] == [
        "01/BTN-VP", "02/BTN-VP", "03–05/BTN-VP", "06/BTN-VP", "07–08/BTN-VP", "09/BTN-VP",
    ]  # fmt: skip
    first = rows[0]
    assert first[1].date() == date(2020, 3, 3)  # type: ignore[attr-defined]
    assert first[2] == "Công văn: Trả lời kiến nghị"
    assert first[4] == "Sở Thử Một; Sở Thử Hai; Sở Y tế; Sở Xây dựng"
    assert (first[6], first[7].date(), first[8]) == (1, date(2020, 3, 3), "0/2 đã ký nhận")  # type: ignore[attr-defined]
    notes = [row[9] for row in rows]
    assert notes[1:5] == ["số đã hủy: In nhầm", "số chưa dùng", "nhập với số lấy ngoài hệ thống", "số chưa dùng"]
    page = body.get("registers/", "secretary")
    for words in ("In nhầm", "03–05/BTN-VP", "Đơn vị nhận bản lưu", "Ký nhận"):
        assert words in page
    status = sheet(body, "status-out")
    assert status[1] == ("công văn", 4, 1, 0, 0, 2, 0, 1)


def test_a_number_far_off_makes_one_row_of_what_is_missing(body: Seated) -> None:
    desk = body.founded
    desk.do(
        "enter_outside_document", kind="CV", number=2_000_000, symbol="BTN-VP", dated_on=date(2020, 3, 3), title="Xa"
    )
    assert [row[0] for row in sheet(body, "out")[1:]] == ["01–1999999/BTN-VP", "2000000/BTN-VP"]


def test_the_incoming_register_and_its_follow_up(body: Seated) -> None:
    desk = body.founded
    first = arrives(desk, dated_on=date(2020, 3, 2), note="Bản sao", urgency="urgent", way="email")
    arrives(desk, n=2, kind="")
    fields = {"agencies": (desk.agencies["alpha"],), "due_on": date(2020, 3, 6)}
    desk.do("direct_incoming", desk["head"], incoming=first, words="Trả lời", **fields)
    desk.do("answer_incoming", incoming=first, document=issue(body))
    head, one, two = sheet(body, "in")
    assert head[7:9] == ("Ngày chuyển", "Ký nhận")
    assert one[1:4] == ("01", "Sở Tài chính", "1/STC-VP")
    assert one[5:7] == ("Công văn: Về việc số 1", "Sở Thử Một")
    assert one[8:] == ("0/1 đã ký nhận", "khẩn; thư điện tử; Bản sao")
    assert two[6:9] == (None, None, None)
    _, one, two = sheet(body, "settling")
    assert one[1] == "Công văn: 1/STC-VP (Sở Tài chính): Về việc số 1"
    assert one[4:6] == ("đang xử lý", "01/BTN-VP")
    assert two[4] == "chưa trình"
    desk.do("settle_incoming", incoming=first, how="answered")
    assert sheet(body, "settling")[1][4] == "đã trả lời, 3/3/2020"
    assert sheet(body, "status-in")[1:] == [
        ("Chưa giao", 1, 0, 0, 1, 0, 1, 0), ("Sở Thử Một", 1, 1, 0, 0, 0, 0, 1), ("Cộng", 2, 1, 0, 1, 0, 1, 1),
    ]  # fmt: skip


def test_a_register_is_narrowed_by_year_kind_and_days_and_goes_on_by_its_key(body: Seated) -> None:
    desk = body.founded
    for n in range(1, 6):
        arrives(desk, n=n, kind="KH" if n == 3 else "CV")
        issue(body)
    reader, today = reader_for(desk["secretary"], desk.now), desk.now.date()
    for name in ("in", "out", "settling"):
        read, asked = REGISTERS[name].read, Asked(year=2020)
        shown, after = [], ""
        while True:
            rows = read(reader, asked, today, after, 2)
            shown += [line.values for line in rows.lines]
            if rows.next is None:
                break
            after = rows.next
        assert shown == [line.values for line in read(reader, asked, today, "", 50).lines]
        assert len(shown) == 5
    assert len(sheet(body, "in", "?kind=KH")) == 2
    assert len(sheet(body, "in", "?year=2019")) == 1
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert len(sheet(body, "out", f"?from={tomorrow}")) == 1
    assert "Không có dòng nào" in body.get(f"registers/out/?from={tomorrow}", "secretary")
    body.get("registers/nothing/", "secretary", status=404)
    body.get("registers/in/?year=abcd&kind=%00&after=%00&from=x", "secretary")


def test_words_stay_words_and_what_one_may_not_see_is_not_there(body: Seated) -> None:
    issue(body, title="=HYPERLINK(1)")
    assert sheet(body, "out")[1][2] == "Công văn: =HYPERLINK(1)"
    reader = reader_for(body.founded["fellow-alpha"], body.founded.now)
    narrow = type(reader)(capacity=reader.capacity, scopes={"documents": "own_agency"})
    arrives(body.founded)
    for register in REGISTERS.values():
        lines = register.read(narrow, Asked(year=2020), date(2020, 3, 3), "", 50).lines
        assert lines == ()
    assert Document.objects.count() == 1
