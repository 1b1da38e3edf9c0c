"""Turns that real papers take and that were once misread: each in words of our own."""

from __future__ import annotations

from typing import Final

from chidao.data.reading import norm_words
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law

WORDS: Final = norm_words()
HEAD: Final = (
    "THỦ TƯỚNG CHÍNH PHỦ\nSố: 15/QĐ-TTg\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Hà Nội, ngày 21 tháng 4 năm 2003\nQUYẾT ĐỊNH\nVề việc thành lập Hội đồng Khoa học\nQUYẾT ĐỊNH:\n"
)

Role = tuple[str, str | None, str | None]


def roles(text: str) -> set[Role]:
    """Return the roles with posts (or agencies) and names that a text gives."""
    found = [norm for norm in find_norms(read_law(text), WORDS) if norm.kind == "role"]
    return {(norm.values["role"], norm.get("post") or norm.get("agency"), norm.get("name")) for norm in found}


def test_an_old_symbol_has_no_stroke() -> None:
    document = read_law(HEAD.replace("15/QĐ-TTg", "15-CT") + "Điều 1. Ban hành danh mục.").document
    assert (document.number, document.symbol, document.separator) == ("15", "CT", "-")


def test_the_day_of_a_portals_page_is_not_the_documents() -> None:
    document = read_law("Thứ năm, 22/02/2024\n" + HEAD + "Điều 1. Ban hành danh mục.").document
    assert (document.issued_on, document.place) == ("2003-04-21", "Hà Nội")


def test_a_number_alone_in_a_cell_does_not_end_the_head() -> None:
    text = (
        "TỈNH ỦY BÌNH MINH\n|\nĐẢNG CỘNG SẢN VIỆT NAM\n|\nSố:\n216-QĐ/TU\n|\nBình\nMinh, ngày 01 tháng 4 năm 2009\n"
        "|\nQUY ĐỊNH\nVỀ CHẾ ĐỘ LÀM VIỆC\n- Căn cứ Điều lệ Đảng;\nĐiều 1. Phạm vi\n1- Quy định này quy định chế độ họp."
    )
    document = read_law(text).document
    assert (document.number, document.symbol, document.issued_on) == ("216", "QĐ/TU", "2009-04-01")
    assert document.place == "Bình Minh"


def test_a_degree_before_a_name_that_begins_with_v() -> None:
    text = (
        HEAD
        + "Điều 1. Hội đồng Khoa học gồm:\n1. Tiến sĩ khoa học Vũ Văn Mẫu, Thứ trưởng Bộ Y tế, Chủ tịch Hội đồng;\n"
        "2. Thượng tướng Vũ Thị Tám, Thứ trưởng Bộ Quốc phòng, Ủy viên;\n"
        "3. Trần Văn Mẫu, Chủ tịch Hội đồng khoa học Bộ Xây dựng, Ủy viên."
    )
    assert roles(text) == {
        ("chair", "Thứ trưởng Bộ Y tế", "Vũ Văn Mẫu"),
        ("member", "Thứ trưởng Bộ Quốc phòng", "Vũ Thị Tám"),
        ("member", "Chủ tịch Hội đồng khoa học Bộ Xây dựng", "Trần Văn Mẫu"),
    }


def test_the_standing_one_is_told_in_brackets() -> None:
    text = (
        "Thủ tướng vừa ra quyết định số 15/QĐ-TTg thành lập Ban Chỉ đạo Chuyển đổi số. Phó Trưởng Ban Chỉ đạo gồm: "
        "ông Trần Văn Mẫu, Phó Thủ tướng Chính phủ (Phó Trưởng ban Thường trực); ông Lê Văn Tám, Bộ trưởng Bộ Xây dựng."
    )
    assert roles(text) == {
        ("standing_vice_chair", "Phó Thủ tướng Chính phủ", "Trần Văn Mẫu"),
        ("vice_chair", "Bộ trưởng Bộ Xây dựng", "Lê Văn Tám"),
    }
    document = read_law(text).document
    assert (document.kind, document.number, document.symbol) == ("Quyết định", "15", "QĐ-TTg")


def test_posts_in_small_letters_are_two() -> None:
    text = (
        "Ban chỉ đạo gồm Phó Thủ tướng Trần Văn Mẫu làm trưởng ban, phó ban gồm bộ trưởng Y tế và bộ trưởng Tài chính."
    )
    assert {role for role in roles(text) if role[0] == "vice_chair"} == {
        ("vice_chair", "bộ trưởng Y tế", None),
        ("vice_chair", "bộ trưởng Tài chính", None),
    }


def test_a_standing_body_named_with_the_ministry_that_it_is_of() -> None:
    text = HEAD + "Điều 1. Vụ Pháp chế, Thanh tra và Kiểm tra - Bộ Y tế là cơ quan thường trực Hội đồng Khoa học."
    (norm,) = [norm for norm in find_norms(read_law(text), WORDS) if norm.kind == "standing_body"]
    assert norm.get("agency") == "Vụ Pháp chế, Thanh tra và Kiểm tra - Bộ Y tế"
