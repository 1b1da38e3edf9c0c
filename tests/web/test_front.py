from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.web.seated import Seated


def first(client: Client) -> str:
    return client.get("/").content.decode()


def test_an_empty_installation_says_so(db: None, client: Client) -> None:
    assert "chưa có ban chỉ đạo nào" in first(client)


def test_the_first_page_names_the_committees_and_their_regulation(body: Seated, client: Client) -> None:
    shown = first(client)
    assert "Ban thử nghiệm" in shown
    assert "7/QĐ-BTN" in shown
    assert "Đăng nhập" in shown


def test_former_names_stand_below_the_name_of_today(body: Seated, client: Client) -> None:
    name = {"name": "Ban mới", "name_en": "New board", "short_name": "Mới", "short_name_en": "New"}
    body.founded.do("rename_body", **name, effective_from=body.founded.now.date())
    shown = first(client)
    assert "Ban mới" in shown
    assert "Trước đây là Ban thử nghiệm" in shown


def test_in_a_demonstration_posts_are_picked_and_it_says_so(body: Seated, client: Client, settings: Any) -> None:
    settings.CHIDAO_DEMO = True
    head = body.founded["head"]
    shown = first(client)
    assert "chỉ có ở bản trình diễn" in shown
    assert f'value="{head.person}-{head.seat}"' in shown
    answer = client.post("/pick/", {"post": f"{head.person}-{head.seat}"})
    assert answer.headers["Location"] == "/T1/"
    desk = client.get("/T1/").content.decode()
    assert "Bản trình diễn" in desk
    assert "Chánh ban" in desk


@pytest.mark.parametrize("post", ["", "1", "x-y", "999999-1", "1-"])
def test_only_a_post_that_somebody_holds_is_picked(body: Seated, client: Client, settings: Any, post: str) -> None:
    settings.CHIDAO_DEMO = True
    assert client.post("/pick/", {"post": post}).status_code == 404


def test_the_language_is_kept(body: Seated, client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    shown = first(client)
    assert '<html lang="en">' in shown
    assert "Trial board" in shown
    client.post("/language/", {"language": "xx"})
    assert '<html lang="en">' in first(client)


def test_a_body_that_is_not_held_is_not_found(body: Seated, client: Client) -> None:
    answer = client.get("/ZZ/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_health_asks_the_database(body: Seated, client: Client) -> None:
    assert client.get("/health/").json() == {"ok": True, "bodies": 1}


def test_pages_carry_no_style_or_script_of_their_own(body: Seated, client: Client) -> None:
    for shown in (first(client), body.get(""), body.get("regulation/"), body.get("committee/")):
        assert "<style" not in shown
        assert "style=" not in shown
        assert "<script>" not in shown
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
