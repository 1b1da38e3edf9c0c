"""A small body whose desk may also set who reads a document and withdraw what was published."""

from __future__ import annotations

from typing import Any

from chidao.documents.models import Document
from tests.charters_small import BESIDE
from tests.factories import Founded, founded_body

PERSONAL = ("Nguyễn Văn Tám", "031080001234", "0912 345 678")
TEXT = (
    "Cử ông Nguyễn Văn Tám, CCCD số 031080001234, làm đầu mối.",
    "Điện thoại 0912 345 678.",
)


def publishing_body() -> Founded:
    """Return the small body with the powers of this issue given to its secretary."""
    more = "publish_document, set_document_access, withdraw_publication,"
    return founded_body(beside=BESIDE.replace("publish_document,", more))


def plan(body: Founded, title: str = "Kế hoạch năm", text: tuple[str, ...] = TEXT, **more: Any) -> Document:
    """Issue a plan of the body."""
    made = body.do("issue_document", body["head"], kind="KH", title=title, text=text, **more).outcome
    return Document.objects.get(pk=made["document"])
