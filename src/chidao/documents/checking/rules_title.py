"""Rules on kind, subject, stamp, addressees and bases (PURE): NĐ 30/2020, Phụ lục I mục II.5, II.6.a, II.9, III.2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from chidao.documents.checking.judging import MISSING, Finding, Judge, gap_pt, measure
from chidao.documents.checking.pieces import Piece, piece_of
from chidao.documents.checking.report import Breach
from chidao.documents.checking.rules_head import rule_faults, symbol_of
from chidao.kernel.wording import Text

_ABOUT: Final = re.compile(r"\s*V/[vV]\b")
_SECOND_BASIS: Final = re.compile(r"[;.,][ \t]+(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
_MM: Final = 25.4 / 72


def title_rules(judge: Judge) -> Iterator[Finding]:
    """Check what stands between the head and the body."""
    yield from _kind(judge)
    yield from _subject(judge)
    yield from _letter_subject(judge)
    yield from _urgency(judge)
    yield from _addressees(judge)
    yield from _bases(judge)


def _kind(judge: Judge) -> Iterator[Finding]:
    kinds = judge.form.part("kind")
    if judge.form.role == "main" and not kinds and not judge.form.part("letter_subject"):
        yield from _neither(judge)
    yield from judge.looks("kind", kinds)
    for kind in kinds:
        yield from _in_the_middle(judge, "kind.centred", kind)


def _neither(judge: Judge) -> Iterator[Breach]:
    """A document without kind and without "V/v": by its symbol it lacks the one or the other."""
    groups, kinds = symbol_of(judge), judge.book.words("kinds").items()
    named = next((name for name, short in kinds if groups and groups[0] == short), None)
    if named:
        yield judge.breach("kind.missing", None, MISSING, named)
    elif groups:
        yield judge.breach("letter_subject.missing", None, MISSING, "V/v …")


def _in_the_middle(judge: Judge, rule: str, piece: Piece) -> Iterator[Breach]:
    wanted = Text("giữa trang", "in the middle of the page")
    yield from judge.centred(rule, piece, judge.page_width(piece) / 2, wanted, off="page_centre_mm")


def _subject(judge: Judge) -> Iterator[Finding]:
    subject = judge.form.part("subject")
    if not subject:
        if judge.form.role == "main" and judge.form.part("kind"):
            yield judge.breach("subject.missing", judge.form.part("kind")[0], MISSING, Text("trích yếu", "a subject"))
        return
    yield from judge.looks("subject", subject)
    for piece in subject:
        yield from _in_the_middle(judge, "subject.centred", piece)
    if judge.form.role == "main":
        yield from rule_faults(judge, "subject", max(subject, key=lambda piece: piece.width_mm))


def _letter_subject(judge: Judge) -> Iterator[Finding]:
    pieces = judge.form.part("letter_subject")
    if not pieces:
        return
    yield from judge.looks("letter_subject", pieces)
    if not _ABOUT.match(pieces[0].text):
        yield judge.breach("letter_subject.words", pieces[0], pieces[0].said, "V/v …")
    for number in judge.form.part("number"):
        wanted = Text("giữa, dưới số, ký hiệu", "centred under the number")
        yield from judge.centred("letter_subject.centred", pieces[0], number.centre_mm, wanted)
        yield from _gap(judge, number, pieces[0])


def _gap(judge: Judge, number: Piece, piece: Piece) -> Iterator[Finding]:
    between = [piece_of(each, judge.book) for each in judge.form.everything if number.index < each.index < piece.index]
    column = [each for each in between if each.paragraph.spot == piece.paragraph.spot]
    least, most = gap_pt(number, piece, column)
    wanted = judge.book.values["letter_subject_gap_pt"]
    if not least - 1 <= wanted <= most + 1:
        yield judge.breach("letter_subject.gap", piece, measure(least, "pt"), measure(wanted, "pt"))


# --- stamp ----------------------------------------------------------------------------------------------------------


def _urgency(judge: Judge) -> Iterator[Finding]:
    for piece in judge.form.part("urgency"):
        yield from judge.looks("urgency", [piece])
        paragraph = piece.paragraph
        if paragraph.boxed or (paragraph.spot and paragraph.spot.lined):
            yield judge.unknown(
                "urgency", piece, Text("Không biết kích thước khung.", "The frame's measure is not known.")
            )
        elif not paragraph.bordered("top", "bottom", "left", "right"):
            yield judge.breach("urgency.framed", piece, MISSING, Text("khung viền đơn", "a single frame"))
        else:
            yield from _frame(judge, piece)


def _frame(judge: Judge, piece: Piece) -> Iterator[Finding]:
    width, height = judge.book.words("stamps_mm")[_stamp(judge, piece)]
    off, room = judge.book.off("stamp_mm"), piece.paragraph.room_mm
    high = piece.paragraph.line * _MM if piece.paragraph.spacing != "auto" else None
    if high is None:
        yield judge.unknown("urgency", piece, Text("Không biết chiều cao khung.", "The frame's height is not known."))
    if abs(room - width) > off or (high is not None and abs(high - height) > off):
        found = f"{room:.0f} × {'?' if high is None else f'{high:.0f}'} mm"
        yield judge.breach("urgency.measure", piece, found, f"{width} × {height} mm")


def _stamp(judge: Judge, piece: Piece) -> str:
    names: list[str] = list(judge.book.words("stamps_mm"))
    return next(name for name in names if name.upper() == piece.said.upper())


# --- addressees -----------------------------------------------------------------------------------------------------


def _addressees(judge: Judge) -> Iterator[Finding]:
    pieces = judge.form.part("addressees")
    if not pieces:
        if judge.form.role == "main" and judge.form.part("letter_subject"):
            yield judge.breach("addressees.missing", None, MISSING, "Kính gửi: …")
        return
    yield from judge.looks("addressees", pieces)
    opening, *lines = pieces
    word, colon, first = opening.said.partition(":")
    if not colon or len(word) > len("Kính gửi") + 2:
        yield judge.breach("addressees.colon", opening, opening.said, "Kính gửi:")
    if _holds_several(first, lines):
        wanted = Text("mỗi nơi một dòng riêng, dưới “Kính gửi:”", "each on a line of its own, under “Kính gửi:”")
        yield judge.breach("addressees.own_lines", opening, opening.said, wanted)
    yield from list_rules(judge, "addressees", lines)
    yield from _aligned(judge, opening, lines)


def _holds_several(first: str, lines: Sequence[Piece]) -> bool:
    return bool(first.strip() and lines) or ";" in first.strip().rstrip(".;")


def list_rules(judge: Judge, name: str, lines: Sequence[Piece]) -> Iterator[Breach]:
    """Check lines that begin with a dash and end with a semicolon, the last with a stop."""
    for piece in lines:
        if not (piece.said.startswith("-") or piece.paragraph.number.startswith("-")):
            yield judge.breach(f"{name}.dash", piece, piece.said[:1], "-")
    for piece, mark in marked(lines):
        if not piece.said.endswith(mark):
            yield judge.breach(f"{name}.ends", piece, piece.said[-1:], mark)


def marked(lines: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield each line of a list with the sign that ends it."""
    yield from ((piece, ";") for piece in lines[:-1])
    yield from ((piece, ".") for piece in lines[-1:])


