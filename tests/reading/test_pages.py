"""Single turns of how portals and offices write, each met in real texts and written anew here."""

from __future__ import annotations

import pytest

from chidao.reading.reader import read_law
from chidao.reading.tree import Law
from tests.reading.shared_texts import codes

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\nSố: 15/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Bình Minh, ngày 02 tháng 3 năm 2024\nQUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\nQUYẾT ĐỊNH:\n"
)
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Tám\n"


def decision(*articles: str, foot: str = FOOT) -> Law:
    return read_law(HEAD + "\n".join(articles) + foot)


def test_a_page_that_lost_the_names_of_kinds() -> None:
    law = read_law(
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 63/2006/QĐ-UBND | Bình Minh, ngày 26 tháng 7 năm 2006 |\n"
        "BAN HÀNH QUY ĐỊNH VỀ CÔNG BÁO\nỦY BAN NHÂN DÂN TỈNH BÌNH MINH\n"
        "Căn cứ Quyết định số 871/QĐ-UBND ngày 05/4/2006;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này quy định về công báo.\nĐiều 2. Hiệu lực.\n"
        "| TM. ỦY BAN NHÂN DÂN |\n"
        "VỀ CÔNG BÁO\n(Ban hành theo Quyết định số 63/ 2006/QĐ - UBND ngày 26 tháng 7 năm 2006)\n"
        "Điều 1. Phạm vi\nĐiều 2. Công báo\n"
    )
    document = law.document
    assert (document.kind, document.number, document.symbol) == ("Quyết định", "63", "2006/QĐ-UBND")
    assert (document.title, document.issuer) == ("BAN HÀNH QUY ĐỊNH VỀ CÔNG BÁO", "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH")
    assert [(part.role, part.title, len(part.articles)) for part in law.parts] == [
        ("decision", "BAN HÀNH QUY ĐỊNH VỀ CÔNG BÁO", 2), ("regulation", "VỀ CÔNG BÁO", 2),
    ]  # fmt: skip
    assert {"signer_unnamed", "signer_postless"} <= set(codes(law))


def test_lists_of_people_that_begin_again_under_dashes() -> None:
    law = decision(
        "Điều 1. Thành lập Ban Chỉ đạo gồm:", "* Trưởng ban: Chủ tịch UBND xã.", "* Phó Trưởng ban:",
        "1. Ông A, Phó Chủ tịch.",
        "2. Ông B, Trưởng Công an.", "* Các thành viên:", "1. Ông C, công chức.", "2. Ông D, công chức.",
        "3. Bà E, công chức.",
        "Điều 2. Hiệu lực.",
    )  # fmt: skip
    assert [clause.label for clause in law.parts[0].articles[0].clauses] == ["1", "2", "1", "2", "3"]
    assert not law.problems


def test_one_basis_names_several_laws_a_line_each() -> None:
    law = read_law(
        HEAD.replace("19/6/2015;\n", "19/6/2015;\nLuật sửa đổi, bổ sung Luật Tổ chức Chính phủ ngày 22/11/2019;\n")
        + "Điều 1. Gồm"
    )
    (base,) = law.bases
    assert [str(cite) for cite in base.cites] == [
        "Luật Tổ chức chính quyền địa phương", "Luật sửa đổi, bổ sung Luật Tổ chức Chính phủ",
    ]  # fmt: skip


def test_what_is_repealed_in_part_is_not_replaced() -> None:
    words = "Điều 1. Bãi bỏ một số điều, khoản của Quyết định số 12/QĐ-UBND ngày 01/02/2020."
    more = "Điều 2. Thay thế các Quyết định số 13/QĐ-UBND ngày 01/02/2021, số 14/QĐ-UBND ngày 02/02/2022."
    assert decision(words, more).replaces == ("13/QĐ-UBND", "14/QĐ-UBND")


