"""The facts at the head of a document (PURE): number, place and date, issuer, kind, title, who decides.

They are looked for between the portal's menus and the first legal base, article or item; each as it is written there,
blank where it was left blank. What stands in two columns on one line is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from chidao.kernel.errors import BadInput
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.vietnamese import fold
from chidao.reading.agencies import begins_body, begins_post, is_motto, letterhead
from chidao.reading.marked import Marked
from chidao.reading.marks import loosely
from chidao.reading.problems import problem
from chidao.reading.references import BLANK_SYMBOL, KIND_NAMES, symbol_at
from chidao.reading.stretches import Stretch
from chidao.reading.tree import Problem

_LONGEST_HEAD: Final = 170
_NARROW: Final = 30
_MOST_CELL_LINES: Final = 9
_BASE: Final = re.compile(
    r"\W{0,4}(?:can cu\b|xet (?:de nghi|to trinh|bao cao|thay|de xuat)|theo (?:de nghi|de xuat|to trinh)"
    r"|thuc hien (?:nghi|quyet|ke|chi|luat|cong|ket)|tren co so|kinh gui)"
)
_DECREES: Final = re.compile(
    r"\W*(?:nay |(?:ban |uy ban |bo |hoi dong |chu tich |thu tuong |tinh uy |thanh uy |ban thuong vu )[a-z ]{0,80})?"
    r"(?:quyet dinh|quyet nghi|nghi quyet)\s?:?\W*"
)
_MORE: Final = rf"(?:\s?/?\s?(?:{loosely('ký hiệu')}|{loosely('hiệu')}|{loosely('văn bản')}))?"
_NUMBER: Final = re.compile(
    rf"(?:^|(?P<lead>.*?[\s|])(?=(?:{loosely('số')}|S6){_MORE}\s{{0,3}}:))(?:{loosely('số')}|S6){_MORE}"
    r"\s{0,3}(?P<sign>[:.]?)\s*(?P<rest>.*)$"
)
_PLACED: Final = re.compile(
    rf"(?P<place>[^\W\d_][^:;,\d]{{1,48}}?)\s*,\s*{loosely('ngày')}(?P<day>[^\n]{{0,14}}?){loosely('tháng')}(?P<month>[^\n]{{0,14}}?){loosely('năm')}(?P<year>[^\n]{{0,12}})"
)
_UNPLACED: Final = re.compile(
    rf"^\W{{0,3}}{loosely('ngày')}(?P<day>[^\n]{{0,14}}?){loosely('tháng')}(?P<month>[^\n]{{0,14}}?){loosely('năm')}(?P<year>[^\n]{{0,8}}?)\W*$"
)
_SHORT_DATE: Final = re.compile(
    r"(?P<place>[^\W\d_][^:;,\d]{1,48}?)\s*,\s*(?:(?i:ngày)\s*)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})\W*$"
)
# What stands before the date of a portal's page, and is no place.
_WEEKDAY: Final = re.compile(r"(?:.*\s)?(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|cap nhat|hom nay)$")
# A symbol of the time before those with a stroke: "115-CT".
_OLD_SYMBOL: Final = re.compile(r"(?P<number>\d{1,5})\s?-\s?(?P<symbol>[A-ZĐ]{2,6})\W*$")
_TORN_DATE: Final = re.compile(
    rf"(?:^[^:;\d]{{2,48}},|{loosely('ngày')}(?:\s+\S{{1,4}}(?:\s+{loosely('tháng')}(?:\s+\S{{1,4}}(?:\s+{loosely('năm')})?)?)?)?)$"
)
_TORN_NUMBER: Final = re.compile(rf"\W{{0,3}}{loosely('số')}\s?(?::|:?\s?\d[\w/]*[/–-])$")
_NUMBER_LINE: Final = re.compile(rf"\W{{0,3}}(?:{loosely('số')}|S6)\s?(?:[:.]|\d)")
_BLANK: Final = re.compile(r"[\s.…_/-]*")
_KIND_BY_FOLD: Final = {fold(name): name for name in KIND_NAMES if name not in {"Văn bản", "Công văn"}}
_BEGINS_TITLE: Final = re.compile(
    r"(?:ve |v/v|ban hanh|phe duyet|thanh lap|kien toan|quy dinh|sua doi|cong bo|bai bo|phan cong|uy quyen|giao )"
)
_SPEAKS: Final = re.compile(
    r"\W*(?:ngay \d+|sau khi|de (?:thuc|trien|kip|nang|dam|bao|khac)|thuc hien|trien khai|can cu|nham"
    r"|trong thoi gian|vua qua|theo)\b"
)
_SUBJECT: Final = re.compile(r"\W*[Vv]/[Vv]\.?:?\s*(?P<title>.+)$")


@dataclass(slots=True)
class Head:
    """What the head says; `until` is the first line after it, `below` the first one that may be of the body."""

    until: int
    kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    separator: str = "/"
    dated_on: PartialDate | None = None
    place: str | None = None
    bodies: list[str] = field(default_factory=list)
    authority: str | None = None
    title: str | None = None
    has_motto: bool = False
    problems: list[Problem] = field(default_factory=list)
    kind_line: int | None = None
    below: int = 0
    date_line: int = 0
    number_seen: bool = False
    date_seen: bool = False

    @property
    def is_formal(self) -> bool:
        """Say whether this is the head of a document, and not a page about one."""
        return self.has_motto or self.kind_line is not None or self.number_seen


def head_of(text: Marked, first_article: int, main: Stretch) -> Head:
    """Read the head of a document whose first article stands on line `first_article` (the end where it has none)."""
    head = Head(_end_of_head(text, min(first_article, main.until, _LONGEST_HEAD)))
    _read_kind_line(text, head)
    if head.kind_line is None and main.first == 0 and main.heading is not None and main.heading < head.until:
        head.kind, head.kind_line = main.kind or None, main.heading
    top = head.kind_line if head.kind_line is not None else min(head.until, 40)
    head.has_motto = any(is_motto(text.all[index]) for index in range(min(head.until, top + 12)))
    _read_number(text, head)
    _read_date(text, head)
    if head.kind_line is None and head.below:
        top = max(head.below, head.date_line + 1)
    above = [line for line in text.all[_anchor(text, top) : top] if not _is_number_line(line.text)]
    head.bodies = letterhead(above) if above else []
    if head.kind_line is not None:
        _read_title(text, head)
    else:
        _read_subject(text, head)
        _read_bare_title(text, head, top)
    return head


def _is_number_line(words: str) -> bool:
    return _NUMBER_LINE.match(words) is not None or symbol_at(words) is not None


def is_base_line(folded: str) -> bool:
    """Say whether a line (folded) begins a legal base or another recital."""
    return _BASE.match(folded) is not None


def is_decree_line(folded: str) -> bool:
    """Say whether a line (folded) is the word that ends the recitals: "QUYẾT ĐỊNH:"."""
    return _DECREES.fullmatch(folded) is not None


# --- where the head is ----------------------------------------------------------------------------------------------


def _end_of_head(text: Marked, limit: int) -> int:
    for index in range(limit):
        line, mark = text.all[index], text.marks[index]
        if is_base_line(line.folded) or (
            mark
            and mark.kind in {"chapter", "roman", "clause"}
            and not (line.folded.startswith("so") or symbol_at(line.text))
        ):
            return index
    return limit


def _anchor(text: Marked, top: int) -> int:
    """Return the first line of the letterhead: menus of a portal above it are left out."""
    for index in range(top):
        line = text.all[index]
        if is_motto(line) or (_NUMBER.match(line.text) and line.folded.startswith("so")):
            first = index
            while first > 0 and (text.all[first - 1].is_capitals or text.all[first - 1].is_rule) and index - first < 14:
                first -= 1
            return first
    return 0


# --- number and date ------------------------------------------------------------------------------------------------


def _cells(text: Marked, until: int) -> Iterator[tuple[int, str]]:
    """Yield the cells of a head laid out as a table, bars on lines of their own between them, each as one line."""
    bars = [index for index in range(until) if text.all[index].is_rule and "|" in text.all[index].text]
    for bar, after in pairwise(bars):
        if 1 < after - bar <= _MOST_CELL_LINES:
            yield bar + 1, " ".join(line.text for line in text.all[bar + 1 : after] if not line.is_rule)


def _read_number(text: Marked, head: Head) -> None:
    for index, words in [*_cells(text, head.until), *((at, _whole_number(text, at)) for at in range(head.until))]:
        found = _NUMBER.match(words) if len(words) < 260 else None
        if found and _is_number_label(found) and _take_number(text, index, found["rest"], head):
            head.below = max(head.below, index + 1)
            return
    for index in range(min(head.until, 20)):
        words = text.all[index].text
        whole = symbol_at(words)
        if whole and whole[1] == len(words):
            _set_number(head, words)
            head.below = max(head.below, index + 1)
            return


def _whole_number(text: Marked, index: int) -> str:
    """Return a line, with the next where a number was broken over the two: "Số:" / "33/2009/QĐ-UBND"."""
    words = text.all[index].text
    if index + 1 < len(text.all) and not text.all[index + 1].gap and _TORN_NUMBER.match(words):
        following = text.all[index + 1].text
        joined = f"{words}{following}" if words.endswith(("-", "/", "–")) else f"{words} {following}"
        number = _NUMBER.match(joined)
        if number and (symbol_at(number["rest"]) or re.match(BLANK_SYMBOL, number["rest"])):
            return joined
    return words


def _is_number_label(found: re.Match[str]) -> bool:
    """Say whether "Số" opens the line, or follows what stands in the other column and is set off by a colon."""
    lead = (found["lead"] or "").strip(" |*_-")
    if not lead:
        return bool(found["sign"]) or bool(re.match(r"[\d.…_]", found["rest"]))
    return found["sign"] == ":" and sum(char.isupper() for char in lead) > sum(char.islower() for char in lead)


def _take_number(text: Marked, index: int, rest: str, head: Head) -> bool:
    line = text.all[index]
    span = text.span(line.start, line.end)
    if symbol_at(rest):
        _set_number(head, rest)
        return True
    old = _OLD_SYMBOL.match(rest)
    if old:
        head.number_seen, head.number, head.symbol, head.separator = True, old["number"], old["symbol"], "-"
        return True
    blank = re.match(BLANK_SYMBOL, rest)
    if blank and not blank["blank"].strip(" .…_-"):
        head.number_seen, head.symbol = True, re.sub(r"\s", "", blank["groups"])
        head.problems.append(problem("number_blank", span))
        return True
    if re.match(r"[\w.…]+\s?/", rest) and not head.number_seen:
        head.number_seen = True
        head.problems.append(problem("number_unreadable", span, words=rest[:40]))
        return True
    if re.fullmatch(r"[.…_\s]*", rest) and line.text.endswith((":", "…", ".", "_")):
        head.number_seen = True
        head.problems.append(problem("number_blank", span))
        return True
    return False


def _set_number(head: Head, words: str) -> None:
    read = symbol_at(words)
    if read is None:
        return
    head.number_seen = True
    symbol, _ = read
    digits = re.match(r"\d+[a-zđ]*", words)
    head.number = digits.group() if digits else str(symbol.number)
    head.symbol, head.separator = symbol.symbol, symbol.separator
    head.kind = head.kind or (symbol.kind_name.vi if symbol.kind_name else None)


def _read_date(text: Marked, head: Head) -> None:
    for index, words in [*_cells(text, head.until), *((at, _whole_date(text, at)) for at in range(head.until))]:
        if len(words) > 260:
            continue
        cut = symbol_at(number["rest"]) if (number := _NUMBER.match(words)) else None
        after = words[number.start("rest") + cut[1] :] if number and cut else words
        found = _PLACED.search(after) or _UNPLACED.search(after) or _SHORT_DATE.search(after)
        if found and not _WEEKDAY.match(fold(found.groupdict().get("place") or "")):
            _take_date(text, index, found, head)
            return


def _whole_date(text: Marked, index: int) -> str:
    """Return a line, with the next ones where the place and date were broken over them."""
    words, at = text.all[index].text, index
    while at + 1 < len(text.all) and at - index < 2 and _TORN_DATE.search(words) and not text.all[at + 1].gap:
        at += 1
        words = f"{words} {text.all[at].text}"
    return words if at == index or _PLACED.search(words) or _UNPLACED.search(words) else text.all[index].text


def _take_date(text: Marked, index: int, found: re.Match[str], head: Head) -> None:
    line = text.all[index]
    span = text.span(line.start, line.end)
    head.date_seen, head.date_line = True, index
    place = found.groupdict().get("place")
    head.place = _clean_place(place) if place else None
    raw = [
        found["day"].strip(),
        found["month"].strip(),
        re.sub(r"[\s.|]+$", "", found["year"].partition("|")[0].strip()),
    ]
    parts = [re.sub(r"\s", "", each) for each in raw]
    if all(each.isdecimal() for each in parts):
        head.dated_on = _date(*parts)
    if head.dated_on is None:
        blank = any(_BLANK.fullmatch(each) for each in parts)
        head.problems.append(problem("date_blank" if blank else "date_unreadable", span, words=found.group().strip()))
        head.dated_on = _partial(*parts)


def _clean_place(place: str) -> str:
    words = re.sub(r"^.*[|\t]|^.*\s{3,}|^.*[-–—_=*.]{2,}|^.*(?i:hạnh\s+phúc)\W", "", place).strip(" -–—_.*…").split()
    capitals = [at for at, word in enumerate(words) if len(word) > 2 and word.isupper()]
    return " ".join(words[capitals[-1] + 1 :] if capitals and capitals[-1] + 1 < len(words) else words)


def _date(day: str, month: str, year: str) -> PartialDate | None:
    with suppress(BadInput):
        return PartialDate(int(year), int(month), int(day)) if len(year) == 4 else None
    return None


def _partial(day: str, month: str, year: str) -> PartialDate | None:
    """Return what is known of a date that is written in part: nothing is made out of unreadable signs."""
    known = {name: int(part) for name, part in (("year", year), ("month", month), ("day", day)) if part.isdecimal()}
    if "month" not in known:
        known.pop("day", None)
    if len(year) != 4:
        known.pop("year", None)
    with suppress(BadInput):
        return PartialDate(**known) if known else None
    return None


# --- kind and title -------------------------------------------------------------------------------------------------


def _read_kind_line(text: Marked, head: Head) -> None:
    for index in range(head.until):
        line = text.all[index]
        kind = _kind_in(line.text) if line.is_capitals and not line.text.endswith(":") else None
        if kind:
            head.kind, head.kind_line = kind, index
            return


def _kind_in(words: str) -> str | None:
    """Return the kind that a line in capitals says, alone or before its title; one misread letter is allowed."""
    bare = re.sub(r"[^a-z ]", "", fold(words[:80])).strip()
    if bare in _KIND_BY_FOLD:
        return _KIND_BY_FOLD[bare]
    for known, name in _KIND_BY_FOLD.items():
        if (len(known) > 5 and abs(len(known) - len(bare)) < 2 and _is_one_off(known, bare)) or (
            len(known) > 6
            and bare.startswith(f"{known} ")
            and re.match(r"(?:ve|ban hanh|cua|so|v v)\b", bare[len(known) + 1 :])
        ):
            return name
    return None


def _is_one_off(one: str, other: str) -> bool:
    """Say whether one letter was misread, added or lost."""
    if len(one) > len(other):
        one, other = other, one
    at = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or (len(one) == len(other) and one[at + 1 :] == other[at + 1 :])


def _read_bare_title(text: Marked, head: Head, top: int) -> None:
    """Read a title in capitals right under the number and date, where the page lost the kind's name above it."""
    if head.title or not head.below or top >= head.until or not _BEGINS_TITLE.match(text.all[top].folded):
        return
    at = top
    while at < head.until and text.all[at].is_capitals and (at == top or not _ends_title(text, at, [""])):
        at += 1
    if at > top:
        head.title = " ".join(" ".join(line.text for line in text.all[top:at]).split())
        _read_authority(text, head, at)


