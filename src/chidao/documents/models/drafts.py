"""Drafts, their versions and notes (no acts); what was submitted of them, step by step, and opinions asked (acts)."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models.incoming import Incoming
from chidao.documents.models.papers import Document, StoredFile
from chidao.instruments.models import Instrument
from chidao.mandates.models import Seat
from chidao.people.models import Agency, Person


class Draft(models.Model):
    """A paper somebody is writing. No act until it is submitted; only `documents.drafts.desk` writes it.

    `form` is how it is composed (`documents.drafts.forms`), `kind` the kind under which it will be numbered ("" for a
    paper without a number). `version` is the last of its versions and counts every change, so that two windows cannot
    overwrite one another. `answers` is the incoming paper that it will answer. `closed_at`: given up.
    """

    body = models.CharField(max_length=40, db_index=True)
    form = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=500)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(Incoming, null=True, on_delete=models.PROTECT, related_name="drafts")
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class DraftVersion(models.Model):
    """What a draft said at one point: `content` as plain data of its form; never changed once written.

    `way`: typed, word (came back as a .docx, kept under `file_sha256`), restored (an earlier version taken up again).
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    way = models.CharField(max_length=10, default="typed")
    note = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_draft_version_per_number")]


class DraftNote(models.Model):
    """A comment on a version of a draft, at a place of it (the line's number; 0 for the whole)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="notes")
    version = models.PositiveIntegerField()
    place = models.PositiveIntegerField(default=0)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    as_says = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


class DraftLook(models.Model):
    """Who has looked at which version of a draft, and when last (NĐ 30/2020, Phụ lục VI: who has seen it)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="looks")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "version", "person"], name="one_look_per_version")]


class Submission(Recorded):
    """A version of a draft put before those who decide (trình ký): frozen, by its digest, until it is decided.

    `state`: waiting, returned, withdrawn, agreed (all steps but the signature), approved (an instrument without a
    number of the body's own), issued. `paper` is the facet of what the regulation itself asks to be approved
    (group_list, group_plan…), "" for others.
    """

    body = models.CharField(max_length=40, db_index=True)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveIntegerField()
    form = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, blank=True)
    paper = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=500)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    words = models.CharField(max_length=500, blank=True)
    submitted_by = models.JSONField()
    submitted_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="submission")
    instrument = models.OneToOneField(Instrument, null=True, on_delete=models.PROTECT, related_name="submission")


class SubmissionStep(Recorded):
    """One who is asked to decide on a submission, in order. `kind`: content, form, approve, sign.

    `outcome`: "" while it waits, agreed, returned.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    words = models.CharField(max_length=500, blank=True)
    decided_by = models.JSONField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "ordinal"], name="one_step_per_ordinal")]


class DraftOpinion(Recorded):
    """An opinion on a version of a draft, asked of an agency or a person. `opinion`: "", agree, changes, disagree."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="opinions")
    body = models.CharField(max_length=40, db_index=True)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    title = models.CharField(max_length=500)
    question = models.CharField(max_length=500, blank=True)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    opinion = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)


class Template(Recorded):
    """A committee's own .docx over the fields of a form, used for what is printed from a day on."""

    body = models.CharField(max_length=40, db_index=True)
    form = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    laid_by = models.JSONField()
    effective_from = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
