"""The demonstration as a newcomer meets it: pick a post, open every page; nothing breaks, nothing is out of reach of a
keyboard or a screen reader, in two languages, two themes, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fixtures.installations import MakeInstallation, RunChidao, Serve

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Shoot = Callable[[Page, str], None]
ROOMS = (
    "", "meetings/", "matters/", "tasks/", "calendar/", "documents/", "reports/", "committee/", "regulation/",
    "instruments/", "record/", "mine/", "matrix/", "search/?q=chuyen+doi",
)  # fmt: skip
CLERK = "Chuyên viên Cơ quan Thường trực"
CHAIR = "Trưởng ban, Chủ tịch UBND thành phố"
MEMBER = "Ủy viên, Giám đốc Sở Nội vụ"
FOCAL = "Cán bộ đầu mối, Cán bộ đầu mối Sở Y tế"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def address(make_installation: MakeInstallation, run_chidao: RunChidao, serve: Serve) -> str:
    """The played year under the first regulation, served."""
    demo = make_installation(CHIDAO_DEMO="1")
    played = run_chidao(demo, "demo", "--until", "earlier")
    assert played.returncode == 0, played.stderr
    return serve(demo).address


def pick(page: Page, address: str, title: str) -> None:
    """Choose a post on the first page and arrive at its desk."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.get_by_role("button", name=re.compile(f"^{re.escape(title)}")).first.click()
    expect(page.locator("h1")).to_contain_text("24/8/2020")


def test_the_first_page_names_the_committees_before_anyone_signs_in(page: Page, address: str, shoot: Shoot) -> None:
    page.goto(address)
    expect(page.get_by_text("Ban Chỉ đạo xây dựng Chính quyền điện tử thành phố Hải Phòng").first).to_be_visible()
    expect(page.get_by_text("852/QĐ-BCĐ").first).to_be_visible()
    shoot(page, "first")


@pytest.mark.parametrize(
    ("title", "options"),
    [
        (CLERK, {"viewport": DESK, "color_scheme": "light"}),
        (CHAIR, {"viewport": PHONE, "color_scheme": "dark"}),
        (MEMBER, {"viewport": {"width": 320, "height": 700}, "color_scheme": "light"}),
        (FOCAL, {"viewport": DESK, "color_scheme": "dark"}),
    ],
)
def test_every_page_opens_and_axe_finds_nothing(
    new_page: NewPage, address: str, title: str, options: dict[str, object]
) -> None:
    page = new_page(**options)
    pick(page, address, title)
    if title in {CHAIR, FOCAL}:
        page.context.add_cookies([{"name": "language", "value": "en", "url": address}])
    for room in ROOMS:
        answer = page.goto(f"{address}/HP/{room}")
        assert answer, room
        assert answer.status == 200, room
        found = Axe().run(page).response["violations"]
        assert not found, (room, [(each["id"], [node["html"] for node in each["nodes"]][:2]) for each in found])
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{room} scrolls sideways"


def test_what_the_readme_shows(new_page: NewPage, address: str, shoot: Shoot) -> None:
    page = new_page(viewport=DESK)
    pick(page, address, CLERK)
    shoot(page, "desk")
    for room, name in (("committee/", "committee"), ("regulation/HP20-7.1b/", "regulation")):
        page.goto(f"{address}/HP/{room}")
        shoot(page, name)
    for room, name, first in (("meetings/", "meeting", "quý II"), ("tasks/", "task", "Cung cấp trực tuyến")):
        page.goto(f"{address}/HP/{room}")
        page.get_by_role("link", name=re.compile(first)).first.click()
        expect(page.locator("h1")).not_to_be_empty()
        shoot(page, name)
    phone = new_page(viewport=PHONE)
    pick(phone, address, CHAIR)
    shoot(phone, "phone")


def test_a_button_that_is_greyed_says_why_with_its_clause(page: Page, address: str) -> None:
    pick(page, address, MEMBER)
    page.goto(f"{address}/HP/act/convene_meeting/?kind=ad_hoc")
    page.get_by_label("Tên cuộc họp").fill("Họp đột xuất")
    page.locator("[name=starts_at]").fill("2020-09-10T08:00")
    page.get_by_label("Địa điểm").fill("Phòng họp số 1")
    page.locator("main button.next").last.click()
    told = page.locator("main")
    expect(told).to_contain_text("Không thuộc thẩm quyền")
    for chip in ("Đ3.3", "Đ7.1"):
        expect(told.get_by_role("link", name=chip).first).to_be_visible()
    expect(page.get_by_label("Tên cuộc họp")).to_have_value("Họp đột xuất")


def test_the_list_is_walked_by_keyboard(page: Page, address: str) -> None:
    pick(page, address, CLERK)
    page.goto(f"{address}/HP/tasks/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/HP/tasks/\d+/$"))
