"""Rules on the head of a document (PURE): NĐ 30/2020, Phụ lục I mục II.1 to II.4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from chidao.documents.checking.judging import MISSING, Finding, Judge, gap_pt, lines_of
from chidao.documents.checking.pieces import Piece, key_of
from chidao.documents.checking.report import Breach
from chidao.kernel.vietnamese import tone_normal
from chidao.kernel.wording import Text

_SYMBOL: Final = re.compile(
    r"(?P<word>\S+?)\s*(?P<colon>:)?\s*(?P<number>[\d\s.…_]*)(?P<suffix>[a-zđ]{0,3})(?P<rest>(?:\s*[-/–\\].*)?)$",
    re.DOTALL,
)
_DATED: Final = re.compile(
    r"(?P<place>.*?)(?P<comma>,?)\s*ngày(?P<day>.*?)tháng(?P<month>.*?)năm(?P<year>.*)$", re.IGNORECASE | re.DOTALL
)
_SMALL_IN_PLACES: Final = frozenset({"phố", "xã", "trấn", "khu"})
_YEAR: Final = re.compile(r"\d{4}")


def head_rules(judge: Judge) -> Iterator[Finding]:
    """Check the head, component by component; what an attached document need not have is not missed in it."""
    yield from _national_name(judge)
    yield from _motto(judge)
    yield from _issuer(judge)
    yield from _number(judge)
    yield from _place_date(judge)


def bears_number(judge: Judge) -> bool:
    """Tell whether the document is of a kind that bears a number: one of the norm's, or an official letter."""
    kind = judge.form.part("kind")
    known = {key_of(name) for name in judge.book.words("kinds")}
    return judge.form.role == "main" and (not kind or kind[0].key in known)


def _missing(judge: Judge, name: str, wanted: Text | str) -> Iterator[Breach]:
    if judge.form.role == "main" and not judge.form.part(name):
        yield judge.breach(f"{name}.missing", None, MISSING, wanted)


# --- national name and motto ----------------------------------------------------------------------------------------


def _national_name(judge: Judge) -> Iterator[Finding]:
    wanted = judge.book.words("national_name")
    yield from _missing(judge, "national_name", wanted)
    for piece in judge.form.part("national_name"):
        yield from judge.looks("national_name", [piece])
        if tone_normal(piece.said).upper() != tone_normal(wanted).upper():
            yield judge.breach("national_name.words", piece, piece.said, wanted)
        if piece.centre_mm < judge.page_width(piece) / 2:
            yield judge.breach("national_name.place", piece, _LEFT, _RIGHT)


def _motto(judge: Judge) -> Iterator[Finding]:
    wanted = judge.book.words("motto")
    yield from _missing(judge, "motto", wanted)
    national = judge.form.part("national_name")
    for piece in judge.form.part("motto"):
        yield from judge.looks("motto", [piece])
        if tone_normal(piece.said) != tone_normal(wanted) and not piece.is_capitals:
            yield judge.breach("motto.words", piece, piece.said, wanted)
        for above in national:
            yield from judge.centred("motto.centred", piece, above.centre_mm, _UNDER_NATIONAL)
        yield from rule_faults(judge, "motto", piece)
        yield from _single(judge, "motto", [*national, piece])


def _single(judge: Judge, name: str, pieces: Sequence[Piece]) -> Iterator[Breach]:
    """Compare what stands between lines of the head with single spacing."""
    asked = judge.book.values["single"]
    for upper, lower in pairwise(pieces):
        if upper.index == lower.index or upper.paragraph.spot != lower.paragraph.spot:
            continue
        lines, gap = max(lines_of(upper), lines_of(lower)), gap_pt(upper, lower)[0]
        if lines > asked["lines"] or gap > asked["gap_pt"]:
            found = Text(f"{lines:.3g} dòng, cách {gap:g} pt", f"{lines:.3g} lines, {gap:g} pt between")
            yield judge.breach(f"{name}.spacing", lower, found, Text("dòng đơn", "single"))
            return


