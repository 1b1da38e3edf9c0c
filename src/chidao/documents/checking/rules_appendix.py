"""Rules on appendices and on what is attached (PURE): NĐ 30/2020, Phụ lục I mục III.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chidao.documents.checking.judging import MISSING, Finding, Judge
from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.report import Breach
from chidao.kernel.wording import Text

_LABEL: Final = re.compile(r"phụ\s+lục(?:\s+(?:số\s+)?(?P<number>[ivxlc]+|\d+))?\s*(?P<title>.*)$", re.IGNORECASE)


def appendix_rules(judge: Judge, appendices: int) -> Iterator[Finding]:
    """Check an appendix, one of `appendices` in the file. What is attached otherwise has only its line checked."""
    if judge.form.role == "appendix":
        for label in judge.form.part("appendix_label"):
            yield from _label(judge, label, appendices)
        yield from judge.looks("appendix_title", judge.form.part("appendix_title"))
        for title in judge.form.part("appendix_title"):
            yield from _in_the_middle(judge, "appendix_title.centred", title)
        if not judge.form.part("attached_to"):
            yield judge.breach("attached_to.missing", judge.form.part("appendix_label")[0], MISSING, "(Kèm theo …)")
        yield from _pages(judge)
    yield from judge.looks("attached_to", judge.form.part("attached_to"))
    for line in judge.form.part("attached_to"):
        yield from _in_the_middle(judge, "attached_to.centred", line)


def _label(judge: Judge, label: Piece, appendices: int) -> Iterator[Breach]:
    yield from judge.looks("appendix_label", [label])
    read = _LABEL.match(label.paragraph.words.strip())
    if read and read["title"].strip(" .:"):
        wanted = Text("dòng riêng; tên phụ lục ở dòng dưới", "a line of its own; the name on the next")
        yield judge.breach("appendix_label.centred", label, label.said, wanted)
    else:
        yield from _in_the_middle(judge, "appendix_label.centred", label)
    number = read["number"] if read else None
    if (number or "").isdecimal() or (appendices > 1 and not number):
        yield judge.breach("appendix_label.number", label, label.said, "Phụ lục I, II, III")


def _in_the_middle(judge: Judge, rule: str, piece: Piece) -> Iterator[Breach]:
    wanted = Text("giữa trang", "in the middle of the page")
    yield from judge.centred(rule, piece, judge.page_width(piece) / 2, wanted, off="page_centre_mm")


def _pages(judge: Judge) -> Iterator[Breach]:
    """An appendix counts its pages anew: it begins a section whose numbers begin at 1."""
    first = judge.form.everything[0]
    section = judge.sheet.sections[first.section]
    numbered = any(each.numbers_page for found in section.headers.values() for each in found)
    before = next((each for each in reversed(judge.sheet.paragraphs) if each.index < first.index), None)
    anew = section.starts_at == 1 and before is not None and before.section != first.section
    if numbered and not anew:
        found = Text("đánh tiếp", "going on")
        yield judge.breach(
            "appendix.page_numbers", judge.form.part("appendix_label")[0], found, Text("đánh lại từ 1", "anew from 1")
        )
