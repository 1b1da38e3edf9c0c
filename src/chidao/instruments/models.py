"""Instruments (decisions, regulations, plans, notices), their provisions, and the links between them."""

from __future__ import annotations

from django.db import models

from chidao.acts.recorded import Recorded


class Instrument(Recorded):
    """A legal paper. Three dates are never mixed: signed, effective, recorded; one known in part is kept as text.

    `body` is the code of the body it concerns ("" if none). `kind`: regulation, reconstitution, decision,
    installation, notice, law, letter. `charter` holds the exact bytes adopted with it; `charter_id` its id ("HP20").
    A paper that is only known by its symbol has `known` False: shown, linked to, never filled by a guess. `source`:
    original, installation, incoming (a paper that came in, entered so that tasks can cite it).
    """

    body = models.CharField(max_length=40, blank=True, db_index=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    title = models.JSONField()
    issuer = models.CharField(max_length=300, blank=True)
    signer_post = models.CharField(max_length=200, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signed = models.CharField(max_length=10, blank=True)
    """The date of signing as known: "2020-03-25", "2018", "--05-15" (kernel.partial_dates)."""
    signed_on = models.DateField(null=True)
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    known = models.BooleanField(default=True)
    source = models.CharField(max_length=12, default="original")
    charter_id = models.CharField(max_length=40, blank=True, db_index=True)
    complements = models.CharField(max_length=40, blank=True)
    """For an installation instrument: the id of the charter it stands beside."""
    charter = models.BinaryField(null=True)
    charter_sha256 = models.CharField(max_length=64, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    access = models.CharField(max_length=10, default="internal")
    folded = models.CharField(max_length=600, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["body", "effective_from"], name="instrument_in_force")]

    @property
    def label(self) -> str:
        """Return "852/QĐ-BCĐ"."""
        return f"{self.number}/{self.symbol}" if self.number else self.symbol


class Provision(Recorded):
    """One rule of an instrument: an article, clause or point, or a numbered conclusion of a notice.

    `clause_id` is the id by which it is cited ("HP20-7.1b"); `summary` is our own words, labelled "tóm lược";
    `official_text` is what the committee itself loads.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="provisions")
    ordinal = models.PositiveIntegerField()
    clause_id = models.CharField(max_length=60, db_index=True)
    label = models.CharField(max_length=20)
    cite = models.CharField(max_length=120)
    chapter = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    summary = models.JSONField()
    official_text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "clause_id"], name="one_provision_per_clause")]
        ordering = ["instrument", "ordinal"]


class Link(Recorded):
    """What an instrument does to another, or rests on. `target_text` stands where the other is not in the system.

    `kind`: replaces, amends, supplements, repeals, based_on, reconstitutes, renames, concerns.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=20)
    target = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="linked_from")
    target_text = models.CharField(max_length=300, blank=True)


class RegulationQuestion(Recorded):
    """A question of applying a clause, or a proposed amendment: submitted, then decided by the head.

    `kind`: application, amendment. Answered, a question of application is a note to its clause; a granted amendment
    led to `instrument`, a new version in force from its own date. `proposal` holds the exact bytes of the charter that
    was proposed, `decision` the words of the answer; `granted` is None until it is decided.
    """

    body = models.CharField(max_length=40, db_index=True)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    clause_id = models.CharField(max_length=60)
    about = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="questions")
    question = models.TextField()
    proposal = models.BinaryField(null=True)
    submitted_by = models.JSONField()
    submitted_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decision = models.TextField(blank=True)
    decided_by = models.JSONField(null=True)
    decided_at = models.DateTimeField(null=True)
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="+")
    folded = models.CharField(max_length=700)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_question_per_number")]


class BasisReview(Recorded):
    """What was found when an instrument was looked at again because a paper it rests on is no longer in force.

    `outcome`: stands, to_amend, to_replace. `link` is the basis that ended.
    """

    body = models.CharField(max_length=40, db_index=True)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=10)
    words = models.CharField(max_length=500)
    reviewed_by = models.JSONField()
    reviewed_at = models.DateTimeField()
