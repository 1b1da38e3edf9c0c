"""From "conclusions agreed" to "notice signed, numbered, sent and filed", as the clerk does it in a browser; and every
page of the room of papers, looked at by axe with papers in it.

How long a person takes is reckoned by the keystroke-level model (Card, Moran, Newell 1980): each thing that is clicked
costs a look and a decision, a movement and a press; each character a key; each page its wait.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, at_home
from tests.documents.signatures.authorities import PASSPHRASE, Authority, pem
from tests.fixtures.installations import MakeInstallation, RunChidao, Serve

pytestmark = [pytest.mark.browser, pytest.mark.only("sqlite")]

CLERK: Final = "Chuyên viên Cơ quan Thường trực"
CHAIR: Final = "Trưởng ban, Chủ tịch"
DESK: Final = {"viewport": {"width": 1366, "height": 768}, "color_scheme": "light"}
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
TWO_MINUTES: Final = 120
MACHINE_SECONDS: Final = 60
# Seconds: a mental act, moving the pointer, pressing and releasing, a key, a hand going to the keyboard or back.
MENTAL, POINT, PRESS, KEY, HOME = 1.35, 1.1, 0.2, 0.28, 0.4
PAGES: Final = (
    "documents/", "documents/check/", "documents/templates/", "documents/{cv_a}/", "documents/{cv_b}/",
    "documents/{cv_c}/", "documents/{cv_b}/publish/", "drafts/", "drafts/new/", "drafts/{d_a}/", "drafts/{d_b}/edit/",
    "drafts/{d_a}/compare/?a=1&b=2&view=side", "drafts/{d_a}/form/", "incoming/", "incoming/new/", "incoming/{in_a}/",
    "incoming/{in_b}/", "registers/", "registers/in/", "registers/settling/", "registers/status-in/",
    "registers/status-out/", "deliveries/", "instruments/bases/", "instruments/{i_guide}/", "exchange/", "exchange/in/",
    "exchange/codes/", "exchange/1/", "exchange/2/", "dossiers/", "dossiers/proposals/", "dossiers/loose/",
    "dossiers/handovers/", "dossiers/{do_a}/", "mine/second-factor/", "act/deliver_document/?document={cv_b}",
)  # fmt: skip
OPEN: Final = ("public/", "public/HP/", "verify/")


@dataclass
class Book:
    """A committee at its papers: where it answers, which paper is which, and the keys that its people hold."""

    address: str
    made: dict[str, int]
    chair_key: Path
    agency_key: Path
    scan: Path

    def go(self, page: Page, path: str) -> None:
        """Open a page of the body."""
        page.goto(f"{self.address}/HP/{path}")


@dataclass
class Hand:
    """What somebody's hand does on a page: everything is counted as it is done."""

    page: Page
    clicks: int = 0
    keys: int = 0
    fields: int = 0
    loads: int = 0
    seconds: float = field(default=0.0)

    def click(self, what: Locator) -> None:
        """Click what leads to another page."""
        with self.page.expect_navigation():
            what.click()
        self.clicks += 1
        self.loads += 1
        self.seconds += MENTAL + POINT + PRESS

    def pick(self, name: str, file: Path) -> None:
        """Pick a file: a click opens the system's dialog, where one more opens the file."""
        self.page.set_input_files(f"[name={name}]", file)
        self.fields += 1
        self.clicks += 3
        self.seconds += 2 * (MENTAL + POINT + PRESS) + PRESS

    def type(self, name: str, words: str) -> None:
        """Click into a field and type."""
        box = self.page.locator(f"[name={name}]")
        box.click()
        box.press_sequentially(words)
        self.fields += 1
        self.clicks += 1
        self.keys += len(words)
        self.seconds += MENTAL + POINT + PRESS + 2 * HOME + KEY * len(words)

    def most(self, *, clicks: int, fields: int, loads: int) -> bool:
        """Tell whether no more was asked than this."""
        return self.clicks <= clicks and self.fields <= fields and self.loads <= loads

    def said(self, whose: str, machine: float) -> str:
        """Say what was counted, and what it comes to."""
        return (
            f"{whose}: {self.clicks} clicks, {self.keys} keys, {self.fields} fields, {self.loads} pages; "
            f"{self.seconds + machine:.0f} s for a person (KLM), {machine:.1f} s of it the machine's"
        )


