"""Who has a role, however the text lists people: rows, shared posts, notes, replaced members, tables, headings."""

from __future__ import annotations

import pytest

from chidao.data.reading import norm_words
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from tests.reading.regulations_made import Role

A, B, C = "Trần Văn Mẫu", "Lê Văn Tám", "Lê Thị Mẫu"
STC, SNV, TTCP = "Sở Tài chính", "Sở Nội vụ", "Chính phủ"


def roles_in(text: str) -> set[Role]:
    norms = find_norms(read_law(text), norm_words())
    return {(n.get("role"), n.get("post"), n.get("agency"), n.get("name")) for n in norms if n.kind == "role"}


def in_regulation(sentence: str) -> set[Role]:
    head = "QUY CHẾ\nHoạt động của Ban Chỉ đạo Chuyển đổi số tỉnh\nĐiều 1. Thành phần\n1. Quy định chung."
    return roles_in(f"{head}\n2. {sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            f"Ông {A}, Giám đốc {SNV} và ông {B}, Giám đốc {STC} làm Phó Trưởng ban.",
            {("vice_chair", f"Giám đốc {SNV}", SNV, A), ("vice_chair", f"Giám đốc {STC}", STC, B)},
        ),
        (
            f"03 Phó Trưởng ban gồm các đồng chí: Giám đốc {SNV}, Giám đốc {STC}; ngoài ra còn có 11 thành viên.",
            {("vice_chair", f"Giám đốc {SNV}", SNV, None), ("vice_chair", f"Giám đốc {STC}", STC, None)},
        ),
        (
            f"Các Phó Trưởng ban gồm hai Phó Chủ tịch UBND tỉnh {A} và {B}.",
            {("vice_chair", "Phó Chủ tịch UBND tỉnh", "UBND tỉnh", A),
             ("vice_chair", "Phó Chủ tịch UBND tỉnh", "UBND tỉnh", B)},
        ),
        (
            f"Phó Trưởng ban: Phó Chủ tịch UBND tỉnh (Thường trực), Giám đốc {SNV}, Chánh Văn phòng HĐND và UBND tỉnh.",
            {("standing_vice_chair", "Phó Chủ tịch UBND tỉnh", "UBND tỉnh", None),
             ("vice_chair", f"Giám đốc {SNV}", SNV, None),
             ("vice_chair", "Chánh Văn phòng HĐND và UBND tỉnh", "Văn phòng HĐND và UBND tỉnh", None)},
        ),
        (
            f"Ông {A}, Giám đốc {STC} thay ông {B}, nguyên Phó Giám đốc {STC} làm Ủy viên Ban Chỉ đạo.",
            {("member", f"Giám đốc {STC}", STC, A)},
        ),
        (
            f"Ông {A}, Giám đốc {STC} làm Ủy viên thay ông {B}, nguyên Giám đốc {SNV}, nghỉ hưu theo chế độ.",
            {("member", f"Giám đốc {STC}", STC, A)},
        ),
        (
            f"Ông {A} - Giám đốc {SNV} Phó Trưởng ban; bà {C} - Giám đốc {STC} Ủy viên.",
            {("vice_chair", f"Giám đốc {SNV}", SNV, A), ("member", f"Giám đốc {STC}", STC, C)},
        ),
        (
            f"Phó Trưởng ban kiêm Tổ trưởng Tổ giúp việc: Giám đốc {SNV}.",
            {("vice_chair", f"Giám đốc {SNV}", SNV, None), ("lead", f"Giám đốc {SNV}", SNV, None)},
        ),
        (
            "Thành viên là Trưởng các phòng: Nội vụ, Tài chính - Kế hoạch; Trưởng Công an huyện.",
            {("member", "Trưởng phòng Nội vụ", "Phòng Nội vụ", None),
             ("member", "Trưởng phòng Tài chính - Kế hoạch", "Phòng Tài chính - Kế hoạch", None),
             ("member", "Trưởng Công an huyện", "Công an huyện", None)},
        ),
        (
            "Các Ủy viên: Bộ trưởng các Bộ: Công an, Nội vụ; Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ.",
            {("member", "Bộ trưởng Bộ Công an", "Bộ Công an", None),
             ("member", "Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", None),
             ("member", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ", None)},
        ),
        (
            f"Tổ phó Tổ giúp việc: Trưởng phòng Cải cách hành chính, {SNV}.",
            {("deputy_lead", f"Trưởng phòng Cải cách hành chính, {SNV}", SNV, None)},
        ),
        (
            f"Thành viên Ban Chỉ đạo gồm: Đại tá {A}, Giám đốc Công an tỉnh; Thiếu tướng {B}, Giám đốc {SNV}.",
            {("member", "Giám đốc Công an tỉnh", "Công an tỉnh", A), ("member", f"Giám đốc {SNV}", SNV, B)},
        ),
        (
            "Ủy viên: Giám đốc Bệnh viện Nguyễn Đình Chiểu; Hiệu trưởng Trường Đại học Lê Quý Đôn.",
            {("member", "Giám đốc Bệnh viện Nguyễn Đình Chiểu", "Bệnh viện Nguyễn Đình Chiểu", None),
             ("member", "Hiệu trưởng Trường Đại học Lê Quý Đôn", "Trường Đại học Lê Quý Đôn", None)},
        ),
        (
            f"Các Phó Trưởng ban gồm: ông {A}, Giám đốc {SNV} - Phó Trưởng ban Thường trực; ông {B}, Giám đốc {STC}.",
            {("standing_vice_chair", f"Giám đốc {SNV}", SNV, A), ("vice_chair", f"Giám đốc {STC}", STC, B)},
        ),
        (
            "Ủy viên: Trưởng phòng Tài chính- Kế hoạch; Giám đốc Công an TP.Bình Minh; Tư lệnh Bộ Tư lệnh Thủ đô.",
            {("member", "Trưởng phòng Tài chính- Kế hoạch", "Phòng Tài chính- Kế hoạch", None),
             ("member", "Giám đốc Công an TP.Bình Minh", "Công an TP.Bình Minh", None),
             ("member", "Tư lệnh Bộ Tư lệnh Thủ đô", "Bộ Tư lệnh Thủ đô", None)},
        ),
        ("Chỉ huy trưởng Ban Chỉ huy Quân sự xã chịu trách nhiệm phối hợp.", set()),
        ("Trưởng ban Tuyên giáo Tỉnh ủy, Ủy viên Ban Thường vụ Tỉnh ủy chịu trách nhiệm thi hành.", set()),
        ("Các thành viên là Trưởng phòng hoặc Phó Trưởng phòng phụ trách các phòng chuyên môn.", set()),
    ],
)  # fmt: skip
def test_lists_of_people(sentence: str, expected: set[Role]) -> None:
    assert in_regulation(sentence) == expected


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Thành lập Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số xã An Phú gồm:",
            "Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số xã An Phú",
        ),
        (
            "Kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh và ban hành Quy chế hoạt động.",
            "Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh",
        ),
        (
            "Thành lập Ban Chỉ đạo sắp xếp đơn vị hành chính cấp xã giai đoạn 2023 - 2030 gồm 9 người.",
            "Ban Chỉ đạo sắp xếp đơn vị hành chính cấp xã giai đoạn 2023 - 2030",
        ),
        (
            "Thành lập Hội đồng Thi đua - Khen thưởng tỉnh Bình Minh.",
            "Hội đồng Thi đua - Khen thưởng tỉnh Bình Minh",
        ),
        (
            "Trưởng Ban Chỉ đạo phê duyệt kế hoạch. Ban Chỉ đạo tự giải thể sau khi hoàn thành nhiệm vụ.",
            "Ban Chỉ đạo",
        ),
        (
            "Thành lập Ban Chỉ đạo chuyển đổi số xã; thay thế Quyết định số 1/QĐ-UBND về Ban Chỉ đạo cũ của xã.",
            "Ban Chỉ đạo chuyển đổi số xã",
        ),
        (
            "Kiện toàn Ban Chỉ đạo chuyển đổi số huyện, giao Văn phòng theo dõi.",
            "Ban Chỉ đạo chuyển đổi số huyện",
        ),
    ],
)
def test_the_name_of_a_body_ends_where_it_does(words: str, name: str) -> None:
    norms = find_norms(read_law(f"QUYẾT ĐỊNH\nĐiều 1. {words}\n"), norm_words())
    assert [n.get("name") for n in norms if n.kind == "body"] == [name]


