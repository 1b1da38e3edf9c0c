"""Persons, posts, agencies of all kinds, who holds which post, and the accounts people sign in with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from chidao.acts.recorded import Recorded


class Agency(Recorded):
    """An agency, unit, locality or enterprise. Its name is what it is called today; `AgencyName` keeps the others.

    `kind` is a word of the charters: department, district, police, office, people_committee, enterprise, central…
    """

    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    effective_until = models.DateField(null=True)
    """The day from which it no longer is: merged, split up or dissolved."""
    folded = models.CharField(max_length=300, db_index=True)
    sort_key = models.CharField(max_length=600)

    def __str__(self) -> str:
        return self.name


class AgencyName(Recorded):
    """What an agency was called over a period."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)


class Post(Recorded):
    """A post in an agency: "Giám đốc Sở Nội vụ"."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="one_post_per_title")]

    def __str__(self) -> str:
        return self.title


class Person(Recorded):
    """Someone who acts. In a demonstration a person is known by the post only; `automaton` is the program itself."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    automaton = models.BooleanField(default=False)
    main_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    sort_key = models.CharField(max_length=600)

    def __str__(self) -> str:
        return self.name


class Appointment(Recorded):
    """A person holds a post over a period [effective_from, effective_until)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gt=F("effective_from")),
                name="appointment_lasts",
            )
        ]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts; making one is an act (`open_account`)."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the active account of a sign-in name, in whatever case it was typed."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """One account a person, whatever seats they hold. `known_by` is the public half of nothing: passwords only."""

    username = models.CharField(max_length=80, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="vi")
    digest = models.CharField(max_length=8, blank=True)
    """How often what waits is sent by e-mail: "", daily, weekly."""
    looked_at = models.DateTimeField(null=True)
    """When the desk was last left: "what changed since" is asked from here. Not an affair of the committee."""
    failed_sign_ins = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    second_factor = models.CharField(max_length=120, blank=True)
    """The secret of the one-time codes (RFC 6238), sealed with the installation's key; "" for an account without."""
    second_factor_at = models.DateTimeField(null=True)
    """Since when it counts: the day its first code was given back rightly."""
    second_factor_step = models.BigIntegerField(default=0)
    """The last time step whose code was taken, so that none is taken twice."""

    USERNAME_FIELD = "username"
    objects: Any = AccountManager()


class PersonalKey(Recorded):
    """A key with which a person calls the API or the command line; only its SHA-256 is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="keys")
    label = models.CharField(max_length=80)
    hint = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, unique=True)
    opens = models.CharField(max_length=10, default="all")
    """What it opens: all, or calendar (the person's iCalendar feed only)."""
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
