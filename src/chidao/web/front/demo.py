"""What a demonstration offers on its first page: the moments of the story, and the posts to pick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from chidao.door.books import TODAY, books, in_book
from chidao.door.clock import now as clock_now
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import SeatView, body_codes, name_on, seats_in_force
from chidao.web.front.bodies import label_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment at which the story can be entered: its day, and the regulations then in force.

    `is_own` marks the book of the real day, in which no story is told: it holds what visitors found themselves.
    """

    book: str
    on: date
    regulations: tuple[str, ...]
    is_current: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A seat that somebody holds, as it can be picked: "person-seat"."""

    key: str
    title: Text
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The posts of one unit of a body."""

    body: Text
    name: Text
    is_long: bool
    posts: tuple[Post, ...]


def moments(current: str) -> list[Moment]:
    """Return the moments of the story, earliest first; none when there is only one."""
    if len(books()) < 2:
        return []
    return sorted((_moment(alias, current) for alias in books()), key=lambda each: each.on)


def own_book(current: str) -> str | None:
    """Return the book of the real day where the open one is another: a recent decision is founded there."""
    return TODAY if TODAY in books() and current != TODAY else None


def posts_to_pick(now: datetime) -> list[Unit]:
    """Return every seat held now, by body and unit, in order of rank."""
    return [unit for code in body_codes() for unit in _units(code, local_day(now), now)]


def _moment(alias: str, current: str) -> Moment:
    with in_book(alias):
        on = local_day(clock_now())
        labels = [label_in_force(regulation(code, on)) for code in body_codes()]
        return Moment(
            book=alias,
            on=on,
            regulations=tuple(label for label in labels if label),
            is_current=alias == current,
            is_own=alias == TODAY,
        )


def _units(code: str, on: date, now: datetime) -> Iterator[Unit]:
    named, current = name_on(code, on), regulation(code, on)
    seats = [seat for seat in seats_in_force(code, on, known_at=now) if seat.person is not None]
    units = current.units if current else ()
    names = {unit.id: unit.name for unit in units}
    programs = {unit.id for unit in units if unit.kind == "system"}  # the program's own timers sit for nobody
    for unit in dict.fromkeys(seat.unit for seat in seats if seat.unit not in programs):
        posts = tuple(_post(seat) for seat in seats if seat.unit == unit)
        body = named.short_name if named else same(code)
        yield Unit(body=body, name=names.get(unit, same(unit)), is_long=len(posts) > 8, posts=posts)


def _post(seat: SeatView) -> Post:
    return Post(key=f"{seat.person}-{seat.id}", title=seat.title, agency=seat.agency_name)
