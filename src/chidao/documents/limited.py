"""A process of its own for what a stranger's file may break: our own module, the file on its input, limits on it."""

from __future__ import annotations

import resource
import subprocess
import sys
from functools import partial
from typing import Final

_GRACE: Final = 30
"""How many seconds more than of computing the whole may last, on a machine that has much to do."""


class TooHeavy(Exception):
    """The process met one of its limits."""


def answer_of(module: str, *words: str, data: bytes, seconds: int, memory: int) -> bytes:
    """Return what a module of ours writes when it is run as a program on some data.

    `seconds` are of computing, `memory` in bytes; it may write no file and leaves no core behind. Raises TooHeavy.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, run by this interpreter
            [sys.executable, "-I", "-m", module, *words],
            input=data,
            capture_output=True,
            timeout=seconds + _GRACE,
            check=False,
            preexec_fn=partial(_limit, seconds, memory),
        )
    except subprocess.TimeoutExpired as error:
        raise TooHeavy from error
    if done.returncode < 0:
        raise TooHeavy
    return done.stdout


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
