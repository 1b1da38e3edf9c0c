"""Rules on pages, letters and page numbers (PURE): NĐ 30/2020, Phụ lục I mục I."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Final

from chidao.documents.checking.book import Book
from chidao.documents.checking.judging import MISSING, PRESENT, Finding, Judge, between, lettered, measure
from chidao.documents.checking.pieces import Piece, parted, piece_of
from chidao.documents.checking.report import Breach
from chidao.documents.checking.sheet import Paragraph, Section, Sheet
from chidao.kernel.wording import Text

SIDES: Final = ("top", "bottom", "left", "right")
# What turns a page on its side does to the margins: which side of the upright page each becomes.
_TURNED: Final = (
    {"top": "left", "bottom": "right", "left": "bottom", "right": "top"},
    {"top": "right", "bottom": "left", "left": "top", "right": "bottom"},
)
# Past this much of a page, counted roughly, a text is taken to run on to a second one.
FULL: Final = 1.25
_POINTS_PER_MM: Final = 72 / 25.4


def page_rules(judge: Judge) -> Iterator[Finding]:
    """Check paper, margins and page numbers of the whole file."""
    for number, section in enumerate(judge.sheet.sections):
        yield from _paper(judge, section, _first_of(judge, number))
    yield from _numbers(judge)


def letter_rules(judge: Judge, named: Mapping[int, str]) -> Iterator[Finding]:
    """Check typeface, coding and colour of every paragraph; `named` gives the component of a paragraph."""
    edges = [each for section in judge.sheet.sections[:1] for found in section.headers.values() for each in found]
    for paragraph in (*judge.form.everything, *(edges if judge.form.role == "main" else ())):
        piece = piece_of(paragraph, judge.book)
        yield from _fonts(judge, piece)
        yield from _colours(judge, piece, stamped=named.get(paragraph.index) == "urgency")


def _fonts(judge: Judge, piece: Piece) -> Iterator[Breach]:
    wanted, legacy = judge.book.values["font"], tuple(judge.book.values["legacy_fonts"])
    fonts = sorted(
        {font for run in lettered(piece.runs) for font in run.fonts if font.split(";")[0].strip().lower() != wanted}
    )
    old = [font for font in fonts if font.lower().startswith(legacy)]
    if old:
        yield judge.breach("font.unicode", piece, ", ".join(old), Text("phông Unicode", "a Unicode typeface"))
    elif fonts:
        yield judge.breach("font.name", piece, ", ".join(fonts), "Times New Roman")


def _colours(judge: Judge, piece: Piece, *, stamped: bool) -> Iterator[Breach]:
    allowed = judge.book.values["stamp_colours" if stamped else "colours"]
    wrong = sorted({run.colour for run in lettered(piece.runs) if run.colour not in allowed})
    if wrong:
        yield judge.breach("font.colour", piece, ", ".join(f"#{colour}" for colour in wrong), Text("màu đen", "black"))


def _first_of(judge: Judge, section: int) -> Piece | None:
    paragraphs = (each for each in judge.sheet.paragraphs if each.section == section and each.text.strip())
    first = next(paragraphs, None)
    return piece_of(first, judge.book) if first and section else None


def _paper(judge: Judge, section: Section, first: Piece | None) -> Iterator[Breach]:
    page, off = judge.book.values["page"], judge.book.off("page_mm")
    sides = sorted((section.width_mm, section.height_mm))
    if any(abs(side - wanted) > off for side, wanted in zip(sides, (page["width_mm"], page["height_mm"]), strict=True)):
        found = f"{section.width_mm:.0f} × {section.height_mm:.0f} mm"
        yield judge.breach("page.size", first, found, "A4, 210 × 297 mm")
    if section.landscape and not _may_turn(judge.sheet, judge.sheet.sections.index(section)):
        yield judge.breach("page.upright", first, Text("trang ngang", "on its side"), Text("trang dọc", "upright"))
    yield from _margins(judge, section, first)


def _may_turn(sheet: Sheet, section: int) -> bool:
    """A page may lie on its side for a table or an appendix."""
    own = [each for each in sheet.paragraphs if each.section == section]
    return section > 0 or any(each.spot is not None and each.spot.lined for each in own)


def _margins(judge: Judge, section: Section, first: Piece | None) -> Iterator[Breach]:
    wanted = judge.book.values["page"]["margins_mm"]
    upright = {side: side for side in SIDES}
    ways = (upright, *_TURNED) if section.landscape else (upright,)
    wrong = [[side for side in SIDES if not _keeps(judge.book, section, side, wanted[way[side]])] for way in ways]
    for side in () if any(not each for each in wrong) else wrong[0]:
        found = measure(getattr(section, f"{side}_mm"), "mm")
        yield judge.breach(f"page.margin_{side}", first, found, between(wanted[side][0], wanted[side][1], "mm"))


def _keeps(book: Book, section: Section, side: str, wanted: Sequence[float]) -> bool:
    off = book.off("margin_mm")
    return bool(wanted[0] - off <= getattr(section, f"{side}_mm") <= wanted[1] + off)


# --- page numbers ---------------------------------------------------------------------------------------------------


def _numbers(judge: Judge) -> Iterator[Finding]:
    section = judge.sheet.sections[0]
    above, below = (_numbered(edges.get("default", ())) for edges in (section.headers, section.footers))
    if above is None and below is None:
        yield from _no_number(judge)
        return
    if above is None:
        yield judge.breach(
            "page_number.place", None, Text("cuối trang", "at the foot"), Text("trong lề trên", "in the top margin")
        )
    shown = above if above is not None else below
    assert shown is not None
    yield from _shown_number(judge, shown, section)
    yield from _first_page(judge, section)
    yield from _counting(judge, section)


def _no_number(judge: Judge) -> Iterator[Finding]:
    if _runs_on(judge):
        yield judge.breach("page_number.missing", None, MISSING, Text("từ trang thứ hai", "from the second page on"))
    else:
        says = Text("Tệp không cho biết có bao nhiêu trang; văn bản một trang không cần số trang.",
                    "The file does not say how many pages it has; one page needs no number.")  # fmt: skip
        yield judge.unknown("page_number", None, says)


def _numbered(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    return next((paragraph for paragraph in paragraphs if paragraph.numbers_page), None)


def _shown_number(judge: Judge, shown: Paragraph, section: Section) -> Iterator[Finding]:
    least, most = judge.book.values["page_number"]["size_pt"]
    runs, off = lettered(shown.runs), judge.book.off("size_pt")
    sizes = sorted({run.size_pt for run in runs if not least - off <= run.size_pt <= most + off})
    if sizes:
        yield judge.breach("page_number.size", None, measure(sizes[0], "pt"), between(least, most, "pt"))
    if any(run.italic or run.bold for run in runs):
        found = Text("nghiêng hoặc đậm", "italic or bold")
        yield judge.breach("page_number.style", None, found, Text("đứng", "upright"))
    if shown.boxed and shown.align != "center":
        says = Text(
            "Số trang nằm trong khung, không biết có ở giữa không.", "The number stands in a box, perhaps not centred."
        )
        yield judge.unknown("page_number", None, says)
    elif not _is_centred(judge, shown, section):
        yield judge.breach("page_number.centred", None, _ALIGNED[shown.align], _ALIGNED["center"])


def _is_centred(judge: Judge, shown: Paragraph, section: Section) -> bool:
    if shown.align == "center":
        return True
    off = judge.book.off("page_centre_mm")
    pieces = [piece for piece in parted(shown, judge.book) if any(sign.isdigit() for sign in piece.text)]
    return any(abs(piece.centre_mm - section.text_width_mm / 2) <= off for piece in pieces)


def _first_page(judge: Judge, section: Section) -> Iterator[Breach]:
    kind = "first" if section.own_first else "default"
    if any(_numbered(edges.get(kind, ())) for edges in (section.headers, section.footers)):
        yield judge.breach("page_number.first", None, PRESENT, MISSING)


def _counting(judge: Judge, section: Section) -> Iterator[Breach]:
    wanted = judge.book.values["page_number"]
    if section.number_format not in {wanted["format"], "decimalZero"}:
        yield judge.breach("page_number.arabic", None, section.number_format, "1, 2, 3")
    if section.starts_at not in {None, wanted["starts_at"]}:
        yield judge.breach("page_number.start", None, str(section.starts_at), str(wanted["starts_at"]))


def _runs_on(judge: Judge) -> bool:
    """Tell whether the text runs on to a second page, by any sign of it."""
    sheet = judge.sheet
    if (sheet.pages or 0) > 1 or any(each.rendered_break for each in sheet.paragraphs):
        return True
    if any(section.new_page for section in sheet.sections[1:]) or any(
        each.breaks_page for each in sheet.paragraphs[1:]
    ):
        return True
    section = sheet.sections[0]
    room = (section.height_mm - section.top_mm - section.bottom_mm) * _POINTS_PER_MM
    return sum(_height(judge.book, each) for each in sheet.paragraphs) > room * FULL


def _height(book: Book, paragraph: Paragraph) -> float:
    """Return how high a paragraph is, roughly, in points; of a table's columns only the first counts."""
    if paragraph.region != "page" or (paragraph.spot and paragraph.spot.column):
        return 0.0
    lines = ceil(book.runs_mm(paragraph.runs) / max(paragraph.room_mm, 10.0)) or 1
    size = max((run.size_pt for run in paragraph.runs), default=13.0)
    line = paragraph.line * size * 1.15 if paragraph.spacing == "auto" else paragraph.line
    return lines * line + paragraph.before_pt + paragraph.after_pt


_ALIGNED: Final = {
    "left": Text("canh trái", "at the left"),
    "right": Text("canh phải", "at the right"),
    "center": Text("canh giữa", "centred"),
    "justify": Text("canh đều", "justified"),
}
