"""Forms, demands and what was sent in, as they are read; and whose they are, once an agency has a successor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from chidao.duties.models import AgencyReport, DemandedAgency, ReportDemand, ReportForm
from chidao.duties.rules.collecting import Answers, FormField, FormRule, Turn, turn_named
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader, successor_of

SUBJECT: Final = "reports"
PAGE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A form: what it asks for, and when it is owed. `months` 0 is on demand only."""

    id: int
    number: int
    title: str
    fields: tuple[FormField, ...]
    clause: str
    rule: FormRule

    @property
    def months(self) -> int:
        """Return how often it is owed."""
        return self.rule.months


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRow:
    """A report demanded at need."""

    id: int
    number: int
    form: int
    title: str
    first_on: date
    last_on: date
    due_on: date
    demanded_by: Text
    demanded_at: datetime
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """What an agency sent in. `owed_by` is whose report it is: an agency that ceased to be, or the sender itself."""

    id: int
    form: int
    demand: int | None
    cycle: str
    version: int
    agency: int
    owed_by: int
    answers: Answers
    note: str
    file: tuple[str, str] | None
    sent_by: Text
    sent_at: datetime
    returned_at: datetime | None
    return_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One asking for reports: of a form's cycle, or on demand, with the days it is about and the day it is due."""

    form: FormRow
    demand: DemandRow | None = None
    turn: Turn | None = None

    @property
    def key(self) -> tuple[int, int | None, str]:
        """Return what tells it from every other asking."""
        return self.form.id, self.demand.id if self.demand else None, self.turn.cycle.key if self.turn else ""

    @property
    def title(self) -> Text:
        """Name it: the form with its cycle, or the demand."""
        if self.turn is None:
            return same(self.demand.title if self.demand else self.form.title)
        return Text("{title}, {cycle}", "{title}, {cycle}").filled(title=self.form.title, cycle=self.turn.cycle.says)

    @property
    def window(self) -> tuple[date, date]:
        """Return the days its data are about, both counted."""
        about = self.turn or self.demand
        assert about is not None
        return about.first_on, about.last_on

    @property
    def due_on(self) -> date:
        """Return the day it is due."""
        about = self.turn or self.demand
        assert about is not None
        return about.due_on

    @property
    def opens_on(self) -> date:
        """Return the day from which it is awaited: when its data have closed, or when it was demanded."""
        return local_day(self.demand.demanded_at) if self.demand else self.window[1] + timedelta(days=1)

    @property
    def clause(self) -> str:
        """Return the clause by which it is owed."""
        return self.demand.clause if self.demand else self.form.clause

    def path(self, body: str) -> str:
        """Return the address of its table."""
        if self.demand:
            return f"/{body}/reports/demands/{self.demand.id}/"
        return f"/{body}/reports/forms/{self.form.id}/" + (f"?cycle={self.turn.cycle.key}" if self.turn else "")


def form_list(reader: Reader) -> tuple[FormRow, ...]:
    """Return the forms of the body, the newest first (one query); none where reports are not shown to the reader."""
    if not sees_reports(reader):
        return ()
    return forms_of(reader.body)


def demand_list(reader: Reader) -> tuple[DemandRow, ...]:
    """Return the newest demands that the reader may see (one query)."""
    return tuple(demand_row(row) for row in seen_demands(reader).order_by("-number")[:PAGE])


def one_form(reader: Reader, form: int) -> FormRow:
    """Return a form. Raises NotFound for one that is not there or not shown."""
    found = next((each for each in form_list(reader) if each.id == form), None)
    if found is None:
        raise NotFound(Reason(code="no_form", says=_NO_FORM, field="form"))
    return found


def form_named(body: str, form: int, *, field: str = "form") -> FormRow:
    """Return a form for an act. Raises NotFound."""
    found: ReportForm | None = ReportForm.objects.filter(body=body, pk=form).first()
    if found is None:
        raise NotFound(Reason(code="no_form", says=_NO_FORM, field=field))
    return form_row(found)


def demand_named(body: str, demand: int) -> tuple[DemandRow, FormRow]:
    """Return a demand and its form for an act. Raises NotFound."""
    found = ReportDemand.objects.filter(body=body, pk=demand).select_related("form").first()
    if found is None:
        raise no_demand()
    return demand_row(found), form_row(found.form)


def asked_of_act(body: str, form: int, demand: int | None, cycle: str) -> Asked:
    """Return what an act answers. Raises NotFound for a form, demand or cycle that is not there."""
    if demand:
        row, of_form = demand_named(body, demand)
        return Asked(form=of_form, demand=row)
    found = form_named(body, form)
    turn = turn_named(found.rule, cycle, working_days())
    if turn is None:
        raise no_cycle()
    return Asked(form=found, turn=turn)


