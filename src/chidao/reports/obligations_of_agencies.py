"""Agencies' reports as obligations: each cycle of a form and each demand, kept once every agency that owes it sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from chidao.acts.kept import as_recorded
from chidao.duties.models import ReportForm
from chidao.duties.queries import Asked, TurnStanding, turn_standings
from chidao.duties.rules import DONE, Cycle, Evidence, EvidenceRef, Obligation, state_on
from chidao.instruments.charter import Duty, Regulation
from chidao.kernel.wording import Text, listed, same
from chidao.reports.stretches import Stretch, regulation_of

AGENCY_REPORT = "agency_report"
_DEMANDED = Text("Báo cáo theo yêu cầu", "Report on demand")


def of_agencies(body: str, held: Sequence[Stretch], first: date, last: date, today: date) -> Iterator[Obligation]:
    """Yield what agencies owe together, due on the days `first`–`last` (four queries; none where no form is laid down).

    It is borne under the duty of this kind in force on its day, or where the charter has none under the form's clause.
    """
    forms = as_recorded(f"has forms:{body}", lambda: ReportForm.objects.filter(body=body).exists(), of=(ReportForm,))
    for each in turn_standings(body, first, last, today) if forms else ():
        yield _obligation(each, regulation_of(held, each.asked.due_on), today)


def _obligation(each: TurnStanding, current: Regulation, today: date) -> Obligation:
    asked, duty = each.asked, _duty(each.asked, current)
    ref = EvidenceRef(kind="report_demand" if asked.demand else "report_form", id=_id(asked))
    shown = Evidence(ref=ref, begun_on=each.begun_on, done_on=each.done_on) if each.begun_on else None
    state = state_on(shown, opens_on=asked.opens_on, due_on=asked.due_on, today=today)
    clause = duty.clause if duty else asked.clause
    return Obligation(
        duty=duty.id if duty else AGENCY_REPORT,
        what=AGENCY_REPORT,
        unit=duty.unit if duty else "",
        title=_DEMANDED if asked.demand else same(asked.form.title),
        clause=clause,
        charter=_charter(clause, current),
        cycle=asked.turn.cycle if asked.turn else _cycle(asked),
        bearer=_agencies(each, current),
        addressees=tuple(role.title for name in (duty.to if duty else ()) if (role := current.role(name))),
        window=asked.window,
        due_on=asked.due_on,
        state=state,
        done_on=each.done_on if state in DONE else None,
        evidence=ref,
    )


def _duty(asked: Asked, current: Regulation) -> Duty | None:
    of_kind = [duty for duty in current.duties if duty.what == AGENCY_REPORT]
    return next((duty for duty in of_kind if duty.clause == asked.clause), of_kind[0] if of_kind else None)


def _charter(clause: str, current: Regulation) -> str:
    holds = (charter.id for charter in current.charters if any(each.id == clause for each in charter.clauses))
    return next(holds, "")


def _cycle(asked: Asked) -> Cycle:
    first, last = asked.window
    return Cycle(key=f"{first}..{last}", says=asked.title, first_on=first, last_on=last)


def _id(asked: Asked) -> int:
    return asked.demand.id if asked.demand else asked.form.id


def _agencies(each: TurnStanding, current: Regulation) -> Text:
    """Say who owes it: the agencies, and how many of them have sent theirs."""
    named = listed([unit.name for unit in current.units if unit.kind == "agencies"])
    told = Text("{named} ({came}/{owed} đã gửi)", "{named} ({came} of {owed} sent)") if named.vi else Text(
        "{came}/{owed} cơ quan đã gửi", "{came} of {owed} agencies sent"
    )  # fmt: skip
    return told.filled(named=named, came=each.came, owed=each.owed)
