"""The parts that every page of a task has, written by functions as the rows of the list are: the way to it, the line
under its title, its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Final
from urllib.parse import quote

from chidao.kernel.wording import Text
from chidao.tasks.queries import TaskPage
from chidao.web.acts_shown import moment_words
from chidao.web.pictures import day_words
from chidao.web.tasks.rows import STATE_CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A task with what is known of it beside: its state and origin in words, working days left, the title of its field,
    the name of the sub-group it was given to, the clause by which its result is owed to the head."""

    task: TaskPage
    state: Text
    origin: Text
    left: int | None
    field_title: Text | None
    sub_group_name: str
    result_clause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How a page writes: its language, the address of the list of tasks, chips of clauses, deadlines in words."""

    language: str
    address: str
    chip: Callable[[str | None], str]
    deadline: Callable[[date, int | None, str], str]

    def say(self, words: Text, **values: object) -> str:
        """Return words, escaped, in the page's language, their places filled."""
        said = words.said_in(self.language)
        return escape(said.format(**values) if values else said)

    def day(self, day: date) -> str:
        """Return a day in words."""
        return day_words(day, self.language)

    def moment(self, at: datetime) -> str:
        """Return an instant in words."""
        return moment_words(at, self.language)


def crumbs(about: About, hand: Hand) -> str:
    """Return the way here: the list, what is unfinished of the lead agency."""
    lead = about.task.lead
    unfinished = f'<a href="{hand.address}?agency={lead.id}&amp;state=unfinished">{escape(lead.name)}</a>'
    return f'<p class="crumbs"><a href="{hand.address}">{hand.say(TASKS)}</a>{unfinished}</p>'


def lead(about: About, hand: Hand) -> str:
    """Return the line under the title: number, state, deadline."""
    task = about.task
    state = f'<span class="state{STATE_CLASSES.get(task.state, "")}">{hand.say(about.state)}</span>'
    percent = f" {task.percent}%" if task.state == "open" and task.percent else ""
    due = (
        hand.deadline(task.due_on, about.left, task.lateness.done)
        if task.due_on
        else f'<span class="soft">{hand.say(NO_DEADLINE)}</span>'
    )
    first = (
        f" <small>{hand.say(FIRST_DEADLINE, day=hand.day(task.first_due_on))}</small>"
        if task.first_due_on and task.first_due_on != task.due_on
        else ""
    )
    return f'<p class="lead">{hand.say(TASK, n=task.number)} {state}{percent} · {due}{first}</p>'


def facts(about: About, hand: Hand) -> str:
    """Return the facts of a task, those that it has."""
    listed = "".join(f"<dt>{hand.say(name)}</dt><dd>{shown}</dd>\n" for name, shown in _facts(about, hand))
    return f'<section><dl class="facts">\n{listed}</dl></section>'


def _facts(about: About, hand: Hand) -> Iterator[tuple[Text, str]]:
    task = about.task
    yield LEAD_AGENCY, escape(task.lead.name) + _former(about, hand)
    yield ACCOUNTABLE, escape(task.accountable_name) if task.accountable_name else _due(NOBODY_YET, hand)
    yield GIVEN_BY, f"{hand.say(task.assigned_by)}, {hand.day(task.assigned_on)} · {hand.say(about.origin)}"
    if about.field_title:
        address = f"{hand.address}?field={escape(quote(task.field))}"
        yield FIELD, f'<a href="{address}">{hand.say(about.field_title)}</a>'
    if about.sub_group_name:
        address = f"{hand.address}?sub_group={task.sub_group}"
        yield SUB_GROUP, f'<a href="{address}">{escape(about.sub_group_name)}</a>'
    if task.result_due:
        reported = hand.moment(task.result_reported_at) if task.result_reported_at else _due(NOT_REPORTED, hand)
        yield RESULT, f"{reported} {hand.chip(about.result_clause)}" if about.result_clause else reported
    if task.done_on:
        by = f" · {escape(task.proposed_by_name)}" if task.proposed_by_name else ""
        yield PROPOSED, hand.day(task.done_on) + by
    if task.accepted_at:
        yield ACCEPTED, hand.moment(task.accepted_at)


def _former(about: About, hand: Hand) -> str:
    """Say which agencies led it before."""
    return "".join(
        f' <small class="soft">{hand.say(BEFORE, day=hand.day(each.on), former=each.former)}</small>'
        for each in about.task.transfers
        if each.lead
    )


def _due(words: Text, hand: Hand) -> str:
    return f'<span class="state due">◆ {hand.say(words)}</span>'


TASKS: Final = Text("Nhiệm vụ", "Tasks")
TASK: Final = Text("Nhiệm vụ {n}", "Task {n}")
NO_DEADLINE: Final = Text("không nêu thời hạn", "no deadline given")
FIRST_DEADLINE: Final = Text("hạn đầu {day}", "first deadline {day}")
LEAD_AGENCY: Final = Text("Cơ quan chủ trì", "Lead agency")
BEFORE: Final = Text("trước {day} là {former}", "before {day} {former}")
ACCOUNTABLE: Final = Text("Người chịu trách nhiệm", "Accountable")
NOBODY_YET: Final = Text("chưa cử", "nobody yet")
GIVEN_BY: Final = Text("Giao bởi", "Given by")
FIELD: Final = Text("Lĩnh vực", "Field of work")
SUB_GROUP: Final = Text("Giao nhóm", "Given to the sub-group")
RESULT: Final = Text("Báo cáo kết quả cho người đứng đầu", "Result reported to the head")
NOT_REPORTED: Final = Text("chưa; phải có trước khi nghiệm thu", "not yet; needed before acceptance")
PROPOSED: Final = Text("Đề nghị công nhận hoàn thành", "Completion proposed")
ACCEPTED: Final = Text("Nghiệm thu", "Accepted")
