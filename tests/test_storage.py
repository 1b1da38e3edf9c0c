"""Which SQLite is safe, how it is opened, and how an address becomes Django's settings."""

from __future__ import annotations

import pytest
from django.db import connection

from chidao.storage import Version, database, is_repaired, sqlite_pragmas, sqlite_version, storage_note


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0), (3, 50, 7), (3, 50, 9), (3, 44, 6)])
def test_repaired_builds(version: Version) -> None:
    assert is_repaired(version)
    assert "WAL" in sqlite_pragmas(version)
    assert "synchronous=FULL" in sqlite_pragmas(version)


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 50, 6), (3, 49, 9), (3, 45, 7), (3, 44, 5), (3, 40, 1)])
def test_affected_builds_do_without_the_write_ahead_log(version: Version) -> None:
    assert not is_repaired(version)
    assert "journal_mode=DELETE; PRAGMA synchronous=EXTRA" in sqlite_pragmas(version)


def test_the_carried_build_is_repaired_and_needs_no_warning() -> None:
    assert is_repaired(sqlite_version())
    assert storage_note() is None


def test_a_path_is_a_sqlite_file() -> None:
    chosen = database("somewhere/chidao.sqlite3")
    assert chosen["ENGINE"] == "django.db.backends.sqlite3"
    assert chosen["NAME"] == "somewhere/chidao.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_url_is_a_postgresql_database() -> None:
    chosen = database("postgresql://thu%40ky:m%2Fk@db.example:5433/chidao?sslmode=require")
    parts = {name: chosen[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    assert parts == {"USER": "thu@ky", "PASSWORD": "m/k", "HOST": "db.example", "PORT": "5433", "NAME": "chidao"}
    assert chosen["OPTIONS"]["sslmode"] == "require"


def test_a_socket_folder_may_be_the_host() -> None:
    chosen = database("postgresql:///chidao?host=/run/postgresql")
    assert (chosen["HOST"], chosen["PORT"], chosen["NAME"]) == ("/run/postgresql", "", "chidao")


@pytest.mark.django_db
@pytest.mark.only("sqlite")
def test_sqlite_is_opened_so_that_no_commit_is_lost() -> None:
    assert [_asked(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")] == ["wal", 2, 1]


@pytest.mark.django_db
@pytest.mark.only("postgresql")
def test_postgresql_is_opened_so_that_no_commit_is_lost() -> None:
    settings = [_asked(f"SHOW {name}") for name in ("synchronous_commit", "fsync", "transaction_isolation")]
    assert settings == ["on", "on", "read committed"]


def _asked(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
