"""Legal bases that ended: what rests on them, directly and through others, and what a review changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chidao.instruments.bases import bases_to_review, same_paper
from chidao.kernel.errors import Conflict, NotFound
from chidao.mandates.queries import reader_for
from chidao.reports.bases import to_review
from tests.charters_small import BESIDE
from tests.factories import Founded, founded_body
from tests.web.seated import Seated, on_morning

pytestmark = pytest.mark.django_db

POWER = "  - {id: review, acts: [review_basis, set_document_access], roles: [secretary], clause: T1-beside-1}\n"
TODAY = date(2020, 3, 3)
LAW = "Luật Tổ chức thử (2015)"


@pytest.fixture
def chained() -> Founded:
    """A rests on a law and a decision, B on A, C on B; the decision is held, the law is known by its name."""
    body = founded_body(beside=BESIDE.replace("powers:\n", f"powers:\n{POWER}", 1))
    enter(body, "10/QĐ-UB")
    enter(body, "11/QĐ-UB", based_on=(LAW, "10/QĐ-UB"))
    enter(body, "12/QĐ-UB", based_on=("11/QĐ-UB",))
    enter(body, "13/QĐ-UB", based_on=("12/QĐ-UB",))
    return body


def enter(body: Founded, symbol: str, effective_from: date | None = date(2020, 3, 1), **links: tuple[str, ...]) -> int:
    made = [{"kind": kind, "target": target} for kind, targets in links.items() for target in targets]
    from chidao.instruments.acts import LinkTo

    told = tuple(LinkTo(**each) for each in made)
    given: dict[str, Any] = {"kind": "decision", "symbol": symbol, "title": f"Về {symbol}", "links": told}
    return int(body.do("enter_instrument", effective_from=effective_from, **given).outcome["instrument"])


def found(on: date = TODAY) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.label, each.ended.says, each.through) for each in bases_to_review("T1", on)]


def review(body: Founded, label: str, outcome: str) -> None:
    link = next(each.link for each in bases_to_review("T1", TODAY) if each.label == label)
    body.do("review_basis", link=link, outcome=outcome, words="Đã đối chiếu.")


def test_nothing_is_listed_while_every_basis_is_in_force(chained: Founded) -> None:
    assert found() == []
    from chidao.instruments.models import Link

    link = Link.objects.filter(kind="based_on").earliest("pk")
    with pytest.raises(Conflict):
        chained.do("review_basis", link=link.pk, outcome="stands", words="x")
    with pytest.raises(NotFound):
        chained.do("review_basis", link=99_999, outcome="stands", words="x")


def test_what_rests_on_what_ended_is_listed_through_any_number_of_others(chained: Founded) -> None:
    enter(chained, "20/QĐ-UB", date(2020, 3, 3), replaces=("10/QĐ-UB",))
    assert found(date(2020, 3, 2)) == []
    assert found() == [
        ("11/QĐ-UB", "10/QĐ-UB", ()),
        ("12/QĐ-UB", "10/QĐ-UB", ("11/QĐ-UB",)),
        ("13/QĐ-UB", "10/QĐ-UB", ("11/QĐ-UB", "12/QĐ-UB")),
    ]


def test_a_law_known_by_its_name_only_ends_too(chained: Founded) -> None:
    enter(chained, "20/QĐ-UB", date(2020, 3, 3), repeals=("Luật tổ chức thử (2015)",))
    assert found()[0][:2] == ("11/QĐ-UB", LAW)
    assert len(found()) == 3


def test_what_stands_holds_up_what_rests_on_it_until_something_else_ends(chained: Founded) -> None:
    enter(chained, "20/QĐ-UB", date(2020, 3, 3), replaces=("10/QĐ-UB",))
    review(chained, "11/QĐ-UB", "stands")
    assert found() == [("11/QĐ-UB", "10/QĐ-UB", ())]
    assert not any(each.waits for each in bases_to_review("T1", TODAY))
    review(chained, "11/QĐ-UB", "to_amend")  # looked at again: the last word counts
    assert [each.label for each in bases_to_review("T1", TODAY) if each.waits] == ["12/QĐ-UB", "13/QĐ-UB"]


def test_papers_that_rest_on_one_another_are_listed_once_each(chained: Founded) -> None:
    from chidao.instruments.models import Instrument

    first = Instrument.objects.get(number="11").pk
    chained.do("link_instruments", instrument=first, kind="based_on", target="13/QĐ-UB")
    enter(chained, "20/QĐ-UB", date(2020, 3, 3), replaces=("10/QĐ-UB",))
    assert {each[0] for each in found()} == {"11/QĐ-UB", "12/QĐ-UB", "13/QĐ-UB"}


def test_documents_that_cite_it_are_listed_and_the_clerk_is_told(chained: Founded) -> None:
    for text in (("Căn cứ Quyết định số 10/QĐ-UB ngày 01/3/2020;", "Nội dung."), ("Căn cứ 12/QĐ-UB;",), ("Nội dung.",)):
        chained.do("issue_document", chained["head"], kind="CV", title="Về việc", text=text)
    enter(chained, "20/QĐ-UB", date(2020, 3, 3), replaces=("10/QĐ-UB",))
    seen = to_review(reader_for(chained.clerk, chained.now), TODAY)
    assert [(each.label, each.basis, each.through) for each in seen.documents] == [
        ("02/BTN-VP", "10/QĐ-UB", "12/QĐ-UB"), ("01/BTN-VP", "10/QĐ-UB", "")
    ]  # fmt: skip
    assert seen.waiting == 3
    chained.do("set_document_access", document=seen.documents[0].document, access="restricted", reason="Nhân sự")
    fellow = to_review(reader_for(chained["fellow-alpha"], chained.now), TODAY)
    assert [each.label for each in fellow.documents] == ["01/BTN-VP"]
    with on_morning():
        body = Seated(chained)
        assert "Rà soát căn cứ" in body.get("", "secretary")
        page = body.get("instruments/bases/", "secretary")
    assert all(words in page for words in ("11/QĐ-UB", "chưa rà soát", "02/BTN-VP", "20/QĐ-UB"))


def test_two_names_of_one_paper() -> None:
    assert same_paper("852/QĐ-BCĐ", "852/QĐ-BCĐ")
    assert same_paper("Luật An ninh mạng (2018)", "luật an ninh mạng  2018")
    assert not same_paper("852/QĐ-BCĐ", "853/QĐ-BCĐ")