def _read_title(text: Marked, head: Head) -> None:
    """Read the title under the kind's name, and who decides below it."""
    start = head.kind_line or 0
    rest = text.all[start].text
    bare = len(re.sub(r"[^a-z ]", "", fold(rest)).strip()) > len(fold(head.kind or "")) + 3
    lines = [rest[len(head.kind or "") :].strip(" :.-")] if bare else []
    index = start + 1
    while index < head.until and len(lines) < 12 and not _ends_title(text, index, lines):
        if not text.all[index].is_rule and not is_motto(text.all[index]) and not _is_aside(text.all[index].text):
            lines.append(text.all[index].text)
        index += 1
    head.title = " ".join(" ".join(lines).split()) or None
    head.below = max(head.below, index)
    _read_authority(text, head, index)


def _is_aside(words: str) -> bool:
    return _is_number_line(words) or _PLACED.search(words) is not None


def _ends_title(text: Marked, index: int, lines: list[str]) -> bool:
    line, before = text.all[index], text.all[index - 1]
    if line.folded.startswith(("kinh gui", "(ban hanh", "(kem theo")):
        return True
    if not lines:
        return False
    if line.is_rule or line.gap > 2:
        return True
    if not line.is_capitals:
        return _begins_words(text, index)
    names = begins_body(line.text) or begins_post(line.text)
    return not before.is_capitals or (
        names and (line.gap > 0 or not before.leads_on) and not _goes_on(before.text, line.text)
    )


