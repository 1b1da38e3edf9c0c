"""Rules on the words themselves (PURE): capitals by NĐ 30/2020, Phụ lục II, and figures. Quotations are left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from chidao.documents.checking.judging import Finding, Judge
from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.report import Breach
from chidao.kernel.vietnamese import tone_normal
from chidao.kernel.wording import Text

_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_MARK: Final = re.compile(r"\s*(?:[-–+•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|\(\d+\))\s*")
_NEXT: Final = re.compile(r"(\S*[^\W\d_])([.?!])\s+([^\W\d_]+)")
_DATE: Final = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2})\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\b[Ss]ố:?\s(\d)/(?:\d{4}/)?[A-ZĐ]")
_CITED: Final = re.compile(
    r"(?<=[\w,;] )(?:điều \d+|chương [IVXLC]+|chương \d+|tiểu mục \d+|mục [IVXLC]+|phần [IVXLC]+)\b"
)
_CLAUSE: Final = re.compile(r"(?<=[a-zà-ỹđ,;0-9] )(?:Khoản \d+|Điểm [a-zđ])\b")
_DAY_BEFORE: Final = r"(?:sáng|chiều|tối|trưa|vào|ngày|giờ(?: \d+)?,?) "
_DAY_AFTER: Final = r"(?:,? \(?ngày|,? \(?\d{1,2}/\d)"


def word_rules(judge: Judge) -> Iterator[Finding]:
    """Check the words of subject, bases and body."""
    body = [piece for piece in judge.form.body if piece.text.strip()]
    for piece in body:
        yield from _sentences(judge, piece)
    for piece in (*judge.form.part("basis"), *judge.form.part("subject"), *body):
        if piece.text.strip():
            yield from _words(judge, piece, _QUOTED.sub("“”", " ".join(tone_normal(piece.text).split())))


def _words(judge: Judge, piece: Piece, said: str) -> Iterator[Breach]:
    yield from _weekdays(judge, piece, said)
    yield from _agencies(judge, piece, said)
    yield from _citations(judge, piece, said)
    yield from _figures(judge, piece, said)


def _sentences(judge: Judge, piece: Piece) -> Iterator[Breach]:
    said = piece.said
    begun = said[_MARK.match(said).end() :] if _MARK.match(said) else said  # type: ignore[union-attr]
    if begun[:1].islower() and not _is_formula(begun):
        yield judge.breach("capitals.sentence", piece, begun[:20], begun[:1].upper() + begun[1:20])
        return
    short = {each.lower() for each in judge.book.words("abbreviations")}
    for found in _NEXT.finditer(_QUOTED.sub("“”", said)):
        word = found[1].rpartition(" ")[2].lstrip("(")
        if found[3][0].islower() and word.lower() not in short and len(word) > 1:
            yield judge.breach("capitals.sentence", piece, found[0], f"{found[1]}{found[2]} {found[3].capitalize()}")
            return


def _is_formula(begun: str) -> bool:
    """Tell what begins small by right: an address on the network, a sign of measure."""
    first = begun.split(maxsplit=1)[0]
    return any(sign in first for sign in "@/=.") or len(first.strip(":;,")) == 1


def _weekdays(judge: Judge, piece: Piece, said: str) -> Iterator[Breach]:
    days = "|".join(judge.book.words("weekdays"))
    found = re.search(rf"{_DAY_BEFORE}({days})\b|\b({days}){_DAY_AFTER}", said)
    if found:
        day = found[1] or found[2]
        head, _, tail = day.rpartition(" ")
        wanted = "Chủ nhật" if day.startswith("chủ") else f"{head} {tail.capitalize()}"
        yield judge.breach("capitals.weekday", piece, day, wanted)


def _agencies(judge: Judge, piece: Piece, said: str) -> Iterator[Breach]:
    if piece.is_capitals:
        return
    for name in _normal(judge.book.words("agency_names")):
        for found in re.finditer(rf"\b{re.escape(name)}\b", said, re.IGNORECASE):
            if found[0] != found[0].upper() and _has_more_capitals(found[0], name):
                yield judge.breach("capitals.agency", piece, found[0], name)
                return
    for name in _normal(judge.book.words("agency_small")):
        if re.search(rf"\b{re.escape(name)}\b", said):
            yield judge.breach("capitals.agency", piece, name, name[:1].upper() + name[1:])
            return


def _normal(names: Sequence[str]) -> Iterator[str]:
    return (tone_normal(name) for name in names)


def _has_more_capitals(found: str, name: str) -> bool:
    return any(one.isupper() and not other.isupper() for one, other in zip(found, name, strict=True))


def _citations(judge: Judge, piece: Piece, said: str) -> Iterator[Breach]:
    small, large = _CITED.search(said), _CLAUSE.search(said)
    if small:
        yield judge.breach("capitals.citation", piece, small[0], small[0][:1].upper() + small[0][1:])
    if large:
        yield judge.breach("capitals.clause", piece, large[0], large[0][:1].lower() + large[0][1:])


def _figures(judge: Judge, piece: Piece, said: str) -> Iterator[Breach]:
    for found in _DATE.finditer(said):
        wanted = f"ngày {int(found[1]):02d} tháng {_month(int(found[2]))}"
        if found[0].lower() != wanted:
            yield judge.breach("numerals.date", piece, found[0], wanted)
            break
    number = _NUMBER.search(said)
    if number:
        yield judge.breach("numerals.number", piece, number[0], Text(f"số 0{number[1]}/…", f"số 0{number[1]}/…"))


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
