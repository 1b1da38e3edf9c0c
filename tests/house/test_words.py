"""A regulation is data: its places, titles, seals and cadences stand in charters, never in code or templates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import pytest

from tests.house.sources import DATA, PACKAGE

KINDS: Final = (".py", ".html", ".js", ".css", ".json", ".yaml", ".txt")

# The provinces and cities under the central government, as they were named through 2025 and after.
PROVINCES: Final = (
    "An Giang", "Bà Rịa", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương", "Bình Định",
    "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên",
    "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng",
    "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu",
    "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ",
    "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh",
    "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thanh Hoá", "Khánh Hoà", "Hoà Bình", "Thừa Thiên", "Tiền Giang",
    "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Vũng Tàu", "Yên Bái",
)  # fmt: skip
TITLES: Final = ("trưởng ban", "ủy viên", "uỷ viên", "tổ trưởng", "tổ phó")
SEALS: Final = ("con dấu của",)
CADENCES: Final = (
    "mỗi quý", "hằng quý", "hàng quý", "hai tháng", "02 tháng", "mỗi tháng", "hằng tháng", "hàng tháng",
    "sáu tháng một lần", "06 tháng", "quarterly", "every two months", "every quarter",
)  # fmt: skip


def unaccented(words: str) -> str:
    """Return the words without their marks: how a name is written in an identifier's neighbour, an English text."""
    plain = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def pattern() -> re.Pattern[str]:
    """Return what may not be written; a place of one syllable (Huế) is looked for with its marks only."""
    plain = {unaccented(name) for name in PROVINCES if " " in name}
    places = "|".join(re.escape(name) for name in sorted({*PROVINCES, *plain, "Hanoi", "Haiphong", "Danang"}))
    others = "|".join(re.escape(words) for words in (*TITLES, *SEALS, *CADENCES))
    return re.compile(rf"\b(?:{places})\b|(?i:\b(?:{others})\b)")


FORBIDDEN: Final = pattern()


def said(words: str) -> Iterator[tuple[int, str]]:
    """Yield (line, words) for each place, title, seal or cadence in a text, however its letters are composed."""
    for number, line in enumerate(unicodedata.normalize("NFC", words).splitlines(), start=1):
        yield from ((number, match.group()) for match in FORBIDDEN.finditer(line))


def test_code_names_no_place_title_seal_or_cadence() -> None:
    files = (file for file in sorted(PACKAGE.rglob("*")) if file.suffix in KINDS and DATA not in file.parents)
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {words}"
        for file in files
        for line, words in said(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "words",
    [
        "thành phố Hải Phòng", "Hai Phong", "Thanh Hoá", "Phó Trưởng ban thường trực", "UỶ VIÊN", "con dấu của Sở",
        "họp mỗi quý một lần", "Hải Phòng",
    ],
)  # fmt: skip
def test_forbidden_words_are_seen(words: str) -> None:
    assert list(said(words))


@pytest.mark.parametrize("words", ["Asia/Ho_Chi_Minh", "hue", "nam định kỳ", "HP20-7.1b", "Tổ công tác", "các tháng"])
def test_other_words_pass(words: str) -> None:
    assert not list(said(words))
