"""The charters that ship: whole, readable, saying what the five texts say, and no more without saying so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from chidao.data.charter_files import published_schema, shipped_charter, shipped_charter_ids
from chidao.instruments import vocabulary
from chidao.instruments.charter import Charter, Duty, Power, Regulation
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together
from chidao.instruments.charter_schema import charter_schema
from tests.instruments.charters import KNOWN_ACTS, charter_without, entries, shipped, shipped_regulation

ORIGINALS: Final = ("HP20", "HP22", "TH", "TTH", "NA")
COUNTED: Final = {"HP20": 57, "HP22": 14, "TH": 15, "TTH": 17, "NA": 13}
MISSION: Final = Path(__file__).parents[2].parent / "shared" / "mission" / "clauses.yaml"
IN_2020: Final = date(2020, 6, 1)
IN_2022: Final = date(2022, 6, 1)
IN_FORCE: Final = (("HP", IN_2020), ("HP", IN_2022), ("TH", IN_2022), ("TTH", IN_2022), ("NA", IN_2022))
"""Each body on a day under each of its regulations."""
EFFECTS: Final = frozenset({"hand_over_tasks"})
"""Acts that only follow from others: nobody does them, and no charter gives them."""


def in_force(on: date) -> Regulation:
    return shipped_regulation("HP", on)


def test_five_charters_ship_each_with_what_is_installed_beside_it() -> None:
    assert shipped_charter_ids() == tuple(sorted([*ORIGINALS, *(f"{each}-inst" for each in ORIGINALS)]))
    with pytest.raises(KeyError):
        shipped_charter("../charter.schema")


@pytest.mark.parametrize("charter_id", shipped_charter_ids())
def test_each_is_read_and_fits_the_published_schema(charter_id: str) -> None:
    assert shipped(charter_id).id == charter_id
    schema = json.loads(published_schema())
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(yaml.safe_load(shipped_charter(charter_id))))


def test_the_published_schema_is_the_one_in_use() -> None:
    assert json.loads(published_schema()) == charter_schema()


@pytest.mark.parametrize("original", ORIGINALS)
def test_a_charter_and_its_installation_agree(original: str) -> None:
    assert not check_together((shipped(original), shipped(f"{original}-inst")), known_acts=KNOWN_ACTS)


def test_the_clauses_are_116() -> None:
    counted = {original: len(shipped(original).clauses) for original in ORIGINALS}
    assert counted == COUNTED
    ids = [clause.id for original in ORIGINALS for clause in shipped(original).clauses]
    assert len(set(ids)) == 116
    assert all(clause_id.startswith(f"{original}-") for original in ORIGINALS for clause_id in _ids(original))


@pytest.mark.skipif(not MISSION.exists(), reason="the mission's own list is not beside this clone")
def test_the_clauses_are_the_missions_own() -> None:
    theirs = {row["id"]: row for row in yaml.safe_load(MISSION.read_text(encoding="utf-8"))["clauses"]}
    ours = {clause.id: clause for original in ORIGINALS for clause in shipped(original).clauses}
    assert ours.keys() == theirs.keys()
    for clause_id, clause in ours.items():
        row = theirs[clause_id]
        assert (clause.cite, clause.kind, clause.who) == (row["cite"], row["kind"], row["who"])
        assert clause.summary.en != row["rule"], f"{clause_id}: our own words"


@pytest.mark.parametrize("charter_id", shipped_charter_ids())
def test_what_is_not_in_the_source_says_so(charter_id: str) -> None:
    charter = shipped(charter_id)
    if charter.source == "installation":
        assert "không có trong văn bản gốc" in charter.instrument.title.vi
        assert charter.instrument.number is None
    else:
        own = {clause.id for clause in charter.clauses}
        assert {entry.clause for _, entry in entries(charter)} <= own


@pytest.mark.parametrize("charter_id", shipped_charter_ids())
def test_words_for_people_are_in_both_languages(charter_id: str) -> None:
    for clause in shipped(charter_id).clauses:
        assert clause.summary.vi != clause.summary.en
        assert clause.summary.vi.endswith(".")
        assert clause.summary.en.endswith(".")


@pytest.mark.parametrize(("body", "on"), IN_FORCE)
def test_under_each_regulation_every_act_is_somebodys(body: str, on: date) -> None:
    granted = {power.act for power in shipped_regulation(body, on).powers}
    assert granted == KNOWN_ACTS - EFFECTS


@pytest.mark.parametrize(("body", "on"), IN_FORCE)
def test_under_each_regulation_every_feature_that_counts_days_is_set(body: str, on: date) -> None:
    regulation = shipped_regulation(body, on)
    for feature, settings in vocabulary.SETTINGS.items():
        principle = regulation.has_feature(feature)
        assert principle is not None
        assert set(principle.settings) == set(settings)


@pytest.mark.parametrize("on", [IN_2020, IN_2022])
def test_each_seat_with_a_holder_is_of_a_known_agency(on: date) -> None:
    regulation = in_force(on)
    agencies = {agency.id for agency in regulation.agencies}
    assert {seat.agency for seat in regulation.seats} <= agencies
    posts = [(seat.holder, seat.agency) for seat in regulation.seats]
    assert all(holder for holder, _ in posts)
    assert not [seat for seat in regulation.seats if seat.person], "posts only"


def conveners(regulation: Regulation, meeting: str, unit: str = "committee") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for power in regulation.powers:
        if power.act == "convene_meeting" and meeting in power.only["meeting"] and unit in power.only["unit"]:
            for role in power.roles:
                found.setdefault(role, set()).add(power.clause)
    return found


def test_who_convenes_in_2020() -> None:
    regulation = in_force(IN_2020)
    assert conveners(regulation, "regular") == {"chair": {"HP20-3.3"}}
    assert conveners(regulation, "ad_hoc") == {
        "chair": {"HP20-3.3"},
        "standing_vice_chair": {"HP20-7.1b"},
        "vice_chair": {"HP20-7.1b"},
    }
    assert conveners(regulation, "expanded") == {"chair": {"HP20-7.2"}}
    assert conveners(regulation, "regular", "group") == {"group_lead": {"HP20-7.3"}}


def test_who_convenes_in_2022() -> None:
    regulation = in_force(IN_2022)
    assert conveners(regulation, "regular") == {"chair": {"HP22-inst-22"}}
    assert conveners(regulation, "ad_hoc") == {
        role: {"HP22-11"} for role in ("chair", "standing_vice_chair", "vice_chair")
    }


def test_who_convenes_in_the_three_provinces() -> None:
    th, tth, na = (shipped_regulation(body, IN_2022) for body in ("TH", "TTH", "NA"))
    assert conveners(th, "regular") == {"chair": {"TH-inst-11"}}
    assert conveners(tth, "regular") == {"chair": {"TTH-9"}}
    assert conveners(na, "regular") == {"chair": {"NA-inst-11"}}
    assert set(conveners(na, "ad_hoc")) == {"chair", "vice_chair"}
    assert set(conveners(th, "ad_hoc")) == {"chair", "standing_vice_chair", "vice_chair"}
    assert conveners(na, "regular", "group") == {"group_lead": {"NA-inst-12"}}


def test_which_vice_chair_is_the_standing_one_is_laid_down_beside_the_source() -> None:
    th = shipped_regulation("TH", IN_2022)
    assert [(each.seat, each.role, each.clause) for each in th.designations] == [
        ("vice-chair-ubnd", "standing_vice_chair", "TH-inst-2")
    ]
    assert {seat.id: seat.role for seat in shipped("TH").seats}["vice-chair-ubnd"] == "vice_chair"
    assert {seat.id: seat.role for seat in th.seats}["vice-chair-ubnd"] == "standing_vice_chair"
    assert not shipped_regulation("TTH", IN_2022).designations


@pytest.mark.parametrize(("body", "first"), [("TH", "2022-01-01"), ("TTH", "2022-01-01"), ("NA", "2022-05-15")])
def test_a_text_without_a_day_of_effect_takes_effect_with_its_installation(body: str, first: str) -> None:
    assert shipped(body).instrument.effective_on is None
    day = date.fromisoformat(first)
    assert not shipped_regulation(body, day - timedelta(days=1)).charters
    assert [each.id for each in shipped_regulation(body, day).charters] == [body, f"{body}-inst"]


def duties(regulation: Regulation, what: str) -> list[Duty]:
    return [duty for duty in regulation.duties if duty.what == what]


def test_cadences_come_from_the_charter() -> None:
    first, second = in_force(IN_2020), in_force(IN_2022)
    assert [(duty.unit, duty.months, duty.clause) for duty in duties(first, "meeting")] == [
        ("committee", 3, "HP20-7.1a"),
        ("group", 3, "HP20-7.3"),
    ]
    assert [(duty.unit, duty.months, duty.clause) for duty in duties(second, "meeting")] == [("committee", 2, "HP22-8")]
    assert [(duty.months, duty.starts_in, duty.only["review"]) for duty in duties(second, "review")] == [
        (12, 7, ("preliminary",)),
        (12, 1, ("final",)),
    ]
    assert [(duty.months, duty.to) for duty in duties(first, "report") if duty.clause == "HP20-6.7"] == [
        (3, ("chair", "standing_vice_chair", "vice_chair", "member"))
    ]
    assert [(duty.months, duty.clause) for duty in duties(first, "plan")] == [(12, "HP20-6.1a")]


@pytest.mark.parametrize(("on", "clause"), [(IN_2020, "HP20-4.1b"), (IN_2022, "HP22-4")])
def test_who_stands_in_for_whom(on: date, clause: str) -> None:
    stands_for = {entry.stands_for: (entry.role, entry.clause) for entry in in_force(on).stand_ins}
    assert stands_for["chair"] == ("standing_vice_chair", clause)


@pytest.mark.parametrize(("on", "clause"), [(IN_2020, "HP20-D1"), (IN_2022, "HP22-inst-2")])
def test_the_chairs_seat_is_a_posts(on: date, clause: str) -> None:
    (seat,) = [seat for seat in in_force(on).seats if seat.role == "chair"]
    assert (seat.by, seat.holder, seat.clause) == ("post", "Chủ tịch UBND thành phố", clause)


def test_the_automaton_only_reminds_and_the_auditor_only_reads() -> None:
    for body, on in IN_FORCE:
        regulation = shipped_regulation(body, on)
        assert _acts_of(regulation, "automaton") == {"remind_task", "send_digest"}
        assert _acts_of(regulation, "auditor") == {"issue_personal_key", "revoke_personal_key", "choose_digest"}
        assert not [sight for sight in regulation.sights if "automaton" in sight.roles]
        assert [entry.roles for entry in regulation.recording] == [("clerk",)]


def test_only_an_agencys_own_people_speak_for_it() -> None:
    for body, on in IN_FORCE:
        regulation = shipped_regulation(body, on)
        limited = {act: limit.unless for limit in regulation.limits for act in limit.acts}
        assert limited == {
            "report_progress": ("own_agency",),
            "propose_completion": ("lead_agency",),
            "answer_coordination": ("coordinating_agency",),
        }
        assert all({*limited[power.act]} <= {*power.when} for power in regulation.powers if power.act in limited)


def test_completion_is_accepted_by_another_person() -> None:
    for body, on in IN_FORCE:
        accepting = [power for power in shipped_regulation(body, on).powers if power.act == "accept_completion"]
        assert accepting
        assert all("another_person" in power.when for power in accepting)


@pytest.mark.parametrize(
    "clause",
    "1.1 1.2 D1 D2 2.1 2.3 3.2 3.3 4.1a 4.1b 5.5c 7.1a 7.1b 7.1c 8.1".split(),
)
def test_each_live_clause_of_2020_drives_something_that_can_be_taken_away(clause: str) -> None:
    _check_taken_away("HP20", f"HP20-{clause}")


@pytest.mark.parametrize(
    "clause",
    """
    TH-1 TH-2 TH-4c TH-8 TH-9 TH-11 TTH-1 TTH-7 TTH-9 TTH-10 TTH-11 TTH-12 TTH-13 TTH-14 TTH-15 NA-1 NA-9 NA-10 NA-13
    """.split(),
)
def test_each_live_clause_of_the_three_provinces_drives_something_that_can_be_taken_away(clause: str) -> None:
    _check_taken_away(clause.partition("-")[0], clause)


@pytest.mark.parametrize("clause", ["1", "2", "4", "8", "11", "13"])
def test_each_live_clause_of_2022_drives_something_that_can_be_taken_away(clause: str) -> None:
    _check_taken_away("HP22", f"HP22-{clause}")


def _check_taken_away(charter_id: str, clause_id: str) -> None:
    whole = shipped(charter_id)
    without = read_charter(charter_without(shipped_charter(charter_id), clause_id), known_acts=KNOWN_ACTS)
    assert len(list(_driven(without))) < len(list(_driven(whole)))
    assert without.clauses[0].id == whole.clauses[0].id
    assert without.roles == whole.roles


def _driven(charter: Charter) -> Iterator[Any]:
    yield from (entry for section, entry in entries(charter) if section not in {"agencies", "units", "roles"})


def _acts_of(regulation: Regulation, role: str) -> set[str]:
    powers: tuple[Power, ...] = regulation.powers
    return {power.act for power in powers if role in power.roles}


def _ids(original: str) -> list[str]:
    return [clause.id for clause in shipped(original).clauses]
