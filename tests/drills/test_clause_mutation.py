"""A clause's test is worth something when it fails without the clause: its entries are taken away, one must fail."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
CLAUSES: Final = ROOT / "tests" / "clauses"
FAILED: Final = 1  # pytest's own: tests were run and some failed


def proved() -> list[str]:
    """Return the clauses that the tests of the folder claim to prove."""
    marks = (node for file in sorted(CLAUSES.glob("test_*.py")) for node in ast.walk(ast.parse(file.read_text())))
    return sorted({clause for mark in marks for clause in _marked(mark)})


def _marked(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "clause":
        return [str(word.value) for word in node.args if isinstance(word, ast.Constant)]
    return []


@pytest.mark.drill
@pytest.mark.parametrize("clause", proved())
def test_without_its_entries_a_test_of_the_clause_fails(clause: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", str(CLAUSES)]
    environment = {**os.environ, "WITHOUT_CLAUSE": clause, "CHIDAO_TEST_DB": "sqlite"}
    for inherited in ("CHIDAO_RECORD_RUN", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "CHIDAO_TEST_HOME"):
        environment.pop(inherited, None)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == FAILED, f"survived without {clause}:\n{done.stdout[-2000:]}"
