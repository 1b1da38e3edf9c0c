"""Vietnamese text (PURE): the normal form at the doors, folding for search, tones, the alphabet, secrecy marks.

The placement of tones chosen here is the modern one, on the main vowel: "hoà", "khoẻ", "thuỷ". It is only used to
compare and to sort; text that people wrote is never rewritten to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The order of letters: the 29 of Vietnamese, with f, j, w and z where foreign words need them."""

TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""The order of tones: ngang, huyền, hỏi, ngã, sắc, nặng."""

SECRET_MARKS: Final = ("Mật", "Tối mật", "Tuyệt mật")
"""The three degrees of state secrecy in the law on protecting state secrets, lowest first."""

_D_LOOKALIKES: Final = str.maketrans("\u00d0\u00f0\u0189\u0256", "ĐđĐđ")
_PLAIN_SPACES: Final = str.maketrans("\u00a0\u2007\u202f", "   ")
_FOLDED: Final = str.maketrans(
    {"đ": "d"} | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)


def nfc(text: str, *, plain_spaces: bool = False) -> str:
    """Return the one form in which text enters the program: NFC, with look-alikes of Đ (U+00D0…) made Đ.

    With `plain_spaces`, no-break spaces become plain ones; without, they are kept, since an author may mean them.
    """
    composed = unicodedata.normalize("NFC", text).translate(_D_LOOKALIKES)
    return composed.translate(_PLAIN_SPACES) if plain_spaces else composed


def fold(text: str) -> str:
    """Return the text for the search column: no marks, đ as d, no case, single spaces, plain hyphens.

    "Chuyển  đổi số" and "chuyen doi so" fold to the same; folding twice changes nothing.
    """
    caseless = unicodedata.normalize("NFKD", nfc(text)).casefold()
    decomposed = unicodedata.normalize("NFKD", caseless).translate(_FOLDED)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


# --- tone placement -------------------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[^\W\d_]+")
_ONSET: Final = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_VOWELS: Final = (
    "[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ôô|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê"
    "|iêu|oai|oao|oay|oeo|uây|uêu|uôi|uya|uyê|uyu|ươi|ươu|yêu"
)
_SYLLABLE: Final = re.compile(rf"(?:{_ONSET})?({_VOWELS})(ch|ng|nh|[cmnpt])?")
_SHAPED: Final = "ăâêôơư"
_GLIDES: Final = ("oa", "oe", "uy")


def slug(text: str, joint: str = "-") -> str:
    """Return text as a code or a part of an address: small letters without marks, and figures ("QĐ-BCĐ": "qd-bcd")."""
    return re.sub(r"[^a-z0-9]+", joint, fold(text)).strip(joint)


def tone_normal(text: str) -> str:
    """Return NFC text with the tone of each Vietnamese syllable on its main vowel: hòa → hoà, thủy → thuỷ, qúy → quý.

    Syllables with a final consonant ("hoạt") and words that are no Vietnamese syllable ("café") stay as they are.
    """
    return _WORD.sub(lambda found: _tone_moved(found.group()), nfc(text))


def same_words(one: str, other: str) -> bool:
    """Say whether two texts are the same words, whichever way tones are placed; case and spacing do not count."""
    return _spoken(one) == _spoken(other)


def _spoken(text: str) -> str:
    return " ".join(tone_normal(text).casefold().split())


@lru_cache(maxsize=8192)
def _tone_moved(word: str) -> str:
    letters = [_split_tone(letter) for letter in word]
    toned = [index for index, (_, tone) in enumerate(letters) if tone]
    target = _tone_place("".join(letter for letter, _ in letters).lower()) if len(toned) == 1 else None
    if target is None or target == toned[0]:
        return word
    mark = letters[toned[0]][1]
    bare = [letter for letter, _ in letters]
    bare[target] = unicodedata.normalize("NFC", bare[target] + mark)
    return "".join(bare)


@lru_cache(maxsize=1024)
def _split_tone(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((part for part in parts if part in TONES), "")
    return (unicodedata.normalize("NFC", parts.replace(tone, "")), tone) if tone else (letter, "")


def _tone_place(syllable: str) -> int | None:
    found = _SYLLABLE.fullmatch(syllable)
    return found.start(1) + _main_vowel(found.group(1), closed=found.group(2) is not None) if found else None


def _main_vowel(vowels: str, *, closed: bool) -> int:
    shaped = [index for index, vowel in enumerate(vowels) if vowel in _SHAPED]
    if shaped:
        return shaped[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 or vowels in _GLIDES else 0


# --- the alphabet ---------------------------------------------------------------------------------------------------

_PUNCTUATION: Final = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_CODES: Final = {
    char: f"{start + index:02x}"
    for start, chars in ((0x10, _PUNCTUATION), (0x40, "0123456789"), (0x50, ALPHABET))
    for index, char in enumerate(chars)
}


def sort_key(text: str) -> str:
    """Return a key that sorts text by the Vietnamese alphabet, to be stored in a column beside it.

    Letters of the whole text count first, tones (ngang huyền hỏi ngã sắc nặng) only between texts of the same
    letters, as the CLDR's order for Vietnamese has it; case and tone placement do not count. Spaces sort before
    signs, signs before digits, digits before letters. The key is lower-case hexadecimal, so that it sorts alike
    bytewise and under any collation of a database.
    """
    letters = [_split_tone(char) for char in " ".join(tone_normal(text).lower().split())]
    primary = "".join(_code(letter) for letter, _ in letters)
    tones = "".join(str(TONES.index(tone) + 1) for _, tone in letters).rstrip("1")
    return f"{primary}00{tones}" if tones else primary


@lru_cache(maxsize=1024)
def _code(letter: str) -> str:
    if letter in _CODES or not letter:
        return _CODES.get(letter, "")
    base = unicodedata.normalize("NFKD", letter)[0]
    return _CODES.get(base) or f"f{ord(base):05x}"


# --- search ---------------------------------------------------------------------------------------------------------

_TOKEN: Final = re.compile(r"\w+")


def match_rank(query: str, text: str) -> int:
    """Return how well a text answers a query: 0 when a word of it is missing, the larger the better.

    Word by word, a word as typed is worth most, then its beginning, then the same with marks left aside; words that
    stand together in the query's order decide between equals. Ranks compare texts for one query.
    """
    typed, found = _tokens(query), _tokens(text)
    scores = [max((_word_score(word, candidate) for candidate in found), default=0) for word in typed]
    if not scores or 0 in scores:
        return 0
    return 2 * sum(scores) + (_phrase(typed) in _phrase(found))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(tone_normal(text).casefold())


def _phrase(words: list[str]) -> str:
    return " " + " ".join(fold(word) for word in words)


def _word_score(typed: str, word: str) -> int:
    if word.startswith(typed):
        return 4 if word == typed else 3
    bare, folded = fold(typed), fold(word)
    if folded.startswith(bare):
        return 2 if folded == bare else 1
    return 0


# --- state secrecy --------------------------------------------------------------------------------------------------

_STAMPS: Final = {
    "MẬT": "Mật", "TỐIMẬT": "Tối mật", "TUYỆTMẬT": "Tuyệt mật", "TOIMAT": "Tối mật", "TUYETMAT": "Tuyệt mật"
}  # fmt: skip
_MARK: Final = re.compile(r"\b(tuyệt mật|tối mật|(?<!bí )(?<!bảo )mật)\b(?! ?[^\W\d_])", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"^[ \t\-*•+|(\[]*(?:(?:dấu|chỉ|mức|cấp) +)*độ +(?:bảo +)?mật[ *_]*"
    r"(?:[:=|–-]\s*|\t\s*|\n\s*)[\"'“‘(\[*_ ]*([^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_BRACKETED: Final = re.compile(r"[(\[](TUYỆT MẬT|TỐI MẬT|MẬT)[)\]]")
_CELL_EDGE: Final = re.compile(r"\t|\|| {2,}")
_LEADS_ON: Final = frozenset({"CƠ", "ĐỘ", "TỐI", "TUYỆT"})


def contains_secret_mark(text: str) -> str | None:
    """Return the highest state-secrecy mark that a text bears ("Mật", "Tối mật", "Tuyệt mật"), or None.

    A mark is a stamp in capitals that has a line or a table cell to itself, or stands in brackets, or the value of a
    label such as "Độ mật:". The words bí mật, bảo mật or mật khẩu in running text are no mark, nor is a title about
    secrets in capitals, nor a list of all degrees.
    """
    plain = nfc(text, plain_spaces=True).replace("\r\n", "\n").replace("\r", "\n")
    found = {*_stamped(plain), *_labelled(plain)}
    return max(found, key=SECRET_MARKS.index, default=None)


def _stamped(text: str) -> Iterator[str]:
    yield from (mark.capitalize() for mark in _BRACKETED.findall(text))
    for before, cell in pairwise(["", *_cells(text)]):
        mark = _STAMPS.get(_spaceless(cell))
        if mark and not _is_broken_title(before):
            yield mark


def _cells(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        parts = [line] if _spaceless(line) in _STAMPS else _CELL_EDGE.split(line)
        yield from (part for part in parts if part.strip())


def _spaceless(line: str) -> str:
    return "".join(line.split()).strip(".*_[]()<>\"'“”‘’:;-–")


def _is_broken_title(before: str) -> bool:
    """Say whether the cell before a stamp's word runs on into it, as a title about secrets broken over two lines."""
    words = before.split()
    return bool(words) and (words[-1] in {"BÍ", "BẢO"} or (len(words) > 1 and words[-1] in _LEADS_ON))


def _labelled(text: str) -> Iterator[str]:
    for value in _LABELLED.findall(text):
        marks = {mark.capitalize() for mark in _MARK.findall(value)}
        if len(marks) == 1 and _MARK.match(value):
            yield marks.pop()
