"""The clock is read in one place, so that every rule can be asked about any day."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from tests.house.sources import Source, python_sources, read, terminal_name

CLOCK: Final = "door/clock.py"
READINGS: Final = frozenset({"now", "utcnow", "today", "time", "time_ns", "localdate"})
CLOCKS: Final = frozenset({"datetime", "date", "time", "timezone", "dt"})
AUTOMATIC: Final = frozenset({"auto_now", "auto_now_add"})
CLOCK_MODULES: Final = {
    "time": {"time", "time_ns"},
    "django.utils.timezone": {"now", "localdate"},
    "django.db.models.functions": {"Now"},
}


def readings(source: Source) -> Iterator[str]:
    """Yield each place where a source reads the clock."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(attr=attr, value=value) if attr in READINGS and _is_clock(attr, terminal_name(value)):
                yield source.at(node, f"{terminal_name(value)}.{attr}")
            case ast.ImportFrom(module=str(module), names=names):
                taken = CLOCK_MODULES.get(module, set()) & {alias.name for alias in names}
                yield from (source.at(node, f"{module}.{name}") for name in sorted(taken))
            case ast.keyword(arg=str(arg)) if arg in AUTOMATIC:
                yield source.at(node.value, arg)


def _is_clock(attr: str, owner: str) -> bool:
    return owner == "time" if attr in {"time", "time_ns"} else owner in CLOCKS


def test_only_the_clock_reads_the_clock() -> None:
    found = [reading for source in python_sources() if source.path != CLOCK for reading in readings(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\nx = date.today",
        "import time\ntime.time()",
        "from django.utils import timezone\ntimezone.now()",
        "from django.utils.timezone import now",
        "field = DateTimeField(auto_now_add=True)",
    ],
)
def test_a_reading_is_seen(code: str) -> None:
    assert list(readings(read("tasks/rules.py", code)))


@pytest.mark.parametrize("code", ["import time\ntime.monotonic()", "meeting.time", "moment.now", "value.time()"])
def test_what_is_no_reading_passes(code: str) -> None:
    assert not list(readings(read("tasks/rules.py", code)))
