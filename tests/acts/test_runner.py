"""The one door: an act stands whole or not at all, once, with its basis; a refusal is logged and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models

from chidao.acts.recorded import OutsideAnAct
from chidao.acts.runner import check_record, perform
from chidao.kernel.errors import Conflict, NotFound, Refused
from chidao.ledger.models import ChainHead, Event, IdempotencyKey, OutboxMessage, RefusalEntry, Trace
from chidao.people.models import Agency, Person
from tests.factories import MORNING, Founded

pytestmark = pytest.mark.django_db

AGENCY = {"code": "gamma", "name": "Sở Thử Ba", "kind": "department"}


def counts() -> dict[str, int]:
    """Return how many rows each table of the record and of agencies has."""
    tables: tuple[type[models.Model], ...] = (Event, Trace, OutboxMessage, IdempotencyKey, RefusalEntry, Agency, Person)
    return {table.__name__: table._default_manager.count() for table in tables}


def test_an_act_leaves_its_event_its_rows_and_its_basis(founded: Founded) -> None:
    before = ChainHead.objects.get(chain="T1")
    receipt = founded.do("register_agency", **AGENCY)
    event = Event.objects.get(chain="T1", seq=receipt.seq)
    assert receipt.seq == before.seq + 1
    assert event.prev_hash == before.hash
    assert ChainHead.objects.get(chain="T1").hash == event.hash
    assert event.basis["clause"] == "T1-beside-1"
    agency = receipt.outcome["agency"]
    assert {(table, row) for table, row, _ in event.rows} >= {("people_agency", agency)}
    assert set(event.traces.values_list("table", "row")) == {(table, row) for table, row, _ in event.rows}
    assert (event.at, event.recorded_at) == (MORNING, MORNING)


def test_a_refusal_is_logged_and_changes_nothing_else(founded: Founded) -> None:
    before = counts()
    with pytest.raises(Refused) as refused:
        founded.do("register_agency", founded["fellow-alpha"], **AGENCY)
    assert counts() == before | {"RefusalEntry": before["RefusalEntry"] + 1}
    entry = RefusalEntry.objects.get()
    assert entry.reasons == [reason.as_data() for reason in refused.value.reasons]
    assert (entry.act, entry.actor_seat) == ("register_agency", founded.seat("fellow-alpha"))
    assert entry.given["code"] == "gamma"


def test_what_conflicts_leaves_nothing(founded: Founded) -> None:
    founded.do("register_agency", **AGENCY)
    before = counts()
    with pytest.raises(Conflict):
        founded.do("register_agency", **AGENCY, once="k")
    assert counts() == before


def test_an_act_whose_event_cannot_be_written_has_not_happened(founded: Founded) -> None:
    before = counts()
    _refuse_events()
    with pytest.raises(DatabaseError):
        founded.do("register_agency", **AGENCY, once="k")
    _accept_events()
    assert counts() == before
    assert founded.do("register_agency", **AGENCY, once="k").repeated is False
    assert not check_record("default").findings


def test_the_same_key_is_the_same_act(founded: Founded) -> None:
    first = founded.do("register_agency", **AGENCY, once="k")
    after = counts()
    second = founded.do("register_agency", **AGENCY, once="k")
    assert counts() == after
    assert (second.seq, second.outcome, second.says, second.repeated) == (first.seq, first.outcome, first.says, True)


def test_the_same_key_with_other_content_is_a_conflict(founded: Founded) -> None:
    founded.do("register_agency", **AGENCY, once="k")
    with pytest.raises(Conflict) as conflict:
        founded.do("register_agency", **AGENCY | {"code": "delta"}, once="k")
    assert conflict.value.reasons[0].code == "key_reused"
    assert not Agency.objects.filter(code="delta").exists()


def test_keys_belong_to_an_act_and_to_whoever_operates(founded: Founded) -> None:
    day = {"first_on": MORNING.date(), "last_on": MORNING.date()}
    ones = [
        founded.do("register_agency", **AGENCY, once="k"),
        founded.do("register_person", name="Người thử", once="k"),
        founded.do("record_absence", founded["head"], seat=founded.seat("head"), **day, once="k"),
        founded.do("record_absence", founded["second"], seat=founded.seat("second"), **day, once="k"),
    ]
    assert len({receipt.seq for receipt in ones}) == 4


def test_an_act_after_now_is_a_conflict(founded: Founded) -> None:
    with pytest.raises(Conflict) as conflict:
        founded.do("register_agency", **AGENCY, at=MORNING + timedelta(seconds=1))
    assert conflict.value.reasons[0].code == "in_the_future"


def test_an_act_recorded_later_keeps_both_instants(founded: Founded) -> None:
    now = MORNING + timedelta(days=2)
    receipt = founded.do(
        "record_absence", founded["head"], seat=founded.seat("head"), first_on=now.date(), last_on=now.date(),
        at=MORNING, now=now, operator=founded.clerk, evidence=("a" * 64,),
    )  # fmt: skip
    event = Event.objects.get(chain="T1", seq=receipt.seq)
    assert (event.at, event.recorded_at) == (MORNING, now)
    assert (event.actor_person, event.operator_person) == (founded["head"].person, founded.clerk.person)
    assert event.evidence == ["a" * 64]
    assert event.basis["recorded_by"] == "T1-beside-2"


def test_what_an_act_is_about_must_be_there(founded: Founded) -> None:
    before = counts()
    with pytest.raises(NotFound):
        founded.do("rename_agency", agency=9999, name="Tên", effective_from=MORNING.date())
    assert counts() == before


@pytest.mark.parametrize(
    "write",
    [
        lambda: Agency(code="x", kind="other", name="X", folded="x", sort_key="x").save(),
        lambda: Agency.objects.create(code="x", kind="other", name="X", folded="x", sort_key="x"),
        lambda: Agency.objects.bulk_create([Agency(code="x", kind="other", name="X", folded="x", sort_key="x")]),
        lambda: Agency.objects.update(name="X"),
        lambda: Agency.objects.filter(code="T1/alpha").delete(),
        lambda: Agency.objects.get(code="T1/alpha").delete(),
        lambda: Agency.objects.get(code="T1/alpha").save(),
    ],
)
def test_rows_are_written_through_acts_only(founded: Founded, write: Callable[[], object]) -> None:
    before = counts()
    with pytest.raises(OutsideAnAct):
        write()
    assert counts() == before
    assert not check_record("default").findings


def test_two_calls_of_one_act_stand_in_one_chain(founded: Founded) -> None:
    seqs = [perform(founded.call("register_person", name=f"Người {n}")).seq for n in range(3)]
    assert seqs == list(range(seqs[0], seqs[0] + 3))
    assert not check_record("default").findings


def _refuse_events() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER no_more BEFORE INSERT ON ledger_event BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'disk full'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER no_more BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION no_more()"
            )


def _accept_events() -> None:
    on = "" if connection.vendor == "sqlite" else " ON ledger_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER no_more{on}")
