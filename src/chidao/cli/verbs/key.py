"""`chidao key new`: issue a personal key and print it, this once."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Final

from chidao.acts.authority import Capacity
from chidao.acts.registry import act_named
from chidao.acts.runner import perform
from chidao.cli.callers import add_caller_arguments, capacity_from, has_key
from chidao.door.callers import capacity_for, new_key
from chidao.door.calling import call_for, given_in_body
from chidao.door.clock import now
from chidao.kernel.wording import Text
from chidao.people.acts import OPENS
from chidao.people.models import PersonalKey

NAME: Final = "key"
HELP: Final = Text("cấp khóa cá nhân (key new)", "issue a personal key (key new)")
ACT: Final = "issue_personal_key"
_LABEL = Text("dòng lệnh", "command line")
_ONCE = Text(
    "Khóa chỉ hiện một lần này; hệ thống chỉ giữ dấu vết của nó.",
    "The key is shown this once; the system keeps only its digest.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add for whom, and who issues it."""
    parser.add_argument("what", choices=("new",))
    parser.add_argument("--body", required=True)
    parser.add_argument("--person", type=int, required=True)
    parser.add_argument("--label", default=_LABEL.vi)
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--opens", choices=tuple(OPENS), default="all")
    add_caller_arguments(parser, "vi")


def run(args: argparse.Namespace) -> int:
    """Issue the key by an act and print it alone on standard output."""
    instant = now()
    key, sha256, hint = new_key()
    sent = {"person": args.person, "label": args.label, "days": args.days, "sha256": sha256, "hint": hint}
    sent["opens"] = args.opens
    act = act_named(ACT)
    perform(call_for(act, given_in_body(act, args.body, sent), _issuer(args, instant), instant))
    print(_ONCE.said_in(args.language), file=sys.stderr)
    print(key)
    return 0


def _issuer(args: argparse.Namespace, instant: datetime) -> Capacity:
    """Return who issues. While no key opens at all, nobody can show one: whoever sits at the machine issues the first
    one as its owner, whose seat must have the power."""
    first = not PersonalKey.objects.filter(opens="all", revoked_at=None, expires_at__gt=instant).exists()
    if first and not has_key(args) and not args.door_title:
        return capacity_for(args.person, instant, body=args.body)
    return capacity_from(args, act_named(ACT), args.body, instant)
