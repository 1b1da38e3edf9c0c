"""What an agency that is to end still owes of reports, so that none becomes nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chidao.duties.queries import LOOKED_AHEAD, LOOKED_BACK, lines_due
from chidao.mandates.owed import Owed, owes


@owes
def reports_owed(body: str, agency: int, on: date) -> Iterator[Owed]:
    """Yield the reports that an agency owes on a day and has not sent: awaited, or missing for a year at most."""
    for asked, lines in lines_due(body, on - LOOKED_BACK, on + LOOKED_AHEAD, on):
        for line in lines:
            if line.agency.id == agency and line.state in {"due", "missing"}:
                yield Owed(kind="report", says=asked.title, due_on=line.due_on, path=asked.path(body))
