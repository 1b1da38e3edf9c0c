"""One fault for each rule, planted into a document without fault: found, and only that."""

from __future__ import annotations

from typing import Any, Final

import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from chidao.data.loading import read_yaml
from chidao.documents.checking.book import FILE, read_book
from chidao.documents.checking.checks import check_sheet
from chidao.documents.checking.reader import read_sheet
from chidao.documents.checking.report import Report
from tests.documents.laid_out import LEFT, RIGHT, as_bytes
from tests.documents.planting import (
    BASES,
    Plant,
    all_of,
    at,
    broken_rule,
    cells_of,
    counted,
    date_on_next_row,
    dropped,
    in_font,
    number_aside,
    number_run,
    numbered_at_foot,
    on_first_page,
    on_page,
    on_side,
    recoloured,
    rule_of,
    says,
    shaped,
    sized,
    styled,
    swaps,
    unframed,
    unnumbered,
    wider_stamp,
    without_rule,
)

BOOK: Final = read_book(read_yaml(FILE)["norms"][0])
NATION, MOTTO, ISSUER, SUPERIOR = "CỘNG HÒA", "Độc lập", "SỞ KHOA", "ỦY BAN NHÂN DÂN TỈNH"
SUBJECT, ABOUT, PLACE = "Về việc", "V/v", "Bình Minh, ngày"
FIRST, LAST = "Điều 1. Ban", "Điều 3. Chánh"
CLAUSE, ATTACHED = "1. Quy chế", "(Kèm theo"


def report(document: object) -> Report:
    return check_sheet(read_sheet(as_bytes(document)), BOOK)  # type: ignore[arg-type]


def _signed_left(document: Any) -> None:
    table = document.tables[-1].rows[0]
    for cell in table.cells:
        cell.width = Cm(4)


def _lower(document: Any) -> None:
    """Move the signer's post a line below the recipients' head."""
    head = at(document, "Nơi nhận")
    head.runs[-1].text = ""
    first = at(document, "- Như Điều")
    first.add_run("\t")
    run = first.add_run("GIÁM ĐỐC")
    run.font.size, run.bold = Pt(14), True


def _drop_last(document: Any, begins: str) -> None:
    found = [each for each in document.paragraphs if each.text.startswith(begins)][-1]._p
    found.getparent().remove(found)


def _count_on(document: Any) -> None:
    """Let an appendix go on with the page numbers of the document."""
    properties = document.sections[-1]._sectPr
    properties.remove(properties.find(qn("w:pgNumType")))


