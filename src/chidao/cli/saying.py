"""What the command line says, in Vietnamese or English, and the exit codes that programs read."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Final

from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Reason, Refused
from chidao.kernel.wording import LANGUAGES, Text

EXIT_CODES: Final[Mapping[type[ChidaoError], int]] = {BadInput: 2, Refused: 3, Conflict: 4, NotFound: 5}
KINDS: Final[Mapping[type[ChidaoError], Text]] = {
    BadInput: Text("Dữ liệu chưa đúng:", "Bad input:"),
    Refused: Text("Bị từ chối:", "Refused:"),
    Conflict: Text("Chưa làm được:", "Not possible now:"),
    NotFound: Text("Không tìm thấy:", "Not found:"),
}
_FAILED: Final = Text("Không làm được:", "Failed:")


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: `--lang`, else that of LANG where it is English, else Vietnamese."""
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        chosen = value or (words[place + 1] if place + 1 < len(words) else "")
        if name == "--lang" and chosen in LANGUAGES:
            return chosen
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if locale.startswith("en") else "vi"


def exit_code(error: ChidaoError) -> int:
    """Return the exit code of an error."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)


def say_error(error: ChidaoError, language: str) -> None:
    """Write every reason to standard error, each with its clause and what would make the act possible."""
    heading = next((text for kind, text in KINDS.items() if isinstance(error, kind)), _FAILED)
    print(heading.said_in(language), file=sys.stderr)
    for reason in error.reasons:
        print(f"  - {reason_line(reason, language)}", file=sys.stderr)


def reason_line(reason: Reason, language: str) -> str:
    """Return a reason in one line: where it stands, what it says, its clause, its remedy."""
    where = ":".join(str(part) for part in (reason.field, reason.row, reason.line) if part is not None)
    clause = f" [{reason.clause}]" if reason.clause else ""
    remedy = f" → {reason.remedy.said_in(language)}" if reason.remedy else ""
    return f"{where + ': ' if where else ''}{reason.says.said_in(language)}{clause}{remedy}"
