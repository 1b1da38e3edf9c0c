"""`chidao exchange read FILE.edxml`: say what an exchanged message says; no database is needed, nothing is taken in."""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from chidao.cli.reading import bytes_of
from chidao.exchange.edxml.model import StatusMessage
from chidao.exchange.edxml.reading import Read, read_message
from chidao.kernel.wording import Text

NAME: Final = "exchange"
HELP: Final = Text(
    "đọc gói tin liên thông (exchange read TỆP.edxml)", "read an exchanged message (exchange read FILE.edxml)"
)
_FILE: Final = Text("tệp .edxml hoặc .xml", "an .edxml or .xml file")
_JSON: Final = Text("in toàn bộ dưới dạng JSON", "print all of it as JSON")
_ABOUT: Final = Text("{kind}: {about}", "{kind}: {about}")
_DOCUMENT: Final = Text("Văn bản", "Document")
_STATUS: Final = Text("Trạng thái {code}", "Status {code}")
_FAULT: Final = Text("- {says}", "- {says}")
_FAULTS: Final = Text("{count} chỗ thiếu hoặc lạ:", "{count} missing or odd:")
_WHOLE: Final = Text("Không thấy chỗ thiếu.", "Nothing is missing.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `read`, its file and `--json`."""
    parser.add_argument("what", choices=("read",))
    parser.add_argument("file", type=Path, help=_FILE.vi)
    parser.add_argument("--json", action="store_true", help=_JSON.vi)


def run(args: argparse.Namespace) -> int:
    """Read the file: 0 when nothing is missing in it, 1 when something is. Raises BadInput where it is no message."""
    read = read_message(bytes_of(args.file))
    if args.json:
        print(json.dumps(_as_data(read), ensure_ascii=False, default=_plain))
    else:
        _print(read, args.language)
    return 1 if read.faults else 0


def _print(read: Read, language: str) -> None:
    message = read.message
    if isinstance(message, StatusMessage):
        said = _ABOUT.filled(kind=_STATUS.filled(code=message.code), about=message.response_for.document_id)
    else:
        about = f"{message.header.document_id} {message.header.subject}"
        said = _ABOUT.filled(kind=_DOCUMENT, about=about)
    print(said.said_in(language))
    print((_FAULTS.filled(count=len(read.faults)) if read.faults else _WHOLE).said_in(language))
    for fault in read.faults:
        print(_FAULT.filled(says=fault.says).said_in(language))


def _as_data(read: Read) -> dict[str, object]:
    kind = "status" if isinstance(read.message, StatusMessage) else "document"
    return {
        "kind": kind,
        "message": dataclasses.asdict(read.message),
        "signature": dataclasses.asdict(read.seal),
        "faults": [each.as_data() for each in read.faults],
    }


def _plain(value: Any) -> object:
    """Return days and instants as people's programs read them, and of a file its digest and size."""
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest(), "size": len(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
