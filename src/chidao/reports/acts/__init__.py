"""What is done with the body's own reports: drafted, revised, submitted, returned, issued."""

from __future__ import annotations

from chidao.reports.acts.digesting import SendDigest, send_digest
from chidao.reports.acts.drafting import DraftReport, ReviseReport, SectionWords, draft_report, revise_report
from chidao.reports.acts.sending import (
    IssueReport,
    ReturnReport,
    SubmitReport,
    issue_report,
    return_report,
    submit_report,
)

__all__ = [
    "DraftReport",
    "IssueReport",
    "ReturnReport",
    "ReviseReport",
    "SectionWords",
    "SendDigest",
    "SubmitReport",
    "draft_report",
    "issue_report",
    "return_report",
    "revise_report",
    "send_digest",
    "submit_report",
]
