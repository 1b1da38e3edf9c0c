"""Pages take as many queries at three hundred rows as at three."""

from __future__ import annotations

import secrets
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.apps import apps
from django.utils.http import urlencode

from chidao.kernel.errors import Refused
from chidao.mandates.models import Absence
from chidao.tasks.rules import PlannedTask
from tests.charters_small import BESIDE
from tests.factories import Founded, founded_body
from tests.meetings.committee import in_bulk
from tests.web.seated import FEATURES, Seated, charter_with

MOST: Final = {
    "": 64, "meetings/": 40, "meetings/{first_meeting}/": 45, "matters/": 20, "tasks/": 40,
    "calendar/?year=2020&month=3": 40, "documents/": 40, "reports/": 40, "reports/late/": 40, "record/": 20,
    "record/refusals/": 20, "committee/": 20, "committee/accounts/": 20, "regulation/": 20, "regulation/T1-2/": 24,
    "instruments/": 22, "search/?q=viec": 35, "mine/": 22, "matrix/": 20, "acts/": 20,
}  # fmt: skip
"""With nothing kept in memory, as in the first page after an act; between acts it is about ten fewer."""

READERS: Final = ("head", "secretary")
ONLY_FOR: Final = {"committee/accounts/": "secretary"}
HAVE: Final = (
    "tasks.Task", "meetings.Meeting", "meetings.Invitation", "meetings.SubmittedMatter", "documents.Document",
    "instruments.Instrument", "people.Person", "people.Account", "people.PersonalKey", "mandates.Absence",
    "ledger.Event", "ledger.RefusalEntry",
)  # fmt: skip
RAISE: Final = "  - {id: raise, acts: [submit_matter], roles: [fellow], clause: T1-5}\n"
CHARTER: Final = charter_with(*FEATURES).replace("powers:\n", f"powers:\n{RAISE}", 1)


@dataclass
class Growing:
    """A body in which there is ever more of everything, by acts."""

    founded: Founded
    rows: int = 0
    first_meeting: int = 0

    def grow(self, to: int) -> None:
        """Let there be so many rows of every kind, one kind after another: what is kept in memory lasts longest so."""
        new = range(self.rows, to)
        for one in (self._instrument, self._refusal, self._meeting, self._paper, self._matter, self._key):
            for number in new:
                one(number)
        self._tasks(new)
        self._guests(to)
        people = [self.founded.new_person(f"Người {number} của việc") for number in new]
        for person in people:
            self.founded.do("open_account", person=person, username=f"nguoi.{person}")
        self._absences(new)
        self.rows = to

    def _instrument(self, number: int) -> None:
        # Each symbol that can be read is compared with every other: past a few, papers have names instead.
        symbol = f"{number + 10}/QĐ-UB" if number < 20 else f"Chương trình {number}"
        self.founded.do("enter_instrument", kind="decision", symbol=symbol, title=f"Việc {number}", known=False)

    def _refusal(self, number: int) -> None:
        with pytest.raises(Refused):
            self.founded.do("give_direction", line=f"Việc {number}", lead_agency=self.founded.agencies["beta"])

    def _meeting(self, number: int) -> None:
        fields = {"kind": "ad_hoc", "title": f"Họp về việc {number}", "place": "Phòng 1"}
        starts_at = self.founded.now + timedelta(days=7, minutes=number)
        made = self.founded.do("convene_meeting", self.founded["head"], starts_at=starts_at, **fields)
        self.first_meeting = self.first_meeting or int(made.outcome["meeting"])

    def _paper(self, number: int) -> None:
        fields = {"kind": "CV", "number": number + 1, "symbol": "BTN-VP", "dated_on": date(2020, 3, 3)}
        self.founded.do("enter_outside_document", title=f"Công văn về việc {number}", **fields)

    def _matter(self, number: int) -> None:
        fields = {"kind": "regular", "title": f"Việc {number}", "content": "Xin ý kiến."}
        self.founded.do("submit_matter", self.founded["fellow-alpha"], **fields)

    def _key(self, _number: int) -> None:
        self.founded.key_for(self.founded[READERS[0]].person)

    def _absences(self, new: range) -> None:
        """Record the first; the others are its likes, since every act after an absence reads them all anew."""
        seat, day = self.founded.seat("fellow-beta"), self.founded.now.date()
        if not self.rows:
            self.founded.do("record_absence", seat=seat, first_on=day, last_on=day)
        first = Absence.objects.get(seat=seat, effective_from=day)
        with in_bulk():
            Absence.objects.bulk_create(_later(first, number) for number in new if number)

    def _tasks(self, new: range) -> None:
        agencies = [self.founded.agencies["alpha"], self.founded.agencies["beta"]]
        rows = tuple(
            PlannedTask(
                row=number + 1, title=f"Việc số {number}", lead_agency_id=agencies[number % 2],
                due_on=date(2020, 3, 3) + timedelta(days=number % 20), source_text="Danh sách",
            )
            for number in new
        )  # fmt: skip
        self.founded.do("import_tasks", rows=rows, file=secrets.token_hex(32))

    def _guests(self, many: int) -> None:
        guests = tuple(f"Khách {number}" for number in range(many))
        self.founded.do("propose_invitations", meeting=self.first_meeting, guests=guests)


def _later(absence: Absence, days: int) -> Absence:
    later = copy(absence)
    later.pk, moved = None, timedelta(days=days)
    later.effective_from, later.effective_until = absence.effective_from + moved, absence.effective_until + moved
    return later


@pytest.mark.only("sqlite")  # how many queries a page makes is the same on both
@pytest.mark.usefixtures("morning", "db")
def test_the_number_of_queries_does_not_grow() -> None:
    body = Seated(founded_body(charter=CHARTER, beside=BESIDE))
    growing = Growing(body.founded)
    few, some, many = (counted(body, growing, rows) for rows in (1, 3, 300))
    assert {model: found for model, found in held().items() if found < 300} == {}
    # A list that is full is counted, by one query more; nothing else depends on how much there is.
    assert {page: (few[page], some[page], many[page]) for page in many if many[page] > some[page] + 1} == {}
    assert {page: most for page, most in many.items() if most > MOST[page[1]]} == {}


def counted(body: Seated, growing: Growing, rows: int) -> dict[tuple[str, str], int]:
    growing.grow(rows)
    addresses = {page: page.format(first_meeting=growing.first_meeting) for page in MOST}
    return {
        (seat, page): body.queries(address, seat)
        for page, address in addresses.items()
        for seat in READERS
        if ONLY_FOR.get(page, seat) == seat
    }


def held() -> dict[str, Any]:
    return {name: apps.get_model(name)._default_manager.count() for name in HAVE}


def test_addresses_are_encoded(body: Seated) -> None:
    assert body.get(f"search/?{urlencode({'q': 'Sở & <b>'})}").count("<b>S") == 0
