"""The duties on the desk: the picture of the year, and what is due soon or was missed, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chidao.reports.duty_calendar import duty_year
from chidao.reports.obligations import obligations
from chidao.web import pictures
from chidao.web.calendar.drawing import Row, drawn, rows
from chidao.web.here import Here

AHEAD: Final = timedelta(days=45)
BACK: Final = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """The year as a picture, and what is open: due soon or missed lately, that of one's own unit first."""

    picture: pictures.DutyYear
    open: tuple[Row, ...]


def duties_of(here: Here) -> Duties:
    """Return the duties that a desk shows, of one reading of the obligations."""
    first, last = here.today - BACK, here.today + AHEAD
    year = here.today.year
    found = obligations(here.body, min(first, date(year, 1, 1)), max(last, date(year, 12, 31)), here.today)
    near = [each for each in found if first <= each.due_on <= last and each.state in {"due", "begun", "missed"}]
    return Duties(
        picture=drawn(here, duty_year(here.body, year, found, here.today)),
        open=tuple(sorted(rows(here, near), key=lambda row: (not row.mine, row.one.due_on))),
    )
