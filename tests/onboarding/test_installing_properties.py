"""Whatever the charter and whatever the answers: what is installed beside it is in order, and takes from nobody."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter
from chidao.kernel.errors import BadInput
from chidao.kernel.vietnamese import nfc
from chidao.onboarding.rules.installing import answer_faults, install, questions_for, recorder_seat, settled
from chidao.onboarding.rules.state import Question
from tests.instruments.charters import KNOWN_ACTS, charter_data, written
from tests.onboarding.installed import RESERVED, RULES, SHARED, answered, drafted, granted, thinned, together

Data = dict[str, Any]
# Making a failing example smaller would read hundreds of charters: the ones drawn are small enough to look at.
quick = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
CHARTERS = thinned() | charter_data()


def sound(charter: Data) -> Charter:
    """Return a charter that is in order by itself: what was taken away may have left nothing to stand on."""
    try:
        return read_charter(written(charter), known_acts=KNOWN_ACTS)
    except BadInput:
        assume(condition=False)
        raise


@quick
@given(CHARTERS, st.data())
def test_the_pair_is_in_order_and_takes_from_nobody(charter: Data, data: st.DataObject) -> None:
    first = sound(charter)
    beside = install(charter, data.draw(answered(charter)), RULES)
    second = together(first, beside)
    somebody_can_record(second, recorder_seat(beside))
    features = {each.feature for each in (*first.principles, *second.principles)}
    assert {"convening_notice", "task_deadline", "reminders", "report_windows"} <= features
    nobody_else_is_given_what_the_text_gives(first, second)
    no_limit_narrows_what_the_text_gives(first, second)


def somebody_can_record(second: Charter, seat: str) -> None:
    clerk = next(each for each in second.seats if each.id == seat)
    assert any(clerk.role in each.roles and each.acts == ("*",) for each in second.recording)


def nobody_else_is_given_what_the_text_gives(first: Charter, second: Charter) -> None:
    for act in RESERVED:
        assert not granted(first, act) & granted(second, act), act
        whole = [power for power in first.powers if power.act == act and not power.only]
        assert not whole or not [power for power in second.powers if power.act == act], act


def no_limit_narrows_what_the_text_gives(first: Charter, second: Charter) -> None:
    for limit in second.limits:
        for power in first.powers:
            assert power.act not in limit.acts or set(limit.unless) & set(power.when)


@quick
@given(CHARTERS)
def test_questions_are_whole_and_their_defaults_are_the_answers_of_silence(charter: Data) -> None:
    before = deepcopy(charter)
    asked = questions_for(charter, (), {}, RULES)
    assert charter == before
    assert len({question.id for question in asked}) == len(asked)
    for question in asked:
        assert all((question.asks.vi, question.asks.en, question.why.vi, question.why.en))
        assert not (question.missing and question.default)
    defaults = {question.id: question.default for question in asked if question.default}
    assert answer_faults(asked, defaults) == ()
    assert install(charter, defaults, RULES) == install(charter, {}, RULES)


@quick
@given(CHARTERS, st.data())
def test_answers_of_any_kind_are_told_or_taken_and_never_break_what_is_made(charter: Data, data: st.DataObject) -> None:
    first = sound(charter)
    asked = questions_for(charter, (), {}, RULES)
    answers = {question.id: data.draw(st.text(max_size=30)) for question in asked if data.draw(st.booleans())}
    together(first, install(charter, answers, RULES))
    told = {reason.field for reason in answer_faults(asked, answers)}
    assert told <= set(answers)
    for question in asked:
        if question.kind in {"number", "date", "yes", "choice"} and nfc(answers.get(question.id, "")).strip():
            assert question.id in told or taken(question, answers[question.id])


def taken(question: Question, answer: str) -> bool:
    """Say whether an answer is one that the question takes as it is."""
    said = nfc(answer).strip()
    if question.kind == "number":
        return said.isascii() and said.isdigit()
    return said in {"yes", "no", "-"} | {value for value, _ in question.choices}


@pytest.mark.parametrize("folder", ["seeds", "corpus"])
def test_texts_of_every_kind_get_an_installation(folder: str) -> None:
    files = sorted((SHARED / folder).glob("*.txt"))
    if not files:
        pytest.skip("the texts are not here")
    for file in files:
        charter, missing = drafted(file.read_text(encoding="utf-8"))
        ready = settled(charter, missing, {}, RULES)
        try:
            first = read_charter(written(ready), known_acts=KNOWN_ACTS)
        except BadInput:
            continue
        second = together(first, install(ready, {}, RULES))
        nobody_else_is_given_what_the_text_gives(first, second)
