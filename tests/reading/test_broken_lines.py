"""A text whose paragraphs were broken by hand at some width is read as the same text unbroken: labels, facts, rules."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.data.reading import norm_words
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from tests.reading.regulations_made import LIST_STYLES, Member, Rules, members, regulation, rules
from tests.reading.shared_texts import needs_texts, shape, text_of
from tests.reading.writing import Paper, Style, papers, styles, written
from tests.reading.writing_more import Amendment, PartyPaper, amending, amending_written, party_papers, party_written

WORDS: Final = norm_words()
TOLD: Final = ("of", "who", "role", "post", "agency", "name", "months", "act", "seal")
widths: Final = st.integers(60, 110)

PROSE: Final = (
    "Chuyển đổi số là việc của mọi cơ quan trong tỉnh, cho nên người đứng đầu mỗi cơ quan chịu trách nhiệm về kết quả "
    "thực hiện kế hoạch của cơ quan mình và báo cáo khi được yêu cầu, kể cả những việc chưa làm xong trong năm.\n"
    "UBND tỉnh Bình Minh vừa kiện toàn Ban Chỉ đạo Chuyển đổi số tỉnh Bình Minh. Theo đó, ông Trần Văn Mẫu, "
    "Chủ tịch UBND tỉnh làm Trưởng ban. Các Phó Trưởng ban gồm: bà Lê Thị Mẫu, Phó Giám đốc Sở Nội vụ; "
    "ông Lê Văn Tám, Giám đốc Sở Lao động - Thương binh và Xã hội; ông Trần Văn Hai, Phó Giám đốc Công an tỉnh. "
    "Ban Chỉ đạo họp mỗi quý một lần. Sở Nội vụ là cơ quan thường trực của Ban Chỉ đạo."
)


def broken(text: str, width: int) -> str:
    """Return a text with each line broken where the next word has no room."""
    return "\n".join("\n".join(_pieces(line, width)) for line in text.split("\n"))


def _pieces(line: str, width: int) -> Iterable[str]:
    wrapper = textwrap.TextWrapper(
        width, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False
    )
    return wrapper.wrap(line) or [""]


def said(text: str) -> dict[str, Any]:
    """Return what a text was read to say, without its places."""
    law = read_law(text)
    document = law.document
    rules_found = [
        (norm.kind, *(str(norm.get(name)) for name in TOLD))
        for norm in find_norms(law, WORDS)
        if norm.kind != "body"
    ]  # fmt: skip
    return {
        "parts": [(part.role, [head.label for head in part.headings], shape(part.articles)) for part in law.parts],
        "facts": (document.kind, document.number, document.symbol, document.issued_on, document.issuer, document.title),
        "signer": document.signer and (document.signer.forms, document.signer.posts, document.signer.name),
        "recipients": law.recipients,
        "replaces": law.replaces,
        "rules": sorted(rules_found),
    }


@settings(max_examples=25, deadline=None)
@given(papers, styles, widths)
def test_decisions(paper: Paper, style: Style, width: int) -> None:
    text = written(paper, style)
    assert said(broken(text, width))["parts"] == said(text)["parts"]


@settings(max_examples=25, deadline=None)
@given(members(), st.sampled_from([style for style in LIST_STYLES if style != "table"]), rules(), widths)
def test_regulations(made: tuple[Member, ...], style: str, found: Rules, width: int) -> None:
    text = regulation(made, style, found.sentences)
    assert said(broken(text, width)) == said(text)


@settings(max_examples=15, deadline=None)
@given(party_papers, amending, widths)
def test_party_papers_and_amendments(paper: PartyPaper, found: list[Amendment], width: int) -> None:
    for text in (party_written(paper, star=True, dash=True), amending_written(found, straight=False)):
        assert said(broken(text, width))["parts"] == said(text)["parts"]


@pytest.mark.parametrize("width", range(60, 111))
def test_prose_broken_before_a_capital(width: int) -> None:
    assert said(broken(PROSE, width))["rules"] == said(PROSE)["rules"]


@needs_texts
@pytest.mark.parametrize("width", [62, 75, 88, 95, 104])
@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_seeds(seed: str, width: int) -> None:
    text = text_of(seed)
    assert said(broken(text, width)) == said(text)


def test_short_items_and_headings_stay_apart() -> None:
    lines = [
        "Điều 1. Thành lập Ban Chỉ đạo Chuyển đổi số tỉnh Bình Minh để giúp Chủ tịch Ủy ban nhân dân tỉnh chỉ đạo việc",
        "chuyển đổi số trong các cơ quan của tỉnh, gồm các thành viên:",
        "1. Trưởng ban: Chủ tịch Ủy ban nhân dân tỉnh",
        "2. Phó Trưởng ban: Giám đốc Sở Nội vụ",
        "CHẾ ĐỘ LÀM VIỆC",
        "Điều 2. Ban Chỉ đạo họp mỗi quý một lần để xem xét việc thực hiện kế hoạch của năm và những việc mà các thành",
        "viên đề nghị.",
    ]
    (part,) = read_law("\n".join(lines)).parts
    assert shape(part.articles) == "1:1 2; 2:"
    assert part.articles[0].clauses[0].label == "1"
