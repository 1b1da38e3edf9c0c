"""Documents laid out by hand, as people do in a word processor: formatted line by line, with tables or with tabs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SUPERIOR = "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH"
ISSUER = "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
PLACE = "Bình Minh, ngày 05 tháng 02 năm 2026"
CENTER, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


def new_page(*, plain: bool = True) -> Document:
    """Open an empty page of the norm's measures; `plain` names the typeface in the default style."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    if plain:
        normal.font.name = "Times New Roman"
        fonts = normal.element.rPr.rFonts
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Times New Roman")
        normal.font.size = Pt(14)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    measure(document.sections[0])
    number_pages(document)
    return document


def measure(section: Any) -> None:
    """Give a section the paper and margins of the norm."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)


def number_pages(document: Document) -> None:
    """Put the number in the top margin, in the middle, from the second page on."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>2</w:t></w:r>'
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE ">{run}</w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def line(
    holder: Any, text: str, *, size: float = 14, bold: bool = False, italic: bool = False, align: Any = LEFT,
    after: float = 0,
    before: float = 0, first_cm: float = 0, left_cm: float = 0,
) -> Any:  # fmt: skip
    """Write a line, formatted by itself."""
    paragraph = holder.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    shape = paragraph.paragraph_format
    paragraph.alignment = align
    shape.space_after, shape.space_before = Pt(after), Pt(before)
    shape.first_line_indent, shape.left_indent = Cm(first_cm), Cm(left_cm)
    return paragraph


def body(holder: Any, text: str, **other: Any) -> Any:
    """Write a paragraph of the body."""
    return line(holder, text, **{"align": JUSTIFY, "after": 6, "first_cm": 1.27, **other})


def draw_rule(paragraph: Any, length_cm: float, left_cm: float | None = None) -> None:
    """Draw a line that hangs on a paragraph, as Word's own shapes do."""
    place = (
        "<wp:align>center</wp:align>" if left_cm is None else f"<wp:posOffset>{round(left_cm * 360000)}</wp:posOffset>"
    )
    ns = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    drawn = (
        f'<w:r {ns}><w:drawing><wp:anchor simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">{place}</wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>220000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{round(length_cm * 360000)}" cy="0"/><wp:wrapNone/><wp:docPr id="7" name="Line"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"/></wps:spPr>'
        "<wps:bodyPr/>"
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    paragraph._p.append(parse_xml(drawn))


def two_cells(document: Document, left_cm: float = 6.5, right_cm: float = 9.5) -> tuple[Any, Any]:
    """Add a table without lines, of two cells."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (left_cm, right_cm), strict=True):
        cell.width = Cm(width)
    for column, width in zip(table.columns, (left_cm, right_cm), strict=True):
        column.width = Cm(width)
    return tuple(table.rows[0].cells)


def drop_first(cell: Any) -> None:
    """Take out the empty paragraph that a cell begins with."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def head_in_cells(document: Document, number: str, about: str = "") -> None:
    """Write the head in a table: two rows in one, lines drawn as shapes."""
    left, right = two_cells(document)
    line(left, SUPERIOR, size=12, align=CENTER)
    draw_rule(line(left, ISSUER, size=12, bold=True, align=CENTER), 2.5)
    line(left, number, size=13, align=CENTER, before=8)
    if about:
        line(left, about, size=12, align=CENTER, before=6)
    line(right, NATIONAL, size=12, bold=True, align=CENTER)
    draw_rule(line(right, MOTTO, size=13, bold=True, align=CENTER), 5.6)
    line(right, PLACE, size=13, italic=True, align=CENTER, before=8)
    drop_first(left)
    drop_first(right)


def head_by_tabs(document: Document, number: str) -> None:
    """Write the head on lines of their own, its two sides parted by centre tabs, the rules drawn below."""
    for left, right, sizes, bolds, italics in (
        (SUPERIOR, NATIONAL, (12, 12), (False, True), (False, False)),
        (ISSUER, MOTTO, (12, 13), (True, True), (False, False)),
        (number, PLACE, (13, 13), (False, False), (False, True)),
    ):
        paragraph = document.add_paragraph()
        for at in (3.4, 11.3):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(at), WD_TAB_ALIGNMENT.CENTER)
        for text, size, bold, italic in zip((left, right), sizes, bolds, italics, strict=True):
            paragraph.add_run("\t")
            run = paragraph.add_run(text)
            run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if right == MOTTO:
            draw_rule(paragraph, 2.5, 3.4 - 1.25)
            draw_rule(paragraph, 5.6, 11.3 - 2.8)
        paragraph.paragraph_format.space_after = Pt(8 if right == MOTTO else 0)


def foot_in_cells(document: Document, recipients: Sequence[str], post: Sequence[str], name: str) -> None:
    """Write recipients and signature in a table, room for the signature made by empty lines."""
    left, right = two_cells(document, 7.5, 8.5)
    line(left, "Nơi nhận:", size=12, bold=True, italic=True)
    for text in recipients:
        line(left, text, size=11)
    for text in post:
        line(right, text, size=14, bold=True, align=CENTER)
    for _ in range(4):
        line(right, "", size=14)
    line(right, name, size=14, bold=True, align=CENTER)
    drop_first(left)
    drop_first(right)


def foot_by_tabs(document: Document, recipients: Sequence[str], post: str, name: str) -> None:
    """Write recipients and signature with a tab between them."""
    rows = [("Nơi nhận:", post), *((text, "") for text in recipients), ("", ""), ("", name)]
    for left, right in rows:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(12), WD_TAB_ALIGNMENT.CENTER)
        said = paragraph.add_run(left)
        is_head = left == "Nơi nhận:"
        said.font.size, said.bold, said.italic = Pt(12 if is_head else 11), is_head, is_head
        if right:
            paragraph.add_run("\t")
            signed = paragraph.add_run(right)
            signed.font.size, signed.bold = Pt(14), True


