"""The regulation in force on a day, downloaded as a full text."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client

from chidao.acts.registry import acts
from chidao.instruments.models import Instrument
from chidao.instruments.writing.reading_back import read_regulation
from tests.charters_small import SMALL
from tests.web.seated import Seated, seated

pytestmark = pytest.mark.only("sqlite")  # files are made here; no engine has a part in them


def file(body: Seated, path: str, seat: str = "head") -> tuple[str, bytes]:
    answer = body.client(seat).get(f"/T1/regulation/{path}")
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.headers["Content-Disposition"], answer.content


def test_the_page_links_to_the_files_of_each_paper_on_the_day_shown(body: Seated) -> None:
    shown = body.get("regulation/?on=2020-03-10")
    for paper in ("T1", "T1-beside"):
        for form in ("docx", "pdf", "txt", "xml"):
            assert f'href="/T1/regulation/written.{form}?paper={paper}&amp;on=2020-03-10"' in shown


def test_the_text_says_that_it_is_not_the_signed_one_and_reads_back(body: Seated) -> None:
    name, content = file(body, "written.txt?codes=1")
    text = content.decode()
    assert name == 'attachment; filename="T1.txt"'
    assert "không thay cho nguyên văn" in text
    data = read_regulation(text, acts={act.name: act.title for act in acts()})
    assert data["id"] == "T1"
    assert "Chánh ban gọi họp và kết luận." in text


def test_the_word_file_has_decision_and_regulation(body: Seated) -> None:
    name, content = file(body, "written.docx")
    assert name == 'attachment; filename="T1.docx"'
    lines = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
    assert "QUYẾT ĐỊNH" in lines
    assert "QUY CHẾ" in lines


def test_the_installation_instrument_and_akoma_ntoso_are_given_too(body: Seated) -> None:
    assert "bổ trợ" in file(body, "written.txt?paper=T1-beside")[1].decode()
    assert file(body, "written.xml")[1].startswith(b"<")
    assert file(body, "written.pdf")[1].startswith(b"%PDF")


@pytest.mark.parametrize("path", ["written.odt", "written.txt?paper=T9", "written.txt?on=2019-01-01"])
def test_what_there_is_not_is_not_found(body: Seated, path: str) -> None:
    body.get(f"regulation/{path}", status=404)


def test_without_its_clause_no_text_is_given(db: None, morning: None) -> None:
    seated("personal_page").get("regulation/written.txt", status=404)


def test_who_is_not_signed_in_is_asked_to(body: Seated) -> None:
    answer = Client().get("/T1/regulation/written.docx")
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"] or "next=" in answer.headers["Location"]


def test_of_three_versions_any_two_are_compared(body: Seated) -> None:
    for number, day in ((2, "2020-03-05"), (3, "2020-03-06")):
        later = SMALL.replace("id: T1\n", f"id: T1v{number}\n", 1).replace('number: "7"', f'number: "7{number}"')
        later = later.replace("Chánh ban gọi họp", f"Chánh ban gọi {number} họp").replace("2020-03-02", day)
        body.founded.do("adopt_charter", body.founded["head"], charter=later)
    first, second, third = (
        Instrument.objects.exclude(charter_id="").filter(kind="regulation").order_by("effective_from")
    )
    shown = body.get(f"instruments/{second.pk}/redline/{third.pk}/")
    assert f'href="/T1/instruments/{first.pk}/redline/{third.pk}/"' in shown
    assert "<ins>3</ins>" in body.get(f"instruments/{first.pk}/redline/{third.pk}/")
