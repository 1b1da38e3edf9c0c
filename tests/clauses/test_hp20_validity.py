"""852/QĐ-BCĐ comes into force, and ends what it replaces."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.instruments.acts import EnterInstrument, LinkTo
from chidao.kernel.errors import Refused
from chidao.mandates.acts.founding import AdoptCharter
from chidao.mandates.queries import regulation
from chidao.meetings.acts import ConveneMeeting
from chidao.people.acts import AppointToPost, EndAppointment, RegisterPerson
from tests.clauses.at_work import BODY, CLERK, AtWork, at, charter_bytes, chip, refused


@pytest.mark.clause("HP20-D1")
def test_powers_begin_with_the_decision_and_not_before(hp20: AtWork) -> None:
    assert regulation(BODY, date(2020, 3, 24)) is None
    assert regulation(BODY, date(2020, 3, 25)) is not None
    starts = at(2020, 3, 31, 14)
    given = ConveneMeeting(body=BODY, kind="ad_hoc", title="Họp", place="Phòng họp", starts_at=starts)
    with pytest.raises(Refused) as early:
        hp20.do(given, "chair", at(2020, 3, 25, 9), at=at(2020, 3, 24, 9))
    assert {reason.code for reason in early.value.reasons} == {"no_regulation"}
    hp20.do(given, "chair", at(2020, 3, 25, 9))
    clerks = AdoptCharter(body=BODY, charter=charter_bytes("HP22").decode())
    assert "HP20-D1" in refused(hp20, clerks, CLERK, at(2020, 4, 1), Refused)


@pytest.mark.clause("HP20-D1")
def test_the_head_of_the_committee_is_whoever_holds_the_post(hp20: AtWork) -> None:
    seat = hp20.seats["chair"]
    assert (seat.by, seat.clause_id, seat.in_source) == ("post", "HP20-D1", True)
    when = at(2020, 6, 1)
    before, post, day = hp20.by("chair", when), seat.post_id, when.date()
    assert post is not None
    hp20.do(EndAppointment(body=BODY, person=before.person, post=post, effective_until=day), CLERK, when)
    person = int(str(hp20.do(RegisterPerson(body=BODY, name="Người kế nhiệm"), CLERK, when).outcome["person"]))
    hp20.do(AppointToPost(body=BODY, person=person, post=post, effective_from=day), CLERK, when)
    assert hp20.by("chair", at(2020, 6, 1, 9)).person == person
    assert hp20.by("chair", at(2020, 5, 31)).person == before.person


@pytest.mark.clause("HP20-D2")
def test_what_is_replaced_ends_that_day_and_any_past_day_can_be_asked(hp20: AtWork) -> None:
    replaces = (LinkTo(kind="replaces", target="852/QĐ-BCĐ"),)
    later = EnterInstrument(
        body=BODY, kind="regulation", symbol="3694/QĐ-BCĐ", signed="2020-12-07", effective_from=date(2020, 12, 7),
        known=False, links=replaces,
    )  # fmt: skip
    shown = hp20.page("instruments/", "member-so-noi-vu")
    assert chip("HP20-D2") in shown
    assert "2831/QĐ-BCĐ" in shown
    hp20.do(later, CLERK, at(2020, 12, 7, 16))
    assert regulation(BODY, date(2020, 12, 6)) is not None
    assert regulation(BODY, date(2020, 12, 7)) is None
