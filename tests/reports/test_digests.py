"""The e-mail digest: chosen by oneself, composed of what the pages show, sent once by a real SMTP server, read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from threading import Event as Flag

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from chidao.acts.kept import forget_kept
from chidao.cli.verbs.work import Round, work_once
from chidao.duties.acts import AskedField
from chidao.duties.queries import owed_reports
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import Conflict, Refused
from chidao.ledger.models import Event, OutboxMessage
from chidao.mandates.queries import capacity_in_seat, capacity_of, reader_for
from chidao.people.models import Account, Person
from chidao.reports.desk import waiting_for
from chidao.reports.digests import LATE, REPORTS, WAITING, Digest, digest_of, html_words, plain_words
from chidao.reports.jobs import due_digests
from chidao.reports.waits import OWED
from chidao.tasks.queries import TaskFilters, task_list
from tests.charters_small import BESIDE, SMALL
from tests.cli.mailing import ADDRESS, Post, post_office, seat_someone_with_an_address
from tests.factories import MORNING, Founded, founded_body

pytestmark = pytest.mark.django_db

MONDAY = datetime(2020, 4, 6, 8, tzinfo=VIET_NAM)
"""A Monday on which the quarter's report is late, and so are tasks."""
SENDING = "  - {id: sends, acts: [send_digest], roles: [second], clause: T1-beside-1}\n"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A mail server on a free port of the loopback."""
    settings.CSRF_TRUSTED_ORIGINS = ["https://chidao.thu.example"]
    with post_office(settings) as handler:
        yield handler


@pytest.fixture
def busy() -> Founded:
    """A body whose first agency has late tasks and owes a report; a program sits in the second's seat."""
    forget_kept()
    founded = founded_body(charter=SMALL, beside=BESIDE.replace("powers:\n", f"powers:\n{SENDING}", 1))
    seat_someone_with_an_address(founded)
    _let_a_program_sit(founded)
    fields = (AskedField(label="Số máy chủ"),)
    founded.do("issue_report_form", title="Báo cáo quý", fields=fields, months=3, closes_on=14, working_days=1)
    for number in range(23):
        founded.do(
            "give_direction", founded["head"], line=f"Việc {number} <b>", lead_agency=founded.agencies["alpha"],
            working_days=5,
        )  # fmt: skip
    return founded


def _let_a_program_sit(founded: Founded) -> None:
    program = founded.new_person("Chương trình", automaton=True)
    seat, day = founded.seat("second"), MORNING.date()
    founded.do("end_tenure", seat=seat, effective_until=day + timedelta(days=1))
    founded.do("confer_seat", seat=seat, person=program, effective_from=day + timedelta(days=1))


def choose(founded: Founded, digest: str, *, language: str = "vi") -> int:
    """Open the account of whoever has an address, and choose a digest there."""
    person = Person.objects.get(email=ADDRESS).pk
    if not Account.objects.filter(person=person).exists():
        founded.do("open_account", person=person, username="co.thu")
    capacity = capacity_in_seat(founded.code, founded.seat("fellow-alpha"), MORNING)
    founded.do("choose_digest", capacity, digest=digest)
    Account.objects.filter(person=person).update(language=language)
    return int(person)


def work(at: datetime = MONDAY) -> Round:
    """Do one round of the worker's at an hour."""
    with time_machine.travel(at, tick=False):
        forget_kept()
        return work_once(Flag())


def digests(post: Post) -> list[EmailMessage]:
    """Return the letters that are digests."""
    return [letter for letter in post.letters if letter["Auto-Submitted"] == "auto-generated"]


def counts(words: str) -> dict[str, int]:
    """Return how many each part of a letter tells of, by its title."""
    heads = (re.fullmatch(r"([^-].*) \((\d+)\)", line) for line in words.splitlines())
    return {head[1]: int(head[2]) for head in heads if head}


class Words(HTMLParser):
    """Reads a page as people do."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.heads: list[str] = []
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links and heads."""
        self.links += [value or "" for name, value in attrs if name == "href"]
        self._in_head = tag == "h2" or (self._in_head and tag == "a")
        if tag == "h2":
            self.heads.append("")

    def handle_endtag(self, tag: str) -> None:
        """Note where a head ends."""
        self._in_head = self._in_head and tag != "h2"

    def handle_data(self, data: str) -> None:
        """Note the words of a head."""
        if self._in_head:
            self.heads[-1] += data


