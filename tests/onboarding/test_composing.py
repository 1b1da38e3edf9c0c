"""What a draft comes to, whatever was decided: two files that can be read, or every reason why not."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

import pytest
import yaml
from hypothesis import given

from chidao.acts.registry import act_names, acts
from chidao.data.reading import installing_rules
from chidao.onboarding.composing import Surroundings, compose
from chidao.onboarding.rules.installing import questions_for
from chidao.onboarding.rules.items import items_of
from chidao.onboarding.rules.making import KnownSeat, aligned, made_of, missing_of, numbered, renamed, shortened
from chidao.onboarding.rules.pieces import names_of, pieces_of
from chidao.onboarding.rules.state import Composed
from chidao.onboarding.rules.steps import Step, decided
from chidao.onboarding.rules.values import HEAD
from tests.onboarding.test_steps import BRIEFLY, DRAFT, IDS, LAW, any_steps, taken

RULES: Final = installing_rules()


def composed(steps: list[Step], *, around: Surroundings | None = None) -> Composed:
    """Return what the draft comes to after some steps."""
    decisions = decided(steps)
    pieces = pieces_of(DRAFT, LAW, decisions)
    made = made_of(DRAFT, pieces)
    missing = missing_of(DRAFT, made)
    names = names_of(pieces, DRAFT.charter["clauses"], {each.name: each.title for each in acts()})
    questions = questions_for(made.whole, missing, decisions.answers, RULES)
    return compose(
        made,
        missing=missing,
        answers=decisions.answers,
        items=items_of(pieces, names, decisions),
        questions=questions,
        official=DRAFT.official,
        around=around or Surroundings(acts=act_names(), rules=RULES),
    )


def test_what_was_read_can_be_adopted_as_it_stands() -> None:
    before = deepcopy(DRAFT.charter)
    made = composed([])
    assert DRAFT.charter == before  # it is kept for the next page
    assert made.reasons == ()
    assert made.recorder_seat in {seat["id"] for seat in yaml.safe_load(made.installation)["seats"]}
    assert made.recorder_seat not in {holder.seat for holder in made.holders}
    assert set(made.official) <= {clause["id"] for clause in yaml.safe_load(made.charter)["clauses"]}


@BRIEFLY
@given(any_steps())
def test_whatever_was_decided_there_are_files_or_reasons(steps: list[Step]) -> None:
    made = composed(steps)
    charter = yaml.safe_load(made.charter)
    assert charter["id"]
    for reason in made.reasons:
        assert reason.says.vi
        assert reason.says.en


def one_rejected() -> list[str]:
    """Return items that can be rejected, one of every section."""
    optional = (id_ for id_ in IDS if id_ not in HEAD or not HEAD[id_][0].required)
    sections = {id_.partition("/")[0]: id_ for id_ in optional}
    return sorted(sections.values())


@pytest.mark.parametrize("item", one_rejected())
def test_any_entry_can_be_left_out(item: str) -> None:
    made = composed(taken([], {"do": "reject", "items": [item]}))
    assert all(reason.field for reason in made.reasons)


def test_everything_left_out_still_makes_a_body_of_what_is_installed() -> None:
    all_of_it = [id_ for id_ in IDS if not id_.startswith(("body/", "instrument/"))]
    made = composed(taken([], {"do": "reject", "items": all_of_it}))
    assert not {reason.code for reason in made.reasons} - {"answer_missing", "no_effect_date"}


def test_a_fault_is_told_in_the_words_of_its_entry() -> None:
    wrong = {"do": "correct", "item": "instrument/signed_on", "values": {"value": "2026-02-31"}}
    reasons = composed(taken([], wrong)).reasons
    assert [reason.field for reason in reasons] == ["instrument/signed_on"]
    assert "31/2/2026" in reasons[0].says.vi


def test_a_code_that_another_body_has_is_told() -> None:
    code = composed([]).body
    around = Surroundings(acts=act_names(), rules=RULES, taken=(code,))
    assert [reason.field for reason in composed([], around=around).reasons] == ["body.code"]


def test_a_paper_of_an_id_that_is_taken_gets_another_with_its_clauses() -> None:
    made = made_of(DRAFT, pieces_of(DRAFT, LAW, decided([])))
    other, official = numbered(made, DRAFT.official, {made.charter["id"]})
    assert other.charter["id"] == f"{made.charter['id']}-v2"
    ids = {clause["id"] for clause in other.charter["clauses"]}
    assert ids.isdisjoint({clause["id"] for clause in made.charter["clauses"]})
    assert {seat["clause"] for seat in other.charter["seats"]} <= ids
    assert set(official) <= ids
    assert numbered(made, DRAFT.official, set()) == (made, DRAFT.official)


def test_other_ids_are_taken_wherever_they_are_named() -> None:
    data: dict[str, Any] = {
        "agencies": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
        "seats": [{"id": "s", "agency": "b"}],
        "duties": [{"id": "d", "to_agencies": ["a", "b"]}],
    }
    made = renamed(data, "agencies", {"b": "a"})
    assert made["agencies"] == [{"id": "a", "name": "A"}]
    assert made["seats"][0]["agency"] == "a"
    assert made["duties"][0]["to_agencies"] == ["a"]


def test_a_seat_that_runs_keeps_its_key_and_its_posts_words() -> None:
    seat = {"id": "x", "role": "r", "by": "post", "holder": "Chủ tịch UBND tỉnh", "agency": None}
    field = {"id": "f", "lead": "x"}
    known = KnownSeat(key="head", title="Đứng đầu, Chủ tịch Ủy ban nhân dân tỉnh", post="Chủ tịch Ủy ban nhân dân tỉnh")
    made = aligned({"seats": [seat], "fields": [field]}, {"r": "Đứng đầu"}, {}, [known])
    assert made["seats"] == [{**seat, "id": "head", "holder": "Chủ tịch Ủy ban nhân dân tỉnh"}]
    assert made["fields"][0]["lead"] == "head"


def test_what_is_longer_than_it_can_be_kept_is_told() -> None:
    steps = taken([], {"do": "correct", "item": "seats/chair", "values": {"holder": "Chủ tịch " * 40}})
    assert ("seats/chair", "too_long") in {(reason.field, reason.code) for reason in composed(steps).reasons}
    steps = taken([], {"do": "correct", "item": "instrument/number", "values": {"value": "1" * 21}})
    assert [reason.field for reason in composed(steps).reasons] == ["instrument/number"]


def test_long_ids_and_labels_of_clauses_are_cut_and_stay_apart() -> None:
    made = made_of(DRAFT, pieces_of(DRAFT, LAW, decided([])))
    first, second, *others = made.charter["clauses"]
    long = [{**first, "id": "a" * 62 + "-1", "label": "nhãn " * 8}, {**second, "id": "a" * 62 + "-2"}, *others]
    seats = [{**seat, "clause": "a" * 62 + "-2"} for seat in made.charter["seats"]]
    made = replace(made, charter={**made.charter, "clauses": long, "seats": seats})
    short, official = shortened(made, {"a" * 62 + "-2": "nguyên văn"})
    one, two = (clause["id"] for clause in short.charter["clauses"][:2])
    assert one != two
    assert len(one) <= 60
    assert len(short.charter["clauses"][0]["label"]) == 20
    assert {seat["clause"] for seat in short.charter["seats"]} == {two}
    assert official == {two: "nguyên văn"}
