"""The iCalendar feed: read by a CalDAV client, whose events are what the pages show; its key opens nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from threading import Thread
from typing import Any, cast
from wsgiref.simple_server import WSGIRequestHandler, make_server

import caldav
import icalendar
import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from django.test import Client
from pytest_django import Settings

from chidao.api.calendar_feed import calendar_of, uid_of
from chidao.duties.acts import AskedField
from chidao.people.models import PersonalKey
from chidao.reports.agenda import agenda
from tests.api.calling import Caller
from tests.factories import MORNING, Founded

pytestmark = pytest.mark.django_db
# The library loads its classes when they are asked for, so that their types are not told.
caldav_event, client_at = cast("Any", caldav).Event, cast("Any", caldav).DAVClient
STARTS = MORNING + timedelta(days=7)


@pytest.fixture
def busy(founded: Founded) -> Founded:
    """A body with a meeting to come, a task that falls due and a report that is owed."""
    meeting = founded.do(
        "convene_meeting", founded["head"], kind="regular", title="Họp thường kỳ", place="Phòng 1", starts_at=STARTS
    ).outcome["meeting"]
    founded.do("propose_invitations", meeting=meeting, seats=tuple(c.seat for c in founded.capacities.values()))
    founded.do("approve_invitation_list", founded["head"], meeting=meeting)
    lead = founded.agencies["alpha"]
    founded.do("give_direction", founded["head"], line="Rà soát thủ tục", lead_agency=lead, working_days=10)
    fields = (AskedField(label="Số máy chủ"),)
    founded.do("issue_report_form", title="Báo cáo quý", fields=fields, months=3, closes_on=14, working_days=1)
    return founded


def calendar_key(founded: Founded, seat: str = "fellow-alpha") -> str:
    """Return a key that opens a person's calendar."""
    return founded.key_for(founded[seat].person, opens="calendar")


