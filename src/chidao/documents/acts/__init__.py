"""What is done with the body's papers: taking and voiding numbers, filing the signed paper, publishing."""

from __future__ import annotations

from chidao.documents.acts import acknowledging, delivering, drafts, incoming, publishing, recalling, sealing, templates
from chidao.documents.acts.issuing import IssueDocument, document_matter, issue_document
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
    VoidNumber,
    enter_outside_document,
    file_document,
    void_number,
)
from chidao.documents.acts.publishing import (
    PublishDocument,
    SetDocumentAccess,
    WithdrawPublication,
    publish_document,
    set_document_access,
    withdraw_publication,
)
from chidao.documents.acts.signing import SEAL, signed_for
from chidao.documents.drafting import PLAIN

__all__ = [
    "PLAIN",
    "SEAL",
    "Composed",
    "EnterOutsideDocument",
    "FileDocument",
    "IssueDocument",
    "PublishDocument",
    "SetDocumentAccess",
    "VoidNumber",
    "WithdrawPublication",
    "acknowledging",
    "delivering",
    "document_matter",
    "drafts",
    "enter_outside_document",
    "file_document",
    "given_number",
    "incoming",
    "issue_document",
    "keep_file",
    "next_number",
    "notice_instrument",
    "numbered_document",
    "publish_document",
    "publishing",
    "recalling",
    "sealing",
    "set_document_access",
    "signed_for",
    "templates",
    "void_number",
    "withdraw_publication",
]
