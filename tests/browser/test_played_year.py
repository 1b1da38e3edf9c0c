"""The demonstration as a newcomer meets it: pick a post, open every page; nothing breaks, nothing is out of reach of a
keyboard or a screen reader, in two languages, two themes, on a desk and on a phone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fixtures.installations import Installation, MakeInstallation, RunChidao, Serve

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
Shoot = Callable[[Page, str], None]
ROOMS = (
    "", "meetings/", "matters/", "tasks/", "calendar/", "documents/", "reports/", "committee/", "regulation/",
    "committee/groups/", "committee/groups/people/", "committee/groups/calls/", "committee/focal/", "committee/fields/",
    "instruments/", "record/", "mine/", "matrix/", "search/?q=chuyen+doi",
)  # fmt: skip
CLERK = "Chuyên viên Cơ quan Thường trực"
CHAIR = "Trưởng ban, Chủ tịch UBND thành phố"
MEMBER = "Ủy viên, Giám đốc Sở Nội vụ"
FOCAL = "Cán bộ đầu mối, Cán bộ đầu mối Sở Y tế"
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def played(
    make_installation: MakeInstallation, run_chidao: RunChidao, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """The demonstration as `make run` builds it: the first committee's earlier moment, and all four at the latest."""
    books = tmp_path_factory.mktemp("books")
    beside = {"EARLIER": str(books / "earlier.sqlite3"), "TODAY": str(books / "today.sqlite3")}
    demo = make_installation(CHIDAO_DEMO="1", **{f"CHIDAO_DEMO_{name}": place for name, place in beside.items()})
    done = run_chidao(demo, "demo")
    assert done.returncode == 0, done.stderr
    verified = run_chidao(demo, "verify")
    assert verified.returncode == 0, verified.stdout
    return demo


@pytest.fixture(scope="module")
def address(played: Installation, serve: Serve) -> str:
    """The book of the earlier moment alone, served."""
    return serve(replace(played, database=played.extra["CHIDAO_DEMO_EARLIER"], extra={"CHIDAO_DEMO": "1"})).address


@pytest.fixture(scope="module")
def latest(played: Installation, serve: Serve) -> str:
    """The four committees on the last day of their stories, served with the empty book of the real day."""
    today = played.extra["CHIDAO_DEMO_TODAY"]
    return serve(replace(played, extra={"CHIDAO_DEMO": "1", "CHIDAO_DEMO_TODAY": today})).address


