"""Ten real texts, chosen for how they differ, against counts made by hand."""

from __future__ import annotations

import pytest

from tests.reading.shared_texts import codes, law_of, needs_texts, shape

pytestmark = needs_texts


@pytest.mark.parametrize(
    ("prefix", "kind", "number", "symbol", "issued_on", "issuer", "signer"),
    [
        ("006", "Quyết định", "72", "QĐ-TTg", "2014-01-13", "THỦ TƯỚNG CHÍNH PHỦ", "Vũ Đức Đam"),
        ("022", "Quyết định", "115", "QĐ-BNN-TCLN", "2014-01-21",
         "BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "Cao Đức Phát"),
        ("024", "Quyết định", "5134", "QĐ-UBND", "2010-11-17",
         "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Nguyễn Trung Tín"),
        ("031", "Thông báo", "79", "2022/TB-VPCP", None, None, None),
        ("034", "Kế hoạch", "2442", "KH-SYT", None, "SỞ Y TÉ", None),
        ("046", "Quyết định", "505", "QĐ-TTg", "2022-04-22", "THỦ TƯỚNG CHÍNH PHỦ", "Vũ Đức Đam"),
        ("048", "Nghị định", "30", "2020/NĐ-CP", "2020-03-05", "CHÍNH PHỦ", "Nguyễn Xuân Phúc"),
        ("049", "Nghị định", "249", "2025/NĐ-CP", "2025-09-19", "CHÍNH PHỦ", "Nguyễn Hòa Bình"),
        ("052", "Thông tư", "17", "2026/TT-NHNN", "2026-05-19", "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "Phạm Thanh Hà"),
        ("054", None, None, None, None, None, None),
    ],
)  # fmt: skip
def test_the_facts(
    prefix: str, kind: str | None, number: str | None, symbol: str | None, issued_on: str | None, issuer: str | None,
    signer: str | None,
) -> None:  # fmt: skip
    document = law_of(prefix).document
    assert (document.kind, document.number, document.symbol, document.issued_on) == (kind, number, symbol, issued_on)
    assert document.issuer == issuer
    assert (document.signer.name if document.signer else None) == signer


def test_a_council_with_a_list_of_members() -> None:
    decision, members = law_of("006").parts
    assert shape(decision.articles) == "1:; 2:; 3:1 2 3 4; 4:; 5:; 6:"
    assert (members.role, members.kind) == ("appendix", "Danh sách")
    (table,) = members.tables
    assert len(table.header) == 4
    assert [row.label for row in table.rows] == [str(number) for number in range(1, 19)]
    assert [law_of("006").words(cell) for cell in table.rows[1].cells][2] == "Phó Chủ tịch"


def test_a_regulation_in_which_clauses_are_skipped() -> None:
    decision, regulation = law_of("022").parts
    assert len(decision.articles) == 3
    assert shape(regulation.articles) == (
        "1:1 2; 2:1 2 3 4; 3:1 2 3 4; 4:1 2 3 4 5 6 7; 5:1 2 3; 6:1 2 3; 7:1 2 3 4 5; 8:1 2; 9:1 2; 10:1 2 3 4 5; "
        "11:1 2ab 3ab; 12:1abc 2abc; 13:; 14:1 2 3 4; 15:1 2; 16:1 2; 17:; 18:1 2; 19:1 2abc 3ab 4ab 6abc; "
        "20:1 2abc 3ab 4ab 6ab; 21:; 22:1 2"
    )
    assert codes(law_of("022")) == ["clause_skipped", "clause_skipped"]
    assert law_of("022").replaces == ("2472/QĐ-BNN-TCLN",)


def test_an_article_number_that_stands_twice() -> None:
    regulation = law_of("024").parts[1]
    assert [article.label for article in regulation.articles] == [*map(str, range(1, 14)), "13", "14"]
    assert codes(law_of("024")) == ["article_twice"]
    assert shape(regulation.articles[3:7]) == ("4:1abcd 2abc 3abc 4abc 5ab 6ab; 5:1abc 2ab 3; 6:1 2 3; 7:1abcdđ 2 3")
    assert law_of("024").replaces == ("02/QĐ-PCLB",)


def test_a_plan_read_by_a_machine() -> None:
    (part,) = law_of("034").parts
    assert [(group.label, len(group.clauses)) for group in part.groups] == [("I", 0), ("II", 6), ("III", 2), ("IV", 2)]
    first = part.groups[2].clauses[0]
    assert [clause.label for clause in first.clauses] == ["1.1", "1.2"]
    assert [clause.label for clause in first.clauses[1].clauses] == ["1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"]
    assert {"date_unreadable", "signer_unnamed"} <= set(codes(law_of("034")))


def test_a_decision_read_by_a_machine() -> None:
    assert shape(law_of("046").parts[0].articles) == "1:; 2:1 2 3; 3:1 2 3 4 5; 4:; 5:"
    signer = law_of("046").document.signer
    assert signer is not None
    assert (signer.forms, signer.posts) == (("KT.",), ())
    assert "signer_postless" in codes(law_of("046"))


def test_a_decree_with_chapters_and_sections() -> None:
    (part,) = law_of("048").parts
    assert [article.label for article in part.articles] == [str(number) for number in range(1, 39)]
    assert [chapter.label for chapter in part.chapters] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert sum(heading.kind == "section" for heading in part.headings) == 5
    assert shape(part.articles[2:4]) == "3:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; 4:1 2abcdđeg"
    assert shape(part.articles[7:8]) == "8:1 2abcdđeghi 3abcd 4"
    assert law_of("048").replaces == ("110/2004/NĐ-CP", "09/2010/NĐ-CP")
    assert not law_of("048").problems


def test_a_portal_with_menus_and_contents() -> None:
    (part,) = law_of("049").parts
    assert shape(part.articles) == (
        "1:1 2; 2:1 2 3; 3:1 2abc 3abcdđe; 4:1 2abcd 3abc 4 5; 5:1 2 3 4 5; 6:1 2 3; 7:1 2abcdđ 3; "
        "8:1 2 3 4 5 6 7abc 8abc; 9:1 2; 10:1 2 3 4; 11:; 12:; 13:1 2; 14:1ab 2ab 3 4 5 6ab 7 8 9abc; 15:; 16:"
    )
    assert not law_of("049").problems


def test_an_amending_circular() -> None:
    main, *appendices = law_of("052").parts
    assert shape(main.articles) == (
        "1:; 2:; 3:1 2; 4:; 5:; 6:; 7:1 2 3 4; 8:1 2; 9:; 10:1 2 3 4; "
        "11:; 12:; 13:; 14:; 15:; 16:; 17:; 18:1 2; 19:1 2; 20:"
    )
    assert [(part.role, part.label) for part in appendices] == [
        ("appendix", "I"),
        ("appendix", "II"),
        ("appendix", "III"),
    ]
    quoted = {
        article.label: [each.label for quote in article.quotes for each in quote.articles] for article in main.articles
    }
    assert {label: found for label, found in quoted.items() if found} == {
        "1": ["3"], "2": ["4a"], "4": ["5a"], "5": ["12"], "6": ["14"], "11": ["8"], "17": ["6"],
    }  # fmt: skip
    assert codes(law_of("052")) == ["quote_unclosed", "quote_unclosed"]
    assert law_of("052").replaces == ()
    amended = [str(link.reference) for link in law_of("052").links if link.relation == "amends"]
    assert amended == ["22/2013/TT-NHNN", "37/2013/TT-NHNN", "10/2016/TT-NHNN", "39/2025/TT-NHNN", "26/2021/TT-NHNN"]


def test_a_notice_in_html_with_entities() -> None:
    law = law_of("031")
    assert law.document.title is not None
    assert law.document.title.startswith("Kết luận của Thủ tướng Chính phủ")
    assert [[clause.label for clause in group.clauses] for group in law.parts[0].groups] == [["1", "2"]]
    assert "date_missing" in codes(law)


def test_news_that_report_no_document() -> None:
    law = law_of("054")
    assert law.document.form == "news"
    assert {"number_missing", "kind_missing", "date_missing"} <= set(codes(law))
