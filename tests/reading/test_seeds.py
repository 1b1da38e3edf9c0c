"""The five seeds: every article, clause and point; number, date, issuer, what is replaced."""

from __future__ import annotations

from typing import Final

import pytest

from tests.reading.shared_texts import codes, law_of, needs_texts, shape, text_of

pytestmark = needs_texts

HP20: Final = (
    "1:1 2; 2:1 2 3 4; 3:1 2 3; 4:1 2ab; 5:1 2 3 4 5 6 7; 6:1 2 3 4 5 6 7 8 9; "
    "7:1 2 3; 8:1 2 3 4; 9:1 2; 10:1 2 3; 11:1 2"
)


def test_the_decision_of_2020_and_its_regulation() -> None:
    law = law_of("002")
    decision, regulation = law.parts
    assert (decision.role, shape(decision.articles)) == ("decision", "1:; 2:; 3:")
    assert (regulation.role, regulation.kind, shape(regulation.articles)) == ("regulation", "Quy chế", HP20)
    assert [chapter.label for chapter in regulation.chapters] == ["I", "II", "III", "IV"]
    assert regulation.articles[6].title == "Các cuộc họp của Ban Chỉ đạo"
    assert not law.problems


def test_the_facts_of_2020() -> None:
    document = law_of("002").document
    assert (document.kind, document.number, document.symbol, document.issued_on) == (
        "Quyết định", "852", "QĐ-BCĐ", "2020-03-25",
    )  # fmt: skip
    assert document.issuer == "Ban Chỉ đạo xây dựng Chính quyền điện tử thành phố Hải Phòng"
    assert document.signer is not None
    assert document.signer.posts == ("TRƯỞNG BAN", "CHỦ TỊCH UBND THÀNH PHỐ")
    assert law_of("002").replaces == ("2831/QĐ-BCĐ",)
    effect = law_of("002").effect
    assert effect is not None
    assert effect.from_signing


def test_the_bases_of_2020() -> None:
    assert [[str(cite) for cite in base.cites] for base in law_of("002").bases] == [
        ["Luật Tổ chức chính quyền địa phương"], ["2488/QĐ-UBND"], ["492/STTTT-CNTT"],
    ]  # fmt: skip


def test_spans_are_places_in_the_text_as_given() -> None:
    text, law = text_of("002"), law_of("002")
    article = law.parts[1].articles[3]
    assert text[article.span.start :].startswith("Điều 4. Các Phó Trưởng ban")
    point = article.clauses[1].points[1]
    assert text[slice(*point.span)].startswith("b) Giúp Trưởng ban")
    assert text[slice(*point.span)].endswith("đúng thời hạn quy định.")


@pytest.mark.parametrize(
    ("prefix", "number", "symbol", "known", "issuer", "replaces"),
    [
        ("000", "24", "QĐ-BCĐCĐS", "2022-03-30", "Ban Chỉ đạo về Chuyển đổi số thành phố", ("3694/QĐ-BCĐ",)),
        ("001", "4347", "QĐ-UBND", None, "Ủy ban nhân dân tỉnh", ()),
        ("003", None, None, None, None, ()),
        ("004", "1321", "QĐ-BCĐCĐS", "--05-15", "Ban Chỉ đạo Chuyển đổi số tỉnh Nghệ An", ()),
    ],
)
def test_what_the_news_says_of_a_decision(
    prefix: str,
    number: str | None,
    symbol: str | None,
    known: str | None,
    issuer: str | None,
    replaces: tuple[str, ...],
) -> None:
    law = law_of(prefix)
    document = law.document
    assert (document.form, document.kind) == ("news", "Quyết định")
    assert (document.number, document.symbol, document.issuer) == (number, symbol, issuer)
    assert (document.dated_on.as_iso() if document.dated_on else None) == known
    assert law.replaces == replaces
    assert "summary_only" in codes(law)


def test_a_year_that_only_the_page_gives_is_told() -> None:
    assert law_of("000").document.issued_on == "2022-03-30"
    assert "date_from_page" in codes(law_of("000"))


def test_a_day_without_a_year_is_no_date() -> None:
    assert law_of("004").document.issued_on is None
    assert "date_partial" in codes(law_of("004"))


def test_lists_in_the_news() -> None:
    (part,) = law_of("003").parts
    assert [(group.title, [clause.label for clause in group.clauses]) for group in part.groups] == [
        ("Nhiệm vụ và quyền hạn của Ban chỉ đạo", ["1", "2", "3", "4", "5", "6", "7"]),
        ("Nhiệm vụ của các thành viên Ban chỉ đạo", ["1", "2", "3", "4"]),
        ("Tổ chức và hoạt động của Ban chỉ đạo", ["1", "2", "3", "4", "5"]),
    ]
    (group,) = law_of("001").parts[0].groups
    assert [(clause.label, len(clause.dashes)) for clause in group.clauses] == [
        ("1", 0), ("2", 3), ("3", 0), ("4", 0), ("5", 0),
    ]  # fmt: skip


def test_paragraphs_are_counted_as_they_are_cited() -> None:
    law = law_of("000")
    paragraphs = law.parts[0].paragraphs
    assert len(paragraphs) == 9
    assert law.words(paragraphs[7].span).startswith("Ban Chỉ đạo họp đình kỳ 02 tháng/01 lần")
    assert len(law_of("004").parts[0].paragraphs) == 8
