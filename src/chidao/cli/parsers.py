"""The parser of the command line, made of the verbs' modules and the acts' declarations.

A verb is a module of `chidao.cli.verbs` with NAME, HELP (a Text), `add_arguments(parser)` and `run(args) -> int`;
whoever adds a file there has added a verb. `run` finds `args.language` and works in the book of `--book`.
"""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from chidao.acts.registry import Act, acts
from chidao.cli import verbs
from chidao.cli.acting import add_act_arguments, perform_from
from chidao.door.books import MAIN
from chidao.kernel.wording import LANGUAGES, Text

_ABOUT = Text(
    "Hệ thống điều hành của ban chỉ đạo. Mỗi việc đã khai báo cũng là một lệnh: xem “chidao acts”.",
    "The system a steering committee runs on. Every declared act is a verb too: see “chidao acts”.",
)
_LANG = Text("ngôn ngữ của lời báo (vi, en)", "language of what is said (vi, en)")
_BOOK = Text("sổ làm việc (chỉ bản trình diễn có hơn một)", "the book to work in (only a demonstration has more)")


class Verb(Protocol):
    """A module of `cli.verbs`."""

    NAME: str
    HELP: Text

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it and return the exit code."""


def build_parser(words: Sequence[str], language: str) -> argparse.ArgumentParser:
    """Return the parser for these words. Of the acts only the one that is called gets a parser of its own."""
    about = _ABOUT.said_in(language)
    parser = argparse.ArgumentParser(prog="chidao", description=about, allow_abbrev=False)
    add_common(parser, language, top=True)
    added = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in verb_modules(words):
        said = plain_help(verb.HELP, language)
        one = added.add_parser(verb.NAME, help=said, description=said, allow_abbrev=False)
        add_common(one, language)
        verb.add_arguments(one)
        one.set_defaults(run=verb.run)
    for act in acts():
        if verb_name(act) in words:
            add_act_parser(added.add_parser(verb_name(act), description=plain_help(act.title, language)), act, language)
    return parser


def add_act_parser(parser: argparse.ArgumentParser, act: Act, language: str) -> None:
    """Make a parser that of an act."""
    parser.allow_abbrev = False
    add_common(parser, language)
    add_act_arguments(parser, act, language)
    parser.set_defaults(run=lambda args: perform_from(args, act))


def verb_name(act: Act) -> str:
    """Return the verb of an act: `convene-meeting`."""
    return act.name.replace("_", "-")


def verb_modules(words: Sequence[str] = ()) -> Iterator[Verb]:
    """Yield the verbs by name of their modules: those that the words may mean, all where they name none.

    A verb brings what it needs (a server, a reader of texts); what is not called for is not loaded.
    """
    known = sorted(each.name for each in pkgutil.iter_modules(verbs.__path__))
    called = [name for name in known if name in words]
    if not called and any(verb_name(act) in words for act in acts()):
        return
    for name in called or known:
        yield cast("Verb", import_module(f"{verbs.__name__}.{name}"))


def add_common(parser: argparse.ArgumentParser, language: str, *, top: bool = False) -> None:
    """Add what every verb understands, before the verb or after it."""
    lang, book = (None, MAIN) if top else (argparse.SUPPRESS, argparse.SUPPRESS)
    parser.add_argument("--lang", choices=LANGUAGES, default=lang, help=plain_help(_LANG, language))
    parser.add_argument("--book", default=book, help=plain_help(_BOOK, language))


def plain_help(text: Text | str, language: str) -> str:
    """Return a help text as argparse wants it: a per cent sign doubled."""
    return (text.said_in(language) if isinstance(text, Text) else text).replace("%", "%%")
