"""Personal data in a paper (PURE): what looks like it, for the clerk to decide on, and taking phrases out.

Proposals are guesses from the shape of the words; what is taken out is what somebody chose. Law on personal data
91/2025/QH15 (norms, group I).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chidao.kernel.errors import Reason
from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text

MARK: Final = "[… đã lược bỏ]"
"""What stands where something was taken out, in signs that every font of a paper has."""
NOTE: Final = "dữ liệu cá nhân không công khai"
"""What the mark stands for, in words, once on a public paper."""
SHORTEST: Final = 2
MOST: Final = 200
STRUCTURE: Final = frozenset({"form", "kind"})
"""Keys of a document's content whose values are read by the program and are no words of the paper."""
# Days and instants as the program keeps them ("2020-03-25", "2020-03-25T08:30:00+07:00"): read, not printed as such.
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.+-]+Z?)?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrase that may be personal data, and why it looks so."""

    phrase: str
    why: Text


@dataclass(frozen=True, slots=True)
class Redacted:
    """Content without the phrases, and how many places were taken out."""

    content: object
    places: int


def proposals(lines: Iterable[str]) -> tuple[Proposal, ...]:
    """Return each phrase of some lines that may be personal data, once, in the order in which they stand."""
    found: dict[str, Proposal] = {}
    for line in lines:
        for _, proposal in sorted(_in_line(nfc(line)), key=lambda each: each[0]):
            found.setdefault(proposal.phrase, proposal)
    return tuple(found.values())


def chosen_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return phrases as they are looked for: in NFC, on one line, without those that are empty or given twice."""
    told = (" ".join(nfc(each).split()) for each in phrases)
    return tuple(dict.fromkeys(each for each in told if each))


def redacted(content: object, phrases: Sequence[str]) -> Redacted:
    """Take phrases out of every text of some plain data, whatever their capitals and the breaks between their words.

    Words that the program reads (`STRUCTURE`, days as it keeps them) stay; so do keys and numbers.
    """
    if not phrases:
        return Redacted(content, 0)
    return _without(content, _pattern(phrases))


