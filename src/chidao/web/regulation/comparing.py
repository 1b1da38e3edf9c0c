"""The committees of the installation side by side."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.kernel.wording import Text
from chidao.reports.comparing import compare
from chidao.web.dates import day_shown
from chidao.web.here import Here
from chidao.web.pages import page, screen

TITLE: Final = Text("So sánh các ban chỉ đạo", "The committees compared")


@screen("compare", ("So sánh các ban chỉ đạo", "The committees compared"), features=("browse_regulation",))
def comparison(request: HttpRequest, here: Here) -> HttpResponse:
    """Compare the committees as configurations, and as practice over the year up to the day shown."""
    on = day_shown(request, here)
    found = compare(here.me.person, here.now, on, date(on.year, 1, 1))
    context = {"on": on, "found": found, "stops": ()}
    return page(request, here, "regulation/compare.html", TITLE, context)
