"""Figures and how they are told: percentiles of times, a table, a scratch installation that is taken away."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Spread:
    """How times spread, in milliseconds."""

    p50: float
    p95: float
    p99: float
    most: float

    def __str__(self) -> str:
        return f"p50 {self.p50:7.2f}  p95 {self.p95:7.2f}  p99 {self.p99:7.2f}  max {self.most:7.2f} ms"


def spread(seconds: Sequence[float]) -> Spread:
    """Return the median, the 95th and 99th percentile and the greatest of times given in seconds."""
    ordered = sorted(1000 * each for each in seconds)
    count = len(ordered)
    return Spread(ordered[count // 2], ordered[int(count * 0.95)], ordered[int(count * 0.99)], ordered[-1])


def tell(words: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def environment(home: Path, database: str = "") -> dict[str, str]:
    """Return the environment of a process that works on an installation of its own."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("CHIDAO_")}
    own = {"CHIDAO_HOME": str(home), "CHIDAO_DATABASE": database or str(home / "chidao.sqlite3")}
    return {**mine, **own, "DJANGO_SETTINGS_MODULE": "chidao.settings"}


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder on the disk that the system's temporary files are on, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="chidao-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
