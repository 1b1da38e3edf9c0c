"""More of the ways in which decisions come: heads in cells, lists of members, Party papers, quotations, plans, news."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal, TypeAlias

from hypothesis import strategies as st

from tests.reading.writing import Made, Paper, Style, article_lines, chapter_lines, contents_lines, items, sentences

Page: TypeAlias = Literal["cells", "bars", "one line", "marked up"]
Listing: TypeAlias = Literal["numbered", "tabs", "cells", "bars", "marked up", "barred", "groups"]

PAGES: Final[tuple[Page, ...]] = ("cells", "bars", "one line", "marked up")
LISTINGS: Final[tuple[Listing, ...]] = ("numbered", "tabs", "cells", "bars", "marked up", "barred", "groups")
NATION: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PLAIN: Final = Style()
POSTS: Final = (
    "Chủ tịch Ủy ban nhân dân tỉnh", "Giám đốc Sở Nội vụ", "Chánh Văn phòng Ủy ban nhân dân tỉnh", "Giám đốc Sở Y tế",
    "Giám đốc Công an tỉnh", "Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh",
)  # fmt: skip
SEATS: Final = ("Trưởng ban", "Phó Trưởng ban", "Ủy viên")
TOLD: Final = (
    "", "Văn bản liên quan", "", "Số hiệu: 15/QĐ-UBND", "Loại văn bản: Quyết định", "Ngày ban hành: 02/03/2024",
    "Người ký: Lê Văn Tám", "Tình trạng: Đã biết",
)  # fmt: skip


def issuer_of(paper: Paper) -> str:
    """Return the body that issues: a name over two lines is one, a body under another stands by itself."""
    goes_on = len(paper.issuer) > 1 and paper.issuer[1].startswith("TỈNH")
    return " ".join(paper.issuer) if goes_on else paper.issuer[-1]


def head_lines(paper: Paper, page: Page, width: int) -> Iterator[str]:
    """Yield the head of a paper as a portal prints it."""
    number = f"Số: {paper.number:02d}/{paper.symbol}"
    day = f"Bình Minh, ngày {paper.day.day:02d} tháng {paper.day.month:02d} năm {paper.day.year}"
    if page == "cells":
        for cell in (paper.issuer, NATION, (number,), (day,)):
            for words in cell:
                yield from textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
            yield from ["-------", "|"] if len(cell) > 1 else ["|"]
    elif page == "bars":
        yield from [f"{' '.join(paper.issuer)} | {NATION[0]} |", f"{number} | {day} |"]
    elif page == "marked up":
        yield from [f"| {'<br>'.join(paper.issuer)} | {'<br>'.join(NATION)} |", f"| {number} | {day} |"]
    else:
        yield f"{' '.join(paper.issuer)} {number} | {' '.join(NATION)} --------------- {day} |"


def paged(paper: Paper, page: Page, width: int) -> str:
    """Return a paper with a portal's head, and what the portal tells of it below."""
    lines = [
        *head_lines(paper, page, width),
        "QUYẾT ĐỊNH",
        "VỀ VIỆC KIỆN TOÀN VÀ BAN HÀNH QUY CHẾ HOẠT ĐỘNG",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "QUYẾT ĐỊNH:",
        *article_lines(paper.articles, PLAIN, first=1),
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "|", "TM.", "ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
        "Lê Văn Tám", "|",
    ]  # fmt: skip
    return "\n".join(lines)


# --- contents before, what a portal tells after ---------------------------------------------------------------------


def with_contents_before(paper: Paper, style: Style) -> str:
    """Return a regulation under a table of contents, and over what the portal tells of it."""
    return "\n".join(
        [
            "QUY CHẾ",
            "Hoạt động của ban chỉ đạo",
            f"(Ban hành kèm theo Quyết định số {paper.number:02d}/{paper.symbol} ngày 02/3/2024)",
            "MỤC LỤC",
            *contents_lines(paper, style),
            "",
            *chapter_lines(paper, style),
            *TOLD,
        ]
    )


# --- lists of members -----------------------------------------------------------------------------------------------

people = st.lists(st.tuples(st.sampled_from(POSTS), st.sampled_from(SEATS)), min_size=2, max_size=9)


