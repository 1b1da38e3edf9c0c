"""A document printed as .docx: the components of `paper`, laid out as a dated `Formality` asks.

The same paper and formality give the same bytes on every run, so that the digest of a draft says whether it changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, cast

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from chidao.documents.formalities import Component, Formality
from chidao.documents.layout import (
    CELL_PADDING_MM,
    FOOT_SHARES,
    HEAD_SHARES,
    LETTER_SUBJECT_SHARE,
    SALUTATION_MM,
    SIGNING_ROOM_PT,
    SUBJECT_SHARE,
)
from chidao.documents.measure import balanced_lines, width_mm
from chidao.documents.paper import (
    APPENDIX,
    ARTICLE,
    MOTTO,
    NATIONAL_NAME,
    RECIPIENTS_HEAD,
    Annex,
    Block,
    Centred,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Table,
    Urgency,
)
from chidao.documents.word_styles import RULE_STYLE, set_look, steady_bytes, xml

# "118/TTr-SKHCN": what follows a slash in one word, where a line must not break at a hyphen.
_AFTER_SLASH: Final = re.compile(r"/\S*")
_BORDER: Final = 'w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"'
# The elements of a paragraph's properties that follow its borders (ECMA-376, CT_PPrBase).
_AFTER_BORDERS: Final = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")

Holder = Document | Cell


def word_document(paper: Paper, formality: Formality) -> bytes:
    """Print a paper as the bytes of a .docx file."""
    document = docx.Document()
    set_look(document, paper, formality)
    printer = _Printer(document, formality)
    printer.head(paper)
    printer.title(paper)
    printer.addressees(paper)
    printer.body(paper)
    printer.foot(paper)
    for annex in paper.annexes:
        printer.annex(annex)
    return steady_bytes(document, paper.dated_on)


class _Printer:
    """Writes the parts of one paper into one open document, top to bottom."""

    def __init__(self, document: Document, formality: Formality) -> None:
        self.document = document
        self.formality = formality
        self.width = formality.text_width_mm()

    def head(self, paper: Paper) -> None:
        """Write the issuer and the national name side by side, then the number beside place and date."""
        left, right = (self.width * share for share in HEAD_SHARES)
        table = _layout_table(self.document, "Phần đầu văn bản", (left, right))
        issuing, national = new_row(table).cells
        self.issuer(issuing, paper, left)
        self.put(national, "national_name", NATIONAL_NAME)
        self.put(national, "motto", MOTTO)
        self.rule(national, "motto", MOTTO, right)
        if paper.symbol is not None or paper.kind_name is None:
            references, dated = new_row(table).cells
            self.references(references, paper, left)
            self.put(dated, "place_date", paper.place_line())

    def issuer(self, cell: Cell, paper: Paper, room: float) -> None:
        """Write the body above and the issuer, with the rule under the issuer."""
        if paper.superior_body:
            self.put_balanced(cell, "superior_body", paper.superior_body, room)
        lines = self.put_balanced(cell, "issuer", paper.issuer, room)
        self.rule(cell, "issuer", _longest(lines), room)

    def references(self, cell: Cell, paper: Paper, room: float) -> None:
        """Write the number, the subject of an official letter and the urgency stamp."""
        number = paper.number_line()
        if number is not None:
            self.put(cell, "number", number)
        if paper.kind_name is None:
            self.put_balanced(cell, "letter_subject", paper.letter_subject(), room * LETTER_SUBJECT_SHARE)
        if paper.urgency is not None:
            self.stamp(cell, paper.urgency, room)

    def stamp(self, cell: Cell, urgency: Urgency, room: float) -> None:
        """Draw the urgency stamp: its words in a frame of the size that the norm gives."""
        stamp = self.formality.stamps_mm[urgency]
        paragraph = self.put(cell, "urgency", stamp.words)
        _set_measure(paragraph, room, stamp.width)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Mm(stamp.height)
        _set_border(paragraph, "top", "left", "bottom", "right")

    def title(self, paper: Paper) -> None:
        """Write the name of the kind and the subject with its rule; an official letter has neither."""
        if paper.kind_name is None:
            return
        self.put(self.document, "kind", paper.kind_name)
        lines = self.put_balanced(self.document, "subject", paper.subject, self.width * SUBJECT_SHARE)
        self.rule(self.document, "subject", _longest(lines), self.width)

    def addressees(self, paper: Paper) -> None:
        """Write whom the paper addresses: one on the line of the salutation, several each on a line of its own."""
        lines = paper.addressee_lines()
        if not lines:
            return
        salutation = f"{paper.salutation}: "
        lead = width_mm(salutation, self.component("addressees").size_pt.chosen)
        first, rest = (lines[0], ()) if len(lines) == 1 else ("", lines)
        opening = self.put(self.document, "addressees", f"{salutation}{first}".rstrip(" "))
        opening.paragraph_format.space_before = Pt(12)
        _hang(opening, SALUTATION_MM, lead)
        for line in rest:
            _hang(self.put(self.document, "addressees", line), SALUTATION_MM + lead, 3.0)

    def body(self, paper: Paper) -> None:
        """Write the legal bases and the body, a little apart from what stands above."""
        above = len(self.document.paragraphs)
        if paper.competent:
            self.centred(paper.competent, capitals=True)
        for line in paper.basis_lines():
            self.put(self.document, "basis", line)
        for block in paper.closed_body():
            self.block(block)
        for paragraph in self.document.paragraphs[above : above + 1]:
            paragraph.paragraph_format.space_before = Pt(12)

    def block(self, block: Block) -> None:
        """Write one block of the body."""
        match block:
            case Table():
                self.table(block)
            case Centred(text, capitals):
                self.centred(text, capitals)
            case Heading(text):
                self.put(self.document, "heading", text).paragraph_format.keep_with_next = True
            case Paragraph(text):
                self.flowing("", "", text)
            case Numbered(mark, text, title):
                self.flowing(f"{mark} ", title, text)

    def flowing(self, lead: str, title: str, text: str) -> None:
        """Write a text of the body: a title in bold with its mark, the first line, each further line a paragraph."""
        first, *rest = text.split("\n")
        # "Điều 1." is in bold whether the article has a title or not (mục II.6).
        heavy = f"{lead}{title}{' ' if title and first else ''}" if title or lead.startswith(ARTICLE) else ""
        paragraph = self.put(self.document, "body", "" if heavy else lead)
        if heavy:
            _write(paragraph, heavy).bold = True
        _write(paragraph, first)
        paragraph.paragraph_format.keep_with_next = text.endswith(":") or not text or None
        for line in rest:
            self.put(self.document, "body", line)

    def centred(self, text: str, capitals: bool) -> None:
        """Write a line in bold in the middle, kept with what it stands over; capitals are print only."""
        paragraph = self.put(self.document, "subject", text)
        paragraph.runs[0].font.all_caps = capitals or None
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(self.formality.body["paragraph_spacing_pt"].chosen)

    def annex(self, annex: Annex) -> None:
        """Write what is issued with the document: its title on a new page, then its body."""
        is_appendix = annex.kind_name.casefold().startswith(APPENDIX.casefold())
        if is_appendix:
            self.label_appendix(annex.kind_name)
        else:
            self.put(self.document, "kind", annex.kind_name).paragraph_format.page_break_before = True
        subject = annex.subject.upper() if is_appendix else annex.subject
        self.put_balanced(self.document, "subject", subject, self.width * SUBJECT_SHARE)
        self.put(self.document, "place_date", annex.note).paragraph_format.space_after = Pt(12)
        for block in annex.body:
            self.block(block)

    def label_appendix(self, label: str) -> None:
        """Begin an appendix: pages counted anew, its label in small letters on a line of its own (mục III.1)."""
        self.document.add_section(WD_SECTION.NEW_PAGE)
        self.document.paragraphs[-1].style = RULE_STYLE
        columns = next(self.document.element.body.sectPr.iter(qn("w:cols")))
        columns.addprevious(xml('<w:pgNumType {ns} w:start="1"/>'))
        self.put(self.document, "subject", f"{APPENDIX}{label[len(APPENDIX) :]}")

    def table(self, block: Table) -> None:
        """Write a table with lines, its head repeated on every page."""
        total = sum(column.share for column in block.columns)
        widths = [self.width * column.share / total for column in block.columns]
        table = data_table(self.document, widths)
        head = new_row(table)
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.fill(head.cells, "table_head", [column.title for column in block.columns])
        for texts in block.rows:
            row = new_row(table)
            row.height = Mm(block.row_mm) if block.row_mm else None
            self.fill(row.cells, "table", texts)
            for cell, column in zip(row.cells, block.columns, strict=True):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER if column.centred else None
        self.space(6)

    def fill(self, cells: Sequence[Cell], component: str, texts: Iterable[str]) -> None:
        """Write one text into each cell of a row."""
        for cell, text in zip(cells, texts, strict=True):
            self.put(cell, component, text)

    def foot(self, paper: Paper) -> None:
        """Write the recipients at the left and the signature at the right, kept with the last lines of the body."""
        recipients = paper.recipient_lines()
        if not (recipients or paper.signature):
            return
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        left, right = (self.width * share for share in FOOT_SHARES)
        table = _layout_table(self.document, "Nơi nhận và chữ ký", (left, right))
        beside, signing = new_row(table).cells
        self.signature(signing, paper.signature, paper.signer_name or "", right)
        if paper.co_signature:
            self.signature(beside, paper.co_signature, "", left)
            beside = new_row(table).cells[0]
        self.recipients(beside, recipients)
        self.space(0)

    def recipients(self, cell: Cell, lines: Sequence[str]) -> None:
        """Write whom the paper goes to; nothing for a paper that goes to nobody."""
        if lines:
            self.put(cell, "recipients_head", RECIPIENTS_HEAD)
        for line in lines:
            _hang(self.put(cell, "recipients", line), 0, 2.0)

    def signature(self, cell: Cell, signed: Sequence[str], name: str, room: float) -> None:
        """Write in whose name and as what the paper is signed, room for signature and seal, and the signer's name."""
        for line in signed:
            self.put_balanced(cell, "authority", line, room)
        if signed:
            cell.paragraphs[0].paragraph_format.space_before = Pt(6)
            self.put(cell, "signer", name).paragraph_format.space_before = Pt(SIGNING_ROOM_PT)

    def component(self, name: str) -> Component:
        """Return how a component looks."""
        return self.formality.components[name]

    def put(self, holder: Holder, name: str, text: str) -> WordParagraph:
        """Add a paragraph of one component to the page or to a cell."""
        component = self.component(name)
        paragraph = _next_paragraph(holder)
        paragraph.style = component.name
        _write(paragraph, text.upper() if component.capitals else text)
        return paragraph

    def put_balanced(self, holder: Holder, name: str, text: str, room: float) -> tuple[str, ...]:
        """Add a paragraph broken into lines of even length, and return the lines as printed."""
        component = self.component(name)
        shown = text.upper() if component.capitals else text
        lines = balanced_lines(shown, component.size_pt.chosen, room) or ("",)
        self.put(holder, name, "\n".join(lines))
        return lines

    def rule(self, holder: Holder, name: str, under: str, room: float) -> None:
        """Draw the rule under a text: under the motto as long as it, else the part of it that the norm gives."""
        share = self.formality.rules["motto" if name == "motto" else "name"].chosen
        paragraph = _next_paragraph(holder)
        paragraph.style = RULE_STYLE
        _set_measure(paragraph, room, width_mm(under, self.component(name).size_pt.chosen) * share)
        _set_border(paragraph, "top")

    def space(self, after_pt: int) -> None:
        """Add the thinnest paragraph: Word wants one after a table, and joins two tables that have none between."""
        paragraph = self.document.add_paragraph(style=RULE_STYLE)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(0), Pt(after_pt)


