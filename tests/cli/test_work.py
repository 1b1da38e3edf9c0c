"""The worker delivers what acts left: by a real SMTP server on the loopback, again after a failure, never twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from threading import Event as Flag

import pytest
import time_machine
from pytest_django import Settings

from chidao.cli.verbs.work import Round, work_once
from chidao.ledger.models import OutboxMessage
from chidao.ledger.outbox import FIRST_PAUSE
from tests.cli.mailing import ADDRESS, Post, direct, post_office, seat_someone_with_an_address
from tests.factories import MORNING, Founded
from tests.fixtures.environment import ROOT
from tests.fixtures.installations import PROGRAM, Installation, RunChidao

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A mail server on a free port of the loopback."""
    with post_office(settings) as handler:
        yield handler


@pytest.fixture
def told(founded: Founded) -> Founded:
    """A body whose head has just given an agency a task: a notice waits for the agency."""
    seat_someone_with_an_address(founded)
    direct(founded, "Rà soát thủ tục")
    return founded


def work(after: timedelta = timedelta(minutes=1)) -> Round:
    """Do one round of the worker's, some time after the act."""
    with time_machine.travel(MORNING + after, tick=False):
        return work_once(Flag())


def test_a_notice_goes_by_mail_to_who_answers_for_the_agency(told: Founded, post: Post) -> None:
    sent, failed, *_ = work()
    assert (sent, failed) == (OutboxMessage.objects.count(), 0)
    assert [letter["To"] for letter in post.letters] == [ADDRESS]
    assert "Rà soát thủ tục" in post.letters[0]["Subject"]
    assert "/T1/" in post.letters[0].get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_a_worker_that_comes_again_sends_nothing_twice(told: Founded, post: Post) -> None:
    work()
    assert work(timedelta(days=1))[:2] == (0, 0)
    assert len(post.letters) == 1


def test_a_refused_letter_is_put_off_and_sent_later(told: Founded, post: Post) -> None:
    post.refuses = True
    sent, failed, *_ = work()
    assert (sent, failed) == (0, 1)
    message = OutboxMessage.objects.get()
    assert "451" in message.last_error or "not now" in message.last_error
    post.refuses = False
    assert work(timedelta(minutes=1))[0] == 0
    assert work(timedelta(minutes=1) + FIRST_PAUSE)[0] == 1
    assert len(post.letters) == 1


def test_a_letter_has_one_identity_however_often_it_is_sent(told: Founded, post: Post) -> None:
    work()
    OutboxMessage.objects.update(sent_at=None, claimed_until=None)
    work(timedelta(hours=1))
    first, second = post.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_without_a_server_or_an_address_the_notice_stays_in_the_system(told: Founded, settings: Settings) -> None:
    settings.CHIDAO_SMTP = ""
    assert work()[:2] == (1, 0)
    assert OutboxMessage.objects.get().last_error == "chưa đặt máy chủ thư"


def test_nobody_with_an_address_is_noted(founded: Founded, post: Post) -> None:
    founded.do("give_direction", founded["head"], line="Rà soát", lead_agency=founded.agencies["beta"], working_days=5)
    assert work()[:2] == (1, 0)
    assert OutboxMessage.objects.get().last_error == "không có thư điện tử"
    assert not post.letters


@pytest.mark.usefixtures("db")
def test_two_workers_at_once_send_each_notice_once(
    installation: Installation, run_chidao: RunChidao, post: Post, settings: Settings
) -> None:
    assert run_chidao(installation, "migrate").returncode == 0
    env = installation.environment(CHIDAO_SMTP=settings.CHIDAO_SMTP, DJANGO_SETTINGS_MODULE="chidao.settings")
    seeding = "import django; django.setup(); from tests.cli.mailing import seed; seed(12)"
    subprocess.run([sys.executable, "-c", seeding], env=env, cwd=ROOT, check=True)
    workers = [subprocess.Popen([str(PROGRAM), "work", "--once"], env=env) for _ in range(2)]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    assert len(post.letters) == 12
    assert len({letter["Message-ID"] for letter in post.letters}) == 12
