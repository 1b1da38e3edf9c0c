"""From a decision's text to a running committee, page by page and without script."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import chidao.web
from chidao.acts.registry import act_names
from chidao.door.clock import now
from chidao.instruments.charter_format import read_charter
from chidao.instruments.writing.model import model_fields
from chidao.kernel.wording import same
from chidao.mandates.queries import body_codes, seats_in_force
from chidao.onboarding.access import setup_token
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.rules.state import Problem
from chidao.reading.tree import Span
from chidao.web.onboarding.law import Places, excerpt, shown_law, window
from tests.onboarding.texts import DECISION
from tests.web.visiting import counted

pytestmark = pytest.mark.only("sqlite")  # what a draft keeps is asked on both in tests/onboarding

PARTIAL = {"HX-Request": "true"}
MOST_QUERIES = 20
LARGEST = 100_000


@pytest.fixture
def visitor(db: None, settings: Any) -> Client:
    """Somebody new in a demonstration that holds no committee."""
    settings.CHIDAO_DEMO = True
    return Client()


def started(client: Client, text: str = DECISION, name: str = "quyet-dinh.txt") -> str:
    answer = client.post("/found/", {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, words(answer)[:2000]
    return answer.headers["Location"]


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def send(client: Client, address: str, **sent: str) -> Any:
    """Send a form of the page as a browser would, with the version that it shows."""
    shown = client.get(address).content.decode()
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version, words(client.get(address))[:500]
    return client.post(address, {"version": version[1], **sent})


def state_of(client: Client, address: str, item: str) -> str:
    """Return how a proposal's row is marked."""
    row = re.search(rf'<li id="i-{re.escape(item)}"( class="(\w+)[^"]*")?', client.get(address).content.decode())
    assert row, item
    return row[2] or "proposed"


# ---------------------------------------------------------------- starting


def test_the_first_page_leads_there(visitor: Client) -> None:
    assert 'href="/found/"' in visitor.get("/").content.decode()
    assert visitor.get("/found/").status_code == 200


def test_a_file_becomes_proposals_beside_its_text(visitor: Client) -> None:
    shown = visitor.get(started(visitor))
    told = words(shown)
    assert "Trưởng ban: Chủ tịch Ủy ban nhân dân tỉnh" in told
    assert "<b>Điều 9.</b> Chế độ họp" in shown.content.decode()
    assert "QĐ Đ1.1 ● rõ" in told
    assert "● rõ" in told


def test_a_text_may_be_pasted(visitor: Client) -> None:
    answer = visitor.post("/found/", {"text": DECISION})
    assert answer.status_code == 302
    assert "Văn bản đã dán" in words(visitor.get("/found/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Chọn một tệp hoặc dán văn bản"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "không đọc được"),
        ({"file": SimpleUploadedFile("a.txt", b"  ")}, "trống"),
        ({"file": SimpleUploadedFile("a.pdf", b"no pdf at all")}, "không đúng"),
        ({"text": "xin chào"}, ""),
    ],
)
def test_what_cannot_be_read_says_why(visitor: Client, sent: dict[str, Any], said: str) -> None:
    answer = visitor.post("/found/", sent)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.content.decode()
    assert said in words(answer)
    assert not OnboardingDraft.objects.exists()


def test_what_was_pasted_survives_a_refusal(visitor: Client) -> None:
    assert "xin chào" in visitor.post("/found/", {"text": "xin chào"}).content.decode()


def test_a_draft_is_continued_or_discarded(visitor: Client) -> None:
    address = started(visitor)
    assert f'href="{address}"' in visitor.get("/found/").content.decode()
    answer = visitor.post(f"{address}back/", {"discard": "1"}, follow=True)
    assert "Đã bỏ dự thảo" in words(answer)
    assert visitor.get(address).status_code == 404


def test_a_body_that_is_not_here_gets_no_later_regulation(visitor: Client) -> None:
    assert visitor.get("/found/?body=ZZ").status_code == 404


# ---------------------------------------------------------------- deciding


def test_each_decision_is_a_form(visitor: Client) -> None:
    address = started(visitor)
    answer = send(visitor, address, accept="seats/chair")
    assert answer.status_code == 302
    assert state_of(visitor, address, "seats/chair") == "accepted"
    following = re.search(r"at=([^#&]+)", answer.headers["Location"])
    assert following
    assert f'id="i-{following[1]}" class="proposed open' in visitor.get(f"{address}?at={following[1]}").content.decode()
    send(visitor, address, reject="seats/chair")
    assert state_of(visitor, address, "seats/chair") == "rejected"
    send(visitor, address, restore="seats/chair")
    assert state_of(visitor, address, "seats/chair") == "proposed"


