"""Heads in cells, lists of members, Party papers, quotations, headings of every level, news: read back as written."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.kernel.places import POINT_LETTERS
from chidao.reading.reader import read_law
from chidao.reading.tree import Heading
from tests.reading.shared_texts import codes
from tests.reading.test_styles import check, made_shape, shape_of
from tests.reading.writing import Change, Paper, Style, changed, changes, papers, styles, written
from tests.reading.writing_more import (
    LISTINGS,
    NEWS,
    PAGES,
    Amendment,
    Division,
    Listing,
    Page,
    PartyPaper,
    amending,
    amending_written,
    division_lines,
    divisions,
    issuer_of,
    member_lines,
    misread,
    paged,
    party_papers,
    party_written,
    people,
    with_contents_before,
    with_members,
    with_page_numbers,
)

KINDS: Final = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục"}


@settings(max_examples=25, deadline=None)
@given(papers, st.sampled_from(PAGES), st.integers(8, 40))
def test_a_head_in_the_cells_of_a_portal(paper: Paper, page: Page, width: int) -> None:
    law = read_law(paged(paper, page, width))
    document = law.document
    assert (document.number, document.symbol) == (f"{paper.number:02d}", paper.symbol)
    assert (document.issued_on, document.place) == (paper.day.isoformat(), "Bình Minh")
    assert document.issuer == issuer_of(paper)
    assert document.title == "VỀ VIỆC KIỆN TOÀN VÀ BAN HÀNH QUY CHẾ HOẠT ĐỘNG"
    assert document.signer is not None
    assert (document.signer.forms, document.signer.posts) == (("TM.", "KT."), ("PHÓ CHỦ TỊCH",))
    assert document.signer.name == "Lê Văn Tám"
    assert law.recipients == ("Như trên", "Lưu: VT")
    assert shape_of(law.parts[0].articles) == made_shape(paper.articles)
    assert not law.problems


@settings(max_examples=25, deadline=None)
@given(papers.filter(lambda paper: sum(map(len, paper.chapters)) > 2), styles)
def test_contents_before_and_what_a_portal_tells_after(paper: Paper, style: Style) -> None:
    law = read_law(with_contents_before(paper, style))
    (regulation,) = law.parts
    made = tuple(article for chapter in paper.chapters for article in chapter)
    assert shape_of(regulation.articles) == made_shape(made)
    assert "Số hiệu" not in law.words(regulation.articles[-1].span)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(LISTINGS), people, changes)
def test_a_list_of_members_is_clauses(listing: Listing, found: list[tuple[str, str]], change: Change) -> None:
    kept = Change(decomposed=change.decomposed, look_alikes=change.look_alikes, ends=change.ends)
    law = read_law(changed(with_members(listing, found), kept))
    numbers = [str(number) for number in range(1, len(found) + 1)]
    expected = numbers * 2 if listing == "groups" else numbers
    members, duties, _ = law.parts[0].articles
    assert [clause.label for clause in members.clauses] == expected
    assert [clause.label for clause in duties.clauses] == ["1", "2"]
    for clause, (post, seat) in zip(members.clauses, found, strict=False):
        assert post in law.words(clause.span)
        assert listing == "groups" or seat in law.words(clause.span)
    assert not law.problems


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_list_of_members_as_an_appendix(listing: Listing) -> None:
    if listing in {"groups", "numbered"}:
        return
    found = [("Giám đốc Sở Y tế", "Trưởng ban"), ("Giám đốc Sở Nội vụ", "Ủy viên"), ("Chủ tịch xã", "Ủy viên")]
    text = (
        with_members("numbered", found) + "\n\nDANH SÁCH\nTHÀNH VIÊN BAN CHỈ ĐẠO\n(Kèm theo Quyết định số 15/QĐ-UBND)\n"
    )
    law = read_law(text + "\n".join(member_lines(listing, found)))
    appendix = law.parts[-1]
    (table,) = appendix.tables
    assert (appendix.role, table.header) == ("appendix", ("TT", "Họ và tên", "Chức vụ", "Chức danh"))
    cells = [[law.words(cell) for cell in row.cells] for row in table.rows]
    assert [row[-2:] for row in cells] == [list(pair) for pair in found]


@settings(max_examples=25, deadline=None)
@given(party_papers, st.booleans(), st.booleans(), st.booleans())
def test_a_party_paper(paper: PartyPaper, star: bool, dash: bool, loose: bool) -> None:
    text = party_written(paper, star=star, dash=dash)
    law = read_law(text.replace("\n", "\n\n") if loose else text)
    document = law.document
    assert (document.number, document.symbol, document.separator) == (f"{paper.number:02d}", "QĐ/BCĐ", "-")
    assert (document.kind, document.issued_on, document.place) == ("Quy định", "2025-05-12", "Bình Minh")
    assert document.issuer == "BAN CHỈ ĐẠO VỀ CHUYỂN ĐỔI SỐ"
    assert document.signer is not None
    assert (document.signer.forms, document.signer.posts) == (("TM.",), ("TRƯỞNG BAN",))
    assert [str(cite) for base in law.bases for cite in base.cites] == ["120-QĐ/TU"]
    assert shape_of(law.parts[0].articles) == made_shape(paper.articles)
    assert law.recipients == ("Như trên", "Lưu Văn phòng Tỉnh ủy")
    assert not law.problems


@settings(max_examples=25, deadline=None)
@given(amending, st.booleans())
def test_what_an_amending_text_quotes_is_not_its_own(found: Sequence[Amendment], straight: bool) -> None:
    law = read_law(amending_written(found, straight=straight))
    first, second = law.parts[0].articles
    assert [clause.label for clause in first.clauses] == [str(number) for number in range(1, len(found) + 1)]
    assert (second.label, second.title) == ("2", "Hiệu lực thi hành")
    assert not any(clause.points for clause in first.clauses)
    assert law.replaces == ()
    for clause, change in zip(first.clauses, found, strict=True):
        (quote,) = clause.quotes
        if change.clause is None:
            (article,) = quote.articles
            assert article.label == str(change.article)
            assert [each.label for each in article.clauses] == [str(at) for at in range(1, len(change.items) + 1)]


@settings(max_examples=25, deadline=None)
@given(st.lists(divisions(), min_size=1, max_size=3))
def test_headings_of_every_level(found: list[Division]) -> None:
    expected: list[str] = []
    lines = list(division_lines(found, expected))
    law = read_law("\n".join(["BỘ Y TẾ", "Số: 12/2024/TT-BYT", "THÔNG TƯ", "Quy định chế độ họp", "", *lines]))
    (part,) = law.parts
    assert [named(heading) for heading in part.headings] == expected
    assert [article.label for article in part.articles] == [str(at) for at in range(1, len(part.articles) + 1)]
    assert {heading.title for heading in part.headings} == {"QUY ĐỊNH CHUNG"}
    assert not [problem for problem in law.problems if problem.code.startswith(("article", "clause", "point"))]


def named(heading: Heading) -> str:
    return f"{KINDS[heading.kind]} {heading.label}"


@settings(max_examples=25, deadline=None)
@given(papers.filter(lambda paper: bool(paper.chapters)), st.data())
def test_a_fault_is_reported_and_not_repaired(paper: Paper, data: st.DataObject) -> None:
    made = [article for chapter in paper.chapters for article in chapter]
    lines = ["QUY CHẾ", "Hoạt động", "(Ban hành kèm theo Quyết định số 1/QĐ-UBND ngày 02/3/2024)"]
    labels = list(range(1, len(made) + 1))
    at = data.draw(st.integers(0, len(made) - 1))
    kind = data.draw(st.sampled_from(["article_twice", "article_skipped"]))
    labels = [*labels[: at + 1], *(each - 1 if kind == "article_twice" else each + 1 for each in labels[at + 1 :])]
    lines += [f"Điều {label}. Chế độ họp\n1. Họp mỗi quý.\na) Một;\nb) Hai." for label in labels]
    law = read_law("\n".join(lines))
    assert [article.label for article in law.parts[0].articles] == [str(label) for label in labels]
    told = [code for code in codes(law) if code.startswith("article")]
    assert told == ([kind] if at < len(made) - 1 else [])


@pytest.mark.parametrize("skipped", ["2", "3"])
def test_a_clause_or_a_point_that_is_skipped(skipped: str) -> None:
    clauses = [f"{number}. Nội dung thứ {number}." for number in range(1, 6) if str(number) != skipped]
    points = [
        f"{letter}) Nội dung {letter}." for letter in POINT_LETTERS[:5] if letter != POINT_LETTERS[int(skipped) - 1]
    ]
    text = "\n".join(["QUY CHẾ", "Hoạt động", "Điều 1. Một", *clauses, "Điều 2. Hai", "1. Gồm:", *points, "Điều 3. Ba"])
    law = read_law(text)
    assert [clause.label for clause in law.parts[0].articles[0].clauses] == [line[0] for line in clauses]
    assert [code for code in codes(law) if "skipped" in code] == ["clause_skipped", "point_skipped"]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(NEWS), st.integers(1, 9999), st.dates().map(lambda day: day.replace(year=2024)),
    st.sampled_from(["Ngày {d}/{m}/{y}", "Ngày {d}-{m}-{y}", "Sáng {d}.{m}.{y}", "Ngày {d} tháng {m} năm {y}"]),
)  # fmt: skip
def test_news_of_a_decision(form: str, number: int, day: object, written: str) -> None:
    on = f"{day}".split("-")
    told = written.format(d=int(on[2]), m=int(on[1]), y=on[0])
    title = "kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh"
    news = form.format(
        day=told,
        kind="Quyết định",
        number=number,
        symbol="QĐ-UBND",
        title=title,
        on=f"ngày {int(on[2])}/{on[1]}/{on[0]}",
    )
    law = read_law(f"Kiện toàn Ban Chỉ đạo\n\n{news}\n\nTheo đó, Ban Chỉ đạo có 19 thành viên, làm việc kiêm nhiệm.\n")
    document = law.document
    assert (document.form, document.kind, document.number, document.symbol) == (
        "news",
        "Quyết định",
        str(number),
        "QĐ-UBND",
    )
    assert document.issued_on == f"{day}"
    assert document.issuer is not None
    assert document.title is not None
    assert document.title.removeprefix("về việc ") == title
    assert "summary_only" in codes(law)


@settings(max_examples=25, deadline=None)
@given(papers, st.randoms(use_true_random=False), st.sampled_from([0, 66, 80, 95]))
def test_headings_that_a_machine_misread(paper: Paper, chance: Random, width: int) -> None:
    text = changed(misread(written(paper, Style()), chance), Change(width=width))
    law = read_law(text)
    check(law, paper)
    assert set(codes(law)) <= {"label_unclear"}


@settings(max_examples=25, deadline=None)
@given(papers, st.integers(20, 45), st.booleans(), st.sampled_from([0, 66, 80, 95]))
def test_numbers_of_pages_are_left_out(paper: Paper, step: int, dashes: bool, width: int) -> None:
    text = changed(written(paper, Style()), Change(width=width))
    law = read_law(with_page_numbers(text, step, dashes=dashes))
    check(law, paper)
    assert not law.problems
