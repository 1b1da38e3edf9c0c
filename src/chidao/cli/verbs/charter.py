"""`chidao charter …`: regulations as data, as text, and from one to the other; no database is needed.

`check FILE…` reads a regulation's file as adopting it would, every fault with its line. `draft FILE > charter.yaml`
proposes a charter from the text of a decision; a text that `write` has written gives its own charter back.
`write FILE.yaml` writes a charter out as a full regulation: as text, as .docx or as Akoma Ntoso. `model --set …` fills
the model regulation in. `compare A B` shows two versions clause by clause.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from chidao.acts.registry import act_names, acts
from chidao.cli.reading import bytes_of
from chidao.data.reading import draft_rules, norm_words
from chidao.documents.extracting import law_in, words_of
from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.regulation_paper import regulation_paper
from chidao.documents.word import word_document
from chidao.door.clock import real_now
from chidao.instruments.charter import Charter
from chidao.instruments.charter_amending import Op, charter_file, redline
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together
from chidao.instruments.writing.comparing import Passage, TextChange, compare_passages, compare_texts
from chidao.instruments.writing.model import model_charter, model_fields
from chidao.instruments.writing.reading_back import is_written, read_written
from chidao.instruments.writing.regulation import WrittenRegulation, write_regulation
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.reading.akoma.writing import akoma_of
from chidao.reading.charter_draft import draft_as_yaml, draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from chidao.reading.tree import Law

NAME: Final = "charter"
HELP: Final = Text(
    "quy chế: kiểm tra, dự thảo, viết thành văn bản, bản mẫu, so sánh (charter check|draft|write|model|compare)",
    "regulations: check, draft from a text, write out, the model, compare (charter check|draft|write|model|compare)",
)
WHAT: Final = ("check", "draft", "write", "model", "compare")
YAML: Final = frozenset({".yaml", ".yml"})
MARKS: Final[dict[str, str]] = {"changed": "~", "moved": ">", "added": "+", "removed": "-"}
_FILES = Text(
    "quy chế, rồi các văn bản thiết lập bên cạnh; hoặc văn bản", "the regulation and what is beside it; or a text"
)
_BESIDE = Text(
    "quy chế mà văn bản thiết lập bổ trợ (YAML)", "the charter that an installation instrument complements (YAML)"
)
_DOCX = Text("ghi thành tệp .docx", "write a .docx file")
_TEXT = Text("in thành văn bản (mặc định)", "print as text (the default)")
_AKN = Text("in dưới dạng Akoma Ntoso 3.0", "print as Akoma Ntoso 3.0")
_CODES = Text("kèm phụ lục mã và lời tiếng Anh", "with the appendix of codes and English wording")
_PLACE = Text("địa danh ghi trước ngày tháng", "the place before the date")
_SET = Text(
    "điền một mục của bản mẫu: tên=giá trị (nhiều dòng: \\n)", "fill in a field of the model: name=value (lines: \\n)"
)
_GOOD = Text(
    "{id}: đọc được, {clauses} điều khoản, {powers} quyền, {seats} ghế.",
    "{id}: in order, {clauses} clauses, {powers} powers, {seats} seats.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to do, its files and its options."""
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("files", nargs="*", type=Path, help=_FILES.vi)
    parser.add_argument("--beside", type=Path, help=_BESIDE.vi)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--docx", type=Path, help=_DOCX.vi)
    form.add_argument("--text", action="store_true", help=_TEXT.vi)
    form.add_argument("--akn", action="store_true", help=_AKN.vi)
    parser.add_argument("--with-codes", action="store_true", help=_CODES.vi)
    parser.add_argument("--place", default="", help=_PLACE.vi)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=_SET.vi)


def run(args: argparse.Namespace) -> int:
    """Do what is asked of the files. Raises BadInput with every fault."""
    _check_files(args.what, args.files)
    doing = {"check": _check, "draft": _draft, "write": _write, "model": _model, "compare": _compare}
    return doing[args.what](args)


def _check_files(what: str, files: Sequence[Path]) -> None:
    wanted = {"model": (0, 0), "compare": (2, 2), "write": (1, 1)}.get(what, (1, 99))
    if not wanted[0] <= len(files) <= wanted[1]:
        raise BadInput(Reason(code="files_wanted", field="files", says=_FILES_WANTED.filled(n=wanted[0])))


# -- draft and check --------------------------------------------------------------------------------------------------


