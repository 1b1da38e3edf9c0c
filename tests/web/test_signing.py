"""Signing in the browser: three ways, clear refusals, nothing half done; the second factor at both doors."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chidao.acts.kept import forget_kept
from chidao.documents.acts import IssueDocument
from chidao.documents.models import Document, Signature
from chidao.documents.signatures.hands import signed_with_file
from chidao.documents.signatures.trust import installed_trust
from chidao.door.clock import forget_story, real_now
from chidao.people.accounts import MOST_TRIES, choose_password
from chidao.people.models import Account
from chidao.people.second_factor import new_secret, sealed, take_code
from tests.clauses.at_work import AtWork, at, founded
from tests.documents.signatures.authorities import PASSPHRASE
from tests.documents.signatures.conftest import Signing, signing

__all__ = ["signing"]
pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]
WHEN: Final = at(2022, 6, 6)
PASSWORD: Final = "một câu dài dễ nhớ của tôi"


@pytest.fixture
def th(settings: Any, tmp_path: Path, signing: Signing) -> AtWork:
    settings.CHIDAO_FILES, settings.CHIDAO_SIGNING = tmp_path / "files", signing.settings()
    return founded("TH", at(2022, 6, 1), settings)


def browser(th: AtWork, seat: str) -> Client:
    forget_kept()
    forget_story()
    th.settings.CHIDAO_DEMO = True
    return th.client(seat)


def issued(th: AtWork) -> Document:
    given = IssueDocument(body="TH", kind="KH", title="Kế hoạch năm 2022", text=("Mục tiêu.", "Tổ chức thực hiện."))
    return Document.objects.get(pk=th.do(given, "chair", WHEN).outcome["document"])


def key_file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("khoa.p12", data, "application/x-pkcs12")


def test_the_chair_signs_and_the_clerk_puts_the_agencys_signature(th: AtWork, signing: Signing) -> None:
    document = issued(th)
    chair, clerk, path = browser(th, "chair"), browser(th, "clerk"), f"/TH/documents/{document.pk}/"
    assert f'href="{path}sign/"' in chair.get(path).content.decode()
    assert clerk.get(f"{path}sign/").status_code == 403
    form = chair.get(f"{path}sign/").content.decode()
    for shown in ("Ký bằng tệp khóa của tôi", "Ký bằng phần mềm khác rồi gửi lại", "Mức B-B"):
        assert shown in form
    sent = {"way": "file", "key_file": key_file(signing.person), "passphrase": "sai", "key": "a1"}
    wrong = chair.post(f"{path}sign/", sent)
    assert wrong.status_code == 422
    assert "sai mật khẩu của tệp" in wrong.content.decode()
    assert not Signature.objects.exists()
    sent |= {"key_file": key_file(signing.person), "passphrase": PASSPHRASE}
    assert chair.post(f"{path}sign/", sent).status_code == 302
    page = chair.get(path).content.decode()
    for shown in ("Người giữ ghế trưởng ban", "✓ tin cậy", "theo máy của người ký"):
        assert shown in page

    to_sign = b"".join(clerk.get(f"{path}sign/pdf/"))
    assert to_sign.startswith(b"%PDF")
    other = SimpleUploadedFile("khac.pdf", b"%PDF-1.7 khac", "application/pdf")
    refused = clerk.post(f"{path}seal/", {"way": "outside", "file": other, "key": "b1"})
    assert (refused.status_code, "không phải văn bản đã ban hành" in refused.content.decode()) == (422, True)
    made = signed_with_file(
        document, "agency", signing.agency, PASSPHRASE, person=0, trust=installed_trust(), at=real_now()
    )
    back = SimpleUploadedFile("da-ky.pdf", made, "application/pdf")
    assert clerk.post(f"{path}seal/", {"way": "outside", "file": back, "key": "b2"}).status_code == 302
    assert list(Signature.objects.values_list("kind", "way")) == [("signer", "file"), ("agency", "outside")]
    given = browser(th, "clerk").get(f"{path}signed/")
    assert b"".join(given) == made
    assert clerk.get(f"{path}sign/").status_code in {403, 409}


def code_of(secret: bytes, later: int = 0) -> str:
    return TOTP(secret, 6, SHA1(), 30).generate(int(time.time()) + later).decode()


def test_the_code_is_asked_again_at_signing(th: AtWork, signing: Signing, still: None) -> None:
    th.settings.CHIDAO_SIGNING = ""
    document, secret = issued(th), new_secret()
    person = th.by("chair", WHEN).person
    Account.objects.create(username="chair.th", person_id=person, second_factor=sealed(secret))
    chair, path = browser(th, "chair"), f"/TH/documents/{document.pk}/sign/"
    sent = {"way": "file", "key_file": key_file(signing.person), "passphrase": PASSPHRASE, "key": "c1"}
    assert "Mã không đúng" in chair.post(path, {**sent, "code_file": "000000"}).content.decode()
    assert not Signature.objects.exists()
    answer = chair.post(path, {**sent, "key_file": key_file(signing.person), "code_file": code_of(secret)})
    assert answer.status_code == 302
    assert Signature.objects.get().trusted is False  # no root is: said so, and not refused


@pytest.fixture
def still() -> Iterator[None]:
    """Let the clock stand, so that no step of the codes goes by while a test runs."""
    with time_machine.travel(at(2022, 6, 6, 9), tick=False):
        yield


@pytest.fixture
def owner(th: AtWork, still: None) -> Account:
    account: Account = Account(username="chair.th", person_id=th.by("chair", WHEN).person)
    account.set_password(PASSWORD)
    account.save()
    th.settings.CHIDAO_DEMO = False
    forget_kept()
    return account


def test_a_second_factor_is_begun_asked_for_and_given_up(owner: Account, client: Client) -> None:
    entered = {"username": owner.username, "password": PASSWORD}
    assert client.post("/sign-in/", entered).headers["Location"] == "/TH/"
    page = client.get("/TH/mine/second-factor/").content.decode()
    assert "<svg" in page
    words = page.split('<code class="digest">')[1].split("</code>")[0].replace(" ", "")
    assert words in client.get("/TH/mine/second-factor/").content.decode().replace(" ", "")
    secret = base64.b32decode(words)
    assert client.post("/TH/mine/second-factor/", {"code": "123"}).status_code == 422
    assert client.post("/TH/mine/second-factor/", {"code": code_of(secret, -30)}).status_code == 302
    owner.refresh_from_db()
    assert owner.second_factor
    assert secret not in owner.second_factor.encode()
    client.post("/sign-out/")

    assert client.post("/sign-in/", entered).headers["Location"] == "/sign-in/code/"
    assert client.get("/TH/").status_code == 302  # nobody is in yet
    assert client.post("/sign-in/code/", {"code": code_of(secret, -30)}).status_code == 403  # used up
    assert client.post("/sign-in/code/", {"code": code_of(secret)}).headers["Location"] == "/TH/"
    assert client.get("/TH/").status_code == 200
    assert client.post("/TH/mine/second-factor/", {"code": code_of(secret, 30)}).status_code == 302
    owner.refresh_from_db()
    assert not owner.second_factor


def test_wrong_codes_lock_the_account_whatever_password_comes_between(owner: Account, client: Client) -> None:
    secret = new_secret()
    Account.objects.filter(pk=owner.pk).update(second_factor=sealed(secret))
    for _ in range(MOST_TRIES):
        client.post("/sign-in/", {"username": owner.username, "password": PASSWORD})
        assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 403
    owner.refresh_from_db()
    assert owner.locked_until is not None
    now = real_now()
    assert not take_code(owner, code_of(secret), real=now, now=now)
    later = owner.locked_until + timedelta(seconds=1)
    assert take_code(owner, code_of(secret), real=now, now=later)
    assert not take_code(owner, code_of(secret), real=now, now=later)


def test_a_new_link_takes_the_second_factor_off(owner: Account, client: Client) -> None:
    Account.objects.filter(pk=owner.pk).update(second_factor=sealed(new_secret()))
    choose_password(owner, PASSWORD + "!", PASSWORD + "!", real_now())
    owner.refresh_from_db()
    assert not owner.second_factor
    assert (
        client.post("/sign-in/", {"username": owner.username, "password": PASSWORD + "!"}).headers["Location"] == "/TH/"
    )
