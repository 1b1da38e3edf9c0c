"""Answering: an agency sends its report in; one that will not do is sent back with its reason and is owed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts import keep_file
from chidao.documents.uploads import CheckedFile
from chidao.duties.acts.asking import BODY
from chidao.duties.models import AgencyReport
from chidao.duties.queries import Asked, asked_of_act, owing_agencies, reports_for
from chidao.duties.rules.collecting import read_answers
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.people.models import Agency
from chidao.tasks.acts.subject import tell_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is filled in under a field's key."""

    key: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitAgencyReport:
    """An agency's report: for a cycle of a form, or on a demand."""

    body: str = asked(*BODY)
    form: int | None = asked("Mẫu", "Form", "hidden", default=None)
    cycle: str = asked("Kỳ", "Cycle", "hidden", default="")
    demand: int | None = asked("Yêu cầu", "Demand", "hidden", default=None)
    agency: int = asked("Cơ quan báo cáo", "Agency", "agency")
    answers: tuple[Answer, ...] = asked("Số liệu", "Answers", "rows", default=())
    note: str = asked("Thuyết minh", "Note", "long", default="")
    file: CheckedFile | None = asked("Tệp kèm theo", "File", "file", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAgencyReport:
    """A report that will not do."""

    body: str = asked(*BODY)
    report: int = asked("Báo cáo", "Report", "hidden")
    reason: str = asked("Lý do trả lại", "Why it is sent back", "long")


def _about_submitting(given: SubmitAgencyReport, at: datetime) -> Matter:
    found = asked_of_act(given.body, given.form or 0, given.demand, given.cycle)
    return report_matter(given.body, found, reports_for(given.agency, local_day(at)))


def _about_returning(given: ReturnAgencyReport, at: datetime) -> Matter:
    found = _report(given)
    about = asked_of_act(given.body, found.form_id, found.demand_id, found.cycle)
    return report_matter(given.body, about, found.agency_id)


def report_matter(body: str, about: Asked, agency: int) -> Matter:
    """Return what authority needs to know of an agency's report: it is that agency's."""
    return Matter(body=body, says=about.title, lead_agency=agency)


@act(
    "submit_agency_report",
    ("Gửi báo cáo của cơ quan", "Send the agency's report"),
    ("{agency} gửi báo cáo: {what}", "{agency} sent its report: {what}"),
    given=SubmitAgencyReport,
    about=_about_submitting,
)
def submit_agency_report(doing: Doing, given: SubmitAgencyReport) -> Mapping[str, object]:
    """Send in what an agency owes, late or not. BadInput names each field that is missing or cannot be read.

    Conflict where it is not owed by this agency, its data are still open, or one was sent already and stands.
    """
    about = asked_of_act(given.body, given.form or 0, given.demand, given.cycle)
    agency = _agency(given)
    answers, faults = read_answers(about.form.fields, [(each.key, each.value) for each in given.answers])
    raise_if_any(BadInput, faults)
    raise_if_any(Conflict, [*_not_owed(given, about), *_too_early(about, doing.at), *_already(doing, given, about)])
    sender = reports_for(given.agency, local_day(doing.at))
    report = doing.add(
        AgencyReport(
            body=given.body,
            form_id=about.form.id,
            demand_id=about.demand.id if about.demand else None,
            cycle=about.turn.cycle.key if about.turn else "",
            agency_id=sender,
            former_id=given.agency if sender != given.agency else None,
            version=_next_version(doing, given, about),
            answers=answers,
            note=given.note,
            file=keep_file(doing, given.file) if given.file else None,
            submitted_by={"person": doing.by.person, "seat": doing.by.seat, "says": doing.by.says.as_data()},
            submitted_person_id=doing.by.person,
            submitted_at=doing.at,
        )
    )
    return {"report": report.pk, "version": report.version, "say": {"agency": agency.name}}


@act(
    "return_agency_report",
    ("Trả lại báo cáo của cơ quan", "Send an agency's report back"),
    ("Trả lại báo cáo của {agency}: {what}. Lý do: {reason}", "Report of {agency} sent back: {what}. Why: {reason}"),
    given=ReturnAgencyReport,
    about=_about_returning,
)
def return_agency_report(doing: Doing, given: ReturnAgencyReport) -> Mapping[str, object]:
    """Send a report back with its reason: it is kept, and is owed again by the same day. Conflict: it was already."""
    report = doing.locked(AgencyReport, body=given.body, pk=given.report, returned_at=None)
    if report is None:
        _report(given)
        raise Conflict(Reason(code="returned", says=_RETURNED, field="report"))
    if len(given.reason) > 500:
        raise BadInput(Reason(code="too_long", says=_LONG, field="reason"))
    doing.change(report, returned_at=doing.at, return_reason=given.reason)
    says = Text("Báo cáo bị trả lại: {what}. Lý do: {reason}", "A report was sent back: {what}. Why: {reason}")
    told = says.filled(what=doing.matter.says, reason=given.reason)
    path = f"/{given.body}/reports/sent/{report.pk}/"
    tell_of(doing, told, path, [report.agency_id], [report.submitted_person_id])
    name = Agency.objects.get(pk=report.former_id or report.agency_id).name
    return {"report": report.pk, "say": {"agency": name, "reason": given.reason.rstrip(".")}}


def _report(given: ReturnAgencyReport) -> AgencyReport:
    found: AgencyReport | None = AgencyReport.objects.filter(body=given.body, pk=given.report).first()
    if found is None:
        raise NotFound(Reason(code="no_report", says=_NO_REPORT, field="report"))
    return found


def _agency(given: SubmitAgencyReport) -> Agency:
    found: Agency | None = Agency.objects.filter(pk=given.agency).first()
    if found is None:
        raise NotFound(Reason(code="no_agency", says=_NO_AGENCY, field="agency"))
    return found


def _not_owed(given: SubmitAgencyReport, about: Asked) -> Iterator[Reason]:
    if given.agency not in owing_agencies(given.body, about):
        yield Reason(code="not_owed", says=_NOT_OWED, clause=about.clause, field="agency")


def _too_early(about: Asked, at: datetime) -> Iterator[Reason]:
    on = local_day(at)
    if about.demand and at < about.demand.demanded_at:
        yield Reason(code="not_demanded_yet", says=_NOT_YET, clause=about.clause)
    if about.turn and on < about.turn.last_on:
        yield Reason(code="data_open", says=_OPEN.filled(day=_day(about.turn.last_on)), clause=about.clause)


def _already(doing: Doing, given: SubmitAgencyReport, about: Asked) -> Iterator[Reason]:
    stands = _versions(doing, given, about).filter(returned_at=None).first()
    if stands is not None:
        remedy = Text("Đề nghị người thu báo cáo trả lại để gửi lại.", "Ask for it to be sent back first.")
        on = _day(local_day(stands.submitted_at))
        yield Reason(code="already_sent", says=_ALREADY.filled(day=on), remedy=remedy, clause=about.clause)


def _next_version(doing: Doing, given: SubmitAgencyReport, about: Asked) -> int:
    last: int | None = _versions(doing, given, about).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _versions(doing: Doing, given: SubmitAgencyReport, about: Asked) -> QuerySet[AgencyReport]:
    form, demand, cycle = about.key
    owed_by = Q(former=given.agency) | Q(former=None, agency=given.agency)
    found: QuerySet[AgencyReport] = AgencyReport.objects.using(doing.alias).filter(
        owed_by, body=given.body, form=form, demand=demand, cycle=cycle
    )
    return found


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


_NO_REPORT = Text("Không có báo cáo này.", "There is no such report.")
_NO_AGENCY = Text("Không có cơ quan này.", "There is no such agency.")
_NOT_OWED = Text("Cơ quan này không phải gửi báo cáo này.", "This agency does not owe this report.")
_NOT_YET = Text("Lúc đó báo cáo chưa được yêu cầu.", "It was not demanded yet at that time.")
_OPEN = Text("Số liệu của kỳ này chốt ngày {day}; chưa gửi được.", "The data of this cycle close on {day}; not yet.")
_ALREADY = Text("Báo cáo này đã gửi ngày {day}.", "This report was sent on {day}.")
_RETURNED = Text("Báo cáo này đã bị trả lại.", "This report was sent back already.")
_LONG = Text("Dài nhất 500 ký tự.", "500 characters at most.")
