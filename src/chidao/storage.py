"""Which SQLite is carried, how safely it is opened, and how a database address becomes Django's settings.

Imported first of all: Django's SQLite backend takes whatever stands in `sys.modules["sqlite3"]` when it is loaded.
Imports nothing of Django, so that the settings can use it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from chidao.kernel.wording import Text

try:
    import pysqlite3 as embedded
except ImportError:  # a platform without the wheel: the system's own build is used and judged like any other
    import sqlite3 as embedded

Version = tuple[int, int, int]

# A WAL reset bug can lose acknowledged commits; these are the first repaired release of each line that got the repair.
REPAIRED_FROM: Final[Version] = (3, 51, 3)
REPAIRED_LINES: Final[tuple[Version, ...]] = ((3, 50, 7), (3, 44, 6))

BUSY_SECONDS: Final = 20
KEEP_CONNECTION_SECONDS: Final = 600
POSTGRESQL_SCHEMES: Final = ("postgresql", "postgres")


def adopt_sqlite() -> None:
    """Put the SQLite we carry in the place of the system's, for everything imported after this call."""
    sys.modules["sqlite3"] = embedded
    sys.modules["sqlite3.dbapi2"] = embedded.dbapi2


def is_repaired(version: Version) -> bool:
    """Say whether this SQLite release is free of the WAL reset bug."""
    return version >= REPAIRED_FROM or any(version[:2] == line[:2] and version >= line for line in REPAIRED_LINES)


def sqlite_version() -> Version:
    """Return the release of the SQLite that is carried."""
    major, minor, patch = embedded.sqlite_version_info[:3]
    return (major, minor, patch)


def sqlite_pragmas(version: Version) -> str:
    """Return the statements each connection starts with: no acknowledged commit may be lost by a power cut."""
    if is_repaired(version):
        return "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    return "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON;"


def storage_note() -> Text | None:
    """Return the warning for the health page when the carried SQLite is an affected build, else None."""
    version = sqlite_version()
    if is_repaired(version):
        return None
    return Text(
        "SQLite {version} có lỗi có thể làm mất dữ liệu ở chế độ WAL; hệ thống dùng chế độ DELETE + EXTRA, "
        "an toàn nhưng chậm hơn. Nên dùng bản 3.51.3 trở lên.",
        "SQLite {version} has a bug that can lose data in WAL mode; DELETE + EXTRA is used instead, safe but slower. "
        "Use 3.51.3 or later.",
    ).filled(version=".".join(map(str, version)))


def is_postgresql(address: str) -> bool:
    """Say whether a database address is a PostgreSQL URL rather than the path of a SQLite file."""
    return urlsplit(address).scheme in POSTGRESQL_SCHEMES


def database(address: str) -> dict[str, Any]:
    """Return Django's settings for a database address: `postgresql://user@host:port/name` or a file's path."""
    return _postgresql(address) if is_postgresql(address) else _sqlite(Path(address))


def _sqlite(path: Path) -> dict[str, Any]:
    # Kept connections: closing the last one makes SQLite fold the WAL back into the file, at each request.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": sqlite_pragmas(sqlite_version()),
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **query,
            "options": r"-c synchronous_commit=on -c default_transaction_isolation=read\ committed",
        },
    }
