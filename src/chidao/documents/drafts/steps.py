"""Who may decide on a draft, step by step: asked of the authority for every seat that is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chidao.acts.authority import Basis, Capacity, Matter, Question, Refusal, the_authority
from chidao.documents.drafts.rules import APPROVE, CONTENT, FIELDS, FORM, SIGN, Step
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import SeatView, seats_in_force, seats_spoken_for

ACTS: Final[Mapping[str, str]] = {
    CONTENT: "agree_draft",
    FORM: "agree_draft",
    APPROVE: "approve_draft",
    SIGN: "issue_document",
}
"""By which act each kind of step is decided in favour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The seats that may decide each kind of step, by rank, and those proposed for a draft of its kind."""

    seats: Mapping[str, tuple[SeatView, ...]]
    proposed: Mapping[str, SeatView]


def step_matter(body: str, says: Text, *, step: str, kind: str, paper: str) -> Matter:
    """Return a submission at one of its steps, as the matter of the act that decides it."""
    facets = {"step": step, "document": kind, "paper": paper}
    return Matter(body=body, says=says, facets={name: value for name, value in facets.items() if value})


def candidates(body: str, *, kind: str, paper: str, now: datetime) -> Candidates:
    """Return who may decide on a draft of a kind, or on one of the papers that the regulation asks for.

    Proposed are: for the content whoever is nearest to the work and not merely somebody's deputy, for the form the
    first who checks it, for the decision the first in rank.
    """
    held = [each for each in seats_in_force(body, local_day(now), known_at=now) if each.person is not None]
    kinds = (CONTENT, FORM, APPROVE if paper else SIGN)
    seats = {step: _able(body, held, step, kind, paper, now) for step in kinds}
    decision = next(iter(seats[kinds[2]]), None)
    content = _nearest(body, seats[CONTENT], decision, now)
    proposed = {CONTENT: content, FORM: next(iter(seats[FORM]), None), kinds[2]: decision}
    return Candidates(seats=seats, proposed={step: seat for step, seat in proposed.items() if seat})


def signer_of(body: str, *, kind: str, now: datetime) -> int | None:
    """Return the seat proposed to sign a draft of a kind, None where nobody may or it takes no number."""
    found = candidates(body, kind=kind, paper="", now=now).proposed.get(SIGN) if kind else None
    return found.id if found else None


def against_deciders(body: str, steps: Sequence[Step], *, kind: str, paper: str, now: datetime) -> Iterator[Reason]:
    """Yield for each step what stands against its seat: not there, held by nobody, or without the power."""
    seats = {each.id: each for each in seats_in_force(body, local_day(now), known_at=now)}
    for step in steps:
        seat = seats.get(step.seat)
        if seat is None or seat.person is None:
            says = _NOBODY.filled(seat=seat.title) if seat else _NO_SEAT
            yield Reason(code="no_holder", says=says, field=FIELDS[step.kind])
    held = [seats[each.seat] for each in steps if each.seat in seats and seats[each.seat].person is not None]
    asked = [(step, seats[step.seat]) for step in steps if seats.get(step.seat) in held]
    answers = the_authority().answer([_question(body, seat, step.kind, kind, paper, now) for step, seat in asked])
    for (step, seat), answer in zip(asked, answers, strict=True):
        if isinstance(answer, Refusal):
            yield _cannot(step, seat, answer)


def speaks_for(capacity: Capacity, act: str, *, at: datetime, now: datetime) -> frozenset[int]:
    """Return the seats whose steps a capacity may decide by an act: its own, of the absent, of who delegated it."""
    matter = Matter(body=capacity.body, says=same(""))
    return seats_spoken_for(Question(capacity=capacity, act=act, matter=matter, at=at, known_at=now))


def _able(body: str, held: Sequence[SeatView], step: str, kind: str, paper: str, now: datetime) -> tuple[SeatView, ...]:
    answers = the_authority().answer([_question(body, seat, step, kind, paper, now) for seat in held])
    return tuple(seat for seat, answer in zip(held, answers, strict=True) if isinstance(answer, Basis))


def _question(body: str, seat: SeatView, step: str, kind: str, paper: str, now: datetime) -> Question:
    who = Capacity(
        body=body, person=seat.person or 0, seat=seat.id, says=seat.title, role=seat.role, agency=seat.agency
    )
    matter = step_matter(body, seat.title, step=step, kind=kind, paper=paper)
    return Question(capacity=who, act=ACTS[step], matter=matter, at=now, known_at=now)


def _nearest(body: str, able: Iterable[SeatView], decision: SeatView | None, now: datetime) -> SeatView | None:
    """Return the last in rank of those who are not deputies of others among them, the one who decides left out."""
    found = list(able)
    roles = {each.role for each in found}
    current = regulation(body, local_day(now))
    rules = current.stand_ins if current else ()
    deputies = {rule.role for rule in rules if rule.stands_for in roles}
    left = [each for each in found if each.role not in deputies and (decision is None or each.id != decision.id)]
    return max(left, key=lambda each: each.rank, default=None)


def _cannot(step: Step, seat: SeatView, answer: Refusal) -> Reason:
    first = answer.reasons[0]
    says = _NO_POWER.filled(seat=seat.title, why=first.says)
    return Reason(
        code="step_without_power", says=says, clause=first.clause, remedy=first.remedy, field=FIELDS[step.kind]
    )


_NOBODY: Final = Text("Ghế {seat} chưa có người giữ.", "Nobody holds the seat of {seat}.")
_NO_SEAT: Final = Text("Không có ghế này trong ban chỉ đạo.", "There is no such seat in the body.")
_NO_POWER: Final = Text("{seat} không có quyền ở bước này: {why}", "{seat} has no power at this step: {why}")
