"""Pages of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.registry import act_named, act_names, acts
from chidao.acts.runner import check_record
from chidao.door.books import open_book
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason, Refused
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import seats_in_force
from chidao.reports.record import EventLine, Filters, event_page, events_page, refusals_page
from chidao.web.dates import asked_day
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.record.given import told

GREATEST = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An event as the piece shows it: a sentence that opens its page."""

    says: Text
    capacity: Text | None
    operator: Text | None
    at: Any
    basis: Any
    url: str
    seq: int
    recorded_on: date | None


def shown(here: Here, line: EventLine) -> Shown:
    """Return an event with the address of its page."""
    return Shown(
        says=line.says,
        capacity=line.capacity,
        operator=line.operator,
        at=line.at,
        basis=line.basis,
        url=f"/{here.body}/record/{line.seq}/",
        seq=line.seq,
        recorded_on=line.recorded_on,
    )


@screen("record", ("Sổ ghi", "Record"), acts=("correct_clerical_error",))
def events(request: HttpRequest, here: Here) -> HttpResponse:
    """Show events, newest first, by page and filter."""
    wanted = _wanted(request)
    found = events_page(here.eyes, wanted, before=_number(request, "before"), after=_number(request, "after"))
    context = {
        "events": [shown(here, line) for line in found.lines],
        "filter_fields": _filter_fields(here, wanted),
        "is_filtered": wanted != Filters(),
        "older": found.older_than,
        "newer": found.newer_than,
        "scope": here.eyes.sees("record"),
        "tabs": _tabs(here, "record"),
    }
    return page(request, here, "record/events.html", Text("Sổ ghi", "Record"), context)


@screen("refusals", ("Việc bị từ chối", "Refused acts"))
def refusals(request: HttpRequest, here: Here) -> HttpResponse:
    """Show refused acts with every reason."""
    wanted = _wanted(request)
    found = refusals_page(here.eyes, before=_number(request, "before"), wanted=wanted)
    context = {
        "refusals": found.lines,
        "wanted": wanted,
        "older": found.older_than,
        "scope": here.eyes.sees("refusals"),
        "tabs": _tabs(here, "refusals"),
    }
    return page(request, here, "record/refusals.html", Text("Việc bị từ chối", "Refused acts"), context)


@screen("event", ("Một sự kiện", "One event"), acts=("correct_clerical_error",))
def event(request: HttpRequest, here: Here, seq: int) -> HttpResponse:
    """Show one event whole."""
    found = event_page(here.eyes, min(seq, GREATEST))
    act = act_named(found.line.act) if found.line.act in act_names() else None
    context = {
        "event": found,
        "line": found.line,
        "act": act,
        "given": list(told(here, act, found.given, local_day(found.line.at))),
        "effects": [shown(here, line) for line in found.effects],
        "corrected_by": [shown(here, line) for line in found.corrected_by],
        "recorded_late": local_day(found.recorded_at) != local_day(found.line.at),
    }
    title = Text("Sự kiện số {seq}", "Event no. {seq}").filled(seq=found.line.seq)
    return page(request, here, "record/event.html", title, context)


@screen("check_record", ("Kiểm tra sổ ghi", "Check the record"))
def check(request: HttpRequest, here: Here) -> HttpResponse:
    """Check every chain and every row now, for whoever may see the whole record."""
    if here.eyes.sees("record") != "all":
        raise Refused(Reason(code="not_all", says=_NOT_ALL))
    checked = check_record(open_book()) if request.method == "POST" else None
    context = {"checked": checked, "tabs": _tabs(here, "check_record")}
    return page(request, here, "record/check.html", Text("Kiểm tra sổ ghi", "Check the record"), context)


def _wanted(request: HttpRequest) -> Filters:
    return Filters(
        act=request.GET.get("act", "")[:60],
        seat=_number(request, "seat"),
        on=asked_day(request, "day"),
        clause=request.GET.get("clause", "")[:60],
        first=asked_day(request, "from"),
        last=asked_day(request, "until"),
    )


def _filter_fields(here: Here, wanted: Filters) -> list[Field]:
    seats = [
        Option(value=str(seat.id), label=seat.title, note=same(seat.agency_name))
        for seat in seats_in_force(here.body, here.today)
    ]
    kinds = [Option(value=each.name, label=each.title) for each in acts()]
    return [
        Field(name="act", label=Text("Việc", "Act"), kind="select", options=tuple(kinds), value=wanted.act),
        Field(name="seat", label=Text("Ghế", "Seat"), kind="select", options=tuple(seats), value=wanted.seat),
        Field(name="day", label=Text("Ngày", "Day"), kind="date", value=wanted.on),
        Field(name="clause", label=Text("Điều khoản", "Clause"), value=wanted.clause, longest=60),
        Field(name="from", label=Text("Từ ngày", "From"), kind="date", value=wanted.first),
        Field(name="until", label=Text("Đến ngày", "Until"), kind="date", value=wanted.last),
    ]


def _tabs(here: Here, current: str) -> list[dict[str, object]]:
    titles = {
        "record": Text("Sự kiện", "Events"),
        "refusals": Text("Việc bị từ chối", "Refused acts"),
        "check_record": Text("Kiểm tra", "Check"),
    }
    may_check = here.eyes.sees("record") == "all"
    return [
        {"url": reverse(name, args=[here.body]), "title": title, "current": name == current}
        for name, title in titles.items()
        if name != "check_record" or may_check
    ]


def _number(request: HttpRequest, name: str) -> int | None:
    written = request.GET.get(name, "")
    return min(int(written), GREATEST) if written.isascii() and written.isdigit() else None


_NOT_ALL = Text(
    "Kiểm tra sổ ghi cần được xem toàn bộ sổ; ghế này chỉ xem một phần.",
    "Checking needs the whole record to be seen; this seat sees a part.",
)
