"""Agencies' reports over the API: forms, what is collected, one table, one report, what one's agency owes."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chidao.api.addresses import Row, Seat
from chidao.api.answers import answer
from chidao.api.callers import caller_of, reader_of_call
from chidao.api.description import answers
from chidao.duties import queries
from chidao.kernel.days import local_day

THING, THINGS = answers("Thing"), answers("Things")
Cycle = Annotated[str, Query(max_length=20, description="Kỳ của mẫu, ví dụ 2020-Q1. / A cycle of the form.")]

router = Router(tags=["agencies' reports"])


@router.get(
    "/{body}/report-forms", operation_id="report_forms", summary="Mẫu báo cáo / Report forms", openapi_extra=THINGS
)
def report_forms(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return the forms that agencies fill in, the newest first."""
    return answer(queries.form_list(reader_of_call(request, body, seat, subject=queries.SUBJECT)))


@router.get(
    "/{body}/collected-reports",
    operation_id="collected_reports",
    summary="Báo cáo đang thu / What is collected now",
    openapi_extra=THINGS,
)
def collected(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return each form's cycle that is collected now and the newest demands, with who is on time, late, missing."""
    reader = reader_of_call(request, body, seat, subject=queries.SUBJECT)
    return answer(queries.overview(reader, local_day(caller_of(request).now)))


@router.get(
    "/{body}/report-forms/{form}/table",
    operation_id="report_form_table",
    summary="Bảng của một kỳ / A cycle's table",
    openapi_extra=THING,
)
def form_table(request: HttpRequest, body: str, form: Row, cycle: Cycle, seat: Seat = None) -> HttpResponse:
    """Return who sent what for a cycle of a form, the columns added up."""
    reader = reader_of_call(request, body, seat, subject=queries.SUBJECT)
    return answer(queries.table_of_form(reader, form, cycle, local_day(caller_of(request).now)))


@router.get(
    "/{body}/report-demands/{demand}/table",
    operation_id="report_demand_table",
    summary="Bảng của một yêu cầu / A demand's table",
    openapi_extra=THING,
)
def demand_table(request: HttpRequest, body: str, demand: Row, seat: Seat = None) -> HttpResponse:
    """Return who sent what on a demand, the columns added up."""
    reader = reader_of_call(request, body, seat, subject=queries.SUBJECT)
    return answer(queries.table_of_demand(reader, demand, local_day(caller_of(request).now)))


@router.get(
    "/{body}/agency-reports/{report}",
    operation_id="agency_report",
    summary="Một báo cáo của cơ quan / An agency's report",
    openapi_extra=THING,
)
def agency_report(request: HttpRequest, body: str, report: Row, seat: Seat = None) -> HttpResponse:
    """Return one report as it was sent, and what it answers."""
    reader = reader_of_call(request, body, seat, subject=queries.SUBJECT)
    found, asked = queries.sent_report(reader, report)
    return answer({"report": found, "asked": asked, "versions": queries.versions_of(reader, found)})


@router.get(
    "/{body}/owed-reports",
    operation_id="owed_reports",
    summary="Báo cáo cơ quan tôi phải gửi / What my agency owes",
    openapi_extra=THINGS,
)
def owed(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return what the caller's agency owes and has not sent, what is due first at the head."""
    reader = reader_of_call(request, body, seat, subject=queries.SUBJECT)
    return answer(queries.owed_reports(reader, local_day(caller_of(request).now)))
