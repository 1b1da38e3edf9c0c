"""What a report about a document says of it (PURE): "Ngày 30/3, … ban hành Quyết định số 24/QĐ-… về việc …"."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.kernel.errors import BadInput
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.symbols import DocumentSymbol
from chidao.reading.agencies import begins_body
from chidao.reading.marked import Marked
from chidao.reading.references import KIND_NAMES, SYMBOL, dated, parsed_symbol
from chidao.reading.signing import is_name

_KINDS: Final = "|".join(name.replace(" ", r"\s+") for name in KIND_NAMES if name not in {"Luật", "Văn bản"})
_ISSUED: Final = re.compile(
    r"\s(?:(?:vừa|đã|mới)\s+){0,2}(?P<verb>có|ban hành|ký ban hành|ký|ra|công bố)\s+"
    rf"(?P<kind>(?i:{_KINDS}))\s+(?:số\s*:?\s*)?(?P<symbol>{SYMBOL})"
)
_ISSUED_APART: Final = re.compile(
    r"\s(?:(?:vừa|đã|mới)\s+){0,2}(?P<verb>có|ban hành|ký ban hành|ký|ra|công bố)\s+"
    rf"(?P<kind>{_KINDS})\s+(?P<title>[^().;]{{8,300}}?)\s*\((?i:{_KINDS})?\s*(?:số\s*:?\s*)?(?P<symbol>{SYMBOL})"
)
_ISSUED_BARE: Final = re.compile(
    r"\s(?:(?:vừa|đã|mới)\s+){0,2}(?P<verb>có|ban hành|ký ban hành|ký|ra|công bố)\s+"
    rf"(?P<kind>(?i:{_KINDS}))\s+số\s*:?\s*(?P<symbol>\d{{1,5}})(?![\d/.-]|\s?/)"
)
_HEADLINE: Final = re.compile(rf"(?P<kind>{_KINDS})\s+(?:số\s*:?\s*)?(?P<symbol>{SYMBOL})\s*(?P<title>.*)$")
_BY: Final = re.compile(rf"^Theo\s+(?P<kind>{_KINDS})\b", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?i:ngày|sáng|chiều|tối)\s+(?:ngày\s+)?(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<month>\d{1,2})(?!\d)"
    r"(?:(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{4}))?"
)
_FULL_DAY: Final = re.compile(r"(?<!\d)(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?!\d)")
_ABOUT: Final = re.compile(
    r"\s*(?P<title>(?:về việc|về|V/v|v/v|phê duyệt|ban hành|thành lập|kiện toàn)\s.+?)(?:\.(?:\s|$)|$)"
)
_PERSON: Final = re.compile(
    r"\s(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|(?<!phố )(?<!TP )(?<!TP. )Hồ|Ngô|Dương|Lý|Đinh"
    r"|Trịnh|Mai|Đào|Đoàn|Lương|Trương|Hà|Tạ|Cao|Châu|Lâm|Tô|Tống|Thái|Quách|Vương|Phùng|Đàm|Đồng|Bạch|Chu|La|Nông|Hứa|Khúc|Kim"
    r"|Kiều|Lưu|Lại|Ninh|Thạch|Tăng|Thân|Tôn|Triệu|Viên|Văn)(?:\s[^\W\d_]+){2,3}$"
)
_SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-ZĐ(])|\n")
_FIRST_LINES: Final = 40


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of the document it is about; each None where it does not say."""

    kind: str | None = None
    number: str | None = None
    symbol: DocumentSymbol | None = None
    dated_on: PartialDate | None = None
    year_of_page: PartialDate | None = None
    issuer: str | None = None
    title: str | None = None
    at: tuple[int, int] = (0, 0)


def reported_in(text: Marked) -> Reported:
    """Return what the text reports of the document it is about."""
    for pattern in (_ISSUED, _ISSUED_APART):
        for line in text.all[:_FIRST_LINES]:
            found = pattern.search(line.text[:1200])
            symbol = parsed_symbol(found["symbol"]) if found else None
            if found and symbol:
                return _reported(text, line.start, line.text, found, symbol)
    return headline_of(text) or _without_symbol(text) or _only_kind(text)


def _without_symbol(text: Marked) -> Reported | None:
    """Return what is reported of a document of which only the number is told: "ban hành Quyết định số 2485"."""
    for line in text.all[:_FIRST_LINES]:
        found = _ISSUED_BARE.search(line.text[:1200])
        if found:
            return _reported(text, line.start, line.text, found, None)
    return None


def _reported(text: Marked, start: int, words: str, found: re.Match[str], symbol: DocumentSymbol | None) -> Reported:
    before = _SENTENCE.split(words[: found.start()])[-1]
    after = dated(words, found.end())
    title = _ABOUT.match(words, after[1] if after else found.end())
    day, of_page = (after[0], None) if after else _day_before(text, before)
    told = found.groupdict().get("title") or (title["title"] if title else None)
    kind = " ".join(found["kind"].split())
    return Reported(
        kind[:1].upper() + kind[1:], _digits(found["symbol"]), symbol, day, of_page, _issuer(before, found["verb"]),
        told.strip() if told else None, (start + found.start(), start + found.end()),
    )  # fmt: skip


def _digits(words: str) -> str:
    found = re.match(r"\d+[a-zđ]*", words)
    return found.group() if found else words


def _issuer(before: str, verb: str) -> str | None:
    """Return the body, or the post, that the sentence is about; day and place before it, the name after it left out."""
    words = re.split(r"[,:)–]\s+|\s-\s", before)[-1].strip(" -–")
    words = re.sub(r"^(?:(?i:theo đó|mới đây|vừa qua|hôm nay)\s+)", "", words)
    named = _PERSON.search(words) if "ký" in verb else None
    words = words[: named.start()].strip() if named and is_name(named.group()) else words
    return words if begins_body(words) and len(words) < 160 else None


def _day_before(text: Marked, before: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the day before the verb; where it has no year, that of the page's own date, which is given too."""
    found = _DAY.search(before)
    if found is None:
        return None, None
    day, month = int(found["day"]), int(found["month"])
    if found["year"]:
        return _date(int(found["year"]), month, day), None
    page = _date_of_page(text)
    if page is None:
        return _date(None, month, day), None
    year = page.year if (month, day) <= (page.month, page.day) else page.year - 1
    return _date(year, month, day), PartialDate.of(page)


def _date_of_page(text: Marked) -> date | None:
    """Return the date that the page itself bears: on a short line of its own that is no sentence."""
    for line in text.all[:_FIRST_LINES]:
        found = _FULL_DAY.search(line.text) if len(line.text) < 90 and not line.is_ended else None
        day = _date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
        if day:
            return day.exact
    return None


def _date(year: int | None, month: int, day: int) -> PartialDate | None:
    with suppress(BadInput):
        return PartialDate(year, month, day)
    return None


def headline_of(text: Marked) -> Reported | None:
    """Return what the first line says where it is the name of a document: "Thông báo 79/2022/TB-VPCP Kết luận …"."""
    for line in text.all[:3]:
        found = _HEADLINE.match(line.text)
        symbol = parsed_symbol(found["symbol"]) if found else None
        if found and symbol:
            at = (line.start, line.end)
            return Reported(
                found["kind"], _digits(found["symbol"]), symbol, title=found["title"].strip() or None, at=at
            )
    return None


def _only_kind(text: Marked) -> Reported:
    for line in text.all[:_FIRST_LINES]:
        found = _BY.match(line.text)
        if found:
            return Reported(" ".join(found["kind"].split()), at=(line.start, line.start + found.end()))
    return Reported()
