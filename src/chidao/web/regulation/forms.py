"""The forms of acts on instruments: rows of links to other papers, and where one goes afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.urls import reverse

from chidao.instruments.acts import LINKS
from chidao.kernel.wording import Text
from chidao.web.acting.shapes import Crumb, Shape, shapes
from chidao.web.acting.views import after
from chidao.web.fields import Field, Option
from chidao.web.here import Here

ROWS: Final = 4
KINDS: Final = tuple(Option(value=kind, label=label) for kind, label in LINKS.items())


@after("enter_instrument", "link_instruments")
def to_instrument(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the instrument entered, or the one that was linked."""
    found = outcome.get("instrument") or sent.get("instrument")
    return reverse("instrument", args=[here.body, int(found)]) if found else reverse("instruments", args=[here.body])


@after("adopt_charter")
def to_chain(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the chain, in which the new regulation stands."""
    return reverse("instruments", args=[here.body])


@shapes("enter_instrument")
def with_links(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask for the links as rows: what the paper does, and to which other."""
    rows = [tuple(_row(place, values)) for place in range(ROWS)]
    shown = [each for each in fields if each.name != "links"]
    return Shape(fields=shown, template="regulation/enter_form.html", context={"rows": rows}, crumbs=(_chain(here),))


@shapes("link_instruments", "adopt_charter")
def under_chain(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the form under the chain of instruments."""
    return Shape(fields=fields, crumbs=(_chain(here),))


def _row(place: int, values: Mapping[str, object]) -> Iterator[Field]:
    kind, target = f"links-{place}-kind", f"links-{place}-target"
    what, other = Text("Quan hệ", "Relation"), Text("Số, ký hiệu văn bản kia", "Symbol of the other")
    yield Field(name=kind, label=what, kind="select", options=KINDS, value=values.get(kind))
    yield Field(name=target, label=other, value=values.get(target), longest=300)


def _chain(here: Here) -> Crumb:
    return Crumb(title=Text("Chuỗi văn bản", "Chain of instruments"), url=reverse("instruments", args=[here.body]))
