"""A report composed on any day about any days: on programme, conclusions and tasks, every figure with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.reports.composing import composed_for
from chidao.reports.rules import Figure, Figures, Span, end_of
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.reports.own import NO_FIGURE, rows_page
from chidao.web.reports.sections import parts_of

TITLE: Final = Text("Báo cáo trong ngày bất kỳ", "Report on any day")
EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2199, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for: the days it is about, as they were known on a day, beside the period before or not."""

    span: Span
    on: date
    compared: bool

    @property
    def query(self) -> str:
        """Return the days as words of an address."""
        asked = {"from": self.span.first.isoformat(), "to": self.span.last.isoformat(), "on": self.on.isoformat()}
        return urlencode({**asked, **({"compared": "1"} if self.compared else {})})


@screen(
    "composed_report",
    ("Báo cáo trong ngày bất kỳ", "Report on any day"),
    features=("composed_report", "compared_review"),
)
def composed_report(request: HttpRequest, here: Here) -> HttpResponse:
    """Compose the report for the days in the address, as it was known on the day in the address."""
    asked = asked_of(request, here)
    figures = _composed(here, asked)
    context = {
        "asked": asked,
        "figures": figures,
        "parts": parts_of(figures, lambda figure: _url(here, asked, figure), {}),
        "fields": _fields(asked),
        "grounds": list(_grounds(here)),
    }
    return page(request, here, "reports/composed.html", TITLE, context)


@screen("composed_rows", ("Dòng dữ liệu của một con số", "The rows behind a figure"), features=("composed_report",))
def composed_rows(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """List the rows behind a figure of the report composed for the days in the address."""
    asked = asked_of(request, here)
    figure = _composed(here, asked).figure(key)
    if figure is None:
        raise NotFound(Reason(code="no_figure", says=NO_FIGURE))
    days = Text("{first} – {last}", "{first} – {last}").filled(first=_day(asked.span.first), last=_day(asked.span.last))
    crumb = {"title": days, "url": f"{reverse('composed_report', args=[here.body])}?{asked.query}"}
    return rows_page(request, here, figure, crumb, frozen=False)


def asked_of(request: HttpRequest, here: Here) -> Asked:
    """Read the days of an address: without words, this quarter as it is known now."""
    on = min(_read(request, "on") or here.today, here.today)
    first = _read(request, "from") or _quarter(on)[0]
    last = max(first, _read(request, "to") or _quarter(first)[1])
    as_of = here.now if on == here.today else end_of(on)
    return Asked(
        span=Span(first=first, last=last, as_of=as_of), on=on, compared=request.GET.get("compared") in {"1", "on"}
    )


def _composed(here: Here, asked: Asked) -> Figures:
    span = asked.span
    return composed_for(here.eyes, span.first, span.last, on=asked.on, now=here.now, compared=asked.compared)


def _url(here: Here, asked: Asked, figure: Figure) -> str:
    return f"{reverse('composed_rows', args=[here.body, figure.key])}?{asked.query}"


def _fields(asked: Asked) -> list[Field]:
    return [
        Field(name="from", label=Text("Từ ngày", "From"), kind="date", value=asked.span.first),
        Field(name="to", label=Text("đến hết ngày", "to the end of"), kind="date", value=asked.span.last),
        Field(name="on", label=Text("như đã biết ngày", "as known on"), kind="date", value=asked.on),
        Field(name="compared", label=Text("So với kỳ trước", "Beside the period before"), kind="checkbox",
              value="1" if asked.compared else None),
    ]  # fmt: skip


def _grounds(here: Here) -> Iterator[dict[str, object]]:
    principle = here.regulation.has_feature("composed_report") if here.regulation else None
    if principle:
        yield {"title": _GROUND, "says": None, "clause": principle.clause}


def _quarter(day: date) -> tuple[date, date]:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _read(request: HttpRequest, name: str) -> date | None:
    try:
        return min(LATEST, max(EARLIEST, date.fromisoformat(request.GET.get(name, ""))))
    except ValueError:
        return None


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


_GROUND = Text("Báo cáo lập từ dữ liệu", "Composed from the record")
