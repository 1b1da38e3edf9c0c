"""`chidao clauses`: how far each clause of the regulations that ship is live, and by what."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from django.conf import settings

from chidao.door.screens import screens
from chidao.kernel.wording import Text
from chidao.reports.clause_states import ClauseState, clause_states, recorded_run

NAME: Final = "clauses"
HELP: Final = Text("từng điều khoản: đã chạy thật hay chưa, nhờ đâu", "each clause: is it live, and by what")
STATUSES: Final = {
    "live": Text("chạy thật", "live"),
    "partial": Text("một phần", "partial"),
    "open": Text("chưa", "open"),
}
_HEAD = Text("việc, màn hình, bài kiểm thử", "acts, screens, tests")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print every clause."""
    import_module(settings.ROOT_URLCONF)  # the screens declare themselves when their pages are imported
    found = clause_states(screens(), recorded_run())
    if args.json:
        print(json.dumps([each.as_data() for each in found], ensure_ascii=False, indent=1))
    else:
        _print(found, args.language)
    return 0


def _print(found: Sequence[ClauseState], language: str) -> None:
    wide = max(len(each.id) for each in found)
    print(f"{'':{wide}}  {'':9}  {_HEAD.said_in(language)}")
    for each in found:
        counts = f"{len(each.acts):3} {len(each.screens):3} {len(each.tests):3}"
        print(f"{each.id:{wide}}  {STATUSES[each.status].said_in(language):9}  {counts}  {each.cite}")
    for status, count in Counter(each.status for each in found).items():
        print(f"{STATUSES[status].said_in(language)}: {count}")