def read(key: str) -> Any:
    """Read the feed."""
    answer = Client().get(f"/api/calendar/{key}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content)


def events(found: Any) -> dict[str, Any]:
    """Return the events by the kind that stands before their name."""
    return {str(each["UID"]).partition("-")[0]: each for each in found.walk("VEVENT")}


def test_meetings_tasks_and_reports_stand_in_it(busy: Founded) -> None:
    found = read(calendar_key(busy))
    told = events(found)
    assert told["meeting"]["SUMMARY"] == "Họp thường kỳ"
    assert told["meeting"]["DTSTART"].dt == STARTS
    assert told["meeting"]["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert told["meeting"]["LOCATION"] == "Phòng 1"
    assert "Rà soát thủ tục" in told["task"]["SUMMARY"]
    assert told["report"]["DTSTART"].dt == date(2020, 3, 16)
    assert [zone["TZID"] for zone in found.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    assert found.get("METHOD") == "PUBLISH"


def test_the_same_thing_keeps_its_name_and_counts_its_changes(busy: Founded) -> None:
    key = calendar_key(busy)
    before = events(read(key))["meeting"]
    meeting = re.findall(r"\d+", str(before["UID"]))[0]
    later = STARTS + timedelta(days=1)
    soon = MORNING + timedelta(hours=1)
    busy.do("reschedule_meeting", busy["head"], meeting=int(meeting), starts_at=later, reason="Bận", now=soon)
    moved = events(read(key))["meeting"]
    assert moved["UID"] == before["UID"]
    assert moved["DTSTART"].dt == later
    assert moved["SEQUENCE"] > before["SEQUENCE"]
    assert moved["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    busy.do("cancel_meeting", busy["head"], meeting=int(meeting), reason="Hoãn", now=soon)
    gone = events(read(key))["meeting"]
    assert (gone["UID"], gone["STATUS"]) == (before["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > moved["SEQUENCE"]


def test_its_events_are_the_agenda_and_the_pages(busy: Founded) -> None:
    person = busy["fellow-alpha"].person
    told = {str(each["UID"]) for each in read(calendar_key(busy)).walk("VEVENT")}
    items = agenda(person, MORNING + timedelta(hours=1))
    assert told == {uid_of(item) for item in items}
    caller = Caller(busy.key_for(person), busy.code)
    pages = {"meeting": caller.get("T1/meetings").data, "task": caller.get("T1/tasks").data["rows"]}
    for kind, rows in pages.items():
        assert {f"{kind}-{row['id']}.t1@chidao" for row in rows} == {uid for uid in told if uid.startswith(kind)}
    owed = caller.get("T1/owed-reports").data
    assert {each["due_on"] for each in owed} == {item.on.isoformat() for item in items if item.kind == "report"}


def test_what_is_none_of_theirs_is_not_told(busy: Founded) -> None:
    told = events(read(calendar_key(busy, "fellow-beta")))
    assert "task" not in told
    assert {"meeting", "report"} <= set(told)


def test_the_key_opens_the_calendar_and_nothing_else(busy: Founded) -> None:
    calendar, all_doors = calendar_key(busy), busy.key_for(busy["fellow-alpha"].person)
    assert Caller(calendar, busy.code).get("me").status == 401
    assert Caller(calendar, busy.code).act("choose_digest", {"digest": ""}).status == 401
    for key in (all_doors, "chd_" + "x" * 43, "x"):
        assert Client().get(f"/api/calendar/{key}.ics").status_code == 404
    read(calendar)
    with time_machine.travel(MORNING + timedelta(days=181), tick=False):
        assert Client().get(f"/api/calendar/{calendar}.ics").status_code == 404


def test_a_revoked_key_no_longer_opens_it(busy: Founded) -> None:
    key = calendar_key(busy)
    row = busy["fellow-alpha"].person
    busy.do("revoke_personal_key", key=PersonalKey.objects.get(person=row).pk)
    assert Client().get(f"/api/calendar/{key}.ics").status_code == 404


def test_it_speaks_the_language_of_the_account(busy: Founded) -> None:
    items = agenda(busy["fellow-alpha"].person, MORNING + timedelta(hours=1))
    english = calendar_of(items, "en", "https://x").decode()
    assert "Report due: Báo cáo quý\\, quarter 1 of 2020" in english.replace("\r\n ", "")


def test_nothing_at_all_is_a_calendar_too(founded: Founded) -> None:
    person = founded.new_person("Người không giữ ghế")
    key = founded.key_for(person, opens="calendar")
    assert list(read(key).walk("VEVENT")) == []


class Quiet(WSGIRequestHandler):
    """Serves without telling what it served."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the library's name
        """Tell nothing."""


@pytest.fixture
def served(busy: Founded, settings: Settings) -> Iterator[str]:
    """The feed's address on a real server of the loopback, which reads what the test has written."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    shared, answered = connections[DEFAULT_DB_ALIAS], WSGIHandler()

    def application(environ: Any, start: Any) -> Any:
        connections[DEFAULT_DB_ALIAS] = shared
        return answered(environ, start)

    shared.inc_thread_sharing()
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/calendar/{calendar_key(busy)}.ics"
    server.shutdown()
    server.server_close()
    thread.join()
    shared.dec_thread_sharing()


@pytest.mark.usefixtures("kept_connection")
def test_a_caldav_client_fetches_it(served: str) -> None:
    with client_at(served) as client:
        resource: Any = caldav_event(client=client, url=served)
        resource.load()
        told = events(resource.icalendar_instance)
    assert {"meeting", "task", "report"} <= set(told)
    alone = caldav_event(data=alone_in_a_file(told["meeting"]))
    assert alone.icalendar_component["DTSTART"].dt == STARTS
    assert alone.get_duration() == timedelta(hours=2)
    whole_day = caldav_event(data=alone_in_a_file(told["report"]))
    assert whole_day.get_duration() == timedelta(days=1)


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """Let requests not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def alone_in_a_file(event: Any) -> str:
    """Return a file with one event, as a calendar server keeps each."""
    whole = icalendar.Calendar.new(prodid="-//tests//", subcomponents=[event])
    whole.add_missing_timezones()
    return str(whole.to_ical().decode())
