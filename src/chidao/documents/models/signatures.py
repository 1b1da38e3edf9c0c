"""Signatures in the file of a document, the images that go with them, and what is open of it to everyone."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models.papers import Document, StoredFile
from chidao.mandates.models import Seat
from chidao.people.models import Agency, Person


class Signature(Recorded):
    """One signature (PAdES) put to a document's file; each goes on from the file of the one before.

    `kind`: signer, agency. `way`: file (a PKCS#12 key given for the moment), token (PKCS#11), outside (signed with a
    tool of the signer's own and brought back). `level`: B-B, B-T, B-LT, B-LTA. What the certificate says is kept as
    read when it was verified.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    as_says = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    serial = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    way = models.CharField(max_length=8)
    level = models.CharField(max_length=8)
    trusted = models.BooleanField(default=False)
    """Whether the certificate led to a root that the installation trusts, when it was verified."""
    signed_at = models.DateTimeField()
    stamped_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="one_signature_per_ordinal")]


class SignatureImage(Recorded):
    """The picture of a person's signature (blue, transparent) or of an agency's seal (red), over a period."""

    body = models.CharField(max_length=40, db_index=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)


class PublicCopy(Recorded):
    """What everyone may read of an open document: the whole, or with personal data taken out.

    `content` is what the public paper is composed from; `file` a file to be given instead (a scan with places made
    black), `printed` its PDF as it was published. `redacted` counts the places taken out. A copy is withdrawn, never
    changed: another is published.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="public_copies")
    title = models.CharField(max_length=500)
    content = models.JSONField(default=dict)
    recipients = models.JSONField(default=list)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    printed = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    redacted = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=700, db_index=True)
    """What the copy is searched by: its own subject, never that of the document."""
