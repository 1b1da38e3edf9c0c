"""Faults planted into documents that have none: each changes one thing, as a person who types does."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.run import Run

from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.paper import Numbered, Paper, Paragraph
from chidao.documents.word import word_document
from tests.documents.laid_out import CENTER, LEFT, decision, draw_rule, letter

Plant = Callable[[Document], None]
NORM = formality_on(load_formalities(), date(2026, 1, 1))


def urgent() -> Document:
    """Open an urgent notice as the program prints it."""
    paper = Paper(
        issuer="Ban Chỉ đạo\nchuyển đổi số",
        superior_body="Ủy ban nhân dân tỉnh Bình Minh",
        place="Bình Minh",
        number=12,
        symbol="TB-BCĐ",
        dated_on=date(2026, 3, 12),
        kind_name="Thông báo",
        subject="Kết luận phiên họp",
        body=(Paragraph("Nội dung thông báo."), Numbered("1.", "Rà soát quy trình."), Paragraph("Đề nghị thực hiện")),
        signature=("TM. Ban Chỉ đạo", "Phó Chủ tịch"),
        signer_name="Lê Thị C",
        recipients=("Các thành viên",),
        filing="VT",
        urgency="urgent",
    )
    return docx.Document(io.BytesIO(word_document(paper, NORM)))


BASES: dict[str, Callable[[], Document]] = {
    "decision": decision, "tabs": lambda: decision(tabs=True), "letter": letter, "urgent": urgent,
}  # fmt: skip


def every(document: Document) -> list[Any]:
    """Return every paragraph, those of cells in their place."""
    found = []
    for block in document.iter_inner_content():
        cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else []
        found += [each for cell in cells for each in cell.paragraphs] if cells else [block]
    return found


def at(document: Document, begins: str) -> Any:
    """Return the first paragraph that begins so."""
    return next(each for each in every(document) if each.text.startswith(begins))


def says(begins: str, words: str) -> Plant:
    """Write other words in a paragraph, in the look of its first run."""

    def plant(document: Document) -> None:
        first, *rest = at(document, begins).runs
        first.text = words
        for run in rest:
            if not run._r.findall(qn("w:drawing")):
                run._r.getparent().remove(run._r)

    return plant


def swaps(begins: str, old: str, new: str) -> Plant:
    """Change a part of the words of one run."""

    def plant(document: Document) -> None:
        run = next(run for run in at(document, begins).runs if old in run.text)
        run.text = run.text.replace(old, new, 1)

    return plant


def sized(begins: str, points: float) -> Plant:
    """Set a paragraph in another size."""
    return lambda document: _each_run(at(document, begins), lambda run: setattr(run.font, "size", Pt(points)))


def styled(begins: str, *, bold: bool | None = None, italic: bool | None = None) -> Plant:
    """Set a paragraph in another style."""

    def plant(document: Document) -> None:
        for run in at(document, begins).runs:
            run.bold = run.bold if bold is None else bold
            run.italic = run.italic if italic is None else italic

    return plant


def shaped(begins: str, **shape: Any) -> Plant:
    """Give a paragraph another shape: indents, spacing."""

    def plant(document: Document) -> None:
        for name, value in shape.items():
            setattr(at(document, begins).paragraph_format, name, value)

    return plant


def dropped(*begins: str) -> Plant:
    """Take paragraphs out."""

    def plant(document: Document) -> None:
        for each in begins:
            element = at(document, each)._p
            element.getparent().remove(element)

    return plant


def recoloured(begins: str) -> Plant:
    """Write a paragraph in blue."""
    blue = RGBColor(0x00, 0x00, 0xFF)
    return lambda document: _each_run(at(document, begins), lambda run: setattr(run.font.color, "rgb", blue))


def in_font(begins: str, name: str) -> Plant:
    """Set a paragraph in another typeface."""

    def change(run: Any) -> None:
        run.font.name = name
        run._r.rPr.rFonts.set(qn("w:hAnsi"), name)

    return lambda document: _each_run(at(document, begins), change)


def on_page(**measures: float) -> Plant:
    """Give the first section other measures, in millimetres."""

    def plant(document: Document) -> None:
        for name, value in measures.items():
            setattr(document.sections[0], name, Mm(value))

    return plant


def without_rule(begins: str) -> Plant:
    """Take out the lines drawn on a paragraph."""
    return lambda document: _drawings(document, begins, lambda run: run.getparent().remove(run))


def rule_of(begins: str, length_cm: float) -> Plant:
    """Draw a paragraph's rule anew, of another length."""

    def plant(document: Document) -> None:
        without_rule(begins)(document)
        draw_rule(at(document, begins), length_cm)

    return plant


