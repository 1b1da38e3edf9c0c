"""On the page of a document that was issued from a draft: the draft, and who agreed to it."""

from __future__ import annotations

from django.urls import reverse

from chidao.documents.drafts.queries import submission_of
from chidao.documents.queries import DocumentPage
from chidao.instruments.vocabulary import FACETS
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.here import Here


@document_part(45)
def from_its_draft(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Return the part that leads back to the draft (two queries); None for a paper that was issued without one."""
    submission = submission_of(document=found.row.id)
    if submission is None:
        return None
    shows = {
        "submission": submission,
        "url": reverse("draft", args=[here.body, submission.draft]),
        "steps": [{"row": each, "kind": FACETS["step"][each.kind]} for each in submission.steps],
        "sees_draft": here.eyes.sees("documents") == "all",
    }
    return DocumentPart(template="drafts/of_document.html", shows=shows)
