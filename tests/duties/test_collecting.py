"""Agencies' reports: owed by who is seated, in the windows of the decree; on time, late and missing are computed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.acts.kept import forget_kept
from chidao.duties.acts import Answer, AskedField
from chidao.duties.models import AgencyReport
from chidao.duties.queries import Table, owed_reports, table_of_demand, table_of_form, turn_standings
from chidao.duties.rules.collecting import (
    MONTHS,
    FormField,
    FormRule,
    against_form,
    keyed,
    owing,
    plain_number,
    read_answers,
    report_state,
    totals,
    turn_named,
    turns,
)
from chidao.instruments.queries import working_days
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Conflict, NotFound, Refused
from chidao.mandates.owed import owed_by
from chidao.mandates.queries import reader_for
from tests.factories import MORNING, Founded

FIELDS = (
    {"label": "Số dịch vụ công trực tuyến", "kind": "number", "required": True},
    {"label": "Tỷ lệ hồ sơ trực tuyến", "kind": "percent"},
    {"label": "Đã có kế hoạch", "kind": "yes"},
    {"label": "Khó khăn", "kind": "text"},
)
RULE = FormRule(months=3, starts_in=1, closes_on=14, working_days=1, effective_from=date(2020, 1, 1))


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2020, month, day, hour, tzinfo=VIET_NAM)


# ---------------------------------------------------------------- the rules


@pytest.mark.parametrize(
    ("months", "key", "first_on", "last_on", "due_on"),
    [
        (1, "2020-03", date(2020, 2, 15), date(2020, 3, 14), date(2020, 3, 16)),
        (3, "2020-Q2", date(2020, 3, 15), date(2020, 6, 14), date(2020, 6, 15)),
        (6, "2020-01..06", date(2019, 12, 15), date(2020, 6, 14), date(2020, 6, 15)),
        (6, "2020-07..12", date(2020, 6, 15), date(2020, 12, 14), date(2020, 12, 15)),
        (9, "2020-01+9", date(2019, 12, 15), date(2020, 9, 14), date(2020, 9, 15)),
        (12, "2020", date(2019, 12, 15), date(2020, 12, 14), date(2020, 12, 15)),
    ],
)
def test_the_windows_are_those_of_the_decree(
    months: int, key: str, first_on: date, last_on: date, due_on: date
) -> None:
    rule = FormRule(months=months, starts_in=1, closes_on=14, working_days=1, effective_from=date(2019, 1, 1))
    turn = turn_named(rule, key, working_days())
    assert turn is not None
    assert (turn.first_on, turn.last_on, turn.due_on) == (first_on, last_on, due_on)


@settings(deadline=None)
@given(
    months=st.sampled_from(MONTHS[1:]), starts_in=st.integers(1, 12), closes_on=st.integers(0, 28),
    days=st.integers(1, 20), year=st.integers(2015, 2030),
)  # fmt: skip
def test_windows_follow_each_other_and_are_due_after_they_close(
    months: int, starts_in: int, closes_on: int, days: int, year: int
) -> None:
    rule = FormRule(
        months=months, starts_in=starts_in, closes_on=closes_on, working_days=days, effective_from=date(2000, 1, 1)
    )
    found = turns(rule, date(year, 1, 1), date(year + 1, 12, 31), working_days())
    assert found == sorted(found, key=lambda each: each.due_on)
    for turn in found:
        assert turn.first_on < turn.last_on < turn.due_on
        assert working_days().working_days_between(turn.last_on, turn.due_on) == days
        assert turn_named(rule, turn.cycle.key, working_days()) == turn
    if months != 9:
        assert all(b.first_on == a.last_on + timedelta(days=1) for a, b in pairwise(found))


def test_a_form_owes_what_closes_while_it_is_in_force() -> None:
    rule = FormRule(
        months=3, starts_in=1, closes_on=14, working_days=1, effective_from=date(2020, 3, 15),
        effective_until=date(2020, 12, 14),
    )  # fmt: skip
    keys = [turn.cycle.key for turn in turns(rule, date(2020, 1, 1), date(2021, 12, 31), working_days())]
    assert keys == ["2020-Q2", "2020-Q3"]
    assert turn_named(rule, "2020-Q1", working_days()) is None
    assert all(turn_named(rule, key, working_days()) is None for key in ("", "x", "0000", "9999-Q1", "2020-Q9"))


@given(
    opens=st.dates(date(2020, 1, 1), date(2020, 12, 31)), term=st.integers(0, 60),
    sent=st.none() | st.dates(date(2020, 1, 1), date(2021, 12, 31)),
    today=st.dates(date(2020, 1, 1), date(2021, 12, 31)),
)  # fmt: skip
def test_a_report_is_one_thing_on_any_day(opens: date, term: int, sent: date | None, today: date) -> None:
    due = opens + timedelta(days=term)
    state = report_state(opens, due, sent, today)
    came = sent is not None and sent <= today
    assert (state in {"on_time", "late"}) == came
    assert (state == "late") == (came and sent is not None and sent > due)
    assert (state == "missing") == (not came and today > due)


def test_who_has_a_seat_from_which_it_can_be_sent_owes_it() -> None:
    seated = [(1, "fellow"), (2, "head"), (None, "fellow"), (3, "fellow")]
    assert owing(seated, frozenset({"fellow"})) == {1, 3}


def test_a_form_that_cannot_be_kept_is_refused_with_every_fault() -> None:
    faults = {each.field for each in against_form(months=5, starts_in=13, closes_on=31, working_days=0)}
    assert faults == {"months", "starts_in", "closes_on", "working_days"}
    assert list(against_form(months=0, starts_in=1, closes_on=0, working_days=0)) == []


def test_keys_come_of_labels() -> None:
    assert keyed(["Số máy chủ", "Số máy chủ", "!"]) == ["so_may_chu", "so_may_chu_2", "muc_3"]


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("number", "12", "12"), ("number", "1.234,50", "1234.5"), ("number", "1.234.567", "1234567"),
        ("number", "0012.500", "12.5"),
        ("number", "1234,5", "1234.5"), ("number", "-3", "-3"), ("number", "-0", "0"), ("percent", "87,5%", "87.5"),
        ("yes", "Có", True), ("yes", "no", False), ("text", "x = 1", "x = 1"),
    ],
)  # fmt: skip
def test_answers_are_read_as_people_write_them(kind: Any, words: str, value: str | bool) -> None:
    answers, faults = read_answers([FormField(key="a", label="A", kind=kind)], [("a", words)])
    assert (answers, faults) == ({"a": value}, [])


def test_what_could_be_two_numbers_is_none() -> None:
    answers, (fault,) = read_answers([FormField(key="a", label="A", kind="number")], [("a", "1.234")])
    assert (answers, fault.field) == ({}, "answers.a")


def test_each_answer_that_will_not_do_is_named() -> None:
    fields = [FormField(key=key, label=f"Mục {key}", kind=kind, required=key == "r")  # type: ignore[arg-type]
              for key, kind in {"r": "text", "n": "number", "p": "percent", "y": "yes"}.items()]  # fmt: skip
    _, faults = read_answers(fields, [("n", "nhiều"), ("p", "101"), ("y", "có lẽ"), ("z", "1")])
    assert [each.field for each in faults] == ["answers.z", "answers.r", "answers.n", "answers.p", "answers.y"]
    assert all("Mục" in each.says.vi or "z" in each.says.vi for each in faults)


@given(st.lists(st.decimals(-(10**9), 10**9, places=3), max_size=40))
def test_totals_are_exact(numbers: list[Decimal]) -> None:
    field = FormField(key="n", label="N", kind="number")
    answered = [read_answers([field], [("n", plain_number(each).replace(".", ","))])[0] for each in numbers]
    (total,) = totals([field], answered)
    assert total.of == len(numbers)
    assert (total.sum or 0) == sum(numbers)


# ---------------------------------------------------------------- the acts


def form(founded: Founded, **more: Any) -> int:
    """Issue a quarterly form on the morning of 3 March 2020."""
    fields = {"title": "Báo cáo chuyển đổi số", "fields": FIELDS, "months": 3, "closes_on": 14, "working_days": 1}
    made = founded.do("issue_report_form", **with_fields(fields | more))
    return int(made.outcome["form"])


def with_fields(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"fields": tuple(AskedField(**each) for each in fields["fields"])}


def send(founded: Founded, form: int | None, who: str, when: datetime, *, value: str = "5", **more: Any) -> int:
    """Send an agency's report by its fellow."""
    answers = (Answer(key="so_dich_vu_cong_truc_tuyen", value=value),)
    agency = more.pop("agency", founded.agencies[who])
    what: dict[str, Any] = {"form": form, "cycle": "2020-Q1", "agency": agency, "answers": answers} | more
    made = founded.do("submit_agency_report", founded[f"fellow-{who}"], now=when, **what)
    return int(made.outcome["report"])


