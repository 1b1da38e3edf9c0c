"""The database itself refuses to change or remove what is recorded."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from chidao.ledger.triggers import APPEND_ONLY
from tests.factories import Founded
from tests.ledger.behind_the_door import sql

pytestmark = pytest.mark.django_db

COLUMNS = {
    "ledger_event": "act = 'x'",
    "ledger_trace": "row = 1",
    "ledger_refusalentry": "act = 'x'",
    "ledger_idempotencykey": "digest = 'x'",
}


@pytest.fixture
def filled(founded: Founded) -> Founded:
    """A body whose every append-only table has a row."""
    founded.do("register_person", name="Người thử", once="một")
    with pytest.raises(Exception, match=r"thẩm quyền"):
        founded.do("register_person", founded["head"], name="Người thử")
    return founded


def test_every_table_of_the_record_is_meant() -> None:
    assert set(COLUMNS) == set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_recorded_is_not_changed(filled: Founded, table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        sql(f"UPDATE {table} SET {COLUMNS[table].replace('row', chr(34) + 'row' + chr(34))}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_recorded_is_not_removed(filled: Founded, table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        sql(f"DELETE FROM {table}")
