"""`chidao migrate`: bring the databases to this version of the program."""

from __future__ import annotations

import argparse
from typing import Final

from chidao.cli.databases import bring_up_to_date, steps_left
from chidao.door.books import books
from chidao.kernel.wording import Text

NAME: Final = "migrate"
HELP: Final = Text("tạo hoặc nâng cấp cơ sở dữ liệu", "make the databases, or bring them up to date")
_DONE = Text("{alias}: {count} bước, xong.", "{alias}: {count} steps, done.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: every database of the installation is meant."""


def run(args: argparse.Namespace) -> int:
    """Migrate every book."""
    for alias in books():
        steps = steps_left(alias)
        bring_up_to_date(alias)
        print(_DONE.filled(alias=alias, count=len(steps)).said_in(args.language))
    return 0
