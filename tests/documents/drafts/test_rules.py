"""How a draft goes from hand to hand: every order of agreeing, returning, withdrawing and deciding, drawn at random."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chidao.documents.drafts.comparing import compared_lines, only_changes, words_changed
from chidao.documents.drafts.provisions import rules_in
from chidao.documents.drafts.rules import (
    APPROVE,
    CONTENT,
    DECISIONS,
    FORM,
    OPEN,
    SIGN,
    STATES,
    Course,
    Step,
    against_agreeing,
    against_approving,
    against_breaches,
    against_issuing,
    against_returning,
    against_seat,
    against_steps,
    against_submitting,
    against_withdrawing,
    decided,
    state_of,
)
from chidao.kernel.wording import same


class Submitted(RuleBasedStateMachine):
    """One submission; whatever is tried, it ends once, and is decided only after everybody else agreed."""

    @initialize(contents=st.lists(st.integers(1, 5), unique=True, max_size=3), form=st.booleans(), paper=st.booleans())
    def submitted(self, contents: list[int], form: bool, paper: bool) -> None:
        last = APPROVE if paper else SIGN
        steps = (*(Step(CONTENT, each) for each in contents), *([Step(FORM, 8)] if form else []), Step(last, 9))
        assert list(against_steps(steps, "group_plan" if paper else "")) == []
        self.course = Course(steps=steps, state=state_of(steps), paper="group_plan" if paper else "")
        self.ends = 0

    @rule()
    def agree(self) -> None:
        if not list(against_agreeing(self.course)):
            self.course = decided(self.course, "agreed")

    @rule()
    def give_back(self) -> None:
        if not list(against_returning(self.course, "Thiếu căn cứ")):
            self.course, self.ends = decided(self.course, "returned"), self.ends + 1

    @rule()
    def withdraw(self) -> None:
        if not list(against_withdrawing(self.course)):
            self.course = Course(steps=self.course.steps, state="withdrawn", paper=self.course.paper)
            self.ends += 1

    @rule(intact=st.booleans())
    def decide(self, intact: bool) -> None:
        against = against_approving if self.course.paper else against_issuing
        more: dict[str, Any] = {} if self.course.paper else {"intact": intact}
        if not list(against(self.course, **more)):
            assert self.course.paper or intact
            end = "approved" if self.course.paper else "issued"
            self.course, self.ends = decided(self.course, "agreed", end), self.ends + 1

    @rule()
    def the_other_decision_is_never_open(self) -> None:
        other = against_issuing(self.course, intact=True) if self.course.paper else against_approving(self.course)
        assert list(other)

    @invariant()
    def it_stands_where_its_steps_say(self) -> None:
        assert self.course.state in STATES
        assert self.ends == (self.course.state not in OPEN)
        outcomes = [each.outcome for each in self.course.steps]
        assert outcomes == sorted(outcomes, key=lambda each: each != "agreed")  # one after the other
        if self.course.state in {"approved", "issued"}:
            assert set(outcomes) == {"agreed"}
        if self.course.state == "agreed":
            assert self.course.next is not None
            assert self.course.next.kind in DECISIONS


def test_it_ends_once_and_only_after_everybody_agreed() -> None:
    run_state_machine_as_test(Submitted, settings=settings(max_examples=25, stateful_step_count=12, deadline=None))


def codes(reasons: Any) -> set[str]:
    return {each.code for each in reasons}


@pytest.mark.parametrize(
    ("steps", "paper", "wrong"),
    [
        ((Step(CONTENT, 1), Step(FORM, 2), Step(SIGN, 3)), "", set()),
        ((Step(SIGN, 3),), "", set()),
        ((Step(APPROVE, 3),), "group_list", set()),
        ((), "", {"no_decision"}),
        ((Step(SIGN, 3),), "group_list", {"no_decision"}),
        ((Step(APPROVE, 3),), "", {"no_decision"}),
        ((Step(APPROVE, 3), Step(SIGN, 3)), "", {"no_decision"}),
        ((Step(SIGN, 3), Step(CONTENT, 1)), "", {"steps_out_of_order"}),
        ((Step(FORM, 2), Step(CONTENT, 1), Step(SIGN, 3)), "", {"steps_out_of_order"}),
        ((Step(CONTENT, 1), Step(CONTENT, 1), Step(SIGN, 3)), "", {"step_twice"}),
        ((Step(FORM, 1), Step(FORM, 2), Step(SIGN, 3)), "", {"step_twice"}),
    ],
)
def test_steps_end_in_the_one_decision_that_fits(steps: tuple[Step, ...], paper: str, wrong: set[str]) -> None:
    assert codes(against_steps(steps, paper)) == wrong


def test_every_reason_is_said() -> None:
    told = against_submitting(closed=True, open_submission=True, version=1, latest=3, by="Người khác")
    assert codes(told) == {"draft_closed", "already_submitted", "draft_changed"}
    waits = Course(steps=(Step(CONTENT, 1), Step(SIGN, 3)))
    assert codes(against_issuing(waits, intact=False)) == {"steps_open", "content_changed"}
    assert codes(against_approving(waits)) == {"steps_open", "other_decision"}
    ended = Course(steps=(Step(SIGN, 3, "agreed"),), state="issued")
    assert codes(against_returning(ended, " ")) == {"submission_ended", "no_words"}
    assert codes(against_seat(Step(SIGN, 3), {4}, seat=same("Chánh ban"))) == {"step_of_another"}
    assert codes(against_seat(Step(SIGN, 3), {3, 4}, seat=same("Chánh ban"))) == set()
    assert codes(against_breaches(Step(FORM, 2), 2, "")) == {"breaches_unsaid"}
    assert codes(against_breaches(Step(FORM, 2), 2, "Mẫu riêng")) == set()


words = st.lists(st.sampled_from(["số", "hóa", "dữ", "liệu", "kế", "hoạch"]), max_size=6).map(" ".join)


@given(before=st.lists(words, max_size=8), after=st.lists(words, max_size=8))
@settings(max_examples=60, deadline=None)
def test_what_stayed_and_went_is_the_old_version_and_what_stayed_and_came_the_new(
    before: list[str], after: list[str]
) -> None:
    lines = compared_lines(before, after)
    assert [" ".join(words for _, words in each.old) for each in lines if each.before] == before
    assert [" ".join(words for _, words in each.new) for each in lines if each.after] == after
    gone, new = words_changed(lines)
    assert len(" ".join(before).split()) - gone == len(" ".join(after).split()) - new
    assert (gone, new) == (0, 0) or before != after


def test_lines_that_did_not_change_are_folded() -> None:
    before = [f"{place}. Việc số {place}." for place in range(1, 21)]
    after = [*before[:9], "10. Việc số 10, giao Sở Y tế.", *before[10:]]
    lines = compared_lines(before, after)
    assert [each.kind for each in lines if each.kind != "same"] == ["changed"]
    changed = lines[9]
    assert (changed.before, changed.after) == (10, 10)
    assert ("same", "10. Việc số") in changed.pieces
    assert [getattr(each, "lines", 1) for each in only_changes(lines)] == [7, 1, 1, 1, 1, 1, 8]


def test_a_paper_lays_down_its_articles_points_or_rows() -> None:
    regulation = (
        "Căn cứ quyết định thành lập;\nĐiều 1. Ban hành quy chế.\nĐiều 2. Hiệu lực.\nTừ ngày ký.\n"
        "# QUY CHẾ: Làm việc của tổ\nĐiều 1. Phạm vi.\nĐiều 2. Họp.\n1. Mỗi tháng một lần."
    )
    found = rules_in({"form": "decision", "text": regulation})
    assert [(each.label, each.cite) for each in found] == [
        ("Đ1", "Điều 1"), ("Đ2", "Điều 2"), ("Đ1", "Điều 1, Quy chế"), ("Đ2", "Điều 2, Quy chế"),
    ]  # fmt: skip
    assert found[1].text == "Điều 2. Hiệu lực.\nTừ ngày ký."
    plan = rules_in({"form": "plan", "text": "Mở đầu.\n1. Rà soát.\na) Dữ liệu.\n2. Đào tạo."})
    assert [each.text for each in plan] == ["1. Rà soát.\na) Dữ liệu.", "2. Đào tạo."]
    rows = rules_in({"form": "list_paper", "text": "| TT | Chức vụ |\n| 01 | Giám đốc |\n| 02 | Chánh văn phòng |"})
    assert [each.text for each in rows] == ["01 – Giám đốc", "02 – Chánh văn phòng"]
