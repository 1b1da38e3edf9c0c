"""What can be chosen in a field of a kind: seats, agencies, posts… Each is read only when a form asks for it.

Contexts add their own kinds with `offers_choices`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from django.db.models import Q

from chidao.acts.registry import acts
from chidao.instruments.queries import instruments_of
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import body_codes, name_on, seats_in_force
from chidao.mandates.queries.succession import of_body
from chidao.people.models import Agency, Person, Post
from chidao.web.fields import Option
from chidao.web.here import Here

Chooser = Callable[[Here], Iterable[Option]]
_CHOOSERS: Final[dict[str, Chooser]] = {}


def offers_choices(kind: str) -> Callable[[Chooser], Chooser]:
    """Declare what can be chosen in fields of a kind."""

    def declared(chooser: Chooser) -> Chooser:
        _CHOOSERS[kind] = chooser
        return chooser

    return declared


def choices_for(kind: str, here: Here) -> tuple[Option, ...] | None:
    """Return the options of a kind of field, None for a kind that is typed freely."""
    chooser = _CHOOSERS.get(kind)
    return tuple(chooser(here)) if chooser else None


@offers_choices("body")
def bodies(here: Here) -> Iterable[Option]:
    """The body one acts in."""
    for code in body_codes():
        named = name_on(code, here.today)
        yield Option(value=code, label=named.short_name if named else same(code))


@offers_choices("seat")
@offers_choices("seats")
def seats(here: Here) -> Iterable[Option]:
    """The seats in force today, by rank, each with who holds it."""
    for seat in seats_in_force(here.body, here.today):
        note = same(seat.holder) if seat.holder and seat.holder != seat.post else None
        yield Option(value=str(seat.id), label=seat.title, note=note)


@offers_choices("agency")
@offers_choices("agencies")
def agencies(here: Here) -> Iterable[Option]:
    """The agencies that are there today, in the order of the Vietnamese alphabet; other bodies' own are left out."""
    there = Agency.objects.filter(of_body(here.body)).exclude(effective_until__lte=here.today)
    for pk, name in there.order_by("sort_key").values_list("id", "name"):
        yield Option(value=str(pk), label=same(name))


@offers_choices("post")
def posts(here: Here) -> Iterable[Option]:
    """The posts of the body's agencies that are there today, each with its agency."""
    there = Agency.objects.filter(of_body(here.body)).exclude(effective_until__lte=here.today)
    of_agencies = there.values("pk")
    for post in Post.objects.filter(agency__in=of_agencies).select_related("agency").order_by("sort_key"):
        yield Option(value=str(post.pk), label=same(post.title), note=same(post.agency.name))


@offers_choices("person")
def persons(here: Here) -> Iterable[Option]:
    """The persons registered, programs left out: this body's first, and of others it is said that they are."""
    elsewhere = _of_other_bodies(here.body)
    found = Person.objects.filter(automaton=False).select_related("main_post").order_by("sort_key")
    for person in sorted(found, key=lambda each: each.pk in elsewhere):
        post = person.main_post.title if person.main_post else ""
        note = _ELSEWHERE if person.pk in elsewhere else same(post) if post not in ("", person.name) else None
        yield Option(value=str(person.pk), label=same(person.name), note=note)


def _of_other_bodies(body: str) -> set[int]:
    """Return who holds something in other bodies and nothing in this one (one person may sit in several)."""
    of_agencies = Agency.objects.filter(of_body(body)).values("pk")
    here = Q(appointments__post__agency__in=of_agencies) | Q(tenures__seat__body__code=body)
    anywhere = Q(appointments__isnull=False) | Q(tenures__isnull=False)
    own = Person.objects.filter(here).values("pk")
    return set(Person.objects.filter(anywhere).exclude(pk__in=own).values_list("pk", flat=True))


@offers_choices("instrument")
def instruments(here: Here) -> Iterable[Option]:
    """The body's instruments."""
    for row in instruments_of(here.body):
        yield Option(value=str(row.pk), label=same(row.label), note=Text.from_data(row.title))


@offers_choices("acts")
def act_choices(here: Here) -> Iterable[Option]:
    """The acts of the program."""
    for each in acts():
        yield Option(value=each.name, label=each.title)


_ELSEWHERE = Text("ở ban khác", "of another body")
