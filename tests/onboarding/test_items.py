"""What was read of a text, as proposals: each in words, with its place, what may be corrected, and whom it may be."""

from __future__ import annotations

import pytest

from chidao.onboarding.rules.matching import KnownAgency, likeness, matches_for, same_post
from chidao.onboarding.rules.pieces import initials
from tests.onboarding.test_steps import FRESH, one, taken, work_after

SNV = KnownAgency(code="BM/so-noi-vu", body="BM", name="Sở Nội vụ", kind="department", short="SNV")
VP = KnownAgency(
    code="BM/van-phong",
    body="BM",
    name="Văn phòng UBND tỉnh",
    kind="office",
    short="VP",
    names=("VP HĐND và UBND tỉnh",),
)


def test_the_proposals_say_in_words_what_was_read() -> None:
    said = {item.id: item.says.vi for item in FRESH.items}
    assert said["instrument/number"] == "Số: 318"
    assert said["instrument/signed_on"].startswith("Ngày ký: 12/2/")
    assert said["seats/chair"].startswith("Trưởng ban: Chủ tịch")
    assert "3 tháng một lần" in said["duties/committee-meeting"]
    assert any(says.startswith("Dấu dưới chữ ký Trưởng ban") for says in said.values())
    assert any(" được " in says for id_, says in said.items() if id_.startswith("powers/"))


def test_every_proposal_that_was_read_has_its_place_in_the_text() -> None:
    placed = [item for item in FRESH.items if item.section not in {"body", "instrument"}]
    assert all(item.span and item.clause for item in placed)
    assert all(FRESH.text[item.span.start : item.span.end].strip() for item in placed if item.span)
    seat = next(item for item in FRESH.items if item.id == "seats/chair")
    assert seat.span is not None
    assert "Chủ tịch" in FRESH.text[seat.span.start : seat.span.end]


def test_ids_are_each_once() -> None:
    ids = [item.id for item in FRESH.items]
    assert len(ids) == len(set(ids))


def test_what_may_be_corrected_shows_what_stands_there() -> None:
    for item in FRESH.items:
        for control in item.controls:
            if control.kind == "choice" and control.value:
                assert control.value in {value for value, _ in control.choices}, (item.id, control.name)


@pytest.mark.parametrize("item", ["seats/chair", "duties/committee-meeting", "instrument/number", "roles/member"])
def test_saying_again_what_stands_there_changes_nothing(item: str) -> None:
    before = one([], item)
    values = {control.name: control.value for control in before.controls}
    after = one(taken([], {"do": "correct", "item": item, "values": values}), item)
    assert (after.entry, after.says) == (before.entry, before.says)


def test_a_head_without_its_value_says_so() -> None:
    steps = taken([], {"do": "correct", "item": "instrument/signed_on", "values": {"value": ""}})
    assert one(steps, "instrument/signed_on").says.vi == "Ngày ký: văn bản không nêu"


def test_there_is_a_form_for_every_section_that_takes_more() -> None:
    forms = {form.section: form for form in work_after([]).forms}
    assert {"agencies", "seats", "duties", "powers", "roles"} <= forms.keys()
    assert [each.name for each in forms["seats"].controls if each.required] == ["role"]


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Sở Kế hoạch & Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("UỶ BAN NHÂN DÂN TP", "Ủy ban nhân dân thành phố"),
    ],
)
def test_the_same_agency_under_two_spellings(one_name: str, other: str) -> None:
    assert likeness(one_name, other) == 1


@pytest.mark.parametrize(
    ("one_name", "other"),
    [("Sở Tài chính", "Sở Tư pháp"), ("Sở Nội vụ", "Sở Ngoại vụ"), ("UBND huyện Trung", "UBND huyện Hạ")],
)
def test_agencies_that_only_begin_alike_are_not_the_same(one_name: str, other: str) -> None:
    assert likeness(one_name, other) < 1


def test_known_agencies_are_offered_the_most_alike_first() -> None:
    assert [each.code for each in matches_for("Sở Nội vụ", [VP, SNV])] == ["BM/so-noi-vu"]
    assert matches_for("VP HĐND & UBND tỉnh", [VP])[0].likeness == 1
    assert matches_for("Bưu điện", [VP, SNV]) == ()


def test_a_post_is_known_by_its_words() -> None:
    assert (
        same_post("Chủ tịch UBND tỉnh", ["Giám đốc", "Chủ tịch Ủy ban nhân dân tỉnh"])
        == "Chủ tịch Ủy ban nhân dân tỉnh"
    )
    assert same_post("Phó Chủ tịch UBND tỉnh", ["Chủ tịch Ủy ban nhân dân tỉnh"]) is None


def test_initials_leave_joining_words_out() -> None:
    assert initials("Sở Thông tin và Truyền thông") == "STTTT"
    assert initials("Văn phòng UBND tỉnh") == "VPUBNDT"
