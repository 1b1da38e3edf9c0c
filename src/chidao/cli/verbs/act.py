"""`chidao act NAME …`: perform an act by its declared name; `chidao acts` lists them."""

from __future__ import annotations

import argparse
from typing import Final

from chidao.acts.registry import Act, act_named
from chidao.cli.acting import add_act_arguments, perform_from
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text

NAME: Final = "act"
HELP: Final = Text("thực hiện một việc theo tên (act TÊN --help)", "perform an act by its name (act NAME --help)")
_NO_SUCH = Text("Không có việc nào tên “{name}”.", "There is no act called “{name}”.")
_LIST = Text("Xem: chidao acts", "See: chidao acts")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the name; what follows is read once it is known which act it is."""
    parser.add_argument("name")
    parser.add_argument("rest", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace) -> int:
    """Read the act's own flags and perform it. Raises NotFound for a name that is none."""
    act = _found(args.name.replace("-", "_"))
    parser = argparse.ArgumentParser(prog=f"chidao act {act.name}", allow_abbrev=False)
    parser.add_argument("--lang", default=args.language, help=argparse.SUPPRESS)
    add_act_arguments(parser, act, args.language)
    rest = parser.parse_args(args.rest)
    rest.language = args.language
    return perform_from(rest, act)


def _found(name: str) -> Act:
    try:
        return act_named(name)
    except KeyError as error:
        says = _NO_SUCH.filled(name=name)
        raise NotFound(Reason(code="no_such_act", says=says, remedy=_LIST)) from error
