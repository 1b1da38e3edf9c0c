"""Reports: agencies by months, how each agency stands, the late list with its letters."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.acts.authority import Matter
from chidao.kernel.wording import Text, same
from chidao.reports.agency_months import AgencyYear, MonthCount, agency_months
from chidao.tasks.queries import AgencyCount, AgencyLate, TaskFilters, agency_counts, late_list, task_list
from chidao.web import pictures
from chidao.web.documents.printing import paper_file
from chidao.web.here import Here
from chidao.web.meetings.papers import urging_letter
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.tasks.listing import list_url

TITLE: Final = Text("Báo cáo", "Reports")
LATE: Final = Text("Nhiệm vụ quá hạn", "Late tasks")
FIRST_YEAR, LAST_YEAR = 1990, 2199
EACH: Final = 100
MOST_IN_LETTER: Final = 200


@screen("reports", ("Báo cáo", "Reports"), features=("head_view",))
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """Show agencies by months, and how each stands now; every number opens the list that it counts."""
    year = _year(request, here)
    counts = agency_counts(here.eyes, here.today)
    found = agency_months(here.eyes, year, here.today)
    context = {
        "heat": pictures.HeatMap(year=year, rows=tuple(_heat_row(here, each, year) for each in found)),
        "year": year,
        "counts": [_standing(here, each) for each in counts],
        "total": {
            name: sum(getattr(each, name) for each in counts) for name in ("unfinished", "late", "soon", "proposed")
        },
        "scope": here.eyes.sees("tasks"),
    }
    return page(request, here, "reports/reports.html", TITLE, context)


@screen("late", ("Nhiệm vụ quá hạn", "Late tasks"), acts=("urge_agency",), features=("head_view", "reminders"))
def late(request: HttpRequest, here: Here) -> HttpResponse:
    """List what is late by agency, the most first, printable; from it an agency is urged, by letter or by phone."""
    found = late_list(here.eyes, here.today, each=EACH)
    wishes = [
        wish("urge_agency", Matter(body=here.body, says=same(each.agency.name), lead_agency=each.agency.id),
             agency=each.agency.id)
        for each in found
    ]  # fmt: skip
    offers = offer_list(here, wishes)
    context = {
        "groups": [_late(here, each, offer) for each, offer in zip(found, offers, strict=True)],
        "count": sum(each.count for each in found),
        "each": EACH,
    }
    return page(request, here, "reports/late.html", LATE, context)


@screen("urging_letter", ("Công văn đôn đốc", "Urging letter"))
def letter(request: HttpRequest, here: Here, form: str) -> HttpResponse:
    """Give the letter that urges an agency (or all of them) as .docx or .pdf, with room for its number."""
    written = request.GET.get("agency", "")
    agency = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
    rows = task_list(
        here.eyes, today=here.today, filters=TaskFilters(late=True, agency=agency), limit=MOST_IN_LETTER
    ).rows
    agencies = list(dict.fromkeys(row.lead.name for row in rows))
    return paper_file(urging_letter(here, rows, agencies), form, f"don doc {here.today.isoformat()} {written}")


def _heat_row(here: Here, found: AgencyYear, year: int) -> pictures.HeatRow:
    cells = tuple(_heat_cell(here, found, month, year) for month in found.months)
    url = list_url(here, charged=found.agency.id, due_from=date(year, 1, 1), due_until=date(year, 12, 31))
    return pictures.HeatRow(agency=same(found.agency.name), cells=cells, url=url)


def _heat_cell(here: Here, found: AgencyYear, count: MonthCount, year: int) -> pictures.HeatCell:
    """Return a cell that opens exactly the rows whose number it shows."""
    first, last = date(year, count.month, 1), date(year, count.month, monthrange(year, count.month)[1])
    standing = "late" if count.late else "open" if count.open else "on_time"
    url = list_url(here, charged=found.agency.id, standing=standing, due_from=first, due_until=last)
    return pictures.HeatCell(month=count.month, on_time=count.on_time, late=count.late, open=count.open, url=url)


def _standing(here: Here, each: AgencyCount) -> dict[str, object]:
    return {
        "count": each,
        "unfinished_url": list_url(here, agency=each.agency.id, state="unfinished"),
        "late_url": list_url(here, agency=each.agency.id, late=1),
        "proposed_url": list_url(here, agency=each.agency.id, state="proposed"),
    }


def _late(here: Here, each: AgencyLate, offer: object) -> dict[str, object]:
    return {"late": each, "offer": offer, "url": list_url(here, agency=each.agency.id, late=1)}


def _year(request: HttpRequest, here: Here) -> int:
    written = request.GET.get("year", "")
    return min(LAST_YEAR, max(FIRST_YEAR, int(written))) if written.isascii() and written.isdigit() else here.today.year
