"""The committee on any day, and the accounts of its people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.runner import Call, perform
from chidao.kernel.errors import NotFound, Reason, Refused
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import body_codes, facts, name_on, names_of, regulation
from chidao.people.accounts import is_idle, link_parts
from chidao.people.acts import IssueSignInLink
from chidao.people.models import Account
from chidao.reports.counts import Counted, SaidOfSeat, counted, said_of_seats
from chidao.reports.seating import (
    AbsenceLine,
    DelegationLine,
    Seated,
    UnitSeats,
    absences_of,
    days_of_change,
    delegations_of,
    units_on,
)
from chidao.web import pictures
from chidao.web.committee.succession import recording_offer
from chidao.web.dates import day_shown
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list, offers, wish
from chidao.web.pages import page, screen
from chidao.web.pictures.seats import SeatState

Line = TypeVar("Line", AbsenceLine, DelegationLine)
MOST: Final = 12
TITLE: Final = Text("Thành viên", "Committee")
DRAWN: Final = frozenset({"committee", "group"})
STATES: Final[dict[str, SeatState]] = {"held": "held", "acting": "acting", "away": "held", "empty": "empty"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A unit with its picture (None for units that are lists rather than tables)."""

    unit: UnitSeats
    chart: pictures.SeatChart | None
    counts: tuple[Counted, ...] = ()
    rows: tuple[tuple[Seated, SaidOfSeat | None], ...] = ()


