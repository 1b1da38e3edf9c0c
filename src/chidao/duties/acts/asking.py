"""Asking agencies for reports: the form of one that is owed regularly, and the demand for one at need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.recorded import Recorded
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.duties.models import DemandedAgency, ReportDemand, ReportForm
from chidao.duties.queries import form_named
from chidao.duties.rules.collecting import (
    FormField,
    against_fields,
    against_form,
    keyed,
    owing,
    submitting_roles,
)
from chidao.instruments.queries import regulation, working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import seats_in_force
from chidao.people.models import Agency
from chidao.tasks.acts.subject import tell_of

BODY = ("Ban chỉ đạo", "Body", "body")
KIND: str = "agency_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedField:
    """One thing a form asks for; its key is made of the label where none is given."""

    label: str
    kind: str = "number"
    required: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReportForm:
    """What agencies fill in, and how often."""

    body: str = asked(*BODY)
    title: str = asked("Tên báo cáo", "Title")
    fields: tuple[AskedField, ...] = asked(
        "Chỉ tiêu", "What is asked", "rows",
        hint=Text("Loại: number (số), percent (tỷ lệ %), text (chữ), yes (có hoặc không).",
                  "Kinds: number, percent, text, yes (yes or no)."),
    )  # fmt: skip
    months: int = asked(
        "Kỳ báo cáo (số tháng)", "Cycle in months", "number", default=3,
        hint=Text("1, 2, 3, 4, 6, 9 hoặc 12; 0 là chỉ khi được yêu cầu.", "1, 2, 3, 4, 6, 9 or 12; 0: on demand only."),
    )  # fmt: skip
    starts_in: int = asked("Kỳ đầu bắt đầu từ tháng", "First month of a cycle", "number", default=1)
    closes_on: int | None = asked(
        "Chốt số liệu ngày", "Data close on day", "number", default=None,
        hint=Text("Ngày của tháng cuối kỳ, 0 là ngày cuối kỳ; để trống theo quy chế.",
                  "The day of a cycle's last month, 0 its last day; empty: as the regulation says."),
    )  # fmt: skip
    working_days: int | None = asked(
        "Hạn gửi sau khi chốt (ngày làm việc)", "Working days until it is due", "number", default=None,
        hint=Text("Ít nhất 1; để trống theo quy chế.", "At least 1; empty: as the regulation says."),
    )  # fmt: skip
    effective_from: date | None = asked(
        "Áp dụng từ ngày", "In force from", "date", default=None,
        hint=Text("Để trống là từ hôm nay.", "Empty: from today."),
    )  # fmt: skip
    replaces: int | None = asked("Thay mẫu", "Replaces the form", "report_form", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandReport:
    """A report that named agencies owe by a day."""

    body: str = asked(*BODY)
    form: int = asked("Theo mẫu", "Form", "report_form")
    title: str = asked("Nội dung yêu cầu", "What is demanded")
    agencies: tuple[int, ...] = asked("Cơ quan phải báo cáo", "Agencies", "agencies")
    first_on: date = asked("Số liệu từ ngày", "Data from", "date")
    last_on: date = asked("Số liệu đến hết ngày", "Data until", "date")
    due_on: date = asked("Hạn gửi", "Due on", "date")


def _about_form(given: IssueReportForm, at: datetime) -> Matter:
    return Matter(body=given.body, says=Text(f"“{given.title}”", f"“{given.title}”"))


def _about_demand(given: DemandReport, at: datetime) -> Matter:
    return Matter(body=given.body, says=Text(f"“{given.title}”", f"“{given.title}”"))


@act(
    "issue_report_form",
    ("Ban hành mẫu báo cáo", "Issue a report form"),
    ("Ban hành mẫu báo cáo {what}, {how_often}", "Report form {what} issued, {how_often}"),
    given=IssueReportForm,
    about=_about_form,
)
def issue_report_form(doing: Doing, given: IssueReportForm) -> Mapping[str, object]:
    """Issue a form; every agency seated on the day owes each of its cycles from then on.

    What the form leaves open is the regulation's (its data windows). BadInput names every fault of every field.
    """
    fields = _fields(given)
    closes_on, days = _windows(doing, given)
    faults = against_form(months=given.months, starts_in=given.starts_in, closes_on=closes_on, working_days=days)
    raise_if_any(BadInput, [*against_fields(fields), *faults, *_too_long(given.title)])
    from_on = given.effective_from or local_day(doing.at)
    if given.replaces:
        _ended(doing, given, from_on)
    form = doing.add(
        ReportForm(
            body=given.body,
            number=_next(doing, ReportForm, given.body),
            title=given.title,
            fields=[each.as_data() for each in fields],
            clause_id=_clause(doing, given.body),
            months=given.months,
            starts_in=given.starts_in,
            closes_on=closes_on,
            working_days=days,
            effective_from=from_on,
            recorded_at=doing.now,
        )
    )
    if given.months:
        says = Text("Mẫu báo cáo mới: {title}, {how_often}.", "A new report form: {title}, {how_often}.")
        told = says.filled(title=given.title, how_often=how_often(given.months))
        tell_of(doing, told, f"/{given.body}/reports/forms/{form.pk}/", _seated(given.body, local_day(doing.at)))
    return {"form": form.pk, "number": form.number, "say": {"how_often": how_often(given.months)}}


@act(
    "demand_report",
    ("Yêu cầu báo cáo", "Demand a report"),
    ("Yêu cầu {count} cơ quan báo cáo {what}, hạn {due}", "{count} agencies asked to report {what} by {due}"),
    given=DemandReport,
    about=_about_demand,
)
def demand_report(doing: Doing, given: DemandReport) -> Mapping[str, object]:
    """Demand a report of agencies at need. BadInput: days in the wrong order, an agency that is no more."""
    form = form_named(given.body, given.form)
    today = local_day(doing.at)
    agencies = tuple(dict.fromkeys(given.agencies))
    raise_if_any(BadInput, [*_bad_days(given, today), *_bad_agencies(agencies, today), *_too_long(given.title)])
    demand = doing.add(
        ReportDemand(
            body=given.body,
            number=_next(doing, ReportDemand, given.body),
            form_id=form.id,
            title=given.title,
            first_on=given.first_on,
            last_on=given.last_on,
            due_on=given.due_on,
            demanded_by={"person": doing.by.person, "seat": doing.by.seat, "says": doing.by.says.as_data()},
            demanded_at=doing.at,
            clause_id=doing.basis.clause,
        )
    )
    doing.add_all(DemandedAgency(demand=demand, agency_id=agency) for agency in agencies)
    due = _day(given.due_on)
    says = Text("Yêu cầu báo cáo: {title}, hạn {due}.", "A report is demanded: {title}, due {due}.")
    path = f"/{given.body}/reports/demands/{demand.pk}/"
    tell_of(doing, says.filled(title=given.title, due=due), path, agencies)
    return {"demand": demand.pk, "number": demand.number, "say": {"count": str(len(agencies)), "due": due}}


def how_often(months: int) -> Text:
    """Say how often a form is owed."""
    if not months:
        return Text("khi có yêu cầu", "on demand")
    if months == 9:
        return Text("9 tháng đầu mỗi năm", "for the first nine months of each year")
    return Text(f"{months} tháng một lần", "monthly" if months == 1 else f"every {months} months")


def _fields(given: IssueReportForm) -> tuple[FormField, ...]:
    """Return what is asked; a line without a name is none."""
    named = [each for each in given.fields if each.label.strip()]
    made = keyed([each.label for each in named])
    return tuple(
        FormField(key=each.key or key, label=each.label.strip(), kind=each.kind, required=each.required)  # type: ignore[arg-type]
        for each, key in zip(named, made, strict=True)
    )


def _windows(doing: Doing, given: IssueReportForm) -> tuple[int, int]:
    """Return when data close and how long it takes until a report is due: the form's, else the regulation's."""
    current = regulation(given.body, local_day(doing.at))
    principle = current.has_feature("report_windows") if current else None
    settings = principle.settings if principle else {}
    closes_on = given.closes_on if given.closes_on is not None else int(str(settings.get("closes_on", 0)))
    days = given.working_days if given.working_days is not None else int(str(settings.get("working_days", 1)))
    return closes_on, days


def _clause(doing: Doing, body: str) -> str:
    """Return the clause by which agencies owe reports, else the one by which the form is issued."""
    current = regulation(body, local_day(doing.at))
    duties = current.duties if current else ()
    return next((duty.clause for duty in duties if duty.what == KIND), doing.basis.clause)


def _ended(doing: Doing, given: IssueReportForm, on: date) -> None:
    former = doing.locked(ReportForm, body=given.body, pk=given.replaces, effective_until=None)
    if former is None or former.effective_from >= on:
        raise BadInput(Reason(code="replaces", says=_REPLACES, field="replaces"))
    doing.change(former, effective_until=on)


def _seated(body: str, on: date) -> frozenset[int]:
    seats = seats_in_force(body, on)
    return owing(((seat.agency, seat.role) for seat in seats), submitting_roles(regulation(body, on)))


def _next(doing: Doing, model: type[Recorded], body: str) -> int:
    last: int | None = model.objects.using(doing.alias).filter(body=body).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _bad_days(given: DemandReport, today: date) -> Iterator[Reason]:
    if given.last_on < given.first_on:
        yield Reason(code="days_in_order", says=_ORDER, field="last_on")
    if given.due_on < max(today, working_days().next_working_day(given.last_on)):
        yield Reason(code="due_too_soon", says=_TOO_SOON, field="due_on")


def _bad_agencies(agencies: tuple[int, ...], today: date) -> Iterator[Reason]:
    known = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "effective_until"))
    for agency in agencies:
        if agency not in known:
            yield Reason(code="unknown_agency", says=_NO_AGENCY.filled(agency=agency), field="agencies")
        elif (until := known[agency]) and until <= today:
            yield Reason(code="agency_ended", says=_ENDED.filled(agency=agency), field="agencies")


def _too_long(title: str) -> list[Reason]:
    return [Reason(code="too_long", says=_LONG, field="title")] if len(title) > 300 else []


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


_ORDER = Text("Ngày cuối của số liệu phải từ ngày đầu trở đi.", "The last day of the data is before the first.")
_TOO_SOON = Text(
    "Hạn gửi không được trước hôm nay và phải sau ngày chốt số liệu ít nhất 1 ngày làm việc.",
    "It is due no earlier than today, and at least one working day after its data close.",
)
_NO_AGENCY = Text("Không có cơ quan số {agency}.", "There is no agency no. {agency}.")
_ENDED = Text("Cơ quan số {agency} đã kết thúc.", "Agency no. {agency} is no more.")
_LONG = Text("Dài nhất 300 ký tự.", "300 characters at most.")
_REPLACES = Text(
    "Chỉ thay được mẫu đang áp dụng, từ một ngày sau ngày mẫu đó bắt đầu.",
    "Only a form in force can be replaced, from a day after it began.",
)
