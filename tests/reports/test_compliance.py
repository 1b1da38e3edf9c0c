"""How a clause stands: decided from what there is to show for it."""

from __future__ import annotations

import pytest

from chidao.reports.rules.compliance import Shown, clause_standing


@pytest.mark.parametrize(
    ("kind", "shown", "standing"),
    [
        ("duty", Shown(duties={"kept": 3, "late": 1, "missed": 1}, acts=9), "missed"),
        ("duty", Shown(duties={"kept": 3, "late": 1}), "late"),
        ("duty", Shown(duties={"kept": 1, "due": 1}), "kept"),
        ("duty", Shown(duties={"begun": 1, "upcoming": 2}), "running"),
        ("duty", Shown(acts=1), "kept"),
        ("duty", Shown(), "nothing"),
        ("duty", Shown(founds=True, seated=3), "nothing"),
        ("duty", Shown(works=True), "held"),
        ("limit", Shown(refused=1), "kept"),
        ("limit", Shown(within=4), "kept"),
        ("limit", Shown(), "unused"),
        ("power", Shown(founds=True), "unused"),
        ("constitutes", Shown(seated=2, founds=True), "kept"),
        ("constitutes", Shown(founds=True), "held"),
        ("validity", Shown(works=True), "held"),
    ],
)
def test_a_clause_stands_as_what_there_is_to_show(kind: str, shown: Shown, standing: str) -> None:
    assert clause_standing(kind, shown) == standing
