"""The same body, renamed, under 24/QĐ-BCĐCĐS: the same behaviour with its own numbers and bearers."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.instruments.acts import EnterInstrument, LinkTo
from chidao.kernel.errors import Conflict, Refused
from chidao.ledger.models import Event
from chidao.mandates.acts.absences import RecordAbsence
from chidao.mandates.acts.founding import RenameBody
from chidao.mandates.queries import name_on, regulation
from chidao.meetings.acts import ConveneMeeting, DecideMatter, GiveOpinion, SubmitMatter
from chidao.reports.duty_calendar import duty_calendar
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, refused

DAY = at(2022, 5, 4)
RENAMED = date(2021, 12, 20)


def _meeting(kind: str, month: int, day: int) -> ConveneMeeting:
    starts = at(2022, month, day, 14)
    return ConveneMeeting(body=BODY, kind=kind, title="Phiên họp", place="Phòng họp", starts_at=starts)


def _submitted(hp22: AtWork, kind: str, opinions_until: date | None = None) -> int:
    given = SubmitMatter(body=BODY, kind=kind, title="Dữ liệu mở", content="Trình", opinions_until=opinions_until)
    return int(str(hp22.do(given, "group-lead", DAY).outcome["matter"]))


def _into_2022(hp20: AtWork) -> None:
    """852 is replaced by 3694, whose text nobody holds; 24 replaces that; the new name comes to light late."""
    replaces = (LinkTo(kind="replaces", target="852/QĐ-BCĐ"),)
    entered = EnterInstrument(
        body=BODY, kind="regulation", symbol="3694/QĐ-BCĐ", signed="2020-12-07", effective_from=date(2020, 12, 7),
        known=False, links=replaces,
    )  # fmt: skip
    hp20.do(entered, CLERK, at(2020, 12, 7, 16))
    hp20.adopt("HP22", at(2022, 3, 30, 9))


@pytest.mark.clause("HP22-1")
def test_one_body_lives_through_re_constitution_and_renaming(hp20: AtWork) -> None:
    _into_2022(hp20)
    when = at(2022, 3, 30, 11)
    paper = EnterInstrument(
        body=BODY, kind="reconstitution", symbol="3820/QĐ-UBND", signed="2021-12-20", effective_from=RENAMED,
        known=False,
    )  # fmt: skip
    instrument = int(str(hp20.do(paper, CLERK, when).outcome["instrument"]))
    new = "Ban Chỉ đạo về Chuyển đổi số thành phố Hải Phòng"
    renamed = RenameBody(
        body=BODY, name=new, name_en="Committee", short_name="BCĐ", short_name_en="SC", effective_from=RENAMED,
        instrument=instrument,
    )  # fmt: skip
    hp20.do(renamed, CLERK, when)
    names = [name_on(BODY, day) for day in (date(2020, 6, 1), date(2021, 12, 19), RENAMED, date(2022, 6, 1))]
    assert [name.name.vi == new for name in names if name] == [False, False, True, True]
    assert Event.objects.values("chain").distinct().count() == 1
    assert hp20.by("vice-chair", at(2020, 6, 1)).seat == hp20.by("vice-chair", at(2022, 6, 1)).seat
    assert "Một ban, nhiều tên theo thời gian" in hp20.page("regulation/HP22-1/", "member-so-noi-vu")


@pytest.mark.clause("HP22-2")
def test_opinions_first_then_the_heads_decision_never_a_count(hp22: AtWork) -> None:
    matter = _submitted(hp22, "reserved", date(2022, 5, 9))
    own = hp22.seat("member-so-noi-vu")
    opinion = GiveOpinion(body=BODY, matter=matter, seat=own, stance="differs", text="Chưa nên")
    hp22.do(opinion, "member-so-noi-vu", DAY)
    assert "Chưa nên" in hp22.page(f"matters/{matter}/", "member-so-tu-phap")
    decide = DecideMatter(body=BODY, matter=matter, decision="Thực hiện")
    assert refused(hp22, decide, "chair", at(2022, 5, 6), Conflict) == {"HP22-2"}
    assert "HP22-2" in refused(hp22, decide, "vice-chair", at(2022, 5, 10), Refused)
    assert hp22.do(decide, "chair", at(2022, 5, 10)).basis["clause"] == "HP22-2"


@pytest.mark.clause("HP22-4")
def test_regular_work_and_the_heads_absence(hp22: AtWork) -> None:
    decide = DecideMatter(body=BODY, matter=_submitted(hp22, "regular"), decision="Đồng ý")
    assert "HP22-4" in refused(hp22, decide, "vice-chair", DAY, Refused)
    assert hp22.do(decide, "standing-vice-chair", DAY).basis["clause"] == "HP22-4"
    away = RecordAbsence(body=BODY, seat=hp22.seat("chair"), first_on=date(2022, 6, 20), last_on=date(2022, 6, 24))
    hp22.do(away, CLERK, at(2022, 6, 17))
    assert "HP22-4" in refused(hp22, _meeting("regular", 7, 20), "standing-vice-chair", at(2022, 6, 27), Refused)
    receipt = hp22.do(_meeting("regular", 7, 20), "standing-vice-chair", at(2022, 6, 24, 9))
    assert (receipt.basis["kind"], receipt.basis["clause"]) == ("stand_in", "HP22-4")
    shown = hp22.page(f"meetings/{receipt.outcome['meeting']}/", "chair")
    assert "thay Trưởng ban vắng mặt 20–24/6/2022" in shown


@pytest.mark.clause("HP22-8")
def test_a_meeting_every_two_months_not_every_quarter(hp22: AtWork) -> None:
    assert hp22.cycle(hp22.held(at(2022, 4, 5), at(2022, 4, 15, 8))) == "2022-03..04"
    assert hp22.cycle(hp22.convene(when=at(2022, 8, 15), starts_at=at(2022, 8, 25))) == "2022-07..08"
    rows = duty_calendar(BODY, 2022, date(2022, 8, 22)).rows
    cells = {cell.cycle.key: cell.state for row in rows if row.duty == "committee-meeting" for cell in row.cells}
    assert cells == {
        "2022-03..04": "kept", "2022-05..06": "missed", "2022-07..08": "begun", "2022-09..10": "upcoming",
        "2022-11..12": "upcoming",
    }  # fmt: skip
    assert chip("HP22-8") in hp22.page("calendar/", "member-so-noi-vu")
    assert refused(hp22, _meeting("regular", 8, 30), "chair", at(2022, 8, 22), Conflict) == {"HP22-8"}


@pytest.mark.clause("HP22-11")
def test_any_vice_chair_may_call_an_ad_hoc_meeting_and_a_member_may_not(hp22: AtWork) -> None:
    leaders = ("chair", "standing-vice-chair", "vice-chair")
    made = [hp22.do(_meeting("ad_hoc", 5, 24), seat, at(2022, 5, 18)) for seat in leaders]
    assert {each.basis["clause"] for each in made} == {"HP22-11"}
    assert refused(hp22, _meeting("ad_hoc", 5, 24), "member-so-y-te", at(2022, 5, 18), Refused) == {"HP22-11"}
    assert chip("HP22-11") in hp22.page(f"meetings/{made[2].outcome['meeting']}/", "member-so-y-te")


@pytest.mark.clause("HP22-13")
def test_the_chain_is_shown_with_what_is_known_and_what_is_not(hp20: AtWork) -> None:
    _into_2022(hp20)
    assert regulation(BODY, date(2021, 6, 1)) is None
    assert regulation(BODY, date(2022, 3, 29)) is None
    assert regulation(BODY, date(2022, 3, 30)) is not None
    shown = hp20.page("instruments/", "member-so-noi-vu")
    assert all(symbol in shown for symbol in ("2831/QĐ-BCĐ", "852/QĐ-BCĐ", "3694/QĐ-BCĐ", "24/QĐ-BCĐCĐS"))
    assert "hệ thống không giữ văn bản" in shown
    assert chip("HP22-13") in shown
