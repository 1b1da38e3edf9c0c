"""A committee in a browser: its home, the days that pass in it, and who sits down at the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.environment import ROOT
from tests.fixtures.installations import Installation, MakeInstallation, RunChidao, Serve, Server

PATIENCE = 15_000


@dataclass
class Committee:
    """A founded committee: its server runs from one day to the next, and each post has a page of its own."""

    installation: Installation
    serve: Serve
    new_page: Callable[..., Page]
    scans: Path
    server: Server | None = None
    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return where the server answers."""
        assert self.server
        return self.server.address

    def open(self) -> None:
        """Start the server on the day the story has come to."""
        self.server = self.serve(self.installation)
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()

    def days_pass(self, until: str) -> None:
        """Let the story go on to an instant, and open again."""
        assert self.server
        self.server.stop()
        at_home(self.installation, "until", until)
        self.open()

    def sit(self, title: str) -> Page:
        """Return the page of whoever holds a seat; the first time, the seat is picked on the first page."""
        if title not in self.pages:
            page = self.pages[title] = self.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(self.address)
            page.locator("details.posts-unit").evaluate_all("units => units.forEach(unit => { unit.open = true })")
            page.locator("button[name=post]").filter(has=page.locator("b", has_text=title)).first.click()
            expect(page.locator(".seat-name b")).to_contain_text(title)
        return self.pages[title]

    def go(self, title: str, path: str) -> Page:
        """Open a page of the body as whoever holds a seat."""
        page = self.sit(title)
        page.goto(f"{self.address}/HP/{path}")
        return page

    def scan(self, words: str) -> Path:
        """Return a scanned paper."""
        made = self.scans / f"{len(list(self.scans.iterdir()))}.pdf"
        made.write_bytes(b"%PDF-1.4\n% " + words.encode() + b"\n%%EOF\n")
        return made


@pytest.fixture
def committee(
    make_installation: MakeInstallation,
    run_chidao: RunChidao,
    serve: Serve,
    new_page: Callable[..., Page],
    tmp_path: Path,
) -> Committee:
    """A committee founded on its first day, everyone seated, nothing done yet."""
    installation = make_installation(CHIDAO_DEMO="1")
    migrated = run_chidao(installation, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    at_home(installation, "found")
    made = Committee(installation=installation, serve=serve, new_page=new_page, scans=tmp_path)
    made.open()
    return made


def at_home(installation: Installation, *words: str) -> str:
    """Do one verb of `tests.browser.home` in an installation; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.home", *words],
        cwd=ROOT, env=installation.environment(), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
