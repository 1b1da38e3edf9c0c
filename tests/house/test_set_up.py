"""The set-up holds together: every dependency is locked and has its reason; no pin differs between the two files."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import ROOT

PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    """Return the names of what is required, in their canonical form."""
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def pinned(file: str) -> dict[str, str]:
    """Return what a requirements file pins: name and version."""
    lines = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in lines}


def direct() -> dict[str, set[str]]:
    """Return what the project itself requires, by the requirements file that must pin it."""
    groups = PROJECT["dependency-groups"]
    run = names([*PROJECT["project"]["dependencies"], *groups["build"]])
    return {"requirements.txt": run, "requirements-dev.txt": run | names(groups["dev"])}


def test_every_dependency_is_pinned() -> None:
    for file, wanted in direct().items():
        assert wanted <= pinned(file).keys(), file


def test_every_dependency_has_its_reason_and_its_pin() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    pins = pinned("requirements-dev.txt")
    rows = re.findall(r"^\| `([\w.-]+)` \| ([\w.]+) \|", page, re.MULTILINE)
    assert {canonicalize_name(name): version for name, version in rows} == {
        name: pins[name] for name in direct()["requirements-dev.txt"]
    }


def test_the_developers_pins_are_the_installations() -> None:
    everywhere = pinned("requirements-dev.txt")
    assert {name: everywhere.get(name) for name in pinned("requirements.txt")} == pinned("requirements.txt")
