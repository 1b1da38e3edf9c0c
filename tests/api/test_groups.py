"""The working group over the API: the same lists that the pages show, as far as the caller may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from chidao.mandates.acts.fields import AssignField
from chidao.mandates.acts.nominating import NominateMember
from tests.api.calling import Caller
from tests.factories import Founded
from tests.meetings.committee import BODY, Committee, at, founded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]
LISTS = ("groups", "nominations", "requisitions", "focal", "fields")


@pytest.fixture
def hp20() -> Committee:
    return founded()


def caller(committee: Committee, seat: str) -> Caller:
    """Return a caller with the key of whoever sits in a seat."""
    body = Founded(code=BODY, clerk=committee.by("clerk", at(2020, 5, 4)), now=at(2020, 5, 4))
    return Caller(body.key_for(committee.by(seat, at(2020, 5, 4)).person), BODY)


def test_a_body_without_a_working_group_has_empty_lists(fellow: Caller) -> None:
    answers: dict[str, Any] = {name: fellow.get(f"T1/{name}").data for name in LISTS}
    assert answers["groups"]["lists"] == answers["groups"]["sub_groups"] == []
    assert answers["nominations"] == {"requests": [], "nominations": []}
    assert [answers[name] for name in LISTS[2:]] == [[], [], []]


def test_the_list_of_a_day_and_what_waits_can_be_read(hp20: Committee, time_of_keys: None) -> None:
    day = at(2020, 5, 4)
    seat = hp20.seat("group-member-so-noi-vu")
    nominate = NominateMember(body=BODY, seat=seat, name="Chuyên viên", days_free=5)
    hp20.do(nominate, "member-so-noi-vu", day)
    field = AssignField(body=BODY, title="Dữ liệu", seat=hp20.seat("member-so-tu-phap"), effective_from=day.date())
    hp20.do(field, "chair", day)
    lead = caller(hp20, "group-lead")
    (group,) = lead.get(f"{BODY}/groups?on=2020-05-04").data["lists"]
    assert {member["seat"]["key"] for member in group["members"]} >= {"group-lead", "group-member-so-noi-vu"}
    (waiting,) = lead.get(f"{BODY}/nominations").data["nominations"]
    assert (waiting["person"], waiting["days_free"], waiting["accepted"]) == ("Chuyên viên", 5, None)
    (given,) = lead.get(f"{BODY}/fields?on=2020-05-04").data
    assert (given["key"], given["seat"]["key"]) == ("du-lieu", "member-so-tu-phap")


@pytest.fixture
def time_of_keys() -> Iterator[None]:
    """The day on which the keys of this test are used."""
    with time_machine.travel(at(2020, 5, 4, 9), tick=False):
        yield
