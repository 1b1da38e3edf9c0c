"""`chidao charter check FILE…`: read a regulation's file as adopting it would, every fault with its line.

`chidao charter draft FILE > charter.yaml`: propose a charter from the text of a decision or a regulation.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from chidao.acts.registry import act_names
from chidao.data.reading import draft_rules, norm_words
from chidao.documents.extracting import words_of
from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together
from chidao.kernel.errors import BadInput, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.reading.charter_draft import draft_as_yaml, draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law

NAME: Final = "charter"
HELP: Final = Text(
    "kiểm tra tệp quy chế, hoặc dự thảo từ văn bản (charter check TỆP…, charter draft TỆP)",
    "check a regulation's file, or draft one from a text (charter check FILE…, charter draft FILE)",
)
_FILES = Text("quy chế, rồi các văn bản thiết lập bên cạnh", "the regulation, then what is installed beside it")
_GOOD = Text(
    "{id}: đọc được, {clauses} điều khoản, {powers} quyền, {seats} ghế.",
    "{id}: in order, {clauses} clauses, {powers} powers, {seats} seats.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `check`, `draft` and their files."""
    parser.add_argument("what", choices=("check", "draft"))
    parser.add_argument("files", nargs="+", type=Path, help=_FILES.vi)


def run(args: argparse.Namespace) -> int:
    """Check the files together, or draft a charter from each. Raises BadInput with every fault."""
    return _draft(args) if args.what == "draft" else _check(args)


def _draft(args: argparse.Namespace) -> int:
    for path in args.files:
        law = read_law(words_of(path.name, _read(path)).text)
        words = norm_words()
        print(draft_as_yaml(draft_charter(law, find_norms(law, words), words, draft_rules())), end="")
    return 0


def _check(args: argparse.Namespace) -> int:
    raws = [_read(path) for path in args.files]
    first = read_charter(raws[0], known_acts=act_names())
    charters = (first, *(read_charter(raw, known_acts=act_names(), beside=first) for raw in raws[1:]))
    if first.source == "original":
        raise_if_any(BadInput, check_together(charters, known_acts=act_names()))
    for charter in charters:
        print(_said(charter).said_in(args.language))
    return 0


def _said(charter: Charter) -> Text:
    return _GOOD.filled(
        id=charter.id, clauses=len(charter.clauses), powers=len(charter.powers), seats=len(charter.seats)
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        says = Text("Không đọc được tệp {path}.", "The file {path} cannot be read.").filled(path=path)
        raise NotFound(Reason(code="no_such_file", says=says)) from error
