"""The pictures: what they say without being seen, and that any input draws."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.kernel.wording import Text, same
from chidao.web import pictures
from chidao.web.pictures import chain as chains
from chidao.web.pictures import heat as heats
from tests.web.gallery_pictures import CHAIN, CHART, HEAT, PATH, YEAR

DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))


def tree(html: str) -> ET.Element:
    """Return the picture as a tree; a picture that is not well-formed fails here."""
    return ET.fromstring(f"<x>{html}</x>")


def words(html: str) -> str:
    """Return all the words of a picture."""
    return " ".join(" ".join(tree(html).itertext()).split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_picture_is_well_formed_and_carries_no_style(language: str) -> None:
    drawn = [
        pictures.duty_calendar(YEAR, language),
        pictures.instrument_chain(CHAIN, language),
        pictures.seat_chart(CHART, language),
        pictures.heat_map(HEAT, language),
        pictures.path_to_full(PATH, language),
    ]
    for one in drawn:
        assert all("style" not in part.attrib for part in tree(one).iter())
        assert len(one) < 40_000


class TestDutyCalendar:
    def test_says_its_counts(self) -> None:
        assert "Nghĩa vụ năm 2020: 2 đúng hạn, 1 muộn, 1 bỏ lỡ, 5 sắp đến." in words(pictures.duty_calendar(YEAR, "vi"))
        assert "2 kept on time, 1 late, 1 missed, 5 due." in words(pictures.duty_calendar(YEAR, "en"))

    def test_has_twelve_months_and_a_line_for_today_in_its_own(self) -> None:
        table = tree(pictures.duty_calendar(YEAR, "vi"))
        rows = table.findall(".//tbody/tr")
        assert [len(row.findall("td")) for row in rows] == [12, 12, 12]
        assert all(row.findall("td")[7].get("class") == "today" for row in rows)

    def test_a_cell_opens_its_evidence_and_tells_state_and_day(self) -> None:
        cell = pictures.DutyCell(month=6, state="kept", due_on=date(2020, 6, 12), url="/e/1", says=Text("họp", "met"))
        year = pictures.DutyYear(year=2020, rows=(pictures.DutyRow(title=same("<Họp>"), cells=(cell,)),))
        link = tree(pictures.duty_calendar(year, "vi")).find(".//td/a")
        assert link is not None
        assert link.get("href") == "/e/1"
        assert link.get("title") == "đúng hạn, 12/6/2020: họp"

    @given(on=DAYS)
    def test_the_line_for_today_stands_only_in_its_own_year(self, on: date) -> None:
        year = pictures.DutyYear(year=2020, on=on, rows=(pictures.DutyRow(title=same("a")),))
        assert ("today-line" in pictures.duty_calendar(year, "vi")) == (on.year == 2020)


class TestChain:
    def test_says_what_is_in_force(self) -> None:
        told = chains.described(CHAIN, "vi")
        assert told == "7 văn bản; ngày 10/5/2022 có hiệu lực: 24/QĐ-BCĐCĐS, 772/QĐ-UBND, 3694/QĐ-UBND."

    def test_what_is_not_known_is_drawn_dashed_and_said(self) -> None:
        drawn = pictures.instrument_chain(CHAIN, "vi")
        assert drawn.count('class="question"') == 2
        assert drawn.count("unknown") == 3
        assert "thay văn bản nào, nguồn không nói (chưa rõ)" in drawn
        assert "thay 852/QĐ-BCĐ (chưa rõ)" in drawn
        assert "không rõ ngày" in drawn

    def test_a_period_is_half_open(self) -> None:
        node = pictures.ChainNode(
            key="a", symbol="a", title=same("a"), starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1)
        )
        days = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 1, 31), date(2020, 2, 1))
        assert [chains.is_in_force(node, day) for day in days] == [False, True, True, False]

    @given(starts=st.lists(st.none() | DAYS, min_size=1, max_size=9), on=DAYS)
    def test_labels_never_overlap_and_nothing_leaves_the_sheet(self, starts: list[date | None], on: date) -> None:
        nodes = tuple(
            pictures.ChainNode(
                key=str(n),
                symbol=f"{n}/QĐ-UBND",
                title=same("t"),
                starts_on=start,
                ends_on=start and start + timedelta(days=90),
            )
            for n, start in enumerate(starts)
        )
        drawn = tree(pictures.instrument_chain(pictures.Chain(nodes=nodes, on=on), "vi"))
        labels = [part for part in drawn.iter() if part.get("class") == "symbol"]
        assert len(labels) == len(nodes)
        spans = sorted(_span(label) for label in labels)
        for (row, _, right), (next_row, left, _) in pairwise(spans):
            assert row != next_row or right <= left
        assert all(left >= 0 and right <= chains.WIDTH for _, left, right in spans)

    def test_no_instruments_no_picture(self) -> None:
        assert pictures.instrument_chain(pictures.Chain(nodes=(), on=date(2020, 1, 1)), "vi") == ""


def _span(label: ET.Element) -> tuple[float, float, float]:
    wide = len(label.text or "") * chains.LETTER
    x, y = float(label.get("x", "0")), float(label.get("y", "0"))
    return (y, x, x + wide) if label.get("text-anchor") == "start" else (y, x - wide, x)


class TestSeats:
    def test_the_head_sits_first_by_rank_and_states_are_said(self) -> None:
        chart = tree(pictures.seat_chart(CHART, "vi"))
        head, sides = chart.findall(".//ol")
        assert [seat.findtext("b/a") or seat.findtext("b") for seat in head] == [
            "Trưởng ban",
            "Phó Trưởng ban Thường trực",
            "Phó Trưởng ban",
        ]
        assert len(sides) == 12
        told = words(pictures.seat_chart(CHART, "vi"))
        assert "15 ghế; 12 có người giữ, 1 đang được thay, 2 khuyết." in told
        assert "vắng 5–12/8, Phó Trưởng ban Thường trực thay" in told

    def test_a_vacant_seat_without_a_note_still_says_so(self) -> None:
        seat = pictures.Seat(title=same("Ghế"), rank=4, state="empty")
        assert "khuyết" in words(
            pictures.seat_chart(pictures.SeatChart(name=same("b"), on=date(2020, 1, 1), seats=(seat,)), "vi")
        )


class TestHeat:
    @given(on_time=st.integers(0, 99), late=st.integers(0, 99), open_=st.integers(0, 99))
    def test_a_cell_says_first_what_is_late(self, on_time: int, late: int, open_: int) -> None:
        cell = heats.HeatCell(month=3, on_time=on_time, late=late, open=open_)
        assert cell.state == ("late" if late else "open" if open_ else "on-time" if on_time else "none")
        assert cell.shown == (late or open_ or on_time)
        assert 1 <= cell.level <= 3

    def test_the_whole_is_told_in_a_sentence(self) -> None:
        row = pictures.HeatRow(agency=same("Sở Y tế"), cells=(pictures.HeatCell(month=3, late=2, open=1, url="/t"),))
        drawn = pictures.heat_map(pictures.HeatMap(year=2020, rows=(row,)), "vi")
        assert "1 cơ quan, 2 việc trễ hạn, 1 đang làm, 0 đúng hạn." in words(drawn)
        assert 'title="tháng 3: 2 trễ hạn, 1 đang làm"' in drawn


class TestPath:
    def test_says_where_it_stands_and_when_it_arrives(self) -> None:
        assert "thực tế 51,2% ngày 1/8/2020; đạt 100% ngày 20/5/2021 nếu giữ nhịp này." in words(
            pictures.path_to_full(PATH, "vi")
        )

    def test_without_figures_it_says_so_and_draws_nothing(self) -> None:
        drawn = pictures.path_to_full(pictures.Path(title=same("a"), points=()), "en")
        assert "<svg" not in drawn
        assert "no figures yet" in drawn