def _draft(args: argparse.Namespace) -> int:
    for path in args.files:
        law = _law(path)
        if is_written(law):
            print(charter_file(read_written(law, acts=_titles(), beside=_beside(args.beside))).decode(), end="")
        else:
            words = norm_words()
            print(draft_as_yaml(draft_charter(law, find_norms(law, words), words, draft_rules())), end="")
    return 0


def _check(args: argparse.Namespace) -> int:
    raws = [bytes_of(path) for path in args.files]
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


# -- write and model --------------------------------------------------------------------------------------------------


def _write(args: argparse.Namespace) -> int:
    beside = _beside(args.beside)
    charter = read_charter(bytes_of(args.files[0]), known_acts=act_names(), beside=beside)
    written = write_regulation(charter, acts=_titles(), beside=beside, place=args.place, with_codes=args.with_codes)
    if args.docx:
        args.docx.write_bytes(_docx(written))
    elif args.akn:
        sys.stdout.flush()
        sys.stdout.buffer.write(akoma_of(read_law(str(written)), _today()) + b"\n")
    else:
        print(written)
    return 0


def _docx(written: WrittenRegulation) -> bytes:
    paper = regulation_paper(written)
    return word_document(paper, formality_on(load_formalities(), paper.dated_on or _today()))


def _model(args: argparse.Namespace) -> int:
    pairs = [each.partition("=") for each in args.set]
    known = {each.name for each in model_fields()}
    strange = [
        Reason(code="unknown_field", field=name, says=_NO_FIELD.filled(name=name[:60], known=", ".join(sorted(known))))
        for name, sign, _ in pairs
        if name not in known or not sign
    ]
    raise_if_any(BadInput, strange)
    values = {name: value.replace("\\n", "\n") for name, _, value in pairs}
    print(charter_file(model_charter(values)).decode(), end="")
    return 0


# -- compare ----------------------------------------------------------------------------------------------------------


def _compare(args: argparse.Namespace) -> int:
    before, after = args.files
    both_data = {before.suffix.lower(), after.suffix.lower()} <= YAML
    lines = _charters_compared(before, after, args.language) if both_data else _texts_compared(before, after)
    said = list(lines)
    print("\n".join(said) if said else _ALIKE.said_in(args.language))
    return 0


def _charters_compared(before: Path, after: Path, language: str) -> Iterator[str]:
    """Compare by the clauses' ids; two charters that share none are paired by place and likeness."""
    old, new = (read_charter(bytes_of(path), known_acts=act_names()) for path in (before, after))
    if not {each.id for each in old.clauses} & {each.id for each in new.clauses}:
        yield from _shown(compare_passages(_passages(old, language), _passages(new, language)))
        return
    for each in redline(old, new):
        pieces = each.words["en" if language == "en" else "vi"]
        yield f"{MARKS[each.kind]} {each.cite} ({each.clause})\n    {_marked(pieces)}"


def _passages(charter: Charter, language: str) -> list[Passage]:
    return [Passage(f"{each.cite} ({each.id})", each.summary.said_in(language)) for each in charter.clauses]


def _texts_compared(before: Path, after: Path) -> Iterator[str]:
    return _shown(compare_texts(_law(before), _law(after)))


def _shown(changes: Iterable[TextChange]) -> Iterator[str]:
    for each in changes:
        place = " → ".join(dict.fromkeys(filter(None, (each.before, each.after))))
        yield f"{MARKS[each.kind]} {place}\n    {_marked(each.words)}"


def _marked(pieces: Iterable[tuple[Op, str]]) -> str:
    """Return a redline as plain text: what went in [-…-], what came in {+…+}."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return " ".join(marks[op].format(words) for op, words in pieces)


# -- files ------------------------------------------------------------------------------------------------------------


def _law(path: Path) -> Law:
    """Read a text into its tree; a charter's file is written out first."""
    raw = bytes_of(path)
    if path.suffix.lower() in YAML:
        return read_law(str(write_regulation(read_charter(raw, known_acts=act_names()), acts=_titles())))
    return law_in(words_of(path.name, raw))


def _beside(path: Path | None) -> Charter | None:
    return read_charter(bytes_of(path), known_acts=act_names()) if path else None


def _titles() -> dict[str, Text]:
    return {act.name: act.title for act in acts()}


def _today() -> date:
    return real_now().date()


_FILES_WANTED: Final = Text("Cần {n} tệp.", "{n} files are wanted.")
_NO_FIELD: Final = Text(
    "Bản mẫu không có mục “{name}”; có: {known}.", "The model has no field “{name}”; it has: {known}."
)
_ALIKE: Final = Text("Hai bản giống nhau.", "The two are alike.")