def broken_rule(begins: str) -> Plant:
    """Draw a paragraph's rule in dashes."""

    def dash(run: Any) -> None:
        main = "http://schemas.openxmlformats.org/drawingml/2006/main"
        run.find(f".//{{{main}}}ln").append(parse_xml(f'<a:prstDash xmlns:a="{main}" val="dash"/>'))

    return lambda document: _drawings(document, begins, dash)


def numbered_at_foot(document: Document) -> None:
    """Put the page number at the foot."""
    section = document.sections[0]
    field = section.header.paragraphs[0]._p[-1]
    section.footer.paragraphs[0]._p.append(field)
    section.footer.paragraphs[0].alignment = CENTER


def number_run(change: Callable[[Any], None]) -> Plant:
    """Change the run of the page number."""

    def plant(document: Document) -> None:
        run = document.sections[0].header.paragraphs[0]._p.find(f".//{qn('w:r')}")
        change(Run(run, document.sections[0].header.paragraphs[0]))

    return plant


def counted(**attributes: str) -> Plant:
    """Count pages in another way."""

    def plant(document: Document) -> None:
        said = " ".join(f'w:{name}="{value}"' for name, value in attributes.items())
        document.sections[0]._sectPr.append(parse_xml(f"<w:pgNumType {nsdecls('w')} {said}/>"))

    return plant


def on_first_page(document: Document) -> None:
    """Show the page number on the first page too."""
    document.sections[0].different_first_page_header_footer = False


def unnumbered(document: Document) -> None:
    """Take the page number out."""
    paragraph = document.sections[0].header.paragraphs[0]._p
    paragraph.remove(paragraph[-1])


def number_aside(document: Document) -> None:
    """Put the page number at the left."""
    document.sections[0].header.paragraphs[0].alignment = LEFT


def cells_of(left_cm: float, right_cm: float, *, tables: int = 2) -> Plant:
    """Give the two cells of the first tables other widths."""

    def plant(document: Document) -> None:
        for table in document.tables[:tables]:
            for index, width in enumerate((left_cm, right_cm)):
                table.columns[index].width = Cm(width)
                for cell in table.columns[index].cells:
                    cell.width = Cm(width)

    return plant


def unframed(document: Document) -> None:
    """Take the frame of the stamp away."""
    properties = at(document, "KHẨN")._p.pPr
    properties.remove(properties.find(qn("w:pBdr")))


def wider_stamp(document: Document) -> None:
    """Make the frame of the stamp 30 mm wide."""
    shape = at(document, "KHẨN").paragraph_format
    shape.left_indent = shape.right_indent = shape.left_indent - Mm(5)


def date_on_next_row(document: Document) -> None:
    """Put place and date on another line than the number."""
    number, dated = (next(each for each in every(document) if word in each.text) for word in ("Số:", "ngày 05"))
    dated.runs[-1].text = ""
    paragraph = number.insert_paragraph_before()
    number._p.addnext(paragraph._p)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(11.3), WD_TAB_ALIGNMENT.CENTER)
    paragraph.add_run("\t")
    run = paragraph.add_run("Bình Minh, ngày 05 tháng 02 năm 2026")
    run.font.size, run.italic = Pt(13), True


def on_side(document: Document) -> None:
    """Turn the first pages on their side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    cells_of(8, 16.5)(document)


def all_of(*plants: Plant) -> Plant:
    """Do several things that are one fault."""

    def plant(document: Document) -> None:
        for each in plants:
            each(document)

    return plant


def _each_run(paragraph: Any, change: Callable[[Any], Any]) -> None:
    for run in paragraph.runs:
        change(run)


def _drawings(document: Document, begins: str, change: Callable[[Any], None]) -> None:
    for run in at(document, begins)._p.findall(qn("w:r")):
        if run.find(qn("w:drawing")) is not None:
            change(run)
