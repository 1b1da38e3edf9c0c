"""What callers see: themselves, the body, the regulation of a day, the record, as far as their seat is shown it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from chidao.documents.files import is_intact
from chidao.people.models import PersonalKey
from tests.api.calling import Caller
from tests.factories import MORNING, Founded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]


@pytest.mark.parametrize("key", [None, "", "chd_unknown", "chd_" + "x" * 43])
def test_without_a_key_that_opens_nothing_is_told(founded: Founded, key: str | None) -> None:
    for path in ("me", "bodies", "T1", "T1/seats", "T1/record", "T1/may?act=rename_body"):
        answer = Caller(key, founded.code).get(path)
        assert (answer.status, answer.data["error"]) == (401, "not_signed_in")
    assert Caller(key, founded.code).act("register_person", {"name": "X"}).status == 401


def test_a_revoked_key_no_longer_opens(founded: Founded) -> None:
    key = founded.key_for(founded["head"].person)
    assert Caller(key, founded.code).get("me").status == 200
    row = founded["head"].person
    founded.do("revoke_personal_key", key=_key_of(row))
    assert Caller(key, founded.code).get("me").status == 401


def test_a_key_past_its_day_no_longer_opens(founded: Founded) -> None:
    caller = Caller(founded.key_for(founded["head"].person, days=1), founded.code)
    with time_machine.travel(MORNING + timedelta(days=1, seconds=1), tick=False):
        assert caller.get("me").status == 401


def test_callers_learn_who_they_are(fellow: Caller, founded: Founded) -> None:
    answer = fellow.get("me")
    assert answer.data["person"] == founded["fellow-alpha"].person
    assert [(seat["body"], seat["seat"], seat["role"]) for seat in answer.data["seats"]] == [
        ("T1", founded.seat("fellow-alpha"), "fellow")
    ]


def test_a_body_says_what_is_in_force_on_a_day(fellow: Caller) -> None:
    assert [each["id"] for each in fellow.get("T1?on=2020-03-02").data["charters"]] == ["T1", "T1-beside"]
    assert fellow.get("T1?on=2020-03-01").data["charters"] == []
    assert [each["code"] for each in fellow.get("bodies").data] == ["T1"]


def test_seats_have_their_holders(fellow: Caller, founded: Founded) -> None:
    seats = fellow.get("T1/seats").data
    assert {seat["key"]: seat["person"] for seat in seats} == {
        key: capacity.person for key, capacity in founded.capacities.items()
    }


def test_the_regulation_of_a_day_is_told_clause_by_clause(fellow: Caller) -> None:
    clauses = {each["id"]: each for each in fellow.get("T1/regulation").data["clauses"]}
    assert clauses["T1-2"]["in_source"] is True
    assert clauses["T1-beside-2"]["in_source"] is False
    assert fellow.get("T1/regulation?on=2019-12-31").status == 404


def test_the_matrix_is_told(fellow: Caller) -> None:
    table = fellow.get("T1/matrix").data
    assert {"role": "fellow", "act": "report_progress"}.items() <= next(
        cell for cell in table["may"] if cell["act"] == "report_progress" and cell["role"] == "fellow"
    ).items()


def test_instruments_are_told_with_their_links(fellow: Caller) -> None:
    found = fellow.get("T1/instruments").data
    assert [(each["label"], each["charter"]) for each in found] == [("7/QĐ-BTN", "T1"), ("", "T1-beside")]


def test_the_record_is_shown_as_far_as_the_seat_may_see(clerk: Caller, fellow: Caller, founded: Founded) -> None:
    everything = clerk.get("T1/record?most=200").data
    assert [event["seq"] for event in everything] == list(range(len(everything), 0, -1))
    assert all(event["hash"] and event["basis"] for event in everything)
    assert fellow.get("T1/record").data == []
    founded.do(
        "record_absence", founded["fellow-alpha"], seat=founded.seat("fellow-alpha"),
        first_on=MORNING.date(), last_on=MORNING.date(),
    )  # fmt: skip
    assert [event["act"] for event in fellow.get("T1/record").data] == ["record_absence"]


def test_pages_of_the_record_follow_each_other(clerk: Caller) -> None:
    first = clerk.get("T1/record?most=2").data
    second = clerk.get(f"T1/record?most=2&before={first[-1]['seq']}").data
    assert [event["seq"] for event in first + second] == sorted(
        (event["seq"] for event in first + second), reverse=True
    )
    assert len({event["seq"] for event in first + second}) == 4


def test_refusals_are_shown_to_whom_they_concern(clerk: Caller, head: Caller, fellow: Caller, founded: Founded) -> None:
    fellow.act("rename_body", _renaming())
    assert [each["act"] for each in clerk.get("T1/refusals").data] == ["rename_body"]
    assert [each["act"] for each in fellow.get("T1/refusals").data] == ["rename_body"]
    other = Caller(founded.key_for(founded["fellow-beta"].person), founded.code)
    assert other.get("T1/refusals").data == []
    assert len(head.get("T1/refusals").data) == 1


def test_one_may_ask_whether_one_may(clerk: Caller, fellow: Caller, founded: Founded) -> None:
    assert clerk.get("T1/may?act=register_agency").data["basis"]["clause"] == "T1-beside-1"
    refused = fellow.get("T1/may?act=register_agency").data
    assert refused["may"] is False
    assert [reason["clause"] for reason in refused["reasons"]] == ["T1-beside-1"]
    own = f'{{"seat": {founded.seat("fellow-alpha")}, "first_on": "2020-03-10", "last_on": "2020-03-10"}}'
    assert fellow.get(f"T1/may?act=record_absence&input={own}").data["may"] is True
    assert fellow.get("T1/may?act=record_absence").data["may"] is False
    assert fellow.get("T1/may?act=nothing").status == 404
    assert fellow.get("T1/may?act=record_absence&input={").status == 422


def test_lists_of_meetings_and_tasks_are_told(clerk: Caller, head: Caller) -> None:
    meeting = {"kind": "regular", "title": "Họp thường kỳ", "starts_at": "2020-03-20T08:00", "place": "Phòng họp"}
    made = head.act("convene_meeting", meeting)
    assert made.status == 200, made.data
    listed = clerk.get("T1/meetings?words=hop+thuong").data
    assert [each["title"] for each in listed] == ["Họp thường kỳ"]
    assert clerk.get(f"T1/meetings/{listed[0]['id']}").data["row"]["title"] == "Họp thường kỳ"
    assert clerk.get("T1/meetings/99999").status == 404
    assert clerk.get("T1/tasks").data["rows"] == []
    assert clerk.get("T1/tasks/1").status == 404
    assert clerk.get("T1/waiting").data == []


@pytest.mark.parametrize(
    "path",
    ["T1?on=ngày", "T1/record?before=0", "T1/record?most=9999", "T1/tasks?state=x", "T1/tasks/0", "T1/tasks?after=zz"],
)
def test_a_bad_address_names_the_field(clerk: Caller, path: str) -> None:
    answer = clerk.get(path)
    assert (answer.status, answer.data["error"]) == (422, "bad_input")
    assert all(reason["says"]["vi"] for reason in answer.data["reasons"])


def test_a_file_is_kept_and_named_by_its_digest(clerk: Caller, settings: Settings) -> None:
    sent = SimpleUploadedFile("giấy.pdf", b"%PDF-1.7 x", content_type="application/pdf")
    response = Client().post("/api/T1/files", {"file": sent}, headers=clerk.headers)
    assert response.status_code == 200, response.content
    assert is_intact(settings.CHIDAO_FILES, response.json()["sha256"])
    wrong = SimpleUploadedFile("giấy.exe", b"MZ", content_type="application/pdf")
    assert Client().post("/api/T1/files", {"file": wrong}, headers=clerk.headers).status_code == 422
    assert Client().post("/api/T1/files", {}, headers=clerk.headers).status_code == 422


def _renaming() -> dict[str, str]:
    names = {"name": "Tên khác", "name_en": "Other", "short_name": "Khác", "short_name_en": "Other"}
    return {**names, "effective_from": "2020-04-01"}


def _key_of(person: int) -> int:
    return int(PersonalKey.objects.get(person_id=person, revoked_at=None).pk)
