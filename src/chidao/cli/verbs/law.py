"""`chidao law read FILE`: read the text of a decision into a tree; no database is needed.

`--json` prints the whole tree, `--akn` the text as an Akoma Ntoso 3.0 document; such a document is read as well.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from chidao.cli.reading import bytes_of
from chidao.data.reading import norm_words
from chidao.documents.extracting import Extracted, law_in, words_of
from chidao.door.clock import real_now
from chidao.kernel.wording import Text
from chidao.reading.akoma.writing import akoma_of
from chidao.reading.as_json import as_json
from chidao.reading.norms import find_norms
from chidao.reading.tree import Law

NAME: Final = "law"
HELP: Final = Text("đọc văn bản thành cấu trúc (law read TỆP)", "read a text into its structure (law read FILE)")
_FILE = Text(
    "tệp .txt, .html, .docx, .pdf có chữ hoặc Akoma Ntoso (.xml)",
    "a .txt, .html, .docx or .pdf file with text, or Akoma Ntoso (.xml)",
)
_JSON = Text("in toàn bộ dưới dạng JSON", "print all of it as JSON")
_AKN = Text("in văn bản dưới dạng Akoma Ntoso 3.0 (XML)", "print the text as Akoma Ntoso 3.0 (XML)")
_SUM = Text(
    "{role}: {chapters} chương, {articles} điều, {clauses} khoản, {points} điểm.",
    "{role}: {chapters} chapters, {articles} articles, {clauses} clauses, {points} points.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `read`, its file, `--json` and `--akn`."""
    parser.add_argument("what", choices=("read",))
    parser.add_argument("file", type=Path, help=_FILE.vi)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_JSON.vi)
    form.add_argument("--akn", action="store_true", help=_AKN.vi)


def run(args: argparse.Namespace) -> int:
    """Read the file and print its tree. Raises BadInput with the reason where it cannot be read."""
    found = words_of(args.file.name, bytes_of(args.file))
    law = law_in(found)
    if args.akn:
        sys.stdout.flush()
        sys.stdout.buffer.write(akoma_of(law, real_now().date()) + b"\n")
    elif args.json:
        print(json.dumps(_data(law, found), ensure_ascii=False))
    else:
        _print(law, args.language)
    return 0


def _data(law: Law, found: Extracted) -> dict[str, object]:
    """Return the tree as data, with the words that spans count in where they are not the file's own characters."""
    data = as_json(law, [norm.as_json() for norm in find_norms(law, norm_words())])
    return data if found.is_as_given else {**data, "text": found.text}


def _print(law: Law, language: str) -> None:
    document = law.document
    number = f"{document.number or '…'}{document.separator}{document.symbol or '…'}"
    print(" · ".join(str(each) for each in (document.kind, number, document.issued_on, document.title) if each))
    for part in law.parts:
        clauses = [clause for article in part.articles for clause in article.clauses]
        points = sum(len(each.points) for each in part.articles) + sum(len(each.points) for each in clauses)
        says = _SUM.filled(
            role=part.kind or part.role, chapters=len(part.chapters), articles=len(part.articles), clauses=len(clauses),
            points=points,
        )  # fmt: skip
        print(says.said_in(language))
    for problem in law.problems:
        print(f"! {problem.says.said_in(language)}")