def sent_report(reader: Reader, report: int) -> tuple[SentReport, Asked]:
    """Return one report with what it answers. Raises NotFound for one the reader may not see."""
    found = seen_reports(reader).select_related("form", "demand", "file").filter(pk=report).first()
    if found is None:
        raise NotFound(Reason(code="no_report", says=_NO_REPORT, field="report"))
    form = form_row(found.form)
    if found.demand:
        return sent_row(found), Asked(form=form, demand=demand_row(found.demand))
    return sent_row(found), Asked(form=form, turn=turn_named(form.rule, found.cycle, working_days()))


def versions_of(reader: Reader, report: SentReport) -> list[SentReport]:
    """Return every version of a report, those sent back too, the newest first."""
    same_asking = seen_reports(reader).filter(form=report.form, demand=report.demand, cycle=report.cycle)
    return [each for each in map(sent_row, same_asking.select_related("file").order_by("-version"))
            if each.owed_by == report.owed_by]  # fmt: skip


def last_sent(body: str, form: int, agency: int) -> SentReport | None:
    """Return what an agency sent last by a form, as a start for the next one."""
    mine = AgencyReport.objects.filter(Q(agency=agency) | Q(former=agency), body=body, form=form)
    found = mine.select_related("file").order_by("-submitted_at", "-pk").first()
    return sent_row(found) if found else None


def reports_for(agency: int, on: date) -> int:
    """Return which agency sends a report that this one owes: itself, or who goes on for it once it has ceased to be."""
    return successor_of(agency, on) or agency


def no_cycle() -> NotFound:
    """Return the error for a cycle that a form does not owe."""
    return NotFound(Reason(code="no_cycle", says=_NO_CYCLE, field="cycle"))


def no_demand() -> NotFound:
    """Return the error for a demand that is not there, or not shown."""
    return NotFound(Reason(code="no_demand", says=_NO_DEMAND, field="demand"))


def sees_reports(reader: Reader) -> bool:
    """Say whether agencies' reports are shown to the reader: every agency's, or their own."""
    return reader.sees(SUBJECT) in {"all", "own_agency"}


def seen_demands(reader: Reader) -> QuerySet[ReportDemand]:
    """Return the demands that the reader may see: all of the body's, or those of which their agency owes one."""
    found: QuerySet[ReportDemand] = ReportDemand.objects.filter(body=reader.body)
    if reader.sees(SUBJECT) == "all":
        return found
    if not sees_reports(reader):
        return found.none()
    own = DemandedAgency.objects.filter(agency__in=reader.agencies)
    return found.filter(pk__in=own.values("demand"))


def seen_reports(reader: Reader) -> QuerySet[AgencyReport]:
    """Return the reports that the reader may see: every agency's, or their own."""
    found: QuerySet[AgencyReport] = AgencyReport.objects.filter(body=reader.body)
    if reader.sees(SUBJECT) == "all":
        return found
    if not sees_reports(reader):
        return found.none()
    own = reader.agencies
    return found.filter(Q(agency__in=own) | Q(former__in=own))


def forms_of(body: str) -> tuple[FormRow, ...]:
    """Return every form of the body, the newest first (one query)."""
    return tuple(form_row(row) for row in ReportForm.objects.filter(body=body).order_by("-number"))


def form_row(row: ReportForm) -> FormRow:
    """Return a form as it is read."""
    return FormRow(
        id=row.pk,
        number=row.number,
        title=row.title,
        fields=tuple(FormField(**_field_data(each)) for each in row.fields),
        clause=row.clause_id,
        rule=FormRule(
            months=row.months,
            starts_in=row.starts_in,
            closes_on=row.closes_on,
            working_days=row.working_days,
            effective_from=row.effective_from,
            effective_until=row.effective_until,
        ),
    )


def _field_data(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("key", "label", "kind", "required")}


def demand_row(row: ReportDemand) -> DemandRow:
    """Return a demand as it is read."""
    return DemandRow(
        id=row.pk,
        number=row.number,
        form=row.form_id,
        title=row.title,
        first_on=row.first_on,
        last_on=row.last_on,
        due_on=row.due_on,
        demanded_by=Text.from_data(row.demanded_by["says"]),
        demanded_at=row.demanded_at,
        clause=row.clause_id,
    )


def sent_row(row: AgencyReport) -> SentReport:
    """Return what was sent in as it is read."""
    return SentReport(
        id=row.pk,
        form=row.form_id,
        demand=row.demand_id,
        cycle=row.cycle,
        version=row.version,
        agency=row.agency_id,
        owed_by=row.former_id or row.agency_id,
        answers=row.answers,
        note=row.note,
        file=(row.file.sha256, row.file.name) if row.file else None,
        sent_by=Text.from_data(row.submitted_by["says"]),
        sent_at=row.submitted_at,
        returned_at=row.returned_at,
        return_reason=row.return_reason,
    )


_NO_FORM = Text("Không có mẫu báo cáo này.", "There is no such report form.")
_NO_DEMAND = Text("Không có yêu cầu báo cáo này.", "There is no such demand for a report.")
_NO_CYCLE = Text("Mẫu không có kỳ báo cáo này.", "The form has no such cycle.")
_NO_REPORT = Text("Không có báo cáo này.", "There is no such report.")