def _next_paragraph(holder: Holder) -> WordParagraph:
    """Return the untouched paragraph that a new cell begins with, or a new one."""
    if isinstance(holder, Cell):
        first = holder.paragraphs[0]
        return first if len(first._p) == 0 else cast(WordParagraph, holder.add_paragraph())
    return holder.add_paragraph()


def _write(paragraph: WordParagraph, text: str) -> Run:
    """Write a text with its line breaks, the hyphens of a document's symbol as ones at which no line breaks."""
    run = paragraph.add_run()
    for index, line in enumerate(text.split("\n")):
        if index:
            run.add_break()
        _write_line(run, line)
    return run


def _write_line(run: Run, line: str) -> None:
    first, *rest = _unbroken_parts(line)
    run.add_text(first)
    for part in rest:
        run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)


def _longest(lines: Sequence[str]) -> str:
    return max(lines, key=lambda line: width_mm(line, 1))


def _unbroken_parts(text: str) -> list[str]:
    """Split a text at the hyphens that follow a slash within one word."""
    hyphens = [at for found in _AFTER_SLASH.finditer(text) for at in range(*found.span()) if text[at] == "-"]
    starts, ends = [0, *(at + 1 for at in hyphens)], [*hyphens, len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _hang(paragraph: WordParagraph, left_mm: float, lead_mm: float) -> None:
    """Begin a paragraph at `left_mm`, its further lines `lead_mm` more to the right."""
    paragraph.paragraph_format.left_indent = Mm(left_mm + lead_mm)
    paragraph.paragraph_format.first_line_indent = Mm(-lead_mm)


def _set_measure(paragraph: WordParagraph, room: float, length: float) -> None:
    """Narrow a paragraph to `length`, in the middle of `room`, both in millimetres."""
    side = Mm(max(0.0, (room - length) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side


def _set_border(paragraph: WordParagraph, *sides: str) -> None:
    lines = "".join(f"<w:{side} {_BORDER.format(eighths=6)}/>" for side in sides)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(xml(f"<w:pBdr {{ns}}>{lines}</w:pBdr>"), *_AFTER_BORDERS)


def _layout_table(document: Document, caption: str, widths: Sequence[float]) -> WordTable:
    """Add a table that only places its parts, named for those who hear the page: no lines, no padding."""
    return _table(document, widths, padding_mm=0, borders="", caption=f'<w:tblCaption w:val="{caption}"/>')


def data_table(document: Document, widths: Sequence[float]) -> WordTable:
    """Add a table with lines, its columns as wide as told, in millimetres."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f"<w:{side} {_BORDER.format(eighths=4)}/>" for side in sides)
    return _table(document, widths, padding_mm=CELL_PADDING_MM, borders=f"<w:tblBorders>{lines}</w:tblBorders>")


def _table(
    document: Document, widths: Sequence[float], *, padding_mm: float, borders: str, caption: str = ""
) -> WordTable:
    table: WordTable = document.add_table(rows=0, cols=len(widths))
    padding = f'w:w="{Mm(padding_mm).twips}" w:type="dxa"'
    properties = xml(
        f'<w:tblPr {{ns}}><w:tblW w:w="{Mm(sum(widths)).twips}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left {padding}/><w:right {padding}/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/>{caption}</w:tblPr>'
    )
    table._tbl.replace(table._tbl.tblPr, properties)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def new_row(table: WordTable) -> Row:
    """Add a row that does not break across pages."""
    row = cast(Row, table.add_row())  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row
