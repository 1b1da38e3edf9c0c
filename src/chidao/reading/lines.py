"""Lines of a normal text (PURE): where each stands, whether it was broken by hand, what a page printed around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.reading.marks import mark_of

_LINE: Final = re.compile(r"[^\n]+")
_RULE: Final = re.compile(r"[\W_]*")
# What a gazette, a portal or a signing program prints around the text on every page.
_FURNITURE: Final = re.compile(
    r"(?:CÔNG BÁO\s*/\s*Số\b.*|\d+\s+CÔNG BÁO\s*/.*|Ký bởi:.*|Người ký:.*|Thời gian ký:.*|Cơ quan:.*|Ngày ký: \d.*"
    r"|(?:Trang|Page) \d+(?: ?/ ?\d+)?|[-–—]{1,2} ?\d{1,4} ?[-–—]{1,2})"
)
_ENDED: Final = re.compile(r"[.;:!?…/][\"”’')\]]*$|[\"”][.;,]?$")
PLACE_AT_END: Final = (
    r"(?:\b(?:Điều|điều)|(?<!tài )\b[Kk]hoản|(?<!trọng )(?<!thời )(?<!địa )(?<!quan )(?<!đặc )(?<!ưu )\b[Đđ]iểm"
    r"|(?:tại|của|theo|và|,|các)\s+[Mm]ục|\bChương|\bPhần)(?:\s+(?:\d{1,4}[a-zđ]{0,2}|[a-zđ]|[IVXLC]{1,5}))?"
)
"""The words of a place at the end of a line, whose number may begin the next: "…tại khoản", "…khoản 2 Điều"."""

_LEADS_ON: Final = re.compile(
    r"(?:\b(?:tại|của|theo|và|hoặc|với|từ|đến|các|những|là|bởi|trong|cho|về|trên|khi|để|do|bằng|gồm có|như|[Pp]hó"
    r"|(?:định|tư|Luật|văn|quyết|trình|lệnh) số|ngày|ngày \d{1,2} tháng|tháng \d{1,2} năm|Phụ lục)"
    rf"|{PLACE_AT_END}|,|\()$"
)
_BEGINS: Final = (
    r"(?:Điều\s\d{1,3}[.:]\s|(?i:chương)\s[IVX\d]{1,5}[.:\s]|Mục\s\d{1,2}[.:\s]|Căn cứ\s|Theo đề nghị\s|Xét đề nghị\s"
    r"|QUYẾT ĐỊNH\b|QUY CHẾ\b|TM\.\s|KT\.\s|T/M\s|\(Ban hành kèm theo\s|Nơi nhận\s?:"
    r"|\d{1,2}\.\s(?=[A-ZĐ\u00c0-\u1ef9])|[a-zđ]\)\s(?=\S))"
)
_RUN_TOGETHER: Final = re.compile(
    rf"[^\n]+?(?=\n|$|(?<=[.;:,/)”])\s{_BEGINS}"
    rf"|(?<=[\w”])\s(?:QUYẾT ĐỊNH|CHƯƠNG\s[IVX\d]|Nơi nhận|\(Ban hành kèm theo\s|(?:TM|KT)\.\s[A-ZĐ]|Số:\s"
    rf"|Căn cứ\s(?:Luật|Nghị định|Quyết định|Hiến pháp)\s|Điều\s\d{{1,3}}\.\s[A-ZĐ\u00c0-\u1ef9])"
    rf"|(?<=[a-zđ\u00e0-\u1ef9\d)])\s(?:QUY (?:CHẾ|ĐỊNH)|KẾ HOẠCH)(?=[\sA-ZĐ])"
    rf"|(?<!iều)(?<!oản)(?<!ương)(?<!ục)(?<!iểm)(?<!số)(?<=[a-zđ\u00e0-\u1ef9])\s1\.\s(?=[A-ZĐ]))"
)
_BEGINS_ARTICLE: Final = re.compile(r"\sĐiều\s\d{1,3}[.:]\s")
_LEAST_PAGE, _LONGEST_NUMBER, _NEVER = 500, 5, 1 << 60
_FEW, _LOOKED_AT = 700, 50_000
_NARROWEST, _WIDEST, _FEWEST_FULL = 40, 130, 6
# Words, without marks and case, that open a line which cannot go on a sentence, beside numbers and letters of lists.
_OPENS: Final = re.compile(
    r"can cu\s|(?:theo|xet) de nghi\s|noi nhan\s?:|(?:tm|kt|tl|tuq)\.\s|t/m\s|\(ban hanh kem theo|[•●▪+]"
)
# Marks that are as often words within a sentence: "5 đồng chí", "I. Newton".
_LOOSE_MARKS: Final = frozenset({"dash", "person", "subpoint", "appendix"})
_CELLS: Final = re.compile(r"\|?\s*\d{1,3}\s*[\t|]|\|\s")
_COLUMNS: Final = re.compile(r"\S {3,}\S")
_DASH: Final = re.compile(r"[-–—]\s")
_GOES_ON: Final = re.compile(r"[^\W\d_]{2}")
_FEWEST_BREAKS, _AGREED, _REGULAR, _LONGER, _OVER = 3, 0.8, 0.97, 0.03, 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words without the spaces around them, where they stand in the normal text.

    `gap` is how many blank lines stand before it. `tail` is the length of its last piece where it was put together.
    """

    start: int
    end: int
    text: str
    gap: int
    tail: int

    @property
    def is_ended(self) -> bool:
        """Say whether the line ends as a sentence or an item does."""
        return _ENDED.search(self.text, max(0, len(self.text) - 4)) is not None

    @property
    def leads_on(self) -> bool:
        """Say whether the last words cannot end a sentence: "…tại khoản 2", "…và", "…,"."""
        return _LEADS_ON.search(self.text, max(0, len(self.text) - 24)) is not None

    @property
    def is_rule(self) -> bool:
        """Say whether the line is only signs: a rule drawn with dashes, stars, dots."""
        return _RULE.fullmatch(self.text) is not None

    @property
    def is_capitals(self) -> bool:
        """Say whether the line is written in capitals, a stray small letter of a reading machine allowed."""
        letters = [char for char in self.text[:200] if char.isalpha()]
        return len(letters) > 1 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)

    @property
    def folded(self) -> str:
        """Return the first words without marks and case."""
        return fold(self.text[:200])


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, and the width at which they were broken by hand (0 where they were not)."""

    all: Sequence[Line]
    width: int

    def runs_on(self, index: int) -> bool:
        """Say whether line `index` goes on in the next: broken by hand, or its last words lead on."""
        line = self.all[index]
        if index + 1 >= len(self.all) or self.all[index + 1].gap:
            return False
        following = self.all[index + 1].text
        if line.leads_on or following[0].islower():
            return not (line.is_ended and not following[0].islower())
        return bool(self.width) and line.tail >= 0.72 * self.width and not line.is_ended

    def follows_on(self, index: int) -> bool:
        """Say whether line `index` goes on from the one before."""
        return index > 0 and self.runs_on(index - 1)


def lines_of(text: str) -> Lines:
    """Return the lines of a normal text, what pages print around it left out.

    A text that lost its line ends is cut where an article, a clause or the like surely begins. In one whose lines were
    filled up word by word to a brim, a line is a paragraph again.
    """
    found: list[Line] = []
    line_end = -1
    pending = 0
    for match in _pieces(text):
        pending += text.count("\n", max(line_end, 0), match.start()) - (1 if line_end >= 0 else 0)
        line_end = match.end()
        line = _line(match, pending)
        if line is None:
            pending += 1
        elif _FURNITURE.fullmatch(line.text) is None:
            found.append(line)
            pending = 0
    pages = _page_numbers(found)
    kept = [line for line in found if line.start not in pages] if pages else found
    brim, is_regular = _brim(kept)
    return Lines(_unbroken(kept, text, brim) if brim else kept, 0 if is_regular else brim or _width(kept))


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Return where the numbers of pages stand: numbers alone on a line, counted upward, about a page apart."""
    alone = [
        (line.start, int(line.text)) for line in lines if len(line.text) < _LONGEST_NUMBER and line.text.isdecimal()
    ]
    chain: list[tuple[int, int]] = []
    for before, (start, number), after in zip([(0, 0), *alone], alone, [*alone[1:], (_NEVER, 0)], strict=False):
        apart = start - before[0] >= _LEAST_PAGE and after[0] - start >= _LEAST_PAGE
        follows = number == chain[-1][1] + 1 if chain else number in {1, 2}
        if apart and follows:
            chain.append((start, number))
    return frozenset(start for start, _ in chain)


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines; one that holds several articles lost its line ends, and is cut where the next surely begins."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        if end - start > _FEW and len(_BEGINS_ARTICLE.findall(text, start, min(end, start + _LOOKED_AT))) > 1:
            yield from _RUN_TOGETHER.finditer(text, start, end)
        else:
            yield match


