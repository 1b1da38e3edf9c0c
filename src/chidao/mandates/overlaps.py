"""Tenures of a seat, holders of a post and absences don't overlap: said to the database itself, on both engines.

PostgreSQL has exclusion constraints; SQLite gets triggers that say the same.
"""

from __future__ import annotations

from typing import Final

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALONE: Final = (
    ("mandates_tenure", "seat_id"),
    ("people_appointment", "post_id"),
    ("mandates_absence", "seat_id"),
)


def forbid_overlaps(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the constraints or triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for table, key in ALONE:
        for statement in _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE:
            editor.execute(statement.format(table=table, key=key))


def allow_overlaps(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them (the way back of the migration)."""
    for table, _ in ALONE:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_alone")
        else:
            editor.execute(f"DROP TRIGGER {table}_alone_insert")
            editor.execute(f"DROP TRIGGER {table}_alone_update")


_EXCLUDED: Final = (
    "ALTER TABLE {table} ADD CONSTRAINT {table}_alone EXCLUDE USING gist"
    " ({key} WITH =, daterange(effective_from, effective_until, '[)') WITH &&)"
)
_POSTGRESQL: Final = (_EXCLUDED,)
_CLASH: Final = (
    " BEGIN SELECT RAISE(ABORT, '{table}: periods overlap') WHERE EXISTS (SELECT 1 FROM {table} other"
    " WHERE other.{key} = NEW.{key} AND other.id <> NEW.id"
    " AND (other.effective_until IS NULL OR NEW.effective_from < other.effective_until)"
    " AND (NEW.effective_until IS NULL OR other.effective_from < NEW.effective_until)); END"
)
_SQLITE: Final = (
    "CREATE TRIGGER {table}_alone_insert AFTER INSERT ON {table}" + _CLASH,
    "CREATE TRIGGER {table}_alone_update AFTER UPDATE ON {table}" + _CLASH,
)
