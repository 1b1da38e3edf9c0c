"""What a line begins with (PURE): the words and numbers that open a chapter, an article, a clause, a point, an item.

Each line is looked at by itself; whether what it opens is really there is decided by what stands around it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from chidao.kernel.vietnamese import ALPHABET, fold

MarkKind: TypeAlias = Literal[
    "part", "chapter", "section", "subsection", "article", "appendix", "roman", "letter",
    "clause", "decimal", "point", "subpoint", "dash", "bare", "person",
]  # fmt: skip

_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS: Final = tuple(
    letter for base in ALPHABET for tone in _TONES if len(letter := unicodedata.normalize("NFC", base + tone)) == 1
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line opens: its kind, its label as written, the sign after it, and where its words begin in the line.

    `unclear` says that the label is what misread signs probably stand for ("1" for "l"). `quoted` says that a
    quotation mark stands before it.
    """

    kind: MarkKind
    label: str
    sign: str
    body: int
    unclear: bool = False
    quoted: bool = False


def loosely(words: str) -> str:
    """Return a pattern that reads the words with any marks, or none, in capitals or not."""
    return "".join(_alike(char) for char in words)


@lru_cache(maxsize=64)
def _alike(char: str) -> str:
    if char == " ":
        return r"\s+"
    bare = fold(char)
    family = {each for each in _LETTERS if fold(each) == bare} or {char}
    return f"[{''.join(sorted(family | {each.upper() for each in family}))}{'l1|' if bare == 'i' else ''}]"


_BEFORE: Final = r"[#>\s|_]{0,12}(?P<quote>[\"“”„«‘']{0,2})\s{0,3}"
_ARTICLE: Final = re.compile(
    rf"{_BEFORE}{loosely('điều')}\s{{0,3}}(?P<label>\d{{1,4}}\s?[a-zđ]{{0,2}}|[\dlIiOoSZ|]{{1,3}})"
    r"\s{0,3}(?P<sign>[.:)\-–—]|(?=\s|$))\s*"
)
_ROMAN_OR_NUMBER: Final = r"[IVXLC]{1,7}|\d{1,3}[a-zA-Z]?|[A-ZĐ]"
_ORDINALS: Final = {
    name: number
    for number, names in enumerate(
        ("nhat mot", "hai nhi", "ba", "tu bon", "nam lam", "sau", "bay", "tam", "chin", "muoi"), start=1
    )
    for name in names.split()
}
_DIVISION: Final = re.compile(
    rf"{_BEFORE}(?P<word>(?P<part>{loosely('phần')})|(?P<chapter>{loosely('chương')})"
    rf"|(?P<subsection>{loosely('tiểu mục')})|(?P<section>{loosely('mục')}))\s{{1,3}}"
    rf"(?:(?P<label>(?i:thứ|thu)\s\w{{2,4}}|{_ROMAN_OR_NUMBER}|[lI1VX]{{1,5}})(?P<sign>\s{{0,3}}[.:\-–—])?(?=\s|$|[.:]))\s*"
)
_APPENDIX: Final = re.compile(
    rf"{_BEFORE}{loosely('phụ lục')}"
    r"(?:\s{1,3}(?:(?i:số|so)\s{0,2}:?\s{0,2})?(?P<label>[IVXLC]{1,6}|\d{1,3}[A-Za-z]?|[A-Z]))?"
    r"\s{0,3}(?P<sign>[.:\-–—]|(?=\s|$))\s*"
)
_ROMAN: Final = re.compile(r"[#>\s]{0,8}(?P<label>[IVX]{1,6}|[HIl]{1,3})\s?(?P<sign>[.)\-–—:]|/(?=\s))\s*(?=\S)")
_LETTER: Final = re.compile(r"[#>\s]{0,8}(?P<label>[A-HĐ])\s?(?P<sign>[.)/\-–])\s+(?=\S)")
_DECIMAL: Final = re.compile(
    rf"{_BEFORE}(?P<label>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})(?P<sign>[.)]?|\s?[-–])(?:\s+|(?=[^\W\d_]))(?=[\"“(]?[^\W\d_])"
)
_CLAUSE: Final = re.compile(
    rf"{_BEFORE}(?:{loosely('khoản')}\s{{1,3}})?(?P<label>\d{{1,3}}[a-zđ]?)\s{{0,2}}(?P<sign>[.):]|/(?=\s)|[-–](?!\d))"
    r"(?:\s*(?=[^\d\s.,%/])|\s+(?=\S))"
)
_COMMA: Final = re.compile(r"(?P<quote>)(?P<label>\d{1,2})\s?(?P<sign>,)\s+(?=[^\W\d_])")
_MISREAD: Final = re.compile(r"(?P<quote>)(?P<label>[lIiSZO|\d]{1,3})\s?(?P<sign>\.)\s+(?=[^\W\d_])")
_POINT: Final = re.compile(
    rf"{_BEFORE}(?:{loosely('điểm')}\s{{1,3}})?(?P<label>[a-zđ]|[a-zđ]{{2}})\s?(?P<sign>[).]|/|[-–](?=\s))\s*(?=\S)"
)
_SUBPOINT: Final = re.compile(
    r"(?P<label>[a-zđ]\.?\d{1,2}|\(?(?:x{0,1}(?:ix|iv|v?i{1,3}|v)|\d{1,2}|[a-zđ])\))\s?(?P<sign>[).:]?)\s+(?=\S)"
)
_DASH: Final = re.compile(r"(?P<label>[-–—−+•●▪*·])\s*(?=[^\W_]|[\"“(\[])")
_BARE: Final = re.compile(r"(?P<label>\d{1,3})(?P<sign>[.)]?)")
_PERSON: Final = re.compile(
    rf"(?P<label>\d{{1,3}})\s+(?={loosely('ông')}\b|{loosely('bà')}\b|{loosely('đồng chí')}\b|Đ/c\b|đ/c\b)"
)
_CELL: Final = re.compile(r"\|?\s{0,4}(?P<label>\d{1,3})(?P<sign>[.)]?)\s{0,4}[\t|]\s*(?=\S)")
_CLEAR: Final = str.maketrans("lIi|SsZzOo", "1111552200")


