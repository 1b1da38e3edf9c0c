"""Only acts write, and only the runner opens a transaction."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.house.sources import Source, names_in_chain, python_sources, read, terminal_name

WRITING_ROOMS: Final = re.compile(
    r"""(\w+/)*acts(/\w+)*\.py      # a context's acts, and the storey of that name
    | acts/.*
    | ledger/.*
    | door/sessions\.py | people/accounts\.py | people/second_factor\.py | web/drafts\.py
    | onboarding/drafts\.py        # drafts of foundings are no acts: nobody's until they are adopted
    | documents/drafts/desk\.py    # nor are papers being written, until they are submitted""",
    re.VERBOSE,
)
TRANSACTION_ROOMS: Final = re.compile(r"acts/runner\.py|ledger/.*")

ALWAYS_WRITES: Final = frozenset(
    {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    | {"asave", "adelete", "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create"}
)
WRITES_OF_QUERYSETS: Final = frozenset({"create", "update", "acreate", "aupdate", "add", "set", "remove", "clear"})
QUERYSET_MARKS: Final = frozenset(
    {"objects", "filter", "exclude", "using", "select_for_update", "_default_manager", "_base_manager", "queryset"}
)
# Things that are saved or deleted and are no rows: documents and workbooks made in memory.
NO_ROWS: Final = frozenset({"workbook", "book", "document", "word", "paper", "image"})
WRITING_SQL: Final = re.compile(
    r"\s*(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|REPLACE\s+INTO)\b", re.IGNORECASE
)


def writes(source: Source) -> Iterator[str]:
    """Yield each place where a source changes rows."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr, value=value)) if _writes(attr, value):
                yield source.at(node, f"{terminal_name(value)}.{attr}()")
            case ast.Constant(value=str(words)) if WRITING_SQL.match(words):
                yield source.at(node, "SQL that writes")


def _writes(attr: str, receiver: ast.expr) -> bool:
    if attr in ALWAYS_WRITES:
        return terminal_name(receiver) not in NO_ROWS
    return attr in WRITES_OF_QUERYSETS and _is_queryset(receiver)


def _is_queryset(receiver: ast.expr) -> bool:
    names = list(names_in_chain(receiver))
    return any(name in QUERYSET_MARKS or name.endswith("_set") for name in names)


def transactions(source: Source) -> Iterator[str]:
    """Yield each place where a source opens a transaction."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(attr="atomic", value=value) if terminal_name(value) == "transaction":
                yield source.at(node, "transaction.atomic")
            case ast.ImportFrom(module="django.db.transaction"):
                yield source.at(node, "from django.db.transaction import …")


def test_only_acts_write() -> None:
    others = (source for source in python_sources() if not WRITING_ROOMS.fullmatch(source.path))
    found = [write for source in others for write in writes(source)]
    assert not found, "\n".join(found)


def test_only_the_runner_opens_a_transaction() -> None:
    others = (source for source in python_sources() if not TRANSACTION_ROOMS.fullmatch(source.path))
    found = [opened for source in others for opened in transactions(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "task.save()",
        "Task.objects.create(title=title)",
        "Task.objects.using(book).filter(id=1).update(late=True)",
        "meeting.attendance_set.add(person)",
        "rows().delete()",
        "cursor.execute('UPDATE tasks_task SET late = 1')",
    ],
)
def test_a_write_is_seen(code: str) -> None:
    assert list(writes(read("tasks/queries.py", code)))


@pytest.mark.parametrize(
    "code", ["parts.update(more)", "digest.update(b'')", "workbook.save(stream)", "seen.add(1)", "Unit.create(1)"]
)
def test_what_changes_no_row_passes(code: str) -> None:
    assert not list(writes(read("tasks/queries.py", code)))


@pytest.mark.parametrize("path", ["tasks/acts.py", "meetings/acts/convene.py", "acts/runner.py", "ledger/recording.py"])
def test_acts_and_the_ledger_may_write(path: str) -> None:
    assert WRITING_ROOMS.fullmatch(path)


@pytest.mark.parametrize("path", ["tasks/queries.py", "web/tasks/views.py", "cli/main.py", "reports/facts.py"])
def test_nobody_else_may_write(path: str) -> None:
    assert not WRITING_ROOMS.fullmatch(path)