def test_what_is_taken_back_can_be_taken_again(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, address, accept="seats/chair")
    send(visitor, address, undo="1")
    assert state_of(visitor, address, "seats/chair") == "proposed"
    send(visitor, address, redo="1")
    assert state_of(visitor, address, "seats/chair") == "accepted"
    shown = visitor.get(f"{address}questions/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    visitor.post(f"{address}back/", {"version": version[1], "undo": "1", "next": f"{address}questions/"})
    assert state_of(visitor, address, "seats/chair") == "proposed"


def test_everything_clear_is_accepted_at_once(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, address, all="1")
    left = visitor.get(f"{address}?show=todo")
    assert "● rõ" not in words(left)
    assert "Nhận hết chỗ rõ (0)" in words(left)


def test_a_proposal_is_corrected(visitor: Client) -> None:
    address = started(visitor)
    opened = visitor.get(f"{address}?at=seats/chair").content.decode()
    assert 'name="v-holder"' in opened
    assert '<mark class="at" id=at>' in opened
    values = {"v-role": "chair", "v-holder": "Bí thư Tỉnh ủy", "v-agency": "", "v-by": "post", "v-person": ""}
    send(visitor, address, correct="seats/chair", **values)
    assert state_of(visitor, address, "seats/chair") == "corrected"
    assert "Trưởng ban: Bí thư Tỉnh ủy" in words(visitor.get(address))


def test_a_form_sent_back_as_it_was_accepts(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, address, **{"correct": "instrument/number", "v-value": "318"})
    assert state_of(visitor, address, "instrument/number") == "accepted"


def test_a_wrong_correction_is_told_at_its_field_and_kept(visitor: Client) -> None:
    address = started(visitor)
    answer = send(visitor, address, **{"correct": "instrument/signed_on", "v-value": "hôm qua"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'href="#f-v-value"' in shown
    assert 'value="hôm qua"' in shown
    assert state_of(visitor, address, "instrument/signed_on") == "proposed"


def test_what_the_reader_missed_is_added(visitor: Client) -> None:
    address = started(visitor)
    form = visitor.get(f"{address}?add=agencies").content.decode()
    assert 'name="v-kind"' in form
    answer = send(
        visitor, address, **{"add": "agencies", "v-name": "Sở Du lịch", "v-short": "SDL", "v-kind": "department"}
    )
    assert answer.status_code == 302
    assert "Sở Du lịch" in words(visitor.get(address))
    empty = send(visitor, address, add="agencies")
    assert empty.status_code == 422
    assert 'id="add"' in empty.content.decode()


def test_an_old_window_is_told_and_changes_nothing(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, address, accept="seats/chair")
    answer = visitor.post(address, {"version": "0", "reject": "seats/chair"})
    assert answer.status_code == 409
    assert "đã đổi ở cửa sổ khác" in words(answer)
    assert state_of(visitor, address, "seats/chair") == "accepted"


@pytest.mark.parametrize("sent", [{}, {"accept": "seats/nobody"}, {"correct": "seats/nobody"}, {"add": "clauses"}])
def test_nonsense_changes_nothing(visitor: Client, sent: dict[str, str]) -> None:
    address = started(visitor)
    assert send(visitor, address, **sent).status_code == 422
    assert visitor.post(address, {**sent, "version": "x"}).status_code == 422


def test_with_script_only_what_changed_is_sent(visitor: Client) -> None:
    address = started(visitor)
    answer = visitor.post(address, {"version": "0", "accept": "seats/chair"}, headers=PARTIAL)
    shown = answer.content.decode()
    assert re.findall(r'<li id="i-([^"]+)"', shown) == ["seats/chair"]
    assert 'id="bar"' in shown
    assert "<html" not in shown
    assert len(answer.content) < 4_000
    opened = visitor.get(f"{address}?at=seats/chair&law=1", headers=PARTIAL).content.decode()
    assert re.findall(r'<li id="i-([^"]+)"', opened) == ["seats/chair"]
    assert 'id="law"' in opened
    stale = visitor.post(address, {"version": "0", "reject": "seats/chair"}, headers=PARTIAL)
    assert stale.status_code == 409
    assert 'id="errors"' in stale.content.decode()


def test_filters_count_what_they_show(visitor: Client) -> None:
    address = started(visitor)
    for name in ("todo", "doubt"):
        shown = visitor.get(f"{address}?show={name}").content.decode()
        counted_as = re.search(r'aria-current="true">[^<]*<span class="count">(\d+)', shown)
        assert counted_as
        assert shown.count('<li id="i-') == int(counted_as[1])


# ---------------------------------------------------------------- founding


def test_the_whole_path_without_script(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, address, all="1")
    asked = visitor.get(f"{address}questions/")
    assert "không có trong văn bản gốc" in words(asked)
    fields = dict(re.findall(r'<input type="text" name="([\w.-]+)"[^>]* value="([^"]*)"', asked.content.decode()))
    code = next(name for name in fields if "code" in name)
    answers = _as_filled(asked.content.decode()) | {code: "BM"}
    answer = visitor.post(f"{address}questions/", answers)
    assert answer.status_code == 302, words(answer)[:1500]
    shown = visitor.get(f"{address}check/")
    assert "Lập ban chỉ đạo" in words(shown)
    assert "Chủ tịch Ủy ban nhân dân tỉnh" in words(shown)
    assert "Họp định kỳ" in words(shown)
    _files_can_be_read(visitor, address)
    founded = send(visitor, f"{address}check/", adopt="1")
    assert founded.headers["Location"] == "/BM/"
    desk = visitor.get("/BM/")
    assert desk.status_code == 200
    assert "đổi ghế" in words(desk) or "Chuyên viên" in words(desk)
    assert visitor.get(f"{address}check/").status_code == 302
    assert send_again(visitor, address).status_code == 409


def _files_can_be_read(client: Client, address: str) -> None:
    first = read_charter(client.get(f"{address}charter.yaml").content, known_acts=act_names())
    beside = client.get(f"{address}installation.yaml").content
    assert read_charter(beside, known_acts=act_names(), beside=first).complements == first.id
    assert client.get(f"{address}other.yaml").status_code == 404


def send_again(client: Client, address: str) -> Any:
    return client.post(address, {"version": "1", "accept": "seats/chair"})


def _as_filled(page: str) -> dict[str, Any]:
    """Return what the form of a page sends when nothing in it is touched."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]+>", page):
        named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if named.get("type") in {"checkbox", "radio"}:
            if " checked" in tag:
                found.setdefault(named["name"], []).append(unescape(named.get("value", "on")))
        elif named.get("name"):
            found[named["name"]] = unescape(named.get("value", ""))
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page):
        found[name] = unescape(value)
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(r'value="([^"]*)"', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def test_answers_are_told_at_their_fields_and_survive(visitor: Client) -> None:
    address = started(visitor)
    page = visitor.get(f"{address}questions/").content.decode()
    filled = _as_filled(page)
    code = next(name for name in filled if "code" in name)
    answer = visitor.post(f"{address}questions/", filled | {code: "mã có dấu!"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert f'href="#f-{code}"' in shown
    assert 'value="mã có dấu!"' in shown


def test_what_stands_in_the_way_leads_to_where_it_is_mended(visitor: Client) -> None:
    undated = {name: value for name, value in _model_answers().items() if not name.endswith("_on")}
    address = visitor.post("/found/model/", undated).headers["Location"]
    shown = visitor.get(f"{address}check/").content.decode()
    assert "Còn vướng 1 điều" in shown
    assert f'href="{address}questions/#f-' in shown
    assert 'name="adopt"' not in shown
    answer = visitor.post(f"{address}check/", {"version": "0", "adopt": "1"})
    assert answer.status_code == 422
    assert not body_codes()


def test_a_later_regulation_of_a_body_that_is_here(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, f"{address}check/", adopt="1")
    (code,) = body_codes()
    assert f"/found/?body={code}" in visitor.get(f"/{code}/regulation/").content.decode()
    later = DECISION.replace("318/QĐ-UBND", "402/QĐ-UBND").replace(
        "ngày 12 tháng 02 năm 2024", "ngày 03 tháng 3 năm 2025"
    )
    file = SimpleUploadedFile("moi.txt", later.encode())
    address = visitor.post("/found/", {"file": file, "body": code}).headers["Location"]
    assert "Ban hành quy chế" in words(visitor.get(f"{address}check/"))
    assert "người ghi, theo bản đã ký" in words(visitor.get(f"{address}check/"))
    _sit(visitor, code, "member-so-y-te")
    refused = send(visitor, f"{address}check/", adopt="1")
    assert refused.status_code == 403
    assert "Không thuộc thẩm quyền" in words(refused)
    _sit(visitor, code, "chair")
    adopted = send(visitor, f"{address}check/", adopt="1")
    assert adopted.status_code == 302, words(adopted)[:1500]
    assert adopted.headers["Location"] == f"/{code}/"
    assert "402/QĐ-UBND" in words(visitor.get("/"))


def _sit(client: Client, code: str, key: str) -> None:
    seat = next(each for each in seats_in_force(code, now().date()) if each.key == key)
    assert client.post("/pick/", {"post": f"{seat.person}-{seat.id}"}).status_code == 302


def test_a_visitor_keeps_their_draft_in_whatever_post_they_sit(visitor: Client) -> None:
    address = started(visitor)
    send(visitor, f"{address}check/", adopt="1")
    (code,) = body_codes()
    other = started(visitor)
    _sit(visitor, code, "chair")
    assert visitor.get(other).status_code == 200


# ---------------------------------------------------------------- who may


def test_nobody_founds_without_being_let_in(db: None, client: Client) -> None:
    answer = client.get("/found/")
    assert answer.status_code == 403
    assert "chidao setup-link" in words(answer)
    assert client.post("/found/", {"text": DECISION}).status_code == 403
    assert not OnboardingDraft.objects.exists()


def test_a_draft_is_its_owners_alone(visitor: Client) -> None:
    address = started(visitor)
    other = Client()
    for path in ("", "questions/", "check/", "charter.yaml", "done/"):
        assert other.get(f"{address}{path}").status_code == 404, path
    started(other)
    assert other.get(address).status_code == 404
    assert other.post(f"{address}back/", {"discard": "1"}).status_code == 404
    assert visitor.get(address).status_code == 200


def test_by_a_set_up_link_the_recorder_comes_in(db: None, client: Client, settings: Any) -> None:
    settings.CHIDAO_DEMO = False
    assert client.get(f"/found/?setup={setup_token(now())}").status_code == 200
    address = started(client)
    answer = send(client, f"{address}check/", adopt="1")
    assert answer.headers["Location"] == f"{address}done/", words(answer)[:1500]
    assert "Tên đăng nhập" in words(client.get(f"{address}done/"))
    made = client.post(f"{address}done/", {"username": "nguoi.ghi"})
    link = re.search(r'href="http://testserver(/password/[^"]+)"', made.content.decode())
    assert link, words(made)[:1500]
    password = "một câu dài dễ nhớ của tôi"
    recorder = Client()
    inside = recorder.post(link[1], {"password": password, "again": password})
    assert inside.status_code == 302
    assert recorder.get(inside.headers["Location"]).status_code == 200
    assert "đã có tài khoản" in words(client.get(f"{address}done/"))
    assert client.post(f"{address}done/", {"username": "khac"}).status_code == 422
    assert Client().get("/found/").status_code == 403


# ---------------------------------------------------------------- how large, how many questions


def long_decision(articles: int) -> str:
    """Return the decision with a regulation of many more articles."""
    more = [
        f"Điều {20 + place}. Nhiệm vụ của các thành viên trong lĩnh vực số {place}\n"
        "1. Trưởng ban phân công nhiệm vụ cho các thành viên Ban Chỉ đạo trong lĩnh vực này.\n"
        "2. Các Ủy viên chịu trách nhiệm về kết quả thực hiện nhiệm vụ được phân công, định kỳ báo cáo kết quả và "
        "đề xuất với Ban Chỉ đạo các cơ chế, chính sách thuộc lĩnh vực phụ trách.\n"
        "3. Cơ quan Thường trực tổng hợp, đôn đốc, kiểm tra việc thực hiện và tham mưu cho Ban Chỉ đạo xem xét.\n"
        for place in range(articles)
    ]
    return DECISION + "\n".join(more)


def test_a_decision_of_twenty_pages_is_a_page_under_a_hundred_kilobytes(visitor: Client) -> None:
    address = started(visitor, long_decision(85))
    answer = visitor.get(address)
    assert len(OnboardingDraft.objects.get().text) > 40_000
    assert answer.content.count(b'<li id="i-') > 100
    assert len(answer.content) < LARGEST
    for path in ("questions/", "check/", "?at=seats/chair"):
        assert len(visitor.get(f"{address}{path}").content) < LARGEST, path


def test_all_script_is_small() -> None:
    static = Path(chidao.web.__file__).parent / "static" / "chidao"
    assert sum(each.stat().st_size for each in static.glob("*.js")) < 30_000


def test_pages_ask_the_database_a_bounded_number_of_questions(visitor: Client) -> None:
    short, long = started(visitor), started(visitor, long_decision(40))
    for path in ("", "?at=seats/chair", "questions/", "check/"):
        asked = []
        for address in (short, long):
            with counted() as queries:
                assert visitor.get(f"{address}{path}").status_code == 200
            asked.append(len(queries))
        assert asked[0] == asked[1] <= MOST_QUERIES, (path, asked)


def test_every_page_is_said_in_both_languages(visitor: Client) -> None:
    address = started(visitor)
    visitor.post("/language/", {"language": "en", "next": "/"})
    for path in ("/found/", address, f"{address}questions/", f"{address}check/"):
        shown = visitor.get(path).content.decode()
        assert '<html lang="en">' in shown
        assert "Hoàn tác" not in shown
        assert "style=" not in shown


# ---------------------------------------------------------------- the text as it is shown


def test_the_text_is_escaped_and_marked() -> None:
    text = "Điều 1. A < B & C\n1. Một <b>câu</b>\na) điểm"
    at, fault = text.index("Một"), text.index("A <")
    shown = shown_law(
        text, Span(0, len(text)), Span(at, at + 3), [Problem(says=same("lạ"), span=Span(fault, fault + 5))]
    )
    assert shown == (
        '<b>Điều 1.</b> <mark class="bad" id=p0>A &lt; B</mark> &amp; C\n'
        '<b>1.</b> <mark class="at" id=at>Một</mark> &lt;b&gt;câu&lt;/b&gt;\n<b>a)</b> điểm'
    )


def test_places_are_counted_as_a_browser_counts() -> None:
    text = "a\r\nb😀c"
    places = Places.of(text)
    shown = text.replace("\r\n", "\n")
    for letter in "bc":
        before = shown[: shown.index(letter)].encode("utf-16-le")
        assert places.at(text.index(letter)) == len(before) // 2
    assert places.span(None) == ""


def test_of_a_long_text_whole_lines_around_a_place_are_shown() -> None:
    text = "\n".join(f"dòng {number}" for number in range(10_000))
    at = text.index("dòng 5000")
    part = window(text, Span(at, at + 9), longest=1_000)
    assert part.start < at < part.end
    assert part.end - part.start < 1_200
    assert text[part.start - 1] == text[part.end] == "\n"
    assert window(text, None, longest=1_000).start == 0
    assert window("ngắn", None) == Span(0, 4)


def test_an_excerpt_is_one_line_and_not_too_long() -> None:
    assert excerpt("một\n  hai", Span(0, 10)) == "một hai"
    assert len(excerpt("x" * 2_000, Span(0, 2_000))) == 601
    assert excerpt("x", None) == ""


# ---------------------------------------------------------------- without a text


def test_without_a_text_the_model_regulation_is_filled_in(visitor: Client) -> None:
    form = visitor.get("/found/model/")
    assert form.status_code == 200
    filled = _as_filled(form.content.decode())
    made = visitor.post("/found/model/", filled | _model_answers())
    assert made.status_code == 302, words(made)[:1500]
    shown = visitor.get(made.headers["Location"])
    assert 'id="law"' in shown.content.decode()
    assert "đã xem 0 trên" in words(shown)
    check = visitor.get(f"{made.headers['Location']}check/")
    assert "Còn vướng" not in words(check), words(check)[:1500]


def test_the_model_says_what_does_not_fit(visitor: Client) -> None:
    bad = {each.name: "x" for each in model_fields() if each.kind in {"number", "date"}}
    answer = visitor.post("/found/model/", _model_answers() | bad)
    assert answer.status_code == 422
    assert f'href="#f-{next(iter(bad))}"' in answer.content.decode()


def _model_answers() -> dict[str, str]:
    """Return an answer to everything that the model needs and has no default for."""
    open_ones = [each for each in model_fields() if each.required and not each.default]
    said = {each.name: f"Bình Minh {each.name}" for each in open_ones}
    return said | {"signed_on": "2024-02-12", "effective_on": "2024-02-12"}
