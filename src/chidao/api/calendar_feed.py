"""A person's calendar as an iCalendar feed (RFC 5545), at an address that holds a key which opens nothing else.

Calendar programs can send no header, so the key stands in the address; whoever has the address reads that agenda and
can do nothing. The key is shown once and can be revoked like any other.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event
from icalendar.enums import STATUS, TRANSP

from chidao import __version__
from chidao.door.callers import person_with_key
from chidao.door.clock import now
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import Refused
from chidao.kernel.wording import Text
from chidao.people.models import Person
from chidao.reports.agenda import Item, agenda

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
DOMAIN: Final = "chidao"
NAME: Final = Text("Chỉ Đạo: lịch của tôi", "Chỉ Đạo: my calendar")
ONE_DAY: Final = timedelta(days=1)
EVERY: Final = timedelta(hours=1)


def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give the agenda of whom the key belongs to; a key that does not open it is answered as if nothing were here."""
    at = now()
    try:
        person = person_with_key(key, at, opens="calendar")
    except Refused:
        return HttpResponse(status=404)
    language = _language(person)
    base = request.build_absolute_uri("/").rstrip("/")
    written = calendar_of(agenda(person.pk, at), language, base)
    response = HttpResponse(written, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'inline; filename="chi-dao.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response


def calendar_of(items: tuple[Item, ...], language: str, base: str) -> bytes:
    """Return an agenda as the bytes of an iCalendar file; `base` stands before the addresses of pages."""
    made = Calendar.new(
        prodid=f"-//Chi Dao//{__version__}//VI", method="PUBLISH", name=NAME.said_in(language), refresh_interval=EVERY
    )
    for item in items:
        made.add_component(event_of(item, language, base))
    days = [item.on for item in items if item.starts_at]
    if days:
        made.add_missing_timezones(min(days) - ONE_DAY, max(days) + ONE_DAY)
    return bytes(made.to_ical())


def event_of(item: Item, language: str, base: str) -> Event:
    """Return one thing of an agenda as an event: of a whole day, or in the time of Viet Nam."""
    url = f"{base}{item.path}"
    timed = item.starts_at is not None and item.ends_at is not None
    return Event.new(
        uid=uid_of(item),
        summary=item.title.said_in(language),
        description=f"{item.note.said_in(language)}\n{url}",
        start=item.starts_at.astimezone(VIET_NAM) if item.starts_at else item.on,
        end=item.ends_at.astimezone(VIET_NAM) if item.ends_at else item.on + ONE_DAY,
        location=item.place or None,
        url=url,
        status=STATUS.CANCELLED if item.cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.OPAQUE if timed and not item.cancelled else TRANSP.TRANSPARENT,
        categories=[item.kind],
        sequence=item.sequence,
        stamp=item.changed_at,
        last_modified=item.changed_at,
    )


def uid_of(item: Item) -> str:
    """Return the name by which calendars know it again, whatever changes of it."""
    return f"{item.kind}-{item.key}.{item.body.lower()}@{DOMAIN}"


def _language(person: Person) -> str:
    return str(getattr(getattr(person, "account", None), "language", "vi"))
