"""What the API shows: the caller, bodies, seats, regulations, instruments, meetings, as far as the caller may see."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chidao.acts.authority import Capacity
from chidao.api.addresses import Day, Row, Seat, Words, Year
from chidao.api.answers import answer
from chidao.api.callers import caller_of, capacity_of_call, held_body, reader_of_call
from chidao.api.description import answers
from chidao.instruments.charter import Charter, Clause, Regulation
from chidao.instruments.models import Instrument
from chidao.instruments.queries import instruments_of
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import (
    Reader,
    SeatView,
    body_codes,
    name_on,
    names_of,
    reader_for,
    regulation,
    seats_in_force,
    seats_of_person,
)
from chidao.meetings.queries import meeting_list, meeting_page
from chidao.reports.matrix import matrix

THING, THINGS = answers("Thing"), answers("Things")

router = Router(tags=["reading"])


@router.get("/me", operation_id="me", summary="Tôi là ai / Who I am", openapi_extra=THING)
def me(request: HttpRequest) -> HttpResponse:
    """Return the caller and the seats they hold now, over all bodies."""
    caller = caller_of(request)
    seats = [_capacity(each) for each in seats_of_person(caller.person.pk, caller.now)]
    return answer({"person": caller.person.pk, "name": caller.person.name, "seats": seats, "now": caller.now})


@router.get("/bodies", operation_id="bodies", summary="Các ban chỉ đạo / The bodies", openapi_extra=THINGS)
def bodies(request: HttpRequest) -> HttpResponse:
    """Return the bodies that this installation holds, and what each is called today."""
    today = local_day(caller_of(request).now)
    return answer([{"code": code, "name": name_on(code, today)} for code in body_codes()])


@router.get("/{body}", operation_id="body", summary="Một ban chỉ đạo / One body", openapi_extra=THING)
def one_body(request: HttpRequest, body: str, on: Day = None) -> HttpResponse:
    """Return a body's names over time and which charters are in force on a day (today, if none is given)."""
    code, day = held_body(body), _day(request, on)
    current = regulation(code, day)
    in_force = [{"id": each.id, "source": each.source, "name": each.name} for each in _charters(current)]
    return answer({"code": code, "on": day, "name": name_on(code, day), "names": names_of(code), "charters": in_force})


@router.get("/{body}/seats", operation_id="seats", summary="Các ghế / The seats", openapi_extra=THINGS)
def seats(
    request: HttpRequest,
    body: str,
    on: Day = None,
    seat: Seat = None,
) -> HttpResponse:
    """Return the seats of a body on a day, by rank, with their holders."""
    reader = reader_of_call(request, body, seat, subject="committee")
    found = seats_in_force(reader.body, _day(request, on), known_at=caller_of(request).now)
    return answer([each for each in found if _sees_seat(reader, each)])


@router.get("/{body}/regulation", operation_id="regulation", summary="Quy chế / The regulation", openapi_extra=THING)
def one_regulation(
    request: HttpRequest,
    body: str,
    on: Day = None,
    seat: Seat = None,
) -> HttpResponse:
    """Return the clauses in force on a day: summaries in our own words ("tóm lược"), not the official text."""
    reader, day = reader_of_call(request, body, seat, subject="regulation"), _day(request, on)
    current = regulation(reader.body, day)
    if current is None:
        raise NotFound(Reason(code="no_regulation", says=_NO_REGULATION))
    clauses = [_clause(each, charter.source) for charter in current.charters for each in charter.clauses]
    return answer({"on": day, "clauses": clauses})


@router.get("/{body}/matrix", operation_id="matrix", summary="Ai được làm gì / Who may do what", openapi_extra=THING)
def permission_matrix(
    request: HttpRequest,
    body: str,
    on: Day = None,
    seat: Seat = None,
) -> HttpResponse:
    """Return who may do and who may see, role by role, under the regulation of a day."""
    reader = reader_of_call(request, body, seat, subject="regulation")
    return answer(matrix(reader.body, _day(request, on)).as_data())


@router.get("/{body}/instruments", operation_id="instruments", summary="Văn bản / Instruments", openapi_extra=THINGS)
def instruments(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return the body's instruments with their links, oldest first; what is not known of them is null or empty."""
    reader = reader_of_call(request, body, seat, subject="regulation")
    everything = reader.sees("regulation") != "open"
    return answer([_instrument(each) for each in instruments_of(reader.body) if everything or each.access == "open"])


@router.get("/{body}/meetings", operation_id="meetings", summary="Cuộc họp / Meetings", openapi_extra=THINGS)
def meetings(
    request: HttpRequest,
    body: str,
    year: Year = None,
    words: Words = "",
    seat: Seat = None,
) -> HttpResponse:
    """Return the newest meetings that the caller may see; `words` are looked for in titles, with marks or without."""
    return answer(meeting_list(_reader(request, body, seat), year=year, words=words.replace("\x00", "")))


@router.get(
    "/{body}/meetings/{meeting}", operation_id="meeting", summary="Một cuộc họp / One meeting", openapi_extra=THING
)
def one_meeting(
    request: HttpRequest,
    body: str,
    meeting: Row,
    seat: Seat = None,
) -> HttpResponse:
    """Return a meeting with its list, conclusions and papers."""
    return answer(meeting_page(_reader(request, body, seat), meeting, caller_of(request).now))


def _reader(request: HttpRequest, body: str, seat: int | None) -> Reader:
    return reader_for(capacity_of_call(request, body, seat), caller_of(request).now)


def _day(request: HttpRequest, on: date | None) -> date:
    return on or local_day(caller_of(request).now)


def _sees_seat(reader: Reader, seat: SeatView) -> bool:
    scope = reader.sees("committee")
    return scope in {"all", "open"} or seat.agency in reader.agencies or seat.id in reader.seats


def _capacity(capacity: Capacity) -> dict[str, object]:
    return {
        "body": capacity.body,
        "seat": capacity.seat,
        "says": capacity.says,
        "role": capacity.role,
        "agency": capacity.agency,
    }


def _charters(current: Regulation | None) -> tuple[Charter, ...]:
    return current.charters if current else ()


def _clause(clause: Clause, source: str) -> dict[str, object]:
    return {
        "id": clause.id,
        "label": clause.label,
        "cite": clause.cite,
        "chapter": clause.chapter,
        "kind": clause.kind,
        "who": clause.who,
        "summary": clause.summary,
        "in_source": source == "original",
    }


def _instrument(row: Instrument) -> dict[str, object]:
    links = [
        {"kind": link.kind, "target": link.target_id, "says": link.target.label if link.target else link.target_text}
        for link in row.links.all()
    ]
    return {
        "id": row.pk,
        "kind": row.kind,
        "label": row.label,
        "title": row.title,
        "issuer": row.issuer,
        "signed": row.signed or None,
        "effective_from": row.effective_from,
        "effective_until": row.effective_until,
        "recorded_at": row.recorded_at,
        "known": row.known,
        "source": row.source,
        "charter": row.charter_id or None,
        "links": links,
    }


_NO_REGULATION = Text(
    "Ngày đó không có quy chế nào mà hệ thống giữ văn bản đang có hiệu lực.",
    "On that day no regulation whose text is held was in force.",
)
