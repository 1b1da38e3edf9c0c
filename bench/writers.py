"""Processes that write one SQLite book at once: how long each act waits for its turn (docs/adr/0003).

`queue` is the program as it is: a file lock beside the book, so that a waiter wakes when the writer before it is done.
`busy` leaves that lock out and waits as SQLite does by itself, in BEGIN IMMEDIATE with its growing pauses. The rounds
of both alternate, so that whatever else the machine does touches both alike. The wait is from asking for the act to
holding the write lock; the rest of an act is the same in both.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bench.children import Child
from bench.measure import scratch, spread, tell

Times = dict[str, list[float]]

WAYS: Final = ("queue", "busy")
PAUSES: Final = (0.03, 0.0)
"""Mean seconds between the acts of one process: as callers come, and as a list is worked through."""


def main() -> None:
    """Measure two and three processes together, with and without pauses, both ways."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--acts", type=int, default=200, help="acts of each process in a round")
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    with scratch() as home:
        children = [Child("writing", home) for _ in range(3)]
        ground = children[0].ask("prepare")
        for count, pause in itertools.product((2, 3), PAUSES):
            rounds: dict[str, list[Times]] = {way: [] for way in WAYS}
            for _, way in itertools.product(range(options.rounds), WAYS):
                rounds[way] += _round(children[:count], {**ground, "acts": options.acts, "pause": pause, "way": way})
            _tell(count, pause, rounds)
        for child in children:
            child.end()


def _round(children: Sequence[Child], given: Mapping[str, Any]) -> list[Times]:
    for seed, child in enumerate(children):
        child.begin("write", **given, seed=seed)
    return [child.told() for child in children]


def _tell(processes: int, pause: float, rounds: Mapping[str, list[Times]]) -> None:
    between = f"about {pause * 1000:.0f} ms between acts" if pause else "without a pause"
    tell(f"\n{processes} processes writing, {between}")
    for way, parts in rounds.items():
        waits = [wait for part in parts for wait in part["waits"]]
        wholes = [whole for part in parts for whole in part["wholes"]]
        tell(f"  {way:6} wait {spread(waits)}   whole act {spread(wholes)}")


if __name__ == "__main__":
    main()
