"""One process's part in `bench.writers`."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from bench.books import found
from chidao.acts import runner
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, perform
from chidao.door.callers import capacity_for
from chidao.door.clock import now
from chidao.ledger.recording import lock_head, one_writer

Times = dict[str, list[float]]

_locked: Final[list[float]] = []
"""When each act of this process held the write lock."""


def prepare() -> dict[str, Any]:
    """Found a body with one agency's tasks."""
    founded, tasks = found(agencies=1, tasks=20)
    return {"body": founded.code, "fellow": founded["fellow-alpha"].person, "tasks": tasks}


def write(*, body: str, fellow: int, tasks: list[int], way: str, acts: int, pause: float, seed: int) -> Times:
    """Report progress again and again, some `pause` seconds between; return each act's wait and its whole time."""
    vars(runner).update(lock_head=_noting, one_writer=one_writer if way == "queue" else _no_queue)
    report, by, chance = act_named("report_progress"), capacity_for(fellow, now(), body=body), random.Random(seed)  # noqa: S311
    begun, ended = [], []
    _locked.clear()
    for number in range(acts):
        time.sleep(chance.expovariate(1 / pause) if pause else 0)
        task = tasks[number % len(tasks)]
        given = report.given(body=body, task=task, text=f"Đợt {number}", percent=number % 101)
        begun.append(time.perf_counter())
        perform(Call(act=report.name, given=given, by=by, now=now()))
        ended.append(time.perf_counter())
    return {
        "waits": [lock - first for first, lock in zip(begun, _locked, strict=True)],
        "wholes": [last - first for first, last in zip(begun, ended, strict=True)],
    }


def _noting(chain: str, alias: str) -> Any:
    """The first thing an act does once its transaction holds the write lock."""
    _locked.append(time.perf_counter())
    return lock_head(chain, alias)


@contextmanager
def _no_queue(alias: str) -> Iterator[None]:
    yield


VERBS: Final = {"prepare": prepare, "write": write}
