"""Run the whole suite: everything on SQLite with the browser, then what touches a database again on PostgreSQL.

A run without arguments is the full one: it is recorded in docs/test-run.json (no times, always in the same order), from
which `chidao clauses` knows what each clause's tests said. Arguments go to pytest, and then nothing is recorded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
RECORD: Final = ROOT / "docs" / "test-run.json"
ENGINES: Final = ("sqlite", "postgresql")
MOST_WORKERS: Final = 4
NO_TESTS: Final = 5  # pytest's own: nothing was selected


def main(arguments: list[str]) -> int:
    """Run on each database and return the worst exit code."""
    with tempfile.TemporaryDirectory() as folder:
        results = [run(engine, arguments, Path(folder)) for engine in ENGINES]
        if not arguments:
            record([json.loads(part.read_text()) for part in Path(folder).glob("*.json")])
    if arguments:
        results = [0 if result == NO_TESTS else result for result in results]
    return max(results)


def run(engine: str, arguments: list[str], folder: Path) -> int:
    """Run pytest for one database; a full run leaves its part of the record in the folder."""
    print(f"\n===== {engine} =====", flush=True)
    environment = {**os.environ, "CHIDAO_TEST_DB": engine}
    if not arguments:
        environment["CHIDAO_RECORD_RUN"] = str(folder)
    workers = str(min(MOST_WORKERS, os.cpu_count() or 1))
    # By default the files with the fewest tests come last, and those are the longest: a whole path, a drill.
    spread = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", "-q", *spread, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def record(parts: list[dict[str, Any]]) -> None:
    """Write the record, if every part of the run was there and had what it should have."""
    if len(parts) < len(ENGINES) or not all(part["complete"] for part in parts):
        print(f"Not recorded: a part of the run is missing. {RECORD.name} stays as it was.", flush=True)
        return
    by_clause: dict[str, list[dict[str, str]]] = defaultdict(list)
    for proof in (proof for part in parts for proof in part["proofs"]):
        by_clause[proof["clause"]].append({key: proof[key] for key in ("test", "database", "outcome")})
    told = {
        clause: sorted(proofs, key=lambda proof: (proof["test"], proof["database"]))
        for clause, proofs in by_clause.items()
    }
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
