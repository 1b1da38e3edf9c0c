"""`chidao work`: the worker. Gives the reminders and digests that are due, delivers what acts left in the outbox."""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from chidao.acts.authority import Capacity
from chidao.cli.delivering import DeliveryFailed, deliver
from chidao.door.books import books, in_book
from chidao.door.clock import now
from chidao.kernel.errors import Refused
from chidao.kernel.wording import Text
from chidao.ledger.outbox import claim, mark_sent, put_off
from chidao.mandates.queries import seats_of_person
from chidao.people.models import Person
from chidao.reports.jobs import send_digests
from chidao.tasks.jobs import send_reminders

NAME: Final = "work"
HELP: Final = Text("gửi thông báo, nhắc việc và bản tin", "deliver notices, reminders and digests")
EVERY_SECONDS: Final = 15.0
log: Final = logging.getLogger("chidao.work")
_ONCE = Text("một lượt rồi thôi", "one round only")
_DONE = Text(
    "Đã gửi {sent}, hoãn {failed}, nhắc {reminded}, soạn {digested} bản tin.",
    "Sent {sent}, put off {failed}, reminded {reminded}, composed {digested} digests.",
)
Job = Callable[[str, Capacity, datetime], Sequence[object]]


class Round(NamedTuple):
    """What one round did: letters sent and put off, reminders given, digests composed."""

    sent: int = 0
    failed: int = 0
    reminded: int = 0
    digested: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--once` and the pause between rounds."""
    parser.add_argument("--once", action="store_true", help=_ONCE.vi)
    parser.add_argument("--every", type=float, default=EVERY_SECONDS, metavar="SECONDS")


def run(args: argparse.Namespace) -> int:
    """Work until told to stop (SIGTERM, SIGINT); a message in hand is finished first."""
    stopped = threading.Event()
    if not args.once:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopped.set())
    while True:
        done = work_once(stopped)
        if args.once:
            print(_DONE.filled(**done._asdict()).said_in(args.language))
        if args.once or stopped.wait(args.every):
            return 0


def work_once(stopped: threading.Event) -> Round:
    """Do one round over every book; return how much was sent, put off, reminded of, composed."""
    sent = failed = reminded = digested = 0
    for alias in books():
        with in_book(alias):
            reminded += in_every_seat(send_reminders, now())
            digested += in_every_seat(send_digests, now())
            one, other = deliver_due(alias, stopped)
            sent, failed = sent + one, failed + other
    return Round(sent, failed, reminded, digested)


def deliver_due(alias: str, stopped: threading.Event) -> tuple[int, int]:
    """Deliver what is due in a book, message by message; return how many went out and how many were put off."""
    sent = failed = 0
    while not stopped.is_set() and (held := claim(now(), alias=alias, most=1)):
        try:
            note = deliver(held[0], now())
        except DeliveryFailed as error:
            put_off(held[0], now(), str(error), alias=alias)
            failed += 1
        else:
            mark_sent(held[0], now(), alias=alias, note=note)
            sent += 1
    return sent, failed


def in_every_seat(job: Job, instant: datetime) -> int:
    """Do a job of the program's own in every seat that a program holds; return how many acts it made."""
    done = 0
    for program in Person.objects.filter(automaton=True).order_by("id"):
        for capacity in seats_of_person(program.pk, instant):
            try:
                done += len(job(capacity.body, capacity, instant))
            except Refused as refusal:
                log.warning("%s: %s", capacity.body, refusal)
    return done