def rule_faults(judge: Judge, name: str, piece: Piece) -> Iterator[Finding]:
    """Check the rule under a component: that it is there, solid, and of the length that the norm gives."""
    rules = judge.form.rules.get(name, ())
    share = judge.book.values["rule_under"][name]
    if not rules:
        yield judge.breach(f"{name}.rule", piece, MISSING, _rule_length(share))
        return
    if not rules[0].solid:
        yield judge.breach(f"{name}.rule_solid", piece, Text("nét đứt", "broken"), Text("nét liền", "solid"))
    length = rules[0].length_mm
    if length is None:
        yield judge.unknown(
            name, piece, Text("Tệp không ghi độ dài đường kẻ.", "The file does not say how long the rule is.")
        )
        return
    of_text = length / max(piece.width_mm, 1.0)
    off = judge.book.off("rule_share" if share[0] == 1 else "name_rule_share")
    if not share[0] - off <= of_text <= share[1] + off:
        found = Text(f"bằng {of_text:.0%} dòng chữ", f"{of_text:.0%} of the line")
        yield judge.breach(f"{name}.rule_length", piece, found, _rule_length(share))


def _rule_length(share: Sequence[float]) -> Text:
    if share[0] == 1:
        return Text("kẻ dài bằng dòng chữ", "a rule as long as the text")
    return Text("kẻ dài từ 1/3 đến 1/2 dòng chữ", "a rule of a third to a half of the line")


# --- issuer ---------------------------------------------------------------------------------------------------------


def _issuer(judge: Judge) -> Iterator[Finding]:
    yield from _missing(judge, "issuer", Text("tên cơ quan ban hành", "the issuer's name"))
    superior, issuer = judge.form.part("superior"), judge.form.part("issuer")
    yield from judge.looks("superior", superior)
    yield from judge.looks("issuer", issuer)
    if not issuer:
        return
    first, last = issuer[0], issuer[-1]
    if first.centre_mm > judge.page_width(first) / 2:
        yield judge.breach("issuer.place", first, _RIGHT, _LEFT)
    if superior:
        wanted = Text("giữa, dưới tên cơ quan chủ quản", "centred under the superior body")
        yield from judge.centred("issuer.centred", first, superior[-1].centre_mm, wanted)
    yield from rule_faults(judge, "issuer", max(issuer, key=lambda piece: piece.width_mm) if len(issuer) > 1 else last)
    yield from _single(judge, "issuer", [*superior, *issuer])


# --- number and symbol ----------------------------------------------------------------------------------------------


def symbol_of(judge: Judge) -> tuple[str, ...]:
    """Return the groups of the document's symbol, a year left out: ("TB", "BCĐ"); none where it has no symbol."""
    for piece in judge.form.part("number"):
        read = _SYMBOL.fullmatch(piece.said)
        if read:
            groups = [group.strip() for group in re.split(r"[-/–\\_]", read["rest"]) if group.strip()]
            return tuple(groups[1:] if groups and _YEAR.fullmatch(groups[0]) else groups)
    return ()


def _number(judge: Judge) -> Iterator[Finding]:
    pieces = judge.form.part("number")
    if not pieces and bears_number(judge):
        yield judge.breach("number.missing", None, MISSING, "Số: …/…")
    for piece in pieces:
        yield from judge.looks("number", [piece])
        yield from _number_words(judge, piece)
        for above in judge.form.part("issuer")[-1:]:
            wanted = Text("giữa, dưới tên cơ quan ban hành", "centred under the issuer")
            yield from judge.centred("number.centred", piece, above.centre_mm, wanted)


def _number_words(judge: Judge, piece: Piece) -> Iterator[Finding]:
    read = _SYMBOL.fullmatch(piece.said)
    if read is None:
        return
    if not read["colon"]:
        yield judge.breach("number.colon", piece, piece.said, "Số: …")
    if read["word"].rstrip(":").isupper():
        yield judge.breach("number.word", piece, read["word"], "Số")
    yield from _figures(judge, piece, read["number"])
    yield from _symbol(judge, piece, read["number"], read["rest"])


def _figures(judge: Judge, piece: Piece, written: str) -> Iterator[Finding]:
    figures = written.strip()
    if not figures.isdecimal():
        yield judge.unknown("number", piece, Text("Số còn để trống.", "The number is left blank."))
    elif int(figures) < 10 and not figures.startswith("0"):
        yield judge.breach("number.padded", piece, figures, f"0{figures}")


def _symbol(judge: Judge, piece: Piece, number: str, rest: str) -> Iterator[Breach]:
    bare = rest.strip()
    if not bare.startswith("/"):
        yield judge.breach("number.slash", piece, piece.said, Text("dấu gạch chéo (/)", "a slash (/)"))
    if re.search(r"\s", bare) or (number.strip() and (number != number.rstrip() or rest != rest.lstrip())):
        yield judge.breach("number.spaces", piece, piece.said, re.sub(r"(?<!:)\s+", "", piece.said))
    if not re.search(r"\w", bare):
        return
    symbol = re.sub(r"^[/\\–-]\s*(?:\d{4}/)?", "", bare)
    if re.search(r"[/_–.\\]", symbol) or ("-" not in symbol and len(symbol_of(judge)) != 1):
        yield judge.breach("number.groups", piece, symbol, Text("dấu gạch nối (-)", "a hyphen (-)"))
    small = [group for group in symbol_of(judge) if group[:1].islower()]
    if small:
        yield judge.breach("number.capitals", piece, symbol, symbol.upper())
    yield from _agrees(judge, piece)


