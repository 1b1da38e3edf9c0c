"""The body's own reports and reviews: composed from the record, submitted, issued; figures frozen on sending."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models import Document


class Report(Recorded):
    """A report on the days `first_on`–`last_on`. Its state follows from its dated columns.

    `kind` is a word of the vocabulary's facet "report"; `duty` and `cycle` name what it discharges ("" for one on
    demand). `figures` is what was composed as of `as_of` (`reports.rules.Figures` as data): refreshed while it is a
    draft, frozen once it is issued. `words` are the clerk's paragraphs by section. `recipients` are exactly the
    addressees of the duty on the day of issue: [{role, seat, person, says}].
    """

    body = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    duty = models.CharField(max_length=64, blank=True)
    cycle = models.CharField(max_length=20, blank=True)
    clause_id = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    first_on = models.DateField()
    last_on = models.DateField()
    as_of = models.DateTimeField()
    figures = models.JSONField()
    words = models.JSONField(default=dict)
    drafted_by = models.JSONField()
    drafted_at = models.DateTimeField()
    submitted_by = models.JSONField(null=True)
    submitted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)
    issued_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="reports")
    recipients = models.JSONField(default=list)
    folded = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_report_per_number")]
