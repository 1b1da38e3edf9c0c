"""The body's own reports over the API: the list, one with its figures and their rows, one composed for any days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from chidao.api.addresses import Day, Number, Row, Seat
from chidao.api.answers import answer
from chidao.api.callers import caller_of, reader_of_call
from chidao.api.description import answers
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.reports.composing import composed_for
from chidao.reports.figure_rows import figure_rows
from chidao.reports.own_reports import SUBJECT, report_list, report_page

THING, THINGS = answers("Thing"), answers("Things")
State = Annotated[str, Query(max_length=10, description="draft, submitted, issued")]
Key = Annotated[str, Path(max_length=60, description="Khóa của con số. / The key of a figure.")]

router = Router(tags=["reports"])


@router.get("/{body}/reports", operation_id="reports", summary="Báo cáo của Ban / Reports", openapi_extra=THINGS)
def reports(
    request: HttpRequest, body: str, state: State = "", before: Number = None, seat: Seat = None
) -> HttpResponse:
    """Return the newest reports that the caller may see; `before` is the number of the last one of the page before."""
    return answer(report_list(_reader(request, body, seat), _today(request), state=state, before=before))


@router.get(
    "/{body}/composed-report", operation_id="composed_report", summary="Báo cáo bất kỳ ngày nào / A report of any days",
    openapi_extra=THING,
)  # fmt: skip
def composed_report(
    request: HttpRequest,
    body: str,
    first: Day = None,
    last: Day = None,
    on: Day = None,
    compared: bool = False,
    seat: Seat = None,
) -> HttpResponse:
    """Return the figures of the days `first`–`last` as they were known on a day, each with the ids of its rows."""
    reader, now = _reader(request, body, seat), caller_of(request).now
    return answer(composed_for(reader, first, last, on=on, now=now, compared=compared).as_data())


@router.get("/{body}/reports/{report}", operation_id="report", summary="Một báo cáo / One report", openapi_extra=THING)
def one_report(request: HttpRequest, body: str, report: Row, seat: Seat = None) -> HttpResponse:
    """Return a report with its figures, frozen once it is issued, the words beside them and who received it."""
    found = report_page(_reader(request, body, seat), report, _today(request))
    return answer({"report": found, "figures": found.figures.as_data()})


@router.get(
    "/{body}/reports/{report}/figures/{key}", operation_id="report_figure", summary="Dòng của con số / A figure's rows",
    openapi_extra=THING,
)  # fmt: skip
def figure(request: HttpRequest, body: str, report: Row, key: Key, seat: Seat = None) -> HttpResponse:
    """Return a figure of a report and the rows that it counts, as far as the caller may see them."""
    reader = _reader(request, body, seat)
    found = report_page(reader, report, _today(request)).figures.figure(key)
    if found is None:
        raise NotFound(Reason(code="no_figure", says=_NO_FIGURE))
    return answer({"figure": found.as_data(), "rows": figure_rows(reader, found.kind, found.ids)})


def _reader(request: HttpRequest, body: str, seat: int | None) -> Reader:
    return reader_of_call(request, body, seat, subject=SUBJECT)


def _today(request: HttpRequest) -> date:
    return local_day(caller_of(request).now)


_NO_FIGURE = Text("Báo cáo không có con số này.", "The report has no such figure.")
