"""A content of each form that a clerk types, with every part that such a paper has. Posts only, no persons."""

from __future__ import annotations

from typing import Any, Final

_TABLE: Final = (
    "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n"
    "| 01 | Rà soát dịch vụ công trực tuyến, công bố danh mục dịch vụ đủ điều kiện | Văn phòng Ủy ban | 30/6/2022 |\n"
    "| 02 | Kết nối, chia sẻ dữ liệu | Sở mẫu<br>Sở A | Quý IV |"
)
_REGULATION: Final = (
    "# QUY CHẾ: Tổ chức và hoạt động của Ban mẫu\nChương I\nQUY ĐỊNH CHUNG\n"
    "Điều 1. Phạm vi điều chỉnh\n1. Quy chế này quy định tổ chức của Ban.\n"
    "2. Ban làm việc theo nguyên tắc:\na) Tập trung dân chủ;\nb) Đúng thẩm quyền.\n"
    "Chương II\nCHẾ ĐỘ LÀM VIỆC\nĐiều 2. Phiên họp\nBan họp định kỳ mỗi quý một lần."
)
_END: Final[dict[str, Any]] = {
    "recipients": ["Các thành viên", "Các cơ quan liên quan"], "filing": "VT, TH", "urgency": "",
}  # fmt: skip


def _content(form: str, title: str, text: str, **more: Any) -> dict[str, Any]:
    return {"form": form, "title": title, "text": text, **_END, **more}


def _plan(form: str, title: str) -> dict[str, Any]:
    text = (
        "Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư;\nThực hiện Nghị quyết số 12-NQ/TU, Ban ban hành kế "
        "hoạch như sau.\nI. MỤC ĐÍCH, YÊU CẦU\n1. Thống nhất việc điều phối giữa các cơ quan.\n"
        f"2. Bảo đảm tiến độ.\nII. NHIỆM VỤ\n{_TABLE}\nIII. TỔ CHỨC THỰC HIỆN\n"
        "Các cơ quan căn cứ Kế hoạch này tổ chức thực hiện.\n# PHỤ LỤC I: CHỈ TIÊU NĂM 2022\n"
        "| TT | Chỉ tiêu | Mức |\n| 01 | Hồ sơ nộp trực tuyến | 50% |"
    )
    return _content(form, title, text)


