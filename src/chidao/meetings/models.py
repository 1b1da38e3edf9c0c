"""Meetings from convening to conclusions, and matters on which opinions are given before a decision."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models import Document, StoredFile
from chidao.instruments.models import Provision
from chidao.mandates.models import Seat
from chidao.people.models import Agency, Person


class Meeting(Recorded):
    """A meeting of a unit of the body. Its state follows from its dated columns; `cycle` names the duty it keeps.

    `kind` and `unit` are words of the vocabulary; `presiding` is the seat that presides, `presiding_says` in whose
    name ("…, thay … vắng mặt"). `cycle`: "2020-Q1" or "2022-03..04" for a regular meeting, "" otherwise; it stays
    that of the convening when the meeting is moved. `urgent_reason` says why notice was shorter than the regulation's.
    """

    body = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    unit = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    cycle = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    agenda = models.JSONField(default=list)
    presiding = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    presiding_says = models.JSONField()
    convened_at = models.DateTimeField()
    urgent_reason = models.CharField(max_length=300, blank=True)
    list_proposed_at = models.DateTimeField(null=True)
    list_approved_at = models.DateTimeField(null=True)
    invitation = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    attendance_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=700)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_meeting_per_number")]
        indexes = [models.Index(fields=["body", "-starts_at"], name="meeting_newest")]


class Invitation(Recorded):
    """Someone on the list of a meeting: a seat, or a guest for that meeting only.

    `reply`: "", accepted, declined. `attendance`: "", present, excused, unexcused, substitute.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    guest = models.CharField(max_length=300, blank=True)
    ordinal = models.PositiveIntegerField()
    reply = models.CharField(max_length=10, blank=True)
    reply_note = models.CharField(max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True)
    attendance = models.CharField(max_length=12, blank=True)
    attendance_note = models.CharField(max_length=300, blank=True)
    attended_by = models.CharField(max_length=200, blank=True)


class Conclusion(Recorded):
    """One numbered conclusion. In the end it is a task or, in so many words, no task: never left open in silence.

    It is a task when one cites its `provision`; nothing is stored here for that. `disposition`: "" or no_task.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions")
    ordinal = models.PositiveIntegerField()
    text = models.TextField()
    lead_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    coordinating = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    provision = models.OneToOneField(Provision, null=True, on_delete=models.PROTECT, related_name="conclusion")
    disposition = models.CharField(max_length=8, blank=True)
    no_task_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "ordinal"], name="one_conclusion_per_ordinal")]


class MeetingPaper(Recorded):
    """A file put before a meeting, or the signed paper of an act recorded for it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)


class SubmittedMatter(Recorded):
    """A matter (vấn đề) submitted for decision. `kind`: regular, reserved. Opinions come before the decision."""

    body = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    content = models.TextField()
    submitted_by = models.JSONField()
    submitted_at = models.DateTimeField()
    opinions_until = models.DateField(null=True)
    decision = models.TextField(blank=True)
    decided_by = models.JSONField(null=True)
    decided_at = models.DateTimeField(null=True)
    access = models.CharField(max_length=10, default="internal")
    folded = models.CharField(max_length=700)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_matter_per_number")]


class Opinion(Recorded):
    """A member's opinion, visible to members before the decision."""

    matter = models.ForeignKey(SubmittedMatter, on_delete=models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    says_who = models.JSONField()
    stance = models.CharField(max_length=12)
    text = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "seat"], name="one_opinion_per_seat")]
