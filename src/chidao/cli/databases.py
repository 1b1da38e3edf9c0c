"""Whether the databases are of this version of the program, and bringing them there."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from chidao.door.books import books
from chidao.kernel.errors import Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text


def steps_left(alias: str) -> list[str]:
    """Return the names of the migrations that a database still lacks."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_new(alias: str) -> bool:
    """Say whether a database is empty."""
    return not connections[alias].introspection.table_names()


def bring_up_to_date(alias: str) -> None:
    """Apply what a database lacks."""
    call_command("migrate", database=alias, interactive=False, verbosity=0)


def make_ready() -> None:
    """Make the tables of new databases. Raises Conflict for one that holds data of another version."""
    left = {alias: steps for alias in books() if (steps := steps_left(alias))}
    old = [alias for alias in left if not is_new(alias)]
    raise_if_any(Conflict, (_behind(alias, left[alias]) for alias in old))
    for alias in left:
        bring_up_to_date(alias)


def _behind(alias: str, steps: list[str]) -> Reason:
    says = Text(
        "Cơ sở dữ liệu “{alias}” còn thiếu {count} bước nâng cấp.", "Database “{alias}” lacks {count} migrations."
    ).filled(alias=alias, count=len(steps))
    return Reason(code="not_migrated", says=says, remedy=Text("Chạy: chidao migrate", "Run: chidao migrate"))
