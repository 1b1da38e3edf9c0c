"""A document printed as PDF: the components of `paper`, laid out as a dated `Formality` asks, as the .docx is.

The file is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1): archived as it is, and read aloud in its order. The same
paper, formality and font give the same bytes on every run. Lines are broken here by the same widths as in the .docx;
where they stand on the page is the template's work (`chidao/data/typst/paper.typ`), to which every word comes as data.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any, Final, Literal, cast

import typst

from chidao.documents.formalities import Component, Formality
from chidao.documents.layout import (
    CELL_PADDING_MM,
    FOOT_SHARES,
    HEAD_SHARES,
    LETTER_SUBJECT_SHARE,
    SALUTATION_MM,
    SUBJECT_SHARE,
)
from chidao.documents.measure import MM_PER_POINT, balanced_lines, width_mm
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
    on_one_line,
)
from chidao.documents.pdf_measures import LINE, measures
from chidao.documents.print_font import print_font
from chidao.documents.verification import Check
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]
# The day that stamps a file whose paper has no date yet, as in the .docx.
UNDATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
# Viet Nam's zone as an offset: the printer takes no named one.
LOCAL: Final = timezone(timedelta(hours=7))
TEMPLATE: Final = "typst/paper.typ"
# By this label the template marks where signatures go.
SIGNING_PLACE: Final = "<signing-place>"
# A file for the archive has a title, whatever the paper says.
UNTITLED: Final = "Văn bản"
MOST_SIGNS: Final = 10
# A word wider than this part of its room may break between any two letters, since our widths are estimates.
FULL: Final = 0.95
# A row of a table higher than this may break across pages, and so may recipients of so many lines; a last paragraph
# of so many lines at most goes to the next page with the signature.
HIGHEST_ROW_MM: Final = 90.0
MOST_RECIPIENT_LINES: Final = 30
MOST_KEPT_LINES: Final = 8
_PARTS: Final = re.compile(r"[^ \n]+| +|\n")

Data = dict[str, Any]
Runs = list[Data]
RunKind = Literal["plain", "whole", "loose", "break"]


def pdf_document(paper: Paper, formality: Formality, check: Check | None = None) -> bytes:
    """Print a paper as the bytes of a PDF file, with a block at the foot of its last page by which a copy is verified.

    Raises BadInput naming each sign that no font here can show.
    """
    said = json.dumps({**paper_data(paper, formality), "check": _check(check)}, ensure_ascii=False)
    try:
        return _printed(said, _stamp(paper.dated_on))
    except typst.TypstError as error:
        unseen = _unseen(error.diagnostic)
        if not unseen:
            raise
        says = _NO_GLYPH.filled(signs=", ".join(unseen))
        raise BadInput(Reason(code="no_glyph", says=says, remedy=_RETYPE)) from error


def signing_places(paper: Paper, formality: Formality) -> list[Data]:
    """Return where the paper, as it is printed, leaves room for signatures: the template's marks, lengths as "12pt"."""
    said = json.dumps(paper_data(paper, formality), ensure_ascii=False)
    with _ONE_AT_A_TIME:
        found = typst.query(
            _template(), SIGNING_PLACE, field="value", font_paths=print_font().fonts, sys_inputs={"paper": said}
        )
    return cast("list[Data]", json.loads(found))


def paper_data(paper: Paper, formality: Formality) -> Data:
    """Return what the template is given: every line of the paper in its place, and the measures of the formality."""
    setter = _Setter(formality)
    return {
        **measures(formality),
        "title": paper.title() or UNTITLED,
        "author": on_one_line(paper.issuer),
        "head": setter.head(paper),
        "kind": setter.runs("kind", paper.kind_name, setter.width) if paper.kind_name is not None else None,
        "subject": setter.lines("subject", paper.subject, setter.width * SUBJECT_SHARE),
        "addressees": setter.addressees(paper),
        "blocks": setter.body(paper),
        "foot": setter.foot(paper),
        "annexes": [setter.annex(annex) for annex in paper.annexes],
        "check": None,
    }


