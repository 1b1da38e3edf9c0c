"""Pages of matters submitted for decision: opinions come before it and are never counted as votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.instruments.queries import working_days
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.meetings.queries import MatterPage, MatterRow, matter_list, matter_page
from chidao.meetings.rules import STANCES
from chidao.reports.record import events_of_row
from chidao.web.act_row import act_row, correction_wish
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

TITLE: Final = Text("Vấn đề trình", "Matters")
KINDS: Final = FACETS["matter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A matter in the list, with what is left until opinions close."""

    row: MatterRow
    kind: Text
    left: int | None


@screen("matters", ("Vấn đề trình", "Matters"), acts=("submit_matter",), features=("open_work",))
def matters(request: HttpRequest, here: Here) -> HttpResponse:
    """List the matters the reader may see: those that wait for a decision first."""
    rows = [_row(here, row) for row in matter_list(here.eyes)]
    context = {
        "waiting": [row for row in rows if not row.row.decided_at],
        "decided": [row for row in rows if row.row.decided_at],
        "submit": submitting_offer(here),
        "scope": here.eyes.sees("matters"),
    }
    return page(request, here, "matters/list.html", TITLE, context)


@screen(
    "matter",
    ("Một vấn đề trình", "One matter"),
    acts=("give_opinion", "decide_matter", "correct_clerical_error"),
    features=("open_work",),
)
def one_matter(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """Show one matter: what is submitted, every opinion, the decision."""
    found = matter_page(here.eyes, matter_id)
    events = events_of_row(here.eyes, "meetings_submittedmatter", found.row.id)
    offers = offer_list(here, _wishes(here, found, events[-1].seq if events else None))
    own = next((each for each in found.opinions if each.seat == here.me.seat), None)
    context = {
        "matter": found,
        "row": _row(here, found.row),
        "opinions": [{"row": each, "stance": STANCES[each.stance]} for each in found.opinions],
        "opinions_seen": here.eyes.sees("matters") != "open",
        "acts": act_row(offers, _next(offers, given=own is not None)),
        "grounds": _grounds(here),
        "events": [shown(here, line) for line in events],
    }
    return page(request, here, "matters/one.html", same(found.row.title), context)


def submitting_offer(here: Here) -> Offer:
    """Return the button that submits a matter."""
    matter = Matter(body=here.body, says=TITLE, facets={"matter": "regular"})
    return offer_list(here, [wish("submit_matter", matter)])[0]


@after("submit_matter", "give_opinion", "decide_matter")
def to_matter(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the matter that the act was about."""
    return reverse("matter", args=[here.body, int(outcome.get("matter") or sent["matter"])])


@shapes("submit_matter")
def submit_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say who decides each kind of matter."""
    kinds = tuple(Option(value=kind, label=label) for kind, label in KINDS.items())
    shown_so = with_fields(fields, kind={"kind": "radio", "options": kinds}, content={"rows": 12})
    return Shape(fields=shown_so, crumbs=(_crumb(here),))


@shapes("give_opinion", "decide_matter")
def matter_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what is decided on, and the opinions so far, beside the form."""
    try:
        found = matter_page(here.eyes, number_in(values, "matter") or 0)
    except NotFound as missing:
        raise Http404(str(missing)) from missing
    stances = tuple(Option(value=stance, label=words) for stance, words in STANCES.items())
    own = number_in(values, "seat") == here.me.seat
    seat: dict[str, object] = {"kind": "hidden"} if own else {}
    crumb = Crumb(title=same(found.row.title), url=reverse("matter", args=[here.body, found.row.id]))
    opinions = [{"row": each, "stance": STANCES[each.stance]} for each in found.opinions]
    return Shape(
        fields=with_fields(fields, seat=seat, stance={"kind": "radio", "options": stances}),
        template="matters/form.html",
        crumbs=(_crumb(here), crumb),
        context={"matter": found, "opinions": opinions},
    )


@offers_choices("matter")
def matters_to_choose(here: Here) -> Iterable[Option]:
    """The matters that wait for a decision."""
    for row in matter_list(here.eyes, only_open=True):
        yield Option(value=str(row.id), label=same(row.title))


def _wishes(here: Here, found: MatterPage, event: int | None) -> list[Wish]:
    wishes = []
    if not found.row.decided_at:
        of_seat, which = _matter(here, found, here.me.seat), ("matter", found.row.id)
        wishes = [
            Wish(act="give_opinion", matter=of_seat, first=(which, ("seat", here.me.seat))),
            Wish(act="decide_matter", matter=_matter(here, found, None), first=(which,)),
        ]
    if event is not None:
        says, was = same(found.row.title), found.row.title
        wishes.append(correction_wish(here, says, table="matter", row=found.row.id, was=was, event=event))
    return wishes


def _next(offers: Sequence[Offer], *, given: bool) -> str | None:
    """Whoever may decide decides next; whoever may only say what they think does that next, once."""
    own = [each.name for each in offers if each.allowed and not each.recording]
    if "decide_matter" in own:
        return "decide_matter"
    return "give_opinion" if "give_opinion" in own and not given else None


def _matter(here: Here, found: MatterPage, seat: int | None) -> Matter:
    says = Text(f"vấn đề “{found.row.title}”", f"the matter “{found.row.title}”")
    return Matter(body=here.body, says=says, facets={"matter": found.row.kind}, subject_seat=seat)


def _row(here: Here, row: MatterRow) -> Row:
    left = None if row.opinions_until is None else _left(here.today, row.opinions_until)
    return Row(row=row, kind=KINDS[row.kind], left=left)


def _left(today: date, until: date) -> int:
    days = working_days().working_days_between(today, until)
    return min(-1, days) if until < today else days


def _grounds(here: Here) -> list[dict[str, object]]:
    principle = here.regulation.has_feature("open_work") if here.regulation else None
    return [{"title": _OPEN_WORK, "says": None, "clause": principle.clause}] if principle else []


def _crumb(here: Here) -> Crumb:
    return Crumb(title=TITLE, url=reverse("matters", args=[here.body]))


_OPEN_WORK = Text("Ý kiến được ghi trước khi quyết định", "Opinions are recorded before the decision")
