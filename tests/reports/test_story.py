"""Stories: read with their places, played by real acts, the same each time; and the demonstration that ships."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from chidao.acts.kept import forget_kept
from chidao.acts.registry import act_names
from chidao.acts.runner import check_record
from chidao.archive.models import Dossier
from chidao.documents.models import Delivery, DraftOpinion, Incoming, PublicCopy, Submission
from chidao.documents.uploads import check_upload
from chidao.door.given import read_given
from chidao.instruments.bases import bases_to_review
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.ledger.models import ChainHead, Event, RefusalEntry
from chidao.mandates.models import FocalPoint, Seat
from chidao.mandates.queries import seats_in_force
from chidao.people.models import Agency, Person
from chidao.reports.story import Player, StoryStopped, paper_of
from chidao.reports.story_drafts import DESK
from chidao.reports.story_reading import (
    LINE,
    SEATS,
    BadStory,
    Step,
    Story,
    filled,
    instant,
    read_chapter,
    read_story,
    story_names,
)
from chidao.tasks.models import Task

WORDS: Any = {
    "progress": {
        "act": "report_progress", "by": "focal-{agency}", "given": {"task": "${task}", "percent": "{value}"},
        "phrases": {0: ["mới bắt đầu"], 60: ["gần xong", "sắp xong"]},
    },
    "done": {"act": "propose_completion", "by": "focal-{agency}", "hour": 15, "given": {"result": "{text}"}},
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forget_kept()
    yield
    forget_kept()


def test_a_place_that_is_all_of_a_text_gives_the_value_itself() -> None:
    row = {"with": ["^a", "^b"], "n": 3, "name": "x"}
    assert filled({"a": "{with}", "b": "số {n}", "c": ["${name}.task"], "d": 5}, row) == {
        "a": ["^a", "^b"], "b": "số 3", "c": ["$x.task"], "d": 5,
    }  # fmt: skip


def test_a_table_tells_its_steps_once_for_each_row() -> None:
    step = {"at": "2020-06-0{n} 09:00", "by": "{seat}", "act": "give_opinion", LINE: 4}
    told = {"tables": [{"columns": ["n", "seat"], "steps": [step], "rows": [[1, "a"], [2, "b"]], LINE: 3}]}
    steps = list(read_chapter("c.yaml", told, {}))
    assert [(step.at, step.by, step.place) for step in steps] == [
        (instant("2020-06-01 09:00"), "a", "c.yaml:3, row 1"), (instant("2020-06-02 09:00"), "b", "c.yaml:3, row 2"),
    ]  # fmt: skip


def test_a_life_is_told_in_moments() -> None:
    rows = [["q.task", "so-y-te", "3/8 20", "14/8 75", "20/8 done: Xong cả"]]
    steps = list(read_chapter("c.yaml", {"lives": [{"year": 2020, "rows": rows, LINE: 9}]}, WORDS))
    assert [(step.act, step.by, local_day(step.at)) for step in steps] == [
        ("report_progress", "focal-so-y-te", date(2020, 8, 3)), ("report_progress", "focal-so-y-te", date(2020, 8, 14)),
        ("propose_completion", "focal-so-y-te", date(2020, 8, 20)),
    ]  # fmt: skip
    assert steps[1].given == {"task": "$q.task", "percent": "75"}
    assert steps[2].given == {"result": "Xong cả"}
    with pytest.raises(BadStory, match=r"row 1, “mai”"):
        list(read_chapter("c.yaml", {"lives": [{"year": 2020, "rows": [["q", "a", "mai"]], LINE: 9}]}, WORDS))


@pytest.mark.parametrize("written", [{"by": "y"}, {"by": "y", "at": "2020-01-01 08:00", "who": "z"}])
def test_a_step_says_act_by_and_at_and_nothing_unknown(written: dict[str, str]) -> None:
    with pytest.raises(BadStory, match=r"c\.yaml:2"):
        list(read_chapter("c.yaml", {"steps": [{"act": "x", **written, LINE: 2}]}, {}))


def test_the_story_says_whose_seats_fill_the_places_of_its_words() -> None:
    words = {**WORDS, "extend": {"act": "extend_deadline", "by": "{giver}", "given": {"due_on": "{text}"}}}
    lives = {"lives": [{"year": 2020, "rows": [["q.task", "so-y-te", "3/8 extend: 2020-09-01"]], LINE: 9}]}
    told = [list(read_chapter("c.yaml", lives, {**words, SEATS: {"giver": seat}})) for seat in ("one", "other")]
    assert [step.by for steps in told for step in steps] == ["one", "other"]


@pytest.mark.parametrize("name", story_names())
def test_steps_of_a_shipped_story_stand_in_the_order_in_which_they_became_known(name: str) -> None:
    story = read_story(name)
    known = [step.known_at for step in story.steps]
    assert known == sorted(known)
    assert all(step.at <= step.known_at for step in story.steps)
    assert [step.place for step in story.steps if not working_days().is_working_day(local_day(step.known_at))] == []
    last = max(step.known_at for step in story.steps)
    assert 0 <= (story.stops["main"] - last).total_seconds() < 900
    assert {step.act for step in story.steps} - {"seat_everyone", *DESK} <= set(act_names())


def test_a_story_that_is_not_there_is_not_read() -> None:
    with pytest.raises(KeyError):
        read_story("no-such-story")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("hue", {"assign_field", "submit_agency_report", "return_agency_report", "issue_report", "demand_report"}),
        ("nghe-an", {"organise_sub_group", "assign_member_duty", "issue_document", "issue_report", "end_requisition"}),
        ("thanh-hoa", {"nominate_member", "answer_nomination", "request_replacement", "admit_expert", "issue_report"}),
        (
            "story",
            {"draft_report", "decide_regulation_question", "organise_sub_group", "assign_field", "demand_report"},
        ),
    ],
)
def test_each_story_shows_what_its_committee_has(name: str, own: set[str]) -> None:
    steps = read_story(name).steps
    assert own <= {step.act for step in steps}
    assert len([step for step in steps if step.expect == "refused"]) >= 4
    assert len(steps) >= 150


def test_a_paper_of_the_demonstration_is_a_pdf_that_says_it_is_none() -> None:
    made = paper_of("Giấy mời (quý II) \\ đã ký")
    assert check_upload("giay-moi.pdf", made).media_type == "application/pdf"
    assert b"KHONG PHAI VAN BAN THAT" in made
    assert paper_of("x") == paper_of("x") != paper_of("y")


def _player(home: Path, *steps: Step, stop: str = "2020-04-30 17:00") -> Player:
    founding = [step for step in read_story().steps if step.known_at <= instant("2020-03-25 15:50")]
    story = Story(body="HP", steps=(*founding, *steps), stops={"end": instant(stop)})
    return Player(story=story, read=read_given, files=home)


def _step(**parts: Any) -> Step:
    at = instant("2020-03-26 09:00")
    return Step(at=at, known_at=at, place="thử:7", **parts)


MEMBERS_MEETING: Any = {"kind": "ad_hoc", "title": "Họp", "starts_at": "2020-04-10 14:00", "place": "Phòng họp"}


@pytest.mark.django_db
@pytest.mark.only("sqlite")
def test_everyone_is_seated_once_and_an_expected_refusal_is_logged(tmp_path: Path) -> None:
    refused = _step(act="convene_meeting", by="member-so-y-te", given=MEMBERS_MEETING, expect="refused")
    player = _player(tmp_path, refused)
    player.play("end")
    assert (player.refused, RefusalEntry.objects.count()) == (1, 1)
    held = {person for person in Seat.objects.values_list("tenures__person", flat=True) if person}
    assert Person.objects.exclude(pk__in=held).filter(appointments=None).count() == 0
    assert Person.objects.values("name").distinct().count() == Person.objects.count()
    assert Person.objects.filter(automaton=True).count() == 1


@pytest.mark.django_db
@pytest.mark.only("sqlite")
def test_seats_may_wait_and_holders_may_be_called_by_a_post(tmp_path: Path) -> None:
    story = read_story("nghe-an")
    player = Player(story=story, read=read_given, files=tmp_path)
    player.story = Story(body="NA", steps=story.steps[:2], stops={"end": instant("2022-05-16 09:00")})
    player.play("end")
    on = date(2022, 5, 16)
    held = {seat.key: seat.holder for seat in seats_in_force("NA", on) if seat.unit == "group"}
    assert held["group-deputy-1"] == "Trưởng phòng Công nghệ thông tin Sở Thông tin và Truyền thông"
    assert [key for key, holder in held.items() if holder is None] == ["group-deputy-4"]
    assert [seat.key for seat in seats_in_force("NA", on) if seat.person is None] == ["group-deputy-4"]
    assert FocalPoint.objects.filter(body__code="NA").count() >= 30


@pytest.mark.django_db
@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    "wrong",
    [
        {"by": "member-so-y-te", "given": MEMBERS_MEETING},
        {"by": "vice-chair", "given": MEMBERS_MEETING, "expect": "refused"},
        {"by": "vice-chair", "given": MEMBERS_MEETING | {"title": ""}, "expect": "refused"},
        {"by": "clerk", "act": "start_draft", "given": {"form": "no-such-form"}},
    ],
)
def test_what_comes_out_otherwise_stops_the_story_and_is_named(tmp_path: Path, wrong: Any) -> None:
    player = _player(tmp_path, _step(**{"act": "convene_meeting", "name": "buổi họp", **wrong}))
    with pytest.raises(StoryStopped, match=r"thử:7: buổi họp"):
        player.play("end")


@pytest.mark.django_db
@pytest.mark.only("sqlite")
@pytest.mark.parametrize("unknown", ["$nothing.task", "=no-such-seat"])
def test_what_a_step_speaks_of_must_be_there(tmp_path: Path, unknown: str) -> None:
    given = {"seat": unknown, "first_on": "2020-04-01", "last_on": "2020-04-02"}
    with pytest.raises(BadStory, match="thử:7"):
        _player(tmp_path, _step(act="record_absence", by="clerk", given=given)).play("end")


@pytest.mark.django_db
@pytest.mark.only("sqlite")
def test_two_tellings_are_the_same_to_the_last_hash(tmp_path: Path) -> None:
    heads = []
    for home in ("one", "two"):
        with transaction.atomic():  # taken back, so that the second telling finds the book as empty as the first
            player = Player(story=read_story(), read=read_given, files=tmp_path / home)
            player.story = Story(
                body="HP", steps=player.story.steps, stops={"end": instant("2020-04-17 17:00")},
                reminders=player.story.reminders,
            )  # fmt: skip
            player.play("end")
            heads.append(ChainHead.objects.get(chain="HP").hash)
            transaction.set_rollback(True)
        forget_kept()
    assert heads[0] == heads[1]


@pytest.mark.only("sqlite")  # the pages are asked on both elsewhere
@pytest.mark.django_db
def test_the_story_to_its_first_stop_has_something_on_every_screen(tmp_path: Path, settings: Any) -> None:
    settings.CHIDAO_FILES = tmp_path  # what a story keeps, acts read again when they make a package
    story = read_story()
    player = Player(story=story, read=read_given, files=tmp_path)
    player.play("earlier")
    stop = story.stops["earlier"]
    assert check_record("default").findings == ()
    expected = [step for step in story.between(None, stop) if step.expect == "refused"]
    assert RefusalEntry.objects.count() == len(expected) >= 5
    last = Event.objects.latest("seq").recorded_at
    assert 0 <= (stop - last).total_seconds() < 600
    late = Task.objects.filter(state="open", due_on__lt=local_day(stop)).count()
    assert 8 <= late <= 14
    led = set(Task.objects.values_list("lead_agency", flat=True))
    assert not Agency.objects.exclude(pk__in=led).exclude(kind="people_committee").exists()
    bases = [event.basis for event in Event.objects.filter(act__in=["convene_meeting", "decide_matter"])]
    assert {(basis["kind"], basis.get("recorded_late", False)) for basis in bases} >= {
        ("seat", False), ("stand_in", False), ("stand_in", True),
    }  # fmt: skip
    assert Event.objects.filter(operator_person__isnull=False).exclude(evidence=[]).count() >= 8
    assert Event.objects.filter(act="correct_clerical_error").count() == 1
    _check_papers(local_day(stop))


def _check_papers(today: date) -> None:
    """The desk of papers on the first morning: something in every state, and no heap of it."""
    papers = list(Incoming.objects.order_by("number"))
    assert {each.settled_how for each in papers} == {"", "answered", "task"}
    assert [bool(each.presented_to_id) for each in papers if not each.settled_how] == [True, True, True, False]
    assert [each.title for each in papers if not each.settled_how and each.due_on and each.due_on < today] != []
    states = {each.state: each for each in Submission.objects.all()}
    assert set(states) == {"issued", "waiting"}
    assert states["issued"].document is not None
    assert [each.opinion for each in DraftOpinion.objects.order_by("pk")] == ["changes", ""]
    sent = Delivery.objects.filter(instrument__kind="regulation")
    assert 0 < sent.filter(acknowledged_at=None).count() < sent.count()
    assert [each.waits for each in bases_to_review("HP", today)] == [True]
    assert {dossier.handover_id is None for dossier in Dossier.objects.all()} == {True, False}
    copy = PublicCopy.objects.get(redacted__gt=0)
    assert copy.redacted == 2
    assert "0225 000 0000" not in str(copy.content)
