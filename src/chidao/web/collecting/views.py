"""Agencies' reports: what is collected now, a table of one asking, what one's agency owes, one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.duties.acts.answering import report_matter
from chidao.duties.queries import (
    SUBJECT,
    Asked,
    FormRow,
    Line,
    Owed,
    SentReport,
    Table,
    current_turn,
    form_list,
    overview,
    owed_reports,
    reports_for,
    sees_reports,
    sent_report,
    table_of_demand,
    table_of_form,
    turns_of_form,
    versions_of,
)
from chidao.duties.queries import (
    one_form as form_of,
)
from chidao.duties.rules.collecting import REPORT_STATES, FormField
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.reports.record import events_of_row
from chidao.tasks.queries.rows import agency_refs
from chidao.web.act_row import act_row
from chidao.web.collecting.export import collected_workbook
from chidao.web.collecting.words import answer_words, how_often, total_words
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

TITLE: Final = Text("Báo cáo của các cơ quan", "Agencies' reports")
OWED: Final = Text("Báo cáo cơ quan tôi phải gửi", "Reports my agency owes")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOOKS: Final = {"on_time": "kept", "late": "due", "missing": "late", "due": "", "upcoming": ""}
COLLECTING: Final = ("demand_report", "issue_report_form")


@screen(
    "report_forms",
    ("Báo cáo của các cơ quan", "Agencies' reports"),
    acts=COLLECTING,
    features=("report_collection", "report_windows"),
    duties=("agency_report",),
)
def collecting(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what is collected now: each form's cycle and the demands, with how many are on time, late, missing."""
    tables = overview(here.eyes, here.today)
    matter = Matter(body=here.body, says=TITLE)
    acts = offer_list(here, [wish(name, matter) for name in COLLECTING])
    context = {
        "periodic": [_summary(here, each) for each in tables if each.asked.turn],
        "demanded": [_summary(here, each) for each in tables if each.asked.demand],
        "on_demand": [each for each in form_list(here.eyes) if not each.months],
        "owed": [_owed_row(here, each) for each in owed_reports(here.eyes, here.today)],
        "acts": act_row(acts, COLLECTING[0]),
        "sees": sees_reports(here.eyes),
        "own": here.eyes.sees(SUBJECT) != "all",
        "grounds": _grounds(here),
    }
    return page(request, here, "collecting/overview.html", TITLE, context)


@screen(
    "report_form",
    ("Một mẫu báo cáo", "One report form"),
    acts=("demand_report", "submit_agency_report", "return_agency_report"),
    features=("report_collection", "report_windows"),
    duties=("agency_report",),
)
def one_form(request: HttpRequest, here: Here, form_id: int) -> HttpResponse:
    """Show a form: what it asks for, its cycles, and the table of one of them."""
    form = form_of(here.eyes, form_id)
    cycle = request.GET.get("cycle", "") or _current(here, form)
    table = table_of_form(here.eyes, form_id, cycle, here.today) if cycle else None
    demand = wish("demand_report", Matter(body=here.body, says=same(form.title)), form=form.id)
    turns = [{"turn": each, "current": each.cycle.key == cycle} for each in turns_of_form(form, here.today)]
    export = f"{reverse('report_form_xlsx', args=[here.body, form_id])}?cycle={cycle}"
    context = {
        **_table_context(here, table),
        "form": form,
        "how_often": how_often(form.rule),
        "turns": turns,
        "acts": act_row(offer_list(here, [demand])),
        "export": export if table else "",
    }
    return page(request, here, "collecting/table.html", same(form.title), context)


@screen(
    "report_demand",
    ("Một yêu cầu báo cáo", "One demand for a report"),
    acts=("submit_agency_report", "return_agency_report"),
    features=("report_collection",),
    duties=("agency_report",),
)
def one_demand(request: HttpRequest, here: Here, demand_id: int) -> HttpResponse:
    """Show a demand: by whom, about which days, and who has answered."""
    table = table_of_demand(here.eyes, demand_id, here.today)
    context = {
        **_table_context(here, table),
        "form": table.asked.form,
        "demand": table.asked.demand,
        "events": [shown(here, line) for line in events_of_row(here.eyes, "duties_reportdemand", demand_id)],
        "export": reverse("report_demand_xlsx", args=[here.body, demand_id]),
    }
    return page(request, here, "collecting/table.html", table.asked.title, context)


@screen("report_form_xlsx", ("Bảng báo cáo, bảng tính", "Table of reports, spreadsheet"))
def form_workbook(request: HttpRequest, here: Here, form_id: int) -> HttpResponse:
    """Give the table of a form's cycle as a workbook."""
    cycle = request.GET.get("cycle", "") or _current(here, form_of(here.eyes, form_id))
    return _workbook(here, table_of_form(here.eyes, form_id, cycle, here.today))


@screen("report_demand_xlsx", ("Bảng báo cáo theo yêu cầu, bảng tính", "Table of a demand, spreadsheet"))
def demand_workbook(request: HttpRequest, here: Here, demand_id: int) -> HttpResponse:
    """Give the table of a demand as a workbook."""
    return _workbook(here, table_of_demand(here.eyes, demand_id, here.today))


