"""Who has received what: the list, the parts of pages, acknowledging from the desk and many at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest

from chidao.documents.models import Delivery
from chidao.instruments.models import Instrument
from tests.documents.test_delivering import BESIDE_SENDING, CHARTER
from tests.factories import founded_body
from tests.meetings.committee import in_bulk
from tests.web.seated import Seated, on_morning

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]

ROWS: Final = (1, 3, 300)


@pytest.fixture
def room() -> Any:
    with on_morning():
        yield Seated(founded_body(charter=CHARTER, beside=BESIDE_SENDING))


def issued(room: Seated, title: str = "Về việc rà soát", **more: Any) -> int:
    given = {"kind": "CV", "title": title, "text": ("Đề nghị rà soát.",), **more}
    return int(room.founded.do("issue_document", room.founded["head"], **given).outcome["document"])


def to_alpha(room: Seated, **more: Any) -> int:
    return issued(room, agencies=(room.founded.agencies["alpha"],), **more)


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)


def test_the_desk_acknowledges_everything_in_one_click(room: Seated) -> None:
    for number in range(5):
        to_alpha(room, title=f"Việc {number}")
    desk = room.get("", "fellow-alpha")
    assert "Văn bản gửi đến: 01/BTN-VP, 02/BTN-VP, 03/BTN-VP và 2 văn bản khác" in desk
    sent: dict[str, Any] = {
        "deliveries": hidden(desk, "deliveries"),
        "person": hidden(desk, "person")[0],
        "next": "/T1/",
    }
    assert len(sent["deliveries"]) == 5
    room.post("act/acknowledge_delivery/", "fellow-alpha", **sent)
    assert not Delivery.objects.filter(acknowledged_at=None).exists()
    assert "Văn bản gửi đến" not in room.get("", "fellow-alpha")
    assert "Văn bản gửi đến" not in room.get("", "fellow-beta")


def test_the_list_says_who_has_not_acknowledged_and_the_clerk_records_a_slip(room: Seated) -> None:
    document = to_alpha(room)
    page = room.get("deliveries/?state=waiting", "secretary")
    assert "Sở Thử Một" in page
    assert "chưa" in page
    form = f"act/acknowledge_delivery/?deliveries={Delivery.objects.get().pk}&amp;record=1"
    assert form in page
    assert "01/BTN-VP" in room.get(form.replace("&amp;", "&"), "secretary")
    seat = room.founded.seat("fellow-alpha")
    sent: dict[str, Any] = {"deliveries": [str(Delivery.objects.get().pk)], "record": "1", "legal_seat": str(seat)}
    room.post("act/acknowledge_delivery/", "secretary", **sent)
    assert "Sở Thử Một" not in room.get("deliveries/?state=waiting", "secretary").partition("<main")[2]
    assert "✓" in room.get(f"documents/{document}/", "secretary")


def test_a_reader_picks_and_acknowledges_some(room: Seated) -> None:
    for number in range(3):
        to_alpha(room, title=f"Việc {number}")
    page = room.get("deliveries/?who=me", "fellow-alpha")
    picks = re.findall(r'name="deliveries" value="(\d+)"', page)
    assert len(picks) == 3
    room.post("act/acknowledge_delivery/", "fellow-alpha", deliveries=picks[:2], person=hidden(page, "person")[0])
    assert Delivery.objects.filter(acknowledged_at=None).count() == 1


def test_a_document_s_page_shows_to_whom_it_went_and_offers_to_send_it_on(room: Seated) -> None:
    document = to_alpha(room)
    page = room.get(f"documents/{document}/", "secretary")
    assert "1 nơi nhận, 1 chưa xác nhận" in page
    assert f"act/deliver_document/?document={document}" in page
    form = room.get(f"act/deliver_document/?document={document}", "secretary")
    assert "Đánh số từng bản" in form
    seats = [str(room.founded.seat("second"))]
    room.post("act/deliver_document/", "secretary", document=str(document), seats=seats, way="paper", numbered="on")
    assert "bản số 1" in room.get(f"documents/{document}/", "secretary")


def test_an_instrument_s_page_proposes_everyone_bound_and_names_who_has_not_got_it(room: Seated) -> None:
    instrument = Instrument.objects.get(charter_id="T1").pk
    assert "Chưa gửi cho 4 người" in room.get(f"instruments/{instrument}/", "secretary")
    form = room.get(f"act/deliver_instrument/?instrument={instrument}", "secretary")
    proposed = re.findall(r'name="seats" value="(\d+)"[^>]*checked', form)
    assert len(proposed) == 4
    room.post("act/deliver_instrument/", "secretary", instrument=str(instrument), seats=proposed, way="system")
    assert "4 nơi nhận, 4 chưa xác nhận, 0 chưa gửi" in room.get(f"instruments/{instrument}/", "secretary")
    assert "Xác nhận đã nhận văn bản" in room.get("", "head")


def test_pages_take_as_many_queries_at_three_hundred_deliveries(room: Seated) -> None:
    first, agencies = to_alpha(room), room.founded.agencies
    instrument = Instrument.objects.get(charter_id="T1").pk
    pages = {
        "deliveries/": "secretary", "deliveries/?who=me": "fellow-alpha", "": "fellow-alpha",
        f"documents/{first}/": "secretary", f"instruments/{instrument}/": "secretary",
    }  # fmt: skip
    found: dict[str, list[int]] = {page: [] for page in pages}
    for rows in ROWS:
        with in_bulk():
            for model, which in ((Delivery, {"document_id": first}), (Delivery, {"instrument_id": instrument})):
                have = model.objects.filter(**which).count()
                model.objects.bulk_create(
                    model(**which, agency_id=agencies["alpha"], sent_at=room.founded.now + timedelta(minutes=number))
                    for number in range(have, rows)
                )
        for page, seat in pages.items():
            found[page].append(room.queries(page, seat))
    assert {page: counts for page, counts in found.items() if counts[2] > counts[1] + 1} == {}