def _line(match: re.Match[str], gap: int) -> Line | None:
    words = match.group()
    bare = words.strip()
    if not bare:
        return None
    start = match.start() + len(words) - len(words.lstrip())
    return Line(start, start + len(bare), bare, gap, len(bare))


def _width(lines: Sequence[Line]) -> int:
    """Return the width of a text broken by hand: many lines nearly as long as the longest, none much longer."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= _NARROWEST)
    if len(lengths) < _FEWEST_FULL:
        return 0
    widest = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(0.72 * widest <= length <= widest * 1.25 for length in lengths)
    longer = len(lengths) - bisect_right(lengths, int(widest * 1.5))
    return widest if widest <= _WIDEST and full >= 0.5 * len(lengths) and longer <= 0.03 * len(lengths) else 0


def _room(line: Line, following: Line) -> int:
    """Return how many columns a line would take with the next line's first word."""
    return len(line.text) + 1 + len(following.text.split(None, 1)[0])


def _brim(lines: Sequence[Line]) -> tuple[int, bool]:
    """Return the columns at which the lines were filled up word by word, or 0, and whether all of them were.

    A line that a small letter follows, or whose words lead on, was surely broken: the brim is at least its length, and
    less than that with one word more. The least columns on which nearly all such lines agree are the brim, if next to
    no line is longer. Where no line is surely broken, lines that nothing ends are taken for it, if all agree.
    """
    unended = [(line, after) for line, after in pairwise(lines) if _may_be_broken(line, after)]
    pairs = [(line, after) for line, after in unended if _is_broken(line, after)]
    if not pairs and len(unended) < _FEWEST_BREAKS:
        return 0, False
    return _agreed_brim(pairs or unended, sorted(len(line.text) for line in lines), are_sure=bool(pairs))


