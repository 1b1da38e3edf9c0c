from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.documents.formalities import Formality, Range, formality_on, load_formalities
from chidao.documents.measure import balanced_lines, width_mm
from chidao.documents.paper import (
    MOTTO,
    NATIONAL_NAME,
    Column,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Table,
    Urgency,
    is_printable,
    long_date,
    padded,
    short_date,
    weekday_date,
)
from chidao.documents.word import word_document
from chidao.kernel.errors import BadInput

NORM = formality_on(load_formalities(), date(2020, 8, 28))
NOTICE = Paper(
    issuer="Ban Chỉ đạo mẫu",
    superior_body="Ủy ban nhân dân tỉnh mẫu",
    place="Nơi mẫu",
    number=5,
    symbol="TB-BCĐ",
    dated_on=date(2020, 2, 5),
    kind_name="Thông báo",
    subject="Kết luận tại phiên họp mẫu",
    addressees=("Các sở", "Các huyện"),
    bases=("Căn cứ Quyết định số 852/QĐ-BCĐ", "Căn cứ đề nghị của cơ quan thường trực;"),
    body=(
        Heading("I. Phần đầu"),
        Paragraph("Đoạn một nhắc Tờ trình số 118/TTr-SKHCN."),
        Numbered("1.", "Nội dung", "Tiêu đề."),
        Table((Column("TT", 1, centred=True), Column("Việc", 4)), (("01", "Rà soát"),)),
        Paragraph("Đoạn cuối"),
    ),
    signature=("KT. Chức vụ mẫu", "Chức vụ khác"),
    signer_name="Họ Và Tên",
    recipients=("Như trên", "Các thành viên"),
    filing="VT, TH",
)


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(word_document(paper, NORM)))


