"""The words of citations (PURE): how places, parts and instruments are written, and the reading of them one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from chidao.kernel.errors import BadInput
from chidao.kernel.places import PLACE_KINDS, citation_reason
from chidao.kernel.symbols import KINDS, LAW_KINDS
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

PART_NAMES: Final[dict[str, Text]] = {
    name.vi: name
    for name in (*KINDS.values(), *LAW_KINDS.values(), Text("Điều lệ", "charter"), Text("Bộ luật", "code"),
                 Text("Luật", "law"), Text("Hiến pháp", "constitution"))
}  # fmt: skip
"""What an instrument, or a text attached to it, may be called in a citation, by its Vietnamese name."""

UNREAD: Final = Text("Không hiểu “{rest}” trong phần dẫn điều khoản.", "“{rest}” makes no sense in a citation.")


def _either(words: Iterable[str]) -> str:
    spellings = {spelling for word in words for spelling in (word, fold(word))}
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(spellings, key=lambda w: (-len(w), w)))


KIND_BY_WORD: Final = {fold(kind.words.vi): name for name, kind in PLACE_KINDS.items()} | {"gach dau dong": "dash"}
_PART_BY_WORD: Final = {fold(name): name for name in PART_NAMES}
_PART_BY_ABBREVIATION: Final = {short: name.vi for short, name in (KINDS | LAW_KINDS).items()}
_FORMAL: Final = _either(kind.words.vi for kind in PLACE_KINDS.values() if kind.formal)
_INFORMAL: Final = _either([*(kind.words.vi for kind in PLACE_KINDS.values() if not kind.formal), "gạch đầu dòng"])
_ISSUED_WITH: Final = r"(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo|(?:duoc\s+)?(?:ban\s+hanh\s+)?kem\s+theo"
_FILLER: Final = r"của|tại|theo|số|các|từ|cua|tai|so|cac|tu"
_JOIN: Final = r"và|va|,|;"
_TO: Final = r"(?:đến|den|tới|toi|[-–])"
_NUMBER: Final = r"(?:\d{1,4}[a-zđ]{0,2}|[IVXL]+|[a-zđ]{1,2}\d{0,2})(?![^\W_])(?!\s*/)"
_WORD: Final = (
    rf"(?!(?:{_FORMAL}|{_INFORMAL}|{_ISSUED_WITH}|{_FILLER}|{_either(PART_NAMES)}|và|va|đến|den|tới)\b)[^\W\d_]+"
)
_NAME: Final = rf"{_WORD}(?:\s+{_WORD})*"
_TITLE_WORD: Final = rf"(?!(?:{_ISSUED_WITH}|này)\b)[^\W\d_]+"
_LAW_NAME: Final = (
    rf"{_TITLE_WORD}(?:\s+{_TITLE_WORD})*?"
    rf"(?=\s*(?:$|[,;\d]|(?i:số|so)\s+\d|(?i:{_ISSUED_WITH})\b|(?i:{_FORMAL})\s+{_NUMBER}))"
)
_SYMBOL: Final = r"\d{1,6}[a-zđ]{0,3}(?:/|-(?=[^\W\d_]+/))(?:\d{4}/)?[^\W\d_][^\s,;()]*"

_TOKENS: Final = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<join>(?:{_JOIN})(?!\w)|[,;])
    | (?P<symbol>{_SYMBOL})
    | (?P<chip>[Đđ](?P<chip_article>\d{{1,4}}[a-zđ]{{0,2}})
        (?:\.(?:\((?P<chip_inserted>\w{{1,4}})\)|(?P<chip_clause>\d{{1,4}}))?(?P<chip_point>[a-zđ]{{1,2}})?)?(?![\w.]))
    | (?P<formal>(?i:{_FORMAL}))\s+(?P<formal_number>{_NUMBER})
        (?:\s*{_TO}\s*(?:(?i:(?P<formal_again>{_FORMAL}))\s+)?(?P<formal_until>{_NUMBER}))?
    | (?P<informal>(?i:{_INFORMAL}))\b
        (?:\s+(?P<informal_number>{_NUMBER})(?:\s*{_TO}\s*(?P<informal_until>{_NUMBER}))?
          |\s+(?P<informal_name>(?i:{_NAME}))(?:\s+(?P<named_number>\d{{1,4}})(?:\s*{_TO}\s*(?P<named_until>\d{{1,4}}))?)?)?
    | (?P<issued_with>(?i:{_ISSUED_WITH}))\b
    | (?P<law>(?i:bộ\s+luật|luật))\s+(?P<law_name>{_LAW_NAME})
    | (?P<part>(?i:{_either(PART_NAMES)}))\b
    | (?P<abbreviation>{"|".join(sorted(_PART_BY_ABBREVIATION, key=len, reverse=True))})\b
    | (?P<filler>(?i:{_FILLER}))\b
    | (?P<again>{_NUMBER})(?:\s*{_TO}\s*(?P<again_until>{_NUMBER}))?
    """,
    re.VERBOSE,
)


def tokens_of(text: str) -> Iterator[re.Match[str]]:
    """Read text token by token; its named groups say which kind each is. BadInput names the rest that is not read."""
    at = 0
    while at < len(text):
        found = _TOKENS.match(text, at)
        if found is None:
            raise BadInput(citation_reason("unread", UNREAD.filled(rest=text[at:])))
        if found.lastgroup != "space":
            yield found
        at = found.end()


def part_named(token: re.Match[str]) -> str | None:
    """Return the part that a token names, in full: "Quy chế" for "QC" too; None when it names none."""
    if token["law"]:
        return f"{_PART_BY_WORD[fold(token['law'])]} {' '.join(token['law_name'].split())}"
    if token["part"]:
        return _PART_BY_WORD[fold(token["part"])]
    return _PART_BY_ABBREVIATION[token["abbreviation"]] if token["abbreviation"] else None


def abbreviated(part: str) -> str:
    """Return the abbreviation of a part's kind, or the part as it is."""
    return next((short for short, name in _PART_BY_ABBREVIATION.items() if name == part), part)


def part_in_english(part: str | None) -> str:
    """Return the part in English, the title of a law as it is; "" for none."""
    head = next((name for name in sorted(PART_NAMES, key=len, reverse=True) if (part or "").startswith(name)), None)
    if head is None or part is None:
        return part or ""
    title = part[len(head) :].strip()
    return f"{PART_NAMES[head].en} “{title}”" if title else PART_NAMES[head].en
