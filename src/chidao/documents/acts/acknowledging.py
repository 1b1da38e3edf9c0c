"""Deliveries acknowledged: one or many at once, by whom they went to or who receives for the agency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.models import Delivery
from chidao.documents.receiving import receivers_of, thing_said
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, listed
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeDelivery:
    """One or more deliveries acknowledged by the person they went to, or by one who receives for the agency."""

    body: str = asked(*BODY)
    deliveries: tuple[int, ...] = asked("Văn bản đã nhận", "What was received", "deliveries")
    person: int | None = asked(
        "Người nhận thay cơ quan", "Who receives for the agency", "person",
        hint=Text("Để trống: người được gửi, hoặc người đứng đầu cơ quan.",
                  "Left empty: whom it went to, or who answers for the agency."),
        default=None,
    )  # fmt: skip


def _about_acknowledge_delivery(given: AcknowledgeDelivery, at: datetime) -> Matter:
    rows = _deliveries(given.body, given.deliveries)
    says = listed([thing_said(each) for each in rows])
    return Matter(body=given.body, says=says, subject_person=_who(given, rows, local_day(at)))


@act(
    "acknowledge_delivery",
    ("Xác nhận đã nhận văn bản", "Acknowledge a delivery"),
    ("Xác nhận đã nhận {what}", "Acknowledged {what}"),
    given=AcknowledgeDelivery,
    about=_about_acknowledge_delivery,
)
def acknowledge_delivery(doing: Doing, given: AcknowledgeDelivery) -> Mapping[str, object]:
    """Acknowledge what was received; an agency's by who answers for it or its focal person.

    Raises NotFound for a delivery that is not the body's; BadInput where they did not all go to the one who
    acknowledges; Conflict for what is acknowledged already.
    """
    rows = _deliveries(given.body, given.deliveries)
    raise_if_any(Conflict, _acknowledged(rows))
    doing.change_all(rows, acknowledged_at=doing.at, acknowledged_by_id=doing.by.person)
    return {"deliveries": [each.pk for each in rows]}


def _acknowledged(rows: Iterable[Delivery]) -> Iterator[Reason]:
    for each in rows:
        if each.acknowledged_at:
            says = _ACKNOWLEDGED.filled(what=thing_said(each))
            yield Reason(code="acknowledged_already", says=says, field="deliveries")


def _who(given: AcknowledgeDelivery, rows: Sequence[Delivery], on: date) -> int | None:
    """Return who may acknowledge all of it: the person named, else the one whom the first went to."""
    may = [receivers_of(given.body, each, on) for each in rows]
    person = given.person if given.person is not None else next(iter(may[0]), None)
    if person is not None and any(person not in each for each in may):
        raise BadInput(Reason(code="went_to_others", says=_WENT_TO_OTHERS, field="person", remedy=_APART))
    return person


def _deliveries(body: str, keys: Iterable[int]) -> list[Delivery]:
    wanted = set(keys)
    things = ("document", "instrument", "person", "agency")
    found = Delivery.objects.filter(pk__in=wanted).select_related(*things).defer("instrument__charter").order_by("pk")
    rows = [each for each in found if (each.document or each.instrument).body == body]
    if len(rows) < len(wanted):
        raise NotFound(Reason(code="no_delivery", says=_NO_DELIVERY, field="deliveries"))
    return rows


_ACKNOWLEDGED = Text("Đã xác nhận nhận {what} từ trước.", "{what} is acknowledged already.")
_WENT_TO_OTHERS = Text(
    "Có văn bản không gửi cho người này, cũng không gửi cho cơ quan mà người này nhận thay.",
    "Something went neither to this person nor to an agency for which they receive.",
)
_APART = Text("Xác nhận riêng phần của từng người nhận.", "Acknowledge each receiver's part apart.")
_NO_DELIVERY = Text("Không có lần gửi này.", "There is no such delivery.")
