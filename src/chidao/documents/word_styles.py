"""The look of a .docx file: page, styles, language and properties as a dated `Formality` asks, and steady bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Final, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from chidao.documents.formalities import Component, Formality
from chidao.documents.paper import Paper, on_one_line

LANGUAGE: Final = "vi-VN"
RULE_STYLE: Final = "Đường kẻ"
# The day that stamps a file whose paper has no date yet; a zip archive knows none before it.
UNDATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
# Layout of Word 2013 and later; an older mode shows "Compatibility Mode" in the title bar.
COMPATIBILITY: Final = "15"
# Core properties hold 255 characters at most.
PROPERTY_LENGTH: Final = 255
_ALIGNMENTS: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_FLOWING: Final = frozenset({"body", "basis", "heading"})
_SPACE_BEFORE_PT: Final = {
    "number": 6,
    "place_date": 6,
    "letter_subject": 6,
    "urgency": 6,
    "kind": 18,
    "recipients_head": 6,
    "table": 2,
    "table_head": 2,
}
_SPACE_AFTER_PT: Final = {"addressees": 2, "table": 2, "table_head": 2}


def xml(text: str) -> BaseOxmlElement:
    """Parse one element of WordprocessingML; `{ns}` in the text stands for the namespaces."""
    return parse_xml(text.replace("{ns}", nsdecls("w")))


def set_look(document: Document, paper: Paper, formality: Formality) -> None:
    """Prepare an empty document: page, styles, settings and properties."""
    _set_styles(document, formality)
    _set_page(document, formality)
    _set_settings(document)
    _set_properties(document, paper)


def steady_bytes(document: Document, dated_on: date | None) -> bytes:
    """Save a document so that the same content gives the same bytes: parts in order, stamped with the paper's date."""
    saved, steady = io.BytesIO(), io.BytesIO()
    document.save(saved)
    stamp = _stamp(dated_on).timetuple()[:6]
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, stamp), source.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def _set_page(document: Document, formality: Formality) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(formality.page_mm["width"]), Mm(formality.page_mm["height"])
    top, bottom, left, right = (Mm(formality.margins_mm[side].chosen) for side in ("top", "bottom", "left", "right"))
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    section.gutter, section.header_distance, section.footer_distance = Mm(0), top // 2, bottom // 2
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style = formality.components["page_number"].name
    number.add_run()._r.extend(_page_field())


def _page_field() -> list[BaseOxmlElement]:
    marks = {kind: xml(f'<w:fldChar {{ns}} w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")}
    code, shown = xml('<w:instrText {ns} xml:space="preserve"> PAGE </w:instrText>'), xml("<w:t {ns}>2</w:t>")
    return [marks["begin"], code, marks["separate"], shown, marks["end"]]


def _set_styles(document: Document, formality: Formality) -> None:
    _set_defaults(document, formality.font)
    for name, component in formality.components.items():
        style = _added_style(document, component.name, f"cd_{name}")
        _dress(style, component, formality.font)
        _space(style, name, formality)
        if name == "kind":
            style.element.get_or_add_pPr().append(xml('<w:outlineLvl {ns} w:val="0"/>'))
    _shape_rule(_added_style(document, RULE_STYLE, "cd_rule"))


def _added_style(document: Document, name: str, style_id: str) -> ParagraphStyle:
    style = cast(ParagraphStyle, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.element.set(qn("w:styleId"), style_id)
    style.quick_style = True
    return style


def _set_defaults(document: Document, font: str) -> None:
    """Replace the fonts, language and spacing that the template takes from its theme."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    _name_font(defaults.find(f".//{qn('w:rFonts')}"), font)
    language = defaults.find(f".//{qn('w:lang')}")
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), LANGUAGE)
    normal = cast(ParagraphStyle, document.styles["Normal"])
    _name_font(normal.element.get_or_add_rPr().get_or_add_rFonts(), font)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0


def _name_font(fonts: BaseOxmlElement, font: str) -> None:
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _dress(style: ParagraphStyle, component: Component, font: str) -> None:
    style.font.size = Pt(component.size_pt.chosen)
    style.font.bold, style.font.italic = component.bold, component.italic
    look = style.element.get_or_add_rPr()
    _name_font(look.get_or_add_rFonts(), font)
    look.append(xml(f'<w:szCs {{ns}} w:val="{round(component.size_pt.chosen * 2)}"/>'))
    style.paragraph_format.alignment = _ALIGNMENTS[component.align]


def _space(style: ParagraphStyle, name: str, formality: Formality) -> None:
    shape, body = style.paragraph_format, formality.body
    shape.space_before, shape.space_after = Pt(_SPACE_BEFORE_PT.get(name, 0)), Pt(_SPACE_AFTER_PT.get(name, 0))
    # The head's lines stand a single space apart (mục II.1, II.2), whatever the template's own spacing is.
    shape.line_spacing = 1.0
    if name in _FLOWING:
        shape.first_line_indent = Mm(body["first_line_indent_mm"].chosen)
        shape.space_after = Pt(body["paragraph_spacing_pt"].chosen)
        shape.line_spacing = body["line_spacing"].chosen
        shape.widow_control = True


def _shape_rule(style: ParagraphStyle) -> None:
    """A paragraph of 3 pt that carries a rule, or keeps two tables apart."""
    style.font.size = Pt(2)
    shape = style.paragraph_format
    shape.space_before, shape.line_spacing_rule, shape.line_spacing = Pt(2), WD_LINE_SPACING.EXACTLY, Pt(3)


def _set_settings(document: Document) -> None:
    settings = document.settings.element
    mode = settings.find(f".//{qn('w:compatSetting')}[@{qn('w:name')}='compatibilityMode']")
    mode.set(qn("w:val"), COMPATIBILITY)
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), LANGUAGE)
    _drop_thumbnail(document)


def _drop_thumbnail(document: Document) -> None:
    """Take out the template's own picture, which shows another document."""
    package = document.part.package
    assert package is not None
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _set_properties(document: Document, paper: Paper) -> None:
    properties, issuer = document.core_properties, on_one_line(paper.issuer)[:PROPERTY_LENGTH]
    properties.title = paper.title()[:PROPERTY_LENGTH]
    properties.subject = on_one_line(paper.subject)[:PROPERTY_LENGTH]
    properties.author, properties.last_modified_by = issuer, issuer
    properties.language, properties.comments, properties.revision = LANGUAGE, "", 1
    properties.created, properties.modified = _stamp(paper.dated_on), _stamp(paper.dated_on)


def _stamp(dated_on: date | None) -> datetime:
    return max(datetime.combine(dated_on, time(), UTC), UNDATED) if dated_on else UNDATED
