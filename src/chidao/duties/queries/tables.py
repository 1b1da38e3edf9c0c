"""Tables of agencies' reports: who sent what on time, late or not at all, and what an agency owes.

Everything is limited to what the reader may see: whoever sees all reports sees every agency's, whoever sees their own
agency's sees that one's line. A page takes a bounded number of queries however many agencies and reports there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from chidao.duties.models import AgencyReport, DemandedAgency, ReportDemand
from chidao.duties.queries.rows import (
    PAGE,
    SUBJECT,
    Asked,
    FormRow,
    SentReport,
    demand_list,
    demand_row,
    form_list,
    form_row,
    forms_of,
    no_cycle,
    no_demand,
    one_form,
    seen_demands,
    sees_reports,
    sent_row,
)
from chidao.duties.rules.collecting import (
    REPORT_STATES,
    ReportState,
    Total,
    Turn,
    owing,
    report_state,
    submitting_roles,
    totals,
    turn_named,
    turns,
)
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.mandates.queries import Reader, agencies_going_on, regulation, seats_in_force
from chidao.tasks.queries.rows import AgencyRef, agency_refs

LOOKED_BACK: Final = timedelta(days=366)
LOOKED_AHEAD: Final = timedelta(days=400)

Known = Callable[[SentReport], SentReport | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agency's line of a table. `left` are working days until it is due, negative after; `returned` the report that
    was sent back and not replaced yet."""

    agency: AgencyRef
    state: ReportState
    due_on: date
    left: int
    sent: SentReport | None = None
    returned: SentReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Who sent what: a line for each agency that owes it, how many stand each way, and the columns added up."""

    asked: Asked
    lines: tuple[Line, ...]
    tally: Mapping[ReportState, int]
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A report that the reader's agency owes, by when, and what was said when an earlier one was sent back.

    `agency` is whose report it is: the reader's own, or one that it succeeded.
    """

    asked: Asked
    agency: AgencyRef
    state: ReportState
    due_on: date
    left: int
    returned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnStanding:
    """How an asking stands as a whole: `begun_on` the first came, `done_on` the last of all that owe it came."""

    asked: Asked
    owed: int
    came: int
    begun_on: date | None
    done_on: date | None


def table_of_form(reader: Reader, form: int, cycle: str, today: date) -> Table:
    """Return who sent what for a cycle of a form. Raises NotFound for a cycle that the form does not owe."""
    found = one_form(reader, form)
    turn = turn_named(found.rule, cycle, working_days())
    if turn is None:
        raise no_cycle()
    return _table(reader, Asked(form=found, turn=turn), today)


def table_of_demand(reader: Reader, demand: int, today: date) -> Table:
    """Return who sent what on a demand. Raises NotFound for one the reader may not see."""
    found = seen_demands(reader).select_related("form").filter(pk=demand).first()
    if found is None:
        raise no_demand()
    return _table(reader, Asked(form=form_row(found.form), demand=demand_row(found)), today)


def overview(reader: Reader, today: date) -> list[Table]:
    """Return every form's cycle that is collected now, and the newest demands, each as the reader's table of it.

    Four queries, however many there are; the tables carry no totals.
    """
    forms = form_list(reader)
    asked = [Asked(form=form, turn=turn) for form in forms if (turn := current_turn(form, today))]
    of_form = {form.id: form for form in forms}
    asked += [Asked(form=of_form[each.form], demand=each) for each in demand_list(reader)]
    return list(_tables(reader, asked, today))


def current_turn(form: FormRow, today: date) -> Turn | None:
    """Return the cycle of a form whose data have closed last; before the first, the one to come."""
    around = turns(form.rule, today - LOOKED_AHEAD, today + LOOKED_AHEAD, working_days())
    closed = [each for each in around if each.last_on < today]
    return closed[-1] if closed else around[0] if around else None


def turns_of_form(form: FormRow, today: date) -> list[Turn]:
    """Return the cycles of a form that are collected or past, the newest first, and the next one before them."""
    found = turns(form.rule, today - 4 * LOOKED_AHEAD, today + LOOKED_AHEAD, working_days())
    ahead = [each for each in found if each.last_on >= today]
    return [*ahead[:1], *reversed([each for each in found if each.last_on < today])]


