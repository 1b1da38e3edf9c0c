"""The program reminds by the days of the regulation, each step once, and never beyond what the regulation lets it."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.kernel.errors import Conflict, Refused
from chidao.tasks.jobs import due_reminders, send_reminders
from chidao.tasks.models import Update
from chidao.tasks.rules import Reminder, step_named
from tests.charters_small import BESIDE
from tests.factories import Founded
from tests.tasks.at_work import assigned, at_hour, fresh_body, notices

pytestmark = pytest.mark.django_db
DUE = date(2020, 3, 20)
FIVE_BEFORE, ONE_AFTER = date(2020, 3, 13), date(2020, 3, 23)


@pytest.fixture
def body() -> Founded:
    """The small body; its regulation reminds 5 working days before, 1 and 5 after."""
    return fresh_body()


def test_each_step_is_sent_once_however_often_the_timer_runs(body: Founded) -> None:
    task = assigned(body, due_on=DUE)
    assert due_reminders(body.code, date(2020, 3, 12)) == []
    assert due_reminders(body.code, FIVE_BEFORE) == [Reminder(task=task.pk, step=step_named(DUE, -5))]
    first = send_reminders(body.code, body.clerk, at_hour(FIVE_BEFORE))
    assert first[0].says.vi == "Nhắc nhiệm vụ 1 “Rà soát thủ tục hành chính”, thời hạn 20/3/2020"
    assert send_reminders(body.code, body.clerk, at_hour(FIVE_BEFORE, 15)) == []
    assert send_reminders(body.code, body.clerk, at_hour(DUE)) == []
    assert len(send_reminders(body.code, body.clerk, at_hour(ONE_AFTER))) == 1
    sent = Update.objects.filter(kind="reminded").order_by("pk").values_list("text", flat=True)
    assert list(sent) == [step_named(DUE, -5), step_named(DUE, 1)]
    assert notices()[-1]["agencies"] == [body.agencies["alpha"]]
    assert notices()[-1]["persons"] == [body["fellow-alpha"].person]


def test_after_a_week_without_power_only_the_latest_step_is_sent(body: Founded) -> None:
    assigned(body, due_on=DUE)
    sent = send_reminders(body.code, body.clerk, at_hour(date(2020, 4, 20)))
    assert [each.outcome["task"] for each in sent] == [Update.objects.get(kind="reminded").task_id]
    assert Update.objects.get(kind="reminded").text == step_named(DUE, 5)


def test_who_has_reported_or_has_time_is_left_alone(body: Founded) -> None:
    done = assigned(body, due_on=DUE)
    body.do("propose_completion", body["fellow-alpha"], task=done.pk, result="Xong", no_evidence="Việc nội bộ")
    assigned(body, "Việc xa", due_on=date(2020, 6, 1))
    assert send_reminders(body.code, body.clerk, at_hour(ONE_AFTER)) == []


def test_a_new_day_is_reminded_of_anew(body: Founded) -> None:
    task = assigned(body, due_on=DUE)
    send_reminders(body.code, body.clerk, at_hour(FIVE_BEFORE))
    later = date(2020, 4, 10)
    body.do("extend_deadline", body["head"], task=task.pk, due_on=later, reason="Chờ", now=at_hour(FIVE_BEFORE, 16))
    assert send_reminders(body.code, body.clerk, at_hour(ONE_AFTER)) == []
    assert len(send_reminders(body.code, body.clerk, at_hour(date(2020, 4, 6)))) == 1


def test_the_days_are_the_regulations_not_the_programs() -> None:
    other = fresh_body(beside=BESIDE.replace("{before: [5], after: [1, 5]}", "{before: [2], after: []}"))
    assigned(other, due_on=DUE)
    assert due_reminders(other.code, FIVE_BEFORE) == []
    assert [each.step for each in due_reminders(other.code, ONE_AFTER)] == [step_named(DUE, -2)]


def test_without_a_rule_nobody_is_reminded() -> None:
    beside = "\n".join(line for line in BESIDE.splitlines() if "feature: reminders" not in line)
    silent = fresh_body(beside=beside)
    assigned(silent, due_on=DUE)
    assert due_reminders(silent.code, ONE_AFTER) == []


def test_the_program_reminds_only_where_it_may(body: Founded) -> None:
    assigned(body, due_on=DUE)
    with pytest.raises(Refused):
        send_reminders(body.code, body["fellow-alpha"], at_hour(FIVE_BEFORE))
    assert not Update.objects.exists()


def test_a_step_by_hand_is_not_sent_twice_and_one_out_of_turn_may_be(body: Founded) -> None:
    task = assigned(body, due_on=DUE)
    step = step_named(DUE, -5)
    body.do("remind_task", task=task.pk, step=step)
    with pytest.raises(Conflict):
        body.do("remind_task", task=task.pk, step=step)
    body.do("remind_task", task=task.pk)
    body.do("remind_task", task=task.pk)
