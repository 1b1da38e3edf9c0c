"""Issuing a document: numbered, signed in the form of the right, under the seal that goes with it, and delivered."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from chidao.documents.acts import IssueDocument
from chidao.documents.composing import document_paper
from chidao.documents.models import Delivery, Document
from chidao.documents.queries import document_page
from chidao.documents.word import word_document
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, Refused
from chidao.ledger.models import RefusalEntry
from tests.clauses.at_work import AtWork, at, founded

pytestmark = pytest.mark.django_db
WHEN = at(2022, 6, 6)


def paper(body: str, **more: Any) -> IssueDocument:
    given = {"kind": "KH", "title": "Kế hoạch công tác năm 2022", "text": ("Mục tiêu.", "Tổ chức thực hiện.")}
    return IssueDocument(**{"body": body, **given, **more})


@pytest.fixture
def th(settings: Any) -> AtWork:
    return founded("TH", at(2022, 6, 1), settings)


def reasons(error: ChidaoError) -> dict[str, str | None]:
    return {reason.code: reason.clause for reason in error.reasons}


def test_a_plan_goes_out_under_number_signed_and_sealed_to_its_recipients(th: AtWork) -> None:
    agencies = (th.agency("so-noi-vu"), th.agency("so-y-te"))
    given = paper("TH", recipients=("Như trên",), agencies=agencies, duty="annual-plan", cycle="2022")
    made = th.do(given, "chair", WHEN).outcome
    document = Document.objects.get(pk=made["document"])
    assert (document.label, document.duty, document.cycle) == ("01/KH-BCĐCĐS", "annual-plan", "2022")
    assert document.signature_lines == ["TRƯỞNG BAN", "", "CHỦ TỊCH UBND TỈNH"]
    assert document.seal == "UBND tỉnh Thanh Hóa"
    assert document.recipients == ["Sở Nội vụ", "Sở Y tế", "Như trên"]
    assert set(Delivery.objects.filter(document=document).values_list("agency", flat=True)) == set(agencies)


def test_it_prints_as_a_proper_document(th: AtWork) -> None:
    made = th.do(paper("TH", agencies=(th.agency("so-y-te"),)), "chair", WHEN).outcome
    found = document_page(th.reader("chair", WHEN), int(str(made["document"])))
    paper_made = document_paper(found)
    printed = docx.Document(io.BytesIO(word_document(paper_made.paper, paper_made.norm)))
    words = [each.text for each in printed.paragraphs]
    words += [
        each.text for table in printed.tables for row in table.rows for cell in row.cells for each in cell.paragraphs
    ]
    said = "\n".join(words)
    for wanted in ("KẾ HOẠCH", "Mục tiêu.", "CHỦ TỊCH UBND TỈNH", "01/KH-BCĐCĐS", "Sở Y tế"):
        assert wanted in said
    assert "Tổ chức thực hiện./." in said


def test_another_seal_is_refused_with_the_clause_and_stays_in_the_log(th: AtWork) -> None:
    with pytest.raises(Refused) as refused:
        th.do(paper("TH", kind="CV", seal="UBND tỉnh Thanh Hóa"), "vice-chair-so", WHEN)
    assert reasons(refused.value) == {"wrong_seal": "TH-8"}
    assert "Sở Thông tin và Truyền thông" in refused.value.reasons[0].remedy.vi  # type: ignore[union-attr]
    assert Document.objects.count() == 0
    assert RefusalEntry.objects.filter(act="issue_document").count() == 1


def test_the_kinds_are_of_whoever_the_regulation_says(th: AtWork) -> None:
    with pytest.raises(Refused):
        th.do(paper("TH"), "member-so-y-te", WHEN)
    th.do(paper("TH", kind="TTr"), "group-lead", WHEN)


def test_a_number_from_the_paper_is_taken_once(th: AtWork) -> None:
    th.do(paper("TH", number=7), "chair", WHEN)
    with pytest.raises(Conflict):
        th.do(paper("TH", number=7), "chair", WHEN)
    assert Document.objects.get(pk=th.do(paper("TH"), "chair", WHEN).outcome["document"]).number == 8


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": (" ",)}, "nothing_said"),
        ({"duty": "annual-plan", "cycle": "2022-Q1"}, "no_such_cycle"),
        ({"duty": "annual-plan"}, "no_such_cycle"),
        ({"duty": "year-end-review", "cycle": "2022"}, "no_such_duty"),
        ({"duty": "nothing", "cycle": "2022"}, "no_such_duty"),
        ({"cycle": "2022"}, "cycle_of_nothing"),
    ],
)
def test_what_it_discharges_is_a_duty_and_a_cycle_of_the_regulation(
    th: AtWork, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        th.do(paper("TH", **more), "chair", WHEN)
    assert set(reasons(wrong.value)) == {code}


def test_the_form_offers_what_the_seat_may_sign_and_names_its_seal(th: AtWork) -> None:
    assert 'href="/TH/act/issue_document/' in th.page("documents/", "chair")
    form = th.page("act/issue_document/", "vice-chair-so")
    assert 'value="CV"' in form
    assert 'value="QĐ"' not in form
    assert "Sở Thông tin và Truyền thông, đi với chữ ký này" in form
    assert 'href="/TH/regulation/TH-8/"' in form