@pytest.fixture(scope="module")
def book(
    make_installation: MakeInstallation, run_chidao: RunChidao, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Book:
    """Papers in every state, two meetings whose conclusions are agreed, and an authority that certified two keys."""
    folder, authority = tmp_path_factory.mktemp("papers"), Authority()
    (folder / "root.pem").write_bytes(pem(authority.root))
    (folder / "signing.yaml").write_text(yaml.safe_dump({"roots": ["root.pem"], "level": "B-B"}))
    keys = {name: folder / f"{name}.p12" for name in ("chair", "agency")}
    keys["chair"].write_bytes(authority.key_file("Người giữ ghế trưởng ban"))
    keys["agency"].write_bytes(authority.key_file("UBND thành phố Hải Phòng"))
    scan = folder / "thong-bao-da-ky.pdf"
    scan.write_bytes(b"%PDF-1.4\n% thong bao\n%%EOF\n")
    installation = make_installation(CHIDAO_DEMO="1", CHIDAO_SIGNING=str(folder / "signing.yaml"))
    migrated = run_chidao(installation, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    told = json.loads(at_home(installation, "papers"))
    made = {name.replace("-", "_"): next(iter(outcome.values())) for name, outcome in told.items()}
    return Book(serve(installation).address, made, keys["chair"], keys["agency"], scan)


@pytest.fixture
def sit(book: Book, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Let somebody sit down in a seat."""

    def seated(title: str, how: dict[str, Any]) -> Page:
        page = new_page(**how)
        page.set_default_timeout(PATIENCE)
        page.goto(book.address)
        page.locator("details.posts-unit").evaluate_all("units => units.forEach(unit => { unit.open = true })")
        page.locator("button[name=post]").filter(has=page.locator("b", has_text=title)).first.click()
        expect(page.locator(".seat-name b")).to_contain_text(title)
        return page

    return seated


Sit = Callable[[str, dict[str, Any]], Page]


def test_a_notice_signed_on_paper_is_issued_sent_and_filed(
    book: Book, sit: Sit, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each button is the filled one of its page; one file."""
    hand = Hand(sit(CLERK, DESK))
    book.go(hand.page, f"meetings/{book.made['m1']}/")
    began = time.monotonic()
    hand.click(_filled(hand.page, "Ghi nhận: Ban hành thông báo kết luận"))
    expect(hand.page.locator("[name=legal_seat] option:checked")).to_contain_text(CHAIR)  # whoever presided
    hand.pick("scan", book.scan)
    hand.click(_filled(hand.page, "Ghi nhận"))
    _issued(hand.page, "01/TB-BCĐ")
    _sent(hand)
    _filed(hand)
    took = time.monotonic() - began
    _told(capsys, hand.said("notice signed on paper, the clerk", took))
    assert hand.most(clicks=8, fields=1, loads=5)
    assert took < MACHINE_SECONDS
    assert hand.seconds + took < TWO_MINUTES


def test_a_notice_signed_with_keys_is_sealed_sent_and_filed(
    book: Book, sit: Sit, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Chair issues and signs; the clerk puts the agency's signature after it, and files."""
    chair = Hand(sit(CHAIR, DESK))
    meeting = f"meetings/{book.made['m2']}/"
    book.go(chair.page, meeting)
    began = time.monotonic()
    chair.click(_filled(chair.page, "Ban hành thông báo kết luận"))
    chair.click(_filled(chair.page, "Ban hành thông báo kết luận"))
    _issued(chair.page, "02/TB-BCĐ", signed=False)
    _signed(chair, "Ký số văn bản", book.chair_key)
    by_chair = time.monotonic() - began
    path = chair.page.url.partition("/HP/")[2]
    clerk = Hand(sit(CLERK, DESK))
    book.go(clerk.page, path)
    began = time.monotonic()
    _signed(clerk, "Ký số của cơ quan", book.agency_key)
    expect(clerk.page.locator("#signatures tbody tr")).to_have_count(2)
    expect(clerk.page.locator("#signatures")).to_contain_text("tin cậy")
    assert not list(_violations(clerk.page))
    _issued(clerk.page, "02/TB-BCĐ")
    _sent(clerk)
    _filed(clerk)
    by_clerk = time.monotonic() - began
    _told(capsys, chair.said("notice signed with keys, the Chair", by_chair))
    _told(capsys, clerk.said("notice signed with keys, the clerk", by_clerk))
    assert chair.most(clicks=8, fields=2, loads=4)
    assert clerk.most(clicks=9, fields=2, loads=5)
    assert by_chair + by_clerk < MACHINE_SECONDS
    assert clerk.seconds + by_clerk < TWO_MINUTES


def _filled(page: Page, words: str) -> Locator:
    """Return the one filled button of a page, which is to say these words."""
    found = page.locator("main .next:visible")
    expect(found).to_have_count(1)
    expect(found).to_have_text(re.compile(rf"^{words}"))
    return found


def _issued(page: Page, label: str, *, signed: bool = True) -> None:
    """It has its number, and went to the agencies that the conclusions name."""
    expect(page.locator("h1")).to_have_text(label)
    expect(page.locator("main")).to_contain_text("có bản ký" if signed else "chờ bản ký")
    expect(page.locator("main tbody tr", has_text="Sở Tài chính")).to_have_count(1)


def _sent(hand: Hand) -> None:
    """To every member, all of whom are ticked beforehand."""
    hand.click(_filled(hand.page, "Gửi văn bản"))
    assert hand.page.locator("[name=seats]:checked").count() == 19
    hand.click(_filled(hand.page, "Gửi văn bản"))
    expect(hand.page.locator("main tbody tr", has_text="Giám đốc Sở Nội vụ")).to_have_count(1)


def _signed(hand: Hand, act: str, key: Path) -> None:
    hand.click(_filled(hand.page, act))
    assert not list(_violations(hand.page))
    hand.pick("key_file", key)
    hand.type("passphrase", PASSPHRASE)
    hand.click(_filled(hand.page, "Ký số"))
    expect(hand.page.locator(".messages .success")).to_be_visible()


def _filed(hand: Hand) -> None:
    """The meeting's dossier is opened from the notice, with all that the meeting brought forth."""
    hand.click(_filled(hand.page, "Lập hồ sơ cuộc họp"))
    expect(hand.page.locator(".messages .success")).to_contain_text("Mở hồ sơ")
    expect(hand.page.locator("main tbody")).to_contain_text("TB-BCĐ")


def _told(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with capsys.disabled():
        print(f"\n{line}")


def test_every_page_of_papers_is_whole(book: Book, sit: Sit) -> None:
    """Axe finds nothing, nothing is wider than the window, no page has two filled buttons: half of the pages are looked
    at on a desk in the light, half on a phone in the dark."""
    desk, phone = sit(CLERK, DESK), sit(CLERK, PHONE)
    phone.goto(f"{book.address}/public/HP/")
    shown = phone.locator("main a[href*='/public/HP/']").evaluate_all("links => links.map(link => link.pathname)")
    public = next(each for each in shown if re.fullmatch(r"/public/HP/[A-Z0-9]{10,}/?", each))
    paths = [*(f"HP/{path.format(**book.made)}" for path in PAGES), *OPEN, public.lstrip("/")]
    faults = [fault for path in paths[::2] for fault in _faults(desk, f"{book.address}/{path}")]
    faults += [fault for path in paths[1::2] for fault in _faults(phone, f"{book.address}/{path}")]
    assert not faults, "\n".join(faults)


def _faults(page: Page, url: str) -> Iterator[str]:
    answer = page.goto(url)
    if answer is None or answer.status != 200:
        yield f"{url}: {answer.status if answer else 'no answer'}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{url}: {wide} px too wide"
    filled = page.locator("main .next:visible").count()
    if filled > 1:
        yield f"{url}: {filled} filled buttons"
    yield from (f"{url}: {each}" for each in _violations(page))


def _violations(page: Page) -> Iterator[str]:
    """Yield what axe finds."""
    page.evaluate(Axe().axe_script)
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)")
    for each in found:
        yield f"{each['id']} {each['nodes'][0]['html'][:200]}"
