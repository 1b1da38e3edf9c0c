"""`chidao version`."""

from __future__ import annotations

import argparse
from typing import Final

from chidao import __version__
from chidao.kernel.wording import Text

NAME: Final = "version"
HELP: Final = Text("in số phiên bản", "print the version")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def run(args: argparse.Namespace) -> int:
    """Print it."""
    print(__version__)
    return 0
