"""The matrix says what `may` says, for every role and every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chidao.acts.authority import Basis, Matter, Question, may
from chidao.acts.registry import acts
from chidao.kernel.wording import same
from chidao.mandates.queries import reader_for, regulation
from chidao.reports.acts_page import act_pages
from chidao.reports.matrix import Matrix, matrix, matrix_of
from tests.factories import MORNING, Founded

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(founded: Founded) -> Matrix:
    return matrix("T1", MORNING.date())


def test_there_is_a_cell_for_every_role_and_act(table: Matrix) -> None:
    assert {role.id for role in table.roles} == {"head", "second", "fellow", "secretary"}
    assert set(table.acts) == {act.name for act in acts()}
    assert len(table.cells) == len(table.roles) * len(table.acts)


def test_it_agrees_with_the_authority_about_nothing_in_particular(table: Matrix, founded: Founded) -> None:
    """Plainly allowed is allowed about anything; what is not allowed is refused about anything."""
    for key, capacity in founded.capacities.items():
        for act in table.acts:
            cell = table.cells[str(capacity.role), act]
            verdict = _asked(founded, key, act, Matter(body="T1", says=same("việc")))
            if cell.verdict == "yes":
                assert isinstance(verdict, Basis), (key, act)
                assert verdict.clause in cell.clauses
            elif cell.verdict == "no":
                assert not isinstance(verdict, Basis), (key, act)


def test_what_is_allowed_under_conditions_is_allowed_when_they_hold(table: Matrix, founded: Founded) -> None:
    for key, capacity in founded.capacities.items():
        for act in table.acts:
            cell = table.cells[str(capacity.role), act]
            for ground in cell.grounds:
                if cell.verdict == "conditions" and not ground.stands_for:
                    verdict = _asked(founded, key, act, _fitting(founded, key, ground.only))
                    assert isinstance(verdict, Basis), (key, act, ground)
                    assert verdict.clause in cell.clauses


def test_standing_in_is_a_condition_and_named(table: Matrix) -> None:
    cell = table.cells["second", "give_direction"]
    assert cell.verdict == "conditions"
    assert {(ground.stands_for, ground.stands_by) for ground in cell.grounds} == {("head", "T1-3")}
    assert cell.clauses == ("T1-3",)


def test_limits_and_recording_are_named(table: Matrix) -> None:
    assert table.cells["fellow", "report_progress"].limits == ("T1-6",)
    assert table.cells["secretary", "issue_conclusion_notice"].records_by == "T1-beside-2"
    assert table.cells["secretary", "issue_conclusion_notice"].verdict == "no"
    assert table.cells["head", "issue_conclusion_notice"].records_by is None


def test_what_is_seen_is_what_readers_see(table: Matrix, founded: Founded) -> None:
    for capacity in founded.capacities.values():
        assert dict(table.sees[str(capacity.role)]) == dict(reader_for(capacity, MORNING).scopes)


def test_a_cell_follows_its_power(table: Matrix) -> None:
    """Taking a power away changes exactly the cells that it gives."""
    current = regulation("T1", MORNING.date())
    assert current is not None
    first, *others = current.charters
    less = replace(first, powers=tuple(each for each in first.powers if each.id != "call-ad-hoc"))
    changed = matrix_of(replace(current, charters=(less, *others)), "T1", current.on, table.acts)
    differing = {key for key, cell in table.cells.items() if changed.cells[key] != cell}
    assert differing == {("second", "convene_meeting")}


def test_before_the_regulation_nobody_may_anything(founded: Founded) -> None:
    empty = matrix("T1", date(2020, 3, 1))
    assert (empty.roles, empty.cells, empty.sees) == ((), {}, {})


def test_it_is_plain_data_too(table: Matrix) -> None:
    data: Any = table.as_data()
    cells = {(cell["role"], cell["act"]): cell for cell in data["may"]}
    assert cells["second", "convene_meeting"]["verdict"] == "conditions"
    assert ("fellow", "convene_meeting") not in cells
    assert data["sees"]["fellow"]["tasks"] == "own_agency"


def test_every_act_has_its_page(founded: Founded) -> None:
    pages = {page.name: page for page in act_pages(MORNING.date())}
    assert set(pages) == {act.name for act in acts()}
    page = pages["convene_meeting"]
    assert [(power.clause, [role.en for role in power.roles]) for power in page.powers] == [
        ("T1-2", ["Head"]),
        ("T1-4", ["Second"]),
    ]
    assert "body" not in {field.name for field in page.fields}
    assert next(field for field in page.fields if field.name == "title").required
    assert not next(field for field in page.fields if field.name == "urgent_reason").required


def _asked(founded: Founded, key: str, act: str, matter: Matter) -> object:
    return may(Question(capacity=founded[key], act=act, matter=matter, at=MORNING, known_at=MORNING))


def _fitting(founded: Founded, key: str, only: Mapping[str, tuple[str, ...]]) -> Matter:
    """Return a matter about which every condition holds for a seat, and whose facets are the power's."""
    seat, agency = founded.seat(key), founded[key].agency
    facets = {facet: words[0] for facet, words in only.items()}
    return Matter(
        body="T1",
        says=same("việc"),
        facets={"matter": "regular", **facets},
        presiding=seat,
        subject_seat=seat,
        lead_agency=agency,
        coordinating=frozenset({agency} if agency else ()),
    )
