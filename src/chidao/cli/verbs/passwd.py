"""`chidao passwd USERNAME`: set an account's password at the machine itself."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from typing import Final

from chidao.door.clock import now
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.people.accounts import choose_password
from chidao.people.models import Account

NAME: Final = "passwd"
HELP: Final = Text("đặt mật khẩu cho một tài khoản", "set an account's password")
_PROMPTS = (Text("Mật khẩu mới: ", "New password: "), Text("Gõ lại: ", "Again: "))
_DONE = Text("Đã đặt mật khẩu.", "The password is set.")
_NO_ACCOUNT = Text("Không có tài khoản này.", "There is no such account.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the account's name."""
    parser.add_argument("username")


def run(args: argparse.Namespace) -> int:
    """Ask for the password twice (or read two lines where nobody sits) and set it. Raises BadInput, NotFound."""
    account = Account.objects.filter(username__iexact=args.username, is_active=True).first()
    if account is None:
        raise NotFound(Reason(code="no_account", says=_NO_ACCOUNT))
    password, again = (_asked(prompt.said_in(args.language)) for prompt in _PROMPTS)
    choose_password(account, password, again, now())
    print(_DONE.said_in(args.language))
    return 0


def _asked(prompt: str) -> str:
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
