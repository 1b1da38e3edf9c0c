"""The repository names no machine's paths and no registry: it can be cloned, and installed, anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.house.sources import ROOT, tracked_files

FOLDERS: Final = ("work", "tmp", "root", "home", "Users", "mnt", "opt")
REGISTRIES: Final = (
    "pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "index" + "-url", "find" + "-links",
    "trusted" + "-host",
)  # fmt: skip
PLACES: Final = re.compile(
    rf"(?<![\w.:/~*-])/(?:{'|'.join(FOLDERS)})/\w|{'|'.join(re.escape(host) for host in REGISTRIES)}"
)
OTHERS_WORDS: Final = ("LICENSE",)


def places_in(words: str) -> list[str]:
    """Return the machine paths and registry names in a text."""
    return [match.group() for match in PLACES.finditer(words)]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [f"{file.relative_to(ROOT)}: {place}" for file in _read_files() for place in places_in(_words(file))]
    assert not found, "\n".join(found)


def test_requirements_hold_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        words = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in words
        assert "/" not in words


@pytest.mark.parametrize("words", ["see /" + "work/x", "'/" + "tmp/y'", "https://" + "pypi" + ".org/simple"])
def test_a_place_is_seen(words: str) -> None:
    assert places_in(words)


@pytest.mark.parametrize("words", ["/usr/lib/postgresql", "docs/workshop", "/tasks/1", "HTTP/1.1", "src/root/x"])
def test_other_paths_pass(words: str) -> None:
    assert not places_in(words)


def _read_files() -> list[Path]:
    return [file for file in tracked_files() if file.name not in OTHERS_WORDS]


def _words(file: Path) -> str:
    """Return a file's text; what is no text holds no names worth looking for."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
