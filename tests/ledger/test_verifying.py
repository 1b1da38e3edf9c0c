"""`verify` finds what was changed behind the door, and where."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chidao.acts.runner import check_record
from chidao.ledger.chain import event_hash
from chidao.ledger.models import Event
from chidao.people.models import Agency, Person
from tests.factories import Founded
from tests.ledger.behind_the_door import never_commit, sql, without_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(founded: Founded) -> Iterator[Founded]:
    """A body whose database lets itself be changed."""
    without_triggers()
    yield founded
    never_commit()


def codes() -> set[tuple[str, int | None]]:
    """Return what does not hold: its code and its place in the chain, or its row."""
    return {(found.code, found.seq or found.row) for found in check_record("default").findings}


def last_seq() -> int:
    return int(Event.objects.order_by("-seq").values_list("seq", flat=True)[0])


def remove_event(seq: int) -> None:
    event = Event.objects.get(seq=seq)
    for table in ("ledger_trace", "ledger_outboxmessage", "ledger_idempotencykey"):
        sql(f"DELETE FROM {table} WHERE event_id = %s", event.pk)
    sql("DELETE FROM ledger_event WHERE id = %s", event.pk)


def test_a_whole_record_holds(founded: Founded) -> None:
    found = check_record("default")
    assert not found.findings
    assert (found.chains, found.events) == (1, last_seq())
    assert found.rows > found.events


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "rename_body"),
        ("actor_person", 2),
        ("says", '{"vi": "khác", "en": "other"}'),
        ("given", "{}"),
        ("basis", "{}"),
        ("evidence", '["00"]'),
        ("recorded_at", "2020-03-02 00:00:00+00:00"),
        ("corrects_seq", 1),
    ],
)
def test_an_edited_event_is_found(opened: Founded, column: str, value: str | int) -> None:
    sql(f"UPDATE ledger_event SET {column} = %s WHERE seq = 3", value)
    assert ("edited", 3) in codes()


def test_an_event_edited_and_hashed_anew_breaks_the_chain_after_it(opened: Founded) -> None:
    event = Event.objects.get(seq=3)
    event.act = "rename_body"
    sql(
        "UPDATE ledger_event SET act = %s, hash = %s WHERE seq = 3",
        event.act, event_hash(event.prev_hash, event.said()),
    )  # fmt: skip
    assert codes() == {("broken", 4)}


def test_an_event_removed_from_the_middle_is_found(opened: Founded) -> None:
    remove_event(4)
    found = codes()
    assert ("missing", 4) in found
    assert ("broken", 5) in found


def test_reordered_events_are_found(opened: Founded) -> None:
    for before, after in ((3, 9003), (4, 3), (9003, 4)):
        sql("UPDATE ledger_event SET seq = %s WHERE seq = %s", after, before)
    found = codes()
    assert {("edited", 3), ("edited", 4), ("broken", 3)} <= found


def test_a_cut_tail_is_found(opened: Founded) -> None:
    last = last_seq()
    remove_event(last)
    assert ("tail", last) in codes()


def test_a_tail_cut_with_its_head_leaves_rows_that_no_event_wrote(opened: Founded) -> None:
    opened.do("register_person", name="Người thừa")
    last = Event.objects.order_by("-seq")[0]
    remove_event(last.seq)
    sql("UPDATE ledger_chainhead SET seq = %s, hash = %s", last.seq - 1, last.prev_hash)
    assert codes() == {("unrecorded", last.outcome["person"])}


def test_an_event_outside_every_chain_is_found(opened: Founded) -> None:
    sql("UPDATE ledger_event SET chain = %s WHERE seq = 2", "T9")
    assert ("stray", 2) in codes()


def test_a_row_edited_behind_the_door_is_found(founded: Founded) -> None:
    agency = founded.agencies["alpha"]
    sql("UPDATE people_agency SET name = %s WHERE id = %s", "Tên khác", agency)
    found = check_record("default").findings
    assert [(each.code, each.table, each.row) for each in found] == [("row_edited", "people_agency", agency)]
    never_commit()


def test_a_row_put_in_behind_the_door_is_found(founded: Founded) -> None:
    columns = "code, kind, name, short_name, folded, sort_key"
    sql(f"INSERT INTO people_agency ({columns}) VALUES ('lậu', 'other', 'Lậu', '', '', '')")
    made = Agency.objects.get(code="lậu").pk
    assert codes() == {("unrecorded", made)}
    never_commit()


def test_a_row_removed_behind_the_door_is_found(founded: Founded) -> None:
    person = founded.new_person("Người mất")
    sql("DELETE FROM people_person WHERE id = %s", person)
    assert not Person.objects.filter(pk=person).exists()
    assert codes() == {("row_gone", person)}
    never_commit()


def test_every_finding_says_itself_in_both_languages(opened: Founded) -> None:
    sql("UPDATE ledger_event SET act = 'x' WHERE seq = 3")
    for found in check_record("default").findings:
        assert found.says.vi
        assert found.says.en
        assert found.says.vi != found.says.en
