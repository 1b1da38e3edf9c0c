"""The charter file: what is read, and how each fault is told with its line, all of them at once."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together, regulation_of
from chidao.instruments.located_yaml import MAX_BYTES
from chidao.kernel.errors import BadInput, Reason
from tests.instruments.charters import (
    KNOWN_ACTS,
    Data,
    charter_data,
    charter_without,
    entries,
    generated_charters,
    written,
)

SMALL = """\
id: X
body: X
source: original
name: {vi: "Ban", en: "Board"}
short_name: {vi: "Ban", en: "Board"}
instrument:
  number: "1"
  symbol: "QĐ-B"
  kind: regulation
  title: {vi: "Quy chế", en: "Regulation"}
  issuer: "Ban"
  signed_on: "2020-01-01"
  effective_on: "2020-01-01"
clauses:
  - {id: X-1, label: "m1", cite: "mục 1", kind: power, who: LEADER, summary: {vi: "Một", en: "One"}}
  - {id: X-2, label: "m2", cite: "mục 2", kind: power, who: LEADER, summary: {vi: "Hai", en: "Two"}}
units:
  - {id: board, name: {vi: "Ban", en: "Board"}, kind: committee, clause: X-1}
roles:
  - {id: head, unit: board, title: {vi: "Chủ nhiệm", en: "Head"}, rank: 1, clause: X-1}
  - {id: second, unit: board, title: {vi: "Phó Chủ nhiệm", en: "Second"}, rank: 2, clause: X-1}
powers:
  - {id: call, acts: [convene_meeting, close_meeting], roles: [head], clause: X-1}
  - {id: ask, acts: [ask_coordination], roles: [head], only: {meeting: [regular]}, when: [presiding], clause: X-2}
stand_ins:
  - {role: second, stands_for: head, clause: X-2}
limits:
  - {id: stop, acts: [give_opinion], unless: [own_seat], says: {vi: "Không", en: "No"}, clause: X-2}
duties:
  - {id: meet, what: meeting, unit: board, title: {vi: "Họp", en: "Meet"}, months: 5, clause: X-1}
principles:
  - {feature: reminders, clause: X-1, settings: {before: [2], after: []}}
