"""The body's own reports: which there are and which are owed, one of them, the rows behind a figure, its paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.duties.rules import Obligation, cycle_of
from chidao.instruments.charter import Duty, Regulation
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.reports.figure_rows import figure_rows
from chidao.reports.obligations import obligations
from chidao.reports.own_reports import (
    PAGE,
    SUBJECT,
    ReportPage,
    ReportRow,
    report_list,
    report_page,
    reporting_duties,
)
from chidao.reports.record import events_of_row
from chidao.reports.rules import KINDS, REPORTED, STATES, Figure, ReportState, facets_of, printed
from chidao.web.act_row import act_row, correction_wish
from chidao.web.documents.printing import paper_file
from chidao.web.here import Here
from chidao.web.meetings.papers import report_draft
from chidao.web.offers import Wish, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown
from chidao.web.reports.sections import Part, parts_of

TITLE: Final = Text("Báo cáo của Ban", "The body's reports")
ONE: Final = Text("Báo cáo", "Report")
LOOKS: Final[Mapping[ReportState, str]] = {"draft": "due", "submitted": "due", "issued": "kept", "void": "late"}
BACK: Final = timedelta(days=200)
AHEAD: Final = timedelta(days=60)
STEPS: Final[Mapping[ReportState, tuple[str, ...]]] = {
    "draft": ("submit_report", "revise_report"),
    "submitted": ("issue_report", "return_report"),
    "issued": (),
    "void": (),
}
"""What may be done with a report in each state, the next thing first."""
TABS: Final[tuple[tuple[str, Text], ...]] = (
    ("", Text("tất cả", "all")),
    ("draft", STATES["draft"]),
    ("submitted", STATES["submitted"]),
    ("issued", STATES["issued"]),
)


@screen(
    "own_reports",
    ("Báo cáo của Ban", "The body's reports"),
    acts=("draft_report",),
    features=("composed_report", "compared_review"),
    duties=("report", "review"),
)
def own_reports(request: HttpRequest, here: Here) -> HttpResponse:
    """List the body's reports, the newest first, with what is owed and not issued before them."""
    state = request.GET.get("state", "")
    rows = report_list(here.eyes, here.today, state=state, before=_number(request.GET.get("before", "")))
    offers = offer_list(here, list(_draft_wishes(here)))
    context = {
        "rows": [_line(row) for row in rows],
        "owed": [_owed_line(each) for each in _owed(here)] if here.eyes.sees(SUBJECT) == "all" else [],
        "filters": [{"title": Text("Tình trạng", "State"), "choices": list(_tabs(state))}],
        "older": rows[-1].number if len(rows) == PAGE else None,
        "acts": act_row(offers, "draft_report"),
        "scope": here.eyes.sees(SUBJECT),
        "grounds": list(_grounds(here)),
    }
    return page(request, here, "reports/own.html", TITLE, context)


