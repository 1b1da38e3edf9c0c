"""The compliance sheet of the regulation, clause by clause, for any period; on the page, on paper, as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from chidao.door.screens import screens
from chidao.instruments.vocabulary import FEATURES
from chidao.kernel.days import add_months
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.reports.clauses import act_title
from chidao.reports.compliance import FEATURE, ClauseLine, PaperSheet, Sheet, compliance, days_asked
from chidao.reports.rules.compliance import STANDINGS, ClauseStanding
from chidao.reports.stretches import stretches
from chidao.web.calendar.drawing import Row, rows
from chidao.web.dates import asked_day
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.workbooks import XLSX, Column, workbook

TITLE: Final = Text("Thực hiện quy chế", "The regulation kept")
MARKS: Final[dict[ClauseStanding, tuple[str, str]]] = {
    "missed": ("✕", "late"), "late": ("!", "late"), "kept": ("✓", "kept"), "running": ("○", "due"),
    "held": ("■", "kept"), "unused": ("–", ""), "nothing": ("?", "due"),
}  # fmt: skip
"""How each standing is marked, what needs a look first."""
COLUMNS: Final = (
    Column(Text("Quy chế", "Regulation"), 22), Column(Text("Điều khoản", "Clause"), 16),
    Column(Text("Tóm lược", "Summary"), 60), Column(Text("Của ai", "Whose"), 28),
    Column(Text("Thế nào", "Standing"), 22), Column(Text("Kỳ đúng hạn", "Turns kept"), 10),
    Column(Text("Kỳ muộn", "Turns late"), 10), Column(Text("Kỳ bỏ lỡ", "Turns missed"), 10),
    Column(Text("Kỳ chưa xong", "Turns open"), 10),
    Column(Text("Việc đã làm", "Acts done"), 10), Column(Text("Bị từ chối", "Refused"), 10),
    Column(Text("Trong giới hạn", "Within limits"), 10), Column(Text("Có hiệu lực từ", "In force from"), 12),
    Column(Text("đến", "until"), 12),
)  # fmt: skip
_DONE = Text("{n} việc đã làm theo điều này", "{n} acts done by it")
_REFUSED = Text("{n} việc bị từ chối vì điều này", "{n} acts refused for it")
_WITHIN = Text("{n} lần “{act}” trong giới hạn", "{n} × “{act}” within the limit")
_SEATS = Text("{held}/{of} ghế có người", "{held} of {of} seats held")
_MAKES = Text("bộ phận, vai trò, con dấu nó đặt ra đang dùng", "the units, roles or seals it makes are in use")
_SHOWS = Text("ai được xem gì, hệ thống giữ đúng", "who may see what is kept by the system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing on which a standing rests, and what opens it."""

    says: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A clause as the sheet shows it."""

    line: ClauseLine
    says: Text
    mark: str
    kind: str
    duties: tuple[Row, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A charter with the lines that are shown; `chapters` are their titles in order, with the lines of each."""

    sheet: PaperSheet
    chapters: tuple[tuple[str, tuple[Line, ...]], ...]


@screen("compliance", ("Thực hiện quy chế", "The regulation kept"), features=(FEATURE,))
def sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """Show how each clause stands over a period: the year, or the days asked for."""
    found = _found(request, here)
    chosen = request.GET.get("state", "")
    papers = [_paper(here, each, chosen) for each in found.papers]
    context = {
        "found": found,
        "papers": [paper for paper in papers if paper.chapters],
        "chosen": chosen,
        "tallies": _tallies(found),
        "periods": list(_periods(here)),
        "is_partial": found.scope != "all",
    }
    return page(request, here, "regulation/compliance.html", TITLE, context)


@screen("compliance_book", ("Bảng thực hiện quy chế", "The compliance sheet as a workbook"), features=(FEATURE,))
def book(request: HttpRequest, here: Here) -> HttpResponse:
    """Give the sheet as a workbook."""
    found = _found(request, here)
    values = [_values(paper, line, here.language) for paper in found.papers for line in paper.lines]
    answer = HttpResponse(workbook(TITLE, COLUMNS, values, here.language), content_type=XLSX)
    name = f"{here.body}-{found.first_on}-{found.last_on}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _found(request: HttpRequest, here: Here) -> Sheet:
    first, last = days_asked(asked_day(request, "from"), asked_day(request, "until"), here.today)
    found = compliance(here.eyes, first, last, here.today)
    if found.clause is None:
        raise NotFound(Reason(code="no_feature", says=_NO_FEATURE, remedy=_ADD_IT))
    return found


