"""The report that an act is about: found, locked, named; what authority needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from chidao.acts.authority import Matter
from chidao.acts.runner import Doing
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.reports.models import Report
from chidao.reports.rules import ReportState, ReportStep, against_step, duty_reported, facets_of, state_of

BODY = ("Ban chỉ đạo", "Body", "body")
REPORT = ("Báo cáo", "Report", "report")


class OnReport(Protocol):
    """An input that names a body and one of its reports."""

    @property
    def body(self) -> str:
        """Return the code of the body."""

    @property
    def report(self) -> int:
        """Return the id of the report."""


def about_report(given: OnReport, at: datetime) -> Matter:
    """Return what an act on a report is about. Raises NotFound."""
    found: Report | None = Report.objects.filter(body=given.body, pk=given.report).defer("figures", "words").first()
    if found is None:
        raise NotFound(Reason(code="no_report", says=_NO_REPORT, field="report"))
    return report_matter(found.body, report_said(found.number, found.title), found.kind, found.duty, at)


def report_matter(body: str, says: Text, kind: str, duty: str, at: datetime) -> Matter:
    """Return a report of a kind under a duty as the matter of an act."""
    current = regulation(body, local_day(at))
    facets: Mapping[str, str] = {"report": kind}
    if current:
        facets = facets_of(current, duty_reported(current, duty), kind)
    return Matter(body=body, says=says, facets=facets)


def locked_report(doing: Doing, given: OnReport, step: ReportStep) -> Report:
    """Return the report, locked until the act is done. Raises NotFound; Conflict where the step cannot be taken."""
    found = doing.locked(Report, body=given.body, pk=given.report)
    if found is None:
        raise NotFound(Reason(code="no_report", says=_NO_REPORT, field="report"))
    raise_if_any(Conflict, against_step(step, state_now(found), report_said(found.number, found.title)))
    return found


def state_now(report: Report) -> ReportState:
    """Return the state of a report."""
    voided_at = report.document.voided_at if report.document else None
    return state_of(report.submitted_at, report.issued_at, voided_at)


def report_said(number: int | None, title: str) -> Text:
    """Return how sentences name a report."""
    if number is None:
        return Text(f"báo cáo “{title}”", f"the report “{title}”")
    return Text(f"báo cáo {number} “{title}”", f"report {number} “{title}”")


def who(doing: Doing) -> dict[str, object]:
    """Return the legal actor as plain data, as rows keep it."""
    return {"person": doing.by.person, "seat": doing.by.seat, "says": doing.by.says.as_data()}


def searched(title: str, label: str = "") -> str:
    """Return what a report is searched by."""
    return fold(f"{label} {title}")[:500]


_NO_REPORT = Text("Không có báo cáo này.", "There is no such report.")
