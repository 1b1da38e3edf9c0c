"""Decisions written in every style are read back as they were made up."""

from __future__ import annotations

from hypothesis import given, settings

from chidao.kernel.places import POINT_LETTERS
from chidao.reading.reader import read_law
from chidao.reading.tree import Article, Law, Part
from tests.reading.writing import Change, Made, Paper, Style, changed, changes, papers, styles, written


def shape_of(articles: tuple[Article, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (article.label, [(clause.label, "".join(point.label for point in clause.points)) for clause in article.clauses])
        for article in articles
    ]


def made_shape(made: tuple[Made, ...], more: int = 0) -> list[tuple[str, list[tuple[str, str]]]]:
    shape = [
        (
            str(number),
            [(str(count), POINT_LETTERS[: len(item.points)]) for count, item in enumerate(article.items, start=1)],
        )
        for number, article in enumerate(made, start=1)
    ]
    return [*shape, *((str(len(made) + each), []) for each in range(1, more + 1))]


def check(law: Law, paper: Paper) -> None:
    main, *others = law.parts
    assert shape_of(main.articles) == made_shape(paper.articles, 1 if paper.replaced else 0)
    assert (law.document.number, law.document.symbol) == (f"{paper.number:02d}", paper.symbol)
    assert law.document.issued_on == paper.day.isoformat()
    assert law.replaces == ((paper.replaced,) if paper.replaced else ())
    assert [str(cite) for base in law.bases for cite in base.cites] == [
        "Luật Tổ chức chính quyền địa phương", "2488/QĐ-UBND",
    ]  # fmt: skip
    assert law.document.signer is not None
    assert (law.document.signer.forms, law.document.signer.name) == (("TM.", "KT."), "Lê Văn Tám")
    assert law.recipients == ("Như trên", "Lưu: VT")
    if paper.chapters:
        check_regulation(others, paper)
    else:
        assert not others


def check_regulation(others: list[Part], paper: Paper) -> None:
    (regulation,) = others
    made = tuple(article for chapter in paper.chapters for article in chapter)
    assert regulation.role == "regulation"
    assert shape_of(regulation.articles) == made_shape(made)
    assert [article.title for article in regulation.articles] == [article.title for article in made]
    assert len(regulation.chapters) == len(paper.chapters)


@settings(max_examples=60, deadline=None)
@given(papers, styles)
def test_a_style_is_read_back(paper: Paper, style: Style) -> None:
    law = read_law(written(paper, style))
    check(law, paper)
    assert not law.problems


@settings(max_examples=60, deadline=None)
@given(papers, changes)
def test_a_changed_text_is_read_back(paper: Paper, change: Change) -> None:
    given_text = changed(written(paper, Style()), change)
    law = read_law(given_text)
    check(law, paper)
    for part, article in law.articles():
        assert part.span.start <= article.span.start < article.span.end <= part.span.end
        assert law.words(article.span).startswith(("Điều", "ĐIỀU"))
        for clause in article.clauses:
            assert article.span.start <= clause.span.start < clause.span.end <= article.span.end
            assert law.words(clause.span).startswith(f"{clause.label}.")
