"""Assignments: one lead agency and one accountable person each, the provision they come from, all that happened."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded
from chidao.documents.models import StoredFile
from chidao.instruments.models import Provision
from chidao.mandates.models import SubGroup
from chidao.people.models import Agency, Person


class Task(Recorded):
    """A task. `state`: open, proposed (done, says the lead agency), accepted. Late is computed, never stored.

    It comes from a provision: of a conclusion notice, of a regulation (a direction), or of a paper entered from
    before; `source_text` says the origin where the paper itself is not in the system. `origin` is the facet's word.
    `done_on` is the day on which completion was proposed: by it one is on time or late, whenever it is accepted.
    `updated_at` is when the last thing that happened to it became known here. `folded` holds the words searched, each
    after a space.
    """

    body = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    detail = models.TextField(blank=True)
    origin = models.CharField(max_length=12)
    provision = models.ForeignKey(Provision, null=True, on_delete=models.PROTECT, related_name="tasks")
    source_text = models.CharField(max_length=300, blank=True)
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led_tasks")
    accountable = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60, blank=True)
    """The key of the field of work it belongs to, by which it was routed."""
    sub_group = models.ForeignKey(SubGroup, null=True, on_delete=models.PROTECT, related_name="tasks")
    result_due = models.BooleanField(default=False)
    """It was given by a leader: its result must be reported to the head before it can be accepted."""
    result_reported_at = models.DateTimeField(null=True)
    assigned_by = models.JSONField()
    assigned_on = models.DateField()
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open")
    percent = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    closed = models.PositiveSmallIntegerField(default=0)
    """1 once accepted. A number: it heads indexes, and a boolean is asked for as NOT, which SQLite cannot look up."""
    updated_at = models.DateTimeField()
    folded = models.CharField(max_length=900)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_task_per_number")]
        # Whole indexes rather than partial ones: without statistics SQLite passes those by. `state` and the key stand
        # in them so that late ones are counted, by agency too, without reading the rows.
        indexes = [
            models.Index(fields=["body", "closed", "due_on", "id", "state"], name="task_open_due"),
            models.Index(fields=["body", "closed", "lead_agency", "due_on", "id", "state"], name="task_agency_due"),
            models.Index(fields=["body", "due_on", "id"], name="task_due"),
            models.Index(fields=["body", "lead_agency", "number"], name="task_agency_newest"),
            models.Index(fields=["body", "updated_at", "id"], name="task_changed"),
        ]


class TaskAgency(Recorded):
    """A coordinating agency: it sees the task, is asked, answers; its answer stays with the task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="coordinating")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="coordinated_tasks")
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    answer_due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="one_row_per_coordinating_agency")]


class Update(Recorded):
    """Something that happened to a task.

    `kind`: progress, proposed, accepted, returned, extended, named, urged, contacted, reminded, asked, answered,
    reported (its result, to the head), moved (to the agency that succeeds).
    `by` says who, as Text data; `agency` is theirs, or the agency asked. `due_after` is the new day of an extension,
    or the day promised in a contact. The text of "reminded" is the step of the reminders that it was.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.JSONField()
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    percent = models.PositiveIntegerField(null=True)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["task", "-at", "-id"], name="updates_newest")]


class Evidence(Recorded):
    """A file that shows what an update says."""

    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")


class TaskTransfer(Recorded):
    """From a day on a task is another agency's, because its agency ceased to be. The days before stay the former's.

    `lead` tells the lead from a coordinating agency.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="transfers")
    former = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lead = models.BooleanField(default=True)
    effective_from = models.DateField()
    recorded_at = models.DateTimeField()
