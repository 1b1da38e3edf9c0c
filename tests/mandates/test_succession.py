"""An agency merges into another in mid-year with two hundred open tasks and people in three seats: nothing is lost,
nothing is double, the past is as it was. And splitting, renaming, dissolving; everything through real acts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chidao.acts.kept import forget_kept
from chidao.acts.runner import check_record
from chidao.duties.acts import AskedField
from chidao.duties.queries import lines_due
from chidao.kernel.errors import BadInput, ChidaoError, Conflict
from chidao.mandates.models import Absence, Seat, Succession, Tenure
from chidao.mandates.owed import owed_by
from chidao.mandates.queries import (
    agencies_going_on,
    capacity_in_seat,
    lineage,
    reader_for,
    seats_in_force,
    successor_of,
)
from chidao.meetings.acts import Attended
from chidao.meetings.models import Invitation
from chidao.meetings.queries import meeting_list
from chidao.people.models import Agency, Appointment, Post
from chidao.people.queries import agency_name_on
from chidao.reports.agency_months import agency_months
from chidao.reports.seating import units_on
from chidao.tasks.models import Task, TaskAgency, TaskTransfer, Update
from chidao.tasks.queries import TaskFilters, agency_counts, task_list, task_page
from chidao.tasks.rules import PlannedTask
from tests.charters_small import BESIDE, SMALL
from tests.factories import MORNING, Founded, founded_body
from tests.tasks.at_work import SPRING, hp20

pytestmark = pytest.mark.django_db

MERGED_ON: Final = date(2020, 7, 1)
THAT_DAY: Final = datetime(2020, 7, 1, 8, 0, tzinfo=MORNING.tzinfo)
LATER: Final = datetime(2020, 7, 20, 8, 0, tzinfo=MORNING.tzinfo)
YEAR: Final = 2020
# A third seat for the agency that will end, and one that both have; a unit of its own for the focal persons.
EXTRA: Final = """
  - {id: helper-alpha, role: helper, by: agency, holder: null, agency: alpha, clause: T1-5}
  - {id: focal-alpha, role: focal, by: name, holder: null, agency: alpha, clause: T1-5}
"""
ROLES: Final = """\
  - {id: helper, unit: board, title: {vi: "Người giúp", en: "Helper"}, rank: 4, bears: [FELLOW], clause: T1-5}
  - {id: focal, unit: board, title: {vi: "Đầu mối", en: "Focal person"}, rank: 5, bears: [FELLOW], clause: T1-5}
