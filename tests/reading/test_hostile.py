"""Odd, damaged and hostile texts: refused with the reason or read, in time in proportion to their length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.kernel.errors import BadInput
from chidao.reading.as_json import as_json
from chidao.reading.reader import read_law

HEAD: Final = "QUYẾT ĐỊNH\nVề việc thử\nĐiều 1. Ban hành quy chế hoạt động của ban chỉ đạo.\n"
ODD: Final[dict[str, Callable[[int], str]]] = {
    "one line": lambda size: HEAD + "Điều 2. " + "a " * size,
    "digits": lambda size: HEAD + "1" * size,
    "rows": lambda size: HEAD + "1\n" * size,
    "quotations never closed": lambda size: HEAD + "“Điều 1. Phạm vi\n" * (size // 10),
    "symbols": lambda size: HEAD + "thay thế 1/QĐ-A và " * (size // 10),
    "ends": lambda size: HEAD + "Quyết định số 1/QĐ-A hết hiệu lực " * (size // 20),
    "places": lambda size: HEAD + "khoản 1, " * (size // 6) + "Điều 5 Thông tư số 12/2020/TT-BYT",
    "laws": lambda size: "QUYẾT ĐỊNH\nCăn cứ " + "Luật Đất " * (size // 10) + "\nĐiều 1. Ban hành quy chế",
    "articles of one number": lambda size: HEAD + "Điều 1. Phạm vi\n" * (size // 10),
    "contents": lambda size: HEAD + "Mục lục\nĐiều 1. Phạm vi\n" * (size // 10),
    "recipients": lambda size: HEAD + "Nơi nhận:\n- Như trên;\n" * (size // 10),
    "appendices": lambda size: HEAD + "PHỤ LỤC I\n" * (size // 10),
    "capitals": lambda size: HEAD + "BAN CHỈ ĐẠO\n" * (size // 10),
    "entities": lambda size: HEAD + "<p>" + "&nbsp;" * size + "Phạm vi " * size,
    "tags never closed": lambda size: HEAD + "<p>x</p>" + "Phạm vi " * size + "<a" * size,
    "dots": lambda size: HEAD + "Căn cứ " + "." * size,
    "spaces": lambda size: HEAD + "a" + " " * size + "b",
}


def calls(text: str) -> int:
    """Count the calls that reading a text makes, those within the interpreter too."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read_law(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", sorted(ODD))
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    text = ODD[name]
    once, twice = calls(text(3_000)), calls(text(6_000))
    assert twice < 2.3 * once + 2_000


def test_a_long_text_is_the_work_of_its_parts() -> None:
    part = HEAD + "".join(f"Điều {n}. Chế độ họp\n1. Họp mỗi quý.\na) Một;\nb) Hai.\n" for n in range(2, 40))
    assert calls(part * 20) < 22 * calls(part)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text.no_words"),
        ("  \n\n . . . ", "text.no_words"),
        ("\ufffd" * 50 + "Quyết định thành lập ban chỉ đạo" * 3, "text.lost_letters"),
        ("Quyáº¿t Ä‘á»‹nh vá» viá»‡c thÃ nh láº­p ban chá»‰ Ä‘áº¡o " * 5, "text.other_coding"),
        ("QuyÕt ®Þnh vÒ viÖc thµnh lËp ban chØ ®¹o cña tØnh " * 5, "text.other_coding"),
        ("#$%^&*()@! a b c d e f g h i k l m n o p q r s t u v" + "#$%^&@!~`" * 40, "text.mostly_noise"),
        ("\x00\x01\x02\x03" * 40 + "Quyết định thành lập ban", "text.lost_letters"),
    ],
)
def test_a_text_too_damaged_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_law(text)
    assert [reason.code for reason in refused.value.reasons] == [code]


WORDS: Final = st.sampled_from(
    ["Điều 1.", "Điều 2:", "1.", "a)", "-", "“", "”", "\n", " ", "QUY CHẾ", "Chương I", "PHỤ LỤC", "Nơi nhận:",
     "TM.", "Số:",
     "12/QĐ-UBND", "ngày", "tháng", "năm 2020", "(Ban hành kèm theo", "thay thế", "Mục lục", "STT", "\t",
     "|", "./.", "hết hiệu lực",
     "khoản 1 Điều 5", "<p>", "&nbsp;", "e\u0301", "\u00d0", "I.", "1.1.", "…", "Ban Chỉ đạo họp",
     "CHỦ TỊCH", "Lê Văn Tám"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        law = read_law(text)
    except BadInput:
        return
    as_json(law)
    for part in law.parts:
        assert 0 <= part.span.start <= part.span.end <= len(text)
        for article in part.articles:
            assert part.span.start <= article.span.start <= article.span.end <= len(text)
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in law.problems)
