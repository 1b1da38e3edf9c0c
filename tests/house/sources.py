"""The sources that the house rules read, and how a rule reads them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "src" / "chidao"
DATA: Final = PACKAGE / "data"


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file of the package: its path inside the package ("web/drafts.py"), its words, its tree."""

    path: str
    words: str
    tree: ast.Module

    def at(self, node: ast.AST, what: str) -> str:
        """Say where a rule is broken."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


@cache
def python_sources() -> tuple[Source, ...]:
    """Return every Python file of the package, migrations left out: they are written by Django."""
    files = (file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts)
    return tuple(read(file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8")) for file in files)


def read(path: str, words: str) -> Source:
    """Return a source made of words, as a rule's own tests need it."""
    return Source(path=path, words=words, tree=ast.parse(words, filename=path))


@cache
def templates() -> tuple[tuple[str, str], ...]:
    """Return every template of the package as (path, words)."""
    files = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
    return tuple((file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8")) for file in files)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files that are, or are about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = (ROOT / name for name in sorted(listed.stdout.split("\0")) if name)
    return tuple(file for file in files if file.is_file())


def terminal_name(node: ast.expr) -> str:
    """Return the last name of an expression: `b` of `a.b`, `f` of `f(x)`, `rows` of `rows[0]`; else nothing."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return terminal_name(inner)
        case _:
            return ""


def names_in_chain(node: ast.expr) -> Iterator[str]:
    """Yield the names of a chain of attributes and calls, outermost first: `filter`, `objects`, `Task`."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr=name, value=inner):
            yield name
            yield from names_in_chain(inner)
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            yield from names_in_chain(inner)
