"""Bodies and their names, seats, who sits in them over time, absences, delegations; what is given to members."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chidao.acts.recorded import Recorded
from chidao.instruments.models import Instrument
from chidao.people.models import Agency, Person, Post


def lasts(name: str) -> models.CheckConstraint:
    """Return the constraint that a period ends after it begins."""
    return models.CheckConstraint(
        condition=Q(effective_until__isnull=True) | Q(effective_until__gt=F("effective_from")), name=name
    )


class Body(Recorded):
    """A steering committee: one body through all its names. `code` stands in addresses and names its chain."""

    code = models.CharField(max_length=40, unique=True)
    founded_at = models.DateTimeField()


class BodyName(Recorded):
    """What the body is called over a period, by which instrument."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="names")
    name = models.JSONField()
    short_name = models.JSONField()
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)

    class Meta:
        constraints = [lasts("body_name_lasts")]


class Seat(Recorded):
    """A place in a body, by post, by agency or by name, over a period.

    `key` is the charter's id of the seat, `role` and `unit` its words. A seat by post is held by whoever holds the
    post; the other two by tenure. `in_source` is False where an installation instrument made it.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    key = models.CharField(max_length=80)
    role = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    title = models.JSONField()
    rank = models.PositiveIntegerField(default=50)
    by = models.CharField(max_length=8)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="seats")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    clause_id = models.CharField(max_length=60)
    in_source = models.BooleanField(default=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    class Meta:
        constraints = [lasts("seat_lasts")]
        indexes = [models.Index(fields=["body", "effective_from"], name="seat_of_body")]


class Tenure(Recorded):
    """A person sits in a seat over a period, by the provision that conferred it. Tenures of a seat don't overlap."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [lasts("tenure_lasts")]


class Absence(Recorded):
    """The holder of a seat is away, [effective_from, effective_until). `recorded_at` says since when it is known."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="absences")
    effective_from = models.DateField()
    effective_until = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [lasts("absence_lasts")]


class Delegation(Recorded):
    """The holder of a seat lets a person do named acts in their stead for a time, in writing.

    `paper` is number and symbol of the written delegation ("03/GUQ-…"), "" while it has none.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    acts = models.JSONField()
    content = models.CharField(max_length=500)
    paper = models.CharField(max_length=80, blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField()
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [lasts("delegation_lasts")]


class Succession(Recorded):
    """From a day on an agency's seats, people and open work go on in another, by an instrument.

    `kind`: merge, split, rename, dissolve. A renamed agency is its own successor; a dissolved one may have none.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="successions")
    former = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    effective_from = models.DateField()
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class ReplacementRequest(Recorded):
    """The group's lead asks an agency to send somebody else, and says why. Settled by an accepted nomination."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="replacement_requests")
    tenure = models.ForeignKey(Tenure, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    requested_by = models.JSONField()
    requested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)


class Nomination(Recorded):
    """An agency proposes a person for a seat of the group, and says how many days a month are set free for its work.

    `accepted` is None until the lead has answered; an accepted one led to `tenure`.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    rank = models.CharField(max_length=200, blank=True)
    days_free = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    request = models.ForeignKey(ReplacementRequest, null=True, on_delete=models.PROTECT, related_name="nominations")
    nominated_by = models.JSONField()
    nominated_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    tenure = models.ForeignKey(Tenure, null=True, on_delete=models.PROTECT, related_name="+")


class SubGroup(Recorded):
    """A part of the working group with duties of its own, over a period; tasks can be given to it.

    `name` and `duties` are what they were last made; `SubGroupTerms` keeps what they were on any day.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sub_groups")
    unit = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    duties = models.TextField(blank=True)
    clause_id = models.CharField(max_length=60)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            lasts("sub_group_lasts"),
            models.UniqueConstraint(fields=["body", "number"], name="one_sub_group_per_number"),
        ]


class SubGroupTerms(Recorded):
    """What a sub-group was called and had to do over a period."""

    sub_group = models.ForeignKey(SubGroup, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=200)
    duties = models.TextField(blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    class Meta:
        constraints = [lasts("sub_group_terms_last")]


class SubGroupSeat(Recorded):
    """A seat of the group works in a sub-group over a period; one of them heads it."""

    sub_group = models.ForeignKey(SubGroup, on_delete=models.PROTECT, related_name="seats")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sub_groups")
    head = models.BooleanField(default=False)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    class Meta:
        constraints = [lasts("sub_group_seat_lasts")]


class MemberDuty(Recorded):
    """What the group's lead gives a member of the group to do, over a period."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="member_duties")
    text = models.CharField(max_length=500)
    clause_id = models.CharField(max_length=60)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [lasts("member_duty_lasts")]


class Requisition(Recorded):
    """A member or expert works with the group full time for a while, at a host agency, on a named paper or work.

    Days are [effective_from, effective_until); `seat` is None for an expert who holds none.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="requisitions")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="requisitions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requisitions")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=500)
    clause_id = models.CharField(max_length=60)
    effective_from = models.DateField()
    effective_until = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [lasts("requisition_lasts")]


class FocalPoint(Recorded):
    """An agency's focal unit and person, who does for it the named acts that its member delegated, over a period."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="focal_points")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="focal_points")
    unit_name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="focal_points")
    named_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    acts = models.JSONField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [lasts("focal_point_lasts")]


class FieldAssignment(Recorded):
    """A field of work (lĩnh vực phụ trách) is a seat's over a period; new work in it goes there.

    `key` names the field in the body; `in_charter` marks one that the regulation itself gives.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="fields")
    key = models.CharField(max_length=60)
    title = models.JSONField()
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="fields")
    clause_id = models.CharField(max_length=60)
    in_charter = models.BooleanField(default=False)
    notice = models.CharField(max_length=120, blank=True)
    """The notice of assignment by its number and symbol ("05/TB-…"), if one was issued."""
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [lasts("field_assignment_lasts")]


class FieldPartner(Recorded):
    """A seat that works beside the lead on a field."""

    field = models.ForeignKey(FieldAssignment, on_delete=models.PROTECT, related_name="partners")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
