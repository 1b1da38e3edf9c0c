"""All five regulations in one installation: four bodies, each with its own names, seats, marks and dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from chidao.instruments.models import Instrument
from chidao.instruments.queries import charters_of, regulation
from chidao.ledger.models import ChainHead
from chidao.mandates.models import Seat
from chidao.mandates.queries import body_codes, name_on, seats_in_force
from chidao.reports.counts import counted
from tests.clauses.at_work import at, founded

SEATS: Final = Path(__file__).parents[2].parent / "shared" / "mission" / "seats.yaml"
ON: Final = date(2022, 6, 6)
NAMED: Final = {
    "HP": "Ban Chỉ đạo về Chuyển đổi số thành phố Hải Phòng",
    "TH": "Ban Chỉ đạo chuyển đổi số tỉnh Thanh Hóa",
    "TTH": "Ban Chỉ đạo chuyển đổi số tỉnh Thừa Thiên Huế",
    "NA": "Ban Chỉ đạo Chuyển đổi số tỉnh Nghệ An",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(settings: Any) -> None:
    """Four committees under five regulations: Hải Phòng lives through two."""
    hp = founded("HP20", at(2020, 3, 25, 7), settings)
    hp.adopt("HP22", at(2022, 3, 30, 9))
    for charter_id in ("TH", "TTH", "NA"):
        founded(charter_id, at(2022, 6, 1), settings)


def _each_is_one_body_under_its_own_names_with_a_chain_of_its_own() -> None:
    assert body_codes() == ("HP", "TH", "TTH", "NA")
    assert {code: named.name.vi for code in body_codes() if (named := name_on(code, ON))} == NAMED
    formerly = {code: named.name.vi for code in body_codes() if (named := name_on(code, date(2021, 12, 31)))}
    assert {code for code in formerly if formerly[code] != NAMED[code]} == {"HP", "TH", "TTH"}
    assert set(ChainHead.objects.values_list("chain", flat=True)) >= set(body_codes())
    agencies = [{each.id for each in found.agencies} for code in body_codes() if (found := regulation(code, ON))]
    assert all("so-y-te" in each for each in agencies), "each has its own Sở Y tế"


def _what_is_in_the_source_is_marked_and_what_is_not_too() -> None:
    marked = {
        code: {
            mark: Seat.objects.filter(body__code=code, effective_until=None, in_source=mark).count()
            for mark in (True, False)
        }
        for code in body_codes()
    }
    assert {code: counts[True] for code, counts in marked.items()} == {"HP": 1, "TH": 36, "TTH": 29, "NA": 17}
    assert all(counts[False] for counts in marked.values())
    assert not Seat.objects.filter(in_source=True, clause_id__contains="-inst-").exists()


def _dates_are_kept_as_far_as_they_are_known() -> None:
    kept = {row.charter_id: (row.signed, row.effective_from) for row in Instrument.objects.exclude(charter_id="")}
    assert kept["HP20"] == ("2020-03-25", date(2020, 3, 25))
    assert kept["TH"] == ("", None)
    assert kept["TTH"] == ("", None)
    assert kept["NA"] == ("--05-15", None)
    assert kept["NA-inst"] == ("", date(2022, 5, 15))
    undated = {
        each.charter.id: each.effective_from for code in body_codes() for each in charters_of(code) if not each.dated
    }
    assert undated == {"TH": date(2022, 1, 1), "TTH": date(2022, 1, 1), "NA": date(2022, 5, 15)}


def _numbers_stated_and_named_are_compared_under_each() -> None:
    found = {
        code: {
            (each.unit, *(role.vi for role in each.roles)): (each.stated, each.named, each.added)
            for each in counted(regulation(code, ON))
        }
        for code in body_codes()
    }
    assert found["HP"] == {}
    assert found["TH"]["committee",] == (13, 16, 0)
    assert found["TTH"]["committee",] == (None, 4, 12)
    assert found["NA"]["group", "Tổ phó Tổ công tác"] == (4, 4, 0)


@pytest.mark.usefixtures("four")
def test_four_bodies_under_five_regulations_stand_side_by_side() -> None:
    _each_is_one_body_under_its_own_names_with_a_chain_of_its_own()
    _what_is_in_the_source_is_marked_and_what_is_not_too()
    _dates_are_kept_as_far_as_they_are_known()
    _numbers_stated_and_named_are_compared_under_each()


@pytest.mark.skipif(not SEATS.exists(), reason="the mission's own list of seats is not beside this clone")
@pytest.mark.usefixtures("four")
def test_the_seats_of_the_source_are_the_missions_own() -> None:
    for code in ("TH", "TTH", "NA"):
        _are_the_missions_own(code)


def _are_the_missions_own(code: str) -> None:
    theirs = yaml.safe_load(SEATS.read_text(encoding="utf-8"))[code]
    ours = [seat for seat in seats_in_force(code, ON) if seat.in_source]
    group = theirs["working_group"]
    assert _named(ours, "group_member") == _listed(group["members"])
    assert len([seat for seat in ours if seat.role == "group_deputy"]) == (
        group["deputy_leads"].get("count_listed") or group["deputy_leads"]["count_stated"]
    )
    if code == "TH":
        committee = [seat for seat in ours if seat.unit == "committee"]
        assert (len(committee), theirs["count_stated"]) == (theirs["count_listed"], 13)
        assert _named(ours, "member") == set(theirs["members"]["seats"])
    people = {rule.person for found in [regulation(code, ON)] if found for rule in found.seats if rule.person}
    assert people <= {each["person"] for each in _entries(theirs) if each.get("person")}


def _listed(members: dict[str, Any]) -> set[str]:
    """Return the agencies of a list of members; enterprises too, where they stand apart."""
    parts = [members[part]["seats"] for part in ("agencies", "enterprises") if part in members] or [members["seats"]]
    return {_plain(each) for part in parts for each in part}


def _named(seats: list[Any], role: str) -> set[str]:
    return {_plain(seat.agency_name) for seat in seats if seat.role == role}


def _plain(name: str) -> str:
    """Return an agency's name in one spelling of the several that the sources use."""
    spelt = name.replace("Uỷ ban nhân dân", "UBND").replace("Phát triển Nông", "Phát triển nông")
    return "Công an tỉnh" if spelt == "Công an" else spelt


def _entries(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        return [part, *(each for value in part.values() for each in _entries(value))]
    return [each for value in part for each in _entries(value)] if isinstance(part, list) else []