def _begins_words(text: Marked, index: int) -> bool:
    """Say whether a line under a title, itself not in capitals, is the first of what the text says, no more of it."""
    line, before = text.all[index], text.all[index - 1]
    if line.text[0].islower():
        return False
    if before.is_capitals:
        return bool(line.gap) or _SPEAKS.match(line.folded) is not None or len(line.text) > _NARROW
    if text.lines.runs_on(index - 1) and not _SPEAKS.match(line.folded):
        return False
    return line.text.endswith((".", ":")) or _SPEAKS.match(line.folded) is not None


def _goes_on(words: str, following: str) -> bool:
    """Say whether a title goes on: its last words lead on, or are the first of a body's name that was torn."""
    last = words.rsplit(maxsplit=1)[-1]
    if begins_body(f"{last} {following}") and not begins_body(last) and not begins_body(following):
        return True
    return fold(words).endswith((" ve", " va", " cua", " cho", " trong", ",", "-", " tai", " quy che", " dong"))


def _read_authority(text: Marked, head: Head, first: int) -> None:
    lines = [
        text.all[index]
        for index in range(first, head.until)
        if text.all[index].is_capitals and not is_motto(text.all[index]) and not text.all[index].is_rule
    ]
    if lines and (begins_body(lines[0].text) or begins_post(lines[0].text)):
        kept = [lines[0]]
        for before, line in pairwise(lines):
            if line.gap > 1 or before is not kept[-1]:
                break
            kept.append(line)
        head.authority = " ".join(" ".join(line.text for line in kept).split())


def _is_beside(text: Marked, index: int) -> bool:
    """Say whether a line is of the other column of a letter's head: the motto, or the place and date."""
    return is_motto(text.all[index]) or _PLACED.search(text.all[index].text) is not None


def _read_subject(text: Marked, head: Head) -> None:
    """Read the subject of an official letter ("V/v …"), which has no name of a kind, but says whom it is to."""
    for index in range(head.until):
        found = _SUBJECT.match(text.all[index].text)
        if found:
            words = [found["title"]]
            at = index + 1
            while at < head.until and text.lines.runs_on(at - 1) and not _is_beside(text, at):
                words.append(text.all[at].text)
                at += 1
            head.title = " ".join(words)
            break
    if head.kind is None and any(line.folded.startswith("kinh gui") for line in text.all[: head.until + 1]):
        head.kind = "Công văn"
