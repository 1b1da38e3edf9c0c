"""Questions of applying the regulation and changes of it: submitted by the group, decided by the Chair."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.duties.rules import Obligation
from chidao.instruments.charter_amending import Change
from chidao.instruments.models import Instrument
from chidao.kernel.errors import BadInput, Conflict, Refused
from chidao.mandates.acts.amending import DecideRegulationQuestion, SubmitRegulationQuestion
from chidao.mandates.queries import regulation, seats_in_force
from chidao.reports.obligations import obligations
from tests.clauses.at_work import BODY, AtWork, at, chip, refused

EVERY_TWO = (
    Change(place="duties/committee-meeting/months", value="2"),
    Change(place="clauses/HP20-7.1a/summary/vi", value="Ban họp định kỳ hai tháng một lần."),
)


def submitted(hp20: AtWork, changes: tuple[Change, ...] = (), *, clause: str = "HP20-7.1a") -> int:
    """Submit a question, or an amendment where changes are given, as the group's lead."""
    kind = "amendment" if changes else "application"
    given = SubmitRegulationQuestion(
        body=BODY, kind=kind, clause=clause, question="Một quý hai kỳ họp thì tính thế nào?", changes=changes
    )
    return int(str(hp20.do(given, "group-lead", at(2020, 5, 4)).outcome["question"]))


@pytest.mark.clause("HP20-11.2")
def test_a_question_is_the_groups_the_answer_is_the_chairs_and_stands_at_the_clause(hp20: AtWork) -> None:
    question = submitted(hp20)
    answer = DecideRegulationQuestion(
        body=BODY, question=question, granted=True, decision="Tính theo quý của ngày họp."
    )
    assert "HP20-11.2" in refused(hp20, answer, "member-so-noi-vu", at(2020, 5, 5), Refused)
    assert "Chờ quyết định" in (shown := hp20.page("regulation/questions/", "chair"))
    assert chip("HP20-11.2") in shown
    hp20.do(answer, "chair", at(2020, 5, 6))
    assert "Tính theo quý của ngày họp." in hp20.page("regulation/HP20-7.1a/", "member-so-y-te")
    with pytest.raises(Conflict):
        hp20.do(answer, "chair", at(2020, 5, 7))


@pytest.mark.clause("HP20-11.2")
def test_an_amendment_is_a_new_version_from_its_day_and_the_old_one_stays_readable(hp20: AtWork) -> None:
    question = submitted(hp20, EVERY_TWO)
    page = hp20.page(f"regulation/questions/{question}/", "chair")
    assert "<del>" in page
    assert "2 tháng một lần" in page
    seats = [(seat.key, seat.person) for seat in seats_in_force(BODY, date(2020, 6, 30))]
    granted = DecideRegulationQuestion(
        body=BODY, question=question, granted=True, decision="Đồng ý.", symbol="911/QĐ-BCĐ",
        effective_from=date(2020, 7, 1),
    )  # fmt: skip
    assert "HP20-11.2" in refused(hp20, granted, "group-lead", at(2020, 6, 9), Refused)
    made = hp20.do(granted, "chair", at(2020, 6, 10)).outcome["instrument"]
    assert months(date(2020, 6, 30)) == 3
    assert months(date(2020, 7, 1)) == 2
    assert [(seat.key, seat.person) for seat in seats_in_force(BODY, date(2020, 7, 1))] == seats
    later, former = regulation(BODY, date(2020, 7, 1)), Instrument.objects.get(number="852")
    assert later is not None
    assert {charter.id for charter in later.charters} == {"HP20", "HP20-inst"}
    assert former.effective_until == date(2020, 7, 1)
    assert "mỗi quý" in hp20.page(f"instruments/{former.pk}/", "member-so-y-te")
    assert "<ins>" in hp20.page(f"instruments/{former.pk}/redline/{made}/", "member-so-y-te")
    assert "911/QĐ-BCĐ" in hp20.page("instruments/", "member-so-y-te")
    assert [row.cycle.key for row in turns("committee-meeting")] == ["2020-Q1", "2020-Q2", "2020-07..08", "2020-09..10"]
    assert len(turns("group-meeting")) == 3  # what stands beside both versions goes on, and is told once


def turns(duty: str) -> list[Obligation]:
    """Return the turns of a duty due until the end of October, across the amendment."""
    owed = obligations(BODY, date(2020, 3, 25), date(2020, 10, 31), date(2020, 10, 31))
    return [each for each in owed if each.duty == duty]


def months(on: date) -> int:
    """Return the cadence of the committee's meetings on a day."""
    current = regulation(BODY, on)
    assert current is not None
    return next(duty.months for duty in current.duties if duty.id == "committee-meeting")


def test_what_is_proposed_is_checked_when_it_is_submitted(hp20: AtWork) -> None:
    nowhere = (Change(place="duties/no-such-duty/months", value="2"),)
    words = (Change(place="duties/committee-meeting/months", value="hai"),)
    nobody = (Change(place="powers/call-ad-hoc/roles", value="nobody_known"),)
    same = (Change(place="duties/committee-meeting/months", value="3"),)
    for changes, code in (
        (nowhere, "no_such_place"), (words, "not_a_number"), (nobody, "charter.unknown_reference"),
        (same, "nothing_changed"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as bad:
            submitted(hp20, changes)
        assert code in {reason.code for reason in bad.value.reasons}


def test_an_amendment_of_a_text_that_has_changed_since_is_submitted_anew(hp20: AtWork) -> None:
    first, second = submitted(hp20, EVERY_TWO), submitted(hp20, EVERY_TWO[:1])
    for question, symbol in ((first, "911/QĐ-BCĐ"), (second, "912/QĐ-BCĐ")):
        given = DecideRegulationQuestion(
            body=BODY, question=question, granted=True, decision="Đồng ý.", symbol=symbol,
            effective_from=date(2020, 7, 1),
        )  # fmt: skip
        if question == first:
            hp20.do(given, "chair", at(2020, 6, 10))
        else:
            with pytest.raises(Conflict):
                hp20.do(given, "chair", at(2020, 6, 10))
