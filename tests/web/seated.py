"""A small body at work on a fixed morning, and pages read by whoever sits in one of its seats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chidao.acts.kept import forget_kept
from chidao.people.models import Account, Agency
from tests.charters_small import BESIDE, SMALL
from tests.factories import MORNING, Founded, founded_body

PASSWORD: Final = "một câu dài dễ nhớ của tôi"
FEATURES: Final = ("browse_regulation", "personal_page", "head_view", "one_body_many_names", "part_time")


def charter_with(*features: str) -> str:
    """Return the small regulation with features of the program brought into force by its first article."""
    return SMALL + "".join(f"  - {{feature: {name}, clause: T1-1}}\n" for name in features)


@dataclass
class Seated:
    """A body whose people have accounts, and the browsers they read it in."""

    founded: Founded
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, seat: str) -> Client:
        """Return the browser of whoever sits in a seat, signed in."""
        if seat not in self.clients:
            self.clients[seat] = signed_in(self.account(seat))
        return self.clients[seat]

    def account(self, seat: str) -> Account:
        """Return the account of whoever sits in a seat, opened by the act if there is none."""
        person = self.founded[seat].person
        if not Account.objects.filter(person=person).exists():
            self.founded.do("open_account", person=person, username=f"{seat}.t1")
        account: Account = Account.objects.get(person=person)
        return account

    def get(self, path: str, seat: str = "head", /, *, status: int = 200) -> str:
        """Return a page inside the body as a seat is shown it."""
        answer = self.client(seat).get(f"/T1/{path}")
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return answer.content.decode()

    def post(self, path: str, seat: str = "head", /, *, status: int = 302, **sent: Any) -> Any:
        """Send a form of a page inside the body."""
        answer = self.client(seat).post(f"/T1/{path}", sent)
        assert answer.status_code == status, (path, answer.status_code, answer.content.decode()[:2000])
        return answer

    def queries(self, path: str, seat: str = "head") -> int:
        """Return how many queries a page takes when nothing is kept in memory."""
        self.client(seat)
        forget_kept()
        with CaptureQueriesContext(connection) as made:
            self.get(path, seat)
        return len(made)


def seated(*features: str) -> Seated:
    """Found the small body with features, its people in their seats."""
    return Seated(founded_body(charter=charter_with(*(features or FEATURES)), beside=BESIDE))


def signed_in(account: Account) -> Client:
    """Return a browser in which an account is signed in."""
    client = Client()
    client.force_login(account)
    return client


@contextmanager
def on_morning(at: datetime = MORNING + timedelta(hours=1)) -> Iterator[None]:
    """Live on the morning on which the body works."""
    with time_machine.travel(at, tick=False):
        yield


def agency(key: str) -> int:
    """Return the id of an agency of the small regulation."""
    found: int = Agency.objects.get(code=f"T1/{key}").pk
    return found
