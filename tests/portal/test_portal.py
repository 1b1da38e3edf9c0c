"""What everyone may read: public copies only, as lists, answers to who verifies, feeds and data."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from chidao.documents.models import Document, PublicCopy
from chidao.documents.verification import code_typed, grouped
from chidao.kernel.errors import NotFound
from chidao.portal.feeds import feed
from chidao.portal.open_data import COLUMNS, as_csv, as_json, described, records
from chidao.portal.queries import open_papers, public_page
from chidao.portal.verifying import by_code, by_digest
from tests.documents.publishing import PERSONAL, plan, publishing_body
from tests.factories import Founded

pytestmark = pytest.mark.only("sqlite")
SITE = "https://noi.thu"


@pytest.fixture
def body(db: None) -> Founded:
    return publishing_body()


def published(body: Founded, title: str, **more: object) -> Document:
    body.now += timedelta(minutes=1)
    paper = plan(body, title)
    body.do("publish_document", document=paper.pk, **more)
    return Document.objects.get(pk=paper.pk)


def test_only_what_was_published_is_listed_and_found(body: Founded) -> None:
    plan(body, "Việc nội bộ")
    first, second = published(body, "Kế hoạch một"), published(body, "Của Nguyễn Văn Tám", redactions=PERSONAL)
    assert [row.code for row in open_papers(body.code)] == [second.code, first.code]
    assert [row.code for row in open_papers(words="ke hoach mot")] == [first.code]
    # What was taken out finds nothing.
    assert open_papers(words="Nguyễn Văn Tám") == []
    assert open_papers(words="nội bộ") == []
    assert open_papers(body.code, kind="TB") == open_papers(body.code, year=2019) == []
    assert [row.code for row in open_papers(before=open_papers()[0].key)] == [first.code]


def test_an_internal_document_has_no_public_page(body: Founded) -> None:
    inner = plan(body, "Việc nội bộ")
    with pytest.raises(NotFound):
        public_page(body.code, inner.code or "")
    answer = by_code(inner.code or "")
    assert answer is not None
    assert (answer.label, answer.title, answer.code) == (inner.label, "", None)
    assert by_code("A" * 16) is None


def test_what_was_withdrawn_says_so_and_shows_nothing(body: Founded) -> None:
    paper = published(body, "Kế hoạch một")
    body.do("withdraw_publication", document=paper.pk, reason="Còn dữ liệu cá nhân")
    found = public_page(body.code, paper.code or "")
    assert (found.row.title, found.paper, found.printed, found.attached) == ("", None, None, None)
    assert found.withdrawn_reason == "Còn dữ liệu cá nhân"
    assert found.row.label == paper.label
    assert open_papers() == []
    answer = by_code(paper.code or "")
    assert answer is not None
    assert answer.is_withdrawn
    assert answer.title == ""


def test_a_file_is_known_by_its_bytes(body: Founded) -> None:
    paper = published(body, "Kế hoạch một")
    printed = PublicCopy.objects.get().printed
    assert printed is not None
    found = by_digest(printed.sha256)
    assert found is not None
    assert (found.way, found.label, found.state) == ("public_copy", paper.label, "in_force")
    assert by_digest("0" * 64) is None


def test_codes_are_read_as_people_type_them() -> None:
    assert code_typed(" abcd-efgh ijkl-mn27 ") == "ABCDEFGHIJKLMN27"
    assert code_typed(grouped("ABCDEFGHIJKLMN27")) == "ABCDEFGHIJKLMN27"
    for wrong in ("", "ABCD", "ABCDEFGHIJKLMN01", "ABCDEFGHIJKLMN27X"):
        assert code_typed(wrong) is None


def test_the_feed_is_read_by_another_parser(body: Founded) -> None:
    published(body, "Một & <hai>")
    published(body, "Ông Nguyễn Văn Tám", redactions=PERSONAL)
    written = feed(open_papers(), title="T", at=f"{SITE}/public/", site=SITE, address=f"{SITE}/public/feed.xml")
    channel = etree.fromstring(written.encode()).find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert [item.findtext("title", "").partition(": ")[2] for item in items][1] == "Một & <hai>"
    assert len({item.findtext("guid") for item in items}) == 2
    assert all((item.findtext("link") or "").startswith(f"{SITE}/public/T1/") for item in items)
    assert "Tám" not in written


def test_the_data_reads_back_as_described(body: Founded) -> None:
    published(body, "=HYPERLINK(1)")
    published(body, "Hai, “ba”\nbốn")
    rows = records(open_papers(), SITE)
    told = list(csv.DictReader(io.StringIO(as_csv(rows).decode("utf-8-sig"))))
    scheme = json.loads(described(csv_at=f"{SITE}/documents.csv", body="T1"))
    names = [column["name"] for column in scheme["tableSchema"]["columns"]]
    assert list(told[0]) == names == [column.name for column in COLUMNS] == list(rows[0])
    assert scheme["tableSchema"]["primaryKey"] == "id"
    assert [row["id"] for row in told] == [row["id"] for row in rows]
    assert told[1]["subject"] == "'=HYPERLINK(1)"  # no spreadsheet takes it for a formula
    back = json.loads(as_json(rows, described_at=f"{SITE}/d"))
    assert back["documents"] == rows
    assert back["licence"]["vi"]


def test_a_list_takes_one_query_however_long(body: Founded) -> None:
    paper = published(body, "Kế hoạch")
    with CaptureQueriesContext(connection) as made:
        row = open_papers(body.code)[0]
    assert len(made) == 1
    assert records([row, *(replace(row, code=f"{n:016}") for n in range(300))], SITE)[0]["id"] == paper.code
