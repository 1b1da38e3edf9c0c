"""Rules on the body (PURE): NĐ 30/2020, Phụ lục I mục II.6. Paragraphs, chapters, articles, points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from chidao.documents.checking.judging import (
    MISSING,
    Finding,
    Judge,
    gap_pt,
    lettered,
    lines_of,
    measure,
    style_name,
)
from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.report import Breach
from chidao.documents.checking.rules_head import bears_number
from chidao.kernel.wording import Text

_DIVISION: Final = re.compile(
    r"(?P<word>phần|chương|mục|tiểu mục)\s+(?:thứ\s+)?(?P<number>[ivxlcđ]+|\d+)\s*[.:]?\s*(?P<title>.*)$", re.IGNORECASE
)
_ARTICLE: Final = re.compile(
    r"điều\s+(?P<number>\d+)(?P<letter>[a-zđ]?)\s*(?P<mark>[.:]?)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_CLAUSE: Final = re.compile(r"(?P<number>\d{1,2})(?P<mark>[)/:-]|\.-?)?\s+\S")
_POINT: Final = re.compile(r"(?P<letter>[a-zđA-ZĐ])(?P<mark>[).:/-]+)\s*\S")
_ROMAN_HEAD: Final = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\.\s")
_QUOTED: Final = re.compile(r"\s*[“\"«]")
_BLANK: Final = re.compile("\u00a0|…|\\.{4,}")
_BRACKETED: Final = re.compile(r"\s*\(.*\)\s*[.;]?\s*$", re.DOTALL)
_UPPER: Final = frozenset({"phần", "chương"})
# How many lines a paragraph must take for its right edge to show.
SHOWS_EDGE: Final = 1.02


def body_rules(judge: Judge) -> Iterator[Finding]:
    """Check the body of one document."""
    pieces = [piece for piece in judge.form.body if piece.text.strip()]
    written = [piece for piece in pieces if not _QUOTED.match(piece.text)]
    if judge.form.role == "main" and not pieces and not judge.form.part("basis"):
        yield from _no_body(judge)
    titles = _titles(written)
    for piece in pieces:
        yield from _lines(judge, piece)
        if piece.index not in titles:
            yield from _looks(judge, piece)
            yield from _shape(judge, piece)
    yield from _gaps(judge)
    yield from _divisions(judge, written, titles)
    yield from _articles(judge, written)
    yield from _points(judge, written)
    yield from _end(judge, pieces)


def _no_body(judge: Judge) -> Iterator[Finding]:
    if judge.form.tables:
        return
    if any(_BLANK.search(piece.text) for piece in judge.form.body):
        yield judge.unknown("body", None, Text("Nội dung còn để trống.", "The body is left blank."))
    else:
        yield judge.breach("body.missing", None, MISSING, Text("nội dung", "a body"))


# --- paragraphs -----------------------------------------------------------------------------------------------------


def _looks(judge: Judge, piece: Piece) -> Iterator[Breach]:
    yield from judge.size("body", piece)
    runs = lettered(piece.runs)
    slanted = bool(runs) and all(run.italic for run in runs)
    if slanted and not _BRACKETED.match(piece.text) and not _QUOTED.match(piece.text):
        yield judge.breach("body.style", piece, style_name(False, True), style_name(False, False))


def _lines(judge: Judge, piece: Piece) -> Iterator[Breach]:
    (least, most), off = judge.book.values["body"]["lines"], judge.book.off("lines")
    lines = lines_of(piece)
    if not least - off <= lines <= most + off:
        wanted = Text(f"từ {least:g} đến {most:g} dòng", f"from {least:g} to {most:g} lines")
        yield judge.breach("body.lines", piece, Text(f"{lines:.3g} dòng", f"{lines:.3g} lines"), wanted)


def _shape(judge: Judge, piece: Piece) -> Iterator[Breach]:
    if _is_set_apart(piece):
        return
    length = judge.book.runs_mm(piece.runs)
    several = length + max(piece.paragraph.first_mm, 0) > piece.paragraph.room_mm * SHOWS_EDGE
    if several and piece.paragraph.align != "justify":
        found = {"left": Text("canh trái", "left"), "right": Text("canh phải", "right")}.get(piece.paragraph.align)
        yield judge.breach(
            "body.justified", piece, found or Text("canh giữa", "centred"), Text("canh đều hai lề", "justified")
        )
    if piece.paragraph.align in {"left", "justify"} and not piece.paragraph.spot:
        yield from _first_line(judge, piece)


def _is_set_apart(piece: Piece) -> bool:
    """Tell whether a line is set apart in the middle: a heading, an order, a note in brackets."""
    return piece.paragraph.align == "center" and (
        piece.is_capitals or piece.mostly("bold") or bool(_BRACKETED.match(piece.text))
    )


def _first_line(judge: Judge, piece: Piece) -> Iterator[Breach]:
    wanted, off = judge.book.values["body"]["first_line_mm"], judge.book.off("first_line_mm")
    begins = _begins(judge, piece)
    if not any(abs(begins - each) <= off for each in wanted):
        found = Text(f"{begins / 10:.2f} cm", f"{begins / 10:.2f} cm")
        yield judge.breach("body.first_line", piece, found, Text("1 cm hoặc 1,27 cm", "1 cm or 1.27 cm"))


def _begins(judge: Judge, piece: Piece) -> float:
    """Return where the first letter of a paragraph stands, tabs and spaces typed before it counted."""
    at = piece.paragraph.left_mm + piece.paragraph.first_mm
    for sign in piece.text[: len(piece.text) - len(piece.text.lstrip(" \t\u00a0"))]:
        if sign == "\t":
            stops = [tab.at_mm for tab in piece.paragraph.tabs if tab.at_mm > at + 0.1]
            at = stops[0] if stops else (int((at + 0.1) / 12.7) + 1) * 12.7
        else:
            at += judge.book.width_mm(" ", piece.runs[0].size_pt)
    return at


def _gaps(judge: Judge) -> Iterator[Breach]:
    """Compare the room between paragraphs that follow each other in the body."""
    wanted, off = judge.book.values["body"]["gap_pt"], judge.book.off("gap_pt")
    for upper, lower in pairwise(judge.form.body):
        if not (upper.text.strip() and lower.text.strip()) or lower.index != upper.index + 1:
            continue
        gap = gap_pt(upper, lower)[1]
        if gap < wanted - off and not (_is_set_apart(upper) and _is_set_apart(lower)):
            least = Text(f"ít nhất {wanted} pt", f"at least {wanted} pt")
            yield judge.breach("body.gap", lower, measure(gap, "pt"), least)


def _end(judge: Judge, pieces: Sequence[Piece]) -> Iterator[Breach]:
    """Check that the body of a document that bears a number ends with "./."; one that ends in a table need not."""
    if not pieces or not bears_number(judge) or not judge.form.foot.is_there:
        return
    last = pieces[-1]
    in_table = any(piece.index > last.index for piece in judge.form.tables)
    if not in_table and not _BLANK.search(last.text) and not last.said.rstrip('”"').endswith("./."):
        yield judge.breach("body.end", last, last.said[-12:], "./.")


# --- parts, chapters, sections --------------------------------------------------------------------------------------


def _division(piece: Piece) -> re.Match[str] | None:
    """Return how a line labels a part, a chapter or a section; None for a line that does not."""
    found = _DIVISION.match(piece.paragraph.words.strip())
    if found is None or len(found["title"]) > 120 or found["title"].endswith((".", ";", ",")):
        return None
    return found if piece.mostly("bold") or piece.paragraph.align == "center" else None


def _titles(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return which paragraphs are labels and titles of parts, chapters and sections."""
    found: set[int] = set()
    for piece, after in _with_next(pieces):
        label = _division(piece)
        if label:
            found.add(piece.index)
            if after is not None and not label["title"] and _is_title(after):
                found.add(after.index)
    return frozenset(found)


