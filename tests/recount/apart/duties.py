"""What was owed and how it was kept: each turn of each duty by its day, and the agencies' reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.recount.apart.affairs import Affairs, Form, Sent
from tests.recount.apart.days import DAY, day_of, shifted
from tests.recount.apart.law import Duty, Paper, Turn, whole_turn, window, written

Shown = tuple[str, int]
DONE = {"kept", "late"}


@dataclass(frozen=True, kw_only=True, order=True)
class Cell:
    """A cell of the duty calendar: a turn, its day, how it stands, what shows it (kind and key)."""

    due_on: date
    charter: str
    duty: str
    what: str
    cycle: str
    unit: str
    clause: str
    state: str
    done_on: date | None
    shown: Shown | None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What there is to show: begun and done on which day."""

    shown: Shown
    begun_on: date
    done_on: date | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one agency owes of one asking, and what it sent (the key of its report)."""

    agency: int
    state: str
    sent: int | None
    sent_on: date | None


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Reports asked of agencies: of a form's turn or on demand."""

    form: int
    demand: int | None
    cycle: str
    about: tuple[date, date]
    due_on: date
    opens_on: date
    clause: str
    lines: tuple[Line, ...] = ()


def cells(affairs: Affairs, first: date, last: date, today: date) -> list[Cell]:
    """Return every obligation due between two days, both counted, as it stands on a day."""
    turns = [(paper, duty, *each) for paper in affairs.law.papers for duty in paper.entries("duties")
             for each in affairs.law.turns(paper, duty, first, last)]  # fmt: skip
    owed = [_cell(affairs, *each, today) for each in turns if each[2].owed]
    used = {each.shown for each in owed}
    # A turn whose regulation ended first is owed by nobody; what was done for it is shown unless it keeps another.
    past = [_cell(affairs, *each, today) for each in turns if not each[2].owed]
    kept = [each for each in past if each.state in DONE and each.shown not in used]
    asked = [_of_agencies(affairs, each, today) for each in askings(affairs, first, last, today)]
    return sorted([*owed, *kept, *asked, *_demanded(affairs, first, last, today)], key=repr)


def _cell(affairs: Affairs, paper: Paper, duty: Duty, turn: Turn, due: date, today: date) -> Cell:
    found = _earliest([each for each in _proofs(affairs, duty, turn) if _known(each, today)], today)
    done = found.done_on if found and found.done_on and found.done_on <= today else None
    return Cell(
        due_on=due,
        charter=paper.id,
        duty=duty["id"],
        what=duty["what"],
        cycle=turn.key,
        unit=duty["unit"],
        clause=duty["clause"],
        state=_state(done, found is not None, max(turn.first, turn.about_first), due, today),
        done_on=done,
        shown=found.shown if found else None,
    )


def _state(done: date | None, begun: bool, opens: date, due: date, today: date) -> str:
    if done:
        return "late" if done > due else "kept"
    if due < today:
        return "missed"
    if begun:
        return "begun"
    return "upcoming" if today < opens else "due"


def _known(proof: Proof, today: date) -> bool:
    return proof.begun_on <= today or bool(proof.done_on and proof.done_on <= today)


def _earliest(proofs: list[Proof], today: date) -> Proof | None:
    done = [each for each in proofs if each.done_on and each.done_on <= today]
    return min(done, key=lambda each: each.done_on or today) if done else proofs[0] if proofs else None


def _proofs(affairs: Affairs, duty: Duty, turn: Turn) -> Iterator[Proof]:
    if duty["what"] == "meeting":
        kind = affairs.law.unit(duty["unit"], turn.last)
        for meeting in affairs.meetings.values():
            if (meeting.unit, meeting.cycle) == (kind, turn.key) and meeting.cancelled_on is None:
                done = day_of(meeting.starts_at) if meeting.closed else None
                yield Proof(shown=("meeting", meeting.id), begun_on=meeting.convened_on, done_on=done)
    for report in affairs.reports.values():
        if (report.duty, report.cycle) == (duty["id"], turn.key) and not is_void(affairs, report.document):
            yield Proof(shown=("report", report.id), begun_on=report.drafted_on, done_on=report.issued_on)
    for paper in affairs.documents.values():
        if (paper.duty, paper.cycle, paper.void, paper.of_report) == (duty["id"], turn.key, False, False):
            yield Proof(shown=("document", paper.id), begun_on=paper.dated_on, done_on=paper.dated_on)


def is_void(affairs: Affairs, document: int | None) -> bool:
    """Say whether a report went out under a number that was voided."""
    return document is not None and affairs.documents[document].void


def _demanded(affairs: Affairs, first: date, last: date, today: date) -> Iterator[Cell]:
    """Yield reports made at need, under duties that recur never: such a one is late never."""
    for report in affairs.reports.values():
        done = report.issued_on if report.issued_on and report.issued_on <= today else None
        day = max(report.last, done or today)
        if report.cycle or is_void(affairs, report.document) or report.drafted_on > today or not first <= day <= last:
            continue
        for paper in (each for each in affairs.law.papers if each.binds(report.drafted_on)):
            for duty in (each for each in paper.entries("duties") if each["id"] == report.duty and not each["months"]):
                yield Cell(
                    due_on=day, charter=paper.id, duty=duty["id"], what=duty["what"], unit=duty["unit"],
                    cycle=f"{report.first}..{report.last}", clause=duty["clause"], state="kept" if done else "begun",
                    done_on=done, shown=("report", report.id),
                )  # fmt: skip


