"""The command line: `chidao VERB …`. A verb is a module of `cli.verbs` or a declared act; errors become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import django
from django.db.utils import OperationalError, ProgrammingError

from chidao.cli.saying import exit_code, language_of, say_error
from chidao.door.books import books, in_book
from chidao.kernel.errors import BadInput, ChidaoError, Reason
from chidao.kernel.wording import Text

NO_TABLES = Text(
    "Cơ sở dữ liệu chưa được tạo hoặc chưa đúng phiên bản. Chạy: chidao migrate",
    "The database is not made yet, or not of this version. Run: chidao migrate",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 done, 1 something does not hold, 2 bad input, 3 refused, 4 conflict,
    5 not found."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = language_of(words, os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chidao.settings")
    django.setup()
    # What stands on the tables can only be imported now.
    parser = import_module("chidao.cli.parsers").build_parser(words, language)
    args = parser.parse_args(words)
    args.language = language
    return run_verb(args)


def run_verb(args: Any) -> int:
    """Run the verb that was parsed, in its book; say every reason where it fails."""
    try:
        if args.book not in books():
            raise BadInput(Reason(code="no_such_book", says=_NO_BOOK.filled(name=args.book), field="--book"))
        with in_book(args.book):
            code: int = args.run(args)
            return code
    except ChidaoError as error:
        say_error(error, args.language)
        return exit_code(error)
    except (OperationalError, ProgrammingError) as error:
        print(f"{NO_TABLES.said_in(args.language)}\n{error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has read enough; what is still to be flushed at exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


_NO_BOOK = Text("Không có sổ nào tên “{name}”.", "There is no book called “{name}”.")
