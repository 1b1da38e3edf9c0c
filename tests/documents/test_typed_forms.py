"""Forms that a clerk types: put in order, composed, and brought back from Word as they were."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any, Final

import docx
import pytest
from docx.document import Document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chidao.data.loading import read_yaml
from chidao.documents.checking.book import FILE, book_on, read_book
from chidao.documents.checking.checks import check_sheet
from chidao.documents.checking.reader import read_sheet
from chidao.documents.drafting import Letterhead
from chidao.documents.drafts.forms import blank, composed, faults, lines_of, paper_of, tidied
from chidao.documents.drafts.from_word import _fields, _typed, content_from_word
from chidao.documents.drafts.registry import FORMS
from chidao.documents.drafts.text import blocks_of, lines_of_blocks, tidy_lines, typed_parts, typed_text
from chidao.documents.drafts.word_process import found
from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.paper import Paper, Table
from chidao.documents.pdf import pdf_document
from chidao.documents.word import word_document
from chidao.kernel.errors import BadInput
from tests.documents.laid_out import as_bytes, attached, decision, letter
from tests.documents.test_checking_hostile import packed, parts_of, with_main
from tests.documents.typed_samples import SAMPLES

pytestmark = pytest.mark.only("sqlite")  # files and words only: no engine has a part in them

ON: Final = date(2022, 9, 5)
NORM: Final = formality_on(load_formalities(), ON)
BOOK: Final = book_on([read_book(each) for each in read_yaml(FILE)["norms"]], ON)
HEAD: Final = Letterhead(
    issuer="Ban mẫu tỉnh Bình Minh", superior_body="Ủy ban nhân dân tỉnh Bình Minh", place="Bình Minh", number=7,
    dated_on=ON, signature=("TM. Ban mẫu", "Chức vụ mẫu"),
)  # fmt: skip


def paper(form: str, content: dict[str, Any] | None = None) -> Paper:
    kind = FORMS[form].kind
    symbol = {"": None, "CV": "BCĐ-VP"}.get(kind, f"{kind}-BCĐ")
    return paper_of(content or SAMPLES[form], replace(HEAD, symbol=symbol))


def printed(form: str, content: dict[str, Any] | None = None) -> bytes:
    return word_document(paper(form, content), NORM)


def read(form: str, data: bytes) -> dict[str, Any]:
    """Read a .docx as `content_from_word` does, within this process."""
    parts = found(data)["parts"]
    parts = {**parts, "annexes": [{**each, "lines": list(each["lines"])} for each in parts["annexes"]]}
    return tidied(composed(form, _fields(form, parts), _typed(form, parts)))


def at_fault(data: bytes) -> list[Any]:
    """Return the breaches that the form checker finds in a .docx."""
    return list(check_sheet(read_sheet(data), BOOK).breaches)


def edited(form: str) -> Document:
    opened: Document = docx.Document(io.BytesIO(printed(form)))
    return opened


def saved(document: Document) -> bytes:
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def test_every_form_has_a_sample_that_is_in_order_and_without_fault() -> None:
    assert set(SAMPLES) == set(FORMS)
    for form, content in SAMPLES.items():
        assert tidied(content) == {**blank(form), **content}
        assert faults(content) == []
        assert faults(blank(form))
        assert tidied(blank(form)) == blank(form)


@pytest.mark.parametrize("form", FORMS)
def test_a_printed_form_is_a_pdf_without_fault_and_word_gives_its_content_back(form: str) -> None:
    data = printed(form)
    assert at_fault(data) == []
    assert read(form, data) == tidied(SAMPLES[form])
    assert pdf_document(paper(form), NORM).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("form", ["decision", "letter", "minutes", "list_paper"])
def test_a_paper_just_begun_comes_back_too(form: str) -> None:
    content = {**blank(form), "title": "Trích yếu"}
    assert read(form, printed(form, content)) == content


def test_a_file_of_our_own_is_read_in_its_own_process() -> None:
    assert content_from_word(printed("decision"), "decision") == tidied(SAMPLES["decision"])


def test_what_was_changed_in_word_is_all_that_changes() -> None:
    document = edited("decision")
    article = next(each for each in document.paragraphs if each.text.startswith("Điều 2. Quyết định này"))
    article.runs[-1].text = "Quyết định này có hiệu lực từ ngày 01 tháng 10 năm 2022."
    article.insert_paragraph_before("Thêm một đoạn ở giữa.")
    table = next(each for each in document.tables if len(each.columns) == 4)
    added: Any = table.add_row  # python-docx types its rows loosely
    for cell, words in zip(added().cells, ("03", "Việc thêm", "Sở C", "Quý I"), strict=True):
        cell.text = words
    was = tidied(SAMPLES["decision"])["text"].splitlines()
    now = read("decision", saved(document))["text"].splitlines()
    assert [line for line in now if line not in was] == [
        "Thêm một đoạn ở giữa.",
        "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 10 năm 2022.",
        "| 03 | Việc thêm | Sở C | Quý I |",
    ]
    assert [line for line in was if line not in now] == ["Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]


def test_a_field_changed_in_word_comes_back_as_the_field() -> None:
    document = edited("information_request")
    last = next(each for each in document.paragraphs if "chậm nhất" in each.text)
    last.text = last.text.replace("ngày 25 tháng 8", "ngày 30 tháng 8")
    was = tidied(SAMPLES["information_request"])
    assert read("information_request", saved(document)) == {**was, "due_on": "2022-08-30"}


def test_a_paper_laid_out_by_others_gives_its_parts() -> None:
    document = decision()
    attached(document)
    content = content_from_word(as_bytes(document), "decision")
    assert content["title"].startswith("Về việc")
    assert content["text"].startswith("Căn cứ")
    assert "Điều 1. Ban" in content["text"]
    assert "\n# QUY CHẾ" in content["text"]
    assert "Kèm theo" not in content["text"].split("\n# QUY CHẾ")[0]
    assert content["filing"].startswith("VT")
    sent = content_from_word(as_bytes(letter()), "letter")
    assert (
        sent["addressed"] == ["Ủy ban nhân dân tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"] or len(sent["addressed"]) == 2
    )
    assert not sent["title"].startswith("V/v")


def _refused(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        content_from_word(data, "letter")
    return refused.value.reasons[0].code


def test_a_hostile_file_is_refused_clearly() -> None:
    good = printed("letter")
    assert _refused(b"") == "empty_file"
    assert _refused(b"not a document") == "kind_disagrees"
    assert _refused(good[: len(good) // 2]) == "file_damaged"
    assert _refused(packed({**parts_of(good), "word/vbaProject.bin": b"x"})) == "has_macros"
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert _refused(with_main(bomb + parts_of(good)["word/document.xml"])) == "xml_declares_entities"
    assert _refused(printed("letter", {**SAMPLES["letter"], "text": "MẬT\nNội dung."})) == "state_secret"
    assert _refused(saved(docx.Document())) == "no_paper"


_WORDS: Final = st.text(alphabet=" abĐiều1.a)-|\\#I<br>:;ỷơ(", max_size=14)
_LINES: Final = st.lists(
    st.one_of(
        _WORDS,
        st.builds(
            "{} {}".format, st.sampled_from(["Điều 1.", "1.", "a)", "-", "I.", "#", "|", "Căn cứ", "\\"]), _WORDS
        ),
        st.builds("| {} | {} |".format, _WORDS, _WORDS),
        st.sampled_from(["", "Chương I", "QUY ĐỊNH CHUNG", "# PHỤ LỤC I: Bảng", "(Ghi chú)", "Căn cứ luật;"]),
    ),
    max_size=9,
)


@given(_LINES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_typed_text_comes_back_from_its_parts_and_from_its_blocks(lines: list[str], decides: bool) -> None:
    once = typed_text(typed_parts("\n".join(lines), decides=decides), decides=decides)
    parts = typed_parts(once, decides=decides)
    assert typed_text(parts, decides=decides) == once
    for body in (parts.lines, *(annex.lines for annex in parts.annexes)):
        assert tuple(lines_of_blocks(blocks_of(body))) == body == tidy_lines(body)


@given(_LINES, st.sampled_from(["decision", "letter", "minutes", "delegation", "information_request"]))
@settings(max_examples=6, deadline=None, phases=[Phase.generate])
def test_whatever_is_typed_comes_back_from_word(lines: list[str], form: str) -> None:
    content = tidied({**SAMPLES[form], "text": "\n".join(lines)})
    assert tidied(content) == content
    assert read(form, printed(form, content)) == content


def test_what_is_wrong_is_named_by_its_field() -> None:
    sample = SAMPLES["delegation"]
    assert [each.field for each in faults({**sample, "through_on": "2022-01-01"})] == ["through_on"]
    assert [each.code for each in faults({**sample, "grantee": "Người […]"})] == ["left_open"]
    assert [each.field for each in faults({**sample, "matters": []})] == ["matters"]
    assert [each.code for each in faults({**SAMPLES["decision"], "text": "Không có điều."})] == ["no_article"]
    assert [each.field for each in faults({**sample, "from_on": "ngày mai", "title": 3})] == ["title", "from_on"]
    for wrong in ({"form": "không có"}, {**sample, "text": "\x07"}, {**sample, "title": "a" * 501}):
        with pytest.raises(BadInput):
            tidied(wrong)


def test_lines_say_every_part_once() -> None:
    said = lines_of(SAMPLES["minutes"])
    assert "Trích yếu: Phiên họp quý III năm 2022" in said
    assert "Địa điểm: Phòng họp số 2" in said
    assert "Cuộc họp kết thúc vào 11 giờ 05, ngày 09 tháng 9 năm 2022." in said
    assert len(said) == len(set(said))
    assert lines_of({"form": "plain", "paragraphs": ["Một", "Hai"]}) == ("Một", "Hai")


def test_minutes_are_signed_at_both_sides_and_a_list_has_no_number() -> None:
    minutes = paper("minutes")
    assert (minutes.co_signature, minutes.signature) == (("Thư ký",), ("Chủ tọa",))
    assert paper("list_paper").number_line() is None
    assert any(isinstance(block, Table) for block in paper("list_paper").body)
