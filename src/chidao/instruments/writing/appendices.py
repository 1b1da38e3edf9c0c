"""The appendices: where each clause stood in the original; the codes and the English wording of everything (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chidao.instruments.charter_rules import WITH_IDS
from chidao.instruments.charter_schema import SECTIONS
from chidao.instruments.writing import words as w
from chidao.instruments.writing.data import NAMED, Data, in_text_order
from chidao.instruments.writing.forms import STRUCTURE
from chidao.instruments.writing.layout import Place, WrittenChapter, own_place, places_of
from chidao.instruments.writing.words import NotUnderstood
from chidao.kernel.wording import Text

ORIGIN: Final = "Bảng dẫn chiếu văn bản gốc"
CODES: Final = "Mã và lời tiếng Anh của các quy định"
ENGLISH: Final[Mapping[str, str]] = {
    "clauses": "summary", "units": "name", "roles": "title", "limits": "says", "duties": "title", "fields": "title",
}  # fmt: skip
"""The sections whose entries have English words, and the field that holds them."""
SECTION_WORDS: Final[Mapping[str, str]] = {
    "clauses": "Điều khoản", "agencies": "Cơ quan", "units": "Bộ phận", "roles": "Chức danh", "seats": "Thành viên",
    "powers": "Quyền hạn", "stand_ins": "Thực hiện thay", "limits": "Giới hạn", "duties": "Công việc định kỳ",
    "recording": "Ghi sổ", "sights": "Được xem", "signatures": "Thể thức ký", "series": "Ký hiệu văn bản",
    "principles": "Bảo đảm", "fields": "Lĩnh vực", "counts": "Số lượng", "designations": "Phân công chức danh",
}  # fmt: skip
HEAD_WORDS: Final[Mapping[str, str]] = {
    "id": "Mã quy chế", "body": "Mã ban", "name": "Tên tiếng Anh", "short_name": "Tên gọi tắt tiếng Anh",
    "former_name": "Tên trước đây bằng tiếng Anh", "title": "Tên văn bản bằng tiếng Anh",
}  # fmt: skip
HEAD: Final = "Quy chế"
TERMS: Final = "Từ ngữ của quy chế được bổ trợ"
_OPENING_WORDS: Final = 6
_QUOTE: Final = r"“(?:[^“”]|““|””)*”"
_ORIGIN_ROW: Final = re.compile(
    rf"Khoản (\d+) Điều (\d+) ({_QUOTE}): ({_QUOTE}); ký hiệu: ({_QUOTE})(?:; thuộc: ({_QUOTE}))?"
)
_CODE_ROW: Final = re.compile(rf"([A-Za-z0-9._-]+)(?:: ({_QUOTE}))?")
_ORDER: Final = "Thứ tự trong tệp: "
_HEAD_ROW: Final = re.compile(rf"([^:]+): ({_QUOTE})")


@dataclass(frozen=True, slots=True)
class Codes:
    """What the second appendix tells, in the order of the text.

    `rows` are (id, English words) by section, `orders` the places in the file where these differ from the text's.
    """

    head: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    orders: dict[str, list[int]] = field(default_factory=dict)


# -- the original's places --------------------------------------------------------------------------------------------


def origin_rows(data: Data, chapters: Sequence[WrittenChapter]) -> tuple[str, ...]:
    """Return a row for each clause whose citation is not its place in the written text."""
    return tuple(_origin_rows(data, chapters))


def _origin_rows(data: Data, chapters: Sequence[WrittenChapter]) -> Iterator[str]:
    places = places_of(chapters)
    for clause in data["clauses"]:
        (article, number), chapter = places[clause["id"]]
        if any(clause.get(key) != value for key, value in own_place((article, number), chapter).items()):
            within = f"; thuộc: {w.quoted(clause['chapter'])}" if clause.get("chapter") else ""
            opening = w.quoted(_opening(clause["summary"]["vi"]))
            said = f"{w.quoted(clause['cite'])}; ký hiệu: {w.quoted(clause['label'])}{within}"
            yield f"Khoản {number} Điều {article} {opening}: {said}"


def read_origin(row: str, summaries: Mapping[Place, str]) -> tuple[Place, Data]:
    """Return which clause a row speaks of, and its citation. Raises NotUnderstood where it is another clause's."""
    found = _ORIGIN_ROW.fullmatch(row)
    if not found:
        raise NotUnderstood(_NO_ROW)
    number, article, opening, cite, label, chapter = found.groups()
    place = (int(article), int(number))
    if place not in summaries or _opening(summaries[place]) != w.unquoted(opening):
        raise NotUnderstood(_OTHER_CLAUSE)
    said = {"cite": w.unquoted(cite), "label": w.unquoted(label)}
    return place, said | ({"chapter": w.unquoted(chapter)} if chapter else {})


