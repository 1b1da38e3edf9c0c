from __future__ import annotations

from datetime import date

import pytest

from tests.web.seated import Seated, agency


@pytest.fixture
def tasks(body: Seated) -> Seated:
    for line, lead in (("Chuyển đổi số tại sở", "alpha"), ("Chuyện đời sống", "beta"), ("Mua máy in", "beta")):
        body.founded.do(
            "give_direction", body.founded["head"], line=line, lead_agency=agency(lead), due_on=date(2020, 3, 31)
        )
    return body


def test_marks_do_not_matter_but_rank(tasks: Seated) -> None:
    bare, marked = tasks.get("search/?q=chuyen+doi"), tasks.get("search/?q=chuyển+đổi")
    assert "Chuyển đổi số tại sở" in bare
    assert "Chuyện đời sống" in bare
    assert marked.index("Chuyển đổi số tại sở") < marked.index("Chuyện đời sống")


def test_everything_readable_is_found(tasks: Seated) -> None:
    for words, found in (("gọi họp", "Chánh ban gọi họp"), ("7/QĐ-BTN", "Quy chế của Ban thử nghiệm"),
                         ("Thử Hai", "Sở Thử Hai"), ("phó ban", "Phó ban")):  # fmt: skip
        assert found in tasks.get(f"search/?q={words}"), words


def test_nothing_is_found_that_may_not_be_read(tasks: Seated) -> None:
    assert "Chuyển đổi số tại sở" in tasks.get("search/?q=chuyen+doi", "fellow-alpha")
    assert "Chuyển đổi số tại sở" not in tasks.get("search/?q=chuyen+doi", "fellow-beta")


@pytest.mark.parametrize("words", ["", " ", "%00", "((((", "'; --", "x" * 500, "đ" * 300])
def test_odd_words_find_nothing_and_break_nothing(tasks: Seated, words: str) -> None:
    tasks.get(f"search/?q={words}")