RECIPIENTS = ("- Như Điều 3;", "- Ủy ban nhân dân tỉnh (để báo cáo);", "- Lưu: VT, KHTC.")
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Theo đề nghị của Chánh Văn phòng Sở.",
)
ORDERS = (
    ("Điều 1.", " Ban hành kèm theo Quyết định này Quy chế làm việc của Tổ giúp việc về chuyển đổi số của cơ quan."),
    ("Điều 2.", " Quyết định này có hiệu lực kể từ ngày ký."),
    ("Điều 3.", " Chánh Văn phòng, các phòng, đơn vị trực thuộc chịu trách nhiệm thi hành Quyết định này./."),
)


def article(holder: Any, label: str, text: str, **other: Any) -> Any:
    """Write an article: its label in bold, then its words."""
    paragraph = body(holder, label, bold=True, **other)
    run = paragraph.add_run(text)
    run.font.size = Pt(14)
    return paragraph


def decision(*, tabs: bool = False) -> Document:
    """Lay out a decision with the regulation that it issues and an appendix on its side."""
    document = new_page()
    (head_by_tabs if tabs else head_in_cells)(document, "Số: 15/QĐ-SKHCN")
    line(document, "QUYẾT ĐỊNH", bold=True, align=CENTER, before=18)
    subject = line(document, "Về việc ban hành Quy chế làm việc của Tổ giúp việc", bold=True, align=CENTER)
    draw_rule(subject, 5.0)
    line(document, "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", bold=True, align=CENTER, before=12, after=6)
    for text in BASES:
        body(document, text, italic=True)
    line(document, "QUYẾT ĐỊNH:", bold=True, align=CENTER, before=6, after=6)
    for label, text in ORDERS:
        article(document, label, text)
    if tabs:
        foot_by_tabs(document, RECIPIENTS, "GIÁM ĐỐC", "Trần Văn B")
    else:
        foot_in_cells(document, RECIPIENTS, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn B")
    attached(document)
    appendix(document)
    return document


def attached(document: Document) -> None:
    """Write the regulation that a decision issues, on a page of its own."""
    kind = line(document, "QUY CHẾ", bold=True, align=CENTER)
    kind.paragraph_format.page_break_before = True
    line(document, "Làm việc của Tổ giúp việc", bold=True, align=CENTER)
    line(
        document, "(Kèm theo Quyết định số 15/QĐ-SKHCN ngày 05 tháng 02 năm 2026)", italic=True, align=CENTER, after=12
    )
    line(document, "Chương I", bold=True, align=CENTER, after=6)
    line(document, "QUY ĐỊNH CHUNG", bold=True, align=CENTER, after=6)
    article(document, "Điều 1. Phạm vi điều chỉnh", "")
    body(document, "1. Quy chế này quy định nguyên tắc, chế độ làm việc và quan hệ công tác của Tổ giúp việc.")
    body(document, "2. Tổ giúp việc thực hiện các nhiệm vụ sau đây:")
    for letter in ("a", "b", "c", "d", "đ"):
        body(document, f"{letter}) Nhiệm vụ thứ {letter} theo khoản 2 Điều 5 của Quy chế này;")
    line(document, "Mục 1", bold=True, align=CENTER, after=6)
    line(document, "CHẾ ĐỘ LÀM VIỆC", bold=True, align=CENTER, after=6)
    article(document, "Điều 2. Phiên họp", "")
    body(document, "Tổ giúp việc họp vào thứ Hai, ngày 05 tháng 01 năm 2026 và khi có việc cần.")


def appendix(document: Document) -> None:
    """Write an appendix in a section of its own, on its side, with pages counted anew."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(30),
        Mm(15),
        Mm(20),
        Mm(20),
    )
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    line(document, "Phụ lục", bold=True, align=CENTER)
    line(document, "DANH MỤC NHIỆM VỤ", bold=True, align=CENTER)
    line(document, "(Kèm theo Quyết định số 15/QĐ-SKHCN ngày 05 tháng 02 năm 2026)", italic=True, align=CENTER, after=6)
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("TT", "Nhiệm vụ", "Thời hạn"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("01", "Rà soát quy trình", "Quý I"), strict=True):
        cell.text = text
    for cell in (each for row in table.rows for each in row.cells):
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(13)


def letter() -> Document:
    """Lay out an official letter to two addressees."""
    document = new_page()
    head_in_cells(document, "Số: 05/SKHCN-VP", "V/v báo cáo kết quả chuyển đổi số")
    line(document, "Kính gửi:", before=12, after=6, left_cm=2.0)
    for text in ("- Ủy ban nhân dân tỉnh;", "- Văn phòng Ủy ban nhân dân tỉnh."):
        line(document, text, left_cm=4.1)
    body(document, LONG, before=6)
    body(document, "Đề nghị các cơ quan quan tâm, phối hợp thực hiện./.")
    foot_in_cells(document, ("- Như trên;", "- Lưu: VT, VP."), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "Lê Thị C")
    return document


LONG = (
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh về đẩy mạnh chuyển đổi số, Sở Khoa học và Công nghệ đã rà soát, tổng "
    "hợp kết quả của các cơ quan, đơn vị trên địa bàn và xin báo cáo như sau. Kết quả chi tiết được nêu tại phần dưới."
)


def as_bytes(document: Document) -> bytes:
    """Save a document to memory."""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
