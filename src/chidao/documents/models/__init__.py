"""Papers of the body: documents and their numbers, drafts, what comes in, signatures, files by their digest."""

from __future__ import annotations

from chidao.documents.models.drafts import (
    Draft,
    DraftLook,
    DraftNote,
    DraftOpinion,
    DraftVersion,
    Submission,
    SubmissionStep,
    Template,
)
from chidao.documents.models.incoming import Attachment, Direction, Incoming, IncomingAnswer
from chidao.documents.models.papers import Delivery, Document, Series, StoredFile
from chidao.documents.models.signatures import PublicCopy, Signature, SignatureImage

__all__ = [
    "Attachment",
    "Delivery",
    "Direction",
    "Document",
    "Draft",
    "DraftLook",
    "DraftNote",
    "DraftOpinion",
    "DraftVersion",
    "Incoming",
    "IncomingAnswer",
    "PublicCopy",
    "Series",
    "Signature",
    "SignatureImage",
    "StoredFile",
    "Submission",
    "SubmissionStep",
    "Template",
]