def test_a_name_right_after_a_bare_post_is_a_name() -> None:
    assert in_regulation(f"Ban Chỉ đạo do Bộ trưởng {A} làm Trưởng ban; Thứ trưởng {C} làm Phó Trưởng ban.") == {
        ("chair", "Bộ trưởng", None, A), ("vice_chair", "Thứ trưởng", None, C),
    }  # fmt: skip


def test_a_post_goes_with_what_it_is_in_charge_of() -> None:
    (found,) = in_regulation("Phó Trưởng ban Thường trực: Thứ trưởng phụ trách lĩnh vực công nghệ thông tin.")
    assert found[:2] == ("standing_vice_chair", "Thứ trưởng phụ trách lĩnh vực công nghệ thông tin")


def test_the_members_of_a_national_commission() -> None:
    text = (
        "Kiện toàn Ủy ban Quốc gia về dữ liệu\n"
        "Thủ tướng Chính phủ làm Chủ tịch Ủy ban. Phó Chủ tịch Ủy ban gồm: Phó Thủ tướng Chính phủ "
        "(Phó Chủ tịch thường trực Ủy ban); Bộ trưởng Bộ Công an. "
        "Các Ủy viên Ủy ban gồm Bộ trưởng các Bộ: Nội vụ, Y tế.\n"
    )
    assert roles_in(text) == {
        ("chair", "Thủ tướng Chính phủ", "Chính phủ", None),
        ("standing_vice_chair", "Phó Thủ tướng Chính phủ", "Chính phủ", None),
        ("vice_chair", "Bộ trưởng Bộ Công an", "Bộ Công an", None),
        ("member", "Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", None),
        ("member", "Bộ trưởng Bộ Y tế", "Bộ Y tế", None),
    }


