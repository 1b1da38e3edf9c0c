"""The record as a file: whole for whoever sees all of it, chained, enough for a program that stands apart."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine

from chidao.cli.main import main
from chidao.ledger.models import Event, RefusalEntry
from tests.charters_small import BODY
from tests.factories import MORNING, Founded, founded_body
from tests.recount.apart.record import Record
from tests.recount.test_recount import HOLIDAYS

APART = Path(__file__).with_name("apart")
ALLOWED = {"yaml", "tests.recount.apart"}


@pytest.fixture
def founded(db: None) -> Founded:
    return founded_body()


@pytest.fixture
def export(founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record of the small body, written by the secretary."""
    monkeypatch.setenv("CHIDAO_KEY", founded.key_for(founded.clerk.person))
    file = tmp_path / "record.jsonl"
    with time_machine.travel(MORNING, tick=False):
        assert main(["record", "export", str(file), "--body", BODY]) == 0
    return file


def test_every_event_is_a_line_and_the_lines_chain(export: Path) -> None:
    lines = export.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0]) == {"line": "record", "body": BODY, "scope": {"record": "all", "refusals": "all"}}
    assert len(lines) == 1 + Event.objects.count() + RefusalEntry.objects.count()
    found = Record.read(lines)
    assert [event.seq for event in found.events] == list(range(1, len(found.events) + 1))
    edited = [line.replace("Người giữ head", "Người khác") for line in lines]
    with pytest.raises(ValueError, match="chain breaks"):
        Record.read(edited)


def test_whoever_sees_a_part_exports_that_part_and_no_recount_takes_it_for_the_whole(
    founded: Founded, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIDAO_KEY", founded.key_for(founded["fellow-alpha"].person))
    capsys.readouterr()
    with time_machine.travel(MORNING, tick=False):
        assert main(["record", "export", "-", "--body", BODY]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert json.loads(lines[0])["scope"] == {"record": "own_agency", "refusals": "own"}
    assert len(lines) < Event.objects.count()
    with pytest.raises(ValueError, match="in part"):
        Record.read(lines)


def test_a_file_that_cannot_be_written_is_said(
    founded: Founded, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHIDAO_KEY", founded.key_for(founded.clerk.person))
    with time_machine.travel(MORNING, tick=False):
        assert main(["record", "export", str(tmp_path / "nowhere" / "x"), "--body", BODY]) == 5
    assert "nowhere" in capsys.readouterr().err


def test_the_recount_imports_nothing_of_the_program() -> None:
    for file in sorted(APART.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for name in _imported(node):
                known = name.split(".")[0] in sys.stdlib_module_names or any(
                    name == each or name.startswith(f"{each}.") for each in ALLOWED
                )
                assert known, f"{file.name}: {name}"


def test_the_recount_runs_by_itself_on_a_file(export: Path) -> None:
    """In a process in which the program cannot even be imported."""
    root = Path(__file__).resolve().parents[2]
    barred = "import sys; sys.modules['chidao'] = None; sys.modules['django'] = None; import runpy; "
    run = f"{barred}sys.argv[1:] = {[str(export), str(HOLIDAYS), '2020-03-03']!r}; "
    done = subprocess.run(
        [sys.executable, "-c", f"{run}runpy.run_module('tests.recount.apart', run_name='__main__')"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert {each["cycle"]: each["state"] for each in told["calendar"]}["2020-Q1"] == "due"
    assert told["events"] == Event.objects.count()


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module):
            return [module or "."]
        case ast.Call(func=ast.Name(id="__import__")):
            return ["__import__"]
        case _:
            return []
