"""`chidao acts`: every declared act, as a verb and in words."""

from __future__ import annotations

import argparse
from typing import Final

from chidao.acts.registry import acts
from chidao.kernel.wording import Text

NAME: Final = "acts"
HELP: Final = Text("liệt kê mọi việc đã khai báo", "list every declared act")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def run(args: argparse.Namespace) -> int:
    """Print a line an act."""
    for each in acts():
        print(f"{each.name.replace('_', '-'):34} {each.title.said_in(args.language)}")
    return 0
