"""Changing the database as nobody should: by plain SQL, the triggers taken away first. Undone with the test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from chidao.ledger.triggers import allow_changes


@dataclass
class Editor:
    """As much of a schema editor as the triggers need, inside a transaction."""

    connection: Any

    def execute(self, statement: str) -> None:
        """Run a statement."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


def without_triggers() -> None:
    """Take the append-only triggers away."""
    allow_changes(apps, Editor(connection))  # type: ignore[arg-type]


def sql(statement: str, *values: str | int) -> int:
    """Run a statement; return how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def never_commit() -> None:
    """Say that what the test has broken is thrown away unchecked."""
    transaction.set_rollback(True)
