"""The chain of instruments and the page of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.drafts.queries import submission_of
from chidao.instruments.acts import LINKS
from chidao.instruments.bases import bases_to_review
from chidao.instruments.models import Link
from chidao.instruments.queries import charters_of, provisions_of
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.errors import ChidaoError
from chidao.kernel.wording import Text, same
from chidao.reports.chain import ChainOf, Paper, Tie, chain_of, charter_bytes, paper_named
from chidao.web import pictures
from chidao.web.dates import day_shown
from chidao.web.deliveries.views import instrument_part
from chidao.web.here import Here
from chidao.web.offers import Wish, offers, wish
from chidao.web.pages import error_page, page, screen
from chidao.web.pictures.chain import LinkKind

TITLE: Final = Text("Chuỗi văn bản", "Chain of instruments")
KINDS: Final = FACETS["instrument"] | {
    "law": Text("luật", "law"), "letter": Text("công văn", "letter")
}  # fmt: skip
EMPTY: Final = Text(
    "Mỗi văn bản của ban sẽ đứng ở đây, nối với văn bản nó thay.",
    "Each paper of the committee will stand here, linked to what it replaces.",
)
BEARINGS: Final[dict[str, LinkKind]] = {"ends": "replaces", "changes": "amends", "rests": "rests_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An instrument in the list: its kind in words, and how it stands on the day shown."""

    paper: Paper
    kind: Text
    signed: Text | None
    in_force: bool | None
    ties: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One link as the page of an instrument says it; `url` opens the other, if it is held here."""

    says: Text
    label: str
    url: str


@screen(
    "instruments",
    ("Chuỗi văn bản", "Chain of instruments"),
    acts=("enter_instrument", "link_instruments", "adopt_charter", "rename_body"),
    features=("supersession", "one_body_many_names"),
)
def chain(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the chain as a time line and as a list, and what was in force on a day."""
    on = day_shown(request, here)
    found = chain_of(here.eyes)
    offered = offers(here, [
        wish("enter_instrument", _matter(here)),
        wish("link_instruments", _matter(here)),
        wish("adopt_charter", _matter(here, "regulation")),
    ])  # fmt: skip
    context = {
        "on": on,
        "stops": [day.isoformat() for day in _days(found)],
        "chain": _drawn(here, found, on),
        "rows": [_row(found, paper, on) for paper in found.papers],
        "unknown": [paper for paper in found.papers if not paper.known],
        "feature": here.regulation.has_feature("supersession") if here.regulation else None,
        "offers": offered,
        "to_review": sum(each.waits for each in bases_to_review(here.body, here.today)),
        "empty": EMPTY,
    }
    return page(request, here, "regulation/chain.html", TITLE, context)


@screen(
    "instrument",
    ("Một văn bản", "One instrument"),
    acts=("link_instruments", "deliver_instrument"),
    features=("delivery_acknowledged",),
)
def one(request: HttpRequest, here: Here, instrument_id: int) -> HttpResponse:
    """Show one instrument: three dates, links both ways, provisions, and its charter's digest."""
    paper, out, back = paper_named(here.eyes, instrument_id)
    context = {
        "paper": paper,
        "kind": KINDS.get(paper.kind, same(paper.kind)),
        "signed": paper.signed.as_text() if paper.signed else None,
        "in_force": paper.in_force_on(here.today),
        "links": [_link(here, link) for link in out],
        "back": [_back(here, link) for link in back],
        "provisions": provisions_of(instrument_id),
        "earlier": _version_before(here.body, instrument_id),
        "link_offer": offers(here, _wishes(here, paper)),
        "received": instrument_part(here, instrument_id, paper.kind),
        "draft": submission_of(instrument=instrument_id) if here.eyes.sees("documents") == "all" else None,
    }
    return page(request, here, "regulation/instrument.html", same(paper.label) if paper.label else paper.title, context)


