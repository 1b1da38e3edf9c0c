"""`chidao obligations`: who owes what to whom in a period, by when, and how it stands."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Final

from chidao.cli.callers import add_caller_arguments, reader_from
from chidao.door.clock import now
from chidao.door.plain import as_plain
from chidao.duties.rules import Obligation
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.reports.compliance import days_asked
from chidao.reports.obligations import obligations

NAME: Final = "obligations"
HELP: Final = Text(
    "nghĩa vụ của một kỳ: ai làm, gửi ai, hạn nào, ra sao", "the obligations of a period and their states"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the body, the days, the caller and `--json`."""
    parser.add_argument("--body", required=True)
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--until", dest="last", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--json", action="store_true")
    add_caller_arguments(parser, "vi")


def run(args: argparse.Namespace) -> int:
    """Print them, by due day."""
    at = now()
    reader = reader_from(args, args.body, at, subject="regulation")
    found = obligations(reader.body, *days_asked(args.first, args.last, local_day(at)), local_day(at))
    if args.json:
        print(json.dumps(as_plain(found), ensure_ascii=False))
        return 0
    for each in found:
        print(_line(each, args.language))
    return 0


def _line(each: Obligation, language: str) -> str:
    said = (each.state_says, each.title, each.cycle.says, each.bearer, *each.addressees)
    state, title, cycle, bearer, *to = (part.said_in(language) for part in said)
    return f"{each.due_on}  {state}  {title}, {cycle} [{each.clause}]  {bearer}" + (f" → {', '.join(to)}" if to else "")