def table(founded: Founded, form: int, today: date, by: str = "head") -> Table:
    forget_kept()
    return table_of_form(reader_for(founded[by], MORNING), form, "2020-Q1", today)


def states(found: Table) -> dict[str, str]:
    return {line.agency.name: line.state for line in found.lines}


@pytest.mark.django_db
def test_on_time_late_and_missing_are_computed(founded: Founded) -> None:
    asked = form(founded)
    assert states(table(founded, asked, date(2020, 3, 14))) == {"Sở Thử Một": "upcoming", "Sở Thử Hai": "upcoming"}
    send(founded, asked, "alpha", at(3, 16))
    assert states(table(founded, asked, date(2020, 3, 16))) == {"Sở Thử Một": "on_time", "Sở Thử Hai": "due"}
    assert states(table(founded, asked, date(2020, 3, 17))) == {"Sở Thử Một": "on_time", "Sở Thử Hai": "missing"}
    send(founded, asked, "beta", at(3, 18), value="7")
    found = table(founded, asked, date(2020, 3, 18))
    assert found.tally == {"on_time": 1, "late": 1}
    assert found.totals[0].sum == 12
    assert states(table(founded, asked, date(2020, 3, 17)))["Sở Thử Hai"] == "missing"


@pytest.mark.django_db
def test_a_report_sent_back_is_owed_again(founded: Founded) -> None:
    asked = form(founded)
    first = send(founded, asked, "alpha", at(3, 16))
    founded.do("return_agency_report", report=first, reason="Thiếu số liệu tháng hai", now=at(3, 16, 10))
    (owed,) = owed_reports(reader_for(founded["fellow-alpha"], MORNING), date(2020, 3, 16))[:1]
    assert (owed.state, owed.returned) == ("due", "Thiếu số liệu tháng hai")
    assert states(table(founded, asked, date(2020, 3, 17)))["Sở Thử Một"] == "missing"
    second = send(founded, asked, "alpha", at(3, 17))
    assert AgencyReport.objects.get(pk=second).version == 2
    assert states(table(founded, asked, date(2020, 3, 17)))["Sở Thử Một"] == "late"
    with pytest.raises(Conflict):
        founded.do("return_agency_report", report=first, reason="lần nữa", now=at(3, 18))


