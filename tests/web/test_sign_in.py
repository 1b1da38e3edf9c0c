from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chidao.people.accounts import IDLE_DAYS, LOCKED_FOR, MOST_TRIES, link_parts
from chidao.people.models import Account
from tests.factories import MORNING
from tests.web.seated import PASSWORD, Seated, on_morning, signed_in

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng"


@pytest.fixture
def account(body: Seated) -> Account:
    account = body.account("head")
    account.set_password(PASSWORD)
    account.save()
    return account


def try_to(client: Client, password: str, username: str = "head.t1", **more: str) -> Any:
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def test_the_right_password_leads_to_the_desk_in_a_new_session(account: Account, client: Client) -> None:
    client.get("/sign-in/")
    client.session["kept"] = True
    before = client.session.session_key
    answer = try_to(client, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/T1/")
    assert client.session.session_key != before
    assert client.get("/T1/").status_code == 200


def test_names_are_found_in_whatever_case(account: Account, client: Client) -> None:
    assert try_to(client, PASSWORD, "HEAD.T1").status_code == 302


def test_one_goes_on_to_the_page_that_was_asked_for(account: Account, client: Client) -> None:
    answer = client.get("/T1/record/")
    assert answer.headers["Location"] == "/sign-in/?next=/T1/record/"
    assert try_to(client, PASSWORD, next="/T1/record/").headers["Location"] == "/T1/record/"


def test_no_other_site_is_gone_on_to(account: Account, client: Client) -> None:
    assert try_to(client, PASSWORD, next="https://elsewhere.example/").headers["Location"] == "/T1/"


@pytest.mark.parametrize(("username", "password"), [("head.t1", "sai"), ("nobody", PASSWORD), ("head.t1", "x" * 5000)])
def test_what_was_wrong_is_not_told_apart(account: Account, client: Client, username: str, password: str) -> None:
    answer = try_to(client, password, username)
    assert answer.status_code == 403
    assert WRONG in answer.content.decode()


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour(account: Account, client: Client) -> None:
    for _ in range(MOST_TRIES):
        assert try_to(client, "sai").status_code == 403
    assert WRONG in try_to(client, PASSWORD).content.decode()
    with on_morning(MORNING + timedelta(hours=1) + LOCKED_FOR + timedelta(seconds=1)):
        assert try_to(client, PASSWORD).status_code == 302


def test_a_good_try_forgets_the_wrong_ones(account: Account, client: Client) -> None:
    for _ in range(MOST_TRIES - 1):
        try_to(client, "sai")
    try_to(client, PASSWORD)
    assert Account.objects.get(pk=account.pk).failed_sign_ins == 0


def test_an_account_that_rested_too_long_is_told_why(account: Account, client: Client) -> None:
    try_to(client, PASSWORD)
    with on_morning(MORNING + timedelta(days=IDLE_DAYS + 1)):
        answer = try_to(client, PASSWORD)
        assert answer.status_code == 403
        assert f"{IDLE_DAYS} ngày không dùng" in answer.content.decode()
        assert WRONG in try_to(client, "sai").content.decode(), "who does not know the password learns nothing"


def test_a_link_lets_its_owner_choose_a_password_once(body: Seated, client: Client) -> None:
    address = reverse("set_password", args=link_parts(body.account("second")))
    assert "second.t1" in client.get(address).content.decode()
    answer = client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert answer.headers["Location"] == "/T1/"
    assert client.get(address).status_code == 410
    assert try_to(Client(), PASSWORD, "second.t1").status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [("ngắn", "ngắn", "ít nhất 14 ký tự"), (PASSWORD, "khác", "không giống nhau"), ("passwordpassword", "x", "")],
)
def test_a_weak_password_is_refused_at_its_field(
    body: Seated, client: Client, password: str, again: str, says: str
) -> None:
    address = reverse("set_password", args=link_parts(body.account("second")))
    answer = client.post(address, {"password": password, "again": again})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Account.objects.get(username="second.t1").has_usable_password()


def test_a_link_that_was_tampered_with_is_no_link(body: Seated, client: Client) -> None:
    uid, token = link_parts(body.account("second"))
    assert client.get(reverse("set_password", args=[uid, token[:-1] + "x"])).status_code == 410
    assert client.get(reverse("set_password", args=["zz", token])).status_code == 410


def test_signing_out_ends_the_session(body: Seated) -> None:
    client = body.client("head")
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/T1/").status_code == 302


def test_no_post_is_picked_outside_a_demonstration(body: Seated, client: Client) -> None:
    head = body.founded["head"]
    assert client.post("/pick/", {"post": f"{head.person}-{head.seat}"}).status_code == 404
    assert client.post("/book/", {"book": "default"}).status_code == 404
    session = client.session
    session["picked_person"] = head.person
    session.save()
    client.cookies["chidao_session"] = session.session_key or ""
    assert client.get("/T1/").status_code == 302, "a session of a demonstration opens nothing here"


def test_a_form_without_its_token_is_not_taken(account: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"username": "head.t1", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Biểu mẫu đã cũ" in answer.content.decode()


def test_who_holds_no_seat_is_told_so(body: Seated) -> None:
    person = body.founded.new_person("Người mới")
    body.founded.do("open_account", person=person, username="moi")
    answer = signed_in(Account.objects.get(username="moi")).get("/T1/")
    assert answer.status_code == 403
    assert "không giữ ghế nào" in answer.content.decode()


def test_who_keeps_accounts_makes_links_for_their_owners(body: Seated, client: Client) -> None:
    account = body.account("second")
    answer = body.post("committee/accounts/", "secretary", status=200, account=account.pk)
    link = reverse("set_password", args=link_parts(Account.objects.get(pk=account.pk)))
    assert link in answer.content.decode()
    assert link not in body.get("committee/accounts/", "secretary"), "shown once"
    body.get("committee/accounts/", "second", status=403)
