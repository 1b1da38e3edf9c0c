"""A body at work. Django is set up after this file may have been read, hence the imports inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.factories import Founded


@pytest.fixture
def founded(db: None) -> Founded:
    """A body with a person in every seat."""
    from tests.factories import founded_body

    return founded_body()