def _with_next(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    yield from ((piece, pieces[at + 1] if at + 1 < len(pieces) else None) for at, piece in enumerate(pieces))


def _is_title(piece: Piece) -> bool:
    centred = piece.paragraph.align == "center" or piece.is_capitals or piece.mostly("bold")
    return centred and not _ARTICLE.match(piece.said) and len(piece.said) < 250


def _divisions(judge: Judge, pieces: Sequence[Piece], titles: frozenset[int]) -> Iterator[Breach]:
    for piece, after in _with_next(pieces):
        label = _division(piece)
        if label is None:
            continue
        yield from judge.looks("division", [piece])
        yield from _label(judge, piece, label)
        if label["title"]:
            continue
        if after is None or after.index not in titles or _division(after):
            yield judge.breach("division_title.missing", piece, MISSING, Text("tiêu đề", "a title"))
            continue
        yield from judge.looks("division_title", [after])
        yield from judge.centred(
            "division_title.centred", after, judge.page_width(after) / 2, _MIDDLE, off="page_centre_mm"
        )


def _label(judge: Judge, piece: Piece, label: re.Match[str]) -> Iterator[Breach]:
    if label["title"]:
        wanted = Text("dòng riêng; tiêu đề ở dòng dưới", "a line of its own; the title on the next")
        yield judge.breach("division.centred", piece, piece.said, wanted)
    else:
        yield from judge.centred("division.centred", piece, judge.page_width(piece) / 2, _MIDDLE, off="page_centre_mm")
    number, upper = label["number"], label["word"].lower() in _UPPER
    if upper and number.isdecimal():
        yield judge.breach("division.roman", piece, number, "I, II, III")
    if not upper and not number.isdecimal():
        yield judge.breach("division.arabic", piece, number, "1, 2, 3")


# --- articles, clauses, points --------------------------------------------------------------------------------------


def _articles(judge: Judge, pieces: Sequence[Piece]) -> Iterator[Breach]:
    last = 0
    for piece in pieces:
        found = _ARTICLE.match(piece.paragraph.words.strip())
        if found is None or not _is_article(piece, found):
            continue
        if not piece.paragraph.number and not piece.runs[_first_run(piece)].bold:
            yield judge.breach("article.bold", piece, style_name(False, False), style_name(True, False))
        if found["mark"] != ".":
            yield judge.breach(
                "article.stop", piece, f"Điều {found['number']}{found['mark']}", f"Điều {found['number']}."
            )
        number = int(found["number"])
        if last and number != last + 1 and not found["letter"]:
            yield judge.breach("article.order", piece, f"Điều {number}", f"Điều {last + 1}")
        last = number


def _is_article(piece: Piece, found: re.Match[str]) -> bool:
    """Tell an article from a sentence that begins by citing one."""
    return bool(found["mark"]) or piece.mostly("bold") or piece.runs[_first_run(piece)].bold


def _first_run(piece: Piece) -> int:
    return next((at for at, run in enumerate(piece.runs) if run.text.strip()), 0)


def _points(judge: Judge, pieces: Sequence[Piece]) -> Iterator[Breach]:
    last = ""
    for piece in pieces:
        words = piece.paragraph.words.strip()
        clause, point = _CLAUSE.match(words), _POINT.match(words)
        if clause and _ROMAN_HEAD.match(words) is None and _is_clause(words, clause):
            last = ""
            if clause["mark"] != ".":
                yield judge.breach(
                    "clause.stop", piece, f"{clause['number']}{clause['mark'] or ''}", f"{clause['number']}."
                )
        elif _ARTICLE.match(words):
            last = ""
        elif point and _is_point(point):
            yield from _point(judge, piece, point, last)
            last = point["letter"].lower()


def _is_clause(words: str, clause: re.Match[str]) -> bool:
    """Tell a clause from a sentence that begins by a number: its text begins with a capital."""
    begun = words[clause.end("mark") if clause["mark"] else clause.end("number") :].lstrip()
    return clause["mark"] is not None or (begun[:1].isupper() and len(begun) > 20)


def _is_point(point: re.Match[str]) -> bool:
    return point["letter"].islower() or point["mark"].startswith(")")


def _point(judge: Judge, piece: Piece, point: re.Match[str], last: str) -> Iterator[Breach]:
    letter, letters = point["letter"], str(judge.book.words("points"))
    if letter.isupper():
        yield judge.breach("point.small", piece, letter, letter.lower())
    if point["mark"] != ")":
        yield judge.breach("point.bracket", piece, f"{letter}{point['mark']}", f"{letter.lower()})")
    at = letters.find(last) if last else -1
    wanted = letters[at + 1 : at + 2] if at >= 0 or not last else ""
    if wanted and letter.lower() != wanted:
        yield judge.breach("point.order", piece, f"{letter})", f"{wanted})")


_MIDDLE: Final = Text("giữa trang", "in the middle of the page")