# rule: (the document, what is done to it)
PLANTS: Final[dict[str, tuple[str, Plant]]] = {
    "page.size": ("letter", on_page(page_width=215.9, page_height=279.4)),
    "page.upright": ("decision", on_side),
    "page.margin_top": ("decision", on_page(top_margin=30)),
    "page.margin_bottom": ("decision", on_page(bottom_margin=15)),
    "page.margin_left": ("letter", on_page(left_margin=28)),
    "page.margin_right": ("decision", on_page(right_margin=10)),
    "font.name": ("decision", in_font("Điều 2. Quyết", "Arial")),
    "font.unicode": ("decision", in_font("Điều 2. Quyết", ".VnTime")),
    "font.colour": ("decision", recoloured("Điều 2. Quyết")),
    "page_number.missing": ("decision", unnumbered),
    "page_number.place": ("decision", numbered_at_foot),
    "page_number.centred": ("decision", number_aside),
    "page_number.first": ("decision", on_first_page),
    "page_number.size": ("decision", number_run(lambda run: setattr(run.font, "size", Pt(11)))),
    "page_number.style": ("decision", number_run(lambda run: setattr(run, "italic", True))),
    "page_number.arabic": ("decision", counted(fmt="lowerRoman")),
    "page_number.start": ("decision", counted(start="0")),
    "national_name.missing": ("decision", dropped(NATION)),
    "national_name.words": ("decision", says(NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMM")),
    "national_name.place": ("decision", all_of(cells_of(3, 9.5, tables=1), rule_of(ISSUER, 1.1))),
    "motto.missing": ("decision", dropped(MOTTO)),
    "motto.words": ("decision", says(MOTTO, "Độc lập – Tự do – Hạnh phúc")),
    "motto.centred": ("decision", all_of(shaped(MOTTO, alignment=LEFT))),
    "motto.rule": ("decision", without_rule(MOTTO)),
    "motto.rule_length": ("decision", rule_of(MOTTO, 3.0)),
    "motto.rule_solid": ("decision", broken_rule(MOTTO)),
    "motto.spacing": ("decision", shaped(MOTTO, space_before=Pt(6))),
    "issuer.missing": ("decision", dropped(SUPERIOR, ISSUER)),
    "issuer.centred": ("decision", shaped(SUPERIOR, left_indent=Cm(2.4))),
    "issuer.rule": ("decision", without_rule(ISSUER)),
    "issuer.rule_length": ("decision", rule_of(ISSUER, 6.2)),
    "issuer.rule_solid": ("decision", broken_rule(ISSUER)),
    "issuer.spacing": ("decision", shaped(ISSUER, line_spacing=1.5)),
    "number.missing": ("decision", dropped("Số:")),
    "number.colon": ("decision", says("Số:", "Số 15/QĐ-SKHCN")),
    "number.word": ("decision", says("Số:", "SỐ: 15/QĐ-SKHCN")),
    "number.padded": ("letter", says("Số:", "Số: 5/SKHCN-VP")),
    "number.slash": ("decision", says("Số:", "Số: 15-QĐ-SKHCN")),
    "number.spaces": ("decision", says("Số:", "Số: 15/QĐ - SKHCN")),
    "number.groups": ("decision", says("Số:", "Số: 15/QĐ/SKHCN")),
    "number.capitals": ("decision", says("Số:", "Số: 15/QĐ-skhcn")),
    "number.kind": ("decision", says("Số:", "Số: 15/TB-SKHCN")),
    "number.centred": ("decision", shaped("Số:", alignment=LEFT)),
    "place_date.missing": ("decision", dropped(PLACE)),
    "place_date.form": ("decision", says(PLACE, "Bình Minh, ngày 05/02/2026")),
    "place_date.day": ("decision", says(PLACE, "Bình Minh, ngày 5 tháng 02 năm 2026")),
    "place_date.month": ("decision", says(PLACE, "Bình Minh, ngày 05 tháng 03 năm 2026")),
    "place_date.real": ("decision", says(PLACE, "Bình Minh, ngày 30 tháng 02 năm 2026")),
    "place_date.comma": ("decision", says(PLACE, "Bình Minh ngày 05 tháng 02 năm 2026")),
    "place_date.initial": ("decision", says(PLACE, "Bình minh, ngày 05 tháng 02 năm 2026")),
    "place_date.line": ("tabs", date_on_next_row),
    "place_date.centred": ("decision", shaped(PLACE, alignment=LEFT)),
    "kind.missing": ("urgent", dropped("THÔNG BÁO", "Kết luận")),
    "kind.centred": ("decision", shaped("QUYẾT ĐỊNH", alignment=LEFT)),
    "subject.missing": ("urgent", dropped("Kết luận")),
    "subject.centred": ("decision", shaped(SUBJECT, alignment=RIGHT)),
    "subject.rule": ("decision", without_rule(SUBJECT)),
    "subject.rule_length": ("decision", rule_of(SUBJECT, 12.5)),
    "subject.rule_solid": ("decision", broken_rule(SUBJECT)),
    "letter_subject.missing": ("letter", dropped(ABOUT)),
    "letter_subject.words": ("letter", says(ABOUT, "Về việc báo cáo kết quả")),
    "letter_subject.centred": ("letter", all_of(says(ABOUT, "V/v họp"), shaped("V/v họp", alignment=RIGHT))),
    "letter_subject.gap": ("letter", shaped(ABOUT, space_before=Pt(0))),
    "addressees.missing": ("letter", dropped("Kính gửi", "- Ủy ban nhân dân tỉnh;", "- Văn phòng Ủy ban")),
    "addressees.colon": ("letter", says("Kính gửi", "Kính gửi")),
    "addressees.own_lines": (
        "letter",
        all_of(dropped("- Ủy ban nhân dân tỉnh;", "- Văn phòng Ủy ban"), says("Kính gửi", "Kính gửi: Sở A; Sở B.")),
    ),
    "addressees.dash": ("letter", says("- Ủy ban nhân dân tỉnh;", "+ Ủy ban nhân dân tỉnh;")),
    "addressees.ends": ("letter", says("- Ủy ban nhân dân tỉnh;", "- Ủy ban nhân dân tỉnh,")),
    "addressees.aligned": ("letter", shaped("- Văn phòng Ủy ban", left_indent=Cm(5))),
    "basis.ends": ("decision", says("Theo đề nghị", "Theo đề nghị của Chánh Văn phòng Sở")),
    "basis.own_lines": ("decision", swaps("Căn cứ Nghị", "văn thư;", "văn thư; Căn cứ Luật Lưu trữ;")),
    "body.missing": ("urgent", dropped("Nội dung", "1. Rà soát", "Đề nghị")),
    "body.justified": ("decision", shaped(FIRST, alignment=LEFT)),
    "body.first_line": ("decision", shaped(FIRST, first_line_indent=Cm(0.5))),
    "body.gap": ("decision", shaped(FIRST, space_after=Pt(0))),
    "body.lines": ("decision", shaped(FIRST, line_spacing=2.0)),
    "body.end": ("decision", swaps(LAST, "./.", ".")),
    "division.centred": ("decision", shaped("Chương I", alignment=LEFT)),
    "division.roman": ("decision", says("Chương I", "Chương 1")),
    "division.arabic": ("decision", says("Mục 1", "Mục I")),
    "division_title.missing": ("decision", dropped("CHẾ ĐỘ LÀM VIỆC")),
    "division_title.centred": ("decision", shaped("QUY ĐỊNH CHUNG", alignment=LEFT)),
    "article.bold": ("decision", styled("Điều 2. Quyết", bold=False)),
    "article.stop": ("decision", swaps("Điều 2. Quyết", "Điều 2.", "Điều 2:")),
    "article.order": ("decision", swaps("Điều 2. Phiên", "Điều 2.", "Điều 4.")),
    "clause.stop": ("decision", swaps(CLAUSE, "1.", "1)")),
    "point.bracket": ("decision", swaps("b) Nhiệm", "b)", "b.")),
    "point.small": ("decision", swaps("b) Nhiệm", "b)", "B)")),
    "point.order": ("decision", swaps("đ) Nhiệm", "đ)", "e)")),
    "authority.missing": ("urgent", dropped("TM.", "PHÓ CHỦ TỊCH", "Lê Thị C")),
    "authority.form": ("decision", says("KT.", "K/T GIÁM ĐỐC")),
    "authority.post": ("decision", dropped("PHÓ GIÁM ĐỐC")),
    "signer.titles": ("decision", says("Trần Văn B", "TS. Trần Văn B")),
    "signer.centred": ("decision", shaped("Trần Văn B", alignment=RIGHT)),
    "recipients_head.missing": ("urgent", dropped("Nơi nhận", "- Các thành viên", "- Lưu")),
    "recipients_head.colon": ("decision", says("Nơi nhận", "Nơi nhận")),
    "recipients_head.left": ("decision", shaped("Nơi nhận", left_indent=Cm(1))),
    "recipients_head.level": ("tabs", _lower),
    "recipients.missing": ("decision", dropped("- Như Điều", "- Ủy ban nhân dân tỉnh (", "- Lưu")),
    "recipients.dash": ("decision", says("- Như Điều", "Như Điều 3;")),
    "recipients.ends": ("decision", says("- Như Điều", "- Như Điều 3")),
    "recipients.filing": ("decision", says("- Lưu", "- Lưu: KHTC.")),
    "urgency.framed": ("urgent", unframed),
    "urgency.measure": ("urgent", wider_stamp),
    "appendix_label.number": ("decision", says("Phụ lục", "Phụ lục 1")),
    "appendix_label.centred": ("decision", shaped("Phụ lục", alignment=LEFT)),
    "appendix_title.centred": ("decision", shaped("DANH MỤC", alignment=LEFT)),
    "attached_to.missing": ("decision", lambda document: _drop_last(document, ATTACHED)),
    "attached_to.centred": ("decision", shaped(ATTACHED, alignment=LEFT)),
    "appendix.page_numbers": ("decision", _count_on),
    "capitals.sentence": ("decision", swaps(CLAUSE, "Quy chế", "quy chế")),
    "capitals.weekday": ("decision", swaps("Tổ giúp việc họp", "thứ Hai", "thứ hai")),
    "capitals.agency": ("letter", swaps("Thực hiện", "Ủy ban nhân dân", "Ủy Ban Nhân Dân")),
    "capitals.citation": ("decision", swaps("a) Nhiệm", "Điều 5", "điều 5")),
    "capitals.clause": ("decision", swaps("a) Nhiệm", "khoản 2", "Khoản 2")),
    "numerals.date": ("decision", swaps("Căn cứ Nghị", "ngày 05 tháng 3", "ngày 5 tháng 3")),
    "numerals.number": ("decision", swaps("Căn cứ Nghị", "số 30/2020", "số 3/2020")),
    "issuer.place": ("decision", cells_of(16.7, 9.5, tables=1)),
    "authority.place": ("urgent", _signed_left),
}

# Components, where they stand: for each its size, style and capitals are changed in turn.
LOOKS: Final[dict[str, tuple[str, str, float, str]]] = {
    "national_name": ("decision", NATION, 14, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    "motto": ("decision", MOTTO, 12.5, ""),
    "superior": ("decision", SUPERIOR, 11, "Ủy ban nhân dân tỉnh Bình Minh"),
    "issuer": ("decision", ISSUER, 11, "Sở Khoa học và Công nghệ"),
    "number": ("decision", "Số:", 14, ""),
    "place_date": ("decision", PLACE, 12, "BÌNH MINH, NGÀY 05 THÁNG 02 NĂM 2026"),
    "kind": ("decision", "QUYẾT ĐỊNH", 16, "Quyết định"),
    "subject": ("decision", SUBJECT, 12, "VỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC"),
    "letter_subject": ("letter", ABOUT, 14, "V/V BÁO CÁO KẾT QUẢ"),
    "addressees": ("letter", "- Văn phòng", 12, "- VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH."),
    "basis": ("decision", "Căn cứ Luật", 12, ""),
    "body": ("decision", "Điều 2. Quyết", 12, ""),
    "division": ("decision", "Chương I", 12, ""),
    "division_title": ("decision", "QUY ĐỊNH CHUNG", 12, "Quy định chung"),
    "authority": ("decision", "PHÓ GIÁM ĐỐC", 12, "Phó Giám đốc"),
    "signer": ("decision", "Trần Văn B", 12, "TRẦN VĂN B"),
    "recipients_head": ("decision", "Nơi nhận", 11, "NƠI NHẬN:"),
    "recipients": ("decision", "- Như Điều", 12, "- ỦY BAN NHÂN DÂN TỈNH;"),
    "urgency": ("urgent", "KHẨN", 12, ""),
    "appendix_label": ("decision", "Phụ lục", 12, ""),
    "appendix_title": ("decision", "DANH MỤC", 12, "Danh mục nhiệm vụ"),
    "attached_to": ("decision", ATTACHED, 12, "(KÈM THEO QUYẾT ĐỊNH SỐ 15/QĐ-SKHCN)"),
}
# What the table above leaves out: there capitals cannot be told from the words, or change what the line is.
NO_CAPITALS: Final = frozenset({"basis", "urgency"})
SAID: Final = {"motto": "ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "division": "CHƯƠNG I", "appendix_label": "PHỤ LỤC I"}


@pytest.mark.parametrize("base", BASES)
def test_what_is_laid_out_well_has_no_fault(base: str) -> None:
    found = report(BASES[base]())
    assert found.breaches == ()
    assert found.components


@pytest.mark.parametrize("rule", PLANTS)
def test_a_planted_fault_is_found_and_only_that(rule: str) -> None:
    base, plant = PLANTS[rule]
    document = BASES[base]()
    plant(document)
    found = report(document)
    assert {each.rule for each in found.breaches} == {rule}
    for each in found.breaches:
        assert each.found.vi
        assert each.wanted.en
        assert each.clause.startswith("NĐ 30/2020, Phụ lục I")


@pytest.mark.parametrize("name", LOOKS)
def test_another_size_is_found(name: str) -> None:
    base, begins, points, _ = LOOKS[name]
    document = BASES[base]()
    sized(begins, points)(document)
    assert {each.rule for each in report(document).breaches} == {f"{name}.size"}


@pytest.mark.parametrize("name", LOOKS)
def test_another_style_is_found(name: str) -> None:
    base, begins, _, _ = LOOKS[name]
    look = BOOK.looks[name]
    document = BASES[base]()
    styled(begins, italic=not look.italic)(document)
    assert {each.rule for each in report(document).breaches} == {f"{name}.style"}


CASES: Final = sorted(
    {name for name, look in BOOK.looks.items() if look.capitals is not None} - NO_CAPITALS - {"number", "body"}
)


@pytest.mark.parametrize("name", CASES)
def test_other_letters_are_found(name: str) -> None:
    base, begins, _, words = LOOKS[name]
    document = BASES[base]()
    says(begins, words or SAID[name])(document)
    if name == "motto":
        rule_of(SAID[name], 7.3)(document)
    assert {each.rule for each in report(document).breaches} == {f"{name}.capitals"}


def test_every_rule_has_its_fault() -> None:
    told = {*PLANTS, *(f"{name}.{what}" for name in LOOKS for what in ("size", "style"))}
    told |= {f"{name}.capitals" for name in CASES}
    assert BOOK.rules.keys() - told <= {f"{name}.capitals" for name in NO_CAPITALS}
    assert len(told) >= 60