@screen("charter_file", ("Tệp quy chế", "Charter file"))
def charter_file(request: HttpRequest, here: Here, instrument_id: int) -> HttpResponse:
    """Give the exact bytes of a charter as an attachment."""
    try:
        name, content = charter_bytes(here.eyes, instrument_id)
    except ChidaoError as error:
        return error_page(request, here, error)
    answer = HttpResponse(content, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _wishes(here: Here, paper: Paper) -> list[Wish]:
    wishes = [wish("link_instruments", _matter(here), instrument=paper.id)]
    if paper.kind != "notice":  # a notice goes out as the document that it is
        wishes.append(wish("deliver_instrument", _matter(here, paper.kind), instrument=paper.id))
    return wishes


def _version_before(body: str, instrument_id: int) -> int | None:
    """Return the version of the same kind of charter that came before this one."""
    held = charters_of(body)
    this = next((each for each in held if each.instrument == instrument_id), None)
    if this is None:
        return None
    earlier = [
        each for each in held
        if each.charter.source == this.charter.source and each.effective_from < this.effective_from
    ]  # fmt: skip
    return earlier[-1].instrument if earlier else None


def _drawn(here: Here, found: ChainOf, on: date) -> pictures.Chain:
    drawn = found.drawn
    keys = {paper.id for paper in drawn}
    return pictures.Chain(
        nodes=tuple(_node(here, found, paper) for paper in drawn),
        on=on,
        links=tuple(_arrow(tie) for tie in found.ties if tie.source in keys and _is_drawn(tie, keys)),
        lanes=found.lines,
    )


def _is_drawn(tie: Tie, keys: set[int]) -> bool:
    """Ties among what is drawn, and those that end a paper nobody has; other papers' names stand in the list."""
    return tie.target in keys or (tie.target is None and tie.bearing == "ends")


def _node(here: Here, found: ChainOf, paper: Paper) -> pictures.ChainNode:
    signed = paper.signed.as_text() if paper.signed else None
    return pictures.ChainNode(
        key=str(paper.id),
        symbol=paper.label or paper.title.vi,
        title=paper.title if paper.title.vi else KINDS.get(paper.kind, same(paper.kind)),
        lane=found.line_of(paper),
        starts_on=paper.effective_from or (paper.signed.exact if paper.signed else None),
        ends_on=paper.effective_until,
        date_words=None if paper.effective_from else signed,
        url=reverse("instrument", args=[here.body, paper.id]),
    )


def _arrow(tie: Tie) -> pictures.ChainLink:
    return pictures.ChainLink(
        later=str(tie.source),
        earlier=str(tie.target) if tie.target else None,
        kind=BEARINGS[tie.bearing],
        is_known=tie.certain,
    )


def _row(found: ChainOf, paper: Paper, on: date) -> Row:
    return Row(
        paper=paper,
        kind=KINDS.get(paper.kind, same(paper.kind)),
        signed=paper.signed.as_text() if paper.signed else None,
        in_force=paper.in_force_on(on),
        ties=tuple(_said(found, tie) for tie in found.ties if tie.source == paper.id),
    )


def _said(found: ChainOf, tie: Tie) -> Text:
    target = found.paper(tie.target) if tie.target else None
    says = Text("{kind} {other}", "{kind} {other}").filled(
        kind=LINKS.get(tie.kind, same(tie.kind)), other=target.label if target else tie.target_text
    )
    return says if tie.certain else Text("{says} (chưa rõ)", "{says} (not certain)").filled(says=says)


def _link(here: Here, link: Link) -> Shown:
    url = reverse("instrument", args=[here.body, link.target_id]) if link.target_id else ""
    label = link.target.label if link.target else link.target_text
    return Shown(says=LINKS.get(link.kind, same(link.kind)), label=label, url=url)


def _back(here: Here, link: Link) -> Shown:
    says = Text("{kind} văn bản này", "{kind} this one").filled(kind=LINKS.get(link.kind, same(link.kind)))
    url = reverse("instrument", args=[here.body, link.instrument_id])
    return Shown(says=says, label=link.instrument.label, url=url)


def _days(found: ChainOf) -> Iterator[date]:
    yield from sorted({day for paper in found.papers for day in (paper.effective_from, paper.effective_until) if day})


def _matter(here: Here, kind: str = "") -> Matter:
    says = here.name.short_name if here.name else same(here.body)
    return Matter(body=here.body, says=says, facets={"instrument": kind} if kind else {})
