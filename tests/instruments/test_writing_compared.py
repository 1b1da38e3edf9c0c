"""Two versions of a text compared: what changed, moved, came and went, each once."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chidao.instruments.writing.comparing import Passage, TextChange, compare_passages, compare_texts
from chidao.reading.reader import read_law

SENTENCES = (
    "Trưởng nhóm triệu tập và chủ trì cuộc họp của nhóm.",
    "Thư ký nhóm lập biên bản và gửi cho mọi người dự họp.",
    "Mỗi thành viên báo cáo phần việc của mình bằng văn bản.",
    "Kinh phí hoạt động lấy từ nguồn của cơ quan thường trực.",
    "Nhóm làm việc công khai, mọi ý kiến đều được ghi lại.",
    "Khi cần, nhóm mời chuyên gia tham gia từng nội dung.",
)


def text(*sentences: str) -> str:
    lines = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))
    return f"QUY CHẾ\nHoạt động của nhóm\n\nĐiều 1. Cách làm việc\n{lines}\n\nĐiều 2. Hiệu lực\n1. Từ ngày ký.\n"


def changes(before: str, after: str) -> tuple[TextChange, ...]:
    return compare_texts(read_law(before), read_law(after))


def test_the_same_text_has_no_changes() -> None:
    assert changes(text(*SENTENCES), text(*SENTENCES)) == ()


def test_a_word_that_changed_is_shown_within_its_khoan() -> None:
    (change,) = changes(text(*SENTENCES), text(SENTENCES[0].replace("cuộc họp", "buổi họp"), *SENTENCES[1:]))
    assert (change.kind, change.before, change.after) == ("changed", "Điều 1 khoản 1", "Điều 1 khoản 1")
    assert ("gone", "cuộc") in change.words
    assert ("new", "buổi") in change.words


def test_what_only_got_another_number_is_moved_and_the_new_one_is_added() -> None:
    found = changes(text(*SENTENCES[:3]), text(SENTENCES[3], *SENTENCES[:3]))
    assert [(each.kind, each.before, each.after) for each in found] == [
        ("added", "", "Điều 1 khoản 1"),
        ("moved", "Điều 1 khoản 1", "Điều 1 khoản 2"),
        ("moved", "Điều 1 khoản 2", "Điều 1 khoản 3"),
        ("moved", "Điều 1 khoản 3", "Điều 1 khoản 4"),
    ]


def test_what_went_comes_last() -> None:
    found = changes(text(*SENTENCES[:3]), text(*SENTENCES[1:3]))
    assert found[-1].kind == "removed"
    assert found[-1].words == (("gone", SENTENCES[0]),)


examples = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
listed = st.lists(st.sampled_from(SENTENCES), max_size=6).map(
    lambda words: [Passage(f"Điều {number}", each) for number, each in enumerate(words, 1)]
)


@examples
@given(listed, listed)
def test_the_redline_tells_both_versions(old: list[Passage], new: list[Passage]) -> None:
    """Every passage is either the same in place, or in exactly one change whose pieces give its words back."""
    found = compare_passages(old, new)
    for side, version, gone in (("after", new, "gone"), ("before", old, "new")):
        told = {getattr(each, side): each for each in found if getattr(each, side)}
        assert len(told) == sum(bool(getattr(each, side)) for each in found)
        for passage in version:
            if passage.place in told:
                pieces = [words for op, words in told[passage.place].words if op != gone]
                assert " ".join(pieces) == passage.words
            else:
                assert passage in old
                assert passage in new