def _paper(here: Here, paper: PaperSheet, chosen: str) -> Paper:
    lines = [_line(here, paper, each) for each in paper.lines if chosen in {"", each.standing}]
    titles = dict.fromkeys(each.line.chapter for each in lines)
    of_chapter = [(title, tuple(each for each in lines if each.line.chapter == title)) for title in titles]
    return Paper(sheet=paper, chapters=tuple(of_chapter))


def _line(here: Here, paper: PaperSheet, line: ClauseLine) -> Line:
    mark, kind = MARKS[line.standing]
    return Line(
        line=line,
        says=STANDINGS[line.standing],
        mark=mark,
        kind=kind,
        duties=tuple(rows(here, line.duties)),
        parts=tuple(_parts(here, paper, line)),
    )


def _parts(here: Here, paper: PaperSheet, line: ClauseLine) -> Iterator[Part]:
    """Yield what a clause's standing rests on; each opens exactly the rows that it counts."""
    days = {"from": str(paper.first_on), "until": str(paper.last_on)}
    by_clause = urlencode({"clause": line.id, **days})
    if line.acts:
        yield Part(says=_DONE.filled(n=line.acts), url=f"{_url(here, 'record')}?{by_clause}")
    if line.refused:
        yield Part(says=_REFUSED.filled(n=line.refused), url=f"{_url(here, 'refusals')}?{by_clause}")
    for each in line.within:
        says = _WITHIN.filled(n=each.n, act=act_title(each.act))
        yield Part(says=says, url=f"{_url(here, 'record')}?{urlencode({'act': each.act, **days})}")
    if line.seats:
        says = _SEATS.filled(held=line.seats.held, of=line.seats.of)
        yield Part(says=says, url=f"{_url(here, 'committee')}?on={min(paper.last_on, here.today)}")
    for feature in line.features:
        yield Part(says=FEATURES[feature], url=_shown_on(here, feature, line.id))
    if line.makes and not line.seats:
        yield Part(says=_MAKES, url=_url(here, "clause", line.id))
    if line.shows:
        yield Part(says=_SHOWS, url=_url(here, "matrix"))


def _shown_on(here: Here, feature: str, clause: str) -> str:
    """Return the first page that shows a feature; of one shown within others, the clause's own page."""
    for each in screens():
        if feature in each.features and each.name != "compliance_book":
            try:
                return reverse(each.name, args=[here.body])
            except NoReverseMatch:
                continue  # a page of one thing, opened from the list of its kind
    return _url(here, "clause", clause)


def _url(here: Here, name: str, *parts: str) -> str:
    return reverse(name, args=[here.body, *parts])


def _tallies(found: Sheet) -> list[dict[str, object]]:
    counts = {state: sum(paper.tally.get(state, 0) for paper in found.papers) for state in MARKS}
    return [
        {"state": state, "says": STANDINGS[state], "n": n, "mark": MARKS[state][0]} for state, n in counts.items() if n
    ]


def _periods(here: Here) -> Iterator[tuple[Text, date, date]]:
    """Yield periods that people ask for: this quarter and the last, this year and the last, each regulation's own."""
    quarter = date(here.today.year, (here.today.month - 1) // 3 * 3 + 1, 1)
    for start in (quarter, add_months(quarter, -3)):
        says = Text("quý {n}/{year}", "quarter {n} of {year}").filled(n=(start.month + 2) // 3, year=start.year)
        yield says, start, add_months(start, 3) - timedelta(days=1)
    for year in (here.today.year, here.today.year - 1):
        yield Text("năm {year}", "{year}").filled(year=year), date(year, 1, 1), date(year, 12, 31)
    for each in stretches(here.body):
        ref = each.charter.instrument
        if each.charter.source == "original" and ref.number:
            until = each.effective_until or here.today + timedelta(days=1)
            says = Text("thời {number}", "under {number}").filled(number=same(f"{ref.number}/{ref.symbol}"))
            yield says, each.effective_from, max(each.effective_from, until - timedelta(days=1))


def _values(paper: PaperSheet, line: ClauseLine, language: str) -> Sequence[str | int | date]:
    states = [each.state for each in line.duties]
    return (
        paper.number or paper.title.said_in(language),
        line.cite,
        line.summary.said_in(language),
        line.who.said_in(language),
        STANDINGS[line.standing].said_in(language),
        states.count("kept"),
        states.count("late"),
        states.count("missed"),
        sum(state in {"due", "begun", "upcoming"} for state in states),
        line.acts,
        line.refused,
        sum(each.n for each in line.within),
        paper.first_on,
        paper.last_on,
    )


_NO_FEATURE = Text(
    "Quy chế có hiệu lực không nói tới bảng theo dõi thực hiện quy chế, nên trang này không mở.",
    "The regulation in force does not provide for the compliance sheet, so this page stays closed.",
)
_ADD_IT = Text("Thêm vào văn bản thiết lập.", "Add it to the installation instrument.")
