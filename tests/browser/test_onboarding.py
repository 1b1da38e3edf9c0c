"""Somebody new founds a committee from a decision's text and convenes its first meeting, by clicks and keys only."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.installations import MakeInstallation, RunChidao, Serve
from tests.onboarding.texts import DECISION

PATIENCE: Final = 15_000
NARROW: Final = {"viewport": {"width": 320, "height": 640}}
TEN_MINUTES: Final = 600

NewPage = Callable[..., Page]
Shoot = Callable[[Page, str], None]


@dataclass
class Walk:
    """A page with what has been done on it so far: clicks and key presses are counted, pages are looked at by axe."""

    page: Page
    steps: int = 0
    faults: list[str] = field(default_factory=list)

    def click(self, what: str | Locator) -> None:
        """Click once."""
        (self.page.locator(what) if isinstance(what, str) else what).first.click()
        self.steps += 1

    def press(self, *keys: str) -> None:
        """Press keys, each answered by the page before the next."""
        for key in keys:
            self.page.keyboard.press(key)
            self.steps += 1

    def fill(self, name: str, words: str) -> None:
        """Type into a field."""
        self.page.fill(f"[name='{name}']", words)
        self.steps += 1

    def look(self, name: str) -> None:
        """Let axe look, and see that nothing is wider than the window."""
        found: Any = Axe().run(self.page)
        self.faults += [
            f"{name}: {each['id']} {each['nodes'][0]['html'][:200]}" for each in found.response["violations"]
        ]
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.faults += [f"{name}: {wide} px too wide"] if wide > 0 else []


@pytest.fixture
def address(make_installation: MakeInstallation, run_chidao: RunChidao, serve: Serve) -> str:
    """A demonstration that holds no committee yet."""
    installation = make_installation(CHIDAO_DEMO="1")
    migrated = run_chidao(installation, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    return serve(installation).address


@pytest.fixture
def decision(tmp_path: Path) -> Path:
    """The decision as a file."""
    made = tmp_path / "quyet-dinh-318.txt"
    made.write_text(DECISION, encoding="utf-8")
    return made


@pytest.fixture
def walk(new_page: NewPage) -> Iterator[Walk]:
    """Somebody at an office's screen."""
    page = new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(PATIENCE)
    walk = Walk(page)
    yield walk
    assert not walk.faults, "\n".join(walk.faults)


