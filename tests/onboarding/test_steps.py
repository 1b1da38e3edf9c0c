"""The decisions on a draft: one by one, taken back, taken again; what falls with what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.acts.registry import acts
from chidao.data.reading import draft_rules, norm_words
from chidao.kernel.errors import BadInput
from chidao.onboarding.rules.items import forms_of, items_of
from chidao.onboarding.rules.making import made_of
from chidao.onboarding.rules.pieces import names_of, pieces_of
from chidao.onboarding.rules.state import Item, Work
from chidao.onboarding.rules.steps import Step, check_step, decided, whole_step
from chidao.reading.charter_draft import draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from tests.onboarding.texts import DECISION

LAW: Final = read_law(DECISION)
DRAFT: Final = draft_charter(LAW, find_norms(LAW, norm_words()), norm_words(), draft_rules())


def work_after(steps: list[Step]) -> Work:
    """Return a page of the draft after some steps, without its questions."""
    decisions = decided(steps)
    pieces = pieces_of(DRAFT, LAW, decisions)
    names = names_of(pieces, DRAFT.charter["clauses"], {each.name: each.title for each in acts()})
    return Work(text=DECISION, items=items_of(pieces, names, decisions), questions=(), forms=forms_of(names))


def taken(steps: list[Step], *more: Step) -> list[Step]:
    """Return the steps with more taken, each checked on the draft as it stands."""
    for step in more:
        work = work_after(steps)
        check_step(step, work)
        steps = [*steps, whole_step(step, work.items)]
    return steps


def one(steps: list[Step], id_: str) -> Item:
    """Return an item after some steps."""
    return next(each for each in work_after(steps).items if each.id == id_)


BRIEFLY: Final = settings(max_examples=10, deadline=None)
FRESH: Final = work_after([])
IDS: Final = sorted(item.id for item in FRESH.items)


@st.composite
def any_steps(draw: Callable[[Any], Any]) -> list[Step]:
    """Draw decisions, each such as a page could send."""
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 4))):
        work = work_after(steps)
        step = _drawn(draw, work)
        try:
            check_step(step, work)
        except BadInput:
            continue
        steps.append(whole_step(step, work.items))
    return steps


def _drawn(draw: Callable[[Any], Any], work: Work) -> dict[str, Any]:
    do = draw(st.sampled_from(["accept", "reject", "restore", "correct", "add"]))
    ids = st.sampled_from(sorted(item.id for item in work.items))
    if do == "correct":
        wanted = draw(ids)
        item = next(each for each in work.items if each.id == wanted)
        control = draw(st.sampled_from(item.controls))
        values = st.sampled_from([each for each, _ in control.choices]) if control.choices else st.text(max_size=20)
        return {"do": do, "item": item.id, "values": {control.name: draw(values)}}
    if do == "add":
        return {"do": do, "section": "agencies", "values": {"name": draw(st.text(max_size=20)), "kind": "department"}}
    return {"do": do, "items": draw(st.lists(ids, min_size=1, max_size=4))}


@BRIEFLY
@given(any_steps())
def test_taking_back_every_step_leaves_the_draft_as_it_was_read(steps: list[Step]) -> None:
    seen = [work_after(steps[:count]) for count in range(len(steps) + 1)]
    undone: list[Step] = []
    while steps:
        *steps, last = steps
        undone.insert(0, last)
        assert work_after(steps) == seen[len(steps)]
    assert work_after(steps) == FRESH
    assert work_after(undone) == seen[-1]


@BRIEFLY
@given(any_steps())
def test_no_entry_left_names_one_that_was_rejected(steps: list[Step]) -> None:
    work = work_after(steps)
    rejected = {item.id for item in work.items if item.state == "rejected"}
    assert not any(set(item.needs) & rejected for item in work.items if item.state != "rejected")
    made = made_of(DRAFT, pieces_of(DRAFT, LAW, decided(steps)))
    roles = {role["id"] for role in made.whole.get("roles", ())}
    assert {seat["role"] for seat in made.whole.get("seats", ())} <= roles
    assert {role for power in made.whole.get("powers", ()) for role in power["roles"]} <= roles


@BRIEFLY
@given(any_steps())
def test_every_item_is_said_in_both_languages(steps: list[Step]) -> None:
    for item in work_after(steps).items:
        assert item.says.vi.strip()
        assert item.says.en.strip()


def test_rejecting_a_role_rejects_its_seats_and_restoring_brings_them_back() -> None:
    steps = taken([], {"do": "reject", "items": ["roles/chair"]})
    assert one(steps, "seats/chair").state == "rejected"
    assert one(taken(steps, {"do": "restore", "items": ["roles/chair"]}), "seats/chair").state == "proposed"


def test_what_was_rejected_for_itself_stays_rejected() -> None:
    steps = taken([], {"do": "reject", "items": ["seats/chair"]}, {"do": "reject", "items": ["roles/chair"]})
    assert one(taken(steps, {"do": "restore", "items": ["roles/chair"]}), "seats/chair").state == "rejected"


@pytest.mark.parametrize("do", ["accept", "restore"])
def test_bringing_back_a_seat_brings_back_what_it_stands_on(do: str) -> None:
    steps = taken([], {"do": "reject", "items": ["units/committee"]}, {"do": do, "items": ["seats/chair"]})
    assert {one(steps, each).state for each in ("units/committee", "roles/chair")} == {"proposed"}
    assert one(steps, "seats/chair").state == {"accept": "accepted", "restore": "proposed"}[do]


def test_a_power_of_several_roles_outlives_one_of_them() -> None:
    power = next(each for each in FRESH.items if each.section == "powers" and len(each.entry["roles"]) > 1)
    first, *others = power.entry["roles"]
    steps = taken([], {"do": "reject", "items": [f"roles/{first}"]})
    assert one(steps, power.id).state == "proposed"
    made = made_of(DRAFT, pieces_of(DRAFT, LAW, decided(steps)))
    assert next(each for each in made.charter["powers"] if each["id"] == power.entry["id"])["roles"] == others
    steps = taken(steps, {"do": "reject", "items": [f"roles/{each}" for each in others]})
    assert one(steps, power.id).state == "rejected"


def test_a_correction_is_said_and_a_restored_one_is_forgotten() -> None:
    corrected = taken([], {"do": "correct", "item": "duties/committee-meeting", "values": {"months": "4"}})
    assert "4 tháng" in one(corrected, "duties/committee-meeting").says.vi
    assert one(corrected, "duties/committee-meeting").state == "corrected"
    assert one(taken(corrected, {"do": "accept", "items": ["duties/committee-meeting"]}),
               "duties/committee-meeting").state == "corrected"  # fmt: skip
    back = taken(corrected, {"do": "restore", "items": ["duties/committee-meeting"]})
    assert one(back, "duties/committee-meeting") == one([], "duties/committee-meeting")


def test_what_is_added_without_a_clause_is_not_the_texts() -> None:
    added = {"do": "add", "section": "agencies", "values": {"name": "Sở Du lịch", "kind": "department"}}
    seat = {"do": "add", "section": "seats",
            "values": {"role": "member", "holder": "Giám đốc Sở Du lịch", "agency": "so-du-lich",
                       "clause": DRAFT.charter["clauses"][0]["id"]}}  # fmt: skip
    steps = taken([], added, seat)
    made = made_of(DRAFT, pieces_of(DRAFT, LAW, decided(steps)))
    assert [each["id"] for each in made.added["agencies"]] == ["so-du-lich"]
    # A seat that the text says, of an agency that it does not say, cannot stand in the text's own charter.
    assert [each["clause"] for each in made.added["seats"]] == [DRAFT.charter["clauses"][0]["id"]]
    assert one(steps, "seats/+1").needs == ("roles/member", "agencies/+1")
    assert one(taken(steps, {"do": "reject", "items": ["agencies/+1"]}), "seats/+1").state == "rejected"


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ("accept", "do"),
        ({"do": "adopt"}, "do"),
        ({"do": "accept"}, "items"),
        ({"do": "accept", "items": []}, "items"),
        ({"do": "accept", "items": [1]}, "items"),
        ({"do": "accept", "items": ["seats/nobody"]}, "item"),
        ({"do": "reject", "items": ["body/name"]}, "item"),
        ({"do": "accept", "items": ["seats/chair"], "more": 1}, "more"),
        ({"do": "correct", "item": "seats/chair", "values": {"nothing": "x"}}, "nothing"),
        ({"do": "correct", "item": "seats/chair", "values": {"role": "emperor"}}, "role"),
        ({"do": "correct", "item": "seats/chair", "values": "role"}, "values"),
        ({"do": "correct", "item": "duties/committee-meeting", "values": {"months": "-1"}}, "months"),
        ({"do": "correct", "item": "duties/committee-meeting", "values": {"months": "9" * 30}}, "months"),
        ({"do": "correct", "item": "instrument/signed_on", "values": {"value": "hôm nay"}}, "value"),
        ({"do": "correct", "item": "body/name", "values": {"value.vi": " "}}, "value.vi"),
        ({"do": "correct", "item": "body/name", "values": {"value.vi": "x" * 3000}}, "value.vi"),
        ({"do": "add", "section": "clauses", "values": {}}, "section"),
        ({"do": "add", "section": "seats", "values": {"holder": "x"}}, "role"),
        ({"do": "match", "item": "seats/chair", "code": ""}, "item"),
        ({"do": "match", "item": "agencies/so-noi-vu", "code": "ZZ/x"}, "code"),
        ({"do": "answer", "values": {"nothing": "x"}}, "nothing"),
    ],
)  # fmt: skip
def test_a_step_that_does_not_fit_is_told_by_its_field(step: Any, field: str) -> None:
    with pytest.raises(BadInput) as told:
        check_step(step, FRESH)
    assert field in {reason.field for reason in told.value.reasons}
