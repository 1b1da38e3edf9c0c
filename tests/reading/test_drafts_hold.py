"""Whatever the text, a draft of a charter holds together: its names are entered in it, its clauses have their words."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.acts.registry import act_names
from chidao.data.reading import draft_rules, norm_words
from chidao.instruments.charter_format import read_charter
from chidao.reading.charter_draft import Draft, draft_as_yaml, draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from tests.reading.regulations_made import LIST_STYLES, Member, Rules, members, regulation, rules
from tests.reading.writing import Paper, Style, papers, styles, written

SHARED: Final = Path(__file__).parents[3] / "shared"
TEXTS: Final = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("corpus/*.txt")])


def drafted(text: str) -> Draft:
    law = read_law(text)
    return draft_charter(law, find_norms(law, norm_words()), norm_words(), draft_rules())


def assert_holds(draft: Draft, text: str) -> None:
    """Check that the draft is a charter as it is, and that its clauses and proposals stand in the text."""
    charter = read_charter(draft_as_yaml(draft).encode(), known_acts=act_names())
    clauses = {clause.id for clause in charter.clauses}
    assert set(draft.official) <= clauses
    assert all(draft.official[clause.id] for clause in charter.clauses if clause.id in draft.official)
    for entry in draft.charter["clauses"]:
        said = draft.official.get(entry["id"], "").replace("\n", " ")
        assert not said or said.startswith(entry["summary"]["vi"].removesuffix(" …"))
    counted = {(name, n) for name, value in draft.charter.items() if isinstance(value, list) for n in range(len(value))}
    assert counted == {(one.section, one.index) for one in draft.proposals}
    assert all(0 <= one.span.start <= one.span.end <= len(text) for one in draft.proposals)


@settings(max_examples=40, deadline=None)
@given(made=members(), style=st.sampled_from(LIST_STYLES), said=rules())
def test_a_draft_of_a_regulation_holds(made: tuple[Member, ...], style: str, said: Rules) -> None:
    text = regulation(made, style, said.sentences)
    draft = drafted(text)
    assert_holds(draft, text)
    assert [seat["person"] for seat in draft.charter["seats"] if "person" in seat] == [m.name for m in made if m.name]
    assert ("duties.meeting" in draft.missing) == (not any(what == "meeting" for what, _, _ in said.cadences))


@settings(max_examples=30, deadline=None)
@given(paper=papers, style=styles)
def test_a_draft_of_any_decision_holds(paper: Paper, style: Style) -> None:
    text = written(paper, style)
    assert_holds(drafted(text), text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_draft_of_a_real_text_holds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert_holds(drafted(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "Văn bản này không quy định điều gì cả, chỉ để đọc thử mà thôi.\n",
        "Điều 1. Chung\n1. Một.\n1. Lại một.\nĐiều 1. Chung\n1. Ba.\n",
        "QUY CHẾ\nHoạt động của Tổ công tác Đề án 06\nĐiều 1. Tổ trưởng: Chủ tịch UBND xã.\n",
        "Số: …/QĐ-UBND\nBan Chỉ đạo họp mỗi quý một lần.\n" + "Trưởng ban: Chủ tịch UBND xã.\n" * 3,
        "PHỤ LỤC\nSTT\tHọ và tên\tChức vụ\n1\tTrần Văn Mẫu\tTrưởng ban\n",
    ],
)
def test_a_draft_of_an_odd_text_holds(text: str) -> None:
    assert_holds(drafted(text), text)


def test_a_group_that_stands_alone_gives_its_name() -> None:
    draft = drafted("QUY CHẾ\nHoạt động của Tổ công tác Đề án 06\nĐiều 1. Tổ trưởng: Chủ tịch UBND xã.\n")
    assert draft.charter["name"]["vi"].startswith("Tổ công tác")


def test_the_official_words_of_a_clause_are_whole() -> None:
    long = "Ban Chỉ đạo có nhiệm vụ " + ", ".join(["chỉ đạo việc chuyển đổi số"] * 60)
    draft = drafted(f"QUY CHẾ\nHoạt động của Ban Chỉ đạo\nĐiều 1. Nhiệm vụ\n1. {long}.\nĐiều 2. Hiệu lực\n1. Ngay.\n")
    clause = next(entry for entry in draft.charter["clauses"] if entry["label"] == "Đ1.1")
    assert draft.official[clause["id"]] == f"{long}."
    assert clause["summary"]["vi"].endswith(" …")