"""


def read(words: str, beside: Charter | None = None) -> Charter:
    return read_charter(words.encode(), known_acts=KNOWN_ACTS, beside=beside)


def faults(words: str, beside: Charter | None = None) -> tuple[Reason, ...]:
    with pytest.raises(BadInput) as caught:
        read(words, beside)
    return caught.value.reasons


def told_of(words: str) -> tuple[Reason, ...]:
    try:
        read(words)
    except BadInput as error:
        return error.reasons
    return ()


def line_of(words: str, sought: str) -> int:
    return next(number for number, line in enumerate(words.splitlines(), 1) if sought in line)


def test_a_small_charter_is_read_whole() -> None:
    charter = read(SMALL)
    assert [power.id for power in charter.powers] == ["call.convene_meeting", "call.close_meeting", "ask"]
    assert charter.powers[2].only == {"meeting": ("regular",)}
    assert charter.powers[2].when == ("presiding",)
    assert charter.principles[0].settings == {"before": (2,), "after": ()}
    assert charter.clauses[1].line == line_of(SMALL, "id: X-2")
    assert charter.duties[0].starts_in == 1


@pytest.mark.parametrize(
    ("good", "bad", "code", "field"),
    [
        ("months: 5", "months: five", "charter.wrong_type", "duties[0].months"),
        ("months: 5", "months: 121", "charter.out_of_range", "duties[0].months"),
        ("months: 5", "months: 5, wekly: true", "charter.unknown_key", "duties[0].wekly"),
        ("what: meeting, ", "", "charter.missing_key", "duties[0]"),
        ("what: meeting", "what: picnic", "charter.unknown_word", "duties[0].what"),
        ("rank: 2", 'rank: "2"', "charter.wrong_type", "roles[1].rank"),
        ("unit: board, title: {vi: H", "unit: bord, title: {vi: H", "charter.unknown_reference", "duties[0].unit"),
        ("[convene_meeting, close", "[convene_meting, close", "charter.unknown_act", "powers[0].acts[0]"),
        ("acts: [give_opinion]", "acts: [give_opinions]", "charter.unknown_act", "limits[0].acts[0]"),
        ("when: [presiding]", "when: [own_seat, hurried]", "charter.unknown_word", "powers[1].when[1]"),
        ("{meeting: [regular]}", "{meeting: [secret]}", "charter.unknown_word", "powers[1].only.meeting[0]"),
        ("{meeting: [regular]}", "{weather: [fine]}", "charter.unknown_key", "powers[1].only.weather"),
        ("roles: [head], clause: X-1", "roles: [head, hed], clause: X-1", "charter.unknown_reference", None),
        ("stands_for: head", "stands_for: nobody", "charter.unknown_reference", "stand_ins[0].stands_for"),
        ("months: 5, clause: X-1", "months: 5, clause: X-9", "charter.unknown_reference", "duties[0].clause"),
        ("feature: reminders", "feature: fireworks", "charter.unknown_word", "principles[0].feature"),
        ("before: [2]", "before: [2, soon]", "charter.bad_setting", "principles[0].settings.before"),
        ("before: [2]", "beforehand: [2]", "charter.bad_setting", "principles[0].settings.beforehand"),
        ("id: second, unit", "id: head, unit", "charter.duplicate_id", "roles[1].id"),
        ("id: X-2, label", "id: X-1, label", "charter.duplicate_id", "clauses[1].id"),
        ("unless: [own_seat]", "unless: [own_seat], unless: []", "charter.duplicate_key", "limits[0].unless"),
        ("id: board, name", "id: &b board, name", "charter.anchor", "units[0].id"),
        ('effective_on: "2020-01-01"', 'effective_on: "2020-02-30"', "charter.no_such_day", "instrument.effective_on"),
        ('effective_on: "2020-01-01"', 'effective_on: "soon"', "charter.wrong_form", "instrument.effective_on"),
        ("source: original", "source: installation", "charter.complements", "complements"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line(good: str, bad: str, code: str, field: str | None) -> None:
    good, bad = good.replace("{vi: H", '{vi: "H'), bad.replace("{vi: H", '{vi: "H')
    assert good in SMALL
    words = SMALL.replace(good, bad, 1)
    line = line_of(SMALL, good)
    told = [(reason.code, reason.line) for reason in faults(words)]
    assert (code, line) in told
    if field:
        assert field in {reason.field for reason in faults(words)}


@pytest.mark.parametrize(
    ("after", "added"),
    [
        ("limits:", "  - {id: never, acts: [close_meeting], unless: [], says: {vi: K, en: N}, clause: X-2}"),
        ("duties:", "  - {id: more, what: meeting, unit: board, title: {vi: H, en: M}, months: 2, clause: X-2}"),
        ("stand_ins:", "  - {role: head, stands_for: second, clause: X-1}"),
        ("principles:", "  - {feature: reminders, clause: X-2, settings: {before: [3], after: []}}"),
    ],
)
def test_entries_in_conflict_are_named_with_their_line(after: str, added: str) -> None:
    words = SMALL.replace(after, f"{after}\n{added}", 1)
    told = [reason for reason in faults(words) if reason.code == "charter.conflict"]
    assert len(told) == 1
    assert told[0].clause in {"X-1", "X-2"}
    assert told[0].line in {line_of(words, added), line_of(SMALL, after) + 2, line_of(words, "id: call")}


def test_a_ring_of_stand_ins_is_a_conflict_however_long() -> None:
    role = '  - {id: third, unit: board, title: {vi: "Ba", en: "Third"}, rank: 3, clause: X-1}\n'
    ring = "  - {role: third, stands_for: second, clause: X-2}\n  - {role: head, stands_for: third, clause: X-2}\n"
    words = SMALL.replace("powers:", role + "powers:").replace("limits:", ring + "limits:")
    (reason,) = faults(words)
    assert (reason.code, reason.line) == ("charter.conflict", line_of(words, "stands_for: third"))


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    words = SMALL.replace("months: 5", "months: five").replace("close_meeting", "clse_meeting")
    words = words.replace("rank: 2", "rank: -2").replace("stands_for: head", "stands_for: hed")
    codes = [reason.code for reason in faults(words)]
    assert codes == [
        "charter.out_of_range",
        "charter.unknown_act",
        "charter.unknown_reference",
        "charter.wrong_type",
    ]


def test_a_near_word_is_offered() -> None:
    (reason,) = faults(SMALL.replace("close_meeting", "clse_meeting"))
    assert reason.remedy is not None
    assert "close_meeting" in reason.remedy.vi
    assert "close_meeting" in reason.remedy.en


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a: [1", "charter.unreadable"),
        (b"a: b\n--- \nc: d\n", "charter.unreadable"),
        (b"\xff\xfe", "charter.unreadable"),
        (b"? [a]\n: b\n", "charter.unreadable"),
        (b"[" * 5000, "charter.unreadable"),
        (b"# " + b"a" * MAX_BYTES, "charter.too_large"),
        (b"", "charter.wrong_type"),
        (b"- a\n- b\n", "charter.wrong_type"),
        (b"id: !!python/name:os.system x\n", "charter.anchor"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "charter.anchor"),
        ("name: Bảng".encode("utf-16"), "charter.unreadable"),
    ],
)
def test_what_is_no_charter_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_charter(raw, known_acts=KNOWN_ACTS)
    assert code in {reason.code for reason in caught.value.reasons}


def test_words_are_kept_composed() -> None:
    decomposed = SMALL.replace("Chủ nhiệm", "Chủ nhiệm")
    assert read(decomposed).roles[0].title.vi == "Chủ nhiệm"


INSTALLATION = """\
id: X-inst
body: X
source: installation
complements: X
name: {vi: "Thiết lập", en: "Installation"}
short_name: {vi: "Thiết lập", en: "Installation"}
instrument:
  number: null
  symbol: null
  kind: installation
  title: {vi: "T", en: "I"}
  issuer: "Ban"
  signed_on: null
  effective_on: "2020-02-01"
