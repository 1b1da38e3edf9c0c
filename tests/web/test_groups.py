"""Pages of the working group, focal units and fields: empty and full, for every kind of reader, in few queries."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chidao.acts.kept import forget_kept
from chidao.mandates.acts.fields import AssignField
from chidao.mandates.acts.nominating import NominateMember
from chidao.mandates.acts.requisitioning import RequisitionMember
from chidao.mandates.acts.sub_groups import AssignMemberDuty, OrganiseSubGroup
from chidao.mandates.models import (
    Body,
    FieldAssignment,
    FocalPoint,
    MemberDuty,
    Nomination,
    ReplacementRequest,
    Requisition,
    SubGroup,
    SubGroupSeat,
    SubGroupTerms,
)
from chidao.people.models import Agency, Person
from chidao.tasks.acts import AssignTask
from tests.clauses.at_work import AtWork, at, founded
from tests.meetings.committee import in_bulk

PAGES = (
    "committee/groups/", "committee/groups/people/", "committee/groups/calls/", "committee/focal/", "committee/fields/",
)  # fmt: skip
FORMS = {
    "group-lead": (
        "organise_sub_group", "end_sub_group", "assign_member_duty", "requisition_member", "admit_expert",
        "answer_nomination", "request_replacement", "end_requisition",
    ),
    "member-so-noi-vu": ("nominate_member", "name_focal_unit", "end_focal_unit"),
    "chair": ("assign_field", "end_field", "give_direction"),
}  # fmt: skip
SENT = "group-member-so-noi-vu"
DAY = at(2020, 5, 4)
MOST = 30
"""With nothing kept in memory, as in the first page after an act."""


@pytest.fixture
def hp20(db: None, settings: Any) -> AtWork:
    return founded("HP20", at(2020, 3, 25, 7), settings)


def test_every_page_and_form_opens_with_nothing_there_yet(hp20: AtWork) -> None:
    for seat, says in (("chair", "Chưa lập nhóm nào"), ("head-ubnd-le-chan", "Chưa lập nhóm nào")):
        assert says in hp20.page(PAGES[0], seat)
        for path in PAGES[1:]:
            hp20.page(path, seat)
    assert "Chưa trưng tập ai" in hp20.page(PAGES[2], "group-lead")
    for seat, names in FORMS.items():
        for name in names:
            assert "<form" in hp20.page(f"act/{name}/", seat)


def test_what_is_offered_is_what_a_seat_may_do(hp20: AtWork) -> None:
    nomination = NominateMember(body="HP", seat=hp20.seat(SENT), name="Một chuyên viên")
    hp20.do(nomination, "member-so-noi-vu", DAY)
    assert "act/answer_nomination/?nomination=" in hp20.page(PAGES[1], "group-lead")
    assert "act/answer_nomination/?nomination=" not in hp20.page(PAGES[1], "member-so-tu-phap")
    assert "act/assign_field/" in hp20.page(PAGES[4], "chair")
    assert f"act/name_focal_unit/?agency={hp20.agency('so-noi-vu')}" in hp20.page(PAGES[3], "member-so-noi-vu")


def test_the_forms_begin_from_what_there_is(hp20: AtWork) -> None:
    group = _sub_group(hp20)
    shown = hp20.page(f"act/organise_sub_group/?sub_group={group}", "group-lead")
    assert "Nhóm hạ tầng" in shown
    field = AssignField(
        body="HP", title="An toàn thông tin", seat=hp20.seat("member-so-y-te"), effective_from=DAY.date()
    )
    hp20.do(field, "chair", DAY)
    form = hp20.page("act/assign_task/", "chair")
    assert "An toàn thông tin" in form
    assert "Nhóm hạ tầng" in form
    task = AssignTask(body="HP", title="Rà soát", field="an-toan-thong-tin", sub_group=group, source_text="CV 4")
    key = hp20.do(task, "chair", DAY).outcome["task"]
    shown = hp20.page("tasks/?state=all", "chair")
    assert "Nhóm 1: Nhóm hạ tầng" in shown
    assert "An toàn thông tin" in hp20.page(f"tasks/{key}/", "chair")


def test_the_list_is_given_as_a_workbook(hp20: AtWork) -> None:
    answer = hp20.client("chair")
    hp20.settings.CHIDAO_DEMO = True
    given = answer.get("/HP/committee/groups/list.xlsx?on=2020-05-04")
    hp20.settings.CHIDAO_DEMO = False
    rows = list(openpyxl.load_workbook(io.BytesIO(given.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][1] == "Vai trò"
    assert "Phó Giám đốc Sở Thông tin và Truyền thông" in {row[2] for row in rows}
    assert sum(row[2] == "khuyết" for row in rows) > 0


def test_the_person_sees_their_own(hp20: AtWork) -> None:
    duty = AssignMemberDuty(
        body="HP", seat=hp20.seat("group-member-thong-tin"), text="Giữ danh mục hệ thống", effective_from=DAY.date()
    )
    hp20.do(duty, "group-lead", DAY)
    called = RequisitionMember(
        body="HP", seat=hp20.seat("group-member-thong-tin"), host=hp20.agency("so-thong-tin-truyen-thong"),
        purpose="Soạn báo cáo", first_on=date(2020, 5, 4), last_on=date(2020, 5, 8),
    )  # fmt: skip
    hp20.do(called, "group-lead", DAY)
    shown = hp20.page("mine/", "group-member-thong-tin")
    assert "Giữ danh mục hệ thống" in shown
    assert "Soạn báo cáo" in shown
    assert "Soạn báo cáo" not in hp20.page("mine/", "member-so-y-te")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_english_is_complete(hp20: AtWork, language: str) -> None:
    _sub_group(hp20)
    client = hp20.client("group-lead")
    client.cookies["language"] = language
    hp20.settings.CHIDAO_DEMO = True
    pages = [client.get(f"/HP/{path}").content.decode() for path in PAGES]
    hp20.settings.CHIDAO_DEMO = False
    words = {"vi": "Lĩnh vực phụ trách", "en": "Fields of work"}
    assert words[language] in pages[4]
    assert ("Working group" in pages[0]) is (language == "en")


@pytest.mark.only("sqlite")  # how many queries a page makes is the same on both
def test_the_number_of_queries_does_not_grow(hp20: AtWork) -> None:
    counted = []
    for more in (1, 3, 300):
        _grow(hp20, more)
        counted.append([_queries(hp20, path) for path in (*PAGES, "mine/")])
    few, some, many = counted
    assert few == some == many
    assert max(many) <= MOST


def _queries(committee: AtWork, path: str) -> int:
    committee.page(path, "group-lead")
    client = committee.client("group-lead")
    committee.settings.CHIDAO_DEMO = True
    forget_kept()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/HP/{path}").status_code == 200
    committee.settings.CHIDAO_DEMO = False
    return len(captured)


def _grow(committee: AtWork, more: int) -> None:
    """Write rows of every list in a lot."""
    body, seat = Body.objects.get(code="HP"), committee.seats[SENT]
    host, start = Agency.objects.get(code="HP/so-y-te"), SubGroup.objects.count()
    by = {"vi": "Ai", "en": "Who"}
    with in_bulk():
        for number in range(start, start + more):
            person = Person.objects.create(name=f"Người {number}", sort_key=f"{number:05}")
            period = {"effective_from": date(2020, 4, 1), "recorded_at": DAY}
            title = {"vi": f"Lĩnh vực {number}", "en": f"Field {number}"}
            group = SubGroup.objects.create(
                body=body, unit="group", number=number + 1, name=f"Nhóm {number}", clause_id="HP20-6.8", **period
            )
            dated = {"sub_group": group, "effective_from": date(2020, 4, 1)}
            SubGroupTerms.objects.create(name=f"Nhóm {number}", **dated)
            SubGroupSeat.objects.create(seat=seat, head=True, **dated)
            MemberDuty.objects.create(seat=seat, text=f"Việc {number}", clause_id="HP20-6.8", **period)
            asked = ReplacementRequest.objects.create(seat=seat, reason="Bận", requested_by=by, requested_at=DAY)
            Nomination.objects.create(seat=seat, person=person, request=asked, nominated_by=by, nominated_at=DAY)
            Requisition.objects.create(
                body=body, person=person, host=host, purpose="Soạn", clause_id="HP20-8.4",
                effective_until=date(2020, 6, 1) + timedelta(days=number), **period,
            )  # fmt: skip
            FocalPoint.objects.create(
                body=body, agency=host, unit_name="Văn phòng", person=person, named_by=seat,
                acts=["report_progress"], **period,
            )  # fmt: skip
            FieldAssignment.objects.create(
                body=body, key=f"k{number}", title=title, seat=seat, clause_id="HP20-3.1a", **period
            )


def _sub_group(committee: AtWork) -> int:
    given = OrganiseSubGroup(
        body="HP", name="Nhóm hạ tầng", seats=(committee.seat(SENT),), head=committee.seat(SENT),
        effective_from=DAY.date(),
    )  # fmt: skip
    return int(str(committee.do(given, "group-lead", DAY).outcome["sub_group"]))
