"""Texts of many pages: time and memory grow with their length, not faster."""

from __future__ import annotations

import gc
import time
import tracemalloc
from typing import Final

import pytest

from bench.reading import PAGE, TEXTS
from chidao.reading.reader import read_law

FEW, MANY = 12, 120
MOST_A_CHARACTER: Final = 40
"""Bytes that may be held at once for each character read; some 12 are."""


def seconds(text: str) -> float:
    """Return the processor's time that reading takes, the least of a few tries."""
    times = []
    for _ in range(3):
        started = time.process_time()
        read_law(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_ten_times_the_pages_take_about_ten_times_as_long(name: str) -> None:
    """Compared side by side on the same machine: a ratio, not a limit on seconds."""
    few, many = TEXTS[name](FEW), TEXTS[name](MANY)
    assert len(many) >= MANY * PAGE
    gc.collect()
    assert seconds(many) < 3 * (MANY / FEW) * seconds(few)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_memory_is_bounded_by_the_length(name: str) -> None:
    text = TEXTS[name](40)
    tracemalloc.start()
    try:
        read_law(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_A_CHARACTER * len(text)