def owed_reports(reader: Reader, today: date) -> tuple[Owed, ...]:
    """Return what the reader's agency owes and has not sent, what is due first at the head.

    Looks back a year; of what is still to be closed, the next cycle of each form is told ("upcoming"). Four queries.
    """
    if reader.agency is None or not sees_reports(reader):
        return ()
    found = [_owed(table.asked, line) for table in _tables(reader, _asked_of(reader, today), today, own=True)
             for line in table.lines if line.state in {"upcoming", "due", "missing"}]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.due_on, each.asked.key[0], each.agency.id)))


def lines_due(
    body: str, first: date, last: date, today: date, *, known: Known | None = None
) -> tuple[tuple[Asked, tuple[Line, ...]], ...]:
    """Return every asking that is due between two days, both counted, with its agencies' lines (four queries).

    `known` returns a report as it was known at an earlier instant, None where nothing was known of it.
    """
    forms = forms_of(body)
    asked = [Asked(form=form, turn=turn) for form in forms for turn in turns(form.rule, first, last, working_days())]
    of_form = {form.id: form for form in forms}
    demands = ReportDemand.objects.filter(body=body, due_on__gte=first, due_on__lte=last).order_by("due_on", "pk")
    asked += [Asked(form=of_form[each.form_id], demand=demand_row(each)) for each in demands]
    return tuple(_lines(body, asked, today, known))


def turn_standings(body: str, first: date, last: date, today: date) -> tuple[TurnStanding, ...]:
    """Return how every asking stands as a whole that is due between two days, for the duties (four queries)."""
    return tuple(_standing(each, lines) for each, lines in lines_due(body, first, last, today))


def owing_agencies(body: str, asked: Asked) -> frozenset[int]:
    """Return the agencies that owe a report: those named by the demand, or those seated on the day it is due."""
    if asked.demand:
        named = DemandedAgency.objects.filter(demand=asked.demand.id).values_list("agency_id", flat=True)
        sent = AgencyReport.objects.filter(demand=asked.demand.id).values_list("former_id", "agency_id")
        return _going_on(named, {former or agency for former, agency in sent}, asked.due_on)
    return _owing_on(body, asked.due_on)


def _tables(reader: Reader, asked: Sequence[Asked], today: date, *, own: bool = False) -> Iterator[Table]:
    scope = "own_agency" if own else reader.sees(SUBJECT)
    mine = reader.agencies
    for each, lines in _lines(reader.body, asked, today):
        shown = lines if scope == "all" else tuple(line for line in lines if line.agency.id in mine)
        yield Table(asked=each, lines=shown, tally=_tally(shown))


def _table(reader: Reader, asked: Asked, today: date) -> Table:
    found = next(_tables(reader, [asked], today))
    answered = [line.sent.answers for line in found.lines if line.sent]
    added = totals(asked.form.fields, answered) if reader.sees(SUBJECT) == "all" else ()
    return Table(asked=asked, lines=found.lines, tally=found.tally, totals=added)


def _lines(
    body: str, asked: Sequence[Asked], today: date, known: Known | None = None
) -> Iterator[tuple[Asked, tuple[Line, ...]]]:
    named, demanded = _demanded(asked), _reports(body, asked, known)
    refs = agency_refs()
    for each in asked:
        sent = demanded.get(each.key, {})
        asked_of = named.get(each.demand.id, frozenset()) if each.demand else _owing_on(body, each.due_on)
        owed = _going_on(asked_of, set(sent), each.due_on)
        # What was sent by an agency that owes nothing any more is shown all the same.
        whose = [refs[pk] for pk in refs if pk in owed or pk in sent]
        yield each, tuple(_line(each, agency, sent.get(agency.id, ()), today) for agency in whose)


def _going_on(agencies: Iterable[int], sent: set[int], due_on: date) -> frozenset[int]:
    """Return who owes what was asked of agencies: whoever sent it, and for each other who goes on on its day, once."""
    asked = set(agencies)
    return frozenset(asked & sent) | frozenset(agencies_going_on(sorted(asked - sent), due_on))


