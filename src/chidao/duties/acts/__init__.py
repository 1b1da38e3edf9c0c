"""Collecting agencies' reports: forms issued, reports demanded, sent in, sent back."""

from __future__ import annotations

from chidao.duties.acts.answering import (
    Answer,
    ReturnAgencyReport,
    SubmitAgencyReport,
    return_agency_report,
    submit_agency_report,
)
from chidao.duties.acts.asking import (
    AskedField,
    DemandReport,
    IssueReportForm,
    demand_report,
    issue_report_form,
)
from chidao.duties.acts.owing import reports_owed

__all__ = [
    "Answer", "AskedField", "DemandReport", "IssueReportForm", "ReturnAgencyReport", "SubmitAgencyReport",
    "demand_report", "issue_report_form", "reports_owed", "return_agency_report", "submit_agency_report",
]  # fmt: skip
