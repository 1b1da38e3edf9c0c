"""Drafts of a founding: what somebody is still reading and deciding. Not an act until it is adopted."""

from __future__ import annotations

from django.db import models


class OnboardingDraft(models.Model):
    """A text (or the model regulation) on its way to becoming a committee's regulation.

    `owner` is whose it is ("person:12", or "visitor:…" in a demonstration); `body` the code of a body that is here
    already and is to get a later regulation ("" for a new committee). `steps` are the decisions taken, in order, as
    plain data (`rules.steps`); `undone` those taken back, the last first. `version` counts every change, so that two
    windows cannot overwrite one another. Once adopted it is only read.
    """

    key = models.CharField(max_length=40, unique=True)
    owner = models.CharField(max_length=80, db_index=True)
    body = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=10, default="text")
    """"text" was read from a file or pasted; "model" starts from the model regulation."""
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    steps = models.JSONField(default=list)
    undone = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    adopted_as = models.CharField(max_length=40, blank=True)
    """The code of the body that came of it."""