@screen(
    "reports_owed",
    ("Báo cáo cơ quan tôi phải gửi", "Reports my agency owes"),
    acts=("submit_agency_report",),
    features=("report_collection",),
    duties=("agency_report",),
)
def owed(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what one's agency owes, by when, each with its form to fill in."""
    found = owed_reports(here.eyes, here.today)
    offers = offer_list(here, [_sending(here, each.asked, each.agency.id) for each in found])
    rows = [{**_owed_row(here, each), "offer": offer} for each, offer in zip(found, offers, strict=True)]
    context = {"rows": rows, "sees": sees_reports(here.eyes), "grounds": _grounds(here)}
    return page(request, here, "collecting/owed.html", OWED, context)


@screen(
    "agency_report",
    ("Báo cáo của một cơ quan", "An agency's report"),
    acts=("return_agency_report", "submit_agency_report"),
    features=("report_collection",),
)
def sent(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """Show one report as it was sent, with its earlier versions and what happened to it."""
    report, asked = sent_report(here.eyes, report_id)
    versions = versions_of(here.eyes, report)
    context = {
        "report": report,
        "asked": asked,
        "address": asked.path(here.body),
        "agency": _agency_name(report.agency),
        "owed_by": _agency_name(report.owed_by) if report.owed_by != report.agency else "",
        "answers": [(field, answer_words(field, report, here.language)) for field in asked.form.fields],
        "state": _state_of(here, asked, report),
        "versions": versions,
        "acts": act_row(offer_list(here, list(_wishes(here, report, asked, versions)))),
        "events": [shown(here, line) for line in events_of_row(here.eyes, "duties_agencyreport", report_id)],
    }
    return page(request, here, "collecting/sent.html", asked.title, context)


def _wishes(here: Here, report: SentReport, asked: Asked, versions: Sequence[SentReport]) -> Iterator[Wish]:
    if report.returned_at is None:
        yield wish("return_agency_report", report_matter(here.body, asked, report.agency), report=report.id)
    elif all(each.returned_at for each in versions):
        yield _sending(here, asked, report.owed_by)


def _sending(here: Here, asked: Asked, agency: int) -> Wish:
    """Return the wish to send what an agency owes; its successor sends it once it has ceased to be."""
    matter = report_matter(here.body, asked, reports_for(agency, here.today))
    which: tuple[tuple[str, object], ...] = (
        (("demand", asked.demand.id),) if asked.demand else (("form", asked.form.id), ("cycle", _cycle(asked)))
    )
    return Wish(act="submit_agency_report", matter=matter, first=(*which, ("agency", agency)))


def _cycle(asked: Asked) -> str:
    return asked.turn.cycle.key if asked.turn else ""


def _current(here: Here, form: FormRow) -> str:
    turn = current_turn(form, here.today)
    return turn.cycle.key if turn else ""


def _summary(here: Here, table: Table) -> dict[str, object]:
    return {
        "asked": table.asked,
        "url": table.asked.path(here.body),
        "count": len(table.lines),
        "tally": [table.tally.get(state, 0) for state in ("on_time", "late", "missing", "due")],
        "state": _state(table.lines[0]) if len(table.lines) == 1 and here.eyes.sees(SUBJECT) != "all" else None,
        "how_often": how_often(table.asked.form.rule),
    }


def _table_context(here: Here, table: Table | None) -> dict[str, object]:
    if table is None:
        return {"table": None, "grounds": _grounds(here)}
    offers = offer_list(here, [_sending(here, table.asked, line.agency.id) for line in table.lines])
    return {
        "table": table,
        "fields": table.asked.form.fields,
        "rows": [_row(here, table, line, offer) for line, offer in zip(table.lines, offers, strict=True)],
        "tally": [(REPORT_STATES[state], LOOKS[state], count) for state, count in table.tally.items()],
        "totals": [(each, total_words(each, here.language)) for each in table.totals],
        "grounds": _grounds(here),
    }


def _row(here: Here, table: Table, line: Line, offer: Offer) -> dict[str, object]:
    sent_in = line.sent
    fields: Iterable[FormField] = table.asked.form.fields
    return {
        "line": line,
        "state": _state(line),
        "answers": [(answer_words(each, sent_in, here.language), _look(each)) for each in fields] if sent_in else (),
        "offer": offer if offer.allowed and not sent_in and line.state != "upcoming" else None,
    }


def _look(field: FormField) -> str:
    return "number" if field.kind in {"number", "percent"} else ""


def _state(line: Line) -> tuple[Text, str]:
    return REPORT_STATES[line.state], LOOKS[line.state]


def _state_of(here: Here, asked: Asked, report: SentReport) -> tuple[Text, str]:
    if report.returned_at:
        return Text("đã trả lại", "sent back"), "late"
    table = (
        table_of_demand(here.eyes, asked.demand.id, here.today)
        if asked.demand
        else table_of_form(here.eyes, asked.form.id, report.cycle, here.today)
    )
    line = next((each for each in table.lines if each.sent and each.sent.id == report.id), None)
    return _state(line) if line else (Text("", ""), "")


def _owed_row(here: Here, each: Owed) -> dict[str, object]:
    return {"owed": each, "url": each.asked.path(here.body), "state": (REPORT_STATES[each.state], LOOKS[each.state])}


def _agency_name(agency: int) -> str:
    ref = agency_refs().get(agency)
    return ref.name if ref else ""


def _workbook(here: Here, table: Table) -> HttpResponse:
    response = HttpResponse(collected_workbook(table, here.language), content_type=XLSX)
    name = "-".join(fold(table.asked.title.vi).split())[:60] or "bao-cao"
    plain = "".join(sign for sign in name if sign.isalnum() or sign == "-")
    response["Content-Disposition"] = f'attachment; filename="{plain}.xlsx"'
    return response


def _grounds(here: Here) -> list[dict[str, object]]:
    if here.regulation is None:
        return []
    found = [here.regulation.has_feature(name) for name in ("report_collection", "report_windows")]
    titles = (
        Text("Chế độ báo cáo của các cơ quan", "The reporting regime of agencies"),
        Text("Chốt số liệu và hạn gửi", "Data windows and due days"),
    )
    return [
        {"title": title, "says": None, "clause": each.clause} for title, each in zip(titles, found, strict=True) if each
    ]
