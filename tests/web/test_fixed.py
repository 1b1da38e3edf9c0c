"""Pieces kept in memory show each reader their own and nothing of another's."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.web.seated import Seated, agency

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def test_forms_of_kept_pieces_carry_the_token_and_address_of_the_request(body: Seated) -> None:
    first, second = body.get("tasks/?sort=newest"), body.get("record/?a=%22b")
    assert TOKEN.findall(first)
    assert set(TOKEN.findall(first)).isdisjoint(TOKEN.findall(second))
    assert f'name="next" value="/{body.founded.code}/tasks/?sort=newest"' in first
    assert f'name="next" value="/{body.founded.code}/record/?a=%22b"' in second


def test_each_seat_is_named_on_its_own_pages_only(body: Seated) -> None:
    titles = {seat: body.founded[seat].says.vi for seat in ("head", "secretary")}
    for _ in range(2):
        for seat, other in (("head", "secretary"), ("secretary", "head")):
            named = re.findall(r'class="seat-name"[^>]*><b>([^<]+)</b>', body.get("tasks/", seat))
            assert named == [titles[seat]]
            assert titles[other] not in named


def test_the_page_in_hand_is_marked_in_the_rail(body: Seated) -> None:
    for _ in range(2):
        for entry in ("tasks", "record"):
            assert re.findall(r'aria-current="page" data-rail="(\w+)"', body.get(f"{entry}/")) == [entry]


def test_a_list_between_acts_takes_seven_queries_at_most(body: Seated, django_assert_max_num_queries: Any) -> None:
    body.founded.do(
        "give_direction", body.founded["head"], line="Một việc", lead_agency=agency("alpha"), due_on=date(2020, 3, 9)
    )
    body.get("tasks/")
    # What acts changed last, the session, the account, two parts of the list, its agencies, its last updates.
    with django_assert_max_num_queries(7):
        assert "Một việc" in body.get("tasks/")
