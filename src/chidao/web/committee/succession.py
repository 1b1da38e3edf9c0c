"""Successions of agencies: what is recorded of them, and what one would do before it is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.registry import act_named
from chidao.door.given import read_given
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.mandates.acts.succession import RecordSuccession, reasons_against, succession_says, wanted_of
from chidao.mandates.owed import Owed, owed_by
from chidao.mandates.queries.succession import standing_of, successions_of
from chidao.mandates.rules.succession import KINDS, Ends, GoesOn, Plan, Standing, Wanted
from chidao.people.models import Person
from chidao.tasks.acts.handing_over import open_tasks_of
from chidao.tasks.rules.handing_over import taker_of
from chidao.web.acting.choices import choices_for
from chidao.web.acting.forms import fresh_key, shown_fields
from chidao.web.acting.shapes import Crumb, Shape, shapes
from chidao.web.acting.views import after
from chidao.web.fields import Field, Option
from chidao.web.here import Here, agency_names
from chidao.web.offers import Offer, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.tasks.listing import list_url

TITLE: Final = Text("Kế thừa cơ quan", "Succession of agencies")
NEW: Final = Text("Ghi nhận kế thừa cơ quan", "Record a succession of agencies")
SHOWN: Final = 10
MOST_PORTIONS: Final = 12
PARTS: Final = ("successor", "tasks", "fields", "seats")
MANY: Final = frozenset({"former", "successors", "keep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """What becomes of one seat: it goes on under a title, or ends beside `heir`. `keep_url` lets it go on beside."""

    title: Text
    holders: tuple[str, ...]
    becomes: Text | None
    heir: Text | None
    kept: bool = False
    keep_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Somebody left without a post or a seat, and who has it."""

    name: str
    lost: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a succession would do, as its preview shows it."""

    says: Text
    reasons: tuple[Reason, ...]
    seats: tuple[SeatLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    tasks: tuple[tuple[str, int, str], ...] = ()
    beside: int = 0
    reports: tuple[Owed, ...] = ()
    more_reports: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What an address or a form says of a succession, as text by name; portions are rows of text."""

    plain: Mapping[str, str] = field(default_factory=dict)
    portions: tuple[Mapping[str, str], ...] = ()

    def as_data(self, body: str) -> dict[str, object]:
        """Return it as an act's input is read from."""
        return {"body": body, **self.plain, **({"portions": list(self.portions)} if self.portions else {})}

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Yield it as the hidden fields of a form."""
        for name, value in self.plain.items():
            yield from ((name, each) for each in (value.split() if name in MANY else [value]))
        for number, portion in enumerate(self.portions):
            yield from ((f"portions-{number}-{name}", value) for name, value in portion.items())


@screen("successions", ("Kế thừa cơ quan", "Succession of agencies"), acts=("record_succession", "rename_agency"))
def successions(request: HttpRequest, here: Here) -> HttpResponse:
    """List every succession of the body's agencies, the latest first, each with the paper that made it so."""
    rows = successions_of(here.body) if here.eyes.sees("committee") else ()
    offer = recording_offer(here)
    context = {
        "rows": [(row, KINDS[row.kind]) for row in rows],  # type: ignore[index]
        "offer": offer if offer.allowed else None,
    }
    return page(request, here, "committee/successions.html", TITLE, context)


