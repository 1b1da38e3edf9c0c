"""Other instruments as a text names them (PURE): by number and symbol, or a law by its name, with date and places."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from chidao.kernel.citations import Citation, parse_citations
from chidao.kernel.errors import BadInput
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.symbols import KINDS, KINDS_WITHOUT_ABBREVIATION, LAW_KINDS, DocumentSymbol, parse_symbol
from chidao.reading.marked import Marked
from chidao.reading.tree import Reference

_GROUP: Final = r"[A-ZĐ][A-Za-zĐđ0-9]*(?:[&.][A-ZĐ][A-Za-zĐđ0-9]*)*"
_GROUPS: Final = rf"{_GROUP}(?:[-–/]{_GROUP}|\s[-–]\s?(?=[A-ZĐ]{{2}}){_GROUP}|[-–]\s(?=[A-ZĐ]{{2}}){_GROUP}){{0,6}}"
SYMBOL: Final = (
    r"(?<![\w/.-])\d{1,6}[a-zđ]{0,3}"
    rf"(?:\s?[/∕]\s?(?:(?:19|20)\d\d\s?[/∕]\s?)?|\s?-\s?(?=[A-ZĐ]\w{{1,4}}\s?/)){_GROUPS}"
)
"""A number and symbol as texts write them, spaces and broken lines within it allowed."""

BLANK_SYMBOL: Final = rf"(?P<blank>[\s.…_-]*)[/∕]\s?(?P<groups>(?:(?:19|20)\d\d\s?/\s?)?{_GROUPS})"
"""A symbol whose number was left to be filled in by hand."""

KIND_NAMES: Final = tuple(
    sorted(
        {
            *(name.vi for name in (*KINDS.values(), *LAW_KINDS.values(), *KINDS_WITHOUT_ABBREVIATION)),
            "Luật", "Bộ luật", "Hiến pháp", "Điều lệ", "Kết luận", "Văn bản", "Thông tri", "Lệnh",
        },
        key=lambda name: (-len(name), name),
    )
)  # fmt: skip
_KIND: Final = re.compile(
    rf"(?P<kind>(?i:{'|'.join(name.replace(' ', chr(92) + 's+') for name in KIND_NAMES)}))"
    r"(?P<name>(?<=uật|ệnh)\s[^;.]{1,160}?|)\s*(?:(?i:số)\s*:?)?\s*$"
)
_SYMBOL: Final = re.compile(SYMBOL)
_DATED: Final = re.compile(
    r"[\s,(]{0,4}(?i:ngày)\s+(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<month>\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{4})"
)
_LAW: Final = re.compile(
    r"(?P<name>(?:Bộ [Ll]uật|Luật|Hiến pháp|Pháp lệnh|Điều lệ)\s[^;:()]{2,200}?)"
    r"(?=\s+(?:số|ngày|năm)\s+\d|\s+(?:được|đã|và (?:Luật|Nghị|Quyết|Thông|Pháp))\b"
    r"|[;:(]|\.(?:\s|$)|,\s(?:Luật|Nghị|Quyết)|\s*$)"
)
_WORD: Final = re.compile(r"[^\s,;]+|[,;]")
_PLACE_WORDS: Final = frozenset({"điểm", "khoản", "điều", "mục", "chương", "phần", "tiết"})
_JOINS: Final = frozenset({"và", ",", "của", "các", "tại"})
_NUMBER: Final = re.compile(r"\d{1,4}[a-zđ]?|[a-zđ]{1,2}|[IVXL]{1,6}")
_BEFORE: Final = 220


def references_in(text: Marked, start: int, end: int, *, with_laws: bool = False) -> tuple[Reference, ...]:
    """Return the instruments named in characters `start` up to `end` of the normal text, in order.

    `with_laws` also finds laws that are named without a number, as among legal bases.
    """
    found = [each for match in _SYMBOL.finditer(text.text, start, end) if (each := _numbered(text, match, start))]
    if with_laws:
        found += [law for law in _laws(text, start, end) if not _is_within(text, law, found)]
    return tuple(sorted(found, key=lambda one: one.span))


def symbol_at(words: str) -> tuple[DocumentSymbol, int] | None:
    """Return the number and symbol that words begin with, and where it ends; None where they begin otherwise."""
    found = _SYMBOL.match(words)
    symbol = parsed_symbol(found.group()) if found else None
    return (symbol, found.end()) if found and symbol else None


def parsed_symbol(words: str) -> DocumentSymbol | None:
    """Return the symbol that words are, or None."""
    with suppress(BadInput):
        return parse_symbol(" ".join(words.split()))
    return None


def dated(words: str, at: int = 0) -> tuple[PartialDate, int] | None:
    """Return the date that follows position `at` ("ngày 30/10/2018"), and where it ends; None where none does."""
    found = _DATED.match(words, at)
    day = day_of(found["day"], found["month"], found["year"]) if found else None
    return (day, found.end()) if found and day else None


def day_of(day: str, month: str, year: str) -> PartialDate | None:
    """Return a whole date, or None where there is no such day."""
    with suppress(BadInput):
        return PartialDate(int(year), int(month), int(day))
    return None


def _numbered(text: Marked, match: re.Match[str], start: int) -> Reference | None:
    symbol = parsed_symbol(match.group())
    if symbol is None:
        return None
    before = text.text[max(start, match.start() - _BEFORE) : match.start()]
    named = _KIND.search(before, max(0, before.rfind(";")))
    first = match.start() - (len(before) - named.start()) if named else match.start()
    date = dated(text.text, match.end())
    kind = _spelt(named["kind"]) if named else (symbol.kind_name.vi if symbol.kind_name else "")
    places = _places(text.text[max(start, first - _BEFORE) : first], str(symbol))
    name = " ".join(f"{kind}{named['name'] if named else ''}".split())
    span = text.span(first, date[1] if date else match.end())
    return Reference(span, kind, name, symbol, date[0] if date else None, places)


def _spelt(kind: str) -> str:
    words = " ".join(kind.split())
    return next((name for name in KIND_NAMES if name.casefold() == words.casefold()), words)


def _laws(text: Marked, start: int, end: int) -> Iterator[Reference]:
    for match in _LAW.finditer(text.text, start, end):
        name = " ".join(match["name"].split()).rstrip(" ,")
        date = dated(text.text, match.end())
        kind = next(
            kind
            for kind in ("Bộ luật", "Luật", "Hiến pháp", "Pháp lệnh", "Điều lệ")
            if name.casefold().startswith(kind.casefold())
        )
        span = text.span(match.start(), date[1] if date else match.end())
        yield Reference(span, kind, name, None, date[0] if date else None)


def _is_within(text: Marked, law: Reference, numbered: Sequence[Reference]) -> bool:
    """Say whether a law is named by a numbered reference, or in the title of one: nothing but that parts the two."""
    at, _ = text.source.normal_span(*law.span)
    before = [one for one in numbered if one.span.start < law.span.end]
    if not before:
        return False
    _, end = text.source.normal_span(*before[-1].span)
    return ";" not in text.text[end : max(at, end)]


def _places(before: str, symbol: str) -> tuple[Citation, ...]:
    """Return the places of the instrument that are named right before it: "điểm a khoản 2 Điều 4 (của) …"."""
    words = _WORD.findall(before)
    at = len(words)
    while at and (words[at - 1].casefold() in _PLACE_WORDS | _JOINS or _NUMBER.fullmatch(words[at - 1])):
        at -= 1
    run = words[at:]
    while run and run[0].casefold() not in _PLACE_WORDS:
        run = run[1:]
    if not run:
        return ()
    with suppress(BadInput):
        return parse_citations(f"{' '.join(run)} {symbol}")
    with suppress(BadInput):
        return parse_citations(f"{' '.join(run)}")
    return _unparted(run)


def _unparted(run: list[str]) -> tuple[Citation, ...]:
    """Return at least the articles of places whose list cannot be read as a whole."""
    pairs = itertools.pairwise(run)
    return tuple(Citation.of(article=number) for word, number in pairs if word == "Điều" and number.isdecimal())
