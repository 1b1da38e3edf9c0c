"""A written regulation printed: a decision in its form, the regulation on pages of its own; the file reads back."""

from __future__ import annotations

import dataclasses
import io
from datetime import date

import docx
import pytest

import chidao.wsgi  # noqa: F401  (brings in every act)
from chidao.acts.registry import acts
from chidao.documents.extracting import law_in, words_of
from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.regulation_paper import regulation_paper
from chidao.documents.word import word_document
from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter
from chidao.instruments.writing.reading_back import read_written
from chidao.instruments.writing.regulation import WrittenRegulation, write_regulation
from chidao.reading.akoma.writing import akoma_of
from chidao.reading.reader import read_law
from tests.instruments.charters import KNOWN_ACTS, shipped, written

TITLES = {act.name: act.title for act in acts()}
NORM = formality_on(load_formalities(), date(2026, 1, 1))


def text(charter: Charter, notice: str = "") -> WrittenRegulation:
    return write_regulation(charter, acts=TITLES, with_codes=True, notice=notice)


def printed(found: WrittenRegulation) -> bytes:
    return word_document(regulation_paper(found), NORM)


def paragraphs(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize("charter_id", ["HP20", "TH", "TTH"])
@pytest.mark.parametrize("kind", ["docx", "xml"])
def test_a_file_of_either_kind_reads_back_to_the_charter(charter_id: str, kind: str) -> None:
    charter = shipped(charter_id)
    found = text(charter)
    content = printed(found) if kind == "docx" else akoma_of(read_law(str(found)))
    data = read_written(law_in(words_of(f"a.{kind}", content)), acts=TITLES)
    back = read_charter(written(data), known_acts=KNOWN_ACTS)
    lines = tuple(dataclasses.replace(each, line=0) for each in back.clauses)
    assert dataclasses.replace(back, clauses=lines) == dataclasses.replace(
        charter, clauses=tuple(dataclasses.replace(each, line=0) for each in charter.clauses)
    )


def test_the_decision_has_its_form_and_the_regulation_a_page_of_its_own() -> None:
    content = printed(text(shipped("HP20")))
    lines = paragraphs(content)
    assert lines.index("QUYẾT ĐỊNH") < lines.index("Quyết định:") < lines.index("QUY CHẾ")
    document = docx.Document(io.BytesIO(content))
    title = next(each for each in document.paragraphs if each.text == "QUY CHẾ")
    assert title.paragraph_format.page_break_before
    chapter = next(each for each in document.paragraphs if each.text == "Điều khoản thi hành")
    assert chapter.runs[0].font.all_caps, "capitals are print, the words stay as they are"
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("852/QĐ" in cell for cell in cells)
    assert any(cell.startswith("CHỦ TỊCH") for cell in cells)


def test_the_same_regulation_gives_the_same_bytes() -> None:
    assert printed(text(shipped("TH"))) == printed(text(shipped("TH")))


def test_a_paper_without_number_or_day_leaves_room_for_them() -> None:
    paper = regulation_paper(text(shipped("TH")))
    assert (paper.number, paper.dated_on) == (4347, None)
    paper = regulation_paper(text(shipped("HP22-inst")))
    assert (paper.number, paper.symbol) == (None, "")


def test_a_number_with_its_year_goes_on_in_the_symbol() -> None:
    charter = shipped("HP20")
    ref = dataclasses.replace(charter.instrument, number="05/2024")
    paper = regulation_paper(text(dataclasses.replace(charter, instrument=ref)))
    assert (paper.number, paper.symbol) == (5, "2024/QĐ-BCĐ")


def test_a_notice_stands_under_the_titles_and_does_not_change_what_is_read() -> None:
    found = text(shipped("HP20"), notice="Bản viết lại, không phải nguyên văn")
    assert paragraphs(printed(found)).count("(Bản viết lại, không phải nguyên văn)") == 0, "it follows the note"
    assert str(found).count("(Bản viết lại, không phải nguyên văn)") == 1 + len(found.attachments)
    data = read_written(law_in(words_of("a.docx", printed(found))), acts=TITLES)
    assert data["id"] == "HP20"
    assert len(data["powers"]) == 64
