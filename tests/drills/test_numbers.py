"""32 clients take numbers at once from a real server: no gap, no number twice; a void is kept, a copy refused.

The short drill is in the suite; `make drill` runs the long one and prints what it measured. Both on both engines.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import pytest

from chidao.kernel.days import VIET_NAM
from tests.drills.numbering import Job, Rush, Said
from tests.fixtures.environment import ROOT, engine
from tests.fixtures.installations import Installation, Serve

CLIENTS: Final = 32


@pytest.mark.only("postgresql")  # on SQLite writers stand in one queue (the drill counts there too)
def test_32_clients_take_numbers_at_once(installation: Installation, serve: Serve) -> None:
    drill(installation, serve, each=1)


@pytest.mark.drill
def test_32_clients_take_numbers_for_long(installation: Installation, serve: Serve) -> None:
    drill(installation, serve, each=30)


def drill(installation: Installation, serve: Serve, *, each: int) -> None:
    """Let the clients take numbers, void one and try to take one from outside meanwhile; then count."""
    ground = inside(installation, "prepare")
    server = serve(installation)
    rush = Rush(server.address, ground["body"])
    meanwhile: list[Said] = []
    meddling = threading.Thread(target=meddle, args=(rush, ground["keys"], CLIENTS * each // 2, meanwhile))
    jobs = list(every_job(ground["keys"], CLIENTS * each))
    rush.run(CLIENTS, jobs, beside=[meddling])
    assert [said.data for said in rush.said if said.status != 200] == []
    held = inside(installation, "count")
    check(held, rush.said, meanwhile)
    print(f"\n{engine()}: {measured(rush)}")


def every_job(keys: Mapping[str, str], many: int) -> Iterator[Job]:
    """Yield letters and plans to be issued, and papers that came in."""
    for number in range(many):
        mark = f"rush-{number:04d}"
        if number % 3 == 2:
            given = {"title": f"Giấy đến {number}", "author": "Sở Thử Một", "symbol": f"{number + 1}/S1-VP"}
            yield Job("register_incoming", keys["secretary"], given, mark)
        else:
            kind = "CV" if number % 3 else "KH"
            said: dict[str, Any] = {"kind": kind, "title": f"Việc {number}", "text": ["Nội dung."]}
            yield Job("issue_document", keys["head"], said, mark)


def meddle(rush: Rush, keys: Mapping[str, str], after: int, told: list[Said]) -> None:
    """In the middle of it void a number, and enter one from outside that is taken."""
    issued = [said for said in rush.await_answers(after) if said.job.act == "issue_document" and said.status == 200]
    first = issued[0].data["outcome"]["document"]
    void = Job("void_number", keys["secretary"], {"document": first, "reason": "Ghi nhầm"}, "meddle-void")
    day = datetime.now(VIET_NAM).date().isoformat()
    outside = {"kind": "CV", "number": 1, "symbol": "BTN-VP", "dated_on": day, "title": "Từ bên ngoài"}
    again = Job("enter_outside_document", keys["secretary"], outside, "meddle-outside")
    told += [rush.call(void), rush.call(again)]


def check(held: Mapping[str, Any], said: list[Said], meanwhile: list[Said]) -> None:
    """Compare what the database holds with what the clients were told."""
    issued = sorted(each.data["outcome"]["document"] for each in said if each.job.act == "issue_document")
    came_in = [each for each in said if each.job.act == "register_incoming"]
    assert held["documents"] == issued
    for kind in ("CV", "KH"):
        numbers = held["numbers"][kind]
        assert numbers == list(range(1, len(numbers) + 1)), kind
        assert held["last"][kind] == len(numbers)
    assert held["incoming"] == list(range(1, len(came_in) + 1))
    assert held["findings"] == []
    void, outside = meanwhile
    assert (void.status, held["void"]) == (200, [void.job.given["document"]])
    assert (outside.status, [each["code"] for each in outside.data["reasons"]]) == (409, ["number_taken"])


def measured(rush: Rush) -> str:
    """Say how fast it went and how long anybody waited."""
    waits = sorted(each.seconds for each in rush.said)
    at = statistics.quantiles(waits, n=100)
    return (
        f"{len(waits)} numbers by {CLIENTS} clients in {rush.seconds:.1f} s, {len(waits) / rush.seconds:.0f}/s; "
        f"waits: median {at[49]:.2f} s, 95% {at[94]:.2f} s, longest {waits[-1]:.2f} s"
    )


def inside(installation: Installation, verb: str) -> Any:
    """Run a verb of `tests.drills.numbering` on an installation and return what it printed."""
    command = [sys.executable, "-m", "tests.drills.numbering", verb]
    done = subprocess.run(
        command, cwd=ROOT, env=installation.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
