"""Personal data: what looks like it is proposed, what is chosen is taken out whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.documents.redacting import (
    MARK,
    against_phrases,
    chosen_phrases,
    proposals,
    redacted,
    remaining,
)

LINES = (
    "Cử ông Nguyễn Văn A, sinh ngày 05/3/1980, CCCD số 031080001234, điện thoại 0912 345 678.",
    "Ông thường trú tại số 5 đường Lê Lợi, phường Máy Tơ.",
    "Thư: a.b@coquan.gov.vn; số tài khoản: 1234 5678 9012; gọi +84 912345679; bà Trần Thị Bé Chín làm đầu mối.",
)
FOUND = {
    "Nguyễn Văn A", "05/3/1980", "031080001234", "0912 345 678", "số 5 đường Lê Lợi, phường Máy Tơ",
    "a.b@coquan.gov.vn", "1234 5678 9012", "+84 912345679", "Trần Thị Bé Chín",
}  # fmt: skip


def test_what_looks_like_personal_data_is_proposed() -> None:
    assert {each.phrase for each in proposals(LINES)} == FOUND


@pytest.mark.parametrize(
    "line",
    [
        "Quyết định số 852/QĐ-BCĐ ngày 26/3/2020 của Ban Chỉ đạo.",
        "Kinh phí 1.234.567.890 đồng; đạt 98,5% trong năm 2020, 45 dịch vụ.",
        "Sở Thông tin và Truyền thông chủ trì, hoàn thành trước ngày 30/9/2022.",
        "Chủ tịch Ủy ban nhân dân thành phố quyết định.",
    ],
)
def test_usual_lines_of_papers_propose_nothing(line: str) -> None:
    assert proposals([line]) == ()


def test_everything_proposed_is_taken_out_whatever_its_capitals_and_breaks() -> None:
    content = {
        "form": "plain", "paragraphs": [*LINES, "Ông NGUYỄN  VĂN\nA ký."], "nested": [{"a": ("0912 345 678",)}],
        "due_on": "1980-03-05", "n": 5,
    }  # fmt: skip
    phrases = chosen_phrases(sorted(FOUND))
    done = redacted(content, phrases)
    said = str(done.content)
    assert done.places == len(FOUND) + 2
    assert not any(each in said for each in FOUND)
    assert MARK in said
    assert isinstance(done.content, dict)
    assert (done.content["form"], done.content["due_on"], done.content["n"]) == ("plain", "1980-03-05", 5)


def test_a_phrase_that_is_not_in_the_paper_is_refused() -> None:
    reasons = list(against_phrases(["Nguyễn Văn A", "x", "Lê Văn Tám"], LINES))
    assert [each.code for each in reasons] == ["phrase_too_short", "phrase_not_found"]
    assert [each.code for each in against_phrases(["a"] * 201, LINES)] == ["too_many_phrases"]


WORDS = st.lists(
    st.sampled_from(["Lê", "văn", "TÁM", "090", "12/3", "đường", "số", "a", "Lê."]), min_size=1, max_size=8
)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_nothing_chosen_remains(words: list[str], chosen: list[list[str]]) -> None:
    phrases = chosen_phrases(" ".join(each) for each in chosen)
    text = "\n".join([" ".join(words), *(" ".join(each) for each in chosen)])
    done = redacted({"paragraphs": [text]}, phrases)
    assert isinstance(done.content, dict)
    left = [each for each in remaining(done.content["paragraphs"], phrases) if each.lower() not in MARK.lower()]
    assert left == []
