"""The verbs on tasks, through the one door, judged by the tests' small regulation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chidao.acts.authority import Capacity
from chidao.acts.runner import check_record, perform
from chidao.documents.uploads import CheckedFile
from chidao.instruments.models import Provision
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Refused
from chidao.ledger.models import Event
from chidao.tasks.models import Evidence, Task, TaskAgency, Update
from chidao.tasks.rules import PlannedTask
from tests.charters_small import SMALL
from tests.factories import Founded
from tests.tasks.at_work import (
    ONE_DAY,
    assigned,
    assigned_in_hp20,
    at_hour,
    codes,
    conclusion_of,
    fresh_body,
    hp20,
    last_event,
    notices,
    other_agency,
    proposed,
    task_now,
    written,
)

pytestmark = pytest.mark.django_db
SHA = "a" * 64
FILE = CheckedFile(name="bao-cao.pdf", media_type="application/pdf", sha256=SHA, size=9)


@pytest.fixture
def body() -> Founded:
    """The small body on its first morning, Tuesday 3/3/2020."""
    return fresh_body()


def refused(
    kind: type[ChidaoError], founded: Founded, name: str, by: Capacity | None = None, **fields: Any
) -> set[str]:
    """Return the codes of the reasons for which an act is not done; nothing may have been written by it."""
    before = Event.objects.count()
    with pytest.raises(kind) as raised:
        founded.do(name, by, **fields)
    assert Event.objects.count() == before
    return codes(raised.value)


# --- assigning


def test_a_task_takes_the_next_number_and_the_regulations_deadline(body: Founded) -> None:
    task = assigned(body, coordinating=("beta",))
    assert (task.number, task.state, task.assigned_on) == (1, "open", date(2020, 3, 3))
    assert task.due_on == task.first_due_on == date(2020, 3, 24)  # fifteen working days
    assert [row.agency_id for row in task.coordinating.all()] == [body.agencies["beta"]]
    assert assigned(body, "Việc khác").number == 2


def test_an_assignment_is_said_in_words_and_told_to_those_concerned(body: Founded) -> None:
    assigned(body, coordinating=("beta",), due_on=date(2020, 3, 20))
    says = last_event().says
    assert says["vi"] == "Giao Sở Thử Một chủ trì nhiệm vụ 1 “Rà soát thủ tục hành chính”, thời hạn 20/3/2020"
    assert "Sở Thử Một" in says["en"]
    to_lead, to_other = notices()
    assert to_lead["agencies"] == [body.agencies["alpha"]]
    assert to_lead["persons"] == [body["fellow-alpha"].person]
    assert to_other["agencies"] == [body.agencies["beta"]]
    assert to_lead["path"] == f"/T1/tasks/{Task.objects.get().pk}/"


def test_a_deadline_on_a_day_of_rest_stays_and_is_warned_of(body: Founded) -> None:
    fields: dict[str, Any] = {"title": "Việc", "lead_agency": body.agencies["alpha"], "due_on": date(2020, 3, 21)}
    outcome = body.do("assign_task", body["head"], **fields).outcome
    assert outcome["due_on"] == "2020-03-21"
    assert "23/3/2020" in outcome["warnings"][0]["vi"]


def test_every_fault_of_an_assignment_is_told(body: Founded) -> None:
    alpha = body.agencies["alpha"]
    found = refused(
        BadInput, body, "assign_task", body["head"], title=" ", lead_agency=alpha, coordinating=(alpha, 9999),
        accountable=body["fellow-beta"].person, provision=77,
    )  # fmt: skip
    assert found == {
        "required", "leads_and_coordinates", "unknown_agency", "not_of_lead_agency", "unknown_provision",
    }  # fmt: skip


def test_only_who_may_assigns(body: Founded) -> None:
    fields: dict[str, Any] = {"title": "Việc", "lead_agency": body.agencies["alpha"]}
    refused(Refused, body, "assign_task", body["fellow-beta"], **fields)


def test_a_conclusion_is_known_by_its_notice_not_claimed(body: Founded) -> None:
    fields: dict[str, Any] = {"title": "Việc", "lead_agency": body.agencies["alpha"]}
    refused(Refused, body, "assign_task", body.clerk, **fields)
    conclusion = conclusion_of(body)
    task = task_now(body.do("assign_task", body.clerk, provision=conclusion.pk, **fields).outcome["task"])
    assert (task.origin, task.provision_id) == ("conclusion", conclusion.pk)


def test_a_direction_of_one_line_is_a_task_under_the_clause_it_is_given_by(body: Founded) -> None:
    fields: dict[str, Any] = {"line": "Báo cáo ngay", "lead_agency": body.agencies["beta"], "working_days": 3}
    receipt = body.do("give_direction", body["head"], **fields)
    task = task_now(receipt.outcome["task"])
    assert task.provision == Provision.objects.get(clause_id=receipt.basis["clause"])
    assert (task.origin, task.due_on) == ("direction", date(2020, 3, 6))
    assert "Chánh ban" in task.source_text


# --- one agency, one person


@pytest.mark.parametrize("in_force", [True, False])
def test_one_person_answers_for_a_task_where_the_regulation_says_so(in_force: bool) -> None:
    kept = SMALL if in_force else SMALL.replace("  - {feature: one_lead, clause: T1-5}\n", "")
    body = fresh_body(charter=kept)
    task = assigned(body)
    assert task.accountable_id == (body["fellow-alpha"].person if in_force else None)


def test_the_lead_agency_names_a_person_of_its_own(body: Founded) -> None:
    task, person = assigned(body), body.new_person("Người của Sở Thử Một")
    fields: dict[str, Any] = {"task": task.pk, "person": person}
    assert refused(BadInput, body, "name_accountable_person", body["fellow-alpha"], **fields) == {"not_of_lead_agency"}
    refused(Refused, body, "name_accountable_person", body["fellow-beta"], **fields)
    post = body.do("register_post", agency=body.agencies["alpha"], title="Chuyên viên").outcome["post"]
    body.do("appoint_to_post", person=person, post=post, effective_from=date(2020, 3, 2))
    body.do("name_accountable_person", body["fellow-alpha"], **fields)
    assert task_now(task.pk).accountable_id == person
    assert notices()[-1]["persons"] == [person]


def test_without_an_accountable_person_completion_waits_for_one(body: Founded) -> None:
    task = assigned(body)
    task.accountable = None
    written(task)
    fields: dict[str, Any] = {"task": task.pk, "result": "Xong", "no_evidence": "Việc nội bộ"}
    assert refused(Conflict, body, "propose_completion", body["fellow-alpha"], **fields) == {"nobody_accountable"}


def test_an_agency_with_nobody_seated_leaves_the_person_open_and_says_so(body: Founded) -> None:
    receipt = body.do("assign_task", body["head"], title="Việc", lead_agency=other_agency(body))
    assert receipt.outcome["accountable"] is None
    assert receipt.outcome["warnings"][0]["vi"] == "Chưa có người chịu trách nhiệm."


@pytest.mark.clause("HP20-2.3")
@pytest.mark.parametrize("in_force", [True, False])
def test_hp20_each_task_has_one_agency_and_one_person(in_force: bool) -> None:
    body = hp20(without="" if in_force else "one_lead")
    task = assigned_in_hp20(body)
    member = body["member-so-noi-vu"]
    assert task.lead_agency_id == member.agency
    assert task.accountable_id == (member.person if in_force else None)
    fields: dict[str, Any] = {"task": task.pk, "result": "Xong", "no_evidence": "Việc nội bộ"}
    task.accountable = None
    written(task)
    if in_force:
        with pytest.raises(Conflict) as raised:
            body.do("propose_completion", member, **fields)
        assert [reason.clause for reason in raised.value.reasons] == ["HP20-2.3"]
    else:
        body.do("propose_completion", member, **fields)


@pytest.mark.clause("HP20-5.5c")
@pytest.mark.parametrize("in_force", [True, False])
def test_hp20_a_conclusion_is_a_task_of_an_agency_whose_member_is_bound(in_force: bool) -> None:
    body = hp20(without="" if in_force else "conclusions_bind")
    conclusion, stranger = conclusion_of(body), other_agency(body)
    fields: dict[str, Any] = {"title": "Việc", "provision": conclusion.pk}
    if in_force:
        with pytest.raises(Conflict) as raised:
            body.do("assign_task", body["chair"], lead_agency=stranger, **fields)
        assert [reason.clause for reason in raised.value.reasons] == ["HP20-5.5c"]
    else:
        body.do("assign_task", body["chair"], lead_agency=stranger, **fields)
    member = body["member-so-noi-vu"]
    task = task_now(body.do("assign_task", body["chair"], lead_agency=member.agency, **fields).outcome["task"])
    assert (task.provision_id, task.accountable_id) == (conclusion.pk, member.person)


# --- entering a list


def test_three_hundred_rows_are_one_event_and_few_queries(
    body: Founded, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    alpha, beta = body.agencies["alpha"], body.agencies["beta"]
    rows = tuple(
        PlannedTask(
            row=number, title=f"Nhiệm vụ cũ số {number}", lead_agency_id=alpha, coordinating_ids=(beta,),
            due_on=date(2020, 2, 1) + number * ONE_DAY, assigned_on=date(2020, 1, 6), source_text="12/TB-UBND",
        )
        for number in range(1, 301)
    )  # fmt: skip
    call = body.call("import_tasks", rows=rows, file=SHA)
    with django_assert_max_num_queries(40):
        receipt = perform(call)
    assert (receipt.outcome["first"], receipt.outcome["last"]) == (1, 300)
    assert Task.objects.count() == TaskAgency.objects.count() == 300
    assert last_event().says["vi"] == "Nhập 300 nhiệm vụ trong bảng tính, số 1–300"
    assert set(Task.objects.values_list("accountable_id", flat=True)) == {body["fellow-alpha"].person}
    assert len(notices()) == 1
    assert not check_record("default").findings


def test_an_import_is_whole_or_not_at_all_and_never_twice(body: Founded) -> None:
    good = PlannedTask(row=2, title="Việc", lead_agency_id=body.agencies["alpha"], due_on=date(2020, 4, 1))
    bad = PlannedTask(row=3, title="Việc", lead_agency_id=12345)
    assert refused(BadInput, body, "import_tasks", rows=(good, bad), file=SHA) == {"unknown_agency"}
    assert not Task.objects.exists()
    body.do("import_tasks", rows=(good,), file=SHA)
    assert refused(BadInput, body, "import_tasks", rows=(good,), file=SHA) == {"already_there"}
    assert refused(BadInput, body, "import_tasks", rows=(), file=SHA) == {"no_rows"}


# --- reporting and coordinating


def test_progress_is_reported_with_evidence_by_the_agency_alone(body: Founded) -> None:
    task = assigned(body)
    fields: dict[str, Any] = {"task": task.pk, "text": "Đã rà soát 3/5 nhóm", "percent": 60}
    body.do("report_progress", body["fellow-alpha"], files=(FILE, FILE), **fields)
    assert task_now(task.pk).percent == 60
    assert Evidence.objects.get().file.sha256 == SHA
    assert last_event().says["vi"].endswith("”: 60%, kèm 1 minh chứng")
    refused(Refused, body, "report_progress", body["fellow-beta"], **fields)
    bad: dict[str, Any] = {"task": task.pk, "text": "", "percent": 101}
    assert refused(BadInput, body, "report_progress", body["fellow-alpha"], **bad) == {"required", "percent"}


def test_a_coordinating_agency_is_asked_and_its_answer_stays(body: Founded) -> None:
    task, beta = assigned(body, coordinating=("beta",)), body.agencies["beta"]
    question = {"task": task.pk, "question": "Đề nghị góp ý dự thảo"}
    answer = {"task": task.pk, "answer": "Nhất trí"}
    assert refused(Conflict, body, "answer_coordination", body["fellow-beta"], **answer) == {"not_asked"}
    body.do("ask_coordination", body["fellow-alpha"], agencies=(beta,), **question)
    assert notices()[-1]["agencies"] == [beta]
    assert refused(Conflict, body, "ask_coordination", body["fellow-alpha"], agencies=(beta,), **question) == {
        "not_answered_yet"
    }
    refused(Refused, body, "answer_coordination", body["fellow-alpha"], **answer)
    body.do("answer_coordination", body["fellow-beta"], **answer)
    assert TaskAgency.objects.get().answer == "Nhất trí"
    assert refused(Conflict, body, "answer_coordination", body["fellow-beta"], **answer) == {"answered"}
    town = body.agencies["town"]
    assert refused(Conflict, body, "ask_coordination", body["fellow-alpha"], agencies=(town,), **question) == {
        "not_coordinating"
    }
    assert list(Update.objects.order_by("pk").values_list("kind", "agency_id")) == [("asked", beta), ("answered", beta)]


# --- completing


def test_completion_is_proposed_by_the_agency_and_accepted_by_another(body: Founded) -> None:
    task = assigned(body, due_on=date(2020, 3, 10))
    later = body.now + 2 * ONE_DAY
    fields: dict[str, Any] = {"task": task.pk, "result": "Đã xong"}
    refused(Refused, body, "propose_completion", body["fellow-beta"], **fields, no_evidence="Không")
    assert refused(BadInput, body, "propose_completion", body["fellow-alpha"], **fields) == {"no_evidence"}
    body.do("propose_completion", body["fellow-alpha"], **fields, no_evidence="Việc nội bộ", now=later)
    proposal = task_now(task.pk)
    assert (proposal.state, proposal.percent, proposal.done_on) == ("proposed", 100, date(2020, 3, 5))
    body.do("accept_completion", body["head"], task=task.pk, now=later + 9 * ONE_DAY)
    accepted = task_now(task.pk)
    assert (accepted.state, accepted.done_on) == ("accepted", date(2020, 3, 5))  # accepted after the day, yet on time
    assert notices()[-1]["agencies"] == [body.agencies["alpha"]]
    assert not check_record("default").findings


def test_a_late_proposal_says_how_late(body: Founded) -> None:
    task = assigned(body, due_on=date(2020, 3, 4))
    fields: dict[str, Any] = {"task": task.pk, "result": "Xong", "no_evidence": "Việc nội bộ"}
    body.do("propose_completion", body["fellow-alpha"], now=at_hour(date(2020, 3, 9)), **fields)
    assert last_event().says["vi"].endswith("muộn 3 ngày làm việc")


def test_what_is_returned_goes_on_from_what_was_reported(body: Founded) -> None:
    task = assigned(body)
    body.do("report_progress", body["fellow-alpha"], task=task.pk, text="Được nửa", percent=50)
    body.do("propose_completion", body["fellow-alpha"], task=task.pk, result="Xong", no_evidence="Việc nội bộ")
    assert refused(BadInput, body, "return_completion", body["head"], task=task.pk, reason=" ") == {"required"}
    body.do("return_completion", body["head"], task=task.pk, reason="Thiếu biểu số 2")
    back = task_now(task.pk)
    assert (back.state, back.percent, back.done_on, back.proposed_by) == ("open", 50, None, None)
    assert "Thiếu biểu số 2" in notices()[-1]["says"]["vi"]


def test_steps_out_of_turn_teach(body: Founded) -> None:
    fresh = assigned(body)
    assert refused(Conflict, body, "accept_completion", body["head"], task=fresh.pk) == {"task_open"}
    waiting = proposed(body, title="Việc chờ")
    report = {"task": waiting.pk, "text": "Thêm", "percent": 70}
    assert refused(Conflict, body, "report_progress", body["fellow-alpha"], **report) == {"task_proposed"}
    body.do("accept_completion", body["head"], task=waiting.pk)
    extend = {"task": waiting.pk, "due_on": date(2021, 1, 4), "reason": "Xin thêm"}
    assert refused(Conflict, body, "extend_deadline", body["head"], **extend) == {"task_accepted"}


def test_a_task_of_nowhere_is_not_found(body: Founded) -> None:
    assert refused(NotFound, body, "accept_completion", body["head"], task=4711) == {"not_found"}


# --- extending and urging


def test_an_extension_keeps_the_first_day(body: Founded) -> None:
    task = assigned(body, due_on=date(2020, 3, 20))
    body.do("extend_deadline", body["head"], task=task.pk, due_on=date(2020, 4, 4), reason="Chờ ý kiến Bộ")
    moved = task_now(task.pk)
    assert (moved.due_on, moved.first_due_on) == (date(2020, 4, 4), date(2020, 3, 20))
    update = Update.objects.get(kind="extended")
    assert (update.due_before, update.due_after) == (date(2020, 3, 20), date(2020, 4, 4))
    assert last_event().says["vi"].endswith("đến 4/4/2020 (trước đó: thời hạn 20/3/2020)")
    fields: dict[str, Any] = {"task": task.pk, "due_on": date(2020, 4, 4), "reason": ""}
    assert refused(BadInput, body, "extend_deadline", body["head"], **fields) == {"not_later", "required"}


def test_urging_takes_what_is_late_or_what_is_chosen(body: Founded) -> None:
    alpha = body.agencies["alpha"]
    late, soon = assigned(body, due_on=date(2020, 3, 5)), assigned(body, "Việc sau", due_on=date(2020, 3, 30))
    other = assigned(body, "Việc của Sở Thử Hai", lead="beta", due_on=date(2020, 3, 5))
    now = at_hour(date(2020, 3, 9))
    assert refused(Conflict, body, "urge_agency", body["head"], agency=alpha) == {"nothing_late"}
    body.do("urge_agency", body["head"], agency=alpha, text="Khẩn trương", now=now)
    assert list(Update.objects.filter(kind="urged").values_list("task_id", flat=True)) == [late.pk]
    body.do("urge_agency", body["head"], agency=alpha, tasks=(soon.pk,), now=now)
    assert Update.objects.filter(kind="urged", task=soon).exists()
    fields: dict[str, Any] = {"agency": alpha, "tasks": (other.pk,), "document": 99}
    assert refused(BadInput, body, "urge_agency", body["head"], **fields) == {"not_led_by_agency", "unknown_document"}
    assert notices()[-1]["agencies"] == [alpha]


def test_a_call_is_logged_with_whom_and_what_was_promised(body: Founded) -> None:
    task = assigned(body)
    fields: dict[str, Any] = {"whom": "Văn thư Sở Thử Một", "promised": "Gửi trước thứ Sáu"}
    body.do("log_contact", task=task.pk, contacted_at=at_hour(date(2020, 3, 2)), promised_on=date(2020, 3, 6), **fields)
    update = Update.objects.get(kind="contacted")
    assert (update.text, update.due_after) == ("Văn thư Sở Thử Một: Gửi trước thứ Sáu", date(2020, 3, 6))
    assert update.at == at_hour(date(2020, 3, 2))
    bad: dict[str, Any] = {"task": task.pk, "whom": "", "promised": "", "contacted_at": body.now + ONE_DAY}
    assert refused(BadInput, body, "log_contact", **bad) == {"required", "in_the_future"}


# --- typing errors


def test_a_typing_error_is_corrected_by_an_act_that_cites_the_event(body: Founded) -> None:
    task = assigned(body, "Rà soát thủ tực")
    wrong = last_event()
    fields: dict[str, Any] = {
        "table": "task", "id": task.pk, "field": "title", "was": task.title, "becomes": "Rà soát thủ tục",
        "event_seq": wrong.seq,
    }  # fmt: skip
    body.do("correct_clerical_error", **fields)
    assert task_now(task.pk).title == "Rà soát thủ tục"
    assert " tuc" in task_now(task.pk).folded
    event = last_event()
    assert event.corrects_seq == wrong.seq
    assert "“Rà soát thủ tực” thành “Rà soát thủ tục”" in event.says["vi"]
    assert refused(Conflict, body, "correct_clerical_error", **fields) == {"reads_otherwise"}
    assert not check_record("default").findings


def test_only_typed_words_of_that_event_are_corrected(body: Founded) -> None:
    task = assigned(body)
    seq = last_event().seq
    fields: dict[str, Any] = {"table": "task", "id": task.pk, "was": task.title, "becomes": "Khác", "event_seq": seq}
    assert refused(BadInput, body, "correct_clerical_error", **fields | {"field": "due_on"}) == {"not_correctable"}
    assert refused(BadInput, body, "correct_clerical_error", **fields | {"field": "title", "event_seq": 1}) == {
        "not_that_event"
    }
    empty: dict[str, Any] = fields | {"field": "title", "becomes": " "}
    assert refused(BadInput, body, "correct_clerical_error", **empty) == {"required"}
    assert refused(NotFound, body, "correct_clerical_error", **fields | {"field": "title", "id": 4711}) == {"not_found"}
