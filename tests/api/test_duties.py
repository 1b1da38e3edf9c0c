"""Obligations and the compliance sheet over the API and the command line: the same figures at every door."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chidao.cli.main import main
from tests.api.calling import Caller
from tests.factories import Founded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]
YEAR = "first=2020-01-01&last=2020-12-31"


def test_a_programme_reads_the_obligations_of_a_year(head: Caller) -> None:
    found = [each for each in head.get(f"T1/obligations?{YEAR}").data if each["what"] == "meeting"]
    assert [(each["cycle"]["key"], each["state"], each["due_on"]) for each in found] == [
        ("2020-Q1", "due", "2020-03-31"), ("2020-Q2", "upcoming", "2020-06-30"), ("2020-Q3", "upcoming", "2020-09-30"),
        ("2020-Q4", "upcoming", "2020-12-31"),
    ]  # fmt: skip
    assert found[0]["bearer"]["vi"]
    assert head.get("T1/obligations").data == head.get(f"T1/obligations?{YEAR}").data


def test_a_programme_reads_the_sheet(head: Caller, founded: Founded) -> None:
    sheet = head.get(f"T1/compliance?{YEAR}").data
    lines = {line["id"]: line for paper in sheet["papers"] for line in paper["lines"]}
    assert lines["T1-7"]["standing"] == "running"
    assert (sheet["first_on"], sheet["scope"]) == ("2020-01-01", "all")


@pytest.mark.parametrize("days", ["first=0001-01-01", "last=9999-12-31", "first=9999-01-01&last=0001-01-01"])
def test_days_beyond_every_committee_are_answered(head: Caller, days: str) -> None:
    assert head.get(f"T1/compliance?{days}").status == 200
    assert head.get(f"T1/obligations?{days}").status == 200


@pytest.mark.parametrize("verb", ["obligations", "compliance"])
def test_the_command_line_says_the_same(
    verb: str, head: Caller, founded: Founded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHIDAO_KEY", founded.key_for(founded["head"].person))
    assert said(capsys, verb, "--json") == head.get(f"T1/{verb}?{YEAR}").data
    capsys.readouterr()
    assert main([verb, "--body", "T1"]) == 0
    assert "T1-7" in capsys.readouterr().out
    monkeypatch.delenv("CHIDAO_KEY")
    assert main([verb, "--body", "T1"]) == 3


def said(capsys: pytest.CaptureFixture[str], verb: str, *more: str) -> Any:
    capsys.readouterr()
    assert main([verb, "--body", "T1", "--from", "2020-01-01", "--until", "2020-12-31", *more]) == 0
    return json.loads(capsys.readouterr().out)
