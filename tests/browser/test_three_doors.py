"""One path through three doors: the browser, the API, the command line. Each leaves the same state and record."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Committee, at_home
from tests.browser.path import CONVENING, MEETS, WORKING, Made, Signed, Start, Step, posts
from tests.fixtures.installations import Installation, MakeInstallation, RunChidao, Serve

BODY: Final = "HP"
PATH: Final = (*CONVENING, *WORKING)
CLERK: Final = "clerk"
FEWEST_POSTS: Final = 5
# What a form is opened from stands in its address; the rest is filled in.
OPENED_FROM: Final = ("meeting", "task", "conclusion", "provision", "seat")
BOUNDARY: Final = "a-part-of-the-form"
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How a step came out: what it made, or every reason against it as the door says it."""

    outcome: Data | None = None
    against: tuple[str, ...] = ()


class Door(Protocol):
    """A way into the program, at a home of its own."""

    made: Made

    def walk(self, step: Step) -> Came:
        """Take one step."""

    def days_pass(self, until: str) -> None:
        """Go on to another day."""


# A drill: the path in the browser, the API's operations and the verbs have daily tests of their own.
@pytest.mark.drill
@pytest.mark.browser
def test_one_path_through_three_doors_leaves_one_state_and_record(
    make_installation: MakeInstallation,
    run_chidao: RunChidao,
    serve: Serve,
    new_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    assert len(posts(PATH)) >= FEWEST_POSTS
    founded, start = _founded(make_installation, run_chidao)
    homes = [_copied(founded, make_installation) for _ in range(3)]
    made = [Made(start, _folder(tmp_path / name)) for name in ("browser", "api", "line")]
    seen, called = (Committee(home, serve, new_page, tmp_path) for home in homes[:2])
    others: list[Door] = [ByApi(called, made[1]), ByLine(homes[2], run_chidao, made[2])]
    with ThreadPoolExecutor(len(others)) as beside:
        walks = [beside.submit(_walked, door) for door in others]
        said = [_walked(ByBrowser(seen, made[0])), *(walk.result() for walk in walks)]
        by_browser, by_api, by_line = beside.map(lambda home: _told(home, run_chidao), homes)
    _same("browser / API", by_browser, by_api)
    _same("browser / command line", by_browser, by_line)
    _same_reasons(*said)
    _went_to_its_end(by_browser, start)


# ---------------------------------------------------------------- three homes, one beginning


def _founded(make_installation: MakeInstallation, run_chidao: RunChidao) -> tuple[Installation, Start]:
    founded = make_installation(CHIDAO_DEMO="1")
    migrated = run_chidao(founded, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    at_home(founded, "found")
    seats = sorted({step.seat for step in PATH})
    return founded, Start(**json.loads(at_home(founded, "keys", *seats)))


def _copied(founded: Installation, make_installation: MakeInstallation) -> Installation:
    copy = make_installation(**founded.extra)
    shutil.copytree(founded.home, copy.home, dirs_exist_ok=True)
    return copy


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _walked(door: Door) -> list[tuple[str, ...]]:
    """Walk the path through a door; return what was said against each step that was refused."""
    against = [_stepped(door, step) for step in CONVENING]
    door.days_pass(MEETS)
    against += [_stepped(door, step) for step in WORKING]
    return [each for each in against if each]


def _stepped(door: Door, step: Step) -> tuple[str, ...]:
    came = door.walk(step)
    assert bool(came.against) == step.refused, (type(door).__name__, step.act, came)
    if step.name:
        assert came.outcome is not None
        door.made.outcomes[step.name] = came.outcome
    return came.against


# ---------------------------------------------------------------- the browser


@dataclass
class ByBrowser:
    """A real browser, in which each post has a page of its own; the forms are filled in as people do."""

    committee: Committee
    made: Made

    def walk(self, step: Step) -> Came:
        """Open the act's form as the post, fill it in and send it."""
        if self.committee.server is None:
            self.committee.open()
        given = self.made.meant(step.given)
        page = self.committee.go(self.made.start.titles[step.seat], f"act/{step.act}/?{_address(step, given)}")
        if step.signed:
            self._by_paper(page, step.signed)
        for name, value in given.items():
            _fill(page, name, value)
        page.locator(f"form button[data-act={step.act}]").click()
        if step.refused:
            return Came(against=tuple(page.locator("#errors li").all_inner_texts()))
        expect(page.locator(".messages .success")).to_be_visible()
        return Came(outcome=self._outcome() if step.name else None)

    def days_pass(self, until: str) -> None:
        """Close for the day and open on another."""
        self.committee.days_pass(until)

    def _by_paper(self, page: Page, signed: Signed) -> None:
        page.select_option("[name=legal_seat]", str(self.made.start.seats[signed.by]))
        page.fill("[name=done_at]", signed.at)
        page.set_input_files("[name=scan]", signed.scan.put(self.made.folder))

    def _outcome(self) -> Data:
        """Read what was made where anybody would follow links: only the record gives it as data."""
        address = f"{self.committee.address}/api/{BODY}/record?most=1"
        status, told = _called(address, self.made.start.keys[CLERK])
        assert status == 200, told
        outcome: Data = told[0]["outcome"]
        return outcome


def _address(step: Step, given: Data) -> str:
    opened = {name: given[name] for name in OPENED_FROM if name in given}
    return urlencode({**opened, **({"record": 1} if step.signed else {})})


def _fill(page: Page, name: str, value: Any) -> None:
    """Fill one field in, whatever its kind; a list of rows is a table of small fields."""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        for place, row in enumerate(value):
            for part, each in row.items():
                _fill(page, f"{name}-{place}-{part}", each)
        return
    boxes = page.locator(f"form.form [name='{name}']")
    kind = boxes.first.evaluate("box => box.type")
    match kind:
        case "hidden":
            expect(boxes).to_have_value(str(value))
        case "radio":
            page.check(f"[name='{name}'][value='{value}']")
        case "checkbox":
            _tick(page, name, {str(each) for each in value})
        case "select-one":
            boxes.select_option(str(value))
        case "file":
            boxes.set_input_files(value)
        case _:
            boxes.fill("\n".join(value) if isinstance(value, list) else str(value))


def _tick(page: Page, name: str, wanted: set[str]) -> None:
    """Tick what is wanted and untick what is not, touching only what must change."""
    ticked = page.locator(f"[name='{name}']:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    for value in wanted.symmetric_difference(ticked):
        page.locator(f"[name='{name}'][value='{value}']").set_checked(value in wanted)


# ---------------------------------------------------------------- the API


@dataclass
class ByApi:
    """Programs that call the API, each with a personal key; files are sent first."""

    committee: Committee
    made: Made

    def walk(self, step: Step) -> Came:
        """Call the act's operation."""
        if self.committee.server is None:
            self.committee.open()
        key = self.made.start.keys[step.seat]
        sent = {"seat": self.made.start.seats[step.seat], **self._given(step, key), **self._paper(step.signed, key)}
        status, told = self._call(f"acts/{step.act}", key, json.dumps(sent).encode(), "application/json")
        if status == 200:
            return Came(outcome=told["outcome"])
        return Came(against=tuple("\n".join(_said(reason)) for reason in told["reasons"]))

    def days_pass(self, until: str) -> None:
        """Close for the day and open on another."""
        self.committee.days_pass(until)

    def _given(self, step: Step, key: str) -> Data:
        return {"input": self.made.meant(step.given, lambda path: self._sent(path, key))}

    def _paper(self, signed: Signed | None, key: str) -> Data:
        if signed is None:
            return {}
        scan = self._sent(signed.scan.put(self.made.folder), key)["sha256"]
        stead = {"on_behalf_of": {"seat": self.made.start.seats[signed.by]}, "evidence": [scan]}
        return {**stead, **({"at": signed.at} if signed.at else {})}

    def _sent(self, path: Path, key: str) -> Data:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
        body = head.encode() + path.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()
        status, told = self._call("files", key, body, f"multipart/form-data; boundary={BOUNDARY}")
        assert status == 200, told
        kept: Data = told
        return kept

    def _call(self, path: str, key: str, body: bytes, media_type: str) -> tuple[int, Any]:
        return _called(f"{self.committee.address}/api/{BODY}/{path}", key, body, media_type)


def _said(reason: Data) -> Iterator[str]:
    yield reason["says"]["vi"]
    if reason.get("remedy"):
        yield reason["remedy"]["vi"]


def _called(address: str, key: str, body: bytes | None = None, media_type: str = "") -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}", **({"Content-Type": media_type} if media_type else {})}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


# ---------------------------------------------------------------- the command line


@dataclass
class ByLine:
    """`chidao act …` at a shell, with the personal key in a file."""

    installation: Installation
    run: RunChidao
    made: Made

    def walk(self, step: Step) -> Came:
        """Run the act as a command; its fields are flags."""
        door = ("--body", BODY, "--as-seat", str(self.made.start.seats[step.seat]), "--key-file", self._key(step.seat))
        flags = [flag for name, value in self.made.meant(step.given).items() for flag in _flags(name, value)]
        words = ("act", step.act, *door, "--output", "json", *self._paper(step.signed), *flags)
        done = self.run(self.installation, *words, LANG="vi_VN.UTF-8")
        if done.returncode == 0:
            return Came(outcome=json.loads(done.stdout)["outcome"])
        return Came(against=tuple(re.findall(r"^  - (.*)$", done.stderr, re.MULTILINE)) or (done.stderr,))

    def days_pass(self, until: str) -> None:
        """Go on to another day: each command reads the clock anew."""
        at_home(self.installation, "until", until)

    def _key(self, seat: str) -> str:
        file = self.made.folder / f"{seat}.key"
        file.write_text(self.made.start.keys[seat])
        return str(file)

    def _paper(self, signed: Signed | None) -> list[str]:
        if signed is None:
            return []
        at = ["--at", signed.at] if signed.at else []
        scan = str(signed.scan.put(self.made.folder))
        return ["--for", str(self.made.start.seats[signed.by]), *at, "--evidence", scan]


def _flags(name: str, value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    said = [json.dumps(each) if isinstance(each, Mapping) else str(each) for each in values]
    return [f"--{name.replace('_', '-')}", *said]


# ---------------------------------------------------------------- what each book tells


def _told(home: Installation, run_chidao: RunChidao) -> Data:
    """Return what a book tells, its record being whole."""
    verified = run_chidao(home, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    told: Data = json.loads(at_home(home, "account"))
    return told


def _same(doors: str, one: Data, other: Data) -> None:
    different = _differences(one, other)
    assert not different, "\n".join([doors, *different])


def _went_to_its_end(told: Data, start: Start) -> None:
    """The task is accepted, and what was done on paper has the Chair for its actor and the clerk for its recorder."""
    assert [each["state"] for each in told["tables"]["tasks_task"].values()] == ["accepted"]
    walked = [step for step in PATH if not step.refused]
    assert told["kept"]
    assert all(told["kept"].values())
    by_paper = [event for event in told["events"] if event["operator_seat"]]
    assert len(by_paper) == sum(step.signed is not None for step in walked)
    for event in by_paper:
        assert (event["actor_seat"], event["operator_seat"]) == (start.seats["chair"], start.seats[CLERK])
        assert len(event["evidence"]) == 1


def _differences(one: Any, other: Any, place: str = "") -> list[str]:
    """Name every place where two accounts differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = sorted(one.keys() | other.keys())
        return [found for name in names for found in _differences(one.get(name), other.get(name), f"{place}.{name}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for at, (left, right) in pairs for found in _differences(left, right, f"{place}.{at}")]
    return [] if one == other else [f"{place}: {one!r} / {other!r}"]


def _same_reasons(by_browser: Sequence[Any], by_api: Sequence[Any], by_line: Sequence[Any]) -> None:
    """Each door gives the same reasons in the same order: whatever the API says, the others say among their words."""
    assert len(by_browser) == len(by_api) == len(by_line) == sum(step.refused for step in PATH)
    for other in (by_browser, by_line):
        for meant, told in zip(by_api, other, strict=True):
            for reason, words in zip(meant, told, strict=True):
                assert all(part in words for part in reason.split("\n")), (reason, words)
