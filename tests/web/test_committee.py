from __future__ import annotations

from datetime import date

from tests.web.seated import Seated


def test_seats_are_shown_with_holders_and_clauses(body: Seated) -> None:
    shown = body.get("committee/")
    assert "Người giữ head" in shown
    assert "Chủ tịch thử" in shown
    assert 'href="/T1/regulation/T1-2/"' in shown
    assert "không có trong văn bản gốc" in shown


def test_before_its_founding_the_body_has_no_seats(body: Seated) -> None:
    assert "chưa có ghế nào" in body.get("committee/?on=2019-01-01")


def test_an_absence_shows_who_stands_in_and_only_within_it(body: Seated) -> None:
    seat = body.founded.seat("head")
    body.post(
        "act/record_absence/", "head", seat=seat, first_on="2020-03-05", last_on="2020-03-06", reason="Chuyện riêng"
    )
    within, after = body.get("committee/?on=2020-03-06"), body.get("committee/?on=2020-03-07")
    assert "vắng mặt 5–6/3/2020" in within
    assert "Phó ban, Ủy ban thử thay" in within
    assert "Phó ban, Ủy ban thử thay" not in after
    assert "Chuyện riêng" not in within, "why somebody is away is not for everyone"


def test_an_absence_recorded_late_says_so(body: Seated) -> None:
    head = body.founded.seat("head")
    body.founded.do("record_absence", seat=head, first_on=date(2020, 3, 2), last_on=date(2020, 3, 4))
    assert "ghi muộn, ngày 3/3/2020" in body.get("committee/")


def test_a_vacant_seat_is_marked(body: Seated) -> None:
    body.founded.do("end_tenure", seat=body.founded.seat("second"), effective_until=date(2020, 3, 3))
    assert "khuyết" in body.get("committee/")
    assert "Người giữ second" in body.get("committee/?on=2020-03-02")


def test_names_stand_over_time(body: Seated) -> None:
    name = {"name": "Ban mới", "name_en": "New board", "short_name": "Mới", "short_name_en": "New"}
    body.founded.do("rename_body", **name, effective_from=date(2020, 3, 3))
    today, before = body.get("committee/"), body.get("committee/?on=2020-03-02")
    assert '<p class="soft">Ban mới</p>' in today
    assert '<p class="soft">Ban thử nghiệm</p>' in before
    assert "đến 3/3/2020" in today


def test_the_acts_offered_are_those_that_are_allowed(body: Seated) -> None:
    assert "Ghi nhận giữ ghế" in body.get("committee/", "secretary")
    fellow = body.get("committee/", "fellow-alpha")
    assert "Ghi nhận giữ ghế" not in fellow
    assert f"act/record_absence/?seat={body.founded.seat('fellow-alpha')}" in fellow


def test_who_may_end_an_absence_is_offered_it(body: Seated) -> None:
    head = body.founded.seat("head")
    body.founded.do("record_absence", seat=head, first_on=date(2020, 3, 2), last_on=date(2020, 3, 9))
    assert "act/end_absence/?absence=" in body.get("committee/", "head")
    assert "act/end_absence/?absence=" not in body.get("committee/", "fellow-alpha")


def test_a_seat_is_conferred_by_the_form(body: Seated) -> None:
    body.founded.do("end_tenure", seat=body.founded.seat("second"), effective_until=date(2020, 3, 3))
    person = body.founded.new_person("Người thay")
    answer = body.post(
        "act/confer_seat/", "secretary", seat=body.founded.seat("second"), person=person, effective_from="2020-03-03"
    )
    assert answer.headers["Location"] == "/T1/committee/"
    assert "Người thay" in body.get("committee/")


def test_seats_are_switched_only_among_ones_own(body: Seated) -> None:
    head, second, beta = (body.founded.seat(key) for key in ("head", "second", "fellow-beta"))
    person, today = body.founded["head"].person, date(2020, 3, 3)
    body.founded.do("end_tenure", seat=second, effective_until=today)
    body.founded.do("confer_seat", seat=second, person=person, effective_from=today)
    body.post("switch/", "head", seat=second)
    assert "<b>Phó ban, Ủy ban thử</b>" in body.get("", "head")
    body.post("switch/", "head", seat=beta)
    assert "<b>Phó ban, Ủy ban thử</b>" in body.get("", "head")
    body.post("switch/", "head", seat=head)
    assert "<b>Chánh ban, Chủ tịch thử</b>" in body.get("", "head")
