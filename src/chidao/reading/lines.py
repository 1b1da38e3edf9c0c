"""Lines of a normal text (PURE): where each stands, whether it was broken by hand, what a page printed around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chidao.kernel.vietnamese import fold

_LINE: Final = re.compile(r"[^\n]+")
_RULE: Final = re.compile(r"[\W_]*")
# What a gazette, a portal or a signing program prints around the text on every page.
_FURNITURE: Final = re.compile(
    r"(?:CÔNG BÁO\s*/\s*Số\b.*|\d+\s+CÔNG BÁO\s*/.*|Ký bởi:.*|Người ký:.*|Thời gian ký:.*|Cơ quan:.*|Ngày ký: \d.*"
    r"|(?:Trang|Page) \d+(?: ?/ ?\d+)?)"
)
_ENDED: Final = re.compile(r"[.;:!?…/][\"”’')\]]*$|[\"”][.;,]?$")
PLACE_AT_END: Final = (
    r"(?:\b(?:Điều|điều)|(?<!tài )\b[Kk]hoản|(?<!trọng )(?<!thời )(?<!địa )(?<!quan )(?<!đặc )(?<!ưu )\b[Đđ]iểm"
    r"|(?:tại|của|theo|và|,|các)\s+[Mm]ục|\bChương|\bPhần)(?:\s+(?:\d{1,4}[a-zđ]{0,2}|[a-zđ]|[IVXLC]{1,5}))?"
)
"""The words of a place at the end of a line, whose number may begin the next: "…tại khoản", "…khoản 2 Điều"."""

_LEADS_ON: Final = re.compile(
    r"(?:\b(?:tại|của|theo|và|hoặc|với|từ|đến|các|những|là|bởi|trong|cho|về|trên|khi|để|do|bằng|gồm có|như"
    r"|(?:định|tư|Luật|văn|quyết|trình|lệnh) số|ngày|ngày \d{1,2} tháng|tháng \d{1,2} năm|Phụ lục)"
    rf"|{PLACE_AT_END}|,|\()$"
)
_BEGINS: Final = (
    r"(?:Điều\s\d{1,3}[.:]\s|Chương\s[IVX\d]{1,5}[.:\s]|Mục\s\d{1,2}[.:\s]|Căn cứ\s|Theo đề nghị\s|Xét đề nghị\s"
    r"|QUYẾT ĐỊNH\b|QUY CHẾ\b|Nơi nhận\s?:|\d{1,2}\.\s(?=[A-ZĐ\u00c0-\u1ef9])|[a-zđ]\)\s(?=\S))"
)
_RUN_TOGETHER: Final = re.compile(
    rf"[^\n]+?(?=\n|$|(?<=[.;:,/)”])\s{_BEGINS}"
    rf"|(?<=\w)\s(?:QUYẾT ĐỊNH|Nơi nhận|Điều\s\d{{1,3}}\.\s[A-ZĐ\u00c0-\u1ef9]))"
)
_BEGINS_ARTICLE: Final = re.compile(r"\sĐiều\s\d{1,3}[.:]\s")
_FEW, _LOOKED_AT = 700, 50_000
_NARROWEST, _WIDEST, _FEWEST_FULL = 40, 130, 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words without the spaces around them, where they stand in the normal text.

    `gap` is how many blank lines stand before it.
    """

    start: int
    end: int
    text: str
    gap: int

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
        return bool(self.width) and len(line.text) >= 0.72 * self.width and not line.is_ended

    def follows_on(self, index: int) -> bool:
        """Say whether line `index` goes on from the one before."""
        return index > 0 and self.runs_on(index - 1)


def lines_of(text: str) -> Lines:
    """Return the lines of a normal text, what pages print around it left out.

    A text that lost its line ends is cut where an article, a clause or the like surely begins.
    """
    found: list[Line] = []
    line_end = -1
    pending = 0
    for match in (_RUN_TOGETHER if _lost_its_line_ends(text) else _LINE).finditer(text):
        pending += text.count("\n", max(line_end, 0), match.start()) - (1 if line_end >= 0 else 0)
        line_end = match.end()
        line = _line(match, pending)
        if line is None:
            pending += 1
        elif _FURNITURE.fullmatch(line.text) is None:
            found.append(line)
            pending = 0
    return Lines(found, _width(found))


def _lost_its_line_ends(text: str) -> bool:
    """Say whether a text has hardly any lines but several articles."""
    return text.count("\n") * _FEW < len(text) and len(_BEGINS_ARTICLE.findall(text[:_LOOKED_AT])) > 1


def _line(match: re.Match[str], gap: int) -> Line | None:
    words = match.group()
    bare = words.strip()
    if not bare:
        return None
    start = match.start() + len(words) - len(words.lstrip())
    return Line(start, start + len(bare), bare, gap)


def _width(lines: Sequence[Line]) -> int:
    """Return the width of a text broken by hand: many lines nearly as long as the longest, none much longer."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= _NARROWEST)
    if len(lengths) < _FEWEST_FULL:
        return 0
    widest = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(0.72 * widest <= length <= widest * 1.25 for length in lengths)
    longer = len(lengths) - bisect_right(lengths, int(widest * 1.5))
    return widest if widest <= _WIDEST and full >= 0.5 * len(lengths) and longer <= 0.03 * len(lengths) else 0
