"""A body at work on a morning in March 2020, and callers with personal keys.

Django is set up after this file may have been read, hence the imports inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from pytest_django import Settings

from tests.api.calling import Caller

if TYPE_CHECKING:
    from tests.factories import Founded


@pytest.fixture
def morning(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The hour stands an hour after the body began to work; files go to a folder of the test's own."""
    from tests.factories import MORNING

    settings.CHIDAO_FILES = tmp_path / "files"
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def founded(db: None, morning: None) -> Founded:
    """A body with a person in every seat."""
    from tests.factories import founded_body

    return founded_body()


@pytest.fixture
def clerk(founded: Founded) -> Caller:
    """The secretary's program."""
    return Caller(founded.key_for(founded.clerk.person), founded.code)


@pytest.fixture
def head(founded: Founded) -> Caller:
    """The head's program."""
    return Caller(founded.key_for(founded["head"].person), founded.code)


@pytest.fixture
def fellow(founded: Founded) -> Caller:
    """A fellow's program."""
    return Caller(founded.key_for(founded["fellow-alpha"].person), founded.code)
