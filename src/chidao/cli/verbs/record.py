"""`chidao record export FILE`: the record of a body as JSON lines, for whoever wants to count it again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from chidao.cli.callers import add_caller_arguments, reader_from
from chidao.door.clock import now
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.reports.exporting import Line, exported

NAME: Final = "record"
HELP: Final = Text(
    "xuất sổ ghi ra tệp, mỗi dòng một sự kiện (record export TỆP)",
    "write the record to a file, one event a line (record export FILE)",
)
STANDARD_OUTPUT: Final = "-"
_FILE = Text("tệp JSON lines; “-”: in ra màn hình", "file of JSON lines; “-”: standard output")
_DONE = Text("Đã xuất {count} dòng.", "{count} lines written.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `export`, its file, the body and the caller."""
    parser.add_argument("what", choices=("export",))
    parser.add_argument("file", help=_FILE.vi)
    parser.add_argument("--body", required=True)
    add_caller_arguments(parser, "vi")


def run(args: argparse.Namespace) -> int:
    """Write the record as far as the caller may see it. Raises NotFound where the file cannot be written."""
    lines = exported(reader_from(args, args.body, now(), subject="record"))
    if args.file == STANDARD_OUTPUT:
        _write(sys.stdout, lines)
        return 0
    count = _write_file(Path(args.file), lines)
    print(_DONE.filled(count=count).said_in(args.language))
    return 0


def _write_file(file: Path, lines: Iterable[Line]) -> int:
    try:
        with file.open("w", encoding="utf-8") as out:
            return _write(out, lines)
    except OSError as error:
        says = Text("Không ghi được tệp {file}.", "The file {file} cannot be written.").filled(file=file)
        raise NotFound(Reason(code="no_such_file", says=says, field="file")) from error


def _write(out: TextIO, lines: Iterable[Line]) -> int:
    count = 0
    for line in lines:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        count += 1
    return count
