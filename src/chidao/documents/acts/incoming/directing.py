"""Presenting an incoming paper to whoever may direct it, and directing it (bút phê)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Capacity, Matter, Question, Refusal, may
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.incoming.subject import INCOMING, matter_of, open_paper, tell, who
from chidao.documents.incoming.rules import against_directing
from chidao.documents.models import Delivery, Direction, Incoming
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import capacity_in_seat
from chidao.people.acts import BODY, agency_named, person_named


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentIncoming:
    """An incoming paper put before a seat that may say what is to be done with it."""

    body: str = asked(*BODY)
    incoming: int = asked(*INCOMING)
    seat: int = asked("Trình", "Presented to", "seat")


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectIncoming:
    """What is to be done with an incoming paper: by whom, by when. Said again for others, it is said beside."""

    body: str = asked(*BODY)
    incoming: int = asked(*INCOMING)
    words: str = asked("Ý kiến xử lý", "Direction", "long")
    agencies: tuple[int, ...] = asked("Giao các cơ quan", "To agencies", "agencies", default=())
    person: int | None = asked("Giao cá nhân", "To a person", "person", default=None)
    due_on: date | None = asked("Thời hạn", "Deadline", "date", default=None)


def _about_presenting(given: PresentIncoming, at: datetime) -> Matter:
    return matter_of(given.body, given.incoming)


def _about_directing(given: DirectIncoming, at: datetime) -> Matter:
    return matter_of(given.body, given.incoming)


@act(
    "present_incoming",
    ("Trình văn bản đến", "Present an incoming paper"),
    ("Trình văn bản đến {what} lên {seat}", "Presented incoming paper {what} to {seat}"),
    given=PresentIncoming,
    about=_about_presenting,
)
def present_incoming(doing: Doing, given: PresentIncoming) -> Mapping[str, object]:
    """Present a paper; presented again, it goes to the seat named last.

    Raises Conflict for a settled paper, and for a seat that nobody holds or that may not direct it, with the clause.
    """
    row = open_paper(doing, given.incoming)
    holder = _who_directs(doing, given.seat)
    doing.change(row, presented_to_id=given.seat, presented_at=doing.at)
    tell(doing, row, _PRESENTED, persons=[holder.person])
    return {"incoming": row.pk, "say": {"seat": holder.says}}


@act(
    "direct_incoming",
    ("Cho ý kiến xử lý văn bản đến", "Direct an incoming paper"),
    ("Ý kiến xử lý văn bản đến {what}: {words}", "Direction on incoming paper {what}: {words}"),
    given=DirectIncoming,
    about=_about_directing,
)
def direct_incoming(doing: Doing, given: DirectIncoming) -> Mapping[str, object]:
    """Write a direction, one line for each agency and the person; each is told, and the receipt of it is asked.

    Where the paper has no deadline of its own, the direction's is its deadline. Raises BadInput for a direction that
    says nothing or whose day has passed, NotFound for an agency or a person not registered, Conflict for a settled
    paper.
    """
    row = open_paper(doing, given.incoming)
    raise_if_any(BadInput, against_directing(given.words, given.due_on, local_day(doing.at)))
    made = doing.add_all(_directions(doing, given, row))
    doing.add_all(_handed(doing, row, made))
    if given.due_on and row.due_on is None:
        doing.change(row, due_on=given.due_on)
    persons = [each.person_id for each in made if each.person_id]
    agencies = [each.agency_id for each in made if each.agency_id]
    if persons or agencies:
        tell(doing, row, _DIRECTED, words=given.words[:120], persons=persons, agencies=agencies)
    return {
        "incoming": row.pk,
        "directions": [each.pk for each in made],
        "say": {"words": given.words.strip().rstrip(".")[:300]},
    }


def _who_directs(doing: Doing, seat: int) -> Capacity:
    """Return who holds a seat, if they may direct the paper. Raises Conflict with the clause."""
    holder = capacity_in_seat(doing.matter.body, seat, doing.at)
    if holder is None:
        raise Conflict(Reason(code="no_holder", says=_NO_HOLDER, field="seat"))
    question = Question(
        capacity=holder, act="direct_incoming", matter=doing.matter, at=doing.at, known_at=doing.now
    )  # fmt: skip
    answer = may(question)
    if isinstance(answer, Refusal):
        says = _MAY_NOT.filled(seat=holder.says)
        raise Conflict(Reason(code="may_not_direct", says=says, clause=answer.reasons[0].clause, field="seat"))
    return holder


def _directions(doing: Doing, given: DirectIncoming, row: Incoming) -> Iterator[Direction]:
    to: list[dict[str, int]] = [
        {"agency_id": agency_named(each, "agencies").pk} for each in dict.fromkeys(given.agencies)
    ]
    if given.person is not None:
        to.append({"person_id": person_named(given.person).pk})
    for each in to or [{}]:
        yield Direction(
            incoming=row, seat_id=doing.by.seat, words=given.words.strip()[:500], due_on=given.due_on,
            made_by=who(doing), made_at=doing.at, **each,
        )  # fmt: skip


def _handed(doing: Doing, row: Incoming, made: list[Direction]) -> Iterator[Delivery]:
    """Yield the paper's handing over to each it is given to: they acknowledge it, as they sign in the register."""
    for each in made:
        if each.agency_id or each.person_id:
            yield Delivery(
                instrument_id=row.instrument_id, agency_id=each.agency_id, person_id=each.person_id, sent_at=doing.at
            )


_PRESENTED = Text("Trình xin ý kiến văn bản đến: {title}", "Presented for your direction: {title}")
_DIRECTED = Text("{words} – văn bản đến: {title}", "{words} – incoming paper: {title}")
_NO_HOLDER = Text("Ghế này chưa có người giữ.", "Nobody holds this seat.")
_MAY_NOT = Text("{seat} không cho ý kiến xử lý văn bản đến.", "{seat} does not direct incoming papers.")
