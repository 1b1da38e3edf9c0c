"""Which open tasks go to whom when an agency is succeeded, and who answers for them then (PURE)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.mandates.rules.succession import Handed


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A coordinating agency of a task (`row` is where that stands), whether it was asked, whether it answered."""

    row: int
    agency: int
    asked: bool = False
    answered: bool = False

    @property
    def waits(self) -> bool:
        """Say whether an answer is awaited."""
        return self.asked and not self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task that is not accepted yet."""

    id: int
    number: int
    lead: int
    accountable: int | None = None
    field: str = ""
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMove:
    """A task goes to another lead agency; `accountable` answers for it there."""

    task: int
    number: int
    former: int
    successor: int
    accountable: int | None
    renamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideMove:
    """A coordinating agency's place goes to another (None: to nobody).

    `stays`: its row holds its answer, which stays its own; the successor gets a row beside. `there`: the successor
    has a place in the task already, so nothing is doubled. `waits`: an answer is awaited, now of the successor.
    """

    task: int
    row: int
    former: int
    successor: int | None
    stays: bool = False
    there: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What is handed over: leads and coordinating places."""

    leads: tuple[LeadMove, ...] = ()
    beside: tuple[BesideMove, ...] = ()

    @property
    def unaccounted(self) -> tuple[int, ...]:
        """Return the numbers of tasks for which nobody answers any more."""
        return tuple(each.number for each in self.leads if each.renamed and each.accountable is None)


def hand_over_reasons(tasks: Iterable[OpenTask], moves: Sequence[Handed]) -> Iterator[Reason]:
    """Yield what is listed although it is no open task of the former agency, and what would be left to nobody."""
    led: dict[int, set[int]] = {}
    for task in tasks:
        led.setdefault(task.lead, set()).add(task.number)
        if task.lead in {each.former for each in moves} and _taker(task, task.lead, moves) is None:
            says = Text("Nhiệm vụ {n} đang mở mà không có cơ quan nhận.", "Task {n} is open and nobody takes it over.")
            yield Reason(code="still_owed", says=says.filled(n=task.number), field="successors")
    for move in moves:
        for number in sorted(set(move.tasks) - led.get(move.former, set())):
            says = Text("Nhiệm vụ {n} không phải việc đang mở của cơ quan cũ.", "Task {n} is no open task of theirs.")
            yield Reason(code="not_open_there", says=says.filled(n=number), field="portions")


def plan_hand_over(
    tasks: Iterable[OpenTask],
    moves: Sequence[Handed],
    persons: Mapping[int, frozenset[int]],
    answers_for: Mapping[int, int],
) -> HandOver:
    """Return what goes where. `persons` are those with a seat or post of a successor, `answers_for` its first.

    Whoever answered for a task goes on to answer for it where they went on with it; else the successor's first does.
    """
    leads: list[LeadMove] = []
    beside: list[BesideMove] = []
    for task in tasks:
        lead = _lead_move(task, moves, persons, answers_for)
        leads += [lead] if lead else []
        beside += _beside_moves(task, lead.successor if lead else task.lead, moves)
    return HandOver(leads=tuple(leads), beside=tuple(beside))


def taker_of(task: OpenTask, moves: Sequence[Handed]) -> int | None:
    """Return who takes over the lead of a task; its own lead agency where nothing is handed over."""
    return _taker(task, task.lead, moves) if any(each.former == task.lead for each in moves) else task.lead


def _taker(task: OpenTask, former: int, moves: Sequence[Handed]) -> int | None:
    """Those listed by number first, then by field, then whatever is left."""
    of = [each for each in moves if each.former == former]
    listed = next((each for each in of if task.number in each.tasks), None)
    by_field = next((each for each in of if task.field and task.field in each.fields), None)
    rest = next((each for each in of if not each.tasks and not each.fields), None)
    found = listed or by_field or rest
    return found.successor if found else None


def _lead_move(
    task: OpenTask, moves: Sequence[Handed], persons: Mapping[int, frozenset[int]], answers_for: Mapping[int, int]
) -> LeadMove | None:
    to = taker_of(task, moves)
    if to is None or to == task.lead:
        return None
    move = LeadMove(task=task.id, number=task.number, former=task.lead, successor=to, accountable=task.accountable)
    if task.accountable is None or task.accountable in persons.get(to, frozenset()):
        return move
    return replace(move, accountable=answers_for.get(to), renamed=True)


def _beside_moves(task: OpenTask, lead: int, moves: Sequence[Handed]) -> Iterator[BesideMove]:
    formers = {each.former for each in moves}
    there = {lead, *(each.agency for each in task.beside if each.agency not in formers)}
    for each in task.beside:
        move = BesideMove(
            task=task.id, row=each.row, former=each.agency, successor=None, stays=each.answered, waits=each.waits
        )
        if each.agency in formers:
            to = _taker(task, each.agency, moves)
            if to != each.agency:
                yield replace(move, successor=to, there=to in there)
                there |= {to} if to is not None else set()
        elif each.agency == lead and lead != task.lead:
            yield move  # it leads now what it worked beside
