"""Retention, days of hand-over, and every reason against: properties over any days, then the cases by name."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.archive.rules import (
    DossierFacts,
    PieceFacts,
    Retention,
    State,
    against_closing,
    against_filing,
    against_handing,
    against_taking,
    due_on,
    is_due_soon,
    next_number,
    retention_from,
    state_of,
)
from chidao.data.loading import read_yaml
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import same

DATA: Any = read_yaml("retention.yaml")
TABLE: Retention = retention_from(DATA)
DAYS = st.dates(date(2000, 1, 1), date(2150, 12, 31))
SIGNED = PieceFacts(label=same("01/CV"), what="1")


def facts(state: State = "open", retention: str = "06", **more: Any) -> DossierFacts:
    return DossierFacts(
        **{"label": same("01/2022"), "state": state, "retention": retention, "pieces": (SIGNED,), **more}
    )


def codes(reasons: Any) -> list[str]:
    return [each.code for each in reasons]


@settings(max_examples=60)
@given(DAYS, st.sampled_from(sorted(TABLE.codes)))
def test_a_retention_ends_with_a_year_so_many_after_the_work(ended: date, code: str) -> None:
    until, years = TABLE.kept_until(code, ended), TABLE.codes[code].years
    assert (until is None) is (years is None)
    if until:
        assert (until.month, until.day, until.year - ended.year) == (12, 31, years)


@settings(max_examples=60)
@given(DAYS, st.integers(0, 800))
def test_a_closed_dossier_is_announced_thirty_days_before_its_year_is_over(ended: date, after: int) -> None:
    due = due_on(TABLE, state="closed", retention="06", ended_on=ended, handed_on=None)
    assert due is not None
    assert 365 <= (due - ended).days <= 366
    today = ended + timedelta(days=after)
    assert is_due_soon(TABLE, due, today) is ((due - today).days <= 30)


@settings(max_examples=40)
@given(DAYS, st.sampled_from(sorted(TABLE.codes)))
def test_only_permanent_files_go_on_to_the_historical_archive(handed: date, code: str) -> None:
    due = due_on(TABLE, state="current", retention=code, ended_on=None, handed_on=handed)
    assert (due is not None) is (code == "01")
    if due:
        assert due.year - handed.year == (10 if handed < date(2025, 7, 1) else 5)
    assert due_on(TABLE, state="historical", retention=code, ended_on=handed, handed_on=handed) is None
    assert bool(codes(against_handing([facts("current", code)], "historical"))) is (code != "01")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=6), st.booleans())
def test_a_dossier_closes_only_when_nothing_stands_against_any_paper(
    papers: list[tuple[bool, bool, bool, bool]], explained: bool
) -> None:
    pieces = tuple(
        PieceFacts(label=same(str(n)), what=str(n), numbered=one, signed=two, voided=three, settled=four)
        for n, (one, two, three, four) in enumerate(papers)
    )
    found = codes(against_closing(facts(pieces=pieces), "mất bản gốc" if explained else ""))
    wanted = not pieces or any(v or not n or (not s and not explained) or not d for n, s, v, d in papers)
    assert bool(found) is wanted


def test_every_reason_against_closing_is_said_at_once() -> None:
    bad = PieceFacts(label=same("…/CV"), what="2", numbered=False, settled=False)
    reasons = against_closing(
        facts(retention="07", pieces=(bad,), open_tasks=("Rà soát",), open_work=(same("Cuộc họp chưa bế mạc."),))
    )
    assert codes(reasons) == ["retention_unsaid", "task_open", "work_open", "not_numbered", "not_settled"]
    assert codes(against_closing(facts(pieces=()))) == ["empty_dossier"]
    assert codes(against_closing(facts("closed"))) == ["dossier_closed"]


def test_a_closed_dossier_is_neither_filled_nor_emptied_and_is_handed_over_once() -> None:
    assert codes(against_filing(facts("closed"), [same("01/CV")], nothing=True)) == [
        "dossier_closed", "nothing_to_file", "filed_already",
    ]  # fmt: skip
    assert codes(against_taking(facts("closed"), SIGNED)) == ["dossier_closed"]
    assert codes(against_handing([], "current")) == ["nothing_to_hand_over"]
    assert codes(against_handing([facts("open"), facts("current")], "current")) == ["wrong_state", "wrong_state"]
    assert codes(against_handing([facts("closed")], "current")) == []
    assert [state_of(None, None), state_of(date(2022, 1, 1), None), state_of(None, "historical")] == [
        "open", "closed", "historical",
    ]  # fmt: skip
    assert (next_number(None), next_number(7)) == (1, 8)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("codes", lambda data: data["codes"]["rows"][1].update(years=0)),
        ("groups", lambda data: data["groups"]["rows"][0].update(code="99")),
        ("groups", lambda data: data["groups"].pop("rows")),
        ("periods", lambda data: data["periods"][0].pop("cite")),
        ("periods", lambda data: data["periods"][0].update(current_months=True)),
        ("groups", lambda data: data["groups"]["rows"].pop()),
        ("codes", lambda data: data.pop("periods")),
    ],
)
def test_a_table_that_is_not_in_order_is_refused(part: str, change: Any) -> None:
    data = deepcopy(DATA)
    change(data)
    with pytest.raises(BadInput) as wrong:
        retention_from(data)
    assert part in str(wrong.value)
    nonsense: Any
    for nonsense in (None, [], {"codes": 1, "groups": 2, "periods": 3}):
        with pytest.raises(BadInput):
            retention_from(nonsense)


def test_what_ships_is_dated_cited_and_marked_unverified() -> None:
    assert set(TABLE.codes) == {f"0{n}" for n in range(1, 8)}
    assert [TABLE.codes[f"0{n}"].years for n in range(1, 8)] == [None, 70, 50, 30, 20, 10, None]
    assert TABLE.periods_on(date(2022, 1, 1)).cite == "Luật Lưu trữ 01/2011/QH13"
    assert TABLE.periods_on(date(2026, 1, 1)).historical_months == 60
    assert len(TABLE.unverified) == 4
