"""Every recurring obligation of a body's charters over a period: dated, borne, addressed, and how it was kept.

The calendar of duties, the desk, the compliance sheet and the API read these and nothing else, so that all agree. An
obligation belongs to the period in which its due day falls.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from chidao.acts.kept import as_recorded, one_look
from chidao.documents.models import Document
from chidao.duties.rules import (
    DONE,
    Cycle,
    Evidence,
    EvidenceRef,
    Obligation,
    Windows,
    best,
    cycles,
    data_window,
    due_day,
    state_on,
)
from chidao.instruments.charter import Duty, Principle, Regulation
from chidao.instruments.queries import working_days
from chidao.instruments.vocabulary import DUTY_KINDS
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import founded_on
from chidao.meetings.models import Meeting
from chidao.reports.models import Report
from chidao.reports.obligations_of_agencies import AGENCY_REPORT, of_agencies
from chidao.reports.rules import addressed_roles
from chidao.reports.stretches import Stretch, regulation_of, stretches

MARGIN: Final = timedelta(days=120)
"""By how much at most a due day is taken to lie beyond the end of its cycle, when cycles are looked for."""

Place = tuple[str, str]
"""What evidence is found by: of a meeting its kind of unit, of anything else its duty; and the key of its cycle."""
Shown = Mapping[Place, Sequence[Evidence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A cycle of a duty with what its obligation is made of. `owed` is False where its regulation ended before it."""

    duty: Duty
    charter: str
    cycle: Cycle
    window: tuple[date, date]
    due_on: date
    windows: Principle | None
    current: Regulation

    def binds(self, since: date) -> bool:
        """Say whether it is owed by a body that is here since a day."""
        return self.cycle.owed and self.due_on >= since


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    """A report on demand, of a duty that is owed only when asked for."""

    duty: str
    title: str
    first_on: date
    last_on: date
    evidence: Evidence


@one_look()
def obligations(
    body: str, first: date, last: date, today: date, *, kinds: Collection[str] = DUTY_KINDS
) -> tuple[Obligation, ...]:
    """Return the obligations due on the days `first`–`last`, both counted, as they stand on a day, by due day.

    A bounded number of queries after an act; between acts only what agencies sent in is asked anew. What a regulation
    did not live to see the end of, and what was due before the body came into this installation, is there only where
    something was done for it that keeps nothing else: of what is not recorded nobody can say that it was missed.
    """
    held, since = stretches(body), founded_on(body)
    shown = as_recorded(f"duties:{body}", lambda: _shown(body), of=(Meeting, Report, Document))
    sent = list(of_agencies(body, held, first, last, today)) if AGENCY_REPORT in kinds else []
    turns = [turn for turn in _turns(held, first, last, kinds) if first <= turn.due_on <= last]
    owed = [_judged(turn, shown, today) for turn in turns if turn.binds(since) and not _collected(turn, sent)]
    used = {each.evidence for each in owed}
    past = [_judged(turn, shown, today) for turn in turns if not turn.binds(since)]
    demanded = [each for each in _demanded(body, held, today) if each.what in kinds]
    found = [
        *owed,
        *(each for each in past if each.state in DONE and each.evidence not in used),
        *(each for each in demanded if first <= each.due_on <= last),
        *sent,
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.clause, each.duty, each.evidence_id)))


def _collected(turn: _Turn, sent: Iterable[Obligation]) -> bool:
    """Say whether a duty's cycle is told already by the form with which it is kept."""
    return any(each.duty == turn.duty.id and each.cycle.key == turn.cycle.key for each in sent)


def _turns(held: Sequence[Stretch], first: date, last: date, kinds: Collection[str]) -> Iterator[_Turn]:
    for stretch in held:
        for duty in (each for each in stretch.charter.duties if each.what in kinds):
            for cycle in cycles(duty, stretch.effective_from, stretch.effective_until, first=_back(first), last=last):
                yield _turn(stretch, duty, cycle, regulation_of(held, cycle.last_on))


def _back(day: date) -> date:
    return day - MARGIN if day.toordinal() > MARGIN.days + 1 else day


def _turn(stretch: Stretch, duty: Duty, cycle: Cycle, current: Regulation) -> _Turn:
    principle = current.has_feature("report_windows")
    windows: Windows | None = principle.settings if principle else None
    due_on = due_day(duty, cycle, windows, working_days())
    return _Turn(
        duty=duty,
        charter=stretch.charter.id,
        cycle=cycle,
        window=data_window(duty, cycle, windows),
        due_on=due_on,
        windows=principle if due_on != cycle.last_on else None,
        current=current,
    )


def _judged(turn: _Turn, shown: Shown, today: date) -> Obligation:
    found = best(shown.get((_place(turn.duty, turn.current), turn.cycle.key), ()), today)
    opens_on = max(turn.window[0], turn.cycle.first_on)
    state = state_on(found, opens_on=opens_on, due_on=turn.due_on, today=today)
    return Obligation(
        duty=turn.duty.id,
        what=turn.duty.what,
        unit=turn.duty.unit,
        title=turn.duty.title,
        clause=turn.duty.clause,
        charter=turn.charter,
        cycle=turn.cycle,
        bearer=bearer_of(turn.duty, turn.current),
        addressees=addressees_of(turn.duty, turn.current),
        window=turn.window,
        due_on=turn.due_on,
        state=state,
        done_on=found.done_on if found and state in DONE else None,
        evidence=found.ref if found else None,
        due_clause=turn.windows.clause if turn.windows else None,
    )


