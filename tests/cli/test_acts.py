"""Acts from the command line: the same door, keys and posts, receipts and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from chidao.acts.registry import acts, fields_of
from chidao.cli.acting import DOOR_FLAGS
from chidao.cli.main import main
from chidao.documents.files import is_intact
from chidao.ledger.models import Event
from chidao.mandates.models import Absence
from chidao.people.models import Agency
from tests.factories import MORNING, Founded

pytestmark = pytest.mark.django_db

Run = Callable[..., "Done"]
HOURS = ("--first-on", "2020-03-10", "--last-on", "12/3/2020")


class Done:
    """How a verb came out."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def data(self) -> Any:
        """Return what was printed, as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path) -> Run:
    """Run a verb an hour after the body began to work."""
    settings.CHIDAO_FILES = tmp_path / "files"

    def verb(*words: str) -> Done:
        capsys.readouterr()
        with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
            code = main(words)
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return verb


@pytest.fixture
def clerk_key(founded: Founded, monkeypatch: pytest.MonkeyPatch) -> str:
    """The secretary's key, shown through the environment."""
    key = founded.key_for(founded.clerk.person)
    monkeypatch.setenv("CHIDAO_KEY", key)
    return key


@pytest.mark.usefixtures("clerk_key")
def test_an_act_is_a_verb_with_its_fields_as_flags(run: Run) -> None:
    done = run("register-agency", "--body", "T1", "--code", "gamma", "--name", "Sở Thử Ba", "--kind", "department")
    assert done.code == 0, done.err
    made = Agency.objects.get(code="gamma")
    event = Event.objects.order_by("-seq")[0]
    assert done.out == f"Đăng ký cơ quan: Sở Thử Ba\n  T1 {event.seq} · T1-beside-1 · agency {made.pk}\n"


@pytest.mark.usefixtures("clerk_key")
def test_an_act_is_named_too_and_read_from_json(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"code": "gamma", "name": "Sở Thử Ba", "kind": "other"}))
    flags = ("--body", "T1", "--json", str(given), "--kind", "department", "--output", "json", "--idempotency-key", "k")
    first, second = run("act", "register_agency", *flags), run("act", "register-agency", *flags)
    assert (first.code, second.code) == (0, 0)
    assert second.data == {**first.data, "repeated": True}
    assert Agency.objects.get(code="gamma").kind == "department"


def test_a_key_may_stand_in_a_file(run: Run, founded: Founded, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(founded.key_for(founded["fellow-alpha"].person) + "\n")
    seat = str(founded.seat("fellow-alpha"))
    done = run("record-absence", "--body", "T1", "--seat", seat, *HOURS, "--key-file", str(file))
    assert done.code == 0, done.err
    assert Absence.objects.get().seat_id == founded.seat("fellow-alpha")


def test_without_a_key_nothing_is_done(run: Run, founded: Founded) -> None:
    done = run("register-person", "--body", "T1", "--name", "X")
    assert (done.code, done.out) == (3, "")
    assert "Cần khóa cá nhân. → Dùng --key-file hoặc biến CHIDAO_KEY." in done.err


def test_a_refusal_says_every_reason_with_its_clause(
    run: Run, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIDAO_KEY", founded.key_for(founded["fellow-beta"].person))
    words = ("convene-meeting", "--body", "T1", "--kind", "ad_hoc", "--title", "Họp", "--place", "P1")
    done = run(*words, "--starts-at", "2020-03-20T08:00")
    assert done.code == 3
    assert "[T1-2]" in done.err
    assert "[T1-4]" in done.err
    assert "Không thuộc thẩm quyền" in done.err
    assert "Not within the power" in run("--lang", "en", *words, "--starts-at", "2020-03-20T08:00").err
    assert "Not within the power" in run(*words, "--starts-at", "2020-03-20T08:00", "--lang=en").err


@pytest.mark.usefixtures("clerk_key")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("record-absence", "--body", "T1", "--seat", "1", "--first-on", "mai"), 2, "first_on"),
        (("act", "nothing", "--body", "T1"), 5, "chidao acts"),
        (("register-person", "--body", "T9", "--name", "X"), 5, "--body"),
        (("register-agency", "--body", "T1", "--code", "T1/alpha", "--name", "X", "--kind", "other"), 4, "T1/alpha"),
        (("register-person", "--body", "T1", "--json", "nowhere.json"), 5, "nowhere.json"),
        (("register-person", "--body", "T1", "--name", "X", "--at", "hôm qua"), 2, "--at"),
        (("register-person", "--body", "T1", "--name", "X", "--book", "khác"), 2, "--book"),
        (("matrix", "--body", "T9"), 5, "--body"),
        (("passwd", "nobody"), 5, "tài khoản"),
    ],
)
def test_exit_codes_tell_what_went_wrong(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words)
    assert (done.code, said in done.err) == (code, True), done.err


