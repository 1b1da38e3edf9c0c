"""The check of a stranger's file, run as a process of its own: bytes in, `{"report"}` or `{"refused"}` out.

Only `checker` starts it, with limits on time and memory.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any, Final

from chidao.data.loading import read_yaml
from chidao.documents.checking.book import FILE, Book, book_on, read_book
from chidao.documents.checking.checks import check_sheet
from chidao.documents.checking.package import Damaged, TooHeavy
from chidao.documents.checking.reader import read_sheet
from chidao.kernel.vietnamese import contains_secret_mark

TOO_HEAVY: Final = "file_too_heavy"


def books() -> list[Book]:
    """Load the norms that come with the program (reads the data file)."""
    return [read_book(each) for each in read_yaml(FILE)["norms"]]


def checked(data: bytes, on: date | None) -> dict[str, Any]:
    """Return the report on a file as plain data, or why it is refused."""
    try:
        sheet = read_sheet(data)
        mark = contains_secret_mark("\n".join(paragraph.text for paragraph in sheet.paragraphs))
        if mark:
            return {"refused": "state_secret", "mark": mark}
        return {"report": check_sheet(sheet, book_on(books(), on)).as_data()}
    except (TooHeavy, MemoryError, RecursionError):
        return {"refused": TOO_HEAVY}
    except Damaged:
        return {"refused": "file_damaged"}


def main() -> int:
    """Read bytes from standard input, check them, write the answer; the first argument is a day or nothing."""
    day = sys.argv[1] if len(sys.argv) > 1 else ""
    answer = checked(sys.stdin.buffer.read(), date.fromisoformat(day) if day else None)
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
