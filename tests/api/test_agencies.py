"""Agencies and their successions over the API, as of any day."""

from __future__ import annotations

import pytest

from tests.api.calling import Caller
from tests.factories import Founded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]
TODAY = "2020-03-03"


def test_a_succession_is_recorded_and_read(founded: Founded, clerk: Caller, fellow: Caller) -> None:
    alpha, beta = founded.agencies["alpha"], founded.agencies["beta"]
    given = {"kind": "merge", "former": [alpha], "successors": [beta], "effective_from": TODAY}
    assert clerk.act("record_succession", given).status == 200
    (row,) = clerk.get("T1/successions").data
    assert (row["former_name"], row["successor_name"], row["kind"]) == ("Sở Thử Một", "Sở Thử Hai", "merge")
    assert alpha not in [each["id"] for each in clerk.get("T1/agencies").data]
    assert alpha in [each["id"] for each in clerk.get("T1/agencies?on=2020-03-02").data]
    one = clerk.get(f"T1/agencies/{alpha}?on=2020-03-02").data
    assert (one["there"], one["name"], [each["key"] for each in one["seats"]]) == (True, "Sở Thử Một", ["fellow-alpha"])
    assert clerk.get(f"T1/agencies/{alpha}").data["agency"]["went_to"][0]["successor"] == beta
    assert clerk.get("T1/agencies/9999").status == 404


def test_who_may_not_record_one_is_told_why(founded: Founded, fellow: Caller) -> None:
    given = {"kind": "rename", "former": [founded.agencies["alpha"]], "name": "Mới", "effective_from": TODAY}
    assert fellow.act("record_succession", given).status == 403
