"""How far each clause is live: made of charters, acts, screens and the recorded run, and of nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from chidao.reports.clause_states import clause_states, parts_of, passed, recorded_run, regulations
from tests.fixtures.installations import Installation, RunChidao


@dataclass(frozen=True)
class Screen:
    name: str
    acts: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


SCREENS = (
    Screen("họp", acts=("convene_meeting",)),
    Screen("lịch", duties=("meeting",)),
    Screen("quy chế", features=("browse_regulation",)),
)
PROOF = {"test": "t::one", "database": "sqlite", "outcome": "passed"}


def test_every_clause_of_the_five_regulations_is_told_once() -> None:
    found = clause_states((), {})
    assert len(found) == len({each.id for each in found}) == 116
    assert not any("-inst" in each.id for each in found)
    assert {each.status for each in found} == {"partial", "open"}


def test_a_clause_is_live_when_something_is_done_shown_and_proved() -> None:
    run = {"HP20-7.1b": [PROOF], "HP20-7.1a": [PROOF], "HP20-1.1": [PROOF], "HP20-8.2": [PROOF], "HP20-9.1": [PROOF]}
    found = {each.id: each for each in clause_states(SCREENS, run)}
    assert {found[name].status for name in ("HP20-7.1b", "HP20-7.1a", "HP20-1.1", "HP20-8.2")} == {"live"}
    assert found["HP20-7.1b"].as_data() == {
        "id": "HP20-7.1b", "cite": "Điều 7 khoản 1", "status": "live",
        "acts": sorted(found["HP20-7.1b"].acts), "screens": ["họp"], "tests": ["t::one"],
    }  # fmt: skip
    assert "convene_meeting" in found["HP20-7.1b"].acts
    assert found["HP20-7.1a"].screens == ("lịch",)
    assert found["HP20-9.1"].status == "partial"
    assert found["HP20-7.1c"].status == "partial"
    assert found["HP20-9.2"].status == "open"


def test_a_stand_in_brings_the_acts_of_the_role_it_stands_for() -> None:
    hp20 = next(each for each in regulations() if each[0].id == "HP20")
    assert [each.id for each in hp20] == ["HP20", "HP20-inst"]
    assert {"convene_meeting", "decide_matter"} <= parts_of("HP20-4.1b", hp20).acts
    assert "convene_meeting" not in parts_of("HP20-4.1a", hp20).acts
    assert not parts_of("HP20-9.2", hp20)


@pytest.mark.parametrize(
    ("outcomes", "counts"), [(["passed", "passed"], True), (["passed", "failed"], False), (["skipped"], False)]
)
def test_only_a_test_that_passed_wherever_it_ran_counts(outcomes: list[str], counts: bool) -> None:
    proofs = [{"test": "t::one", "database": str(at), "outcome": outcome} for at, outcome in enumerate(outcomes)]
    assert passed(proofs) == (("t::one",) if counts else ())


def test_the_run_beside_the_sources_comes_first_and_none_is_no_run(tmp_path: Path) -> None:
    docs, data = tmp_path / "docs", tmp_path / "data"
    assert recorded_run((docs, data)) == {}
    for place, name in ((data, "HP22-8"), (docs, "HP20-7.1a")):
        place.mkdir()
        (place / "test-run.json").write_text(json.dumps({name: [PROOF]}))
        assert list(recorded_run((docs, data))) == [name]


@pytest.mark.only("sqlite")
def test_the_verb_tells_all_of_them(run_chidao: RunChidao, installation: Installation) -> None:
    told = run_chidao(installation, "clauses", "--json")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert len(found) == 116
    assert {"id", "cite", "status", "acts", "screens", "tests"} == set(found[0])
    assert "meetings" in next(each["screens"] for each in found if each["id"] == "HP20-7.1b")
    table = run_chidao(installation, "clauses", "--lang", "en")
    assert table.returncode == 0
    assert "HP22-8" in table.stdout