def mark_of(text: str) -> Mark | None:
    """Return what a line of text opens, or None. The text has no spaces around it."""
    for pattern, kind in _patterns_for(text[:24]):
        found = pattern.match(text)
        if found and (mark := _mark(found, kind, text)):
            return mark
    return None


def _patterns_for(head: str) -> tuple[tuple[re.Pattern[str], MarkKind], ...]:
    """Return the patterns worth trying for a line with this head, the surest first."""
    bare = head.lstrip("#>| _\"“”„«‘'")
    first = bare[:1]
    if first.isdigit():
        return _NUMBERED
    if first in "-–—−+•●▪*·" and first:
        return ((_DASH, "dash"),)
    if first == "(":
        return ((_SUBPOINT, "subpoint"),)
    return _WORDED if first.isalpha() else ()


_NUMBERED: Final[tuple[tuple[re.Pattern[str], MarkKind], ...]] = (
    (_CELL, "person"), (_DECIMAL, "decimal"), (_CLAUSE, "clause"), (_COMMA, "clause"), (_PERSON, "person"),
    (_MISREAD, "clause"), (_BARE, "bare"),
)  # fmt: skip
_WORDED: Final[tuple[tuple[re.Pattern[str], MarkKind], ...]] = (
    (_ARTICLE, "article"), (_DIVISION, "chapter"), (_APPENDIX, "appendix"), (_CLAUSE, "clause"), (_POINT, "point"),
    (_SUBPOINT, "subpoint"), (_ROMAN, "roman"), (_LETTER, "letter"), (_MISREAD, "clause"),
)  # fmt: skip


def _mark(found: re.Match[str], kind: MarkKind, text: str) -> Mark | None:
    groups = found.groupdict()
    label = (groups.get("label") or "").strip()
    sign = (groups.get("sign") or "").strip()
    quoted = bool(groups.get("quote"))
    if kind == "bare":
        return Mark("bare", label, sign, found.end()) if found.end() == len(text) else None
    if kind == "chapter":
        return _division(found, label, sign, quoted=quoted)
    if kind in {"article", "clause"}:
        return _numbered(found, kind, label, sign, quoted=quoted)
    return Mark(kind, label.strip("()"), sign, found.end(), quoted=quoted)


def _numbered(found: re.Match[str], kind: MarkKind, label: str, sign: str, *, quoted: bool) -> Mark | None:
    plain = label.replace(" ", "")
    if plain[:1].isdigit() and not any(char in "lIiOoSsZz|" for char in plain):
        return Mark(kind, _unpadded(plain), sign, found.end(), quoted=quoted)
    clear = plain.translate(_CLEAR)
    return Mark(kind, _unpadded(clear), sign, found.end(), unclear=True, quoted=quoted) if clear.isdecimal() else None


def _unpadded(label: str) -> str:
    return label.lstrip("0") or "0"


def _division(found: re.Match[str], label: str, sign: str, *, quoted: bool) -> Mark:
    kinds: tuple[MarkKind, ...] = ("part", "chapter", "subsection", "section")
    kind = next(kind for kind in kinds if found[kind])
    words = fold(label).split()
    if len(words) == 2:
        label = str(_ORDINALS.get(words[1], "")) or label
    return Mark(kind, label, sign, found.end(), quoted=quoted)
