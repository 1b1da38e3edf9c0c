"""Regulations written in many ways are read back to the rules they were written from, and nothing more."""

from __future__ import annotations

import unicodedata
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chidao.data.reading import norm_words
from chidao.reading.norms import Norm, find_norms
from chidao.reading.reader import read_law
from tests.reading.regulations_made import (
    DECOYS,
    LIST_STYLES,
    Member,
    Role,
    Rules,
    known_roles,
    members,
    regulation,
    rules,
)

NUMBERS: Final = ("{n}. ", "{n}) ", "{n}/ ", "{n}- ")


def found_in(text: str) -> tuple[Norm, ...]:
    return find_norms(read_law(text), norm_words())


def roles(norms: tuple[Norm, ...]) -> list[Role]:
    return [(n.get("role"), n.get("post"), n.get("agency"), n.get("name")) for n in norms if n.kind == "role"]


def assert_reads_back(norms: tuple[Norm, ...], said: Rules) -> None:
    assert {(n.get("of"), n.get("who"), n.get("months")) for n in norms if n.kind == "cadence"} == said.cadences
    assert {(n.get("who"), n.get("seal")) for n in norms if n.kind == "seal" and not n.get("own")} == said.seals
    assert {n.get("agency") for n in norms if n.kind == "standing_body"} == said.standing
    assert any(n.kind == "funding" for n in norms) == said.funded
    assert said.acts <= {(n.get("who"), n.get("act")) for n in norms if n.kind in {"power", "duty"}}


@settings(max_examples=60, deadline=None)
@given(made=members(), style=st.sampled_from(LIST_STYLES), said=rules(), number=st.sampled_from(NUMBERS))
@example(made=(Member("Trưởng ban", "Chủ tịch UBND tỉnh", None), Member("Ủy viên", "Giám đốc Sở Nội vụ", None)),
         style="dash", said=Rules((DECOYS[0],), frozenset(), frozenset(), frozenset(), False, frozenset()),
         number="{n}. ")  # fmt: skip
def test_a_regulation_reads_back(made: tuple[Member, ...], style: str, said: Rules, number: str) -> None:
    norms = found_in(regulation(made, style, said.sentences, number))
    assert set(roles(norms)) == known_roles(made)
    assert_reads_back(norms, said)


@settings(max_examples=40, deadline=None)
@given(
    made=members(), style=st.sampled_from(LIST_STYLES), said=rules(), change=st.sampled_from(["nfd", "spaces", "lines"])
)
def test_a_regulation_reads_back_however_it_is_spelt(
    made: tuple[Member, ...], style: str, said: Rules, change: str
) -> None:
    text = regulation(made, style, said.sentences)
    changed = {
        "nfd": unicodedata.normalize("NFD", text),
        "spaces": text.replace("Ban Chỉ đạo", "Ban  Chỉ\u00a0đạo"),
        "lines": text.replace("\n", "\r\n"),
    }[change]
    norms = found_in(changed)
    assert {role[:3] for role in roles(norms)} == {role[:3] for role in known_roles(made)}
    assert_reads_back(norms, said)


@settings(max_examples=30, deadline=None)
@given(said=st.lists(st.sampled_from(DECOYS), min_size=1, unique=True), committee=st.booleans())
def test_what_lays_down_nothing_gives_nothing(said: list[str], committee: bool) -> None:
    title = "Hoạt động của Ban Chỉ đạo Chuyển đổi số" if committee else "Quản lý Cổng dịch vụ công tỉnh"
    clauses = "\n".join(f"{n}. {one}" for n, one in enumerate(said, start=1))
    norms = found_in(f"QUY CHẾ\n{title}\nĐiều 1. Quy định chung\n{clauses}\n")
    assert not [n for n in norms if n.kind in {"role", "cadence", "standing_body", "seal", "funding"}]


NO_COMMITTEE: Final = (
    "Sáng 17/6, ông Trần Văn Mẫu - Phó Chủ tịch Thường trực UBND tỉnh chủ trì buổi họp Hội đồng thẩm định của tỉnh.",
    "Thủ tướng bổ nhiệm ông Trần Văn Mẫu, nguyên Bí thư Tỉnh ủy, giữ chức Phó Chủ nhiệm Ủy ban Dân tộc.",
    "Cùng dự có các đồng chí: Trần Văn Mẫu, Phó Chủ tịch UBND tỉnh; Lê Văn Tám, Giám đốc Công an tỉnh; lãnh đạo sở.",
    "Phòng họp trực tuyến được kiểm tra kỹ thuật mỗi quý một lần.",
    "Xây dựng kế hoạch tổ chức các cuộc họp hàng năm, hàng quý, hàng tháng trình Bộ trưởng quyết định.",
    "Các thành viên khác là Ủy viên Ban Thường vụ Tỉnh ủy cùng lãnh đạo các sở, ban, ngành.",
    "Người đứng đầu bộ phận một cửa sử dụng con dấu của cơ quan theo quy định.",
)


@pytest.mark.parametrize("words", NO_COMMITTEE)
def test_news_of_others_gives_no_role_and_no_cadence(words: str) -> None:
    assert not [n for n in found_in(f"{words}\n") if n.kind in {"role", "cadence", "standing_body", "funding"}]
