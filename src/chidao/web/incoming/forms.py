"""The forms of what is done with an incoming paper: who may be chosen, what is proposed, where one goes after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.acts.authority import Basis, Question, the_authority
from chidao.documents.acts.incoming import incoming_matter, incoming_said
from chidao.documents.incoming.queries import IncomingPage, incoming_list, incoming_page, last_presented_to
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import capacity_in_seat, seats_in_force
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.fields import Field, Option
from chidao.web.here import Here

ON_PAPER: Final = ("present_incoming", "direct_incoming", "answer_incoming", "settle_incoming")


@after("register_incoming", *ON_PAPER)
def to_paper(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the paper."""
    return reverse("incoming_paper", args=[here.body, int(outcome["incoming"])])


@offers_choices("incoming")
def papers(here: Here) -> Iterable[Option]:
    """The newest papers that came in."""
    for row in incoming_list(here.eyes, here.today):
        yield Option(
            value=str(row.id), label=incoming_said(row.number, row.year, row.symbol), note=same(row.title[:80])
        )


@fills("present_incoming")
def propose_seat(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose the seat to which papers are presented: the last one was."""
    return {"seat": last_presented_to(here.body)}


@fills("direct_incoming")
def propose_director(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose, where a direction is recorded from paper, whoever the paper was presented to."""
    found = _paper(here, first)
    return {"legal_seat": found.presented_seat} if found else {}


@fills("settle_incoming")
def propose_settling(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose what has come of the paper so far."""
    found = _paper(here, first)
    if found is None:
        return {}
    return {"how": "answered" if found.row.answers else "task" if found.row.tasks else ""}


@shapes(*ON_PAPER)
def paper_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which paper it is, and ask only what is left to say."""
    found = _paper(here, values)
    least = {} if values.get("record") else {"least": here.today}
    shown = list(_asked(here, found, with_fields(fields, due_on=least, words={"rows": 3})))
    if found is None:
        return Shape(fields=shown, crumbs=(_list_crumb(here),))
    row = found.row
    crumb = Crumb(
        title=incoming_said(row.number, row.year, row.symbol), url=reverse("incoming_paper", args=[here.body, row.id])
    )
    lead = same(f"{row.author}: {row.title}")
    return Shape(fields=shown, crumbs=(_list_crumb(here), crumb), lead=lead)


def _asked(here: Here, found: IncomingPage | None, fields: Sequence[Field]) -> Iterator[Field]:
    for each in fields:
        if each.name == "incoming" and found is not None:
            yield replace(each, kind="hidden", value=found.row.id)
        elif each.name == "seat":
            yield replace(each, options=tuple(_seats_that_direct(here, found)))
        elif each.name == "person":
            yield replace(each, options=tuple(_seated(here)))
        elif each.name != "leave_tasks" or found is None or found.row.open_tasks:
            yield each


def _seats_that_direct(here: Here, found: IncomingPage | None) -> Iterator[Option]:
    """Yield the seats whose holders may direct an incoming paper: all of them asked about at once."""
    says = same(found.row.title) if found else Text("", "")
    matter = incoming_matter(here.body, says)
    held = [(seat, capacity_in_seat(here.body, seat.id, here.now)) for seat in seats_in_force(here.body, here.today)]
    asked = [(seat, who) for seat, who in held if who is not None]
    answers = the_authority().answer([
        Question(capacity=who, act="direct_incoming", matter=matter, at=here.now, known_at=here.now)
        for _, who in asked
    ])  # fmt: skip
    for (seat, _), answer in zip(asked, answers, strict=True):
        if isinstance(answer, Basis):
            note = same(seat.holder) if seat.holder and seat.holder != seat.post else None
            yield Option(value=str(seat.id), label=seat.title, note=note)


def _seated(here: Here) -> Iterator[Option]:
    """Yield the people of the body, each by their seat."""
    for seat in seats_in_force(here.body, here.today):
        if seat.person is not None:
            note = same(seat.holder) if seat.holder else None
            yield Option(value=str(seat.person), label=seat.title, note=note)


def _paper(here: Here, values: Mapping[str, object]) -> IncomingPage | None:
    key = number_in(values, "incoming")
    if key is None:
        return None
    try:
        return incoming_page(here.eyes, key, here.today)
    except NotFound as missing:
        raise Http404(str(missing)) from missing


def _list_crumb(here: Here) -> Crumb:
    return Crumb(title=Text("Văn bản đến", "Papers that came in"), url=reverse("incoming", args=[here.body]))
