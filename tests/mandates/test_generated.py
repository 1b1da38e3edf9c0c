"""The same program under regulations nobody has: roles, titles, units, cadences are drawn, behaviour follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from chidao.acts.authority import Capacity
from chidao.acts.kept import forget_kept
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, Receipt, check_record, perform
from chidao.instruments.queries import working_days
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import Conflict, Refused
from chidao.kernel.wording import same
from chidao.mandates.models import Seat
from chidao.mandates.queries import capacity_in_seat
from tests.instruments.charters import charter_data, written

BODY = "GEN"
pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]


class Committee:
    """A body founded by a drawn charter, a person in each seat."""

    def __init__(self, data: dict[str, Any]) -> None:
        roles = [role["id"] for role in data["roles"]]
        self.lead, self.stand_in, self.desk, self.last = roles[0], roles[1], roles[2], roles[-1]
        desk = ["register_person", "appoint_to_post", "record_absence"]
        # A drawn power may not stand in the way of what the test sets up or asks about.
        data["powers"] = [data["powers"][0], {"id": "desk", "acts": desk, "roles": [self.desk], "clause": "GEN-2"}]
        self.convening = data["powers"][0]["clause"]
        self.begins = date.fromisoformat(data["instrument"]["effective_on"])
        self.months = data["duties"][0]["months"]
        self.now = self.at(self.begins)
        self.act("found_body", self._founder(), charter=written(data).decode(), recorder="x", recorder_seat=self.desk)
        for role in roles:
            if role != self.desk:
                self._seat(role)

    def at(self, day: date, hour: int = 9) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=VIET_NAM)

    def holder(self, role: str) -> Capacity:
        found = capacity_in_seat(BODY, Seat.objects.get(key=role).pk, self.now)
        assert found is not None
        return found

    def act(self, name: str, by: Capacity, /, **fields: object) -> Receipt:
        return perform(Call(act=name, given=act_named(name).given(body=BODY, **fields), by=by, now=self.now))

    def convene(self, role: str, day: date) -> Receipt:
        starts = self.at(day, 14)
        return self.act(
            "convene_meeting", self.holder(role), kind="regular", title="Họp", starts_at=starts, place="Phòng 1"
        )

    def _founder(self) -> Capacity:
        return Capacity(body=BODY, person=0, seat=None, says=same("x"))

    def _seat(self, role: str) -> None:
        person = self.act("register_person", self.holder(self.desk), name=f"Người {role}").outcome["person"]
        post = Seat.objects.get(key=role).post_id
        self.act("appoint_to_post", self.holder(self.desk), person=person, post=post, effective_from=self.begins)


@contextmanager
def founded(data: dict[str, Any]) -> Iterator[Committee]:
    """Found the body for one example and take everything back."""
    forget_kept()
    with transaction.atomic():
        yield Committee(data)
        assert check_record("default").findings == ()
        transaction.set_rollback(True)
    forget_kept()


# Each example founds a whole body, so a failing one is not made smaller: the drawn charter is small already.
examples = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@examples
@given(charter_data())
def test_who_the_regulation_names_convenes_and_whoever_it_does_not_name_is_told_its_clause(
    data: dict[str, Any],
) -> None:
    with founded(data) as committee:
        day = committee.begins + timedelta(days=20)
        with pytest.raises(Refused) as refusal:
            committee.convene(committee.last, day)
        assert committee.convening in {reason.clause for reason in refusal.value.reasons}
        assert committee.convene(committee.lead, day).basis["clause"] == committee.convening


@examples
@given(charter_data())
def test_the_stand_in_convenes_within_the_absence_and_not_the_day_after(data: dict[str, Any]) -> None:
    with founded(data) as committee:
        absent = Seat.objects.get(key=committee.lead).pk
        until = committee.begins + timedelta(days=3)
        fields = {"seat": absent, "first_on": committee.begins, "last_on": until}
        committee.act("record_absence", committee.holder(committee.desk), **fields)
        committee.now = committee.at(until + timedelta(days=1))
        with pytest.raises(Refused) as refusal:
            committee.convene(committee.stand_in, until + timedelta(days=15))
        assert "no_absence" in {reason.code for reason in refusal.value.reasons}
        committee.now = committee.at(until)
        receipt = committee.convene(committee.stand_in, until + timedelta(days=15))
        assert (receipt.basis["kind"], receipt.basis["standing_for"]) == ("stand_in", committee.lead)


@examples
@given(charter_data())
def test_a_cycle_has_one_regular_meeting_and_is_as_long_as_the_regulation_says(data: dict[str, Any]) -> None:
    with founded(data) as committee:
        # The first day of a cycle after the one in which the regulation took effect: a whole one.
        month = (committee.begins.month - 1) // committee.months * committee.months + committee.months
        first = date(committee.begins.year + month // 12, month % 12 + 1, 1)
        committee.now = committee.at(max(committee.begins, first - timedelta(days=60)))
        held = working_days().working_day_from(first)
        committee.convene(committee.lead, held)
        with pytest.raises(Conflict):
            committee.convene(committee.lead, held + timedelta(days=1))
        following = (first.month - 1 + committee.months) % 12 + 1
        year = first.year + (first.month - 1 + committee.months) // 12
        next_first = date(year, following, 1)
        assert committee.convene(committee.lead, next_first).outcome["cycle"] != ""
