"""What a report counts: a quarter counted by hand, on any day and as of any instant; and a recount from the acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from chidao.kernel.days import local_day
from chidao.reports.rules import Figures, Mark, Span, TaskFact, TaskStory, end_of, span_before, task_at, whole_months
from tests.meetings.committee import BODY, CLERK, Committee, at, founded, in_bulk
from tests.reports.at_work import FIRST, LAST, Quarter, counted, figure_ids, values

if TYPE_CHECKING:
    from chidao.reports.rules import Section

AFTER = at(2020, 7, 6)


@pytest.fixture
def hp20(db: None) -> Committee:
    """The committee under its first regulation."""
    return founded("HP20")


def test_a_quarter_is_what_was_counted_by_hand(hp20: Committee) -> None:
    quarter = Quarter(hp20).all_of_it()
    found = counted(AFTER)
    assert {key: value for key, value in values(found).items() if value} == {
        "programme_given": 2, "programme_open_late": 2,
        "conclusions_issued": 2, "conclusions_tasked": 1, "conclusions_no_task": 1, "conclusion_tasks_given": 1,
        "directions_given": 1, "directions_done": 1,
        "tasks_given": 4, "tasks_due": 3, "tasks_on_time": 1, "tasks_open": 3, "tasks_open_late": 2,
        "tasks_extended": 1,
        "meetings_held": 1, "cycles_kept": 1, "cycles_missed": 1,
        "matters_submitted": 1, "matters_waiting": 1, "opinions_given": 1, "group_matters": 1,
        "urged": 1, "contacted": 1,
    }  # fmt: skip
    assert figure_ids(found, "conclusions_tasked") == quarter.conclusions[:1]
    assert figure_ids(found, "tasks_open_late") == [quarter.tasks["paper"], quarter.tasks["late"]]
    assert figure_ids(found, "meetings_held") == [quarter.meeting]
    assert figure_ids(found, "cycles_missed") == ["group-meeting:2020-Q2"]


def test_an_agencys_line_holds_its_own(hp20: Committee) -> None:
    Quarter(hp20).all_of_it()
    (table,) = [section for section in counted(AFTER) if section.key == "agencies"]
    lines = {group.title.vi: [each.value for each in group.figures] for group in table.groups}
    assert lines == {"Sở Nội vụ": [3, 2, 1, 0, 2, 1], "Sở Tư pháp": [1, 1, 0, 0, 1, 1]}


def test_counting_stops_at_the_end_of_the_period_or_at_the_instant_asked(hp20: Committee) -> None:
    Quarter(hp20).all_of_it()
    proposed = counted(at(2020, 6, 15, 9))
    assert values(proposed, "tasks_done_late", "tasks_open_late", "tasks_waiting") == {
        "tasks_done_late": 1, "tasks_open_late": 1, "tasks_waiting": 1,
    }  # fmt: skip
    assert values(counted(AFTER), "tasks_done_late", "tasks_waiting") == {"tasks_done_late": 0, "tasks_waiting": 0}
    third = counted(AFTER, date(2020, 7, 1), date(2020, 9, 30))
    assert values(third, "tasks_done_late", "tasks_given", "tasks_due") == {
        "tasks_done_late": 1, "tasks_given": 0, "tasks_due": 1,
    }  # fmt: skip


def test_a_deadline_is_the_one_of_the_day(hp20: Committee) -> None:
    Quarter(hp20).all_of_it()
    assert values(counted(at(2020, 5, 9)), "tasks_due", "tasks_extended") == {"tasks_due": 3, "tasks_extended": 0}
    may = counted(at(2020, 5, 9), date(2020, 5, 1), date(2020, 5, 31))
    assert values(may, "tasks_due") == {"tasks_due": 1}
    assert values(counted(at(2020, 5, 20), date(2020, 5, 1), date(2020, 5, 31)), "tasks_due") == {"tasks_due": 0}


def test_any_past_instant_is_counted_as_it_was_then(hp20: Committee) -> None:
    seen: dict[datetime, tuple[Section, ...]] = {}
    Quarter(hp20, told=lambda at: seen.update({at: counted(at)})).all_of_it()
    assert len(seen) == 19
    for instant, then in seen.items():
        assert counted(instant) == then, instant


def test_what_was_recorded_later_was_not_known_then(hp20: Committee) -> None:
    from chidao.acts.runner import Call, perform
    from chidao.tasks.acts import GiveDirection

    day = at(2020, 4, 1)
    told = GiveDirection(body=BODY, line="Bỏ giấy tờ", lead_agency=hp20.agency("so-noi-vu"), due_on=LAST)
    perform(
        Call(
            act="give_direction", given=told, by=hp20.by("chair", day), at=day, now=at(2020, 5, 4),
            operator=hp20.by(CLERK, at(2020, 5, 4)), evidence=("a" * 64,),
        )
    )  # fmt: skip
    assert values(counted(at(2020, 5, 3)), "directions_given") == {"directions_given": 0}
    assert values(counted(at(2020, 5, 5)), "directions_given") == {"directions_given": 1}


def test_the_period_before_stands_beside(hp20: Committee) -> None:
    from chidao.reports.composing import composed

    Quarter(hp20).all_of_it()
    span = Span(first=date(2020, 7, 1), last=date(2020, 9, 30), as_of=AFTER)
    found = composed(BODY, span, compared=True)
    assert found.before == (FIRST, LAST)
    own = {each.key: each.value for section in counted(AFTER) for each in section.all_figures}
    beside = {each.key: each.before for section in found.sections for each in section.all_figures}
    assert {key: beside[key] for key in own if key in beside} == {key: own[key] for key in own if key in beside}
    given_figure = found.figure("tasks_given")
    assert given_figure is not None
    assert given_figure.change == -4


def test_figures_survive_being_kept(hp20: Committee) -> None:
    from chidao.reports.composing import composed

    Quarter(hp20).all_of_it()
    found = composed(BODY, Span(first=FIRST, last=LAST, as_of=AFTER), compared=True, listed=True)
    assert Figures.from_data(found.as_data()) == found
    listed = found.sections[0]
    assert [(each.number, each.agency, each.state, each.result) for each in listed.entries][:2] == [
        (1, "Sở Nội vụ", "accepted", "Đã bỏ 12 loại giấy tờ"),
        (2, "Sở Tư pháp", "open", "Đã xong\nKhông có minh chứng: Nộp bản giấy"),
    ]


def test_queries_do_not_grow_with_what_is_counted(
    hp20: Committee, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from chidao.acts.kept import forget_kept
    from chidao.tasks.models import Task

    Quarter(hp20).all_of_it()
    (row,) = Task.objects.filter(title="Đào tạo cán bộ")
    with in_bulk():
        for number in range(100, 400):
            row.pk, row.number = None, number
            row.save(force_insert=True)
    forget_kept()
    with django_assert_max_num_queries(40):
        assert values(counted(AFTER), "tasks_given") == {"tasks_given": 304}


# ---------------------------------------------------------------- the rules, recounted from the acts themselves


@dataclass(frozen=True)
class Happened:
    """One thing done to a task on a day, recorded some days later."""

    kind: str
    day: int
    late: int
    due: int


LIVES = st.lists(
    st.builds(
        Happened,
        kind=st.sampled_from(["proposed", "returned", "accepted", "extended"]),
        day=st.integers(0, 40),
        late=st.integers(0, 5),
        due=st.integers(1, 30),
    ),
    max_size=8,
)
DAY_ONE = date(2020, 3, 2)


def _instant(day: int) -> datetime:
    return end_of(DAY_ONE + timedelta(days=day)) - timedelta(hours=8)


def _lived(happened: Sequence[Happened], due: date | None) -> tuple[list[Happened], TaskStory]:
    """Let what may happen to a task happen, in order, and return the task as it stands in the end."""
    state, now_due, done = "open", due, None
    marks: list[Mark] = []
    kept: list[Happened] = []
    for each in sorted(happened, key=lambda each: each.day):
        allowed = {"proposed": "open", "extended": "open", "returned": "proposed", "accepted": "proposed"}
        if state != allowed[each.kind]:
            continue
        before, at_ = now_due, _instant(each.day)
        state = {"proposed": "proposed", "returned": "open", "accepted": "accepted"}.get(each.kind, state)
        done = local_day(at_) if each.kind == "proposed" else None if each.kind == "returned" else done
        if each.kind == "extended":
            now_due = (now_due or DAY_ONE) + timedelta(days=each.due)
        marks.append(Mark(id=len(marks), kind=each.kind, at=at_, recorded_at=at_, due_before=before))
        kept.append(each)
    story = TaskStory(
        id=1, origin="direction", agency=1, assigned_on=DAY_ONE, due_on=now_due, done_on=done, marks=tuple(marks)
    )
    return kept, story


def _recounted(kept: Sequence[Happened], due: date | None, until: datetime) -> tuple[date | None, date | None, bool]:
    done, accepted = None, False
    for each in kept:
        if _instant(each.day) <= until:
            if each.kind == "proposed":
                done = local_day(_instant(each.day))
            elif each.kind == "returned":
                done = None
            elif each.kind == "accepted":
                accepted = True
            else:
                due = (due or DAY_ONE) + timedelta(days=each.due)
    return due, done, accepted


@given(LIVES, st.none() | st.integers(0, 30), st.integers(0, 45), st.integers(0, 45))
def test_a_task_stands_on_any_day_as_a_replay_of_its_acts_says(
    lives: list[Happened], due_in: int | None, last: int, as_of: int
) -> None:
    due = None if due_in is None else DAY_ONE + timedelta(days=due_in)
    kept, story = _lived(lives, due)
    span = Span(first=DAY_ONE, last=DAY_ONE + timedelta(days=last), as_of=_instant(as_of))
    fact = task_at(story, span)
    assert fact is not None
    assert (fact.due_on, fact.done_on, fact.accepted) == _recounted(kept, due, span.until)


def test_what_led_a_task_then_is_not_what_leads_it_now() -> None:
    story = TaskStory(
        id=1, origin="direction", agency=9, assigned_on=DAY_ONE, due_on=None, done_on=None,
        moves=((date(2025, 3, 1), 1), (date(2025, 7, 1), 5)),
    )  # fmt: skip

    def led_on(day: date) -> int:
        fact: TaskFact | None = task_at(story, Span(first=DAY_ONE, last=day, as_of=end_of(day)))
        assert fact is not None
        return fact.agency

    assert [led_on(date(2025, 2, 28)), led_on(date(2025, 3, 1)), led_on(date(2025, 7, 1))] == [1, 5, 9]


@pytest.mark.parametrize(
    ("first", "last", "months", "before"),
    [
        ((2020, 4, 1), (2020, 6, 30), 3, ((2020, 1, 1), (2020, 3, 31))),
        ((2019, 12, 15), (2020, 3, 14), 3, ((2019, 9, 15), (2019, 12, 14))),
        ((2022, 1, 1), (2022, 12, 31), 12, ((2021, 1, 1), (2021, 12, 31))),
        ((2022, 1, 1), (2022, 6, 30), 6, ((2021, 7, 1), (2021, 12, 31))),
        ((2020, 5, 4), (2020, 5, 10), 0, ((2020, 4, 27), (2020, 5, 3))),
        ((2020, 3, 1), (2020, 3, 31), 1, ((2020, 2, 1), (2020, 2, 29))),
    ],
)
def test_the_period_before_is_as_long(
    first: tuple[int, int, int], last: tuple[int, int, int], months: int, before: tuple[tuple[int, int, int], ...]
) -> None:
    span = Span(first=date(*first), last=date(*last), as_of=at(2023, 1, 1))
    assert whole_months(span.first, span.last) == months
    found = span_before(span)
    assert (found.first, found.last) == (date(*before[0]), date(*before[1]))


@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(0, 500))
def test_the_period_before_ends_the_day_before(first: date, days: int) -> None:
    span = Span(first=first, last=first + timedelta(days=days), as_of=at(2031, 1, 1))
    found = span_before(span)
    assert found.last + timedelta(days=1) == span.first
    assert found.first <= found.last
    if not whole_months(span.first, span.last):
        assert found.last - found.first == span.last - span.first
    assert replace(found, first=span.first, last=span.last) == span
