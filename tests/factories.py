"""Bodies for tests, founded through real acts: what a factory can make, a committee could have made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, Receipt, perform
from chidao.door.callers import new_key
from chidao.kernel.days import VIET_NAM
from chidao.kernel.wording import Text
from chidao.mandates.models import Seat
from chidao.mandates.queries import capacity_in_seat
from chidao.people.models import Agency
from tests.charters_small import BESIDE, BODY, SMALL
from tests.fixtures.founded import founded_once

MORNING: Final = datetime(2020, 3, 3, 8, 0, tzinfo=VIET_NAM)
"""The Tuesday on which the tests' body begins to work."""


@dataclass
class Founded:
    """A body at work: the capacities of its seats by the charter's id of the seat, and its agencies by theirs."""

    code: str
    clerk: Capacity
    now: datetime = MORNING
    capacities: dict[str, Capacity] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, seat: str) -> Capacity:
        """Return who sits in a seat: `founded["head"]`."""
        return self.capacities[seat]

    def seat(self, key: str) -> int:
        """Return the id of a seat by the charter's id of it."""
        found = self.capacities[key].seat
        assert found is not None
        return found

    def call(self, name: str, by: Capacity | None = None, /, **fields: Any) -> Call:
        """Return the call of an act by a capacity (the clerk, if none is given).

        Among the fields may be `now`, `at`, `operator`, `evidence`, and `once`, the idempotency key.
        """
        more: dict[str, Any] = {
            each: fields.pop(each) for each in ("now", "at", "operator", "evidence") if each in fields
        }
        more["key"] = fields.pop("once", None)
        given = act_named(name).given(body=self.code, **fields)
        return Call(**{"act": name, "given": given, "by": by or self.clerk, "now": self.now} | more)

    def do(self, name: str, by: Capacity | None = None, /, **fields: Any) -> Receipt:
        """Perform an act."""
        return perform(self.call(name, by, **fields))

    def new_person(self, name: str, **more: Any) -> int:
        """Register a person, return the id."""
        return int(self.do("register_person", name=name, **more).outcome["person"])

    def key_for(self, person: int, **more: Any) -> str:
        """Issue a personal key to a person, return it."""
        key, sha256, hint = new_key()
        self.do("issue_personal_key", person=person, label="thử", sha256=sha256, hint=hint, **more)
        return key


@founded_once
def founded_body(
    *,
    charter: str = SMALL,
    beside: str = BESIDE,
    code: str = BODY,
    recorder_seat: str = "secretary",
    now: datetime = MORNING,
) -> Founded:
    """Found a body by its charter, and put a person in every seat: by appointment to its post, or by conferring it.

    `now` is the hour at which all of it is done; the charter must be in force by then.
    """
    founder = Capacity(body=code, person=0, seat=None, says=Text("Người cài đặt", "Installer"))
    fields = {"charter": charter, "installation": beside, "recorder": f"Người giữ {recorder_seat}"}
    given = act_named("found_body").given(body=code, recorder_seat=recorder_seat, **fields)
    perform(Call(act="found_body", given=given, by=founder, now=now))
    first = Seat.objects.get(body__code=code, key=recorder_seat)
    clerk = capacity_in_seat(code, first.pk, now)
    assert clerk is not None
    founded = Founded(code=code, clerk=clerk, now=now, capacities={recorder_seat: clerk})
    for seat in Seat.objects.filter(body__code=code).select_related("post").order_by("rank", "id"):
        if seat.key not in founded.capacities:
            founded.capacities[seat.key] = seated(founded, seat)
    known = Agency.objects.filter(code__startswith=f"{code}/")
    founded.agencies = {each.code.partition("/")[2]: each.pk for each in known}
    return founded


def seated(founded: Founded, seat: Seat) -> Capacity:
    """Put a new person, known by the seat only, in a seat, unless it follows a post that is held already."""
    if held := capacity_in_seat(founded.code, seat.pk, founded.now):
        return held
    person = founded.new_person(f"Người giữ {seat.key}")
    if seat.by == "post" and seat.post_id:
        founded.do("appoint_to_post", person=person, post=seat.post_id, effective_from=seat.effective_from)
    else:
        founded.do("confer_seat", person=person, seat=seat.pk, effective_from=seat.effective_from)
    found = capacity_in_seat(founded.code, seat.pk, founded.now)
    assert found is not None
    return found
