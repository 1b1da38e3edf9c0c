"""Reading tasks: what is found, in which order, who may see it, and in how many queries however many there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chidao.acts.authority import Capacity
from chidao.documents.uploads import CheckedFile
from chidao.kernel.errors import BadInput, NotFound
from chidao.mandates.queries import Reader, reader_for
from chidao.tasks.queries import (
    Page,
    TaskFilters,
    agency_counts,
    changed_since,
    late_list,
    task_list,
    task_page,
    waiting_for,
)
from chidao.tasks.rules import PlannedTask
from tests.factories import Founded
from tests.tasks.at_work import ONE_DAY, assigned, at_hour, conclusion_of, fresh_body, proposed, task_now

pytestmark = pytest.mark.django_db
TODAY = date(2020, 3, 16)


@pytest.fixture
def body() -> Founded:
    """The small body on its first morning, Tuesday 3/3/2020."""
    return fresh_body()


def reader(founded: Founded, seat: str = "head") -> Reader:
    return reader_for(founded[seat], founded.now)


def titles(page: Page) -> list[str]:
    return [row.title for row in page.rows]


def imported(founded: Founded, count: int, *, lead: str = "alpha") -> None:
    """Enter that many tasks, one due each day from 4/3/2020 on, every seventh without a day."""
    rows = tuple(
        PlannedTask(
            row=number, title=f"Nhiệm vụ {lead} {number}", lead_agency_id=founded.agencies[lead],
            coordinating_ids=(founded.agencies["town"],),
            due_on=None if number % 7 == 0 else date(2020, 3, 3) + timedelta(days=number % 90),
            assigned_on=date(2020, 3, 2),
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    founded.do("import_tasks", rows=rows, file="")


# --- the list


def test_in_order_of_their_days_and_those_without_a_day_last(body: Founded) -> None:
    imported(body, 8)
    page = task_list(reader(body), today=TODAY)
    assert [row.due_on for row in page.rows] == [*(date(2020, 3, 3) + n * ONE_DAY for n in (1, 2, 3, 4, 5, 6, 8)), None]
    assert (page.count, page.more, page.next_key) == (8, False, None)


@pytest.mark.parametrize("sort", ["due", "newest", "changed"])
@pytest.mark.parametrize("limit", [1, 7, 30])
def test_pages_follow_each_other_without_a_gap_or_a_double(body: Founded, sort: str, limit: int) -> None:
    imported(body, 40)
    whole = task_list(reader(body), today=TODAY, sort=sort, limit=100)  # type: ignore[arg-type]
    found: list[int] = []
    key: str | None = None
    while True:
        page = task_list(reader(body), today=TODAY, sort=sort, after_key=key, limit=limit)  # type: ignore[arg-type]
        found += [row.id for row in page.rows]
        key = page.next_key
        if key is None:
            break
    assert found == [row.id for row in whole.rows]
    assert len(found) == 40


@pytest.mark.parametrize("key", ["x", "2020-99-99_1", "1_2_3", "_x", "2020-01-01_"])
def test_a_key_that_is_none_is_refused(body: Founded, key: str) -> None:
    with pytest.raises(BadInput):
        task_list(reader(body), today=TODAY, after_key=key)


def test_filters_narrow_and_the_count_is_what_is_opened(body: Founded) -> None:
    late = assigned(body, "Muộn", due_on=date(2020, 3, 10))
    assigned(body, "Còn hạn", lead="beta", coordinating=("alpha",), due_on=date(2020, 4, 10))
    proposed(body, title="Chờ", due_on=date(2020, 3, 12))
    conclusion = conclusion_of(body)
    body.do("assign_task", body["head"], title="Từ kết luận", lead_agency=late.lead_agency_id, provision=conclusion.pk)
    alpha = body.agencies["alpha"]

    def found(**filters: object) -> list[str]:
        page = task_list(reader(body), today=TODAY, filters=TaskFilters(**filters))  # type: ignore[arg-type]
        assert page.count == len(page.rows)
        return sorted(titles(page))

    assert found(late=True) == ["Muộn"]
    assert found(state="proposed") == ["Chờ"]
    assert found(state="accepted") == []
    assert found(agency=alpha, state="open") == ["Muộn", "Từ kết luận"]
    assert found(coordinating=alpha) == ["Còn hạn"]
    assert found(provision=conclusion.pk) == found(instrument=conclusion.instrument_id) == ["Từ kết luận"]
    assert found(due_from=date(2020, 3, 10), due_until=date(2020, 3, 12)) == ["Chờ", "Muộn"]
    assert found(mine=True) == []
    assert len(found(state="unfinished")) == 4


def test_a_line_says_what_a_list_shows(body: Founded) -> None:
    task = assigned(body, coordinating=("beta",), due_on=date(2020, 3, 10))
    body.do("report_progress", body["fellow-alpha"], task=task.pk, text="Được nửa", percent=50)
    body.do("remind_task", body.clerk, task=task.pk)
    body.do("extend_deadline", body["head"], task=task.pk, due_on=date(2020, 3, 13), reason="Chờ")
    (row,) = task_list(reader(body), today=TODAY).rows
    assert (row.lead.name, row.lead.short) == ("Sở Thử Một", "S1")
    assert [each.name for each in row.coordinating] == ["Sở Thử Hai"]
    assert (row.lateness.kind, row.lateness.working_days, row.extended) == ("late", -1, True)
    assert row.last is not None
    assert (row.last.kind, row.last.by.vi) == ("extended", body["head"].says.vi)


# --- search


def test_words_are_found_without_their_marks_and_those_with_them_come_first(body: Founded) -> None:
    for title in ("Chuyển đội hình trực", "Kế hoạch chuyển đổi số", "Việc khác"):
        assigned(body, title)
    found = task_list(reader(body), today=TODAY, filters=TaskFilters(q="chuyen doi"))
    assert titles(found) == ["Kế hoạch chuyển đổi số", "Chuyển đội hình trực"]
    found = task_list(reader(body), today=TODAY, filters=TaskFilters(q="chuyển đội"))
    assert titles(found) == ["Chuyển đội hình trực", "Kế hoạch chuyển đổi số"]
    assert found.count == 2
    assert titles(task_list(reader(body), today=TODAY, filters=TaskFilters(q="…"))) == []


def test_a_number_is_found_as_a_number(body: Founded) -> None:
    imported(body, 12)
    found = task_list(reader(body), today=TODAY, filters=TaskFilters(q="11"))
    assert [row.number for row in found.rows] == [11]


def test_a_search_is_paged_too(body: Founded) -> None:
    imported(body, 25)
    first = task_list(reader(body), today=TODAY, filters=TaskFilters(q="nhiem vu"), limit=20)
    rest = task_list(reader(body), today=TODAY, filters=TaskFilters(q="nhiem vu"), limit=20, after_key=first.next_key)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 25
    assert rest.next_key is None


# --- who may see


def test_an_agency_sees_what_it_leads_and_coordinates_and_no_more(body: Founded) -> None:
    hidden = assigned(body, "Của người khác", lead="beta")
    assigned(body, "Chủ trì")
    assigned(body, "Phối hợp", lead="beta", coordinating=("alpha",))
    alpha = reader(body, "fellow-alpha")
    assert sorted(titles(task_list(alpha, today=TODAY))) == ["Chủ trì", "Phối hợp"]
    with pytest.raises(NotFound):
        task_page(alpha, hidden.pk, TODAY)
    nobody = Reader(capacity=body["fellow-alpha"], scopes={})
    assert task_list(nobody, today=TODAY).rows == ()
    assert waiting_for(nobody, body.now) == ()
    own = Reader(capacity=body["fellow-beta"], scopes={"tasks": "own"})
    assert sorted(titles(task_list(own, today=TODAY))) == ["Của người khác", "Phối hợp"]


def test_another_bodys_tasks_are_not_there(body: Founded) -> None:
    task = assigned(body)
    stranger = Reader(
        capacity=Capacity(body="T2", person=1, seat=None, says=body["head"].says), scopes={"tasks": "all"}
    )
    assert task_list(stranger, today=TODAY).rows == ()
    with pytest.raises(NotFound):
        task_page(stranger, task.pk, TODAY)


# --- one task


def test_a_page_holds_everything_that_happened(body: Founded) -> None:
    conclusion = conclusion_of(body)
    fields = {"title": "Việc", "lead_agency": body.agencies["alpha"], "coordinating": (body.agencies["beta"],)}
    receipt = body.do("assign_task", body["head"], provision=conclusion.pk, **fields)
    task = receipt.outcome["task"]
    file = CheckedFile(name="a.pdf", media_type="application/pdf", sha256="a" * 64, size=1)
    body.do("ask_coordination", body["fellow-alpha"], task=task, agencies=(body.agencies["beta"],), question="Góp ý?")
    body.do("answer_coordination", body["fellow-beta"], task=task, answer="Nhất trí")
    body.do("report_progress", body["fellow-alpha"], task=task, text="Xong nửa", percent=50, files=(file,))
    page = task_page(reader(body), task, TODAY)
    assert page.source is not None
    assert (page.source.cite, page.source.instrument_label) == ("Kết luận 1", "05/TB-BTN")
    assert page.source_text == "Kết luận 1, 05/TB-BTN"
    assert {each.kind for each in page.updates} == {"asked", "answered", "progress"}
    assert [each.name for update in page.updates for each in update.evidence] == ["a.pdf"]
    assert (page.coordinating[0].answer, page.assigned_by.vi) == ("Nhất trí", body["head"].says.vi)


# --- the desk


def test_what_waits_for_whom(body: Founded) -> None:
    late = assigned(body, "Muộn", coordinating=("beta",), due_on=date(2020, 3, 5))
    assigned(body, "Xa", due_on=date(2020, 6, 1))
    waiting = proposed(body, title="Chờ nghiệm thu", due_on=date(2020, 3, 6))
    beta = body.agencies["beta"]
    fields = {"agencies": (beta,), "question": "Góp ý?", "answer_due_on": date(2020, 3, 9)}
    body.do("ask_coordination", body["fellow-alpha"], task=late.pk, **fields)
    now = at_hour(date(2020, 3, 10))
    found = {seat: waiting_for(reader(body, seat), now) for seat in ("head", "fellow-alpha", "fellow-beta")}
    assert [(each.kind, each.task.id, each.clause) for each in found["head"]] == [("accept", waiting.pk, "T1-2")]
    assert [(each.kind, each.task.id, each.act) for each in found["fellow-alpha"]] == [
        ("late", late.pk, "propose_completion")
    ]
    assert [(each.kind, each.due_on, each.act) for each in found["fellow-beta"]] == [
        ("answer", date(2020, 3, 9), "answer_coordination")
    ]


def test_where_it_is_late_and_how_agencies_stand(body: Founded) -> None:
    for number in range(1, 4):
        assigned(body, f"Muộn {number}", due_on=date(2020, 3, 3 + number))
    assigned(body, "Cũng muộn", lead="beta", due_on=date(2020, 3, 4))
    assigned(body, "Sắp đến hạn", lead="beta", due_on=date(2020, 3, 17))
    proposed(body, title="Chờ")
    groups = late_list(reader(body), TODAY, each=2)
    assert [(each.agency.short, each.count, len(each.rows)) for each in groups] == [("S1", 3, 2), ("S2", 1, 1)]
    assert groups[0].oldest_due_on == date(2020, 3, 4)
    counts = {each.agency.short: each for each in agency_counts(reader(body), TODAY)}
    assert (counts["S1"].unfinished, counts["S1"].late, counts["S1"].proposed) == (4, 3, 1)
    assert (counts["S2"].unfinished, counts["S2"].late, counts["S2"].soon) == (2, 1, 1)


def test_what_has_changed_since_one_looked(body: Founded) -> None:
    task = assigned(body)
    assigned(body, "Không ai động đến")
    looked = body.now + ONE_DAY
    body.do("report_progress", body["fellow-alpha"], task=task.pk, text="Được nửa", percent=50, now=looked + ONE_DAY)
    assert [row.id for row in changed_since(reader(body), looked, today=TODAY).rows] == [task.pk]


# --- how many queries


READINGS: dict[str, tuple[int, Callable[[Founded, int], object]]] = {
    "list": (6, lambda body, _: task_list(reader(body), today=TODAY)),
    "an agency's late tasks": (
        6,
        lambda body, _: task_list(
            reader(body), today=TODAY, filters=TaskFilters(agency=body.agencies["alpha"], late=True)
        ),
    ),
    "an agency's own list": (6, lambda body, _: task_list(reader(body, "fellow-alpha"), today=TODAY)),
    "search": (6, lambda body, _: task_list(reader(body), today=TODAY, filters=TaskFilters(q="nhiem vu"))),
    "page": (5, lambda body, task: task_page(reader(body), task, TODAY)),
    "late": (6, lambda body, _: late_list(reader(body), TODAY)),
    "counts": (6, lambda body, _: agency_counts(reader(body), TODAY)),
    "changed": (6, lambda body, _: changed_since(reader(body), body.now - ONE_DAY, today=TODAY)),
    "waiting for an agency": (8, lambda body, _: waiting_for(reader(body, "fellow-alpha"), at_hour(TODAY))),
    "waiting for the head": (8, lambda body, _: waiting_for(reader(body), at_hour(TODAY))),
}


@pytest.mark.parametrize("name", READINGS)
def test_the_number_of_queries_does_not_grow_with_the_rows(body: Founded, name: str) -> None:
    most, read = READINGS[name]
    task = assigned(body, "Việc chính", coordinating=("beta",))
    body.do("report_progress", body["fellow-alpha"], task=task.pk, text="Bắt đầu", percent=5)
    body.do("propose_completion", body["fellow-alpha"], task=task.pk, result="Xong", no_evidence="Việc nội bộ")
    own = queries(lambda: reader_for(body["head"], body.now))
    counted = [queries(lambda: read(body, task.pk)) - own]
    for more in (2, 297):
        imported(body, more, lead="beta" if more == 2 else "alpha")
        body.do("return_completion", body["head"], task=task.pk, reason="Thiếu")
        body.do("propose_completion", body["fellow-alpha"], task=task.pk, result="Xong", no_evidence="Việc nội bộ")
        counted.append(queries(lambda: read(body, task.pk)) - own)
    assert max(counted) <= most, counted


def test_thirty_proposals_are_asked_about_in_one_question(body: Founded) -> None:
    own = queries(lambda: reader_for(body["head"], body.now))
    for number in range(30):
        proposed(body, title=f"Việc {number}")
    assert len(waiting_for(reader(body), at_hour(TODAY))) == 30
    assert queries(lambda: waiting_for(reader(body), at_hour(TODAY))) - own <= 10


def queries(read: Callable[[], object]) -> int:
    """Return how many queries a second reading makes, when what every page needs is in memory."""
    read()
    with CaptureQueriesContext(connection) as seen:
        read()
    return len(seen)


def test_the_state_of_the_rows_is_what_the_rule_says(body: Founded) -> None:
    """What the database calls late is what the rule calls late, on every day around the deadline."""
    task = assigned(body, due_on=date(2020, 3, 13))
    for days in range(-3, 6):
        today = date(2020, 3, 13) + days * ONE_DAY
        late = task_list(reader(body), today=today, filters=TaskFilters(late=True)).count == 1
        assert late == (task_page(reader(body), task.pk, today).lateness.kind == "late")
    assert task_now(task.pk).state == "open"
