"""Pages as someone in a seat sees them, through Django's own client, on the day the story has come to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chidao.acts.authority import Capacity
from chidao.acts.kept import forget_kept
from chidao.door.clock import forget_story
from tests.factories import MORNING, Founded, founded_body


@dataclass
class Visit:
    """A founded body and whoever visits its pages. `now` is the instant of the acts done from here."""

    body: Founded = field(default_factory=founded_body)
    now: datetime = MORNING

    def client(self, seat: str) -> Client:
        """Return a browser in which a seat was picked."""
        forget_story()
        capacity: Capacity = self.body[seat]
        client = Client()
        session = client.session
        session["picked_person"] = capacity.person
        session["seats"] = {self.body.code: capacity.seat}
        session.save()
        return client

    def get(self, seat: str, path: str) -> Any:
        """Open a page of the body."""
        return self.client(seat).get(f"/{self.body.code}/{path}")

    def post(self, seat: str, path: str, **data: Any) -> Any:
        """Send a form of the body."""
        return self.client(seat).post(f"/{self.body.code}/{path}", data)

    def later(self, **more: float) -> None:
        """Let time pass."""
        self.now += timedelta(**more)
        self.body.now = self.now

    def do(self, name: str, seat: str, /, **given: Any) -> Any:
        """Perform an act now, a minute after the last one; return its outcome."""
        self.later(minutes=1)
        return self.body.do(name, self.body[seat], **given).outcome

    def meeting(self, *, days: int = 7, **more: Any) -> int:
        """Convene a regular meeting so many days from now, unless another kind is named."""
        given = {
            "kind": "regular",
            "title": "Họp thường kỳ",
            "place": "Phòng 1",
            "starts_at": self.now + timedelta(days=days),
        }
        return int(self.do("convene_meeting", "head", **given | more)["meeting"])

    def concluded(self, *texts: str) -> int:
        """Hold a meeting from convening to its notice, with these conclusions led by the first agency."""
        meeting = self.meeting(agenda=("Việc thứ nhất",))
        self.do("propose_invitations", "secretary", meeting=meeting)
        self.do("approve_invitation_list", "head", meeting=meeting)
        self.later(days=8)
        invited = self.rows("meetings.Invitation", meeting=meeting)
        self.do("record_attendance", "secretary", meeting=meeting, attended=tuple(_present(row) for row in invited))
        self.do("close_meeting", "head", meeting=meeting)
        for text in texts:
            self.do(
                "draft_conclusion", "secretary", meeting=meeting, text=text, lead_agency=self.body.agencies["alpha"]
            )
        self.do("issue_conclusion_notice", "head", meeting=meeting)
        return meeting

    def task(self, **more: Any) -> int:
        """Give a task to the first agency."""
        given = {"title": "Rà soát thủ tục", "lead_agency": self.body.agencies["alpha"], "source_text": "Văn bản 9"}
        return int(self.do("assign_task", "head", **given | more)["task"])

    def rows(self, model: str, **which: Any) -> list[Any]:
        """Return rows as they stand."""
        from django.apps import apps

        return list(apps.get_model(model).objects.filter(**which).order_by("pk"))


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    """Count the queries of a page that nobody has opened since the last act."""
    forget_kept()
    with CaptureQueriesContext(connection) as queries:
        yield queries


def _present(row: Any) -> Any:
    from chidao.meetings.acts import Attended

    return Attended(invitation=row.pk, attendance="present")
