"""`chidao archive …`: a package of dossiers made, and one checked on its own (the latter needs no database).

`package DOSSIER… --body B --out FILE.zip` writes an E-ARK package of dossiers, by their ids. `check FILE.zip` compares
every file with what METS.xml says of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from chidao.archive.package.checking import check_package
from chidao.archive.package.sources import package_plan
from chidao.archive.package.writing import write_package
from chidao.archive.queries import whole_dossiers
from chidao.cli.callers import add_caller_arguments, reader_from
from chidao.door.clock import now
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

NAME: Final = "archive"
HELP: Final = Text(
    "gói tin nộp lưu: lập, kiểm tra (archive package|check)",
    "packages of dossiers: make, check (archive package|check)",
)
_OUT: Final = Text("tệp .zip sẽ ghi", "the .zip to be written")
_RECEIVER: Final = Text("bên nhận ghi trong gói", "the receiver named in the package")
_WHAT: Final = Text("số (id) hồ sơ, hoặc tệp gói", "ids of dossiers, or the package's file")
_WRITTEN: Final = Text("{name}: {files} tệp.", "{name}: {files} files.")
_GOOD: Final = Text("{name}: {files} tệp, đúng với METS.xml.", "{name}: {files} files, as METS.xml says.")
_FAULTY: Final = Text("{name}: {files} tệp, {count} chỗ không đúng:", "{name}: {files} files, {count} faults:")
_NUMBERS: Final = Text("Hồ sơ nêu bằng số (id).", "Dossiers are named by their ids.")
_NEEDED: Final = Text("Cần --body và --out.", "--body and --out are needed.")
_THERE: Final = Text("Tệp đã có: {name}.", "The file is there already: {name}.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to do, dossiers or a file, and for a package who calls and where it is written."""
    parser.add_argument("what", choices=("package", "check"))
    parser.add_argument("which", nargs="+", help=_WHAT.vi)
    parser.add_argument("--body", default="")
    parser.add_argument("--out", type=Path, help=_OUT.vi)
    parser.add_argument("--receiver", default="Lưu trữ hiện hành", help=_RECEIVER.vi)
    add_caller_arguments(parser, "vi")


def run(args: argparse.Namespace) -> int:
    """Make or check: 0 when done and in order, 1 when a package does not hold."""
    return _check(args) if args.what == "check" else _package(args)


def _package(args: argparse.Namespace) -> int:
    if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in args.which):
        raise BadInput(Reason(code="no_number", says=_NUMBERS, field="which"))
    if not args.body or args.out is None:
        raise BadInput(Reason(code="missing", says=_NEEDED, field="--out"))
    if args.out.exists():
        raise BadInput(Reason(code="file_there", says=_THERE.filled(name=args.out.name), field="--out"))
    at = now()
    reader = reader_from(args, args.body, at, subject="documents")
    dossiers = whole_dossiers(reader, [int(each) for each in args.which])
    made = write_package(args.out, package_plan(reader, dossiers, at=at, receiver=args.receiver))
    print(_WRITTEN.filled(name=made.name, files=len(made.entries)).said_in(args.language))
    return 0


def _check(args: argparse.Namespace) -> int:
    faulty = False
    for each in args.which:
        found = check_package(Path(each))
        said = _FAULTY if found.faults else _GOOD
        print(said.filled(name=found.name, files=found.files, count=len(found.faults)).said_in(args.language))
        for fault in found.faults:
            print(f"- {fault.path}: {fault.says.said_in(args.language)}")
        faulty = faulty or bool(found.faults)
    return 1 if faulty else 0