def _opening(summary: str) -> str:
    return " ".join(summary.split()[:_OPENING_WORDS])


# -- codes and English ------------------------------------------------------------------------------------------------


def code_rows(data: Data, foreign: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (heading, rows) of the second appendix; `foreign` are the ids taken from the charter beside, in order."""
    found = [(HEAD, tuple(_head_rows(data)))]
    found += [(f"{TERMS}: {SECTION_WORDS[name].lower()}", tuple(foreign[name])) for name in NAMED if foreign.get(name)]
    for name in SECTIONS:
        rows = tuple(_section_rows(data, name)) if data.get(name) else ()
        found += [(SECTION_WORDS[name], rows)] if rows else []
    return tuple(found)


def read_codes(groups: Sequence[tuple[str, Sequence[str]]]) -> Codes:
    """Return what the second appendix tells. Raises NotUnderstood for a heading or a row that it does not have."""
    codes = Codes()
    by_word = {word: section for section, word in SECTION_WORDS.items()}
    for heading, rows in groups:
        _, of_terms, section = heading.partition(f"{TERMS}: ")
        if heading == HEAD:
            codes.head.update(map(_head_row, rows))
        elif of_terms and w.raised(section) in by_word:
            codes.terms[by_word[w.raised(section)]] = list(rows)
        elif heading in by_word:
            _take_rows(codes, by_word[heading], rows)
        else:
            raise NotUnderstood(_NO_HEADING.filled(word=heading[:80]))
    return codes


def _take_rows(codes: Codes, section: str, rows: Sequence[str]) -> None:
    orders = [row.removeprefix(_ORDER) for row in rows if row.startswith(_ORDER)]
    if any(not re.fullmatch(r"\d{1,5}(, \d{1,5})*", order) for order in orders):
        raise NotUnderstood(_NO_ROW)
    codes.rows[section] = [_code_row(row) for row in rows if not row.startswith(_ORDER)]
    for order in orders:
        codes.orders[section] = [int(place) - 1 for place in order.split(", ")]


def _head_rows(data: Data) -> Iterator[str]:
    english: dict[str, str] = {name: data[name]["en"] for name in ("name", "short_name", "former_name") if name in data}
    said: dict[str, str] = {
        "id": data["id"],
        "body": data["body"],
        **english,
        "title": data["instrument"]["title"]["en"],
    }
    return (f"{HEAD_WORDS[name]}: {w.quoted(value)}" for name, value in said.items())


def _section_rows(data: Data, section: str) -> Iterator[str]:
    entries = data[section]
    ordered = range(len(entries)) if section in STRUCTURE or section == "clauses" else in_text_order(data, section)
    if section in WITH_IDS:
        for place in ordered:
            english = f": {w.quoted(entries[place][ENGLISH[section]]['en'])}" if section in ENGLISH else ""
            yield f"{entries[place]['id']}{english}"
    if list(ordered) != list(range(len(entries))):
        yield f"{_ORDER}{', '.join(str(place + 1) for place in ordered)}"


def _head_row(row: str) -> tuple[str, str]:
    found = _HEAD_ROW.fullmatch(row)
    name = next((name for name, words in HEAD_WORDS.items() if found and words == found.group(1)), None)
    if not found or name is None:
        raise NotUnderstood(_NO_ROW)
    return name, w.unquoted(found.group(2))


def _code_row(row: str) -> tuple[str, str]:
    found = _CODE_ROW.fullmatch(row)
    if not found:
        raise NotUnderstood(_NO_ROW)
    code, english = found.groups()
    return code, w.unquoted(english) if english else ""


_NO_ROW: Final = Text("Dòng của phụ lục không theo mẫu.", "The row of the appendix does not have its form.")
_NO_HEADING: Final = Text("Phụ lục không có mục “{word}”.", "The appendix has no heading “{word}”.")
_OTHER_CLAUSE: Final = Text(
    "Dòng dẫn chiếu không khớp với lời mở đầu của khoản ấy.",
    "The row does not agree with the opening words of that khoản.",
)
