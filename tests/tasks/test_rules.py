"""The pure decisions on tasks, for any days and any settings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.data.loading import working_calendar
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import Text, same
from chidao.tasks.rules import (
    FOLLOWS,
    STATES,
    PlannedTask,
    Remindable,
    ReminderDays,
    assignment_reasons,
    completion_reasons,
    extension_reasons,
    furthest_due,
    import_reasons,
    lateness,
    plan_deadline,
    plan_reminders,
    searched_words,
    source_says,
    state_reasons,
    step_named,
    task_says,
)

CALENDAR = working_calendar()
FRIDAY, SATURDAY, MONDAY = date(2020, 8, 28), date(2020, 8, 29), date(2020, 8, 31)
DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))
OFFSETS = st.lists(st.integers(1, 20), max_size=3)
ONE = timedelta(days=1)


# --- on time or late


@given(due_on=DAYS, today=DAYS)
def test_in_progress_is_late_exactly_from_the_day_after(due_on: date, today: date) -> None:
    judged = lateness(due_on, None, today, CALENDAR)
    assert (judged.kind == "late") == (today > due_on)
    assert (judged.working_days < 0) == (today > due_on)
    assert (judged.working_days == 0) == (today == due_on)


@given(due_on=DAYS, done_on=DAYS, today=DAYS)
def test_what_is_done_is_judged_by_the_day_it_was_done_whatever_day_it_is(
    due_on: date, done_on: date, today: date
) -> None:
    judged = lateness(due_on, done_on, today, CALENDAR)
    assert judged == lateness(due_on, done_on, due_on, CALENDAR)
    assert judged.done == ("late" if done_on > due_on else "kept")


def test_days_of_rest_are_not_counted() -> None:
    assert lateness(FRIDAY, None, MONDAY, CALENDAR).working_days == -1
    assert lateness(FRIDAY, None, SATURDAY, CALENDAR).working_days == -1  # late, though no working day has passed
    assert lateness(MONDAY, None, FRIDAY, CALENDAR).working_days == 1
    assert lateness(date(2020, 9, 3), None, date(2020, 9, 1), CALENDAR).working_days == 1  # 2/9 is a holiday
    assert lateness(None, None, FRIDAY, CALENDAR).kind == "none"


def test_due_soon_is_a_working_week_away() -> None:
    assert lateness(date(2020, 8, 31), None, date(2020, 8, 24), CALENDAR).kind == "due_soon"
    assert lateness(date(2020, 9, 1), None, date(2020, 8, 24), CALENDAR).kind == "on_time"
    assert lateness(FRIDAY, None, FRIDAY, CALENDAR).kind == "due_today"


# --- deadlines


@given(start=DAYS, days=st.integers(1, 60))
def test_working_days_end_on_a_working_day(start: date, days: int) -> None:
    planned = plan_deadline(start, due_on=None, working_days=days, default=99, calendar=CALENDAR)
    assert planned.on is not None
    assert CALENDAR.is_working_day(planned.on)
    assert CALENDAR.working_days_between(start, planned.on) == days


def test_the_default_holds_where_nothing_is_said_and_none_is_no_deadline() -> None:
    said = {"due_on": None, "working_days": None, "calendar": CALENDAR}
    assert plan_deadline(FRIDAY, default=1, **said).on == MONDAY  # type: ignore[arg-type]
    assert plan_deadline(FRIDAY, default=None, **said).on is None  # type: ignore[arg-type]


def test_a_calendar_day_stays_and_a_day_of_rest_is_told() -> None:
    planned = plan_deadline(FRIDAY, due_on=SATURDAY, working_days=None, default=5, calendar=CALENDAR)
    assert planned.on == SATURDAY
    assert "31/8/2020" in planned.warnings[0].vi
    assert not plan_deadline(FRIDAY, due_on=MONDAY, working_days=None, default=5, calendar=CALENDAR).warnings


@pytest.mark.parametrize(
    ("due_on", "days", "code"),
    [(MONDAY, 3, "two_deadlines"), (None, 0, "days_below_one"), (FRIDAY - ONE, None, "due_before_assigned")],
)
def test_deadlines_that_cannot_be(due_on: date | None, days: int | None, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        plan_deadline(FRIDAY, due_on=due_on, working_days=days, default=5, calendar=CALENDAR)
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_an_extension_is_later_and_says_why() -> None:
    assert not list(extension_reasons(FRIDAY, MONDAY, FRIDAY, "Chờ ý kiến Bộ"))
    assert [each.code for each in extension_reasons(FRIDAY, FRIDAY, FRIDAY, " ")] == ["not_later", "required"]


# --- what may follow what


@pytest.mark.parametrize("step", FOLLOWS)
@pytest.mark.parametrize("state", STATES)
def test_each_step_that_cannot_follow_says_how_it_could(step: str, state: str) -> None:
    reasons = list(state_reasons(step, state, same("nhiệm vụ 1")))  # type: ignore[arg-type]
    assert (not reasons) == (state in FOLLOWS[step])  # type: ignore[index]
    assert all(reason.remedy and STATES[state].vi in reason.says.vi for reason in reasons)  # type: ignore[index]


def test_completion_needs_its_result_and_evidence_or_a_word_why_none() -> None:
    assert not list(completion_reasons("Xong", ("a" * 64,), ""))
    assert not list(completion_reasons("Xong", (), "Việc nội bộ"))
    assert [each.code for each in completion_reasons(" ", (), " ")] == ["required", "no_evidence"]


# --- new tasks, and lists of them


def test_every_fault_of_an_assignment_is_told_at_once() -> None:
    found = assignment_reasons("", 1, (1, 9), {1, 2}, source_text="x" * 301)
    assert {(each.code, each.field) for each in found} == {
        ("required", "title"), ("unknown_agency", "coordinating"), ("leads_and_coordinates", "coordinating"),
        ("too_long", "source_text"),
    }  # fmt: skip


def test_an_import_names_every_bad_row_by_the_clerks_number() -> None:
    rows = [
        PlannedTask(row=4, title="A", lead_agency_id=1),
        PlannedTask(row=5, title="A", lead_agency_id=1),
        PlannedTask(row=7, title="B", lead_agency_id=3),
        PlannedTask(row=9, title="C", lead_agency_id=1, assigned_on=MONDAY, due_on=FRIDAY),
        PlannedTask(row=10, title="D", lead_agency_id=1, due_on=FRIDAY),
    ]
    found = list(import_reasons(rows, {1}, {("D", 1, FRIDAY): 12}, MONDAY))
    assert [(each.row, each.code) for each in found] == [
        (5, "already_there"), (7, "unknown_agency"), (9, "due_before_assigned"), (10, "already_there"),
    ]  # fmt: skip
    assert "12" in found[-1].says.vi


# --- reminders


def remindable(due_on: date, *, assigned_on: date = date(2020, 8, 3), sent: frozenset[str] = frozenset()) -> Remindable:
    return Remindable(task=1, assigned_on=assigned_on, due_on=due_on, sent=sent)


def steps(task: Remindable, today: date, *, after: tuple[int, ...] = (1, 5)) -> list[str]:
    days = ReminderDays(before=(5, 1), after=after)
    return [each.step for each in plan_reminders([task], days, today, CALENDAR)]


def test_each_step_comes_on_its_working_day() -> None:
    due = FRIDAY
    assert steps(remindable(due), date(2020, 8, 20)) == []
    assert steps(remindable(due), date(2020, 8, 21)) == [step_named(due, -5)]
    assert steps(remindable(due), date(2020, 8, 27)) == [step_named(due, -1)]
    assert steps(remindable(due), SATURDAY, after=(1,)) == [step_named(due, -1)]
    assert steps(remindable(due), MONDAY) == [step_named(due, 1)]


def test_what_was_missed_is_sent_once_and_only_the_latest() -> None:
    task = remindable(FRIDAY)
    assert steps(task, date(2020, 9, 30)) == [step_named(FRIDAY, 5)]
    assert steps(remindable(FRIDAY, sent=frozenset({step_named(FRIDAY, 5)})), date(2020, 9, 30)) == []


def test_no_step_of_a_day_before_the_task_was_assigned() -> None:
    assert steps(remindable(FRIDAY, assigned_on=date(2020, 8, 26)), date(2020, 8, 26)) == []
    assert steps(remindable(FRIDAY, assigned_on=date(2020, 8, 26)), date(2020, 8, 27)) == [step_named(FRIDAY, -1)]


def test_an_extended_task_is_reminded_of_its_new_day() -> None:
    sent = frozenset({step_named(FRIDAY, -1)})
    assert steps(remindable(date(2020, 9, 4), sent=sent), date(2020, 9, 3)) == [step_named(date(2020, 9, 4), -1)]


@given(due_on=DAYS, today=DAYS, before=OFFSETS, after=OFFSETS)
def test_nobody_beyond_the_furthest_day_is_reminded(
    due_on: date, today: date, before: list[int], after: list[int]
) -> None:
    days = ReminderDays(before=tuple(before), after=tuple(after))
    planned = plan_reminders([remindable(due_on, assigned_on=date(2018, 1, 1))], days, today, CALENDAR)
    assert len(planned) <= 1
    if planned:
        assert due_on <= furthest_due(days, today, CALENDAR)


# --- words


def test_a_long_title_is_cut_at_a_word() -> None:
    said = task_says(27, "xây dựng " * 40)
    assert said.vi.startswith("nhiệm vụ 27 “xây dựng")
    assert said.vi.endswith("…”")
    assert len(said.vi) < 120
    assert task_says(None, "Ngắn") == Text("nhiệm vụ “Ngắn”", "task “Ngắn”")


def test_the_source_is_the_provision_or_its_own_words() -> None:
    assert source_says("", "Kết luận 3", "12/TB-BCĐ") == "Kết luận 3, 12/TB-BCĐ"
    assert source_says("Công văn cũ", None, None) == "Công văn cũ"


@given(st.text(max_size=2000))
def test_searched_words_fit_their_column_and_each_has_a_space_before_it(text: str) -> None:
    words = searched_words(text)
    assert len(words) <= 900
    assert not words or words.startswith(" ")
