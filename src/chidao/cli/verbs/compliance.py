"""`chidao compliance`: how each clause of the regulation stands over a period."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Final

from chidao.cli.callers import add_caller_arguments, reader_from
from chidao.door.clock import now
from chidao.door.plain import as_plain
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.reports.compliance import ClauseLine, Sheet, compliance, days_asked
from chidao.reports.rules.compliance import STANDINGS

NAME: Final = "compliance"
HELP: Final = Text("bảng thực hiện quy chế theo từng điều khoản", "how each clause of the regulation is carried out")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the body, the days, the caller and `--json`."""
    parser.add_argument("--body", required=True)
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--until", dest="last", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--json", action="store_true")
    add_caller_arguments(parser, "vi")


def run(args: argparse.Namespace) -> int:
    """Print the sheet, as far as the caller may see the record."""
    at = now()
    reader = reader_from(args, args.body, at, subject="record")
    found = compliance(reader, *days_asked(args.first, args.last, local_day(at)), local_day(at))
    if args.json:
        print(json.dumps(as_plain(found), ensure_ascii=False))
    else:
        _print(found, args.language)
    return 0


def _print(found: Sheet, language: str) -> None:
    for gap in found.gaps:
        print(f"{gap.first_on} – {gap.last_on}: {gap.says.said_in(language)}")
    for paper in found.papers:
        print(f"{paper.number or paper.title.said_in(language)} ({paper.first_on} – {paper.last_on})")
        for line in paper.lines:
            print(f"  {_line(line, language)}")


def _line(line: ClauseLine, language: str) -> str:
    states = [each.state for each in line.duties]
    told = [f"{states.count(state)} {state}" for state in dict.fromkeys(states)]
    counts = (*told, *(f"{n} {name}" for n, name in ((line.acts, "acts"), (line.refused, "refused")) if n))
    return f"{line.id}: {STANDINGS[line.standing].said_in(language)}" + (f" ({', '.join(counts)})" if counts else "")
