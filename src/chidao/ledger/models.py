"""Tables of the record: events, their traces, the outbox, idempotency and refusals. They know ids, not models."""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """The last event of a chain; its row is locked while one is appended. One chain a body."""

    chain = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    tables = models.JSONField(default=dict)
    """The last event of the chain that touched each table: by this the program knows what it read is still true."""


class Event(models.Model):
    """One act, as it is remembered: who, by what right, when, when known, on what evidence, what it changed."""

    chain = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    within_seq = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_person = models.BigIntegerField(null=True)
    actor_seat = models.BigIntegerField(null=True)
    actor_says = models.JSONField()
    operator_person = models.BigIntegerField(null=True)
    operator_seat = models.BigIntegerField(null=True)
    operator_says = models.JSONField(null=True)
    evidence = models.JSONField(default=list)
    basis = models.JSONField()
    given = models.JSONField()
    outcome = models.JSONField()
    says = models.JSONField()
    rows = models.JSONField()
    corrects_seq = models.BigIntegerField(null=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_event_per_place")]
        indexes = [models.Index(fields=["chain", "-seq"], name="event_newest")]

    SAID = (
        "chain seq within_seq act at recorded_at actor_person actor_seat actor_says operator_person operator_seat"
        " operator_says evidence basis given outcome says rows corrects_seq"
    ).split()

    def said(self) -> dict[str, object]:
        """Return everything the hash covers."""
        return {name: getattr(self, name) for name in self.SAID}


class Trace(models.Model):
    """Which rows an event touched: the way from a thing to what happened to it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="traces")
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["table", "row", "-event"], name="trace_of_row")]


class OutboxMessage(models.Model):
    """Something to be delivered once the act stands; written in the act's own transaction, sent by the worker."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="messages")
    topic = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="outbox_waiting"),
        ]


class IdempotencyKey(models.Model):
    """A form or call that was already performed: the same key answers with the same receipt."""

    scope = models.CharField(max_length=120)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    receipt = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_receipt_per_key")]


class RefusalEntry(models.Model):
    """An act that was refused: kept apart, since its transaction was rolled back."""

    chain = models.CharField(max_length=40)
    act = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_person = models.BigIntegerField(null=True)
    actor_seat = models.BigIntegerField(null=True)
    actor_says = models.JSONField()
    operator_person = models.BigIntegerField(null=True)
    given = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["chain", "-id"], name="refusal_newest")]
