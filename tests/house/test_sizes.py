"""Sizes are aims that are told, not fences; only a file past 600 lines fails: look for the idea that is missing."""

from __future__ import annotations

import ast
from statistics import median, quantiles
from typing import Final

import pytest

from tests.house.sources import ROOT, python_sources, tracked_files

MOST_LINES: Final = 600
FILE_AIM: Final = 400
KINDS: Final = (".py", ".html", ".js", ".css", ".sh")


def function_lengths() -> list[tuple[int, str]]:
    """Return (lines, place) of every function of the package, docstrings not counted."""
    return [
        (length(node), f"{source.path}:{node.lineno} {node.name}")
        for source in python_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function's body and head without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_no_file_is_past_600_lines() -> None:
    # Migrations are written by a tool and read by nobody.
    files = (file for file in tracked_files() if file.suffix in KINDS and file.parent.name != "migrations")
    counted = ((len(file.read_text(encoding="utf-8").splitlines()), file.relative_to(ROOT)) for file in files)
    found = [f"{file}: {lines} lines" for lines, file in counted if lines > MOST_LINES]
    assert not found, "\n".join(found)


def test_sizes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    sized = sorted(function_lengths(), reverse=True)
    lengths = [lines for lines, _ in sized]
    long_files = [source.path for source in python_sources() if source.words.count("\n") > FILE_AIM]
    with capsys.disabled():
        print(f"\n  {len(lengths)} functions; median {median(lengths):.0f} lines (aim 7),", end=" ")
        print(f"9 in 10 within {quantiles(lengths, n=10)[-1]:.0f} (aim 20), longest: {sized[0][1]} with {sized[0][0]}")
        print(f"  files past {FILE_AIM} lines: {', '.join(long_files) or 'none'}")
    assert lengths
