"""A committee at work under a shipped charter, from which one clause's entries may be taken away; and its pages."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
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
from chidao.mandates.acts.focal import NameFocalUnit
from chidao.mandates.acts.founding import AdoptCharter, FoundBody
from chidao.mandates.acts.seating import ConferSeat
from chidao.mandates.models import Seat
from chidao.mandates.queries import capacity_in_seat, regulation, seats_in_force
from chidao.mandates.rules import deputable
from chidao.meetings.models import Meeting
from chidao.people.acts import AppointToPost, RegisterPerson
from chidao.people.models import Appointment
from tests.fixtures.founded import founded_once
from tests.instruments.charters import charter_without
from tests.meetings.committee import BODY, CLERK, Committee, at

FOCAL: Final = ("focal-so-noi-vu", "focal-so-y-te")
HELD: Final = (
    "chair", "standing-vice-chair", "vice-chair", "vice-chair-ubnd", "vice-chair-so", "member-so-noi-vu",
    "member-so-tu-phap", "member-so-y-te", "member-so-cong-thuong", "group-lead", "group-deputy-1",
    "group-deputy-so-xay-dung", "group-member-thong-tin", "group-member-so-y-te", "head-ubnd-le-chan",
    "head-ubnd-sam-son", "head-ubnd-huong-thuy", "head-ubnd-vinh", *FOCAL,
)  # fmt: skip
"""The seats that are held, as far as the charter has them: by post, or by somebody given the seat."""

__all__ = ["BODY", "CLERK", "AtWork", "at", "body_of", "charter_bytes", "chip", "clauses_against", "founded", "refused"]


def body_of(charter_id: str) -> str:
    """Return the body whose charter it is: two charters are one body's."""
    return {"HP20": BODY, "HP22": BODY}.get(charter_id, charter_id)


def charter_bytes(charter_id: str) -> bytes:
    """Return a charter that ships; without the entries of the clause that the drill takes away."""
    without = os.environ.get("WITHOUT_CLAUSE")
    raw = shipped_charter(charter_id)
    if not without:
        return raw
    original = charter_id.removesuffix("-inst")
    return charter_without(raw, without, beside=charter_bytes(original) if original != charter_id else None)


@dataclass
class AtWork(Committee):
    """A committee whose seats are held, and whose pages can be read by whoever sits in one."""

    settings: Any = None
    people: dict[str, int] = field(default_factory=dict)

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
        self.do(AdoptCharter(body=self.body, charter=first, installation=beside), "chair", when)
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
    """Found the charter's own body ("TH") under it, its leading seats held from that day, as far as it has them."""
    forget_kept()
    committee = _founded(charter_id, on)
    committee.settings = settings
    forget_kept()
    return committee


@founded_once
def _founded(charter_id: str, on: datetime) -> AtWork:
    body = body_of(charter_id)
    first, beside = (charter_bytes(each).decode() for each in (charter_id, f"{charter_id}-inst"))
    founder = Capacity(body=body, person=0, seat=None, says=Text("Cài đặt", "Installation"))
    given = FoundBody(body=body, charter=first, installation=beside, recorder="Chuyên viên", recorder_seat=CLERK)
    perform(Call(act="found_body", given=given, by=founder, now=on))
    seats = {seat.key: seat for seat in Seat.objects.filter(body__code=body)}
    committee = AtWork(body=body, seats=seats)
    for key in HELD:
        if key in committee.seats:
            _hold(committee, key, on)
    for key in FOCAL:
        if key in committee.seats:
            _name_focal(committee, committee.seats[key], on)
    return committee


def chip(clause: str) -> str:
    """Return what a page holds where it shows the chip of a clause."""
    return f'href="/{body_of(clause.partition("-")[0])}/regulation/{clause}/"'


def clauses_against(error: ChidaoError) -> set[str | None]:
    """Return the clauses of every reason."""
    return {reason.clause for reason in error.reasons}


def refused(committee: AtWork, given: Any, by: str, when: datetime, kind: type[ChidaoError]) -> set[str | None]:
    """Do what must not be possible and return the clauses against it."""
    with pytest.raises(kind) as problem:
        committee.do(given, by, when)
    return clauses_against(problem.value)


def _hold(committee: AtWork, key: str, on: datetime) -> None:
    """Appoint somebody to the post that holds a seat, or give the seat to somebody where no post does."""
    seat = committee.seats[key]
    if seat.post:
        if Appointment.objects.filter(post=seat.post).exists():
            return
        person = _person(committee, seat.post.title, on)
        given = AppointToPost(body=committee.body, person=person, post=seat.post.pk, effective_from=on.date())
        committee.do(given, CLERK, on)
        return
    person = _person(committee, f"Cán bộ của ghế {key}", on)
    confer = ConferSeat(body=committee.body, seat=seat.pk, person=person, effective_from=on.date())
    committee.do(confer, CLERK, on)


def _name_focal(committee: AtWork, seat: Seat, on: datetime) -> None:
    """Let the agency's member leave to its focal person all that the regulation lets them do, if it does."""
    current = regulation(committee.body, on.date())
    powers = [power for power in current.powers if power.act == "name_focal_unit"] if current else []
    naming = {role for power in powers for role in power.roles}
    held = [each for each in seats_in_force(committee.body, on.date()) if each.person and each.role in naming]
    namer = next((each.key for each in held if each.agency == seat.agency_id), None)
    if namer:
        person = committee.by(seat.key, on).person
        given = NameFocalUnit(
            body=committee.body, agency=seat.agency_id or 0, unit_name="Văn phòng", person=person,
            acts=tuple(sorted(deputable(current))), effective_from=on.date(),
        )  # fmt: skip
        committee.do(given, namer, on)


def _person(committee: AtWork, name: str, on: datetime) -> int:
    if name not in committee.people:
        made = committee.do(RegisterPerson(body=committee.body, name=name), CLERK, on).outcome["person"]
        committee.people[name] = int(str(made))
    return committee.people[name]
