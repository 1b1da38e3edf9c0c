"""The parts of a stranger's .docx, read in a process of its own: bytes in, `{"parts"}` or `{"refused"}` out.

Only `from_word` starts it, with limits on time and memory.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from functools import cache
from typing import Any, Final

from chidao.data.loading import read_yaml
from chidao.documents.checking.book import FILE, Book, book_on, read_book
from chidao.documents.checking.package import Damaged, TooHeavy
from chidao.documents.checking.reader import read_sheet
from chidao.documents.drafts.word_parts import word_parts
from chidao.documents.formalities import load_formalities
from chidao.kernel.vietnamese import contains_secret_mark

TOO_HEAVY: Final = "file_too_heavy"


def found(data: bytes) -> dict[str, Any]:
    """Return the parts of a file as plain data, or why it is refused."""
    try:
        sheet = read_sheet(data)
        mark = contains_secret_mark("\n".join(paragraph.text for paragraph in sheet.paragraphs))
        if mark:
            return {"refused": "state_secret", "mark": mark}
        return {"parts": asdict(word_parts(sheet, load_formalities(), _book()))}
    except (TooHeavy, MemoryError, RecursionError):
        return {"refused": TOO_HEAVY}
    except Damaged:
        return {"refused": "file_damaged"}


@cache
def _book() -> Book:
    return book_on([read_book(each) for each in read_yaml(FILE)["norms"]], None)


def main() -> int:
    """Read bytes from standard input, find the parts, write the answer."""
    sys.stdout.write(json.dumps(found(sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
