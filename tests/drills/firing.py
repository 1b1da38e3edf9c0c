"""Writes fired at a real server from several clients while it is killed and started again.

A client that got no answer does not know whether its write stands; it asks again under the same Idempotency-Key, as
any careful caller would, and is told.
"""

from __future__ import annotations

import http.client
import json
import queue
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from tests.fixtures.installations import Installation, Serve, Server

PATIENCE: Final = 60
"""Seconds that anybody waits for anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One write: the act, who calls it (by key), its input, and the words by which it is known afterwards."""

    mark: str
    act: str
    key: str
    given: dict[str, Any]

    @property
    def idempotency_key(self) -> str:
        """Return the key under which it is sent, as often as it takes."""
        return f"drill-{self.mark}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An acknowledged write: its place in the record, and whether the server said that it stood already."""

    seq: int
    repeated: bool


@dataclass
class Target:
    """The server that is fired at: up or down, at an address that changes with each start."""

    serve: Serve
    installation: Installation
    server: Server | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)

    def start(self) -> None:
        """Start it and tell the clients where it is."""
        started = self.serve(self.installation)
        with self.changed:
            self.server = started
            self.changed.notify_all()

    def kill(self) -> None:
        """Kill -9 the whole process group."""
        with self.changed:
            server, self.server = self.server, None
        assert server
        server.kill()

    def address(self) -> str:
        """Return where it answers, as soon as it is up."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.server is not None, PATIENCE), "the server did not come up"
            assert self.server
            return self.server.address


@dataclass
class Volley:
    """Writes, sent by clients until each is acknowledged."""

    target: Target
    body: str
    writes: Sequence[Write]
    answers: dict[str, Answer] = field(default_factory=dict)
    unanswered: int = 0
    faults: list[str] = field(default_factory=list)
    progress: threading.Condition = field(default_factory=threading.Condition)

    def fire(self, clients: int, kill_after: Sequence[int], chance: random.Random) -> None:
        """Send every write; after each of the numbers of answers in `kill_after`, kill the server a moment later."""
        waiting: queue.SimpleQueue[Write] = queue.SimpleQueue()
        for write in self.writes:
            waiting.put(write)
        threads = [threading.Thread(target=self._client, args=(waiting,)) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for number in kill_after:
            self._await_answers(number)
            threading.Event().wait(chance.uniform(0, 0.04))  # anywhere within a write, not at its end
            self.target.kill()
            self.target.start()
        for thread in threads:
            thread.join(PATIENCE * 5)
        assert not self.faults, self.faults[:3]
        assert len(self.answers) == len(self.writes)

    def _await_answers(self, number: int) -> None:
        with self.progress:
            enough = self.progress.wait_for(lambda: len(self.answers) >= number or bool(self.faults), PATIENCE)
        assert enough, f"{len(self.answers)} answers, {number} awaited"

    def _client(self, waiting: queue.SimpleQueue[Write]) -> None:
        line = Line(self.target, self.body)
        while not self.faults:
            try:
                write = waiting.get_nowait()
            except queue.Empty:
                return
            self._insist(line, write)

    def _insist(self, line: Line, write: Write) -> None:
        while not self.faults:
            try:
                answer = line.send(write)
            except (OSError, http.client.HTTPException, json.JSONDecodeError):
                line.close()
                with self.progress:
                    self.unanswered += 1
                continue
            except AssertionError as fault:
                self.faults.append(str(fault))
                answer = None
            with self.progress:
                if answer:
                    self.answers[write.mark] = answer
                self.progress.notify_all()
            return


@dataclass
class Line:
    """One client's connection, kept open between writes as browsers and programs do."""

    target: Target
    body: str
    open: http.client.HTTPConnection | None = None

    def send(self, write: Write) -> Answer:
        """Send a write and read the whole answer. Raises OSError or HTTPException when none came."""
        if self.open is None:
            self.open = http.client.HTTPConnection(urlsplit(self.target.address()).netloc, timeout=PATIENCE)
        headers = {
            "Authorization": f"Bearer {write.key}",
            "Idempotency-Key": write.idempotency_key,
            "Content-Type": "application/json",
        }
        path = f"/api/{self.body}/acts/{write.act}"
        self.open.request("POST", path, json.dumps({"input": write.given}), headers)
        response = self.open.getresponse()
        told = response.read()
        assert response.status == 200, f"{write.act} {write.mark}: {response.status} {told[:500]!r}"
        receipt = json.loads(told)
        return Answer(seq=receipt["seq"], repeated=receipt["repeated"])

    def close(self) -> None:
        """Forget a connection that broke; the next write opens another, wherever the server then is."""
        if self.open is not None:
            self.open.close()
        self.open = None
