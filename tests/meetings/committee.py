"""A whole committee, made by acts: its regulation adopted, its posts held, judged by the real authority."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.acts.kept import forget_kept
from chidao.acts.recorded import doing_now
from chidao.acts.runner import Call, Receipt, perform
from chidao.data.charter_files import shipped_charter
from chidao.documents.uploads import CheckedFile
from chidao.kernel.days import VIET_NAM
from chidao.kernel.wording import Text
from chidao.mandates.acts.founding import AdoptCharter, FoundBody
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader, capacity_in_seat, reader_for
from chidao.meetings.acts import (
    ApproveInvitationList,
    Attended,
    CloseMeeting,
    ConveneMeeting,
    DraftConclusion,
    IssueConclusionNotice,
    ProposeInvitations,
    RecordAttendance,
)
from chidao.meetings.models import Invitation
from chidao.people.acts import AppointToPost, RegisterPerson
from chidao.people.models import Agency, Post
from tests.fixtures.founded import founded_once

BODY: Final = "HP"
CLERK: Final = "clerk"
HELD_SEATS: Final = (
    "chair",
    "standing-vice-chair",
    "vice-chair",
    "member-so-noi-vu",
    "member-so-tu-phap",
    "group-lead",
)
"""The seats whose posts are held in the tests; the clerk sits from the founding."""


def at(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    """Return an instant in local time."""
    return datetime(year, month, day, hour, minute, tzinfo=VIET_NAM)


def scan(name: str = "ban-ky.pdf") -> CheckedFile:
    """Return a file that a door would have checked and stored."""
    return CheckedFile(name=name, media_type="application/pdf", sha256=secrets.token_hex(32), size=1000)


@dataclass
class Committee:
    """A founded body; acts are performed in the capacity of its seats, named as the charter names them."""

    body: str = BODY
    seats: dict[str, Seat] = field(default_factory=dict)

    def seat(self, key: str) -> int:
        """Return the id of a seat."""
        return self.seats[key].pk

    def agency(self, key: str) -> int:
        """Return the id of an agency."""
        return Agency.objects.get(code=f"{self.body}/{key}").pk

    def by(self, key: str, when: datetime) -> Capacity:
        """Return the capacity of whoever holds a seat."""
        found = capacity_in_seat(self.body, self.seat(key), when)
        assert found is not None, f"nobody holds {key}"
        return found

    def reader(self, key: str, when: datetime) -> Reader:
        """Return what whoever holds a seat may see."""
        return reader_for(self.by(key, when), when)

    def do(self, given: Any, by: str, when: datetime, *, act: str = "", **more: Any) -> Receipt:
        """Perform an act at an instant; what is asked of the act is named by its input's type."""
        name = act or "".join(f"_{c.lower()}" if c.isupper() else c for c in type(given).__name__).lstrip("_")
        return perform(Call(act=name, given=given, by=self.by(by, when), now=when, **more))

    def convene(
        self, kind: str = "regular", *, by: str = "chair", when: datetime, starts_at: datetime, **more: Any
    ) -> int:
        """Convene a meeting and return its id."""
        asked = {"title": "Phiên họp của ban", "place": "Phòng họp số 1", "agenda": ("Tình hình", "Kế hoạch")} | more
        made = self.do(ConveneMeeting(body=self.body, kind=kind, starts_at=starts_at, **asked), by, when)
        return int(made.outcome["meeting"])

    def invite(self, meeting: int, when: datetime, *, by: str = "chair") -> None:
        """Propose everyone and approve the list."""
        self.do(ProposeInvitations(body=self.body, meeting=meeting), CLERK, when)
        self.do(ApproveInvitationList(body=self.body, meeting=meeting), by, when)

    def hold(self, meeting: int, when: datetime, *, by: str = "chair") -> None:
        """Record that everyone came, and close."""
        rows = Invitation.objects.filter(meeting=meeting).order_by("ordinal")
        attended = tuple(Attended(invitation=row.pk, attendance="present") for row in rows)
        self.do(RecordAttendance(body=self.body, meeting=meeting, attended=attended), CLERK, when)
        self.do(CloseMeeting(body=self.body, meeting=meeting), by, when)

    def conclude(self, meeting: int, texts: tuple[str, ...], when: datetime, *, by: str = "chair") -> Receipt:
        """Draft conclusions and issue their notice."""
        for text in texts:
            self.do(
                DraftConclusion(
                    body=self.body, meeting=meeting, text=text, lead_agency=self.agency("so-noi-vu"),
                    coordinating=(self.agency("so-tai-chinh"),), due_on=date(when.year, 12, 31),
                ),
                CLERK, when,
            )  # fmt: skip
        return self.do(IssueConclusionNotice(body=self.body, meeting=meeting), by, when)


FOUNDED_AT: Final = at(2020, 3, 25, 7)


def founded(charter: str = "HP20", *, on: datetime = FOUNDED_AT) -> Committee:
    """Found the body under a shipped charter, its leading posts held from that day."""
    forget_kept()
    return _founded(charter, on)


@founded_once
def _founded(charter: str, on: datetime) -> Committee:
    first, beside = (shipped_charter(name).decode() for name in (charter, f"{charter}-inst"))
    founder = Capacity(body=BODY, person=0, seat=None, says=Text("Cài đặt", "Installation"))
    given = FoundBody(body=BODY, charter=first, installation=beside, recorder="Chuyên viên", recorder_seat=CLERK)
    perform(Call(act="found_body", given=given, by=founder, now=on))
    committee = Committee(seats={seat.key: seat for seat in Seat.objects.filter(effective_until=None)})
    _fill_posts(committee, on)
    return committee


def adopt(committee: Committee, charter: str, on: datetime) -> None:
    """Adopt a later charter on its day, and take over its seats."""
    first, beside = (shipped_charter(name).decode() for name in (charter, f"{charter}-inst"))
    committee.do(AdoptCharter(body=BODY, charter=first, installation=beside), "chair", on)
    committee.seats = {seat.key: seat for seat in Seat.objects.filter(effective_until=None)}
    _fill_posts(committee, on)


def _fill_posts(committee: Committee, on: datetime) -> None:
    act = partial(committee.do, by=CLERK, when=on)
    held = [committee.seats[key].post_id for key in HELD_SEATS if key in committee.seats]
    posts = {post for post in held if post is not None}
    for post in Post.objects.filter(pk__in=posts, appointments=None):
        person = act(RegisterPerson(body=BODY, name=post.title)).outcome["person"]
        act(AppointToPost(body=BODY, person=int(str(person)), post=post.pk, effective_from=on.date()))


@contextmanager
def in_bulk() -> Iterator[None]:
    """Write rows in lots, for tests of how many queries a page takes."""
    token = doing_now.set(object())
    try:
        yield
    finally:
        doing_now.reset(token)
