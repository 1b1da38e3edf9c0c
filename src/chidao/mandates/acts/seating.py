"""Who sits: conferring a seat, ending a tenure, delegating, taking the delegation back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, act_names, asked
from chidao.acts.runner import Doing
from chidao.instruments.queries import regulation
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.models import Delegation, Seat, Tenure
from chidao.mandates.queries import facts
from chidao.people.acts import BODY, person_named


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferSeat:
    """A person sits in a seat from a day on; by post seats follow their post instead."""

    body: str = asked(*BODY)
    seat: int = asked("Ghế", "Seat", "seat")
    person: int = asked("Người", "Person", "person")
    effective_from: date = asked("Từ ngày", "From", "date")
    effective_until: date | None = asked("Đến trước ngày", "Until (not included)", "date", default=None)
    instrument: int | None = asked("Theo văn bản", "By which instrument", "instrument", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTenure:
    """A person leaves a seat from a day on."""

    body: str = asked(*BODY)
    seat: int = asked("Ghế", "Seat", "seat")
    effective_until: date = asked("Thôi từ ngày", "No longer from", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegatePower:
    """A written delegation, limited in content and time."""

    body: str = asked(*BODY)
    seat: int = asked("Ghế ủy quyền", "Delegating seat", "seat")
    person: int = asked("Người được ủy quyền", "Delegate", "person")
    acts: tuple[str, ...] = asked("Việc được làm", "Acts", "acts")
    content: str = asked("Nội dung ủy quyền", "Content of the delegation", "lines")
    effective_from: date = asked("Từ ngày", "From", "date")
    effective_until: date = asked("Đến trước ngày", "Until (not included)", "date")
    paper: str = asked("Số, ký hiệu giấy ủy quyền", "Number and symbol of the written delegation", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDelegation:
    """A delegation ended before its day."""

    body: str = asked(*BODY)
    delegation: int = asked("Ủy quyền", "Delegation", "delegation")


def seat_named(pk: int, body: str, field: str = "seat") -> Seat:
    """Return a seat of a body. Raises NotFound."""
    row: Seat | None = Seat.objects.filter(pk=pk, body__code=body).select_related("post__agency", "agency").first()
    if row is None:
        says = Text("Không có ghế số {pk} trong ban này.", "This body has no seat number {pk}.").filled(pk=pk)
        raise NotFound(Reason(code="not_found", says=says, field=field))
    return row


def about_seat(given: ConferSeat | EndTenure | DelegatePower, at: datetime) -> Matter:
    """Name the seat an act is about."""
    seat = seat_named(given.seat, given.body)
    agency = seat.agency_id or (seat.post.agency_id if seat.post else None)
    return Matter(
        body=given.body,
        says=Text.from_data(seat.title),
        subject_seat=seat.pk,
        lead_agency=agency,
        facets={"unit": seat.unit},
    )


@act(
    "confer_seat",
    ("Ghi nhận giữ ghế", "Confer a seat"),
    ("{who} giữ ghế {what}", "{who} takes the seat {what}"),
    given=ConferSeat,
    about=about_seat,
)
def confer_seat(doing: Doing, given: ConferSeat) -> Mapping[str, object]:
    """Record who sits; a seat has one holder at a time, and a seat by post is held through the post."""
    seat = seat_named(given.seat, given.body)
    if seat.by == "post" and seat.post:
        says = Text("Ghế này theo chức vụ {post}.", "This seat follows the post {post}.").filled(post=seat.post.title)
        remedy = Text("Ghi nhận việc giữ chức vụ.", "Record the appointment to the post.")
        raise Conflict(Reason(code="seat_by_post", says=says, clause=seat.clause_id, remedy=remedy))
    held = Tenure.objects.filter(seat=seat).exclude(effective_until__lte=given.effective_from)
    if given.effective_until:
        held = held.filter(effective_from__lt=given.effective_until)
    if other := held.select_related("person").first():
        says = Text("Ghế đang do {who} giữ trong thời gian này.", "{who} holds the seat in this period.")
        remedy = Text("Ghi nhận người trước thôi giữ ghế.", "Record the end of the former tenure.")
        raise Conflict(Reason(code="seat_held", says=says.filled(who=other.person.name), remedy=remedy))
    person = person_named(given.person)
    _one_seat_only(doing, given)
    tenure = doing.add(
        Tenure(
            seat=seat,
            person=person,
            instrument_id=given.instrument or seat.instrument_id,
            effective_from=given.effective_from,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )
    return {"tenure": tenure.pk, "say": {"who": person.name}}


def _one_seat_only(doing: Doing, given: ConferSeat) -> None:
    """Serving in more than one seat is for bodies whose regulation says that they work part-time."""
    current = regulation(given.body, given.effective_from)
    if current is None or current.has_feature("part_time"):
        return
    held = [each for each in facts(given.body).holdings if each.person == given.person]
    if any(each.stands(given.effective_from, doing.now) for each in held):
        raise Conflict(Reason(code="one_seat_only", says=_ONE_SEAT_ONLY, field="person", remedy=_END_THE_OTHER))


@act(
    "end_tenure",
    ("Ghi nhận thôi giữ ghế", "End a tenure"),
    ("Thôi giữ ghế {what}", "The seat {what} is left"),
    given=EndTenure,
    about=about_seat,
)
def end_tenure(doing: Doing, given: EndTenure) -> Mapping[str, object]:
    """End the running tenure of a seat."""
    running = doing.locked(Tenure, seat_id=given.seat, effective_until=None)
    if running is None:
        says = Text("Ghế này không có người đang giữ theo tên.", "Nobody holds this seat by name.")
        raise Conflict(Reason(code="no_tenure", says=says, field="seat"))
    doing.change(running, effective_until=given.effective_until)
    return {"tenure": running.pk}


@act(
    "delegate_power",
    ("Ủy quyền", "Delegate"),
    ("{what} ủy quyền cho {who}", "{what} delegates to {who}"),
    given=DelegatePower,
    about=about_seat,
)
def delegate_power(doing: Doing, given: DelegatePower) -> Mapping[str, object]:
    """Let a person do named acts in the seat's stead for a time.

    NĐ 30/2020, article 13.4: in writing, limited in time and content, and not delegated further. Raises BadInput with
    every fault of the delegation.
    """
    raise_if_any(BadInput, _delegation_faults(given))
    person = person_named(given.person)
    row = doing.add(
        Delegation(
            seat_id=given.seat,
            person=person,
            acts=list(given.acts),
            content=given.content.strip()[:500],
            paper=given.paper.strip()[:80],
            effective_from=given.effective_from,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )
    return {"delegation": row.pk, "say": {"who": person.name}}


def _delegation_faults(given: DelegatePower) -> Iterator[Reason]:
    unknown = sorted(set(given.acts) - act_names())
    if unknown or not given.acts:
        says = Text("Không có việc nào tên {names}.", "There is no act named {names}.").filled(names=", ".join(unknown))
        yield Reason(code="unknown_act", says=says, field="acts")
    if "delegate_power" in given.acts:
        yield Reason(code="not_delegated_further", says=_NOT_FURTHER, field="acts")
    if not given.content.strip():
        yield Reason(code="no_content", says=_NO_CONTENT, field="content")
    if given.effective_until <= given.effective_from:
        yield Reason(code="period_inverted", says=_NO_WINDOW, field="effective_until")


def _about_delegation(given: RevokeDelegation, at: datetime) -> Matter:
    row = Delegation.objects.filter(pk=given.delegation, seat__body__code=given.body).select_related("person").first()
    if row is None:
        says = Text("Không có ủy quyền này.", "There is no such delegation.")
        raise NotFound(Reason(code="not_found", says=says, field="delegation"))
    return Matter(body=given.body, says=same(row.person.name), subject_seat=row.seat_id)


@act(
    "revoke_delegation",
    ("Chấm dứt ủy quyền", "Revoke a delegation"),
    ("Chấm dứt ủy quyền cho {what}", "Delegation to {what} revoked"),
    given=RevokeDelegation,
    about=_about_delegation,
)
def revoke_delegation(doing: Doing, given: RevokeDelegation) -> Mapping[str, object]:
    """End a delegation at once."""
    row = doing.locked(Delegation, pk=given.delegation)
    if row is None or row.revoked_at:
        says = Text("Ủy quyền đã chấm dứt.", "The delegation is revoked already.")
        raise Conflict(Reason(code="revoked", says=says, field="delegation"))
    doing.change(row, revoked_at=doing.at)
    return {"delegation": row.pk}


_NOT_FURTHER = Text(
    "Người được ủy quyền không ủy quyền lại cho người khác.", "Whoever acts by delegation does not delegate further."
)
_NO_CONTENT = Text("Ủy quyền phải nói rõ nội dung.", "A delegation says what it is for.")
_NO_WINDOW = Text("Ngày cuối phải ở sau ngày đầu.", "The delegation ends after it begins.")
_ONE_SEAT_ONLY = Text(
    "Người này đang giữ ghế khác; quy chế không nói làm việc kiêm nhiệm.",
    "This person holds another seat; the regulation does not say that members serve part-time.",
)
_END_THE_OTHER = Text("Ghi nhận thôi giữ ghế kia trước.", "Record the end of the other tenure first.")
