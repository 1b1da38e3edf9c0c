"""Decisions and regulations made up for tests, written in the styles that real ones come in."""

from __future__ import annotations

import html
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from hypothesis import strategies as st

from chidao.kernel.places import POINT_LETTERS

PHRASES: Final = (
    "tổ chức thực hiện chương trình công tác", "theo quy định tại khoản 2 Điều 5 của Quy chế này",
    "báo cáo kết quả về cơ quan thường trực", "phối hợp với các sở, ban, ngành", "kế hoạch được phê duyệt",
    "bảo đảm an toàn thông tin mạng", "đôn đốc, kiểm tra tình hình thực hiện", "dịch vụ công trực tuyến",
    "trước ngày 15 tháng 12 hằng năm", "quy định tại điểm a khoản 1 Điều này", "theo Quyết định số 12/QĐ-UBND",
    "phát triển kinh tế - xã hội", "xây dựng chính quyền điện tử", "(bao gồm cơ chế tài chính)", "đạt 80% trở lên",
    "chương trình chuyển đổi số", "hoàn thành mục tiêu", "mở tài khoản", "nhiệm vụ trọng điểm", "kiểm tra hằng năm",
    "các cơ quan, đơn vị có liên quan", "xem xét, quyết định", "trong thời hạn 05 ngày làm việc",
)  # fmt: skip
OPENERS: Final = (
    "Chỉ đạo",
    "Xây dựng",
    "Tham mưu",
    "Giúp việc",
    "Cơ quan thường trực",
    "Các thành viên",
    "Đề xuất",
    "Ủy quyền",
)
TITLES: Final = (
    "Phạm vi điều chỉnh", "Nguyên tắc làm việc", "Chế độ họp", "Nhiệm vụ của các thành viên",
    "Chế độ thông tin, báo cáo",
    "Kinh phí hoạt động", "Tổ chức thực hiện", "Trách nhiệm của cơ quan thường trực", "Đối tượng áp dụng", "Con dấu",
)  # fmt: skip
HEADS: Final = ("QUY ĐỊNH CHUNG", "NHIỆM VỤ, QUYỀN HẠN", "CHẾ ĐỘ LÀM VIỆC VÀ QUAN HỆ CÔNG TÁC", "TỔ CHỨC THỰC HIỆN")
ISSUERS: Final = (
    ("ỦY BAN NHÂN DÂN", "TỈNH BÌNH MINH"), ("UBND TỈNH BÌNH MINH", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"), ("BỘ Y TẾ",),
    ("TỈNH ỦY BÌNH MINH", "BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH"), ("THỦ TƯỚNG CHÍNH PHỦ",),
)  # fmt: skip
SYMBOLS: Final = ("QĐ-BCĐ", "QĐ-UBND", "2025/QĐ-TTg", "QĐ-BCĐCĐS", "QĐ-BNN-TCLN", "QĐ-BCĐBV&PTR")
ROMANS: Final = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True)
class Item:
    """A clause with its words and the words of its points."""

    words: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """An article that was made up."""

    title: str | None
    words: str | None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A decision that was made up, with the regulation issued with it (its articles by chapter), if any."""

    number: int
    symbol: str
    day: date
    issuer: tuple[str, ...]
    articles: tuple[Made, ...]
    chapters: tuple[tuple[Made, ...], ...] = ()
    replaced: str | None = None


@dataclass(frozen=True)
class Style:
    """How a paper is written."""

    article: str = "Điều {n}. "
    title_below: bool = False
    clause: str = "{n}. "
    point: str = "{n}) "
    decree: bool = True
    roman: bool = True
    chapter_beside: bool = False
    menus: bool = False
    contents: str = ""
    columns: bool = False
    unstopped: bool = False
    blank_lines: bool = False


sentences = st.builds(
    lambda opener, phrases, end: f"{opener} {' '.join(phrases)}{end}",
    st.sampled_from(OPENERS),
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5),
    st.sampled_from([".", ";", "."]),
)
items = st.builds(Item, sentences, st.one_of(st.just(()), st.lists(sentences, min_size=1, max_size=9).map(tuple)))
articles = st.one_of(
    st.builds(Made, st.sampled_from(TITLES), st.none(), st.lists(items, min_size=1, max_size=6).map(tuple)),
    st.builds(Made, st.sampled_from(TITLES), sentences, st.just(())),
)
chapters = st.lists(articles, min_size=1, max_size=4).map(tuple)
plain_articles = st.builds(Made, st.none(), sentences.map(lambda words: words.rstrip(".;") + "."), st.just(()))
papers = st.builds(
    Paper,
    st.integers(1, 9999), st.sampled_from(SYMBOLS), st.dates(date(2005, 1, 1), date(2026, 12, 31)),
    st.sampled_from(ISSUERS), st.lists(plain_articles, min_size=1, max_size=4).map(tuple),
    st.one_of(st.just(()), st.lists(chapters, min_size=1, max_size=4).map(tuple)),
    st.one_of(st.none(), st.just("2831/QĐ-BCĐ")),
)  # fmt: skip
styles = st.builds(
    Style,
    st.sampled_from(["Điều {n}. ", "Điều {n}: ", "ĐIỀU {n}. ", "Dieu {n}. ", "**Điều {n}.** ",
                     "Điều {n}.", "# Điều {n}. ", "Điều {n} - "]),
    st.booleans(), st.sampled_from(["{n}. ", "{n}) ", "{n}/ ", "{n}.", "{n}- "]),
    st.sampled_from(["{n}) ", "{n}. ", "{n}/ ", "{n})"]),
    st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["", "after"]), st.booleans(),
    st.booleans(), st.booleans(),
)  # fmt: skip


def written(paper: Paper, style: Style) -> str:
    """Return the paper in a style."""
    lines = [
        *_menus(style),
        *_head(paper, style),
        *article_lines(paper.articles, style, first=1, closing=paper.replaced),
        *_signature(),
    ]
    if paper.chapters:
        lines += [*_regulation_head(paper), *chapter_lines(paper, style)]
    if style.contents == "after":
        lines += ["", "CƠ SỞ DỮ LIỆU", "Mục lục", *contents_lines(paper, style)]
    return ("\n\n" if style.blank_lines else "\n").join(lines)


def _menus(style: Style) -> list[str]:
    return ["Trang chủ", ">", "VĂN BẢN PHÁP LUẬT", "Thuộc tính", "Tải về", "100%"] if style.menus else []


def _head(paper: Paper, style: Style) -> Iterator[str]:
    day = f"Bình Minh, ngày {paper.day.day:02d} tháng {paper.day.month:02d} năm {paper.day.year}"
    number = f"Số: {paper.number:02d}/{paper.symbol}"
    if style.columns:
        yield f"{' '.join(paper.issuer)} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        yield "—————— Độc lập - Tự do - Hạnh phúc"
        yield f"{number} {day}"
    else:
        yield from [
            *paper.issuer,
            "-------",
            number,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            day,
        ]
    yield from ["", "QUYẾT ĐỊNH", "Về việc kiện toàn và ban hành quy chế hoạt động", "_______", ""]
    yield "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
    yield "Căn cứ Quyết định số 2488/QĐ-UBND ngày 17 tháng 10 năm 2019 về việc kiện toàn;"
    yield "Theo đề nghị của cơ quan thường trực."
    if style.decree:
        yield "QUYẾT ĐỊNH:"


def article_lines(made: tuple[Made, ...], style: Style, *, first: int, closing: str | None = None) -> Iterator[str]:
    """Yield articles, and one that says what is replaced."""
    for number, article in enumerate(made, start=first):
        yield from _article(number, article, style)
    if closing:
        yield (
            style.article.format(n=first + len(made))
            + f"Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số {closing} ngày 30/10/2018."
        )


def _article(number: int, article: Made, style: Style) -> Iterator[str]:
    label = style.article.format(n=number)
    heading = article.title or article.words or ""
    yield from [label.rstrip(), heading] if style.title_below else [label + heading]
    if article.title and article.words:
        yield article.words
    for count, item in enumerate(article.items, start=1):
        yield style.clause.format(n=count) + (item.words.rstrip(".;") if style.unstopped else item.words)
        for letter, words in zip(POINT_LETTERS, item.points, strict=False):
            yield style.point.format(n=letter) + (words.rstrip(".;") if style.unstopped else words)


def _signature() -> list[str]:
    return [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. BAN CHỈ ĐẠO",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "",
        "Lê Văn Tám",
        "",
    ]


def _regulation_head(paper: Paper) -> list[str]:
    day = paper.day
    return ["", "QUY CHẾ", "Hoạt động của ban chỉ đạo",
            (f"(Ban hành kèm theo Quyết định số {paper.number:02d}/{paper.symbol} "
            f"ngày {day.day:02d}/{day.month:02d}/{day.year})"), ""]  # fmt: skip


def chapter_lines(paper: Paper, style: Style) -> Iterator[str]:
    """Yield the chapters of a regulation; its articles are numbered through."""
    first = 1
    for number, made in enumerate(paper.chapters):
        label = f"Chương {ROMANS[number] if style.roman else number + 1}"
        yield from [f"{label}. {HEADS[number]}"] if style.chapter_beside else [label, HEADS[number], ""]
        yield from article_lines(made, style, first=first)
        first += len(made)


def contents_lines(paper: Paper, style: Style) -> Iterator[str]:
    """Yield a table of contents."""
    first = 1
    for number, made in enumerate(paper.chapters):
        yield f"Chương {ROMANS[number] if style.roman else number + 1} {HEADS[number]}"
        for count, article in enumerate(made, start=first):
            yield f"Điều {count}. {article.title or ''}"
            yield from (f"Khoản {each}" for each, _ in enumerate(article.items, start=1))
        first += len(made)


@dataclass(frozen=True)
class Change:
    """How a written text is changed before it is read: broken by hand at a width, decomposed, other letters, ends."""

    width: int = 0
    decomposed: bool = False
    look_alikes: bool = False
    hard_spaces: bool = False
    ends: str = "\n"
    entities: bool = False


changes = st.builds(
    Change, st.sampled_from([0, 0, 66, 80, 95]), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)  # fmt: skip


def changed(text: str, change: Change) -> str:
    """Return the text changed, its words the same."""
    if change.width:
        text = "\n".join(
            "\n".join(textwrap.wrap(line, change.width, break_long_words=False, break_on_hyphens=False)) or ""
            for line in text.split("\n")
        )
    if change.look_alikes:
        text = text.replace("Đ", "\u00d0")
    if change.hard_spaces:
        text = text.replace("Điều ", "Điều\u00a0")
    if change.entities:
        text = "".join(f"<p>{_entities(line)}</p>\n" for line in text.split("\n"))
    if change.decomposed:
        text = unicodedata.normalize("NFD", text)
    return text.replace("\n", change.ends)


def _entities(line: str) -> str:
    return html.escape(line, quote=False).replace("á", "&aacute;").replace("ê", "&ecirc;").replace(" ", "&nbsp;", 1)
