"""Pages take as many queries at three hundred rows as at three."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.http import urlencode

from tests.web.seated import Seated, agency

MOST = {
    "": 55, "record/": 20, "record/refusals/": 20, "committee/": 20, "regulation/": 20, "regulation/T1-2/": 24,
    "instruments/": 22, "search/?q=viec": 35, "mine/": 20, "matrix/": 20, "acts/": 20, "committee/accounts/": 20,
}  # fmt: skip
"""With nothing kept in memory, as in the first page after an act; between acts it is about ten fewer."""


def grow(body: Seated, more: int) -> None:
    """Enter tasks by the sheet, people one by one, and refusals, so that every list has rows to show."""
    for number in range(min(more, 60)):
        body.founded.new_person(f"Người {number} {more}")
    for number in range(min(more, 60)):
        body.founded.do(
            "give_direction", body.founded["head"], line=f"Việc số {number}", lead_agency=agency("alpha"),
            due_on=date(2020, 3, 3 + number % 20),
        )  # fmt: skip
    for number in range(more):
        body.founded.do(
            "enter_instrument", kind="decision", symbol=f"{number + 10}/QĐ-{more}", title=f"Việc {number}", known=False
        )


@pytest.mark.parametrize("seat", ["head", "secretary"])
def test_the_number_of_queries_does_not_grow(body: Seated, seat: str) -> None:
    pages = {page: limit for page, limit in MOST.items() if seat == "secretary" or "accounts" not in page}
    grow(body, 1)
    few = {page: body.queries(page, seat) for page in pages}
    grow(body, 3)
    some = {page: body.queries(page, seat) for page in pages}
    grow(body, 60)
    many = {page: body.queries(page, seat) for page in pages}
    # A list that is full is counted, by one query more; nothing else depends on how much there is.
    assert {page: (few[page], some[page], many[page]) for page in pages if many[page] > some[page] + 1} == {}
    assert {page: many[page] for page in pages if many[page] > pages[page]} == {}


def test_addresses_are_encoded(body: Seated) -> None:
    assert body.get(f"search/?{urlencode({'q': 'Sở & <b>'})}").count("<b>S") == 0
