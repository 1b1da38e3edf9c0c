"""A list of an agency's 50 late tasks and a task with 20 updates, in a book of 10,000 tasks and one of 100,000.

Both books are filled by real acts and measured in one run, in turns, warm. "queries" is the query function alone,
"page" and "API" the whole request through Django's test client. The aim, on the machine this was written on: a list
within 6 ms, a task within 4, and at 100,000 what it is at 10,000. "CPU" is the median of the process's own time, which
a busy machine does not lengthen as it does the clock's.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from bench.children import Child
from bench.measure import scratch, spread, tell
from tests.fixtures.cluster import Cluster, start_cluster

SIZES: Final = (10_000, 100_000)
ROUNDS: Final = 4
AIMS: Final[Mapping[str, float]] = {"list": 6.0, "task": 4.0}


def main() -> None:
    """Fill both books, measure, and say where an aim was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    asked.add_argument("--sizes", type=int, nargs=2, default=SIZES)
    asked.add_argument("--agencies", type=int, default=60)
    asked.add_argument("--requests", type=int, default=200)
    asked.add_argument("--only", default="", help="measure only what has this in its name")
    options = asked.parse_args()
    with scratch() as home, _databases(options.engine, home) as addresses:
        children = [Child("listing", home / str(size), addresses[n]) for n, size in enumerate(options.sizes)]
        ways = _filled(children, options)
        small, large = (f"{size:,} tasks, ms" for size in options.sizes)
        tell(f"\n{'':21}queries   {small:34}   {large:34}   ratio of CPU")
        for way in (each for each in ways if options.only in each):
            _tell(way, _measured(children, way, options.requests // ROUNDS))
        for child in children:
            child.end()


def _filled(children: list[Child], options: argparse.Namespace) -> list[str]:
    ways: list[str] = []
    for child, size in zip(children, options.sizes, strict=True):
        made = child.ask("fill", agencies=options.agencies, tasks=size)
        tell(f"{made['tasks']:,} tasks, {made['updates']:,} updates, by acts, in {made['seconds']:.0f} s")
        ways = made["ways"]
    return ways


def _measured(children: list[Child], way: str, times: int) -> list[dict[str, list[float]]]:
    """Measure the books in turns, so that whatever else the machine does touches both alike."""
    rounds = [[child.ask("measure", way=way, times=times) for child in children] for _ in range(ROUNDS)]
    return [
        {name: [each for told in rounds for each in told[place][name]] for name in ("seconds", "busy")}
        | {"queries": [told[place]["queries"] for told in rounds]}
        for place in range(len(children))
    ]


def _tell(way: str, books: list[dict[str, list[float]]]) -> None:
    clock, busy = [spread(book["seconds"]) for book in books], [spread(book["busy"]) for book in books]
    aim = AIMS[way[:4]]
    missed = "" if max(each.p50 for each in clock) <= aim else f"  over {aim:g} ms"
    figures = "   ".join(
        f"p50 {one.p50:6.2f}  p95 {one.p95:6.2f}  CPU {other.p50:6.2f}" for one, other in zip(clock, busy, strict=True)
    )
    tell(f"{way:26}{max(books[-1]['queries']):3.0f}   {figures}   {busy[1].p50 / busy[0].p50:5.2f}{missed}")


@contextmanager
def _databases(engine: str, home: Path) -> Iterator[list[str]]:
    """Give each book a database: a file in its own home, or one of a PostgreSQL cluster started for this run."""
    if engine == "sqlite":
        yield ["", ""]
        return
    cluster = start_cluster()
    try:
        yield [_made(cluster, f"book{number}") for number in range(2)]
    finally:
        cluster.stop()


def _made(cluster: Cluster, name: str) -> str:
    with psycopg.connect(cluster.address("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return cluster.address(name)


if __name__ == "__main__":
    main()