@screen(
    "committee",
    ("Thành viên", "Committee"),
    acts=(
        "record_absence", "end_absence", "confer_seat", "end_tenure", "appoint_to_post", "end_appointment",
        "register_person", "register_post", "register_agency", "rename_agency", "delegate_power", "revoke_delegation",
        "rename_body",
    ),
    features=("one_body_many_names", "part_time", "member_counts"),
)  # fmt: skip
def committee(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the seats of the body on a day, its names over time, absences and delegations."""
    on = day_shown(request, here)
    units = units_on(here.eyes, on, here.now)
    named, current = name_on(here.body, on), regulation(here.body, on)
    context = {
        "on": on,
        "stops": [day.isoformat() for day in days_of_change(here.body)],
        "units": list(_drawn(here, units, on)),
        "named": named,
        "names": names_of(here.body),
        "one_body": current.has_feature("one_body_many_names") if current else None,
        "absences": _with_offers(here, absences_of(here.eyes, here.today), "end_absence", "absence"),
        "delegations": _with_offers(here, delegations_of(here.eyes, here.today), "revoke_delegation", "delegation"),
        "next_act": _own_absence(here),
        "offers": _registers(here),
        "may_see_accounts": _keeps_accounts(here),
    }
    return page(request, here, "committee/committee.html", TITLE, context)


def _drawn(here: Here, units: Sequence[UnitSeats], on: date) -> Iterator[Drawn]:
    current = regulation(here.body, on)
    counts, said = counted(current), said_of_seats(current)
    for unit in units:
        yield Drawn(
            unit=unit,
            chart=_chart(here, unit, on),
            counts=tuple(each for each in counts if each.unit == unit.id),
            rows=tuple((each, said.get(each.seat.key)) for each in unit.seats),
        )


@screen("accounts", ("Tài khoản", "Accounts"), acts=("open_account", "issue_sign_in_link"))
def accounts(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the accounts to whoever opens them, and make one-time links by which their owners choose a password."""
    offer = offer_list(here, [wish("open_account", _matter(here))])[0]
    if not offer.allowed:
        raise Refused(*offer.reasons)
    rows = _accounts(here)
    link, chosen = _link(request, here, rows) if request.method == "POST" else ("", None)
    context = {
        "accounts": [_account(each, here) for each in rows],
        "offer": offer,
        "link": link,
        "chosen": chosen,
    }
    return page(request, here, "committee/accounts.html", Text("Tài khoản", "Accounts"), context)


def _account(each: Account, here: Here) -> dict[str, object]:
    locked = each.locked_until is not None and each.locked_until > here.now
    return {"account": each, "idle": is_idle(each, here.now), "locked": locked, "ready": each.has_usable_password()}


def _accounts(here: Here) -> list[Account]:
    """Return the accounts of people seated here, and of those seated nowhere: other bodies' are theirs to keep."""
    here_too = {each.person for each in facts(here.body).holdings}
    elsewhere = {each.person for code in body_codes() for each in facts(code).holdings} - here_too
    rows = Account.objects.select_related("person").order_by("person__sort_key")
    return [each for each in rows if each.person_id not in elsewhere]


def _link(request: HttpRequest, here: Here, rows: Sequence[Account]) -> tuple[str, Account]:
    """Make a link by an act, so that the record says for whom and by whom, and return it with its account."""
    account = next((each for each in rows if str(each.pk) == request.POST.get("account")), None)
    if account is None:
        says = Text("Không có tài khoản này.", "There is no such account.")
        raise NotFound(Reason(code="no_account", says=says))
    given = IssueSignInLink(body=here.body, person=account.person_id)
    perform(Call(act="issue_sign_in_link", given=given, by=here.me, now=here.now))
    uid, token = link_parts(account)
    return request.build_absolute_uri(reverse("set_password", args=[uid, token])), account


def _keeps_accounts(here: Here) -> bool:
    return offer_list(here, [wish("open_account", _matter(here))])[0].allowed


def _with_offers(here: Here, lines: Sequence[Line], act: str, field: str) -> list[tuple[Line, Offer | None]]:
    """Return each line with the act that ends it: asked about what is running, shown to whoever may."""
    shown = lines[:MOST]
    running = [each for each in shown if each.is_running]
    wishes = [
        Wish(act=act, matter=Matter(body=here.body, says=each.who, subject_seat=each.seat), first=((field, each.id),))
        for each in running
    ]
    made = {each.id: offer for each, offer in zip(running, offer_list(here, wishes), strict=True)}
    return [(each, offer if (offer := made.get(each.id)) and offer.allowed else None) for each in shown]


def _own_absence(here: Here) -> Offer | None:
    """Offer to record one's own absence, the act people come here for."""
    if here.me.seat is None:
        return None
    matter = Matter(body=here.body, says=here.me.says, subject_seat=here.me.seat)
    title = Text("Ghi nhận tôi vắng mặt", "Record my absence")
    return offers(here, [wish("record_absence", matter, title=title, seat=here.me.seat)])["record_absence"]


def _registers(here: Here) -> Sequence[Offer]:
    """Return the acts by which the registers are kept, for whoever keeps them; others see none of these buttons."""
    names = ("confer_seat", "end_tenure", "appoint_to_post", "end_appointment", "register_person", "register_post",
             "register_agency", "delegate_power", "rename_body")  # fmt: skip
    made = offer_list(here, [wish(name, _matter(here)) for name in names])
    return [offer for offer in [*made, recording_offer(here)] if offer.allowed]


def _matter(here: Here) -> Matter:
    says = here.name.short_name if here.name else same(here.body)
    return Matter(body=here.body, says=says, subject_seat=here.me.seat)


def _chart(here: Here, unit: UnitSeats, on: date) -> pictures.SeatChart | None:
    if unit.kind not in DRAWN:
        return None
    seats = tuple(_seat(each) for each in unit.seats)
    return pictures.SeatChart(name=unit.name, on=on, seats=seats, head_rank=_head_rank(seats))


def _head_rank(seats: Sequence[pictures.Seat]) -> int:
    """At the head sit the ranks above the first one that many share."""
    ranks = sorted({seat.rank for seat in seats})
    for rank in ranks:
        if sum(seat.rank == rank for seat in seats) > 3:
            return rank - 1
    return ranks[0] if ranks else 0


def _seat(each: Seated) -> pictures.Seat:
    seat = each.seat
    held_by = seat.post or seat.holder
    holder = same(held_by) if held_by else None
    agency = same(seat.agency_name) if seat.agency_name and seat.agency_name not in (seat.post or "") else None
    return pictures.Seat(
        title=each.role,
        rank=seat.rank,
        state=STATES[each.state],
        holder=holder,
        agency=agency,
        note=_seat_note(each),
        url=f"#seat-{seat.id}",
    )


def _seat_note(each: Seated) -> Text | None:
    if each.away is None:
        return None
    if not each.acting:
        return Text("vắng mặt {when}", "absent {when}").filled(when=each.away)
    told = Text("vắng mặt {when}; {who} thay", "absent {when}; {who} stands in")
    return told.filled(when=each.away, who=each.acting[0])
