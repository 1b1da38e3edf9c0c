"""Append-only, said to the database itself: events, traces and refusals can be neither changed nor removed."""

from __future__ import annotations

from typing import Final

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

APPEND_ONLY: Final = ("ledger_event", "ledger_trace", "ledger_refusalentry", "ledger_idempotencykey")


def forbid_changes(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers on either database."""
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(_POSTGRESQL_FUNCTION)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            editor.execute((_POSTGRESQL if postgresql else _SQLITE).format(table=table, verb=verb))


def allow_changes(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers (the way back of the migration)."""
    on = " ON {table}" if editor.connection.vendor == "postgresql" else ""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(("DROP TRIGGER {table}_no_{verb}" + on).format(table=table, verb=verb))


_SQLITE: Final = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"""
_POSTGRESQL_FUNCTION: Final = """CREATE OR REPLACE FUNCTION chidao_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"""
_POSTGRESQL: Final = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION chidao_append_only()"""
