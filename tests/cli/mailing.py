"""A body of which one agency can be written to, and notices that wait for it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from chidao.people.models import Person
from tests.factories import MORNING, Founded, founded_body

ADDRESS = "alpha@thu.example"


class Post:
    """A mail server that keeps what it is sent, and refuses as long as it is told to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 — aiosmtpd's name
        """Take a letter in."""
        if self.refuses:
            return "451 not now"
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 taken"


@contextmanager
def post_office(settings: Any) -> Iterator[Post]:
    """Run a mail server on a free port of the loopback, to which the installation sends."""
    handler = Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.CHIDAO_SMTP, settings.CHIDAO_MAIL_FROM = f"127.0.0.1:{port}", "ban@thu.example"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    controller.stop()


def seat_someone_with_an_address(founded: Founded) -> None:
    """Let a person with an e-mail address follow in the post that has the first agency's seat."""
    person, former = founded.new_person("Người có thư", email=ADDRESS), founded["fellow-alpha"].person
    post = Person.objects.get(pk=former).main_post_id
    founded.do("end_appointment", person=former, post=post, effective_until=MORNING.date())
    founded.do("appoint_to_post", person=person, post=post, effective_from=MORNING.date())


def direct(founded: Founded, *lines: str) -> None:
    """Have the head give the first agency tasks."""
    for line in lines:
        lead = founded.agencies["alpha"]
        founded.do("give_direction", founded["head"], line=line, lead_agency=lead, working_days=10)


def seed(tasks: int) -> None:
    """Found a body in the installation of this process, and leave a notice for each of so many tasks."""
    founded = founded_body()
    seat_someone_with_an_address(founded)
    direct(founded, *(f"Việc {number}" for number in range(tasks)))
