"""What tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.web.seated import Seated

# Django is not set up yet when this file is read; so what needs it is imported by the fixtures.


@pytest.fixture
def visit(db: None, settings: Any) -> Any:
    """A founded body whose posts are picked without a password, as in a demonstration."""
    from chidao.acts.kept import forget_kept
    from tests.web.visiting import Visit

    settings.CHIDAO_DEMO = True
    forget_kept()
    return Visit()


@pytest.fixture
def morning() -> Iterator[None]:
    """The morning on which the small body works."""
    from tests.web.seated import on_morning

    with on_morning():
        yield


@pytest.fixture
def body(db: None, morning: None) -> Seated:
    """The small body with every feature of these pages, its people in their seats, each with an account."""
    from tests.web.seated import seated

    return seated()
