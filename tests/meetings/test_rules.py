"""The decisions about meetings, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.instruments.charter import Charter, Duty, InstrumentRef, Principle, Regulation, Unit
from chidao.kernel.days import VIET_NAM, Calendar
from chidao.kernel.wording import same
from chidao.meetings.rules import (
    Drafted,
    MatterFacts,
    MeetingFacts,
    against_approving,
    against_closing,
    against_deciding,
    in_viet_nam,
    meeting_steps,
    next_act,
    notice_plan,
    regular_duty,
    short_notice,
)

START = datetime(2020, 4, 15, 14, tzinfo=VIET_NAM)
EARLY, LATE = START - timedelta(days=3), START + timedelta(days=1)
CALENDAR = Calendar(days={})


def regulation(*principles: Principle, duties: tuple[Duty, ...] = ()) -> Regulation:
    paper = InstrumentRef(
        number="1", symbol="X", kind="regulation", title=same("X"), issuer="X", signed_on=None,
        effective_on="2020-01-01",
    )  # fmt: skip
    charter = Charter(
        id="X", body="X", source="original", name=same("X"), short_name=same("X"), instrument=paper, clauses=(),
        units=(Unit(id="ban", name=same("Ban"), kind="committee", clause="X-1"),), duties=duties, principles=principles,
    )  # fmt: skip
    return Regulation(date(2020, 1, 1), (charter,))


def test_the_strip_shows_one_next_thing_and_waits_for_the_hour() -> None:
    facts = MeetingFacts(starts_at=START)
    assert next_act(facts, EARLY) == "propose_invitations"
    facts = MeetingFacts(starts_at=START, list_proposed_at=EARLY)
    assert next_act(facts, EARLY) == "approve_invitation_list"
    facts = MeetingFacts(starts_at=START, list_proposed_at=EARLY, list_approved_at=EARLY)
    assert next_act(facts, EARLY) is None
    assert next_act(facts, START) == "record_attendance"


def test_the_strip_goes_on_to_conclusions_and_tasks() -> None:
    met = MeetingFacts(starts_at=START, list_proposed_at=EARLY, list_approved_at=EARLY, attendance_at=START)
    closed = replace(met, ended_at=LATE)
    drafted = replace(closed, conclusions=2)
    issued = replace(drafted, notice_at=LATE)
    assert next_act(met, LATE) == "close_meeting"
    assert next_act(closed, LATE) == "draft_conclusion"
    assert next_act(drafted, LATE) == "issue_conclusion_notice"
    assert next_act(replace(issued, undisposed=1), LATE) == "assign_task"
    assert next_act(issued, LATE) is None


@given(st.lists(st.booleans(), min_size=7, max_size=7), st.integers(0, 3), st.integers(0, 3))
def test_at_most_one_step_is_next_and_none_once_cancelled(marks: list[bool], drafted: int, still: int) -> None:
    listed, approved, came, ended, issued, cancelled, early = marks
    facts = MeetingFacts(
        starts_at=START, list_proposed_at=EARLY if listed else None, list_approved_at=EARLY if approved else None,
        attendance_at=START if came else None, ended_at=LATE if ended else None, notice_at=LATE if issued else None,
        cancelled_at=LATE if cancelled else None, conclusions=drafted, undisposed=still,
    )  # fmt: skip
    steps = meeting_steps(facts, EARLY if early else LATE)
    assert [step.key for step in steps] == [
        "list", "invitations", "attendance", "end", "conclusions", "notice", "tasks",
    ]  # fmt: skip
    assert sum(step.state == "now" for step in steps) <= (not cancelled)


def test_all_reasons_are_told_at_once() -> None:
    facts = MeetingFacts(starts_at=START, cancelled_at=EARLY)
    assert [reason.code for reason in against_approving(facts, LATE)] == ["cancelled", "no_list", "already_begun"]
    assert [reason.code for reason in against_closing(facts, START - timedelta(hours=1), LATE)] == [
        "cancelled", "no_attendance", "ends_before_start",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "refused"), [(2, True), (3, False), (10, False)])
def test_the_notice_period_is_the_regulations(days: int, refused: bool) -> None:
    principle = Principle(feature="convening_notice", clause="X-2", settings={"working_days": 3})
    given_at = datetime(2020, 4, 1, 8, tzinfo=VIET_NAM)
    starts_at = datetime.combine(CALENDAR.add_working_days(given_at.date(), days), given_at.timetz())
    found = list(short_notice(regulation(principle), CALENDAR, given_at=given_at, starts_at=starts_at, reason=""))
    assert [reason.clause for reason in found] == (["X-2"] if refused else [])
    assert not list(short_notice(regulation(), CALENDAR, given_at=given_at, starts_at=given_at, reason=""))
    assert not list(short_notice(regulation(principle), CALENDAR, given_at=given_at, starts_at=given_at, reason="Gấp"))


def test_the_cadence_is_the_charters() -> None:
    duty = Duty(id="a", what="meeting", unit="ban", title=same("a"), months=4, clause="X-3")
    report = Duty(id="b", what="report", unit="ban", title=same("b"), months=1, clause="X-4")
    assert regular_duty(regulation(duties=(report, duty)), "committee") is duty
    assert regular_duty(regulation(duties=(report,)), "committee") is None
    assert regular_duty(regulation(duties=(duty,)), "group") is None
    assert regular_duty(None, "committee") is None


def test_a_notice_goes_once_to_everyone_it_names() -> None:
    drafted = (
        Drafted(id=2, ordinal=5, text="Hai", lead="Sở B", coordinating=("Sở A", "Sở C")),
        Drafted(id=1, ordinal=2, text="Một", lead="Sở A", coordinating=("Sở B",), due_on=date(2020, 6, 30)),
    )
    plan = notice_plan(drafted, members=("Thành viên Ban",), others=("Sở C", "Lưu trữ"))
    assert plan.recipients == ("Thành viên Ban", "Sở A", "Sở B", "Sở C", "Lưu trữ")
    assert [(each["ordinal"], each["text"], each["due_on"]) for each in plan.as_content()] == [
        (1, "Một", "2020-06-30"), (2, "Hai", None),
    ]  # fmt: skip


def test_a_bare_hour_is_meant_in_viet_nam() -> None:
    assert in_viet_nam(datetime(2020, 4, 15, 14)) == START  # noqa: DTZ001
    assert in_viet_nam(START.astimezone(tz=None)) == START


def test_a_decision_waits_for_opinions_only_where_the_committee_works_openly() -> None:
    facts = MatterFacts(opinions_until=date(2020, 4, 15))
    openly = regulation(Principle(feature="open_work", clause="X-5"))
    assert [reason.clause for reason in against_deciding(facts, openly, START)] == ["X-5"]
    assert not list(against_deciding(facts, openly, LATE))
    assert not list(against_deciding(facts, regulation(), START))
    assert not list(against_deciding(MatterFacts(), openly, START))