@screen("succession", ("Xem trước kế thừa", "Preview of a succession"), acts=("record_succession",))
def preview(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what a succession would do to seats, people, tasks and reports; from there it is recorded."""
    sent = _asked(request.GET)
    look, errors = (None, ()) if not sent.plain.get("kind") else _look(here, sent)
    offer = recording_offer(here)
    context = {
        "fields": [*_fields(here, sent), *_portion_fields(here, sent)],
        "errors": errors,
        "look": look,
        "hidden": list(sent.hidden()),
        "key": fresh_key(),
        "offer": offer,
        "act_url": reverse("act", args=[here.body, "record_succession"]),
    }
    return page(request, here, "committee/succession.html", NEW, context, status=422 if errors else 200)


def recording_offer(here: Here) -> Offer:
    """Return the button that leads to the preview, from which a succession is recorded."""
    matter = Matter(body=here.body, says=TITLE)
    url = reverse("succession", args=[here.body])
    return offer_list(here, [wish("record_succession", matter, url=url)])[0]


@after("record_succession")
def to_successions(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the list of successions."""
    return reverse("successions", args=[here.body])


@shapes("record_succession")
def under_successions(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what would happen above the fields: this form is opened by a refusal, or by its address."""
    sent = _of_values(values)
    look, _ = _look(here, sent) if sent.plain.get("kind") else (None, ())
    crumb = Crumb(title=TITLE, url=reverse("successions", args=[here.body]))
    unseen = [pair for pair in sent.hidden() if pair[0] == "keep" or pair[0].startswith("portions-")]
    shown = [each for each in fields if each.name not in {"portions", "keep"}]
    return Shape(
        fields=shown,
        template="committee/record_succession.html",
        context={"look": look, "hidden": unseen},
        crumbs=(crumb,),
    )


# --- what was asked


def _asked(query: QueryDict) -> Sent:
    names = [each for each in act_named("record_succession").given.__dataclass_fields__ if each != "portions"]
    plain = {name: " ".join(query.getlist(name)) if name in MANY else query.get(name, "") for name in names}
    rows = [{part: "\n".join(query.getlist(f"portions-{n}-{part}")) for part in PARTS} for n in range(MOST_PORTIONS)]
    return Sent(plain=_given(plain), portions=_portions(rows))


def _of_values(values: Mapping[str, object]) -> Sent:
    """Return what a form was sent with, or an address filled in advance."""
    words = {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in values.items()}
    names = [each for each in act_named("record_succession").given.__dataclass_fields__ if each != "portions"]
    rows = [{part: words.get(f"portions-{n}-{part}", "") for part in PARTS} for n in range(MOST_PORTIONS)]
    return Sent(plain=_given({name: words.get(name, "") for name in names}), portions=_portions(rows))


def _given(plain: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in plain.items() if value.strip() and name != "body"}


def _portions(rows: Iterable[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Return the portions that name something beside their successor."""
    return tuple(row for row in rows if row["successor"] and any(row[part].strip() for part in PARTS[1:]))


def _fields(here: Here, sent: Sent) -> list[Field]:
    values: dict[str, object] = {
        name: value.split() if name in MANY else value for name, value in sent.plain.items() if name != "keep"
    }
    fields = shown_fields(act_named("record_succession"), here, values)
    unasked = {"keep", "portions"} | ({"rest"} if sent.plain.get("kind") != "split" else set())
    shown = [each for each in fields if each.name not in unasked]
    keep = sent.plain.get("keep")
    return [*shown, Field(name="keep", label=TITLE, kind="hidden", value=keep)] if keep else shown


def _portion_fields(here: Here, sent: Sent) -> Iterator[Field]:
    """Yield, for each successor of a split, what goes to it in particular; the rest goes to the first."""
    if sent.plain.get("kind") != "split":
        return
    known = {each["successor"]: each for each in sent.portions}
    seats = tuple(_former_seats(here, sent))
    for number, successor in enumerate(sent.plain.get("successors", "").split()[:MOST_PORTIONS]):
        portion, name = known.get(successor, {}), _agency(successor)
        start = f"portions-{number}"
        yield Field(name=f"{start}-successor", label=TITLE, kind="hidden", value=successor)
        yield Field(
            name=f"{start}-tasks", label=_TASKS_TO.filled(agency=name), value=portion.get("tasks", ""), hint=_TASKS_HINT
        )
        fields = choices_for("field", here) or ()
        if fields:
            yield Field(
                name=f"{start}-fields", label=_FIELDS_TO.filled(agency=name), kind="agencies",
                value=portion.get("fields", "").split(), options=fields,
            )  # fmt: skip
        if seats:
            yield Field(
                name=f"{start}-seats", label=_SEATS_TO.filled(agency=name), kind="agencies",
                value=portion.get("seats", "").split(), options=seats,
            )  # fmt: skip


def _former_seats(here: Here, sent: Sent) -> Iterator[Option]:
    formers = [int(each) for each in sent.plain.get("former", "").split() if each.isascii() and each.isdigit()]
    wanted = Wanted(kind="split", former=tuple(formers[:1]), successors=(), on=here.today)
    for seat in standing_of(here.body, wanted).seats:
        if seat.lasts(here.today):
            yield Option(value=str(seat.id), label=seat.title)


def _agency(written: str) -> str:
    return agency_names().get(int(written), "?") if written.isascii() and written.isdigit() else "?"


# --- what would happen


def _look(here: Here, sent: Sent) -> tuple[Look | None, tuple[Reason, ...]]:
    try:
        given = read_given(act_named("record_succession"), sent.as_data(here.body))
    except BadInput as error:
        return None, error.reasons
    return look_at(here, given, sent), ()


def look_at(here: Here, given: RecordSuccession, sent: Sent) -> Look:
    """Return what a succession would do: the plan that the act itself carries out, in words."""
    wanted = wanted_of(given)
    standing = standing_of(here.body, wanted)
    reasons, plan = reasons_against(here.body, wanted, standing, here.today)
    says = succession_says(here.body, wanted)
    if plan is None:
        return Look(says=says, reasons=reasons)
    names = _names(standing)
    reports = [each for agency in wanted.ceased for each in owed_by(here.body, agency, _day(wanted, here.today))]
    reports = [each for each in reports if each.kind == "report"]
    tasks, beside = _tasks(here, wanted)
    return Look(
        says=says,
        reasons=reasons,
        seats=tuple(_seat_lines(here, sent, wanted, standing, plan, names)),
        people=tuple(_people_lines(plan, names)),
        tasks=tasks,
        beside=beside,
        reports=tuple(reports[:SHOWN]),
        more_reports=max(0, len(reports) - SHOWN),
    )


def _day(wanted: Wanted, today: date) -> date:
    return min(wanted.on, today)


def _names(standing: Standing) -> dict[int, str]:
    people = {each.person for each in (*standing.appointments, *standing.tenures)}
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def _seat_lines(
    here: Here, sent: Sent, wanted: Wanted, standing: Standing, plan: Plan, names: Mapping[int, str]
) -> Iterator[SeatLine]:
    titles = {each.seat: each.title for each in plan.seats}
    changes: tuple[GoesOn | Ends, ...] = (*plan.seats, *plan.ends)
    for each in changes:
        seat = standing.seat[each.seat]
        of = seat.post if seat.post is not None else seat.id
        held = standing.appointments if seat.post is not None else standing.tenures
        holders = tuple(names.get(one.person, "") for one in held if one.of == of and one.lasts(wanted.on))
        yield SeatLine(
            title=seat.title,
            holders=holders,
            becomes=each.title if isinstance(each, GoesOn) else None,
            heir=_heir(each, standing, titles) if isinstance(each, Ends) else None,
            kept=each.seat in wanted.keep,
            keep_url=_keep_url(here, sent, each.seat) if isinstance(each, Ends) and each.heir else "",
        )


def _heir(ends: Ends, standing: Standing, titles: Mapping[int, Text]) -> Text | None:
    return None if ends.heir is None else titles.get(ends.heir, standing.seat[ends.heir].title)


def _keep_url(here: Here, sent: Sent, seat: int) -> str:
    asked = QueryDict(mutable=True)
    for name, value in (*sent.hidden(), ("keep", str(seat))):
        asked.appendlist(name, value)
    return f"{reverse('succession', args=[here.body])}?{asked.urlencode()}"


def _people_lines(plan: Plan, names: Mapping[int, str]) -> Iterator[PersonLine]:
    for person, losses in plan.undecided.items():
        lost = tuple((each.what, names.get(each.taken_by, "") if each.taken_by else "") for each in losses)
        yield PersonLine(name=names.get(person, ""), lost=lost)


def _tasks(here: Here, wanted: Wanted) -> tuple[tuple[tuple[str, int, str], ...], int]:
    """Return how many open tasks go to each successor, with the list they are in now; and how many coordinated."""
    if not wanted.handed:
        return (), 0
    found = open_tasks_of(here.body, wanted.former)
    led = [(task.lead, taker_of(task, wanted.handed)) for task in found if task.lead in wanted.former]
    counts = Counter((lead, to) for lead, to in led if to is not None and to != lead)
    beside = sum(any(each.agency in wanted.former for each in task.beside) for task in found)
    lines = tuple(
        (agency_names().get(to, "?"), count, list_url(here, agency=lead, state="unfinished"))
        for (lead, to), count in sorted(counts.items())
    )
    return lines, beside


_TASKS_TO: Final = Text("Nhiệm vụ giao {agency} (số)", "Tasks for {agency} (numbers)")
_TASKS_HINT: Final = Text("Cách nhau bằng dấu cách; còn lại về cơ quan đầu.", "By spaces; the rest go to the first.")
_FIELDS_TO: Final = Text("Lĩnh vực giao {agency}", "Fields of work for {agency}")
_SEATS_TO: Final = Text("Ghế giao {agency}", "Seats for {agency}")
