"""Deliveries: further on, in numbered copies, to everyone an instrument binds; acknowledged by who received them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from chidao.cli.verbs.work import deliver_due
from chidao.documents.models import Delivery, Document
from chidao.documents.receiving import bound_seats, document_deliveries, received_by, receivers
from chidao.kernel.errors import BadInput, Conflict, NotFound, Refused
from chidao.ledger.models import OutboxMessage
from chidao.mandates.queries import reader_for
from tests.charters_small import BESIDE
from tests.cli.mailing import ADDRESS, Post, post_office, seat_someone_with_an_address
from tests.factories import Founded, founded_body
from tests.web.seated import charter_with

pytestmark = pytest.mark.django_db

DESK = (
    "  - {id: desk-deliveries, acts: [deliver_document, deliver_instrument], roles: [secretary], clause: T1-beside-1}\n"
    "  - {id: mine, acts: [acknowledge_delivery], roles: [secretary], when: [own_person], clause: T1-beside-1}\n"
)
RECEIVE = (
    "  - {id: receive, acts: [acknowledge_delivery], roles: [head, second, fellow], when: [own_person], clause: T1-5}\n"
)
CHARTER = charter_with("delivery_acknowledged").replace("powers:\n", f"powers:\n{RECEIVE}", 1)
BESIDE_SENDING = BESIDE.replace("powers:\n", f"powers:\n{DESK}", 1)


@pytest.fixture
def sending() -> Founded:
    return founded_body(charter=CHARTER, beside=BESIDE_SENDING)


def issued(body: Founded, **more: Any) -> int:
    given = {"kind": "CV", "title": "Về việc rà soát", "text": ("Đề nghị rà soát.",), **more}
    return int(body.do("issue_document", body["head"], **given).outcome["document"])


def reasons(error: Any) -> list[str]:
    return [each.code for each in error.value.reasons]


def test_a_document_goes_further_on_and_each_copy_on_paper_has_its_number(sending: Founded) -> None:
    document = issued(sending)
    seats = (sending.seat("second"), sending.seat("fellow-alpha"))
    sending.do("deliver_document", document=document, seats=seats, way="paper", numbered=True)
    more = sending.do(
        "deliver_document", document=document, agencies=(sending.agencies["beta"],), way="paper", numbered=True
    )
    assert "Sở Thử Hai" in more.says.vi
    rows = list(Delivery.objects.filter(document=document).order_by("pk"))
    assert [(each.way, each.copy_number) for each in rows] == [("paper", 1), ("paper", 2), ("paper", 3)]
    assert rows[0].as_says == "Phó ban, Ủy ban thử"
    assert Document.objects.get(pk=document).copies == 3


def test_what_cannot_be_sent_is_refused_with_the_field(sending: Founded) -> None:
    document, second = issued(sending), sending.seat("second")
    with pytest.raises(BadInput) as nobody:
        sending.do("deliver_document", document=document)
    with pytest.raises(BadInput) as unpapered:
        sending.do("deliver_document", document=document, seats=(second,), numbered=True)
    with pytest.raises(NotFound):
        sending.do("deliver_document", document=document, seats=(10_000,))
    sending.do("deliver_document", document=document, seats=(second,))
    with pytest.raises(Conflict) as twice:
        sending.do("deliver_document", document=document, seats=(second,))
    sending.do("void_number", document=document, reason="Ghi nhầm")
    with pytest.raises(Conflict) as voided:
        sending.do("deliver_document", document=document, seats=(sending.seat("head"),))
    found = [reasons(each) for each in (nobody, unpapered, twice, voided)]
    assert found == [["to_nobody"], ["numbered_on_paper_only"], ["sent_already"], ["voided"]]
    with pytest.raises(Refused):
        sending.do("deliver_document", sending["head"], document=document, seats=(second,))


def test_only_who_received_acknowledges_or_the_clerk_from_their_slip(sending: Founded) -> None:
    document = issued(sending, agencies=(sending.agencies["alpha"],))
    to_agency = Delivery.objects.get(document=document)
    sending.do("deliver_document", document=document, seats=(sending.seat("second"),))
    to_second = Delivery.objects.get(document=document, person=sending["second"].person)
    for stranger in ("fellow-beta", "second"):
        with pytest.raises(Refused):
            sending.do("acknowledge_delivery", sending[stranger], deliveries=(to_agency.pk,))
    both = (to_agency.pk, to_second.pk)
    with pytest.raises(BadInput) as mixed:
        sending.do("acknowledge_delivery", sending["second"], deliveries=both, person=sending["second"].person)
    assert reasons(mixed) == ["went_to_others"]
    sending.do("acknowledge_delivery", sending["fellow-alpha"], deliveries=(to_agency.pk,))
    slip = sending.do("acknowledge_delivery", sending["second"], operator=sending.clerk, deliveries=(to_second.pk,))
    assert slip.basis["recorded_by"] == "T1-beside-2"
    with pytest.raises(Conflict):
        sending.do("acknowledge_delivery", sending["second"], deliveries=(to_second.pk,))
    rows = document_deliveries(reader_for(sending.clerk, sending.now), document, sending.now)
    assert [(each.acknowledged_by, each.acknowledged_at) for each in rows] == [
        ("Người giữ fellow-alpha", sending.now), ("Người giữ second", sending.now)
    ]  # fmt: skip


def test_many_are_acknowledged_at_once(sending: Founded) -> None:
    documents = [issued(sending, agencies=(sending.agencies["alpha"],)) for _ in range(3)]
    rows = tuple(Delivery.objects.filter(document__in=documents).values_list("pk", flat=True))
    done = sending.do("acknowledge_delivery", sending["fellow-alpha"], deliveries=rows)
    assert done.says.vi == "Xác nhận đã nhận 01/BTN-VP, 02/BTN-VP, 03/BTN-VP"
    assert not Delivery.objects.filter(acknowledged_at=None).exists()


def test_an_instrument_goes_to_everyone_it_binds_and_who_comes_later_is_seen_not_to_have_it(sending: Founded) -> None:
    from chidao.instruments.models import Instrument

    instrument = Instrument.objects.get(charter_id="T1").pk
    bound = bound_seats("T1", sending.now.date())
    assert [each.key for each in bound] == ["head", "second", "fellow-alpha", "fellow-beta"]  # the office is not bound
    sending.do("deliver_instrument", instrument=instrument, seats=tuple(each.id for each in bound))
    reader = reader_for(sending.clerk, sending.now)
    assert received_by(reader, instrument, sending.now).unsent == ()
    later = sending.now + timedelta(days=1)
    sending.now = later
    person, former = sending.new_person("Người đến sau"), sending["second"]
    sending.do("end_tenure", seat=former.seat, effective_until=later.date())
    sending.do("confer_seat", person=person, seat=former.seat, effective_from=later.date())
    found = received_by(reader, instrument, later)
    assert [each.key for each in found.unsent] == ["second"]
    assert len(found.rows) == 4
    assert len(received_by(reader_for(sending["fellow-alpha"], later), instrument, later).rows) in {1, 4}


def test_who_receives_for_an_agency(sending: Founded) -> None:
    alpha, on = sending.agencies["alpha"], sending.now.date()
    assert receivers("T1", alpha, on) == (sending["fellow-alpha"].person,)
    assert receivers("T1", sending.agencies["office"], on) == (sending.clerk.person,)
    assert receivers("T1", 10_000, date(2020, 3, 3)) == ()


# ---------------------------------------------------------------- by e-mail


@pytest.fixture
def post(settings: Settings) -> Any:
    with post_office(settings) as handler:
        yield handler


def sent_by_mail(body: Founded, **more: Any) -> Delivery:
    document = issued(body)
    for name, value in more.items():
        body.do(name, **{"document": document, **value})
    body.do("deliver_document", document=document, agencies=(body.agencies["alpha"],), way="email")
    found: Delivery = Delivery.objects.get(document=document, way="email")
    return found


def mail_of(body: Founded, delivery: Delivery) -> str | None:
    rows = document_deliveries(reader_for(body.clerk, body.now), delivery.document_id or 0, body.now)
    return next(each.mail for each in rows if each.id == delivery.pk)


def work() -> tuple[int, int]:
    import threading

    return deliver_due("default", threading.Event())


@pytest.mark.only("sqlite")  # what is made and sent is the same on both
def test_by_email_the_composed_pdf_goes_along(sending: Founded, post: Post) -> None:
    seat_someone_with_an_address(sending)
    delivery = sent_by_mail(sending)
    assert mail_of(sending, delivery) == "waiting"
    assert work() == (1, 0)
    (letter,) = post.letters
    assert (letter["To"], str(letter["Subject"]).strip()) == (ADDRESS, "Văn bản gửi đến: 01/BTN-VP, Về việc rà soát")
    (attached,) = list(letter.iter_attachments())
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content().startswith(b"%PDF-")
    assert mail_of(sending, delivery) == "sent"


def test_mail_that_fails_waits_and_what_is_void_or_has_no_address_is_not_sent(sending: Founded, post: Post) -> None:
    unknown = sent_by_mail(sending)
    work()
    assert (mail_of(sending, unknown), post.letters) == ("no_address", [])
    seat_someone_with_an_address(sending)
    post.refuses = True
    failing = sent_by_mail(sending)
    assert work() == (0, 1)
    assert mail_of(sending, failing) == "failed"
    voided = sent_by_mail(sending)
    sending.do("void_number", document=voided.document_id, reason="Ghi nhầm")
    post.refuses = False
    assert work() == (1, 0)
    assert (mail_of(sending, voided), post.letters) == ("not_sent", [])
    assert OutboxMessage.objects.filter(topic="document").count() == 3


@pytest.mark.only("sqlite")
def test_a_restricted_paper_is_told_of_and_not_attached(sending: Founded, post: Post) -> None:
    seat_someone_with_an_address(sending)
    delivery = sent_by_mail(sending)
    from tests.meetings.committee import in_bulk

    with in_bulk():
        document = Document.objects.get(pk=delivery.document_id or 0)
        document.access = "restricted"
        document.save()
    work()
    (letter,) = post.letters
    assert list(letter.iter_attachments()) == []
    assert "không kèm tệp" in letter.get_body().get_content()  # type: ignore[union-attr]
