"""Matters submitted for decision (PURE): opinions come before it, and are never counted as votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chidao.instruments.charter import Regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.meetings.rules.meetings import when_said

STANCES: Final[dict[str, Text]] = {
    "agrees": Text("đồng ý", "agrees"),
    "differs": Text("có ý kiến khác", "differs"),
    "adds": Text("góp ý thêm", "adds to it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFacts:
    """A submitted matter, as far as opinions and the decision depend on it."""

    opinions_until: date | None = None
    decided_at: datetime | None = None


def against_opinion(facts: MatterFacts) -> Iterator[Reason]:
    """Yield what stands against an opinion: it comes before the decision or not at all."""
    if facts.decided_at:
        yield Reason(code="already_decided", says=_DECIDED.filled(when=when_said(facts.decided_at)))


def against_deciding(facts: MatterFacts, regulation: Regulation | None, at: datetime) -> Iterator[Reason]:
    """Yield what stands against deciding a matter now; how many agree is never asked.

    Where the regulation has the committee work in the open, a decision waits until the day set for opinions is over.
    """
    if facts.decided_at:
        yield Reason(code="already_decided", says=_DECIDED.filled(when=when_said(facts.decided_at)))
    principle = regulation.has_feature("open_work") if regulation else None
    if principle and facts.opinions_until and local_day(at) <= facts.opinions_until:
        day = facts.opinions_until
        says = _OPINIONS_OPEN.filled(day=f"{day.day}/{day.month}/{day.year}")
        yield Reason(code="opinions_open", says=says, clause=principle.clause, remedy=_WAIT_FOR_OPINIONS)


def opinions_said(count: int) -> Text:
    """Say, in a decision's event, whether opinions came before it. Not how they stood: nothing is counted as votes."""
    return _AFTER_OPINIONS if count else _WITHOUT_OPINIONS


_DECIDED = Text("Vấn đề đã được quyết định lúc {when}.", "The matter was decided at {when}.")
_OPINIONS_OPEN = Text("Thành viên còn được cho ý kiến đến hết ngày {day}.", "Members may give opinions until {day}.")
_WAIT_FOR_OPINIONS = Text(
    "Quyết định sau ngày đó, khi ý kiến đã được ghi.", "Decide after that day, when opinions are recorded."
)
_AFTER_OPINIONS = Text("sau khi đã ghi ý kiến của thành viên", "after members' opinions were recorded")
_WITHOUT_OPINIONS = Text("chưa có ý kiến nào được ghi", "no opinion was recorded")