def _agreed_brim(pairs: Sequence[tuple[Line, Line]], lengths: Sequence[int], *, are_sure: bool) -> tuple[int, bool]:
    lows, highs = sorted(len(line.text) for line, _ in pairs), sorted(_room(line, after) for line, after in pairs)
    agreed, low = max((bisect_right(lows, at) - bisect_right(highs, at), at) for at in lows)
    many = are_sure and len(pairs) >= _FEWEST_BREAKS
    if not _NARROWEST <= low <= _WIDEST or agreed < (_AGREED if many else 1) * len(pairs):
        return 0, False
    longer = len(lengths) - bisect_left(lengths, highs[bisect_right(highs, low)])
    fits = longer <= (max(1, _LONGER * len(lengths)) if many else 0)
    return (low, agreed >= _REGULAR * len(pairs)) if fits else (0, False)


def _may_be_broken(line: Line, following: Line) -> bool:
    return not (following.gap or line.is_ended or len(line.text) < _NARROWEST or _opens(following.text))


def _is_broken(line: Line, following: Line) -> bool:
    if following.text[0].islower():
        return _GOES_ON.match(following.text) is not None
    return line.leads_on and not line.text.endswith(",")


def _unbroken(lines: Sequence[Line], text: str, brim: int) -> list[Line]:
    """Return the lines with each that was broken at the brim put together again, a space for the end of a line."""
    goes_on = _Brimful(lines, brim)
    found: list[Line] = []
    for index, line in enumerate(lines):
        before = found[-1] if found else None
        if before and goes_on.into(index) and text[before.end : line.start].isspace():
            words = text[before.start : line.end].replace("\n", goes_on.between(before, line))
            found[-1] = Line(before.start, line.end, words, before.gap, len(line.text))
        else:
            found.append(line)
    return found