def everything(document: Document) -> list[WordParagraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def styled(document: Document, component: str) -> list[WordParagraph]:
    name = NORM.components[component].name
    return [
        paragraph for paragraph in everything(document) if paragraph.style is not None and paragraph.style.name == name
    ]


def texts(document: Document, component: str) -> list[str]:
    return [paragraph.text for paragraph in styled(document, component)]


# What norms A says, written a second time: the data file is checked against it.
SIZES: dict[str, tuple[float, float, bool, bool, bool]] = {
    "national_name": (12, 13, True, False, True),
    "motto": (13, 14, True, False, False),
    "superior_body": (12, 13, False, False, True),
    "issuer": (12, 13, True, False, True),
    "number": (13, 13, False, False, False),
    "place_date": (13, 14, False, True, False),
    "kind": (13, 14, True, False, True),
    "subject": (13, 14, True, False, False),
    "letter_subject": (12, 13, False, False, False),
    "basis": (13, 14, False, True, False),
    "body": (13, 14, False, False, False),
    "authority": (13, 14, True, False, True),
    "signer": (13, 14, True, False, False),
    "recipients_head": (12, 12, True, True, False),
    "recipients": (11, 11, False, False, False),
    "page_number": (13, 14, False, False, False),
}


@pytest.mark.parametrize("component", SIZES)
def test_the_style_of_each_component_keeps_the_norm(component: str) -> None:
    least, most, bold, italic, capitals = SIZES[component]
    known = NORM.components[component]
    style: Any = opened(NOTICE).styles[known.name]
    assert (known.size_pt.least, known.size_pt.most, known.capitals) == (least, most, capitals)
    assert least <= style.font.size.pt <= most
    assert (style.font.bold, style.font.italic) == (bold, italic)
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert style.font.color.rgb is None


def test_the_page_is_a4_with_the_margins_of_the_norm() -> None:
    section = opened(NOTICE).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
    for side, (least, most) in sides.items():
        assert least <= round(getattr(section, f"{side}_margin").mm, 1) <= most


def test_the_page_number_is_centred_in_the_top_margin_from_page_two() -> None:
    document = opened(NOTICE)
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert [paragraph.text for paragraph in section.first_page_header.paragraphs] == [""]
    number = section.header.paragraphs[0]
    style: Any = number.style
    assert "PAGE" in "".join(part.text or "" for part in number._p.iter(qn("w:instrText")))
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.header_distance is not None
    assert section.top_margin is not None
    assert section.header_distance < section.top_margin


def test_the_body_is_justified_indented_and_spaced() -> None:
    style: Any = opened(NOTICE).styles[NORM.components["body"].name]
    shape = style.paragraph_format
    assert shape.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(shape.first_line_indent.mm, 1) in {10.0, 12.7}
    assert shape.space_after >= Pt(6)
    assert 1 <= shape.line_spacing <= 1.5


def test_every_component_stands_in_its_own_words() -> None:
    document = opened(NOTICE)
    assert texts(document, "national_name") == [NATIONAL_NAME]
    assert texts(document, "motto") == [MOTTO]
    assert texts(document, "superior_body") == ["ỦY BAN NHÂN DÂN TỈNH MẪU"]
    assert texts(document, "issuer") == ["BAN CHỈ ĐẠO MẪU"]
    assert texts(document, "number") == ["Số: 05/TB-BCĐ"]
    assert texts(document, "place_date") == ["Nơi mẫu, ngày 05 tháng 02 năm 2020"]
    assert texts(document, "kind") == ["THÔNG BÁO"]
    assert texts(document, "basis") == [
        "Căn cứ Quyết định số 852/QĐ-BCĐ;",
        "Căn cứ đề nghị của cơ quan thường trực.",
    ]
    assert texts(document, "addressees") == ["Kính gửi:", "- Các sở;", "- Các huyện."]
    assert texts(document, "body")[-1] == "Đoạn cuối./."
    assert texts(document, "authority") == ["KT. CHỨC VỤ MẪU", "CHỨC VỤ KHÁC"]
    assert texts(document, "recipients") == ["- Như trên;", "- Các thành viên;", "- Lưu: VT, TH."]


def test_a_number_and_a_day_not_given_leave_room_on_one_line() -> None:
    document = opened(replace(NOTICE, number=None, dated_on=None, year=2020))
    assert texts(document, "number") == ["Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/TB-BCĐ"]
    (line,) = texts(document, "place_date")
    assert line.startswith("Nơi mẫu, ngày\u00a0")
    assert line.endswith("năm 2020")


def test_an_official_letter_has_its_subject_under_the_number() -> None:
    document = opened(replace(NOTICE, kind_name=None, symbol="BCĐ-TH", subject="đôn đốc", addressees=("Sở mẫu",)))
    assert texts(document, "kind") == []
    assert texts(document, "letter_subject") == ["V/v đôn đốc"]
    assert texts(document, "addressees") == ["Kính gửi: Sở mẫu"]
    (subject,) = styled(document, "letter_subject")
    style: Any = subject.style
    assert style.paragraph_format.space_before == Pt(6)
    assert subject._p.getparent() is document.tables[0].cell(1, 0)._tc


@pytest.mark.parametrize(
    ("urgency", "words", "width"),
    [("urgent", "KHẨN", 20), ("very_urgent", "THƯỢNG KHẨN", 40), ("immediate", "HOẢ TỐC", 30)],
)
def test_an_urgency_stamp_has_the_frame_of_the_norm(urgency: Urgency, words: str, width: int) -> None:
    (stamp,) = styled(opened(replace(NOTICE, urgency=urgency)), "urgency")
    room = NORM.text_width_mm() * 0.42
    shape = stamp.paragraph_format
    assert stamp.text == words
    assert shape.left_indent is not None
    assert shape.right_indent is not None
    assert round(room - shape.left_indent.mm - shape.right_indent.mm) == width
    assert isinstance(shape.line_spacing, Length)
    assert round(shape.line_spacing.mm) == 8
    borders = stamp._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    assert borders is not None
    assert len(borders) == 4


def test_the_rules_are_as_long_as_the_norm_says() -> None:
    head = opened(NOTICE).tables[0]
    for cell, text, share, least, most in (
        (head.cell(0, 1), MOTTO, 0.58, 0.98, 1.02),
        (head.cell(0, 0), "BAN CHỈ ĐẠO MẪU", 0.42, 1 / 3, 1 / 2),
    ):
        rule = cell.paragraphs[-1].paragraph_format
        assert rule.left_indent is not None
        length = NORM.text_width_mm() * share - 2 * rule.left_indent.mm
        size = 13 if text == MOTTO else 12
        assert least <= length / width_mm(text, size) <= most


def test_layout_has_no_lines_and_data_has_a_repeated_head() -> None:
    head, data, foot = opened(NOTICE).tables
    for table in (head, foot):
        assert table._tbl.find(f".//{qn('w:tblBorders')}") is None
        assert table._tbl.find(f".//{qn('w:tblCaption')}") is not None
    assert data._tbl.find(f".//{qn('w:tblBorders')}") is not None
    assert data.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [[cell.text for cell in row.cells] for row in data.rows] == [["TT", "Việc"], ["01", "Rà soát"]]


def test_a_symbol_in_the_text_does_not_break_and_reads_as_it_is() -> None:
    (paragraph,) = [each for each in styled(opened(NOTICE), "body") if "118" in each.text]
    assert paragraph.text == "Đoạn một nhắc Tờ trình số 118/TTr-SKHCN."
    assert len(list(paragraph._p.iter(qn("w:noBreakHyphen")))) == 1


def test_the_signature_stays_with_the_last_words() -> None:
    document = opened(NOTICE)
    assert styled(document, "body")[-1].paragraph_format.keep_with_next
    assert document.tables[-1].rows[0]._tr.find(f".//{qn('w:cantSplit')}") is not None


def test_the_file_says_what_it_is_and_in_which_language() -> None:
    document = opened(NOTICE)
    properties = document.core_properties
    assert properties.title == "Thông báo Kết luận tại phiên họp mẫu"
    assert (properties.author, properties.language) == ("Ban Chỉ đạo mẫu", "vi-VN")
    assert properties.created is not None
    assert properties.created.date() == NOTICE.dated_on
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "vi-VN"


def test_the_same_paper_gives_the_same_bytes_and_another_does_not() -> None:
    digest, again, other = (
        hashlib.sha256(word_document(paper, NORM)).hexdigest()
        for paper in (NOTICE, replace(NOTICE), replace(NOTICE, number=6))
    )
    assert digest == again != other
    with zipfile.ZipFile(io.BytesIO(word_document(NOTICE, NORM))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2020, 2, 5, 0, 0, 0)}


