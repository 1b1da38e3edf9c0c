"""A committee at work under a shipped charter, from which one clause's entries may be taken away; and its pages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pytest
from django.conf import settings as django_settings
from django.test import Client

from chidao.acts.authority import Capacity
from chidao.acts.kept import forget_kept
from chidao.acts.runner import Call, perform
from chidao.data.charter_files import shipped_charter
from chidao.door.clock import forget_story
from chidao.kernel.errors import ChidaoError
from chidao.kernel.wording import Text
from chidao.mandates.acts.founding import AdoptCharter, FoundBody
from chidao.mandates.acts.seating import ConferSeat
from chidao.mandates.models import Seat
from chidao.mandates.queries import capacity_in_seat
from chidao.meetings.models import Meeting
from chidao.people.acts import AppointToPost, RegisterPerson
from chidao.people.models import Person
from tests.instruments.charters import charter_without
from tests.meetings.committee import BODY, CLERK, Committee, at

FOCAL: Final = ("focal-so-noi-vu", "focal-so-y-te")
POSTS: Final = (
    "chair", "standing-vice-chair", "vice-chair", "member-so-noi-vu", "member-so-tu-phap", "member-so-y-te",
    "group-lead", "group-member-thong-tin", "head-ubnd-le-chan",
)  # fmt: skip

__all__ = ["BODY", "CLERK", "AtWork", "at", "charter_bytes", "chip", "clauses_against", "founded", "refused"]


def charter_bytes(charter_id: str) -> bytes:
    """Return a charter that ships; without the entries of the clause that the drill takes away."""
    without = os.environ.get("WITHOUT_CLAUSE")
    raw = shipped_charter(charter_id)
    return charter_without(raw, without) if without else raw


@dataclass
class AtWork(Committee):
    """A committee whose seats are held, and whose pages can be read by whoever sits in one."""

    settings: Any = None

    def page(self, path: str, seat: str, *, status: int = 200) -> str:
        """Return a page inside the body as it is shown to a seat, on the day of the last event."""
        forget_kept()
        forget_story()
        self.settings.CHIDAO_DEMO = True
        client = self.client(seat)
        answer = client.get(f"/{self.body}/{path}")
        self.settings.CHIDAO_DEMO = False
        assert answer.status_code == status, (answer.status_code, answer.headers.get("Location"))
        return answer.content.decode()

    def client(self, seat: str) -> Client:
        """Return a browser's stand-in in which the post of a seat was picked."""
        client = Client()
        holder = capacity_in_seat(self.body, self.seat(seat), at(2022, 12, 31))
        assert holder is not None
        session = client.session
        session["picked_person"] = holder.person
        session["seats"] = {self.body: self.seat(seat)}
        session.save()
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key or ""
        return client

    def adopt(self, charter_id: str, when: datetime) -> None:
        """Adopt a later charter, by the chair's paper."""
        first, beside = (charter_bytes(each).decode() for each in (charter_id, f"{charter_id}-inst"))
        self.do(AdoptCharter(body=BODY, charter=first, installation=beside), "chair", when)
        self.seats = {seat.key: seat for seat in Seat.objects.filter(effective_until=None)}

    def held(self, when: datetime, starts_at: datetime, *, by: str = "chair", kind: str = "regular") -> int:
        """Convene a meeting, invite everyone, hold it and close it."""
        meeting = self.convene(kind, by=by, when=when, starts_at=starts_at)
        self.invite(meeting, when, by=by)
        self.hold(meeting, starts_at.replace(hour=starts_at.hour + 2), by=by)
        return meeting

    def cycle(self, meeting: int) -> str:
        """Return the cycle that a meeting keeps."""
        return Meeting.objects.get(pk=meeting).cycle


def founded(charter_id: str, on: datetime, settings: Any) -> AtWork:
    """Found the body under a shipped charter with its leading posts held from that day."""
    forget_kept()
    first, beside = (charter_bytes(each).decode() for each in (charter_id, f"{charter_id}-inst"))
    founder = Capacity(body=BODY, person=0, seat=None, says=Text("Cài đặt", "Installation"))
    given = FoundBody(body=BODY, charter=first, installation=beside, recorder="Chuyên viên", recorder_seat=CLERK)
    perform(Call(act="found_body", given=given, by=founder, now=on))
    committee = AtWork(seats={seat.key: seat for seat in Seat.objects.all()}, settings=settings)
    for key in POSTS:
        _appoint(committee, key, on)
    for key in FOCAL:
        person = _person(committee, f"Cán bộ của ghế {key}", on)
        confer = ConferSeat(body=BODY, seat=committee.seat(key), person=person, effective_from=on.date())
        committee.do(confer, CLERK, on)
    return committee


def chip(clause: str) -> str:
    """Return what a page holds where it shows the chip of a clause."""
    return f'href="/{BODY}/regulation/{clause}/"'


def clauses_against(error: ChidaoError) -> set[str | None]:
    """Return the clauses of every reason."""
    return {reason.clause for reason in error.reasons}


def refused(committee: AtWork, given: Any, by: str, when: datetime, kind: type[ChidaoError]) -> set[str | None]:
    """Do what must not be possible and return the clauses against it."""
    with pytest.raises(kind) as problem:
        committee.do(given, by, when)
    return clauses_against(problem.value)


def _appoint(committee: AtWork, key: str, on: datetime) -> None:
    post = committee.seats[key].post
    assert post is not None
    person = _person(committee, post.title, on)
    committee.do(AppointToPost(body=BODY, person=person, post=post.pk, effective_from=on.date()), CLERK, on)


def _person(committee: AtWork, name: str, on: datetime) -> int:
    known = Person.objects.filter(name=name).values_list("pk", flat=True).first()
    return int(known or str(committee.do(RegisterPerson(body=BODY, name=name), CLERK, on).outcome["person"]))
