"""What was given to an act, in words: agencies, seats and people by their names, choices by theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from chidao.acts.registry import Act, Asked, fields_of
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.queries import facts
from chidao.people.models import Person
from chidao.people.queries import agency_name_on
from chidao.reports.clauses import act_title
from chidao.web.here import Here

LONGEST: Final = 1200
EMPTY: Final[tuple[object, ...]] = (None, "", [], False)
AGENCIES: Final = frozenset({"agency", "agencies"})
SEATS: Final = frozenset({"seat", "seats"})


def told(here: Here, act: Act | None, given: Mapping[str, Any], on: date) -> Iterator[tuple[Text, Text]]:
    """Yield what was given to an act on a day as (label, words); what was left empty is not shown. Agencies bear their
    names of that day."""
    asked = fields_of(act.given) if act else {}
    for name, value in given.items():
        if name != "body" and value not in EMPTY:
            question = asked.get(name) or Asked(label=same(name))
            yield question.label, _words(here, value, question, on)


def _words(here: Here, value: Any, question: Asked, on: date) -> Text:
    if isinstance(value, list):
        return listed([_words(here, each, question, on) for each in value], last=same(", "))
    if isinstance(value, Mapping):
        return same("; ".join(str(each) for each in value.values() if each not in EMPTY))
    if value is True:
        return Text("có", "yes")
    return question.choices.get(str(value)) or _named(here, value, question.kind, on) or same(str(value)[:LONGEST])


def _named(here: Here, value: Any, kind: str, on: date) -> Text | None:
    if kind == "acts":
        return act_title(str(value))
    if not isinstance(value, int):
        return None
    if kind in AGENCIES:
        return same(agency_name_on(value, on) or f"#{value}")
    if kind in SEATS:
        return next((each.seat_title for each in facts(here.body).holdings if each.seat == value), None)
    if kind == "person":
        name = Person.objects.filter(pk=value).values_list("name", flat=True).first()
        return same(name) if name else None
    return None
