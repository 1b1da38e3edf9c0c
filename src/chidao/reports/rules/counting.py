"""From what is known of a period to the sections of a report: every figure and the rows it counts (PURE).

"In the period" is: on one of its days, up to the instant at which counting stops. "At the end" is: as it stood then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chidao.kernel.wording import Text, same
from chidao.reports.rules.facts import Dated, Facts, TaskFact
from chidao.reports.rules.figures import Figure, Group, Id, Section

Counting = Callable[[Facts], Iterable[Id]]

MEETINGS: Final = Text("cuộc họp", "meetings")
CONCLUSIONS: Final = Text("kết luận", "conclusions")
TASKS: Final = Text("nhiệm vụ", "tasks")
TIMES: Final = Text("lượt", "times")
CYCLES: Final = Text("kỳ", "turns")
PAPERS: Final = Text("văn bản", "documents")
REPORTS: Final = Text("báo cáo", "reports")
MATTERS: Final = Text("vấn đề", "matters")
OPINIONS: Final = Text("ý kiến", "opinions")

PROGRAMME_KINDS: Final = frozenset({"CTr", "KH"})
FROM_PAPERS: Final = frozenset({"instrument", "outside"})
GROUP: Final = "group"
COMMITTEE: Final = "committee"


@dataclass(frozen=True, slots=True)
class Count:
    """How one figure is counted."""

    key: str
    label: Text
    unit: Text
    kind: str
    rows: Counting


def _given(*origins: str) -> Counting:
    return lambda facts: (
        task.id for task in facts.tasks if _from(task, origins) and facts.span.holds(task.assigned_on)
    )


def _done(*origins: str, late: bool | None = None) -> Counting:
    return lambda facts: (
        task.id
        for task in facts.tasks
        if _from(task, origins) and facts.span.holds(task.done_on) and late in {None, task.done_late}
    )


def _open(*origins: str, late: bool = False) -> Counting:
    return lambda facts: (
        task.id
        for task in facts.tasks
        if _from(task, origins) and task.done_on is None and (not late or task.late_on(facts.span.until_day))
    )


def _from(task: TaskFact, origins: Sequence[str]) -> bool:
    return not origins or task.origin in origins


def _due(facts: Facts) -> Iterator[Id]:
    """Tasks whose day is within the whole period, also one still to come."""
    span = facts.span
    return (task.id for task in facts.tasks if task.due_on and span.first <= task.due_on <= span.last)


def _waiting(facts: Facts) -> Iterator[Id]:
    return (task.id for task in facts.tasks if task.done_on and not task.accepted)


def _extended(facts: Facts) -> Iterator[Id]:
    return (task.id for task in facts.tasks if any(map(facts.span.holds, task.extended_on)))


def _held(unit: str) -> Counting:
    return lambda facts: (each.id for each in facts.meetings if each.unit == unit and facts.span.holds(each.held_on))


def _cancelled(facts: Facts) -> Iterator[Id]:
    return (each.id for each in facts.meetings if facts.span.holds(each.cancelled_on))


def _turns(what: str, *states: str) -> Counting:
    """Turns of a recurring duty; where nothing shows it, the turn itself stands for the row."""
    return lambda facts: (
        each.row if each.row is not None else each.key
        for each in facts.owed
        if each.what == what and each.state in states
    )


def _conclusions(standing: str = "") -> Counting:
    return lambda facts: (
        each.id
        for each in facts.conclusions
        if facts.span.holds(each.issued_on) and standing in {"", _standing(facts, each.provision, each.no_task)}
    )


def _standing(facts: Facts, provision: int, no_task: bool) -> str:
    return "tasked" if provision in facts.tasked else "no_task" if no_task else "waiting"


def _dated(rows: Callable[[Facts], Iterable[Dated]], *kinds: str) -> Counting:
    return lambda facts: (
        each.id for each in rows(facts) if (not kinds or each.kind in kinds) and facts.span.holds(each.on)
    )


def _submitted(*, by_group: bool = False) -> Counting:
    return lambda facts: (
        each.id for each in facts.matters if facts.span.holds(each.submitted_on) and (each.by_group or not by_group)
    )


def _decided(facts: Facts) -> Iterator[Id]:
    return (each.id for each in facts.matters if facts.span.holds(each.decided_on))


def _undecided(facts: Facts) -> Iterator[Id]:
    return (each.id for each in facts.matters if each.decided_on is None)


def _trio(name: str, *origins: str) -> tuple[Count, ...]:
    """Given, done, and open past their day: what is asked of the work that comes from one source."""
    return (
        Count(f"{name}_given", Text("Nhiệm vụ được giao trong kỳ", "Tasks given in the period"), TASKS, "task",
              _given(*origins)),
        Count(f"{name}_done", Text("Nhiệm vụ hoàn thành trong kỳ", "Tasks done in the period"), TASKS, "task",
              _done(*origins)),
        Count(f"{name}_open_late", Text("Chưa xong và đã quá hạn", "Not done and past their day"), TASKS, "task",
              _open(*origins, late=True)),
    )  # fmt: skip


PARTS: Final[tuple[tuple[str, Text, tuple[Count, ...]], ...]] = (
    ("programme", Text("Chương trình, kế hoạch", "Programme and plans"), (
        Count("plans_issued", Text("Chương trình, kế hoạch ban hành trong kỳ", "Programmes and plans issued"), PAPERS,
              "document", _dated(lambda facts: facts.documents, *PROGRAMME_KINDS)),
        *_trio("programme", *FROM_PAPERS),
    )),
    ("conclusions", Text("Kết luận cuộc họp", "Conclusions of meetings"), (
        Count("conclusions_issued", Text("Kết luận đã ban hành", "Conclusions issued"), CONCLUSIONS, "conclusion",
              _conclusions()),
        Count("conclusions_tasked", Text("Đã thành nhiệm vụ", "Become tasks"), CONCLUSIONS, "conclusion",
              _conclusions("tasked")),
        Count("conclusions_no_task", Text("Không giao nhiệm vụ, có lý do", "No task follows, with its reason"),
              CONCLUSIONS, "conclusion", _conclusions("no_task")),
        Count("conclusions_waiting", Text("Chưa thành nhiệm vụ", "Not a task yet"), CONCLUSIONS, "conclusion",
              _conclusions("waiting")),
        *_trio("conclusion_tasks", "conclusion"),
    )),
    ("directions", Text("Ý kiến chỉ đạo trực tiếp", "Direct instructions"), _trio("directions", "direction")),
    ("tasks", Text("Nhiệm vụ", "Tasks"), (
        Count("tasks_given", Text("Giao trong kỳ", "Given in the period"), TASKS, "task", _given()),
        Count("tasks_due", Text("Đến hạn trong kỳ", "Due in the period"), TASKS, "task", _due),
        Count("tasks_on_time", Text("Hoàn thành trong kỳ, đúng hạn", "Done in the period, on time"), TASKS, "task",
              _done(late=False)),
        Count("tasks_done_late", Text("Hoàn thành trong kỳ, muộn", "Done in the period, late"), TASKS, "task",
              _done(late=True)),
        Count("tasks_waiting", Text("Chờ nghiệm thu", "Awaiting acceptance"), TASKS, "task", _waiting),
        Count("tasks_open", Text("Chưa xong cuối kỳ", "Not done at the end"), TASKS, "task", _open()),
        Count("tasks_open_late", Text("Trong đó đã quá hạn", "Of these, past their day"), TASKS, "task",
              _open(late=True)),
        Count("tasks_extended", Text("Được gia hạn trong kỳ", "Extended in the period"), TASKS, "task", _extended),
    )),
    ("agencies", Text("Nhiệm vụ theo cơ quan chủ trì", "Tasks by lead agency"), ()),
    ("agency_reports", Text("Báo cáo của các cơ quan", "Agencies' reports"), (
        Count("agency_reports_on_time", Text("Gửi đúng hạn", "Sent on time"), REPORTS, "agency_report",
              _turns("agency_report", "kept")),
        Count("agency_reports_late", Text("Gửi muộn", "Sent late"), REPORTS, "agency_report",
              _turns("agency_report", "late")),
        Count("agency_reports_missing", Text("Chưa gửi, đã quá hạn", "Missing past their day"), REPORTS,
              "agency_report", _turns("agency_report", "missed")),
    )),
    ("meetings", Text("Họp", "Meetings"), (
        Count("meetings_held", Text("Cuộc họp của Ban", "Meetings of the committee"), MEETINGS, "meeting",
              _held(COMMITTEE)),
        Count("meetings_cancelled", Text("Cuộc họp bị hủy", "Meetings cancelled"), MEETINGS, "meeting", _cancelled),
        Count("cycles_kept", Text("Kỳ họp định kỳ được giữ", "Regular meetings kept"), CYCLES, "meeting",
              _turns("meeting", "kept")),
        Count("cycles_late", Text("Kỳ họp định kỳ bị muộn", "Regular meetings kept late"), CYCLES, "meeting",
              _turns("meeting", "late")),
        Count("cycles_missed", Text("Kỳ họp định kỳ bị bỏ", "Regular meetings missed"), CYCLES, "cycle",
              _turns("meeting", "missed")),
    )),
    ("matters", Text("Vấn đề trình và ý kiến", "Matters and opinions"), (
        Count("matters_submitted", Text("Vấn đề trình trong kỳ", "Submitted in the period"), MATTERS, "matter",
              _submitted()),
        Count("matters_decided", Text("Quyết định trong kỳ", "Decided in the period"), MATTERS, "matter", _decided),
        Count("opinions_given", Text("Ý kiến của thành viên", "Members' opinions"), OPINIONS, "opinion",
              _dated(lambda facts: facts.opinions)),
        Count("matters_waiting", Text("Chưa quyết định cuối kỳ", "Undecided at the end"), MATTERS, "matter",
              _undecided),
    )),
    ("urging", Text("Đôn đốc", "Urging"), (
        Count("urged", Text("Đôn đốc bằng văn bản hoặc trên hệ thống", "Urged by letter or here"), TIMES, "update",
              _dated(lambda facts: facts.updates, "urged")),
        Count("contacted", Text("Liên hệ trực tiếp", "Contacted in person"), TIMES, "update",
              _dated(lambda facts: facts.updates, "contacted")),
        Count("reminded", Text("Hệ thống tự nhắc", "Reminded by the system"), TIMES, "update",
              _dated(lambda facts: facts.updates, "reminded")),
    )),
    ("group", Text("Hoạt động của tổ công tác", "Activity of the working group"), (
        Count("group_meetings", Text("Cuộc họp của tổ", "Meetings of the group"), MEETINGS, "meeting", _held(GROUP)),
        Count("group_matters", Text("Vấn đề tổ trình", "Matters it submitted"), MATTERS, "matter",
              _submitted(by_group=True)),
        Count("group_reports", Text("Báo cáo tổ đã ban hành", "Reports it issued"), REPORTS, "report",
              _dated(lambda facts: facts.reports, GROUP)),
    )),
)  # fmt: skip

OF_AGENCY: Final[tuple[Count, ...]] = (
    Count("given", Text("Giao", "Given"), TASKS, "task", _given()),
    Count("due", Text("Đến hạn", "Due"), TASKS, "task", _due),
    Count("on_time", Text("Xong đúng hạn", "Done on time"), TASKS, "task", _done(late=False)),
    Count("done_late", Text("Xong muộn", "Done late"), TASKS, "task", _done(late=True)),
    Count("open", Text("Chưa xong", "Not done"), TASKS, "task", _open()),
    Count("open_late", Text("Quá hạn", "Past due"), TASKS, "task", _open(late=True)),
)


def counted(facts: Facts, names: Mapping[int, str], *, before: Facts | None = None) -> tuple[Section, ...]:
    """Return the sections of a report, in the order in which they are read; figures compared with `before` if given.

    `names` are the agencies', in the order of their lines.
    """
    return tuple(_section(key, title, counts, facts, before, names) for key, title, counts in PARTS)


def _section(
    key: str, title: Text, counts: Sequence[Count], facts: Facts, before: Facts | None, names: Mapping[int, str]
) -> Section:
    groups = tuple(_agencies(facts, before, names)) if key == "agencies" else ()
    return Section(key=key, title=title, figures=_figures(counts, facts, before), groups=groups)


def _figures(counts: Sequence[Count], facts: Facts, before: Facts | None, *, of: str = "") -> tuple[Figure, ...]:
    return tuple(
        Figure(
            key=f"{of}{each.key}",
            label=each.label,
            unit=each.unit,
            kind=each.kind,
            ids=tuple(each.rows(facts)),
            before=len(tuple(each.rows(before))) if before else None,
        )
        for each in counts
    )


def _agencies(facts: Facts, before: Facts | None, names: Mapping[int, str]) -> Iterator[Group]:
    """Yield a line for each agency of which there is anything to say."""
    now, then = _by_agency(facts), _by_agency(before) if before else {}
    for agency, name in names.items():
        own = replace(facts, tasks=now.get(agency, ()))
        earlier = replace(before, tasks=then.get(agency, ())) if before else None
        if own.tasks or (earlier and earlier.tasks):
            figures = _figures(OF_AGENCY, own, earlier, of=f"agency_{agency}_")
            if any(each.value or each.before for each in figures):
                yield Group(key=str(agency), title=same(name), figures=figures)


def _by_agency(facts: Facts) -> dict[int, tuple[TaskFact, ...]]:
    found: dict[int, list[TaskFact]] = {}
    for task in facts.tasks:
        found.setdefault(task.agency, []).append(task)
    return {agency: tuple(tasks) for agency, tasks in found.items()}