class _Brimful:
    """Says which lines of a text go on in the next: by the brim, and by how the text writes its items.

    Whether ";" ends items that nothing opens, and whether dashes open items after lines without a full stop, is seen
    where a line had room left and still was ended. What stands there as a line is one everywhere: a cell of a table.
    """

    def __init__(self, lines: Sequence[Line], brim: int) -> None:
        self.lines, self.brim = lines, brim
        ended = [(line, after) for line, after in pairwise(lines) if _room(line, after) <= brim]
        bare = [_room(line, after) <= brim for line, after in pairwise(lines) if _ends_bare_item(line, after)]
        self.bare_items = 2 * sum(bare) > len(bare)
        self.whole = frozenset(after.text for _, after in ended)
        self.open_dashes = frozenset(
            _is_small_item(after) for line, after in ended if not line.is_ended and _DASH.match(after.text)
        )

        self.tabs = max((line.text.count("\t") for line in lines), default=0)

    def between(self, before: Line, line: Line) -> str:
        """Return what stood where a line was broken: a space, or the tab of a row that has one too few."""
        is_row = _CELLS.match(before.text) is not None and "\t" in before.text
        return "\t" if is_row and f"{before.text}{line.text}".count("\t") < self.tabs else " "

    def into(self, index: int) -> bool:
        """Say whether line `index` goes on from the one before."""
        line, following = self.lines[index - 1], self.lines[index]
        if following.gap or len(line.text) > self.brim + _OVER or _room(line, following) <= self.brim:
            return False
        if line.is_rule or following.is_rule or self._opens(line, following):
            return False
        if _DASH.match(following.text):
            return not line.is_ended and _is_small_item(following) not in self.open_dashes
        return not line.is_ended or (not line.text.endswith("/.") and self._goes_on_after(line.text[-1], index))

    def _opens(self, line: Line, following: Line) -> bool:
        """Say whether the next line is one of its own: by what opens it, a cell, columns, or capitals."""
        is_heading = following.is_capitals and not line.is_capitals and " " in following.text
        is_beside = _COLUMNS.search(line.text) or _COLUMNS.search(following.text)
        return bool(is_heading or is_beside) or _opens(following.text) or following.text in self.whole

    def _goes_on_after(self, sign: str, index: int) -> bool:
        """Say whether line `index` goes on a paragraph after a sentence, or an item of it, that the line before ends.

        A heading does not: nothing ends it, and it had room left.
        """
        following = self.lines[index]
        is_full = index + 1 < len(self.lines) and _room(following, self.lines[index + 1]) > self.brim
        if sign == ":":
            return is_full
        return (is_full or following.is_ended) and (sign != ";" or not self.bare_items)


def _is_small_item(line: Line) -> bool:
    """Say whether a small letter stands after a line's dash: "- xã hội"."""
    return line.text[1:].lstrip()[:1].islower()


def _ends_bare_item(line: Line, following: Line) -> bool:
    """Say whether a line ends in ";" and nothing opens the next, which does not go on a sentence either."""
    if not line.text.endswith(";") or following.text[0].islower():
        return False
    return not (_opens(following.text) or _DASH.match(following.text))


def _opens(text: str) -> bool:
    """Say whether a line begins with a number, a letter or words that open something of its own."""
    mark = mark_of(text)
    if mark is None or mark.kind in _LOOSE_MARKS:
        return _OPENS.match(fold(text[:24])) is not None or _CELLS.match(text) is not None
    if mark.kind == "decimal" and not text[mark.body :][:1].isupper():
        return False
    return bool(mark.sign) or mark.kind == "bare" or mark.body == len(text) or text[mark.body :].isupper()