@pytest.mark.django_db
def test_what_was_sent_stands_until_it_is_sent_back(founded: Founded) -> None:
    asked = form(founded)
    send(founded, asked, "alpha", at(3, 16))
    with pytest.raises(Conflict) as problem:
        send(founded, asked, "alpha", at(3, 16, 11))
    assert {each.code for each in problem.value.reasons} == {"already_sent"}


@pytest.mark.django_db
def test_it_cannot_be_sent_by_another_too_early_or_for_no_cycle(founded: Founded) -> None:
    asked = form(founded)
    with pytest.raises(Refused):
        send(founded, asked, "alpha", at(3, 16), agency=founded.agencies["beta"])
    with pytest.raises(Conflict) as problem:
        send(founded, asked, "alpha", at(3, 13))
    assert {each.code for each in problem.value.reasons} == {"data_open"}
    with pytest.raises(NotFound):
        send(founded, asked, "alpha", at(3, 16), cycle="2019-Q4")
    with pytest.raises(BadInput) as bad:
        send(founded, asked, "alpha", at(3, 16), value="không rõ")
    assert bad.value.reasons[0].field == "answers.so_dich_vu_cong_truc_tuyen"
    assert "Số dịch vụ công trực tuyến" in bad.value.reasons[0].says.vi


@pytest.mark.django_db
def test_a_demand_turns_late_by_itself(founded: Founded) -> None:
    asked = form(founded, months=0)
    made = founded.do(
        "demand_report", founded["head"], form=asked, title="Rà soát máy chủ", agencies=(founded.agencies["alpha"],),
        first_on=date(2020, 1, 1), last_on=date(2020, 2, 29), due_on=date(2020, 3, 10),
    )  # fmt: skip
    demand = int(made.outcome["demand"])
    reader = reader_for(founded["head"], MORNING)
    assert states(table_of_demand(reader, demand, date(2020, 3, 10))) == {"Sở Thử Một": "due"}
    assert states(table_of_demand(reader, demand, date(2020, 3, 11))) == {"Sở Thử Một": "missing"}
    send(founded, None, "alpha", at(3, 11), demand=demand, cycle="")
    assert states(table_of_demand(reader, demand, date(2020, 3, 11))) == {"Sở Thử Một": "late"}
    other = reader_for(founded["fellow-beta"], MORNING)
    with pytest.raises(NotFound):
        table_of_demand(other, demand, date(2020, 3, 11))
    with pytest.raises(Conflict):
        send(founded, None, "beta", at(3, 11), demand=demand, cycle="")