def pick_in(page: Page, address: str, committee: str, title: str) -> None:
    """Choose a post of one of several committees, whose posts may bear the same titles."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    of_it = f"preceding-sibling::h3[contains(@class, 'posts-body')][1][contains(., '{committee}')]"
    units = page.locator(f"xpath=//*[contains(@class, 'posts-unit')][{of_it}]")
    units.get_by_role("button", name=re.compile(f"^{re.escape(title)}")).first.click()
    expect(page.locator("h1")).to_contain_text("22/8/2022")


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
    for place, room in enumerate(ROOMS):
        # Clerk and head see every room, in both themes and languages; the other two look at every second one.
        if title in {MEMBER, FOCAL} and place % 2:
            continue
        answer = page.goto(f"{address}/HP/{room}")
        assert answer, room
        assert answer.status == 200, room
        found = Axe().run(page, options=ONLY_VIOLATIONS).response["violations"]
        assert not found, (room, [(each["id"], [node["html"] for node in each["nodes"]][:2]) for each in found])
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{room} scrolls sideways"


def test_a_committee_of_ones_own_is_founded_at_the_real_day(page: Page, latest: str) -> None:
    page.goto(latest)
    page.get_by_role("button", name="Lập ban chỉ đạo từ quyết định").click()
    expect(page.locator("[name=file]")).to_be_visible()
    real = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    expect(page.locator("body")).to_contain_text(f"{real.day}/{real.month}/{real.year}")
    page.goto(latest)
    expect(page.get_by_text("Sổ này còn trống")).to_be_visible()
    page.get_by_role("button", name="22/8/2022").click()
    expect(page.get_by_text("Ban Chỉ đạo về Chuyển đổi số thành phố Hải Phòng").first).to_be_visible()


SEEN = ("", "committee/", "calendar/", "reports/", "regulation/compliance/", "tasks/", "documents/")


@pytest.mark.parametrize(
    ("code", "committee", "title", "own", "words"),
    [
        ("HP", "Hải Phòng", "Chuyên viên Cơ quan Thường trực", "regulation/questions/", "Số liệu sơ kết chốt"),
        ("TH", "Thanh Hóa", "Trưởng ban", "committee/groups/", "Viễn thông Thanh Hóa"),
        ("TTH", "Thừa Thiên Huế", "Phó Trưởng ban, Giám đốc", "committee/fields/", "Thương mại điện tử"),
        ("NA", "Nghệ An", "Cán bộ đầu mối, Cán bộ đầu mối UBND huyện Kỳ Sơn", "tasks/", "Xóa bản trắng sóng"),
    ],
)
def test_each_committee_opens_and_shows_what_it_has(
    new_page: NewPage, latest: str, code: str, committee: str, title: str, own: str, words: str
) -> None:
    page = new_page(viewport=DESK if len(title) < 20 else PHONE)
    pick_in(page, latest, committee, title)
    for room in (*SEEN, own):
        answer = page.goto(f"{latest}/{code}/{room}")
        assert answer, room
        assert answer.status == 200, room
        if room in {own, "regulation/compliance/"}:  # the other rooms are looked at above
            found = Axe().run(page, options=ONLY_VIOLATIONS).response["violations"]
            assert not found, (room, [(each["id"], [node["html"] for node in each["nodes"]][:2]) for each in found])
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{room} scrolls sideways"
    expect(page.locator("main")).to_contain_text(words)


def test_the_first_page_names_all_committees_with_what_they_published(new_page: NewPage, latest: str) -> None:
    page = new_page()
    page.goto(latest)
    listed = page.locator("ul.bodies > li")
    expect(listed).to_have_count(4)
    for each in range(4):
        expect(listed.nth(each).locator("ul.open-papers li").first).to_be_visible()


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


PRINTED = (".pdf", ".docx", ".svg")


def reached(start: str, *paths: str) -> dict[str, str]:
    """Return every public page, feed and file of data that a stranger reaches from some paths, but for prints."""
    waiting, found = list(paths), {}
    while waiting:
        path = waiting.pop()
        with urlopen(start + path) as answer:
            told = answer.read().decode(errors="replace")
        found[path] = told
        links = re.findall(r'(?:href|src)="((?:http://[^/"]+)?/(?:public|verify)/[^"#]*)"', told)
        each = {re.sub(r"^http://[^/]+", "", link).replace("&amp;", "&") for link in links}
        waiting += sorted(link for link in each - set(found) - set(waiting) if not link.endswith(PRINTED))
    return found


@pytest.mark.only("sqlite")  # the book is read beside the program
def test_a_stranger_reads_what_was_published_and_nothing_else(
    new_page: NewPage, latest: str, played: Installation
) -> None:
    found = reached(latest, "/", "/public/", *(f"/public/{code}/" for code in ("HP", "TH", "TTH", "NA")), "/verify/")
    told = "\n".join(found.values())
    with closing(sqlite3.connect(played.database)) as book:
        shown = "SELECT document_id FROM documents_publiccopy WHERE withdrawn_at IS NULL"
        kept = book.execute(f"SELECT title FROM documents_document WHERE id NOT IN ({shown})").fetchall()
        opened = book.execute(f"SELECT title, code FROM documents_document WHERE id IN ({shown})").fetchall()
    assert len(opened) >= 12
    assert all(title in told and any(code in path for path in found) for title, code in opened)
    titles = {title for title, _ in opened}
    inner = {title for (title,) in kept} - titles
    assert len(inner) > 20
    assert [title for title in inner if title in told and not any(title in each for each in titles)] == []
    one = next(path for path in found if re.fullmatch(r"/public/HP/[A-Z2-7]{16}/", path))
    for language, more in (("vi", {"viewport": DESK}), ("en", {"viewport": {"width": 320, "height": 800}})):
        page = new_page(color_scheme="dark" if language == "en" else "light", **more)
        page.context.add_cookies([{"name": "language", "value": language, "url": latest}])
        for path in (one, "/public/HP/") if language == "vi" else (one, "/verify/"):
            page.goto(latest + path)
            faults = Axe().run(page, options=ONLY_VIOLATIONS).response["violations"]
            assert not faults, (path, [(each["id"], [node["html"] for node in each["nodes"]][:2]) for each in faults])
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not wide, f"{path} scrolls sideways"