@pytest.mark.usefixtures("clerk_key")
def test_a_paper_act_is_recorded_with_its_scan(run: Run, founded: Founded, tmp_path: Path, settings: Settings) -> None:
    scan = tmp_path / "giấy nghỉ.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    head = str(founded.seat("head"))
    record = ("--for", head, "--at", "2020-03-03T08:30", "--evidence", str(scan))
    done = run("record-absence", "--body", "T1", "--seat", head, *HOURS, *record)
    assert done.code == 0, done.err
    event = Event.objects.order_by("-seq")[0]
    assert (event.actor_person, event.operator_person) == (founded["head"].person, founded.clerk.person)
    assert event.at == MORNING + timedelta(minutes=30)
    assert is_intact(settings.CHIDAO_FILES, event.evidence[0])


def test_posts_are_picked_in_demonstrations_only(run: Run, founded: Founded, settings: Settings) -> None:
    words = ("register-person", "--body", "T1", "--name", "X", "--as", "thư ký")
    done = run(*words)
    assert (done.code, "trình diễn" in done.err) == (3, True)
    settings.CHIDAO_DEMO = True
    assert run(*words).code == 0
    assert run("register-person", "--body", "T1", "--name", "X", "--as", "nhà vua").code == 5


def test_the_first_key_is_issued_at_the_machine_the_next_ones_with_a_key(
    run: Run, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = ("key", "new", "--body", "T1", "--person")
    first = run(*new, str(founded.clerk.person))
    assert first.code == 0, first.err
    assert first.out.startswith("chd_")
    assert run(*new, str(founded["head"].person)).code == 3
    monkeypatch.setenv("CHIDAO_KEY", first.out.strip())
    second = run(*new, str(founded["head"].person))
    assert second.code == 0, second.err
    monkeypatch.setenv("CHIDAO_KEY", second.out.strip())
    assert run(*new, str(founded["second"].person)).code == 3


def test_the_first_key_needs_a_seat_with_the_power(run: Run, founded: Founded) -> None:
    assert run("key", "new", "--body", "T1", "--person", str(founded["fellow-alpha"].person)).code == 3


def test_the_record_is_verified(run: Run, founded: Founded) -> None:
    assert run("verify").code == 0
    from tests.ledger.behind_the_door import never_commit, sql

    sql("UPDATE people_agency SET name = 'khác' WHERE id = %s", founded.agencies["alpha"])
    done = run("verify")
    assert (done.code, "people_agency" in done.out) == (1, True)
    findings = run("verify", "--json").data["findings"]
    assert [(found["code"], found["row"]) for found in findings] == [("row_edited", founded.agencies["alpha"])]
    never_commit()


def test_the_matrix_is_printed(run: Run, founded: Founded) -> None:
    shown = run("matrix", "--body", "T1").out
    assert "○ convene_meeting: [T1-3] thay Chánh ban vắng mặt, ban chỉ đạo; [T1-4] đột xuất, ban chỉ đạo" in shown
    assert "✎ issue_conclusion_notice [T1-beside-2]" in shown
    data = run("matrix", "--body", "T1", "--on", "2020-03-02", "--json").data
    assert {role["id"] for role in data["roles"]} == {"head", "second", "fellow", "secretary"}
    assert run("matrix", "--body", "T1", "--on", "2020-03-01", "--json").data["roles"] == []


def test_every_act_is_listed_and_explains_its_fields_in_both_languages(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = run("acts").out
    for act in acts():
        assert act.name.replace("_", "-") in listed
    for language in ("vi", "en"):
        with pytest.raises(SystemExit) as left:
            main(["convene-meeting", "--help", "--lang", language])
        assert left.value.code == 0
        shown = " ".join(capsys.readouterr().out.split())
        for name, asked in fields_of(next(act for act in acts() if act.name == "convene_meeting").given).items():
            if name != "body":
                assert f"--{name.replace('_', '-')}" in shown
                assert asked.label.said_in(language) in shown


def test_no_field_takes_a_flag_of_the_door() -> None:
    door = {*DOOR_FLAGS, "as", "as-seat", "key-file", "lang", "book", "help"} - {"body"}
    taken = {(act.name, name) for act in acts() for name in fields_of(act.given) if name.replace("_", "-") in door}
    assert not taken


def test_the_description_of_the_api_is_printed(run: Run) -> None:
    description = run("openapi").data
    assert description["openapi"].startswith("3.1")
    assert "/api/{body}/acts/convene_meeting" in description["paths"]


def test_a_regulations_file_is_checked(run: Run, tmp_path: Path) -> None:
    from tests.charters_small import BESIDE, SMALL

    good, beside, bad = (tmp_path / name for name in ("good.yaml", "beside.yaml", "bad.yaml"))
    good.write_text(SMALL)
    beside.write_text(BESIDE)
    bad.write_text(SMALL.replace("acts: [report_progress], roles: [fellow]", "acts: [report_progres], roles: [felow]"))
    done = run("charter", "check", str(good), str(beside))
    assert (done.code, "T1-beside" in done.out) == (0, True), done.err
    done = run("charter", "check", str(bad))
    line = SMALL.splitlines().index(next(each for each in SMALL.splitlines() if "id: report," in each)) + 1
    assert done.code == 2
    assert f":{line}: " in done.err
    assert "report_progres" in done.err
    assert "felow" in done.err
