from __future__ import annotations

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import docx
import pytest

from chidao.documents.drafting import (
    Attendee,
    Conclusion,
    Gathering,
    LateTask,
    Letterhead,
    draft_attendance_sheet,
    draft_conclusion_notice,
    draft_invitation,
    draft_urging_letter,
)
from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.paper import Block, Numbered, Paper, Paragraph, Table
from chidao.documents.word import word_document
from chidao.kernel.errors import BadInput

HEAD = Letterhead(
    issuer="Ban Chỉ đạo\nmẫu",
    superior_body="Ủy ban nhân dân tỉnh mẫu",
    place="Nơi mẫu",
    number=7,
    symbol="TB-BCĐ",
    dated_on=date(2020, 9, 1),
    signature=("Chức vụ mẫu",),
    recipients=("Các thành viên",),
    filing="VT, TH",
)
MEETING = Gathering(
    name="phiên họp quý III năm 2020",
    chair="Chức vụ mẫu",
    starts_at=datetime(2020, 8, 28, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    place="Phòng họp số 2",
)
LATE = LateTask(
    title="Rà soát dịch vụ công",
    lead="Sở mẫu",
    source="Mục 2 Thông báo số 07/TB-BCĐ",
    due_on=date(2020, 9, 4),
    days_late=5,
)


def lines(blocks: tuple[Block, ...]) -> list[str]:
    told = []
    for block in blocks:
        match block:
            case Numbered(mark, text, title):
                told.append(" ".join(part for part in (mark, title, text) if part))
            case Table():
                told.append("(table)")
            case _:
                told.append(block.text)
    return told


def test_an_invitation_says_what_when_where_and_who() -> None:
    paper = draft_invitation(
        HEAD,
        MEETING,
        invited=["Các thành viên", "Sở mẫu"],
        agenda=["Đánh giá 06 tháng", "Kế hoạch quý IV;"],
        papers_note="Sở mẫu gửi trước 03 ngày làm việc",
    )
    assert (paper.kind_name, paper.subject, paper.salutation) == (
        "Giấy mời",
        "Dự phiên họp quý III năm 2020",
        "Kính mời",
    )
    assert paper.addressee_lines() == ("- Các thành viên;", "- Sở mẫu.")
    assert lines(paper.closed_body()) == [
        "Ban Chỉ đạo mẫu trân trọng kính mời dự phiên họp quý III năm 2020, cụ thể như sau:",
        "1. Nội dung:",
        "- Đánh giá 06 tháng.",
        "- Kế hoạch quý IV.",
        "2. Chủ trì: Chức vụ mẫu.",
        "3. Thời gian: 08 giờ 00, thứ Sáu, ngày 28 tháng 8 năm 2020.",
        "4. Địa điểm: Phòng họp số 2.",
        "5. Tài liệu: Sở mẫu gửi trước 03 ngày làm việc.",
        "Đề nghị các đại biểu dự họp đúng thành phần và thời gian nêu trên./.",
    ]
    assert paper.recipient_lines() == ("- Như trên;", "- Các thành viên;", "- Lưu: VT, TH.")


def test_a_conclusion_notice_numbers_conclusions_and_gives_tasks() -> None:
    paper = draft_conclusion_notice(
        HEAD,
        MEETING,
        [
            Conclusion(text="Thống nhất báo cáo."),
            Conclusion(
                title="Về dữ liệu",
                text="Hoàn thành rà soát;\nBáo cáo kết quả",
                lead="Sở mẫu",
                coordinating=("Sở A", "Sở B, C và D"),
                due_on=date(2020, 9, 30),
            ),
            Conclusion(text="Xây dựng kế hoạch", lead="Sở mẫu", coordinating=("Sở A", "Sở B")),
        ],
        present="các thành viên",
        heard="Sở mẫu báo cáo",
    )
    assert paper.subject == "Kết luận của Chức vụ mẫu\ntại phiên họp quý III năm 2020"
    assert lines(paper.closed_body()) == [
        (
            "Ngày 28 tháng 8 năm 2020, tại Phòng họp số 2, Chức vụ mẫu đã chủ trì phiên họp quý III năm 2020. "
            "Tham dự có các thành viên. Sau khi nghe Sở mẫu báo cáo và ý kiến của các đại biểu, "
            "Chức vụ mẫu kết luận như sau:"
        ),
        "1. Thống nhất báo cáo.",
        "2. Về dữ liệu. Hoàn thành rà soát.\nBáo cáo kết quả.",
        (
            "Giao Sở mẫu chủ trì, phối hợp với Sở A; và Sở B, C và D thực hiện; "
            "hoàn thành chậm nhất ngày 30 tháng 9 năm 2020."
        ),
        "3. Xây dựng kế hoạch.",
        "Giao Sở mẫu chủ trì, phối hợp với Sở A và Sở B thực hiện.",
        "Ban Chỉ đạo mẫu thông báo để các cơ quan, đơn vị liên quan biết, thực hiện./.",
    ]


def test_an_urging_letter_lists_late_tasks_in_a_table() -> None:
    paper = draft_urging_letter(
        HEAD,
        [LATE],
        agencies=["Sở mẫu"],
        matter="kết luận tại phiên họp quý III",
        as_of=date(2020, 9, 11),
        report_by=date(2020, 9, 15),
        report_to="Cơ quan thường trực",
    )
    assert (paper.kind_name, paper.letter_subject()) == (None, "V/v đôn đốc thực hiện kết luận tại phiên họp quý III")
    table = next(block for block in paper.body if isinstance(block, Table))
    assert table.rows == (("01", "Rà soát dịch vụ công", "Sở mẫu", "Mục 2 Thông báo số 07/TB-BCĐ", "04/9/2020", "05"),)
    told = lines(paper.closed_body())
    assert "tính đến hết ngày 11 tháng 9 năm 2020, có 01 nhiệm vụ" in told[0]
    assert told[-1] == "3. Báo cáo bằng văn bản về Cơ quan thường trực trước ngày 15 tháng 9 năm 2020 để tổng hợp./."


def test_an_attendance_sheet_has_rows_to_sign_and_no_number() -> None:
    paper = draft_attendance_sheet(HEAD, MEETING, [Attendee(post="Chức vụ", agency="Sở mẫu")], blank_rows=2)
    table = next(block for block in paper.body if isinstance(block, Table))
    assert [row[:3] for row in table.rows] == [("01", "", "Chức vụ, Sở mẫu"), ("02", "", ""), ("03", "", "")]
    assert paper.number_line() is None
    assert paper.closed_body()[-1] is table


def test_nothing_to_conclude_and_nothing_late_is_said_not_printed() -> None:
    with pytest.raises(BadInput):
        draft_conclusion_notice(HEAD, MEETING, [])
    with pytest.raises(BadInput):
        draft_urging_letter(HEAD, [], agencies=["Sở mẫu"], matter="kết luận", as_of=date(2020, 9, 11))


def papers() -> list[Paper]:
    return [
        draft_invitation(HEAD, MEETING, invited=["Các thành viên"], agenda=["Một việc"]),
        draft_conclusion_notice(
            HEAD, MEETING, [Conclusion(text=f"Việc {index}", lead="Sở mẫu") for index in range(60)]
        ),
        draft_urging_letter(HEAD, [LATE] * 60, agencies=["Sở mẫu"], matter="kết luận", as_of=date(2020, 9, 11)),
        draft_attendance_sheet(HEAD, MEETING, [Attendee(post="Chức vụ")] * 60),
    ]


@pytest.mark.parametrize("index", range(4))
def test_every_draft_prints_all_that_it_says(index: int) -> None:
    paper = papers()[index]
    document = docx.Document(io.BytesIO(word_document(paper, formality_on(load_formalities(), date(2020, 9, 1)))))
    printed = " ".join(paragraph.text for paragraph in document.paragraphs)
    for block in paper.closed_body():
        if isinstance(block, Paragraph | Numbered):
            assert all(line in printed for line in block.text.split("\n"))
    if any(isinstance(block, Table) for block in paper.body):
        assert max(len(table.rows) for table in document.tables) > 60
