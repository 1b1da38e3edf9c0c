"""Naming the person who answers for a task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.people.models import Appointment, Person
from chidao.tasks.acts.opening import ground
from chidao.tasks.acts.subject import (
    BODY,
    TASK,
    about_task,
    agency_names,
    keep_update,
    locked_task,
    noted,
    require_state,
    tell,
)
from chidao.tasks.rules import person_reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAccountablePerson:
    """The lead agency says who of its own answers for the task."""

    body: str = asked(*BODY)
    task: int = asked(*TASK)
    person: int = asked("Người chịu trách nhiệm", "Accountable person", "person")


@act(
    "name_accountable_person",
    ("Cử người chịu trách nhiệm", "Name the accountable person"),
    ("Cử {person} chịu trách nhiệm {what}", "{person} is named accountable for {what}"),
    given=NameAccountablePerson,
    about=about_task,
)
def name_accountable_person(doing: Doing, given: NameAccountablePerson) -> Mapping[str, object]:
    """Put the person's name to the task. BadInput: not of the lead agency; Conflict: the task is completed."""
    basis = ground(doing)
    task = locked_task(doing, given)
    require_state("name", task)
    lead = (task.lead_agency_id, agency_names([task.lead_agency_id])[task.lead_agency_id])
    raise_if_any(BadInput, person_of_agency_reasons(given.person, lead, basis.persons, basis.on, field="person"))
    name = Person.objects.values_list("name", flat=True).get(pk=given.person)
    doing.change(task, accountable_id=given.person, updated_at=doing.now)
    keep_update(doing, noted(doing, task, "named", name))
    tell(
        doing, task, Text("Được cử chịu trách nhiệm {task}.", "You are accountable for {task}.").filled(
            task=doing.matter.says
        ), [], [given.person],
    )  # fmt: skip
    return {"task": task.pk, "accountable": given.person, "say": {"person": name}}


def person_of_agency_reasons(
    person: int, lead: tuple[int, str], seated: Mapping[int, Sequence[int]], on: date, *, field: str = "accountable"
) -> Iterator[Reason]:
    """Yield why a person cannot answer for the lead agency (id and name): unknown, or neither seat nor post there."""
    name = Person.objects.filter(pk=person, automaton=False).values_list("name", flat=True).first()
    if name is None:
        says = Text("Không có người số {id}.", "There is no person number {id}.").filled(id=person)
        yield Reason(code="unknown_person", says=says, field=field)
        return
    agencies = {agency for agency, persons in seated.items() if person in persons} | _agencies_of(person, on)
    yield from person_reasons(name, agencies, lead, field=field)


def _agencies_of(person: int, on: date) -> set[int]:
    ended = Q(effective_until__isnull=True) | Q(effective_until__gt=on)
    posts = Appointment.objects.filter(ended, person=person, effective_from__lte=on)
    return set(posts.values_list("post__agency_id", flat=True))
