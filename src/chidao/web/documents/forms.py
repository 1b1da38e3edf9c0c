"""The forms in which papers are issued: which kinds a seat may sign, under which seal, for which duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from chidao.documents.acts import document_matter
from chidao.documents.rules import BY_DOCUMENT, seals_of
from chidao.documents.signing import signature_of
from chidao.duties.rules import cycle_of
from chidao.instruments.charter import Duty
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.wording import Text, same
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, shapes, with_fields
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list, wish

ISSUE: Final = "issue_document"
AHEAD: Final = timedelta(days=180)
_SEAL_HINT = Text("Để trống: dấu {seal}, đi với chữ ký này.", "Left empty: {seal}, which goes with this signature.")
_THEIR_SEAL = Text("Để trống: dấu đi với chữ ký của người ký.", "Left empty: the seal that goes with the signer.")
_NO_SEAL = Text("Để trống: ký bằng chức danh, không đóng dấu.", "Left empty: signed by the title, without a seal.")


def issuing_offer(here: Here) -> Offer:
    """Return the offer to issue a document: of the first kind that the seat may sign, else refused with the reasons."""
    found = _offers(here)
    own = [each for each in found.values() if each.allowed and not each.recording]
    return next(iter([*own, *(each for each in found.values() if each.allowed), *found.values()]))


def with_seal(here: Here, fields: Sequence[Field], values: Mapping[str, object]) -> list[Field]:
    """Return the fields of an act that signs, the one of the seal saying which goes with the seat's signature; where a
    paper is recorded, that it is the one of whoever signed."""
    if here.regulation is None:
        return list(fields)
    if values.get("record"):
        return with_fields(fields, seal={"hint": _THEIR_SEAL})
    signed = signature_of(here.regulation, here.me, on=here.today)
    hint = _SEAL_HINT.filled(seal=signed.seal) if signed.seal else _NO_SEAL
    return with_fields(fields, seal={"hint": hint, "clause": signed.clause})


@offers_choices("seal")
def seals(here: Here) -> Iterable[Option]:
    """The seals that go with signatures of the regulation."""
    agencies = [each.name for each in here.regulation.agencies] if here.regulation else []
    for seal in seals_of(here.regulation, agencies) if here.regulation else ():
        yield Option(value=seal, label=same(seal))


@offers_choices("duty")
def duties(here: Here) -> Iterable[Option]:
    """The duties that a document discharges."""
    for each in _duties(here):
        yield Option(value=each.id, label=each.title)


@shapes(ISSUE)
def issuing_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the kinds that the seat may sign, and the cycles of the duties that a document discharges."""
    may = {kind for kind, offer in _offers(here).items() if offer.allowed}
    shown = [
        replace(each, options=tuple(one for one in each.options if one.value in may))
        if each.name == "kind" and may
        else each
        for each in fields
    ]
    cycles = tuple(dict.fromkeys(_cycles(here)))
    if not cycles:
        shown = [each for each in shown if each.name not in {"duty", "cycle"}]
    sealed = with_fields(
        with_seal(here, shown, values), cycle={"suggests": cycles}, text={"rows": 12}, number={"least": 1}
    )
    return Shape(fields=sealed, crumbs=(documents_crumb(here),))


def documents_crumb(here: Here) -> Crumb:
    """Return the list of documents as the page above."""
    return Crumb(title=Text("Văn bản", "Documents"), url=reverse("documents", args=[here.body]))


def _offers(here: Here) -> dict[str, Offer]:
    """Return for each kind of document in which the body has a series whether the seat may issue it."""
    series = {each.kind for each in here.regulation.series} if here.regulation else set()
    kinds = [kind for kind in FACETS["document"] if kind in series] or list(FACETS["document"])
    wishes: list[Wish] = [wish(ISSUE, document_matter(here.body, kind, ""), kind=kind) for kind in kinds]
    return dict(zip(kinds, offer_list(here, wishes), strict=True))


def _duties(here: Here) -> Iterator[Duty]:
    yield from (each for each in (here.regulation.duties if here.regulation else ()) if each.what in BY_DOCUMENT)


def _cycles(here: Here) -> Iterator[str]:
    days: tuple[date, ...] = (here.today, here.today + AHEAD)
    for each in _duties(here):
        yield from (cycle_of(each, day).key for day in days if each.months)
