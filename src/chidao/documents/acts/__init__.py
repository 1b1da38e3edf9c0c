"""What is done with the body's papers: taking and voiding numbers, filing the signed paper, publishing."""

from __future__ import annotations

from chidao.documents.acts.issuing import PLAIN, IssueDocument, document_matter, issue_document
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
from chidao.documents.acts.signing import SEAL, signed_for

__all__ = [
    "PLAIN",
    "SEAL",
    "Composed",
    "EnterOutsideDocument",
    "FileDocument",
    "IssueDocument",
    "PublishDocument",
    "VoidNumber",
    "document_matter",
    "enter_outside_document",
    "file_document",
    "given_number",
    "issue_document",
    "keep_file",
    "next_number",
    "notice_instrument",
    "numbered_document",
    "publish_document",
    "signed_for",
    "void_number",
]
