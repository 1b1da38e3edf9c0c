"""Whether a copy is authentic: by the code on it, or by the bytes of a file. Nothing of a paper that is not public is
told but its number and day, and that only to whoever holds its very code or file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db.models import Q

from chidao.documents.models import Document, PublicCopy, Signature
from chidao.kernel.wording import Text
from chidao.portal.queries import State, Successor, state_of, successor_of

Way = Literal["code", "public_copy", "signed_file", "filed_paper"]
WAYS: Final[dict[Way, Text]] = {
    "code": Text("mã xác thực", "the verification code"),
    "public_copy": Text("tệp trùng với bản công khai", "the file is the public copy, byte for byte"),
    "signed_file": Text("tệp trùng với tệp đã ký số", "the file is the digitally signed one, byte for byte"),
    "filed_paper": Text("tệp trùng với bản đã ký đang lưu", "the file is the signed paper that is filed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An authentic document: its number, day, issuer's body and state.

    `title` is "" for one that everyone may not read; `code` leads to its public page, None where it has none.
    """

    way: Way
    body: str
    label: str
    dated_on: date
    title: str
    code: str | None
    state: State
    successor: Successor | None
    is_withdrawn: bool


def by_code(code: str) -> Answer | None:
    """Return the document with a verification code, None for a code that none has (at most four queries)."""
    found = Document.objects.filter(code=code).first()
    return _answer(found, "code") if found else None


def by_digest(sha256: str) -> Answer | None:
    """Return the document of which a file, by its SHA-256, is a copy; None for a file that is not known.

    A public copy that was withdrawn is known still, and said to be withdrawn.
    """
    copy = PublicCopy.objects.filter(Q(file__sha256=sha256) | Q(printed__sha256=sha256)).order_by("-pk").first()
    if copy:
        return _answer(copy.document, "public_copy")
    signature = Signature.objects.filter(file__sha256=sha256).first()
    if signature:
        return _answer(signature.document, "signed_file")
    filed = Document.objects.filter(scan__sha256=sha256).order_by("pk").first()
    return _answer(filed, "filed_paper") if filed else None


def _answer(document: Document, way: Way) -> Answer:
    copies = list(PublicCopy.objects.filter(document=document).defer("content").order_by("pk"))
    live = next((each for each in copies if each.withdrawn_at is None), None)
    successor = successor_of(document)
    return Answer(
        way=way,
        body=document.body,
        label=document.label,
        dated_on=document.dated_on,
        title=live.title if live else "",
        code=document.code if copies else None,
        state=state_of(document, is_replaced=successor is not None),
        successor=successor,
        is_withdrawn=bool(copies) and live is None,
    )
