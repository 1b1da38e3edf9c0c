"""A template filled with the fields of a paper; only `process` runs it, apart from everything else.

A field of lines or blocks that stands alone in a paragraph becomes as many paragraphs, each in the look of that one.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

from chidao.documents.layout import SUBJECT_SHARE
from chidao.documents.measure import MM_PER_POINT, balanced_lines, width_mm
from chidao.documents.paper import APPENDIX, MOTTO
from chidao.documents.templating.fields import FIELDS
from chidao.documents.templating.sandbox import Sandbox
from chidao.documents.word import data_table, new_row
from chidao.documents.word_styles import RULE_STYLE, xml

# Two characters of Unicode's private area stand around a field's name until its paragraphs are written.
_MARK: Final = re.compile("\ue000(\\w+)\ue001")
_HEADS: Final = ("header", "footer", "first_page_header", "first_page_footer")

Data = Mapping[str, Any]


class BodyInLine(Exception):
    """A field of blocks stands within a line, where there is no room for paragraphs."""


class _Many(list[Any]):
    """The lines or blocks of a field: within a loop each of them, written out a mark of where they go."""

    def __init__(self, name: str, values: Iterable[Any]) -> None:
        super().__init__(values)
        self.name = name

    def __str__(self) -> str:
        return f"\ue000{self.name}\ue001"


def filled(template: bytes, fields: Data, *, rule_share: float) -> Document:
    """Return a template filled. Raises what docxtpl, jinja2 and python-docx raise, and BodyInLine.

    `rule_share` is how much of its line of text a rule under a name takes, where the template has our own rules.
    """
    work = DocxTemplate(io.BytesIO(template))
    work.render({name: _value(name, each) for name, each in fields.items()}, Sandbox(), autoescape=True)
    document: Document = work.docx
    for paragraph in list(_paragraphs(document)):
        _expand(document, paragraph, fields)
    _measure_rules(document, rule_share)
    return document


def _value(name: str, value: Any) -> Any:
    return value if FIELDS[name].kind == "text" else _Many(name, value)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    parts = [document.element.body]
    for section in document.sections:
        parts += [getattr(section, name)._element for name in _HEADS]
    for part in parts:
        yield from (Paragraph(each, document) for each in part.iter(qn("w:p")))


def _expand(document: Document, paragraph: Paragraph, fields: Data) -> None:
    found = _MARK.search(paragraph.text)
    if found is None:
        return
    name = found[1]
    if paragraph.text.strip() == found[0]:
        for value in fields[name]:
            _WRITERS[FIELDS[name].kind](document, paragraph, value)
        _remove(paragraph)
    elif FIELDS[name].kind == "blocks":
        raise BodyInLine(name)
    else:
        _write_in_line(paragraph, fields)


def _write_in_line(paragraph: Paragraph, fields: Data) -> None:
    for each in paragraph._p.iter(qn("w:t")):
        each.text = _MARK.sub(lambda found: "; ".join(fields[found[1]]), each.text or "")


def _remove(paragraph: Paragraph) -> None:
    """Take a paragraph away; a cell keeps its last one, which becomes empty."""
    holder = paragraph._p.getparent()
    if holder.tag == qn("w:tc") and len(holder.findall(qn("w:p"))) == 1:
        for run in paragraph.runs:
            run.text = ""
    else:
        holder.remove(paragraph._p)


# ---------------------------------------------------------------- what becomes of one value


def _line(document: Document, model: Paragraph, text: str) -> None:
    _like(model, ("", text))


def _block(document: Document, model: Paragraph, block: Data) -> None:
    if block["is"] == "table":
        _table(document, model, block)
    elif block["is"] == "annex" and block["text"].startswith(APPENDIX):
        _begin_section(document, model)
        _middle(model, {**block, "is": "centred"})
    elif block["is"] == "text":
        for place, line in enumerate(block["text"].split("\n")):
            _like(model, (block["lead"] if place == 0 else "", line))
    else:
        _middle(model, block)


_WRITERS: Final[Mapping[str, Callable[[Document, Paragraph, Any], None]]] = {"lines": _line, "blocks": _block}


def _like(model: Paragraph, said: tuple[str, str]) -> Paragraph:
    """Put a paragraph before the model, in its look, its lead in bold."""
    made = Paragraph(copy.deepcopy(model._p), model.part)
    first, *others = made.runs
    for run in others:
        run._r.getparent().remove(run._r)
    lead, text = said
    first.text = text
    if lead:
        heavy = copy.deepcopy(first._r)
        first._r.addprevious(heavy)
        made.runs[0].text, made.runs[0].bold = f"{lead} " if text else lead, True
    model._p.addprevious(made._p)
    return made


def _middle(model: Paragraph, block: Data) -> None:
    """Put a line in the middle: in bold, or in italics for a note; what is issued with the paper begins a page."""
    made = _like(model, ("", block["text"]))
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.paragraph_format.first_line_indent = Mm(0)
    made.paragraph_format.page_break_before = True if block["is"] == "annex" else None
    for run in made.runs:
        run.bold, run.italic = block["is"] != "note", block["is"] == "note"


def _begin_section(document: Document, model: Paragraph) -> None:
    """End the pages before an appendix, whose own are counted anew."""
    last = document.element.body.sectPr
    ended = _like(model, ("", ""))
    ended._p.get_or_add_pPr().append(copy.deepcopy(last))
    numbers = last.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = xml("<w:pgNumType {ns}/>")
        columns = last.find(qn("w:cols"))
        last.append(numbers) if columns is None else columns.addprevious(numbers)
    numbers.set(qn("w:start"), "1")


def _table(document: Document, model: Paragraph, block: Data) -> None:
    section = document.sections[-1]
    room = ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / Mm(1)
    total = sum(column["share"] for column in block["columns"])
    table = data_table(document, [room * column["share"] / total for column in block["columns"]])
    titles = [column["title"] for column in block["columns"]]
    for place, row in enumerate([titles, *block["rows"]]):
        centred = [place == 0 or column["centred"] for column in block["columns"]]
        _row(new_row(table).cells, model, row, centred, heavy=place == 0)
    model._p.addprevious(table._tbl)
    _like(model, ("", "")).paragraph_format.space_after = Mm(0)


def _row(cells: Sequence[Any], model: Paragraph, texts: Sequence[str], centred: Sequence[bool], *, heavy: bool) -> None:
    for cell, text, in_middle in zip(cells, texts, centred, strict=True):
        written = cell.paragraphs[0]
        written.style = model.style
        written.paragraph_format.first_line_indent, written.paragraph_format.space_after = Mm(0), Mm(0)
        written.alignment = WD_ALIGN_PARAGRAPH.CENTER if in_middle else WD_ALIGN_PARAGRAPH.LEFT
        run = written.add_run(text)
        if model.runs and model.runs[0]._r.rPr is not None:
            run._r.insert(0, copy.deepcopy(model.runs[0]._r.rPr))
        run.bold = heavy or None


# ---------------------------------------------------------------- our own rules, measured anew


def _measure_rules(document: Document, share: float) -> None:
    """Give each of our rules the length that goes with the words over it, which are broken into even lines."""
    for paragraph in list(_paragraphs(document)):
        over = paragraph._p.getprevious()
        if paragraph.style is None or paragraph.style.name != RULE_STYLE or over is None or over.tag != qn("w:p"):
            continue
        named = Paragraph(over, document)
        if named.runs and named.text.strip() and _is_framed(paragraph):
            _rule_under(document, named, paragraph, share)


def _is_framed(paragraph: Paragraph) -> bool:
    return paragraph._p.find(f".//{qn('w:pBdr')}") is not None


def _rule_under(document: Document, named: Paragraph, rule: Paragraph, share: float) -> None:
    size = named.style.font.size.pt if named.style is not None and named.style.font.size else 14.0
    run = named.runs[0]
    words = named.text.upper() if run.font.all_caps else named.text
    room, is_cell = _room(document, named)
    lines = balanced_lines(words, size, room if is_cell else room * SUBJECT_SHARE)
    whole = len(lines) == 1 and named.text == MOTTO
    if len(lines) > 1 and len(named.runs) == 1:
        run.text = "\n".join(lines)
    length = max(width_mm(line, size) for line in lines) * (1 if whole else share)
    side = Mm(max(0.0, (room - length) / 2))
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = side


def _room(document: Document, paragraph: Paragraph) -> tuple[float, bool]:
    """Return how wide a line may be in millimetres, and whether it stands in a cell."""
    holder = paragraph._p.getparent()
    width = holder.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") if holder.tag == qn("w:tc") else None
    if width is not None:
        return int(width.get(qn("w:w"))) * MM_PER_POINT / 20, True
    section = document.sections[0]
    return ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / Mm(1), False