def test_a_body_that_ends_in_a_table_keeps_it_apart_from_the_signature() -> None:
    paper = replace(NOTICE, body=(Table((Column("A", 1),), (("1",),)),), closed=False)
    body = opened(paper).element.body
    tags = [child.tag for child in body]
    tables = [index for index, tag in enumerate(tags) if tag == qn("w:tbl")]
    assert all(later - earlier > 1 for earlier, later in pairwise(tables))
    assert tags[-2] == qn("w:p")


# The order in which ECMA-376 wants the parts of a paragraph's and a run's properties; Word refuses files that break it.
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind jc outlineLvl rPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps color sz szCs lang",
    "w:tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption",
}


@pytest.mark.parametrize("properties", ORDERS)
def test_properties_stand_in_the_order_that_word_wants(properties: str) -> None:
    document = opened(replace(NOTICE, urgency="urgent"))
    order = [qn(f"w:{name}") for name in ORDERS[properties].split()]
    ours = [style.element for style in document.styles if str(style.style_id).startswith("cd_")]
    found = [each for root in (document.element.body, *ours) for each in root.iter(qn(properties))]
    assert found
    for each in found:
        places = [order.index(child.tag) for child in each]
        assert places == sorted(places)


PRINTABLE = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn")), min_size=1)


@settings(max_examples=25, deadline=None)
@given(PRINTABLE)
def test_any_text_survives_in_the_body_and_in_a_table(text: str) -> None:
    cells = Table((Column("A", 1),), ((text,),))
    document = opened(replace(NOTICE, body=(Paragraph(text), cells), closed=False))
    assert texts(document, "body") == [text]
    assert document.tables[1].cell(1, 0).text == text


@given(st.text())
def test_a_text_is_printable_or_refused_with_the_field_named(text: str) -> None:
    if is_printable(text):
        assert replace(NOTICE, place=text).place == text
    else:
        with pytest.raises(BadInput) as refused:
            replace(NOTICE, body=(Numbered("1.", text),))
        assert [reason.field for reason in refused.value.reasons] == ["body"]


def test_the_quotes_and_signs_of_the_markup_survive() -> None:
    text = "Mục \"A\" & <b>đậm</b> ‘trích’ “dẫn” — ½ & 'x'"
    assert texts(opened(replace(NOTICE, body=(Paragraph(text),), closed=False)), "body") == [text]


def test_line_breaks_in_the_body_are_paragraphs() -> None:
    document = opened(replace(NOTICE, body=(Paragraph("một\nhai"), Numbered("2.", "ba\nbốn", "Tên."))))
    assert texts(document, "body") == ["một", "hai", "2. Tên. ba", "bốn./."]


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2020, 1, 9), "ngày 09 tháng 01 năm 2020", "09/01/2020"),
        (date(2020, 3, 25), "ngày 25 tháng 3 năm 2020", "25/3/2020"),
        (date(2020, 12, 10), "ngày 10 tháng 12 năm 2020", "10/12/2020"),
    ],
)
def test_days_are_padded_as_the_norm_says(day: date, long: str, short: str) -> None:
    assert (long_date(day), short_date(day)) == (long, short)
    assert (padded(9), padded(10)) == ("09", "10")


def test_a_day_is_said_with_its_weekday() -> None:
    assert weekday_date(date(2020, 8, 28)) == "thứ Sáu, ngày 28 tháng 8 năm 2020"


@given(st.lists(st.text("ABCĐƠƯabc", min_size=1, max_size=9), min_size=1, max_size=20), st.integers(30, 150))
def test_balanced_lines_keep_every_word_and_fit(words: list[str], room: int) -> None:
    lines = balanced_lines(" ".join(words), 12, room)
    assert " ".join(lines).split() == words
    assert all(width_mm(line, 12) <= room or " " not in line for line in lines)


def test_a_choice_outside_the_norm_is_refused() -> None:
    with pytest.raises(ValueError, match="not within"):
        Range(13, 14, 12)


def test_the_norm_is_chosen_by_day() -> None:
    later = _later(NORM)
    assert formality_on([later, NORM], date(2029, 12, 31)) is NORM
    assert formality_on([NORM, later], date(2030, 1, 1)) is later
    assert formality_on([NORM, later], date(2019, 1, 1)) is NORM


def _later(formality: Formality) -> Formality:
    return replace(formality, id="later", effective_from=date(2030, 1, 1))
