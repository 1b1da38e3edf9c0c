"""`chidao verify`: does the record hold, event by event and row by row."""

from __future__ import annotations

import argparse
import json
from typing import Final

from chidao.acts.runner import check_record
from chidao.door.books import open_book
from chidao.kernel.wording import Text
from chidao.ledger.verifying import Finding, Verified

NAME: Final = "verify"
HELP: Final = Text("kiểm tra sổ: từng sự kiện, từng dòng", "check the record: every event, every row")
_WHOLE = Text(
    "Sổ còn nguyên: {chains} chuỗi, {events} sự kiện, {rows} dòng.",
    "The record holds: {chains} chains, {events} events, {rows} rows.",
)
_BROKEN = Text("Sổ không còn nguyên: {count} chỗ.", "The record does not hold: {count} places.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Check the open book; 1 if something does not hold."""
    found = check_record(open_book())
    if args.json:
        print(json.dumps(_data(found), ensure_ascii=False))
    else:
        _say(found, args.language)
    return 1 if found.findings else 0


def _say(found: Verified, language: str) -> None:
    for finding in found.findings:
        print(f"  - {finding.says.said_in(language)} ({finding.code})")
    says = _BROKEN.filled(count=len(found.findings)) if found.findings else _WHOLE
    print(says.filled(chains=found.chains, events=found.events, rows=found.rows).said_in(language))


def _data(found: Verified) -> dict[str, object]:
    counted = {"chains": found.chains, "events": found.events, "rows": found.rows}
    return {"holds": not found.findings, **counted, "findings": [_finding(each) for each in found.findings]}


def _finding(found: Finding) -> dict[str, object]:
    place = {"chain": found.chain, "seq": found.seq, "table": found.table, "row": found.row}
    kept = {name: part for name, part in place.items() if part is not None}
    return {"code": found.code, "says": found.says.as_data(), **kept}
