"""`chidao work`: the worker. Delivers what acts left in the outbox and sends the reminders that are due."""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from datetime import datetime
from typing import Final

from chidao.cli.delivering import DeliveryFailed, deliver
from chidao.door.books import books, in_book
from chidao.door.clock import now
from chidao.kernel.errors import Refused
from chidao.kernel.wording import Text
from chidao.ledger.outbox import claim, mark_sent, put_off
from chidao.mandates.queries import seats_of_person
from chidao.people.models import Person
from chidao.tasks.jobs import send_reminders

NAME: Final = "work"
HELP: Final = Text("gửi thông báo và nhắc việc", "deliver notices and send reminders")
EVERY_SECONDS: Final = 15.0
log: Final = logging.getLogger("chidao.work")
_ONCE = Text("một lượt rồi thôi", "one round only")
_DONE = Text("Đã gửi {sent}, hoãn {failed}, nhắc {reminded}.", "Sent {sent}, put off {failed}, reminded {reminded}.")


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
        sent, failed, reminded = work_once(stopped)
        if args.once:
            print(_DONE.filled(sent=sent, failed=failed, reminded=reminded).said_in(args.language))
        if args.once or stopped.wait(args.every):
            return 0


def work_once(stopped: threading.Event) -> tuple[int, int, int]:
    """Do one round over every book; return how many were sent, put off, and reminded of."""
    sent = failed = reminded = 0
    for alias in books():
        with in_book(alias):
            reminded += remind(now())
            one, other = deliver_due(alias, stopped)
            sent, failed = sent + one, failed + other
    return sent, failed, reminded


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


def remind(instant: datetime) -> int:
    """Send the reminders that are due, in every seat that a program holds; return how many."""
    reminded = 0
    for program in Person.objects.filter(automaton=True).order_by("id"):
        for capacity in seats_of_person(program.pk, instant):
            try:
                reminded += len(send_reminders(capacity.body, capacity, instant))
            except Refused as refusal:
                log.warning("%s: %s", capacity.body, refusal)
    return reminded
