"""Legal bases that ended, and everything that rests on them, to be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.instruments.acts.reviewing import OUTCOMES
from chidao.instruments.bases import Resting, bases_to_review
from chidao.kernel.wording import Text, same
from chidao.reports.bases import to_review
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.offers import Offer, offer_list, wish
from chidao.web.pages import page, screen

TITLE: Final = Text("Rà soát căn cứ", "Legal bases to review")
REVIEW: Final = "review_basis"
LOOKS: Final = {"stands": "kept", "to_amend": "due", "to_replace": "late"}


@screen("bases", ("Rà soát căn cứ", "Legal bases to review"), acts=("review_basis",), features=("legal_bases",))
def bases(request: HttpRequest, here: Here) -> HttpResponse:
    """List what rests on a paper no longer in force, directly and through others, and what the review found."""
    found = to_review(here.eyes, here.today)
    context = {
        "rows": _shown(here, found.instruments),
        "documents": found.documents,
        "waiting": found.waiting,
        "feature": here.regulation.has_feature("legal_bases") if here.regulation else None,
    }
    return page(request, here, "regulation/bases.html", TITLE, context)


def _shown(here: Here, rows: Sequence[Resting]) -> list[tuple[Resting, tuple[Text, str] | None, Offer | None]]:
    """Return each row with its outcome in words and the act; the authority is asked once for each kind of paper."""
    kinds = sorted({each.kind for each in rows})
    matters = [Matter(body=here.body, says=TITLE, facets={"instrument": kind}) for kind in kinds]
    answers = dict(zip(kinds, offer_list(here, [wish(REVIEW, matter) for matter in matters]), strict=True))
    return [(each, _outcome(each), _offer(here, answers[each.kind], each)) for each in rows]


def _outcome(each: Resting) -> tuple[Text, str] | None:
    return (OUTCOMES[each.review.outcome], LOOKS[each.review.outcome]) if each.review else None


def _offer(here: Here, answer: Offer, each: Resting) -> Offer | None:
    if not answer.allowed:
        return None
    url = f"{reverse('act', args=[here.body, REVIEW])}?link={each.link}{'&record=1' if answer.recording else ''}"
    return Offer(name=REVIEW, title=answer.title, url=url, allowed=True, recording=answer.recording)


@offers_choices("basis")
def bases_to_choose(here: Here) -> Iterable[Option]:
    """What rests on a basis that ended."""
    for each in bases_to_review(here.body, here.today):
        yield Option(value=str(each.link), label=same(each.label) if each.label else each.title, note=same(each.basis))


@shapes(REVIEW)
def review_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which paper is reviewed and why; once it is known it is not asked."""
    key = number_in(values, "link")
    found = next((each for each in bases_to_review(here.body, here.today) if each.link == key), None)
    crumbs = (Crumb(title=TITLE, url=reverse("bases", args=[here.body])),)
    if found is None:
        return Shape(fields=fields, crumbs=crumbs)
    says = _WHY.filled(what=same(found.label) if found.label else found.title, basis=found.ended.says)
    return Shape(fields=with_fields(fields, link={"kind": "hidden"}, words={"rows": 4}), crumbs=crumbs, lead=says)


@after(REVIEW)
def to_bases(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Go on with what else is to be reviewed."""
    return reverse("bases", args=[here.body])


_WHY = Text("{what}: căn cứ {basis} không còn hiệu lực.", "{what}: its basis {basis} is no longer in force.")
