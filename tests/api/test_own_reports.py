"""The body's own reports over the API and the command line: the same figures at every door."""

from __future__ import annotations

import json

import pytest

from chidao.cli.main import main
from tests.api.calling import Caller
from tests.factories import Founded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]
DAYS = "first=2020-03-01&last=2020-03-31"


@pytest.fixture
def given(founded: Founded) -> Founded:
    """A body that was given a task."""
    founded.do("give_direction", founded["head"], line="Rà soát", lead_agency=founded.agencies["alpha"])
    return founded


def test_a_programme_composes_any_days(given: Founded, head: Caller, fellow: Caller) -> None:
    found = head.get(f"T1/composed-report?{DAYS}").data
    figures = {each["key"]: each for section in found["sections"] for each in section["figures"]}
    assert (figures["directions_given"]["value"], len(figures["directions_given"]["ids"])) == (1, 1)
    assert figures["directions_given"]["before"] is None
    earlier = head.get(f"T1/composed-report?{DAYS}&on=2020-03-02&compared=true").data
    assert earlier["before"] == ["2020-02-01", "2020-02-29"]
    assert sum(each["value"] for section in earlier["sections"] for each in section["figures"]) == 0
    assert fellow.get(f"T1/composed-report?{DAYS}").status == 403


@pytest.mark.parametrize(
    "days", ["", "first=2020-03-01", "first=2020-04-01&last=2020-03-01", "first=0001-01-01&last=9999-12-31"]
)
def test_days_that_are_none_are_said(given: Founded, head: Caller, days: str) -> None:
    assert head.get(f"T1/composed-report?{days}").status == 422


def test_reports_are_listed_and_an_unknown_one_is_not_found(given: Founded, head: Caller) -> None:
    assert head.get("T1/reports").data == []
    assert head.get("T1/reports/7").status == 404
    assert head.get("T1/reports/7/figures/urged").status == 404


def test_the_command_line_says_the_same(
    given: Founded, head: Caller, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHIDAO_KEY", given.key_for(given["head"].person))
    asked = ["reports", "--body", "T1", "--from", "2020-03-01", "--until", "2020-03-31"]
    capsys.readouterr()
    assert main([*asked, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    told = head.get(f"T1/composed-report?{DAYS}").data
    assert said["sections"] == told["sections"]
    assert main(asked) == 0
    assert "directions_given" in capsys.readouterr().out
    assert main(["reports", "--body", "T1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