@pytest.mark.django_db
def test_a_demand_leaves_a_working_day(founded: Founded) -> None:
    asked = form(founded, months=0)
    days = {"first_on": date(2020, 3, 1), "last_on": date(2020, 3, 6), "due_on": date(2020, 3, 8)}
    with pytest.raises(BadInput) as problem:
        founded.do("demand_report", founded["head"], form=asked, title="X", agencies=(999_999,), **days)
    assert {each.code for each in problem.value.reasons} == {"due_too_soon", "unknown_agency"}


@pytest.mark.django_db
def test_each_reader_sees_as_far_as_their_seat(founded: Founded) -> None:
    asked = form(founded)
    send(founded, asked, "alpha", at(3, 16))
    assert len(table(founded, asked, date(2020, 3, 16)).lines) == 2
    own = table(founded, asked, date(2020, 3, 16), by="fellow-beta")
    assert [line.agency.name for line in own.lines] == ["Sở Thử Hai"]
    assert own.totals == ()


@pytest.mark.django_db
def test_a_form_replaced_owes_no_more(founded: Founded) -> None:
    first = form(founded)
    form(founded, title="Mẫu mới", replaces=first, effective_from=date(2020, 4, 1))
    reader = reader_for(founded["fellow-alpha"], MORNING)
    owed = owed_reports(reader, date(2020, 6, 30))
    assert {(each.asked.form.title, each.asked.turn.cycle.key) for each in owed if each.asked.turn} == {
        ("Báo cáo chuyển đổi số", "2020-Q1"), ("Mẫu mới", "2020-Q2"), ("Mẫu mới", "2020-Q3"),
    }  # fmt: skip


@pytest.mark.django_db
def test_an_asking_is_kept_once_all_that_owe_it_sent(founded: Founded) -> None:
    asked = form(founded)
    send(founded, asked, "alpha", at(3, 16))
    (standing,) = turn_standings(founded.code, date(2020, 3, 1), date(2020, 3, 31), date(2020, 3, 18))
    assert (standing.owed, standing.came, standing.done_on) == (2, 1, None)
    send(founded, asked, "beta", at(3, 18))
    (standing,) = turn_standings(founded.code, date(2020, 3, 1), date(2020, 3, 31), date(2020, 3, 18))
    assert (standing.begun_on, standing.done_on) == (date(2020, 3, 16), date(2020, 3, 18))


@pytest.mark.django_db
def test_what_an_agency_owed_its_successor_sends_under_its_name(founded: Founded) -> None:
    asked, alpha, beta = form(founded), founded.agencies["alpha"], founded.agencies["beta"]
    assert [each.kind for each in owed_by(founded.code, alpha, date(2020, 3, 31))] == ["report"]
    founded.do(
        "record_succession", kind="merge", former=(alpha,), successors=(beta,), effective_from=date(2020, 4, 1),
        now=at(4, 1),
    )  # fmt: skip
    heir = reader_for(founded["fellow-beta"], at(4, 2))
    owed = {(each.agency.id, each.asked.turn.cycle.key) for each in owed_reports(heir, date(2020, 4, 2))
            if each.asked.turn and each.state == "missing"}  # fmt: skip
    assert owed == {(alpha, "2020-Q1"), (beta, "2020-Q1")}
    answers = (Answer(key="so_dich_vu_cong_truc_tuyen", value="5"),)
    what: dict[str, Any] = {"form": asked, "cycle": "2020-Q1", "agency": alpha, "answers": answers}
    made = founded.do("submit_agency_report", founded["fellow-beta"], now=at(4, 2), **what)
    row = AgencyReport.objects.get(pk=made.outcome["report"])
    assert (row.agency_id, row.former_id) == (beta, alpha)
    forget_kept()
    whose = {line.agency.id: line.state for line in table(founded, asked, date(2020, 4, 2)).lines}
    assert whose == {alpha: "late", beta: "missing"}
    (second,) = turn_standings(founded.code, date(2020, 6, 1), date(2020, 6, 30), date(2020, 4, 2))
    assert second.owed == 1