def member_lines(listing: Listing, found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a list of members in a style; each person has a number."""
    rows = [(str(number), "Ông Trần Văn Một", post, seat) for number, (post, seat) in enumerate(found, start=1)]
    heads = ("TT", "Họ và tên", "Chức vụ", "Chức danh")
    if listing == "groups":
        yield from ["I. BAN CHỈ ĐẠO", *(f"{number}. {name}, {post}, {seat}." for number, name, post, seat in rows)]
        yield from ["II. TỔ GIÚP VIỆC", *(f"{number}. {name}, {post}, Thành viên." for number, name, post, _ in rows)]
    elif listing == "numbered":
        yield from (f"{number}. {name}, {post} - {seat}." for number, name, post, seat in rows)
    elif listing in {"tabs", "barred"}:
        between = "\t" if listing == "tabs" else " | "
        yield from (between.join(cells) for cells in (heads, *rows))
    elif listing == "marked up":
        yield from ["| " + " | ".join(cells) + " |" for cells in (heads, ("---",) * 4, *rows)]
    else:
        for cells in (heads, *rows):
            yield from (line for cell in cells for line in ([cell, "|"] if listing == "bars" else [cell]))


def with_members(listing: Listing, found: Sequence[tuple[str, str]]) -> str:
    """Return a decision whose first article lists members."""
    return "\n".join(
        [
            "ỦY BAN NHÂN DÂN", "TỈNH BÌNH MINH", "Số: 15/QĐ-UBND", *NATION, "Bình Minh, ngày 02 tháng 3 năm 2024", "",
            "QUYẾT ĐỊNH", "Về việc kiện toàn Ban Chỉ đạo", "", "Căn cứ Quyết định số 01/QĐ-TTg ngày 01/01/2024;",
            "QUYẾT ĐỊNH:", "Điều 1. Kiện toàn Ban Chỉ đạo gồm các ông, bà có tên sau:", *member_lines(listing, found),
            "Điều 2. Nhiệm vụ của Ban Chỉ đạo", "1. Chỉ đạo.", "2. Đôn đốc.",
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.", "CHỦ TỊCH", "Lê Văn Tám",
        ]
    )  # fmt: skip


# --- Party papers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyPaper:
    """A decision of a Party committee: clauses are numbered "1-" or "1.1."."""

    number: int
    articles: tuple[Made, ...]


party_articles = st.builds(
    Made, st.sampled_from(["Phạm vi điều chỉnh", "Chế độ làm việc", "Trách nhiệm"]), st.none(),
    st.lists(items, min_size=1, max_size=5).map(tuple),
)  # fmt: skip
party_papers = st.builds(PartyPaper, st.integers(1, 999), st.lists(party_articles, min_size=1, max_size=5).map(tuple))


def party_written(paper: PartyPaper, *, star: bool, dash: bool) -> str:
    """Return a Party paper as its office writes it."""
    style = Style(clause="{n}- " if dash else "{n}. ")
    return "\n".join(
        [
            "TỈNH ỦY BÌNH MINH", "BAN CHỈ ĐẠO VỀ CHUYỂN ĐỔI SỐ", *(["*"] if star else []),
            f"Số {paper.number:02d}-QĐ/BCĐ", "ĐẢNG CỘNG SẢN VIỆT NAM", "Bình Minh, ngày 12 tháng 5 năm 2025", "",
            "QUY ĐỊNH", "về chế độ làm việc của Ban Chỉ đạo", "-----",
            "- Căn cứ Quyết định số 120-QĐ/TU, ngày 10/4/2025 của Ban Thường vụ Tỉnh ủy;", "",
            *article_lines(paper.articles, style, first=1),
            "", "Nơi nhận:", "- Như trên,", "- Lưu Văn phòng Tỉnh ủy.", "T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "(Đã ký)",
            "Lê Văn Tám",
        ]
    )  # fmt: skip


# --- amending papers ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Amendment:
    """A clause that replaces an article, or a clause, by the words it quotes."""

    article: int
    clause: int | None
    words: str
    items: tuple[str, ...]


amendments = st.builds(
    Amendment, st.integers(1, 40), st.one_of(st.none(), st.integers(1, 9)), sentences,
    st.lists(sentences, max_size=4).map(tuple),
)  # fmt: skip
amending = st.lists(amendments, min_size=1, max_size=6).map(tuple)


def amending_written(changes: Sequence[Amendment], *, straight: bool) -> str:
    """Return a circular that amends another by quoting."""
    return "\n".join(
        [
            "BỘ Y TẾ", "Số: 07/2024/TT-BYT", *NATION, "Hà Nội, ngày 02 tháng 3 năm 2024", "", "THÔNG TƯ",
            "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA THÔNG TƯ SỐ 01/2020/TT-BYT", "",
            "Căn cứ Nghị định số 15/2020/NĐ-CP ngày 01/02/2020 của Chính phủ;",
            "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 01/2020/TT-BYT",
            *_amended(changes, straight=straight),
            "Điều 2. Hiệu lực thi hành", "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2024./.",
            "BỘ TRƯỞNG", "Lê Văn Tám",
        ]
    )  # fmt: skip


def _amended(changes: Sequence[Amendment], *, straight: bool) -> Iterator[str]:
    opens, closes = ('"', '"') if straight else ("“", "”")
    for count, change in enumerate(changes, start=1):
        place = f"khoản {change.clause} Điều {change.article}" if change.clause else f"Điều {change.article}"
        label = f"{change.clause}. {change.words}" if change.clause else f"Điều {change.article}. Phạm vi điều chỉnh"
        inner = [
            f"a) {words}" if change.clause else f"{number}. {words}" for number, words in enumerate(change.items, 1)
        ]
        lines = [label, *(inner[:1] if change.clause else inner)]
        yield f"{count}. Sửa đổi, bổ sung {place} như sau:"
        yield from [*(f"{opens if not at else ''}{line}" for at, line in enumerate(lines[:-1]))]
        yield f"{opens if len(lines) == 1 else ''}{lines[-1]}{closes}."


# --- news -----------------------------------------------------------------------------------------------------------

NEWS: Final = (
    "{day}, UBND tỉnh Bình Minh đã ban hành {kind} số {number}/{symbol} về việc {title}.",
    "(BM) - {day}, Chủ tịch UBND tỉnh ký ban hành {kind} số {number}/{symbol} về việc {title}.",
    "{day}, Ban Chỉ đạo chuyển đổi số tỉnh vừa có {kind} {number}/{symbol} về việc {title}.",
    "UBND tỉnh Bình Minh vừa ban hành {kind} về việc {title} ({kind} số {number}/{symbol}, {on}).",
)


# --- headings of every level, faults --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Division:
    """A heading with what stands under it: further headings, or articles."""

    word: str
    under: tuple[Division, ...] = ()
    articles: tuple[Made, ...] = ()


LEVELS: Final = ("Phần", "Chương", "Mục", "Tiểu mục")
ORDINALS: Final = ("nhất", "hai", "ba", "tư", "năm")


def divisions(level: int = 0) -> st.SearchStrategy[Division]:
    """Return divisions of a level, with others under them or articles."""
    with_articles = st.builds(
        Division, st.just(LEVELS[level]), st.just(()), st.lists(party_articles, min_size=1, max_size=2).map(tuple)
    )
    if level == len(LEVELS) - 1:
        return with_articles
    deeper = st.lists(divisions(level + 1), min_size=1, max_size=2).map(tuple)
    return st.one_of(with_articles, st.builds(Division, st.just(LEVELS[level]), deeper))


def division_lines(found: Sequence[Division], labels: list[str], first: int = 1) -> Iterator[str]:
    """Yield divisions with their articles numbered through; the labels of the headings are added to `labels`."""
    for number, division in enumerate(found, start=1):
        yield from _heading_lines(division.word, number)
        labels.append(f"{division.word} {number}")
        if division.under:
            yield from division_lines(division.under, labels, first)
        yield from article_lines(division.articles, PLAIN, first=first)
        first += _count(division)


def _heading_lines(word: str, number: int) -> list[str]:
    label = f"thứ {ORDINALS[number - 1]}" if word == "Phần" else str(number)
    return [f"{word} {label}", "QUY ĐỊNH CHUNG"] if word in {"Phần", "Chương"} else [f"{word} {label}. QUY ĐỊNH CHUNG"]


def _count(division: Division) -> int:
    return len(division.articles) + sum(_count(each) for each in division.under)


# --- what printing and reading machines do to a text ----------------------------------------------------------------

MISREAD: Final = (
    (r"(?m)^Điều (?=\d)", ("Điều ", "Điêu ", "Điểu ", "Đieu ", "Ðiều ")), (r"(?m)^1\. ", ("1. ", "l. ", "1 . ")),
    (r"(?m)^Số:", ("Số:", "Sô:", "So:", "Số :")), ("QUYẾT ĐỊNH", ("QUYẾT ĐỊNH", "QUYÊT ĐỊNH", "QUYET DINH")),
    ("Nơi nhận", ("Nơi nhận", "Noi nhận", "Nơi nhân")), ("Chương", ("Chương", "Chưong", "Chuơng")),
    ("CỘNG HÒA", ("CỘNG HÒA", "CỘNG HOÀ", "CỘNG HOA")),
)  # fmt: skip


def misread(text: str, chance: Random) -> str:
    """Return a text with letters of its headings misread."""
    for pattern, ways in MISREAD:
        pieces = re.split(pattern, text)
        text = "".join(piece + (chance.choice(ways) if at < len(pieces) - 1 else "") for at, piece in enumerate(pieces))
    return text


def with_page_numbers(text: str, step: int, *, dashes: bool) -> str:
    """Return a text with the number of each page on a line of its own, a page being some lines."""
    lines: list[str] = []
    for index, line in enumerate(text.split("\n")):
        lines.append(line)
        if index > step and index % step == 0:
            number = index // step
            lines.append(f"- {number} -" if dashes else str(number))
    return "\n".join(lines)
