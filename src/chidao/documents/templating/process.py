"""A template filled as a process of its own: JSON with the template and the fields in, `{"docx"}` or `{"refused"}` out.

Only `template` starts it, with limits on time, memory and what it may write.
"""

from __future__ import annotations

import base64
import json
import sys
from datetime import date
from typing import Any, Final

from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError

from chidao.documents.templating.filling import BodyInLine, filled
from chidao.documents.word_styles import steady_bytes

# What a template may make go wrong, and by which code it is refused; of several the first that fits.
_REFUSED: Final[tuple[tuple[type[Exception], str], ...]] = (
    (SecurityError, "template_unsafe"),
    (UndefinedError, "template_field"),
    (TemplateError, "template_syntax"),
    (BodyInLine, "template_body"),
    (MemoryError, "file_too_heavy"),
    (RecursionError, "file_too_heavy"),
)


def answer(asked: dict[str, Any]) -> dict[str, str]:
    """Return a filled template, or why it is refused: its code and the words that say where."""
    dated_on = date.fromisoformat(asked["dated_on"]) if asked["dated_on"] else None
    try:
        document = filled(base64.b64decode(asked["template"]), asked["fields"], rule_share=asked["rule_share"])
        return {"docx": base64.b64encode(steady_bytes(document, dated_on)).decode()}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes a library raise, the file is refused
        code = next((code for kind, code in _REFUSED if isinstance(error, kind)), "file_damaged")
        return {"refused": code, "where": str(error)[:200]}


def main() -> int:
    """Read what is asked from standard input, fill the template, write the answer."""
    sys.stdout.write(json.dumps(answer(json.loads(sys.stdin.buffer.read()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
