"""Papers of the body: series and numbers, issued documents, files by their digest."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.instruments.models import Instrument
from chidao.mandates.models import Seat
from chidao.people.models import Agency, Person


class StoredFile(Recorded):
    """A file kept under its SHA-256 in the files' folder."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    recorded_at = models.DateTimeField()


class Series(Recorded):
    """A series of numbers: a body's, a kind of document, a year. `last` is the counter, locked while one is taken."""

    body = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    symbol = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "kind", "symbol", "year"], name="one_series_a_year")]


class Document(Recorded):
    """A paper under number. Numbers are unique in their series and never reused; a void is recorded.

    `content` keeps what it was composed from; `outside` marks a paper from before the system or given its number by
    hand. `access`: open, internal, restricted (the signer, the desk, and whom it went to).
    """

    body = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=10)
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60)
    title = models.CharField(max_length=500)
    dated_on = models.DateField()
    issued_at = models.DateTimeField(null=True)
    signer = models.CharField(max_length=300, blank=True)
    signature_lines = models.JSONField(default=list)
    signed_seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    """The seat from which it was signed, and in which form: "" (by one's own title), TM, KT, TL, TUQ, Q."""
    signed_form = models.CharField(max_length=4, blank=True)
    seal = models.CharField(max_length=200, blank=True)
    recipients = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    duty = models.CharField(max_length=64, blank=True)
    """The duty of the charter that it discharges, by id, and the cycle ("2022-Q1") of it."""
    cycle = models.CharField(max_length=20, blank=True)
    instrument = models.OneToOneField(Instrument, null=True, on_delete=models.PROTECT, related_name="document")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_paper_at = models.DateTimeField(null=True)
    outside = models.BooleanField(default=False)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.CharField(max_length=300, blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    """The paper that this one was issued to replace."""
    copies = models.PositiveIntegerField(default=1)
    """How many copies were made, and which unit keeps one: columns of the outgoing register."""
    kept_by = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=24, null=True, unique=True)
    """By which anybody may ask whether a copy is authentic: it stands in the QR code. None for what has no number."""
    access = models.CharField(max_length=10, default="internal")
    folded = models.CharField(max_length=700, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="one_document_per_number")]

    @property
    def label(self) -> str:
        """Return "05/TB-BCĐ": numbers below ten with a zero before them (NĐ 30/2020)."""
        return f"{self.number:02d}/{self.symbol}" if self.number else f"…/{self.symbol}"


class Delivery(Recorded):
    """To whom a document, or an instrument that binds them, went, and when they acknowledged it.

    Exactly one of `document` and `instrument` is named. `as_says` is the title under which it is addressed; `way`:
    system, email, exchange, paper.
    """

    as_says = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="deliveries")
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, default="system")
    copy_number = models.PositiveIntegerField(null=True)
    """Which of the numbered copies on paper went there; none where the copies were not numbered."""
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=True) ^ models.Q(instrument__isnull=True),
                name="delivery_of_one_thing",
            )
        ]