"""


def charter() -> str:
    """Return the small regulation with two more seats for the first agency."""
    seats = SMALL.replace("\npowers:", EXTRA.rstrip() + "\n\npowers:")
    wide = "  - {roles: [helper, focal], sees: [tasks], scope: own_agency, clause: T1-5}\n"
    return seats.replace("\nseats:", ROLES + "\nseats:").replace("sights:\n", f"sights:\n{wide}")


@dataclass
class Town:
    """The body at work, with a third agency to merge into."""

    founded: Founded
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def alpha(self) -> int:
        """Return the agency that ends."""
        return self.founded.agencies["alpha"]

    @property
    def beta(self) -> int:
        """Return the agency that has a fellow of its own."""
        return self.founded.agencies["beta"]

    def record(self, kind: str, former: tuple[int, ...], successors: tuple[int, ...] = (), **more: Any) -> Any:
        """Record a succession of the day, by the secretary."""
        given = {"effective_from": MERGED_ON, "now": THAT_DAY} | more
        return self.founded.do("record_succession", kind=kind, former=former, successors=successors, **given).outcome

    def refused(self, *args: Any, **more: Any) -> tuple[type[ChidaoError], set[str]]:
        """Return how a succession is refused."""
        with pytest.raises(ChidaoError) as problem:
            self.record(*args, **more)
        return type(problem.value), {each.code for each in problem.value.reasons}

    def agency(self, name: str, code: str) -> int:
        """Register another agency."""
        given = {"code": f"T1/{code}", "name": name, "kind": "department"}
        return int(self.founded.do("register_agency", **given).outcome["agency"])

    def seats(self, on: date, key: str) -> list[Any]:
        """Return the seats of a key in force on a day."""
        return [each for each in seats_in_force("T1", on) if each.key == key]

    def reader(self, seat: str = "head", at: datetime = LATER) -> Any:
        """Return who reads, as seated at an instant."""
        ids = [each.id for each in self.seats(at.date(), seat)]
        capacity = capacity_in_seat("T1", ids[0], at)
        assert capacity is not None
        return reader_for(capacity, at)


@pytest.fixture
def town() -> Town:
    """The body founded on 3/3/2020."""
    forget_kept()
    return Town(founded_body(charter=charter(), beside=BESIDE))


def give(town: Town, count: int, lead: str = "alpha", *, beside: str = "town", start: date = date(2020, 3, 10)) -> None:
    """Import so many tasks in one act, due one a day over and over a year's rest."""
    rows = tuple(
        PlannedTask(
            row=n, title=f"Việc {lead} {n}", lead_agency_id=town.founded.agencies[lead],
            coordinating_ids=(town.founded.agencies[beside],) if n % 2 else (),
            due_on=start + timedelta(days=n % 280) if n % 9 else None, assigned_on=date(2020, 3, 2),
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    town.founded.do("import_tasks", rows=rows, file="")


def finish(town: Town, numbers: tuple[int, ...], at: datetime) -> None:
    """Have tasks done and accepted."""
    for number in numbers:
        task = Task.objects.get(number=number).pk
        seat = town.founded["fellow-alpha"]
        town.founded.do(
            "propose_completion", seat, task=task, result="Xong", no_evidence="Việc nội bộ", now=at
        )  # fmt: skip
        town.founded.do("accept_completion", town.founded["head"], task=task, now=at + timedelta(minutes=1))


def heat(town: Town, today: date) -> dict[int, dict[int, tuple[int, int, int]]]:
    """Return the heat map as numbers."""
    return {
        row.agency.id: {month.month: (month.on_time, month.late, month.open) for month in row.months}
        for row in agency_months(town.reader(), YEAR, today)
    }


def committee(town: Town, on: date) -> list[tuple[str, int, tuple[Any, ...]]]:
    """Return the committee of a day as its page shows it: not until when what was then would last."""
    return [
        (unit.id, len(unit.seats), tuple((replace(one.seat, effective_until=None), one.state) for one in unit.seats))
        for unit in units_on(town.reader(), on, LATER)
    ]


# --- the merger in mid-year


def merged(town: Town) -> Any:
    """Work for half a year, then merge the first agency into the second."""
    give(town, 220)
    give(town, 30, "beta", beside="alpha")
    finish(town, (1, 2, 3), THAT_DAY - timedelta(days=60))
    return town.record("merge", (town.alpha,), (town.beta,))


def test_a_merger_in_mid_year_loses_nothing_doubles_nothing_and_leaves_the_past(town: Town) -> None:
    give(town, 220)
    give(town, 30, "beta", beside="alpha")
    finish(town, (1, 2, 3), THAT_DAY - timedelta(days=60))
    past = [date(2020, 3, 3), date(2020, 5, 1), date(2020, 6, 30)]
    before = {day: committee(town, day) for day in past}
    heat_before, counts_before = heat(town, MERGED_ON), standing_by_agency(town)
    rows_before = task_list(town.reader(), today=MERGED_ON, sort="newest", limit=500).rows
    open_ids = set(Task.objects.filter(lead_agency=town.alpha, closed=0).values_list("pk", flat=True))
    assert len(open_ids) == 217

    outcome = town.record("merge", (town.alpha,), (town.beta,))

    assert set(outcome["tasks"]["tasks"]) == open_ids
    assert {day: committee(town, day) for day in past} == before, "the committee of past days is as it was"
    _heat_as_it_was(heat_before, heat(town, MERGED_ON), town)
    after = standing_by_agency(town)
    assert sum(map(sum, after.values())) == sum(map(sum, counts_before.values()))
    assert after[town.beta] == tuple(map(sum, zip(*counts_before.values(), strict=True)))
    assert town.alpha not in after
    rows = task_list(town.reader(), today=MERGED_ON, sort="newest", limit=500).rows
    assert [(each.id, each.due_on, each.state, each.lateness) for each in rows] == [
        (each.id, each.due_on, each.state, each.lateness) for each in rows_before
    ]
    closed = Task.objects.filter(closed=1)
    assert {task.lead_agency_id for task in closed} == {town.alpha}, "what is done stays the former's"
    assert not check_record("default").findings


def standing_by_agency(town: Town) -> dict[int, tuple[int, ...]]:
    """Return how agencies stand with what is unfinished."""
    return {
        each.agency.id: (each.unfinished, each.late, each.soon, each.proposed)
        for each in agency_counts(town.reader(), MERGED_ON)
    }


def _heat_as_it_was(
    before: dict[int, dict[int, tuple[int, int, int]]], after: dict[int, dict[int, tuple[int, int, int]]], town: Town
) -> None:
    for month in range(1, 13):
        was, now = ([row.get(month, (0, 0, 0)) for row in each.values()] for each in (before, after))
        assert tuple(map(sum, zip(*was, strict=True))) == tuple(map(sum, zip(*now, strict=True))), month
    for agency, months in before.items():
        for month, counts in months.items():
            if month < MERGED_ON.month:
                assert after[agency][month] == counts, (agency, month)
    assert not [month for month in after[town.alpha] if month >= MERGED_ON.month]


def test_every_cell_of_the_heat_map_opens_the_rows_it_counts(town: Town) -> None:
    merged(town)
    for row in agency_months(town.reader(), YEAR, LATER.date()):
        for month in row.months:
            first = date(YEAR, month.month, 1)
            last = date(YEAR + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)
            wanted = TaskFilters(charged=row.agency.id, due_from=first, due_until=last)
            found = task_list(town.reader(), today=LATER.date(), filters=wanted, limit=500)
            assert found.count == month.on_time + month.late + month.open, (row.agency.name, month)


def test_seats_and_people_go_on_or_are_named(town: Town) -> None:
    people = {key: town.founded[key].person for key in ("fellow-alpha", "fellow-beta", "helper-alpha", "focal-alpha")}
    outcome = merged(town)
    eve, day = MERGED_ON - timedelta(days=1), MERGED_ON
    assert not town.seats(day, "fellow-alpha"), "the second agency has its fellow: one of a role"
    assert [each.person for each in town.seats(day, "fellow-beta")] == [people["fellow-beta"]]
    for key in ("helper-alpha", "focal-alpha"):
        (was,), (now,) = town.seats(eve, key), town.seats(day, key)
        assert (was.agency_name, now.agency_name) == ("Sở Thử Một", "Sở Thử Hai")
        assert was.person == now.person == people[key]
        assert (was.role, was.unit, was.rank) == (now.role, now.unit, now.rank)
        assert "Sở Thử Hai" in now.title.vi
    assert {each["person"] for each in outcome["undecided"]} == {people["fellow-alpha"]}
    assert {each["taken_by"] for each in outcome["undecided"]} == {"Người giữ fellow-beta"}
    seated = [each.person for each in seats_in_force("T1", day) if each.person]
    assert len(seated) == len(set(seated)), "nobody sits twice"
    assert Succession.objects.get().kind == "merge"


def test_whoever_answered_goes_on_to_answer_or_the_successors_first_does(town: Town) -> None:
    give(town, 4)
    helper = town.founded["helper-alpha"].person
    task = Task.objects.get(number=1)
    town.founded.do("name_accountable_person", town.founded["fellow-alpha"], task=task.pk, person=helper)
    town.record("merge", (town.alpha,), (town.beta,))
    answers = dict(Task.objects.values_list("number", "accountable_id"))
    assert answers[1] == helper
    assert {answers[n] for n in (2, 3, 4)} == {town.founded["fellow-beta"].person}


def test_a_task_tells_whose_it_was(town: Town) -> None:
    merged(town)
    task = Task.objects.filter(lead_agency=town.beta, transfers__lead=True).earliest("number")
    page = task_page(town.reader(), task.pk, LATER.date())
    assert page.lead.name == "Sở Thử Hai"
    (moved,) = page.transfers
    assert (moved.on, moved.former, moved.successor, moved.lead) == (MERGED_ON, "Sở Thử Một", "Sở Thử Hai", True)
    assert page.updates[0].kind == "moved"


def test_people_of_the_successor_read_what_was_the_formers(town: Town) -> None:
    merged(town)
    seen = task_list(town.reader("fellow-beta"), today=LATER.date(), limit=500)
    assert seen.count == 250
    done = Task.objects.filter(closed=1).earliest("pk")
    assert task_page(town.reader("focal-alpha"), done.pk, LATER.date()).lead.name == "Sở Thử Một"
    assert lineage(town.beta) == {town.alpha, town.beta}


def test_coordination_goes_on_and_an_answer_stays_with_who_gave_it(town: Town) -> None:
    give(town, 3, "beta", beside="alpha")
    give(town, 2, "town" if "town" in town.founded.agencies else "beta", beside="alpha", start=date(2020, 8, 1))
    second = town.agency("Sở Thử Ba", "gamma")
    first = Task.objects.get(number=1)
    town.founded.do("ask_coordination", town.founded["fellow-beta"], task=first.pk, agencies=(town.alpha,),
                    question="Ý kiến?")  # fmt: skip
    town.founded.do("answer_coordination", town.founded["fellow-alpha"], task=first.pk, answer="Đồng ý")
    town.record("merge", (town.alpha,), (second,))
    beside = [(each.task.number, each.agency_id, bool(each.answer)) for each in TaskAgency.objects.order_by("pk")]
    assert sorted(beside) == sorted([(1, town.alpha, True), (1, second, False), (3, second, False), (4, second, False)])
    assert TaskTransfer.objects.filter(lead=False).count() == 3


def test_two_hundred_tasks_are_handed_over_in_a_bounded_number_of_queries(town: Town) -> None:
    give(town, 20)
    small = _queries(town, town.alpha, town.agency("Sở Thử Ba", "gamma"))
    give(town, 220, "beta")
    large = _queries(town, town.beta, town.agency("Sở Thử Bốn", "delta"))
    assert Update.objects.filter(kind="moved").count() == 240
    assert large <= small + 6, (small, large)


def _queries(town: Town, former: int, successor: int) -> int:
    with CaptureQueriesContext(connection) as made:
        town.record("merge", (former,), (successor,))
    return len(made)


def test_acts_go_on_in_the_seat_that_goes_on(town: Town) -> None:
    """The successor's people do what the former's would have: report, propose; and the former's no longer can."""
    give(town, 1)
    old = town.founded["fellow-alpha"]
    town.record("merge", (town.alpha,), (town.agency("Sở Thử Ba", "gamma"),))
    (seat,) = town.seats(MERGED_ON, "fellow-alpha")
    capacity = capacity_in_seat("T1", seat.id, THAT_DAY)
    assert capacity is not None
    assert capacity.person == old.person
    task = Task.objects.get().pk
    with pytest.raises(ChidaoError):
        town.founded.do("report_progress", old, task=task, text="Cũ", percent=5, now=LATER)
    town.founded.do("report_progress", capacity, task=task, text="Mới", percent=5, now=LATER)
    # An absence of the same seat, told before, and the own seat in its two rows.
    assert town.reader("fellow-alpha").seats == {seat.id, old.seat}


def test_a_meeting_convened_before_is_held_by_the_seat_that_goes_on(town: Town) -> None:
    """Whoever presides and whoever is invited are seats; a seat that goes on is the same seat."""
    head, helper = town.founded["head"], town.founded["helper-alpha"]
    eve = THAT_DAY - timedelta(days=14)
    given = {"kind": "regular", "title": "Họp", "place": "Phòng 1", "starts_at": THAT_DAY + timedelta(days=5)}
    meeting = town.founded.do("convene_meeting", head, **given, agenda=("Một việc",), now=eve).outcome["meeting"]
    town.founded.do("propose_invitations", meeting=meeting, now=eve)
    town.founded.do("approve_invitation_list", head, meeting=meeting, now=eve)
    third = town.agency("Sở Thử Ba", "gamma")
    town.record("merge", (town.founded.agencies["town"], town.alpha), (third,))
    (now,) = town.seats(MERGED_ON, "head")
    assert now.id != head.seat
    reader = town.reader("helper-alpha", THAT_DAY)
    assert helper.seat in reader.seats
    assert [each.id for each in meeting_list(reader)] == [meeting], "invited as before"
    presiding = capacity_in_seat("T1", now.id, THAT_DAY)
    assert presiding is not None
    attendance = [Attended(invitation=row.pk, attendance="present") for row in Invitation.objects.all()]
    held_at = THAT_DAY + timedelta(days=5, hours=3)
    town.founded.do("record_attendance", meeting=meeting, attended=tuple(attendance), now=held_at)
    town.founded.do("close_meeting", presiding, meeting=meeting, now=held_at)


def test_absences_and_tenures_go_on_with_their_seat(town: Town) -> None:
    seat = town.founded.seat("helper-alpha")
    town.founded.do("record_absence", seat=seat, first_on=date(2020, 6, 25), last_on=date(2020, 7, 10))
    town.record("merge", (town.alpha,), (town.beta,))
    (now,) = town.seats(MERGED_ON, "helper-alpha")
    assert now.absent
    periods = Absence.objects.order_by("pk").values_list("seat_id", "effective_from", "effective_until")
    assert list(periods) == [(seat, date(2020, 6, 25), MERGED_ON), (now.id, MERGED_ON, date(2020, 7, 11))]
    tenure = Tenure.objects.get(seat=now.id)
    assert (tenure.person_id, tenure.effective_from) == (town.founded["helper-alpha"].person, MERGED_ON)


def test_what_keeps_a_seat_beside_is_said_by_whoever_records(town: Town) -> None:
    seat = town.founded.seat("fellow-alpha")
    town.record("merge", (town.alpha,), (town.beta,), keep=(seat,))
    (beside,) = town.seats(MERGED_ON, "fellow-alpha")
    assert (beside.agency, beside.post) == (town.beta, "Giám đốc Sở Thử Hai")
    assert beside.person == town.founded["fellow-beta"].person, "held through the post that the successor fills"


# --- what is owed in reports


def owed_lines(town: Town, today: date) -> dict[tuple[str, int], str]:
    """Return how reports stand by asking and agency, a year around a day."""
    span = timedelta(days=200)
    return {
        (asked.title.vi, line.agency.id): line.state
        for asked, lines in lines_due("T1", today - span, today + span, today)
        for line in lines
    }


def test_reports_due_are_owed_once_and_those_of_before_stay_the_formers(town: Town) -> None:
    fields = (AskedField(label="Số việc", kind="number", required=True),)
    form = town.founded.do(
        "issue_report_form", title="Báo cáo", fields=fields, months=3, starts_in=1, closes_on=14, working_days=2,
        effective_from=date(2020, 3, 3),
    ).outcome["form"]  # fmt: skip
    demand = town.founded.do(
        "demand_report", town.founded["head"], form=form, title="Đột xuất", agencies=(town.alpha, town.beta),
        first_on=date(2020, 6, 1), last_on=date(2020, 6, 30), due_on=date(2020, 7, 8),
        now=THAT_DAY - timedelta(days=9),
    ).outcome["demand"]  # fmt: skip
    eve = MERGED_ON - timedelta(days=1)
    before = owed_lines(town, eve)
    town.record("merge", (town.alpha,), (town.beta,))
    after = owed_lines(town, eve)
    past = {key: state for key, state in before.items() if state in {"missing", "late", "on_time"}}
    assert {agency for _, agency in past} >= {town.alpha, town.beta}
    assert {key: after[key] for key in past} == past, "what the former owed before the day stays its own"
    ahead = [key for key in after if key not in past]
    assert ahead
    assert not [key for key in ahead if key[1] == town.alpha], "after it the successor owes, once"
    assert len([key for key in ahead if key[0] == "Đột xuất"]) == 1
    assert not [each for each in owed_by("T1", town.beta, LATER.date()) if each.kind != "report"]
    assert demand


# --- names on any day


def test_the_past_stays_under_the_old_name(town: Town) -> None:
    give(town, 12)
    finish(town, (1,), THAT_DAY - timedelta(days=60))
    new = town.record("rename", (town.alpha,), name="Sở Thử Mới", short_name="STM")
    eve = MERGED_ON - timedelta(days=1)
    assert (agency_name_on(town.alpha, eve), agency_name_on(town.alpha, MERGED_ON)) == ("Sở Thử Một", "Sở Thử Mới")
    assert [town.seats(day, "fellow-alpha")[0].post for day in (eve, MERGED_ON)] == [
        "Giám đốc Sở Thử Một", "Giám đốc Sở Thử Mới",
    ]  # fmt: skip
    assert [town.seats(day, "helper-alpha")[0].agency_name for day in (eve, MERGED_ON)] == ["Sở Thử Một", "Sở Thử Mới"]
    names = {row.number: row.lead.name for row in task_list(town.reader(), today=LATER.date()).rows}
    assert names[1] == "Sở Thử Một", "done when it was called so"
    assert names[2] == "Sở Thử Mới"
    assert not new["undecided"]
    assert not new["ended"]
    assert not TaskTransfer.objects.exists()
    assert lineage(town.alpha) == {town.alpha}


def test_renaming_is_one_way_of_doing(town: Town) -> None:
    town.founded.do("rename_agency", agency=town.alpha, name="Sở Thử Mới", effective_from=MERGED_ON, now=THAT_DAY)
    assert Succession.objects.get().kind == "rename"
    assert Agency.objects.get(pk=town.alpha).name == "Sở Thử Mới"
    assert town.seats(MERGED_ON, "fellow-alpha")[0].person == town.founded["fellow-alpha"].person


def test_a_successor_may_take_a_new_name_with_the_merger(town: Town) -> None:
    town.record("merge", (town.alpha,), (town.beta,), name="Sở Thử Chung")
    (fellow,) = town.seats(MERGED_ON, "fellow-beta")
    assert fellow.post == "Giám đốc Sở Thử Chung"
    assert fellow.person == town.founded["fellow-beta"].person
    assert {each.agency_name for each in seats_in_force("T1", MERGED_ON) if each.key.endswith("alpha")} == {
        "Sở Thử Chung"
    }
    assert Succession.objects.count() == 2


# --- splitting and dissolving


def test_a_split_divides_tasks_by_number_and_by_field(town: Town) -> None:
    give(town, 6)
    second = town.agency("Sở Thử Ba", "gamma")
    from chidao.mandates.rules.succession import Portion

    portions = (Portion(successor=second, tasks=(2, 3), seats=(town.founded.seat("focal-alpha"),)),)
    town.record("split", (town.alpha,), (town.beta, second), portions=portions)
    leads = dict(Task.objects.values_list("number", "lead_agency_id"))
    assert {number for number, lead in leads.items() if lead == second} == {2, 3}
    assert {number for number, lead in leads.items() if lead == town.beta} == {1, 4, 5, 6}
    assert town.seats(MERGED_ON, "focal-alpha")[0].agency == second
    assert town.seats(MERGED_ON, "helper-alpha")[0].agency == town.beta
    assert successor_of(town.alpha, MERGED_ON) == town.beta
    assert town.refused("split", (town.beta,), (town.beta, second), portions=(Portion(successor=second, tasks=(99,)),))[
        1
    ] == {"not_open_there"}


def test_nothing_ends_while_it_owes_something(town: Town) -> None:
    give(town, 2)
    kind, found = town.refused("dissolve", (town.alpha,))
    assert (kind, found) == (Conflict, {"still_owed"})
    with pytest.raises(Conflict) as problem:
        town.record("dissolve", (town.alpha,))
    said = [each.says.vi for each in problem.value.reasons]
    assert said == ["nhiệm vụ 1 “Việc alpha 1”", "nhiệm vụ 2 “Việc alpha 2”"]
    town.record("dissolve", (town.alpha,), (town.beta,))
    assert {task.lead_agency_id for task in Task.objects.all()} == {town.beta}


def test_a_dissolved_agency_leaves_its_people_named(town: Town) -> None:
    outcome = town.record("dissolve", (town.alpha,))
    people = {town.founded[key].person for key in ("fellow-alpha", "helper-alpha", "focal-alpha")}
    assert {each["person"] for each in outcome["undecided"]} == people
    assert not [each for each in seats_in_force("T1", MERGED_ON) if each.agency == town.alpha]
    assert successor_of(town.alpha, MERGED_ON) is None
    assert agencies_going_on((town.alpha, town.beta), MERGED_ON) == (town.beta,)


def test_what_is_owed_later_is_owed_once_by_the_successor(town: Town) -> None:
    third = town.agency("Sở Thử Ba", "gamma")
    town.record("merge", (town.alpha,), (town.beta,))
    later = THAT_DAY + timedelta(days=9)
    town.record("merge", (town.beta,), (third,), effective_from=later.date(), now=later)
    eve = MERGED_ON - timedelta(days=1)
    assert [successor_of(town.alpha, day) for day in (eve, MERGED_ON, later.date())] == [town.alpha, town.beta, third]
    assert agencies_going_on((town.alpha, town.beta), later.date()) == (third,)
    assert lineage(third) == {town.alpha, town.beta, third}


# --- what is refused


def test_a_succession_is_recorded_on_its_day_or_after_and_in_order(town: Town) -> None:
    tomorrow = MERGED_ON + timedelta(days=1)
    assert town.refused("merge", (town.alpha,), (town.beta,), effective_from=tomorrow) == (Conflict, {"not_yet"})
    town.record("merge", (town.alpha,), (town.beta,))
    assert town.refused("merge", (town.alpha,), (town.beta,)) == (Conflict, {"ceased"})
    assert town.refused("rename", (town.beta,), name="Mới", effective_from=date(2020, 5, 1))[1] == {"changed_since"}
    kind, found = town.refused("merge", (town.beta,), ())
    assert (kind, found) == (BadInput, {"one_successor"})


def test_work_is_not_given_to_an_agency_that_is_no_more(town: Town) -> None:
    town.record("merge", (town.alpha,), (town.beta,))
    with pytest.raises(BadInput) as problem:
        town.founded.do(
            "assign_task", town.founded["head"], title="Việc mới", lead_agency=town.alpha, source_text="Văn bản 9",
            now=LATER,
        )  # fmt: skip
    assert [(each.code, each.field) for each in problem.value.reasons] == [("ceased", "lead_agency")]
    assert "Sở Thử Hai" in (problem.value.reasons[0].remedy or problem.value.reasons[0].says).vi


def test_a_late_paper_moves_what_had_begun_meanwhile(town: Town) -> None:
    """Recorded three weeks late: whoever was put in a seat since then goes on in it, from the same day."""
    seat = town.founded.seat("helper-alpha")
    since = date(2020, 7, 10)
    town.founded.do("end_tenure", seat=seat, effective_until=since, now=LATER)
    person = town.founded.new_person("Người mới")
    town.founded.do("confer_seat", seat=seat, person=person, effective_from=since, now=LATER)
    town.record("merge", (town.alpha,), (town.beta,), now=LATER)
    rows = Tenure.objects.filter(seat__key="helper-alpha").order_by("effective_from", "pk")
    (now,) = town.seats(LATER.date(), "helper-alpha")
    assert now.person == person
    assert [(each.seat_id == now.id, each.effective_from) for each in rows] == [
        (False, date(2020, 3, 2)), (True, MERGED_ON), (True, since),
    ]  # fmt: skip


def test_a_later_regulation_that_still_names_the_former_leaves_the_seats_with_the_successor(town: Town) -> None:
    from chidao.acts.runner import Call, perform
    from chidao.mandates.acts.founding import AdoptCharter

    town.record("merge", (town.alpha,), (town.beta,))
    later = charter().replace("id: T1\n", "id: T2\n", 1).replace("2020-03-02", "2020-07-15")
    beside = BESIDE.replace("complements: T1", "complements: T2").replace("2020-03-02", "2020-07-15")
    beside = beside.replace("id: T1-beside\n", "id: T2-beside\n", 1)
    given = AdoptCharter(body="T1", charter=later, installation=beside)
    perform(Call(act="adopt_charter", given=given, by=town.founded["head"], now=LATER))
    on = date(2020, 7, 16)
    assert [each.agency_name for each in town.seats(on, "helper-alpha")] == ["Sở Thử Hai"]
    assert not town.seats(on, "fellow-alpha")
    assert not Seat.objects.filter(agency=town.alpha, effective_until=None).exists()
    assert not Appointment.objects.filter(post__agency=town.alpha, effective_until=None).exists()
    assert Post.objects.filter(agency=town.alpha).exists()


# --- a shipped charter


def test_the_standing_body_itself_is_merged_and_its_clerk_works_on(db: None) -> None:
    """Under a regulation that ships, the agency of the standing body, of a vice chair and of the clerk ends."""
    hp = hp20()
    ids = {each.code: each.pk for each in Agency.objects.all()}
    former, into = ids["HP/so-thong-tin-truyen-thong"], ids["HP/so-khoa-hoc"]
    on = SPRING.date() + timedelta(days=14)
    roles = {each.key: each.role for each in seats_in_force("HP", on) if each.agency == former}
    has = {each.role for each in seats_in_force("HP", on) if each.agency == into}
    given = {"kind": "merge", "former": (former,), "successors": (into,), "effective_from": on}
    outcome = hp.do("record_succession", **given, now=SPRING + timedelta(days=14)).outcome
    seats = {each.key: each for each in seats_in_force("HP", on)}
    assert seats["vice-chair"].post == "Giám đốc Sở Khoa học và Công nghệ"
    assert seats["member-so-khoa-hoc"].agency == into
    assert set(roles) - set(seats) == {key for key, role in roles.items() if role in has}
    assert seats["clerk"].person == hp.clerk.person
    assert not outcome["undecided"]
    clerk = capacity_in_seat("HP", seats["clerk"].id, SPRING + timedelta(days=15))
    assert clerk is not None
    hp.do("register_person", clerk, name="Người mới", now=SPRING + timedelta(days=15))
    assert not check_record("default").findings
