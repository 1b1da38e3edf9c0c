"""Acts over the API: performed, refused with every reason, recorded for others from paper, and once only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Model
from pytest_django import Settings

from chidao.acts.runner import check_record
from chidao.documents.files import store_file
from chidao.ledger.models import Event, RefusalEntry
from chidao.mandates.models import Absence
from chidao.people.models import Agency
from tests.api.calling import Caller
from tests.factories import MORNING, Founded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]

AGENCY = {"code": "gamma", "name": "Sở Thử Ba", "kind": "department"}
AWAY = {"first_on": "2020-03-10", "last_on": "12/3/2020", "reason": "công tác"}


def count(model: type[Model]) -> int:
    return model._default_manager.count()


def test_an_act_is_performed_and_its_receipt_says_by_what_right(clerk: Caller, founded: Founded) -> None:
    answer = clerk.act("register_agency", AGENCY)
    assert answer.status == 200, answer.data
    event = Event.objects.get(chain=founded.code, seq=answer.data["seq"])
    assert answer.data["basis"]["clause"] == "T1-beside-1"
    assert answer.data["says"] == event.says
    assert Agency.objects.get(pk=answer.data["outcome"]["agency"]).name == "Sở Thử Ba"
    assert event.actor_person == founded.clerk.person
    assert event.recorded_at == MORNING + timedelta(hours=1)
    assert not check_record("default").findings


def test_the_same_key_and_content_give_the_same_receipt(clerk: Caller) -> None:
    first, second = (clerk.act("register_agency", AGENCY, key="một-lần".encode().hex()) for _ in range(2))
    assert (first.status, second.status) == (200, 200)
    assert second.data == {**first.data, "repeated": True}
    assert Agency.objects.filter(code="gamma").count() == 1


def test_the_same_key_with_other_content_is_a_conflict(clerk: Caller) -> None:
    clerk.act("register_agency", AGENCY, key="k1")
    answer = clerk.act("register_agency", {**AGENCY, "code": "delta"}, key="k1")
    assert (answer.status, answer.codes()) == (409, {"key_reused"})


def test_a_refusal_gives_every_reason_with_its_clause_and_is_logged(fellow: Caller, founded: Founded) -> None:
    before = count(Event)
    meeting = {"kind": "ad_hoc", "title": "Họp đột xuất", "starts_at": "2020-03-20T08:00", "place": "Phòng họp 1"}
    answer = fellow.act("convene_meeting", meeting)
    assert answer.status == 403
    assert {reason["clause"] for reason in answer.data["reasons"]} == {"T1-2", "T1-4"}
    assert all(reason["says"]["vi"] and reason["says"]["en"] for reason in answer.data["reasons"])
    assert count(Event) == before
    logged = RefusalEntry.objects.get()
    assert (logged.act, logged.actor_person) == ("convene_meeting", founded["fellow-alpha"].person)
    assert logged.reasons == answer.data["reasons"]


def test_bad_input_names_every_field(clerk: Caller) -> None:
    answer = clerk.act("record_absence", {"first_on": "hôm qua", "last_on": None, "sear": 1})
    assert answer.status == 422
    assert answer.fields() == {"first_on", "last_on", "sear", "seat"}


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        '{"input": NaN}',
        "[" * 5000,
        '{"input": {"a": 1e999}}',
        b"\xff\xfe",
        '{"input": 5}',
    ],
)
def test_what_is_no_call_is_bad_input(clerk: Caller, raw: str | bytes) -> None:
    assert clerk.send("T1/acts/register_agency", raw).status == 422


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({**AGENCY, "name": "a\x00b"}, "input.name"),
        ({**AGENCY, "name": "\ud800"}, "input.name"),
        ({**AGENCY, "parent": 2**40}, "input.parent"),
    ],
)
def test_what_no_column_holds_is_bad_input(clerk: Caller, given: dict[str, object], field: str) -> None:
    answer = clerk.act("register_agency", given)
    assert (answer.status, answer.fields()) == (422, {field})


def test_a_day_beyond_all_days_is_bad_input(clerk: Caller, founded: Founded) -> None:
    given = {**AWAY, "seat": founded.seat("head"), "first_on": "0001-01-01"}
    answer = clerk.act("record_absence", given, at="0001-01-01T00:00:00Z")
    assert (answer.status, answer.fields()) == (422, {"first_on"})
    answer = clerk.act("record_absence", {**AWAY, "seat": founded.seat("head")}, at="0001-01-01T00:00:00Z")
    assert (answer.status, answer.fields()) == (422, {"at"})


def test_a_secret_is_not_taken_in(clerk: Caller) -> None:
    answer = clerk.act("register_agency", {**AGENCY, "name": "TUYỆT MẬT"})
    assert (answer.status, answer.codes()) == (422, {"state_secret"})


def test_a_field_of_the_envelope_that_is_wrong_is_named(clerk: Caller) -> None:
    answer = clerk.act("register_agency", AGENCY, seat="tám", evidence=3, extra=1)
    assert (answer.status, answer.fields()) == (422, {"seat", "evidence", "extra"})


def test_a_paper_act_is_recorded_for_the_seat_that_signed(clerk: Caller, founded: Founded, settings: Settings) -> None:
    paper = store_file(settings.CHIDAO_FILES, b"%PDF-1.7 signed")
    answer = clerk.act(
        "record_absence",
        {**AWAY, "seat": founded.seat("head")},
        on_behalf_of={"seat": founded.seat("head")},
        at="2020-03-03T08:30:00+07:00",
        evidence=[paper],
    )
    assert answer.status == 200, answer.data
    event = Event.objects.get(chain=founded.code, seq=answer.data["seq"])
    assert event.actor_person == founded["head"].person
    assert event.operator_person == founded.clerk.person
    assert event.evidence == [paper]
    assert event.at == MORNING + timedelta(minutes=30)
    assert event.basis["clause"] == "T1-3"
    assert event.basis["recorded_by"] == "T1-beside-2"


def test_recording_for_others_is_for_those_who_may(fellow: Caller, founded: Founded) -> None:
    given = {**AWAY, "seat": founded.seat("head")}
    answer = fellow.act("record_absence", given, on_behalf_of={"seat": founded.seat("head")})
    assert (answer.status, answer.codes()) == (403, {"may_not_record"})
    assert not Absence.objects.exists()


def test_evidence_must_be_kept_here(clerk: Caller, founded: Founded) -> None:
    given = {**AWAY, "seat": founded.seat("head")}
    answer = clerk.act("record_absence", given, on_behalf_of={"seat": founded.seat("head")}, evidence=["0" * 64])
    assert (answer.status, answer.codes()) == (422, {"no_such_file"})


def test_an_empty_seat_signs_nothing(clerk: Caller) -> None:
    answer = clerk.act("record_absence", {**AWAY, "seat": 1}, on_behalf_of={"seat": 9999})
    assert (answer.status, answer.codes()) == (404, {"seat_empty"})


def test_one_acts_in_ones_own_seats_only(fellow: Caller, founded: Founded) -> None:
    answer = fellow.act("record_absence", {**AWAY, "seat": founded.seat("head")}, seat=founded.seat("head"))
    assert (answer.status, answer.codes()) == (404, {"no_seat"})


def test_a_body_that_is_not_held_is_not_found(clerk: Caller) -> None:
    assert clerk.send("T9/acts/register_agency", {"input": AGENCY}).status == 404


def test_the_body_of_the_input_is_the_bodys_of_the_address(clerk: Caller) -> None:
    answer = clerk.act("register_agency", {**AGENCY, "body": "T9"})
    assert (answer.status, answer.codes()) == (422, {"other_body"})


def test_what_the_state_of_affairs_forbids_is_a_conflict(clerk: Caller) -> None:
    clerk.act("register_agency", AGENCY)
    answer = clerk.act("register_agency", AGENCY)
    assert (answer.status, answer.codes()) == (409, {"code_taken"})


def test_a_body_is_not_founded_from_afar(clerk: Caller) -> None:
    assert clerk.send("T2/acts/found_body", {"input": {"charter": "x"}}).status == 404
