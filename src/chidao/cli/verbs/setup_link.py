"""`chidao setup-link`: a link by which the first committee of this installation is brought in, good for seven days."""

from __future__ import annotations

import argparse
from typing import Final

from chidao.door.clock import now
from chidao.kernel.wording import Text
from chidao.onboarding.access import SETUP_DAYS, setup_token

NAME: Final = "setup-link"
HELP: Final = Text("in liên kết để lập ban chỉ đạo đầu tiên", "print the link to found the first committee by")
_ADDRESS = Text("địa chỉ của hệ thống trong trình duyệt", "address of the installation in a browser")
_GOOD_FOR = Text(
    "Liên kết dùng được {days} ngày, cho đến khi có ban chỉ đạo đầu tiên:",
    "Good for {days} days, until the first committee is here:",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the address that the link begins with."""
    parser.add_argument("--address", default="http://127.0.0.1:8000", help=_ADDRESS.vi)


def run(args: argparse.Namespace) -> int:
    """Print the link. Raises Conflict once the installation holds a body."""
    token = setup_token(now())
    print(_GOOD_FOR.filled(days=SETUP_DAYS).said_in(args.language))
    print(f"{args.address.rstrip('/')}/found/?setup={token}")
    return 0
