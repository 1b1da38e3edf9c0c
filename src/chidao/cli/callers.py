"""Who calls from the command line: the holder of a personal key; in a demonstration whoever picks a post; and, for
founding a body only, whoever runs the installation."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from chidao.acts.authority import Capacity
from chidao.acts.registry import Act
from chidao.door.callers import capacity_by_words, capacity_for, person_with_key
from chidao.kernel.errors import NotFound, Reason, Refused
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader, body_codes, facts, reader_for

KEY_VARIABLE: Final = "CHIDAO_KEY"
FOUNDING: Final = "found_body"
INSTALLER: Final = Text("Người cài đặt hệ thống", "Who installed the system")

_TITLE = Text("chức vụ hoặc ghế (chỉ bản trình diễn)", "post or seat (demonstrations only)")
_SEAT = Text("ghế của người gọi (số ghế)", "the caller's seat (its number)")
_KEY_FILE = Text(
    f"tệp chứa khóa cá nhân (hoặc biến {KEY_VARIABLE})", f"file with the personal key (or variable {KEY_VARIABLE})"
)


def add_caller_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Add the flags that say who calls."""
    parser.add_argument("--as", dest="door_title", metavar="TITLE", help=_TITLE.said_in(language))
    parser.add_argument("--as-seat", dest="door_seat", metavar="SEAT", type=int, help=_SEAT.said_in(language))
    parser.add_argument("--key-file", dest="door_key_file", metavar="FILE", type=Path, help=_KEY_FILE.said_in(language))


def capacity_from(args: argparse.Namespace, act: Act, body: str, at: datetime) -> Capacity:
    """Return who calls. Raises Refused without a key that opens, NotFound for a body or seat that is not there."""
    if act.name == FOUNDING and body not in body_codes():
        return Capacity(body=body, person=0, seat=None, says=INSTALLER)
    return capacity_in(args, body, at)


def reader_from(args: argparse.Namespace, body: str, at: datetime, *, subject: str) -> Reader:
    """Return who reads a subject. Raises as `capacity_in`, and Refused where their role is shown nothing of it."""
    reader = reader_for(capacity_in(args, body, at), at)
    if reader.sees(subject) is None:
        raise Refused(Reason(code="not_shown", says=_NOT_SHOWN))
    return reader


def capacity_in(args: argparse.Namespace, body: str, at: datetime) -> Capacity:
    """Return who calls in a body. Raises Refused without a key that opens, NotFound for a body or seat not there."""
    if body not in body_codes():
        says = Text("Hệ thống không giữ ban chỉ đạo này.", "This installation does not hold that body.")
        raise NotFound(Reason(code="no_such_body", says=says, field="--body"))
    if args.door_title:
        return capacity_by_words(args.door_title, body, at, facts(body).holdings)
    return capacity_for(person_with_key(_key(args), at).pk, at, seat=args.door_seat, body=body)


def has_key(args: argparse.Namespace) -> bool:
    """Say whether a key was shown."""
    return bool(args.door_key_file or os.environ.get(KEY_VARIABLE))


def _key(args: argparse.Namespace) -> str:
    if args.door_key_file:
        try:
            return str(args.door_key_file.read_text().strip())
        except (OSError, UnicodeDecodeError) as error:
            raise NotFound(Reason(code="no_key_file", says=_NO_FILE, field="--key-file")) from error
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not key:
        raise Refused(Reason(code="no_key", says=_NO_KEY, remedy=_SHOW))
    return key


_NOT_SHOWN = Text("Vai của ghế này không được xem phần này.", "The role of this seat is not shown this.")
_NO_FILE = Text("Không đọc được tệp khóa.", "The key file cannot be read.")
_NO_KEY = Text("Cần khóa cá nhân.", "A personal key is needed.")
_SHOW = Text(f"Dùng --key-file hoặc biến {KEY_VARIABLE}.", f"Give --key-file or the variable {KEY_VARIABLE}.")