def _line(asked: Asked, agency: AgencyRef, versions: Sequence[SentReport], today: date) -> Line:
    stands = next((each for each in versions if each.returned_at is None), None)
    sent_on = local_day(stands.sent_at) if stands else None
    return Line(
        agency=agency,
        state=report_state(asked.opens_on, asked.due_on, sent_on, today),
        due_on=asked.due_on,
        left=_left(asked.due_on, today),
        sent=stands,
        returned=versions[0] if versions and stands is None else None,
    )


def _left(due_on: date, today: date) -> int:
    days = working_days().working_days_between(today, due_on)
    return min(-1, days) if due_on < today else days


def _standing(asked: Asked, lines: Sequence[Line]) -> TurnStanding:
    days = sorted(local_day(line.sent.sent_at) for line in lines if line.sent)
    complete = bool(lines) and len(days) == len(lines)
    return TurnStanding(
        asked=asked,
        owed=len(lines),
        came=len(days),
        begun_on=days[0] if days else None,
        done_on=days[-1] if complete else None,
    )


def _tally(lines: Iterable[Line]) -> Mapping[ReportState, int]:
    states = [line.state for line in lines]
    return {state: states.count(state) for state in REPORT_STATES if state in states}


def _owed(asked: Asked, line: Line) -> Owed:
    reason = line.returned.return_reason if line.returned else ""
    return Owed(asked=asked, agency=line.agency, state=line.state, due_on=line.due_on, left=line.left, returned=reason)


def _asked_of(reader: Reader, today: date) -> list[Asked]:
    forms = {form.id: form for form in forms_of(reader.body)}
    found = []
    for form in forms.values():
        around = turns(form.rule, today - LOOKED_BACK, today + LOOKED_AHEAD, working_days())
        ahead = [each for each in around if each.last_on >= today]
        found += [Asked(form=form, turn=turn) for turn in around if turn.last_on < today or turn in ahead[:1]]
    own = DemandedAgency.objects.filter(agency__in=reader.agencies, demand__body=reader.body)
    recent = own.filter(demand__due_on__gte=today - LOOKED_BACK).select_related("demand").order_by("-demand_id")
    return found + [Asked(form=forms[each.demand.form_id], demand=demand_row(each.demand)) for each in recent[:PAGE]]


def _owing_on(body: str, on: date) -> frozenset[int]:
    roles = submitting_roles(regulation(body, on))
    return owing(((seat.agency, seat.role) for seat in seats_in_force(body, on)), roles)


def _demanded(asked: Iterable[Asked]) -> dict[int, frozenset[int]]:
    demands = [each.demand.id for each in asked if each.demand]
    found: dict[int, set[int]] = {}
    rows = DemandedAgency.objects.filter(demand__in=demands).values_list("demand_id", "agency_id") if demands else ()
    for demand, agency in rows:
        found.setdefault(demand, set()).add(agency)
    return {demand: frozenset(agencies) for demand, agencies in found.items()}


def _reports(
    body: str, asked: Sequence[Asked], known: Known | None
) -> dict[tuple[int, int | None, str], dict[int, list[SentReport]]]:
    """Return what was sent for each asking, by the agency that owed it, the newest version first (one query)."""
    demands = [each.demand.id for each in asked if each.demand]
    forms, cycles = {each.form.id for each in asked}, {each.turn.cycle.key for each in asked if each.turn}
    of_cycle = Q(demand=None, form__in=forms, cycle__in=cycles)
    rows = AgencyReport.objects.filter(of_cycle | Q(demand__in=demands), body=body) if asked else ()
    found: dict[tuple[int, int | None, str], dict[int, list[SentReport]]] = {}
    for row in rows.select_related("file").order_by("-version", "-pk") if asked else ():  # type: ignore[union-attr]
        sent = known(sent_row(row)) if known else sent_row(row)
        if sent is not None:
            found.setdefault((sent.form, sent.demand, sent.cycle), {}).setdefault(sent.owed_by, []).append(sent)
    return found
