"""Papers that come in: the register by number of arrival, what was directed on them, what answered them."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models.papers import Document, StoredFile
from chidao.instruments.models import Instrument
from chidao.mandates.models import Seat
from chidao.people.models import Agency, Person


class Incoming(Recorded):
    """A paper that came in, under its number of arrival (số đến): one series a body and year, never reused.

    `symbol` is its number and symbol as written, `symbol_key` what duplicates are known by. `way`: paper, email,
    exchange, system. `instrument` is the paper as an instrument, so that tasks can cite it. `settled_how`: "" while it
    is open, answered, task, filed, returned. `reference` is the id of an exchanged message.
    """

    body = models.CharField(max_length=40, db_index=True)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    arrived_at = models.DateTimeField()
    author = models.CharField(max_length=300)
    author_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    symbol_key = models.CharField(max_length=120, blank=True, db_index=True)
    dated_on = models.DateField(null=True)
    title = models.CharField(max_length=500)
    pages = models.PositiveIntegerField(null=True)
    urgency = models.CharField(max_length=12, blank=True)
    way = models.CharField(max_length=10, default="paper")
    due_on = models.DateField(null=True)
    """By when it is to be answered or settled, as the paper or the direction says."""
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=10, default="internal")
    registered_by = models.JSONField()
    registered_at = models.DateTimeField()
    reference = models.CharField(max_length=200, blank=True, db_index=True)
    instrument = models.OneToOneField(Instrument, null=True, on_delete=models.PROTECT, related_name="incoming")
    in_answer_to = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="answered_by")
    """The body's own paper that it answers."""
    presented_to = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    presented_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=10, blank=True)
    settled_words = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=900, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year", "number"], name="one_incoming_per_number")]


class Attachment(Recorded):
    """A file that came with an incoming paper, beside the paper itself."""

    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, blank=True)


class Direction(Recorded):
    """What was written on an incoming paper (bút phê): who is to do what with it, by when."""

    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="directions")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    made_by = models.JSONField()
    made_at = models.DateTimeField()


class IncomingAnswer(Recorded):
    """A document of the body that answers an incoming paper."""

    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="answers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="answers")
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incoming", "document"], name="answered_once_by_a_document")]
