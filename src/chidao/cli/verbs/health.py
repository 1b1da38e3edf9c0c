"""`chidao health`: is everything an installation needs in order."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from chidao.cli.databases import steps_left
from chidao.documents.print_font import print_font
from chidao.door.books import books
from chidao.door.clock import now
from chidao.kernel.wording import Text
from chidao.ledger.outbox import standing
from chidao.storage import is_postgresql, storage_note

NAME: Final = "health"
HELP: Final = Text("kiểm tra bản cài đặt", "check the installation")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at: `well` False makes the check fail, None is worth knowing only."""

    name: str
    well: bool | None
    says: Text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Say how it stands; 1 if something is not well."""
    found = list(signs())
    if args.json:
        rows = [{"name": sign.name, "well": sign.well, "says": sign.says.as_data()} for sign in found]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for sign in found:
            print(f"{_MARKS[sign.well]} {sign.says.said_in(args.language)}")
    return 1 if any(sign.well is False for sign in found) else 0


def signs() -> Iterator[Sign]:
    """Look at the databases, the folder of files, the outbox, the font of printed papers and the mail server."""
    for alias in books():
        steps = steps_left(alias)
        if steps:
            yield Sign(f"database:{alias}", False, _LACKS.filled(alias=alias, count=len(steps)))
        else:
            yield Sign(f"database:{alias}", True, _UP_TO_DATE.filled(alias=alias))
            yield _outbox(alias)
    if not is_postgresql(settings.CHIDAO_DATABASE) and (note := storage_note()):
        yield Sign("sqlite", None, note)
    yield _files()
    font = print_font()
    yield Sign("font", True if font.is_metric else None, font.note())
    yield Sign("mail", True if settings.CHIDAO_SMTP else None, _MAIL if settings.CHIDAO_SMTP else _NO_MAIL)


def _outbox(alias: str) -> Sign:
    found = standing(now(), alias=alias)
    says = _OUTBOX.filled(due=found.due, given_up=found.given_up)
    return Sign(f"outbox:{alias}", None if found.given_up else True, says)


def _files() -> Sign:
    place = settings.CHIDAO_FILES if settings.CHIDAO_FILES.exists() else settings.CHIDAO_HOME
    well = os.access(place, os.W_OK)
    return Sign("files", well, _FILES if well else _NO_FILES)


_MARKS: Final = {True: "✓", False: "✗", None: "·"}
_LACKS = Text("Cơ sở dữ liệu “{alias}” thiếu {count} bước nâng cấp.", "Database “{alias}” lacks {count} migrations.")
_UP_TO_DATE = Text("Cơ sở dữ liệu “{alias}” đúng phiên bản.", "Database “{alias}” is up to date.")
_OUTBOX = Text(
    "Thông báo chờ gửi: {due}; đã thôi gửi sau nhiều lần hỏng: {given_up}.",
    "Messages due: {due}; given up after many failures: {given_up}.",
)
_FILES = Text("Thư mục tệp ghi được.", "The folder of files can be written.")
_NO_FILES = Text("Thư mục tệp không ghi được.", "The folder of files cannot be written.")
_MAIL = Text("Có máy chủ thư.", "A mail server is set.")
_NO_MAIL = Text(
    "Chưa đặt máy chủ thư (CHIDAO_SMTP): thông báo chỉ hiện trong hệ thống.",
    "No mail server is set (CHIDAO_SMTP): notices show in the system only.",
)
