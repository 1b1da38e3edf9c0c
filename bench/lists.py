"""A list of an agency's 50 late tasks and a task with 20 updates, in a book of 10,000 tasks and one of 100,000.

Both books are filled by real acts and measured in one run, in turns, warm. "queries" is the query function alone,
"page" and "API" the whole request through Django's test client. The aim, on the machine this was written on: a list
within 6 ms, a task within 4, and at 100,000 what it is at 10,000.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.children import Child
from bench.measure import Spread, scratch, spread, tell
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
        tell(f"\n{'':28}{'':9}{options.sizes[0]:,} tasks{'':37}{options.sizes[1]:,} tasks{'':34}ratio of p50")
        for way in (each for each in ways if options.only in each):
            _tell(way, *_measured(children, way, options.requests // ROUNDS))
        for child in children:
            child.end()


def _filled(children: list[Child], options: argparse.Namespace) -> list[str]:
    ways: list[str] = []
    for child, size in zip(children, options.sizes, strict=True):
        made = child.ask("fill", agencies=options.agencies, tasks=size)
        tell(f"{made['tasks']:,} tasks, {made['updates']:,} updates, by acts, in {made['seconds']:.0f} s")
        ways = made["ways"]
    return ways


def _measured(children: list[Child], way: str, times: int) -> tuple[list[Spread], int]:
    seconds: list[list[float]] = [[] for _ in children]
    queries = 0
    for _ in range(ROUNDS):
        for place, child in enumerate(children):
            found: dict[str, Any] = child.ask("measure", way=way, times=times)
            seconds[place] += found["seconds"]
            queries = max(queries, found["queries"])
    return [spread(each) for each in seconds], queries


def _tell(way: str, spreads: list[Spread], queries: int) -> None:
    small, large = spreads
    aim = AIMS[way[:4]]
    missed = "" if max(small.p50, large.p50) <= aim else f"   over {aim:g} ms"
    tell(f"{way:28}{queries:2} queries  {small}   {large}   {large.p50 / small.p50:5.2f}{missed}")


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