SAMPLES: Final[dict[str, dict[str, Any]]] = {
    each["form"]: each
    for each in (
        _content(
            "decision", "Ban hành Quy chế tổ chức và hoạt động của Ban mẫu",
            "Căn cứ Luật Tổ chức chính quyền địa phương;\nCăn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ;\n"
            "Theo đề nghị của Giám đốc Sở mẫu tại Tờ trình số 118/TTr-SKHCN.\n"
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế tổ chức và hoạt động của Ban mẫu.\n"
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
            f"Điều 3. Các cơ quan có liên quan chịu trách nhiệm thi hành Quyết định này.\n{_REGULATION}\n"
            f"# PHỤ LỤC I: PHÂN CÔNG NHIỆM VỤ\n{_TABLE}\n\n| TT | Ghi chú |\n| 01 | Ô có dấu \\| ở giữa |",
            competent="CHỨC VỤ MẪU CỦA BAN",
        ),
        _plan("programme", "Công tác năm 2022 của Ban mẫu"),
        _plan("plan", "Kiểm tra việc thực hiện nhiệm vụ năm 2022"),
        _content(
            "notice", "Phân công theo dõi địa bàn",
            "Ban thông báo phân công như sau:\n1. Thành viên thứ nhất theo dõi các xã phía Bắc.\n"
            "2. Thành viên thứ hai theo dõi các xã phía Nam.",
        ),
        _content(
            "report_paper", "Kết quả thực hiện nhiệm vụ quý III năm 2022",
            f"Ban báo cáo kết quả như sau.\nI. KẾT QUẢ\n1. Đã hoàn thành 05 nhiệm vụ.\n{_TABLE}\n"
            "II. KIẾN NGHỊ\n- Bổ sung kinh phí;\n- Kéo dài thời hạn nhiệm vụ thứ hai.",
        ),
        _content(
            "submission", "Phê duyệt kế hoạch năm 2022",
            "Căn cứ Quy chế làm việc;\nCăn cứ kết quả lấy ý kiến.\n1. Sự cần thiết: điều phối thống nhất.\n"
            "2. Nội dung trình: phê duyệt kế hoạch.\nKính trình xem xét, quyết định.",
            addressed=["Ủy ban nhân dân tỉnh"],
        ),
        _content(
            "letter", "cử người tham gia tổ giúp việc",
            "Căn cứ quy chế làm việc của Ban, đề nghị các cơ quan cử người tham gia trước ngày 05 tháng 9 năm 2022.\n"
            "\\# Ghi chú: gửi bản điện tử.\n\\| Người được cử giữ nhiệm vụ đến hết năm.",
            addressed=["Sở A", "Sở B"], urgency="urgent",
        ),
        _content(
            "urging_letter", "đôn đốc thực hiện kết luận phiên họp quý II",
            f"Các nhiệm vụ sau đã quá thời hạn:\n{_TABLE}\nĐề nghị các cơ quan:\n1. Hoàn thành ngay;\n"
            "2. Báo cáo bằng văn bản.",
            addressed=["Sở A", "Sở B"],
        ),
        _content(
            "invitation_paper", "Dự phiên họp quý III năm 2022", "Nội dung: đánh giá việc thực hiện nhiệm vụ.\n"
            "Đề nghị các đại biểu dự họp đúng thành phần.",
            addressed=["Các thành viên", "Sở A"], recipients=["Văn phòng"], starts_at="2022-09-09T08:00",
            place="Phòng họp số 2", chair="Chức vụ chủ trì",
        ),
        _content(
            "minutes", "Phiên họp quý III năm 2022",
            "1. Cơ quan thường trực trình bày báo cáo.\n2. Ý kiến thảo luận:\n- Sở A đề nghị bổ sung chỉ tiêu.\n"
            "3. Người chủ trì kết luận giao Sở A hoàn thiện kế hoạch.",
            starts_at="2022-09-09T08:00", place="Phòng họp số 2", attendees=["Các thành viên", "Đại diện Sở A, Sở B"],
            absent=["Một thành viên có lý do"], chair="Chức vụ chủ trì", secretary="Chức vụ thư ký",
            ends_at="2022-09-09T11:05", recipients=["Người dự họp"],
        ),
        _content(
            "information_request", "cung cấp số liệu dịch vụ công trực tuyến",
            "Để chuẩn bị phiên họp quý III, Ban đề nghị các cơ quan cung cấp thông tin.",
            addressed=["Sở A"], items=["Số hồ sơ tiếp nhận", "Tỷ lệ hồ sơ trực tuyến"], due_on="2022-08-25",
            send_to="cơ quan thường trực",
        ),
        _content(
            "absence_consent", "đồng ý vắng mặt tại phiên họp quý III",
            "Đề nghị gửi ý kiến bằng văn bản trước phiên họp.",
            addressed=["Giám đốc Sở A"], absentee="Giám đốc Sở A", meeting="phiên họp quý III năm 2022",
            meets_at="2022-09-09T08:00", reason="đi công tác", substitute="Phó Giám đốc Sở A",
        ),
        _content(
            "delegation", "Ký văn bản mời họp của Ban", "Căn cứ Quy chế làm việc;", grantor="Chức vụ thứ nhất",
            grantee="Chức vụ thứ hai", matters=["Ký giấy mời họp", "Ký công văn đôn đốc"], from_on="2022-09-01",
            through_on="2022-12-31",
        ),
        _content(
            "list_paper", "Thành viên tổ giúp việc",
            "| TT | Chức vụ | Cơ quan | Ghi chú |\n| 01 | Chức vụ thứ nhất | Sở A |  |\n"
            "| 02 | Chức vụ thứ hai | Sở B |  |",
        ),
    )
}  # fmt: skip
"""A content of each form, by the form's id."""
