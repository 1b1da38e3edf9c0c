"""What the acts on the working group share: the seat they are about, whom they concern, whom they are told to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Protocol

from chidao.acts.authority import Matter
from chidao.acts.runner import Doing
from chidao.instruments.charter import Regulation
from chidao.kernel.days import local_day
from chidao.kernel.vietnamese import sort_key
from chidao.kernel.wording import Text
from chidao.mandates.acts.seating import seat_named
from chidao.mandates.models import Seat, Tenure
from chidao.mandates.queries import regulation
from chidao.mandates.rules import Place, Stay, unit_kind
from chidao.people.acts import person_named
from chidao.people.models import Person

SEAT: Final = ("Thành viên (ghế)", "Member (seat)", "seat")
FROM: Final = ("Từ ngày", "From", "date")
UNTIL: Final = ("Đến trước ngày", "Until (not included)", "date")
NEW_NAME: Final = ("Hoặc họ tên người mới", "Or the name of a new person")


class OnSeat(Protocol):
    """An input that names a seat."""

    @property
    def body(self) -> str:
        """Return the body's code."""

    @property
    def seat(self) -> int:
        """Return the seat's id."""


def about_group_seat(given: OnSeat, at: datetime) -> Matter:
    """Name the seat of the group that an act is about."""
    return seat_matter(seat_named(given.seat, given.body), given.body, at)


def seat_matter(seat: Seat, body: str, at: datetime) -> Matter:
    """Return what an act on a seat is about; its agency counts as the one the matter is given to."""
    return Matter(
        body=body,
        says=Text.from_data(seat.title),
        subject_seat=seat.pk,
        lead_agency=agency_of(seat),
        facets={"unit": unit_kind(regulation(body, local_day(at)), seat.unit)},
    )


def agency_of(seat: Seat) -> int | None:
    """Return the agency a seat belongs to."""
    return seat.agency_id or (seat.post.agency_id if seat.post else None)


def place_of(seat: Seat, current: Regulation | None) -> Place:
    """Return a seat as the rules need it."""
    return Place(
        id=seat.pk,
        by=seat.by,
        unit_kind=unit_kind(current, seat.unit),
        agency=agency_of(seat),
        clause=seat.clause_id,
        effective_from=seat.effective_from,
        effective_until=seat.effective_until,
    )


def stays_of(seat: int) -> list[Stay]:
    """Return who has sat in a seat by name, and who will."""
    rows = Tenure.objects.filter(seat=seat).order_by("effective_from")
    return [
        Stay(id=row.pk, who=row.person_id, effective_from=row.effective_from, effective_until=row.effective_until)
        for row in rows
    ]


def person_for(doing: Doing, person: int | None, name: str) -> Person:
    """Return the person an act speaks of: one who is registered, or a new one. Raises NotFound."""
    if person is not None:
        return person_named(person)
    return doing.add(Person(name=name.strip(), sort_key=sort_key(name.strip())))


def tell(doing: Doing, says: Text, *, agencies: Iterable[int | None] = (), persons: Iterable[int | None] = (),
         page: str = "committee/groups/") -> None:  # fmt: skip
    """Leave a notice for agencies and persons that opens a page of the body."""
    body = doing.matter.body
    doing.post(
        "notice",
        {
            "body": body,
            "agencies": sorted({each for each in agencies if each}),
            "persons": sorted({each for each in persons if each}),
            "says": says.as_data(),
            "path": f"/{body}/{page}",
        },
    )


def day_says(on: date) -> str:
    """Return a day as screens print it: 25/3/2020."""
    return f"{on.day}/{on.month}/{on.year}"
