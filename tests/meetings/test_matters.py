"""Matters: opinions before the decision, the decision of whom the regulation lets decide, never a count of votes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chidao.kernel.errors import BadInput, Conflict, Refused
from chidao.ledger.models import Event
from chidao.meetings.acts import DecideMatter, GiveOpinion, SubmitMatter
from chidao.meetings.models import SubmittedMatter
from chidao.meetings.queries import matter_page
from tests.meetings.committee import BODY, Committee, at

DAY = at(2020, 5, 4)


def submitted(hp20: Committee, kind: str = "regular", **more: Any) -> int:
    given = SubmitMatter(body=BODY, kind=kind, title="Danh mục dữ liệu mở", content="Xin ý kiến", **more)
    return int(hp20.do(given, "member-so-noi-vu", DAY).outcome["matter"])


@pytest.mark.clause("HP20-2.1")
def test_opinions_come_before_the_decision_and_are_not_counted(hp20: Committee) -> None:
    matter = submitted(hp20, "reserved", opinions_until=date(2020, 5, 8))
    seat = hp20.seat("member-so-tu-phap")
    opinion = GiveOpinion(body=BODY, matter=matter, seat=seat, stance="differs", text="Nên làm thí điểm trước")
    hp20.do(opinion, "member-so-tu-phap", DAY)
    shown = matter_page(hp20.reader("member-so-noi-vu", DAY), matter).opinions
    assert [(each.stance, each.text) for each in shown] == [("differs", "Nên làm thí điểm trước")]

    decide = DecideMatter(body=BODY, matter=matter, decision="Ban hành danh mục", is_open=True)
    with pytest.raises(Conflict) as waiting:
        hp20.do(decide, "chair", at(2020, 5, 8, 23))
    assert [(each.code, each.clause) for each in waiting.value.reasons] == [("opinions_open", "HP20-2.1")]
    decided = hp20.do(decide, "chair", at(2020, 5, 9))
    assert len(decided.outcome["opinions"]) == 1
    said = Event.objects.get(act="decide_matter").says["vi"]
    assert said == "Quyết định về vấn đề “Danh mục dữ liệu mở”, sau khi đã ghi ý kiến của thành viên"
    assert not any(character.isdigit() for character in said)
    assert SubmittedMatter.objects.get(pk=matter).access == "open"
    with pytest.raises(Conflict) as late:
        hp20.do(opinion, "member-so-tu-phap", at(2020, 5, 10))
    assert {each.code for each in late.value.reasons} == {"already_decided"}
    with pytest.raises(Conflict):
        hp20.do(decide, "chair", at(2020, 5, 10))


@pytest.mark.clause("HP20-4.1a")
def test_the_standing_vice_chair_decides_regular_matters_only(hp20: Committee) -> None:
    regular, reserved = submitted(hp20), submitted(hp20, "reserved")
    hp20.do(DecideMatter(body=BODY, matter=regular, decision="Đồng ý"), "standing-vice-chair", DAY)
    with pytest.raises(Refused) as problem:
        hp20.do(DecideMatter(body=BODY, matter=reserved, decision="Đồng ý"), "standing-vice-chair", DAY)
    assert "HP20-2.1" in {reason.clause for reason in problem.value.reasons}


def test_an_opinion_is_ones_own_and_may_be_changed(hp20: Committee) -> None:
    matter = submitted(hp20)
    seat = hp20.seat("member-so-tu-phap")
    with pytest.raises(Refused):
        hp20.do(GiveOpinion(body=BODY, matter=matter, seat=seat, stance="agrees"), "member-so-noi-vu", DAY)
    with pytest.raises(BadInput) as unsaid:
        hp20.do(GiveOpinion(body=BODY, matter=matter, seat=seat, stance="adds"), "member-so-tu-phap", DAY)
    assert {each.code for each in unsaid.value.reasons} == {"opinion_in_words"}
    for stance, text in (("agrees", ""), ("adds", "Thêm dữ liệu đất đai")):
        given = GiveOpinion(body=BODY, matter=matter, seat=seat, stance=stance, text=text)
        hp20.do(given, "member-so-tu-phap", DAY)
    shown = matter_page(hp20.reader("chair", DAY), matter).opinions
    assert [each.text for each in shown] == ["Thêm dữ liệu đất đai"]


def test_a_matter_says_what_it_is(hp20: Committee) -> None:
    given = SubmitMatter(body=BODY, kind="regular", title=" ", content="", opinions_until=date(2020, 5, 1))
    with pytest.raises(BadInput) as problem:
        hp20.do(given, "member-so-noi-vu", DAY)
    assert [(each.code, each.field) for each in problem.value.reasons] == [
        ("blank", "title"), ("blank", "content"), ("day_gone_by", "opinions_until"),
    ]  # fmt: skip