def test_the_chair_of_a_people_s_committee_is_no_chair_of_a_commission() -> None:
    others = "Báo cáo Chủ tịch Ủy ban nhân dân tỉnh, Phó Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh."
    text = f"Ủy ban Quốc gia về dữ liệu\n{others}\n"
    assert roles_in(text) == set()


def test_a_column_says_what_its_cells_are() -> None:
    first = "1\tÔng Y Mẫu\tĐội trưởng Đội Quản lý hành chính về trật tự xã hội\tTổ trưởng"
    rows = f"{first}\n2\t{A}\tTrưởng phòng Tư pháp\tTổ phó"
    text = f"DANH SÁCH\nThành viên Tổ công tác Đề án 06\nSTT\tHọ và tên\tChức vụ\tChức danh trong Tổ công tác\n{rows}\n"
    assert {(role, post) for role, post, _, _ in roles_in(text)} == {
        ("lead", "Đội trưởng Đội Quản lý hành chính về trật tự xã hội"), ("deputy_lead", "Trưởng phòng Tư pháp"),
    }  # fmt: skip


def test_members_and_their_duties_under_headings() -> None:
    text = (
        "THÔNG BÁO\nPhân công nhiệm vụ các thành viên Ban Chỉ đạo Chuyển đổi số huyện\n"
        f"I. TRƯỞNG BAN: Đồng chí {A} - Phó Bí thư Huyện ủy, Chủ tịch UBND huyện\nPhụ trách chung.\n"
        f"II. CÁC ỦY VIÊN\n1. Đồng chí {B} - Trưởng phòng Nội vụ: phụ trách lĩnh vực cải cách hành chính.\n"
        f"2. Đồng chí {C} - Trưởng phòng Tư pháp: tham mưu về thể chế.\n"
    )
    assert {(role, post, name) for role, post, _, name in roles_in(text)} == {
        ("chair", "Chủ tịch UBND huyện", A), ("member", "Trưởng phòng Nội vụ", B),
        ("member", "Trưởng phòng Tư pháp", C),
    }  # fmt: skip


def test_a_title_misread_by_a_scanner_is_read() -> None:
    assert in_regulation("Phó Trường ban thường trực: Phó Chủ tịch UBND tỉnh.") == {
        ("standing_vice_chair", "Phó Chủ tịch UBND tỉnh", "UBND tỉnh", None)
    }