def test_its_figures_are_those_of_the_pages(busy: Founded, post: Post) -> None:
    person = choose(busy, "daily")
    done = work()
    assert (done.digested, done.failed) == (1, 0)
    (letter,) = digests(post)
    assert letter["To"] == ADDRESS
    plain = letter.get_body(("plain",))
    assert plain is not None
    told = counts(plain.get_content())
    capacity = capacity_of(busy.code, person, busy.seat("fellow-alpha"), MONDAY)
    assert capacity is not None
    reader = reader_for(capacity, MONDAY)
    late = task_list(reader, today=MONDAY.date(), filters=TaskFilters(late=True, agency=reader.agency))
    assert told[WAITING.vi] == len([each for each in waiting_for(reader, MONDAY) if each.act != OWED])
    assert told[LATE.vi] == late.count == 23
    assert told[REPORTS.vi] == len([each for each in owed_reports(reader, MONDAY.date()) if each.state != "upcoming"])
    assert sum(told.values()) == int(re.search(r": (\d+) việc", letter["Subject"]).group(1))  # type: ignore[union-attr]


def test_the_page_beside_it_says_the_same_and_fetches_nothing(busy: Founded, post: Post) -> None:
    choose(busy, "daily", language="en")
    work()
    (letter,) = digests(post)
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    read = Words()
    read.feed(page.get_content())
    assert counts(plain.get_content()) == {
        head.rpartition(" (")[0]: int(head.rpartition("(")[2].rstrip(")")) for head in read.heads
    }
    assert "Late tasks of my agency (23)" in plain.get_content()
    assert "late since" in plain.get_content()
    assert all(link.startswith("https://chidao.thu.example/T1/") for link in read.links)
    assert "<img" not in page.get_content()
    assert "<b>" not in page.get_content()
    assert "and 3 more:" in plain.get_content()


def test_every_link_opens_its_page(busy: Founded) -> None:
    person = choose(busy, "daily")
    client = Client()
    with time_machine.travel(MONDAY, tick=False):
        client.force_login(Account.objects.get(person=person))
        found = digest_of(busy.code, person, MONDAY)
        for path in {line.path for part in found.parts for line in part.lines[:2]} | {
            part.path for part in found.parts
        }:
            assert client.get(path).status_code == 200, path


def test_one_a_day_however_often_the_worker_looks(busy: Founded, post: Post) -> None:
    choose(busy, "daily")
    assert work().digested == 1
    assert work(MONDAY + timedelta(hours=3)).digested == 0
    assert len(digests(post)) == 1
    assert work(MONDAY + timedelta(days=1)).digested == 1
    assert len({letter["Message-ID"] for letter in digests(post)}) == 2


def test_one_a_week_on_its_first_working_day(busy: Founded, post: Post) -> None:
    choose(busy, "weekly")
    sent = [work(MONDAY + timedelta(days=day)).digested for day in range(-1, 8)]
    assert sent == [0, 1, 0, 0, 0, 0, 0, 0, 1]


def test_not_before_seven_nor_on_a_day_of_rest(busy: Founded) -> None:
    choose(busy, "daily")
    program = capacity_in_seat(busy.code, busy.seat("second"), MONDAY)
    assert program is not None
    assert due_digests(busy.code, program, MONDAY.replace(hour=6)) == {}
    assert due_digests(busy.code, program, MONDAY - timedelta(days=1)) == {}
    assert len(due_digests(busy.code, program, MONDAY)) == 1


def test_nobody_gets_one_who_did_not_choose_it(busy: Founded, post: Post) -> None:
    choose(busy, "daily")
    choose(busy, "")
    assert work().digested == 0
    assert digests(post) == []


def test_it_cannot_be_chosen_without_an_address_or_sent_by_just_anybody(busy: Founded) -> None:
    head = busy["head"]
    busy.do("open_account", person=head.person, username="dung.dau")
    with pytest.raises(Conflict) as problem:
        busy.do("choose_digest", head, digest="daily")
    assert [each.code for each in problem.value.reasons] == ["no_address"]
    with pytest.raises(Refused):
        busy.do("send_digest", head, person=head.person, day=MORNING.date())


def test_nothing_to_tell_is_recorded_and_not_sent() -> None:
    forget_kept()
    founded = founded_body(charter=SMALL, beside=BESIDE.replace("powers:\n", f"powers:\n{SENDING}", 1))
    seat_someone_with_an_address(founded)
    _let_a_program_sit(founded)
    choose(founded, "daily")
    assert work(MORNING + timedelta(days=1)).digested == 1
    event = Event.objects.get(act="send_digest")
    assert event.outcome["count"] == 0
    assert not OutboxMessage.objects.filter(topic="digest").exists()


def test_it_reads_back_as_it_was_composed(busy: Founded) -> None:
    person = choose(busy, "daily")
    found = digest_of(busy.code, person, MONDAY)
    again = Digest.from_data(found.as_data())
    assert again == found
    for language in ("vi", "en"):
        assert plain_words(again, language, "https://x") == plain_words(found, language, "https://x")
        assert html_words(again, language, "https://x").startswith("<!doctype html>")