def bearer_of(duty: Duty, current: Regulation) -> Text:
    """Return who owes a duty, in the words of the regulation: its unit."""
    return next((unit.name for unit in current.units if unit.id == duty.unit), same(duty.unit))


def addressees_of(duty: Duty, current: Regulation) -> tuple[Text, ...]:
    """Return to whom what keeps a duty is addressed: roles by their titles, then agencies by name."""
    roles = addressed_roles(current, duty) if duty.what in _SENT else duty.to
    titles = [role.title for name in roles if (role := current.role(name))]
    names = {agency.id: same(agency.name) for agency in current.agencies}
    return (*titles, *(names.get(agency, same(agency)) for agency in duty.to_agencies))


def _place(duty: Duty, current: Regulation) -> str:
    if duty.what != "meeting":
        return duty.id
    return next((f"meeting of {unit.kind}" for unit in current.units if unit.id == duty.unit), "")


def _demanded(body: str, held: Sequence[Stretch], today: date) -> Iterator[Obligation]:
    asked = [(each, duty) for each in held for duty in each.charter.duties if not duty.months]
    rows = as_recorded(f"demanded:{body}", lambda: _read_demands(body), of=(Report,)) if asked else ()
    for row in rows:
        if best([row.evidence], today):
            day = row.evidence.begun_on or row.last_on
            yield from (
                _on_demand(row, stretch.charter.id, duty, regulation_of(held, day), today)
                for stretch, duty in asked
                if duty.id == row.duty and stretch.on(day)
            )


def _due(row: _Demand, today: date) -> date:
    """Return the day under which a report on demand stands: nobody set one, so while it is open it is never late."""
    done = row.evidence.done_on
    return max(row.last_on, done if done and done <= today else today)


def _on_demand(row: _Demand, charter: str, duty: Duty, current: Regulation, today: date) -> Obligation:
    done = row.evidence.done_on if row.evidence.done_on and row.evidence.done_on <= today else None
    key = f"{row.first_on}..{row.last_on}"
    return Obligation(
        duty=duty.id,
        what=duty.what,
        unit=duty.unit,
        title=duty.title,
        clause=duty.clause,
        charter=charter,
        cycle=Cycle(key=key, says=same(row.title), first_on=row.first_on, last_on=row.last_on),
        bearer=bearer_of(duty, current),
        addressees=addressees_of(duty, current),
        window=(row.first_on, row.last_on),
        due_on=_due(row, today),
        state="kept" if done else "begun",
        done_on=done,
        evidence=row.evidence.ref,
    )


def _read_demands(body: str) -> list[_Demand]:
    rows = Report.objects.filter(body=body, cycle="").exclude(duty="").filter(_STANDING).order_by("pk")
    return [
        _Demand(duty=row.duty, title=row.title, first_on=row.first_on, last_on=row.last_on, evidence=_of_report(row))
        for row in rows.defer("figures", "words")
    ]


def _shown(body: str) -> Shown:
    """Return what there is to show for the cycles of a body's duties (three queries)."""
    found: dict[Place, list[Evidence]] = {}
    for place, evidence in (*_meetings(body), *_reports(body), *_documents(body)):
        found.setdefault(place, []).append(evidence)
    return found


def _meetings(body: str) -> Iterator[tuple[Place, Evidence]]:
    """Yield regular meetings: held once closed, on the day they took place."""
    rows = Meeting.objects.filter(body=body, cancelled_at=None).exclude(cycle="").order_by("pk")
    wanted = ("pk", "unit", "cycle", "convened_at", "starts_at", "ended_at")
    for key, unit, cycle, convened_at, starts_at, ended_at in rows.values_list(*wanted):
        done = local_day(starts_at) if ended_at else None
        evidence = Evidence(ref=EvidenceRef(kind="meeting", id=key), begun_on=local_day(convened_at), done_on=done)
        yield (f"meeting of {unit}", cycle), evidence


def _reports(body: str) -> Iterator[tuple[Place, Evidence]]:
    """Yield reports and reviews: done once issued."""
    rows = Report.objects.filter(body=body).exclude(cycle="").filter(_STANDING).order_by("pk")
    for row in rows.defer("figures", "words"):
        yield (row.duty, row.cycle), _of_report(row)


def _of_report(row: Report) -> Evidence:
    return Evidence(
        ref=EvidenceRef(kind="report", id=row.pk, number=row.number),
        begun_on=local_day(row.drafted_at),
        done_on=local_day(row.issued_at) if row.issued_at else None,
    )


def _documents(body: str) -> Iterator[tuple[Place, Evidence]]:
    """Yield other papers issued for a cycle, under the date they bear; a report's own paper is shown as the report."""
    rows = Document.objects.filter(body=body, voided_at=None, reports=None).exclude(cycle="").order_by("pk")
    issued = rows.filter(Q(issued_at__isnull=False) | Q(outside=True))
    for key, duty, cycle, dated_on in issued.values_list("pk", "duty", "cycle", "dated_on"):
        ref = EvidenceRef(kind="document", id=key)
        yield (duty, cycle), Evidence(ref=ref, begun_on=dated_on, done_on=dated_on)


_SENT: Final = frozenset({"report", "review"})
_STANDING: Final = Q(document=None) | Q(document__voided_at=None)
