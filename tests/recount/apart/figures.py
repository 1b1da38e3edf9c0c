"""A composed report, counted again: the rows behind each figure, from the record as it was known at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.recount.apart.affairs import Affairs, Task
from tests.recount.apart.days import DAY, Worked, close_of, day_of
from tests.recount.apart.duties import askings, cells, is_void
from tests.recount.apart.record import Record

TURN = timedelta(days=366)
Rows = dict[str, list[str]]


@dataclass(frozen=True)
class Span:
    """The days a report is about; what happened up to `until` counts."""

    first: date
    last: date
    until: datetime

    @property
    def ending(self) -> date:
        """Return the last day counted."""
        return day_of(self.until)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.ending


def figures(record: Record, worked: Worked, first: date, last: date, known: datetime) -> Rows:
    """Return the rows behind each figure of the days `first`–`last`, as known at an instant."""
    span = Span(first, last, min(close_of(last), known))
    then = Affairs.of(record, worked, known=known, until=span.until)
    rows = {key: sorted(map(str, found)) for key, found in _counted(then, span)}
    if first <= span.ending:
        # A period that is over is judged on the day after it: a day lasts until its end.
        judged = last + DAY if last < day_of(known) else span.ending
        for key, found in _owed(Affairs.of(record, worked, known=known), span, judged):
            rows[key] = sorted([*rows.get(key, []), *map(str, found)])
    return rows


def _counted(then: Affairs, span: Span) -> Iterator[tuple[str, Iterable[int]]]:
    tasks = [each for each in then.tasks.values() if each.given_on <= span.ending]
    yield from _tasks(tasks, span)
    for agency in {each.led_on(span.ending) for each in tasks}:
        own = [each for each in tasks if each.led_on(span.ending) == agency]
        for key, found in _of_agency(own, span):
            yield f"agency_{agency}_{key}", found
    yield from _papers(then, span, tasks)
    yield from _talks(then, span)


def _tasks(tasks: list[Task], span: Span) -> Iterator[tuple[str, Iterable[int]]]:
    sources = {"programme": {"instrument", "outside"}, "conclusion_tasks": {"conclusion"}, "directions": {"direction"}}
    for name, origins in sources.items():
        own = [each for each in tasks if each.origin in origins]
        yield f"{name}_given", (each.id for each in own if each.given_on in span)
        yield f"{name}_done", (each.id for each in own if each.done_on in span)
        yield f"{name}_open_late", _overdue(own, span)
    for key, found in _of_agency(tasks, span):
        yield f"tasks_{key}", found
    yield "tasks_waiting", (each.id for each in tasks if each.done_on and not each.accepted)
    yield "tasks_extended", (each.id for each in tasks if any(day in span for day in each.extended))


def _of_agency(tasks: list[Task], span: Span) -> Iterator[tuple[str, Iterable[int]]]:
    yield "given", (each.id for each in tasks if each.given_on in span)
    yield "due", (each.id for each in tasks if each.due_on and span.first <= each.due_on <= span.last)
    done = [each for each in tasks if each.done_on in span]
    late = {each.id for each in done if each.due_on and each.done_on and each.done_on > each.due_on}
    yield "on_time", (each.id for each in done if each.id not in late)
    yield "done_late", late
    yield "open", (each.id for each in tasks if each.done_on is None)
    yield "open_late", _overdue(tasks, span)


def _overdue(tasks: list[Task], span: Span) -> list[int]:
    return [each.id for each in tasks if each.done_on is None and each.due_on and each.due_on < span.ending]


def _papers(then: Affairs, span: Span, tasks: list[Task]) -> Iterator[tuple[str, Iterable[int]]]:
    plans = [each for each in then.documents.values() if each.kind in {"CTr", "KH"} and not each.void]
    yield "plans_issued", (each.id for each in plans if each.dated_on in span)
    cited = {each.provision for each in tasks if each.provision}
    issued = [each for each in then.conclusions.values() if not then.documents[each.document].void]
    issued = [each for each in issued if each.issued_on in span]
    yield "conclusions_issued", (each.id for each in issued)
    yield "conclusions_tasked", (each.id for each in issued if each.provision in cited)
    left = [each for each in issued if each.provision not in cited]
    yield "conclusions_no_task", (each.id for each in left if each.no_task)
    yield "conclusions_waiting", (each.id for each in left if not each.no_task)
    out = [each for each in then.reports.values() if each.issued_on in span and not is_void(then, each.document)]
    yield "group_reports", (each.id for each in out if _is_groups(then, each.duty, each.issued_on))


def _is_groups(then: Affairs, duty: str, day: date | None) -> bool:
    assert day is not None
    units = (each["unit"] for each in then.law.entries("duties", day) if each["id"] == duty)
    return any(then.law.unit(unit, day) == "group" for unit in units)


def _talks(then: Affairs, span: Span) -> Iterator[tuple[str, Iterable[int]]]:
    held = [each for each in then.meetings.values() if each.closed and day_of(each.starts_at) in span]
    yield "meetings_held", (each.id for each in held if each.unit == "committee")
    yield "group_meetings", (each.id for each in held if each.unit == "group")
    yield "meetings_cancelled", (each.id for each in then.meetings.values() if each.cancelled_on in span)
    groups = {unit["id"] for paper in then.law.papers for unit in paper.entries("units") if unit["kind"] == "group"}
    roles = {role["id"]: role["unit"] for paper in then.law.papers for role in paper.entries("roles")}
    of_group = {seat.id for seat in then.seats if roles[seat.rule["role"]] in groups}
    submitted = {key: seat for key, (day, seat) in then.matters.items() if day in span}
    yield "matters_submitted", submitted
    yield "group_matters", (key for key, seat in submitted.items() if seat in of_group)
    yield "matters_decided", (key for key, day in then.decided.items() if day in span)
    yield "matters_waiting", (key for key in then.matters if key not in then.decided)
    yield "opinions_given", (key for key, day in then.opinions.items() if day in span)
    for kind in ("urged", "contacted", "reminded"):
        yield kind, (key for key, name, day in then.urgings if name == kind and day in span)


def _owed(affairs: Affairs, span: Span, judged: date) -> Iterator[tuple[str, list[object]]]:
    """A turn kept is of the period in which it was kept, whenever it was due; one missed of that in which it was due.

    What was done on the day of judging is not done in the period.
    """
    for each in cells(affairs, span.first - TURN, span.last + TURN, judged):
        if each.what != "meeting":
            continue
        if each.done_on in span:
            yield f"cycles_{each.state}", [each.shown and each.shown[1]]
        elif span.first <= each.due_on <= span.last and each.due_on < judged and each.done_on in {None, judged}:
            yield "cycles_missed", [f"{each.duty}:{each.cycle}"]
    names = {"on_time": "agency_reports_on_time", "late": "agency_reports_late", "missing": "agency_reports_missing"}
    for asking in askings(affairs, span.first, span.last, judged):
        for line in asking.lines:
            if line.state in names:
                late = line.state != "missing" and line.sent_on is not None and line.sent_on > span.ending
                state = "missing" if late else line.state
                nothing = f"{line.agency}:{asking.form}:{asking.demand or ''}:{asking.cycle}"
                yield names[state], [nothing if state == "missing" else line.sent]
