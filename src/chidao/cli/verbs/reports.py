"""`chidao reports`: the body's reports, one of them, or the figures of any days as they were known on any day."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import Final

from chidao.cli.callers import add_caller_arguments, reader_from
from chidao.door.clock import now
from chidao.door.plain import as_plain
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.reports.composing import composed_for
from chidao.reports.own_reports import SUBJECT, ReportRow, report_list, report_page
from chidao.reports.rules import STATES, Figure, Figures

NAME: Final = "reports"
HELP: Final = Text(
    "báo cáo của ban; với --from và --until: lập số liệu của những ngày đó",
    "the body's reports; with --from and --until: compose the figures of those days",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the body, the report or the days, the caller and `--json`."""
    parser.add_argument("--body", required=True)
    parser.add_argument("--id", dest="report", type=int, metavar="REPORT")
    for name, dest in (("--from", "first"), ("--until", "last"), ("--on", "on")):
        parser.add_argument(name, dest=dest, type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--compared", action="store_true")
    parser.add_argument("--json", action="store_true")
    add_caller_arguments(parser, "vi")


def run(args: argparse.Namespace) -> int:
    """Print the list, or the figures of one report or of some days."""
    at = now()
    reader = reader_from(args, args.body, at, subject=SUBJECT)
    if args.report is None and args.first is None and args.last is None:
        rows = report_list(reader, local_day(at))
        print(json.dumps(as_plain(rows), ensure_ascii=False) if args.json else _listed(rows, args.language))
        return 0
    figures = (
        report_page(reader, args.report, local_day(at)).figures
        if args.report is not None
        else composed_for(reader, args.first, args.last, on=args.on, now=at, compared=args.compared)
    )
    print(json.dumps(figures.as_data(), ensure_ascii=False) if args.json else "\n".join(_told(figures, args.language)))
    return 0


def _listed(rows: list[ReportRow], language: str) -> str:
    return "\n".join(
        f"{row.id}  {STATES[row.state].said_in(language)}  {row.title} {row.label}".rstrip() for row in rows
    )


def _told(figures: Figures, language: str) -> Iterator[str]:
    for section in figures.sections:
        yield section.title.said_in(language)
        yield from (_line(each, language) for each in section.figures if each.value or each.before)


def _line(figure: Figure, language: str) -> str:
    before = "" if figure.before is None else f" ({figure.before})"
    return f"  {figure.key}: {figure.label.said_in(language)}: {figure.value}{before}"
