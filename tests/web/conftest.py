from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.seated import Seated


@pytest.fixture
def morning() -> Iterator[None]:
    """The morning on which the small body works."""
    from tests.web.seated import on_morning  # Django is not set up yet when this file is read

    with on_morning():
        yield


@pytest.fixture
def body(db: None, morning: None) -> Seated:
    """The small body with every feature of these pages, its people in their seats."""
    from tests.web.seated import seated

    return seated()
