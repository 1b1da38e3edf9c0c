"""The compliance sheet: computed, each standing opening its record, for any period, bounded, as a workbook."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import openpyxl
import pytest

from tests.web.seated import Seated, agency, seated

FROM_MARCH = "regulation/compliance/?from=2020-03-01&until=2020-06-30"


@pytest.fixture
def kept(db: None, morning: None) -> Seated:
    return seated("browse_regulation", "compliance_sheet")


def standing(page: str, clause: str) -> str:
    """Return what the sheet says of a clause."""
    row = re.search(rf'<tr id="c-{clause}-.*?</tr>', page, re.DOTALL)
    assert row, f"{clause} is not on the sheet"
    return row[0]


def linked(row: str, words: str) -> str:
    """Return the address that stands behind words in a row."""
    found = re.search(rf'<a href="/T1/([^"]+)">[^<]*{words}[^<]*</a>', row)
    assert found, (words, row)
    return unescape(found[1])


def test_a_number_opens_as_many_events_as_it_says(kept: Seated) -> None:
    for day in (3, 4, 5):
        kept.founded.do(
            "give_direction",
            kept.founded["head"],
            line="Rà soát",
            lead_agency=agency("alpha"),
            due_on=date(2020, 3, day),
        )
    page = kept.get(FROM_MARCH)
    (clause,) = re.findall(r'id="c-([^"]+)-\d+"(?:(?!</tr>).)*?3 việc đã làm theo điều này', page, re.DOTALL)[-1:]
    rows = kept.get(linked(standing(page, clause), "3 việc đã làm"))
    assert "3 sự kiện" in rows


def test_a_period_without_acts_says_so_and_what_is_due_is_not_missed(kept: Seated) -> None:
    page = kept.get("regulation/compliance/?from=2020-04-01&until=2020-06-30")
    assert "chưa đến hạn" in standing(page, "T1-7")
    assert "không phát sinh trong kỳ" in standing(page, "T1-3")
    assert "ghế có người" not in page
    before = kept.get("regulation/compliance/?from=2019-01-01&until=2019-12-31")
    assert "không giữ quy chế nào của thời gian này" in before


def test_a_clause_in_force_only_part_of_the_period_says_so(kept: Seated) -> None:
    assert "trong kỳ này chỉ có hiệu lực từ 2/3/2020 đến 30/6/2020" in kept.get(FROM_MARCH)
    assert "có hiệu lực suốt kỳ" in kept.get("regulation/compliance/?from=2020-04-01&until=2020-04-30")


def test_a_refusal_shows_that_a_limit_held(kept: Seated) -> None:
    form = {"line": "Việc", "lead_agency": agency("alpha"), "due_on": "2020-03-20"}
    kept.post("act/give_direction/", "fellow-alpha", status=403, **form)
    page = kept.get(FROM_MARCH)
    refused = [row for row in re.findall(r"<tr id=.*?</tr>", page, re.DOTALL) if "việc bị từ chối vì điều này" in row]
    assert refused
    opened = kept.get(linked(refused[0], "việc bị từ chối"))
    assert opened.count('<ol class="refused"><li>') == 1


def test_who_is_not_shown_the_record_is_not_shown_the_sheet(kept: Seated) -> None:
    assert "chỉ đếm phần đó" in kept.get("regulation/compliance/", "fellow-alpha")


def test_without_the_feature_the_page_stays_closed(db: None, morning: None) -> None:
    body = seated("browse_regulation")
    assert "không nói tới bảng theo dõi" in body.get("regulation/compliance/", status=404)


def test_the_tallies_count_what_they_open(kept: Seated) -> None:
    page = kept.get(FROM_MARCH)
    tallies = re.findall(r'<a href="(\?[^"]*state=\w+[^"]*)">. (\d+) ', page)
    assert tallies
    for query, n in tallies:
        assert kept.get(f"regulation/compliance/{unescape(query)}").count('<tr id="c-') == int(n)


@pytest.mark.parametrize(
    "query", ["", "?from=x&until=9", "?from=2021-01-01&until=2020-01-01", "?until=2199-12-31&state=a"]
)
def test_any_address_is_answered(kept: Seated, query: str) -> None:
    assert kept.get(f"regulation/compliance/{query}")


def test_the_workbook_has_a_row_for_each_clause_on_the_page(kept: Seated) -> None:
    answer = kept.client("head").get("/T1/regulation/compliance/sheet.xlsx?from=2020-03-01&until=2020-06-30")
    assert answer.status_code == 200
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    assert len(rows) - 1 == kept.get(FROM_MARCH).count('<tr id="c-')


@pytest.mark.only("sqlite")
def test_the_sheet_takes_as_many_queries_however_much_was_done(kept: Seated) -> None:
    counts = []
    for first, last in ((0, 1), (1, 3), (3, 300)):
        for n in range(first, last):
            kept.founded.do("enter_instrument", kind="decision", symbol=f"{n + 10}/QĐ", title="Việc", known=False)
        counts.append(kept.queries(FROM_MARCH))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 30