def remaining(texts: Iterable[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """Return the phrases that some texts still hold."""
    whole = "\n".join(nfc(each) for each in texts)
    return tuple(each for each in phrases if _pattern([each]).search(whole))


def against_phrases(phrases: Sequence[str], texts: Iterable[str]) -> Iterator[Reason]:
    """Yield what stands against taking phrases out of a paper: too many, too short, or not to be found in it."""
    if len(phrases) > MOST:
        yield Reason(code="too_many_phrases", says=_TOO_MANY.filled(most=MOST), field="redactions")
        return
    held = frozenset(remaining(texts, phrases))
    for each in phrases:
        if len(each) < SHORTEST:
            yield Reason(code="phrase_too_short", says=_TOO_SHORT.filled(phrase=each), field="redactions")
        elif each not in held:
            yield Reason(
                code="phrase_not_found", says=_NOT_FOUND.filled(phrase=each), remedy=_AS_WRITTEN, field="redactions"
            )


def still_there(phrases: Sequence[str]) -> list[Reason]:
    """Return the reasons against publishing a copy in which phrases remain."""
    return [
        Reason(code="phrase_remains", says=_REMAINS.filled(phrase=each), remedy=_GIVE_FILE, field="redactions")
        for each in phrases
    ]


def _without(content: object, pattern: re.Pattern[str]) -> Redacted:
    match content:
        case str() if _ISO.fullmatch(content):
            return Redacted(content, 0)
        case str():
            text, places = pattern.subn(MARK, nfc(content))
            return Redacted(text if places else content, places)
        case Mapping():
            return _without_in(content, pattern)
        case list() | tuple():
            parts = [_without(each, pattern) for each in content]
            return Redacted([each.content for each in parts], sum(each.places for each in parts))
        case _:
            return Redacted(content, 0)


def _without_in(content: Mapping[object, object], pattern: re.Pattern[str]) -> Redacted:
    kept = {key: value for key, value in content.items() if key in STRUCTURE and isinstance(value, str)}
    parts = {key: _without(value, pattern) for key, value in content.items() if key not in kept}
    told = {key: kept[key] if key in kept else parts[key].content for key in content}
    return Redacted(told, sum(each.places for each in parts.values()))


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Match any of the phrases, the longest first: words as whole words, numbers wherever they stand."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(_one(each) for each in longest_first), re.IGNORECASE)


def _one(phrase: str) -> str:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    before = r"(?<!\w)" if phrase[:1].isalpha() else ""
    after = r"(?!\w)" if phrase[-1:].isalpha() else ""
    return f"{before}{words}{after}"


def _in_line(line: str) -> Iterator[tuple[int, Proposal]]:
    taken: list[tuple[int, int]] = []
    for pattern, why in _LOOKS:
        for match in pattern.finditer(line):
            start, end = match.span(1)
            if not any(start < there and here < end for here, there in taken):
                taken.append((start, end))
                yield start, Proposal(" ".join(match.group(1).split()).rstrip(" .,;:"), why)


# Capitalised Vietnamese words, two to five of them: a name as it is written.
_WORD: Final = r"[A-ZÀ-ỸĐ][a-zà-ỹđA-ZÀ-ỸĐ]*"
_NAME: Final = rf"{_WORD}(?:\s+{_WORD}){{1,4}}"
_HONOURED: Final = r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|ÔNG|BÀ|[Đđ]ồng chí)"
_HOME: Final = (
    r"(?:thường trú|tạm trú|cư trú|chỗ ở|nơi ở|địa chỉ nhà|nhà riêng|hộ khẩu)"
    r"(?:\s+(?:hiện nay|hiện tại|thường trú))?(?:\s+tại|\s+ở)?\s*:?\s*"
)
_DAY: Final = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_LOOKS: Final[tuple[tuple[re.Pattern[str], Text], ...]] = (
    (re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"), Text("thư điện tử", "e-mail address")),
    (
        re.compile(
            r"(?:[Ss]ố tài khoản|STK|TK|[Tt]ài khoản(?: ngân hàng)?(?: số)?)\s*(?:số)?\s*:?\s*(\d[\d .-]{5,22}\d)"
        ),
        Text("số tài khoản", "bank account"),
    ),
    (
        re.compile(r"(?:CCCD|CMND|CMTND|[Cc]ăn cước|[Cc]hứng minh|[Dd]ịnh danh)\D{0,40}?(\d(?:[ .]?\d){8,11})(?!\d)"),
        Text("số định danh cá nhân", "identity number"),
    ),
    (
        re.compile(r"(?<![\d/.,-])(\+84[ .-]?\d(?:[ .-]?\d){8}|0[235789]\d?(?:[ .-]?\d){7,8})(?![\d/])"),
        Text("số điện thoại", "phone number"),
    ),
    (re.compile(r"(?<![\d/.,-])(\d{12}|\d{9})(?![\d/.,])"), Text("số định danh cá nhân", "identity number")),
    (re.compile(rf"(?:[Ss]inh|[Nn]gày sinh)(?:\s+ngày)?\s*:?\s*({_DAY})"), Text("ngày sinh", "date of birth")),
    (re.compile(r"[Ss]inh\s+năm\s*:?\s*(\d{4})"), Text("năm sinh", "year of birth")),
    (re.compile(rf"(?i:{_HOME})([^;.\n]{{4,160}})"), Text("nơi ở", "home address")),
    (re.compile(rf"{_HONOURED}:?\s+({_NAME})"), Text("tên người", "name of a person")),
    (re.compile(rf"[Hh]ọ (?:và )?tên\s*:?\s*({_NAME})"), Text("tên người", "name of a person")),
)  # fmt: skip

_TOO_MANY: Final = Text("Lược bỏ nhiều nhất {most} cụm từ.", "At most {most} phrases are taken out.")
_TOO_SHORT: Final = Text("Cụm từ “{phrase}” ngắn quá.", "The phrase “{phrase}” is too short.")
_NOT_FOUND: Final = Text("Văn bản không có cụm từ “{phrase}”.", "The document does not hold the phrase “{phrase}”.")
_AS_WRITTEN: Final = Text(
    "Chép đúng như trong văn bản, mỗi dòng một cụm từ.", "Copy it as it stands in the document, one phrase a line."
)
_REMAINS: Final = Text(
    "“{phrase}” vẫn còn trong bản công khai, ở chỗ không lược bỏ được (phần đầu, khối chữ ký, ngày tháng).",
    "“{phrase}” remains in the public copy where nothing is taken out (head, signature, dates).",
)
_GIVE_FILE: Final = Text(
    "Bỏ cụm từ này, hoặc công khai một tệp đã che thay cho nội dung.",
    "Leave this phrase out of the list, or publish a file with it blacked out instead of the text.",
)
