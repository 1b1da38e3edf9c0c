"""Bodies and their names, seats, who sits in them over time, absences and delegations."""

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
    """The holder of a seat lets a person do named acts in their stead for a time, in writing."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    acts = models.JSONField()
    content = models.CharField(max_length=500)
    effective_from = models.DateField()
    effective_until = models.DateField()
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [lasts("delegation_lasts")]
