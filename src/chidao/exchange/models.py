"""Messages exchanged with other systems, what became of each, and the codes by which agencies are known there."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models import Document, Incoming, StoredFile
from chidao.people.models import Agency


class OrganCode(Recorded):
    """The code of a body or an agency in national exchange (QĐ 20/2020), and its older form, over a period.

    Exactly one of `body` (a code of ours) and `agency` is named.
    """

    body = models.CharField(max_length=40, blank=True, db_index=True)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="organ_codes")
    code = models.CharField(max_length=35)
    older = models.CharField(max_length=13, blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)


class Message(Recorded):
    """One exchanged file. `direction`: out, in; `kind`: document, status, recall, update, replace.

    `reference` is the DocumentId of the document that it is about; `state` the last status known of it ("" none).
    `agency` is the other side where it is one of ours, `organ` its code.
    """

    body = models.CharField(max_length=40, db_index=True)
    direction = models.CharField(max_length=3)
    kind = models.CharField(max_length=10)
    reference = models.CharField(max_length=200, db_index=True)
    organ = models.CharField(max_length=35, blank=True)
    organ_name = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="messages")
    incoming = models.ForeignKey(Incoming, null=True, on_delete=models.PROTECT, related_name="messages")
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=2, blank=True)
    made_at = models.DateTimeField()


class MessageStatus(Recorded):
    """A status of a message: its code (01 arrived … 16 refused), when, by whom there, in which words."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="statuses")
    code = models.CharField(max_length=2)
    said_at = models.DateTimeField()
    staff = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