# --- agencies' reports


def askings(affairs: Affairs, first: date, last: date, today: date) -> list[Asking]:
    """Return every asking of agencies that is due between two days, with what each agency did."""
    found = [*_of_forms(affairs, first, last), *_of_demands(affairs, first, last)]
    return [_with_lines(affairs, each, today) for each in found]


def _of_forms(affairs: Affairs, first: date, last: date) -> Iterator[Asking]:
    for form in affairs.forms.values():
        day = shifted(first, -15)
        while form.months and day <= last:
            begins, ends = _turn_of(form, day)
            about = window(begins, ends, form.months, form.closes_on)
            due = affairs.law.worked.after(about[1], form.working_days)
            if first <= due <= last and form.begins <= about[1] and (form.ends is None or about[1] < form.ends):
                yield Asking(
                    form=form.id, demand=None, cycle=_named(form, begins, ends), about=about, due_on=due,
                    opens_on=about[1] + DAY, clause=form.clause,
                )  # fmt: skip
            day = shifted(begins, 12 if form.months == 9 else form.months)


def _turn_of(form: Form, day: date) -> tuple[date, date]:
    """Nine months are those with which the year of the form begins."""
    if form.months != 9:
        return whole_turn(form.months, form.starts_in, day)
    begins = whole_turn(12, form.starts_in, day)[0]
    return begins, shifted(begins, 9) - DAY


def _named(form: Form, begins: date, ends: date) -> str:
    return f"{begins:%Y-%m}+9" if form.months == 9 else written(begins, ends, form.months)


def _of_demands(affairs: Affairs, first: date, last: date) -> Iterator[Asking]:
    for demand in affairs.demands.values():
        if first <= demand.due_on <= last:
            yield Asking(
                form=demand.form, demand=demand.id, cycle="", about=(demand.first, demand.last),
                due_on=demand.due_on, opens_on=demand.demanded_on, clause=demand.clause,
            )  # fmt: skip


def _with_lines(affairs: Affairs, asking: Asking, today: date) -> Asking:
    roles = affairs.law.may_send(asking.due_on)
    seated = {seat.agency for seat in affairs.seats_on(asking.due_on) if seat.rule["role"] in roles and seat.agency}
    asked = set(affairs.demands[asking.demand].agencies) if asking.demand else seated
    sent = [each for each in affairs.sent.values() if (each.form, each.demand, each.cycle) == _key(asking)]
    senders = {each.owed_by for each in sent}
    # Whoever ceased before the day without having sent owes it no more: the one in which it went on does, once.
    owing = {agency if agency in senders else affairs.heir(agency, asking.due_on) for agency in asked}
    whose = sorted(agency for agency in owing | senders if agency is not None)
    lines = tuple(_line(asking, agency, sent, today) for agency in whose)
    return Asking(**{**vars(asking), "lines": lines})


def _key(asking: Asking) -> tuple[int, int | None, str]:
    return asking.form, asking.demand, asking.cycle


def _line(asking: Asking, agency: int, sent: list[Sent], today: date) -> Line:
    stands = next((each for each in sent if each.owed_by == agency and not each.returned), None)
    if stands and stands.on <= today:
        state = "late" if stands.on > asking.due_on else "on_time"
    elif today > asking.due_on:
        state = "missing"
    else:
        state = "upcoming" if today < asking.opens_on else "due"
    return Line(agency=agency, state=state, sent=stands.id if stands else None, sent_on=stands.on if stands else None)


def _of_agencies(affairs: Affairs, asking: Asking, today: date) -> Cell:
    """An asking is kept once all who owe it sent theirs, on the day on which the last one came."""
    came = [each.sent_on for each in asking.lines if each.sent_on]
    whole = max(came) if asking.lines and len(came) == len(asking.lines) else None
    done = whole if whole and whole <= today else None
    begun = any(day <= today for day in came)
    duties = [each for each in affairs.law.entries("duties", asking.due_on) if each["what"] == "agency_report"]
    duty = next((each for each in duties if each["clause"] == asking.clause), duties[0] if duties else None)
    clause = duty["clause"] if duty else asking.clause
    papers = [each for each in affairs.law.papers if each.binds(asking.due_on)]
    holding = (each.id for each in papers if any(one["id"] == clause for one in each.entries("clauses")))
    return Cell(
        due_on=asking.due_on,
        charter=next(holding, ""),
        duty=duty["id"] if duty else "agency_report",
        what="agency_report",
        cycle=asking.cycle or f"{asking.about[0]}..{asking.about[1]}",
        unit=duty["unit"] if duty else "",
        clause=clause,
        state=_state(done, begun, asking.opens_on, asking.due_on, today),
        done_on=done,
        shown=("report_demand", asking.demand) if asking.demand else ("report_form", asking.form),
    )
