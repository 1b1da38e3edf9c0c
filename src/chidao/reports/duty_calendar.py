"""The year of a body's duties: the obligations due in it, by duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chidao.duties.rules import Obligation
from chidao.instruments.vocabulary import DUTY_KINDS
from chidao.kernel.wording import Text
from chidao.reports.obligations import obligations
from chidao.reports.stretches import Gap, gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One duty through a year under one regulation; its cells by their due days."""

    duty: str
    what: str
    unit: str
    title: Text
    bearer: Text
    clause: str
    charter: str
    cells: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyYear:
    """The duties of a body in a year, and the days of it for which no regulation is held."""

    year: int
    today: date
    rows: tuple[DutyRow, ...]
    gaps: tuple[Gap, ...]


def duty_calendar(body: str, year: int, today: date) -> DutyYear:
    """Return the duty calendar of a body for a year, across changes of regulation (a bounded number of queries)."""
    return duty_year(body, year, obligations(body, date(year, 1, 1), date(year, 12, 31), today), today)


def duty_year(body: str, year: int, found: Sequence[Obligation], today: date) -> DutyYear:
    """Return the calendar of a year made of obligations that are known already, those of other years left out."""
    rows = duty_rows([each for each in found if each.due_on.year == year])
    between = gaps(body, date(year, 1, 1), date(year, 12, 31))
    return DutyYear(year=year, today=today, rows=tuple(rows), gaps=tuple(between))


def duty_rows(found: Sequence[Obligation]) -> Iterator[DutyRow]:
    """Yield obligations by duty and regulation, the regulation that comes first at the head."""
    order, kinds = {each.charter: place for place, each in reversed(list(enumerate(found)))}, list(DUTY_KINDS)
    ordered = sorted(
        found,
        key=lambda each: (order[each.charter], kinds.index(each.what), each.clause, *_row_of(each), each.due_on),
    )
    for _, group in groupby(ordered, key=_row_of):
        cells = tuple(group)
        one = cells[0]
        yield DutyRow(
            duty=one.duty, what=one.what, unit=one.unit, title=one.title, bearer=one.bearer, clause=one.clause,
            charter=one.charter, cells=cells,
        )  # fmt: skip


def _row_of(each: Obligation) -> tuple[str, str, str]:
    """Return what stands in one row: a duty under one regulation; of what agencies send, one form."""
    return each.charter, each.duty, each.title.vi
