"""Numbers taken by many clients at once from a real server, and what the database then holds of them.

`python -m tests.drills.numbering prepare` migrates, founds the tests' body and prints whom the clients call as; `count`
prints every series. Both print one JSON object.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import django

PATIENCE: Final = 120
INCOMING: Final = (
    "  - {id: desk-incoming, acts: [register_incoming, deliver_document], roles: [secretary], clause: T1-beside-1}\n"
)


@dataclass(frozen=True, slots=True)
class Job:
    """One call: which act, by whose key, with what."""

    act: str
    key: str
    given: dict[str, Any]
    mark: str


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a call, and how many seconds it took from asking to having the whole answer."""

    job: Job
    status: int
    data: Any
    seconds: float


@dataclass
class Rush:
    """Clients that all begin at the same moment, each with a connection of its own, taking jobs until none is left."""

    address: str
    body: str
    said: list[Said] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    more: threading.Condition = field(default_factory=threading.Condition)

    def run(self, clients: int, jobs: Sequence[Job], *, beside: Sequence[threading.Thread] = ()) -> None:
        """Do every job; threads `beside` are started with the clients."""
        waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            waiting.put(job)
        gate = threading.Barrier(clients + 1)
        threads = [threading.Thread(target=self._client, args=(waiting, gate)) for _ in range(clients)]
        for thread in threads:
            thread.start()
        gate.wait()
        began = time.perf_counter()
        for thread in beside:
            thread.start()
        for thread in [*threads, *beside]:
            thread.join(PATIENCE)
        self.seconds = time.perf_counter() - began
        assert not self.faults, self.faults[:3]

    def call(self, job: Job, line: http.client.HTTPConnection | None = None) -> Said:
        """Make one call and return what was said."""
        open_line = line or http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        headers = {
            "Authorization": f"Bearer {job.key}", "Idempotency-Key": job.mark, "Content-Type": "application/json",
        }  # fmt: skip
        began = time.perf_counter()
        open_line.request("POST", f"/api/{self.body}/acts/{job.act}", json.dumps({"input": job.given}), headers)
        response = open_line.getresponse()
        data = json.loads(response.read())
        if line is None:
            open_line.close()
        return Said(job, response.status, data, time.perf_counter() - began)

    def await_answers(self, number: int) -> list[Said]:
        """Return what was said so far, once there are so many answers."""
        with self.more:
            assert self.more.wait_for(lambda: len(self.said) >= number or bool(self.faults), PATIENCE)
            return list(self.said)

    def _client(self, waiting: queue.SimpleQueue[Job], gate: threading.Barrier) -> None:
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        gate.wait()
        try:
            while True:
                said = self.call(waiting.get_nowait(), line)
                with self.more:
                    self.said.append(said)
                    self.more.notify_all()
        except queue.Empty:
            pass
        except (OSError, http.client.HTTPException, ValueError) as fault:
            with self.more:
                self.faults.append(repr(fault))
                self.more.notify_all()
        finally:
            line.close()


def prepare() -> dict[str, Any]:
    """Found the body; return the keys of who issues and who registers."""
    from django.core.management import call_command

    from tests.charters_small import BESIDE
    from tests.factories import founded_body

    call_command("migrate", verbosity=0)
    founded = founded_body(beside=BESIDE.replace("powers:\n", f"powers:\n{INCOMING}", 1))
    keys = {name: founded.key_for(founded[name].person, days=36_500) for name in ("head", "secretary")}
    return {"body": founded.code, "keys": keys}


def count() -> dict[str, Any]:
    """Return the numbers of each series in order, the void ones, the counters, and what verifying finds."""
    from chidao.acts.runner import check_record
    from chidao.documents.models import Document, Incoming, Series

    rows = list(Document.objects.exclude(number=None).order_by("kind", "number").values_list("kind", "number", "pk"))
    kinds = sorted({kind for kind, _, _ in rows})
    return {
        "numbers": {kind: [number for of, number, _ in rows if of == kind] for kind in kinds},
        "documents": sorted(key for _, _, key in rows),
        "void": list(Document.objects.exclude(voided_at=None).values_list("pk", flat=True)),
        "last": {row.kind: row.last for row in Series.objects.all()},
        "incoming": list(Incoming.objects.order_by("number").values_list("number", flat=True)),
        "findings": [finding.says.vi for finding in check_record("default").findings],
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "chidao.settings"
    django.setup()
    sys.stdout.write(json.dumps(prepare() if sys.argv[1] == "prepare" else count()))
