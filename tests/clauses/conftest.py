"""Each clause that is live, proved under its own charter. With WITHOUT_CLAUSE=<id> the clause's entries are taken away.

The drill `tests/drills/test_clause_mutation.py` runs the tests of one clause so, and wants one of them to fail.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.clauses.at_work import AtWork


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of this folder's tests, keep those of the clause that is taken away, when one is."""
    without = os.environ.get("WITHOUT_CLAUSE")
    if without:
        others = [item for item in items if not _proves(item, without)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def _proves(item: pytest.Item, clause: str) -> bool:
    return any(clause in mark.args for mark in item.iter_markers("clause"))


@pytest.fixture
def hp20(db: None, settings: object) -> AtWork:
    """The committee under 852/QĐ-BCĐ, from 25 March 2020."""
    from tests.clauses.at_work import at, founded

    return founded("HP20", at(2020, 3, 25, 7), settings)


@pytest.fixture
def hp22(db: None, settings: object) -> AtWork:
    """The committee under 24/QĐ-BCĐCĐS, from 30 March 2022."""
    from tests.clauses.at_work import at, founded

    return founded("HP22", at(2022, 3, 30, 7), settings)
