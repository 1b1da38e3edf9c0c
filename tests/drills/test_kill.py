"""kill -9 of the server in the middle of its writes: nothing acknowledged is lost, nothing doubled, nothing half-done.

The short drill is in the suite; `make drill` runs the long one. Both on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import random
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pytest

from tests.drills.firing import Answer, Target, Volley, Write
from tests.fixtures.environment import ROOT
from tests.fixtures.installations import Installation, RunChidao, Serve


@pytest.mark.only("sqlite")  # the drill kills on both engines
def test_a_killed_server_loses_and_doubles_nothing(
    installation: Installation, serve: Serve, run_chidao: RunChidao
) -> None:
    drill(installation, serve, run_chidao, writes=60, kills=2)


@pytest.mark.drill
def test_a_server_killed_again_and_again_during_500_writes(
    installation: Installation, serve: Serve, run_chidao: RunChidao
) -> None:
    drill(installation, serve, run_chidao, writes=500, kills=10)


def drill(installation: Installation, serve: Serve, run_chidao: RunChidao, *, writes: int, kills: int) -> None:
    """Fire, kill, start again, count; then ask every write once more."""
    seed = secrets.randbits(32)
    chance = random.Random(seed)
    ground = inside(installation, "prepare")
    volley = Volley(Target(serve, installation), ground["body"], list(islice(each_write(ground), writes)))
    volley.target.start()
    volley.fire(4, sorted(chance.sample(range(1, writes - 4), kills)), chance)
    held = inside(installation, "count", str(ground["last"]))
    told = sum(answer.repeated for answer in volley.answers.values())
    print(f"seed {seed}: {writes} writes, {kills} kills, {volley.unanswered} unanswered, {told} of them had been kept")
    check_held(held, volley.writes, volley.answers, first=ground["last"] + 1)
    ask_again(volley)
    assert inside(installation, "count", str(ground["last"])) == held, f"seed {seed}: asking again changed something"
    volley.target.kill()
    verified = run_chidao(installation, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def check_held(held: Mapping[str, Any], writes: Sequence[Write], answers: Mapping[str, Answer], *, first: int) -> None:
    """Compare what the database holds with what the clients were told."""
    places = {mark: seq for seq, _, mark in held["events"]}
    assert places == {mark: answer.seq for mark, answer in answers.items()}
    assert [seq for seq, _, _ in held["events"]] == list(range(first, first + len(writes)))
    assert held["keys"] == {write.idempotency_key: places[write.mark] for write in writes}
    assert held["traced"] == sorted(places.values())
    directions = [write.mark for write in writes if write.act == "give_direction"]
    assert sorted(held["titles"]) == sorted(directions)
    assert held["told"] == sorted(places[mark] for mark in directions)
    assert held["numbers"] == list(range(1, len(held["numbers"]) + 1))
    noted = [write for write in writes if write.act != "give_direction"]
    assert held["texts"] == sorted(_noted_text(write) for write in noted)
    assert held["findings"] == []


def ask_again(volley: Volley) -> None:
    """Send every write once more under its key: each is answered from the record."""
    again = Volley(volley.target, volley.body, volley.writes)
    again.fire(4, (), random.Random())
    for mark, answer in again.answers.items():
        assert answer == Answer(seq=volley.answers[mark].seq, repeated=True)


def each_write(ground: Mapping[str, Any]) -> Iterator[Write]:
    """Yield writes of every kind without end: a direction makes a task, reports and contacts add to one."""
    keys, tasks, agencies = ground["keys"], ground["tasks"], ground["agencies"]
    number = 0
    while True:
        for name in ("alpha", "beta"):
            task = tasks[name][number % len(tasks[name])]
            mark = f"{number:04d}-{name}"
            line = {"line": f"{mark}-line", "lead_agency": agencies[name]}
            yield Write(mark=line["line"], act="give_direction", key=keys["head"], given=line)
            report = {"task": task, "text": f"{mark}-text", "percent": number % 101}
            yield Write(mark=f"{mark}-text", act="report_progress", key=keys[f"fellow-{name}"], given=report)
            contact = {"task": task, "whom": "Đầu mối", "promised": f"{mark}-promised"}
            yield Write(mark=f"{mark}-promised", act="log_contact", key=keys["secretary"], given=contact)
        number += 1


def inside(installation: Installation, *verb: str) -> Any:
    """Run a verb of `tests.drills.inside` on an installation and return what it printed."""
    command = [sys.executable, "-m", "tests.drills.inside", *verb]
    done = subprocess.run(
        command, cwd=ROOT, env=installation.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _noted_text(write: Write) -> str:
    return write.mark if write.act == "report_progress" else f"Đầu mối: {write.mark}"
