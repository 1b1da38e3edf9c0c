"""`chidao document check FILE.docx`: check the form of a document; no database is needed."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Final

from chidao.cli.reading import bytes_of
from chidao.documents.checking.checker import check_form
from chidao.documents.checking.report import Breach, Place, Report
from chidao.kernel.wording import Text

NAME: Final = "document"
HELP: Final = Text(
    "kiểm thể thức văn bản (document check TỆP.docx)", "check a document's form (document check FILE.docx)"
)
_FILE: Final = Text("tệp .docx", "a .docx file")
_JSON: Final = Text("in toàn bộ dưới dạng JSON", "print all of it as JSON")
_ON: Final = Text("ngày lấy quy định còn hiệu lực (2026-03-05)", "the day whose norm is taken (2026-03-05)")
_CLEAN: Final = Text("Không thấy lỗi thể thức.", "No fault of form was found.")
_COUNT: Final = Text("{count} lỗi thể thức:", "{count} faults of form:")
_LINE: Final = Text(
    "{at} {rule} ({clause}): đang là {found}; phải là {wanted}.",
    "{at} {rule} ({clause}): it is {found}; wanted {wanted}.",
)
_UNKNOWN: Final = Text("? không kiểm được, {at}{says}", "? not checked, {at}{says}")
_AT: Final = Text("đoạn {number} “{words}”:", "paragraph {number} “{words}”:")
_ON_PAGES: Final = Text("trang:", "pages:")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `check`, its file, `--on` and `--json`."""
    parser.add_argument("what", choices=("check",))
    parser.add_argument("file", type=Path, help=_FILE.vi)
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help=_ON.vi)
    parser.add_argument("--json", action="store_true", help=_JSON.vi)


def run(args: argparse.Namespace) -> int:
    """Check the file: 0 when nothing is at fault, 1 when something is. Raises BadInput where it cannot be read."""
    report = check_form(args.file.name, bytes_of(args.file), on=args.on)
    if args.json:
        print(json.dumps({"file": args.file.name, **report.as_data()}, ensure_ascii=False))
    else:
        _print(report, args.language)
    return 0 if report.is_clean else 1


def _print(report: Report, language: str) -> None:
    print((_CLEAN if report.is_clean else _COUNT.filled(count=len(report.breaches))).said_in(language))
    for breach in report.breaches:
        print(f"- {_said(breach).said_in(language)}")
    for each in report.unknown:
        print(_UNKNOWN.filled(at=_at(each.place, bare=True), says=each.says).said_in(language))


def _said(breach: Breach) -> Text:
    return _LINE.filled(
        at=_at(breach.place), rule=breach.says, clause=breach.clause, found=breach.found, wanted=breach.wanted
    )  # fmt: skip


def _at(place: Place, *, bare: bool = False) -> Text:
    if place.paragraph is None:
        return Text("", "") if bare else _ON_PAGES
    said = _AT.filled(number=place.paragraph, words=place.words[:40])
    return Text(f"{said.vi} ", f"{said.en} ") if bare else said
