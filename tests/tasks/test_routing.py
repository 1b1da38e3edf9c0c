"""Where work goes; when what a leader gave may end, where its result is asked for and where it is not."""

from __future__ import annotations

import pytest

from chidao.kernel.errors import BadInput, Conflict
from tests.charters_small import SMALL
from tests.tasks.at_work import codes, fresh_body, proposed, task_now

pytestmark = pytest.mark.django_db
POWER = "  - {id: result, acts: [report_result], roles: [fellow], when: [lead_agency], clause: T1-5}\n"
FEATURE = "  - {feature: result_to_head, clause: T1-5}\n"
ASKING = SMALL.replace("  - {id: complete,", f"{POWER}  - {{id: complete,") + FEATURE


def test_work_that_goes_nowhere_is_not_taken_in() -> None:
    founded = fresh_body()
    with pytest.raises(BadInput) as nobody:
        founded.do("assign_task", founded["head"], title="Việc")
    assert codes(nobody.value) == {"required"}
    with pytest.raises(BadInput) as unrouted:
        founded.do("assign_task", founded["head"], title="Việc", field="khong-co", sub_group=7)
    assert codes(unrouted.value) == {"no_field_routing", "unknown_sub_group", "required"}


def test_without_the_principle_nothing_is_owed_to_the_head() -> None:
    founded = fresh_body()
    task = proposed(founded)
    assert not task.result_due
    founded.do("accept_completion", founded["head"], task=task.pk)


def test_a_result_is_reported_before_acceptance_and_anew_after_a_return() -> None:
    founded = fresh_body(charter=ASKING)
    task = proposed(founded)
    for _ in range(2):
        with pytest.raises(Conflict) as problem:
            founded.do("accept_completion", founded["head"], task=task.pk)
        assert codes(problem.value) == {"result_not_reported"}
        assert problem.value.reasons[0].clause == "T1-5"
        with pytest.raises(BadInput):
            founded.do("report_result", founded["fellow-alpha"], task=task.pk, text=" ")
        founded.do("report_result", founded["fellow-alpha"], task=task.pk, text="Đã xong ở cả bốn nơi")
        if task_now(task.pk).updates.filter(kind="returned").exists():
            break
        founded.do("return_completion", founded["head"], task=task.pk, reason="Thiếu một nơi")
        assert task_now(task.pk).result_reported_at is None
        founded.do("propose_completion", founded["fellow-alpha"], task=task.pk, result="Đủ", no_evidence="Nội bộ")
    founded.do("accept_completion", founded["head"], task=task.pk)
    with pytest.raises(Conflict) as ended:
        founded.do("report_result", founded["fellow-alpha"], task=task.pk, text="Thêm")
    assert codes(ended.value) == {"task_accepted"}
