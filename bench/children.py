"""Processes that each work on one installation and do as they are told, one line of JSON at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.measure import ROOT, environment


class Child:
    """A process on an installation of its own; `part` is the module of this package whose verbs it knows."""

    def __init__(self, part: str, home: Path, database: str = "", **extra: str) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "bench.child", part],
            cwd=ROOT,
            env={**environment(home, database), **extra},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, verb: str, **given: Any) -> Any:
        """Let it do a verb and return what came of it."""
        self.begin(verb, **given)
        return self.told()

    def begin(self, verb: str, **given: Any) -> None:
        """Let it begin, so that others can be told to as well."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([verb, given]) + "\n")
        self._process.stdin.flush()

    def told(self) -> Any:
        """Wait for what came of the verb. Raises SystemExit when the process has ended instead."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(self._process.wait() or 1)
        return json.loads(line)

    def end(self) -> None:
        """Let it go."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