@pytest.mark.browser
def test_from_a_text_to_the_first_meeting(
    walk: Walk, address: str, decision: Path, tmp_path: Path, shoot: Shoot, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    walk.page.goto(address)
    _brought(walk, decision)
    _looked_through(walk, shoot)
    _asked(walk)
    _founded(walk)
    _convened(walk, tmp_path)
    took = time.monotonic() - began
    assert took < TEN_MINUTES
    with capsys.disabled():
        print(f"\nfrom a text to the first meeting: {took:.0f} s by machine, {walk.steps} clicks, keys and fields")


def _brought(walk: Walk, decision: Path) -> None:
    """From the first page a link leads to where a file is given."""
    walk.click(walk.page.get_by_role("link", name="Lập ban chỉ đạo từ quyết định"))
    walk.look("start")
    walk.page.set_input_files("[name=file]", decision)
    walk.click("button.next")
    expect(walk.page.locator("#bar")).to_contain_text("đã xem 0 trên")


def _looked_through(walk: Walk, shoot: Shoot) -> None:
    """By keys: move, accept, leave out, take back, correct; then all that is clear, and the doubtful ones by hand."""
    page = walk.page
    walk.press("j", "j")
    first = page.locator(".items > .here")
    expect(first).to_have_count(1)
    wanted = first.get_attribute("id")
    walk.press("a")
    expect(page.locator(f"[id='{wanted}']")).to_contain_text("✓ nhận")
    expect(page.locator(".items > .here")).not_to_have_id(wanted or "")
    walk.press("u")
    expect(page.locator(f"[id='{wanted}']")).not_to_contain_text("✓ nhận")
    walk.press("U")
    expect(page.locator(f"[id='{wanted}']")).to_contain_text("✓ nhận")
    _corrected(walk)
    walk.look("proposals")
    shoot(page, "proposals")
    walk.press("A")
    expect(page.locator("#bar")).to_contain_text("Nhận hết chỗ rõ (0)")
    walk.click(page.get_by_role("link", name="Chưa chắc"))
    rows = page.locator(".items > li")
    for _ in range(rows.count()):
        walk.press("a")


def _corrected(walk: Walk) -> None:
    """The place a proposal was read from is marked in the text; a value is put right in the row itself."""
    page = walk.page
    seat = page.locator("[id='i-seats/standing-vice-chair']")
    walk.click(seat.locator("> a"))
    expect(seat.locator(".opened")).to_be_visible()
    marked = "[...CSS.highlights.get('at')].map(String).join()"
    assert "Phó Chủ tịch Ủy ban nhân dân tỉnh" in page.evaluate(marked)
    walk.press("Escape", "e")
    expect(seat.locator(".opened select").first).to_be_focused()
    walk.fill("v-holder", "Phó Chủ tịch Thường trực Ủy ban nhân dân tỉnh")
    walk.look("a row open")
    walk.press("Enter")
    expect(seat).to_contain_text("✎ đã sửa")
    expect(seat.locator("> a")).to_contain_text("Phó Chủ tịch Thường trực")


def _asked(walk: Walk) -> None:
    """What the text leaves open is asked; what is filled in is left as it is, but for the code."""
    walk.click(walk.page.get_by_role("link", name="Tiếp: điều văn bản chưa nói"))
    expect(walk.page.locator("#tabs [aria-current]")).to_contain_text("2.", timeout=PATIENCE)
    expect(walk.page.locator("#tabs .count")).to_have_count(0)  # whatever was still on its way has arrived
    walk.look("questions")
    code = walk.page.locator("input[name*=code]").first
    code.fill("bm có dấu")
    walk.click("button.next")
    expect(walk.page.locator("#errors")).to_be_visible()
    expect(code).to_have_value("bm có dấu")
    code.fill("BM")
    walk.steps += 1
    walk.click("button.next")


def _founded(walk: Walk) -> None:
    page = walk.page
    expect(page.locator("#tabs [aria-current]")).to_contain_text("Kiểm tra và lập")
    expect(page.locator("main")).to_contain_text("Không còn gì vướng")
    walk.look("check")
    with page.expect_download() as getting:
        page.locator("a[download]").first.click()
    assert getting.value.suggested_filename == "charter.yaml"
    walk.click("button[name=adopt]")
    expect(page.locator(".messages")).to_contain_text("Lập")
    expect(page.locator(".seat-name")).to_contain_text("Chuyên viên")
    walk.look("desk")


def _convened(walk: Walk, folder: Path) -> None:
    """The recorder records the paper by which the Chair convened the first meeting."""
    page = walk.page
    walk.click("[data-rail=meetings]")
    walk.click(page.locator(".acts a[data-act=convene_meeting]"))
    chair = page.locator("[name=legal_seat] option", has_text="Trưởng ban, Chủ tịch").first.text_content()
    page.select_option("[name=legal_seat]", label=chair)
    scan = folder / "giay-moi.pdf"
    scan.write_bytes(b"%PDF-1.4\n% giay moi\n%%EOF\n")
    page.set_input_files("[name=scan]", scan)
    walk.steps += 2
    walk.fill("title", "Phiên họp thứ nhất của Ban Chỉ đạo")
    walk.fill("starts_at", page.evaluate("new Date(Date.now() + 14 * 864e5).toISOString().slice(0, 11) + '08:30'"))
    walk.fill("place", "Phòng họp số 1")
    walk.click("form button[data-act=convene_meeting]")
    expect(page.locator(".messages .success")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Phiên họp thứ nhất của Ban Chỉ đạo")
    walk.look("meeting")


@pytest.mark.browser
@pytest.mark.parametrize("how", [NARROW], ids=["narrow"])  # what fits here fits a wider phone
def test_on_a_phone(new_page: NewPage, address: str, decision: Path, how: dict[str, Any]) -> None:
    """Everything is reached by touch, nothing is wider than the screen; an open row quotes what it was read from."""
    walk = Walk(new_page(**how))
    page = walk.page
    page.set_default_timeout(PATIENCE)
    page.context.add_cookies([{"name": "language", "value": "en" if how is NARROW else "vi", "url": address}])
    page.goto(f"{address}/found/")
    walk.look("start")
    page.set_input_files("[name=file]", decision)
    walk.click("button.next")
    seat = page.locator("[id='i-seats/chair']")
    walk.click(seat.locator("> a"))
    expect(seat.locator("blockquote")).to_contain_text("Chủ tịch Ủy ban nhân dân tỉnh")
    walk.look("a row open")
    walk.click(seat.locator(".opened [name=accept]"))
    expect(seat).to_have_class(re.compile("accepted"))
    tabs = page.locator("#tabs a")
    for place, name in enumerate(("questions", "check"), start=1):
        walk.click(tabs.nth(place))
        expect(tabs.nth(place)).to_have_attribute("aria-current", "step")
        walk.look(name)
    page.goto(f"{address}/found/model/")
    walk.look("model")
    assert not walk.faults, "\n".join(walk.faults)


@pytest.mark.browser
def test_many_proposals_are_walked_without_a_hitch(new_page: NewPage, address: str, tmp_path: Path) -> None:
    """Five hundred rows: the next one is there before a key is pressed again."""
    members = "\n".join(f"{place}. Ủy viên: Chủ tịch Ủy ban nhân dân xã Bình Minh {place}." for place in range(14, 260))
    long = DECISION.replace("\n\nĐiều 2. Thành lập Tổ Công tác", f"\n{members}\n\nĐiều 2. Thành lập Tổ Công tác", 1)
    file = tmp_path / "dai.txt"
    file.write_text(long, encoding="utf-8")
    page = new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/found/")
    page.set_input_files("[name=file]", file)
    page.locator("button.next").click()
    expect(page.locator("#bar")).to_be_visible()
    assert page.locator(".items > li").count() > 500
    began = time.monotonic()
    for _ in range(50):
        page.keyboard.press("j")
    assert time.monotonic() - began < 10
    walked = page.locator(".items > .here")
    expect(walked).to_be_in_viewport()
    assert page.evaluate("document.activeElement.closest('li') === document.querySelector('.items > .here')")