@screen(
    "report",
    ("Một báo cáo", "One report"),
    acts=("revise_report", "submit_report", "return_report", "issue_report", "correct_clerical_error"),
    features=("composed_report", "compared_review"),
    duties=("report", "review"),
)
def one_report(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """Show one report: every figure opens its rows; once it is issued nothing in it changes."""
    found = report_page(here.eyes, report_id, here.today)
    events = events_of_row(here.eyes, "reports_report", found.row.id)
    offers = offer_list(here, _wishes(here, found, events[-1].seq if events else None))
    steps = STEPS[found.row.state]
    context = {
        "report": found,
        "line": _line(found.row),
        "parts": _parts(here, found),
        "acts": act_row(offers, steps[0] if steps else None),
        "grounds": [{"title": _BY_DUTY, "says": None, "clause": found.row.clause}],
        "events": [shown(here, line) for line in events],
    }
    return page(request, here, "reports/one.html", same(found.row.title), context)


@screen("report_rows", ("Dòng dữ liệu của một con số", "The rows behind a figure"), features=("composed_report",))
def report_rows(request: HttpRequest, here: Here, report_id: int, key: str) -> HttpResponse:
    """List the rows that a figure of a report counts, as far as the reader may see them."""
    found = report_page(here.eyes, report_id, here.today)
    figure = found.figures.figure(key)
    if figure is None:
        raise NotFound(Reason(code="no_figure", says=NO_FIGURE))
    crumb = {"title": same(found.row.title), "url": reverse("report", args=[here.body, found.row.id])}
    return rows_page(request, here, figure, crumb, frozen=found.row.state == "issued")


@screen("report_file", ("Dự thảo báo cáo", "Draft of a report"))
def report_file(request: HttpRequest, here: Here, report_id: int, form: str) -> HttpResponse:
    """Give a report not issued yet as .docx or .pdf, with room for its number; an issued one is its document."""
    found = report_page(here.eyes, report_id, here.today)
    content = printed(found.row.title, found.figures, found.words)
    return paper_file(report_draft(here, content), form, f"du thao {found.row.number} {found.row.title}")


def rows_page(
    request: HttpRequest, here: Here, figure: Figure, crumb: Mapping[str, object], *, frozen: bool
) -> HttpResponse:
    """Show the rows of a figure; `crumb` leads back to the report."""
    context = {
        "figure": figure,
        "rows": figure_rows(here.eyes, figure.kind, figure.ids),
        "crumb": crumb,
        "frozen": frozen,
        "base": f"/{here.body}/",
    }
    return page(request, here, "reports/rows.html", figure.label, context)


def duty_matter(here: Here, duty: Duty, kind: str, current: Regulation) -> Matter:
    """Return a report under a duty as a page asks about it."""
    return Matter(body=here.body, says=duty.title, facets=facets_of(current, duty, kind))


def kind_of(duty: Duty) -> str:
    """Return the kind of report that a duty is first of all kept by."""
    return "review" if duty.what == "review" else "periodic" if duty.months else "on_demand"


def cycle_to_report(here: Here, duty: Duty, reported: frozenset[str]) -> str:
    """Return the cycle for which a report would be drafted now: the one just past if it has none, else today's."""
    now = cycle_of(duty, here.today)
    past = cycle_of(duty, now.first_on - timedelta(days=1))
    return past.key if past.key not in reported and here.today - past.last_on < timedelta(days=45) else now.key


# ---------------------------------------------------------------- parts


def _draft_wishes(here: Here) -> Iterator[Wish]:
    """Yield a wish for each duty to report, the first by which something is owed at the head."""
    if here.regulation is None:
        return
    for duty in reporting_duties(here.body, here.today):
        kind = kind_of(duty)
        title = Text("Lập: {duty}", "Draft: {duty}").filled(duty=duty.title)
        matter = duty_matter(here, duty, kind, here.regulation)
        yield wish("draft_report", matter, title=title, kind=kind, duty=duty.id)


def _owed(here: Here) -> list[Obligation]:
    """Return what is owed and not issued: past its day, or due soon."""
    found = obligations(here.body, here.today - BACK, here.today + AHEAD, here.today)
    return [each for each in found if each.what in REPORTED and each.state in {"due", "missed", "begun"}]


def _owed_line(each: Obligation) -> dict[str, object]:
    return {
        "owed": each,
        "look": "late" if each.state == "missed" else "due",
        "report": each.evidence.id if each.evidence and each.evidence.kind == "report" else None,
    }


def _wishes(here: Here, found: ReportPage, event: int | None) -> list[Wish]:
    told = Text(f"báo cáo {found.row.number}", f"report {found.row.number}")
    matter = Matter(body=here.body, says=told, facets=found.facets)
    wishes = [wish(name, matter, report=found.row.id) for name in STEPS[found.row.state]]
    if event is not None and found.row.state != "issued":
        was = found.row.title
        wishes.append(correction_wish(here, told, table="report", row=found.row.id, was=was, event=event))
    return wishes


def _parts(here: Here, found: ReportPage) -> Sequence[Part]:
    def url(figure: Figure) -> str:
        return reverse("report_rows", args=[here.body, found.row.id, figure.key])

    return parts_of(found.figures, url, found.words)


def _line(row: ReportRow) -> dict[str, object]:
    return {"row": row, "kind": KINDS[row.kind], "state": STATES[row.state], "look": LOOKS[row.state]}


def _tabs(chosen: str) -> Iterator[dict[str, object]]:
    for value, title in TABS:
        yield {"title": title, "url": f"?state={value}" if value else "?", "current": chosen == value}


def _grounds(here: Here) -> Iterator[dict[str, object]]:
    for duty in reporting_duties(here.body, here.today):
        yield {"title": duty.title, "says": None, "clause": duty.clause}


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


NO_FIGURE: Final = Text("Báo cáo không có con số này.", "The report has no such figure.")
_BY_DUTY: Final = Text("Nghĩa vụ báo cáo, và nơi nhận", "The duty to report, and who receives it")
