"""An installation's settings: safe when nothing is said, its secret made once and its owner's alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from tests.fixtures.environment import without_installation

ASK: Final = """
import json, sys
from chidao import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def asked(home: Path, *names: str, **env: str) -> dict[str, Any]:
    """Return settings as a fresh process of an installation sees them."""
    environment = {**without_installation(), "CHIDAO_HOME": str(home), **env}
    told = subprocess.run(
        [sys.executable, "-c", ASK, *names], env=environment, capture_output=True, text=True, check=True
    )
    settings: dict[str, Any] = json.loads(told.stdout)
    return settings


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    first, second = (asked(home, "SECRET_KEY")["SECRET_KEY"] for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert (home / "secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in home.iterdir()] == ["secret"]


def test_what_is_not_said_is_safe(tmp_path: Path) -> None:
    told = asked(tmp_path, "DEBUG", "CHIDAO_DEMO", "ALLOWED_HOSTS", "DATABASE_ROUTERS", "DATABASES")
    assert told["DEBUG"] is False
    assert told["CHIDAO_DEMO"] is False
    assert told["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert told["DATABASE_ROUTERS"] == []
    assert list(told["DATABASES"]) == ["default"]
    assert told["DATABASES"]["default"]["NAME"] == str(tmp_path / "chidao.sqlite3")


def test_cookies_travel_by_tls_alone_once_others_can_reach_it(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    assert not any(asked(tmp_path, *names).values())
    assert all(asked(tmp_path, *names, CHIDAO_HOSTS="chidao.example").values())
    assert not any(asked(tmp_path, *names, CHIDAO_HOSTS="chidao.example", CHIDAO_DEMO="1").values())


def test_a_demo_may_have_an_earlier_book(tmp_path: Path) -> None:
    told = asked(tmp_path, "DATABASES", "DATABASE_ROUTERS", CHIDAO_DEMO_EARLIER=str(tmp_path / "earlier.sqlite3"))
    assert list(told["DATABASES"]) == ["default", "earlier"]
    assert told["DATABASE_ROUTERS"] == ["chidao.door.books.BookRouter"]


def test_a_demo_may_have_a_book_of_the_real_day(tmp_path: Path) -> None:
    told = asked(tmp_path, "DATABASES", "DATABASE_ROUTERS", CHIDAO_DEMO_TODAY=str(tmp_path / "today.sqlite3"))
    assert list(told["DATABASES"]) == ["default", "today"]
    assert told["DATABASE_ROUTERS"] == ["chidao.door.books.BookRouter"]


def test_pages_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    policy = asked(tmp_path, "CONTENT_SECURITY_POLICY")["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert {source for sources in policy.values() for source in sources} == {"'none'", "'self'"}
