"""What a regulation says of its seats beside what it names: numbers stated and counted, officials named, roles given.

Nothing is put right here: where a text states thirteen members and names sixteen, both numbers are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from chidao.instruments.charter import Charter, CountRule, Regulation, SeatRule
from chidao.kernel.wording import Text

FEATURE = "member_counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The seats of a unit, or of some of its roles: how many the text states (None: it does not), and how many it
    names; `added` are those that an installation instrument names beside it."""

    unit: str
    roles: tuple[Text, ...]
    stated: int | None
    named: int
    added: int
    clause: str

    @property
    def differs(self) -> bool:
        """Say whether the text states another number than it names."""
        return self.stated is not None and self.stated != self.named


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfSeat:
    """What the text says of a seat beyond its role: the official it names, and by which clause it was designated."""

    person: str
    designated_by: str


def counted(current: Regulation | None) -> tuple[Counted, ...]:
    """Return the counts of a regulation, where it has them compared (feature member_counts)."""
    if current is None or current.has_feature(FEATURE) is None:
        return ()
    return tuple(_counted(current, charter, rule) for charter in current.charters for rule in charter.counts)


def said_of_seats(current: Regulation | None) -> dict[str, SaidOfSeat]:
    """Return by seat what the regulation says of it, for the seats of which it says something."""
    if current is None:
        return {}
    designated = {each.seat: each.clause for each in current.designations}
    return {
        each.id: SaidOfSeat(person=each.person or "", designated_by=designated.get(each.id, ""))
        for each in current.seats
        if each.person or each.id in designated
    }


def _counted(current: Regulation, home: Charter, rule: CountRule) -> Counted:
    named = [each for each in home.seats if _is_counted(current, rule, each)]
    others = [each for charter in current.charters if charter is not home for each in charter.seats]
    return Counted(
        unit=rule.unit,
        roles=tuple(role.title for name in rule.roles if (role := current.role(name))),
        stated=rule.stated,
        named=len(named),
        added=sum(_is_counted(current, rule, each) for each in others),
        clause=rule.clause,
    )


def _is_counted(current: Regulation, rule: CountRule, seat: SeatRule) -> bool:
    role = current.role(seat.role)
    return role is not None and role.unit == rule.unit and (not rule.roles or seat.role in rule.roles)