def _check(check: Check | None) -> Data | None:
    return {"svg": check.svg(), "alt": f"Mã QR dẫn đến {check.address}", "lines": check.lines()} if check else None


class _Setter:
    """Turns the components of one paper into lines and runs of text, by the widths that the formality leaves."""

    def __init__(self, formality: Formality) -> None:
        self.formality = formality
        self.width = formality.text_width_mm()

    def head(self, paper: Paper) -> Data:
        """Set the two columns of the head: an official letter has its subject in the left one."""
        left, right = (self.width * share for share in HEAD_SHARES)
        is_letter, stamp = paper.kind_name is None, self.formality.stamps_mm.get(paper.urgency or "")
        dated = paper.place_line() if is_letter or paper.symbol is not None else ""
        return {
            "superior_body": self.lines("superior_body", paper.superior_body, left),
            "issuer": self.lines("issuer", paper.issuer, left),
            "national_name": self.lines("national_name", NATIONAL_NAME, right),
            "motto": self.lines("motto", MOTTO, right),
            "number": self.line("number", paper.number_line() or "", left),
            "letter_subject": self.lines("letter_subject", paper.letter_subject(), left * LETTER_SUBJECT_SHARE)
            if is_letter
            else [],
            "stamp": {"words": stamp.words, "width": stamp.width, "height": stamp.height} if stamp else None,
            "place_date": self.line("place_date", dated, right),
        }

    def addressees(self, paper: Paper) -> Data | None:
        """Set whom the paper addresses: one on the line of the salutation, several each on a line of its own."""
        said = [self.runs("addressees", line, self.width - 3 * SALUTATION_MM) for line in paper.addressee_lines()]
        if not said:
            return None
        alone = len(said) == 1
        return {"salutation": f"{paper.salutation}:", "first": said[0] if alone else [], "rest": [] if alone else said}

    def body(self, paper: Paper) -> list[Data]:
        """Set the legal bases and the body, the last of it kept with the signature."""
        over = [_text("authority", self.runs("authority", paper.competent, self.width))] if paper.competent else []
        bases = [_text("basis", self.runs("basis", line, self.width)) for line in paper.basis_lines()]
        found = [*over, *bases, *self.blocks(paper.closed_body(), _level_under(paper.kind_name or ""))]
        if found and "keep" in found[-1]:
            found[-1]["keep"] = self.is_short(found[-1]["runs"]) and bool(paper.recipient_lines() or paper.signature)
        return found

    def is_short(self, runs: Runs) -> bool:
        """Tell whether a paragraph may be kept whole with the signature: a long one would leave half a page empty."""
        length = sum(width_mm(run["text"], self.component("body").size_pt.chosen) for run in runs)
        return length <= MOST_KEPT_LINES * self.width

    def blocks(self, blocks: Sequence[Block], level: int) -> list[Data]:
        """Set blocks one after another, `level` being that of their highest headings."""
        return [found for block, at in _levelled(blocks, level) for found in self.block(block, at)]

    def block(self, block: Block | tuple[Centred, ...], level: int) -> Iterator[Data]:
        """Set one block, or lines in the middle that stand together."""
        match block:
            case Table():
                yield self.table(block)
            case Heading(text):
                yield _text("heading", self.runs("heading", text, self.width), level=level)
            case Paragraph(text):
                yield from self.flowing("", text)
            case Numbered(mark, text, title):
                # The word "Điều", its number and its title are in bold (mục II.6.d).
                strong = f"{mark} {title}".strip() if title or mark.startswith(ARTICLE) else ""
                words = text if strong else f"{mark} {text}".strip()
                yield from self.flowing(strong, words, level if _heads(block) else None)
            case tuple():
                lines = [line for line in map(self.centred, block) if _is_seen(line)]
                yield from [{"is": "centred", "level": level, "lines": lines}] if lines else []

    def centred(self, line: Centred) -> Runs:
        """Set one line in the middle."""
        return self.runs("subject", line.text.upper() if line.capitals else line.text, self.width)

    def flowing(self, strong: str, text: str, level: int | None = None) -> Iterator[Data]:
        """Set a text of the body: what stands in bold before it, the first line, each further line a paragraph."""
        first, *rest = text.split("\n")
        opening = self.runs("body", f"{strong} " if strong and first else strong, self.width, bold=True)
        said = [*opening, *self.runs("body", first, self.width)]
        yield _text("body", said, level=level, keep=text.endswith(":") or not text)
        for line in rest:
            yield _text("body", self.runs("body", line, self.width))

    def table(self, table: Table) -> Data:
        """Set a table; a row too high for a page may break."""
        total = sum(column.share for column in table.columns)
        rooms = [self.width * column.share / total - 2 * CELL_PADDING_MM for column in table.columns]
        return {
            "is": "table",
            "row_mm": table.row_mm,
            "columns": [
                {"share": each.share, "centred": each.centred, "title": self.runs("table_head", each.title, room)}
                for each, room in zip(table.columns, rooms, strict=True)
            ],
            "rows": [self.row(row, rooms) for row in table.rows],
        }

    def row(self, row: Sequence[str], rooms: Sequence[float]) -> Data:
        """Set one row of a table."""
        size = self.component("table").size_pt.chosen
        lines = max(
            sum(1 + width_mm(line, size) // room for line in text.split("\n"))
            for text, room in zip(row, rooms, strict=True)
        )
        cells = [self.runs("table", text, room) for text, room in zip(row, rooms, strict=True)]
        return {"cells": cells, "breaks": lines * size * LINE * MM_PER_POINT > HIGHEST_ROW_MM}

    def foot(self, paper: Paper) -> Data | None:
        """Set the recipients and the signature; None for a paper that has neither."""
        recipients = paper.recipient_lines()
        if not (recipients or paper.signature):
            return None
        left, right = (self.width * share for share in FOOT_SHARES)
        return {
            "recipients_head": self.line("recipients_head", RECIPIENTS_HEAD, left),
            "recipients": [self.runs("recipients", line, left - 2) for line in recipients],
            "authority": [self.lines("authority", line, right) for line in paper.signature],
            "signer": self.line("signer", paper.signer_name or "", right),
            "co_authority": [self.lines("authority", line, left) for line in paper.co_signature],
            "breaks": len(recipients) > MOST_RECIPIENT_LINES,
        }

    def annex(self, annex: Annex) -> Data:
        """Set what is issued with the paper; an appendix counts its pages anew, its title in capitals."""
        is_appendix = annex.kind_name.casefold().startswith(APPENDIX.casefold())
        style = "subject" if is_appendix else "kind"
        label = f"{APPENDIX}{annex.kind_name[len(APPENDIX) :]}" if is_appendix else annex.kind_name
        subject = annex.subject.upper() if is_appendix else annex.subject
        return {
            "counts_anew": is_appendix,
            "style": style,
            "kind": self.runs(style, label, self.width),
            "subject": self.lines("subject", subject, self.width * SUBJECT_SHARE),
            "note": self.line("place_date", annex.note, self.width),
            "blocks": self.blocks(annex.body, _level_under(label)),
        }

    def component(self, name: str) -> Component:
        """Return how a component looks."""
        return self.formality.components[name]

    def lines(self, name: str, text: str, room: float) -> list[Runs]:
        """Break a text into lines of even length; none for no text."""
        component = self.component(name)
        shown = text.upper() if component.capitals else text
        return [self.runs(name, line, room) for line in balanced_lines(shown, component.size_pt.chosen, room)]

    def line(self, name: str, text: str, room: float) -> list[Runs]:
        """Keep a text on its lines as they are written; none for no text."""
        return [self.runs(name, line, room) for line in text.split("\n")] if text else []

    def runs(self, name: str, text: str, room: float, *, bold: bool = False) -> Runs:
        """Set a text as runs: plain words, those that never break, and those too long for their line."""
        component = self.component(name)
        shown = text.upper() if component.capitals else text
        return list(
            _joined(_run(part, component.size_pt.chosen, room * FULL, bold=bold) for part in _PARTS.findall(shown))
        )


def _run(part: str, size: float, room: float, *, bold: bool) -> Data:
    return {"text": part, "bold": bold, "kind": _kind(part, size, room)}


def _kind(part: str, size: float, room: float) -> RunKind:
    """Tell how a part of a text may break: the symbol of a document nowhere, a word too long for its line anywhere."""
    if part == "\n":
        return "break"
    if not part.isspace() and width_mm(part, size) > room:
        return "loose"
    return "whole" if "/" in part and "://" not in part else "plain"


def _joined(runs: Iterable[Data]) -> Iterator[Data]:
    """Join neighbours that are plain, so that the typesetter shapes them as one."""
    for kind, together in groupby(runs, key=lambda run: run["kind"]):
        if kind == "plain":
            parts = list(together)
            yield {**parts[0], "text": "".join(part["text"] for part in parts)}
        else:
            yield from together


def _levelled(blocks: Sequence[Block], level: int) -> Iterator[tuple[Block | tuple[Centred, ...], int]]:
    """Yield blocks with the level of their heading, lines in the middle that follow each other as one."""
    together: tuple[Centred, ...] = ()
    under = level
    for block in blocks:
        if isinstance(block, Centred):
            together, under = (*together, block), level + 1
            continue
        if together:
            yield together, level
            together = ()
        yield block, under if isinstance(block, Numbered) else level
    if together:
        yield together, level


def _heads(block: Numbered) -> bool:
    """Tell whether a numbered block is the heading of an article."""
    return bool(block.title) and not block.text and block.mark.startswith(ARTICLE)


def _text(style: str, runs: Runs, *, level: int | None = None, keep: bool = False) -> Data:
    seen = level if _is_seen(runs) else None
    return {"is": "text", "style": style, "runs": runs, "level": seen, "keep": keep}


def _level_under(name: str) -> int:
    """Return the level of the headings under the name of a kind; it heads them where there is one."""
    return 2 if name.strip("\n") else 1


def _is_seen(runs: Runs) -> bool:
    """Tell whether runs have more than line breaks: a heading of nothing is none."""
    return any(run["kind"] != "break" for run in runs)


def _stamp(dated_on: date | None) -> datetime:
    return max(datetime.combine(dated_on, time(), LOCAL), UNDATED) if dated_on else UNDATED


# The compiler keeps fonts and what it has set, and serves one caller at a time.
_ONE_AT_A_TIME: Final = threading.Lock()


def _printed(said: str, stamp: datetime) -> bytes:
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            _template(), format="pdf", pdf_standards=STANDARDS, sys_inputs={"paper": said}, timestamp=stamp
        )
    return cast(bytes, made)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=print_font().fonts)


@cache
def _template() -> bytes:
    return resources.files("chidao.data").joinpath(TEMPLATE).read_bytes()


# What the typesetter says of signs that a file for the archive may not have: no font shows them, or everyone may give
# them a meaning of their own (Unicode's private area).
_UNSHOWN: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_FORBIDDEN: Final = re.compile(r'codepoint `"(.)"`', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{(\w+)\}")


def _unseen(diagnostic: str) -> list[str]:
    """Return the signs that a refusal names, each once, by themselves and by their numbers in Unicode."""
    named = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), diagnostic)
    signs = "".join([*_UNSHOWN.findall(named), *_FORBIDDEN.findall(named)])
    return [f"“{sign}” (U+{ord(sign):04X})" for sign in dict.fromkeys(signs)][:MOST_SIGNS]


_NO_GLYPH: Final = Text(
    "Phông chữ của máy không có ký tự {signs}, nên không in ra PDF được.",
    "No font of this machine shows {signs}, so the paper cannot be printed as PDF.",
)
_RETYPE: Final = Text(
    "Thay ký tự đó trong văn bản; bản .docx vẫn tải được.", "Replace it in the text; the .docx can still be downloaded."
)
