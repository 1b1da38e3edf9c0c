"""The forms of the acts on deliveries: what is proposed, what can be chosen, where one goes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.documents.models import Delivery
from chidao.documents.queries import document_page
from chidao.documents.receiving import (
    bound_seats,
    delivery_list,
    received_by,
    receivers_of,
    thing_said,
    unacknowledged,
)
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import seats_in_force
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.deliveries.members import members_without
from chidao.web.documents.forms import documents_crumb
from chidao.web.fields import Field, Option
from chidao.web.here import Here

TITLE: Final = Text("Gửi, nhận văn bản", "Deliveries")
ACKNOWLEDGE: Final = "acknowledge_delivery"


@offers_choices("deliveries")
def deliveries_to_choose(here: Here) -> Iterable[Option]:
    """What waits for the reader to be acknowledged."""
    yield from map(_option, unacknowledged(here.eyes, here.today))


def _option(each: Delivery) -> Option:
    title = each.document.title if each.document else ""
    return Option(value=str(each.pk), label=thing_said(each), note=same(title[:80]) if title else None)


@shapes("deliver_document")
def sending_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which document it is."""
    key = number_in(values, "document")
    if not key:
        return Shape(fields=fields, crumbs=(Crumb(title=TITLE, url=reverse("deliveries", args=[here.body])),))
    try:
        row = document_page(here.eyes, key).row
    except NotFound as missing:
        raise Http404(str(missing)) from missing
    crumb = Crumb(title=same(row.label), url=reverse("document", args=[here.body, key]))
    return Shape(fields=fields, crumbs=(documents_crumb(here), crumb), lead=same(row.title))


@fills("deliver_document")
def proposed_members(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose the members to whom a conclusion notice has not gone."""
    key = number_in(first, "document")
    members = members_without(here, key) if key else []
    return {"seats": [str(each.id) for each in members]} if members else {}


@fills("deliver_instrument")
def proposed_receivers(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose everyone whom the instrument binds and who has not got it."""
    key = number_in(first, "instrument")
    if key is None:
        return {"seats": [str(each.id) for each in bound_seats(here.body, here.today, here.now)]}
    return {"seats": [str(each.id) for each in received_by(here.eyes, key, here.now).unsent]}


@shapes("deliver_instrument")
def binding_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which instrument it is; once it is known it is not asked again."""
    key = number_in(values, "instrument")
    if key is None:
        return Shape(fields=fields, crumbs=(Crumb(title=TITLE, url=reverse("deliveries", args=[here.body])),))
    crumb = Crumb(title=Text("Văn bản", "Instrument"), url=reverse("instrument", args=[here.body, key]))
    return Shape(fields=with_fields(fields, instrument={"kind": "hidden"}), crumbs=(crumb,))


@fills(ACKNOWLEDGE)
def receiving_oneself(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Let the reader acknowledge for themselves; where a slip is recorded, propose who it went to as who signed it."""
    if not first.get("record"):
        return {"person": str(here.me.person)}
    wanted = next((each for row in _chosen(here, first.get("deliveries")) for each in _receivers(here, row)), None)
    held = (each.id for each in seats_in_force(here.body, here.today) if wanted is not None and each.person == wanted)
    return {"legal_seat": str(next(held, ""))}


@shapes(ACKNOWLEDGE)
def receiving_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what is acknowledged; who receives is asked only where a recorded slip may be of more than one."""
    recording, chosen = bool(values.get("record")), _chosen(here, values.get("deliveries"))
    own = [] if recording else [_option(each) for each in unacknowledged(here.eyes, here.today)]
    options = {each.value: each for each in [*map(_option, chosen), *own]}
    may = {str(person) for each in chosen for person in _receivers(here, each)}
    people = tuple(each for field in fields if field.name == "person" for each in field.options if each.value in may)
    person = {"options": people} if recording and len(people) > 1 else {"kind": "hidden"}
    crumbs = (Crumb(title=TITLE, url=reverse("deliveries", args=[here.body])),)
    return Shape(
        fields=with_fields(fields, deliveries={"options": tuple(options.values())}, person=person), crumbs=crumbs
    )


def _receivers(here: Here, delivery: Delivery) -> tuple[int, ...]:
    return receivers_of(here.body, delivery, here.today)


def _chosen(here: Here, value: object) -> list[Delivery]:
    written = [str(each) for each in (value if isinstance(value, list) else [value])]
    keys = [int(each) for each in written if each.isascii() and each.isdigit() and len(each) < 10]
    seen = {each.id for each in delivery_list(here.eyes, here.now)} if keys else set()
    things = ("document", "instrument", "person", "agency")
    found = Delivery.objects.filter(pk__in=[key for key in keys if key in seen]).select_related(*things)
    return list(found.defer("instrument__charter"))


@after("deliver_document")
def to_document(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the document."""
    return reverse("document", args=[here.body, int(outcome["document"])])


@after("deliver_instrument")
def to_instrument(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the instrument."""
    return reverse("instrument", args=[here.body, int(outcome["instrument"])])


@after(ACKNOWLEDGE)
def to_deliveries(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Go on with what else waits."""
    return reverse("deliveries", args=[here.body])
