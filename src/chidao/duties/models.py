"""The reporting regime of agencies: forms, demands for a report, and what agencies sent in."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models import StoredFile
from chidao.people.models import Agency, Person


class ReportForm(Recorded):
    """What agencies fill in. With `months` it is owed by every agency in each cycle; with 0 only on demand.

    `fields` is a list of {key, label, kind, required}; `kind`: number, percent, text, yes. `closes_on` is the day of
    the cycle's last month on which the data window closes (0: its last day), `working_days` the days until it is due.
    """

    body = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    fields = models.JSONField()
    clause_id = models.CharField(max_length=60)
    months = models.PositiveIntegerField(default=0)
    starts_in = models.PositiveIntegerField(default=1)
    closes_on = models.PositiveIntegerField(default=0)
    working_days = models.PositiveIntegerField(default=0)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_form_per_number")]


class ReportDemand(Recorded):
    """A report asked for at need: by whom, about which days, due when; owed by the agencies named."""

    body = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="demands")
    title = models.CharField(max_length=300)
    first_on = models.DateField()
    last_on = models.DateField()
    due_on = models.DateField()
    demanded_by = models.JSONField()
    demanded_at = models.DateTimeField()
    clause_id = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_demand_per_number")]


class DemandedAgency(Recorded):
    """An agency of which a report is demanded."""

    demand = models.ForeignKey(ReportDemand, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["demand", "agency"], name="one_demand_per_agency")]


class AgencyReport(Recorded):
    """What an agency sent in for a cycle of a form, or for a demand. Late is computed, never stored.

    A report sent back is kept with its reason; the next one has the next `version`. `former` is set where an agency
    that ceased to be had owed it: it reports under its own name until then, its successor after.
    """

    body = models.CharField(max_length=40, db_index=True)
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="reports")
    demand = models.ForeignKey(ReportDemand, null=True, on_delete=models.PROTECT, related_name="reports")
    cycle = models.CharField(max_length=20, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports_sent")
    former = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    answers = models.JSONField()
    note = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.JSONField()
    submitted_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["form", "cycle", "agency"], name="agency_report_of_cycle")]