def _aligned(judge: Judge, opening: Piece, lines: Sequence[Piece]) -> Iterator[Breach]:
    if len(lines) < 2:
        return
    run = opening.runs[0]
    colon = opening.start_mm + judge.book.width_mm("Kính gửi:", run.size_pt, bold=run.bold, italic=run.italic)
    first = lines[0]
    apart = next((piece for piece in lines if abs(piece.start_mm - first.start_mm) > judge.book.off("dash_mm")), None)
    away = opening.paragraph.spot is None and abs(first.start_mm - colon) > judge.book.off("colon_mm")
    if apart is not None or away:
        piece = apart or first
        wanted = Text(f"cách lề {colon:.0f} mm, thẳng hàng", f"{colon:.0f} mm from the margin, in line")
        yield judge.breach("addressees.aligned", piece, measure(round(piece.start_mm), "mm"), wanted)


# --- bases ----------------------------------------------------------------------------------------------------------


def _bases(judge: Judge) -> Iterator[Finding]:
    bases = [piece for piece in judge.form.part("basis") if piece.text.strip()]
    yield from judge.looks("basis", bases)
    for piece in bases:
        if _SECOND_BASIS.search(piece.text):
            wanted = Text("mỗi căn cứ xuống dòng", "each basis on a new line")
            yield judge.breach("basis.own_lines", piece, Text("chung một dòng", "on one line"), wanted)
    for piece, mark in marked(bases):
        if not (piece.said.endswith(mark) or (mark == "." and piece.said.endswith(":") and len(bases) > 1)):
            yield judge.breach("basis.ends", piece, piece.said[-1:], mark)