def _agrees(judge: Judge, piece: Piece) -> Iterator[Breach]:
    kinds = {key_of(name): short for name, short in judge.book.words("kinds").items()}
    wanted = next((kinds[kind.key] for kind in judge.form.part("kind") if kind.key in kinds), None)
    groups = symbol_of(judge)
    if wanted and groups and groups[0] != wanted and groups[0].upper() != wanted.upper():
        yield judge.breach("number.kind", piece, groups[0], wanted)
    if judge.form.part("letter_subject") and groups[:1] == (judge.book.words("letter"),):
        yield judge.breach("number.kind", piece, groups[0], Text("tên cơ quan-đơn vị soạn thảo", "issuer-unit alone"))


# --- place and date -------------------------------------------------------------------------------------------------


def _place_date(judge: Judge) -> Iterator[Finding]:
    pieces = judge.form.part("place_date")
    if not pieces and judge.form.role == "main" and (judge.form.part("number") or bears_number(judge)):
        yield judge.breach(
            "place_date.missing", None, MISSING, Text("địa danh, ngày … tháng … năm …", "place and date")
        )
    for piece in pieces:
        yield from judge.looks("place_date", [piece])
        yield from _date_words(judge, piece)
        for above in judge.form.part("national_name"):
            yield from judge.centred("place_date.centred", piece, above.centre_mm, _UNDER_NATIONAL)
        for number in judge.form.part("number"):
            yield from _same_line(judge, piece, number)


def _same_line(judge: Judge, piece: Piece, number: Piece) -> Iterator[Breach]:
    one, other = piece.paragraph.spot, number.paragraph.spot
    apart = piece.index != number.index if one is None or other is None else one.row != other.row
    if apart and not (piece.paragraph.boxed or number.paragraph.boxed):
        yield judge.breach(
            "place_date.line",
            piece,
            Text("khác dòng", "on another line"),
            Text("cùng dòng với số", "on the number's line"),
        )


def _date_words(judge: Judge, piece: Piece) -> Iterator[Finding]:
    read = _DATED.fullmatch(piece.said)
    if read is None:
        yield judge.breach(
            "place_date.form", piece, piece.said, Text("…, ngày … tháng … năm …", "…, ngày … tháng … năm …")
        )
        return
    yield from _place_words(judge, piece, read["place"].strip(), read["comma"])
    day, month, year = (read[name].strip(" .…_\u00a0") for name in ("day", "month", "year"))
    if not (day.isdecimal() and month.isdecimal() and year.isdecimal()):
        yield judge.unknown("place_date", piece, Text("Ngày, tháng còn để trống.", "The date is left blank."))
        return
    if len(day) == 1:
        yield judge.breach("place_date.day", piece, day, f"0{day}")
    if (int(month) < 3) != month.startswith("0"):
        yield judge.breach("place_date.month", piece, month, f"{int(month):02d}" if int(month) < 3 else str(int(month)))
    if not _is_real(int(year), int(month), int(day)):
        yield judge.breach("place_date.real", piece, f"{day}/{month}/{year}", Text("ngày có thật", "a day that exists"))


def _is_real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _place_words(judge: Judge, piece: Piece, place: str, comma: str) -> Iterator[Finding]:
    letters = [word for word in place.split() if word[:1].isalpha()]
    if not letters:
        yield judge.unknown("place_date", piece, Text("Địa danh còn để trống.", "The place is left blank."))
        return
    if not comma:
        yield judge.breach("place_date.comma", piece, piece.said, f"{place}, ngày …")
    if any(word[0].islower() for word in letters if word not in _SMALL_IN_PLACES) or letters[0][0].islower():
        wanted = " ".join(word if word in _SMALL_IN_PLACES else word[:1].upper() + word[1:] for word in place.split())
        yield judge.breach("place_date.initial", piece, place, wanted)


_LEFT: Final = Text("bên trái", "at the left")
_RIGHT: Final = Text("bên phải", "at the right")
_UNDER_NATIONAL: Final = Text("giữa, dưới Quốc hiệu", "centred under the national name")
