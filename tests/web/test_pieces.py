"""The pieces: words, chips, deadlines, acts, fields and the frame; then the gallery in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, Route

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.web.fields import Field, Option, field_from
from chidao.web.templatetags.pieces import deadline_words
from tests.web.gallery import NAMES, WEB, page, render

NewPage = Callable[..., Page]
STRICT = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'"
SITE = "http://gallery.invalid"


class TestWords:
    def test_t_speaks_the_language_of_the_page(self) -> None:
        source = '{% t "Họp" "Meeting" %}'
        assert render(source) == "Họp"
        assert render(source, "en") == "Meeting"

    def test_t_fills_places_with_texts_and_days_and_escapes_them(self) -> None:
        source = '{% t "{who} đến {day} {n}" "{who} until {day} {n}" who=who day=d n=n as words %}[{{ words }}]'
        more: dict[str, Any] = {"who": Text("Đầu mối", "Focal person"), "d": date(2020, 3, 25), "n": "<b>"}
        assert render(source, **more) == "[Đầu mối đến 25/3/2020 &lt;b&gt;]"
        assert render(source, "en", **more) == "[Focal person until 25 Mar 2020 &lt;b&gt;]"

    def test_said_takes_text_and_leaves_the_rest(self) -> None:
        assert render("{{ x|said:language }}", "en", x=Text("Họp", "Meeting")) == "Meeting"
        assert render("{{ x|said:language }}", x="852") == "852"
        assert render("{{ x|said:language }}", x=None) == ""

    def test_days_are_printed_as_people_write_them(self) -> None:
        assert render("{% day d %}", d=date(2020, 3, 25)) == "25/3/2020"
        assert render("{% day d %}", "en", d=date(2020, 3, 25)) == "25 Mar 2020"
        assert render("{% weekday_day d %}", d=date(2020, 8, 24)) == "thứ Hai 24/8/2020"
        assert render("{% weekday_day d %}", "en", d=date(2020, 8, 23)) == "Sunday 23 Aug 2020"
        assert render("{% moment at %}", at=datetime(2020, 8, 12, 2, 14, tzinfo=UTC)) == "12/8/2020, 09:14"
        assert render("{% day d %}{% weekday_day d %}{% moment d %}", d=None) == ""


class TestClauses:
    def test_chip_links_to_the_clause_and_labels_the_summary_as_ours(self) -> None:
        chip = render('{% clause "HP20-7.1b" %}')
        assert 'href="/hp/regulation/#HP20-7.1b"' in chip
        assert ">Đ7.1</a>" in chip
        assert "Tóm lược: " in chip

    def test_chip_of_an_installation_clause_says_that_the_text_does_not_have_it(self) -> None:
        assert "Không có trong văn bản gốc" in render('{% clause "INST-3" %}')
        assert "không có trong văn bản gốc</span>" in render('{% clause "INST-3" full=True %}')
        assert "ot in the original text" in render('{% clause "INST-3" %}', "en")

    def test_chip_of_an_unknown_clause_is_its_id_and_of_none_is_nothing(self) -> None:
        assert ">XX-1</a>" in render('{% clause "XX-1" %}')
        assert render("{% clause None %}") == ""

    def test_the_page_may_say_where_clauses_are_opened(self) -> None:
        assert 'href="/at/HP20-7.1b"' in render('{% clause "HP20-7.1b" %}', clause_url=lambda one: f"/at/{one}")

    def test_basis_says_when_it_was_recorded_afterwards(self) -> None:
        ground = {"says": Text("thay <ai>", "for"), "clause": "HP20-4.1b", "recorded_late": True}
        shown = render("{% basis b %}", b=ground)
        assert "thay &lt;ai&gt; · <a" in shown
        assert "ghi nhận sau" in shown
        assert render("{% basis None %}") == ""


class TestDeadlines:
    @pytest.mark.parametrize(
        ("left", "done", "state", "vi", "en"),
        [
            (-4, "", "late", "quá 4 ngày làm việc", "4 working days late"),
            (-1, "", "late", "quá 1 ngày làm việc", "1 working day late"),
            (0, "", "today", "hôm nay", "today"),
            (3, "", "near", "còn 3 ngày làm việc", "3 working days left"),
            (15, "", "far", "còn 15 ngày làm việc", "15 working days left"),
            (None, "", "far", "hạn", "due"),
            (2, "kept", "kept", "xong đúng hạn", "done on time"),
            (-2, "late", "done-late", "xong muộn 2 ngày làm việc", "done 2 working days late"),
            (None, "late", "done-late", "xong muộn", "done late"),
        ],
    )
    def test_words(self, left: int | None, done: str, state: str, vi: str, en: str) -> None:
        assert deadline_words(left, done) == (state, Text(vi, en))

    @given(left=st.integers(-400, 400), near=st.integers(0, 30))
    def test_state_follows_the_days_left(self, left: int, near: int) -> None:
        state, words = deadline_words(left, near=near)
        expected = "late" if left < 0 else "today" if left == 0 else "near" if left <= near else "far"
        assert state == expected
        assert left == 0 or str(abs(left)) in words.vi

    def test_chip_has_the_day_for_people_and_for_machines(self) -> None:
        chip = render("{% deadline d 3 %}", d=date(2020, 8, 28))
        assert '<time datetime="2020-08-28">28/8/2020</time>' in chip
        assert 'class="vh"' in render("{% deadline d 3 brief=True %}", d=date(2020, 8, 28))
        assert render("{% deadline None 3 %}") == ""


class TestActs:
    def test_an_allowed_act_is_a_link_and_the_next_one_is_filled(self) -> None:
        assert 'class="act next"' in render("{% act_button primary_offer primary=True %}")
        assert 'class="act"' in render("{% act_button primary_offer %}")

    def test_a_refused_act_is_seen_and_says_every_reason_with_its_clause(self) -> None:
        shown = render("{% act_button offers.1 primary=True %}")
        assert "<details" in shown
        assert "act next" not in shown
        assert "Ghế này không có quyền" in shown
        assert "#HP20-7.1b" in shown
        assert "#INST-3" in shown
        assert "Có thể:" in shown

    def test_steps_done_and_now_are_told_without_colour(self) -> None:
        strip = render("{% meeting_strip steps next_act %}")
        assert strip.count('aria-current="step"') == 1
        assert strip.count(", xong") == 2
        assert "Nhắc hai cơ quan" in strip

    def test_an_event_names_capacity_basis_operator_and_instant(self) -> None:
        first = render("{% event_line events.0 %}")
        assert "người ghi: Thư ký" in first
        assert "12/8/2020, 09:14" in first
        assert "thay Trưởng ban vắng 5–12/8" in first


class TestFields:
    @pytest.mark.parametrize(
        ("kind", "value", "expected"),
        [
            ("text", 'a "b"', 'value="a &quot;b&quot;"'),
            ("date", date(2020, 9, 2), 'type="date" name="x" id="f-x" value="2020-09-02"'),
            (
                "datetime",
                datetime(2020, 9, 2, 14, 5, tzinfo=UTC),
                'type="datetime-local" name="x" id="f-x" value="2020-09-02T14:05"',
            ),
            ("textarea", "<p>", "&lt;p&gt;</textarea>"),
            ("checkbox", True, "checked"),
            ("password", "secret", 'type="password"'),
            ("hidden", "k", 'type="hidden"'),
            ("file", None, 'type="file"'),
        ],
    )
    def test_kinds(self, kind: str, value: object, expected: str) -> None:
        shown = render("{% field f %}", f=Field(name="x", label=Text("Tên", "Name"), kind=kind, value=value))  # type: ignore[arg-type]
        assert expected in shown
        assert "secret" not in shown

    @pytest.mark.parametrize(
        ("kind", "mark"), [("select", " selected"), ("radio", " checked"), ("agencies", " checked")]
    )
    def test_chosen_options(self, kind: str, mark: str) -> None:
        options = tuple(Option(value=str(n), label=Text(f"số {n}", f"no. {n}")) for n in range(3))
        value = ["0", "2"] if kind == "agencies" else "2"
        one = Field(name="x", label=Text("Tên", "Name"), kind=kind, value=value, options=options, required=True)  # type: ignore[arg-type]
        shown = render("{% field f %}", f=one)
        assert shown.count(mark) == (2 if kind == "agencies" else 1)
        assert f'value="2"{mark}' in shown

    def test_errors_of_the_page_are_told_at_the_field_and_in_the_summary(self) -> None:
        errors = [Reason(code="x", says=Text("Thiếu ngày.", "No day."), field="due_on")]
        shown = render(
            '{% include "pieces/errors.html" %}{% field f %}',
            errors=errors,
            f=Field(name="due_on", label=Text("Hạn", "Due")),
        )
        assert 'href="#f-due_on"' in shown
        assert 'aria-invalid="true"' in shown
        assert 'aria-describedby="f-due_on-error"' in shown
        assert shown.count("Thiếu ngày.") == 2

    def test_a_django_field_is_shown_like_our_own(self) -> None:
        class Assign(forms.Form):
            due_on = forms.DateField(label="Hạn", help_text="ngày làm việc")
            lead = forms.ChoiceField(choices=[("1", "Sở Nội vụ")], widget=forms.RadioSelect)
            agencies = forms.MultipleChoiceField(choices=[("1", "Sở Nội vụ")], widget=forms.CheckboxSelectMultiple)

        form = Assign({"due_on": "", "lead": "1", "agencies": ["1"]})
        assert [field_from(form[name]).kind for name in ("due_on", "lead", "agencies")] == ["date", "radio", "agencies"]
        assert field_from(form["agencies"]).chosen == ("1",)
        assert 'aria-invalid="true"' in render("{% field f %}", f=form["due_on"])


class TestLists:
    def test_a_head_sorts_and_turns_round(self) -> None:
        assert 'aria-sort="ascending"' in render('{% sorted_by "due" "Hạn" %}', sort="due")
        assert 'href="?sort=-due"' in render('{% sorted_by "due" "Hạn" %}', sort="due")
        assert 'href="?sort=due"' in render('{% sorted_by "due" "Hạn" %}', sort="-due")

    def test_an_empty_page_offers_the_act_that_starts_it(self) -> None:
        shown = render('{% include "pieces/empty.html" with says=nothing offer=empty_offer primary=True %}')
        assert "Nhập từ bảng tính" in shown


class TestFrame:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_pages_carry_no_style_or_script_of_their_own(self, name: str, language: str) -> None:
        html = page(name, language)
        assert f'<html lang="{language}">' in html
        assert not re.search(r'\sstyle="|\son[a-z]+="|<style', html)
        assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/chidao/keys.js">']

    @pytest.mark.parametrize("name", NAMES)
    def test_pages_have_one_head_one_main_and_a_way_past_the_menu(self, name: str) -> None:
        html = page(name)
        assert html.count("<h1") == html.count('<main id="main"') == html.count('href="#main"') == 1
        assert "Bản dùng thử" in html

    @pytest.mark.parametrize("name", NAMES)
    def test_ids_are_unique(self, name: str) -> None:
        ids = re.findall(r'\sid="([^"]+)"', page(name))
        assert len(ids) == len(set(ids))

    def test_style_and_script_stay_small(self) -> None:
        static = WEB / "static" / "chidao"
        assert (static / "look.css").stat().st_size < 40_000
        assert (static / "keys.js").stat().st_size < 12_000

    def test_no_english_page_says_vietnamese_sentences(self) -> None:
        html = page("form", "en")
        for words in ("Chưa ghi được", "không bắt buộc", "Phím tắt", "Mục lục", "đổi ghế", "Tóm lược"):
            assert words not in html


def answer(route: Route) -> None:
    """Answer for the gallery: pages under the strictest content policy, style and script from the source."""
    path = route.request.url.removeprefix(SITE).split("?")[0].split("#")[0]
    if path.startswith("/static/chidao/"):
        route.fulfill(path=WEB / "static" / "chidao" / Path(path).name)
        return
    name, _, language = path.strip("/").partition("-")
    done = {"messages": ["Xong"]} if name == "done" else {}
    html = page("public" if name == "done" else name, language or "vi", **done)
    route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": STRICT})


def opened(new_page: NewPage, name: str, *, wide: int = 1366, dark: bool = False) -> Page:
    """Open a page of the gallery in a context of its own."""
    one = new_page(viewport={"width": wide, "height": 768}, color_scheme="dark" if dark else "light")
    one.context.route(f"{SITE}/**", answer)
    one.set_default_timeout(5000)
    one.goto(f"{SITE}/{name}")
    return one


class TestInTheBrowser:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize(("language", "dark", "wide"), [("vi", False, 1366), ("en", True, 390)])
    def test_axe_finds_nothing(self, new_page: NewPage, name: str, language: str, dark: bool, wide: int) -> None:
        one = opened(new_page, f"{name}-{language}", wide=wide, dark=dark)
        one.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found = Axe().run(one).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []

    @pytest.mark.parametrize("name", NAMES)
    def test_no_page_scrolls_sideways_at_320_pixels(self, new_page: NewPage, name: str) -> None:
        one = opened(new_page, f"{name}-vi", wide=320)
        assert one.evaluate("document.documentElement.scrollWidth") == 320

    def test_a_chip_tells_its_summary_on_focus_and_escape_ends_it(self, new_page: NewPage) -> None:
        one = opened(new_page, "desk-vi")
        one.locator(".crumbs, .acts a").first.focus()
        one.keyboard.press("Tab")
        chip = one.locator("section .clause").first
        while not chip.evaluate("(chip) => chip === document.activeElement"):
            one.keyboard.press("Tab")
        assert "Tóm lược" in one.locator("#tip").inner_text()
        assert chip.get_attribute("aria-describedby") == "tip"
        one.keyboard.press("Escape")
        assert one.locator("#tip").count() == 0
        assert "Tóm lược" in (chip.get_attribute("title") or "")

    def test_keys_move_pick_and_search(self, new_page: NewPage) -> None:
        one = opened(new_page, "list-vi")
        assert one.locator("[data-selected]").is_hidden()
        one.keyboard.press("j")
        one.keyboard.press("j")
        assert one.evaluate("document.activeElement.getAttribute('href')") == "#t2"
        one.keyboard.press("x")
        assert one.locator("[data-count]").inner_text() == "1"
        one.keyboard.press("k")
        one.keyboard.press("Enter")
        one.wait_for_url("**#t1")
        one.keyboard.press("/")
        assert one.evaluate("document.activeElement.id") == "q"

    def test_keys_can_be_turned_off(self, new_page: NewPage) -> None:
        one = opened(new_page, "list-vi")
        one.keyboard.press("?")
        one.locator("[data-keys-on]").uncheck()
        one.keyboard.press("Escape")
        one.keyboard.press("/")
        assert one.evaluate("document.activeElement.id") != "q"

    def test_what_was_typed_outlives_a_lost_page_and_goes_once_the_act_is_done(self, new_page: NewPage) -> None:
        one = opened(new_page, "form-vi")
        one.fill("#f-note", "Đang gõ dở")
        one.locator("[name=with][value='2']").check()
        one.goto(f"{SITE}/desk-vi")
        one.goto(f"{SITE}/form-vi")
        assert one.input_value("#f-note") == "Đang gõ dở"
        assert one.locator("[name=with][value='2']").is_checked()
        assert one.locator("[data-draft-note]").is_visible()
        one.locator("form.form").evaluate("(form) => { form.action = '/done'; form.requestSubmit(); }")
        one.wait_for_url("**/done")
        assert one.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []

    def test_long_choices_are_filtered_with_marks_or_without(self, new_page: NewPage) -> None:
        one = opened(new_page, "form-vi")
        one.fill("[data-filter] input", "do son")
        assert one.locator(".choices.agencies .tick:visible").all_inner_texts() == ["UBND quận Đồ Sơn"]
        one.click("[data-tick=all]")
        assert one.locator(".choices.agencies output").inner_text() == "3 đã chọn"

    def test_the_theme_is_kept_without_a_cookie(self, new_page: NewPage) -> None:
        one = opened(new_page, "desk-vi")
        one.click("[data-theme-toggle]")
        one.reload()
        assert one.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
        assert one.context.cookies() == []

    def test_a_refused_act_opens_its_reasons(self, new_page: NewPage) -> None:
        one = opened(new_page, "desk-vi", wide=390)
        one.click(".title .act-refused summary")
        assert one.locator(".title .why-not").is_visible()
        assert one.evaluate("document.documentElement.scrollWidth") == 390
