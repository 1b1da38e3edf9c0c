"""Numbers: one series a kind and year, unique, never reused, voids recorded; papers entered with their own number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.acts.runner import check_record
from chidao.documents.acts import EnterOutsideDocument, FileDocument, PublishDocument, VoidNumber
from chidao.documents.models import Document, Series, StoredFile
from chidao.documents.queries import papers_to_file, series_check
from chidao.documents.rules import Taken, check_series, conclusion_clause, signed_by
from chidao.instruments.charter import Regulation, Signature
from chidao.instruments.models import Instrument
from chidao.instruments.queries import regulation
from chidao.kernel.errors import BadInput, Conflict, NotFound, Refused
from chidao.kernel.wording import Text
from chidao.meetings.acts import ApproveInvitationList, IssueConclusionNotice
from chidao.tasks.acts import AssignTask
from tests.meetings.committee import BODY, CLERK, Committee, at, founded, scan

DAY = at(2020, 5, 4)
PAPER = EnterOutsideDocument(
    body=BODY, kind="TB", number=12, symbol="TB-BCĐ", dated_on=date(2020, 4, 20), title="Kết luận phiên họp tháng 4"
)


@pytest.fixture
def hp20(db: None) -> Committee:
    return founded("HP20")


def invited(hp20: Committee, month: int = 5) -> Document:
    meeting = hp20.convene("ad_hoc", when=at(2020, month, 4), starts_at=at(2020, month, 20))
    hp20.invite(meeting, at(2020, month, 4))
    document: Document = Document.objects.filter(kind="GM").latest("pk")
    return document


def codes(problem: pytest.ExceptionInfo[Conflict]) -> set[str]:
    return {reason.code for reason in problem.value.reasons}


def test_numbers_run_from_one_each_year_in_each_series(hp20: Committee) -> None:
    assert [invited(hp20, month).label for month in (5, 6)] == ["01/GM-BCĐ", "02/GM-BCĐ"]
    meeting = hp20.convene("ad_hoc", when=at(2021, 1, 4), starts_at=at(2021, 1, 20))
    hp20.invite(meeting, at(2021, 1, 4))
    assert Document.objects.latest("pk").label == "01/GM-BCĐ"
    assert list(Series.objects.order_by("year").values_list("year", "last")) == [(2020, 2), (2021, 1)]


def test_a_void_is_recorded_and_its_number_never_given_again(hp20: Committee) -> None:
    first = invited(hp20)
    hp20.do(VoidNumber(body=BODY, document=first.pk, reason="Ghi nhầm cuộc họp"), CLERK, DAY)
    first.refresh_from_db()
    assert (first.voided_at, first.void_reason) == (DAY, "Ghi nhầm cuộc họp")
    assert invited(hp20, 6).label == "02/GM-BCĐ"
    with pytest.raises(Conflict) as again:
        hp20.do(VoidNumber(body=BODY, document=first.pk, reason="Lần nữa"), CLERK, DAY)
    assert codes(again) == {"already_voided"}
    (state,) = series_check(BODY, 2020)
    assert (state.last, state.findings.voided, state.findings.clean) == (2, (1,), True)


def test_a_void_invitation_was_never_sent(hp20: Committee) -> None:
    meeting = hp20.convene(when=DAY, starts_at=at(2020, 5, 20))
    hp20.invite(meeting, DAY)
    hp20.do(VoidNumber(body=BODY, document=Document.objects.get().pk, reason="Sai ngày"), CLERK, DAY)
    hp20.do(ApproveInvitationList(body=BODY, meeting=meeting), "chair", DAY)
    assert Document.objects.latest("pk").label == "02/GM-BCĐ"


def test_a_paper_from_outside_keeps_its_number_and_moves_the_counter(hp20: Committee) -> None:
    made = hp20.do(replace(PAPER, conclusions=("Một", "", "Hai"), scan=scan()), CLERK, DAY)
    document = Document.objects.get(pk=made.outcome["document"])
    assert (document.label, document.dated_on, document.outside) == ("12/TB-BCĐ", date(2020, 4, 20), True)
    assert document.instrument is not None
    assert [each.clause_id for each in document.instrument.provisions.all()] == ["TB-12/2020.1", "TB-12/2020.2"]
    assert Series.objects.get(kind="TB").last == 12
    with pytest.raises(Conflict) as taken:
        hp20.do(replace(PAPER, title="Một văn bản khác"), CLERK, DAY)
    assert codes(taken) == {"number_taken"}
    hp20.do(replace(PAPER, number=3), CLERK, DAY)
    assert Series.objects.get(kind="TB").last == 12
    (state,) = series_check(BODY, 2020)
    assert state.findings.missing == (1, 2, 4, 5, 6, 7, 8, 9, 10, 11)
    assert not check_record("default").findings


def test_the_next_number_goes_on_from_the_one_given_by_hand(hp20: Committee) -> None:
    hp20.do(PAPER, CLERK, DAY)
    meeting = hp20.convene("ad_hoc", when=DAY, starts_at=at(2020, 5, 20))
    hp20.invite(meeting, DAY)
    hp20.hold(meeting, at(2020, 5, 20, 17))
    issued = hp20.conclude(meeting, ("Một",), at(2020, 5, 21))
    assert Document.objects.get(pk=issued.outcome["document"]).label == "13/TB-BCĐ"


def test_what_cannot_be_a_number_is_bad_input(hp20: Committee) -> None:
    with pytest.raises(BadInput) as problem:
        hp20.do(replace(PAPER, number=0, kind="??", dated_on=date(2021, 1, 1)), CLERK, DAY)
    assert [reason.field for reason in problem.value.reasons] == ["number", "kind", "dated_on"]


def test_numbers_are_the_standing_bodys_to_void(hp20: Committee) -> None:
    with pytest.raises(Refused):
        hp20.do(VoidNumber(body=BODY, document=invited(hp20).pk, reason="Thử"), "member-so-noi-vu", DAY)
    with pytest.raises(NotFound):
        hp20.do(VoidNumber(body=BODY, document=999, reason="Thử"), CLERK, DAY)


def test_the_signed_paper_is_filed_once_and_then_stands(hp20: Committee) -> None:
    document, paper = invited(hp20), scan()
    assert [row.id for row in papers_to_file(BODY)] == [document.pk]
    hp20.do(FileDocument(body=BODY, document=document.pk, scan=paper), CLERK, DAY)
    document.refresh_from_db()
    assert document.scan is not None
    assert (document.scan.sha256, document.signed_paper_at) == (paper.sha256, DAY)
    assert papers_to_file(BODY) == []
    with pytest.raises(Conflict) as twice:
        hp20.do(FileDocument(body=BODY, document=document.pk, scan=scan()), CLERK, DAY)
    assert codes(twice) == {"already_filed"}
    with pytest.raises(Conflict) as void:
        hp20.do(VoidNumber(body=BODY, document=document.pk, reason="Muộn"), CLERK, DAY)
    assert codes(void) == {"already_issued"}
    hp20.do(FileDocument(body=BODY, document=invited(hp20, 6).pk, scan=paper), CLERK, at(2020, 6, 5))
    assert StoredFile.objects.count() == 1


def test_a_notice_that_tasks_rest_on_is_not_voided(hp20: Committee) -> None:
    made = hp20.do(replace(PAPER, conclusions=("Một",)), CLERK, DAY)
    provision = made.outcome["provisions"][0]
    agency = hp20.agency("so-noi-vu")
    hp20.do(AssignTask(body=BODY, title="Một", provision=provision, lead_agency=agency), CLERK, DAY)
    with pytest.raises(Conflict) as problem:
        hp20.do(VoidNumber(body=BODY, document=made.outcome["document"], reason="Nhầm"), CLERK, DAY)
    assert codes(problem) == {"bears_tasks"}


def test_a_void_notice_was_never_in_force_and_may_be_issued_anew(hp20: Committee) -> None:
    meeting = hp20.convene("ad_hoc", when=DAY, starts_at=at(2020, 5, 20))
    hp20.invite(meeting, DAY)
    hp20.hold(meeting, at(2020, 5, 20, 17))
    issued = hp20.conclude(meeting, ("Một",), at(2020, 5, 21))
    hp20.do(VoidNumber(body=BODY, document=issued.outcome["document"], reason="Sai số"), CLERK, at(2020, 5, 21))
    paper = Instrument.objects.get(document=issued.outcome["document"])
    assert paper.effective_until == paper.effective_from
    again = hp20.do(IssueConclusionNotice(body=BODY, meeting=meeting), "chair", at(2020, 5, 22))
    assert Document.objects.get(pk=again.outcome["document"]).label == "02/TB-BCĐ"


def test_what_is_open_is_opened_once(hp20: Committee) -> None:
    document = invited(hp20)
    hp20.do(PublishDocument(body=BODY, document=document.pk), CLERK, DAY)
    with pytest.raises(Conflict) as twice:
        hp20.do(PublishDocument(body=BODY, document=document.pk), CLERK, DAY)
    assert codes(twice) == {"already_open"}


def test_a_kind_without_a_series_takes_no_number(hp20: Committee, monkeypatch: pytest.MonkeyPatch) -> None:
    current = regulation(BODY, DAY.date())
    assert current is not None
    bare = Regulation(current.on, tuple(replace(charter, series=()) for charter in current.charters))
    monkeypatch.setattr("chidao.documents.acts.numbering.regulation", lambda body, on: bare)
    with pytest.raises(Conflict) as problem:
        invited(hp20)
    assert codes(problem) == {"no_series"}


ROWS = st.tuples(st.integers(1, 30), st.dates(date(2020, 1, 1), date(2020, 12, 31)))


@given(st.lists(ROWS, unique_by=lambda row: row[0]))
def test_gaps_and_backdating_are_found(rows: list[tuple[int, date]]) -> None:
    found = check_series([Taken(number=number, dated_on=on) for number, on in rows])
    numbers = {number for number, _ in rows}
    assert set(found.missing) | numbers == set(range(1, max(numbers, default=0) + 1))
    in_order = [on for _, on in sorted(rows)]
    assert bool(found.backdated) == (in_order != sorted(in_order))


def test_a_signature_is_the_regulations_or_the_bare_title() -> None:
    block = Signature(role="r", standing_in=True, lines=("KT. X", "Y"), seal="Z", clause="X-1")
    current = Regulation(date(2020, 1, 1), ())
    bare = signed_by(current, "r", standing_in=True, title=Text("Ông Y", "Y"))
    assert (bare.lines, bare.seal) == (("Ông Y",), "")
    object.__setattr__(current, "charters", (_Charter((block,)),))
    assert signed_by(current, "r", standing_in=True, title=Text("Y", "Y")).lines == ("KT. X", "Y")
    assert signed_by(current, "r", standing_in=False, title=Text("Y", "Y")).lines == ("Y",)
    assert conclusion_clause("TB", 2, 2020, 3) == "TB-02/2020.3"


class _Charter:
    """Just enough of a charter to hold signatures."""

    def __init__(self, signatures: tuple[Signature, ...]) -> None:
        self.signatures = signatures
