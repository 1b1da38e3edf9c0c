"""What is done with the body's papers: taking and voiding numbers, filing the signed paper, publishing."""

from __future__ import annotations

from chidao.documents.acts.numbering import (
    Composed,
    given_number,
    keep_file,
    next_number,
    notice_instrument,
    numbered_document,
)
from chidao.documents.acts.papers import (
    EnterOutsideDocument,
    FileDocument,
    PublishDocument,
    VoidNumber,
    enter_outside_document,
    file_document,
    publish_document,
    void_number,
)

__all__ = [
    "Composed",
    "EnterOutsideDocument",
    "FileDocument",
    "PublishDocument",
    "VoidNumber",
    "enter_outside_document",
    "file_document",
    "given_number",
    "keep_file",
    "next_number",
    "notice_instrument",
    "numbered_document",
    "publish_document",
    "void_number",
]
