"""What went out and who has acknowledged it: the list, and the parts on a document's and an instrument's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.acts.delivering import WAYS
from chidao.documents.queries import DocumentPage
from chidao.documents.receiving import (
    PAGE,
    DeliveryRow,
    ReceivedBy,
    delivery_list,
    document_deliveries,
    received_by,
)
from chidao.kernel.wording import Text, same
from chidao.web.acting.forms import fresh_key
from chidao.web.deliveries.forms import ACKNOWLEDGE, TITLE
from chidao.web.deliveries.members import members_without
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.here import Here
from chidao.web.offers import Offer, offer_list, wish
from chidao.web.pages import page, screen

MAIL: Final = {
    "sent": (Text("thư đã gửi", "mail sent"), "kept"),
    "waiting": (Text("thư chờ gửi", "mail waiting"), "due"),
    "failed": (Text("thư gửi chưa được", "mail failed"), "late"),
    "no_address": (Text("không có thư điện tử", "no e-mail address"), "late"),
    "no_server": (Text("chưa đặt máy chủ thư", "no mail server"), "late"),
    "not_sent": (Text("không còn được gửi", "no longer sent"), ""),
}
STATES: Final = {
    "": Text("tất cả", "all"),
    "waiting": Text("chưa xác nhận", "not acknowledged"),
    "acknowledged": Text("đã xác nhận", "acknowledged"),
}
WHOSE: Final = {"": Text("mọi nơi nhận", "everyone"), "me": Text("gửi cho tôi", "to me")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDelivery:
    """A delivery as a row shows it: its way and its mail in words, and the act of recording it from a signed slip."""

    row: DeliveryRow
    way: Text
    mail: tuple[Text, str] | None
    url: str
    record: Offer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """Deliveries in a table; where some are the reader's to acknowledge, they can be picked and sent at once."""

    rows: tuple[ShownDelivery, ...]
    picks: bool
    person: int
    key: str
    next: str
    waiting: int


@screen(
    "deliveries",
    ("Gửi, nhận văn bản", "Deliveries"),
    acts=("deliver_document", "acknowledge_delivery"),
    features=("delivery_acknowledged",),
)
def deliveries(request: HttpRequest, here: Here) -> HttpResponse:
    """List what went out, to whom, and who has acknowledged it; the reader's own can be acknowledged at once."""
    who, state, before = request.GET.get("who", ""), request.GET.get("state", ""), request.GET.get("before", "")
    last = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    rows = delivery_list(here.eyes, here.now, who=who, state=state, before=last)
    sees_all = here.eyes.sees("documents") == "all"
    context = {
        "list": shown_list(here, rows, back=request.get_full_path(), of_one=False),
        "filters": _filters(who if sees_all else "me", state, sees_all=sees_all),
        "is_filtered": bool(state or (who and sees_all)),
        "older": rows[-1].id if len(rows) == PAGE else None,
        "feature": here.regulation.has_feature("delivery_acknowledged") if here.regulation else None,
    }
    return page(request, here, "deliveries/list.html", TITLE, context)


@document_part(40)
def sent_to(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Show whom a document went to, who has acknowledged it, and offer to send it further."""
    rows = document_deliveries(here.eyes, found.row.id, here.now)
    matter = Matter(body=here.body, says=same(found.row.label))
    is_out = not found.row.voided and not found.row.recalled
    wishes = (wish("deliver_document", matter, document=found.row.id),) if is_out else ()
    is_signed = found.row.signed or found.row.file is not None
    waits = is_out and is_signed and (not rows or bool(members_without(here, found.row.id)))
    next_act = "deliver_document" if waits else ""
    if not rows:
        return DocumentPart(wishes=wishes, next_act=next_act)
    back = reverse("document", args=[here.body, found.row.id])
    shows = {"list": shown_list(here, rows, back=back)}
    return DocumentPart(template="deliveries/part.html", shows=shows, wishes=wishes, next_act=next_act)


def instrument_part(here: Here, instrument: int, kind: str) -> Mapping[str, object] | None:
    """Return what an instrument's page shows of its deliveries; None where nothing went out and nothing has to."""
    found: ReceivedBy = received_by(here.eyes, instrument, here.now)
    binds = kind in {"regulation", "decision", "reconstitution", "installation"}
    if not found.rows and not binds:
        return None
    back = reverse("instrument", args=[here.body, instrument])
    return {
        "list": shown_list(here, found.rows, back=back),
        "unsent": found.unsent if binds else (),
        "feature": here.regulation.has_feature("delivery_acknowledged") if here.regulation else None,
    }


def shown_list(here: Here, rows: Iterable[DeliveryRow], *, back: str, of_one: bool = True) -> ShownList:
    """Return deliveries as a table shows them; the authority is asked once about those not acknowledged."""
    listed = list(rows)
    offers = dict(_offered(here, [each for each in listed if not each.acknowledged_at]))
    shown = [_shown(here, each, offers.get(each.id)) for each in listed]
    mine = [each for each in listed if each.mine and (offer := offers.get(each.id)) and not offer.recording]
    return ShownList(
        rows=tuple(shown),
        picks=any(offers[each.id].allowed for each in mine),
        person=here.me.person,
        key=fresh_key(),
        next=back,
        waiting=sum(each.acknowledged_at is None for each in listed),
    )


def _offered(here: Here, rows: Sequence[DeliveryRow]) -> Iterable[tuple[int, Offer]]:
    mine = Matter(body=here.body, says=TITLE, subject_person=here.me.person)
    others = Matter(body=here.body, says=TITLE)
    # Two questions for all rows: what is the reader's own, and what may be recorded from a slip that others signed.
    own, recorded = offer_list(here, [wish(ACKNOWLEDGE, mine), wish(ACKNOWLEDGE, others)])
    for row in rows:
        if row.mine and own.allowed:
            yield row.id, own
        elif recorded.recording:
            url = f"{reverse('act', args=[here.body, ACKNOWLEDGE])}?deliveries={row.id}&record=1"
            yield row.id, Offer(name=ACKNOWLEDGE, title=_RECORD, url=url, allowed=True, recording=True)


def _shown(here: Here, row: DeliveryRow, offer: Offer | None) -> ShownDelivery:
    return ShownDelivery(
        row=row,
        way=WAYS.get(row.way, _EXCHANGED),
        mail=MAIL[row.mail] if row.mail else None,
        url=f"{reverse('desk', args=[here.body])}{row.path}",
        record=offer if offer and offer.recording else None,
    )


def _filters(who: str, state: str, *, sees_all: bool) -> list[dict[str, object]]:
    def choices(named: Mapping[str, Text], chosen: str, other: str) -> list[dict[str, object]]:
        made = [(value, words, f"{other}{value}") for value, words in named.items()]
        return [{"title": words, "url": f"?{url}", "current": value == chosen} for value, words, url in made]

    found = [{"title": Text("Tình trạng", "State"), "choices": choices(STATES, state, f"who={who}&state=")}]
    if sees_all:
        found.insert(0, {"title": Text("Nơi nhận", "To"), "choices": choices(WHOSE, who, f"state={state}&who=")})
    return found


_RECORD = Text("Ghi theo phiếu ký nhận", "Record from a signed slip")
_EXCHANGED = Text("trục liên thông", "by exchange")
