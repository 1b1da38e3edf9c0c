from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.meetings.committee import Committee


@pytest.fixture
def hp20(db: None) -> Committee:
    """The committee under its first regulation, from 25 March 2020."""
    from tests.meetings.committee import founded  # Django is not set up yet when this file is read

    return founded("HP20")
