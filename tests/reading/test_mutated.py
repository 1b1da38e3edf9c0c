"""The seed with a whole regulation, damaged in ways that keep its meaning, is read as before; faults are told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from chidao.kernel.errors import BadInput
from chidao.kernel.vietnamese import fold
from chidao.reading.reader import read_law
from tests.reading.shared_texts import codes, needs_texts, shape, text_of
from tests.reading.test_seeds import HP20
from tests.reading.writing import Change, changed, changes

pytestmark = needs_texts

MUTATIONS: dict[str, Callable[[str], str]] = {
    "colons": lambda text: re.sub(r"(?m)^(Điều \d+)\.", r"\1:", text),
    "capitals": lambda text: re.sub(r"(?m)^Điều (\d+)\.", r"ĐIỀU \1.", text),
    "no marks in headings": lambda text: re.sub(r"(?m)^(Điều|Chương)\b", lambda found: fold(found[1]).title(), text),
    "lost circumflex": lambda text: re.sub(r"(?m)^Điều", "Điêu", text),
    "arabic chapters": lambda text: re.sub(r"(?m)^Chương (I+V?)$", lambda found: f"Chương {len(found[1])}", text),
    "brackets": lambda text: re.sub(r"(?m)^(\d+)\. ", r"\1) ", text),
    "slashes": lambda text: re.sub(r"(?m)^(\d+)\. ", r"\1/ ", text),
    "hyphens": lambda text: re.sub(r"(?m)^(\d+)\. ", r"\1- ", text),
    "no space": lambda text: re.sub(r"(?m)^(\d+)\. ", r"\1.", text),
    "points with a full stop": lambda text: re.sub(r"(?m)^([ab])\) ", r"\1. ", text),
    "bold": lambda text: re.sub(r"(?m)^(Điều \d+\..*)$", r"**\1**", text),
    "title below": lambda text: re.sub(r"(?m)^(Điều \d+\.) ", r"\1\n", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n\t   "),
    "letter l for one": lambda text: re.sub(r"(?m)^1\. ", "l. ", text),
    "articles l": lambda text: re.sub(r"(?m)^Điều 1\.", "Điều l.", text),
    "form feeds": lambda text: text.replace("\nChương", "\f\nChương"),
    "page furniture": lambda text: text.replace("\nChương", "\nCÔNG BÁO/Số 12/Ngày 01-01-2021\n12\n\nChương"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_other_ways_of_writing_it(name: str) -> None:
    law = read_law(MUTATIONS[name](text_of("002")))
    decision, regulation = law.parts
    assert (shape(decision.articles), shape(regulation.articles)) == ("1:; 2:; 3:", HP20)
    assert len(regulation.chapters) == 4
    assert (law.document.number, law.document.issued_on) == ("852", "2020-03-25")
    assert law.replaces == ("2831/QĐ-BCĐ",)
    assert set(codes(law)) <= {"label_unclear"}


@settings(max_examples=40, deadline=None)
@given(changes)
def test_broken_lines_and_other_codings(change: Change) -> None:
    law = read_law(changed(text_of("002"), change))
    assert [shape(part.articles) for part in law.parts] == ["1:; 2:; 3:", HP20]
    assert (law.document.number, law.document.issued_on, law.replaces) == ("852", "2020-03-25", ("2831/QĐ-BCĐ",))
    assert not law.problems


def test_the_same_spans_whatever_the_coding() -> None:
    text = text_of("002")
    one, other = read_law(text), read_law(unicodedata.normalize("NFD", text))
    words = [
        [law.words(clause.span) for _, article in law.articles() for clause in article.clauses] for law in (one, other)
    ]
    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\nĐiều 8. Chế độ", "\nĐiều 7. Chế độ", "article_twice"),
        ("\nĐiều 8. Chế độ", "\nĐiều 9. Chế độ", "article_skipped"),
        ("\n3. Tổ Công tác giúp việc họp", "\n4. Tổ Công tác giúp việc họp", "clause_skipped"),
        ("\n3. Tổ Công tác giúp việc họp", "\n2. Tổ Công tác giúp việc họp", "clause_twice"),
        ("\nb) Giúp Trưởng ban", "\nc) Giúp Trưởng ban", "point_skipped"),
        ("\nb) Giúp Trưởng ban", "\na) Giúp Trưởng ban", "point_twice"),
        ("Nguyễn Văn Tùng", "", "signer_unnamed"),
    ],
)
def test_a_fault_is_told_and_not_mended(old: str, new: str, code: str) -> None:
    text = text_of("002")
    assert old in text
    law = read_law(text.replace(old, new))
    assert code in codes(law)


def test_blanks_are_gaps() -> None:
    text = text_of("031").replace("\n79/2022/TB-VPCP\n", "\nSố:      /TB-VPCP\nHà Nội, ngày   tháng   năm 2022\n")
    law = read_law(text)
    assert (law.document.number, law.document.symbol, law.document.issued_on) == (None, "TB-VPCP", None)
    assert {"number_blank", "date_blank"} <= set(codes(law))


def test_noise_is_refused() -> None:
    with pytest.raises(BadInput):
        read_law(re.sub(r"\w", "#", text_of("002")))
