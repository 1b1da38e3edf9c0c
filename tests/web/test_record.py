from __future__ import annotations

import re

from django.db import connection

from chidao.kernel.wording import Text
from chidao.ledger.models import Event
from tests.web.seated import Seated, agency


def newest() -> int:
    return int(Event.objects.filter(chain="T1").latest("seq").seq)


def places(shown: str) -> list[int]:
    return [int(each) for each in re.findall(r'<td class="number">(\d+)</td>', shown)]


def test_events_come_newest_first_by_pages_of_keys(body: Seated) -> None:
    for number in range(60):
        body.founded.new_person(f"Người {number}")
    first = places(body.get("record/"))
    assert first == list(range(newest(), newest() - 50, -1))
    older = places(body.get(f"record/?before={first[-1]}"))
    assert older[0] == first[-1] - 1
    assert places(body.get(f"record/?after={older[0]}")) == first
    assert "Cũ hơn" not in body.get("record/?before=2")


def test_events_are_filtered_by_act_seat_and_day(body: Seated) -> None:
    body.get("record/")
    body.founded.do("give_direction", body.founded["head"], line="Rà soát", lead_agency=agency("alpha"))
    given = newest()
    assert places(body.get("record/?act=give_direction")) == [given]
    assert places(body.get(f"record/?seat={body.founded.seat('head')}")) == [given]
    assert places(body.get("record/?day=2020-03-03"))
    assert not places(body.get("record/?day=2020-03-04"))
    assert "Không có sự kiện nào khớp" in body.get("record/?act=nothing_known")
    for odd in ("before=x", "after=", "seat=-1", "before=99999999999999999999", "day=0001-01-01"):
        body.get(f"record/?{odd}")


def test_an_event_is_shown_whole(body: Seated) -> None:
    body.founded.do("give_direction", body.founded["head"], line="Rà soát", lead_agency=agency("alpha"))
    event = Event.objects.latest("seq")
    shown = body.get(f"record/{event.seq}/")
    assert event.hash in shown
    assert event.prev_hash in shown
    assert "Sở Thử Một" in shown, "an agency by its name"
    assert 'href="/T1/regulation/T1-2/"' in shown
    assert Text.from_data(event.says).vi in shown.replace("&quot;", '"')


def test_who_sees_ones_agency_sees_no_other_event(body: Seated) -> None:
    body.founded.do("give_direction", body.founded["head"], line="Rà soát dữ liệu", lead_agency=agency("alpha"))
    assert "Rà soát dữ liệu" not in body.get("record/", "fellow-beta")
    body.get(f"record/{newest()}/", "fellow-beta", status=404)
    body.founded.do("record_absence", body.founded["fellow-beta"], seat=body.founded.seat("fellow-beta"),
                    first_on=body.founded.now.date(), last_on=body.founded.now.date())  # fmt: skip
    assert places(body.get("record/", "fellow-beta")) == [newest()]
    assert "Phần của cơ quan bạn" in body.get("record/", "fellow-beta")


def test_refusals_are_kept_with_every_reason(body: Seated) -> None:
    body.post("act/give_direction/", "fellow-alpha", status=403, line="Rà soát", lead_agency=agency("beta"))
    assert "Không thuộc thẩm quyền" in body.get("record/refusals/")
    assert "Không thuộc thẩm quyền" in body.get("record/refusals/", "fellow-alpha"), "one's own"
    assert "Không thuộc thẩm quyền" not in body.get("record/refusals/", "fellow-beta")


def test_the_record_is_checked_on_demand(body: Seated) -> None:
    assert "nguyên vẹn" in body.post("record/check/", "secretary", status=200).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_agency SET name = 'Sở Khác' WHERE code = 'T1/alpha'")
    assert "điều không khớp" in body.post("record/check/", "secretary", status=200).content.decode()
    assert "chỉ xem một phần" in body.get("record/check/", "fellow-alpha", status=403)