clauses:
  - {id: X-inst-1, label: "TL1", cite: "mục 1", kind: power, who: CLERK, summary: {vi: "Một", en: "One"}}
powers:
  - {id: more, acts: [give_opinion], roles: [second], clause: X-2}
"""


def test_an_installation_speaks_of_the_charter_it_complements() -> None:
    charter = read(SMALL)
    installation = read(INSTALLATION, charter)
    assert installation.powers[0].roles == ("second",)
    assert not check_together((charter, installation), known_acts=KNOWN_ACTS)


def test_what_the_complemented_charter_lacks_is_told_when_it_is_at_hand_and_when_they_meet() -> None:
    charter, words = read(SMALL), INSTALLATION.replace("[second]", "[third]")
    (reason,) = faults(words, charter)
    assert (reason.code, reason.line) == ("charter.unknown_reference", line_of(words, "[third]"))
    alone = read(words)
    (reason,) = check_together((charter, alone), known_acts=KNOWN_ACTS)
    assert reason.code == "charter.unknown_reference"


def test_an_installation_may_not_say_another_cadence() -> None:
    duty = "duties:\n  - {id: m2, what: meeting, unit: board, title: {vi: H, en: M}, months: 2, clause: X-1}\n"
    charter = read(SMALL)
    installation = read(INSTALLATION + duty, charter)
    (reason,) = check_together((charter, installation), known_acts=KNOWN_ACTS)
    assert reason.code == "charter.conflict"


def later(begins: str, ends: str | None = None) -> Charter:
    words = SMALL.replace("id: X\n", "id: Y\n").replace('effective_on: "2020-01-01"', f'effective_on: "{begins}"')
    return read(words.replace("clauses:\n", f'  effective_until: "{ends}"\nclauses:\n', 1) if ends else words)


def ids_on(charters: list[Charter], on: date) -> list[str]:
    return [charter.id for charter in regulation_of(charters, on).charters]


def test_what_is_in_force_changes_on_the_day_and_the_older_answers_for_its_time() -> None:
    older = read(SMALL)
    charters = [later("2022-03-30"), read(INSTALLATION, older), older]
    assert ids_on(charters, date(2019, 12, 31)) == []
    assert ids_on(charters, date(2020, 1, 31)) == ["X"]
    assert ids_on(charters, date(2022, 3, 29)) == ["X", "X-inst"]
    assert ids_on(charters, date(2022, 3, 30)) == ["Y"]


def test_what_was_replaced_does_not_come_back_when_its_successor_ends() -> None:
    charters = [read(SMALL), later("2022-03-30", "2023-01-01")]
    assert ids_on(charters, date(2022, 12, 31)) == ["Y"]
    assert ids_on(charters, date(2023, 1, 1)) == []


def test_a_charter_whose_day_is_not_known_is_not_in_force() -> None:
    charter = read(SMALL.replace('effective_on: "2020-01-01"', 'effective_on: "--05-15"'))
    assert ids_on([charter], date(2030, 1, 1)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(generated_charters())
def test_generated_charters_are_read(charter: Charter) -> None:
    assert charter.stand_ins[0].stands_for == charter.roles[0].id
    assert not [power for power in charter.powers if charter.roles[-1].id in power.roles]
    begins_on = date.fromisoformat(str(charter.instrument.effective_on))
    assert regulation_of([charter], begins_on).charters == (charter,)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charter_data(), st.integers(1, 12))
def test_a_clause_can_be_taken_away(data: Data, number: int) -> None:
    clause = f"GEN-{number}"
    charter = read_charter(charter_without(written(data), clause), known_acts=KNOWN_ACTS)
    citing = {section for section, entry in entries(charter) if entry.clause == clause}
    assert citing <= {"agencies", "units", "roles"}
    assert clause in {entry.id for entry in charter.clauses}
    with_roles = charter_without(written(data), clause, also=("agencies", "units", "roles"))
    assert clause not in {entry.clause for _, entry in entries(read_charter(with_roles, known_acts=KNOWN_ACTS))}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_broken_charter_is_told_and_never_breaks_the_reader(drawn: st.DataObject) -> None:
    lines = SMALL.splitlines()
    place = drawn.draw(st.integers(0, len(lines) - 1))
    lines[place] = drawn.draw(
        st.sampled_from(
            ["", "x", "  - 1", "- {}", "  - {id: 1}", "roles: 3", lines[place] + " }", "powers: {a: b}", "\t"]
        )
    )
    assert all(reason.line for reason in told_of("\n".join(lines)))


def test_written_data_has_no_anchors() -> None:
    shared = {"vi": "a", "en": "a"}
    assert yaml.safe_load(written({"a": shared, "b": shared})) == {"a": shared, "b": shared}
    assert b"&" not in written({"a": shared, "b": shared})
