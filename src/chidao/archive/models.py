"""Dossiers, what lies in them, and their handing over to the archive (Luật Lưu trữ 33/2024; NA-11)."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models import Document, Incoming, StoredFile
from chidao.instruments.models import Instrument
from chidao.mandates.models import Seat
from chidao.meetings.models import Meeting
from chidao.tasks.models import Task


class HandOver(Recorded):
    """Closed dossiers handed over to an archive, with minutes. `level`: current (lưu trữ hiện hành), historical.

    `package` is the file handed over (an E-ARK SIP), `minutes` the signed paper where it is held. `contents` lists the
    dossiers as the minutes do, each by id, number, title, days, retention and count of papers: a dossier goes on from
    the current archive to the historical one by another hand-over.
    """

    body = models.CharField(max_length=40, db_index=True)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=10, default="current")
    giver = models.CharField(max_length=300)
    receiver = models.CharField(max_length=300)
    handed_on = models.DateField()
    package = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    contents = models.JSONField(default=list)
    made_by = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year", "number"], name="one_handover_per_number")]


class Dossier(Recorded):
    """A dossier (hồ sơ): number and year of the list of dossiers, heading, retention, keeper, open until it is closed.

    `about`: meeting, task, topic, names (a list by name, such as reports of a year). `retention` is a code of the dated
    table (`archive.retention`), `group` the kind of files by which it was proposed.
    """

    body = models.CharField(max_length=40, db_index=True)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    about = models.CharField(max_length=10)
    group = models.CharField(max_length=40, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="dossiers")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="dossiers")
    retention = models.CharField(max_length=2)
    keeper = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    access = models.CharField(max_length=10, default="internal")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    handover = models.ForeignKey(HandOver, null=True, on_delete=models.PROTECT, related_name="dossiers")
    note = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=700, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year", "number"], name="one_dossier_per_number")]


class DossierItem(Recorded):
    """One piece in a dossier; the same paper may lie in several. Exactly one of the four says what it is.

    Number, day, author and title are as they were when it was filed, for the index of documents.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="items")
    ordinal = models.PositiveIntegerField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="filed_in")
    incoming = models.ForeignKey(Incoming, null=True, on_delete=models.PROTECT, related_name="filed_in")
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="filed_in")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True)
    author = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500)
    filed_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)
    taken_out_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="one_dossier_item_per_ordinal")]
