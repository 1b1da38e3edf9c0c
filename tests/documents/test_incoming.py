"""Papers that come in, by their acts: registered, presented, directed, made tasks, answered, settled."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest

from chidao.acts.recorded import recorded_models
from chidao.acts.runner import check_record
from chidao.documents.acts import PLAIN
from chidao.documents.incoming.queries import incoming_counts, incoming_list, incoming_page
from chidao.documents.models import Attachment, Delivery, Direction, Incoming
from chidao.documents.uploads import CheckedFile
from chidao.instruments.models import Provision
from chidao.instruments.queries import instruments_of
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Refused
from chidao.mandates.queries import reader_for
from chidao.tasks.models import Task
from tests.documents.incoming_desk import arrives, with_desk
from tests.factories import Founded

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def desk() -> Founded:
    return with_desk()


def a_file(words: bytes = PDF, name: str = "cong van.pdf") -> CheckedFile:
    return CheckedFile(name, "application/pdf", hashlib.sha256(words).hexdigest(), len(words))


def codes(error: ChidaoError) -> set[str]:
    return {reason.code for reason in error.reasons}


def provision(paper: int) -> int:
    return int(Provision.objects.get(instrument=Incoming.objects.get(pk=paper).instrument_id).pk)


def answer_of_the_body(desk: Founded, **more: Any) -> int:
    given = {"kind": "CV", "title": "Trả lời", "text": ("Ban trả lời như sau.",)} | more
    return int(desk.do("issue_document", desk["head"], **given).outcome["document"])


def test_numbers_run_from_one_in_each_year_by_the_day_of_arrival(desk: Founded) -> None:
    first, second = arrives(desk, n=1), arrives(desk, n=2)
    desk.now += timedelta(days=365)
    late = arrives(desk, n=3, arrived_at=desk.now - timedelta(days=364))
    third = arrives(desk, n=4)
    found = {row.pk: (row.year, row.number) for row in Incoming.objects.all()}
    assert [found[key] for key in (first, second, late, third)] == [(2020, 1), (2020, 2), (2020, 3), (2021, 1)]


def test_what_it_bears_is_kept_and_nothing_is_changed_behind_the_record(desk: Founded) -> None:
    attached = (a_file(b"%PDF-1.4 one", "phu luc 1.pdf"), a_file(b"%PDF-1.4 two", "phu luc 2.pdf"))
    paper = arrives(
        desk, file=a_file(), attachments=attached, dated_on=date(2020, 3, 2), pages=4, urgency="urgent",
        author="", author_agency=desk.agencies["beta"],
    )  # fmt: skip
    row = Incoming.objects.get(pk=paper)
    assert row.file is not None
    assert (row.author, row.pages, row.file.name) == ("Sở Thử Hai", 4, "cong van.pdf")
    assert list(Attachment.objects.values_list("title", flat=True)) == ["phu luc 1.pdf", "phu luc 2.pdf"]
    assert Incoming in recorded_models()
    assert check_record("default").findings == ()


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"title": " "}, {"no_title"}),
        ({"author": ""}, {"no_author"}),
        ({"dated_on": date(2020, 3, 4)}, {"dated_after_arrival"}),
        ({"due_on": date(2020, 3, 1), "pages": 0}, {"due_before_arrival", "pages_from_one"}),
        ({"title": "MẬT\nKế hoạch phòng thủ"}, {"state_secret"}),
    ],
)
def test_what_is_unfit_is_refused_by_field(desk: Founded, more: dict[str, Any], wanted: set[str]) -> None:
    with pytest.raises(BadInput) as wrong:
        arrives(desk, **more)
    assert codes(wrong.value) == wanted
    assert not Incoming.objects.exists()


@pytest.mark.parametrize(
    ("again", "code"),
    [
        ({"symbol": "Số: 12 / stc - vp"}, "same_symbol"),
        ({"symbol": "99/STC-VP", "file": a_file()}, "same_file"),
        ({"symbol": "99/STC-VP", "reference": "vn.edoc.1"}, "same_reference"),
    ],
)
def test_a_paper_registered_already_is_named_unless_it_is_another_copy(
    desk: Founded, again: dict[str, Any], code: str
) -> None:
    arrives(desk, symbol="12/STC-VP", file=a_file(), reference="vn.edoc.1", dated_on=date(2020, 2, 28))
    with pytest.raises(Conflict) as known:
        arrives(desk, **again)
    assert codes(known.value) == {code}
    assert "1/2020" in known.value.reasons[0].says.vi
    arrives(desk, **again, another_copy=True)
    assert Incoming.objects.count() == 2


def test_the_same_symbol_of_another_author_or_year_is_another_paper(desk: Founded) -> None:
    arrives(desk, symbol="12/KH-UBND", author="Ủy ban nhân dân quận Một")
    arrives(desk, symbol="12/KH-UBND", author="Ủy ban nhân dân quận Hai")
    arrives(desk, symbol="12/KH-UBND", author="Ủy ban nhân dân quận Một", dated_on=date(2019, 12, 30))
    assert Incoming.objects.count() == 3


def test_it_is_presented_to_a_seat_that_may_direct_it(desk: Founded) -> None:
    paper = arrives(desk)
    with pytest.raises(Conflict) as not_theirs:
        desk.do("present_incoming", incoming=paper, seat=desk.seat("fellow-alpha"))
    assert codes(not_theirs.value) == {"may_not_direct"}
    desk.do("present_incoming", incoming=paper, seat=desk.seat("second"))
    assert Incoming.objects.get(pk=paper).presented_to_id == desk.seat("second")
    with pytest.raises(Refused):
        desk.do("direct_incoming", desk["fellow-alpha"], incoming=paper, words="Lưu")


def test_a_direction_goes_to_each_that_it_names_and_asks_for_their_receipt(desk: Founded) -> None:
    paper, agencies = arrives(desk), (desk.agencies["alpha"], desk.agencies["beta"])
    due_on = desk.now.date() + timedelta(days=7)
    person = desk["second"].person
    desk.do(
        "direct_incoming", desk["head"], incoming=paper, words="Tham mưu trả lời", agencies=agencies, person=person,
        due_on=due_on,
    )  # fmt: skip
    made = Direction.objects.filter(incoming=paper)
    assert [(each.agency_id, each.person_id) for each in made.order_by("pk")] == [
        (agencies[0], None), (agencies[1], None), (None, person),
    ]  # fmt: skip
    assert Incoming.objects.get(pk=paper).due_on == due_on
    assert Delivery.objects.filter(instrument=Incoming.objects.get(pk=paper).instrument_id).count() == 3
    with pytest.raises(BadInput) as passed:
        desk.do("direct_incoming", desk["head"], incoming=paper, words="Gấp", due_on=date(2020, 3, 1))
    assert codes(passed.value) == {"due_passed"}


def test_a_task_from_it_leads_back_to_it_and_keeps_it_open(desk: Founded) -> None:
    paper = arrives(desk, kind="TB")
    made = desk.do(
        "assign_task", desk["head"], title="Rà soát", lead_agency=desk.agencies["alpha"], provision=provision(paper)
    )
    task = Task.objects.get(pk=made.outcome["task"])
    assert task.provision is not None
    # A notice from outside is no conclusion of the body's own: its powers do not follow.
    assert (task.origin, task.provision.instrument.incoming.pk) == ("instrument", paper)
    with pytest.raises(Conflict) as waits:
        desk.do("settle_incoming", incoming=paper, how="task")
    assert codes(waits.value) == {"open_tasks"}
    desk.do("settle_incoming", incoming=paper, how="task", leave_tasks=True)
    with pytest.raises(Conflict) as done:
        desk.do("direct_incoming", desk["head"], incoming=paper, words="Lưu")
    assert codes(done.value) == {"already_settled"}


def test_it_is_answered_by_a_numbered_document_and_only_then_settled_so(desk: Founded) -> None:
    paper = arrives(desk, dated_on=desk.now.date())
    with pytest.raises(Conflict) as none:
        desk.do("settle_incoming", incoming=paper, how="answered")
    assert codes(none.value) == {"no_answer"}
    answer = answer_of_the_body(desk)
    desk.do("answer_incoming", incoming=paper, document=answer)
    with pytest.raises(Conflict) as twice:
        desk.do("answer_incoming", incoming=paper, document=answer)
    assert codes(twice.value) == {"already_linked"}
    before = desk.do(
        "enter_outside_document", kind="CV", number=40, symbol="BTN-VP", dated_on=date(2020, 2, 1), title="Công văn cũ"
    ).outcome["document"]
    desk.do("void_number", document=before, reason="Nhầm")
    with pytest.raises(Conflict) as unfit:
        desk.do("answer_incoming", incoming=paper, document=before)
    assert codes(unfit.value) == {"voided", "dated_before"}
    desk.do("settle_incoming", incoming=paper, how="answered")
    assert Incoming.objects.get(pk=paper).settled_how == "answered"
    assert PLAIN == "plain"


def test_it_is_filed_or_returned_with_a_reason(desk: Founded) -> None:
    paper = arrives(desk)
    with pytest.raises(Conflict) as bare:
        desk.do("settle_incoming", incoming=paper, how="returned")
    assert codes(bare.value) == {"no_reason"}
    desk.do("settle_incoming", incoming=paper, how="returned", words="Gửi nhầm nơi nhận")


def test_a_typing_error_in_it_is_corrected_and_the_symbol_is_known_by_the_new_one(desk: Founded) -> None:
    made = desk.do("register_incoming", symbol="21/STC-VP", author="Sở Tài chính", title="Về việc")
    fields = {"table": "incoming", "id": made.outcome["incoming"], "field": "symbol", "event_seq": made.seq}
    desk.do("correct_clerical_error", was="21/STC-VP", becomes="12/STC-VP", **fields)
    arrives(desk, n=21)
    with pytest.raises(Conflict):
        arrives(desk, n=12)


def test_each_list_opens_what_it_counts_and_lateness_is_said(desk: Founded) -> None:
    papers = [arrives(desk, n=n) for n in range(1, 6)]
    desk.do("present_incoming", incoming=papers[0], seat=desk.seat("head"))
    desk.do("direct_incoming", desk["head"], incoming=papers[1], words="Trả lời", due_on=desk.now.date())
    desk.do("answer_incoming", incoming=papers[1], document=answer_of_the_body(desk))
    desk.do("settle_incoming", incoming=papers[2], how="filed", words="Để biết")
    later = desk.now.date() + timedelta(days=2)
    reader = reader_for(desk["head"], desk.now)
    counts = dict(incoming_counts(reader, later))
    opened = {state: len(incoming_list(reader, later, state=state)) for state in counts}
    assert counts == opened
    assert counts == {"": 5, "new": 2, "presented": 1, "directed": 1, "settled": 1, "late": 3, "unanswered": 3}
    row = next(each for each in incoming_list(reader, later) if each.id == papers[3])
    assert (row.state, row.left) == ("new", -1)


def test_a_reader_sees_what_the_regulation_shows(desk: Founded) -> None:
    charter_all = reader_for(desk["fellow-alpha"], desk.now)
    paper = arrives(desk)
    assert incoming_list(charter_all, desk.now.date())  # this regulation shows fellows all documents
    narrow = type(charter_all)(capacity=charter_all.capacity, scopes={"documents": "own_agency"})
    assert incoming_list(narrow, desk.now.date()) == []
    with pytest.raises(NotFound):
        incoming_page(narrow, paper, desk.now.date())
    desk.do("direct_incoming", desk["head"], incoming=paper, words="Xử lý", agencies=(desk.agencies["alpha"],))
    assert [row.id for row in incoming_list(narrow, desk.now.date(), mine=True)] == [paper]
    assert incoming_page(narrow, paper, desk.now.date()).directions[0].to == "Sở Thử Một"
    for scope in ({}, {"documents": "open"}):
        assert incoming_list(type(narrow)(capacity=narrow.capacity, scopes=scope), desk.now.date()) == []


def test_it_stands_in_its_own_register_and_not_in_the_chain_of_instruments(desk: Founded) -> None:
    before = len(instruments_of(desk.code))
    paper = arrives(desk, kind="QĐ", symbol="5/QĐ-UB")
    assert Incoming.objects.select_related("instrument").filter(pk=paper, instrument__kind="decision").exists()
    assert len(instruments_of(desk.code)) == before
    desk.do("enter_instrument", kind="decision", symbol="5/QĐ-UB", title="Cũng văn bản ấy, làm căn cứ", known=True)
    assert len(instruments_of(desk.code)) == before + 1