def test_recipients_and_a_signature_broken_by_narrow_cells() -> None:
    foot = (
        "\nNơi nhận:\n- Các sở, ban,\nngành tỉnh;\n- Lưu: VT.\n|\nKT. BỘ TRƯỞNG BỘ\nNỘI VỤ\nTHỨ TRƯỞNG\nLê Văn Tám\n|\n"
    )
    law = decision("Điều 1. Hiệu lực./.", foot=foot)
    signer = law.document.signer
    assert law.recipients == ("Các sở, ban, ngành tỉnh", "Lưu: VT")
    assert signer is not None
    assert (signer.for_whom, signer.posts, signer.name) == ("BỘ TRƯỞNG BỘ NỘI VỤ", ("THỨ TRƯỞNG",), "Lê Văn Tám")


def test_of_two_who_sign_the_first_is_kept() -> None:
    posts = "\nKT. BỘ TRƯỞNG BỘ TÀI CHÍNH\nThứ trưởng\nKT. BỘ TRƯỞNG BỘ Y TẾ\nThứ trưởng\n"
    foot = f"{posts}(Đã ký)\n(Đã ký)\nLê Văn Tám\nTrần Văn Một\n"
    signer = decision("Điều 1. Hiệu lực./.", foot=foot).document.signer
    assert signer is not None
    assert (signer.forms, signer.for_whom, signer.posts) == (("KT.",), "BỘ TRƯỞNG BỘ TÀI CHÍNH", ("Thứ trưởng",))
    assert signer.name == "Lê Văn Tám"


def test_a_title_in_capitals_ends_where_the_text_speaks() -> None:
    law = read_law(
        "VĂN PHÒNG\nCHÍNH PHỦ\n|\nSố: 203/TB-VPCP\n|\nTHÔNG BÁO\nKẾT LUẬN PHIÊN HỌP\n"
        "Ngày 24 tháng 4 năm 2024, tại trụ sở đã họp.\n"
        "A. KẾT QUẢ\nI. Kết quả\n1. Đã làm.\n2. Đang làm.\nB. NHIỆM VỤ\nI. Quan điểm\n1. Một.\n"
    )
    assert (law.document.title, law.document.issuer) == ("KẾT LUẬN PHIÊN HỌP", "VĂN PHÒNG CHÍNH PHỦ")
    assert [heading.label for heading in law.parts[0].headings] == ["A", "I", "B", "I"]


@pytest.mark.parametrize(
    ("news", "number", "symbol", "known"),
    [
        ("Chiều 29.8, UBND tỉnh ban hành Quyết định số 2485 kiện toàn Ban Chỉ đạo cấp tỉnh.", "2485", None, "--08-29"),
        ("UBND tỉnh ban hành Quyết định kiện toàn Ban Chỉ đạo (Quyết định số 204/QĐ-UBND, ngày 13/10/2021).", "204",
         "QĐ-UBND", "2021-10-13"),
        ("(BM) - Ngày 30-9-2022, UBND tỉnh ban hành Quyết định số 2426/QĐ-UBND về ngày chuyển đổi số.", "2426",
         "QĐ-UBND", "2022-09-30"),
    ],
)  # fmt: skip
def test_what_news_tell_and_what_they_leave_out(news: str, number: str, symbol: str | None, known: str) -> None:
    law = read_law(f"Kiện toàn Ban Chỉ đạo\n\n{news}\n")
    document = law.document
    assert (document.number, document.symbol, document.issuer) == (number, symbol, "UBND tỉnh")
    assert document.dated_on is not None
    assert document.dated_on.as_iso() == known
    assert ("symbol_missing" in codes(law)) == (symbol is None)


def test_a_text_in_one_line_is_cut_where_articles_begin() -> None:
    law = read_law(
        HEAD.replace("\n", " ")
        + "Điều 1. Ban hành quy chế hoạt động. " * 1
        + "Nội dung. " * 80
        + "Điều 2. Chế độ họp 1. Họp thường kỳ. 2. Họp bất thường."
    )
    assert [(article.label, len(article.clauses)) for article in law.parts[0].articles] == [("1", 0), ("2", 2)]
