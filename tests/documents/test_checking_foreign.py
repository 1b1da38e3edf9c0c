"""Documents that were made elsewhere, their faults counted by hand: LibreOffice, bare XML, boxes, tabs and spaces."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from chidao.data.loading import read_yaml
from chidao.documents.checking.book import FILE, read_book
from chidao.documents.checking.checks import check_sheet
from chidao.documents.checking.reader import read_sheet
from chidao.documents.checking.report import Report
from tests.documents.laid_out import (
    CENTER,
    ISSUER,
    MOTTO,
    NATIONAL,
    PLACE,
    SUPERIOR,
    article,
    as_bytes,
    body,
    draw_rule,
    drop_first,
    foot_in_cells,
    letter,
    line,
    new_page,
    two_cells,
)
from tests.documents.planting import says

BOOK: Final = read_book(read_yaml(FILE)["norms"][0])
TYPED: Final = Path(__file__).parent / "typed"
CORPUS: Final = Path(__file__).resolve().parents[3] / "shared" / "corpus"
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def judged(data: bytes) -> Report:
    return check_sheet(read_sheet(data), BOOK)


def rules(data: bytes) -> list[str]:
    return sorted(each.rule for each in judged(data).breaches)


# --- typed in LibreOffice -------------------------------------------------------------------------------------------

# In an HTML page the letters of table cells keep LibreOffice's own typeface, and paragraphs its own space below:
# twelve lines in Liberation Serif, and what the writer did: 7 for 07, 5 and 2 unpadded, no rule, no "./.", one
# paragraph at the left, "Lưu: VP", a title before the name, and post and name at the 12 pt that cells have.
TYPED_FAULTS: Final[dict[str, dict[str, int]]] = {
    "thong-bao.html": {
        "font.name": 12, "issuer.spacing": 1, "motto.spacing": 1, "number.padded": 1, "place_date.day": 1,
        "place_date.month": 1, "subject.rule": 1, "body.end": 1, "body.justified": 1, "recipients.filing": 1,
        "authority.size": 2, "signer.size": 1, "signer.titles": 1,
    },
    # Three rules that were never drawn.
    "bao-cao.rtf": {"issuer.rule": 1, "motto.rule": 1, "subject.rule": 1},
    # The number at the foot and on the first page, the margin that the foot leaves, spaces in the symbol, April with a
    # zero, two words in Arial, a paragraph of 12 pt, a recipient without a dash.
    "to-trinh.fodt": {
        "page.margin_bottom": 1, "page_number.place": 1, "page_number.first": 1, "number.spaces": 1,
        "place_date.month": 1, "font.name": 1, "body.size": 1, "recipients.dash": 1,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the typed documents as .docx by LibreOffice, in a profile of their own."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("typed")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    target = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    for how, names in (([], ["bao-cao.rtf", "to-trinh.fodt"]), (["--infilter=HTML (StarWriter)"], ["thong-bao.html"])):
        sources = [str(TYPED / name) for name in names]
        subprocess.run(
            [office, profile, "--headless", *how, *target, *sources], check=True, capture_output=True, timeout=180
        )
    return folder


@pytest.mark.parametrize("name", TYPED_FAULTS)
def test_a_document_typed_in_libreoffice_has_the_faults_counted_by_hand(converted: Path, name: str) -> None:
    data = (converted / Path(name).with_suffix(".docx").name).read_bytes()
    assert Counter(rules(data)) == Counter(TYPED_FAULTS[name])


# --- made by other programs -----------------------------------------------------------------------------------------


def bare(paragraphs: str, *, space: str = W) -> bytes:
    """Make a .docx of nothing but its main part: no styles, no theme, no settings."""
    margins = '<w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="1134"/>'
    page = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{paragraphs}{page}</w:body></w:document>',
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return kept.getvalue()


def xml_line(text: str, *, look: str = "", shape: str = "", size: int = 28) -> str:
    run = f'<w:rPr>{look}<w:sz w:val="{size}"/></w:rPr>'
    return f'<w:p><w:pPr>{shape}</w:pPr><w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


CENTRED: Final = '<w:jc w:val="center"/>'
BODY: Final = '<w:spacing w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>'
UNDER: Final = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def cell(width: int, *lines: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'


def notice_in_xml(*, kind: str = "THÔNG BÁO", last: str = "Đề nghị các cơ quan thực hiện./.") -> str:
    """Write a notice in XML by hand: borders of narrow paragraphs for its rules."""
    short, long = (f'<w:ind w:left="{side}" w:right="{side}"/>' for side in (1050, 1100))
    head = (
        "<w:tbl><w:tr>"
        + cell(
            3600,
            xml_line("SỞ XÂY DỰNG TỈNH BÌNH MINH", look="<w:b/>", shape=CENTRED, size=24),
            f"<w:p><w:pPr>{UNDER}{short}</w:pPr></w:p>",
            xml_line("Số: 21/TB-SXD", shape=CENTRED, size=26),
        )
        + cell(
            5471,
            xml_line(NATIONAL, look="<w:b/>", shape=CENTRED, size=24),
            xml_line(MOTTO, look="<w:b/>", shape=CENTRED, size=26),
            f"<w:p><w:pPr>{UNDER}{long}</w:pPr></w:p>",
            xml_line(PLACE, look="<w:i/>", shape=CENTRED, size=26),
        )
        + "</w:tr></w:tbl>"
    )
    middle = (
        xml_line(kind, look="<w:b/>", shape=CENTRED)
        + xml_line("Về lịch tiếp công dân của Giám đốc Sở", look="<w:b/>", shape=CENTRED)
        + f'<w:p><w:pPr>{UNDER}<w:ind w:left="3500" w:right="3500"/></w:pPr></w:p>'
        + xml_line("Sở Xây dựng thông báo lịch tiếp công dân.", shape=BODY)
        + xml_line(last, shape=BODY)
    )
    foot = (
        "<w:tbl><w:tr>"
        + cell(
            4500,
            xml_line("Nơi nhận:", look="<w:b/><w:i/>", size=24),
            xml_line("- Như trên;", size=22),
            xml_line("- Lưu: VT, VP.", size=22),
        )
        + cell(
            4571,
            xml_line("GIÁM ĐỐC", look="<w:b/>", shape=CENTRED),
            "<w:p/>" * 3,
            xml_line("Trần Văn B", look="<w:b/>", shape=CENTRED),
        )
        + "</w:tr></w:tbl><w:p/>"
    )
    return head + middle + foot


def test_a_bare_file_prints_as_word_would_and_has_no_fault() -> None:
    assert rules(bare(notice_in_xml())) == []


def test_the_strict_form_of_the_standard_reads_the_same() -> None:
    assert rules(bare(notice_in_xml(), space="http://purl.oclc.org/ooxml/wordprocessingml/main")) == []


def test_faults_of_a_bare_file_are_those_counted() -> None:
    data = bare(notice_in_xml(kind="Thông báo", last="đề nghị các cơ quan thực hiện Khoản 2 điều 5."))
    assert rules(data) == ["body.end", "capitals.citation", "capitals.clause", "capitals.sentence", "kind.capitals"]


def test_a_deleted_word_does_not_count_and_an_inserted_one_does() -> None:
    tracked = (
        f'<w:p><w:pPr>{BODY}</w:pPr><w:del><w:r><w:rPr><w:sz w:val="60"/></w:rPr><w:delText>cũ</w:delText></w:r>'
        "</w:del>"
        '<w:ins><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>Mới sửa.</w:t></w:r></w:ins></w:p>'
    )
    whole, first = notice_in_xml(), xml_line("Sở Xây dựng thông báo lịch tiếp công dân.", shape=BODY)
    assert rules(bare(whole.replace(first, tracked + first))) == []
    assert rules(bare(whole.replace(first, tracked.replace("w:del>", "w:ins>").replace("delText", "t") + first))) == [
        "body.size", "capitals.sentence",
    ]  # fmt: skip


# --- laid out in other ways -----------------------------------------------------------------------------------------


def spaced(document: Document) -> None:
    """Write the head as a typist without tables does: spaces between its sides, signs for its rules."""
    for left, right, size, bold in ((SUPERIOR, NATIONAL, 11, (False, True)), (ISSUER, MOTTO, 12, (True, True))):
        paragraph = document.add_paragraph()
        for text, heavy in zip((f"{left}          ", right), bold, strict=True):
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(size), heavy


def test_a_head_parted_by_spaces_is_read() -> None:
    document = new_page()
    spaced(document)
    found = {each.name: each.words for each in judged(as_bytes(document)).components}
    assert found == {"superior": SUPERIOR, "issuer": ISSUER, "national_name": NATIONAL, "motto": MOTTO}


def test_styles_give_the_look_as_much_as_direct_formatting() -> None:
    document = letter()
    plain: Any = document.styles.add_style("Tiêu ngữ riêng", 1)
    plain.base_style = document.styles["Normal"]
    plain.font.size, plain.font.bold, plain.paragraph_format.alignment = Pt(13), True, CENTER
    paragraph = next(each for each in document.tables[0].cell(0, 1).paragraphs if each.text == MOTTO)
    paragraph.style = plain
    run = paragraph.runs[0]
    run.font.size = run.bold = None
    paragraph.alignment = None
    assert rules(as_bytes(document)) == []
    plain.font.size = Pt(16)
    assert rules(as_bytes(document)) == ["motto.rule_length", "motto.size"]


def test_theme_fonts_are_resolved() -> None:
    document = letter()
    normal: Any = document.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi"):
        fonts.set(f"{{{W}}}{script}Theme", "minorHAnsi")
    (found,) = {each.found.vi for each in judged(as_bytes(document)).breaches}
    assert found == "Cambria"


def test_a_toggle_set_twice_is_off() -> None:
    document = letter()
    strong: Any = document.styles.add_style("Đậm hai lần", 2)
    heavy: Any = document.styles.add_style("Đoạn đậm", 1)
    strong.font.bold = heavy.font.bold = True
    paragraph = next(each for each in document.paragraphs if each.text.startswith("Đề nghị"))
    shape = (paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.space_after, paragraph.alignment)
    paragraph.style = heavy
    paragraph.runs[0].bold, paragraph.runs[0].style = None, strong
    assert paragraph.paragraph_format.first_line_indent == shape[0]
    sheet = read_sheet(as_bytes(document))
    (run,) = next(each for each in sheet.paragraphs if each.text.startswith("Đề nghị")).runs
    assert not run.bold


def test_a_number_in_a_box_is_read() -> None:
    document = new_page()
    left, right = two_cells(document)
    line(left, ISSUER, size=12, bold=True, align=CENTER)
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape type="#_x0000_t202" style="width:120pt;height:20pt">'
        '<v:textbox><w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr>'
        "<w:t>Số: 5/TB-SKHCN</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    left.paragraphs[-1]._p.append(parse_xml(box))
    line(right, NATIONAL, size=12, bold=True, align=CENTER)
    drop_first(left)
    drop_first(right)
    assert "number.padded" in rules(as_bytes(document))


def test_a_page_number_in_a_frame_stands_where_its_frame_does() -> None:
    document = letter()
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = None
    frame = f'<w:framePr {nsdecls("w")} w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="%s" w:y="1"/>'
    paragraph._p.get_or_add_pPr().insert(0, parse_xml(frame.replace("%s", "center")))
    assert rules(as_bytes(document)) == []
    paragraph._p.pPr.remove(paragraph._p.pPr[0])
    paragraph._p.pPr.insert(0, parse_xml(frame.replace("%s", "right")))
    assert {each.place.component for each in judged(as_bytes(document)).unknown} == {"page_number"}


def test_the_symbol_of_a_letter_names_no_kind() -> None:
    document = letter()
    says("Số:", "Số: 05/CV-SKHCN")(document)
    assert rules(as_bytes(document)) == ["number.kind"]


def test_minutes_are_signed_at_both_sides() -> None:
    document = new_page()
    left, right = two_cells(document, 8, 8)
    for cell_, post, name in ((left, "THƯ KÝ", "Lê Thị C"), (right, "CHỦ TỌA", "Trần Văn B")):
        for text in (post, "", "", "", name):
            line(cell_, text, bold=True, align=CENTER)
        drop_first(cell_)
    line(document, "Nơi nhận:", size=12, bold=True, italic=True)
    line(document, "- Lưu: VT.", size=11)
    found = [(each.name, each.words) for each in judged(as_bytes(document)).components]
    assert found == [
        ("authority", "THƯ KÝ"), ("signer", "Lê Thị C"), ("authority", "CHỦ TỌA"), ("signer", "Trần Văn B"),
        ("recipients_head", "Nơi nhận:"), ("recipients", "- Lưu: VT."),
    ]  # fmt: skip


def test_word_lists_number_paragraphs_and_set_their_indent() -> None:
    document = letter()
    paragraph = next(each for each in document.paragraphs if each.text.startswith("Đề nghị"))
    paragraph.style = "List Number"
    sheet = read_sheet(as_bytes(document))
    found = next(each for each in sheet.paragraphs if each.text.startswith("Đề nghị"))
    assert found.number == "1."


def test_the_partys_documents_are_not_judged() -> None:
    document = docx.Document()
    for text in ("TỈNH ỦY BÌNH MINH", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 57-QĐ/TU"):
        document.add_paragraph(text)
    found = judged(as_bytes(document))
    assert found.breaches == ()
    assert "Đảng" in found.unknown[0].says.vi


def test_an_office_under_the_signature_is_no_name() -> None:
    document = new_page()
    foot_in_cells(document, ("- Lưu: VT.",), ("TRƯỞNG BAN",), "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")
    found = {each.words: each.name for each in judged(as_bytes(document)).components}
    assert found["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"] == "authority"


# --- real texts, laid out by hand -----------------------------------------------------------------------------------


def real(name: str) -> list[str]:
    found = sorted(CORPUS.glob(f"{name}*.txt")) if CORPUS.exists() else []
    if not found:
        pytest.skip("the texts are not here")
    return [each.strip() for each in found[0].read_text(encoding="utf-8").split("\n")]


def laid(lines: list[str], *, number: str, place: str, issuer: str, title: list[str], end: int) -> Document:
    """Lay out a real decision as the norm wants, its words as they are; `end` is the line of its last article."""
    document = new_page()
    left, right = two_cells(document)
    draw_rule(line(left, issuer, size=12, bold=True, align=CENTER), 1.6)
    line(left, number, size=13, align=CENTER, before=8)
    line(right, NATIONAL, size=12, bold=True, align=CENTER)
    draw_rule(line(right, MOTTO, size=13, bold=True, align=CENTER), 5.6)
    line(right, place, size=13, italic=True, align=CENTER, before=8)
    drop_first(left)
    drop_first(right)
    line(document, "QUYẾT ĐỊNH", bold=True, align=CENTER, before=18)
    for text in title:
        last = line(document, text, bold=True, align=CENTER)
    draw_rule(last, 5.0)
    for text in lines[:end]:
        if text.startswith(("Căn cứ", "Theo đề nghị", "Xét đề nghị")):
            body(document, text, italic=True)
        elif text == "QUYẾT ĐỊNH:":
            line(document, text, bold=True, align=CENTER, before=6, after=6)
        elif text.startswith("Điều "):
            label, _, words = text.partition(". ")
            article(document, f"{label}.", f" {words}")
    return document


def test_a_real_decision_of_2014_has_the_faults_counted_by_hand() -> None:
    lines = real("022")
    document = laid(
        lines, number=lines[3], place=lines[7], issuer="BỘ NÔNG NGHIỆP", title=lines[11:14], end=33
    )  # fmt: skip
    start = next(at for at, text in enumerate(lines) if text.startswith("Nơi nhận"))
    foot_in_cells(document, lines[start + 1 : start + 6], ("BỘ TRƯỞNG",), lines[start + 12])
    # Its title in capitals, its last basis ended by a comma, "Lưu" without its colon: three faults and no more.
    assert rules(as_bytes(document)) == ["basis.ends", "recipients.filing", *["subject.capitals"] * 3]


def test_a_real_decision_of_2010_has_the_faults_counted_by_hand() -> None:
    lines = real("024")
    document = laid(lines, number=lines[4], place=lines[8], issuer="ỦY BAN NHÂN DÂN", title=lines[12:14], end=36)
    post = next(at for at, text in enumerate(lines) if text.startswith("TM."))
    foot_in_cells(document, ("- Như Điều 3;", "- Lưu: VT."), lines[post : post + 3], lines[post + 6])
    # The last basis ends by a comma; all else keeps the norm of ten years later.
    assert rules(as_bytes(document)) == ["basis.ends"]


@pytest.mark.parametrize("name", ["006", "022", "024", "031", "034", "046", "048", "049", "052", "054"])
def test_any_real_text_typed_line_by_line_is_judged(name: str) -> None:
    document = docx.Document()
    for text in real(name)[:400]:
        document.add_paragraph(text)
    assert judged(as_bytes(document)).norm == BOOK.id


def test_margins_of_a_page_turned_are_those_of_the_page_turned() -> None:
    document = letter()
    assert "page.margin_left" not in rules(as_bytes(document))
    document.sections[0].left_margin = Cm(2)
    assert rules(as_bytes(document)) == ["page.margin_left"]
