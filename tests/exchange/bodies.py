"""Two bodies that write to one another by files, each with its own desk and codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings

from chidao.documents.files import open_file, store_file
from chidao.documents.uploads import CheckedFile, check_upload
from chidao.exchange.models import Message
from tests.charters_small import BESIDE, SMALL
from tests.factories import Founded, founded_body
from tests.fixtures.founded import founded_once

PDF: Final = b"%PDF-1.4\n%%EOF\n"
ACTS: Final = (
    "  - {id: exchange, acts: [register_organ_code, export_document, import_message, send_status, register_incoming,"
    " answer_incoming],"
    " roles: [secretary], clause: T1-beside-1}\n"
    "  - {id: take-back, acts: [recall_document, replace_document], roles: [secretary], clause: T1-beside-1}\n"
)
WITH_EXCHANGE: Final = BESIDE.replace("powers:\n", f"powers:\n{ACTS}", 1)
OLDER: Final = "000.00.00.H41"
CODES: Final = {"T1": "H24.BCD", "T2": "H41.BCD"}


@dataclass
class Side:
    """A body with its code, and the agency by which it knows the other one."""

    founded: Founded
    other: int = 0

    def do(self, name: str, /, **given: Any) -> dict[str, Any]:
        """Perform an act by the secretary, a minute after the last one."""
        self.founded.now += timedelta(minutes=1)
        return dict(self.founded.do(name, **given).outcome)

    def issued(self, title: str = "Kết luận phiên họp", *, kind: str = "CV", signed: bool = True, **more: Any) -> int:
        """Issue a document and file its signed paper."""
        self.founded.now += timedelta(minutes=1)
        more |= {"kind": kind, "title": title, "text": ("Đoạn một.",)}
        document = int(self.founded.do("issue_document", self.founded["head"], **more).outcome["document"])
        if signed:
            self.do("file_document", document=document, scan=stored("ban ky.pdf", PDF + title.encode()))
        return document

    def takes(self, message: Message, **more: Any) -> dict[str, Any]:
        """Take in the file of a message of the other side."""
        self.founded.now += timedelta(minutes=1)
        return self.do("import_message", file=as_file(message), **more)


def stored(name: str, data: bytes) -> CheckedFile:
    """Check and keep a file, as a door does."""
    store_file(settings.CHIDAO_FILES, data)
    return check_upload(name, data)


def as_file(message: Message) -> CheckedFile:
    """Return the file of a message as it is sent to the other side."""
    with open_file(settings.CHIDAO_FILES, message.file.sha256) as kept:
        return stored(message.file.name, kept.read())


@founded_once
def two_sides() -> tuple[Side, Side]:
    """Found two bodies that know each other's codes."""
    first = founded_body(charter=SMALL, beside=WITH_EXCHANGE)
    second = founded_body(charter=SMALL.replace("T1", "T2"), beside=WITH_EXCHANGE.replace("T1", "T2"), code="T2")
    sides = Side(first), Side(second)
    for side, other in zip(sides, reversed(sides), strict=True):
        side.do("register_organ_code", code=CODES[side.founded.code], older="")
        given = {"code": f"{side.founded.code}/other", "name": f"Ban {other.founded.code}", "kind": "other"}
        side.other = int(side.do("register_agency", **given)["agency"])
        side.do("register_organ_code", agency=side.other, code=CODES[other.founded.code], older=OLDER)
    return sides
