"""`chidao demo`: fill the books of a demonstration by playing its story, act by act.

A book is built beside its place and put there when it is whole, so that a try that was interrupted leaves nothing to
clean up. Two books of one story are told once: the later goes on from a copy of the earlier. The book of the real day
stays empty.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from chidao.acts.kept import forget_kept
from chidao.acts.runner import check_record
from chidao.door.books import EARLIER, MAIN, TODAY, in_book
from chidao.door.clock import forget_story
from chidao.door.given import read_given
from chidao.kernel.wording import Text
from chidao.ledger.models import Event
from chidao.reports.story import Player, StoryStopped
from chidao.reports.story_reading import Step, Story, read_story, story_names

NAME: Final = "demo"
HELP: Final = Text(
    "Dựng sổ trình diễn: diễn lại hai năm hoạt động bằng các việc thật", "Fill a demonstration by playing its story"
)

LATEST: Final = "main"
MOMENTS: Final = (EARLIER, LATEST)
FIRST: Final = "story"
"""The story of the committee that is shown at both moments; those of the others are told beside it at the latest."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    parser.add_argument("--until", choices=MOMENTS, default=LATEST, help="the moment at which the main book stops")


def run(args: argparse.Namespace) -> int:
    """Build what is missing. Returns 0, 1 when it could not be done, 2 when this installation is no demonstration."""
    if not settings.CHIDAO_DEMO:
        _say(_NOT_A_DEMO, to_errors=True)
        return 2
    if TODAY in settings.DATABASES:
        call_command("migrate", database=TODAY, verbosity=0, interactive=False)
    told = [alias for alias in _plan(args.until) if _has_events(alias)]
    if any(connections[alias].vendor != "sqlite" for alias in told):
        _say(_NOT_EMPTY, to_errors=True)
        return 1
    wanted = {alias: stop for alias, stop in _plan(args.until).items() if alias not in told}
    if not wanted:
        _say(_THERE)
        return 0
    try:
        _build(read_story(FIRST), wanted)
    except StoryStopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    return 0


def _plan(until: str) -> dict[str, str]:
    """Return each book of the installation with the moment at which it stops, the earliest first."""
    books = {EARLIER: EARLIER} if EARLIER in settings.DATABASES else {}
    return {**books, MAIN: until}


def _has_events(alias: str) -> bool:
    connection = connections[alias]
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    tables = connection.introspection.table_names()
    return Event._meta.db_table in tables and Event.objects.using(alias).exists()


def _build(story: Story, wanted: Mapping[str, str]) -> None:
    player, told = _player(story), None
    for alias, stop in wanted.items():
        started = time.monotonic()
        with _new_book(alias) as draft:
            if told and draft:
                shutil.copyfile(told, draft)
            else:
                player = _player(story)
            _open_quickly(alias)
            call_command("migrate", database=alias, verbosity=0, interactive=False)
            with in_book(alias):
                player.play(stop, said=_Progress(alias))
                others = _tell_others(alias) if stop == LATEST else []
            findings = check_record(alias).findings
        if findings:
            raise StoryStopped(f"{alias}: the record does not verify: {findings[0]}")
        told = _place(alias) if draft else None
        seconds = f"{time.monotonic() - started:.1f}"
        done, refused = (sum(getattr(each, part) for each in (player, *others)) for part in ("done", "refused"))
        _say(_BUILT.filled(book=alias, acts=done, refused=refused, seconds=seconds))
    forget_kept()
    forget_story()


def _tell_others(alias: str) -> list[Player]:
    """Tell the stories of the other committees, each whole, one after the other: each has a record of its own."""
    players = [_player(read_story(name)) for name in story_names() if name != FIRST]
    for player in players:
        player.play(LATEST, said=_Progress(f"{alias} · {player.story.body}"))
    return players


def _player(story: Story) -> Player:
    return Player(story=story, read=read_given, files=Path(settings.CHIDAO_FILES))


def _place(alias: str) -> Path:
    return Path(connections[alias].settings_dict["NAME"])


@contextmanager
def _new_book(alias: str) -> Iterator[Path | None]:
    """Yield the file in which an SQLite book is built; left well, it takes its place. PostgreSQL is built in place."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        yield None
        return
    place = _place(alias)
    draft = place.with_name(f"{place.name}.part")
    place.parent.mkdir(parents=True, exist_ok=True)
    connection.close()
    _remove(draft)
    connection.settings_dict["NAME"] = str(draft)
    try:
        yield draft
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        _put_in_place(draft, place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _remove(draft)


def _open_quickly(alias: str) -> None:
    """While a draft is built, nobody needs it to outlive a power cut: it is synced once, before it takes its place."""
    if connections[alias].vendor == "sqlite":
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def _put_in_place(draft: Path, place: Path) -> None:
    for file in (draft, place.parent):
        handle = os.open(file, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    _remove(place)  # an older book's log must not be read with the new one
    draft.replace(place)


def _remove(book: Path) -> None:
    for ending in ("", "-wal", "-shm", ".writer"):
        book.with_name(book.name + ending).unlink(missing_ok=True)


class _Progress:
    """Says each month as it is told."""

    def __init__(self, book: str) -> None:
        self.book, self.month = book, ""

    def __call__(self, step: Step) -> None:
        month = f"{step.known_at:%m/%Y}"
        if month != self.month:
            self.month = month
            print(f"  {self.book}: {month}", flush=True)


def _say(words: Text, *, to_errors: bool = False) -> None:
    print(words.vi, words.en, sep="\n", file=sys.stderr if to_errors else sys.stdout)


_NOT_A_DEMO: Final = Text(
    "Chỉ bản trình diễn (CHIDAO_DEMO=1) mới dựng được truyện.", "Only a demonstration (CHIDAO_DEMO=1) can be played."
)
_NOT_EMPTY: Final = Text(
    "Cơ sở dữ liệu PostgreSQL không rỗng: hãy cho một cơ sở dữ liệu rỗng.",
    "The PostgreSQL database is not empty: give an empty one.",
)
_THERE: Final = Text("Sổ trình diễn đã có.", "The demonstration is there already.")
_BUILT: Final = Text(
    "Sổ {book}: {acts} việc, {refused} việc bị từ chối, {seconds} giây, sổ ghi toàn vẹn.",
    "Book {book}: {acts} acts, {refused} refused, {seconds} s, the record verifies.",
)
